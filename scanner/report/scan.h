// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The main job in one call: snapshot → facts → findings → assessment → report.
#pragma once

#include "scanner/facts/facts.h"
#include "scanner/report/report.h"
#include "scanner/rules/rule_set.h"

namespace badgescan {

/// The answers that follow from findings, and what they come to; nothing about who and what the project is.
Report judge(const Facts& facts, ForgeLocation forge, std::vector<Finding> findings);

/// `facts` may hold extra facts that were put in place before (network answers, claims).
Report make_report(const Facts& facts);

}  // namespace badgescan
