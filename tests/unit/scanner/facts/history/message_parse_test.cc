// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/history/message_parse.h"

#include "tests/support/history_fixture.h"
#include "tests/support/test.h"

using namespace badgescan;

namespace {

/// What git prints with %(trailers:only,unfold) for a message.
std::string by_git(const test::HistoryFixture& git, const std::string& message) {
  return git.git({"interpret-trailers", "--parse", "--no-divider"}, message);
}
std::string by_us(std::string_view message) {
  std::string out;
  for (const TrailerLine& line : find_trailers(message)) {
    if (line.in_block) out += std::string(line.key) + ": " + unfold(line.value) + "\n";
  }
  return out;
}

std::string facts_of(std::string_view message) {
  const MessageFacts facts = read_message(message, find_trailers(message));
  std::string out;
  if (facts.fix) out += "fix ";
  if (facts.revert) out += "revert ";
  if (facts.release) out += "release ";
  if (facts.closes_issue) out += "closes ";
  if (facts.merge_words) out += "merge ";
  if (facts.pull_request != 0) out += "pr" + std::to_string(facts.pull_request) + " ";
  return out.empty() ? "-" : out.substr(0, out.size() - 1);
}

}  // namespace

TEST_CASE("trailers are what git takes for trailers", "[history]") {
  const test::HistoryFixture git;
  const auto message = GENERATE(values<std::string>({
      "Title\n\nBody.\n\nSigned-off-by: A <a@b>\n",
      "Title\n\nSigned-off-by: A <a@b>\nReviewed-by: B <b@c>\n",
      "Title only: no trailer\n",
      "Title\n\nCloses #12\nReported-by: A\n",
      "Title\n\nCloses #12\nSigned-off-by: A <a@b>\n",
      "Title\n\none\ntwo\nthree\nfour\nSigned-off-by: A <a@b>\n",
      "Title\n\none\ntwo\nthree\nSigned-off-by: A <a@b>\n",
      "Title\n\nBody\n\nKey: value\n  goes on\n\there\nOther: x\n",
      "Title\n\n  indented: first\nKey: value\n",
      "Title\n\nKey : spaced\n",
      "Title\n\nKey:\n",
      "Title\n\nKey with words: value\nSigned-off-by: A <a@b>\n",
      "Title\n\nhttps://example.org/x: y\n",
      "Title\n\n(cherry picked from commit 0123456789)\nSigned-off-by: A <a@b>\n",
      "Title\n\nSigned-off-by: A <a@b>\n\n\n",
      "Title\n\nSigned-off-by: A <a@b>\n# a comment\n",
      "Title\n\nSigned-off-by: A <a@b>\n\nConflicts:\n\tfile.c\n",
      "Title\n\nSigned-off-by: A <a@b>\n\nmore prose\n",
      "\n\nTitle\n\nAcked-by: A <a@b>\n",
      "Title\nsecond: line\n\nAcked-by: A <a@b>\n",
      "Title\n\nBody\n---\nAcked-by: A <a@b>\n",
      "Title\r\n\r\nAcked-by: A <a@b>\r\n",
      "Title\n \nAcked-by: A <a@b>\n \nAcked-by: C <c@b>\n",
      "Key: value\n",
      "",
  }));
  CAPTURE(message);
  CHECK(by_us(message) == by_git(git, message));
}

TEST_CASE("every kind of trailer is known by its key", "[history]") {
  const std::vector<std::pair<const char*, TrailerKind>> rows = {
      {"Signed-off-by", TrailerKind::signed_off},
      {"Reviewed-by", TrailerKind::reviewed},
      {"Reviewed by", TrailerKind::reviewed},
      {"ACKED-BY", TrailerKind::acked},
      {"Tested-by", TrailerKind::tested},
      {"Approved-by", TrailerKind::approved},
      {"Co-authored-by", TrailerKind::co_authored},
      {"Reported-by", TrailerKind::reported},
      {"Reviewed-on", TrailerKind::reviewed_on},
      {"Change-Id", TrailerKind::change_id},
      {"Differential Revision", TrailerKind::differential},
      {"Fixes", TrailerKind::fixes},
      {"PR-URL", TrailerKind::pull_request},
      {"Not-reviewed-by", TrailerKind::other},
      {"Reviewed", TrailerKind::other},
  };
  for (const auto& [key, kind] : rows) {
    CAPTURE(key);
    CHECK(trailer_kind(key) == kind);
  }
  const auto lines =
      find_trailers("Title\n\nBody.\n\nDifferential Revision: https://reviews.example.org/D12\n");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].kind == TrailerKind::differential);
}

TEST_CASE("known keys are found where git sees no block", "[history]") {
  const std::vector<TrailerLine> lines =
      find_trailers("Title\n\nReported-by: Foo\nReviewed by:\tBar\nCloses #12\nSubject-by: no\n");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].kind == TrailerKind::reported);
  CHECK(lines[1].kind == TrailerKind::reviewed);
  CHECK(lines[1].value == "Bar");
  CHECK_FALSE(lines[0].in_block);
}

TEST_CASE("a message says what it is", "[history]") {
  struct Case {
    const char* message;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"fix: crash on empty input", "fix"},
      {"fix(parser)!: crash", "fix"},
      {"Fix a leak in the parser (#123)", "fix pr123"},
      {"lib: fixed overflow\n\nFixes #12", "fix closes"},
      {"Handle nulls\n\nFixes: 0123456789ab (\"lib: add x\")", "fix"},
      {"Add a feature\n\nCloses https://github.com/o/r/pull/12", "closes"},
      {"Add prefix option", "-"},
      {"Fix typo in README", "-"},
      {"docs: fix the example", "-"},
      {"Fix flaky test", "-"},
      {"fixture: add one", "-"},
      {"Fix the build on Windows", "-"},
      {"Revert \"Fix a leak\"\n\nThis reverts commit 0123.", "revert"},
      {"Merge pull request #12 from a/b\n\nFix it", "merge pr12"},
      {"Merge branch 'x' into 'main'\n\nSee merge request group/proj!34\n", "merge pr34"},
      {"Something\n\nPR-URL: https://github.com/nodejs/node/pull/55", "pr55"},
      {"Release 1.2.3", "release"},
      {"v1.2.3", "release"},
      {"Import upstream version 1.2", "release"},
      {"foo 1.2.3 released!", "release"},
      {"Bump lodash from 1.2.3 to 1.2.4", "-"},
      {"Support TLS 1.3", "-"},
      {"Update documentation for the 2.0 protocol", "-"},
  }));
  CAPTURE(c.message);
  CHECK(facts_of(c.message) == c.want);
}

TEST_CASE("vulnerability ids are whole and listed once", "[history]") {
  const auto ids = vulnerability_ids(
      "Fix CVE-2024-12345 and cve-2024-12345, GHSA-AbCd-2345-efgh. Not CVE-24-1, XCVE-2024-1234, "
      "CVE-2024-12, GHSA-abc-2345-efgh, CVE-2024-1234x.");
  CHECK(ids == std::vector<std::string>{"CVE-2024-12345", "GHSA-abcd-2345-efgh"});
}

TEST_CASE("whose vulnerability a message names", "[history]") {
  const std::string id = "CVE-2026-1234";
  const auto dependency = [&](const std::string& message) { return of_dependency(message, id); };
  for (const std::string& message :
       {"fix(deps): something\n\n" + id, "Bump containerd to v1.5.7\n\nFixes: " + id,
        "Harden the image\n\nTrivy scan fails:\n- golang.org/x/net v0.53.0 \u2192 v0.56.0 (" + id + ")",
        "Tidy\n\n- Add minimatch override (^10.2.1), see dependabot: " + id,
        "Rework the build\n\nUpdate the base image.\nIt had " + id, "Pin x/crypto >=0.40 for " + id}) {
    INFO(message);
    CHECK(dependency(message));
  }
  for (const std::string& message :
       {"Fix " + id, "Bump version to 2.0.1\n\nFixes " + id, "Update NEWS for 1.2.3\n\n" + id,
        "post: remove the updated file name\n\n" + id, "Update the details of " + id,
        "Check the length of 1.2 -> 3\n\n" + id,
        "Refuse long names\n\n" + id + "\n\nAlso bump zlib to 1.3.1."}) {
    INFO(message);
    CHECK_FALSE(dependency(message));
  }
}

TEST_CASE("a message of ten megabytes is read in linear time", "[history]") {
  std::string message = "Title\n\n";
  while (message.size() < 10'000'000) message += "Fixes #1: Reviewed by CVE-2020-1 a-b-c: /issues/ # - \n";
  message += "\nSigned-off-by: A <a@b>\n";
  const auto lines = find_trailers(message);
  REQUIRE(!lines.empty());
  CHECK(lines.front().kind == TrailerKind::signed_off);
  CHECK(lines.size() <= 256);
  CHECK(read_message(message, lines).subject == "Title");
}
