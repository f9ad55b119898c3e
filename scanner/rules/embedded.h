// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The files of rules/ as they were when the program was built.
#pragma once

#include <span>
#include <string_view>

namespace badgescan {

struct EmbeddedFile {
  std::string_view name;  ///< relative to rules/
  std::string_view content;
};
std::span<const EmbeddedFile> embedded_files();

}  // namespace badgescan
