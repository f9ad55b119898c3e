// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the engine knows of the SPDX list: ids with their flags, and the fingerprint of every text.
//
// A fingerprint is the set of neighbouring word pairs of a text, sampled so that about 400 remain; the table
// is an inverted index from pair to texts. It is stored delta-coded (rules/licences/spdx_table.bin, made by
// make_table.mjs from licence_fingerprint) and unpacked on first use, in about a millisecond.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace badgescan::licence {

struct SpdxId {
  std::string_view id;
  std::string_view name;  ///< may be empty for ids that the list dropped
  bool exception = false;
  bool osi = false;         ///< OSI approved
  bool fsf = false;         ///< the FSF calls it free
  bool fsf_not = false;     ///< the FSF calls it not free
  bool permissive = false;  ///< rated by the Blue Oak Council as a permissive open licence
  bool deprecated = false;
};

/// A text of the list. Several ids may share one (GPL-2.0-only and GPL-2.0-or-later).
struct TableText {
  std::vector<std::uint16_t> ids;  ///< rows of Spdx::ids()
  bool header = false;             ///< the notice for source files, not the licence
  std::uint8_t level = 0;          ///< sampled by 2^-level
  std::uint32_t core = 0;          ///< distinct sampled pairs that every copy should have
  std::uint32_t words = 0;         ///< of the core
};

/// Text number times two, plus one when the pair is optional in it.
using Posting = std::uint16_t;

class Spdx {
 public:
  /// Unpacks `table` and `ids`, which must outlive the object. Any damage is an Error.
  static Result<Spdx> unpack(std::string_view table, std::string_view ids);
  /// The list built into the program; unpacked on first use, from any thread.
  static const Spdx& get();

  const std::vector<SpdxId>& ids() const { return ids_; }
  const SpdxId* find(std::string_view id) const;  ///< any case, as SPDX asks; null when unknown
  const std::vector<TableText>& texts() const { return texts_; }
  const std::string& source() const { return source_; }  ///< where the list comes from, with versions

  static constexpr std::uint32_t kNoKey = 0xffff'ffff;
  /// Starts to load what key_index() needs first.
  void prefetch(std::uint32_t key) const { __builtin_prefetch(buckets_.data() + (key >> kBucketShift)); }
  std::uint32_t key_index(std::uint32_t key) const {
    for (std::uint32_t i = buckets_[key >> kBucketShift]; i < buckets_[(key >> kBucketShift) + 1]; i++)
      if (keys_[i].key == key) return i;
    return kNoKey;
  }
  std::span<const Posting> postings(std::uint32_t index) const {
    return {postings_.data() + keys_[index].start, keys_[index + 1].start - keys_[index].start};
  }
  std::size_t keys() const { return keys_.size() - 1; }

 private:
  // 28-bit keys, 65,536 buckets: most hold one key or none.
  static constexpr unsigned kBucketShift = 12;
  struct Key {
    std::uint32_t key = 0;
    std::uint32_t start = 0;  ///< of its postings
  };

  std::vector<SpdxId> ids_;
  std::vector<std::uint16_t> by_id_;  ///< rows ordered by lower-case id
  std::vector<TableText> texts_;
  std::vector<Key> keys_;  ///< by rising key, and one more that ends the postings
  std::vector<std::uint32_t> buckets_;
  std::vector<Posting> postings_;
  std::string source_;
};

}  // namespace badgescan::licence
