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

OpenSession open_state(SessionOptions options, const State& state, const SharedRules& rules) {
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

/// Two states, and what was worked out about them.
struct States {
  explicit States(std::string cache_folder) : judges(std::move(cache_folder)) {}

  OpenSession older = std::unique_ptr<Session>(), newer = std::unique_ptr<Session>();
  StateJudge judges;
};

SavedScan judged(StateJudge& judges, const Session& session) {
  return judges.judge(session.snapshot(), session.options(), session.rules());
}

}  // namespace

Result<Compared> compare_states(const SessionOptions& options, const SharedRules& rules, const State& before,
                                const State& after, const std::optional<std::string>& cache_folder) {
  // Taking facts and files apart would cost a tenth of a scan, and whoever compares ends soon: that is left
  // to the next comparison.
  static States* states = nullptr;
  delete states;
  states = new States(cache_folder.value_or(""));
  auto& [older, newer, judges] = *states;

  // Listing the files is the dearest part of a small comparison: it is done beside everything else.
  std::future<OpenSession> soon = std::async(std::launch::async, open_state, options, after, rules);
  SavedScan old_scan, new_scan;
  if (!before.nothing()) {
    older = open_state(options, before, rules);
    if (!older) return Error{older.error()};
    if (cache_folder) old_scan = judged(judges, **older);
  }
  newer = soon.get();
  if (!newer) return Error{newer.error()};
  if (cache_folder)
    new_scan = judged(judges, **newer);
  else if (before.nothing())
    new_scan = judge_alone((*newer)->facts());
  else
    judge_apart(**older, **newer, old_scan, new_scan);

  Compared out{*rules.get(), {}, policy_of(**newer)};
  const Catalogue& catalogue = out.rules->catalogue();
  std::optional<std::vector<ChangedPath>> paths;
  if (before.nothing())
    old_scan = nothing(catalogue);
  else
    paths = changed_paths((*older)->snapshot().entries(), (*newer)->snapshot().entries());
  out.comparison = compare(catalogue, std::move(old_scan), std::move(new_scan), paths);
  judges.finish();
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
  const SharedRules loaded =
      std::async(std::launch::deferred, [&] { return Session::LoadedRules(rules); }).share();
  const JudgeCommit judge = [&](const std::string& commit) -> std::optional<SavedScan> {
    announce(msg("looking for the commit behind a change: {}", commit.substr(0, 12)));
    const OpenSession session = open_state(options, {.revision = commit}, loaded);
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
