// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/source_patterns.h"

#include "scanner/rules/rule_set.h"

namespace badgescan {

SourcePatterns SourcePatterns::collect(const Facts& facts) {
  Result<std::shared_ptr<const source::PatternSet>> patterns = source::PatternSet::load(facts.rules());
  if (!patterns) {
    facts.note(Note::Kind::unread, "", patterns.error());
    return {};
  }
  return {*patterns};
}

}  // namespace badgescan
