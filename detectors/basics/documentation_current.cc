// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Is the documentation changed along with the software?
#include "detectors/history_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/changed_paths.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"documentation_current"};

void detect(const Context& context, FindingSink& out) {
  constexpr std::string_view kId = "documentation_current";
  const History& history = context.get<History>();
  if (refuse_cut_history(history, {kId}, out)) return;
  const ChangedPaths& paths = context.get<ChangedPaths>();
  std::size_t source = 0, documentation = 0, both = 0;
  const HistoryCommit* example = nullptr;
  for (const CommitPaths& commit : paths.commits) {
    if (!commit.spread) continue;
    source += commit.touched.source ? 1 : 0;
    documentation += commit.touched.documentation ? 1 : 0;
    both += commit.touched.source && commit.touched.documentation ? 1 : 0;
    if (example == nullptr && commit.touched.documentation) example = &history.commits[commit.commit];
  }
  const std::string ask =
      msg("Is the documentation kept in step with the software, and are known errors in it corrected?");
  const std::string text =
      msg("A sample of {} changes over {} holds {} that touch the source and {} that touch documentation ({} "
          "both).",
          paths.count(&CommitPaths::spread), history.window_text(), source, documentation, both);
  const std::vector<Evidence> evidence{example != nullptr ? commit_evidence(*example)
                                                          : history_evidence(context)};
  if (source < 10) {
    out.unknown(kId, text, ask, evidence);
  } else if (documentation * 10 >= source) {
    out.met(kId, Confidence::likely, text, evidence, ask);
  } else if (documentation > 0) {
    out.met(kId, Confidence::partial, text, evidence, ask);
  } else {
    out.unknown(kId, text, ask, evidence);
  }
}

}  // namespace

extern const Detector documentation_current;
const Detector documentation_current{
    .id = "documentation_current",
    .summary = "Measures how many changes over the window touch documentation.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
