// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// vulnerabilities_fixed_60_days, vulnerabilities_critical_fixed without the network: scanners and updaters of
// dependencies speak for it; whether something public is still open, only a look-up or a person can tell.
#include <algorithm>

#include "detectors/analysis/tools_util.h"
#include "scanner/base/message.h"
#include "scanner/facts/tools.h"

namespace badgescan {
namespace {

constexpr std::string_view kFixed = "vulnerabilities_fixed_60_days",
                           kCritical = "vulnerabilities_critical_fixed";
constexpr std::string_view kCriteria[] = {kFixed, kCritical};

std::string fixed_question() {
  return msg("Is any vulnerability of medium or higher severity public for more than 60 days and not fixed?");
}

std::string critical_question() {
  return msg("Were critical vulnerabilities fixed rapidly after they were reported?");
}

/// A scanner for known vulnerabilities that fails a pipeline which starts by itself; null when there is none.
const ToolUse* scanner_in_ci(const ToolUses& tools) {
  const auto uses = tools.with(ToolKind::dependency_scanner, How::ci);
  const auto found = std::find_if(uses.begin(), uses.end(), [](const ToolUse* use) {
    return use->tool->security && runs_by_itself(*use) && !use->may_fail;
  });
  return found == uses.end() ? nullptr : *found;
}

void say(FindingSink& out, Confidence confidence, const std::string& text,
         const std::vector<Evidence>& seen) {
  out.met(kFixed, confidence, text, seen, fixed_question());
  out.met(kCritical, confidence, text, seen, critical_question());
}

void detect(const Context& context, FindingSink& out) {
  const ToolUses& tools = context.get<ToolUses>();
  const ToolUse* scanner = scanner_in_ci(tools);
  const auto updaters = tools.with(ToolKind::dependency_updater, How::configured);
  if (scanner != nullptr && !updaters.empty()) {
    return say(
        out, Confidence::likely,
        msg("Known vulnerabilities of dependencies fail the pipeline ({}), and {} proposes their updates.",
            describe(*scanner), updaters.front()->tool->name),
        {scanner->evidence, updaters.front()->evidence});
  }
  std::vector<Evidence> seen;
  std::string names;
  for (const ToolKind kind : {ToolKind::dependency_scanner, ToolKind::dependency_updater}) {
    const auto uses = tools.with(kind, How::configured);
    if (uses.empty()) continue;
    seen.push_back(uses.front()->evidence);
    if (names.empty()) names = describe(*uses.front());
  }
  if (!seen.empty()) {
    return say(out, Confidence::partial,
               msg("Known vulnerabilities of dependencies are watched by {}.", names), seen);
  }
  out.unknown(kFixed,
              msg("No scanner and no updater of dependencies was recognised, and known vulnerabilities "
                  "were not looked up."),
              fixed_question());
  out.unknown(kCritical, msg("The repository does not show how fast critical vulnerabilities were fixed."),
              critical_question());
}

}  // namespace

extern const Detector vulnerabilities_fixed;
const Detector vulnerabilities_fixed{
    .id = "vulnerabilities_fixed",
    .summary = "Looks for scanners of dependencies that stop a change, and for updaters.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
