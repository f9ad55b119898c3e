// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/source/pattern_rules.h"

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/rules/strict_json.h"

namespace badgescan::source {
namespace {

/// What a rule may say. A word that no detector asks for is a spelling mistake.
constexpr std::string_view kMeanings[] = {
    // use of cryptography
    "library", "hash", "weak-hash", "mac", "cipher", "weak-cipher", "ecb", "sign", "key-agreement", "keygen",
    "weak-key", "password-hash", "plain-password", "csprng", "weak-random", "tls", "tls-server",
    "https-client", "browser-client", "ssh", "pgp", "jwt", "x509", "uuid", "constant-time", "contract",
    "verify-off", "verify-off-option", "own-verification", "verify-on", "tls-minimum", "tls-old",
    "own-primitive", "algorithm-choice", "crypto-word", "tls-word",
    // network and credentials
    "network", "server", "plain-endpoint", "credential-outside", "credential-word", "session-password",
    "password-check",
    // delivery
    "insecure-pipe", "insecure-download", "insecure-hash", "insecure-clone", "refused-clone",
    "secure-delivery",
    // hardening and input
    "compiler-hardening", "http-hardening", "language-hardening", "sandbox", "validation", "parser-fuzzed",
    // users
    "i18n", "a11y", "web-ui", "gui", "tui", "cli", "user-text", "secret"};

bool is_meaning(std::string_view word) {
  return std::find(std::begin(kMeanings), std::end(kMeanings), word) != std::end(kMeanings);
}

RE2::Options options() {
  RE2::Options made(RE2::Latin1);  // file text is bytes
  made.set_log_errors(false);
  made.set_max_mem(4 << 20);
  return made;
}

/// A sample is a string, or pieces of one.
std::vector<std::string> samples(const JsonPlace& rule, std::string_view key) {
  const JsonPlace list = rule.at(key);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const JsonPlace item = list.item(i);
    if (!item.value().is_array()) {
      texts.push_back(item.string());
      continue;
    }
    std::string joined;
    for (const std::string& part : item.strings()) joined += part;
    texts.push_back(std::move(joined));
  }
  if (texts.empty()) list.fail("give at least one sample");
  return texts;
}

void must_compile(const JsonPlace& place, const std::string& pattern) {
  if (pattern.empty()) return;
  const RE2 compiled(pattern, options());
  if (!compiled.ok()) place.fail("RE2 refuses the pattern: " + compiled.error());
}

void read_secret_keys(const JsonPlace& item, PatternRule& rule) {
  rule.secret = true;
  rule.most = 20;
  const std::string trust = item.string_or("trust", "format");
  if (!secret_trust_named(trust, rule.trust)) item.at("trust").fail("no such trust");
  const std::string check = item.string_or("check", "none");
  if (!secret_check_named(check, rule.check)) item.at("check").fail("no such check");
  if (item.has("entropy")) rule.entropy = item.at("entropy").integer();
}

PatternRule read_rule(const JsonPlace& item, const std::string& kind, bool compile) {
  item.only({"id", "about", "means", "in", "paths", "near", "pattern", "not", "hit", "miss", "as", "trust",
             "check", "entropy", "most", "in_strings"});
  PatternRule rule;
  rule.kind = kind;
  rule.id = item.at("id").string();
  rule.about = item.at("about").string();
  rule.means = item.strings_or_none("means");
  for (const std::string& word : rule.means) {
    if (!is_meaning(word)) item.at("means").fail("\"" + word + "\" is no known meaning");
  }
  for (const std::string& name : item.strings_or_none("in")) {
    const std::optional<Language> language = language_named(name);
    if (!language) item.at("in").fail("\"" + name + "\" is no known language");
    rule.languages.set(static_cast<std::size_t>(*language));
    if (rule.sample_name.empty()) rule.sample_name = name;
  }
  rule.near = item.at("near").strings();
  if (rule.near.empty()) item.at("near").fail("give at least one literal");
  for (const std::string& literal : rule.near) {
    if (literal.size() < LiteralFinder::kShortest)
      item.at("near").fail("\"" + literal + "\" is shorter than 4 bytes");
  }
  rule.pattern = item.at("pattern").string();
  rule.unless = item.string_or("not", "");
  rule.paths = item.string_or("paths", "");
  if (compile) {
    must_compile(item.at("pattern"), rule.pattern);
    must_compile(item, rule.unless);
    must_compile(item, rule.paths);
  }
  rule.in_strings = item.flag("in_strings");
  if (item.has("most")) rule.most = item.at("most").integer();
  if (kind == "secret") read_secret_keys(item, rule);
  rule.hits = samples(item, "hit");
  rule.misses = samples(item, "miss");
  rule.sample_name = item.string_or("as", rule.sample_name);
  return rule;
}

}  // namespace

bool PatternRule::has_meaning(std::string_view what) const {
  return std::find(means.begin(), means.end(), what) != means.end();
}

PatternSet::Patterns::Patterns(const PatternRule& rule)
    : pattern(rule.pattern, options()), unless(rule.unless, options()), paths(rule.paths, options()) {}

bool PatternSet::may_match(std::uint32_t rule, std::string_view lower) const {
  const Patterns& patterns = patterns_[rule];
  std::call_once(patterns.read, [&] { patterns.required = RequiredText::of(patterns.pattern.text(), 1); });
  return patterns.required.may_be_in_lower(lower);
}

const RE2* PatternSet::unless(std::uint32_t rule) const {
  return rules_[rule].unless.empty() ? nullptr : &patterns_[rule].unless.compiled();
}

bool PatternSet::path_allows(std::uint32_t rule, std::string_view path) const {
  if (rules_[rule].paths.empty()) return true;
  return RE2::PartialMatch(re2::StringPiece(path.data(), path.size()), patterns_[rule].paths.compiled());
}

void PatternSet::add(std::string_view json, const std::string& origin) {
  const Outcome read = strict_load(json, origin, [&](const JsonPlace& root) {
    root.only({"kind", "about", "rules"});
    const std::string kind = root.at("kind").string();
    const JsonPlace list = root.at("rules");
    for (std::size_t i = 0; i < list.size(); ++i) {
      PatternRule rule = read_rule(list.item(i), kind, false);
      if (find(rule.id) != nullptr) list.item(i).fail("the id \"" + rule.id + "\" is taken");
      rules_.push_back(std::move(rule));
    }
  });
  if (!read) throw StrictJsonError(read.error());
}

void PatternSet::finish() {
  for (const PatternRule& rule : rules_) patterns_.emplace_back(rule);
}

PatternSet::Literals PatternSet::literals_of(Language language) const {
  Literals made;
  std::unordered_map<std::string_view, std::uint32_t> known;
  for (std::uint32_t rule = 0; rule < rules_.size(); ++rule) {
    if (!rules_[rule].applies_to(language)) continue;
    for (const std::string& literal : rules_[rule].near) {
      const auto [place, fresh] = known.try_emplace(literal, 0);
      if (fresh) {
        place->second = made.finder.add(literal);
        made.rules.emplace_back();
      }
      made.rules[place->second].push_back(rule);
    }
  }
  made.finder.build();
  return made;
}

const PatternSet::Literals& PatternSet::literals(Language language) const {
  const auto index = static_cast<std::size_t>(language);
  std::call_once(literals_once_[index],
                 [&] { literals_[index] = std::make_unique<Literals>(literals_of(language)); });
  return *literals_[index];
}

const PatternRule* PatternSet::find(std::string_view id) const {
  for (const PatternRule& rule : rules_) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

std::size_t PatternSet::count(std::string_view kind) const {
  return static_cast<std::size_t>(std::count_if(rules_.begin(), rules_.end(),
                                                [&](const PatternRule& rule) { return rule.kind == kind; }));
}

Result<std::shared_ptr<const PatternSet>> PatternSet::parse(
    const std::vector<std::pair<std::string_view, std::string>>& files) {
  auto set = std::make_shared<PatternSet>();
  try {
    for (const auto& [content, origin] : files) set->add(content, origin);
  } catch (const StrictJsonError& error) {
    return Error{error.what()};
  }
  set->finish();
  return std::shared_ptr<const PatternSet>(set);
}

Result<std::shared_ptr<const PatternSet>> PatternSet::load(const RuleSet& rules) {
  std::vector<std::pair<std::string_view, std::string>> files;
  for (const std::string& name : rules.files("source/")) {
    // The tests compile the patterns built in; those of a user are compiled now, so that a mistake is told.
    if (rules.origin(name) != "rules/" + name) {
      if (const Outcome checked = check_pattern_file(rules, name); !checked) return Error{checked.error()};
    }
    files.emplace_back(rules.file(name), rules.origin(name));
  }
  return parse(files);
}

Outcome check_pattern_file(const RuleSet& rules, std::string_view name) {
  return strict_load(rules.file(name), rules.origin(name), [](const JsonPlace& root) {
    root.only({"kind", "about", "rules"});
    const std::string kind = root.at("kind").string();
    const JsonPlace list = root.at("rules");
    for (std::size_t i = 0; i < list.size(); ++i) read_rule(list.item(i), kind, true);
  });
}

}  // namespace badgescan::source
