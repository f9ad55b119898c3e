// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/text.h"

#include "scanner/base/glob.h"
#include "tests/support/test.h"

namespace badgescan {

using namespace std::string_literals;

TEST_CASE("text: dates are read and written") {
  struct Case {
    const char* text;
    std::int64_t seconds;
  };
  const auto c = GENERATE(values<Case>({{"1970-01-01", 0},
                                        {"2026-08-21", test::kNow},
                                        {"2026-08-21T02:00:00+02:00", test::kNow},
                                        {"@-86400", -86400},
                                        {"2000-02-29T12:00:00Z", 951825600}}));
  CAPTURE(c.text);
  std::int64_t seconds = -1;
  REQUIRE(parse_time(c.text, seconds));
  CHECK(seconds == c.seconds);
  CHECK(iso_date(seconds) == iso_time(seconds).substr(0, 10));
}

TEST_CASE("text: what is not a date is refused") {
  std::int64_t seconds = 0;
  for (const char* text :
       {"", "yesterday", "2026-13-01", "2026-08-21T25:00:00Z", "2026-08-21T10:00:00+x", "@"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_time(text, seconds));
  }
}

TEST_CASE("text: bytes that are not UTF-8 are replaced, controls are made visible") {
  CHECK(clean_utf8("\xef\xbb\xbfk\xe4se\0!"s) == "k\xef\xbf\xbdse!");
  CHECK(clean_utf8("\xed\xa0\x80") == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");  // a surrogate
  CHECK(clean_utf8("gr\xc3\xbc\xc3\x9f") == "gr\xc3\xbc\xc3\x9f");
  CHECK(escape_controls("a\x1b[31mb") == "a\\x1b[31mb");
  CHECK(escape_controls("a\xe2\x80\xae"
                        "b") == "a<U+202E>b");
  CHECK(escape_controls("a\nb\tc") == "a\\x0ab\\x09c");
  CHECK(escape_controls("a\nb\tc", true) == "a\nb\tc");
}

TEST_CASE("text: an excerpt is one short line, even of a file of one endless line") {
  const std::string text = "first\n  the  second line \nthird";
  CHECK(excerpt_at(text, 10) == "the second line");
  CHECK(line_of(text, 10) == 2);
  const std::string endless(5'000'000, 'x');
  CHECK(excerpt_at(endless, 2'500'000, 100).size() <= 100);
}

TEST_CASE("text: shortening ends at a word and never splits a character") {
  CHECK(shorten("one two three", 13) == "one two three");
  CHECK(shorten("one two three", 12) == "one two…");
  CHECK(is_valid_utf8(shorten("ääääääääää", 11)));
}

TEST_CASE("text: names are joined as people write them") {
  CHECK(join_names({}) == "");
  CHECK(join_names({"a"}) == "a");
  CHECK(join_names({"a", "b", "c"}) == "a, b and c");
  CHECK(join_names({"a", "b", "c"}, 2) == "a, b and 1 more");
}

TEST_CASE("glob: patterns of .gitattributes and CI files") {
  struct Case {
    const char* pattern;
    const char* path;
    bool want;
  };
  const auto c = GENERATE(values<Case>({
      {"*.md", "README.md", true},
      {"*.md", "docs/README.md", false},
      {"**/*.md", "README.md", true},
      {"**/*.md", "docs/a/README.md", true},
      {"docs/**", "docs/a/b", true},
      {"docs/*", "docs/a/b", false},
      {"a/**/b", "a/b", true},
      {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "ax/b", false},
      {"file[0-9].c", "file7.c", true},
      {"file[!0-9].c", "file7.c", false},
      {"\\*", "*", true},
      {"\\*", "x", false},
      {"a\\*b", "a*b", true},
      {"a\\*b", "axb", false},
      {"**/x", "x", true},
      {"**/x", "a/x", true},
      {"**/x", "ax", false},
      {"**/x", "a/bx", false},
      {"a/**/b", "a/cb", false},
      {"src/**/", "src/", true},
      {"*.c", "x.h", false},
      {"plain/*.c", "other/x.c", false},
      {"", "", true},
      {"?", "/", false},
  }));
  CAPTURE(c.pattern, c.path);
  CHECK(glob_match(c.pattern, c.path) == c.want);
}

TEST_CASE("glob: a hostile pattern ends soon") {
  std::string pattern, path(4000, 'a');
  for (int i = 0; i < 200; ++i) pattern += "**/a*";
  CHECK_FALSE(glob_match(pattern + "b", path));
}

TEST_CASE("glob: a pattern without a slash matches the name in any folder") {
  CHECK(attribute_match("*.pb.go", "api/v1/x.pb.go"));
  CHECK(attribute_match("/x.c", "x.c"));
  CHECK_FALSE(attribute_match("/x.c", "a/x.c"));
  CHECK(attribute_match("lib/", "lib/a/b.c"));
  CHECK_FALSE(attribute_match("lib/", "liberty/b.c"));
}

}  // namespace badgescan
