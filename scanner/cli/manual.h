// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The manual page and the shell completions, made from the same tables as the parser and --help.
#pragma once

#include <string>

namespace badgescan::cli {

std::string manual_page();  ///< roff, section 1
std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace badgescan::cli
