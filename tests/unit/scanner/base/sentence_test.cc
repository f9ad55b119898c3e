// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Where a sentence of a quotation ends: not at abbreviations, versions and addresses.
#include "scanner/base/sentence.h"

#include <string>

#include "tests/support/test.h"

namespace badgescan {

TEST_CASE("sentence: the end of the first one") {
  struct Row {
    const char* text;
    const char* first;
  };
  const auto row = GENERATE(values<Row>({
      {"It counts words. It is fast.", "It counts words."},
      {"Does it? Yes.", "Does it?"},
      {"It reads files, e.g. tables. And more.", "It reads files, e.g. tables."},
      {"It reads files (i.e. tables). And more.", "It reads files (i.e. tables)."},
      {"Version 1.2 is there. Use it.", "Version 1.2 is there."},
      {"See example.org for more. Use it.", "See example.org for more."},
      {"He said \"stop.\" Then he went.", "He said \"stop.\""},
      {"(It is old.) Do not use it.", "(It is old.)"},
      {"**It is new.** Use it.", "**It is new.**"},
      {"No end", "No end"},
      {"", ""},
  }));
  CAPTURE(row.text);
  const std::string text = row.text;
  CHECK(text.substr(0, sentence_end(text)) == row.first);
}

TEST_CASE("sentence: the second one starts where the first ends") {
  const std::string text = "One. Two. Three";
  CHECK(sentence_end(text, 4) == 9);
  CHECK(sentence_end(text, 9) == text.size());
}

}  // namespace badgescan
