// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The program itself with --online, cache and entry, against servers on the loopback.
#include <algorithm>
#include <filesystem>

#include "tests/support/git_fixture.h"
#include "tests/support/test.h"
#include "tests/support/test_server.h"

using badgescan::test::CommandResult;
using badgescan::test::GitFixture;
using badgescan::test::TempFolder;
using badgescan::test::TestServer;

namespace {

struct Setup {
  explicit Setup(const std::string& answers) : server({.answers = answers}) {
    repository.write("README.md", "# Widget\n\nWidget turns plain tables into printable charts.\n")
        .write("LICENSE", "x")
        .commit("one");
    repository.remote("https://github.com/acme/widget.git");
  }
  std::vector<std::string> network(std::vector<std::string> arguments) const {
    for (const char* service : {"github", "bestpractices", "osv"}) {
      arguments.insert(arguments.end(), {"--api-base", std::string(service) + "=" + server.origin()});
    }
    arguments.insert(arguments.end(), {"--cache", cache.path(), "--now", "2026-08-21"});
    return arguments;
  }
  CommandResult run(std::vector<std::string> arguments,
                    const std::vector<std::string>& environment = {}) const {
    return test_run(network(std::move(arguments)), environment);
  }
  CommandResult test_run(const std::vector<std::string>& arguments,
                         const std::vector<std::string>& environment) const {
    return badgescan::test::badgescan(arguments, repository.path(), environment);
  }
  TestServer server;
  TempFolder cache;
  GitFixture repository;
};

}  // namespace

TEST_CASE("cli: a local scan opens no connection", "[net][cli]") {
  const Setup setup("github_anonymous.json");
  const CommandResult result = setup.run({"scan", "-f", "json"});
  CHECK(result.exit_code != 2);
  CHECK(setup.server.log().empty());
  CHECK_FALSE(std::filesystem::exists(setup.cache / "http"));
}

TEST_CASE("cli: the program does not link libcurl", "[net][cli]") {
  CHECK_THAT(badgescan::test::run_program({"ldd", badgescan::test::program()}, "/"),
             !Catch::Contains("libcurl"));
}

TEST_CASE("cli: --online asks at most 25 times, says so, and can be replayed", "[net][cli]") {
  Setup setup("github_token.json");
  const std::vector<std::string> token{"GITHUB_TOKEN=t0ken", "GITHUB_API_URL=" + setup.server.origin()};
  const CommandResult online = setup.run({"scan", "--online", "-f", "json"}, token);
  REQUIRE(online.exit_code != 2);
  CHECK(setup.server.log().size() <= 25);
  CHECK(setup.server.log().size() >= 15);
  CHECK_THAT(online.out, Catch::Contains("4 of the newest 6 changes by people"));
  CHECK_THAT(online.out, Catch::Contains("asked " + setup.server.origin() +
                                         "/repos/acme/widget for settings of the repository: 200"));
  CHECK_THAT(online.out + online.err, !Catch::Contains("t0ken"));

  setup.server.clear_log();
  const CommandResult replayed = setup.run({"scan", "--online", "--offline-cache", "-f", "json"}, token);
  CHECK(setup.server.log().empty());
  CHECK_THAT(replayed.out, Catch::Contains("4 of the newest 6 changes by people"));

  setup.run({"scan", "--online", "-f", "json"}, token);
  const auto log = setup.server.log();
  CHECK(std::any_of(log.begin(), log.end(), [](const std::string& line) {
    return line.find("GET /repos/acme/widget auth=Bearer t0ken etag=\"repo-1\"") == 0;
  }));
}

TEST_CASE("cli: entry compares the badge entry with the scan", "[net][cli]") {
  const Setup setup("github_anonymous.json");
  const CommandResult result = setup.run({"entry", "--proposals"});
  CAPTURE(result.err);
  CHECK_THAT(result.out, Catch::Contains("Widget (" + setup.server.origin() + "/projects/4242)"));
  CHECK_THAT(result.out, Catch::Contains("Level: passing, score 5, 140 % of 300, last change 2026-06-30"));
  CHECK_THAT(result.out, Catch::Contains("silver"));
  const CommandResult missing = setup.run({"entry", "--id", "1"});
  CHECK(missing.exit_code == 2);
  CHECK_THAT(missing.err, Catch::Contains("no badge entry"));
}

TEST_CASE("cli: a URL is cloned, listed and cleared", "[net][cli]") {
  const Setup setup("github_anonymous.json");
  const std::string url = "file://" + setup.repository.path();
  const CommandResult scanned =
      setup.test_run({"scan", url, "--cache", setup.cache.path(), "-f", "json"}, {});
  CAPTURE(scanned.err);
  CHECK(scanned.exit_code != 2);
  CHECK_THAT(scanned.out, Catch::Contains("\"path\": \"" + url + "\""));
  CHECK_THAT(setup.test_run({"cache", "--cache", setup.cache.path()}, {}).out, Catch::Contains(url));
  CHECK_THAT(setup.test_run({"cache", "clear", "--cache", setup.cache.path()}, {}).out,
             Catch::Contains("1 clones removed"));
  CHECK_THAT(setup.test_run({"cache", "--cache", setup.cache.path()}, {}).out, !Catch::Contains(url));
}

TEST_CASE("cli: wrong use of the network options is told", "[net][cli]") {
  const Setup setup("github_gone.json");
  const auto error = [&](std::vector<std::string> arguments) {
    const CommandResult result = setup.test_run(arguments, {});
    CHECK(result.exit_code == 2);
    return result.err;
  };
  CHECK_THAT(error({"scan", "--online", "--api-base", "nobody=https://x.example"}),
             Catch::Contains("takes NAME=URL"));
  CHECK_THAT(error({"scan", "--online", "--api-base", "github=file:///x"}),
             Catch::Contains("is not a plain http or https URL"));
  CHECK_THAT(error({"scan", "ext::sh -c id"}), Catch::Contains("is not a URL that may be cloned"));
  CHECK_THAT(error({"scan", ".", "--branch", "x"}), Catch::Contains("use --rev"));
}
