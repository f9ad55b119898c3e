// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/session.h"

#include <algorithm>
#include <ctime>
#include <limits>

#include "scanner/assess/infer.h"
#include "scanner/audit/forced.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/cli/check_rules.h"
#include "scanner/cli/output.h"

namespace badgescan::cli {
namespace {

std::uint32_t bounded(std::uint64_t value) {
  return static_cast<std::uint32_t>(
      std::min<std::uint64_t>(value, std::numeric_limits<std::uint32_t>::max()));
}

Outcome read_time(const std::string& text, std::string_view option, std::int64_t& out) {
  if (text.empty() || parse_time(text, out)) return Done{};
  return Error{msg("{} takes a date like 2026-08-21 or 2026-08-21T10:00:00Z, not '{}'", option, text)};
}

Result<OpenOptions> open_options(const SessionOptions& options) {
  if (options.index + options.worktree + !options.revision.empty() > 1) {
    return Error{msg("--rev, --index and --worktree exclude each other: choose one state to scan")};
  }
  OpenOptions out;
  out.source = options.index ? Source::index : options.worktree ? Source::worktree : Source::revision;
  if (!options.revision.empty()) out.revision = options.revision;
  out.index_file = options.index_file;
  out.verify = options.verify;
  out.trust_owner = options.trust_owner;
  out.limits.blob_bytes = options.max_blob;
  out.limits.files = bounded(options.max_files);
  out.limits.depth = bounded(options.max_depth);
  out.limits.commits = bounded(options.max_commits);
  out.limits.scan_bytes = options.max_scan;
  out.limits.seconds = bounded(options.max_seconds);
  return out;
}

}  // namespace

std::vector<Option> SessionOptions::declare() {
  return {
      {.name = "--rev",
       .value = "REV",
       .help = "Scan this revision instead of HEAD",
       .target = &revision,
       .section = "State"},
      {.name = "--index", .help = "Scan the staged files", .target = &index, .section = "State"},
      {.name = "--worktree",
       .help = "Scan the files on disk: tracked, and untracked but not ignored",
       .target = &worktree,
       .section = "State"},
      {.name = "--repo-url",
       .value = "URL",
       .help = "Where the repository is published (default: from its remotes)",
       .target = &repo_url,
       .section = "Evidence"},
      {.name = "--ignore-claims",
       .help = "Do not read .bestpractices.json and security insights",
       .target = &ignore_claims,
       .section = "Evidence"},
      {.name = "--now",
       .value = "DATE",
       .help = "What \"recent\" is measured against (default: today)",
       .target = &now,
       .section = "Evidence"},
      {.name = "--since",
       .value = "DATE",
       .help = "Start of the history window (default: 12 months before the newest commit)",
       .target = &since,
       .section = "Evidence"},
      {.name = "--history",
       .help = "Search the window's changes for secrets, too",
       .target = &history,
       .section = "Evidence"},
      {.name = "--rules",
       .value = "DIR",
       .help = "Rule files that replace or join the built-in ones",
       .target = &rules,
       .section = "Evidence"},
      {.name = "--lang",
       .value = "LANG",
       .help = "Language of the texts: en, de (default: from the locale)",
       .target = &language,
       .section = "Evidence"},
      {.name = "--verify",
       .help = "Check the hash of every object that is read (slower)",
       .target = &verify,
       .section = "Safety and limits"},
      {.name = "--trust-owner",
       .help = "Open a repository that belongs to another user",
       .target = &trust_owner,
       .section = "Safety and limits"},
      {.name = "--max-blob",
       .value = "BYTES",
       .help = "Largest file that is read as text (default: 4194304)",
       .target = &max_blob,
       .section = "Safety and limits"},
      {.name = "--max-files",
       .value = "N",
       .help = "Most files that are listed (default: 2000000)",
       .target = &max_files,
       .section = "Safety and limits"},
      {.name = "--max-depth",
       .value = "N",
       .help = "Deepest folder that is listed (default: 256)",
       .target = &max_depth,
       .section = "Safety and limits"},
      {.name = "--max-commits",
       .value = "N",
       .help = "Most commits of the window that are read (default: 50000)",
       .target = &max_commits,
       .section = "Safety and limits"},
      {.name = "--max-scan",
       .value = "BYTES",
       .help = "Most bytes of source that are searched (default: 4294967296)",
       .target = &max_scan,
       .section = "Safety and limits"},
      {.name = "--max-seconds",
       .value = "N",
       .help = "When optional searches stop (default: 600)",
       .target = &max_seconds,
       .section = "Safety and limits"},
  };
}

std::shared_future<Session::LoadedRules> Session::load_rules(const SessionOptions& options) {
  // A language is chosen before anybody may say something in it.
  const std::string language =
      options.language.empty() ? message_language() : choose_language(options.language);
  return std::async(std::launch::async,
                    [folder = options.rules, language]() -> LoadedRules {
                      LoadedRules rules = RuleSet::load(folder, language);
                      if (!rules || folder.empty()) return rules;
                      std::vector<std::string> problems = check_rules(**rules, folder);
                      if (const auto rows = load_inference(**rules); !rows) problems.push_back(rows.error());
                      if (const Outcome site = check_site_automation(**rules); !site)
                        problems.push_back(site.error());
                      if (!problems.empty()) return Error{join(problems, "\n")};
                      return rules;
                    })
      .share();
}

Result<std::unique_ptr<Session>> Session::open(const SessionOptions& options,
                                               const std::shared_future<LoadedRules>& rules) {
  auto session = std::make_unique<Session>();
  session->options_.now = static_cast<std::int64_t>(std::time(nullptr));
  if (Outcome read = read_time(options.now, "--now", session->options_.now); !read)
    return Error{read.error()};
  if (Outcome read = read_time(options.since, "--since", session->options_.since); !read)
    return Error{read.error()};
  session->options_.repo_url = options.repo_url;
  session->options_.search_history_for_secrets = options.history;
  session->options_.ignore_claims = options.ignore_claims;

  const Result<OpenOptions> how = open_options(options);
  if (!how) return Error{how.error()};
  Result<std::unique_ptr<Snapshot>> snapshot = open_snapshot(options.path, *how);
  if (!rules.get()) return Error{rules.get().error()};
  if (!snapshot) return Error{snapshot.error()};
  session->rules_ = *rules.get();
  session->snapshot_ = std::move(*snapshot);
  session->facts_ = std::make_unique<Facts>(*session->snapshot_, session->options_, *session->rules_);
  return session;
}

}  // namespace badgescan::cli
