// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Writing the file .bestpractices.json within the badge site's limits.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scanner/facts/claims.h"
#include "scanner/model/finding.h"

namespace badgescan {

inline constexpr std::size_t kMaxClaimFile = kClaimFileBytes;
inline constexpr std::size_t kMaxJustification = kJustificationCharacters;

struct ClaimLine {
  std::string criterion;
  Status status = Status::met;  ///< not unknown
  std::string justification;
};

/// {"<id>_status": "Met", "<id>_justification": "…", …} in the given order, at most kMaxClaimFile bytes. When
/// the texts are too long the longest are shortened first, at a word, links kept; `remarks` says which.
std::string write_claims(std::vector<ClaimLine> lines, std::vector<std::string>& remarks);

/// A justification cut to `most` bytes at a word; a link in it is kept whole at the end.
std::string shorten_keeping_link(const std::string& justification, std::size_t most);

}  // namespace badgescan
