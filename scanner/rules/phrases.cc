// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/phrases.h"

#include <re2/re2.h>

#include <map>
#include <mutex>

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

/// One alternation: a document is searched once a rule, not once a pattern.
std::string alternation(const std::vector<std::string>& patterns) {
  std::string out;
  for (const std::string& pattern : patterns) {
    if (!out.empty()) out += '|';
    out += "(?:" + pattern + ")";
  }
  return out;
}

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
  place.only({"id", "in", "sections", "heading", "first", "any", "none", "examples"});
  PhraseRule rule;
  rule.id = place.at("id").string();
  if (place.has("in")) {
    rule.scopes.push_back({place.at("in").strings(), place.string_or("heading", "")});
    if (checked && place.has("heading")) check_pattern(place.at("heading"));
  }
  if (place.has("sections")) {
    const JsonPlace sections = place.at("sections");
    for (std::size_t i = 0; i < sections.size(); ++i) {
      const JsonPlace section = sections.item(i);
      section.only({"in", "heading"});
      rule.scopes.push_back({section.at("in").strings(), section.at("heading").string()});
      if (checked) check_pattern(section.at("heading"));
    }
  }
  if (rule.scopes.empty()) place.fail(msg("\"in\" or \"sections\" is missing"));
  rule.any = place.at("any").strings();
  rule.none = place.strings_or_none("none");
  if (rule.any.empty()) place.at("any").fail(msg("at least one pattern is expected"));
  if (checked) {
    check_patterns(place.at("any"), rule.any);
    if (place.has("none")) check_patterns(place.at("none"), rule.none);
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

struct PhraseRules::Impl {
  struct Compiled {
    std::unique_ptr<RE2> any, none;
  };
  std::map<std::string, PhraseRule, std::less<>> rules;
  mutable std::mutex mutex;
  mutable std::map<std::string, Compiled, std::less<>> compiled;
  mutable std::map<std::string, std::unique_ptr<RE2>, std::less<>> headings;

  const Compiled& of(const PhraseRule& rule) const {
    const std::lock_guard lock(mutex);
    Compiled& entry = compiled[rule.id];
    if (entry.any == nullptr) {
      entry.any = std::make_unique<RE2>(alternation(rule.any), phrase_options());
      if (!rule.none.empty()) entry.none = std::make_unique<RE2>(alternation(rule.none), phrase_options());
    }
    return entry;
  }
};

PhraseRules::PhraseRules() : impl_(std::make_unique<Impl>()) {}
PhraseRules::~PhraseRules() = default;
PhraseRules::PhraseRules(PhraseRules&&) noexcept = default;
PhraseRules& PhraseRules::operator=(PhraseRules&&) noexcept = default;

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
      const bool known = impl_->rules.contains(rule.id);
      if (known && !replace) rules.item(i).at("id").fail(msg("the rule \"{}\" exists already", rule.id));
      // "first": wordings that tell more than the others. They are a rule of their own, "<id>.first", with
      // the places and exceptions of the rule; Context::search puts its hits before the others.
      const std::string first_id = rule.id + ".first";
      impl_->rules.erase(first_id);
      if (rules.item(i).has("first")) {
        PhraseRule first = rule;
        first.id = first_id;
        first.any = rules.item(i).at("first").strings();
        first.hits.clear();
        if (first.any.empty()) rules.item(i).at("first").fail(msg("at least one pattern is expected"));
        if (checked) check_patterns(rules.item(i).at("first"), first.any);
        impl_->rules[first_id] = std::move(first);
      }
      impl_->rules[rule.id] = std::move(rule);
    }
  });
}

const PhraseRule* PhraseRules::find(std::string_view id) const {
  const auto found = impl_->rules.find(id);
  return found == impl_->rules.end() ? nullptr : &found->second;
}

std::vector<const PhraseRule*> PhraseRules::all() const {
  std::vector<const PhraseRule*> out;
  for (const auto& [id, rule] : impl_->rules) out.push_back(&rule);
  return out;
}

bool PhraseRules::match(const PhraseRule& rule, std::string_view prose, Match& match) const {
  const Impl::Compiled& compiled = impl_->of(rule);
  std::size_t from = 0;
  re2::StringPiece hit;
  while (from <= prose.size() && compiled.any->Match(prose, from, prose.size(), RE2::UNANCHORED, &hit, 1)) {
    const std::size_t begin = static_cast<std::size_t>(hit.data() - prose.data());
    const std::size_t line_begin = prose.rfind('\n', begin) + 1;  // npos + 1 is 0
    const std::size_t line_end = std::min(prose.find('\n', begin), prose.size());
    const std::string_view block = prose.substr(line_begin, line_end - line_begin);
    if (compiled.none == nullptr || !RE2::PartialMatch(block, *compiled.none)) {
      match = {begin, begin + hit.size()};
      return true;
    }
    from = line_end + 1;
  }
  return false;
}

bool PhraseRules::heading_matches(const PhraseScope& scope, std::string_view heading) const {
  if (scope.heading.empty()) return true;
  const RE2* compiled = nullptr;
  {
    const std::lock_guard lock(impl_->mutex);
    auto& owned = impl_->headings[scope.heading];
    if (owned == nullptr) owned = std::make_unique<RE2>(scope.heading, phrase_options());
    compiled = owned.get();
  }
  return RE2::PartialMatch(heading, *compiled);
}

}  // namespace badgescan
