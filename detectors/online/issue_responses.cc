// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// How many bug reports and enhancement requests of the last 2 to 12 months got an answer.
#include "detectors/online/online_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"report_responses", "enhancement_responses"};
constexpr std::size_t kFew = 5;

std::string figures(const IssueResponses& counted, bool enhancements) {
  const std::string share = percent(counted.answered, counted.looked_at);
  if (enhancements) {
    return counted.exact ? msg_n(counted.answered,
                                 "{} of {} enhancement requests that were submitted 2 to 12 months ago ({}) "
                                 "was closed or answered by somebody else than its author.",
                                 "{} of {} enhancement requests that were submitted 2 to 12 months ago ({}) "
                                 "were closed or answered by somebody else than their author.",
                                 counted.looked_at, share)
                         : msg("At most {} of {} enhancement requests that were submitted 2 to 12 months ago "
                               "({}) got an answer: so many are closed or have comments.",
                               counted.answered, counted.looked_at, share);
  }
  return counted.exact ? msg_n(counted.answered,
                               "{} of {} reports that were submitted 2 to 12 months ago ({}) was closed or "
                               "answered by somebody else than its author.",
                               "{} of {} reports that were submitted 2 to 12 months ago ({}) were closed or "
                               "answered by somebody else than their author.",
                               counted.looked_at, share)
                       : msg("At most {} of {} reports that were submitted 2 to 12 months ago ({}) got an "
                             "answer: so many are closed or have comments.",
                             counted.answered, counted.looked_at, share);
}

void judge(std::string_view criterion, const Asked<IssueResponses>& asked, bool enhancements,
           const std::string& page, FindingSink& out) {
  const std::string ask =
      enhancements
          ? msg("Were more than half of the enhancement requests of the last 2 to 12 months answered?")
          : msg("Were more than half of the bug reports of the last 2 to 12 months answered?");
  if (!asked) {
    if (!asked.why.empty()) out.unknown(criterion, msg("Not counted: {}.", asked.why), ask);
    return;
  }
  const IssueResponses& counted = *asked;
  if (counted.looked_at == 0) {
    out.unknown(criterion,
                enhancements
                    ? msg("No issue of the last 2 to 12 months is labelled as an enhancement request.")
                    : msg("No bug report was submitted in the last 2 to 12 months."),
                ask);
    return;
  }
  std::string text = figures(counted, enhancements);
  if (counted.total > counted.looked_at + 100)
    text += " " + msg("The newest issues were looked at, of {} in all.", counted.total);
  text += online::at(page);
  const bool majority = 2 * counted.answered > counted.looked_at;
  const bool few = counted.looked_at < kFew;
  if (counted.exact && majority)
    return out.met(criterion, few ? Confidence::likely : Confidence::strong, text, online::seen_at(page));
  if (majority) return out.met(criterion, Confidence::partial, text, online::seen_at(page), ask);
  if (few) return out.unmet(criterion, Confidence::partial, text, online::seen_at(page), ask);
  out.unmet(criterion, counted.exact ? Confidence::strong : Confidence::likely, text, online::seen_at(page));
}

void detect(const Context& context, FindingSink& out) {
  const OnlineFacts& online = context.get<OnlineFacts>();
  if (!online::forge_answered(online) || !online.forge.settings->issues) return;
  const std::string page = context.get<Project>().forge.issues_link();
  judge("report_responses", online.forge.reports, false, page, out);
  judge("enhancement_responses", online.forge.enhancements, true, page, out);
}

}  // namespace

extern const Detector issue_responses;
const Detector issue_responses{.id = "issue_responses",
                               .summary =
                                   "Counts, on the forge, the share of reports and requests of the last 2 to "
                                   "12 months that were answered.",
                               .criteria = kCriteria,
                               .detect = detect};

}  // namespace badgescan
