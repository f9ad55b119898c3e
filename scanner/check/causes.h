// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Why an answer changed between two states: which file of its evidence is another one now, and which commits
// did that.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scanner/check/commit_range.h"
#include "scanner/check/saved.h"

namespace badgescan {

struct Comparison;

struct Cause {
  enum class Kind {
    added,     ///< the file came, and is evidence now
    removed,   ///< the file that was evidence went
    changed,   ///< the file is evidence, and its content changed
    cited,     ///< of two saved scans only the newer one cites it
    dropped,   ///< of two saved scans only the older one cites it
    reworded,  ///< both saved scans cite it, at another place or with other words
    commit     ///< no file: the answer changed with this commit
  };
  Kind kind = Kind::changed;
  std::string path = {};                 ///< clean; empty for `commit`
  int line = 0;                          ///< of the evidence; 0 = the whole file
  std::vector<CommitName> commits = {};  ///< that touched it between the two states, newest first
  std::size_t more_commits = 0;          ///< beyond those
};
std::string_view name_of(Cause::Kind kind);

/// A file that differs between two listings.
struct ChangedPath {
  std::string path;  ///< raw bytes
  Cause::Kind kind = Cause::Kind::changed;
};
/// Both sorted, as Snapshot::entries() are.
std::vector<ChangedPath> changed_paths(std::span<const Entry> before, std::span<const Entry> after);

/// Files that are evidence of one of the two answers and differ. Where the listings are not known
/// (`changed` empty), what the evidence of the two answers tells.
std::vector<Cause> causes_of(const SavedAnswer& before, const SavedAnswer& after,
                             const std::optional<std::vector<ChangedPath>>& changed);

/// The answers in the state of a commit; nullopt when it cannot be judged.
using JudgeCommit = std::function<std::optional<SavedScan>(const std::string& commit)>;

/// Adds the commits between the two states that touched the causes, or that are evidence themselves. An
/// answer of which no evidence changed gets the commit with which it changed: the only one between, else the
/// one that `judge` (may be empty) finds by halving, with few judgements in all.
void name_commits(Comparison& comparison, CommitRange& range, const JudgeCommit& judge);

}  // namespace badgescan
