// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// How many people hold the project up? Two readings of "bus factor", both over the history window.
//
// By changes: the contributor absence factor of the CHAOSS project: the smallest number of people who
// together made at least half of the changes. By files: the smallest number of people without whom more than
// half of the files changed in the window would have nobody left who changed them (the greedy reading of
// Avelino's truck factor, for a sample of the window). Bots are out, .mailmap is applied, co-authors share a
// change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "scanner/facts/facts.h"

namespace badgescan {

struct BusFactor {
  static BusFactor collect(const Facts& facts);

  std::size_t people = 0;  ///< who changed something in the window
  std::size_t changes = 0;
  std::size_t by_changes = 0;  ///< 0 when there is nothing to count
  double first_share = 0;      ///< share of the changes of the most active person, 0–1
  double second_share = 0;
  std::size_t by_files = 0;  ///< 0 when no file was seen
  std::size_t files = 0;     ///< files that the sample changed
  std::size_t sample = 0;    ///< changes in the sample
};

/// Smallest number of the largest `weights` that together reach half of the sum.
std::size_t absence_factor(std::vector<double> weights);
/// `owners[i]` lists who changed file i; people are removed greedily, the one with most files first, until
/// more than half of the files are orphans.
std::size_t truck_factor(const std::vector<std::vector<std::uint32_t>>& owners);

}  // namespace badgescan
