// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What changed between two scans, and what that means for the badge.
#pragma once

#include <string>
#include <vector>

#include "scanner/check/causes.h"
#include "scanner/check/saved.h"
#include "scanner/rules/catalogue.h"

namespace badgescan {

struct Change {
  const Criterion* criterion = nullptr;  ///< owned by the catalogue
  SavedAnswer before, after;
  bool worse = false;         ///< moves away from a satisfied answer
  std::vector<Cause> causes;  ///< at most a few; may be empty
};

struct Comparison {
  std::vector<Change> changes;  ///< worse ones first, MUST before SHOULD, then in catalogue order
  SavedScan before, after;

  bool lost_level() const;  ///< the likely metal or baseline level fell
};

/// `changed` is what differs between the two listings; nullopt when they are not known. Changes of wording or
/// confidence alone are no changes.
Comparison compare(const Catalogue& catalogue, SavedScan before, SavedScan after,
                   const std::optional<std::vector<ChangedPath>>& changed);

/// A block an answer that changed ("  worse   license_location  Met → Unmet · MUST passing", what we say
/// about it now, and because of which files and commits), then a line a level or score that changed. Empty
/// when nothing changed.
std::string describe(const Comparison& comparison, const RenderOptions& options);
/// The same as JSON (schema badgescan-diff/1).
std::string describe_json(const Comparison& comparison);

}  // namespace badgescan
