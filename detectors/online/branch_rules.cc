// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What guards the default branch on the forge.
#include "detectors/online/online_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"osps_ac_03_01", "osps_ac_03_02", "osps_qa_03_01", "osps_qa_07_01"};

void judge(const BranchRules& rules, const OnlineFacts& online, FindingSink& out) {
  const std::string& url = online.forge.branch.url;
  const std::string& why = online.forge.branch.why;
  const auto evidence = online::seen_at(url);
  const std::string reason = why.empty() ? msg("the forge did not say") : why;
  if (rules.needs_pull_request == true) {
    out.met(
        "osps_ac_03_01", Confidence::strong,
        msg("The rules of branch {} ask for a pull request: nobody can push to it directly.", rules.branch) +
            online::at(url),
        evidence);
  } else if (rules.needs_pull_request == false) {
    out.unmet(
        "osps_ac_03_01", Confidence::strong,
        msg("No rule guards branch {}: everybody with write access can push to it directly.", rules.branch),
        evidence);
  } else {
    out.unknown("osps_ac_03_01",
                msg("Whether branch {} can be pushed to directly is not known: {}.", rules.branch, reason),
                msg("Does a rule keep direct commits away from the main branch?"), evidence);
  }
  if (rules.deletion_blocked == true) {
    out.met("osps_ac_03_02", Confidence::strong,
            msg("The rules of branch {} forbid its deletion.", rules.branch) + online::at(url), evidence);
  } else if (online.forge.forge == Forge::github) {
    out.met("osps_ac_03_02", Confidence::likely,
            msg("GitHub refuses to delete the default branch; it must be replaced in the settings first.") +
                online::at(url),
            evidence);
  }
  if (rules.status_checks == true) {
    out.met("osps_qa_03_01", Confidence::strong,
            msg("The rules of branch {} require status checks to pass.", rules.branch) + online::at(url),
            evidence);
  }
  if (rules.approvals.value_or(0) > 0) {
    out.met("osps_qa_07_01", Confidence::strong,
            msg_n(static_cast<std::size_t>(*rules.approvals),
                  "The rules of branch {1} require {0} approval before a change is merged.",
                  "The rules of branch {1} require {0} approvals before a change is merged.", rules.branch) +
                online::at(url),
            evidence);
  } else if (rules.needs_pull_request == false) {
    out.unmet("osps_qa_07_01", Confidence::strong,
              msg("No rule of branch {} requires an approval.", rules.branch), evidence);
  } else {
    out.unknown("osps_qa_07_01",
                msg("Whether an approval is required on branch {} is not known: {}.", rules.branch, reason),
                msg("Must somebody else approve each change before it is merged?"), evidence);
  }
}

void detect(const Context& context, FindingSink& out) {
  const OnlineFacts& online = context.get<OnlineFacts>();
  if (!online::forge_answered(online)) return;
  if (online.forge.branch) return judge(*online.forge.branch, online, out);
  if (online.forge.branch.why.empty()) return;
  for (const std::string_view criterion : {"osps_ac_03_01", "osps_qa_07_01"}) {
    out.unknown(criterion, msg("The rules of the default branch are not known: {}.", online.forge.branch.why),
                msg("Which rules guard the main branch?"));
  }
}

}  // namespace

extern const Detector branch_rules;
const Detector branch_rules{.id = "branch_rules",
                            .summary = "Asks the forge what guards the default branch.",
                            .criteria = kCriteria,
                            .detect = detect};

}  // namespace badgescan
