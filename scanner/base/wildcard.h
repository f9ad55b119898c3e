// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Matching with '*' (any run of characters, none included) and nothing else.
#pragma once

#include <string_view>

namespace badgescan {

/// The whole of `text` matches `pattern`. Linear in practice: one '*' back-tracks at a time.
bool wildcard_match(std::string_view pattern, std::string_view text);
/// Some part of `text` matches `pattern`.
bool wildcard_search(std::string_view pattern, std::string_view text);

}  // namespace badgescan
