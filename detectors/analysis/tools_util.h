// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the detectors about analysis tools share: choosing the uses that speak for the project.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scanner/engine/detector.h"
#include "scanner/facts/tools.h"

namespace badgescan {

using ToolTest = std::function<bool(const Tool&)>;

/// Uses of tools that pass the test, strongest first: of those for any language, for the main one, and for
/// languages that make up at least `share` (0 to 1) of the project's code.
std::vector<const ToolUse*> uses_where(const Context& context, const ToolTest& test, double share = 0.1);

/// Runs in CI without a person starting it.
bool runs_by_itself(const ToolUse& use);
/// A finding of the tool stops the change: CI on every change, and its failure is not ignored.
bool gates_changes(const ToolUse& use);

/// The best evidence of uses, one for each tool, at most `most`.
std::vector<Evidence> evidence_of(const std::vector<const ToolUse*>& uses, std::size_t most = 4);
/// Names of their tools, each once.
std::vector<std::string> names_of(const std::vector<const ToolUse*>& uses);

/// Everything that could show a tool was read, so that absence says something.
bool searched_everything(const Context& context);

}  // namespace badgescan
