// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Clones with the git library, for machines without the git program. Slower, and always the whole history of
// the branch: the library's version in Debian 12 cannot cut it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace badgescan {

struct LibraryCloneOptions {
  std::string url;
  std::string into;            ///< bare repository: made when it is not there, else brought up to date
  std::string branch;          ///< empty: the remote's default, or the one of last time
  std::string user, password;  ///< for https when the server asks; empty: none
  std::function<void(std::string_view)> progress = {};
};

/// The default branch and all tags. An error may leave `into` half made: the caller removes it.
Outcome clone_with_library(const LibraryCloneOptions& options);

/// Seconds since 1970 of HEAD's commit; 0 when there is none. For a repository on this machine.
std::int64_t head_time(const std::string& git_dir);

}  // namespace badgescan
