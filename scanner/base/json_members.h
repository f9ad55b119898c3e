// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Reads one flat JSON object and keeps where each member stands in the text.
//
// For files that people edit and that we check or change in place (.bestpractices.json): a message can name
// the line, and a change can leave every other byte as it was. Made for hostile input: nesting, members and
// size of keys are bounded; duplicates are listed, not merged.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace badgescan {

struct JsonMember {
  enum class Kind { text, number, boolean, null, array, object };
  std::string key = {};
  Kind kind = Kind::text;
  std::string text = {};        ///< the decoded value of a text; empty for every other kind
  int line = 0;                 ///< 1-based, of the key
  std::size_t key_begin = 0;    ///< offset of the key's opening quote
  std::size_t value_begin = 0;  ///< offset of the value's first byte
  std::size_t value_end = 0;    ///< offset behind the value's last byte
};

struct JsonMembers {
  std::vector<JsonMember> members = {};  ///< in the order of the text
  std::size_t open = 0, close = 0;       ///< offsets of the braces
};

struct JsonMembersLimits {
  int depth = 64;                ///< of nested arrays and objects, the outer object included
  std::size_t members = 10'000;  ///< of the outer object
};

/// The Error names the line and the reason.
Result<JsonMembers> read_json_members(std::string_view text, const JsonMembersLimits& limits = {});

/// `text` as a JSON string with its quotes. The text must be valid UTF-8.
std::string json_quoted(std::string_view text);

}  // namespace badgescan
