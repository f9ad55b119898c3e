// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/repo/snapshot.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/support/git_fixture.h"

namespace badgescan {

using namespace std::string_literals;
using test::GitFixture;

namespace {

std::string paths(const Snapshot& snapshot) {
  std::string out;
  for (const Entry& entry : snapshot.entries()) out += (out.empty() ? "" : " ") + std::string(entry.path);
  return out;
}

std::string content(const Snapshot& snapshot, std::string_view path) {
  const Entry* entry = snapshot.find(path);
  if (entry == nullptr) return "(none)";
  const Result<std::string> text = snapshot.read(*entry, 1000);
  return text ? *text : "(" + text.error() + ")";
}

std::string open_error(const std::string& path, OpenOptions options = {}) {
  const Result<std::unique_ptr<Snapshot>> snapshot = open_snapshot(path, options);
  return snapshot ? "(opened)" : snapshot.error();
}

/// Writes an object with any content git itself would refuse, and returns its id.
std::string raw_object(GitFixture& repo, const std::string& type, const std::string& bytes) {
  repo.write("../object", bytes);
  return repo.git({"hash-object", "-t", type, "--literally", "-w", "../object"});
}

/// A commit of a raw tree.
void commit_tree(GitFixture& repo, const std::string& tree) {
  repo.git({"update-ref", "refs/heads/main", repo.git({"commit-tree", "-m", "made by hand", tree})});
}

std::string raw_entry(const std::string& mode, const std::string& name, const std::string& hex) {
  return mode + ' ' + name + '\0' +
         std::string(reinterpret_cast<const char*>(ObjectId::from_hex(hex)->bytes.data()), 20);
}

void append(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::app) << text; }

}  // namespace

TEST_CASE("snapshot: the tree of HEAD, without a checkout") {
  GitFixture repo;
  repo.write("b.txt", "two").write("a/x.sh", "echo", true).write("a.b", "dot").link("a/link", "../b.txt");
  const std::string first = repo.commit("first");
  repo.write("b.txt", "changed").remove("a.b");
  repo.commit("second");
  repo.write("b.txt", "on disk only");

  const auto head = repo.open();
  CHECK(paths(*head) == "a/link a/x.sh b.txt");
  CHECK(content(*head, "b.txt") == "changed");
  CHECK(head->find("a/x.sh")->mode == Mode::executable);
  CHECK(head->find("a/link")->mode == Mode::symlink);
  CHECK(resolve_symlink(*head, *head->find("a/link"))->path == "b.txt");
  CHECK(head->complete());
  CHECK(head->info().commit_time == 1767225600 + 86400);
  CHECK(head->info().branch == "main");

  const auto old = repo.open({.revision = first});
  CHECK(paths(*old) == "a.b a/link a/x.sh b.txt");
  CHECK(content(*old, "b.txt") == "two");
  CHECK(paths(*repo.open({.revision = "HEAD~1"})) == paths(*old));
}

TEST_CASE("snapshot: the listing equals git ls-tree") {
  GitFixture repo;
  // Names that sort differently as folders and as files.
  for (const char* path :
       {"a/1", "a.c", "a-b/1", "a0", "ab/c/d/e", "z", "A", "\xc3\xa4", "sp ace", "tab\tname"})
    repo.write(path, path);
  repo.commit("names");
  std::string want = repo.git({"ls-tree", "-r", "-z", "--name-only", "HEAD"});
  std::string have;
  const auto snapshot = repo.open();
  for (const Entry& entry : snapshot->entries()) have += std::string(entry.path) + '\0';
  CHECK(have == want);
}

TEST_CASE("snapshot: staged and working states") {
  GitFixture repo;
  repo.write("kept", "1").write("gone", "1").write(".gitignore", "*.log\n");
  repo.commit("first");
  repo.write("staged", "new");
  repo.git({"add", "staged"});
  repo.write("staged", "newer").write("untracked/file", "u").write("trace.log", "ignored").remove("gone");

  const auto index = repo.open({.source = Source::index});
  CHECK(paths(*index) == ".gitignore gone kept staged");
  CHECK(content(*index, "staged") == "new");
  const auto disk = repo.open({.source = Source::worktree});
  CHECK(paths(*disk) == ".gitignore kept staged untracked/file");
  CHECK(content(*disk, "staged") == "newer");
}

TEST_CASE("snapshot: a folder of the working tree that became a link is not followed") {
  GitFixture repo;
  repo.write("folder/file", "mine");
  repo.commit("first");
  repo.remove("folder").link("folder", "/etc");
  const auto disk = repo.open({.source = Source::worktree});
  const Entry* entry = disk->find("folder/passwd");
  CHECK(entry == nullptr);
  CHECK(content(*disk, "folder/file").find("mine") == std::string::npos);
}

TEST_CASE("snapshot: every shape of repository opens") {
  GitFixture repo;
  repo.write("sub/folder/file", "x");
  const std::string commit = repo.commit("first");

  SECTION("from a subfolder") { CHECK(open_error(repo.path() + "/sub/folder") == "(opened)"); }
  SECTION("detached HEAD") {
    repo.git({"checkout", "-q", "--detach"});
    CHECK(repo.open()->info().branch.empty());
  }
  SECTION("bare") {
    repo.git({"clone", "-q", "--bare", repo.path(), repo.path() + "/../bare.git"});
    const auto bare = open_snapshot(repo.path() + "/../bare.git", {});
    REQUIRE(bare);
    CHECK(paths(**bare) == "sub/folder/file");
    CHECK(open_error(repo.path() + "/../bare.git", {.source = Source::worktree}).find("no working tree") !=
          std::string::npos);
  }
  SECTION("linked worktree") {
    repo.git({"worktree", "add", "-q", "../linked"});
    const auto linked = open_snapshot(repo.path() + "/../linked", {});
    REQUIRE(linked);
    CHECK(paths(**linked) == "sub/folder/file");
    CHECK((*linked)->open_objects() != nullptr);
    CHECK((*linked)->branches().size() == 2);
  }
  SECTION("an annotated tag names its commit") {
    repo.tag("v1.0");
    const auto tagged = repo.open({.revision = "v1.0"});
    CHECK(tagged->info().commit.hex() == commit);
    REQUIRE(tagged->tags().size() == 1);
    CHECK(tagged->tags()[0].name == "refs/tags/v1.0");
  }
  SECTION("packed references, and a loose one that is newer") {
    repo.tag("v1", false).tag("v2", false);
    repo.git({"pack-refs", "--all"});
    repo.write("more", "y");
    const std::string second = repo.commit("second");
    repo.git({"tag", "-f", "v2"});
    const auto snapshot = repo.open();
    REQUIRE(snapshot->tags().size() == 2);
    CHECK(snapshot->tags()[0].id.hex() == commit);
    CHECK(snapshot->tags()[1].id.hex() == second);
  }
}

TEST_CASE("snapshot: what cannot be opened says why and what to do") {
  GitFixture repo;
  SECTION("no commit yet") { CHECK(open_error(repo.path()).find("no commit yet") != std::string::npos); }
  SECTION("no commit yet, but something staged") {
    repo.write("a", "b");
    repo.git({"add", "a"});
    CHECK(paths(*repo.open({.source = Source::index})) == "a");
  }
  SECTION("no repository") {
    const test::TempFolder empty;
    CHECK(open_error(empty.path()).find("not in a git repository") != std::string::npos);
    CHECK(open_error(empty.path() + "/nowhere").find("no file or folder") != std::string::npos);
  }
  SECTION("unknown revision") {
    repo.write("a", "b").commit("first");
    CHECK(open_error(repo.path(), {.revision = "nonsense"}).find("cannot find the revision nonsense") !=
          std::string::npos);
    CHECK(open_error(repo.path(), {.revision = "HEAD:a"}).find("names a file") != std::string::npos);
  }
  SECTION("SHA-256") {
    GitFixture sha256({"--object-format=sha256"});
    CHECK(open_error(sha256.path()).find("SHA-256") != std::string::npos);
  }
  SECTION("reftable") {
    repo.git({"config", "core.repositoryformatversion", "1"});
    repo.git({"config", "extensions.refstorage", "reftable"});
    CHECK(open_error(repo.path()).find("reftable") != std::string::npos);
  }
  SECTION("another user's") {
    repo.write("a", "b").commit("first");
    if (geteuid() != 0) return;  // only root can give files away
    REQUIRE(chown(repo.path().c_str(), 12345, 12345) == 0);
    REQUIRE(chown((repo.path() + "/.git").c_str(), 12345, 12345) == 0);
    CHECK(open_error(repo.path()).find("safe.directory") != std::string::npos);
    CHECK(open_error(repo.path(), {.trust_owner = true}) == "(opened)");
  }
  SECTION("broken configuration") {
    repo.write("a", "b").commit("first");
    append(repo.path() + "/.git/config", "[broken\n");
    CHECK(open_error(repo.path()).find("config") != std::string::npos);
  }
}

TEST_CASE("snapshot: a shallow clone is known as one") {
  GitFixture repo;
  repo.write("a", "1").commit("first");
  repo.write("a", "2").commit("second");
  repo.git({"clone", "-q", "--depth=1", "file://" + repo.path(), repo.path() + "/../shallow"});
  const auto shallow = open_snapshot(repo.path() + "/../shallow", {});
  REQUIRE(shallow);
  CHECK((*shallow)->info().shallow);
  CHECK((*shallow)->info().shallow_roots.size() == 1);
  CHECK_FALSE(repo.open()->info().shallow);
}

TEST_CASE("snapshot: a missing or damaged object costs that object only") {
  GitFixture repo;
  repo.write("good", "good").write("folder/bad", "bad").write("lost", "lost");
  repo.commit("first");
  const auto damage = [&repo](const std::string& object, bool remove) {
    const std::string id = repo.git({"rev-parse", "HEAD:" + object});
    const std::string file = repo.path() + "/.git/objects/" + id.substr(0, 2) + "/" + id.substr(2);
    std::filesystem::remove(file);
    if (!remove) std::ofstream(file) << "not zlib";
  };
  SECTION("blobs") {
    damage("folder/bad", false);
    damage("lost", true);
    const auto snapshot = repo.open();
    CHECK(snapshot->complete());
    CHECK(content(*snapshot, "good") == "good");
    CHECK(content(*snapshot, "folder/bad").front() == '(');
    CHECK(content(*snapshot, "lost").front() == '(');
  }
  SECTION("a folder") {
    damage("folder", true);
    const auto snapshot = repo.open();
    CHECK(paths(*snapshot) == "good lost");
    CHECK_FALSE(snapshot->complete());
    REQUIRE(snapshot->notes().size() == 1);
    CHECK(snapshot->notes()[0].kind == Note::Kind::unread);
    CHECK(snapshot->notes()[0].path == "folder");
  }
}

TEST_CASE("snapshot: a partial clone is known as one") {
  GitFixture repo;
  repo.write("a", "1").commit("first");
  repo.git({"config", "uploadpack.allowFilter", "true"});
  repo.git({"clone", "-q", "--no-checkout", "--filter=blob:none", "file://" + repo.path(),
            repo.path() + "/../partial"});
  const auto partial = open_snapshot(repo.path() + "/../partial", {});
  REQUIRE(partial);
  CHECK((*partial)->info().partial);
  CHECK(content(**partial, "a").front() == '(');
}

TEST_CASE("snapshot: strict hashing is off, and --verify turns it on") {
  GitFixture repo;
  repo.write("a", "honest").commit("first");
  const std::string id = repo.git({"rev-parse", "HEAD:a"});
  const std::string forged =
      repo.git({"rev-parse", "HEAD:a"}).empty() ? "" : raw_object(repo, "blob", "forged");
  const auto file = [&repo](const std::string& hex) {
    return repo.path() + "/.git/objects/" + hex.substr(0, 2) + "/" + hex.substr(2);
  };
  std::filesystem::remove(file(id));
  std::filesystem::copy_file(file(forged), file(id));
  CHECK(content(*repo.open(), "a") == "forged");
  CHECK(content(*repo.open({.verify = true}), "a").front() == '(');
}

TEST_CASE("snapshot: hostile trees end soon and say what was cut") {
  GitFixture repo;
  const std::string blob = raw_object(repo, "blob", "x");
  SECTION("a billion paths in ten objects") {
    std::string tree = raw_object(repo, "tree", raw_entry("100644", "f", blob));
    for (int level = 0; level < 9; ++level) {
      std::string entries;
      for (char name = '0'; name <= '9'; ++name) entries += raw_entry("40000", std::string(1, name), tree);
      tree = raw_object(repo, "tree", entries);
    }
    commit_tree(repo, tree);
    OpenOptions options;
    options.limits.files = 5000;
    const auto snapshot = repo.open(options);
    CHECK(snapshot->entries().size() <= 5000);
    CHECK_FALSE(snapshot->complete());
    CHECK(snapshot->notes().front().kind == Note::Kind::limit);
  }
  SECTION("folders nested too deep") {
    std::string tree = raw_object(repo, "tree", raw_entry("100644", "f", blob));
    for (int level = 0; level < 30; ++level) {
      tree = raw_object(repo, "tree", raw_entry("100644", "beside", blob) + raw_entry("40000", "d", tree));
    }
    commit_tree(repo, tree);
    OpenOptions options;
    options.limits.depth = 10;
    const auto snapshot = repo.open(options);
    CHECK(snapshot->entries().size() == 11);
    CHECK_FALSE(snapshot->complete());
  }
  SECTION("names no checkout would accept") {
    commit_tree(repo,
                raw_object(repo, "tree",
                           raw_entry("100644", "..", blob) + raw_entry("100644", ".git", blob) +
                               raw_entry("100644", "a/b", blob) + raw_entry("100644", "\xff\xfe", blob)));
    const auto snapshot = repo.open();
    CHECK(snapshot->entries().size() == 4);
    CHECK(content(*snapshot, "\xff\xfe") == "x");
  }
  SECTION("a tree that is cut off") {
    commit_tree(repo, raw_object(repo, "tree", raw_entry("100644", "whole", blob) + "100644 cut\0abc"s));
    const auto snapshot = repo.open();
    CHECK(paths(*snapshot) == "whole");
    CHECK_FALSE(snapshot->complete());
  }
  SECTION("a folder that is a file") {
    commit_tree(repo,
                raw_object(repo, "tree", raw_entry("40000", "d", blob) + raw_entry("100644", "f", blob)));
    const auto snapshot = repo.open();
    CHECK(paths(*snapshot) == "f");
    CHECK_FALSE(snapshot->complete());
  }
  SECTION("a name of 100,000 bytes") {
    commit_tree(repo, raw_object(repo, "tree", raw_entry("100644", std::string(100'000, 'n'), blob)));
    CHECK(repo.open()->entries()[0].path.size() == 100'000);
  }
}

TEST_CASE("snapshot: links are followed inside the tree only") {
  const test::MemorySnapshot snapshot{{"docs/README", "../README.md", Mode::symlink},
                                      {"README.md", "hello"},
                                      {"loop1", "loop2", Mode::symlink},
                                      {"loop2", "loop1", Mode::symlink},
                                      {"out", "../../etc/passwd", Mode::symlink},
                                      {"root", "/etc/passwd", Mode::symlink},
                                      {"dangling", "nowhere", Mode::symlink},
                                      {"twice", "docs/README", Mode::symlink}};
  const auto target = [&](std::string_view path) {
    const Entry* entry = resolve_symlink(snapshot, *snapshot.find(path));
    return entry == nullptr ? std::string("(none)") : std::string(entry->path);
  };
  CHECK(target("docs/README") == "README.md");
  CHECK(target("twice") == "README.md");
  CHECK(target("README.md") == "README.md");
  for (const char* path : {"loop1", "out", "root", "dangling"}) CHECK(target(path) == "(none)");
}

TEST_CASE("snapshot: remotes lose their credentials") {
  GitFixture repo;
  repo.write("a", "b").commit("first");
  repo.remote("https://user:secret@example.org/owner/name.git");
  const auto snapshot = repo.open();
  REQUIRE(snapshot->info().remotes.size() == 1);
  CHECK(snapshot->info().remotes[0].url == "https://example.org/owner/name.git");
  CHECK(without_credentials("git@github.com:owner/name.git") == "git@github.com:owner/name.git");
  CHECK(without_credentials("ssh://token@host:22/x@y") == "ssh://host:22/x@y");
}

}  // namespace badgescan
