// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Sentences of prose, for quotations that end where a reader would end them.
#pragma once

#include <cstddef>
#include <string_view>

namespace badgescan {

/// Where the sentence that `from` lies in ends: behind its mark, or at the end of the text. Abbreviations end
/// none.
std::size_t sentence_end(std::string_view text, std::size_t from = 0);

}  // namespace badgescan
