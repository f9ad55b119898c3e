// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Takes off what starts another program. A part of shell.cc with a file of its own, because it is a table.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "scanner/base/shell.h"

namespace badgescan::shell_detail {

/// Splits a script that was found inside a command (`sh -c "…"`): text, line, depth.
using SplitInner = std::function<void(std::string_view script, int line, int depth)>;

/// Appends the command, or what it starts, to `out`.
void unwrap(ShellCommand command, int depth, const ShellLimits& limits, std::vector<ShellCommand>& out,
            const SplitInner& split_inner);

}  // namespace badgescan::shell_detail
