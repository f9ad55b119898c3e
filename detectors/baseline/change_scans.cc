// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-VM-05.03, VM-06.02: every change is scanned, and violations block it.
#include "detectors/baseline/baseline_util.h"
#include "scanner/base/message.h"
#include "scanner/facts/tools.h"

namespace badgescan {
namespace {

constexpr std::string_view kDependencies = "osps_vm_05_03", kCode = "osps_vm_06_02";
constexpr std::string_view kCriteria[] = {kDependencies, kCode};

struct Question {
  std::string_view criterion;
  ToolKind kind;
  std::string nothing, ask;
  std::string_view policy;  ///< phrase rule: the documented policy
};

bool scans_changes(const ToolUse& use) {
  for (const Trigger& trigger : use.triggers) {
    if (trigger.kind == TriggerKind::change_request && !trigger.narrow) return true;
  }
  return false;
}

void answer(const Context& context, FindingSink& out, const Question& question) {
  const ToolUses& uses = context.get<ToolUses>();
  const ToolUse* blocking = nullptr;
  const ToolUse* any = nullptr;
  for (const ToolUse* use : uses.with(question.kind, How::ci)) {
    if (any == nullptr) any = use;
    if (blocking == nullptr && scans_changes(*use) && !use->may_fail) blocking = use;
  }
  const Search policy = context.search(question.policy);
  if (blocking != nullptr && policy) {
    out.met(question.criterion, Confidence::likely,
            msg("Every proposed change is scanned: {}. {} says: {}", describe(*blocking),
                place(policy.best()), quote(policy.best())),
            joined({{blocking->evidence}, some(policy.hits, 2)}));
  } else if (any != nullptr) {
    const ToolUse& use = blocking != nullptr ? *blocking : *any;
    out.met(question.criterion, Confidence::partial, msg("A pipeline runs such a scan: {}.", describe(use)),
            {use.evidence}, question.ask);
  } else if (uses.complete() && context.get<Pipelines>().complete()) {
    out.unmet(question.criterion, Confidence::partial, question.nothing, {}, question.ask);
  } else {
    out.unknown(question.criterion,
                msg("Not every pipeline could be read; those that were scan no changes for this."),
                question.ask);
  }
}

void detect(const Context& context, FindingSink& out) {
  answer(context, out,
         {.criterion = kDependencies,
          .kind = ToolKind::dependency_scanner,
          .nothing = msg("No pipeline scans changes for vulnerable or malicious dependencies."),
          .ask = msg("Does a scan of the dependencies block every change that violates a written policy?"),
          .policy = "sca_threshold"});
  answer(context, out,
         {.criterion = kCode,
          .kind = ToolKind::security_analyser,
          .nothing = msg("No pipeline scans changes for security weaknesses."),
          .ask = msg("Does a security scan of the code block every change that violates a written policy?"),
          .policy = "sast_threshold"});
}

}  // namespace

extern const Detector change_scans;
const Detector change_scans{
    .id = "change_scans",
    .summary = "Looks whether each change is scanned for bad dependencies and weaknesses.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
