// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the detectors about building and installing share: whether there is anything to build, with what, and
// whether the result is native code.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/engine/detector.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/tools.h"

namespace re2 {
class RE2;
}

namespace badgescan {

struct BuildPicture {
  const Languages* languages = nullptr;
  const Manifests* manifests = nullptr;
  const ToolUses* tools = nullptr;

  bool software = false;  ///< there is source code
  bool compiled = false;  ///< a language that is compiled ahead of time has at least 5 % of the code
  bool native = false;    ///< … by a compiler that takes CC, CFLAGS and the like: C, C++, Fortran …
  std::string main_language;
  std::string compiled_languages;  ///< "C and Assembly"
  std::vector<const Manifest*>
      builds;                   ///< build definitions of the project itself, nearest to the root first
  const ToolUse* ci = nullptr;  ///< the strongest use that builds the project in a pipeline; null when none
  const ManifestScript* script = nullptr;  ///< package.json's build script, with its manifest
  const Manifest* script_of = nullptr;
  /// A tool that packs a program in JavaScript (a bundler, an application builder), in a pipeline or a script
  /// that is not called "build"; null when none.
  const ToolUse* packer = nullptr;
  /// A pipeline's build of the container image that the repository describes, with that description; null
  /// when there is none. Images for developers, tests and fuzzing are none.
  const ToolUse* image = nullptr;
  const Manifest* image_of = nullptr;
  /// The package manifest that speaks for the project: of its main language where there is one.
  const Manifest* main = nullptr;
  bool complete = false;

  /// Source has to be turned into something else before it can be used.
  bool needs_build() const;
  /// Installers for users are made, as for an application of the desktop.
  bool has_installers() const;
  /// A build definition of this ecosystem at the root, or null.
  const Manifest* at_root(std::string_view ecosystem) const;
  bool has(std::string_view ecosystem) const;
};

BuildPicture build_picture(const Context& context);

/// Packages of this ecosystem ("npm", "pypi"; also Dependabot's "gomod", "pip") can be what code in a
/// language with at least a tenth of the project's source is made of.
bool serves_the_code(const Languages& languages, std::string_view ecosystem);

/// "CMake", "Cargo": how people call the build system of a manifest; empty when it has no name of its own.
std::string build_name(const Manifest& manifest);
Evidence evidence_of(const Manifest& manifest, int line = 0, std::string_view excerpt = {});
std::vector<Evidence> evidence_of(const std::vector<const Manifest*>& manifests, std::size_t most = 3);

/// The first line of the file that matches; nothing when there is none or the file can't be read.
std::optional<Evidence> line_of_file(const Facts& facts, std::string_view path, const re2::RE2& pattern,
                                     std::string_view tool = {});
/// Makefiles that people wrote and that are the way to build: not next to configure.ac, CMakeLists.txt …
std::vector<const Manifest*> handwritten_makefiles(const BuildPicture& picture);

/// Answers N/A for all `criteria` when nothing is built; true when it did.
bool nothing_is_built(const BuildPicture& picture, std::initializer_list<std::string_view> criteria,
                      FindingSink& out);
/// Answers N/A for all `criteria` when no native code is built; true when it did.
bool nothing_is_native(const BuildPicture& picture, std::initializer_list<std::string_view> criteria,
                       FindingSink& out);

}  // namespace badgescan
