// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The folder with cloned repositories and answers of servers: $XDG_CACHE_HOME/badgescan.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace badgescan::net {

/// `named`, else $BADGESCAN_CACHE, $XDG_CACHE_HOME/badgescan, ~/.cache/badgescan; empty when there is no
/// home.
std::string cache_root(const std::string& named = {});

struct CachedRepository {
  std::string folder;  ///< absolute
  std::string url;
  std::int64_t used = 0;  ///< seconds since 1970
  std::uint64_t bytes = 0;
  bool kept = false;  ///< --keep: the size limit does not touch it
  bool busy = false;  ///< another process is using it
};
std::vector<CachedRepository> list_repositories(const std::string& root);  ///< most recently used first

/// A lock on one cache entry, held until the object goes away. Others wait, or see that it is busy.
class CacheLock {
 public:
  CacheLock() = default;
  ~CacheLock();
  CacheLock(CacheLock&& other) noexcept;
  CacheLock& operator=(CacheLock&& other) noexcept;
  /// Waits. `exclusive`: to change the entry.
  static Result<CacheLock> take(const std::string& folder, bool exclusive);
  /// Does not wait; not held when somebody else has it.
  static CacheLock try_take(const std::string& folder);
  bool held() const { return fd_ >= 0; }
  void share();  ///< from exclusive to shared

 private:
  int fd_ = -1;
};

/// Removes entries (least recently used first) until all together hold at most `bytes`; those that are kept,
/// busy or named stay. Leftovers of interrupted clones go, too. Returns the bytes that were freed.
std::uint64_t trim_repositories(const std::string& root, std::uint64_t bytes, std::string_view but_not = {});

struct Cleared {
  std::uint64_t bytes = 0;
  std::size_t entries = 0;
  std::size_t busy = 0;  ///< left, because they are in use
};
/// Empties the cache: clones (kept ones only with `all`) and answers.
Result<Cleared> clear_cache(const std::string& root, bool all);

std::uint64_t folder_bytes(const std::string& folder);

}  // namespace badgescan::net
