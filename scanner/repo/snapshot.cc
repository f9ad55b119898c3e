// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/repo/snapshot.h"

#include <algorithm>
#include <vector>

namespace badgescan {
namespace {

constexpr int kMaxHops = 5;
constexpr std::uint64_t kMaxTarget = 4096;

/// `target` seen from `folder`, without "." and ".."; empty when it is absolute or climbs out of the tree.
std::string normalise(std::string_view folder, std::string_view target) {
  if (target.empty() || target.front() == '/') return {};
  std::vector<std::string_view> parts;
  const auto add = [&parts](std::string_view path) {
    std::size_t begin = 0;
    while (begin <= path.size()) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      const std::string_view part = path.substr(begin, end - begin);
      begin = end + 1;
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.push_back(part);
      } else if (parts.empty()) {
        return false;
      } else {
        parts.pop_back();
      }
    }
    return true;
  };
  if (!add(folder) || !add(target)) return {};
  std::string path;
  for (const std::string_view part : parts) {
    if (!path.empty()) path += '/';
    path += part;
  }
  return path;
}

}  // namespace

const Entry* Snapshot::find(std::string_view path) const {
  const auto all = entries();
  const auto at =
      std::lower_bound(all.begin(), all.end(), path,
                       [](const Entry& entry, std::string_view wanted) { return entry.path < wanted; });
  return at != all.end() && at->path == path ? &*at : nullptr;
}

const Entry* resolve_symlink(const Snapshot& snapshot, const Entry& entry) {
  const Entry* at = &entry;
  for (int hop = 0; at != nullptr && at->mode == Mode::symlink; ++hop) {
    if (hop == kMaxHops) return nullptr;
    const Result<std::string> target = snapshot.read(*at, kMaxTarget);
    if (!target) return nullptr;
    const std::string path = normalise(at->folder(), *target);
    at = path.empty() ? nullptr : snapshot.find(path);
  }
  return at;
}

}  // namespace badgescan
