// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Parsers of raw git objects. The input is hostile: every function is total, bounds-checked, and never
// recurses.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/repo/object_id.h"

namespace badgescan {

/// Modes as git stores them in trees (octal in the text).
enum class Mode : std::uint32_t {
  tree = 0040000,
  file = 0100644,
  executable = 0100755,
  symlink = 0120000,
  submodule = 0160000,
};

struct RawTreeEntry {
  std::uint32_t mode = 0;  ///< as stored; odd values are possible
  std::string_view name;   ///< into the tree's content; may hold any byte but NUL
  ObjectId id;
};
/// Reads a tree's entries one by one, in stored order. The content must outlive the cursor.
class TreeCursor {
 public:
  explicit TreeCursor(std::string_view tree) : rest_(tree) {}

  /// False at the end, and at the first place that is cut off or malformed: then malformed() says so.
  bool next(RawTreeEntry& entry) {
    if (rest_.empty()) return false;
    std::size_t at = 0;
    entry.mode = 0;
    constexpr std::size_t kMaxDigits = 7;
    while (at < rest_.size() && at < kMaxDigits && rest_[at] >= '0' && rest_[at] <= '7') {
      entry.mode = entry.mode * 8 + static_cast<std::uint32_t>(rest_[at++] - '0');
    }
    if (at == 0 || at >= rest_.size() || rest_[at] != ' ') return fail();
    const std::size_t name = at + 1;
    const std::size_t end = rest_.find('\0', name);
    if (end == std::string_view::npos || end == name || rest_.size() - end - 1 < ObjectId::kSize)
      return fail();
    entry.name = rest_.substr(name, end - name);
    std::memcpy(entry.id.bytes.data(), rest_.data() + end + 1, ObjectId::kSize);
    rest_.remove_prefix(end + 1 + ObjectId::kSize);
    return true;
  }
  bool malformed() const { return malformed_; }

 private:
  bool fail() {
    malformed_ = true;
    rest_ = {};
    return false;
  }

  std::string_view rest_;
  bool malformed_ = false;
};

/// "Name <mail> seconds +hhmm" of a commit or tag; views into the object's content, raw bytes.
struct RawSignatureLine {
  std::string_view name;
  std::string_view mail;
  std::int64_t seconds = 0;  ///< since 1970, as written: may be negative, in the future, or 0 when unreadable
  int offset_minutes = 0;    ///< east of UTC
};

struct RawCommit {
  ObjectId tree;
  std::vector<ObjectId> parents;
  RawSignatureLine author;
  RawSignatureLine committer;
  std::string_view encoding;   ///< of an `encoding` header, else empty
  std::string_view signature;  ///< of `gpgsig`/`gpgsig-sha256`, continuation lines as stored, else empty
  std::string_view message;
};
Result<RawCommit> parse_commit(std::string_view content);

struct RawTag {
  ObjectId target;
  std::string_view target_type;
  std::string_view name;
  RawSignatureLine tagger;     ///< empty name when absent (very old tags)
  std::string_view message;    ///< without the signature
  std::string_view signature;  ///< "-----BEGIN …" block at the end of the message, else empty
};
Result<RawTag> parse_tag(std::string_view content);

}  // namespace badgescan
