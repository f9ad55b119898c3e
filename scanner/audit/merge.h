// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Brings drafts into an existing .bestpractices.json without touching what people wrote.
//
// The text is changed in place: order, spacing and unknown keys stay. A justification that a merge wrote may
// be refreshed by a later one, as long as nobody changed it: the key "_badgescan" (which the badge site
// ignores) keeps a fingerprint of each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/report/report.h"

namespace badgescan {

struct MergeOptions {
  bool only_proven = false;    ///< no drafts of confidence 1 and 2
  std::optional<Level> level;  ///< only criteria of this level
};

struct MergeResult {
  std::string text = {};
  std::vector<std::string> added = {};  ///< criteria that had no answer
  std::vector<std::string> justified =
      {};  ///< answered, but without the justification that the site asks for
  std::vector<std::string> refreshed = {};  ///< our own earlier justifications, written again
  std::vector<std::string> differing = {};  ///< people's answers that the scan does not share: left alone
  std::vector<std::string> remarks = {};    ///< what had to be shortened or left out

  bool changed() const { return !added.empty() || !justified.empty() || !refreshed.empty(); }
};

/// `report` must be made with claims ignored. `text` empty: a new file. The Error names the place in `text`.
Result<MergeResult> merge_claims(std::string_view text, const Report& report, const MergeOptions& options);

}  // namespace badgescan
