// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// SECURITY-INSIGHTS (versions 1 and 2): what the maintainers say about security in a file for machines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/facts.h"

namespace badgescan {

/// One row of rules/security_insights.json: a value at a path says something about a criterion.
struct InsightRow {
  std::vector<std::string> at = {};    ///< keys from the root
  std::vector<std::string> item = {};  ///< the value is a list: keys inside an item; empty = the value itself
  std::vector<std::string> also = {};  ///< keys inside the same item that must be true
  std::vector<std::string> is = {};    ///< one of these words, ignoring case
  std::vector<std::string> contains = {};  ///< or holds one of these; neither = anything that is not empty
  std::string criterion = {};
  Status status = Status::unknown;
  Confidence confidence = Confidence::none;
};

Result<std::vector<InsightRow>> load_insight_rows(const RuleSet& rules);

class Insights {
 public:
  static Insights collect(const Facts& facts);

  std::string path;               ///< empty when there is no file
  std::string version;            ///< of the schema, as written: "1.0.0", "2.0.0"
  std::vector<Finding> findings;  ///< by detector "security_insights"
};

}  // namespace badgescan
