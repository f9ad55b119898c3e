// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// `badgescan diff`: what changed between two states, and which file or commit did that.
#include <fstream>
#include <nlohmann/json.hpp>

#include "scanner/base/text.h"
#include "scanner/check/compare.h"
#include "tests/support/fixture_repositories.h"

namespace badgescan {
namespace {

using Json = nlohmann::json;
using test::CommandResult;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

CommandResult diff(const test::GitFixture& repo, std::vector<std::string> arguments,
                   const std::vector<std::string>& environment = {}) {
  arguments.insert(arguments.begin(), "diff");
  arguments.insert(arguments.end(), {"--now", "2026-02-01", "--lang", "en"});
  return test::badgescan(arguments, repo.path(), environment);
}

void save_scan(const test::GitFixture& repo, const std::string& revision, const std::string& file) {
  REQUIRE(test::badgescan({"scan", repo.path(), "--rev", revision, "--now", "2026-02-01", "--lang", "en",
                           "-f", "json", "-o", file})
              .exit_code == 0);
}

std::string short_id(const std::string& commit) { return commit.substr(0, 12); }

/// As `diff` prints a commit.
std::string line_of(test::GitFixture& repo, const std::string& commit) {
  return "      " + repo.git({"show", "-s", "--abbrev=12", "--format=%h  %cs  %s", commit}) + "\n";
}

/// The lines of one answer: from its first line up to the next answer.
std::string block_of(const std::string& text, const std::string& criterion) {
  std::string out;
  bool inside = false;
  for (const std::string_view line : split_lines(text)) {
    if (!line.starts_with("    ")) inside = has(std::string(line) + " ", " " + criterion + " ");
    if (inside) out += std::string(line) + "\n";
  }
  return out;
}

/// The files and commits that are named for an answer: "removed SECURITY.md <commit>".
std::string causes_of(const Json& diff, const std::string& criterion) {
  std::string out;
  for (const Json& change : diff.at("changes")) {
    if (change.at("criterion") != criterion) continue;
    for (const Json& cause : change.at("causes")) {
      out += (out.empty() ? "" : "; ") + cause.at("kind").get<std::string>();
      if (cause.contains("path")) out += " " + cause.at("path").get<std::string>();
      for (const Json& commit : cause.at("commits")) out += " " + commit.at("id").get<std::string>();
    }
  }
  return out;
}

}  // namespace

TEST_CASE("diff: revisions: names the file, and the commit that changed it") {
  const auto repo = test::build_fixture("kept");
  const std::string first = repo->git({"rev-parse", "HEAD"});
  repo->write("src/lantern/more.py", "MORE = 1\n").commit("Add a constant");
  repo->write("SECURITY.md", "# Security\n\nNothing is settled yet.\n");
  const std::string emptied = repo->commit("Empty the security policy");
  repo->git({"rm", "-q", "LICENSE"});
  const std::string dropped = repo->commit("Drop the licence");
  repo->write("src/lantern/more.py", "MORE = 2\n").commit("Change the constant");

  const CommandResult result = diff(*repo, {first, "HEAD"}, {"COLUMNS=100"});
  CHECK(result.exit_code == 0);
  CAPTURE(result.out);
  CHECK(has(result.out,
            "From " + short_id(first) + " to " + short_id(repo->git({"rev-parse", "HEAD"})) + ":\n"));
  CHECK(block_of(result.out, "license_location") ==
        "  worse   license_location  Met → Unmet · MUST passing\n"
        "    There is no licence file. Only pyproject.toml names a licence (MIT).\n"
        "    because LICENSE was removed\n" +
            line_of(*repo, dropped));
  const std::string report = block_of(result.out, "vulnerability_report_process");
  CHECK(has(report, "    because SECURITY.md"));
  CHECK(has(report, " changed\n" + line_of(*repo, emptied)));
  CHECK(has(result.out, "  baseline-1  100 % → "));
  CHECK(has(result.out, "  likely baseline level: baseline-1 → in progress\n"));

  const Json json = Json::parse(diff(*repo, {first, "HEAD", "--format", "json"}).out);
  CHECK(json.at("before").at("commit") == first);
  CHECK(causes_of(json, "license_location") == "removed LICENSE " + dropped);
  CHECK(causes_of(json, "vulnerability_report_process") == "changed SECURITY.md " + emptied);
  CHECK(json.at("before").at("baseline") == "baseline-1");
  CHECK(json.at("after").at("baseline").is_null());

  // The other way round the same commits are what differs.
  const Json back = Json::parse(diff(*repo, {"HEAD", first, "--format", "json"}).out);
  CHECK(causes_of(back, "license_location") == "added LICENSE " + dropped);
}

TEST_CASE("diff: revisions: a merged branch is named by the commit of the branch") {
  const auto repo = test::build_fixture("kept");
  const std::string first = repo->git({"rev-parse", "HEAD"});
  repo->git({"checkout", "-q", "-b", "topic"});
  repo->git({"rm", "-q", "LICENSE"});
  const std::string dropped = repo->commit("Drop the licence");
  repo->git({"checkout", "-q", "main"});
  repo->write("src/lantern/more.py", "MORE = 1\n").commit("Meanwhile");
  repo->git({"merge", "-q", "--no-ff", "-m", "Merge topic", "topic"});
  const Json json = Json::parse(diff(*repo, {first, "HEAD", "--format", "json"}).out);
  CHECK(causes_of(json, "license_location") == "removed LICENSE " + dropped);
  // Two branches: what one of them has and the other has not.
  const Json apart = Json::parse(diff(*repo, {"HEAD^1", "topic", "--format", "json"}).out);
  CHECK(causes_of(apart, "license_location") == "removed LICENSE " + dropped);
}

TEST_CASE("diff: revisions: where no evidence changed, the commit with which the answer did") {
  const auto repo = test::build_fixture("kept");
  const std::string test = repo->git({"show", "HEAD:tests/test_header.py"});
  repo->git({"rm", "-q", "-r", "tests"});
  const std::string first = repo->commit("Drop the tests");
  for (int i = 0; i < 5; ++i)
    repo->write("src/lantern/more.py", "MORE = " + std::to_string(i) + "\n").commit("Count");
  repo->write("tests/test_header.py", test);
  const std::string added = repo->commit("Add the tests again");
  for (int i = 0; i < 5; ++i)
    repo->write("src/lantern/more.py", "MORE = -" + std::to_string(i) + "\n").commit("Count down");
  const Json json = Json::parse(diff(*repo, {first, "HEAD", "--format", "json"}).out);
  CHECK(causes_of(json, "test_invocation") == "commit " + added);
  const CommandResult text = diff(*repo, {first, "HEAD"}, {"COLUMNS=60"});
  CHECK(has(block_of(text.out, "test_invocation"), "    since this commit\n" + line_of(*repo, added)));
}

TEST_CASE("diff: saved scans: what their evidence tells, and the commits where the repository is at hand") {
  const auto repo = test::build_fixture("kept");
  const test::TempFolder elsewhere;
  const std::string a = elsewhere / "a.json", b = elsewhere / "b.json";
  save_scan(*repo, "HEAD", a);
  repo->git({"rm", "-q", "LICENSE"});
  repo->commit("Drop the licence");
  repo->git({"mv", "SECURITY.md", ".github/SECURITY.md"});
  repo->git({"rm", "-q", "-r", "docs"});
  const std::string last = repo->commit("Drop the documents");
  save_scan(*repo, "HEAD", b);

  SECTION("somewhere else") {
    const auto there = [&](const std::string& from, const std::string& to,
                           std::vector<std::string> more = {}) {
      std::vector<std::string> arguments{"diff", from, to, "--lang", "en"};
      arguments.insert(arguments.end(), more.begin(), more.end());
      return test::badgescan(arguments, elsewhere.path());
    };
    const CommandResult text = there(a, b);
    CAPTURE(text.out);
    CHECK(has(text.out, " to " + short_id(last) + ":\n"));
    CHECK(has(block_of(text.out, "license_location"),
              "    evidence before, not now: LICENSE:1\n    new evidence: pyproject.toml:9\n"));
    CHECK(has(block_of(there(b, a).out, "license_location"), "    new evidence: LICENSE:1\n"));
    const Json json = Json::parse(there(a, b, {"--format", "json"}).out);
    CHECK(causes_of(json, "license_location") == "dropped LICENSE; cited pyproject.toml");
    CHECK(there(a, b, {"--exit-code"}).exit_code == 1);
    CHECK(there(b, a, {"--exit-code"}).exit_code == 0);
    CHECK(there(a, a).out == "Nothing changed for the badge.\n");
  }
  SECTION("in the repository") {
    const Json json = Json::parse(diff(*repo, {a, b, "--format", "json"}).out);
    const std::string dropped = repo->git({"rev-parse", "HEAD~1"});
    CHECK(causes_of(json, "license_location") == "removed LICENSE " + dropped);
  }
  SECTION("evidence at another place, and a commit that only one scan cites") {
    const auto edited = [&](const std::string& from, const std::string& to, const std::string& name) {
      Json json = Json::parse(std::ifstream(a));
      for (Json& answer : json.at("answers")) {
        if (answer.at("criterion") != "license_location") continue;
        answer["status"] = to;
        answer["evidence"] = {
            {{"path", "COPYING"}, {"line", from == "1" ? 1 : 7}, {"excerpt", from}},
            {{"path", ""}, {"excerpt", "Say " + from}, {"commit", std::string(40, from[0])}}};
      }
      std::ofstream(elsewhere / name) << json;
      return elsewhere / name;
    };
    const std::string old = edited("1", "Met", "old.json"), now = edited("2", "Unmet", "now.json");
    const CommandResult text = test::badgescan({"diff", old, now, "--lang", "en"}, elsewhere.path());
    CHECK(has(text.out,
              "    because COPYING:7 reads otherwise\n"
              "    since this commit\n"
              "      222222222222  Say 2\n"
              "    since this commit\n"
              "      111111111111  Say 1\n"));
  }
  SECTION("not a scan") { CHECK(diff(*repo, {"README.md", "README.md"}).exit_code == 2); }
}

TEST_CASE("commit range: what lies between two states") {
  test::GitFixture repo;
  const std::string root = repo.write("a", "1").commit("root");
  const std::string second = repo.write("b", "1").commit("second");
  const std::string third = repo.write("a", "2").commit("third");
  repo.git({"checkout", "-q", "-b", "side", second});
  const std::string side = repo.write("c/d", "1").commit("side");
  const auto snapshot = repo.open();
  const auto id = [](const std::string& hex) { return *ObjectId::from_hex(hex); };
  const auto ids = [](const std::vector<CommitName>& commits) {
    std::vector<std::string> out;
    for (const CommitName& commit : commits) out.push_back(commit.id);
    return out;
  };
  using Ids = std::vector<std::string>;

  CommitRange line(*snapshot, id(root), id(third));
  CHECK(line.whole());
  CHECK(line.size() == 2);
  CHECK(ids(line.touching("a")) == Ids{third});
  CHECK(ids(line.touching("b")) == Ids{second});
  CHECK(line.touching("c/d").empty());
  CHECK(ids(line.main_line()) == Ids{third, second});
  CHECK(line.find(second)->subject == "second");
  CHECK_FALSE(line.find(root).has_value());

  CommitRange apart(*snapshot, id(third), id(side));
  CHECK(apart.size() == 2);
  CHECK(ids(apart.touching("c/d")) == Ids{side});
  CHECK(ids(apart.touching("a")) == Ids{third});
  CHECK(apart.main_line().empty());  // the older state is not on that line

  CHECK(CommitRange(*snapshot, id(third), id(third)).size() == 0);
  CHECK_FALSE(CommitRange(*snapshot, id(root), id(third), 2).whole());  // more than it may read
  CHECK_FALSE(CommitRange(*snapshot, id(std::string(40, '1')), id(third)).whole());
}

}  // namespace badgescan
