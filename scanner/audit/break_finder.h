// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Finds when a claim was written, and the commit after which it was no longer true.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "scanner/audit/audit.h"
#include "scanner/audit/main_line.h"

namespace badgescan {

class BreakFinder {
 public:
  BreakFinder(const Facts& facts, MainLine& line, const OpenCommit& open);
  ~BreakFinder();

  /// The step of the main line that wrote this answer (status and justification) as it stands.
  std::optional<std::size_t> written(const Claim& claim);
  /// Fills AuditedClaim::broken_by or wrong_from_start. Runs the criterion's detectors at a few commits.
  void look(AuditedClaim& claim, std::size_t written);

 private:
  struct State;
  Finding answer_at(std::size_t step, const Criterion& criterion);
  const Claims& claims_at(const ObjectId& blob);

  const Facts& facts_;
  MainLine& line_;
  const OpenCommit& open_;
  std::map<ObjectId, Claims> versions_;
  std::map<std::size_t, std::unique_ptr<State>> states_;
};

/// Whether this finding contradicts the status; the rule of Verdict::contradicted.
bool contradicts(const Finding& found, Status claimed);

}  // namespace badgescan
