// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Clones a repository over a loopback git daemon: our way against the same `git clone`, in turn, in one run.
//   clone_bench REPOSITORY [ROUNDS [ROWS]]        REPOSITORY: a bare repository on this machine; ROWS: 1–3
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "scanner/base/process.h"
#include "scanner/base/text.h"
#include "scanner/net/clone.h"
#include "scanner/repo/git_clone.h"

namespace fs = std::filesystem;
using namespace badgescan;

namespace {

constexpr int kPort = 19418;

double seconds(const std::function<bool()>& work) {
  const auto start = std::chrono::steady_clock::now();
  if (!work()) std::fprintf(stderr, "a clone failed\n");
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const fs::path repository = fs::absolute(argv[1]);
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 3;
  const pid_t daemon = fork();
  if (daemon == 0) {
    execlp("git", "git", "daemon", "--listen=127.0.0.1", ("--port=" + std::to_string(kPort)).c_str(),
           "--export-all", "--reuseaddr", ("--base-path=" + repository.parent_path().string()).c_str(),
           repository.parent_path().c_str(), nullptr);
    _exit(127);
  }
  sleep(1);
  const std::string url = "git://127.0.0.1:" + std::to_string(kPort) + "/" + repository.filename().string();
  const fs::path folder = fs::temp_directory_path() / ("clone-bench-" + std::to_string(getpid()));
  // As on the day of the newest commit: else the window would be fetched in two steps, and git's in one.
  const std::int64_t now = head_time(repository.string());
  const auto git = [&](std::vector<std::string> extra) {
    return [&, extra] {
      fs::remove_all(folder);
      fs::create_directories(folder);
      std::vector<std::string> arguments{"git", "clone", "--quiet", "--bare", "--single-branch"};
      arguments.insert(arguments.end(), extra.begin(), extra.end());
      arguments.insert(arguments.end(), {url, (folder / "x.git").string()});
      const auto done = run_process({.argv = arguments});
      return done && done->status == 0;
    };
  };
  net::CloneOptions ours;
  ours.cache = (folder / "cache").string();
  ours.now = now;
  const auto clone = [&](bool full, bool with_git, bool fresh) {
    return [&, full, with_git, fresh] {
      if (fresh) fs::remove_all(folder);
      net::CloneOptions options = ours;
      options.full_history = full;
      options.use_git_program = with_git;
      const auto cloned = net::clone(url, options);
      if (!cloned) std::fprintf(stderr, "%s\n", cloned.error().c_str());
      return cloned.ok();
    };
  };
  struct Row {
    const char* name;
    std::function<bool()> theirs, our_way;
    std::vector<double> git_seconds, our_seconds;
  };
  std::vector<Row> rows{{"window, by git",
                         git({"--shallow-since=" + iso_time(now - 400LL * 86400)}),
                         clone(false, true, true),
                         {},
                         {}},
                        {"whole, by git", git({}), clone(true, true, true), {}, {}},
                        {"whole, by the library", git({}), clone(true, false, true), {}, {}}};
  if (argc > 3)
    rows.resize(
        std::min<std::size_t>(rows.size(), static_cast<std::size_t>(std::max(1, std::atoi(argv[3])))));
  for (int round = 0; round < rounds; ++round) {
    for (Row& row : rows) {
      row.git_seconds.push_back(seconds(row.theirs));
      row.our_seconds.push_back(seconds(row.our_way));
    }
  }
  for (const Row& row : rows) {
    std::printf("%-24s git %6.2f s   ours %6.2f s   ratio %.2f\n", row.name, median(row.git_seconds),
                median(row.our_seconds), median(row.our_seconds) / median(row.git_seconds));
  }
  clone(false, true, true)();
  std::printf("%-24s ours %6.2f s\n", "again, nothing new", seconds(clone(false, true, false)));
  fs::remove_all(folder);
  kill(daemon, SIGTERM);
  waitpid(daemon, nullptr, 0);
  return 0;
}
