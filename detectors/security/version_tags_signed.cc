// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Do the version tags carry a signature? Presence is told from the tag itself; verifying it needs the keys.
#include "detectors/history_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"version_tags_signed"};

std::string describe(const Releases& releases, const SignedTags& tags) {
  if (tags.bad > 0) {
    return msg(
        "The signatures of {} of the newest {} release tags do not fit their content, though {} lists their "
        "keys.",
        tags.bad, tags.releases, releases.allowed_signers);
  }
  if (tags.verified > 0) {
    return msg(
        "{} of the newest {} release tags are signed ({}); {} of the signatures were verified with the keys "
        "in {}.",
        tags.with_signature, tags.releases, tags.kinds, tags.verified, releases.allowed_signers);
  }
  if (tags.with_signature > 0) {
    return msg("{} of the newest {} release tags are signed ({}); the signatures were not verified.",
               tags.with_signature, tags.releases, tags.kinds);
  }
  if (tags.releases == 1) return msg("The only release tag is not signed.");
  return msg("None of the newest {} release tags is signed ({} annotated).", tags.releases, tags.annotated);
}

void detect(const Context& context, FindingSink& out) {
  constexpr std::string_view kId = "version_tags_signed";
  const Releases& releases = context.get<Releases>();
  const SignedTags tags = signed_final_tags(releases);
  const std::string ask = msg("Are the important version tags signed, and can users verify the signatures?");
  if (tags.releases == 0) {
    out.unknown(kId,
                releases.complete ? msg("No tag names a release.")
                                  : msg("No tag names a release here. {}", releases.why),
                ask);
    return;
  }
  const ReleaseTag& shown = tags.newest_signed != nullptr ? *tags.newest_signed : *releases.newest();
  std::vector<Evidence> evidence{tag_evidence(context, shown)};
  if (tags.verified > 0 || tags.bad > 0) evidence.push_back({.path = releases.allowed_signers});
  const std::string text = describe(releases, tags);
  if (tags.bad > 0) {
    out.unknown(kId, text, msg("Was a tag changed after it was signed?"), evidence);
  } else if (tags.with_signature * 5 >= tags.releases * 4) {
    out.met(kId, tags.verified * 5 >= tags.releases * 4 ? Confidence::certain : Confidence::strong, text,
            evidence);
  } else if (tags.with_signature == 0) {
    out.unmet(kId, tags.releases >= 3 ? Confidence::strong : Confidence::likely, text, evidence);
  } else {
    out.unknown(kId, text, ask, evidence);
  }
}

}  // namespace

extern const Detector version_tags_signed;
const Detector version_tags_signed{.id = "version_tags_signed",
                                   .summary = "Counts the newest release tags that carry a signature.",
                                   .criteria = kCriteria,
                                   .detect = detect};

}  // namespace badgescan
