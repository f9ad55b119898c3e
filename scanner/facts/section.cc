// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "scanner/facts/documents.h"

namespace badgescan {

int Section::line_at(std::size_t prose_offset) const {
  const auto after =
      std::upper_bound(lines.begin(), lines.end(), prose_offset,
                       [](std::size_t offset, const auto& known) { return offset < known.first; });
  return after == lines.begin() ? line : std::prev(after)->second;
}

}  // namespace badgescan
