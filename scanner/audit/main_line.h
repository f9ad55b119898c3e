// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The first-parent history of the scanned commit: which state of the project came after which.
//
// An audit asks it for the commit that removed a file or changed an answer. Bounded; on a shallow clone it
// simply ends early, and then says so.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/repo/path_lookup.h"
#include "scanner/repo/snapshot.h"

namespace badgescan {

class MainLine {
 public:
  struct Step {
    ObjectId commit, tree;
    std::int64_t time = 0;     ///< committer date
    std::string subject = {};  ///< clean, shortened
  };

  /// `snapshot` must outlive it.
  explicit MainLine(const Snapshot& snapshot, std::size_t most = 5'000);
  ~MainLine();

  const std::vector<Step>& steps() const { return steps_; }  ///< newest first; empty without history
  bool whole() const { return whole_; }                      ///< the last step is the first commit of all

  /// What lies at `path` in that state; null when nothing does, or it cannot be read.
  ObjectId at(std::size_t step, std::string_view path);
  /// The same in any commit (or what a tag leads to); nullopt when the commit is not here.
  std::optional<ObjectId> in_commit(const ObjectId& commit, std::string_view path);
  /// The step that changed, added or removed the path last.
  std::optional<std::size_t> last_change(std::string_view path);
  /// The step that removed the path; nullopt when it is there, or never was as far as this history shows.
  std::optional<std::size_t> removed(std::string_view path);
  /// Content of a blob, at most `limit` bytes.
  std::optional<std::string> blob(const ObjectId& id, std::uint64_t limit);
  /// The commit whose id starts so; nullopt when it is no hex, ambiguous for us, or not here.
  std::optional<ObjectId> find(std::string_view hex);

 private:
  std::unique_ptr<ObjectStore> store_;
  std::vector<Step> steps_;
  bool whole_ = false;
  std::optional<PathLookup> lookup_;  ///< none without a store
};

}  // namespace badgescan
