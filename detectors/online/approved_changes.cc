// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The share of changes that somebody else approved on the forge.
#include "detectors/online/online_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"two_person_review"};
constexpr std::size_t kEnough = 5;

void detect(const Context& context, FindingSink& out) {
  const OnlineFacts& online = context.get<OnlineFacts>();
  if (!online::forge_answered(online) || !online.forge.reviews.was_asked()) return;
  const Asked<ReviewShare>& asked = online.forge.reviews;
  const std::string ask =
      msg("Is at least half of all changes reviewed by somebody other than the author before a release?");
  if (!asked) return out.unknown("two_person_review", msg("Approvals were not counted: {}.", asked.why), ask);
  const std::string share = percent(asked->reviewed, asked->changes);
  std::string text = asked->only_merge_requests
                         ? msg_n(asked->reviewed,
                                 "{} of the newest {} merged changes ({}) was approved by somebody other "
                                 "than its author; direct pushes were not seen.",
                                 "{} of the newest {} merged changes ({}) were approved by somebody other "
                                 "than their author; direct pushes were not seen.",
                                 asked->changes, share)
                         : msg_n(asked->reviewed,
                                 "{} of the newest {} changes by people on the default branch ({}) was "
                                 "approved by somebody other than its author.",
                                 "{} of the newest {} changes by people on the default branch ({}) were "
                                 "approved by somebody other than their author.",
                                 asked->changes, share);
  text += online::at(asked.url);
  if (asked->changes < kEnough)
    return out.unknown("two_person_review", text, ask, online::seen_at(asked.url));
  const bool half = 2 * asked->reviewed >= asked->changes;
  if (half) {
    return out.met("two_person_review", asked->only_merge_requests ? Confidence::likely : Confidence::strong,
                   text, online::seen_at(asked.url));
  }
  // Reviews may happen elsewhere (mail, Gerrit): trailers in the history outweigh this.
  out.unmet("two_person_review", Confidence::likely, text, online::seen_at(asked.url));
}

}  // namespace

extern const Detector approved_changes;
const Detector approved_changes{
    .id = "approved_changes",
    .summary = "Counts, on the forge, the share of changes that somebody other than the author approved.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
