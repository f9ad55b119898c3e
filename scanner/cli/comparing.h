// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Judging two states of one repository side by side: for `diff` and `check`.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "scanner/check/compare.h"
#include "scanner/check/policy.h"
#include "scanner/cli/session.h"

namespace badgescan::cli {

/// One side of a comparison. Neither revision nor index: nothing at all (before the first commit).
struct State {
  std::string revision;
  bool index = false;
  std::string index_file;  ///< see SessionOptions

  bool nothing() const { return revision.empty() && !index; }
};

struct Compared {
  std::shared_ptr<const RuleSet> rules;  ///< owns the criteria the comparison names
  Comparison comparison;
  std::string policy_text;  ///< .badgescan.json of the newer state, empty when there is none
};

using SharedRules = std::shared_future<Session::LoadedRules>;

/// With a cache folder the second state is judged with the help of the first, and of what the folder keeps
/// (empty: only the first). Without one, both are judged from nothing.
Result<Compared> compare_states(const SessionOptions& options, const SharedRules& rules, const State& before,
                                const State& after, const std::optional<std::string>& cache_folder);

/// Names the commits behind the changes where the repository holds both commits of the comparison. With
/// `search`, a few states between are judged to find the commit of an answer whose evidence did not change.
void name_commits(const SessionOptions& options, const std::shared_ptr<const RuleSet>& rules,
                  Comparison& comparison, bool search);
/// What differs between two commits; nullopt when the repository does not hold both.
std::optional<std::vector<ChangedPath>> changed_between(const SessionOptions& options,
                                                        const std::string& before, const std::string& after);

}  // namespace badgescan::cli
