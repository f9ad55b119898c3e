// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Histories with a known answer, and the odd ones: wrong clocks, cuts, imports, huge messages, broken names.
#include "scanner/facts/history.h"

#include "scanner/facts/releases.h"
#include "scanner/repo/commit_walk.h"
#include "scanner/repo/tree_diff.h"
#include "tests/support/object_builder.h"
#include "tests/support/test.h"

using namespace badgescan;
using test::CommitSpec;
using test::kNow;
using test::MemorySnapshot;
using test::ObjectBuilder;

namespace {

constexpr std::int64_t kDay = 86'400;

History history_of(const ObjectBuilder& git, const ObjectId& head, std::int64_t now = kNow) {
  MemorySnapshot snapshot;
  git.into(snapshot, head);
  const Facts facts(snapshot, {.now = now}, test::rules());
  return facts.get<History>();
}

}  // namespace

TEST_CASE("the window is the twelve months before the newest commit", "[history]") {
  ObjectBuilder git;
  const auto ids = git.line(30, kNow - 100 * kDay, 30 * kDay);
  const History history = history_of(git, ids.back());
  CHECK(history.complete);
  CHECK_FALSE(history.whole);
  CHECK(history.commits.size() == 13);
  CHECK(history.until == kNow - 100 * kDay);
  CHECK(history.window_text() == "the 12 months to 2026-05-13");
}

TEST_CASE("months are counted by the calendar", "[history]") {
  CHECK(months_before(1'709'164'800, 12) == 1'677'542'400);  // 2024-02-29 → 2023-02-28
  CHECK(months_before(1'787'270'400, 12) == 1'755'734'400);  // 2026-08-21 → 2025-08-21
  CHECK(months_before(1'787'270'400 + 5, 6) == 1'771'632'000 + 5);
}

TEST_CASE("one commit is a whole history", "[history]") {
  ObjectBuilder git;
  const History history = history_of(git, git.commit({.time = kNow - kDay}));
  CHECK(history.complete);
  CHECK(history.whole);
  CHECK(history.commits.size() == 1);
  CHECK(history.human_commits() == 1);
  CHECK(history.window_text() == "the whole history (2026-08-20 to 2026-08-20)");
}

TEST_CASE("a commit without a usable date does not begin a history in 1970", "[history]") {
  ObjectBuilder git;
  const ObjectId first = git.commit({.message = "From 2099", .time = 4'070'908'800});
  const ObjectId second = git.commit({.parents = {first}, .time = kNow - 9 * kDay});
  const History history = history_of(git, git.commit({.parents = {second}, .time = kNow - kDay}));
  CHECK(history.commits.size() == 3);
  CHECK(history.commits.back().used_time == 0);
  CHECK(history.oldest() == kNow - 9 * kDay);
  CHECK(history.window_text() == "the whole history (2026-08-12 to 2026-08-20)");
}

TEST_CASE("no history is no answer", "[history]") {
  const MemorySnapshot snapshot{{"README.md", "x"}};
  const Facts facts(snapshot, {.now = kNow}, test::rules());
  CHECK_FALSE(facts.get<History>().available);
  CHECK_FALSE(facts.get<History>().why().empty());
}

TEST_CASE("a clock in the future does not make a project look alive", "[history]") {
  ObjectBuilder git;
  const auto ids = git.line(5, kNow - 900 * kDay, 10 * kDay);
  const ObjectId head = git.commit({.message = "From 2099", .parents = {ids.back()}, .time = 4'070'908'800});
  const History history = history_of(git, head);
  CHECK(history.complete);
  CHECK(history.commits.size() == 6);
  CHECK(history.until == kNow - 900 * kDay);
  CHECK(history.wrong_clocks == 1);
  CHECK(history.newest_by_human()->used_time == kNow - 900 * kDay);
}

TEST_CASE("a clock at 1970 does not make a project look dead or cut its history", "[history]") {
  ObjectBuilder git;
  const auto ids = git.line(50, kNow - kDay, kDay);
  const ObjectId odd = git.commit({.message = "From 1970", .parents = {ids.back()}, .time = 3});
  SECTION("at the head") {
    const History history = history_of(git, odd);
    CHECK(history.until == kNow - kDay);
    CHECK(history.commits.size() == 51);
    CHECK(history.wrong_clocks == 1);
  }
  SECTION("in the middle") {
    const ObjectId head = git.commit({.parents = {odd}, .time = kNow});
    const History history = history_of(git, head);
    CHECK(history.until == kNow);
    CHECK(history.commits.size() == 52);
  }
}

TEST_CASE("commits that are all dated in the future have no usable dates", "[history]") {
  ObjectBuilder git;
  const auto ids = git.line(5, 4'070'908'800, kDay);
  const History history = history_of(git, ids.back());
  CHECK(history.available);
  CHECK_FALSE(history.dates_usable);
  CHECK(history.commits.size() == 5);
}

TEST_CASE("a missing parent makes the window incomplete", "[history]") {
  ObjectBuilder git;
  const auto ids = git.line(10, kNow, kDay);
  git.forget(ids[4]);
  const History history = history_of(git, ids.back());
  CHECK(history.commits.size() == 5);
  CHECK_FALSE(history.complete);
  CHECK_FALSE(history.whole);
  CHECK(history.why().find("could not be read") != std::string::npos);
}

TEST_CASE("a shallow root in the window makes it incomplete, before the window it does not", "[history]") {
  ObjectBuilder git;
  const auto ids = git.line(40, kNow, 20 * kDay);
  MemorySnapshot snapshot;
  git.into(snapshot, ids.back());
  const auto cut_at = GENERATE(values<std::size_t>({39, 30, 10}));
  snapshot.info_.shallow = true;
  snapshot.info_.shallow_roots = {ids[cut_at]};
  for (std::size_t i = 0; i < cut_at; ++i) git.forget(ids[i]);
  const Facts facts(snapshot, {.now = kNow}, test::rules());
  const History& history = facts.get<History>();
  CAPTURE(cut_at);
  CHECK(history.complete == (cut_at == 10));
  CHECK(history.why().empty() == (cut_at == 10));
  CHECK_FALSE(history.whole);
}

TEST_CASE("a window with too many commits is shortened and says so", "[history]") {
  ObjectBuilder git;
  const auto ids = git.line(100, kNow, kDay);
  MemorySnapshot snapshot;
  git.into(snapshot, ids.back());
  snapshot.limits_.commits = 10;
  const Facts facts(snapshot, {.now = kNow}, test::rules());
  const History& history = facts.get<History>();
  CHECK(history.commits.size() == 10);
  CHECK(history.complete);
  CHECK(history.window_text() == "the time from 2026-08-12 to 2026-08-21");
  REQUIRE(facts.notes().size() == 1);
  CHECK(facts.notes().front().kind == Note::Kind::limit);
}

TEST_CASE("people are counted once, bots apart, co-authors too", "[history]") {
  ObjectBuilder git;
  auto ids = git.line(6, kNow - 20 * kDay, kDay);
  const auto add = [&](CommitSpec spec) {
    spec.parents = {ids.back()};
    spec.time = kNow - 10 * kDay + static_cast<std::int64_t>(ids.size());
    ids.push_back(git.commit(spec));
  };
  add({.author = "ann <ANN@example.org>"});
  add({.message =
           "x\n\nCo-authored-by: Bob Builder <bob@intel.com>\nCo-authored-by: Claude <noreply@anthropic.com>",
       .author = "Carla Coder <carla@example.com>"});
  add({.message = "y", .author = "Bob Builder <1+bob@users.noreply.github.com>"});
  add({.message = "bump", .author = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"});
  const History history = history_of(git, ids.back());
  const auto people = history.contributors();
  REQUIRE(people.size() == 3);
  CHECK(history.people[people[0]].commits == 7);
  CHECK(history.people[people[1]].commits + history.people[people[1]].co_authored == 2);
  CHECK(history.people[people[1]].organisation == "intel.com");
  CHECK(history.human_commits() == 9);
  CHECK(history.commits.front().by_bot);
}

TEST_CASE("ten thousand authors are told apart in linear time", "[history]") {
  ObjectBuilder git;
  std::vector<ObjectId> parents;
  for (int i = 0; i < 10'000; ++i) {
    const std::string n = std::to_string(i);
    parents = {git.commit({.message = "c" + n,
                           .parents = parents,
                           .author = "Person N" + n + " <p" + n + "@example.org>",
                           .time = kNow - 10'000 + i})};
  }
  const History history = history_of(git, parents.front());
  CHECK(history.people.size() == 10'000);
  CHECK(history.contributors().size() == 10'000);
}

TEST_CASE("invalid names, dates and headers do not hurt", "[history]") {
  ObjectBuilder git;
  const ObjectId tree = git.tree({{"a", "b"}});
  const auto raw = [&](const std::string& people) {
    return git.add(ObjectType::commit, "tree " + tree.hex() + "\n" + people + "\nmessage\xff\n");
  };
  SECTION("no author, no committer") {
    const History history = history_of(git, raw(""));
    CHECK(history.commits.size() == 1);
  }
  SECTION("a date that is no number") {
    const History history =
        history_of(git, raw("author A <a@b> later\ncommitter A <a@b> 99999999999999999999 +0000\n"));
    CHECK(history.commits.size() == 1);
  }
  SECTION("bytes that are no UTF-8 are cleaned, Latin-1 is read") {
    const History plain = history_of(
        git,
        raw("author J\xf6rg <j@b.org> 1780000000 +0000\ncommitter J\xf6rg <j@b.org> 1780000000 +0000\n"));
    CHECK(plain.signatures[plain.commits[0].author].name == "J\xef\xbf\xbdrg");
    const History latin = history_of(
        git, raw("author J\xf6rg <j@b.org> 1780000000 +0000\ncommitter J\xf6rg <j@b.org> 1780000000 +0000\n"
                 "encoding ISO-8859-1\n"));
    CHECK(latin.signatures[latin.commits[0].author].name == "J\xc3\xb6rg");
  }
  SECTION("an object that is no commit") {
    const History history = history_of(git, tree);
    CHECK_FALSE(history.available);
    CHECK_FALSE(history.complete);
  }
}

TEST_CASE("a conversion is no sign of review", "[history]") {
  ObjectBuilder git;
  std::vector<ObjectId> parents;
  for (int i = 0; i < 50; ++i) {
    parents = {git.commit({.message = "r" + std::to_string(i),
                           .parents = parents,
                           .committer = "Conv <conv@example.org>",
                           .time = kNow - 1000 + i,
                           .author_time = kNow - (400 - 5 * i) * kDay})};
  }
  CHECK(history_of(git, parents.front()).imported);
  ObjectBuilder usual;
  CHECK_FALSE(history_of(usual, usual.line(50, kNow, kDay).back()).imported);
}

TEST_CASE("signatures are told by their first line", "[history]") {
  CHECK(signature_kind("") == SignatureKind::none);
  CHECK(signature_kind("-----BEGIN PGP SIGNATURE-----\nx") == SignatureKind::pgp);
  CHECK(signature_kind("-----BEGIN SSH SIGNATURE-----\nx") == SignatureKind::ssh);
  CHECK(signature_kind("-----BEGIN SIGNED MESSAGE-----\nx") == SignatureKind::x509);
  CHECK(signature_kind("garbage") == SignatureKind::other);
  ObjectBuilder git;
  const ObjectId id =
      git.commit({.time = kNow,
                  .headers = "gpgsig -----BEGIN SSH SIGNATURE-----\n abc\n -----END SSH SIGNATURE-----\n"});
  CHECK(history_of(git, id).commits.front().signature == SignatureKind::ssh);
}

TEST_CASE("trees are compared without end or recursion", "[history]") {
  ObjectBuilder git;
  const auto store = git.store();
  TreeDiff diff(*store);
  const auto paths = [&](const ObjectId& a, const ObjectId& b, bool& complete) {
    std::string out;
    complete = diff.compare(a, b, [&](std::string_view path, Change change) {
      out += (change == Change::added     ? "+"
              : change == Change::deleted ? "-"
                                          : "~") +
             std::string(path) + " ";
    });
    return out;
  };
  bool complete = false;
  const ObjectId a = git.tree({{"a", "1"}, {"dir/x", "1"}, {"dir/y", "1"}, {"same/z", "1"}, {"t", "1"}});
  const ObjectId b = git.tree({{"a", "2"}, {"dir/x", "1"}, {"dir/z", "1"}, {"same/z", "1"}, {"t/u", "1"}});
  CHECK(paths(a, b, complete) == "~a -dir/y +dir/z -t +t/u ");
  CHECK(complete);
  CHECK(paths({}, b, complete) == "+a +dir/x +dir/z +same/z +t/u ");
  CHECK(paths(a, a, complete).empty());

  SECTION("a missing tree is reported") {
    const ObjectId c = git.tree({{"a", "2"}, {"gone/x", "1"}});
    git.forget(git.tree({{"x", "1"}}));
    CHECK(paths(a, c, complete).starts_with("~a"));
    CHECK_FALSE(complete);
  }
  SECTION("a tree that expands to a thousand million folders ends") {
    ObjectId level = git.tree({});
    for (int depth = 0; depth < 9; ++depth) {
      std::string content;
      for (char name = '0'; name <= '9'; ++name) {
        content += std::string("40000 ") + name + '\0';
        content.append(reinterpret_cast<const char*>(level.bytes.data()), 20);
      }
      level = git.add(ObjectType::tree, content);
    }
    CHECK(paths({}, level, complete).empty());
    CHECK_FALSE(complete);
  }
  SECTION("a cut-off tree is reported") {
    const ObjectId broken = git.add(ObjectType::tree, "100644 name");
    CHECK(paths(a, broken, complete).find("-a ") == 0);
    CHECK_FALSE(complete);
  }
}
