// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What every command that looks at a repository shares: its options, and the way from a path to a Report.
#pragma once

#include <future>
#include <memory>
#include <string>
#include <vector>

#include "scanner/cli/command.h"
#include "scanner/facts/facts.h"
#include "scanner/repo/git_repository.h"
#include "scanner/report/report.h"
#include "scanner/rules/rule_set.h"

namespace badgescan::cli {

/// Values of the options; the defaults are those of Limits and ScanOptions.
struct SessionOptions {
  std::string path = ".";
  std::string revision;
  bool index = false;
  std::string index_file;  ///< not an option: git names another index while a hook runs (GIT_INDEX_FILE)
  bool worktree = false;
  bool verify = false;
  bool trust_owner = false;
  std::string repo_url;
  std::string rules;
  std::string now;
  std::string since;
  bool history = false;
  bool ignore_claims = false;
  std::string language;
  std::uint64_t max_blob = Limits{}.blob_bytes;
  std::uint64_t max_files = Limits{}.files;
  std::uint64_t max_depth = Limits{}.depth;
  std::uint64_t max_commits = Limits{}.commits;
  std::uint64_t max_scan = Limits{}.scan_bytes;
  std::uint64_t max_seconds = Limits{}.seconds;

  /// Options for the parser: which state to scan, rules, limits, language.
  std::vector<Option> declare();
};

/// A repository opened and ready to be judged. Owns everything that a Report refers to.
class Session {
 public:
  using LoadedRules = Result<std::shared_ptr<const RuleSet>>;
  /// Chooses the language and loads the rules, beside the caller where that is possible: reading them and
  /// opening a repository cost milliseconds each.
  static std::shared_future<LoadedRules> load_rules(const SessionOptions& options);
  /// Opens the repository, with rules that several sessions may share. Errors are complete sentences.
  static Result<std::unique_ptr<Session>> open(const SessionOptions& options,
                                               const std::shared_future<LoadedRules>& rules);
  static Result<std::unique_ptr<Session>> open(const SessionOptions& options) {
    return open(options, load_rules(options));
  }

  Facts& facts() { return *facts_; }
  const Snapshot& snapshot() const { return *snapshot_; }
  const RuleSet& rules() const { return *rules_; }
  const ScanOptions& options() const { return options_; }

 private:
  ScanOptions options_;
  std::shared_ptr<const RuleSet> rules_;
  std::unique_ptr<Snapshot> snapshot_;
  std::unique_ptr<Facts> facts_;
};

}  // namespace badgescan::cli
