// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Manifests written in YAML: Dart, Crystal, hpack and Stack, conda, pnpm workspaces, GoReleaser, snapcraft.
#include "scanner/base/text.h"
#include "scanner/base/yaml.h"
#include "scanner/facts/manifests/reader.h"

namespace badgescan::manifests {
namespace {

using Scope = Dependency::Scope;

template <class Fill>
Outcome with_yaml(const ManifestText& input, Fill&& fill) {
  const Result<YamlFile> file = YamlFile::parse(input.text);
  if (!file) return Error{file.error()};
  fill(file->root());
  return Done{};
}

void take(const YamlNode& root, std::string_view key, std::string& value, int& line) {
  std::string text = clean_value(root[key].text());
  if (text.empty()) return;
  value = std::move(text);
  line = root[key].line();
}

void take_common(const YamlNode& root, Manifest& out) {
  take(root, "name", out.name, out.name_line);
  take(root, "version", out.version, out.version_line);
  take(root, "description", out.description, out.description_line);
  if (out.description.empty()) take(root, "synopsis", out.description, out.description_line);
  if (out.description.empty()) take(root, "summary", out.description, out.description_line);
  take(root, "license", out.license, out.license_line);
  int line = 0;
  take(root, "license-file", out.license_file, line);
  for (const char* key :
       {"homepage", "website", "repository", "documentation", "issue_tracker", "source-code"}) {
    add_url(out, kind_of_url(key), root[key].text(), root[key].line());
  }
  const std::string github = clean_value(root["github"].text());
  if (!github.empty()) add_url(out, "repository", "https://github.com/" + github, root["github"].line());
  for (const char* key : {"author", "authors", "maintainer"}) {
    for (const std::string& name : root[key].strings()) out.authors.push_back(clean_value(name));
  }
}

void add_map(const YamlNode& map, Scope scope, Manifest& out) {
  for (std::size_t i = 0; i < map.size(); ++i) {
    if (map.is_mapping()) {
      add_dependency(out, map.key(i), map[i].text(), scope, map.key_line(i));
    } else if (map[i].is_scalar()) {
      const std::string_view text = map[i].text();
      const std::size_t end = text.find_first_of(" <>=~!");
      add_dependency(out, text.substr(0, end), end == std::string_view::npos ? "" : text.substr(end), scope,
                     map[i].line());
    }
  }
}

Outcome read_pubspec(const ManifestText& input, Manifest& out) {
  return with_yaml(input, [&](const YamlNode& root) {
    take_common(root, out);
    add_map(root["dependencies"], Scope::runtime, out);
    add_map(root["dev_dependencies"], Scope::development, out);
    if (root["publish_to"].text() == "none") out.published = false;
    for (const std::string& member : root["workspace"].strings()) out.packages.push_back(clean_value(member));
  });
}

Outcome read_shard(const ManifestText& input, Manifest& out) {
  return with_yaml(input, [&](const YamlNode& root) {
    take_common(root, out);
    add_map(root["dependencies"], Scope::runtime, out);
    add_map(root["development_dependencies"], Scope::development, out);
  });
}

Outcome read_hpack(const ManifestText& input, Manifest& out) {
  return with_yaml(input, [&](const YamlNode& root) {
    take_common(root, out);
    add_map(root["dependencies"], Scope::runtime, out);
    for (const char* part : {"library", "executable"})
      add_map(root[part]["dependencies"], Scope::runtime, out);
    const YamlNode tests = root["tests"];
    for (std::size_t i = 0; i < tests.size(); ++i) add_map(tests[i]["dependencies"], Scope::development, out);
    for (const std::string& option : root["ghc-options"].strings()) {
      for (const std::string_view flag : split(option, ' ')) {
        if (flag.starts_with("-W"))
          add_setting(out, "flag." + std::string(flag), flag, root["ghc-options"].line());
      }
    }
  });
}

Outcome read_conda(const ManifestText& input, Manifest& out) {
  return with_yaml(input, [&](const YamlNode& root) {
    take(root, "name", out.name, out.name_line);
    const YamlNode list = root["dependencies"];
    add_map(list, Scope::runtime, out);
    for (std::size_t i = 0; i < list.size(); ++i) add_map(list[i]["pip"], Scope::runtime, out);
  });
}

Outcome read_workspace(const ManifestText& input, Manifest& out) {
  return with_yaml(input, [&](const YamlNode& root) {
    for (const std::string& member : root["packages"].strings()) out.packages.push_back(clean_value(member));
  });
}

// Configuration of tools that other facts ask for: top-level keys only.
Outcome read_keys(const ManifestText& input, Manifest& out) {
  return with_yaml(input, [&](const YamlNode& root) {
    take(root, "project_name", out.name, out.name_line);
    if (!root.is_mapping()) return;
    for (std::size_t i = 0; i < root.size(); ++i) {
      add_setting(out, root.key(i), root[i].is_scalar() ? root[i].text() : std::string_view(),
                  root.key_line(i));
    }
  });
}

Outcome read_snapcraft(const ManifestText& input, Manifest& out) {
  return with_yaml(input, [&](const YamlNode& root) { take_common(root, out); });
}

constexpr ManifestRole kPackageAndBuild{.package = true, .build = true};

constexpr Reader kReaders[] = {
    {"pubspec.yaml|pubspec.yml", "pubspec.yaml", "pub", read_pubspec, kPackageAndBuild},
    {"shard.yml", "shard.yml", "shards", read_shard, kPackageAndBuild},
    {"package.yaml", "package.yaml", "hackage", read_hpack, kPackageAndBuild},
    {"stack.yaml", "stack.yaml", "hackage", read_workspace, {.build = true}},
    {"environment.yml|environment.yaml", "environment.yml", "conda", read_conda, {.environment = true}},
    {"pnpm-workspace.yaml", "pnpm-workspace.yaml", "npm", read_workspace, {.workspace = true}},
    {".goreleaser.yml|.goreleaser.yaml|goreleaser.yml|goreleaser.yaml",
     ".goreleaser.yml",
     "go",
     read_keys,
     {}},
    {"snapcraft.yaml", "snapcraft.yaml", "snap", read_snapcraft, {}},
};

}  // namespace

std::span<const Reader> yaml_readers() { return kReaders; }

}  // namespace badgescan::manifests
