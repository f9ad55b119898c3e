// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The content scan against `git grep` for one pattern over the same tree, in turn, in one run.
//
//   content_scan_bench REPOSITORY [ROUNDS]
//
// Prints the medians of wall and processor time of both, start-up included, and their ratios. Processor time
// is the steadier one on a busy machine.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "scanner/facts/source_scan.h"
#include "scanner/facts/tree_index.h"
#include "scanner/repo/git_repository.h"
#include "scanner/rules/rule_set.h"

namespace {

struct Times {
  std::vector<double> wall, processor;
};

double processor_milliseconds() {
  double sum = 0;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage used{};
    getrusage(who, &used);
    for (const timeval& time : {used.ru_utime, used.ru_stime}) {
      sum += static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    }
  }
  return sum;
}

void measure(Times& times, const std::function<void()>& work) {
  const double before = processor_milliseconds();
  const auto start = std::chrono::steady_clock::now();
  work();
  times.wall.push_back(
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  times.processor.push_back(processor_milliseconds() - before);
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  using namespace badgescan;
  if (argc < 2) return std::fprintf(stderr, "content_scan_bench REPOSITORY [ROUNDS]\n"), 2;
  const std::string repository = argv[1];
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 7;
  const std::string grep =
      "git -C '" + repository + "' grep -l -I -E 'InsecureSkipVerify: *true' HEAD >/dev/null 2>&1";
  Times ours, theirs;
  source::ScanCounts counts;
  for (int round = 0; round < rounds; ++round) {
    measure(theirs, [&] {
      if (std::system(grep.c_str()) == -1) std::exit(1);
    });
    measure(ours, [&] {
      const auto rules = RuleSet::load();
      const auto snapshot = open_snapshot(repository, {.trust_owner = true});
      if (!rules || !snapshot) std::exit(1);
      const ScanOptions options;
      const Facts facts(**snapshot, options, **rules);
      const auto patterns = source::PatternSet::load(**rules);
      const TreeIndex& tree = facts.get<TreeIndex>();
      if (!patterns) std::exit(1);
      counts = source::scan_content(
                   **snapshot, **patterns,
                   [&tree](const Entry& entry) { return source_place(tree.classify(entry), entry.path); }, 2)
                   .counts;
    });
  }
  std::printf("%zu files, %.1f MB\n", counts.files, static_cast<double>(counts.bytes) / 1e6);
  const auto show = [](const char* what, double us, double git) {
    std::printf("  %s: scan %.0f ms, git grep %.0f ms, ratio %.2f\n", what, us, git, us / git);
  };
  show("wall", median(ours.wall), median(theirs.wall));
  show("processor", median(ours.processor), median(theirs.processor));
}
