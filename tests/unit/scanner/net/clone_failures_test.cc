// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Clones that fail for real: each reason is told in the same plain words whether git or the library cloned,
// and neither a failure nor an interrupt leaves anything broken in the cache.
#include <filesystem>
#include <fstream>

#include "scanner/net/clone.h"
#include "tests/support/git_fixture.h"
#include "tests/support/test.h"
#include "tests/support/test_server.h"

using namespace badgescan;
using namespace badgescan::net;
using namespace badgescan::test;
namespace fs = std::filesystem;

namespace {

/// What the cache holds besides lock files.
std::vector<std::string> left_in(const TempFolder& cache) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(cache / "repos"))
    if (entry.path().extension() != ".lock") names.push_back(entry.path().filename());
  return names;
}

}  // namespace

TEST_CASE("clone: hosts and repositories that are not there", "[net][clone]") {
  const bool git_program = GENERATE(true, false);
  CAPTURE(git_program);
  const TempFolder cache, empty;
  const TestServer server({.git = empty.path()});
  const TestServer tls({.git = empty.path(), .tls = true});
  const TestServer locked({.git = empty.path(), .login = "ada:hunter2"});
  const std::pair<std::string, const char*> cases[] = {
      {"http://nosuchhost.invalid/x", "there is no such host"},
      {server / "git/none", "there is no repository"},
      {"file://" + empty.path() + "/none", git_program ? "there is no repository" : "cannot clone"},
      {"http://127.0.0.1:1/x", "no connection to the host"},
      {"git://127.0.0.1:1/x", "no connection to the host"},
      {tls / "git/x", "the certificate of the server is not trusted"},
      {locked / "git/x", "asks for a login"},
  };
  for (const auto& [url, reason] : cases) {
    CAPTURE(url);
    const Result<Cloned> cloned = clone(url, {.cache = cache.path(),
                                              .now = kNow,
                                              .use_git_program = git_program,
                                              .environment = [](std::string_view) { return std::string(); }});
    REQUIRE_FALSE(cloned);
    CHECK_THAT(cloned.error(), Catch::Contains(reason) && Catch::Contains(url));
  }
  CHECK(left_in(cache).empty());
}

TEST_CASE("clone: a full disk is told, and the room is given back", "[net][clone]") {
  // A small file system of its own, in a name space of its own: needs no rights.
  const std::string in_small_disk =
      "exec 2>&1; mount -t tmpfs -o size=600k none \"$1\" 2>/dev/null || exit 77; shift; \"$@\"; code=$?; "
      "find \"$CACHE\" -type f ! -name '*.lock'; exit $code";
  GitFixture repository;
  std::string noise(3'000'000, ' ');
  std::uint32_t state = 1;
  for (char& c : noise) c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  repository.write("noise", noise).commit("noise");
  for (const char* no_git : {"", "1"}) {
    CAPTURE(no_git);
    const TempFolder cache;
    int code = -1;
    const std::string said =
        run_program({"unshare", "--user", "--map-root-user", "--mount", "sh", "-c", in_small_disk, "sh",
                     cache.path(), program(), "scan", "file://" + repository.path(), "--cache", cache.path()},
                    "/", true, {"BADGESCAN_NO_GIT=" + std::string(no_git), "CACHE=" + cache.path()}, &code);
    if (code != 2 && said.find("the disk is full") == std::string::npos) {
      WARN("this machine allows no name space of one's own: " << said);
      return;
    }
    CAPTURE(said);
    CHECK(code == 2);
    CHECK_THAT(said, Catch::Contains("the disk is full"));
    CHECK_THAT(said, !Catch::Contains(".part-"));
  }
}

TEST_CASE("clone: an interrupt in the middle leaves no broken cache", "[net][clone]") {
  GitFixture repository;
  const std::string head =
      repository.write("README.md", "# Thing\n\nIt turns tables into charts.\n").commit("one");
  const std::string url = "file://" + repository.path();
  const TempFolder cache, bin;
  // A git that gets stuck when it has written half of the clone.
  std::ofstream(bin / "git") << "#!/bin/sh\n"
                                "for last; do :; done\n"
                                "mkdir -p \"$last/objects\"; echo 'ref: refs/heads/main' > \"$last/HEAD\"\n"
                                "touch \"$STARTED\"; exec sleep 60\n";
  fs::permissions(bin / "git", fs::perms::owner_all);
  // With job control the program and its git are one group, as they are for a terminal's Ctrl-C.
  const std::string interrupted =
      "set -m; PATH=\"$BIN:$PATH\"; \"$@\" >/dev/null 2>&1 & "
      "for i in $(seq 400); do [ -e \"$STARTED\" ] && break; sleep 0.05; done; "
      "[ -e \"$STARTED\" ] && kill -INT -- -$!; wait $!; echo $?";
  const std::vector<std::string> scan{program(), "scan", url, "--cache", cache.path()};
  std::vector<std::string> arguments{"bash", "-c", interrupted, "bash"};
  arguments.insert(arguments.end(), scan.begin(), scan.end());
  const std::string code =
      run_program(arguments, "/", true, {"BIN=" + bin.path(), "STARTED=" + (bin / "started")});
  CHECK(code == "130\n");
  REQUIRE(left_in(cache).size() == 1);
  CHECK_THAT(left_in(cache).front(), Catch::Contains(".part-"));
  CHECK(list_repositories(cache.path()).empty());

  const CommandResult again =
      badgescan::test::badgescan({"scan", url, "--cache", cache.path(), "--summary"}, "/");
  CAPTURE(again.err);
  CHECK(again.exit_code != 2);
  REQUIRE(left_in(cache).size() == 1);
  const std::string git_dir = cache / ("repos/" + left_in(cache).front() + "/repo.git");
  CHECK(run_program({"git", "--git-dir=" + git_dir, "rev-parse", "HEAD"}, "/") == head + "\n");
}

TEST_CASE("clone: a copy survives a fetch that fails", "[net][clone]") {
  const bool git_program = GENERATE(true, false);
  CAPTURE(git_program);
  const TempFolder cache, place;
  const std::string path = place / "x";
  GitFixture repository;
  const std::string head = repository.write("a", "1").commit("one");
  run_program({"git", "clone", "-q", "--bare", repository.path(), path}, "/");
  CloneOptions options{.cache = cache.path(), .now = kNow, .use_git_program = git_program};
  REQUIRE(clone("file://" + path, options));
  fs::rename(path, path + ".gone");
  CHECK_FALSE(clone("file://" + path, options));
  options.offline = true;
  const Result<Cloned> kept = clone("file://" + path, options);
  REQUIRE(kept);
  CHECK(run_program({"git", "--git-dir=" + kept->git_dir, "rev-parse", "HEAD"}, "/") == head + "\n");
}
