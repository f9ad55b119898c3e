// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Walks the commits of a window, newest first, in git's own order (by committer date), without the git
// library's walker: that one reads the whole history before it returns the first commit.
//
// Dates lie: a machine without a clock writes 1970, another one 2037. A commit dated in the future counts as
// undated; a commit dated long before its parents is as old as they are. The walk stops only after a good
// number of commits in a row that are older than the window.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "scanner/repo/object_id.h"
#include "scanner/repo/object_parse.h"
#include "scanner/repo/object_store.h"

namespace badgescan {

struct WalkOptions {
  std::int64_t since = 0;  ///< start of the window; 0 = `window_months` before the first commit's date
  int window_months = 12;
  std::int64_t now = 0;  ///< dates more than a day later are wrong; 0 = take every date
  std::uint32_t max_commits = 50'000;
  std::uint64_t max_bytes = 32U << 20;  ///< of one commit object
};

/// One commit as the walk sees it. `number` counts from 0 in the order in which commits are read.
struct WalkCommit {
  std::uint32_t number = 0;
  ObjectId id;
  std::int64_t time = 0;               ///< committer date as written
  std::int64_t used_time = 0;          ///< the date that the window is measured by; see the top of this file
  bool wrong_clock = false;            ///< used_time is not what the commit says
  bool undated = false;                ///< neither it nor a parent has a usable date
  bool cut = false;                    ///< its parents are not in this clone
  std::vector<std::uint32_t> parents;  ///< numbers of those parents that could be read, in order
  std::vector<ObjectId> parent_ids;
};

struct WalkResult {
  std::int64_t since = 0;  ///< what the window starts at
  /// Commits of the window, newest first.
  std::vector<WalkCommit> commits;
  bool any = false;                ///< the head could be read
  bool reached_roots = false;      ///< every commit of the history lies in the window
  bool hit_shallow = false;        ///< inside the window the clone ends before the history does
  bool capped = false;             ///< max_commits was reached inside the window
  std::uint32_t unreadable = 0;    ///< commits that are missing, corrupt or too large
  std::string first_problem;       ///< why the first of them could not be read
  std::uint32_t wrong_clocks = 0;  ///< in the window
};

/// `keep` is called once for each commit that is read, in the order of the numbers, also for those few that
/// turn out to be older than the window; views of the commit are valid during the call only.
WalkResult walk_commits(ObjectStore& store, const ObjectId& head, std::span<const ObjectId> shallow_roots,
                        const WalkOptions& options,
                        const std::function<void(std::uint32_t, const RawCommit&)>& keep);

/// `months` calendar months before `seconds`; the day is cut to the month's last.
std::int64_t months_before(std::int64_t seconds, int months);

}  // namespace badgescan
