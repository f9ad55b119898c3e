// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/licence/expression.h"

#include "tests/support/test.h"

using namespace badgescan;
using namespace badgescan::licence;

namespace {

std::string parsed(const std::string& text) {
  const Result<Expression> result = parse_expression(text);
  return result ? to_string(*result) : "error: " + result.error();
}

}  // namespace

TEST_CASE("licence expressions are read as SPDX means them") {
  struct Case {
    const char *text, *want;
  };
  const auto c = GENERATE(values<Case>({
      {"MIT", "MIT"},
      {"mit", "MIT"},
      {"  MIT \n", "MIT"},
      {"MIT OR Apache-2.0", "MIT OR Apache-2.0"},
      {"MIT or apache-2.0", "MIT OR Apache-2.0"},
      {"MIT/Apache-2.0", "MIT OR Apache-2.0"},
      {"(MIT OR Apache-2.0) AND BSD-3-Clause", "(MIT OR Apache-2.0) AND BSD-3-Clause"},
      {"MIT OR Apache-2.0 AND ISC", "MIT OR Apache-2.0 AND ISC"},
      {"MIT AND (ISC AND Zlib)", "MIT AND ISC AND Zlib"},
      {"MIT OR MIT", "MIT"},
      {"((MIT))", "MIT"},
      {"GPL-2.0-or-later WITH classpath-exception-2.0", "GPL-2.0-or-later WITH Classpath-exception-2.0"},
      {"GPL-2.0+", "GPL-2.0+"},
      {"LicenseRef-My-Own", "LicenseRef-My-Own"},
      {"DocumentRef-a:LicenseRef-b", "DocumentRef-a:LicenseRef-b"},
      {"NONE", "NONE"},
      {"ORACLE", "ORACLE"},
      {"", "error: a licence id is missing at byte 0"},
      {"MIT OR", "error: a licence id is missing at byte 6"},
      {"(MIT", "error: a closing parenthesis is missing at byte 4"},
      {"MIT ISC", "error: something follows the expression at byte 4"},
      {"(MIT OR ISC) WITH x", "error: WITH follows a group at byte 19"},
      {"MIT WITH", "error: WITH names no exception at byte 8"},
  }));
  CAPTURE(c.text);
  CHECK(parsed(c.text) == c.want);
}

TEST_CASE("hostile expressions end in an error") {
  CHECK_FALSE(parse_expression(std::string(1 << 20, '(')).ok());
  CHECK_FALSE(parse_expression(std::string(4000, '(')).ok());
  std::string many = "a";
  for (int i = 0; i < 800; i++) many += " OR a";
  CHECK_FALSE(parse_expression(many).ok());
  CHECK_FALSE(parse_expression(std::string("MIT\0OR", 6)).ok());
}

TEST_CASE("a choice is as good as its best part, a conjunction as bad as its worst") {
  const auto judge_one = [](const Expression& term) -> Judgement {
    if (term.id == "Osi") return {.freedom = Freedom::free, .osi = true};
    if (term.id == "Free") return {.freedom = Freedom::free};
    if (term.id == "Bad") return {.freedom = Freedom::not_free, .reason = "bad"};
    return {};
  };
  struct Case {
    const char* text;
    Freedom freedom;
    bool osi;
  };
  const auto c = GENERATE(values<Case>({
      {"Osi", Freedom::free, true},
      {"Osi OR Bad", Freedom::free, true},
      {"Bad OR Osi", Freedom::free, true},
      {"Osi AND Bad", Freedom::not_free, false},
      {"Osi AND Free", Freedom::free, false},
      {"Osi OR Free", Freedom::free, true},
      {"Osi AND Odd", Freedom::unknown, false},
      {"(Osi OR Bad) AND Free", Freedom::free, false},
      {"Odd OR Bad", Freedom::unknown, false},
      {"Osi WITH Some-exception", Freedom::free, true},
  }));
  CAPTURE(c.text);
  const Judgement got = judge(*parse_expression(c.text), judge_one);
  CHECK(got.freedom == c.freedom);
  CHECK(got.osi == c.osi);
}
