// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The official criteria as data: rules/criteria.json, checked when it is loaded.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/criterion.h"

namespace badgescan {

class Catalogue {
 public:
  /// `path` is only for messages.
  static Result<Catalogue> parse(std::string_view json, std::string_view path);
  /// Replaces title, summary and look_for by those of a translation (rules/lang/<language>.criteria.json).
  Outcome translate(std::string_view json, std::string_view path);

  const std::vector<Criterion>& criteria() const { return criteria_; }  ///< in the badge site's order
  const Criterion* find(
      std::string_view id) const;  ///< by id or official id ("OSPS-AC-01.01"); null when unknown
  const std::string& version() const { return version_; }
  const std::string& metal_date() const { return metal_date_; }
  const std::string& baseline_version() const { return baseline_version_; }
  const std::string& source() const { return source_; }

 private:
  std::vector<Criterion> criteria_;
  std::unordered_map<std::string, std::size_t> index_;
  std::string version_, metal_date_, baseline_version_, source_;
};

}  // namespace badgescan
