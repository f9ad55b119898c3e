// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Verifies the answers of an existing badge entry (.bestpractices.json) against the repository.
//
// A verdict needs evidence:
//   supported     the scan gives the same answer with confidence 2 or more
//   contradicted  the scan gives the opposite answer: Unmet with confidence 3 or more, Met with 5
//   unsupported   a complete search found nothing, and the justification cites nothing that exists
//   unverifiable  everything else: only people, a website or the forge's settings can tell
// Met and N/A do not contradict each other: both satisfy a criterion, and which it is, people decide.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/assess/assessment.h"
#include "scanner/audit/link_check.h"
#include "scanner/facts/claims.h"
#include "scanner/report/report.h"

namespace badgescan {

enum class Verdict { supported, unverifiable, unsupported, contradicted };
std::string_view name_of(Verdict verdict);

/// The commit after which the scan's answer was no longer the claimed one.
struct BrokenBy {
  std::string commit = {};  ///< hex
  std::int64_t time = 0;
  std::string subject = {};
};

struct AuditedClaim {
  Claim claim = {};
  const Criterion* criterion = nullptr;  ///< owned by the catalogue
  Verdict verdict = Verdict::unverifiable;
  Finding found = {};       ///< status unknown when the scan has no answer
  std::string reason = {};  ///< one or two sentences
  std::vector<LinkCheck> links = {};
  std::vector<ClaimProblem> problems = {};  ///< what the badge site does not count
  std::int64_t claimed = 0;                 ///< date of the commit that wrote this answer; 0 = unknown
  std::string claimed_in = {};              ///< that commit
  std::optional<BrokenBy> broken_by = {};   ///< set when the claim was right when it was written
  bool wrong_from_start = false;            ///< the scan already found the opposite when it was written

  bool has_broken_link() const;
};

struct Audit {
  std::string path = {};                    ///< of the claim file; empty when there is none
  std::vector<AuditedClaim> claims = {};    ///< in the order of the file
  std::vector<ClaimProblem> problems = {};  ///< of the file, about no single criterion
  Estimate as_counted = {};                 ///< levels as the site counts the answers of this file alone
  bool ignored_by_site = false;             ///< too large or not readable: the site takes nothing of it
  std::vector<Note> notes = {};

  std::size_t count(Verdict verdict) const;
  std::size_t broken_links() const;
};

/// Opens another commit of the same repository; null when it cannot.
using OpenCommit = std::function<std::unique_ptr<Snapshot>(const std::string& commit)>;

struct AuditOptions {
  OpenCommit open = {};     ///< empty: the commit that broke a claim is not looked for
  std::size_t breaks = 12;  ///< claims for which it is looked for
  /// Asks other sites, all at once: for each URL why it does not answer, "" when it does. Empty: nobody is
  /// asked.
  std::function<std::map<std::string, std::string>(const std::vector<std::string>& urls)> probe = {};
};

/// `report` must be made with claims ignored, or it would confirm them by themselves.
Audit audit_claims(const Facts& facts, const Report& report, const AuditOptions& options = {});

}  // namespace badgescan
