// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Which paths differ between two trees, as `git diff-tree -r --name-only` lists them, by comparing tree
// objects only: no blob is read and equal folders are skipped. The git library's own diff expands every
// unchanged folder and is ten times slower.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <unordered_map>

#include "scanner/repo/object_id.h"
#include "scanner/repo/object_store.h"

namespace badgescan {

enum class Change : std::uint8_t { added, deleted, modified };

struct TreeDiffLimits {
  std::uint32_t paths = 20'000;     ///< of one comparison
  std::uint32_t folders = 200'000;  ///< opened in one comparison
  std::uint32_t depth = 256;
  std::uint64_t tree_bytes = 16U << 20;  ///< of one tree object
  std::uint64_t cache_bytes = 2U << 20;  ///< trees kept for the next comparisons
};

/// Compares trees one pair after the other and keeps recently read ones. For one thread.
class TreeDiff {
 public:
  explicit TreeDiff(ObjectStore& store, TreeDiffLimits limits = {}) : store_(store), limits_(limits) {}

  using Visit = std::function<void(std::string_view path, Change change)>;
  /// Calls `visit` for each path in git's order; a null id is the empty tree. False when a tree could not be
  /// read or a limit was reached: then paths may be missing.
  bool compare(const ObjectId& before, const ObjectId& after, const Visit& visit);

 private:
  struct Run;
  /// The content of a tree; null data when it cannot be read. Valid until the next comparison starts.
  const std::string_view* tree(const ObjectId& id);
  void forget_when_full();

  ObjectStore& store_;
  TreeDiffLimits limits_;
  struct Kept {
    ObjectData data;
    std::string_view content;
    bool readable = false;
  };
  std::unordered_map<ObjectId, Kept> kept_;
  std::uint64_t kept_bytes_ = 0;
};

}  // namespace badgescan
