// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// When a change is stopped: the policy of `badgescan check`, from flags and from .badgescan.json.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/check/compare.h"

namespace badgescan {

struct CheckPolicy {
  bool lost_level = true;                  ///< fail when the likely level falls
  bool unmet_must = true;                  ///< fail when a MUST turns Unmet
  bool leaked_secret = true;               ///< fail when the change brings a secret
  bool warn_only = false;                  ///< report, never fail
  std::string require;                     ///< fail below this likely level; empty = no such rule
  std::map<std::string, std::string> off;  ///< criterion → reason: changes of it are not reported
};

/// Reads .badgescan.json: {"check": {"fail_on": ["lost_level", "unmet_must", "leaked_secret"], "require":
/// "passing", "warn_only": false, "off": [{"criterion": "dco", "reason": "…"}]}}. Every member is optional;
/// unknown members, criteria and values are errors that name the place.
Result<CheckPolicy> parse_policy(std::string_view json, std::string_view origin, const Catalogue& catalogue);

struct Verdict {
  bool failed = false;
  std::vector<std::string> reasons;  ///< one sentence each
};
/// Applies the policy. Switched-off criteria have been taken out of the comparison before (`without`).
Verdict judge(const CheckPolicy& policy, const Comparison& comparison);
Comparison without(Comparison comparison, const CheckPolicy& policy);

}  // namespace badgescan
