// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// All rules of one run: the files embedded in the binary, overridden or joined by those of a folder (--rules
// DIR).
//
// A rule file is JSON. The catalogue and the phrase rules are parsed when the set is loaded (they are small
// and every run needs them); the other files (tools, secrets, …) are parsed by the fact that owns them, on
// first use. With --rules everything is parsed at once, so that a mistake is reported before the scan
// (scanner/cli/check_rules.h).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/rules/catalogue.h"
#include "scanner/rules/phrases.h"

namespace badgescan {

class RuleSet {
 public:
  /// `folder` empty: the embedded rules only. `language`: "en" or the name of an embedded translation.
  static Result<std::shared_ptr<const RuleSet>> load(const std::string& folder = {},
                                                     const std::string& language = "en");

  const Catalogue& catalogue() const { return catalogue_; }
  const PhraseRules& phrases() const { return phrases_; }
  /// The text of "tools.json", "phrases/basics.json" …; empty when there is no such file.
  std::string_view file(std::string_view name) const;
  /// Where that text comes from, for messages: "rules/tools.json (built in)" or "DIR/tools.json".
  std::string origin(std::string_view name) const;
  /// Names of all files below a prefix ("phrases/"), sorted.
  std::vector<std::string> files(std::string_view prefix = {}) const;
  /// Changes whenever any rule changes: key of caches.
  std::string fingerprint() const;

 private:
  struct File {
    std::string_view embedded;
    std::string owned;
    std::string origin;
    std::string_view text() const { return owned.empty() ? embedded : std::string_view(owned); }
  };
  std::map<std::string, File, std::less<>> files_;
  Catalogue catalogue_;
  PhraseRules phrases_;
};

}  // namespace badgescan
