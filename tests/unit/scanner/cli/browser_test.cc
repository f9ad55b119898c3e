// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// --open, with programs in the place of a browser.
#include <filesystem>
#include <fstream>

#include "tests/support/fixture_repositories.h"

namespace badgescan {
namespace {

namespace fs = std::filesystem;
using test::CommandResult;
using test::TempFolder;

/// A program that writes its arguments, one a line, into a pipe, so that a reader waits for it.
void fake_browser(const TempFolder& folder, const std::string& name) {
  const std::string path = folder / name;
  std::ofstream(path) << "#!/bin/sh\nprintf '%s\\n' \"${0##*/}\" \"$@\" >'" << (folder / "opened") << "'\n";
  fs::permissions(path, fs::perms::owner_all);
  if (!fs::exists(folder / "opened")) test::run_program({"mkfifo", folder / "opened"}, folder.path());
}

/// What the browser was started with, when the program runs in this environment.
std::string opened(const TempFolder& folder, const test::GitFixture& repo,
                   const std::vector<std::string>& environment) {
  return test::run_program({"sh", "-c", R"(timeout 60 cat "$1" & shift; "$@" >/dev/null; wait)", "sh",
                            folder / "opened", test::program(), "scan", repo.path(), "--now", "2026-02-01",
                            "--lang", "en", "--format", "urls", "--open"},
                           folder.path(), false, environment);
}

}  // namespace

TEST_CASE("cli: --open starts the browser with the first proposal link") {
  const auto repo = test::build_fixture("kept");
  const TempFolder folder;
  const std::string links =
      test::badgescan({"scan", repo->path(), "--now", "2026-02-01", "--lang", "en", "-f", "urls"}).out;
  const std::string first = links.substr(0, links.find('\n') + 1);
  REQUIRE(first.starts_with("https://www.bestpractices.dev/"));
  SECTION("xdg-open by default") {
    fake_browser(folder, "xdg-open");
    CHECK(opened(folder, *repo, {"BROWSER=", "PATH=" + folder.path() + ":/usr/bin:/bin"}) ==
          "xdg-open\n" + first);
  }
  SECTION("BROWSER decides, the first of them that can be started, without a shell") {
    fake_browser(folder, "my-browser");
    CHECK(opened(folder, *repo, {"BROWSER=no-such-browser:" + (folder / "my-browser") + " --new-tab"}) ==
          "my-browser\n--new-tab\n" + first);
    CHECK(opened(folder, *repo, {"BROWSER=" + (folder / "my-browser") + " %s $(id)"}) ==
          "my-browser\n" + first + "$(id)\n");
  }
  SECTION("there is none") {
    const CommandResult result = test::badgescan({"scan", repo->path(), "--format", "urls", "--open"}, ".",
                                                 {"BROWSER=no-such-browser", "LC_ALL=C"});
    CHECK(result.err.find("badgescan: cannot start no-such-browser to open https://www.bestpractices.dev/") !=
          std::string::npos);
  }
  SECTION("there is nothing to open") {
    const CommandResult result = test::badgescan({"scan", repo->path(), "--open"}, ".", {"LC_ALL=C"});
    CHECK(result.exit_code == 2);
    CHECK(result.err == "badgescan: --open opens a proposal URL: add --format urls\n");
  }
}

}  // namespace badgescan
