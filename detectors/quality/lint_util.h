// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// How many of its rules the configuration of a linter switches off.
//
// A few exceptions are what every project needs; a long list of them is not "as strict as is practical",
// unless the list is what is left of all rules that the tool has.
#pragma once

#include <cstddef>

#include "scanner/engine/detector.h"
#include "scanner/facts/tools.h"

namespace badgescan {

struct LintExceptions {
  static constexpr std::size_t kMany = 10;

  std::size_t count = 0;
  Evidence evidence;  ///< where the longest list stands

  bool many() const { return count >= kMany; }
};

/// What the configuration files of the tool and the options of this use switch off; nothing where everything
/// is switched on first.
LintExceptions lint_exceptions(const Context& context, const ToolUse& use);

}  // namespace badgescan
