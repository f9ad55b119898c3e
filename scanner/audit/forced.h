// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the badge site's own automation will answer by force, whatever people say.
//
// The site looks at GitHub repositories when an entry is edited. Some of its answers are forced: they
// overwrite people's answers on every save, and .bestpractices.json cannot win against them. Where such an
// answer would be wrong, the maintainer should know the remedy beforehand.
#pragma once

#include <string>
#include <vector>

#include "scanner/assess/assessment.h"
#include "scanner/base/result.h"
#include "scanner/facts/facts.h"

namespace badgescan {

struct ForcedAnswer {
  std::string criterion = {};
  Status status = Status::unknown;
  bool forced = true;     ///< false: only proposed where there is no answer yet
  std::string why = {};   ///< the rule of the site, a clause
  std::string path = {};  ///< that it is about; may be empty
  std::string remedy = {};
};

/// Only what can be told from the repository, and only for repositories on GitHub.
std::vector<ForcedAnswer> forced_answers(const Facts& facts);

/// A warning for each forced answer that overwrites a better answer of `answers`, an info for proposals that
/// differ.
std::vector<Note> forced_warnings(const std::vector<ForcedAnswer>& forced,
                                  const std::vector<Answer>& answers);

/// Checks rules/site_automation.json.
Outcome check_site_automation(const RuleSet& rules);

}  // namespace badgescan
