// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// `badgescan check` and the hooks, in real repositories.
#include <filesystem>

#include "scanner/base/text.h"
#include "scanner/check/compare.h"
#include "scanner/check/policy.h"
#include "tests/support/fixture_repositories.h"

namespace badgescan {
namespace {

namespace fs = std::filesystem;
using test::CommandResult;

CommandResult check(test::GitFixture& repo, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"check", "--now", "2026-02-01", "--lang", "en"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return test::badgescan(arguments, repo.path());
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string policy_error(const std::string& json) {
  const Result<CheckPolicy> policy = parse_policy(json, ".badgescan.json", test::rules().catalogue());
  return policy ? "(fine)" : policy.error();
}

/// What `check` says without the reasons: its first words of a line tell which those are.
std::string lines_of(test::GitFixture& repo) {
  repo.git({"add", "-A"});
  const CommandResult result = check(repo);
  std::string out = "exit " + std::to_string(result.exit_code) + "\n";
  for (const std::string_view line : split_lines(result.out)) {
    const bool reason = line.starts_with("    ") && !line.starts_with("    because ");
    if (reason || line.starts_with("  to go on")) continue;
    out += std::string(trim(line)) + "\n";
  }
  return out;
}

/// A key block that no scanner should take for a real one in this repository: put together at run time.
std::string private_key() {
  std::string body;
  for (int i = 0; i < 24; ++i) body += "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n";
  return "-----BEGIN " + std::string("RSA PRIVATE") + " KEY-----\n" + body + "-----END " +
         std::string("RSA PRIVATE") + " KEY-----\n";
}

}  // namespace

TEST_CASE("check: a change that loses an answer is stopped, with its cause") {
  const auto repo = test::build_fixture("kept");
  SECTION("nothing staged") {
    const CommandResult result = check(*repo);
    CHECK(result.exit_code == 0);
    CHECK(result.out.empty());
    CHECK(has(check(*repo, {"-v"}).out, "nothing changes"));
  }
  SECTION("the licence goes") {
    repo->git({"rm", "-q", "LICENSE"});
    const CommandResult result = check(*repo);
    CHECK(result.exit_code == 1);
    CHECK(has(result.out, "license_location  Met"));
    CHECK(has(result.out, "LICENSE"));
    CHECK(has(result.out, "stopped: license_location (MUST) turns Unmet"));
    CHECK(has(result.out, "  passing      96 % →  94 %\n"));
    CHECK(check(*repo, {"--warn-only"}).exit_code == 0);
  }
  SECTION("the security policy goes") {
    repo->git({"rm", "-q", "SECURITY.md"});
    CHECK(has(check(*repo).out, "vulnerability_report_process"));
  }
  SECTION("documents move, and nothing is lost") {
    repo->git({"mv", "CONTRIBUTING.md", "docs/CONTRIBUTING.md"});
    repo->git({"mv", "SECURITY.md", ".github/SECURITY.md"});
    const CommandResult result = check(*repo);
    CAPTURE(result.out);
    CHECK(result.exit_code == 0);
  }
  SECTION("what is only on disk does not count") {
    repo->remove("LICENSE");
    CHECK(check(*repo).exit_code == 0);
  }
  SECTION("the policy file of the change decides") {
    repo->git({"rm", "-q", "LICENSE"});
    repo->write(".badgescan.json", R"({"check": {"warn_only": true}})");
    repo->git({"add", ".badgescan.json"});
    CHECK(check(*repo).exit_code == 0);
    CHECK(check(*repo, {"--require", "gold"}).exit_code == 0);  // warn only
    repo->write(".badgescan.json", R"({"check": {"fail_on": []}})");
    repo->git({"add", ".badgescan.json"});
    CHECK(check(*repo).exit_code == 0);
    CHECK(check(*repo, {"--require", "gold"}).exit_code == 1);
    repo->write(".badgescan.json", R"({"check": {"typo": true}})");
    repo->git({"add", ".badgescan.json"});
    const CommandResult result = check(*repo);
    CHECK(result.exit_code == 2);
    CHECK(has(result.err, ".badgescan.json: /check: unknown key \"typo\""));
  }
}

TEST_CASE("check: a private key in the change is stopped and never shown") {
  const auto repo = test::build_fixture("kept");
  repo->write("deploy/server.pem", private_key());
  repo->git({"add", "-A"});
  const CommandResult result = check(*repo);
  CAPTURE(result.out);
  CHECK(result.exit_code == 1);
  CHECK(has(result.out, "secret"));
  CHECK(has(result.out, "deploy/server.pem"));
  CHECK_FALSE(has(result.out, "MIIEvQ"));
  CHECK(check(*repo, {"--allow-secret", "--allow-unmet-must", "--allow-lost-level"}).exit_code == 0);
}

TEST_CASE("check: what it says about usual changes") {
  const auto repo = test::build_fixture("kept");
  SECTION("a licence goes") {
    repo->remove("LICENSE");
    CHECK(lines_of(*repo) == R"(exit 1
badgescan: the staged files against HEAD
worse   license_location  Met → Unmet · MUST passing
because LICENSE was removed
worse   osps_le_03_01  Met → Unmet · MUST baseline-1
because LICENSE was removed
worse   osps_le_03_02  Met → Unmet · MUST baseline-1
because LICENSE was removed
passing      96 % →  94 %
baseline-1  100 % →  92 %
likely baseline level: baseline-1 → in progress
tiered percentage: 96 % → 94 %
stopped: the likely level falls
stopped: license_location (MUST) turns Unmet
stopped: osps_le_03_01 (MUST) turns Unmet
stopped: osps_le_03_02 (MUST) turns Unmet
)");
  }
  SECTION("a folder of documents gets another name") {
    repo->git({"mv", "docs", "manual"});
    CHECK(lines_of(*repo) == "exit 0\n");
  }
  SECTION("a workflow file breaks") {
    std::string ci = repo->git({"show", "HEAD:.github/workflows/ci.yml"});
    repo->write(".github/workflows/ci.yml", replace_all(std::move(ci), "jobs:", "jobs: ["));
    const std::string lines = lines_of(*repo);
    CAPTURE(lines);
    CHECK(has(lines, "exit 1\n"));
    CHECK(has(lines,
              "worse   test_continuous_integration  Met → open · SUGGESTED passing, MUST gold\n"
              "because .github/workflows/ci.yml changed\n"));
    CHECK(has(lines, "worse   static_analysis_fixed  Met → open · MUST passing\n"));
    CHECK(has(lines, "stopped: the likely level falls\n"));
  }
  SECTION("tests are added") {
    const std::string test = repo->git({"show", "HEAD:tests/test_header.py"});
    repo->git({"rm", "-q", "-r", "tests"});
    repo->commit("Drop the tests");
    repo->write("tests/test_header.py", test);
    const std::string lines = lines_of(*repo);
    CAPTURE(lines);
    CHECK(has(lines, "exit 0\n"));
    CHECK(has(lines,
              "better  test_invocation  open → Met · SHOULD passing, MUST gold\n"
              "because tests/test_header.py was added\n"));
    CHECK_FALSE(has(lines, "worse"));
  }
  SECTION("a submodule comes") {
    repo->git({"update-index", "--add", "--cacheinfo",
               "160000,0123456789012345678901234567890123456789,deps/other"});
    const CommandResult result = check(*repo, {"-v"});
    CHECK(result.exit_code == 0);
    CHECK(has(result.out, "nothing changes"));
  }
  SECTION("the licence becomes a link to another file of the tree, then out of it") {
    repo->git({"mv", "LICENSE", "COPYING"});
    repo->link("LICENSE", "COPYING");
    CHECK(lines_of(*repo) == "exit 0\n");
    repo->remove("COPYING").remove("LICENSE").link("LICENSE", "/etc/passwd");
    CHECK(has(lines_of(*repo),
              "worse   license_location  Met → Unmet · MUST passing\nbecause LICENSE changed\n"));
  }
}

TEST_CASE("check: states that are not the usual one") {
  SECTION("before the first commit") {
    test::GitFixture repo;
    repo.write("README.md", "# Thing\n\nThing sorts old letters by date for archivists.\n")
        .write("LICENSE", "x");
    repo.git({"add", "-A"});
    const CommandResult result = check(repo);
    CHECK(result.exit_code == 0);
    CHECK(has(result.out, "the staged files (first commit)"));
    CHECK_FALSE(has(result.out, "worse"));  // every answer is new
  }
  SECTION("a conflicted index") {
    const auto repo = test::build_fixture("neglected");
    repo->git({"checkout", "-q", "-b", "other"});
    repo->write("README", "theirs\n").commit("theirs");
    repo->git({"checkout", "-q", "main"});
    repo->write("README", "ours\n").commit("ours");
    repo->git({"merge", "other"}, true);
    const CommandResult result = check(*repo);
    CHECK(result.exit_code == 0);  // of a conflicted path our side is judged
    CHECK(result.out.empty());
  }
  SECTION("a file becomes a link") {
    const auto repo = test::build_fixture("kept");
    repo->remove("LICENSE").link("LICENSE", "/etc/passwd");
    repo->git({"add", "-A"});
    CHECK(check(*repo).exit_code == 1);
  }
  SECTION("not a repository") {
    const test::TempFolder folder;
    CHECK(test::badgescan({"check"}, folder.path()).exit_code == 2);
  }
}

TEST_CASE("check: the cache gives the same answers, and damage to it is ignored") {
  const auto repo = test::build_fixture("kept");
  repo->git({"rm", "-q", "SECURITY.md"});
  const CommandResult fresh = check(*repo, {"--no-cache"});
  CHECK_FALSE(fs::exists(repo->path() + "/.git/badgescan"));
  const CommandResult first = check(*repo), second = check(*repo);
  CHECK(first.out == fresh.out);
  CHECK(second.out == fresh.out);
  int states = 0;
  for (const auto& entry : fs::directory_iterator(repo->path() + "/.git/badgescan")) {
    states += entry.path().filename().string().starts_with("value-") ? 0 : 1;
    fs::resize_file(entry.path(), 10);
  }
  CHECK(states == 2);
  CHECK(check(*repo).out == fresh.out);
}

TEST_CASE("hook: installed, chained, skipped, removed") {
  const auto repo = test::build_fixture("kept");
  const auto run = [&](const std::string& action) { return test::badgescan({"hook", action}, repo->path()); };
  repo->write(".git/hooks/pre-commit", "#!/bin/sh\necho earlier hook ran >&2\n", true);
  REQUIRE(run("install").exit_code == 0);
  CHECK(has(run("status").out, "runs the earlier hook first"));
  CHECK(run("install").exit_code == 0);  // twice changes nothing

  repo->git({"rm", "-q", "LICENSE"});
  int code = 0;
  const auto commit = [&](const std::vector<std::string>& more,
                          const std::vector<std::string>& environment = {}) {
    std::vector<std::string> arguments{"git", "commit", "-q", "-m", "Drop the licence"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    test::run_program(arguments, repo->path(), true, environment, &code);
    return code;
  };
  CHECK(commit({}) != 0);
  CHECK(commit({}, {"BADGESCAN_SKIP=1"}) == 0);
  repo->git({"reset", "-q", "--soft", "HEAD~1"});
  CHECK(commit({"--no-verify"}) == 0);

  CHECK(run("uninstall").exit_code == 0);
  CHECK(fs::exists(repo->path() + "/.git/hooks/pre-commit"));
  CHECK_FALSE(fs::exists(repo->path() + "/.git/hooks/pre-commit.before-badgescan"));
  CHECK_FALSE(fs::exists(repo->path() + "/.git/hooks/pre-push"));
  CHECK(has(run("status").out, "another hook is there"));
}

TEST_CASE("hook: core.hooksPath is respected, harmless changes pass, partial staging counts as staged") {
  const auto repo = test::build_fixture("kept");
  repo->git({"config", "core.hooksPath", "my hooks"});
  REQUIRE(test::badgescan({"hook", "install", "--stage", "pre-commit"}, repo->path()).exit_code == 0);
  CHECK(fs::exists(repo->path() + "/my hooks/pre-commit"));
  repo->write(
      "src/lantern/more.py",
      "# SPDX-FileCopyrightText: 2026 The Lantern authors\n# SPDX-License-Identifier: MIT\nMORE = 1\n");
  repo->git({"add", "src"});
  repo->remove("LICENSE");  // not staged
  int code = 0;
  test::run_program({"git", "commit", "-q", "-m", "More"}, repo->path(), true, {}, &code);
  CHECK(code == 0);
  // commit -a uses an index of its own.
  test::run_program({"git", "commit", "-q", "-a", "-m", "Drop"}, repo->path(), true, {}, &code);
  CHECK(code != 0);
  test::run_program({"git", "commit", "-q", "--amend", "--allow-empty", "-m", "Reworded"}, repo->path(), true,
                    {}, &code);
  CHECK(code == 0);
}

TEST_CASE("hook: a push is judged by what the remote has") {
  const auto repo = test::build_fixture("kept");
  const test::TempFolder folder;
  repo->git({"init", "-q", "--bare", folder.path() + "/remote.git"});
  repo->git({"remote", "set-url", "origin", folder.path() + "/remote.git"});
  repo->git({"push", "-q", "-u", "origin", "main"});
  REQUIRE(test::badgescan({"hook", "install", "--stage", "pre-push"}, repo->path()).exit_code == 0);
  int code = 0;
  const auto push = [&](const std::vector<std::string>& refs) {
    std::vector<std::string> arguments{"git", "push", "-q", "origin"};
    arguments.insert(arguments.end(), refs.begin(), refs.end());
    test::run_program(arguments, repo->path(), true, {}, &code);
    return code;
  };
  repo->git({"tag", "v9"});
  CHECK(push({"v9"}) == 0);
  repo->git({"checkout", "-q", "-b", "topic"});
  repo->write("src/lantern/x.py",
              "# SPDX-FileCopyrightText: 2026 The Lantern authors\n# SPDX-License-Identifier: MIT\nX = 1\n")
      .commit("Harmless");
  CHECK(push({"topic"}) == 0);
  repo->git({"rm", "-q", "LICENSE"});
  repo->commit("Drop the licence");
  CHECK(push({"topic"}) != 0);
  CHECK(push({"topic:refs/heads/new"}) != 0);
  CHECK(push({":topic"}) == 0);  // deleting a branch
}

TEST_CASE("policy: read strictly") {
  CHECK(policy_error("{}") == "(fine)");
  CHECK(
      policy_error(
          R"({"check": {"fail_on": ["lost_level"], "require": "silver", "off": [{"criterion": "dco", "reason": "we use a CLA"}]}})") ==
      "(fine)");
  CHECK(has(policy_error(R"({"check": {"fail_on": ["everything"]}})"), "/check/fail_on/0"));
  CHECK(has(policy_error(R"({"check": {"require": "platinum"}})"), "not a level"));
  CHECK(has(policy_error(R"({"check": {"off": [{"criterion": "nonsense", "reason": "x"}]}})"),
            "no such criterion"));
  CHECK(has(policy_error(R"({"check": {"off": [{"criterion": "dco"}]}})"), "\"reason\" is missing"));
}

}  // namespace badgescan
