// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan hook install.
#include "scanner/cli/hook_command.h"

namespace badgescan::cli {

extern const Command hook_install_command;
const Command hook_install_command{
    .name = "hook install",
    .summary = "Install the git hooks that keep the badge; existing hooks are run first",
    .details = "",
    .make = [] { return make_hook_run(HookAction::install); }};

}  // namespace badgescan::cli
