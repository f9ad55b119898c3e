// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Private to scanner/repo: the git library's handles as owned values, and its start-up. Only files of this
// folder include it, so that no other module sees git2.h.
#pragma once

#include <git2.h>

#include <memory>
#include <string>

#include "scanner/base/result.h"
#include "scanner/repo/object_store.h"
#include "scanner/repo/pack_files.h"

namespace badgescan {

template <class T, void (*release)(T*)>
struct GitDeleter {
  void operator()(T* handle) const { release(handle); }
};
template <class T, void (*release)(T*)>
using GitHandle = std::unique_ptr<T, GitDeleter<T, release>>;

using GitRepositoryHandle = GitHandle<git_repository, git_repository_free>;
using GitOdbHandle = GitHandle<git_odb, git_odb_free>;
using GitIndexHandle = GitHandle<git_index, git_index_free>;
using GitConfigHandle = GitHandle<git_config, git_config_free>;
using GitObjectHandle = GitHandle<git_object, git_object_free>;

/// Starts the library once with the options that hostile repositories and speed ask for. `verify` and
/// `trust_owner` are process-wide in the library: the last call decides. Safe from several threads that
/// agree.
void start_git(bool verify, bool trust_owner);

/// The library's reason for the last failure on this thread, never empty.
std::string git_reason();

ObjectId to_object_id(const git_oid& id);
git_oid to_git_oid(const ObjectId& id);

/// A reader of the repository's objects for the calling thread's own use. Cheap: the packs are shared, and
/// the library opens the repository only for what they do not hold.
std::unique_ptr<ObjectStore> open_git_store(const std::string& git_dir,
                                            std::shared_ptr<const PackFiles> packs);

}  // namespace badgescan
