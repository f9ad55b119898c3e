// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Opens a git repository and makes snapshots of it. With git_store.cc this is the only code that knows the
// git library.
#pragma once

#include <memory>
#include <string>

#include "scanner/base/result.h"
#include "scanner/repo/snapshot.h"

namespace badgescan {

struct OpenOptions {
  Source source = Source::revision;
  std::string revision = "HEAD";  ///< any commit-ish; only with Source::revision
  std::string index_file =
      {};  ///< with Source::index: this file instead of the repository's own; empty = its own
  Limits limits = {};
  bool verify = false;       ///< check the hash of every object that is read (about 1.5–2 times slower)
  bool trust_owner = false;  ///< open a repository that another user owns
};

/// Opens the repository that holds `path` (a work tree, a folder inside one, a bare repository, a .git
/// folder) and lists the wanted state. Every failure is one plain sentence with what to do; nothing of the
/// repository is executed, no configuration but the repository's own and safe.directory is read.
Result<std::unique_ptr<Snapshot>> open_snapshot(const std::string& path, const OpenOptions& options);

/// Where a repository keeps its things. Absolute paths; folders end with '/'.
struct RepositoryPlaces {
  std::string git_dir;     ///< of this work tree
  std::string common_dir;  ///< shared by all work trees
  std::string worktree;    ///< empty when bare
  std::string hooks_dir;   ///< core.hooksPath, else hooks/ of the common folder; may not exist
  bool unborn = false;     ///< HEAD names a branch without a commit
};
Result<RepositoryPlaces> find_repository(const std::string& path, bool trust_owner = false);

/// The best common ancestor of two commits, or an Error when there is none.
Result<ObjectId> merge_base(const std::string& path, const ObjectId& a, const ObjectId& b);

/// Removes user, password and token from a URL ("https://user:token@host/x" → "https://host/x").
std::string without_credentials(std::string_view url);

}  // namespace badgescan
