// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The three hook commands share their options and their loop.
#pragma once

#include <memory>

#include "scanner/cli/command.h"

namespace badgescan::cli {

enum class HookAction { install, uninstall, status };
std::unique_ptr<CommandRun> make_hook_run(HookAction action);

}  // namespace badgescan::cli
