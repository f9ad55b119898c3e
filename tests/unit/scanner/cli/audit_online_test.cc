// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// audit --online against a server on the loopback: which links of justifications are called broken.
#include <fstream>

#include "tests/support/git_fixture.h"
#include "tests/support/test.h"
#include "tests/support/test_server.h"

using badgescan::test::CommandResult;
using badgescan::test::GitFixture;
using badgescan::test::TempFolder;
using badgescan::test::TestServer;

namespace {

struct Claimed {
  Claimed() : server({.answers = answers()}) {
    const auto claim = [this](const char* criterion, const char* page) {
      const std::string name = criterion;
      return "\"" + name + "_status\": \"Met\", \"" + name + "_justification\": \"See " + (server / page) +
             ".\"";
    };
    repository.write("README.md", "# Widget\n\nWidget turns plain tables into printable charts.\n")
        .write(".bestpractices.json", "{\n" + claim("governance", "there") + ",\n" +
                                          claim("code_of_conduct", "gone") + ",\n" +
                                          claim("documentation_roadmap", "busy") + "\n}\n")
        .commit("one");
    repository.remote("https://github.com/acme/widget.git");
  }
  CommandResult audit(std::vector<std::string> options) const {
    options.insert(options.begin(), {"audit", "--now", "2026-08-21"});
    return badgescan::test::badgescan(options, repository.path(), {});
  }
  std::string answers() const {
    std::ofstream(folder / "answers.json") << R"([{"path": "/there", "body": "yes"},
      {"path": "/gone", "status": 404, "body": ""}, {"path": "/busy", "status": 503, "body": ""}])";
    return folder / "answers.json";
  }

  TempFolder folder;
  TestServer server;
  GitFixture repository;
};

}  // namespace

TEST_CASE("audit --online: only a page that is gone is a broken link", "[net][cli]") {
  const Claimed claimed;
  const CommandResult result = claimed.audit({"--online", "--allow-private"});
  CAPTURE(result.out, result.err);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Catch::Contains((claimed.server / "gone") + " does"));
  CHECK_THAT(result.out, !Catch::Contains((claimed.server / "there") + " does"));
  CHECK_THAT(result.out, Catch::Contains("answer: HTTP status 404"));
  CHECK_THAT(result.out, Catch::Contains("1 broken link"));
}

TEST_CASE("audit: pages elsewhere are asked only with --online, private addresses only when allowed",
          "[net][cli]") {
  const Claimed claimed;
  for (const std::vector<std::string>& options : {std::vector<std::string>{}, {"--online"}}) {
    const CommandResult result = claimed.audit(options);
    CAPTURE(result.out, result.err);
    CHECK(result.exit_code == 0);
    CHECK(claimed.server.log().empty());
    CHECK_THAT(result.out, !Catch::Contains("HTTP status"));
  }
}
