// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Which texts of the SPDX list a file holds, where, and how well each fits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/licence/table.h"
#include "scanner/licence/words.h"

namespace badgescan::licence {

/// A text of the list that (a part of) a file resembles.
struct TextMatch {
  std::uint16_t text = 0;  ///< of Spdx::texts()
  double score =
      0;  ///< likeness of the part and the text, 0 to 1: what is missing and what is added both count
  double coverage = 0;  ///< share of the text that is present
  int first_line = 0;
  int last_line = 0;
  std::size_t words = 0;           ///< of the file, in the part, without copyright lines
  std::size_t begin = 0, end = 0;  ///< the part, as positions in the words that were given
};

struct TextMatches {
  std::vector<TextMatch>
      found;  ///< certain enough to name, in file order; only exceptions may lie inside another
  std::vector<TextMatch> near;  ///< the nearest text of parts that are none of the list, best first
  std::size_t words = 0;        ///< of the file, without copyright lines
  std::size_t explained = 0;    ///< of these, inside `found`
};

/// From here on a part is named as the text (and not as merely near to it).
inline constexpr double kSureScore = 0.80;
inline constexpr double kSureCoverage = 0.80;

TextMatches match_texts(const std::vector<Word>& words, const Spdx& spdx = Spdx::get());

}  // namespace badgescan::licence
