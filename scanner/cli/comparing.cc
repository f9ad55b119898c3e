#include "scanner/cli/comparing.h"

#include <algorithm>
#include <thread>

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

/// Paths that were added, removed or changed between two listings, both sorted.
std::vector<std::string> changed_paths(std::span<const Entry> before, std::span<const Entry> after) {
  std::vector<std::string> out;
  std::size_t a = 0, b = 0;
  while (a < before.size() || b < after.size()) {
    const bool only_a = b == after.size() || (a < before.size() && before[a].path < after[b].path);
    const bool only_b = a == before.size() || (b < after.size() && after[b].path < before[a].path);
    if (only_a)
      out.push_back(clean_utf8(before[a++].path));
    else if (only_b)
      out.push_back(clean_utf8(after[b++].path));
    else {
      if (before[a].id != after[b].id || before[a].mode != after[b].mode)
        out.push_back(clean_utf8(after[b].path));
      ++a;
      ++b;
    }
  }
  return out;
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

}  // namespace

Result<Compared> compare_states(const SessionOptions& options, const State& before, const State& after,
                                const std::optional<std::string>& cache_folder) {
  OpenSession newer = open_state(options, after, nullptr);
  if (!newer) return Error{newer.error()};
  const std::shared_ptr<const RuleSet>& rules = (*newer)->shared_rules();
  const Catalogue& catalogue = rules->catalogue();
  Compared out{rules, {}, policy_of(**newer)};
  StateJudge judges(cache_folder.value_or(""));
  const auto judged = [&](const Session& session) {
    return judges.judge(session.snapshot(), session.options(), session.rules());
  };
  if (before.nothing()) {
    SavedScan scan = cache_folder ? judged(**newer) : judge_alone((*newer)->facts());
    out.comparison = compare(catalogue, nothing(catalogue), std::move(scan), {});
    return out;
  }
  OpenSession older = open_state(options, before, rules);
  if (!older) return Error{older.error()};
  SavedScan old_scan, new_scan;
  if (cache_folder) {
    old_scan = judged(**older);
    new_scan = judged(**newer);
  } else {
    judge_apart(**older, **newer, old_scan, new_scan);
  }
  const std::vector<std::string> paths =
      changed_paths((*older)->snapshot().entries(), (*newer)->snapshot().entries());
  out.comparison = compare(catalogue, std::move(old_scan), std::move(new_scan), paths);
  return out;
}

}  // namespace badgescan::cli
