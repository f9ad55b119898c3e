// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows where this checkout and its build lie.
#include "tests/support/test.h"

namespace badgescan::test {

const std::string& source_dir() {
  static const std::string path = BADGESCAN_SOURCE_DIR;
  return path;
}

const std::string& program() {
  static const std::string path = BADGESCAN_BUILD_DIR "/badgescan";
  return path;
}

}  // namespace badgescan::test
