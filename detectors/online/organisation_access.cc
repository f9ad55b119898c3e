// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the organisation that owns the repository asks of its members.
#include "detectors/online/online_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"require_2FA", "osps_ac_01_01", "osps_ac_02_01"};

void judge_two_factor(const Asked<bool>& asked, FindingSink& out) {
  if (asked && *asked) {
    for (const char* criterion : {"require_2FA", "osps_ac_01_01"}) {
      out.met(criterion, criterion == kCriteria[0] ? Confidence::certain : Confidence::strong,
              msg("The organisation requires two-factor authentication of all its members.") +
                  online::at(asked.url),
              online::seen_at(asked.url));
    }
    return;
  }
  const std::string reason = asked
                                 ? msg("The organisation itself does not require two-factor authentication.")
                                 : msg("Not known: {}.", asked.why);
  for (const char* criterion : {"require_2FA", "osps_ac_01_01"}) {
    out.unknown(criterion, reason,
                msg("Must everybody who can change the repository use two-factor authentication?"));
  }
}

void judge_default_permission(const Asked<std::string>& asked, FindingSink& out) {
  const std::string ask = msg("Does a new member get no more than read access unless somebody grants it?");
  if (!asked) return out.unknown("osps_ac_02_01", msg("Not known: {}.", asked.why), ask);
  if (*asked == "read" || *asked == "none") {
    return out.met("osps_ac_02_01", Confidence::strong,
                   msg("New members of the organisation get the permission “{}” by default.", *asked),
                   online::seen_at(asked.url));
  }
  out.unmet("osps_ac_02_01", Confidence::strong,
            msg("New members of the organisation get the permission “{}” by default.", *asked),
            online::seen_at(asked.url));
}

void detect(const Context& context, FindingSink& out) {
  const OnlineFacts& online = context.get<OnlineFacts>();
  if (!online::forge_answered(online)) return;
  if (online.forge.two_factor.was_asked()) judge_two_factor(online.forge.two_factor, out);
  if (online.forge.default_permission.was_asked())
    judge_default_permission(online.forge.default_permission, out);
}

}  // namespace

extern const Detector organisation_access;
const Detector organisation_access{
    .id = "organisation_access",
    .summary = "Asks the forge what the owning organisation requires of its members.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
