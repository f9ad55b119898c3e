// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The style and the script of the HTML report, embedded by the build with the hashes that its security policy
// names.
#pragma once

#include <string_view>

namespace badgescan {

struct Asset {
  std::string_view content;
  std::string_view sha256;  ///< hex, of exactly `content`
};
const Asset& report_style();
const Asset& report_script();

}  // namespace badgescan
