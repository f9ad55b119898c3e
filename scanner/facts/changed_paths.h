// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Which files the commits of the window changed, for a bounded choice of commits: comparing trees is the
// dearest question to ask a history.
//
// The choice: the newest changes, an even spread over the window, and the fixes of its last six months;
// merges, bots and commits whose parent is not in the clone are left out. A window that is small is taken
// whole.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/facts/history.h"

namespace badgescan {

/// What kinds of files a commit changed.
struct TouchedKinds {
  bool source = false;        ///< the project's own code that users run
  bool inline_tests = false;  ///< source of a language that keeps unit tests in the same file
  bool test = false;
  bool documentation = false;
};

struct CommitPaths {
  std::uint32_t commit = 0;  ///< place in History::commits
  std::uint32_t first = 0, count = 0;
  bool complete = true;  ///< all its paths are listed
  bool recent = false;   ///< one of the newest
  bool spread = false;   ///< part of the even spread
  bool fix = false;      ///< a fix of the last six months
  TouchedKinds touched;
};

class ChangedPaths {
 public:
  static constexpr std::size_t kRecent = 200, kSpread = 150, kFixes = 80;
  static ChangedPaths collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.commits, self.paths, self.path_of, self.complete);
  }

  std::vector<CommitPaths> commits;     ///< newest first
  std::vector<std::string_view> paths;  ///< distinct paths
  std::vector<std::uint32_t> path_of;   ///< numbers of paths, by CommitPaths::first and count
  bool complete = false;                ///< every chosen commit could be compared

  std::span<const std::uint32_t> of(const CommitPaths& commit) const {
    return std::span(path_of).subspan(commit.first, commit.count);
  }
  std::size_t count(bool CommitPaths::*which) const;

 private:
  std::shared_ptr<const void> texts_;
};

/// By the ending of its name: a language that people write programs in.
bool is_source_path(std::string_view path);

}  // namespace badgescan
