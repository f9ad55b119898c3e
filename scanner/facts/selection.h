// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// A choice of files by what their paths say. A fact that goes through all files looks at a selection, so that
// it holds (facts/ledger.h) when files come and go that it would not have chosen.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/facts.h"

namespace badgescan {

class Selection {
 public:
  /// Looks at nothing but path, mode, TreeIndex::classify() and the rules.
  using Wants = bool (*)(const Facts& facts, const Entry& entry);

  /// For objects of static lifetime. The name is written into ledgers.
  Selection(std::string_view name, Wants chooses);
  Selection(const Selection&) = delete;
  Selection& operator=(const Selection&) = delete;

  /// In path order.
  std::vector<const Entry*> of(const Facts& facts) const;
  bool wants(const Facts& facts, const Entry& entry) const { return wants_(facts, entry); }

  static const Selection* named(std::string_view name);  ///< null when there is none

 private:
  const std::string name_;
  const Wants wants_;
};

}  // namespace badgescan
