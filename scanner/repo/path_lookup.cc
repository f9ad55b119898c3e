// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/repo/path_lookup.h"

#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/repo/object_parse.h"

namespace badgescan {
namespace {

constexpr std::uint64_t kTreeBytes = 16 << 20;
constexpr std::size_t kKnown = 200'000;  // remembered lookups

}  // namespace

ObjectId PathLookup::child(const ObjectId& tree, std::string_view name) {
  std::pair<ObjectId, std::string> key{tree, std::string(name)};
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  ObjectId result;
  if (const Result<ObjectData> data = store_.read(tree, kTreeBytes); data.ok()) {
    TreeCursor cursor(data->content());
    RawTreeEntry entry;
    while (data->type() == ObjectType::tree && cursor.next(entry)) {
      if (entry.name == name) result = entry.id;
    }
  }
  if (known_.size() < kKnown) known_.emplace(std::move(key), result);
  return result;
}

ObjectId PathLookup::below(ObjectId tree, std::string_view path) {
  while (!path.empty() && !tree.is_null()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    tree = child(tree, path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return tree;
}

std::string subject_of(std::string_view message) {
  return shorten(clean_utf8(trim(message.substr(0, message.find('\n')))), 80);
}

}  // namespace badgescan
