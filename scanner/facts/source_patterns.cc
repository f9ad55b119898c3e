// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/source_patterns.h"

#include "scanner/rules/last_loaded.h"

namespace badgescan {

SourcePatterns SourcePatterns::collect(const Facts& facts) {
  static LastLoaded<source::PatternSet> last;
  const RuleSet& rules = facts.rules();
  const auto patterns =
      last.get(rules, rules.files("source/"), [&] { return source::PatternSet::load(rules); });
  if (!patterns) {
    facts.note(Note::Kind::unread, "", patterns.error());
    return {};
  }
  return {*patterns};
}

}  // namespace badgescan
