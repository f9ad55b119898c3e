// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The commits between two states of a history: those that one of them contains and the other does not.
//
// Tells which of them changed a file. Bounded: where more commits lie between than it may read, or the clone
// ends among them, it names none and says that it is not whole.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/repo/path_lookup.h"
#include "scanner/repo/snapshot.h"

namespace badgescan {

/// A commit as people are told of it.
struct CommitName {
  std::string id;         ///< hex
  std::int64_t time = 0;  ///< committer date
  std::string subject;    ///< clean, shortened
};

class CommitRange {
 public:
  /// `snapshot` is any state of that history; it must outlive the range.
  CommitRange(const Snapshot& snapshot, const ObjectId& before, const ObjectId& after,
              std::size_t most = 20'000);
  ~CommitRange();

  bool whole() const { return whole_; }
  std::size_t size() const { return between_.size(); }
  /// The commit when it lies between the two states.
  std::optional<CommitName> find(std::string_view hex) const;
  /// Those that changed, added or removed the path (raw bytes): it differs from what every parent holds.
  /// Newest first.
  std::vector<CommitName> touching(std::string_view path);
  /// From the newer state along first parents, newest first, when that line ends at the older one; else
  /// empty.
  std::vector<CommitName> main_line() const;

 private:
  struct Commit;
  Commit* read(const ObjectId& id);
  void collect(std::size_t most);
  ObjectId tree_of(const ObjectId& id);

  std::unique_ptr<ObjectStore> store_;
  ObjectId before_, after_;
  std::unordered_map<ObjectId, Commit> commits_;
  std::vector<ObjectId> between_;  ///< newest first
  std::map<std::string, std::vector<CommitName>, std::less<>> touching_;
  std::optional<PathLookup> lookup_;
  bool whole_ = false;
};

}  // namespace badgescan
