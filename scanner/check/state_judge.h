// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Judges states of one repository one after the other, each with the help of an earlier one: what depends on
// nothing that differs between the two is not worked out again. The answers are the same as without help.
#pragma once

#include <future>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scanner/check/record_store.h"

namespace badgescan {

/// Without any help.
SavedScan judge_alone(const Facts& facts);

class StateJudge {
 public:
  /// States are kept in `folder`; empty: only from one call of judge() to the next.
  explicit StateJudge(std::string folder) : store_(std::move(folder)) {}
  ~StateJudge() { finish(); }
  StateJudge(const StateJudge&) = delete;
  StateJudge& operator=(const StateJudge&) = delete;

  /// All three must outlive the next call, and finish().
  SavedScan judge(const Snapshot& snapshot, const ScanOptions& options, const RuleSet& rules);
  /// Stores what was judged.
  void finish();
  /// Names (std::type_info::name() of facts, ids of detectors) of what the last call worked out.
  const std::set<std::string>& worked_out() const { return worked_out_; }

 private:
  void set_aside();

  RecordStore store_;
  std::optional<StateRecord> last_;
  std::set<std::string> worked_out_;
  /// Of the last two calls: taking facts apart takes time, which who ends after two states need not spend.
  std::vector<std::shared_ptr<const void>> done_;
  bool unsaved_ = false;       ///< the last state
  StateRecord answers_;        ///< of the state before it
  std::future<void> storing_;  ///< that writes them
};

}  // namespace badgescan
