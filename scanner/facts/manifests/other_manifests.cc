// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// go.mod, container files, Nix, development environments, Visual Studio solutions, Vagrant.
#include <re2/re2.h>

#include "scanner/base/text.h"
#include "scanner/facts/manifests/reader.h"

namespace badgescan::manifests {
namespace {

using Scope = Dependency::Scope;

Outcome read_go_mod(const ManifestText& input, Manifest& out) {
  bool require = false;
  int line = 0;
  for (const std::string_view raw : split_lines(input.text)) {
    ++line;
    std::string_view bare = trim(raw.substr(0, raw.find("//")));
    if (bare.starts_with("module ")) {
      out.name = clean_value(bare.substr(7));
      out.name_line = line;
      const std::vector<std::string_view> parts = split(bare.substr(7), '/');
      if (parts.size() >= 3 && parts[0].find('.') != std::string_view::npos) {
        add_url(out, "repository",
                "https://" + std::string(trim(parts[0])) + "/" + std::string(parts[1]) + "/" +
                    std::string(parts[2]),
                line);
      }
    } else if (bare == "require (" || bare == "tool (") {
      require = true;
    } else if (bare == ")") {
      require = false;
    } else if (bare.starts_with("go ") || bare.starts_with("toolchain ")) {
      add_setting(out, bare.substr(0, bare.find(' ')), bare.substr(bare.find(' ') + 1), line);
    } else if (require || bare.starts_with("require ") || bare.starts_with("tool ")) {
      if (const std::size_t space = bare.find(' '); !require) bare = trim(bare.substr(space));
      const std::size_t space = bare.find(' ');
      const bool indirect = raw.find("// indirect") != std::string_view::npos;
      if (!bare.empty() && !indirect) {
        add_dependency(out, bare.substr(0, space),
                       space == std::string_view::npos ? "" : bare.substr(space + 1), Scope::runtime, line);
      }
    }
  }
  return Done{};
}

Outcome read_go_work(const ManifestText& input, Manifest& out) {
  each_match(input.text, line_pattern(R"re(^\s*(?:use\s+)?(\./[^\s)]+|\.)\s*$)re"),
             [&](const auto& groups, int, std::size_t) {
               out.packages.push_back(clean_value(groups[0]));
               return true;
             });
  return Done{};
}

/// Paket's list; a group of its own is for builds and tests.
Outcome read_paket(const ManifestText& input, Manifest& out) {
  Scope scope = Scope::runtime;
  int line = 0;
  for (const std::string_view raw : split_lines(input.text)) {
    ++line;
    const std::vector<std::string_view> words = split(trim(raw), ' ');
    if (starts_with_ignoring_case(trim(raw), "group "))
      scope = Scope::development;
    else if (words.size() >= 2 && (words[0] == "nuget" || words[0] == "github" || words[0] == "git"))
      add_dependency(out, words[1], words.size() > 2 ? words.back() : "", scope, line);
  }
  return Done{};
}

Outcome read_dockerfile(const ManifestText& input, Manifest& out) {
  each_match(input.text, line_pattern(R"re((?i)^\s*FROM\s+(?:--\S+\s+)*(\S+))re"),
             [&](const auto& groups, int line, std::size_t) {
               add_dependency(out, groups[0].substr(0, groups[0].find_first_of(":@")),
                              groups[0].find_first_of(":@") == std::string::npos
                                  ? std::string()
                                  : groups[0].substr(groups[0].find_first_of(":@") + 1),
                              Scope::runtime, line);
               return true;
             });
  each_match(
      input.text,
      line_pattern(
          R"re((?i)org\.opencontainers\.image\.(licenses|version|description|source|url|documentation)\s*=\s*["']?([^"'\n\\]+))re"),
      [&](const auto& groups, int line, std::size_t) {
        if (groups[0] == "licenses" && out.license.empty()) {
          out.license = clean_value(groups[1]);
          out.license_line = line;
        } else if (groups[0] == "source" || groups[0] == "url" || groups[0] == "documentation") {
          add_url(out, kind_of_url(groups[0]), trim(groups[1]), line);
        }
        return true;
      });
  return Done{};
}

/// The providers that a Terraform configuration requires: `aws = { source = "hashicorp/aws" … }`.
Outcome read_terraform(const ManifestText& input, Manifest& out) {
  each_match(input.text,
             line_pattern(R"re(^\s*source\s*=\s*"([a-z0-9.-]+/[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)?)")re"),
             [&](const auto& groups, int line, std::size_t) {
               add_dependency(out, groups[0], {}, Scope::runtime, line);
               return true;
             });
  return Done{};
}

Outcome presence(const ManifestText&, Manifest&) { return Done{}; }

constexpr ManifestRole kEnvironment{.environment = true};
constexpr ManifestRole kContainer{.container = true};
constexpr ManifestRole kBuild{.build = true};

constexpr Reader kReaders[] = {
    {"go.mod", "go.mod", "go", read_go_mod, {.package = true, .build = true}},
    {"go.work", "go.work", "go", read_go_work, {.workspace = true}},
    {"versions.tf|terraform.tf|providers.tf", "terraform", "terraform", read_terraform, {}},
    {"paket.dependencies", "paket.dependencies", "nuget", read_paket, {}},
    {"dockerfile|containerfile|*.dockerfile", "Dockerfile", "docker", read_dockerfile, kContainer},
    {"docker-compose.yml|docker-compose.yaml|compose.yml|compose.yaml", "compose", "docker", presence,
     kContainer},
    {"devcontainer.json|.devcontainer.json|.gitpod.yml|devbox.json|devenv.nix|.envrc", "devcontainer",
     "environment", presence, kEnvironment},
    {"flake.nix|shell.nix|default.nix", "nix", "nix", presence, kEnvironment},
    {"vagrantfile", "Vagrantfile", "environment", presence, kEnvironment},
    {"mise.toml|.mise.toml|.tool-versions", "mise", "environment", presence, kEnvironment},
    {"*.sln|*.slnx", "sln", "msvc", presence, kBuild},
    {"rakefile", "Rakefile", "rake", presence, kBuild},
    {"extconf.rb", "extconf.rb", "mkmf", presence, kBuild},
    {"justfile|.justfile", "justfile", "just", presence, {}},
    {"taskfile.yml|taskfile.yaml", "Taskfile", "task", presence, {}},
};

}  // namespace

std::span<const Reader> other_readers() { return kReaders; }

}  // namespace badgescan::manifests
