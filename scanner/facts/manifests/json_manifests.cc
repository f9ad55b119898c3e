// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Manifests written in JSON: npm, Composer, Deno, vcpkg, Elm, DUB, Perl's META.json.
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/manifests/reader.h"

namespace badgescan::manifests {
namespace {

using nlohmann::json;
using Scope = Dependency::Scope;

constexpr int kMaxDepth = 64;

struct TooDeep {};

// The lines of the keys of the outermost object and of its objects: "license", "scripts.test".
std::map<std::string, int> key_lines(std::string_view text) {
  std::map<std::string, int> lines;
  std::string last, parent;
  int depth = 0, line = 1, last_line = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      ++line;
    } else if (c == '{' || c == '[') {
      if (++depth == 2) parent = last;
    } else if (c == '}' || c == ']') {
      --depth;
    } else if (c == '"') {
      const std::size_t begin = ++i;
      while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2 : 1;
      if (depth < 1 || depth > 2) continue;
      last = std::string(text.substr(begin, std::min(i, text.size()) - begin));
      last_line = line;
    } else if (c == ':' && depth >= 1 && depth <= 2 && !last.empty()) {
      lines.emplace(depth == 1 ? last : parent + "." + last, last_line);
    }
  }
  return lines;
}

class JsonManifest {
 public:
  /// Throws what nlohmann throws, or TooDeep.
  explicit JsonManifest(std::string_view text) : lines_(key_lines(text)) {
    root_ = json::parse(
        text,
        [](int depth, json::parse_event_t, json&) -> bool {
          if (depth > kMaxDepth) throw TooDeep{};
          return true;
        },
        true, true);
  }

  const json& root() const { return root_; }
  int line(const std::string& key) const {
    const auto at = lines_.find(key);
    return at == lines_.end() ? 1 : at->second;
  }
  static std::string text_of(const json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    if (value.is_number()) return value.dump();
    return {};
  }
  /// The member's text, "" when it is missing or no scalar.
  static std::string member(const json& object, const char* key) {
    if (!object.is_object()) return {};
    const auto at = object.find(key);
    return at == object.end() ? std::string() : text_of(*at);
  }
  std::string text(const char* key) const { return member(root_, key); }

  void take(const char* key, std::string& value, int& at) const {
    value = clean_value(text(key));
    if (!value.empty()) at = line(key);
  }

  void dependencies(const char* key, Scope scope, Manifest& out) const {
    const auto at = root_.find(key);
    if (at == root_.end()) return;
    if (at->is_object()) {
      for (const auto& [name, version] : at->items()) {
        add_dependency(out, name, text_of(version), scope, line(std::string(key) + "." + name));
      }
    } else if (at->is_array()) {
      for (const json& item : *at) {
        add_dependency(out, item.is_object() ? member(item, "name") : text_of(item), {}, scope, line(key));
      }
    }
  }

  void scripts(const char* key, Manifest& out) const {
    const auto at = root_.find(key);
    if (at == root_.end() || !at->is_object()) return;
    for (const auto& [name, command] : at->items()) {
      std::string text = text_of(command);
      if (command.is_object()) text = member(command, "command");
      if (command.is_array()) {
        for (const json& item : command) text += (text.empty() ? "" : "\n") + text_of(item);
      }
      add_script(out, name, text, line(std::string(key) + "." + name));
    }
  }

  // Flattens with an own stack: objects by key, lists of scalars as one value.
  void settings(const std::string& prefix, const json& value, Manifest& out) const {
    const int at = line(prefix.substr(0, prefix.find('.')));
    std::vector<std::pair<std::string, const json*>> stack{{prefix, &value}};
    while (!stack.empty() && out.settings.size() < kMostSettings) {
      const auto [key, node] = stack.back();
      stack.pop_back();
      if (node->is_object()) {
        if (node->empty()) add_setting(out, key, {}, at);
        for (const auto& [name, child] : node->items()) stack.emplace_back(key + "." + name, &child);
      } else if (node->is_array()) {
        std::string all;
        for (const json& item : *node) {
          const std::string one = item.is_array() && !item.empty() ? text_of(item.front()) : text_of(item);
          if (all.size() < 2'000) all += (all.empty() ? "" : " ") + one;
        }
        add_setting(out, key, all, at);
      } else {
        add_setting(out, key, text_of(*node), at);
      }
    }
  }

 private:
  std::map<std::string, int> lines_;
  json root_;
};

template <class Fill>
Outcome with_json(const ManifestText& input, Fill&& fill) {
  try {
    const JsonManifest manifest(input.text.starts_with("\xEF\xBB\xBF") ? input.text.substr(3) : input.text);
    if (!manifest.root().is_object()) return Error{msg("it holds no JSON object")};
    fill(manifest);
    return Done{};
  } catch (const TooDeep&) {
    return Error{msg("nested deeper than {}", kMaxDepth)};
  } catch (const json::exception& error) {
    return Error{msg("it is no valid JSON: {}", shorten(clean_utf8(error.what()), 160))};
  }
}

// "Name <mail> (url)", or an object with "name".
void add_people(const json& root, const char* key, Manifest& out) {
  const auto at = root.find(key);
  if (at == root.end()) return;
  const auto add = [&](const json& person) {
    const std::string name =
        person.is_object() ? JsonManifest::member(person, "name") : JsonManifest::text_of(person);
    if (!name.empty() && out.authors.size() < 200) out.authors.push_back(clean_value(name));
  };
  if (at->is_array()) {
    for (const json& person : *at) add(person);
  } else {
    add(*at);
  }
}

void add_link(const JsonManifest& m, const char* key, std::string_view what, Manifest& out) {
  const auto at = m.root().find(key);
  if (at == m.root().end()) return;
  std::string url = JsonManifest::text_of(*at);
  if (at->is_object()) url = JsonManifest::member(*at, "url");
  // npm's short form of a repository.
  const bool short_form = what == "repository" && url.find(':') == std::string::npos &&
                          std::count(url.begin(), url.end(), '/') == 1;
  add_url(out, what, short_form ? "https://github.com/" + url : url, m.line(key));
}

void read_npm_licence(const JsonManifest& m, Manifest& out) {
  m.take("license", out.license, out.license_line);
  for (const char* key : {"license", "licenses"}) {
    const auto at = m.root().find(key);
    if (at == m.root().end() || !out.license.empty()) continue;
    std::vector<std::string> names;
    for (const json& item : at->is_array() ? *at : json::array({*at})) {
      const std::string type =
          item.is_object() ? JsonManifest::member(item, "type") : JsonManifest::text_of(item);
      if (!type.empty()) names.push_back(clean_value(type));
    }
    out.license = join(names, " OR ");
    if (!out.license.empty()) out.license_line = m.line(key);
  }
  constexpr std::string_view kSee = "SEE LICENSE IN ";
  if (starts_with_ignoring_case(out.license, kSee)) out.license_file = out.license.substr(kSee.size());
}

Outcome read_package_json(const ManifestText& input, Manifest& out) {
  return with_json(input, [&](const JsonManifest& m) {
    m.take("name", out.name, out.name_line);
    m.take("version", out.version, out.version_line);
    m.take("description", out.description, out.description_line);
    read_npm_licence(m, out);
    add_link(m, "homepage", "homepage", out);
    add_link(m, "repository", "repository", out);
    add_link(m, "bugs", "issues", out);
    add_people(m.root(), "author", out);
    add_people(m.root(), "contributors", out);
    m.dependencies("dependencies", Scope::runtime, out);
    m.dependencies("peerDependencies", Scope::runtime, out);
    m.dependencies("optionalDependencies", Scope::optional, out);
    m.dependencies("devDependencies", Scope::development, out);
    m.scripts("scripts", out);
    if (m.text("private") == "true") out.published = false;
    if (m.root().contains("publishConfig")) out.published = out.published.value_or(true);
    for (const auto& [key, value] : m.root().items()) {
      const bool known = key == "dependencies" || key == "peerDependencies" || key == "devDependencies" ||
                         key == "optionalDependencies" || key == "scripts" || key == "contributors" ||
                         key == "keywords";
      if (!known) m.settings(key, value, out);
    }
    const auto workspaces = m.root().find("workspaces");
    if (workspaces == m.root().end()) return;
    const json& list =
        workspaces->is_object() && workspaces->contains("packages") ? (*workspaces)["packages"] : *workspaces;
    if (!list.is_array()) return;
    for (const json& item : list) {
      if (item.is_string() && out.packages.size() < 500)
        out.packages.push_back(clean_value(item.get<std::string>()));
    }
    out.role.workspace = true;
  });
}

Outcome read_composer(const ManifestText& input, Manifest& out) {
  return with_json(input, [&](const JsonManifest& m) {
    m.take("name", out.name, out.name_line);
    m.take("version", out.version, out.version_line);
    m.take("description", out.description, out.description_line);
    m.take("license", out.license, out.license_line);
    const auto license = m.root().find("license");
    if (license != m.root().end() && license->is_array()) {
      std::vector<std::string> names;
      for (const json& item : *license) names.push_back(clean_value(JsonManifest::text_of(item)));
      out.license = join(names, " OR ");
      out.license_line = m.line("license");
    }
    add_link(m, "homepage", "homepage", out);
    const auto support = m.root().find("support");
    if (support != m.root().end() && support->is_object()) {
      for (const auto& [label, url] : support->items()) {
        add_url(out, kind_of_url(label), JsonManifest::text_of(url), m.line("support." + label));
      }
    }
    add_people(m.root(), "authors", out);
    m.dependencies("require", Scope::runtime, out);
    m.dependencies("require-dev", Scope::development, out);
    m.scripts("scripts", out);
    for (const char* key : {"config", "type", "minimum-stability", "extra"}) {
      if (m.root().contains(key)) m.settings(key, m.root()[key], out);
    }
  });
}

// deno.json, vcpkg.json, elm.json, dub.json, META.json: the same few fields under the same names.
Outcome read_plain(const ManifestText& input, Manifest& out) {
  return with_json(input, [&](const JsonManifest& m) {
    m.take("name", out.name, out.name_line);
    m.take("version", out.version, out.version_line);
    if (out.version.empty()) m.take("version-string", out.version, out.version_line);
    if (out.version.empty()) m.take("version-semver", out.version, out.version_line);
    for (const char* key : {"description", "summary", "abstract"}) {
      if (out.description.empty()) m.take(key, out.description, out.description_line);
    }
    m.take("license", out.license, out.license_line);
    const auto license = m.root().find("license");
    if (license != m.root().end() && license->is_array() && !license->empty()) {
      out.license = clean_value(JsonManifest::text_of(license->front()));
      out.license_line = m.line("license");
    }
    add_link(m, "homepage", "homepage", out);
    add_people(m.root(), "authors", out);
    for (const char* key : {"dependencies", "imports"}) m.dependencies(key, Scope::runtime, out);
    m.dependencies("test-dependencies", Scope::development, out);
    m.scripts("tasks", out);
    for (const char* key : {"compilerOptions", "lint", "fmt", "test", "buildTypes", "overrides"}) {
      if (m.root().contains(key)) m.settings(key, m.root()[key], out);
    }
  });
}

Outcome read_lerna(const ManifestText& input, Manifest& out) {
  return with_json(input, [&](const JsonManifest& m) {
    const auto packages = m.root().find("packages");
    if (packages == m.root().end() || !packages->is_array()) return;
    for (const json& item : *packages) {
      if (item.is_string()) out.packages.push_back(clean_value(item.get<std::string>()));
    }
  });
}

constexpr ManifestRole kPackage{.package = true};
constexpr ManifestRole kPackageAndBuild{.package = true, .build = true};

constexpr Reader kReaders[] = {
    {"package.json", "package.json", "npm", read_package_json, kPackage},
    {"composer.json", "composer.json", "composer", read_composer, kPackage},
    {"deno.json|deno.jsonc|jsr.json", "deno.json", "deno", read_plain, kPackage},
    {"vcpkg.json", "vcpkg.json", "vcpkg", read_plain, kPackage},
    {"elm.json", "elm.json", "elm", read_plain, kPackageAndBuild},
    {"dub.json", "dub.json", "dub", read_plain, kPackageAndBuild},
    {"meta.json|meta6.json", "META.json", "cpan", read_plain, kPackage},
    {"bower.json", "bower.json", "bower", read_plain, kPackage},
    {"lerna.json", "lerna.json", "npm", read_lerna, {.workspace = true}},
};

}  // namespace

std::span<const Reader> json_readers() { return kReaders; }

}  // namespace badgescan::manifests
