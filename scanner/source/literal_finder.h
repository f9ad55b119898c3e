// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Finds which of several hundred literals occur in a text, and where, in one pass at memory speed.
//
// Every literal is known by one group of four bytes in it, the rarest one. A text position costs one load,
// one multiplication and one bit test; only where the bit is set the group and then the literal are compared.
// There is no chain of dependent loads as in an Aho-Corasick automaton, so the processor overlaps positions.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace badgescan::source {

class LiteralFinder {
 public:
  static constexpr std::size_t kShortest = 4;

  /// A literal has at least kShortest bytes and is matched ignoring ASCII case. Returns its number.
  std::uint32_t add(std::string_view literal);
  /// After the last add() and before the first find().
  void build();
  std::size_t size() const { return literals_.size(); }

  /// Calls `visit(number, begin)` for every occurrence, ascending by the place of the rare group.
  template <class Visit>
  void find(std::string_view text, Visit&& visit) const {
    if (text.size() < kShortest || slots_.empty()) return;
    const char* const bytes = text.data();
    const std::size_t last = text.size() - kShortest;
    std::size_t at = 0;
    // Eight bytes hold five groups; four positions a step keep the loads apart.
    for (; std::endian::native == std::endian::little && at + 7 < text.size(); at += 4) {
      std::uint64_t eight;
      std::memcpy(&eight, bytes + at, sizeof eight);
      eight |= kFold64;
      const auto g0 = static_cast<std::uint32_t>(eight), g1 = static_cast<std::uint32_t>(eight >> 8),
                 g2 = static_cast<std::uint32_t>(eight >> 16), g3 = static_cast<std::uint32_t>(eight >> 24);
      if (marked(g0) | marked(g1) | marked(g2) | marked(g3)) {
        if (marked(g0)) candidates(text, at, g0, visit);
        if (marked(g1)) candidates(text, at + 1, g1, visit);
        if (marked(g2)) candidates(text, at + 2, g2, visit);
        if (marked(g3)) candidates(text, at + 3, g3, visit);
      }
    }
    for (; at <= last; ++at) {
      const std::uint32_t group = group_at(bytes + at);
      if (marked(group)) candidates(text, at, group, visit);
    }
  }

 private:
  static constexpr std::uint64_t kFold64 = 0x2020202020202020ULL;
  static constexpr unsigned kBits = 15;

  struct Literal {
    std::string text;            ///< lower case
    std::uint32_t group = 0;     ///< folded
    std::uint32_t group_at = 0;  ///< offset of the group in the text
  };
  struct Slot {
    std::uint32_t group = 0;
    std::uint32_t first = 0;  ///< into order_
    std::uint32_t count = 0;  ///< 0 = free
  };

  /// The fold also joins some punctuation ("[" and "{"): it only chooses candidates.
  static std::uint32_t group_at(const char* bytes) {
    std::uint32_t group;
    std::memcpy(&group, bytes, sizeof group);
    return group | static_cast<std::uint32_t>(kFold64);
  }
  static std::uint32_t hash(std::uint32_t group) { return (group * 0x9E3779B1u) >> (32 - kBits); }
  std::uint8_t marked(std::uint32_t group) const { return marks_[hash(group)]; }
  const Slot* slot_of(std::uint32_t group) const;
  bool matches(std::string_view text, std::size_t begin, const Literal& literal) const;

  template <class Visit>
  void candidates(std::string_view text, std::size_t at, std::uint32_t group, Visit& visit) const {
    const Slot* slot = slot_of(group);
    if (slot == nullptr) return;
    for (std::uint32_t i = slot->first; i < slot->first + slot->count; ++i) {
      const Literal& literal = literals_[order_[i]];
      if (at < literal.group_at) continue;
      const std::size_t begin = at - literal.group_at;
      if (matches(text, begin, literal)) visit(order_[i], begin);
    }
  }

  std::vector<Literal> literals_;
  std::vector<std::uint32_t> order_;               ///< literal numbers, those of one group together
  std::vector<Slot> slots_;                        ///< open addressing, a power of two
  std::array<std::uint8_t, 1u << kBits> marks_{};  ///< bytes: bits would cost three times the instructions
};

}  // namespace badgescan::source
