// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-QA-06.01, QA-06.02: tests run before a change is accepted, and the documents say when and how.
#include "detectors/baseline/baseline_util.h"
#include "scanner/base/message.h"
#include "scanner/facts/tools.h"

namespace badgescan {
namespace {

constexpr std::string_view kRuns = "osps_qa_06_01", kDocumented = "osps_qa_06_02";
constexpr std::string_view kCriteria[] = {kRuns, kDocumented};

bool before_acceptance(const ToolUse& use) {
  for (const Trigger& trigger : use.triggers) {
    if (trigger.kind == TriggerKind::change_request && !trigger.narrow) return true;
  }
  return false;
}

void answer_runs(const Context& context, FindingSink& out) {
  const ToolUses& uses = context.get<ToolUses>();
  const std::string ask = msg("Which pipeline runs the tests before a change is accepted?");
  const ToolUse* pushed = nullptr;
  for (const ToolUse* use : uses.with(ToolKind::test_runner, How::ci)) {
    if (before_acceptance(*use)) {
      out.met(kRuns, use->may_fail ? Confidence::likely : Confidence::strong,
              msg("Every proposed change is tested: {}.", describe(*use)), {use->evidence});
      return;
    }
    if (pushed == nullptr && use->frequency == Frequency::every_change) pushed = use;
  }
  if (pushed != nullptr) {
    out.met(kRuns, Confidence::partial, msg("Tests run on every push: {}.", describe(*pushed)),
            {pushed->evidence},
            msg("Do they run before a change is accepted, too, for example started by pull requests?"));
  } else if (uses.complete() && context.get<Pipelines>().complete()) {
    out.unmet(kRuns, Confidence::partial, msg("No pipeline runs a test suite on proposed changes."), {}, ask);
  } else {
    out.unknown(kRuns, msg("No pipeline was seen that runs a test suite on proposed changes."), ask);
  }
}

void answer_documented(const Context& context, FindingSink& out) {
  const Search how = context.search("test_run_text");
  const Search when = context.search("test_when_text");
  const std::string ask =
      msg("How are the tests run, when do they run, and where is that written (CONTRIBUTING, for instance)?");
  if (how && when) {
    out.met(kDocumented, Confidence::likely,
            msg("{} says how tests are run: {} And when: {} ({})", place(telling(how)), quote(telling(how)),
                quote(telling(when)), place(telling(when))),
            joined({some(how.hits, 2), some(when.hits, 2)}));
  } else if (how || when) {
    const Search& one = how ? how : when;
    out.met(kDocumented, Confidence::partial, msg("{} says: {}", place(one.best()), quote(one.best())),
            some(one.hits), ask);
  } else if (how.complete) {
    out.unmet(kDocumented, Confidence::partial,
              msg("No document says how and when tests are run. Searched: {}.", looked_in(how)), {}, ask);
  } else {
    out.unknown(kDocumented, msg("Not every document could be read."), ask);
  }
}

void detect(const Context& context, FindingSink& out) {
  answer_runs(context, out);
  answer_documented(context, out);
}

}  // namespace

extern const Detector test_rules;
const Detector test_rules{
    .id = "test_rules",
    .summary = "Looks whether tests run on proposed changes and whether documents say so.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
