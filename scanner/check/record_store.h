// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Keeps the records of judged states under the git folder. Safe under parallel runs (whole files, renamed
// into place); a damaged file is as if it were not there; bounded in number and bytes, the oldest go first.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/check/state_record.h"

namespace badgescan {

class RecordStore {
 public:
  static constexpr std::size_t kMostFiles = 96;  ///< records, and values of facts
  static constexpr std::uintmax_t kMostBytes = 64 << 20;

  /// `folder` is made when something is stored; empty: nothing is kept (--no-cache).
  explicit RecordStore(std::string folder) : folder_(std::move(folder)) {}

  bool keeps() const { return !folder_.empty(); }
  /// May hold the answers only.
  std::optional<StateRecord> find(const StateKeys& keys) const;
  /// The newest state that the same program judged, whole.
  std::optional<StateRecord> newest(const StateKeys& keys) const;
  /// A file to write: its path, and what writes it.
  using File = std::pair<std::string, std::function<void(const ByteSink& sink)>>;
  using Files = std::vector<File>;
  /// The record must outlive the file.
  File file_of(const StateRecord& record) const;
  /// Of the values that it names; those that are there already are marked as used.
  Files values_of(const StateRecord& record) const;
  void store(const Files& files) const;
  /// The value of a fact; null when it is not kept (any longer).
  Ledger::Bytes value(std::uint64_t digest) const;

 private:
  std::string path_of(const StateKeys& keys, bool whole) const;
  std::string path_of(std::uint64_t value) const;
  void shrink() const;

  std::string folder_;
};

}  // namespace badgescan
