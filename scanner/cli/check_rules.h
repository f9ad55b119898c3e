// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Checks rule files that people bring (--rules DIR) before the scan: every file is parsed by the loader that
// owns it.
#pragma once

#include <string>
#include <vector>

#include "scanner/rules/rule_set.h"

namespace badgescan {

/// The first problem of each loader, complete sentences with file and place; empty when all is well. Files
/// that nobody reads (a misspelt name) are problems, too.
std::vector<std::string> check_rules(const RuleSet& rules, const std::string& folder);

}  // namespace badgescan
