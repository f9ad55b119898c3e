// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Answers of servers on disk: to ask again with an ETag, which costs no quota, and to replay a whole scan
// without the network (--offline-cache). One file an answer, written atomically, readable by the user only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace badgescan::net {

struct StoredAnswer {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body = {};
  std::string url;                ///< of the answer, after redirects
  std::vector<std::string> hops;  ///< URLs that redirected, in order
};

class HttpCache {
 public:
  /// An empty folder stores nothing. The folder is made on the first store.
  explicit HttpCache(std::string folder) : folder_(std::move(folder)) {}

  /// Nothing when it is not there, is damaged, or belongs to another key.
  std::optional<StoredAnswer> load(std::string_view key) const;
  /// A failure to write is not an error: the cache only saves work.
  void store(std::string_view key, const StoredAnswer& answer) const;
  /// Removes the oldest files until the folder holds at most `bytes`.
  void trim_to(std::uint64_t bytes) const;

 private:
  std::string path_of(std::string_view key) const;
  std::string folder_;
};

}  // namespace badgescan::net
