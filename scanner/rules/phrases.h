// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Phrase rules: wording that a document must hold, as data (rules/phrases/*.json).
//
//   { "id": "policy_says_how",
//     "in": ["security"],               document kinds of rules/documents.json: documents of the kind, and
//                                       sections of other documents that stand for one ("## Security")
//     "heading": "report",              optional: only below headings that match
//     "sections": [{"in": ["readme"], "heading": "security"}],   optional: more places, by heading
//     "any": ["report (a|any) vulnerabilit"],               a hit is a match of one of these …
//     "none": ["do not report"],        … in a block of prose where none of these matches
//     "below": ["[0-9]+\\.x"],          optional: a heading is a hit only above prose in which one of these
//                                       matches, or above sub-sections alone
//     "examples": {"hit": ["…"], "miss": ["…"]} }           run by the tests: at least one each
//
// Patterns are RE2, ignore case, and are matched against prose (markup, code and comments removed, line
// breaks folded to one space, one block a line). "^" and "$" are the ends of a block ("\A": of the text); no
// match crosses one, and "[^.]*" crosses no end of a sentence (a dot within a word is none). Counted repeats
// above 8 are refused (they blow up).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/rules/required_text.h"

namespace badgescan {

class PhrasePattern;
using PhrasePatterns = std::vector<std::shared_ptr<const PhrasePattern>>;

struct PhraseScope {
  std::vector<std::string> kinds;
  std::string heading;  ///< pattern; empty = any section
  PhrasePatterns heading_pattern;
};

struct PhraseRule {
  std::string id;
  std::vector<PhraseScope> scopes;
  std::vector<std::string> any, none, below;
  std::vector<std::string> hits, misses;  ///< samples
  std::string origin;                     ///< file, for messages
  PhrasePatterns any_patterns, none_patterns, below_patterns;
};

/// Patterns are compiled when a text first holds what they need; safe to use from several threads.
class PhraseRules {
 public:
  /// Adds the rules of one file; a rule with a known id replaces it when `replace`, else is an error.
  Outcome add(std::string_view json, std::string_view origin, bool replace);
  const PhraseRule* find(std::string_view id) const;
  std::vector<const PhraseRule*> all() const;  ///< by id

  struct Match {
    std::size_t begin = 0, end = 0;
  };
  /// First hit in `prose`; false when there is none. `heading` is for callers that check scopes themselves.
  static bool match(const PhraseRule& rule, std::string_view prose, Match& match);
  /// The same for a prose that many rules are looked for in, with its groups.
  static bool match(const PhraseRule& rule, std::string_view prose, const TextGroups& groups, Match& match);
  /// False: no pattern of the rule is in the text of these groups, nor in a part of it.
  static bool may_match(const PhraseRule& rule, const TextGroups& groups);
  /// Whether a heading is a hit, which stands above `prose` (that of its section, without sub-sections).
  static bool match_heading(const PhraseRule& rule, std::string_view heading, std::string_view prose);
  static bool heading_matches(const PhraseScope& scope, std::string_view heading);

 private:
  std::map<std::string, PhraseRule, std::less<>> rules_;
};

}  // namespace badgescan
