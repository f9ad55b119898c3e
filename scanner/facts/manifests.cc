// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/manifests.h"

#include <algorithm>
#include <map>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/manifests/reader.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

using manifests::Reader;

// Of one format. A tree with more of them is a collection; those nearest to the root speak for it.
constexpr std::size_t kMostOfAFormat = 150;

struct LockName {
  std::string_view name, ecosystem;
};
constexpr LockName kLocks[] = {
    {"package-lock.json", "npm"},
    {"npm-shrinkwrap.json", "npm"},
    {"yarn.lock", "npm"},
    {"pnpm-lock.yaml", "npm"},
    {"bun.lockb", "npm"},
    {"bun.lock", "npm"},
    {"deno.lock", "deno"},
    {"poetry.lock", "pypi"},
    {"pipfile.lock", "pypi"},
    {"pdm.lock", "pypi"},
    {"uv.lock", "pypi"},
    {"pylock.toml", "pypi"},
    {"conda-lock.yml", "conda"},
    {"pixi.lock", "conda"},
    {"cargo.lock", "cargo"},
    {"go.sum", "go"},
    {"gradle.lockfile", "gradle"},
    {"verification-metadata.xml", "gradle"},
    {"packages.lock.json", "nuget"},
    {"paket.lock", "nuget"},
    {"composer.lock", "composer"},
    {"gemfile.lock", "rubygems"},
    {"gems.locked", "rubygems"},
    {"mix.lock", "hex"},
    {"rebar.lock", "rebar"},
    {"pubspec.lock", "pub"},
    {"package.resolved", "swift"},
    {"podfile.lock", "cocoapods"},
    {"cartfile.resolved", "swift"},
    {"stack.yaml.lock", "hackage"},
    {"cabal.project.freeze", "hackage"},
    {"manifest.toml", "julia"},
    {"renv.lock", "cran"},
    {"flake.lock", "nix"},
    {"shard.lock", "shards"},
    {"conan.lock", "conan"},
    {"module.bazel.lock", "bazel"},
    {"maven_install.json", "bazel"},
    {"dub.selections.json", "dub"},
    {"cpanfile.snapshot", "cpan"},
    {"opam.locked", "opam"},
    {"nimble.lock", "nimble"},
    {"gleam.lock", "gleam"},
    {".terraform.lock.hcl", "terraform"},
    {"dune.lock", "opam"},
};

std::size_t depth_of(std::string_view path) {
  return static_cast<std::size_t>(std::count(path.begin(), path.end(), '/'));
}

std::vector<const Reader*> all_readers() {
  std::vector<const Reader*> readers;
  for (const auto& family : {manifests::json_readers(), manifests::toml_readers(), manifests::xml_readers(),
                             manifests::yaml_readers(), manifests::python_readers(), manifests::jvm_readers(),
                             manifests::ruby_readers(), manifests::native_readers(),
                             manifests::stanza_readers(), manifests::other_readers()}) {
    for (const Reader& reader : family) readers.push_back(&reader);
  }
  return readers;
}

std::vector<const Entry*> entries_of(const Reader& reader, const TreeIndex& index) {
  std::vector<const Entry*> entries;
  for (const std::string_view name : split(reader.names, '|')) {
    const auto found = name.starts_with("*.") ? index.with_extension(name.substr(2)) : index.named(name);
    entries.insert(entries.end(), found.begin(), found.end());
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry* a, const Entry* b) { return depth_of(a->path) < depth_of(b->path); });
  return entries;
}

class Collector {
 public:
  Collector(const Facts& facts, Manifests& out) : facts_(facts), index_(facts.get<TreeIndex>()), out_(out) {}

  void run() {
    out_.complete_ = index_.complete();
    for (const Reader* reader : all_readers()) read_all(*reader);
    for (const LockName& lock : kLocks) {
      for (const Entry* entry : index_.named(lock.name)) {
        const PathClass kind = index_.classify(*entry);
        if (kind.vendored || kind.test_data || kind.example || !entry->is_file()) continue;
        out_.locks_.push_back({std::string(lock.ecosystem), std::string(entry->path)});
      }
    }
    std::stable_sort(out_.all_.begin(), out_.all_.end(), [](const Manifest& a, const Manifest& b) {
      const std::size_t depth_a = depth_of(a.path), depth_b = depth_of(b.path);
      return depth_a != depth_b ? depth_a < depth_b : a.path < b.path;
    });
  }

 private:
  void read_all(const Reader& reader) {
    std::size_t count = 0;
    for (const Entry* entry : entries_of(reader, index_)) {
      const PathClass kind = index_.classify(*entry);
      if (kind.vendored || kind.test_data || entry->mode == Mode::submodule) continue;
      if (++count > kMostOfAFormat) {
        facts_.note(
            Note::Kind::info, {},
            msg("There are more than {} files of the format {}; only those nearest to the root were read.",
                kMostOfAFormat, reader.format));
        out_.complete_ = false;
        return;
      }
      Manifest manifest;
      manifest.ecosystem = reader.ecosystem;
      manifest.format = reader.format;
      manifest.path = entry->path;
      manifest.role = reader.role;
      // The ending .txt of CMakeLists.txt is that of documents: only the folder counts.
      const std::string neighbour = std::string(entry->folder()) + "/x.c";
      manifest.example = kind.example || (kind.documentation && index_.classify(neighbour).documentation);
      manifest.test = kind.test;
      manifest.of_app = reader.ecosystem == "swift" && !entry->folder().empty() && has_app_project();
      read_one(reader, *entry, manifest);
      out_.all_.push_back(std::move(manifest));
    }
  }

  /// An Xcode project in the top folder: Swift packages below it are parts of the application.
  bool has_app_project() const {
    const std::vector<const Entry*> projects = index_.with_extension("pbxproj");
    return std::any_of(projects.begin(), projects.end(), [](const Entry* entry) {
      return std::count(entry->path.begin(), entry->path.end(), '/') == 1;
    });
  }

  void read_one(const Reader& reader, const Entry& entry, Manifest& manifest) {
    const FileText text = facts_.text(entry);
    if (!text) {  // facts_.text() has noted why
      out_.complete_ = false;
      return;
    }
    if (trim(*text).empty()) return;
    const Outcome outcome = reader.read({*text, entry.path}, manifest);
    manifest.readable = outcome.ok();
    if (outcome) return;
    // A broken file among examples is often meant to be broken.
    const bool own = !manifest.example && !manifest.test;
    if (own) out_.complete_ = false;
    facts_.note(own ? Note::Kind::unread : Note::Kind::info, clean_utf8(entry.path),
                msg("This {} could not be read: {}.", manifest.format, outcome.error()));
  }

  const Facts& facts_;
  const TreeIndex& index_;
  Manifests& out_;
};

// How much a manifest says about the project as a whole.
int weight(const Manifest& manifest) {
  int weight = 0;
  for (const std::string* field :
       {&manifest.name, &manifest.version, &manifest.description, &manifest.license}) {
    weight += field->empty() ? 0 : 2;
  }
  weight += manifest.urls.empty() ? 0 : 2;
  weight += manifest.dependencies.empty() ? 0 : 1;
  if (manifest.published == false) weight -= 2;
  return weight;
}

bool speaks(const Manifest& manifest) {
  const bool named = manifest.role.package || (manifest.role.build && !manifest.name.empty());
  return manifest.readable && named && !manifest.example && !manifest.test && !manifest.of_app;
}

std::string dependency_key(std::string_view name) {
  std::string key = to_lower(name);
  std::replace(key.begin(), key.end(), '_', '-');
  return key;
}

}  // namespace

std::string_view name_of(Dependency::Scope scope) {
  switch (scope) {
    case Dependency::Scope::runtime:
      return "runtime";
    case Dependency::Scope::development:
      return "development";
    case Dependency::Scope::build:
      return "build";
    case Dependency::Scope::optional:
      return "optional";
  }
  return "";
}

std::string Manifest::url(std::string_view what) const {
  for (const ManifestUrl& one : urls) {
    if (one.what == what) return one.url;
  }
  return {};
}

const ManifestScript* Manifest::script(std::string_view script_name) const {
  for (const ManifestScript& one : scripts) {
    if (one.name == script_name) return &one;
  }
  return nullptr;
}

const ManifestSetting* Manifest::setting(std::string_view key) const {
  for (const ManifestSetting& one : settings) {
    if (one.key == key) return &one;
  }
  return nullptr;
}

bool Manifest::has_setting_below(std::string_view prefix) const {
  return std::any_of(settings.begin(), settings.end(), [&](const ManifestSetting& one) {
    return one.key == prefix ||
           (one.key.size() > prefix.size() && one.key.starts_with(prefix) && one.key[prefix.size()] == '.');
  });
}

const Dependency* Manifest::dependency(std::string_view wanted) const {
  const std::string key = dependency_key(wanted);
  for (const Dependency& one : dependencies) {
    if (dependency_key(one.name) == key) return &one;
  }
  return nullptr;
}

Manifests Manifests::collect(const Facts& facts) {
  Manifests out;
  Collector(facts, out).run();
  return out;
}

std::vector<const Manifest*> Manifests::of(std::string_view ecosystem) const {
  std::vector<const Manifest*> found;
  for (const Manifest& manifest : all_) {
    if (manifest.ecosystem == ecosystem) found.push_back(&manifest);
  }
  return found;
}

const Manifest* Manifests::at(std::string_view path) const {
  for (const Manifest& manifest : all_) {
    if (manifest.path == path) return &manifest;
  }
  return nullptr;
}

const Manifest* Manifests::main() const {
  const std::vector<const Manifest*> best = leading();
  return best.empty() ? nullptr : best.front();
}

std::vector<const Manifest*> Manifests::leading() const {
  std::vector<const Manifest*> best;
  std::size_t depth = 0;
  for (const Manifest& manifest : all_) {
    if (!speaks(manifest)) continue;
    if (best.empty()) depth = depth_of(manifest.path);
    if (depth_of(manifest.path) == depth) best.push_back(&manifest);
  }
  std::stable_sort(best.begin(), best.end(),
                   [](const Manifest* a, const Manifest* b) { return weight(*a) > weight(*b); });
  return best;
}

bool Manifests::has_lock(std::string_view ecosystem) const {
  return std::any_of(locks_.begin(), locks_.end(),
                     [&](const LockFile& lock) { return lock.ecosystem == ecosystem; });
}

}  // namespace badgescan
