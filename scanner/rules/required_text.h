// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What a text must hold so that a pattern can match it at all.
//
// A scan asks hundreds of patterns about thousands of short texts, and nearly none matches: compiling and
// running them would cost more than everything else that is done with documents. Whoever first asks whether
// the words that a pattern cannot do without are there runs a few of them only.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace badgescan {

/// Which groups of three characters a text holds, any case. Signs of a kind (digits, what is not ASCII) count
/// as one, so a group may seem to be there that is not; never the other way round.
class TextGroups {
 public:
  explicit TextGroups(std::string_view text);
  bool may_hold(std::string_view word) const;

 private:
  static constexpr unsigned kBits = 5;  ///< of a character
  std::array<std::uint64_t, (1u << (3 * kBits)) / 64> seen_{};
  bool any_ = false;
};

class RequiredText {
 public:
  /// Of a pattern in RE2's syntax that ignores case. Syntax that is not known here requires nothing.
  static RequiredText of(std::string_view pattern);

  /// False: the pattern matches nowhere in the text.
  bool may_be_in(const TextGroups& text) const;
  /// "audit & (by | report)"; "" = nothing is required.
  std::string describe() const;

 private:
  friend class PatternReader;
  enum class Kind { nothing, word, all, one };
  Kind kind_ = Kind::nothing;
  std::string word_;
  std::vector<RequiredText> parts_;
};

}  // namespace badgescan
