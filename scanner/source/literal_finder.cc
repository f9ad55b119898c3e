// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/source/literal_finder.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <numeric>

#include "scanner/base/text.h"

namespace badgescan::source {
namespace {

/// How often a byte stands in source text, roughly: the group with the smallest sum is looked for.
int commonness(char byte) {
  static constexpr std::string_view kVeryCommon = " etaoinsr";
  static constexpr std::string_view kCommon = "lcdupmfhg_.,()=\"-/";
  if (kVeryCommon.find(byte) != std::string_view::npos) return 4;
  if (kCommon.find(byte) != std::string_view::npos) return 3;
  if (byte >= 'a' && byte <= 'z') return 2;
  return 1;
}

}  // namespace

std::uint32_t LiteralFinder::add(std::string_view literal) {
  assert(literal.size() >= kShortest);
  Literal added{.text = to_lower(literal)};
  int best = 1000;
  for (std::size_t at = 0; at + kShortest <= added.text.size(); ++at) {
    int sum = 0;
    for (std::size_t i = 0; i < kShortest; ++i) sum += commonness(added.text[at + i]);
    if (sum < best) {
      best = sum;
      added.group_at = static_cast<std::uint32_t>(at);
    }
  }
  added.group = group_at(added.text.data() + added.group_at);
  literals_.push_back(std::move(added));
  return static_cast<std::uint32_t>(literals_.size() - 1);
}

void LiteralFinder::build() {
  order_.resize(literals_.size());
  std::iota(order_.begin(), order_.end(), 0u);
  std::stable_sort(order_.begin(), order_.end(), [this](std::uint32_t a, std::uint32_t b) {
    return literals_[a].group < literals_[b].group;
  });
  slots_.assign(std::bit_ceil(literals_.size() * 4 + 1), {});
  marks_.fill(0);
  for (std::uint32_t i = 0; i < order_.size();) {
    const std::uint32_t group = literals_[order_[i]].group;
    std::uint32_t end = i;
    while (end < order_.size() && literals_[order_[end]].group == group) ++end;
    std::size_t slot = hash(group) & (slots_.size() - 1);
    while (slots_[slot].count != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = {group, i, end - i};
    marks_[hash(group)] = 1;
    i = end;
  }
}

const LiteralFinder::Slot* LiteralFinder::slot_of(std::uint32_t group) const {
  std::size_t slot = hash(group) & (slots_.size() - 1);
  while (slots_[slot].count != 0) {
    if (slots_[slot].group == group) return &slots_[slot];
    slot = (slot + 1) & (slots_.size() - 1);
  }
  return nullptr;
}

bool LiteralFinder::matches(std::string_view text, std::size_t begin, const Literal& literal) const {
  if (text.size() - begin < literal.text.size()) return false;
  for (std::size_t i = 0; i < literal.text.size(); ++i) {
    if (to_lower(text[begin + i]) != literal.text[i]) return false;
  }
  return true;
}

}  // namespace badgescan::source
