// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What rules/licences/*.json say, ready for use. Of identify.cc and identify_rules.cc only.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "scanner/licence/identify.h"
#include "scanner/licence/phrases.h"
#include "scanner/licence/table.h"
#include "scanner/rules/strict_json.h"

namespace badgescan::licence {

/// What a name stands for: a term or expression, or a GNU family whose version the neighbourhood tells.
struct NameMeaning {
  Expression licence{};
  std::string gnu{};  ///< "LGPL"; empty otherwise
  std::vector<std::string> versions{};
  bool fixed = false;      ///< the name holds the version ("gplv3")
  bool certain = false;    ///< the phrase says by itself that the licence applies
  bool from_list = false;  ///< a name of the SPDX list, not of names.json
};

struct RestrictionRule {
  std::string id, means, licence;
};

struct Verdict {
  std::string pattern;
  std::string why;
};

struct Identifier::Rules {
  std::vector<NameMeaning> meanings;
  PhraseTable names;
  PhraseTable stated, denied, choice, later, only, reserved, refers, bundled, restrictions;
  std::vector<RestrictionRule> restriction_rules;
  std::vector<Verdict> not_free;
  std::vector<std::string> also_free, content;
  std::uint32_t compatible = word_hash("compatible"), version = word_hash("version"), v = word_hash("v");
  std::map<std::uint32_t, std::string> numbers;  ///< word to version: "2", "2.0", "v2" …

  void load_names(const JsonPlace& root);
  void load_phrases(const JsonPlace& root);
  void load_verdicts(const JsonPlace& root);
  void add_list_names();
  void add_gnu(const JsonPlace& place);
};

}  // namespace badgescan::licence
