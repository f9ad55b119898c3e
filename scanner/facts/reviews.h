// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Signs in the history that somebody other than the author looked at a change before it came in.
//
// A clone cannot show approvals on a forge; it shows Reviewed-by lines, who merged and who committed. The
// strongest sign of each change counts. Conversions from other systems write committers that mean nothing:
// there only trailers count.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/facts/history.h"

namespace badgescan {

enum class ReviewSign : std::uint8_t {
  none,
  request,    ///< came by a pull request, a code review system or a squash: proves no review
  committer,  ///< committed by another person than the author
  merged,     ///< merged into the main line, or signed off and applied, by another person
  reviewed,   ///< Reviewed-by, Acked-by or Approved-by another person
};

struct Reviews {
  static Reviews collect(const Facts& facts);

  std::vector<ReviewSign> sign;              ///< beside History::commits; none for merges and bots
  std::size_t changes = 0;                   ///< commits that are neither merges nor by bots
  std::size_t with(ReviewSign least) const;  ///< changes with at least this sign
  std::size_t exactly(ReviewSign which) const;
  /// Changes with a request number or link, whatever else they show.
  std::size_t requests = 0;

 private:
  friend class ReviewReader;
  std::vector<std::size_t> counts_ = std::vector<std::size_t>(5);
};

}  // namespace badgescan
