// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What hashes are computed for, read from the lines around each place that computes one.
//
// A digest may name a cache entry, an object or a node, or may prove that something was not tampered with.
// Only the words near the call tell; where they tell nothing, the answer is unclear and stays so.
#pragma once

#include <string_view>

namespace badgescan {

enum class HashPurpose {
  naming,   ///< every place names, compares or indexes something
  unclear,  ///< some place says nothing about its purpose
  aliased,  ///< a hash function is only given a name: those who use that name tell
  security  ///< some place verifies, authenticates or keeps a secret
};

/// Of one source text. Imports alone say nothing: a text without calls is unclear.
HashPurpose hash_purpose(std::string_view text);

}  // namespace badgescan
