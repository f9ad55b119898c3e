// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// documentation_achievements: does the front page show and link what the project has achieved, this badge
// above all?
#include <re2/re2.h>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kAchievements = "documentation_achievements";
constexpr std::string_view kCriteria[] = {kAchievements};

bool matches(const std::string& text, const RE2& pattern) { return RE2::PartialMatch(text, pattern); }

void detect(const Context& context, FindingSink& out) {
  static const RE2 badge(
      "(?i)(bestpractices\\.dev|bestpractices\\.coreinfrastructure\\.org)(/[a-z-]+)?/projects/[0-9]+");
  static const RE2 other(
      "(?i)(securityscorecards\\.dev|scorecard\\.dev|api\\.reuse\\.software|slsa\\.dev|fair-software)");
  const Document* readme = context.get<Documents>().first("readme");
  std::optional<Evidence> shown, neighbour;
  if (readme != nullptr) {
    for (const Link& link : readme->links) {
      Evidence seen;
      seen.path = clean_utf8(readme->path);
      seen.line = link.line;
      seen.excerpt = shorten(clean_utf8(link.target), 160);
      if (!shown && !link.image && matches(link.target, badge)) shown = seen;
      if (!neighbour && !link.image && matches(link.target, other)) neighbour = seen;
    }
  }
  if (shown) {
    out.met(kAchievements, Confidence::certain,
            msg("{} shows and links the badge: {}", place(*shown), shown->excerpt), {*shown});
  } else if (neighbour) {
    out.met(kAchievements, Confidence::partial,
            msg("{} links an achievement: {}", place(*neighbour), neighbour->excerpt), {*neighbour},
            msg("Is the OpenSSF Best Practices badge shown on the project's front page, as it has to be "
                "within 48 hours of earning it?"));
  } else {
    out.unknown(kAchievements, msg("The README does not show the OpenSSF Best Practices badge."),
                msg("Does the project's web site show the badge, or will the README as soon as the badge is "
                    "earned?"));
  }
}

}  // namespace

extern const Detector achievements;
const Detector achievements{.id = "achievements",
                            .summary = "Looks in the README for a linked OpenSSF Best Practices badge.",
                            .criteria = kCriteria,
                            .detect = detect};

}  // namespace badgescan
