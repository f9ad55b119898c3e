// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/required_text.h"

#include "scanner/rules/phrases.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

std::string need(std::string_view pattern) { return RequiredText::of(pattern).describe(); }

bool may_match(std::string_view pattern, std::string_view text) {
  return RequiredText::of(pattern).may_be_in(TextGroups(text));
}

}  // namespace

TEST_CASE("required text: words that no match can do without") {
  struct Row {
    std::string_view pattern, need;
  };
  for (const auto& [pattern, words] : std::initializer_list<Row>{
           {"report a bug", "report a bug"},
           {"Report", "report"},
           {"audit(ed|s)?", "audit"},
           {"audit(ed|ing)", "audit"},  // "ed" is too short to look for
           {"\\baudit\\b[^.]*\\b(performed|published)\\b", "audit & (performed | published)"},
           {"(npm|cargo) audit", " audit & (npm | cargo)"},  // words first
           {"(?:security|threat) (?:review|model)", "(security | threat) & (review | model)"},
           {"(?P<what>bug) (?i)tracker", "bug &  tracker"},
           {"bugs?", "bug"},
           {"bugs+y", "bugs"},
           {"bugs*y", "bug"},
           {"fixe{1,2}d", "fixe"},
           {"fixe{0,2}d", "fix"},
           {"(fixed){0,2}done", "done"},
           {"(fixed){2}done", "fixed & done"},
           {"x{y}z", "x{y}z"},
           {"two[- ]factor", "two & factor"},
           {"[]a-z]two[^]]factor[[:alpha:]\\]]end", "two & factor & end"},
           {"one.two\\.three\\dfour", "one & two.three & four"},
           {"sécurité", "curit"},
           {"\\pLone\\p{Greek}two\\x{20}six", "one & two & six"},
           {"one|two\\b|\\bsix", "one | two | six"},
           {"(?m)^one$", "one"},
           {"\\b?make", "make"},
       }) {
    CAPTURE(pattern);
    CHECK(need(pattern) == words);
  }
}

TEST_CASE("required text: nothing is required where a part may be missing or is not understood") {
  for (const std::string_view pattern :
       {"", "(bug)?", "bug|", "ab", "(security|ci)", ".*", "[a-z]+", "(bug", "bug)", "\\Qbug\\E", "\\1bug",
        "*bug", "(?<bug", "(?=bug)", "[bug", "bug\\"}) {
    CAPTURE(pattern);
    CHECK(need(pattern).empty());
    CHECK(may_match(pattern, ""));
  }
  std::string deep(200, '(');
  deep += "bug" + std::string(200, ')');
  CHECK(need(deep).empty());
}

TEST_CASE("required text: a text holds the words, in any case") {
  CHECK(may_match("report", "How to REPORT it"));
  CHECK_FALSE(may_match("report", "How to repeat it"));
  CHECK_FALSE(may_match("report", "re"));
  CHECK(may_match("audit[^.]*published", "published before the audit"));  // order is not looked at
  CHECK_FALSE(may_match("audit[^.]*published", "the audit was public"));
  CHECK(may_match("task", "ta\xc5\xbfk"));                   // a long s is an s
  CHECK(may_match("look", "loo\xe2\x84\xaa"));               // the sign of kelvin a k
  CHECK(may_match("released in 2024", "RELEASED in 1999"));  // digits are one kind
}

TEST_CASE("required text: short words count where a line is looked at itself") {
  struct Row {
    std::string_view pattern, line;
    bool expected;
  };
  for (const auto& [pattern, line, expected] : std::initializer_list<Row>{
           {"https?://\\S+:\\S+@\\w", "see http://host/path: it", false},
           {"https?://\\S+:\\S+@\\w", "see http://me:word@host", true},
           {"(?:^|\\s)(-u|--user) \\S+:", "tool --user me:word", true},
           {"(?:^|\\s)(-u|--user) \\S+:", "tool --pass me:word", false},
           {"curl\\b.*\\|\\s*(?:ba)?sh", "curl it | bash", true},
           {"curl\\b.*\\|\\s*(?:ba)?sh", "curl it into bash", false},
           {"MD5", "md5(text)", true},
           {"a?", "", true},
       }) {
    CAPTURE(pattern, line);
    CHECK(RequiredText::of(pattern, 1).may_be_in_lower(line) == expected);
  }
}

TEST_CASE("required text: the groups of a text are made once, and anew for a copy") {
  const std::string text = "How to report a bug";
  const LazyGroups groups;
  const TextGroups& made = groups.of(text);
  CHECK(made.may_hold("report"));
  CHECK_FALSE(made.may_hold("secret"));
  CHECK(&groups.of(text) == &made);
  LazyGroups copy = groups;
  CHECK(&copy.of(text) != &made);
  copy = groups;
  CHECK(copy.of("another").may_hold("another"));
}

TEST_CASE("required text: every sample that a phrase rule finds holds what one of its patterns requires") {
  for (const PhraseRule* rule : test::rules().phrases().all()) {
    for (const std::string& hit : rule->hits) {
      CAPTURE(rule->id, hit);
      CHECK(std::any_of(rule->any.begin(), rule->any.end(),
                        [&](const std::string& pattern) { return may_match(pattern, hit); }));
    }
  }
}

}  // namespace badgescan
