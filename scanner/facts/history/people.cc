// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See people.h.
#include "scanner/facts/history/people.h"

#include <stdexcept>

#include "scanner/rules/rule_set.h"

namespace badgescan {

People People::collect(const Facts& facts) {
  People people;
  if (const Entry* entry = facts.snapshot().find(".mailmap"); entry != nullptr && entry->is_file()) {
    if (const FileText text = facts.text(*entry)) people.mailmap = Mailmap::parse(*text);
  }
  const RuleSet& rules = facts.rules();
  Result<PeopleRules> parsed = PeopleRules::parse(rules.file("people.json"), rules.origin("people.json"));
  // check_rules() reports a broken file before the scan; who skips it hears of it here.
  if (!parsed) throw std::runtime_error(parsed.error());
  people.rules = std::move(*parsed);
  return people;
}

}  // namespace badgescan
