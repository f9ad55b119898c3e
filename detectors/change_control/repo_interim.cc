// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Does the repository show the work between releases, or only the releases?
#include "detectors/history_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"repo_interim"};

std::size_t release_drops(const History& history) {
  return history.count_if([&](const HistoryCommit& commit) { return !commit.merge() && commit.release; });
}

void detect(const Context& context, FindingSink& out) {
  const History& history = context.get<History>();
  const Releases& releases = context.get<Releases>();
  const std::size_t changes = history.count_if([](const HistoryCommit& commit) { return !commit.merge(); });
  const std::vector<Evidence> evidence{history_evidence(context)};
  const std::size_t drops = release_drops(history);

  // What is there counts, even where a shallow clone hides the rest: many small changes are interim versions.
  if (!releases.commits_between.empty() && median(releases.commits_between) > 1) {
    out.met("repo_interim", Confidence::certain,
            msg_n(releases.commits_between.size(),
                  "Before the release in {2} lie {1} commits since the one before it.",
                  "Between one release tag and the next lie {1} commits (median of {0} releases in {2}).",
                  median(releases.commits_between), history.window_text()),
            evidence);
    return;
  }
  if (changes >= 10 && drops * 5 < changes) {
    out.met("repo_interim", Confidence::strong,
            msg("{} of the {} changes in {} are single changes, not drops of whole releases.",
                changes - drops, changes, history.window_text()),
            evidence);
    return;
  }
  if (refuse_cut_history(history, {"repo_interim"}, out)) return;
  if (changes >= 3 && drops * 5 >= changes * 4) {
    out.unmet("repo_interim", Confidence::likely,
              msg("{} of the {} changes in {} do nothing but add a release.", drops, changes,
                  history.window_text()),
              evidence, msg("Is there another public repository that shows the work between releases?"));
  } else if (history.whole && changes == 1) {
    out.unknown("repo_interim",
                msg("The whole history is one commit, so no work between releases can be seen."),
                msg("Will changes be committed one by one from now on?"), evidence);
  } else {
    out.unknown("repo_interim",
                msg_n(changes, "{} change in {} is too few to tell single changes from release drops.",
                      "{} changes in {} are too few to tell single changes from release drops.",
                      history.window_text()),
                msg("Does the repository show the states between releases, or only the releases?"), evidence);
  }
}

}  // namespace

extern const Detector repo_interim;
const Detector repo_interim{
    .id = "repo_interim",
    .summary =
        "Counts the commits between release tags and tells single changes from drops of whole releases.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
