// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether answers are the same with and without the cache: for commits of a real repository, drawn at random,
// the parent as HEAD and the commit as the staged files are judged alone and with what earlier states left.
//
//   check_differential_bench CLONE [COMMITS [SEED]]
//
// CLONE must be a clone made for this: its HEAD is moved. Every member of a scan that a comparison could use
// is compared. Exit 1 when anything differs.
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "scanner/check/state_judge.h"
#include "scanner/repo/git_repository.h"
#include "scanner/rules/rule_set.h"

namespace {

using namespace badgescan;

std::string git(const std::string& repository, const std::string& arguments) {
  const std::string command = "git -C '" + repository + "' " + arguments;
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 65536> buffer{};
  while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), pipe))
    out.append(buffer.data(), size);
  if (pclose(pipe) != 0) {
    fmt::print(stderr, "failed: {}\n", command);
    std::exit(2);
  }
  return out;
}

/// Commits with one parent.
std::vector<std::string> commits_of(const std::string& repository, std::size_t wanted, unsigned seed) {
  const std::string list = git(repository, "rev-list --all --max-parents=1 --min-parents=1");
  std::vector<std::string> all;
  for (std::size_t at = 0; at + 40 <= list.size(); at += 41) all.push_back(list.substr(at, 40));
  std::mt19937 random(seed);
  std::shuffle(all.begin(), all.end(), random);
  if (all.size() > wanted) all.resize(wanted);
  return all;
}

std::unique_ptr<Snapshot> open(const std::string& repository, const OpenOptions& options) {
  Result<std::unique_ptr<Snapshot>> snapshot = open_snapshot(repository, options);
  if (snapshot) return std::move(*snapshot);
  fmt::print(stderr, "{}\n", snapshot.error());
  std::exit(2);
}

std::string first_difference(const std::string& a, const std::string& b) {
  const auto at =
      static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  const std::size_t from = at < 200 ? 0 : at - 200;
  return fmt::format("  alone: …{}\n  cache: …{}\n", a.substr(from, 400), b.substr(from, 400));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string repository = argv[1];
  const std::size_t wanted = argc > 2 ? std::stoul(argv[2]) : 200;
  const auto seed = static_cast<unsigned>(argc > 3 ? std::stoul(argv[3]) : 1);
  const auto rules = RuleSet::load();
  if (!rules) return 2;
  const ScanOptions options{.now = std::time(nullptr)};
  const std::string folder = repository + "/.git/badgescan-differential",
                    index = repository + "/.git/differential-index";
  std::filesystem::remove_all(folder);
  const std::string head = git(repository, "rev-parse HEAD").substr(0, 40);
  std::size_t judged = 0, different = 0;
  for (const std::string& commit : commits_of(repository, wanted, seed)) {
    git(repository, fmt::format("update-ref --no-deref HEAD {}^", commit));
    std::filesystem::remove(index);
    setenv("GIT_INDEX_FILE", index.c_str(), 1);
    git(repository, "read-tree " + commit);
    unsetenv("GIT_INDEX_FILE");
    OpenOptions before, after;
    before.revision = "HEAD";
    after.source = Source::index;
    after.index_file = index;
    const std::array snapshots{open(repository, before), open(repository, after)};
    std::array<SavedScan, 2> alone;
    const auto judge = [&](std::size_t i) { alone[i] = judge_alone(Facts(*snapshots[i], options, **rules)); };
    std::thread other([&] { judge(0); });
    judge(1);
    other.join();
    StateJudge helped(folder);
    for (std::size_t i = 0; i < 2; ++i) {
      ++judged;
      const std::string want = write_saved(alone[i]),
                        have = write_saved(helped.judge(*snapshots[i], options, **rules));
      if (want == have) continue;
      ++different;
      fmt::print("{} {}: different\n{}", commit, i == 0 ? "parent" : "staged", first_difference(want, have));
    }
  }
  git(repository, "update-ref --no-deref HEAD " + head);
  fmt::print("{}: {} states judged, {} different\n", repository, judged, different);
  return different == 0 ? 0 : 1;
}
