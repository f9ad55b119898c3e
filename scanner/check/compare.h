// What changed between two scans, and what that means for the badge.
#pragma once

#include <string>
#include <vector>

#include "scanner/check/saved.h"
#include "scanner/rules/catalogue.h"

namespace badgescan {

struct Change {
  const Criterion* criterion = nullptr;  ///< owned by the catalogue
  SavedAnswer before, after;
  bool worse = false;               ///< moves away from a satisfied answer
  std::vector<std::string> causes;  ///< changed paths that are evidence before or after; may be empty
};

struct Comparison {
  std::vector<Change> changes;  ///< worse ones first, MUST before SHOULD, then in catalogue order
  SavedScan before, after;

  bool lost_level() const;  ///< the likely metal or baseline level fell
};

/// `changed_paths` (clean) are named as causes; may be empty when they are unknown. Changes of wording or
/// confidence alone are no changes.
Comparison compare(const Catalogue& catalogue, SavedScan before, SavedScan after,
                   const std::vector<std::string>& changed_paths);

/// One line a change, "  lost  vulnerability_report_process  Met → Unmet (MUST, passing; SECURITY.md)", then
/// one line a level whose percentage changed. Empty when nothing changed. `colour` and `utf8` as in
/// RenderOptions.
std::string describe(const Comparison& comparison, const RenderOptions& options);
/// The same as JSON (schema badgescan-diff/1).
std::string describe_json(const Comparison& comparison);

}  // namespace badgescan
