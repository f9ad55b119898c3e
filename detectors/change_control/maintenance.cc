// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// maintenance_or_update: are older versions maintained, or is there a way to a newer one?
#include "detectors/documents_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kMaintenance = "maintenance_or_update";
constexpr std::string_view kCriteria[] = {kMaintenance};

void detect(const Context& context, FindingSink& out) {
  const Search supported = supported_versions(context), upgrade = context.search("upgrade_path");
  const auto own = best_piece(context, "maintenance", 15);
  // Said where a project states its policy, not in passing.
  if (supported && stands_in(context, supported.best(), {"maintenance", "security"})) {
    out.met(
        kMaintenance, Confidence::strong,
        msg("{} says which versions are maintained: {}", place(supported.best()), quote(supported.best())),
        joined({some(supported.hits, 2), some(upgrade.hits, 2)}));
  } else if (supported) {
    out.met(
        kMaintenance, Confidence::likely,
        msg("{} says which versions are maintained: {}", place(supported.best()), quote(supported.best())),
        some(supported.hits));
  } else if (upgrade) {
    const bool guide = own && own->whole;
    out.met(kMaintenance, guide ? Confidence::likely : Confidence::partial,
            msg("{} describes the way to newer versions: {}", place(upgrade.best()), quote(upgrade.best())),
            some(upgrade.hits),
            guide ? std::string()
                  : msg("Are the older versions that are most used maintained, or is upgrading from them "
                        "described?"));
  } else {
    out.unknown(kMaintenance,
                msg("No supported versions and no way to upgrade are described in {}.", looked_in(supported)),
                msg("Are the most used older versions maintained, or is there a way to upgrade from them?"));
  }
}

}  // namespace

extern const Detector maintenance;
const Detector maintenance{.id = "maintenance",
                           .summary = "Looks for supported versions, support policies and upgrade guides.",
                           .criteria = kCriteria,
                           .detect = detect};

}  // namespace badgescan
