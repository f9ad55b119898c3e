// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Installing, removing and describing our git hooks.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/repo/git_repository.h"

namespace badgescan::cli {

enum class HookState { absent, ours, foreign, chained };  ///< chained: ours, which runs a foreign one first

struct HookStatus {
  std::string name;  ///< "pre-commit", "pre-push"
  std::string path;
  HookState state = HookState::absent;
};

HookStatus hook_status(const RepositoryPlaces& places, const std::string& name);
/// Writes our hook. A foreign one is kept beside it as <name>.before-badgescan and run first; its failure
/// stops.
Outcome install_hook(const RepositoryPlaces& places, const std::string& name, const std::string& program);
/// Removes ours and puts a kept one back. A foreign hook is left alone, and is an Error.
Outcome uninstall_hook(const RepositoryPlaces& places, const std::string& name);
/// Absolute path of the running program.
std::string own_program();

}  // namespace badgescan::cli
