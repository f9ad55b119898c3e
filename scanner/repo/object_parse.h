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
/// Calls `visit(const RawTreeEntry&)` for each entry in stored order. False when the tree is cut off or
/// malformed; the entries before that place have been visited.
template <class Visit>
bool for_each_tree_entry(std::string_view tree, Visit&& visit) {
  std::size_t at = 0;
  while (at < tree.size()) {
    RawTreeEntry entry;
    std::size_t digits = 0;
    while (at < tree.size() && tree[at] >= '0' && tree[at] <= '7' && digits++ < 7) {
      entry.mode = entry.mode * 8 + static_cast<std::uint32_t>(tree[at++] - '0');
    }
    if (digits == 0 || at >= tree.size() || tree[at] != ' ') return false;
    const std::size_t name = ++at;
    at = tree.find('\0', at);
    if (at == std::string_view::npos || tree.size() - at - 1 < ObjectId::kSize) return false;
    entry.name = tree.substr(name, at - name);
    if (entry.name.empty()) return false;
    std::memcpy(entry.id.bytes.data(), tree.data() + at + 1, ObjectId::kSize);
    at += 1 + ObjectId::kSize;
    visit(static_cast<const RawTreeEntry&>(entry));
  }
  return true;
}

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
