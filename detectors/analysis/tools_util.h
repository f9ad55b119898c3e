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

/// The tool looks at a language that makes up at least a tenth of the project's code, or at its main one, or
/// at any language.
bool speaks_for_project(const Context& context, const Tool& tool);

/// Uses of tools that pass the test and speak for the project, strongest first.
std::vector<const ToolUse*> uses_where(const Context& context, const ToolTest& test);

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
