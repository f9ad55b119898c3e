// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Short wordings that are looked for in a text's words: names of licences, notices, restrictions.
//
// A phrase is written as words; "a|b" takes either, "..." skips up to six words. Case, punctuation, wrapping
// and spelling variants do not matter, because a phrase is read by the same words_of() as the text.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/licence/words.h"

namespace badgescan::licence {

class PhraseTable {
 public:
  struct Hit {
    std::uint32_t phrase = 0;        ///< number that add() was given
    std::size_t begin = 0, end = 0;  ///< words
  };

  /// False when the phrase has no word to start with.
  bool add(std::string_view phrase, std::uint32_t number);
  /// Every phrase that starts at word `at`; of several with the same number the longest.
  std::vector<Hit> at(const std::vector<Word>& words, std::size_t at) const;
  /// All hits in the range, in order; of overlapping hits the longest that starts first.
  std::vector<Hit> find(const std::vector<Word>& words, std::size_t begin, std::size_t end) const;
  std::vector<Hit> find(const std::vector<Word>& words) const { return find(words, 0, words.size()); }
  /// Whether any phrase lies in the range.
  bool holds(const std::vector<Word>& words, std::size_t begin, std::size_t end) const;

 private:
  struct Element {
    std::vector<std::uint32_t> any;  ///< empty: a gap
  };
  struct Phrase {
    std::vector<Element> elements;
    std::uint32_t number = 0;
  };
  static constexpr std::size_t kGap = 6;
  std::size_t match(const Phrase& phrase, std::size_t element, const std::vector<Word>& words,
                    std::size_t at) const;

  /// Whether a phrase may start with two words: false for nearly all, without a look-up.
  bool may_start(std::uint32_t first, std::uint32_t second) const {
    return firsts_[first % kMarks] && (alone_[first % kMarks] || pairs_[mark_of(first, second)]);
  }
  static constexpr std::size_t kMarks = 1U << 15;
  static std::size_t mark_of(std::uint32_t first, std::uint32_t second) {
    return (first * 0x9e37'79b1U + second) % kMarks;
  }

  std::vector<Phrase> phrases_;
  std::bitset<kMarks> firsts_;  ///< first words
  std::bitset<kMarks> alone_;   ///< of these, the ones that any word may follow
  std::bitset<kMarks> pairs_;   ///< the first two words of all other phrases
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_first_;
};

}  // namespace badgescan::licence
