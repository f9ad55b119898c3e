// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/licence_texts.h"

#include <fstream>
#include <iterator>
#include <sstream>

#include "tests/support/test.h"

namespace badgescan::test {

std::string licence_text(const std::string& name) {
  const std::string path = "/usr/share/common-licenses/" + name;
  std::ifstream in(path, std::ios::binary);
  if (!in) FAIL("cannot read " << path << " (Debian package base-files)");
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string rewrapped(const std::string& text, std::size_t width, const std::string& leader) {
  std::istringstream words(text);
  std::string out = leader, word;
  std::size_t column = 0;
  while (words >> word) {
    if (column > 0 && column + word.size() + 1 > width) {
      out += "\n" + leader;
      column = 0;
    }
    if (column > 0) out += ' ';
    out += word;
    column += word.size() + 1;
  }
  return out + "\n";
}

}  // namespace badgescan::test
