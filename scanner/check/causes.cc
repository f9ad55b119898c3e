// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/check/causes.h"

#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/check/compare.h"

namespace badgescan {
namespace {

constexpr std::size_t kMostCauses = 3;       // of one answer
constexpr std::size_t kMostCommits = 3;      // of one cause
constexpr std::size_t kMostJudgements = 12;  // whole scans, to find commits by halving

bool has_path(const std::vector<Cause>& causes, std::string_view path) {
  return std::any_of(causes.begin(), causes.end(), [&](const Cause& cause) { return cause.path == path; });
}

const Evidence* evidence_at(const SavedAnswer& answer, std::string_view path) {
  const auto at = std::find_if(answer.evidence.begin(), answer.evidence.end(),
                               [&](const Evidence& evidence) { return evidence.path == path; });
  return at == answer.evidence.end() ? nullptr : &*at;
}

std::vector<Cause> by_listing(const SavedAnswer& before, const SavedAnswer& after,
                              const std::vector<ChangedPath>& changed) {
  std::vector<Cause> out;
  for (const SavedAnswer* answer : {&after, &before}) {
    for (const Evidence& evidence : answer->evidence) {
      const auto at = std::find_if(changed.begin(), changed.end(), [&](const ChangedPath& path) {
        return clean_utf8(path.path) == evidence.path;
      });
      if (at == changed.end() || has_path(out, evidence.path)) continue;
      const int line = answer == &after ? evidence.line : 0;
      out.push_back({.kind = at->kind, .path = evidence.path, .line = line});
    }
  }
  return out;
}

std::vector<Cause> by_evidence(const SavedAnswer& before, const SavedAnswer& after) {
  std::vector<Cause> out;
  for (const Evidence& evidence : before.evidence) {
    const bool gone = !evidence.path.empty() && evidence_at(after, evidence.path) == nullptr;
    if (gone && !has_path(out, evidence.path))
      out.push_back({.kind = Cause::Kind::dropped, .path = evidence.path, .line = evidence.line});
  }
  for (const Evidence& evidence : after.evidence) {
    if (evidence.path.empty() || has_path(out, evidence.path)) continue;
    const Evidence* then = evidence_at(before, evidence.path);
    const bool same = then != nullptr && then->line == evidence.line && then->excerpt == evidence.excerpt &&
                      then->commit == evidence.commit;
    if (!same) {
      const Cause::Kind kind = then == nullptr ? Cause::Kind::cited : Cause::Kind::reworded;
      out.push_back({.kind = kind, .path = evidence.path, .line = evidence.line});
    }
  }
  return out;
}

/// Commits and tags that only one of the two answers has as evidence.
std::vector<const Evidence*> new_commits(const SavedAnswer& before, const SavedAnswer& after) {
  const auto cited = [](const SavedAnswer& answer, const Evidence& evidence) {
    return std::any_of(answer.evidence.begin(), answer.evidence.end(),
                       [&](const Evidence& other) { return other.commit == evidence.commit; });
  };
  std::vector<const Evidence*> out;
  for (const auto& [from, other] : {std::pair{&after, &before}, std::pair{&before, &after}}) {
    for (const Evidence& evidence : from->evidence) {
      if (!evidence.commit.empty() && !cited(*other, evidence)) out.push_back(&evidence);
    }
  }
  return out;
}

/// What removed a file is its last commit, what added it the first.
void name_commits_of(Cause& cause, std::vector<CommitName> touching) {
  const std::size_t shown = cause.kind == Cause::Kind::changed ? kMostCommits : 1;
  const bool first = cause.kind == Cause::Kind::added;
  if (touching.size() > shown) {
    if (first) std::swap(touching.front(), touching.back());
    if (cause.kind != Cause::Kind::removed) cause.more_commits = touching.size() - shown;
    touching.resize(shown);
  }
  cause.commits = std::move(touching);
}

/// Finds by halving with which commit of a line an answer changed.
class Halving {
 public:
  Halving(const CommitRange& range, const JudgeCommit& judge) : line_(range.main_line()), judge_(judge) {}

  std::optional<CommitName> find(const Change& change) {
    if (line_.empty()) return std::nullopt;
    std::size_t now = 0, then = line_.size();  // the line ends just before the older state
    while (then - now > 1) {
      const std::size_t middle = now + (then - now) / 2;
      const SavedScan* scan = judged(middle);
      const SavedAnswer* answer = scan == nullptr ? nullptr : scan->find(change.criterion->id);
      if (answer == nullptr) return std::nullopt;
      (answer->status == change.after.status ? now : then) = middle;
    }
    return line_[now];
  }

 private:
  const SavedScan* judged(std::size_t step) {
    const auto known = scans_.find(step);
    if (known != scans_.end()) return known->second ? &*known->second : nullptr;
    if (!judge_ || scans_.size() >= kMostJudgements) return nullptr;
    const auto& scan = scans_.emplace(step, judge_(line_[step].id)).first->second;
    return scan ? &*scan : nullptr;
  }

  std::vector<CommitName> line_;
  const JudgeCommit& judge_;
  std::map<std::size_t, std::optional<SavedScan>> scans_;
};

}  // namespace

std::string_view name_of(Cause::Kind kind) {
  constexpr std::string_view kNames[] = {"added",   "removed",  "changed", "cited",
                                         "dropped", "reworded", "commit"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<ChangedPath> changed_paths(std::span<const Entry> before, std::span<const Entry> after) {
  std::vector<ChangedPath> out;
  std::size_t a = 0, b = 0;
  while (a < before.size() || b < after.size()) {
    const bool only_a = b == after.size() || (a < before.size() && before[a].path < after[b].path);
    const bool only_b = a == before.size() || (b < after.size() && after[b].path < before[a].path);
    if (only_a) {
      out.push_back({std::string(before[a++].path), Cause::Kind::removed});
    } else if (only_b) {
      out.push_back({std::string(after[b++].path), Cause::Kind::added});
    } else {
      if (before[a].id != after[b].id || before[a].mode != after[b].mode)
        out.push_back({std::string(after[b].path), Cause::Kind::changed});
      ++a;
      ++b;
    }
  }
  return out;
}

std::vector<Cause> causes_of(const SavedAnswer& before, const SavedAnswer& after,
                             const std::optional<std::vector<ChangedPath>>& changed) {
  std::vector<Cause> out = changed ? by_listing(before, after, *changed) : by_evidence(before, after);
  if (!changed) {
    for (const Evidence* evidence : new_commits(before, after))
      out.push_back({.kind = Cause::Kind::commit, .commits = {{evidence->commit, 0, evidence->excerpt}}});
  }
  if (out.size() > kMostCauses) out.resize(kMostCauses);
  return out;
}

void name_commits(Comparison& comparison, CommitRange& range, const JudgeCommit& judge) {
  if (!range.whole() || range.size() == 0) return;
  Halving halving(range, judge);
  for (Change& change : comparison.changes) {
    for (Cause& cause : change.causes) {
      if (!cause.path.empty()) name_commits_of(cause, range.touching(cause.path));
    }
    for (const Evidence* evidence : new_commits(change.before, change.after)) {
      const std::optional<CommitName> known = range.find(evidence->commit);
      if (known && change.causes.size() < kMostCauses)
        change.causes.push_back({.kind = Cause::Kind::commit, .commits = {*known}});
    }
    if (!change.causes.empty()) continue;
    if (const std::optional<CommitName> found = halving.find(change))
      change.causes.push_back({.kind = Cause::Kind::commit, .commits = {*found}});
  }
}

}  // namespace badgescan
