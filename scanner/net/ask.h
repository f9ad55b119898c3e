// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Everything that --online asks, in one call: the forge, the badge site, OSV, the project's own sites.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "scanner/facts/online.h"
#include "scanner/net/http.h"
#include "scanner/net/tokens.h"

namespace badgescan::net {

struct Package {
  std::string ecosystem;  ///< as OSV spells it: "npm", "PyPI", "crates.io", "Go", …
  std::string name;
  std::string version;
};

struct Question {
  ForgeLocation forge;
  std::int64_t now = 0;
  std::vector<ProjectUrl> sites;  ///< homepage and download pages; the repository is added
  std::string homepage_url;       ///< for the search of the badge entry
  std::string badge_id;           ///< of the README's badge; empty = search by URL
  Package package;                ///< the project's own newest release; empty name = not published
  std::vector<Package> dependencies;
};

/// Where services are, by name: "github", "gitlab", "gitea", "bestpractices", "osv". What is not named is at
/// its usual place.
using ApiBases = std::map<std::string, std::string>;

/// Pacing that services ask for: one request a second for the badge site.
void add_pacing(HttpOptions& options, const ApiBases& bases);

OnlineFacts ask(Http& http, const Question& question, const ApiBases& bases, const Tokens& tokens);

// The parts, each with its own file.

struct ForgeQuestion {
  std::string api;  ///< base URL without a trailing '/'
  std::string owner, name;
  std::string page;  ///< of the repository, for people
  std::int64_t now = 0;
  Tokens tokens;
};
ForgeAnswers ask_github(Http& http, const ForgeQuestion& question);
ForgeAnswers ask_gitlab(Http& http, const ForgeQuestion& question);
ForgeAnswers ask_gitea(Http& http, const ForgeQuestion& question);

inline constexpr std::string_view kBadgeSite = "https://www.bestpractices.dev";
/// By id, else by the repository's URL, else by the homepage's.
Asked<BadgeEntry> ask_badge_entry(Http& http, const std::string& base, const std::string& id,
                                  const std::vector<std::string>& urls);

inline constexpr std::string_view kOsv = "https://api.osv.dev";
void ask_osv(Http& http, const std::string& base, const Question& question, OnlineFacts& out);

std::vector<SiteAnswer> ask_sites(Http& http, const std::vector<ProjectUrl>& sites);

/// Bounds of the window of the response criteria, as dates: 12 and 2 months before `now`.
struct ResponseWindow {
  std::int64_t from = 0, until = 0;
};
ResponseWindow response_window(std::int64_t now);
/// "bug", "enhancement" or "other", by an issue's labels.
enum class IssueKind { report, enhancement, other };
IssueKind issue_kind(const std::vector<std::string>& labels);
/// A label that marks small tasks for newcomers.
bool is_small_task_label(std::string_view label);
/// Accounts that are programs: "x[bot]", "dependabot", …
bool is_bot(std::string_view login);

}  // namespace badgescan::net
