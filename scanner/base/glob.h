// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Matching of paths against patterns as .gitignore, .gitattributes and CI configurations write them.
#pragma once

#include <string_view>

namespace badgescan {

/// `*` and `?` stop at '/', `**` does not, `[a-z]` and `[!a]` are sets, `\x` is x. Linear in time: no pattern
/// can stall it.
bool glob_match(std::string_view pattern, std::string_view path);

/// A pattern as .gitattributes means it: without '/' it matches the file name in any folder, else the path
/// from the file's folder on; a trailing "/**" or "/" matches everything below.
bool attribute_match(std::string_view pattern, std::string_view path);

}  // namespace badgescan
