// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What a text must hold so that a pattern can match it at all.
//
// A scan asks hundreds of patterns about thousands of short texts, and nearly none matches: compiling and
// running them would cost more than everything else that is done with documents. Whoever first asks whether
// the words that a pattern cannot do without are there runs a few of them only.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace badgescan {

/// Which groups of three characters a text holds, any case. Signs of a kind (digits, what is not ASCII) count
/// as one, so a group may seem to be there that is not; never the other way round.
class TextGroups {
 public:
  explicit TextGroups(std::string_view text);
  bool may_hold(std::string_view word) const;

 private:
  std::size_t place_of(unsigned group) const;

  unsigned bits_ = 0;  ///< seen_ has two to this power of them
  std::vector<std::uint64_t> seen_;
  bool any_ = false;
};

/// The groups of one text, found out when they are first asked for, by any thread. A copy starts anew.
class LazyGroups {
 public:
  LazyGroups() = default;
  LazyGroups(const LazyGroups&) noexcept {}
  LazyGroups& operator=(const LazyGroups&) noexcept;
  ~LazyGroups() { delete made_.load(); }

  /// `text` is the same every time.
  const TextGroups& of(std::string_view text) const;
  /// See base/archive.h: nothing is kept.
  template <class Self>
  static auto members(Self&) {
    return std::tie();
  }

 private:
  mutable std::atomic<const TextGroups*> made_ = nullptr;
};

class RequiredText {
 public:
  static constexpr std::size_t kShortest = 3;  ///< that TextGroups can tell

  /// Of a pattern in RE2's syntax, whether or not it ignores case. Syntax that is not known here requires
  /// nothing; words shorter than this, which is at least 1, are left out.
  static RequiredText of(std::string_view pattern, std::size_t shortest = kShortest);

  /// False: the pattern matches nowhere in the text.
  bool may_be_in(const TextGroups& text) const;
  /// The same for a text in lower case that is too short to be worth groups, and for patterns of bytes only:
  /// no other letter counts as an ASCII one there.
  bool may_be_in_lower(std::string_view text) const;
  /// "audit & (by | report)"; "" = nothing is required.
  std::string describe() const;

 private:
  friend class PatternReader;
  template <class Holds>
  bool satisfied(const Holds& holds) const;

  enum class Kind { nothing, word, all, one };
  Kind kind_ = Kind::nothing;
  std::string word_;
  std::vector<RequiredText> parts_;
};

}  // namespace badgescan
