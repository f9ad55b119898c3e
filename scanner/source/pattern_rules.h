// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the content scan looks for: rules/source/*.json.
//
//   { "kind": "crypto",                       what the detectors ask for
//     "rules": [
//       { "id": "go-tls",                     unique over all files
//         "about": "crypto/tls",              how a justification names the find
//         "means": ["tls"],                   what a hit says; a closed list (pattern_rules.cc)
//         "in": ["go"],                       languages of source/language.h; absent = every text file
//         "paths": "(^|/)\\.github/",         optional: the path must match too
//         "near": ["crypto/tls\""],           at least one of these stands in every match, any case, ≥ 4
//         bytes "pattern": "…",                     RE2, matched against the line (or 1 kB of a long line)
//         "not": "…",                         optional: a line that also matches this is no hit
//         "in_strings": true,                 optional: a text that the program keeps in a string of several
//                                             lines is a hit as well (a docstring never is)
//         "hit": ["…"], "miss": ["…"],        samples, run by the tests: at least one each;
//                                             an array of strings is joined, so that no sample of a secret
//                                             stands in the file as a whole
//         "as": "x.go" } ] }                  optional: name of the sample's file
//
// Rules of kind "secret" have two more keys: "trust" ("format", "guess" or "public": how much the shape alone
// says) and "check" (a structure or checksum check of secret_check.h), and "entropy" (least tenths of a bit
// per character). The value is the first capture group, or the whole match.
//
// "near" is what makes hundreds of patterns cheap: a pattern runs only on lines that hold one of its
// literals.
#pragma once

#include <re2/re2.h>

#include <array>
#include <bitset>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/rules/lazy_pattern.h"
#include "scanner/rules/required_text.h"
#include "scanner/rules/rule_set.h"
#include "scanner/source/language.h"
#include "scanner/source/literal_finder.h"
#include "scanner/source/secret_check.h"

namespace badgescan::source {

struct PatternRule {
  std::string id, kind, about;
  std::vector<std::string> means;
  std::bitset<static_cast<std::size_t>(Language::count_)> languages;  ///< none set = all
  std::string paths, pattern, unless;
  std::vector<std::string> near;
  bool secret = false;
  bool in_strings = false;
  SecretTrust trust = SecretTrust::format;
  SecretCheck check = SecretCheck::none;
  int entropy = 0;
  int most = 1;  ///< hits kept of one file
  std::vector<std::string> hits, misses;
  std::string sample_name;

  bool has_meaning(std::string_view what) const;
  bool applies_to(Language language) const {
    return languages.none() || languages.test(static_cast<std::size_t>(language));
  }
};

/// The compiled rules. Immutable after load(); patterns compile on first use, from any thread.
class PatternSet {
 public:
  static Result<std::shared_ptr<const PatternSet>> load(const RuleSet& rules);
  /// For tests: the rules of these texts (content, origin).
  static Result<std::shared_ptr<const PatternSet>> parse(
      const std::vector<std::pair<std::string_view, std::string>>& files);

  const std::vector<PatternRule>& rules() const { return rules_; }
  const PatternRule* find(std::string_view id) const;
  std::size_t count(std::string_view kind) const;

  /// The literals of the rules for one language, and which rules each belongs to.
  struct Literals {
    LiteralFinder finder;
    std::vector<std::vector<std::uint32_t>> rules;  ///< by the finder's number
  };
  const Literals& literals(Language language) const;
  /// False: the rule's pattern matches nowhere in these bytes, which are in lower case.
  bool may_match(std::uint32_t rule, std::string_view lower) const;
  const RE2& pattern(std::uint32_t rule) const { return patterns_[rule].pattern.compiled(); }
  /// The hit counts for nothing where this matches. Null: there is no such pattern.
  const RE2* unless(std::uint32_t rule) const;
  bool path_allows(std::uint32_t rule, std::string_view path) const;

 private:
  struct Patterns {
    explicit Patterns(const PatternRule& rule);
    LazyPattern pattern, unless, paths;
    mutable std::once_flag read;
    mutable RequiredText required;
  };
  void add(std::string_view json, const std::string& origin);
  void finish();
  Literals literals_of(Language language) const;

  std::vector<PatternRule> rules_;
  std::deque<Patterns> patterns_;  ///< by rule
  static constexpr std::size_t kLanguages = static_cast<std::size_t>(Language::count_);
  mutable std::array<std::once_flag, kLanguages> literals_once_;
  mutable std::array<std::unique_ptr<Literals>, kLanguages> literals_;
};

/// For check_rules(): the first problem of one file of rules/source/, patterns compiled.
Outcome check_pattern_file(const RuleSet& rules, std::string_view name);

}  // namespace badgescan::source
