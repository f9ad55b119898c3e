// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Makes a local bare copy of a repository that was named by a URL, in the cache folder.
//
// The git program does it where there is one: it can clone only the window of history that the detectors look
// at. Else the git library clones all of it. No checkout, no submodules, no hooks, no templates, no filters;
// only https, http, ssh, git and file. A second scan fetches only what is new.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/net/repo_cache.h"
#include "scanner/net/tokens.h"

namespace badgescan::net {

struct CloneOptions {
  std::string cache;   ///< root of the cache
  std::string branch;  ///< empty: the remote's default
  bool full_history = false;
  std::int64_t now = 0;
  std::int64_t since = 0;  ///< oldest moment that is needed; 0 = 13 months before the newest commit
  bool keep = false;       ///< the size limit of the cache does not remove this clone
  bool offline = false;    ///< use the copy in the cache as it is
  bool use_git_program = true;
  std::uint64_t cache_bytes = 5ULL << 30;
  Environment environment = process_environment;  ///< for tokens
  std::function<void(std::string_view)> progress = {};
};

struct Cloned {
  std::string git_dir;
  std::string url;         ///< without credentials
  bool was_there = false;  ///< the cache had it
  bool shallow = false;    ///< older history was left out
  bool with_git = false;   ///< by the git program
  CacheLock lock;          ///< keeps others from removing it
};

/// Whether what the user named is not a path: a URL, "user@host:path", "owner/name" (unless that folder
/// exists), "gitlab:owner/name".
bool names_remote(std::string_view named);
/// The URL to clone; an Error for forms that could run a program ("ext::…", a leading '-') or that we do not
/// know.
Result<std::string> clone_url(std::string_view named);

Result<Cloned> clone(const std::string& named, const CloneOptions& options);

/// Why git failed, in one sentence, from what it printed. Exposed for tests.
std::string why_git_failed(const std::string& url, std::string_view errors);

}  // namespace badgescan::net
