// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Texts of licences for tests. They are read from Debian's base-files, so that none has to be copied into the
// repository.
#pragma once

#include <string>

namespace badgescan::test {

/// "Apache-2.0", "BSD", "GPL-2", "GPL-3", "LGPL-2.1", "LGPL-3", "MPL-2.0", "CC0-1.0", "Artistic"; fails the
/// test when it is not there.
std::string licence_text(const std::string& name);

/// `text` wrapped anew at `width`, each line after `leader`.
std::string rewrapped(const std::string& text, std::size_t width, const std::string& leader = "");

}  // namespace badgescan::test
