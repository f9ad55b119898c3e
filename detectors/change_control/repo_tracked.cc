// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// A git repository with commits tracks what changed, who changed it and when, and is distributed by nature.
#include "detectors/history_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"repo_track", "repo_distributed"};

void detect(const Context& context, FindingSink& out) {
  const History& history = context.get<History>();
  if (!history.available) return;  // a folder of files, or nothing committed yet
  const std::vector<Evidence> evidence{history_evidence(context)};
  out.met("repo_track", Confidence::certain,
          msg("The git history records content, author and date of each change."), evidence);
  out.met("repo_distributed", Confidence::certain,
          msg("The source is kept in git, a common distributed version control system."), evidence);
}

}  // namespace

extern const Detector repo_tracked;
const Detector repo_tracked{.id = "repo_tracked",
                            .summary = "Looks whether the scanned state comes from a git history.",
                            .criteria = kCriteria,
                            .detect = detect};

}  // namespace badgescan
