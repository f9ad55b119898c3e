// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/phrases.h"

#include "scanner/engine/detector.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

std::string add_error(const std::string& rule) {
  PhraseRules rules;
  const Outcome added = rules.add(R"({"rules": [)" + rule + "]}", "mine.json", true);
  return added ? "(added)" : added.error();
}

std::string rule(const std::string& id, const std::string& any, const std::string& more = "") {
  return R"({"id": ")" + id + R"(", "in": ["security"], "any": [")" + any + R"("], )" + more +
         R"("examples": {"hit": ["h"], "miss": ["m"]}})";
}

}  // namespace

TEST_CASE("phrases: every sample of every rule behaves as it says") {
  const PhraseRules& rules = test::rules().phrases();
  CHECK(rules.all().size() > 0);
  for (const PhraseRule* one : rules.all()) {
    CAPTURE(one->id, one->origin);
    PhraseRules::Match match;
    for (const std::string& hit : one->hits) {
      CAPTURE(hit);
      CHECK(rules.match(*one, hit, match));
    }
    for (const std::string& miss : one->misses) {
      CAPTURE(miss);
      CHECK_FALSE(rules.match(*one, miss, match));
    }
  }
}

TEST_CASE("phrases: the embedded rules pass the checks that --rules runs") {
  for (const std::string& name : test::rules().files("phrases/")) {
    PhraseRules rules;
    const Outcome added = rules.add(test::rules().file(name), name, true);
    CAPTURE(name);
    if (!added) FAIL(added.error());
  }
}

TEST_CASE("phrases: mistakes are named with file, place and reason") {
  CHECK(add_error(rule("a", "x")) == "(added)");
  CHECK(add_error(rule("a", "(")).starts_with("mine.json: /rules/0/any/0: RE2 refuses the pattern"));
  CHECK(add_error(rule("a", ".{0,80}")).find("counted repeats") != std::string::npos);
  CHECK(add_error(rule("a", "x{2,8}")) == "(added)");
  CHECK(add_error(R"({"id": "a", "any": ["x"], "examples": {"hit": ["x"], "miss": ["y"]}})")
            .find("\"in\" or \"sections\"") != std::string::npos);
  CHECK(add_error(R"({"id": "a", "in": ["x"], "any": ["x"], "examples": {"hit": [], "miss": ["y"]}})")
            .find("at least one hit") != std::string::npos);
}

TEST_CASE("phrases: none excludes the block that holds it, not the document") {
  PhraseRules rules;
  REQUIRE(
      rules.add(R"({"rules": [)" + rule("r", "report a bug", R"("none": ["do not"], )") + "]}", "x", false));
  PhraseRules::Match match;
  CHECK_FALSE(rules.match(*rules.find("r"), "Please do not report a bug here.", match));
  REQUIRE(rules.match(*rules.find("r"), "Please do not report a bug here.\nReport a bug there.", match));
  CHECK(match.begin == 33);
}

TEST_CASE("phrases: the first hit of all patterns counts, and at one place that of the first pattern") {
  PhraseRules rules;
  REQUIRE(rules.add(
      R"({"rules": [{"id": "r", "in": ["security"], "any": ["two words", "two", "one", "words.*end"],
                       "none": ["never"], "examples": {"hit": ["h"], "miss": ["m"]}}]})",
      "x", false));
  struct Row {
    std::string_view text, hit;
  };
  for (const auto& [text, hit] : std::initializer_list<Row>{
           {"say two words or one", "two words"},
           {"say one or two words", "one"},
           {"two of them, two words", "two"},
           {"words at the end, two", "words at the end"},
           {"never one\nbut TWO", "TWO"},
           {"one never\nnever two words\nwords to the end", "words to the end"},
           {"one, never", ""},
           {"words at the\nend", ""},
       }) {
    CAPTURE(text);
    PhraseRules::Match match;
    const bool found = rules.match(*rules.find("r"), text, match);
    CHECK(found == !hit.empty());
    if (found) CHECK(text.substr(match.begin, match.end - match.begin) == hit);
  }
}

TEST_CASE("phrases: a heading counts with the prose below it") {
  PhraseRules rules;
  REQUIRE(rules.add(R"({"rules": [{"id": "r", "in": ["readme"], "any": ["versions"], "none": ["not yet"],
      "below": ["[0-9]"], "examples": {"hit": ["versions"], "miss": ["x"]}}]})",
                    "x", true));
  const PhraseRule& rule = *rules.find("r");
  CHECK(rules.match_heading(rule, "Versions", ""));
  CHECK(rules.match_heading(rule, "Versions", "All of them.\nSince 1."));
  CHECK_FALSE(rules.match_heading(rule, "Versions", "All of them."));
  CHECK_FALSE(rules.match_heading(rule, "Versions", "Not yet 1."));
  CHECK(rules.match_heading(rule, "Versions", "1 and 2.\nNot yet 3."));
  CHECK_FALSE(rules.match_heading(rule, "Bugs", "1"));
}

struct FirstHit {
  std::string pattern;
  std::string_view text, hit;
};

void check_first_hits(std::initializer_list<FirstHit> rows) {
  for (const auto& [pattern, text, hit] : rows) {
    CAPTURE(pattern, text);
    PhraseRules rules;
    REQUIRE(rules.add(R"({"rules": [)" + rule("r", pattern) + "]}", "x", true));
    PhraseRules::Match match;
    const bool found = rules.match(*rules.find("r"), text, match);
    CHECK((found ? text.substr(match.begin, match.end - match.begin) : "") == hit);
  }
}

TEST_CASE("phrases: case is ignored, however a pattern is written") {
  check_first_hits({
      {"report bugs", "We REPORT Bugs.", "REPORT Bugs"},
      {"Report [A-Z]+", "we report bugs.", "report bugs"},
      {"[!-Z]+ee", "trEE", "trEE"},
      {"[@-_]+ee", "trEE", "trEE"},
      {"[[:upper:]]+ee", "trEE", "trEE"},
      {"(?-i)bug", "Bug bug", "bug"},
      {"\\\\Bug\\\\W", "a BUG!", "UG!"},
      {"sécurité", "La SÉCURITÉ", "SÉCURITÉ"},
  });
}

TEST_CASE("phrases: ends of blocks, and of sentences") {
  check_first_hits({
      {"^bugs?$", "Many bugs\nBugs\nno", "Bugs"},
      {"\\\\Abugs", "Many\nbugs", ""},
      {"tell[^.]*bugs", "Tell us (see a.md, 1.2 or ./x) of bugs.", "Tell us (see a.md, 1.2 or ./x) of bugs"},
      {"tell[^.]*bugs", "Tell us. There are bugs.", ""},
      {"tell[^.]*bugs", "Tell us\nof bugs", ""},
  });
}

}  // namespace badgescan
