// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Every output format over every fixture repository, compared with fixtures/golden/. Accept changes with
// `./dev goldens` and read the diff.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "scanner/report/report.h"
#include "tests/support/fixture_repositories.h"

namespace badgescan {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What differs between releases and machines, and nothing else.
std::string normalised(std::string text) {
  text = std::regex_replace(text, std::regex(std::string(kToolVersion) + R"(\b)"), "VERSION");
  return std::regex_replace(text, std::regex("sha256-[A-Za-z0-9+/=]{44}"), "HASH");
}

/// The page's own style and script are tested in a browser; here they would only make the golden long.
std::string cut_out(std::string text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  const std::size_t to = from == std::string::npos ? from : text.find(end, from);
  return to == std::string::npos ? text : text.erase(from, to + end.size() - from);
}

}  // namespace

TEST_CASE("golden: every format over every fixture", "[golden]") {
  const bool accept = std::getenv("BADGESCAN_ACCEPT") != nullptr;
  for (const std::string& name : test::fixture_names()) {
    const std::unique_ptr<test::GitFixture> repo = test::build_fixture(name);
    for (const Format* format : all_formats()) {
      CAPTURE(name, format->name);
      const test::CommandResult result = test::badgescan(
          {"scan", ".", "--now", "2026-02-01", "--lang", "en", "-f", std::string(format->name)},
          repo->path());
      CHECK((result.exit_code == 0 || result.exit_code == 3));
      std::string have =
          normalised(result.out + (result.err.empty() ? "" : "\n--- stderr ---\n" + result.err));
      if (format->name == "html")
        have = cut_out(cut_out(have, "<style>", "</style>"), "<script>\"use strict\"", "</script>");
      const fs::path golden = fs::path(test::source_dir()) / "fixtures/golden" / name /
                              ("report." + std::string(format->name) + ".golden");
      if (accept) {
        fs::create_directories(golden.parent_path());
        std::ofstream(golden, std::ios::binary) << have;
        continue;
      }
      const std::string want = read(golden);
      if (have == want) continue;
      const auto at = std::mismatch(have.begin(), have.end(), want.begin(), want.end()).first - have.begin();
      FAIL_CHECK(
          "differs from " << golden.filename().string() << " at byte " << at << ": "
                          << have.substr(static_cast<std::size_t>(std::max<std::ptrdiff_t>(at - 60, 0)), 200)
                          << "\nrun ./dev goldens and read the diff");
    }
  }
}

TEST_CASE("reports: nothing of a hostile repository takes effect") {
  const std::unique_ptr<test::GitFixture> repo = test::build_fixture("hostile");
  const auto scan = [&](const std::string& format, bool verbose = false) {
    std::vector<std::string> arguments{"scan", ".", "--now", "2026-02-01", "-f", format};
    if (verbose) arguments.push_back("-v");
    return test::badgescan(arguments, repo->path()).out;
  };
  const std::string text = scan("text", true);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\xe2\x80\xae") == std::string::npos);
  const std::string html = scan("html");
  CHECK(html.find("<script>alert") == std::string::npos);
  CHECK(html.find("<img") == std::string::npos);
  CHECK(html.find("javascript:") == html.npos);
  CHECK(html.find("\xe2\x80\xae") == std::string::npos);
  const std::string markdown = scan("markdown");
  CHECK(markdown.find("<script") == std::string::npos);
  CHECK(markdown.find("@everyone") == std::string::npos);
  CHECK(scan("csv").find("\n\"=") == std::string::npos);
  CHECK(scan("badge").find("<script") == std::string::npos);
}

TEST_CASE("pages: written for the tests that need node", "[.]") {
  const char* folder = std::getenv("BADGESCAN_PAGES");
  REQUIRE(folder != nullptr);
  const auto write = [&](const std::string& name, const std::vector<std::string>& arguments,
                         const test::GitFixture& repo) {
    std::ofstream(fs::path(folder) / name, std::ios::binary) << test::badgescan(arguments, repo.path()).out;
  };
  for (const std::string& name : test::fixture_names()) {
    const std::unique_ptr<test::GitFixture> repo = test::build_fixture(name);
    for (const std::string format : {"html", "sarif", "urls", "bestpractices"})
      write(name + '.' + format, {"scan", ".", "--now", "2026-02-01", "--lang", "en", "-f", format}, *repo);
  }
  const std::unique_ptr<test::GitFixture> repo = test::build_fixture("kept");
  write("german.html", {"scan", ".", "--now", "2026-02-01", "--lang", "de", "-f", "html"}, *repo);
  repo->write(
      ".bestpractices.json",
      R"({"floss_license_status": "Unmet", "dco_status": "Met", "dco_justification": "docs/none.md"})");
  repo->commit("Claim");
  write("audit.sarif", {"audit", ".", "--now", "2026-02-01", "--lang", "en", "-f", "sarif"}, *repo);
}

TEST_CASE("the README shows a real screen") {
  const std::string readme = test::source_file("README.md");
  const std::size_t from = readme.find("$ badgescan scan lantern\n");
  REQUIRE(from != std::string::npos);
  const std::size_t begin = readme.find('\n', from) + 1;
  const std::string screen = readme.substr(begin, readme.find("\n  …\n", begin) - begin);
  CHECK(screen.size() > 500);
  CHECK(test::source_file("fixtures/golden/kept/report.text.golden").starts_with(screen));
}

TEST_CASE("reports: the same scan twice gives identical bytes") {
  const std::unique_ptr<test::GitFixture> repo = test::build_fixture("kept");
  for (const char* format : {"json", "html", "sarif"}) {
    const std::vector<std::string> arguments{"scan", ".", "--now", "2026-02-01", "-f", format};
    CHECK(test::badgescan(arguments, repo->path()).out == test::badgescan(arguments, repo->path()).out);
  }
}

}  // namespace badgescan
