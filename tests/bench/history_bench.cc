// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Prints facts about the history in the words of git commands, to compare them (compare_history.sh), or times
// one phase in a fresh process (history_bench.sh).
//
//   history_bench REPOSITORY commits|trailers|people|paths|tags [SINCE]
//   history_bench REPOSITORY time-history|time-paths|time-all-paths|time-tags|time-fact-paths|memory [SINCE]
//
// SINCE is seconds since 1970; without it the window is that of a scan. Times are milliseconds: wall,
// processor.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <string>

#include "scanner/base/text.h"
#include "scanner/facts/changed_paths.h"
#include "scanner/facts/history.h"
#include "scanner/facts/history/people.h"
#include "scanner/facts/releases.h"
#include "scanner/repo/commit_walk.h"
#include "scanner/repo/git_repository.h"
#include "scanner/repo/tree_diff.h"
#include "scanner/rules/rule_set.h"

namespace {

using namespace badgescan;

/// Wall and processor time since the object was made, in milliseconds.
class Timer {
 public:
  std::string text(std::size_t count) const {
    char line[96];
    const double wall =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - wall_).count();
    std::snprintf(line, sizeof line, "%.2f %.2f %zu\n", wall, cpu() - cpu_, count);
    return line;
  }

 private:
  static double cpu() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  }
  std::chrono::steady_clock::time_point wall_ = std::chrono::steady_clock::now();
  double cpu_ = cpu();
};

/// Private memory of the process in kB (Linux).
long private_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    long kb = 0;
    if (word == "RssAnon:" && status >> kb) return kb;
  }
  return 0;
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void print_commits(const History& history) {
  for (const HistoryCommit& commit : history.commits) {
    std::string line =
        commit.id.hex() + " " + std::to_string(commit.author_time) + " " + std::to_string(commit.commit_time);
    for (std::uint32_t i = 0; i < commit.parents; ++i)
      line += " " + history.parent_ids[commit.first_parent + i].hex();
    print(line + "\n");
  }
}

void print_trailers(const History& history) {
  for (const HistoryCommit& commit : history.commits) {
    print("commit " + commit.id.hex() + "\n");
    for (const HistoryTrailer& trailer : history.trailers(commit)) {
      if (trailer.in_block) print(std::string(trailer.key) + ": " + unfold(trailer.value) + "\n");
    }
  }
}

void print_people(const History& history) {
  std::map<std::string, int> counts;
  for (const HistoryCommit& commit : history.commits) {
    const HistorySignature& author = history.signatures[commit.author];
    if (!commit.merge()) ++counts[author.name + " <" + author.mail + ">"];
  }
  for (const auto& [who, count] : counts) print(std::to_string(count) + "\t" + who + "\n");
}

/// `most` changes that are no merges, each against its first parent.
template <class Visit>
void each_change(ObjectStore& store, const WalkResult& walk, const std::vector<ObjectId>& trees,
                 std::size_t most, Visit&& visit) {
  TreeDiff diff(store);
  std::map<std::uint32_t, ObjectId> none;
  for (const WalkCommit& commit : walk.commits) {
    if (commit.parent_ids.size() > 1 || most == 0) continue;
    --most;
    ObjectId before;
    if (!commit.parents.empty()) before = trees[commit.parents.front()];
    visit(commit, diff, before, trees[commit.number]);
  }
}

struct Walked {
  WalkResult walk;
  std::vector<ObjectId> trees;
};
Walked walk(ObjectStore& store, const SnapshotInfo& info, std::int64_t since, std::uint32_t most) {
  Walked out;
  WalkOptions options;
  options.since = since;
  options.max_commits = most;
  out.walk = walk_commits(store, info.commit, info.shallow_roots, options,
                          [&](std::uint32_t, const RawCommit& commit) { out.trees.push_back(commit.tree); });
  return out;
}

void print_paths(const Snapshot& snapshot, std::int64_t since) {
  const auto store = snapshot.open_objects();
  const Walked walked = walk(*store, snapshot.info(), since, ~0U);
  each_change(*store, walked.walk, walked.trees, ~std::size_t{0},
              [](const WalkCommit& commit, TreeDiff& diff, const ObjectId& before, const ObjectId& after) {
                print("commit " + commit.id.hex() + "\n");
                diff.compare(before, after,
                             [](std::string_view path, Change) { print(std::string(path) + "\n"); });
              });
}

void print_tags(const Releases& releases) {
  for (const ReleaseTag& tag : releases.tags) {
    // git prints no date for the tags of 2005, which name no tagger.
    const std::string date = tag.annotated && tag.tagger_name.empty() ? "" : std::to_string(tag.date);
    print(tag.name + " " + tag.id.hex() + " " + date + " " + (tag.annotated ? "tag" : "commit") + "\n");
  }
}

std::size_t count_paths(const Snapshot& snapshot, std::int64_t since, std::uint32_t commits,
                        std::size_t changes) {
  const auto store = snapshot.open_objects();
  const Walked walked = walk(*store, snapshot.info(), since, commits);
  std::size_t paths = 0;
  each_change(*store, walked.walk, walked.trees, changes,
              [&](const WalkCommit&, TreeDiff& diff, const ObjectId& before, const ObjectId& after) {
                diff.compare(before, after, [&](std::string_view, Change) { ++paths; });
              });
  return paths;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: history_bench REPOSITORY WHAT [SINCE]\n");
    return 2;
  }
  const auto snapshot = open_snapshot(argv[1], {.trust_owner = true});
  const auto rules = RuleSet::load();
  if (!snapshot || !rules) {
    std::fprintf(stderr, "%s\n", (!snapshot ? snapshot.error() : rules.error()).c_str());
    return 2;
  }
  const std::string what = argv[2];
  const std::int64_t since = argc > 3 ? std::atoll(argv[3]) : 0;
  const ScanOptions options{.since = since};
  Facts facts(**snapshot, options, **rules);
  const std::int64_t window = since != 0 ? since : months_before((*snapshot)->info().commit_time, 12);

  const Timer timer;
  std::size_t count = 0;
  if (what == "commits") {
    print_commits(facts.get<History>());
  } else if (what == "trailers") {
    print_trailers(facts.get<History>());
  } else if (what == "people") {
    print_people(facts.get<History>());
  } else if (what == "paths") {
    print_paths(**snapshot, window);
  } else if (what == "tags") {
    print_tags(facts.get<Releases>());
  } else if (what == "since") {
    print(std::to_string(facts.get<History>().since) + "\n");
  } else if (what == "time-history") {
    count = facts.get<History>().commits.size();
  } else if (what == "time-paths") {
    count = count_paths(**snapshot, 1, 600, 200);
  } else if (what == "time-all-paths") {
    count = count_paths(**snapshot, window, ~0U, ~std::size_t{0});
  } else if (what == "time-tags") {
    facts.get<People>();
    facts.set(History{});  // the tags alone
    count = facts.get<Releases>().tags.size();
  } else if (what == "memory") {
    const long start = private_kb();
    facts.get<History>();
    const long history = private_kb();
    facts.get<ChangedPaths>();
    facts.get<Releases>();
    std::printf("history %ld kB, changed paths and releases %ld kB more\n", history - start,
                private_kb() - history);
    return 0;
  } else if (what == "time-fact-paths") {
    facts.get<History>();
    const Timer paths;
    count = facts.get<ChangedPaths>().commits.size();
    print(paths.text(count));
    return 0;
  } else {
    std::fprintf(stderr, "unknown: %s\n", what.c_str());
    return 2;
  }
  if (what.starts_with("time-")) print(timer.text(count));
  return 0;
}
