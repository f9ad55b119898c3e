// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// A text as the licence engine sees it: words without layout.
//
// Two copies of a licence differ in wrapping, comment leaders, quotes, list numbers, spelling and copyright
// lines long before they differ in meaning. All of that is removed here, once, for the texts of the table and
// for the files of a repository alike. No rule looks at where a line happens to wrap, except the one for
// copyright lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace badgescan::licence {

struct Word {
  std::uint32_t hash = 0;   ///< of the word in its canonical spelling
  std::uint32_t line : 24;  ///< 1-based
  std::uint32_t
      skip : 1;  ///< a copyright line, a clause number, "all rights reserved": for phrase rules only
  std::uint32_t start : 1;  ///< first of a sentence or paragraph
  std::uint32_t soft : 1;   ///< optional or replaceable in a text of the table
};
static_assert(sizeof(Word) == 8);

/// Marks that make_table.mjs puts round optional and replaceable parts; everywhere else they are plain
/// separators.
inline constexpr char kOptionalBegin = 1, kOptionalEnd = 2, kReplaceableBegin = 3, kReplaceableEnd = 4;

/// Work is bounded by these, whatever the input: the rest of the text is not read.
inline constexpr std::size_t kMostBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMostWords = 120'000;

enum class Marks { ignored, read };

/// Never fails: any bytes are a text. UTF-8, Latin-1, and UTF-16 with a byte order mark are understood.
std::vector<Word> words_of(std::string_view text, Marks marks = Marks::ignored);

/// Whether a line of raw text says who holds the copyright, and nothing else.
bool is_copyright_line(std::string_view line);

/// The hash that words_of() gives to `word` (one word, ASCII lower case).
std::uint32_t word_hash(std::string_view word);

/// Two neighbouring words. 28 bits name the pair, the others decide at which sampling rate it is kept.
struct Pair {
  std::uint32_t key = 0;
  std::uint32_t level = 0;  ///< kept in tables sampled by 2^-k for every k <= level
};
inline Pair pair_of(std::uint32_t first, std::uint32_t second) {
  std::uint64_t x = (std::uint64_t{first} << 32) | second;
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ULL;
  x ^= x >> 33;
  const auto high = static_cast<std::uint32_t>(x >> 32) | 0x8000'0000U;
  return {static_cast<std::uint32_t>(x) & 0x0fff'ffffU, static_cast<std::uint32_t>(__builtin_ctz(high))};
}

}  // namespace badgescan::licence
