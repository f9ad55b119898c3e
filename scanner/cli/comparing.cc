// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/comparing.h"

#include <algorithm>
#include <future>
#include <thread>

#include "scanner/base/message.h"
#include "scanner/base/progress.h"
#include "scanner/base/text.h"
#include "scanner/check/state_judge.h"

namespace badgescan::cli {
namespace {

using OpenSession = Result<std::unique_ptr<Session>>;

OpenSession open_state(SessionOptions options, const State& state,
                       const std::shared_ptr<const RuleSet>& rules) {
  options.revision = state.revision;
  options.index = state.index;
  options.index_file = state.index_file;
  return Session::open(options, rules);
}

/// Before the first commit nothing is known: every question is open.
SavedScan nothing(const Catalogue& catalogue) {
  SavedScan scan;
  for (const Criterion& criterion : catalogue.criteria())
    scan.answers.push_back({criterion.id, Status::unknown, 0, "", {}});
  return scan;
}

std::string policy_of(const Session& session) {
  const Entry* entry = session.snapshot().find(".badgescan.json");
  if (entry == nullptr) return {};
  constexpr std::uint64_t kMaxPolicy = 1 << 20;
  Result<std::string> text = session.snapshot().read(*entry, kMaxPolicy);
  return text ? std::move(*text) : std::string{};
}

/// Both at once.
void judge_apart(Session& older, Session& newer, SavedScan& before, SavedScan& after) {
  std::thread other([&] { before = judge_alone(older.facts()); });
  after = judge_alone(newer.facts());
  other.join();
}

Result<std::unique_ptr<Snapshot>> open_commit(const SessionOptions& options, const std::string& commit) {
  if (!ObjectId::from_hex(commit)) return Error{msg("there is no commit {}", commit)};
  OpenOptions how;
  how.revision = commit;
  how.trust_owner = options.trust_owner;
  return open_snapshot(options.path, how);
}

}  // namespace

Result<Compared> compare_states(const SessionOptions& options, const State& before, const State& after,
                                const std::optional<std::string>& cache_folder) {
  const Result<std::shared_ptr<const RuleSet>> rules = Session::load_rules(options);
  if (!rules) return Error{rules.error()};
  const Catalogue& catalogue = (*rules)->catalogue();
  // Listing the files is the dearest part of a small comparison: both at once.
  std::future<OpenSession> soon = std::async(before.nothing() ? std::launch::deferred : std::launch::async,
                                             open_state, options, before, *rules);
  OpenSession newer = open_state(options, after, *rules);
  if (!newer) return Error{newer.error()};
  Compared out{*rules, {}, policy_of(**newer)};
  StateJudge judges(cache_folder.value_or(""));
  const auto judged = [&](const Session& session) {
    return judges.judge(session.snapshot(), session.options(), session.rules());
  };
  if (before.nothing()) {
    SavedScan scan = cache_folder ? judged(**newer) : judge_alone((*newer)->facts());
    out.comparison = compare(catalogue, nothing(catalogue), std::move(scan), {});
    return out;
  }
  OpenSession older = soon.get();
  if (!older) return Error{older.error()};
  SavedScan old_scan, new_scan;
  if (cache_folder) {
    old_scan = judged(**older);
    new_scan = judged(**newer);
  } else {
    judge_apart(**older, **newer, old_scan, new_scan);
  }
  const std::vector<ChangedPath> paths =
      changed_paths((*older)->snapshot().entries(), (*newer)->snapshot().entries());
  out.comparison = compare(catalogue, std::move(old_scan), std::move(new_scan), paths);
  return out;
}

void name_commits(const SessionOptions& options, const std::shared_ptr<const RuleSet>& rules,
                  Comparison& comparison, bool search) {
  const std::optional<ObjectId> before = ObjectId::from_hex(comparison.before.commit);
  const std::optional<ObjectId> after = ObjectId::from_hex(comparison.after.commit);
  if (!before || !after || comparison.changes.empty()) return;
  const Result<std::unique_ptr<Snapshot>> snapshot = open_commit(options, comparison.after.commit);
  if (!snapshot) return;
  CommitRange range(**snapshot, *before, *after);
  const JudgeCommit judge = [&](const std::string& commit) -> std::optional<SavedScan> {
    announce(msg("looking for the commit behind a change: {}", commit.substr(0, 12)));
    const OpenSession session = open_state(options, {.revision = commit}, rules);
    if (!session) return std::nullopt;
    return judge_alone((*session)->facts());
  };
  badgescan::name_commits(comparison, range, search ? judge : JudgeCommit{});
}

std::optional<std::vector<ChangedPath>> changed_between(const SessionOptions& options,
                                                        const std::string& before, const std::string& after) {
  const Result<std::unique_ptr<Snapshot>> older = open_commit(options, before);
  const Result<std::unique_ptr<Snapshot>> newer = open_commit(options, after);
  if (!older || !newer) return std::nullopt;
  return changed_paths((*older)->entries(), (*newer)->entries());
}

}  // namespace badgescan::cli
