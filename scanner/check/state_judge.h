// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Judges states of one repository one after the other, each with the help of an earlier one: what depends on
// nothing that differs between the two is not worked out again. The answers are the same as without help.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "scanner/check/record_store.h"

namespace badgescan {

/// Without any help.
SavedScan judge_alone(const Facts& facts);

class StateJudge {
 public:
  /// States are kept in `folder`; empty: only from one call of judge() to the next.
  explicit StateJudge(std::string folder) : store_(std::move(folder)) {}

  /// All three must outlive the next call.
  SavedScan judge(const Snapshot& snapshot, const ScanOptions& options, const RuleSet& rules);
  /// Names (std::type_info::name() of facts, ids of detectors) of what the last call worked out.
  const std::set<std::string>& worked_out() const { return worked_out_; }

 private:
  RecordStore store_;
  std::optional<StateRecord> last_;
  std::set<std::string> worked_out_;
};

}  // namespace badgescan
