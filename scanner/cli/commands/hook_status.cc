// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan hook status.
#include "scanner/cli/hook_command.h"

namespace badgescan::cli {

extern const Command hook_status_command;
const Command hook_status_command{
    .name = "hook status", .summary = "Say which git hooks are installed", .details = "", .make = [] {
      return make_hook_run(HookAction::status);
    }};

}  // namespace badgescan::cli
