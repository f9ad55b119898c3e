// Do the version tags carry a signature? Presence is told from the tag itself; verifying it needs the keys.
#include "detectors/history_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"version_tags_signed"};

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
  const std::vector<Evidence> evidence{tag_evidence(context, shown)};
  const std::string text =
      tags.with_signature == 0
          ? msg("None of the newest {} release tags is signed; {} are annotated.", tags.releases,
                tags.annotated)
          : msg("{} of the newest {} release tags are signed ({}); the signatures were not verified.",
                tags.with_signature, tags.releases, tags.kinds);
  if (tags.with_signature * 5 >= tags.releases * 4) {
    out.met(kId, Confidence::strong, text, evidence);
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
