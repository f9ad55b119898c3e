// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Histories that are cut, filtered, imported, too short, misdated or broken, seen by every detector that
// reads history: the right answer or a question, never an Unmet that rests on what the clone does not hold.
#include <algorithm>

#include "tests/support/git_fixture.h"
#include "tests/support/history_fixture.h"
#include "tests/unit/detectors/history_cases.h"

using namespace badgescan;
using namespace badgescan::test;

namespace {

constexpr const char* kDetectors[] = {
    "bus_factor",        "documentation_current", "maintained",   "sign_offs",
    "maintained_series", "release_notes",         "repo_interim", "tests_are_added",
    "two_person_review", "version_tags_signed",   "versions",     "vulnerability_credit"};

std::vector<Finding> answers(const Snapshot& snapshot, std::int64_t now = kNow) {
  const ScanOptions options{.now = now};
  const Facts facts(snapshot, options, rules());
  std::vector<Finding> out;
  for (const char* detector : kDetectors)
    for (Finding& finding : findings(detector, facts)) out.push_back(std::move(finding));
  return out;
}

/// The criteria that were answered with more than a draft: "bus_factor Unmet, maintained Met".
std::string firm(const std::vector<Finding>& found) {
  std::string out;
  for (const Finding& finding : found) {
    if (finding.status == Status::unknown || finding.confidence < Confidence::likely) continue;
    out += (out.empty() ? "" : ", ") + finding.criterion + " " + std::string(name_of(finding.status));
  }
  return out;
}

const Finding& of(const std::vector<Finding>& found, std::string_view criterion) {
  const auto one = std::find_if(found.begin(), found.end(),
                                [&](const Finding& finding) { return finding.criterion == criterion; });
  if (one == found.end()) FAIL("no answer to " << criterion);
  return *one;
}

}  // namespace

TEST_CASE("a history of one commit answers what one commit can", "[history]") {
  CHECK(firm(answers(Story().commit(3).done())) ==
        "maintained Met, release_notes_vulns N/A, vulnerability_report_credit N/A");
}

TEST_CASE("answers from history state figures and the window", "[history]") {
  Story story({{"README.md", "# Thing\n\nIt does things.\n"}, {"test/a_test.c", "int main(void);\n"}});
  const std::vector<Finding> found =
      answers(story.commits(25, 5).commits(15, 4, "Fix the crash", kBob).tag("v1.0.0", 6).done());
  for (const char* criterion :
       {"maintained", "repo_interim", "tests_are_added", "regression_tests_added50", "dco", "bus_factor",
        "contributors_unassociated", "two_person_review", "documentation_current", "release_notes_vulns",
        "vulnerability_report_credit", "osps_qa_07_01", "osps_le_01_01"}) {
    std::string text = of(found, criterion).justification;
    CAPTURE(criterion, text);
    CHECK(text.find("2026-08-") != std::string::npos);
    for (std::size_t at = text.find("2026-"); at != std::string::npos; at = text.find("2026-"))
      text.erase(at, 10);
    const bool none = text.find("No ") == 0;  // "No commit names …"
    CHECK((none || text.find_first_of("0123456789") != std::string::npos));
  }
}

TEST_CASE("clocks at 1970 or in the future are no dates", "[history]") {
  const std::int64_t days = GENERATE(20'000, 20'500, -5'000);
  const std::vector<Finding> found = answers(Story().commits(30, days).done());
  CHECK(firm(found) == "repo_interim Met");
  CHECK(of(found, "maintained").justification.find("dates of the commits cannot be used") !=
        std::string::npos);
}

TEST_CASE("the committer of a conversion reviewed nothing", "[history]") {
  const auto review = [](bool converted) {
    ObjectBuilder git;
    std::vector<ObjectId> parents;
    for (int i = 0; i < 60; ++i) {
      const std::int64_t written = kNow - (300 - 5 * i) * kDay;
      parents = {git.commit({.message = "r" + std::to_string(i),
                             .parents = parents,
                             .author = i % 2 ? kAnn : kBob,
                             .committer = "Conv <conv@example.org>",
                             .time = converted ? kNow - 1000 + i : written,
                             .author_time = written})};
    }
    MemorySnapshot snapshot{{"README.md", "x"}};
    git.into(snapshot, parents.front());
    return of(answers(snapshot), "two_person_review");
  };
  CHECK(review(true).status == Status::unknown);
  CHECK(review(true).justification != review(false).justification);
}

TEST_CASE("messages of 10 MB and names that are no UTF-8 change no answer", "[history]") {
  const auto firm_of = [](const std::string& message, const std::string& author) {
    return firm(answers(Story().commits(25, 5, message, author).done()));
  };
  const std::string usual = firm_of("Change it", kAnn);
  CHECK(usual.find("bus_factor Unmet") != std::string::npos);
  CHECK(firm_of("Change it\n\n" + std::string(10 << 20, 'x'), kAnn) == usual);
  CHECK(firm_of("Caf\xe9\xff\xfe", "J\xf6rg \xff <j@b\xfc.org>") == usual);
}

TEST_CASE("filtered, grafted and replaced histories", "[history]") {
  HistoryFixture git;
  const std::map<std::string, std::string> documents{
      {"README.md", "# Thing\n\nIt does things.\n"},
      {"CHANGELOG.md", "# 1.0.0\n\nFixes CVE-2026-12345.\n"},
      {"CONTRIBUTING.md", "Every commit needs a Signed-off-by line (DCO).\n"},
      {"test/a_test.c", "int main(void) { return 0; }\n"}};
  git.commit({.message = "Start", .write = documents});
  for (int i = 0; i < 29; ++i)
    git.commit({.message = "Change " + std::to_string(i), .write = {{"src/a.c", std::to_string(i)}}});
  git.git({"tag", "v1.0.0"});
  git.git({"config", "uploadpack.allowFilter", "true"});
  const std::int64_t now = 1'780'000'000 + 40 * kDay;
  const auto found_in = [&](const std::string& path) {
    const auto snapshot = open_snapshot(path, {});
    REQUIRE(snapshot);
    return answers(**snapshot, now);
  };
  const std::vector<Finding> whole = found_in(git.path());
  CHECK(of(whole, "maintained").status == Status::met);
  CHECK(of(whole, "tests_are_added").status == Status::unmet);

  TempFolder folder;
  SECTION("without blobs, what the files say is a question, and nothing is fetched") {
    run_program({"git", "clone", "-q", "--bare", "--filter=blob:none", "file://" + git.path(), folder / "c"},
                "/");
    const std::vector<Finding> found = found_in(folder / "c");
    for (const char* criterion : {"maintained", "repo_interim", "two_person_review", "bus_factor"}) {
      CAPTURE(criterion);
      CHECK(of(found, criterion).status == of(whole, criterion).status);
    }
    for (const char* criterion : {"dco", "release_notes", "release_notes_vulns"}) {
      CAPTURE(criterion, of(found, criterion).justification);
      CHECK(of(found, criterion).status == Status::unknown);
    }
  }
  SECTION("without trees, nothing that rests on paths is answered") {
    run_program({"git", "clone", "-q", "--bare", "--filter=tree:0", "file://" + git.path(), folder / "c"},
                "/");
    const std::vector<Finding> found = found_in(folder / "c");
    CHECK(of(found, "maintained").status == Status::met);
    for (const char* criterion :
         {"dco", "release_notes", "release_notes_vulns", "tests_are_added", "documentation_current"}) {
      CAPTURE(criterion, of(found, criterion).justification);
      CHECK(of(found, criterion).status == Status::unknown);
    }
  }
  SECTION("grafts and replacements are local make-up: the commits themselves count") {
    const std::string middle = git.lines({"rev-parse", "main~10"})[0];
    const bool replaced = GENERATE(false, true);
    if (replaced) {
      git.git({"replace", "--graft", middle});
      CHECK(git.lines({"rev-list", "--count", "main"})[0] == "11");
    } else {
      git.write("info/grafts", middle + "\n");
    }
    CHECK(firm(found_in(git.path())) == firm(whole));
    CHECK(of(found_in(git.path()), "bus_factor").justification.find("all 30 changes") != std::string::npos);
  }
}
