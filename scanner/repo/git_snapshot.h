// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Private to scanner/repo: the Snapshot of a real repository, and the three ways to list its files.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "scanner/repo/git_handle.h"
#include "scanner/repo/snapshot.h"

namespace badgescan {

/// Keeps paths in large blocks: a tree of 90,000 files would otherwise need as many allocations.
class PathArena {
 public:
  std::string_view keep(std::string_view folder, std::string_view name);

 private:
  static constexpr std::size_t kBlock = 1 << 16;
  std::deque<std::string> blocks_;
};

/// What listing a tree, an index or a folder gives.
struct Listing {
  PathArena arena;
  std::vector<Entry> entries;
  std::vector<Note> notes;
  bool complete = true;

  void limit(std::string_view path, std::string text);
  void unread(std::string_view path, std::string text);
  void sort();
};

/// Lists the tree below `root` from the object store, without recursion, within the limits.
void list_tree(ObjectStore& store, const ObjectId& root, const Limits& limits, Listing& out);
/// Lists the staged files of `index_file` (empty: the repository's own); of a conflicted path our side is
/// taken.
Outcome list_index(git_repository* repository, const std::string& index_file, const Limits& limits,
                   Listing& out);
/// Lists tracked and untracked, not ignored files as they are on disk.
Outcome list_worktree(git_repository* repository, const Limits& limits, Listing& out);

/// refs/tags/, or refs/heads/ and refs/remotes/, of a git folder: packed-refs and loose files. Sorted by
/// name.
std::vector<RefName> read_refs(const std::string& common_dir, const std::vector<std::string>& prefixes,
                               std::size_t most, std::vector<Note>& notes);

class GitSnapshot : public Snapshot {
 public:
  GitSnapshot(SnapshotInfo info, Limits limits, std::string common_dir,
              std::shared_ptr<const PackFiles> packs);

  const SnapshotInfo& info() const override { return info_; }
  const Limits& limits() const override { return limits_; }
  std::span<const Entry> entries() const override { return listing_.entries; }
  bool complete() const override { return listing_.complete; }
  const std::vector<Note>& notes() const override { return listing_.notes; }
  Result<std::uint64_t> size(const Entry& entry) const override;
  Result<std::string> read(const Entry& entry, std::uint64_t limit) const override;
  std::unique_ptr<ObjectStore> open_objects() const override;
  const std::vector<RefName>& tags() const override { return tags_; }
  const std::vector<RefName>& branches() const override { return branches_; }

  Listing& listing() { return listing_; }
  void read_references();

 private:
  ObjectStore& store_of_this_thread() const;

  SnapshotInfo info_;
  Limits limits_;
  std::string common_dir_;
  Listing listing_;
  std::vector<RefName> tags_, branches_;
  std::shared_ptr<const PackFiles> packs_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::thread::id, std::unique_ptr<ObjectStore>> stores_;
};

}  // namespace badgescan
