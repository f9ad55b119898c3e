// Writing the file .bestpractices.json within the badge site's limits.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scanner/model/finding.h"

namespace badgescan {

/// The badge site ignores a larger file as a whole (its app/lib, 2026-06).
inline constexpr std::size_t kMaxClaimFile = 50'000;
/// The badge site drops a longer justification and keeps the status only. Characters, not bytes.
inline constexpr std::size_t kMaxJustification = 8'192;

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
