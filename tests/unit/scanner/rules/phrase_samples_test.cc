// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Every phrase rule proves itself: its hits match, its misses do not.
#include "scanner/rules/phrases.h"

#include "tests/support/test.h"

namespace badgescan {
namespace {

TEST_CASE("phrases: the samples of every rule", "[rules]") {
  const PhraseRules& rules = test::rules().phrases();
  for (const PhraseRule* rule : rules.all()) {
    PhraseRules::Match match;
    for (const std::string& hit : rule->hits) {
      CAPTURE(rule->origin, rule->id, hit);
      CHECK(rules.match(*rule, hit, match));
    }
    for (const std::string& miss : rule->misses) {
      CAPTURE(rule->origin, rule->id, miss);
      CHECK_FALSE(rules.match(*rule, miss, match));
    }
  }
}

}  // namespace
}  // namespace badgescan
