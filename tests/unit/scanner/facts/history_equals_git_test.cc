// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The facts about history equal what git prints, on repositories made by git itself.
#include <set>

#include "scanner/base/text.h"
#include "scanner/facts/changed_paths.h"
#include "scanner/facts/history.h"
#include "scanner/facts/history/people.h"
#include "scanner/facts/releases.h"
#include "scanner/repo/git_repository.h"
#include "scanner/repo/tree_diff.h"
#include "tests/support/history_fixture.h"
#include "tests/support/test.h"

using namespace badgescan;

namespace {

constexpr std::int64_t kDay = 86'400;

/// Branches, merges, reused names, folders that become files, odd bytes, a mailmap: 60 commits over two
/// years.
void grow(test::HistoryFixture& git) {
  const std::int64_t start = 1'720'000'000;
  std::int64_t time = start;
  const std::vector<std::string> people{"Ann Author <ann@example.org>", "Bob B <bob@old.example.org>",
                                        "J\xc3\xb6rg K\xc3\xb6nig <joerg@example.org>",
                                        "carla <c@users.noreply.github.com>"};
  git.commit(
      {.message = "Start\n\nSigned-off-by: Ann Author <ann@example.org>\n",
       .time = time,
       .write = {
           {"a/x.c", "1"},
           {"a/y.c", "1"},
           {"b", "1"},
           {"docs/i.md", "1"},
           {".mailmap",
            "Bob Better <bob@example.org> <bob@old.example.org>\nCarla C <c@users.noreply.github.com>\n"}}});
  git.branch("topic", "main");
  for (int i = 1; i < 60; ++i) {
    time += 12 * kDay + i;
    test::HistoryFixture::Commit commit;
    commit.author = people[static_cast<std::size_t>(i) % people.size()];
    commit.time = time;
    commit.message = "Change " + std::to_string(i) +
                     "\n\nBody\nmore\n\nReviewed-by: Bob B <bob@old.example.org>\nKey: v" +
                     std::to_string(i) + "\n  continued\n";
    commit.write = {{"a/x" + std::to_string(i % 7) + ".c", std::to_string(i)}};
    if (i % 9 == 0) commit.write = {{"b/inner/deep.txt", std::to_string(i)}};  // a file becomes a folder
    if (i % 9 == 1 && i > 1) {
      commit.remove = {"b"};
      commit.write = {{"b", std::to_string(i)}};
    }
    const bool topic = i % 5 == 2;
    if (i % 10 == 0) commit.merge = "topic";
    git.commit(commit, topic ? "topic" : "main");
    if (i % 12 == 0)
      git.git({"tag", "-m", "Release " + std::to_string(i), "v1." + std::to_string(i) + ".0", "main"});
    if (i % 15 == 0) git.git({"tag", "light-" + std::to_string(i), "main"});
  }
}

std::unique_ptr<Snapshot> open(const test::HistoryFixture& git) {
  auto snapshot = open_snapshot(git.path(), {.trust_owner = true});
  INFO((snapshot.ok() ? "" : snapshot.error()));
  REQUIRE(snapshot.ok());
  return std::move(*snapshot);
}

}  // namespace

TEST_CASE("history facts equal git's output", "[history]") {
  test::HistoryFixture git;
  grow(git);
  const std::unique_ptr<Snapshot> snapshot = open(git);
  const Facts facts(*snapshot, {.now = test::kNow}, test::rules());
  const History& history = facts.get<History>();
  REQUIRE(history.available);
  CHECK(history.complete);
  CHECK_FALSE(history.whole);
  const std::string since = "--since=@" + std::to_string(history.since);

  SECTION("commits and their order") {
    std::vector<std::string> ours;
    for (const HistoryCommit& commit : history.commits) {
      ours.push_back(commit.id.hex() + " " + std::to_string(commit.author_time) + " " +
                     std::to_string(commit.commit_time) + " " + std::to_string(commit.parents) + " " +
                     std::string(commit.subject));
    }
    std::vector<std::string> theirs;
    for (const std::string& line : git.lines({"log", since, "--format=%H %at %ct|%P|%s"})) {
      const auto fields = split(line, '|');
      const std::size_t parents = fields[1].empty() ? 0 : split(fields[1], ' ').size();
      theirs.push_back(std::string(fields[0]) + " " + std::to_string(parents) + " " + std::string(fields[2]));
    }
    CHECK(ours == theirs);
  }
  SECTION("authors and committers through .mailmap") {
    std::string ours;
    for (const HistoryCommit& commit : history.commits) {
      const HistorySignature& author = history.signatures[commit.author];
      const HistorySignature& committer = history.signatures[commit.committer];
      ours += author.name + " <" + author.mail + "> " + committer.name + " <" + committer.mail + ">\n";
    }
    CHECK(ours == git.git({"log", since, "--format=%aN <%aE> %cN <%cE>"}));
  }
  SECTION("trailers") {
    std::string ours;
    for (const HistoryCommit& commit : history.commits) {
      for (const HistoryTrailer& trailer : history.trailers(commit)) {
        ours += std::string(trailer.key) + ": " + unfold(trailer.value) + "\n";
      }
      ours += "\n";
    }
    CHECK(ours == git.git({"log", since, "--format=%(trailers:only,unfold)"}));
  }
  SECTION("changed paths") {
    const std::unique_ptr<ObjectStore> store = snapshot->open_objects();
    TreeDiff diff(*store);
    std::string ours;
    for (const HistoryCommit& commit : history.commits) {
      if (commit.merge()) continue;
      const auto parent = store->read(history.parent_ids[commit.first_parent], 1 << 20);
      REQUIRE(parent.ok());
      ours += "commit " + commit.id.hex() + "\n";
      CHECK(diff.compare(parse_commit(parent->content())->tree, commit.tree,
                         [&](std::string_view path, Change) { ours += std::string(path) + "\n"; }));
    }
    std::string theirs;
    for (const std::string& line :
         git.lines({"log", since, "--no-merges", "--no-renames", "--name-only", "--format=commit %H"})) {
      if (!line.empty()) theirs += line + "\n";
    }
    CHECK(ours == theirs);
    CHECK(ours.size() > 1000);
  }
  SECTION("tags with dates") {
    std::set<std::string> ours;
    for (const ReleaseTag& tag : facts.get<Releases>().tags) {
      ours.insert(tag.name + " " + tag.id.hex() + " " + std::to_string(tag.date) + " " +
                  (tag.annotated ? "tag" : "commit"));
    }
    std::set<std::string> theirs;
    for (const std::string& line : git.lines(
             {"for-each-ref", "--format=%(refname:short) %(objectname) %(creatordate:unix) %(objecttype)",
              "refs/tags"})) {
      theirs.insert(line);
    }
    CHECK(ours == theirs);
    CHECK(ours.size() == 7);
  }
}

TEST_CASE("the number of changes by person equals git shortlog", "[history]") {
  test::HistoryFixture git;
  grow(git);
  const std::unique_ptr<Snapshot> snapshot = open(git);
  const Facts facts(*snapshot, {.now = test::kNow, .since = 1}, test::rules());
  const History& history = facts.get<History>();
  CHECK(history.whole);
  std::map<std::string, int> counts;
  for (const HistoryCommit& commit : history.commits) {
    if (commit.merge()) continue;
    const HistorySignature& author = history.signatures[commit.author];
    ++counts[author.name + " <" + author.mail + ">"];
  }
  std::map<std::string, int> theirs;
  for (const std::string& line : git.lines({"shortlog", "-sne", "--no-merges", "main"})) {
    const auto fields = split(line, '\t');
    theirs[std::string(fields[1])] = std::stoi(std::string(trim(fields[0])));
  }
  CHECK(counts == theirs);
}

TEST_CASE("a shallow clone knows that it is cut", "[history]") {
  test::HistoryFixture git;
  grow(git);
  test::HistoryFixture shallow;
  shallow.git({"fetch", "--quiet", "--depth=3", "file://" + git.path(), "main:main"});
  const std::unique_ptr<Snapshot> snapshot = open(shallow);
  const Facts facts(*snapshot, {.now = test::kNow}, test::rules());
  const History& history = facts.get<History>();
  CHECK(history.available);
  CHECK_FALSE(history.complete);
  CHECK_FALSE(history.whole);
  CHECK(history.shallow);
  CHECK(history.why().find("shallow") != std::string::npos);
  CHECK_FALSE(facts.get<Releases>().complete);

  SECTION("unless the cut lies before the window") {
    const Facts late(*snapshot, {.now = test::kNow, .since = history.until - 1}, test::rules());
    CHECK(late.get<History>().complete);
  }
}
