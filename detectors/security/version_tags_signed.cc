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
  if (tags.bad > 0 && tags.releases == 1) {
    return msg("The signature of the only release tag does not fit its content, though {} lists its key.",
               releases.allowed_signers);
  }
  if (tags.bad > 0) {
    return msg_n(
        tags.bad,
        "The signature of {} of the newest {} release tags does not fit its content, though {} lists its "
        "key.",
        "The signatures of {} of the newest {} release tags do not fit their content, though {} lists their "
        "keys.",
        tags.releases, releases.allowed_signers);
  }
  if (tags.with_signature > 0) {
    const std::string text =
        tags.releases == 1
            ? msg("The only release tag is signed ({}).", tags.kinds)
            : msg_n(tags.with_signature, "{} of the newest {} release tags is signed ({}).",
                    "{} of the newest {} release tags are signed ({}).", tags.releases, tags.kinds);
    if (tags.verified == 0) return text + " " + msg("No signature was verified.");
    return text + " " +
           msg_n(tags.verified, "{} signature was verified with the keys in {}.",
                 "{} signatures were verified with the keys in {}.", releases.allowed_signers);
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
                !releases.complete      ? msg("No tag names a release here. {}", releases.why)
                : releases.main.empty() ? msg("No tag names a release.")
                                        : msg("No tag names a final release, only ones like {}.",
                                              releases.tags[releases.main.back()].name),
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
