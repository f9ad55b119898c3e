// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/source/redact.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "scanner/base/text.h"
#include "scanner/source/secret_check.h"

namespace badgescan::source {
namespace {

constexpr std::size_t kLeast = 12;  ///< characters of a word that may be a credential
constexpr int kMostCuts = 50;       ///< values of one rule in one text

bool is_hex(std::string_view word) {
  return word.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// Random base 64 without the marks of names and paths, longer than any digest that people quote.
bool is_blob(std::string_view word) {
  const auto has = [word](char from, char to) {
    return std::any_of(word.begin(), word.end(), [=](char c) { return c >= from && c <= to; });
  };
  return word.size() >= 40 && has('a', 'z') && has('A', 'Z') && has('0', '9') && entropy_of(word) > 4.2 &&
         std::count(word.begin(), word.end(), '/') < 3;
}

std::string without_blobs(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 ||
                                 text[end] == '+' || text[end] == '/' || text[end] == '='))
      ++end;
    const std::string_view word = text.substr(i, end - i);
    // A word cut by an ellipsis may be the first half of a token whose format no longer shows.
    const bool cut = text.substr(end).starts_with("…") && word.size() >= kLeast && !is_hex(word) &&
                     std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
                     entropy_of(word) > 3.2 && word.find('/') == std::string_view::npos;
    if (is_blob(word) || cut)
      out += redacted_value(word, SecretTrust::guess);
    else
      out += word;
    if (end == i) out.push_back(text[end++]);
    i = end;
  }
  return out;
}

void cut_values(const PatternSet& patterns, std::uint32_t number, std::string& text) {
  const PatternRule& rule = patterns.rules()[number];
  const RE2& pattern = patterns.pattern(number);
  std::size_t from = 0;
  for (int cuts = 0; cuts < kMostCuts && from <= text.size(); ++cuts) {
    const re2::StringPiece piece(text.data(), text.size());
    re2::StringPiece groups[2];
    const int wanted = pattern.NumberOfCapturingGroups() > 0 ? 2 : 1;
    if (!pattern.Match(piece, from, text.size(), RE2::UNANCHORED, groups, wanted)) return;
    const re2::StringPiece& match = wanted == 2 && groups[1].data() != nullptr ? groups[1] : groups[0];
    const auto at = static_cast<std::size_t>(match.data() - text.data());
    const std::string value(match.data(), match.size());
    const SecretVerdict verdict = judge_secret(rule.check, rule.entropy, rule.trust, value, text, at);
    const std::string shown = verdict == SecretVerdict::nothing || (verdict == SecretVerdict::placeholder &&
                                                                    rule.trust != SecretTrust::format)
                                  ? value
                                  : redacted_value(value, rule.trust);
    text.replace(at, value.size(), shown);
    from = std::max(at + shown.size(), from + 1);
  }
}

}  // namespace

bool may_hold_secret(std::string_view text) {
  static const RE2 named(
      R"re((?i)(?:passw|passphrase|secret|token|api_?key|private_?key|credential|://[^/\s]*@))re",
      RE2::Latin1);
  std::size_t word = 0;
  bool digit = false, letter = false;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) {
      if (c == '_' || c == '-' || c == '~' || c == '.') continue;  // inside of many formats
      word = 0;
      digit = letter = false;
      continue;
    }
    ++word;
    (c >= '0' && c <= '9' ? digit : letter) = true;
    if (word >= kLeast && digit && letter) return true;
  }
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), named);
}

std::string without_secrets(const PatternSet& patterns, std::string_view text) {
  std::string shown = without_named_secrets(text);
  const PatternSet::Literals& literals = patterns.literals(Language::config);
  std::set<std::uint32_t> rules;
  literals.finder.find(shown, [&](std::uint32_t literal, std::size_t) {
    for (const std::uint32_t rule : literals.rules[literal]) {
      if (patterns.rules()[rule].secret) rules.insert(rule);
    }
  });
  for (const std::uint32_t rule : rules) cut_values(patterns, rule, shown);
  return without_blobs(shown);
}

}  // namespace badgescan::source
