// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// One state of a repository: the files of a commit, of the index or of the working tree, and where history
// starts.
//
// Snapshot is the one seam between reading and judging: facts and detectors see this interface only, so tests
// hand in a MemorySnapshot (tests/support/memory_snapshot.h) written inline. Implementations: GitSnapshot
// (git_snapshot.h). All const members may be called from several threads at once.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/finding.h"
#include "scanner/repo/object_id.h"
#include "scanner/repo/object_parse.h"
#include "scanner/repo/object_store.h"

namespace badgescan {

/// Bounds on what is read of a hostile repository. A bound that bites becomes a Note of kind `limit`.
struct Limits {
  std::uint64_t blob_bytes = 4 << 20;  ///< of one file that is read as text
  std::uint32_t files = 2'000'000;     ///< entries of the tree
  std::uint32_t depth = 256;           ///< nested folders
  std::uint32_t commits = 50'000;      ///< of the history window
  std::uint32_t tags = 50'000;
  std::uint64_t scan_bytes = 4ULL << 30;  ///< of the content scan in all
  std::uint32_t seconds = 600;            ///< wall time after which optional searches stop
};

/// A file, symlink or submodule of the snapshot. Views live as long as the snapshot.
struct Entry {
  std::string_view path;  ///< raw bytes, '/' between folders, no leading '/'; clean_utf8 before it is shown
  ObjectId id;            ///< of the blob; null in the working tree
  Mode mode = Mode::file;

  bool is_file() const { return mode == Mode::file || mode == Mode::executable; }
  std::string_view name() const {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
  }
  std::string_view folder() const {  ///< "" for the root
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
  }
};

enum class Source { revision, index, worktree };

struct RemoteUrl {
  std::string name;  ///< "origin"
  std::string url;   ///< as configured, credentials already removed
};

struct RefName {
  std::string name;  ///< "refs/tags/v1.0"
  ObjectId id;       ///< what the ref holds: a commit or a tag object
};

struct SnapshotInfo {
  Source source = Source::revision;
  std::string path;              ///< how the user named the repository
  std::string git_dir;           ///< absolute; empty in memory
  std::string worktree;          ///< absolute; empty when bare
  ObjectId commit;               ///< HEAD or --rev; null when there is no commit
  std::int64_t commit_time = 0;  ///< committer date, seconds since 1970
  std::string branch;            ///< short name, empty when detached
  bool shallow = false;          ///< history is cut: nothing may be concluded from its absence
  bool partial = false;          ///< a filtered clone: blobs may be missing
  std::vector<RemoteUrl> remotes;
  std::vector<ObjectId> shallow_roots;  ///< commits whose parents are not here
};

class Snapshot {
 public:
  virtual ~Snapshot() = default;

  virtual const SnapshotInfo& info() const = 0;
  virtual const Limits& limits() const = 0;
  /// Every file, symlink and submodule, sorted by path bytes. Folders are not listed.
  virtual std::span<const Entry> entries() const = 0;
  /// False when a tree could not be read or a limit cut the listing: then absence proves nothing.
  virtual bool complete() const = 0;
  /// What could not be read while listing.
  virtual const std::vector<Note>& notes() const = 0;

  /// The entry with exactly this path, or null.
  virtual const Entry* find(std::string_view path) const;

  /// Size in bytes without reading the content.
  virtual Result<std::uint64_t> size(const Entry& entry) const = 0;
  /// The content, raw bytes. Larger than `limit`: an Error that names the size. For a symlink: its target
  /// text.
  virtual Result<std::string> read(const Entry& entry, std::uint64_t limit) const = 0;

  /// A reader of commits, trees and tags for the calling thread, or null when the snapshot has no history
  /// (memory snapshots without one). Owned by the caller.
  virtual std::unique_ptr<ObjectStore> open_objects() const = 0;
  /// refs/tags/* and refs/heads/* + refs/remotes/*, sorted by name; read once, bounded by Limits::tags each.
  virtual const std::vector<RefName>& tags() const = 0;
  virtual const std::vector<RefName>& branches() const = 0;
};

/// Where a symlink leads inside the tree (at most 5 hops); null when it dangles, leaves the tree or loops.
/// A plain file resolves to itself.
const Entry* resolve_symlink(const Snapshot& snapshot, const Entry& entry);

}  // namespace badgescan
