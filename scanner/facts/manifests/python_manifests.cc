// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Python's older manifests: setup.py (read, never run), setup.cfg, tox.ini, requirements files.
#include <re2/re2.h>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/manifests/reader.h"

namespace badgescan::manifests {
namespace {

using Scope = Dependency::Scope;

void add_requirement(std::string_view text, Scope scope, int line, Manifest& out) {
  text = trim(text.substr(0, text.find(" #")));
  if (text.empty() || text[0] == '#' || text[0] == '-' || text.find("://") < text.find('@')) return;
  const std::size_t end = text.find_first_of(" <>=!~;[@(");
  const std::string_view version =
      end == std::string_view::npos ? std::string_view() : text.substr(end, text.find(';') - end);
  add_dependency(out, text.substr(0, end), version, scope, line);
}

Outcome read_setup_py(const ManifestText& input, Manifest& out) {
  const SearchedText text(input.text);
  take(text, line_pattern(R"re(^\s*(?:setup\(\s*)?name\s*=\s*[rbu]?["']([^"'\n]+)["'])re"), out.name,
       out.name_line);
  take(text, line_pattern(R"re(^\s*(?:setup\(.*)?version\s*=\s*[rbu]?["']([^"'\n]+)["'])re"), out.version,
       out.version_line);
  take(text, line_pattern(R"re(^\s*description\s*=\s*\(?\s*[rbu]?["']([^"\n]+?)["']\s*[,)]?\s*$)re"),
       out.description, out.description_line);
  take(text, line_pattern(R"re(^\s*license\s*=\s*[rbu]?["']([^"'\n]+)["'])re"), out.license,
       out.license_line);
  take(text, line_pattern(R"re(["']License :: (?:OSI Approved :: )?([^"'\n]+)["'])re"), out.license,
       out.license_line);
  for (const auto& [pattern, what] :
       {std::pair{R"re(^\s*url\s*=\s*["']([^"'\n]+)["'])re", "homepage"},
        std::pair{R"re(^\s*download_url\s*=\s*["']([^"'\n]+)["'])re", "download"}}) {
    if (const Capture found = capture(text, line_pattern(pattern)))
      add_url(out, what, found.value, found.line);
  }
  each_match(text, line_pattern(R"re(^\s*["']([A-Za-z ]+)["']\s*:\s*["'](https?://[^"'\n]+)["'])re"),
             [&](const auto& groups, int line, std::size_t) {
               add_url(out, kind_of_url(groups[0]), groups[1], line);
               return true;
             });
  each_match(
      text,
      line_pattern(R"re(\b(install_requires|setup_requires|tests_require|extras_require)\s*=\s*[\[{])re"),
      [&](const auto& groups, int line, std::size_t end) {
        const Scope scope = groups[0] == "install_requires" ? Scope::runtime
                            : groups[0] == "setup_requires" ? Scope::build
                                                            : Scope::development;
        for (const std::string& one : quoted_strings(text, end - 1)) add_requirement(one, scope, line, out);
        return true;
      });
  if (capture(text, line_pattern(R"re((Private :: Do Not Upload))re"))) out.published = false;
  out.build_tools.push_back("setuptools");
  return Done{};
}

struct IniValue {
  std::string section, key, value;
  int line = 0;
};

// Python's configparser dialect: continued lines are indented.
std::vector<IniValue> read_ini(std::string_view text) {
  std::vector<IniValue> values;
  std::string section;
  int line = 0;
  for (const std::string_view raw : split_lines(text)) {
    ++line;
    if (values.size() > 5'000) break;
    const std::string_view bare = trim(raw);
    if (bare.empty() || bare[0] == '#' || bare[0] == ';') continue;
    const bool indented = raw[0] == ' ' || raw[0] == '\t';
    if (!indented && bare[0] == '[' && bare.back() == ']') {
      section = std::string(bare.substr(1, bare.size() - 2));
      values.push_back({section, "", "", line});
    } else if (indented && !values.empty() && values.back().section == section &&
               !values.back().key.empty()) {
      if (values.back().value.size() < 16'384) values.back().value += "\n" + std::string(bare);
    } else if (const std::size_t mark = bare.find_first_of("=:"); mark != std::string_view::npos) {
      values.push_back(
          {section, std::string(trim(bare.substr(0, mark))), std::string(trim(bare.substr(mark + 1))), line});
    }
  }
  return values;
}

void add_ini_requirements(const IniValue& value, Scope scope, Manifest& out) {
  int line = value.line;
  for (const std::string_view one : split_lines(value.value)) add_requirement(one, scope, line++, out);
}

Outcome read_setup_cfg(const ManifestText& input, Manifest& out) {
  for (const IniValue& value : read_ini(input.text)) {
    if (value.section == "metadata") {
      std::string key = value.key;
      for (char& c : key) c = c == '-' ? '_' : c;
      const std::string text = clean_value(value.value);
      const bool computed = text.starts_with("attr:") || text.starts_with("file:");
      const auto set = [&](std::string& field, int& line) {
        if (computed || text.empty()) return;
        field = text;
        line = value.line;
      };
      if (key == "name") set(out.name, out.name_line);
      if (key == "version") set(out.version, out.version_line);
      if (key == "description" || key == "summary") set(out.description, out.description_line);
      if (key == "license") set(out.license, out.license_line);
      if (key == "license_file" || key == "license_files") out.license_file = text;
      if (key == "author") out.authors.push_back(text);
      if (key == "url" || key == "home_page") add_url(out, "homepage", text, value.line);
      if (key == "download_url") add_url(out, "download", text, value.line);
      if (key == "project_urls") {
        for (const std::string_view one : split_lines(value.value)) {
          const std::size_t mark = one.find('=');
          if (mark == std::string_view::npos) continue;
          add_url(out, kind_of_url(one.substr(0, mark)), trim(one.substr(mark + 1)), value.line);
        }
      }
      if (key == "classifiers" && out.license.empty()) {
        for (const std::string_view one : split_lines(value.value)) {
          if (!one.starts_with("License :: OSI Approved :: ")) continue;
          out.license = clean_value(one.substr(27));
          out.license_line = value.line;
        }
      }
    } else if (value.section == "options" && value.key == "install_requires") {
      add_ini_requirements(value, Scope::runtime, out);
    } else if (value.section == "options" &&
               (value.key == "setup_requires" || value.key == "tests_require")) {
      add_ini_requirements(value, value.key == "setup_requires" ? Scope::build : Scope::development, out);
    } else if (value.section == "options.extras_require" && !value.key.empty()) {
      add_ini_requirements(value, Scope::optional, out);
    } else {
      add_setting(out, value.key.empty() ? value.section : value.section + "." + value.key, value.value,
                  value.line);
    }
  }
  out.role.package = !out.name.empty();
  out.role.build = out.role.package;
  return Done{};
}

Outcome read_tox(const ManifestText& input, Manifest& out) {
  for (const IniValue& value : read_ini(input.text)) {
    const bool environment = value.section.starts_with("testenv");
    if (environment && value.key == "commands") add_script(out, value.section, value.value, value.line);
    if (environment && value.key == "deps") add_ini_requirements(value, Scope::development, out);
    add_setting(out, value.key.empty() ? value.section : value.section + "." + value.key, value.value,
                value.line);
  }
  return Done{};
}

Outcome read_requirements(const ManifestText& input, Manifest& out) {
  const std::string path = to_lower(input.path);
  constexpr std::string_view kDevelopment[] = {"dev", "test", "lint", "doc", "ci", "build", "type"};
  Scope scope = Scope::runtime;
  for (const std::string_view word : kDevelopment) {
    if (path.find(word) != std::string::npos) scope = Scope::development;
  }
  int line = 0;
  for (const std::string_view one : split_lines(input.text)) add_requirement(one, scope, ++line, out);
  return Done{};
}

constexpr Reader kReaders[] = {
    {"setup.py", "setup.py", "pypi", read_setup_py, {.package = true, .build = true}},
    {"setup.cfg", "setup.cfg", "pypi", read_setup_cfg, {.package = true}},
    {"tox.ini", "tox.ini", "pypi", read_tox, {}},
    {"requirements.txt|requirements.in|requirements-dev.txt|requirements_dev.txt|dev-requirements.txt|"
     "requirements-test.txt|test-requirements.txt|requirements-dev.in|constraints.txt|requirements-tests.txt|"
     "requirements-docs.txt|requirements-lint.txt|requirements-ci.txt",
     "requirements.txt",
     "pypi",
     read_requirements,
     {}},
};

}  // namespace

std::span<const Reader> python_readers() { return kReaders; }

}  // namespace badgescan::manifests
