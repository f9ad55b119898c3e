// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Do changes of the software bring tests? Measured on the newest changes, and on the fixes of six months.
#include <algorithm>

#include "detectors/history_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/changed_paths.h"
#include "scanner/facts/selection.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"tests_are_added", "regression_tests_added50"};

struct Share {
  std::size_t changes = 0;  ///< that touch the project's source
  std::size_t with_tests = 0;
  std::size_t unclear = 0;  ///< no test file, but a language whose unit tests stand in the source file
  const CommitPaths* example = nullptr;

  bool at_least(std::size_t percent_wanted) const { return with_tests * 100 >= changes * percent_wanted; }
  bool below(std::size_t percent_wanted) const {
    return (with_tests + unclear) * 100 < changes * percent_wanted;
  }
};

Share measure(const ChangedPaths& paths, bool CommitPaths::*which) {
  Share share;
  for (const CommitPaths& commit : paths.commits) {
    if (!(commit.*which) || !commit.complete || !commit.touched.source) continue;
    ++share.changes;
    if (commit.touched.test) {
      ++share.with_tests;
      if (share.example == nullptr) share.example = &commit;
    } else if (commit.touched.inline_tests) {
      ++share.unclear;
    }
  }
  return share;
}

const Selection kTests("own tests", [](const Facts& facts, const Entry& entry) {
  const PathClass is = facts.get<TreeIndex>().classify(entry);
  return is.test && !is.vendored;
});

bool has_tests(const Context& context) { return !kTests.of(context.facts()).empty(); }

std::vector<Evidence> example_of(const Context& context, const Share& share) {
  if (share.example == nullptr) return {history_evidence(context)};
  return {commit_evidence(context.get<History>().commits[share.example->commit])};
}

std::string measured(const Share& share, const std::string& window) {
  if (share.changes == 1)
    return share.with_tests == 1 ? msg("The only change to the source in {} also changes tests.", window)
                                 : msg("The only change to the source in {} changes no tests.", window);
  return msg("Of the newest {} changes to the source in {}, {} ({}) also change tests.", share.changes,
             window, share.with_tests, percent(share.with_tests, share.changes));
}

void judge_changes(const Context& context, const Share& share, FindingSink& out) {
  const History& history = context.get<History>();
  constexpr std::string_view kId = "tests_are_added";
  const std::string text = measured(share, history.window_text());
  const std::string ask = msg("Did the major features of the last releases arrive with automated tests?");
  if (share.changes >= 5 && share.at_least(40)) {
    out.met(kId, Confidence::strong, text, example_of(context, share));
  } else if (share.changes >= 5 && share.at_least(15)) {
    out.met(kId, Confidence::likely, text, example_of(context, share), ask);
  } else if (!context.get<TreeIndex>().complete()) {
    out.unknown(kId, text, ask, example_of(context, share));
  } else if (!has_tests(context) && share.unclear == 0) {
    if (share.changes > 0)
      out.unmet(kId, Confidence::likely, msg("No test file was found in the repository. {}", text),
                example_of(context, share), ask);
  } else if (share.changes < 5) {
    out.unknown(kId,
                share.changes == 0
                    ? msg("The repository has tests, but no change to the source was found in {}.",
                          history.window_text())
                    : msg_n(share.changes, "Only {} change to the source was found in {}.",
                            "Only {} changes to the source were found in {}.", history.window_text()),
                ask);
  } else if (share.below(5)) {
    out.unmet(kId, Confidence::partial, text, example_of(context, share), ask);
  } else {
    out.unknown(kId,
                share.unclear > 0
                    ? msg("{} {} more change files that can hold unit tests themselves.", text, share.unclear)
                    : text,
                ask, example_of(context, share));
  }
}

void judge_fixes(const Context& context, const Share& share, FindingSink& out) {
  const History& history = context.get<History>();
  constexpr std::string_view kId = "regression_tests_added50";
  const std::string ask = msg("Were tests added for at least half of the bugs fixed in the last six months?");
  if (share.changes < 5) {
    out.unknown(kId,
                share.changes == 0
                    ? msg("No commit of the six months to {} says that it fixes a bug in the source.",
                          iso_date(history.until))
                    : msg_n(share.changes,
                            "Only {} commit of the six months to {} says that it fixes a bug in the source.",
                            "Only {} commits of the six months to {} say that they fix a bug in the source.",
                            iso_date(history.until)),
                ask);
    return;
  }
  const std::string text =
      msg("Of {} commits of the six months to {} that say they fix a bug in the source, {} ({}) also change "
          "tests.",
          share.changes, iso_date(history.until), share.with_tests, percent(share.with_tests, share.changes));
  if (share.at_least(50)) {
    // Changing a test file is not always adding a test: a little more than half is only likely enough.
    out.met(kId, share.at_least(60) ? Confidence::likely : Confidence::partial, text,
            example_of(context, share), ask);
  } else if (share.below(20)) {
    out.unmet(kId, Confidence::partial, text, example_of(context, share), ask);
  } else {
    out.unknown(kId, text, ask, example_of(context, share));
  }
}

void detect(const Context& context, FindingSink& out) {
  const History& history = context.get<History>();
  if (refuse_cut_history(history, {"tests_are_added", "regression_tests_added50"}, out)) return;
  const ChangedPaths& paths = context.get<ChangedPaths>();
  judge_changes(context, measure(paths, &CommitPaths::recent), out);
  judge_fixes(context, measure(paths, &CommitPaths::fix), out);
}

}  // namespace

extern const Detector tests_are_added;
const Detector tests_are_added{
    .id = "tests_are_added",
    .summary = "Measures how many changes to the source, and how many fixes, also change tests.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
