// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// security_review: was a security review of the software done within the last five years?
#include <re2/re2.h>

#include <algorithm>

#include "detectors/documents_util.h"
#include "detectors/security/audit_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kReview = "security_review";
constexpr std::string_view kCriteria[] = {kReview};
constexpr int kYears = 5;

/// The newest year of this century that a text names, no later than `most`; 0 when there is none.
int newest_year(std::string_view text, int most) {
  static const RE2 year("(?:^|[^0-9])(20[0-9][0-9])(?:[^0-9]|$)");
  re2::StringPiece rest(text.data(), text.size());
  int found = 0, newest = 0;
  while (RE2::FindAndConsume(&rest, year, &found)) {
    if (found <= most) newest = std::max(newest, found);
  }
  return newest;
}

void detect(const Context& context, FindingSink& out) {
  const Search done = context.search("security_audit_done");
  const std::string today = iso_date(context.facts().options().now);
  const int now = std::atoi(today.substr(0, 4).c_str());
  const auto own = security_audit(context, 20);
  std::optional<Evidence> best;
  int best_year = 0;
  for (const Evidence& hit : done.hits) {
    const int year = std::max(newest_year(hit.excerpt, now), newest_year(hit.path, now));
    if (!best || year > best_year) {
      best = hit;
      best_year = year;
    }
  }
  if (best && best_year >= now - kYears) {
    out.met(kReview, Confidence::strong,
            msg("{} tells of a security review in {}: {}", place(*best), best_year, quote(*best)), {*best});
  } else if (best && best_year > 0) {
    out.unmet(kReview, Confidence::partial,
              msg("The newest security review that is told of is from {} ({}).", best_year, place(*best)),
              {*best}, msg("Was there one within the last five years?"));
  } else if (best) {
    out.met(
        kReview, Confidence::partial, msg("{} tells of a security review: {}", place(*best), quote(*best)),
        {*best},
        msg("In which year was it, and did it consider the security requirements and the trust boundary?"));
  } else if (own && own->whole && own->words() >= 60 && newest_year(own->path(), now) >= now - kYears) {
    out.met(kReview, Confidence::likely, msg("{} reports a security review.", own->path()), {own->evidence()},
            msg("Did it consider the security requirements and the trust boundary?"));
  } else if (own) {
    out.met(kReview, Confidence::partial, msg("{} is about a security review.", place(own->evidence())),
            {own->evidence()},
            msg("Was a review done within the last five years that considered the security requirements and "
                "the trust boundary?"));
  } else {
    out.unknown(kReview, msg("The documents tell of no security review; searched: {}.", looked_in(done)),
                msg("Was a security review done within the last five years, by members or others, and where "
                    "is its result?"));
  }
}

}  // namespace

extern const Detector security_review;
const Detector security_review{.id = "security_review",
                               .summary = "Looks for audits and reviews with their year.",
                               .criteria = kCriteria,
                               .detect = detect};

}  // namespace badgescan
