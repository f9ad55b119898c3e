// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Recall over published samples of secrets: one sample a line on standard input, "+" (a secret) or "-"
// (none), a tab, a rule's name, a tab, the sample with \n for line ends. tests/tools/gitleaks_samples.py
// makes them.
#include <cstdio>
#include <iostream>
#include <map>
#include <string>

#include "scanner/base/text.h"
#include "scanner/rules/rule_set.h"
#include "scanner/source/content_scan.h"

int main() {
  using namespace badgescan;
  const auto rules = RuleSet::load();
  const auto set = rules ? source::PatternSet::load(**rules)
                         : Result<std::shared_ptr<const source::PatternSet>>(Error{rules.error()});
  if (!set) return std::fprintf(stderr, "%s\n", set.error().c_str()), 1;
  struct Count {
    int found = 0, all = 0;
  };
  std::map<std::string, Count> secrets, others;
  for (std::string line; std::getline(std::cin, line);) {
    const auto fields = split(line, '\t');
    if (fields.size() != 3) continue;
    const std::string sample = replace_all(std::string(fields[2]), "\\n", "\n");
    bool found = false;
    for (const auto& hit : source::scan_text(**set, "sample.py", source::Language::python, sample)) {
      found = found || ((*set)->rules()[hit.rule].secret &&
                        (fields[0] == "+" || hit.verdict >= source::SecretVerdict::plausible));
    }
    Count& count = (fields[0] == "+" ? secrets : others)[std::string(fields[1])];
    count.found += found;
    ++count.all;
  }
  for (const auto& [name, counts] : {std::pair{"secrets", &secrets}, std::pair{"no secrets", &others}}) {
    Count sum;
    int rules_found = 0;
    for (const auto& [rule, count] : *counts) {
      sum.found += count.found;
      sum.all += count.all;
      rules_found += count.found > 0;
      std::printf("  %s\t%s\t%d of %d\n", name, rule.c_str(), count.found, count.all);
    }
    std::printf("%s: %d of %d samples, %d of %zu rules\n", name, sum.found, sum.all, rules_found,
                counts->size());
  }
}
