// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// "Field: value" manifests and small declarative languages: R, Haskell, OCaml, Nim, Lua, Perl, Ada, D.
#include <re2/re2.h>

#include "scanner/base/text.h"
#include "scanner/facts/manifests/reader.h"

namespace badgescan::manifests {
namespace {

using Scope = Dependency::Scope;

struct Field {
  std::string name, value;  ///< name in lower case; continued lines are joined by '\n'
  int line = 0;
  int indent = 0;
};

// RFC 822 style with folded lines; a more indented line that is no field continues the one before.
std::vector<Field> read_fields(std::string_view text) {
  std::vector<Field> fields;
  int line = 0;
  for (const std::string_view raw : split_lines(text)) {
    ++line;
    if (fields.size() > 5'000) break;
    const std::string_view bare = trim(raw);
    if (bare.empty() || bare.starts_with("--") || bare[0] == '#') continue;
    const int indent = static_cast<int>(raw.find_first_not_of(" \t"));
    const std::size_t colon = bare.find(':');
    const bool named = colon != std::string_view::npos && colon > 0 &&
                       bare.substr(0, colon).find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_@/.") ==
                           std::string_view::npos &&
                       !bare.substr(colon).starts_with("://") && !bare.substr(colon).starts_with("::");
    if (named && (fields.empty() || indent <= fields.back().indent || fields.back().value.empty() ||
                  bare.substr(0, colon).find('/') == std::string_view::npos)) {
      fields.push_back(
          {to_lower(bare.substr(0, colon)), std::string(trim(bare.substr(colon + 1))), line, indent});
    } else if (!fields.empty() && indent > fields.back().indent && fields.back().value.size() < 32'768) {
      fields.back().value += (fields.back().value.empty() ? "" : "\n") + std::string(bare);
    }
  }
  return fields;
}

void set(const Field& field, std::string& value, int& line) {
  if (!value.empty()) return;
  value = clean_value(field.value);
  line = field.line;
}

// "base >=4 && <5, text"
void add_list(const Field& field, Scope scope, Manifest& out) {
  for (const std::string_view part : split(field.value, ',')) {
    const std::string_view one = trim(part);
    const std::size_t end = one.find_first_of(" <>=^(\n{");
    add_dependency(out, one.substr(0, end), end == std::string_view::npos ? "" : one.substr(end), scope,
                   field.line);
  }
}

Outcome read_description(const ManifestText& input, Manifest& out) {
  for (const Field& field : read_fields(input.text)) {
    if (field.name == "package") set(field, out.name, out.name_line);
    if (field.name == "version") set(field, out.version, out.version_line);
    if (field.name == "title") set(field, out.description, out.description_line);
    if (field.name == "license") set(field, out.license, out.license_line);
    if (field.name == "depends" || field.name == "imports" || field.name == "linkingto") {
      add_list(field, Scope::runtime, out);
    }
    if (field.name == "suggests") add_list(field, Scope::development, out);
    if (field.name == "bugreports") add_url(out, "issues", field.value, field.line);
    if (field.name == "url") {
      std::string urls = field.value;
      for (char& c : urls) c = c == '\n' || c == ' ' ? ',' : c;
      for (const std::string_view url : split(urls, ',')) {
        const bool forge =
            url.find("github.com") != std::string_view::npos || url.find("gitlab") != std::string_view::npos;
        add_url(out, forge ? "repository" : "homepage", trim(url), field.line);
      }
    }
  }
  // DESCRIPTION is a common word for a file name: R's has these fields.
  out.role.package = !out.name.empty() && !out.version.empty();
  out.role.build = out.role.package;
  return Done{};
}

Outcome read_cabal(const ManifestText& input, Manifest& out) {
  bool test = false;
  for (const Field& field : read_fields(input.text)) {
    if (field.indent == 0) test = false;
    if (field.name == "name") set(field, out.name, out.name_line);
    if (field.name == "version") set(field, out.version, out.version_line);
    if (field.name == "synopsis") set(field, out.description, out.description_line);
    if (field.name == "license") set(field, out.license, out.license_line);
    if (field.name == "license-file") out.license_file = clean_value(field.value);
    if (field.name == "homepage") add_url(out, "homepage", field.value, field.line);
    if (field.name == "bug-reports") add_url(out, "issues", field.value, field.line);
    if (field.name == "location") add_url(out, "repository", field.value, field.line);
    if (field.name == "type" && field.value.starts_with("exitcode-stdio")) test = true;
    if (field.name == "build-depends") add_list(field, test ? Scope::development : Scope::runtime, out);
    if (field.name == "ghc-options") {
      std::string flags = field.value;
      for (char& c : flags) c = c == '\n' ? ' ' : c;
      for (const std::string_view flag : split(flags, ' ')) {
        if (flag.starts_with("-W")) add_setting(out, "flag." + std::string(flag), flag, field.line);
      }
    }
  }
  each_match(input.text, line_pattern(R"re((?i)^(test-suite|benchmark|executable|library)\b\s*(\S*))re"),
             [&](const auto& groups, int line, std::size_t) {
               add_setting(out, to_lower(groups[0]), groups[1], line);
               return true;
             });
  out.build_tools.push_back("cabal");
  return Done{};
}

Outcome read_cabal_project(const ManifestText& input, Manifest& out) {
  for (const Field& field : read_fields(input.text)) {
    if (field.name != "packages" && field.name != "optional-packages") continue;
    std::string list = field.value;
    for (char& c : list) c = c == '\n' || c == ',' ? ' ' : c;
    for (const std::string_view one : split(list, ' ')) {
      if (!one.empty()) out.packages.push_back(clean_value(one));
    }
    out.role.workspace = true;
  }
  return Done{};
}

Outcome read_opam(const ManifestText& input, Manifest& out) {
  const SearchedText text(input.text);
  std::string file(input.path.substr(input.path.rfind('/') + 1));
  if (file.ends_with(".opam")) out.name = clean_value(file.substr(0, file.size() - 5));
  out.name_line = 1;
  take(text, line_pattern(R"re(^version:\s*"([^"\n]+)")re"), out.version, out.version_line);
  take(text, line_pattern(R"re(^synopsis:\s*"([^"\n]+)")re"), out.description, out.description_line);
  take(text, line_pattern(R"re(^license:\s*\[?\s*"([^"\n]+)")re"), out.license, out.license_line);
  each_match(text, line_pattern(R"re(^(homepage|bug-reports|dev-repo|doc):\s*"([^"\n]+)")re"),
             [&](const auto& groups, int line, std::size_t) {
               add_url(out, groups[0] == "dev-repo" ? "repository" : kind_of_url(groups[0]), groups[1], line);
               return true;
             });
  each_match(text, line_pattern(R"re(^\s+"([a-z0-9_-]+)"\s*(\{[^}\n]*\})?\s*$)re"),
             [&](const auto& groups, int line, std::size_t) {
               const bool test = groups[1].find("with-test") != std::string::npos ||
                                 groups[1].find("with-doc") != std::string::npos;
               add_dependency(out, groups[0], groups[1], test ? Scope::development : Scope::runtime, line);
               return true;
             });
  return Done{};
}

// What follows "(depends": `name`, `(name (>= 1))`, `(name :with-test)`, up to the closing bracket.
void add_dune_depends(std::string_view text, int line, Manifest& out) {
  int depth = 1;
  std::size_t added = 0;
  for (std::size_t i = 0; i < text.size() && depth > 0 && added < 500;) {
    const char c = text[i];
    if (c == '(' || c == ')') {
      depth += c == '(' ? 1 : -1;
      ++i;
    } else if (c == ';') {
      i = std::min(text.find('\n', i), text.size());
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      line += c == '\n' ? 1 : 0;
      ++i;
    } else {
      const std::size_t end = std::min(text.find_first_of(" \t\r\n();", i), text.size());
      const std::string_view word = text.substr(i, end - i);
      const bool head = depth == 1 || (depth == 2 && i > 0 && text[i - 1] == '(');
      if (head && word.find_first_of("<>=:\"") == std::string_view::npos) {
        const std::string_view rest = text.substr(end, text.find_first_of("\n", end) - end);
        const bool test = depth == 2 && (rest.find(":with-test") < rest.find("))") ||
                                         rest.find(":with-doc") < rest.find("))"));
        add_dependency(out, word, "", test ? Scope::development : Scope::runtime, line);
        ++added;
      }
      i = end;
    }
  }
}

Outcome read_dune_project(const ManifestText& input, Manifest& out) {
  const SearchedText text(input.text);
  take(text, line_pattern(R"re(\(name\s+"?([A-Za-z0-9_.-]+))re"), out.name, out.name_line);
  take(text, line_pattern(R"re(\(version\s+"?([^\s)"]+))re"), out.version, out.version_line);
  take(text, line_pattern(R"re(\(synopsis\s+"?([^)"\n]+))re"), out.description, out.description_line);
  take(text, line_pattern(R"re(\(license\s+"?([^)"\n]+))re"), out.license, out.license_line);
  if (const Capture source = capture(text, line_pattern(R"re(\(source\s+\(github\s+([^)\s]+))re"))) {
    add_url(out, "repository", "https://github.com/" + source.value, source.line);
  }
  if (const Capture home = capture(text, line_pattern(R"re(\(homepage\s+"?([^)"\s]+))re")))
    add_url(out, "homepage", home.value, home.line);
  each_match(text, line_pattern(R"re((\(depends\b))re"), [&](const auto&, int line, std::size_t end) {
    add_dune_depends(text.substr(end), line, out);
    return true;
  });
  return Done{};
}

// key = "value" or key: "value" (.nimble, .rockspec, dub.sdl, .gpr)
Outcome read_assignments(const ManifestText& input, Manifest& out) {
  const SearchedText text(input.text);
  take(text, line_pattern(R"re(^\s*(?:packageName|package|name)\s*=?\s*["']([^"'\n]+)["'])re"), out.name,
       out.name_line);
  take(text, line_pattern(R"re(^\s*version\s*=?\s*["']([^"'\n]+)["'])re"), out.version, out.version_line);
  take(text, line_pattern(R"re(^\s*(?:summary|description)\s*=?\s*["']([^"'\n]+)["'])re"), out.description,
       out.description_line);
  take(text, line_pattern(R"re(^\s*license\s*=?\s*["']([^"'\n]+)["'])re"), out.license, out.license_line);
  if (const Capture home = capture(text, line_pattern(R"re(^\s*homepage\s*=?\s*["']([^"'\n]+)["'])re"))) {
    add_url(out, "homepage", home.value, home.line);
  }
  each_match(
      text,
      line_pattern(R"re(^\s*(?:requires|dependency)\s*\(?\s*["']([A-Za-z0-9_.:/-]+)\s*([^"'\n]*)["'])re"),
      [&](const auto& groups, int line, std::size_t) {
        add_dependency(out, groups[0], groups[1], Scope::runtime, line);
        return true;
      });
  each_match(text, line_pattern(R"re(^\s*dependencies\s*=\s*\{)re"),
             [&](const auto&, int line, std::size_t end) {
               for (const std::string& one : quoted_strings(text, end - 1)) {
                 add_dependency(out, one.substr(0, one.find(' ')), "", Scope::runtime, line);
               }
               return true;
             });
  return Done{};
}

Outcome read_perl(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, "#");
  const SearchedText text(bare);
  take(text, line_pattern(R"re((?:\bNAME|\bmodule_name|^name)\s*=>?\s*["']?([A-Za-z0-9_:-]+))re"), out.name,
       out.name_line);
  take(text, line_pattern(R"re((?:\bVERSION|\bdist_version|^version)\s*=>?\s*["']?([0-9][0-9._]*))re"),
       out.version, out.version_line);
  take(text, line_pattern(R"re((?:\bABSTRACT|\bdist_abstract|^abstract)\s*=>?\s*["']?([^"'\n]+))re"),
       out.description, out.description_line);
  take(text, line_pattern(R"re((?i)(?:\bLICENSE|\blicense)\s*=>?\s*["']?([A-Za-z0-9_]+))re"), out.license,
       out.license_line);
  each_match(
      text,
      line_pattern(
          R"re((?:^\s*(requires|recommends|test_requires|on)\s+)?["']([A-Z][A-Za-z0-9_]*(?:::[A-Za-z0-9_]+)*)["']\s*(?:=>|,\s*["'0-9v]|;)\s*["']?([0-9v._]*))re"),
      [&](const auto& groups, int line, std::size_t) {
        add_dependency(out, groups[1], groups[2],
                       groups[0].starts_with("test") ? Scope::development : Scope::runtime, line);
        return true;
      });
  return Done{};
}

constexpr ManifestRole kPackage{.package = true};
constexpr ManifestRole kPackageAndBuild{.package = true, .build = true};

constexpr Reader kReaders[] = {
    {"description", "DESCRIPTION", "cran", read_description, kPackageAndBuild},
    {"*.cabal", "cabal", "hackage", read_cabal, kPackageAndBuild},
    {"cabal.project", "cabal.project", "hackage", read_cabal_project, {.build = true}},
    {"*.opam|opam", "opam", "opam", read_opam, kPackage},
    {"dune-project", "dune-project", "opam", read_dune_project, kPackageAndBuild},
    {"*.nimble", "nimble", "nimble", read_assignments, kPackageAndBuild},
    {"*.rockspec", "rockspec", "luarocks", read_assignments, kPackageAndBuild},
    {"dub.sdl", "dub.sdl", "dub", read_assignments, kPackageAndBuild},
    {"makefile.pl|build.pl", "Makefile.PL", "cpan", read_perl, kPackageAndBuild},
    {"dist.ini", "dist.ini", "cpan", read_perl, kPackage},
    {"cpanfile", "cpanfile", "cpan", read_perl, {}},
};

}  // namespace

std::span<const Reader> stanza_readers() { return kReaders; }

}  // namespace badgescan::manifests
