// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/glob.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace badgescan {
namespace {

/// Whether the pattern element at `at` (not a star) takes the character; `next` is where the element ends.
bool takes(std::string_view pattern, std::size_t at, char c, std::size_t& next) {
  next = at + 1;
  if (pattern[at] == '?') return c != '/';
  if (pattern[at] == '\\' && next < pattern.size()) return pattern[next++] == c;
  if (pattern[at] != '[') return pattern[at] == c;
  const std::size_t close = pattern.find(']', at + 2);
  if (close == std::string_view::npos) return c == '[';
  next = close + 1;
  std::size_t i = at + 1;
  const bool negated = pattern[i] == '!' || pattern[i] == '^';
  if (negated) ++i;
  bool inside = false;
  for (; i < close; ++i) {
    if (i + 2 < close && pattern[i + 1] == '-') {
      inside = inside || (pattern[i] <= c && c <= pattern[i + 2]);
      i += 2;
    } else {
      inside = inside || pattern[i] == c;
    }
  }
  return inside != negated && c != '/';
}

/// All places of the pattern that the path read so far can have reached: no backtracking, so no pattern can
/// stall it.
class Places {
 public:
  explicit Places(std::string_view pattern)
      : pattern_(pattern), now_(pattern.size() + 1), then_(pattern.size() + 1) {
    reach(now_, 0, true);
  }

  void read(char c) {
    then_.assign(then_.size(), false);
    for (std::size_t at = 0; at < pattern_.size(); ++at) {
      if (!now_[at]) continue;
      std::size_t next = at;
      if (pattern_[at] == '*') {
        if (deep(at) || c != '/') reach(then_, at, c == '/');
      } else if (takes(pattern_, at, c, next)) {
        reach(then_, next, c == '/');
      }
    }
    now_.swap(then_);
  }

  bool at_end() const { return now_[pattern_.size()]; }

 private:
  bool deep(std::size_t star) const {
    return (star + 1 < pattern_.size() && pattern_[star + 1] == '*') ||
           (star > 0 && pattern_[star - 1] == '*');
  }

  /// `boundary`: a name begins here, at the start of the path or behind a slash.
  void reach(std::vector<bool>& places, std::size_t at, bool boundary) const {
    while (true) {
      places[at] = true;
      if (at >= pattern_.size() || pattern_[at] != '*') return;
      std::size_t after = at;
      while (after < pattern_.size() && pattern_[after] == '*') ++after;
      // "**/" also matches no folder at all.
      const bool whole_folders = after < pattern_.size() && pattern_[after] == '/' && deep(at) &&
                                 (at == 0 || pattern_[at - 1] == '/');
      if (whole_folders && boundary) reach(places, after + 1, boundary);
      at = after;
    }
  }

  std::string_view pattern_;
  std::vector<bool> now_, then_;
};

}  // namespace

bool glob_match(std::string_view pattern, std::string_view path) {
  // Nearly all pairs are settled by what stands before the first and behind the last special character.
  constexpr std::string_view kSpecial = "*?[]\\";
  std::size_t first = 0;
  while (first < pattern.size() && kSpecial.find(pattern[first]) == std::string_view::npos) {
    if (first == path.size() || path[first] != pattern[first]) return false;
    ++first;
  }
  if (first == pattern.size()) return path.size() == first;
  const std::size_t last = pattern.find_last_of(kSpecial);
  std::string_view tail = pattern.substr(std::min(last + (pattern[last] == '\\' ? 2 : 1), pattern.size()));
  if (tail.starts_with('/')) tail.remove_prefix(1);  // "**/x" matches "x"
  if (!path.ends_with(tail)) return false;
  if (pattern.substr(first) == "**") return true;
  Places places(pattern);
  for (const char c : path) places.read(c);
  return places.at_end();
}

bool attribute_match(std::string_view pattern, std::string_view path) {
  if (pattern.ends_with('/')) {
    pattern.remove_suffix(1);
    for (std::size_t at = path.find('/'); at != std::string_view::npos; at = path.find('/', at + 1)) {
      if (attribute_match(pattern, path.substr(0, at))) return true;
    }
    return false;
  }
  const bool anchored = pattern.find('/') != std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  if (anchored) return glob_match(pattern, path);
  const std::size_t slash = path.rfind('/');
  return glob_match(pattern, slash == std::string_view::npos ? path : path.substr(slash + 1));
}

}  // namespace badgescan
