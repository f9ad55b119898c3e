// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/report/layout.h"

#include "scanner/base/text.h"
#include "tests/support/test.h"

namespace badgescan {

TEST_CASE("display_width: combining marks take no column, wide characters two") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("größer …") == 8);
  CHECK(display_width("文档") == 4);
  CHECK(display_width("e\xcc\x81") == 1);
  CHECK(display_width("🚀") == 2);
}

TEST_CASE("wrap: at words, indented, no line too wide") {
  CHECK(wrap("one two three four five six", 24, 4) == "one two three four\n    five six");
  CHECK(wrap("", 24, 4) == "");
  // A word that fits on no line is cut; the narrowest text is 20 columns.
  CHECK(wrap("https://example.org/a/very/long/address", 24, 0) ==
        "https://example.org/a/ve\nry/long/address");
  CHECK(wrap("short https://example.org/a/very/long/address", 24, 0) ==
        "short\nhttps://example.org/a/ve\nry/long/address");
  for (const std::size_t width : {40U, 60U, 116U}) {
    const std::string text =
        wrap("文档/说明/安装指南.md und eine Erklärung der größten Überraschung, die 文档 heißt", width, 6);
    for (const std::string_view line : split_lines(text)) CHECK(display_width(line) <= width);
  }
}

TEST_CASE("column: padded or cut, always as wide as asked") {
  CHECK(column("ab", 4) == "ab  ");
  CHECK(column("abcdef", 4) == "abc…");
  CHECK(column("文档文档", 4) == "文… ");
  CHECK(column("Nicht erfüllt", 13) == "Nicht erfüllt");
}

TEST_CASE("bar: full only at 100 percent") {
  CHECK(bar(0, 4, true) == "░░░░");
  CHECK(bar(99, 4, true) == "███░");
  CHECK(bar(100, 4, true) == "████");
  CHECK(bar(50, 4, false) == "##--");
  CHECK(bar(250, 2, false) == "##");
}

TEST_CASE("reading_width: neither too narrow nor too wide") {
  CHECK(reading_width(20) == 40);
  CHECK(reading_width(80) == 80);
  CHECK(reading_width(200) == 116);
}

TEST_CASE("in_ascii: signs and punctuation") {
  CHECK(in_ascii("✔ “größer” … → ≥ 2 · 文") == "+ \"groesser\" ... -> >= 2 | 文");
}

TEST_CASE("Painter: colours only when wanted, the text always") {
  CHECK(Painter(false)(Style::bad, "x") == "x");
  CHECK(Painter(true)(Style::bad, "x") == "\x1b[31mx\x1b[0m");
  CHECK(Painter(true)(Style::plain, "x") == "x");
}

}  // namespace badgescan
