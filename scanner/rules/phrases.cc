// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/phrases.h"

#include <re2/re2.h>

#include <algorithm>
#include <mutex>
#include <optional>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/rules/strict_json.h"

namespace badgescan {
namespace {

RE2::Options phrase_options() {
  RE2::Options options;  // UTF-8: prose is clean where it enters
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_never_nl(true);  // "[^.]" stays in its block, as "." does
  options.set_max_mem(16 << 20);
  return options;
}

/// Whether a pattern finds in a text in lower case what it finds in the text when case is ignored. In doubt
/// not.
bool suits_lower_case(std::string_view pattern) {
  const auto capital_or_high = [](char c) {
    return (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
  };
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i], next = i + 1 < pattern.size() ? pattern[i + 1] : 'A';
    if (c == '\\') {
      const bool letter =
          (next >= 'a' && next <= 'z') || (next >= '0' && next <= '9') || capital_or_high(next);
      if (letter && std::string_view("bBdDwWsS").find(next) == std::string_view::npos) return false;
      ++i;
    } else if (capital_or_high(c) || (c == '[' && next == ':')) {
      return false;
    } else if (c == '(' && next == '?') {
      const std::string_view flags = pattern.substr(i, 4);
      if (!flags.starts_with("(?:") && flags != "(?m)") return false;
    } else if (c == '-' && std::string_view("[\\^_`").find(next) != std::string_view::npos) {
      return false;  // the end of a range that would hold capitals only
    }
  }
  return true;
}

/// As authors of rules mean it: "^" and "$" are the ends of a block, and "[^.]*" goes on to the end of the
/// sentence, which a dot within a word ("README.md", "1.2") does not end.
std::string for_prose(std::string_view pattern) {
  return "(?m)" + replace_all(std::string(pattern), "[^.]*", "(?:[^.]|\\.[\\w/])*");
}

}  // namespace

/// Compiled when a text first holds the words that it needs.
class PhrasePattern {
 public:
  explicit PhrasePattern(std::string_view pattern) : pattern_(for_prose(pattern)) {}

  /// What compiled() is run on. A pattern that ignores case takes twice as long to compile as one that sees
  /// none. `low` keeps the text in lower case, for all patterns.
  std::string_view subject(std::string_view text, std::string& low) const {
    compiled();
    if (!lower_) return text;
    if (low.empty()) low = to_lower(text);
    return low;
  }

  bool may_be_in(const TextGroups& text) const {
    std::call_once(read_, [this] { required_ = RequiredText::of(pattern_); });
    return required_.may_be_in(text);
  }
  const RE2& compiled() const {
    std::call_once(compile_, [this] {
      lower_ = suits_lower_case(pattern_);
      RE2::Options options = phrase_options();
      options.set_case_sensitive(lower_);
      compiled_ = std::make_unique<const RE2>(pattern_, options);
    });
    return *compiled_;
  }

 private:
  const std::string pattern_;
  mutable std::once_flag read_, compile_;
  mutable RequiredText required_;
  mutable std::unique_ptr<const RE2> compiled_;
  mutable bool lower_ = false;
};

namespace {

PhrasePatterns patterns_of(const std::vector<std::string>& texts) {
  PhrasePatterns patterns;
  for (const std::string& text : texts) patterns.push_back(std::make_shared<const PhrasePattern>(text));
  return patterns;
}

bool any_matches(const PhrasePatterns& patterns, std::string_view text) {
  if (patterns.empty()) return false;
  const TextGroups groups(text);
  std::string low;
  return std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) {
    return pattern->may_be_in(groups) && RE2::PartialMatch(pattern->subject(text, low), pattern->compiled());
  });
}

/// Goes from hit to hit of one pattern.
class HitReader {
 public:
  HitReader(const RE2& pattern, std::string_view text) : pattern_(pattern), text_(text) {}

  /// The first hit that begins at `from` or later; null when there is none.
  const PhraseRules::Match* hit_from(std::size_t from) {
    if (!read_ || (found_ && hit_.begin < from)) {
      read_ = true;
      re2::StringPiece hit;
      found_ = pattern_.Match(text_, from, text_.size(), RE2::UNANCHORED, &hit, 1);
      if (found_) hit_.begin = static_cast<std::size_t>(hit.data() - text_.data());
      if (found_) hit_.end = hit_.begin + hit.size();
    }
    return found_ ? &hit_ : nullptr;
  }

 private:
  const RE2& pattern_;
  std::string_view text_;
  PhraseRules::Match hit_;
  bool read_ = false, found_ = false;
};

/// A counted repeat multiplies the automaton; wording never needs one.
bool has_large_repeat(std::string_view pattern) {
  static const RE2 repeat(R"(\{\d*,?(9|\d{2,})\})");
  return RE2::PartialMatch(pattern, repeat);
}

void check_patterns(const JsonPlace& place, const std::vector<std::string>& patterns) {
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const RE2 compiled(patterns[i], phrase_options());
    if (!compiled.ok()) place.item(i).fail(msg("RE2 refuses the pattern: {}", compiled.error()));
    if (has_large_repeat(patterns[i]))
      place.item(i).fail(msg("counted repeats above 8 are refused: they are slow"));
  }
}

void check_pattern(const JsonPlace& place) {
  const RE2 compiled(place.string(), phrase_options());
  if (!compiled.ok()) place.fail(msg("RE2 refuses the pattern: {}", compiled.error()));
}

PhraseRule read_rule(const JsonPlace& place, bool checked) {
  place.only({"id", "in", "sections", "heading", "first", "any", "none", "below", "examples"});
  PhraseRule rule;
  rule.id = place.at("id").string();
  if (place.has("in")) {
    rule.scopes.push_back({place.at("in").strings(), place.string_or("heading", ""), {}});
    if (checked && place.has("heading")) check_pattern(place.at("heading"));
  }
  if (place.has("sections")) {
    const JsonPlace sections = place.at("sections");
    for (std::size_t i = 0; i < sections.size(); ++i) {
      const JsonPlace section = sections.item(i);
      section.only({"in", "heading"});
      rule.scopes.push_back({section.at("in").strings(), section.at("heading").string(), {}});
      if (checked) check_pattern(section.at("heading"));
    }
  }
  if (rule.scopes.empty()) place.fail(msg("\"in\" or \"sections\" is missing"));
  rule.any = place.at("any").strings();
  rule.none = place.strings_or_none("none");
  rule.below = place.strings_or_none("below");
  for (PhraseScope& scope : rule.scopes) scope.heading_pattern = patterns_of({scope.heading});
  rule.any_patterns = patterns_of(rule.any);
  rule.none_patterns = patterns_of(rule.none);
  rule.below_patterns = patterns_of(rule.below);
  if (rule.any.empty()) place.at("any").fail(msg("at least one pattern is expected"));
  if (checked) {
    check_patterns(place.at("any"), rule.any);
    if (place.has("none")) check_patterns(place.at("none"), rule.none);
    if (place.has("below")) check_patterns(place.at("below"), rule.below);
  }
  const JsonPlace examples = place.at("examples");
  examples.only({"hit", "miss"});
  rule.hits = examples.at("hit").strings();
  rule.misses = examples.at("miss").strings();
  if (rule.hits.empty() || rule.misses.empty())
    examples.fail(msg("at least one hit and one miss are expected"));
  return rule;
}

}  // namespace

Outcome PhraseRules::add(std::string_view json, std::string_view origin, bool replace) {
  // The embedded rules were checked by the tests: compiling hundreds of patterns at every start would cost
  // more than a whole scan of a small repository.
  const bool checked = replace;
  return strict_load(json, origin, [&](const JsonPlace& root) {
    root.only({"rules"});
    const JsonPlace rules = root.at("rules");
    for (std::size_t i = 0; i < rules.size(); ++i) {
      PhraseRule rule = read_rule(rules.item(i), checked);
      rule.origin = origin;
      const bool known = rules_.contains(rule.id);
      if (known && !replace) rules.item(i).at("id").fail(msg("the rule \"{}\" exists already", rule.id));
      // "first": wordings that tell more than the others. They are a rule of their own, "<id>.first", with
      // the places and exceptions of the rule; Context::search puts its hits before the others.
      const std::string first_id = rule.id + ".first";
      rules_.erase(first_id);
      if (rules.item(i).has("first")) {
        PhraseRule first = rule;
        first.id = first_id;
        first.any = rules.item(i).at("first").strings();
        first.any_patterns = patterns_of(first.any);
        first.hits.clear();
        if (first.any.empty()) rules.item(i).at("first").fail(msg("at least one pattern is expected"));
        if (checked) check_patterns(rules.item(i).at("first"), first.any);
        rules_[first_id] = std::move(first);
      }
      rules_[rule.id] = std::move(rule);
    }
  });
}

const PhraseRule* PhraseRules::find(std::string_view id) const {
  const auto found = rules_.find(id);
  return found == rules_.end() ? nullptr : &found->second;
}

std::vector<const PhraseRule*> PhraseRules::all() const {
  std::vector<const PhraseRule*> out;
  for (const auto& [id, rule] : rules_) out.push_back(&rule);
  return out;
}

bool PhraseRules::match(const PhraseRule& rule, std::string_view prose, Match& found) {
  return match(rule, prose, TextGroups(prose), found);
}

bool PhraseRules::may_match(const PhraseRule& rule, const TextGroups& groups) {
  return std::any_of(rule.any_patterns.begin(), rule.any_patterns.end(),
                     [&](const auto& pattern) { return pattern->may_be_in(groups); });
}

bool PhraseRules::match(const PhraseRule& rule, std::string_view prose, const TextGroups& groups,
                        Match& match) {
  std::string low;
  std::vector<HitReader> readers;
  for (const auto& pattern : rule.any_patterns) {
    if (pattern->may_be_in(groups)) readers.emplace_back(pattern->compiled(), pattern->subject(prose, low));
  }
  for (std::size_t from = 0; from <= prose.size();) {
    const Match* first = nullptr;
    for (HitReader& reader : readers) {
      const Match* hit = reader.hit_from(from);
      if (hit != nullptr && (first == nullptr || hit->begin < first->begin)) first = hit;
    }
    if (first == nullptr) return false;
    const std::size_t line_begin = prose.rfind('\n', first->begin) + 1;  // npos + 1 is 0
    const std::size_t line_end = std::min(prose.find('\n', first->begin), prose.size());
    if (!any_matches(rule.none_patterns, prose.substr(line_begin, line_end - line_begin))) {
      match = *first;
      return true;
    }
    from = line_end + 1;
  }
  return false;
}

bool PhraseRules::match_heading(const PhraseRule& rule, std::string_view heading, std::string_view prose) {
  Match match;
  if (!PhraseRules::match(rule, heading, match)) return false;
  if (prose.empty()) return true;
  return !any_matches(rule.none_patterns, prose.substr(0, prose.find('\n'))) &&
         (rule.below_patterns.empty() || any_matches(rule.below_patterns, prose));
}

bool PhraseRules::heading_matches(const PhraseScope& scope, std::string_view heading) {
  return scope.heading.empty() || any_matches(scope.heading_pattern, heading);
}

}  // namespace badgescan
