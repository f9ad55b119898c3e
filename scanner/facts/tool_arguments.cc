// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/tool_arguments.h"

#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/base/wildcard.h"

namespace badgescan {
namespace {

bool any_matches(const std::vector<std::string>& alternatives, std::string_view word) {
  return std::any_of(alternatives.begin(), alternatives.end(),
                     [&](const std::string& pattern) { return wildcard_match(pattern, word); });
}

// gradle build -x test: build would run the tests.
bool excludes_tests(const std::vector<std::string>& words) {
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    const bool excluded = words[i] == "-x" || words[i] == "--exclude-task";
    if (excluded && (words[i + 1].ends_with("test") || words[i + 1].ends_with("check"))) return true;
  }
  return false;
}

}  // namespace

bool is_option_word(std::string_view word) { return word.size() > 1 && (word[0] == '-' || word[0] == '/'); }

ToolArguments::ToolArguments(const std::string& program, const std::vector<std::string>& words) {
  const bool tasks = program == "gradle" || program == "sbt" || program == "mill" || program == "lein";
  const bool untested = program == "gradle" && excludes_tests(words);
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (program == "gradle" && (word == "-x" || word == "--exclude-task")) {
      ++i;  // what follows is just what does not run
      continue;
    }
    if (untested && (word == "build" || word == "check")) continue;
    // Go's flags take one or two dashes.
    const bool go = program == "go" || program == "gotestsum" || program == "ginkgo";
    all_.push_back(go && word.starts_with("--") && word.size() > 2 ? word.substr(1) : word);
    if (!is_option_word(word)) add_word(word, tasks);
  }
}

bool ToolArguments::has_word(std::string_view pattern) const {
  return std::any_of(words_.begin(), words_.end(),
                     [&](const std::string& word) { return wildcard_match(pattern, word); });
}

bool ToolArguments::has_option(std::string_view pattern) const {
  for (std::size_t i = 0; i < all_.size(); ++i) {
    const std::string& word = all_[i];
    if (!is_option_word(word)) continue;
    if (wildcard_match(pattern, word)) return true;
    const std::size_t equals = word.find('=');
    if (equals != std::string::npos && wildcard_match(pattern, word.substr(0, equals))) return true;
    if (pattern.find('=') != std::string_view::npos && i + 1 < all_.size() &&
        wildcard_match(pattern, word + "=" + all_[i + 1])) {
      return true;
    }
  }
  return false;
}

bool ToolArguments::starts_with(const std::vector<std::vector<std::string>>& words) const {
  std::size_t at = 0;
  for (const std::vector<std::string>& alternatives : words) {
    bool found = false;
    for (; at < all_.size() && !found; ++at) {
      if (is_option_word(all_[at])) continue;
      if (any_matches(alternatives, all_[at])) {
        found = true;
      } else if (at == 0 || !is_option_word(all_[at - 1]) || all_[at - 1].find('=') != std::string::npos) {
        return false;
      }
    }
    if (!found) return false;
  }
  return true;
}

std::vector<std::string> ToolArguments::options() const {
  std::vector<std::string> options;
  for (std::size_t i = 0; i < all_.size() && options.size() < 40; ++i) {
    if (all_[i].size() > 1 && all_[i][0] == '-') options.push_back(shorten(clean_utf8(all_[i]), 80));
  }
  return options;
}

void ToolArguments::add_word(const std::string& word, bool tasks) {
  words_.push_back(word);
  if (!tasks) return;
  std::string part;
  const auto flush = [&] {
    if (!part.empty() && part[0] == '+') part.erase(0, 1);
    if (part.empty()) return;
    const std::size_t slash = part.find_last_of("/:.");
    if (slash != std::string::npos && slash + 1 < part.size()) words_.push_back(part.substr(slash + 1));
    words_.push_back(std::move(part));
    part.clear();
  };
  for (const char c : word) {
    if (c == ' ' || c == ';' || c == ',') {
      flush();
    } else {
      part += c;
    }
  }
  flush();
}

}  // namespace badgescan
