// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What a maintainer is asked can be answered: one question, and nothing to do. Every finding of every test is
// looked at by tests/support/test.cc; here are the texts that no test reaches, and the catalogue's.
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/test.h"

namespace badgescan {
namespace {

bool one_question(std::string_view text) {
  return !text.empty() && text.back() == '?' && std::count(text.begin(), text.end(), '?') == 1;
}

/// The texts in calls of msg(…) of a source file.
std::vector<std::string> texts_of(const std::string& source) {
  static const RE2 call("\\bmsg\\(\\s*((?:\"(?:[^\"\\\\\\n]|\\\\.)*\"\\s*)+)", RE2::Latin1);
  static const RE2 part("\"((?:[^\"\\\\\\n]|\\\\.)*)\"", RE2::Latin1);
  std::vector<std::string> texts;
  re2::StringPiece rest(source), literals, piece;
  while (RE2::FindAndConsume(&rest, call, &literals)) {
    texts.emplace_back();
    while (RE2::FindAndConsume(&literals, part, &piece)) texts.back() += piece.as_string();
  }
  return texts;
}

}  // namespace

TEST_CASE("asks: a text of a detector that asks is one question", "[detectors]") {
  std::size_t questions = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(test::source_dir() + "/detectors")) {
    if (file.path().extension() != ".cc") continue;
    const std::string path = std::filesystem::relative(file.path(), test::source_dir()).string();
    for (const std::string& text : texts_of(test::source_file(path))) {
      if (text.find('?') == std::string::npos) continue;
      CAPTURE(path, text);
      CHECK(one_question(text));
      ++questions;
    }
  }
  CHECK(questions > 200);
}

TEST_CASE("asks: the catalogue's questions stand in where a detector asks nothing", "[detectors]") {
  for (const Criterion& criterion : test::rules().catalogue().criteria()) {
    CAPTURE(criterion.id);
    CHECK(one_question(criterion.look_for));
  }
}

}  // namespace badgescan
