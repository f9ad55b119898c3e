// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Are older versions still patched? Told from releases of an older series and from maintenance branches.
#include "detectors/history_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"maintenance_or_update"};

const ReleaseTag* tag_named(const Releases& releases, std::string_view name) {
  for (const ReleaseTag& tag : releases.tags) {
    if (tag.name == name) return &tag;
  }
  return nullptr;
}

void detect(const Context& context, FindingSink& out) {
  constexpr std::string_view kId = "maintenance_or_update";
  const Releases& releases = context.get<Releases>();
  const History& history = context.get<History>();
  // Presence counts even where the clone hides more.
  if (!releases.maintained.empty()) {
    const MaintainedSeries& first = releases.maintained.front();
    const ReleaseTag* tag = tag_named(releases, first.newest);
    out.met(
        kId, Confidence::strong,
        msg_n(releases.maintained.size(),
              "In {1}, {0} older series got a release after a newer one had begun: {2} of {3}.",
              "In {1}, {0} older series got releases after a newer one had begun, the last was {2} of {3}.",
              history.window_text(), first.newest, iso_date(first.date)),
        {tag != nullptr ? tag_evidence(context, *tag) : Evidence{.excerpt = first.newest}});
    return;
  }
  if (!releases.branches.empty()) {
    std::vector<std::string> names;
    for (const MaintenanceBranch& branch : releases.branches) names.push_back(branch.name);
    out.met(kId, Confidence::partial,
            msg("Maintenance branches changed in {}: {}.", history.window_text(), join_names(names)),
            {history_evidence(context)},
            msg("Do these branches still get fixes that are released, or is the upgrade easy?"));
    return;
  }
  if (history.whole && releases.complete && releases.main_final.size() == 1) {
    out.not_applicable(
        kId, Confidence::partial,
        msg("There has been one release only, {}, so there is no older version.", releases.newest()->name),
        {tag_evidence(context, *releases.newest())}, msg("Is there no other version in use?"));
  }
}

}  // namespace

extern const Detector maintained_series;
const Detector maintained_series{
    .id = "maintained_series",
    .summary = "Looks for releases of older series and for maintenance branches with recent commits.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
