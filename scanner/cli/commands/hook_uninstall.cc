// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan hook uninstall.
#include "scanner/cli/hook_command.h"

namespace badgescan::cli {

extern const Command hook_uninstall_command;
const Command hook_uninstall_command{.name = "hook uninstall",
                                     .summary = "Remove the git hooks and put back what was there before",
                                     .details = "",
                                     .make = [] { return make_hook_run(HookAction::uninstall); }};

}  // namespace badgescan::cli
