// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the project says about itself in the files of its package managers and build systems, in one form.
//
// Every format has a reader in scanner/facts/manifests/. A reader gets text that may be broken or hostile: it
// fills in what it can read and never throws. Data formats (TOML, JSON, XML, YAML) are parsed; formats that
// are code (setup.py, *.gemspec, CMakeLists.txt, build.gradle …) are read line by line for the few plain
// statements that nearly everybody writes; nothing is evaluated.
//
// Vendored manifests and those of test data are left out. The manifest nearest to the root speaks for the
// project.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/facts/facts.h"

namespace badgescan {

struct Dependency {
  enum class Scope { runtime, development, build, optional };
  std::string name;     ///< as the registry spells it; Maven: "group:artifact"
  std::string version;  ///< requirement as written; empty when there is none
  Scope scope = Scope::runtime;
  int line = 0;
};
std::string_view name_of(Dependency::Scope scope);

/// A named command line: package.json scripts, composer scripts, tox commands, pdm/hatch/poe scripts, cargo
/// aliases, mix aliases.
struct ManifestScript {
  std::string name;     ///< "test", "lint"; tox: "testenv:lint"
  std::string command;  ///< shell text; several commands are joined by newlines
  int line = 0;
};

/// A configuration key that some detector may ask for, flattened with dots:
/// "tool.pytest.ini_options.addopts", "jest.coverageThreshold.global.lines", "lints.rust.unsafe_code".
struct ManifestSetting {
  std::string key;
  std::string value;  ///< scalars as text; lists joined by ' '
  int line = 0;
};

struct ManifestUrl {
  std::string
      what;  ///< "homepage", "repository", "documentation", "issues", "changelog", "download", "other"
  std::string url;
  int line = 0;
};

/// What a file is for. One file may be both (Cargo.toml is a package and the build definition).
struct ManifestRole {
  bool package = false;      ///< names a package: name, version, dependencies
  bool build = false;        ///< defines how the project is built
  bool lock = false;         ///< exact versions of all dependencies
  bool container = false;    ///< Dockerfile and the like
  bool environment = false;  ///< development environment: devcontainer, flake, conda environment
  bool workspace = false;    ///< names the packages of a monorepo
};

struct Manifest {
  std::string ecosystem;  ///< "npm", "pypi", "cargo", "go", "maven", "nuget", "cmake" …
  std::string format;     ///< "package.json", "gemspec": which reader read it
  std::string path;       ///< raw path in the tree
  ManifestRole role;
  bool example = false;   ///< below examples/, demo/ …: never speaks for the project
  bool test = false;      ///< below tests/ …
  bool of_app = false;    ///< a part of an application that its project file at the root builds
  bool readable = false;  ///< false: it is there but could not be parsed (a note says why)

  std::string name, version, description;
  std::string license;  ///< as written: an SPDX expression, a name, "SEE LICENSE IN …"; empty = not said
  std::string license_file;  ///< named by the manifest
  int name_line = 0, version_line = 0, description_line = 0, license_line = 0;
  std::vector<ManifestUrl> urls;
  std::vector<std::string> authors;
  std::vector<Dependency> dependencies;
  std::vector<ManifestScript> scripts;
  std::vector<ManifestSetting> settings;
  std::vector<std::string> packages;  ///< workspace members as written (may be globs)
  std::optional<bool>
      published;  ///< false: marked private / publish = false; true: says where it is published
  std::vector<std::string> build_tools;  ///< "setuptools", "hatchling", "cmake", "maven", …

  std::string url(std::string_view what) const;  ///< first of that kind, empty when none
  const ManifestScript* script(std::string_view script_name) const;
  const ManifestSetting* setting(std::string_view key) const;  ///< exact key
  bool has_setting_below(std::string_view prefix) const;       ///< a key that is or starts with "prefix."
  const Dependency* dependency(std::string_view name) const;   ///< ignoring case, '_' = '-'
};

/// A file that names or pins dependencies but was not parsed (lock files, wrappers).
struct LockFile {
  std::string ecosystem;
  std::string path;
};

class Manifests {
 public:
  static Manifests collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.all_, self.locks_, self.complete_);
  }

  /// All manifests that belong to the project, nearest to the root first, then by path.
  const std::vector<Manifest>& all() const { return all_; }
  const std::vector<LockFile>& locks() const { return locks_; }
  std::vector<const Manifest*> of(std::string_view ecosystem) const;
  /// The manifest at exactly this path, or null.
  const Manifest* at(std::string_view path) const;
  /// The package manifest that speaks for the project: nearest to the root, readable, not an example or test;
  /// among equals the one that says most. Null when there is none.
  const Manifest* main() const;
  /// The package manifests nearest to the root (several when the root has several), best first.
  std::vector<const Manifest*> leading() const;
  bool has_lock(std::string_view ecosystem) const;
  /// Every manifest found could be read and none was left out by a limit.
  bool complete() const { return complete_; }

  std::vector<Manifest> all_;  ///< public for tests and readers; use all()
  std::vector<LockFile> locks_;
  bool complete_ = false;
};

}  // namespace badgescan
