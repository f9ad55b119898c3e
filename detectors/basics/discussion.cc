// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// discussion: is there a searchable, linkable place for discussions that needs no proprietary client?
#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kDiscussion = "discussion";
constexpr std::string_view kCriteria[] = {kDiscussion};

void detect(const Context& context, FindingSink& out) {
  const Search named = context.search("discussion_channel");
  const ForgeLocation& forge = context.get<Project>().forge;
  const bool tracker = has_forge_tracker(context);
  if (named && tracker) {
    out.met(kDiscussion, Confidence::strong,
            msg("Discussions take place where {} says ({}) and in the issues of {}.", place(named.best()),
                quote(named.best()), name_of(forge.forge)),
            joined({some(named.hits, 2), {at_url(forge.issues_link())}}));
  } else if (tracker) {
    out.met(kDiscussion, Confidence::likely,
            msg("Issues and pull requests on {} are searchable, have an address each and are open to "
                "everybody with a browser.",
                name_of(forge.forge)),
            {at_url(forge.issues_link())});
  } else if (named) {
    out.met(kDiscussion, Confidence::likely,
            msg("{} names a place for discussions: {}", place(named.best()), quote(named.best())),
            some(named.hits),
            msg("Can past discussions there be searched and linked to, and can new people take part without "
                "special software?"));
  } else {
    out.unknown(kDiscussion, msg("No place for discussions is named in {}.", looked_in(named)),
                msg("Where are changes and problems discussed (issue tracker, mailing list with an archive, "
                    "forum)?"));
  }
}

}  // namespace

extern const Detector discussion;
const Detector discussion{.id = "discussion",
                          .summary = "Looks for an issue tracker, mailing list or forum for discussions.",
                          .criteria = kCriteria,
                          .detect = detect};

}  // namespace badgescan
