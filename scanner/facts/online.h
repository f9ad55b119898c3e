// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What services on the network said about the project. Filled by scanner/net on --online and put in place
// before the detectors run; without --online nothing was asked, and every detector stays silent.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/facts/project.h"

namespace badgescan {

/// A value that somebody was asked for. No value and no reason: nobody was asked.
template <class T>
struct Asked {
  std::optional<T> value = {};
  std::string why = {};  ///< a clause: the missing permission, or what failed
  std::string url = {};  ///< where a person sees the same

  bool was_asked() const { return value.has_value() || !why.empty(); }
  explicit operator bool() const { return value.has_value(); }
  const T& operator*() const { return *value; }
  const T* operator->() const { return &*value; }
};

struct ForgeSettings {
  std::string description = {};
  std::string homepage = {};
  std::string default_branch = {};
  std::vector<std::string> topics = {};
  bool archived = false;
  bool is_public = false;
  bool issues = false;  ///< the forge's own issue tracker is switched on
  bool discussions = false;
  bool owned_by_organisation = false;
};

struct ForgeRelease {
  std::string tag = {};
  std::string url = {};
  std::string notes = {};
  std::int64_t published = 0;
  std::vector<std::string> assets = {};  ///< file names
};

/// Issues submitted 2 to 12 months ago.
struct IssueResponses {
  std::size_t total = 0;      ///< in the window
  std::size_t looked_at = 0;  ///< the newest of them
  std::size_t answered = 0;   ///< of those
  bool exact = false;  ///< false: the forge told only whether there are comments, not whose: `answered` is an
                       ///< upper bound
};

struct ReviewShare {
  std::size_t changes = 0;           ///< of people, merges not counted, newest of the last 12 months
  std::size_t reviewed = 0;          ///< approved by a person other than the author
  bool only_merge_requests = false;  ///< direct pushes were not seen
};

/// What guards the default branch. Unset: the forge did not tell.
struct BranchRules {
  std::string branch = {};
  std::optional<bool> protected_at_all = {};
  std::optional<bool> needs_pull_request = {};
  std::optional<int> approvals = {};
  std::optional<bool> deletion_blocked = {};
  std::optional<bool> status_checks = {};
};

struct ForgeLabel {
  std::string name = {};
  std::size_t open_issues = 0;
};

/// A community document that stands in another repository of the owner and counts for all of them.
struct SharedDocument {
  std::string kind = {};  ///< "security", "contributing", "code_of_conduct"
  std::string url = {};
  std::string text = {};  ///< empty when only its presence is known
};

struct Vulnerability {
  std::string id = {};
  std::vector<std::string> aliases = {};  ///< CVE, GHSA …
  std::string severity = {};              ///< "critical", "high", "medium", "low"; empty = not given
  std::string url = {};
  std::int64_t published = 0;
  bool patched = false;   ///< a fixed version exists
  bool credited = false;  ///< names a reporter
};

struct ForgeAnswers {
  Forge forge = Forge::unknown;
  bool with_token = false;
  Asked<ForgeSettings> settings;
  Asked<bool> private_reporting;
  Asked<std::vector<ForgeRelease>> releases;   ///< newest first
  Asked<std::vector<ForgeLabel>> small_tasks;  ///< labels for newcomers
  Asked<IssueResponses> reports;
  Asked<IssueResponses> enhancements;
  Asked<ReviewShare> reviews;
  Asked<BranchRules> branch;
  Asked<bool> two_factor;                 ///< the organisation requires it
  Asked<std::string> default_permission;  ///< of a new member: "read", "none", "write", "admin"
  Asked<std::vector<SharedDocument>> shared_documents;
  Asked<std::vector<Vulnerability>> advisories;  ///< published by the project
};

/// One of the project's sites, asked over https and http.
struct SiteAnswer {
  std::string what = {};  ///< "homepage", "repository", "download"
  std::string url = {};   ///< its https form
  bool https = false;
  int status = 0;
  std::string final_url = {};
  std::string certificate_until = {};
  std::string failure = {};                 ///< why https did not answer
  std::optional<bool> http_redirects = {};  ///< unset: http does not answer, or was not asked
  bool csp = false, hsts = false, nosniff = false, frame = false;  ///< the four headers of hardened_site
};

/// An entry of bestpractices.dev.
struct BadgeEntry {
  std::string id = {};
  std::string name = {};
  std::string url = {};
  std::string level = {};                       ///< "in_progress", "passing", "silver", "gold"
  std::map<std::string, int> percentages = {};  ///< "passing", "silver", "gold", "baseline-1" …
  int tiered_percentage = 0;
  std::string updated = {};
  std::map<std::string, std::string> statuses = {};        ///< criterion id → "Met", "Unmet", "N/A", "?"
  std::map<std::string, std::string> justifications = {};  ///< criterion id → text
  int score() const;                                       ///< 10, 7, 5 or 2
};

struct AskedOf {
  std::string url = {};
  std::string what = {};
  std::string outcome = {};  ///< "200", "from the cache", or why there is no answer
};

class OnlineFacts {
 public:
  /// Nothing was asked: the cli puts the filled value in place.
  static OnlineFacts collect(const Facts&) { return {}; }

  bool asked = false;
  ForgeAnswers forge;
  std::vector<SiteAnswer> sites;
  Asked<BadgeEntry> entry;
  Asked<std::vector<Vulnerability>> known_vulnerabilities;       ///< OSV: of the project's newest release
  std::string package;                                           ///< which package and version that was
  Asked<std::vector<Vulnerability>> dependency_vulnerabilities;  ///< OSV: of locked dependencies
  std::size_t dependencies_asked = 0;
  std::vector<AskedOf> log;
};

}  // namespace badgescan
