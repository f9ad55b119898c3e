// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Small readers of the common lock files. A line that is not understood is passed over: fewer packages are
// asked about, nothing wrong is said.
#include "scanner/facts/locked.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "scanner/base/text.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

using nlohmann::json;

constexpr std::size_t kMost = 1000;

using Out = std::vector<LockedPackage>;

void add(Out& out, std::string_view ecosystem, std::string_view name, std::string_view version) {
  if (name.empty() || version.empty() || name.size() > 214 || version.size() > 64) return;
  out.push_back({std::string(ecosystem), clean_utf8(name), clean_utf8(version), {}});
}

std::string text_at(const json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

json parse(std::string_view text) {
  const json::parser_callback_t shallow = [](int depth, json::parse_event_t, json&) { return depth <= 32; };
  return json::parse(text, shallow, false);
}

void read_npm(std::string_view text, Out& out) {
  const json lock = parse(text);
  if (!lock.is_object() || !lock.contains("packages") || !lock["packages"].is_object()) return;
  constexpr std::string_view kFolder = "node_modules/";
  for (const auto& [path, package] : lock["packages"].items()) {
    const auto at = path.rfind(kFolder);
    if (at == std::string::npos || (package.is_object() && package.contains("link"))) continue;
    add(out, "npm", std::string_view(path).substr(at + kFolder.size()), text_at(package, "version"));
  }
}

void read_composer(std::string_view text, Out& out) {
  const json lock = parse(text);
  if (!lock.is_object()) return;
  for (const char* list : {"packages", "packages-dev"}) {
    if (!lock.contains(list) || !lock[list].is_array()) continue;
    for (const json& package : lock[list]) {
      std::string version = text_at(package, "version");
      if (version.starts_with('v')) version.erase(0, 1);
      add(out, "Packagist", text_at(package, "name"), version);
    }
  }
}

/// name = "x" / version = "y" below [[package]]: Cargo.lock, poetry.lock, uv.lock.
void read_toml_lock(std::string_view text, std::string_view ecosystem, Out& out) {
  std::string name, version;
  bool package = false, local = false;
  const auto finish = [&] {
    if (package && !local) add(out, ecosystem, name, version);
    name.clear();
    version.clear();
    local = false;
  };
  // A crate without a source is the project itself; a package of uv says so in its source.
  bool has_source = ecosystem != "crates.io";
  for (const std::string_view raw : split_lines(text)) {
    const std::string_view line = trim(raw);
    if (line.starts_with('[')) {
      if (!has_source) local = true;
      finish();
      package = line == "[[package]]";
      has_source = ecosystem != "crates.io";
      continue;
    }
    const auto equal = line.find(" = ");
    if (!package || equal == std::string_view::npos) continue;
    const std::string_view key = line.substr(0, equal), value = line.substr(equal + 3);
    if (key == "source") {
      has_source = true;
      local |=
          value.find("editable") != std::string_view::npos || value.find("virtual") != std::string_view::npos;
    }
    if (value.size() < 2 || value.front() != '"' || value.back() != '"') continue;
    if (key == "name") name = value.substr(1, value.size() - 2);
    if (key == "version") version = value.substr(1, value.size() - 2);
  }
  if (!has_source) local = true;
  finish();
}

void read_gemfile(std::string_view text, Out& out) {
  bool gems = false;
  for (const std::string_view line : split_lines(text)) {
    if (!line.starts_with(' ')) gems = line == "GEM";
    if (!gems || !line.starts_with("    ") || line.starts_with("      ")) continue;
    const auto open = line.find(" ("), close = line.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || open < 4) continue;
    const std::string_view version = line.substr(open + 2, close - open - 2);
    add(out, "RubyGems", line.substr(4, open - 4), version.substr(0, version.find('-')));
  }
}

void read_go_mod(std::string_view text, Out& out) {
  bool block = false;
  for (const std::string_view raw : split_lines(text)) {
    std::string_view line = trim(raw.substr(0, raw.find("//")));
    if (line == "require (") {
      block = true;
      continue;
    }
    if (line == ")") block = false;
    if (line.starts_with("require ")) {
      line = trim(line.substr(8));
    } else if (!block) {
      continue;
    }
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos || line.substr(blank + 1).find(' ') != std::string_view::npos)
      continue;
    std::string_view version = line.substr(blank + 1);
    if (version.starts_with('v')) version.remove_prefix(1);
    add(out, "Go", line.substr(0, blank), version);
  }
}

void read_requirements(std::string_view text, Out& out) {
  for (const std::string_view raw : split_lines(text)) {
    const std::string_view line = trim(raw.substr(0, raw.find_first_of("#;\\")));
    const auto equal = line.find("==");
    if (equal == std::string_view::npos || line.find_first_of(" @*,") != std::string_view::npos) continue;
    const std::string_view name = line.substr(0, std::min(equal, line.find('[')));
    add(out, "PyPI", name, line.substr(equal + 2));
  }
}

}  // namespace

std::string osv_ecosystem(std::string_view ecosystem) {
  static const std::map<std::string_view, std::string_view> kNames{{"npm", "npm"},
                                                                   {"pypi", "PyPI"},
                                                                   {"cargo", "crates.io"},
                                                                   {"go", "Go"},
                                                                   {"maven", "Maven"},
                                                                   {"nuget", "NuGet"},
                                                                   {"gem", "RubyGems"},
                                                                   {"rubygems", "RubyGems"},
                                                                   {"composer", "Packagist"},
                                                                   {"hex", "Hex"},
                                                                   {"pub", "Pub"}};
  const auto found = kNames.find(ecosystem);
  return found == kNames.end() ? std::string() : std::string(found->second);
}

std::vector<LockedPackage> read_lock(std::string_view path, std::string_view text) {
  const std::string name = to_lower(path.substr(path.rfind('/') + 1));
  Out out;
  if (name == "package-lock.json" || name == "npm-shrinkwrap.json") read_npm(text, out);
  if (name == "composer.lock") read_composer(text, out);
  if (name == "cargo.lock") read_toml_lock(text, "crates.io", out);
  if (name == "poetry.lock" || name == "uv.lock") read_toml_lock(text, "PyPI", out);
  if (name == "gemfile.lock") read_gemfile(text, out);
  if (name == "go.mod") read_go_mod(text, out);
  if (name == "requirements.txt") read_requirements(text, out);
  for (LockedPackage& package : out) package.path = clean_utf8(path);
  return out;
}

LockedPackages LockedPackages::collect(const Facts& facts) {
  LockedPackages out;
  const TreeIndex& index = facts.get<TreeIndex>();
  for (const char* name : {"package-lock.json", "npm-shrinkwrap.json", "composer.lock", "Cargo.lock",
                           "poetry.lock", "uv.lock", "Gemfile.lock", "go.mod", "requirements.txt"}) {
    for (const Entry* entry : index.named(name)) {
      const PathClass kind = index.classify(*entry);
      if (kind.vendored || kind.test || kind.test_data || kind.example || kind.documentation) continue;
      const FileText text = facts.text(*entry);
      if (text == nullptr) continue;
      for (LockedPackage& package : read_lock(entry->path, *text)) out.all.push_back(std::move(package));
    }
  }
  const auto key = [](const LockedPackage& p) { return std::tie(p.ecosystem, p.name, p.version); };
  std::sort(out.all.begin(), out.all.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  out.all.erase(std::unique(out.all.begin(), out.all.end(),
                            [&](const auto& a, const auto& b) { return key(a) == key(b); }),
                out.all.end());
  if (out.all.size() > kMost) {
    out.left_out = out.all.size() - kMost;
    out.all.resize(kMost);
  }
  return out;
}

}  // namespace badgescan
