// States that are judged with the help of earlier ones get the answers that they would get alone.
#include "scanner/check/state_judge.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include "scanner/facts/history.h"
#include "tests/support/fixture_repositories.h"

namespace badgescan {
namespace {

namespace fs = std::filesystem;
using test::GitFixture;
using test::kNow;

std::string alone(const Snapshot& snapshot, const ScanOptions& options) {
  return write_saved(judge_alone(Facts(snapshot, options, test::rules())));
}

/// Judges HEAD and then the staged files, both ways.
void compare_both(const GitFixture& repo, const std::string& folder, const ScanOptions& options) {
  const std::unique_ptr<Snapshot> head = repo.open(), staged = repo.open({.source = Source::index});
  StateJudge judge(folder);
  CHECK(write_saved(judge.judge(*head, options, test::rules())) == alone(*head, options));
  CHECK(write_saved(judge.judge(*staged, options, test::rules())) == alone(*staged, options));
}

struct Edit {
  std::string what;
  std::function<void(GitFixture&)> make;
  bool commit = false;
};

std::vector<Edit> edits() {
  const auto write = [](std::string path, std::string text) {
    return [path = std::move(path), text = std::move(text)](GitFixture& repo) { repo.write(path, text); };
  };
  const auto git = [](std::vector<std::string> arguments) {
    return [arguments = std::move(arguments)](GitFixture& repo) { repo.git(arguments); };
  };
  return {
      {"a new source file", write("src/lantern/md.py", "import hashlib\nhashlib.md5(b'x')\n"), true},
      {"its lines move", write("src/lantern/md.py", "# moved\n\nimport hashlib\nhashlib.md5(b'x')\n")},
      {"nothing that matters", write("src/lantern/md.py", "# moved\n\nimport hashlib\nhashlib.md5(b'y')\n"),
       true},
      {"prose", write("README.md", "# Lantern\n\nLantern sends signals between ships.\n")},
      {"a licence head", write("src/lantern/md.py", "# SPDX-License-Identifier: GPL-2.0-only\nimport x\n")},
      {"a file goes", git({"rm", "-q", "-f", "SECURITY.md"}), true},
      {"a file becomes executable", git({"update-index", "--chmod=+x", "src/lantern/md.py"})},
      {"a document moves", git({"mv", "CONTRIBUTING.md", "docs/CONTRIBUTING.md"})},
      {"attributes", write(".gitattributes", "src/** linguist-vendored\n"), true},
      {"a workflow breaks", write(".github/workflows/ci.yml", "on: [push\njobs:\n")},
      {"a link", [](GitFixture& repo) { repo.remove("LICENSE").link("LICENSE", "README.md"); }},
      {"the target of a link", write("README.md", "MIT License\n\nCopyright 2026 Ada\n"), true},
      {"claims", write(".bestpractices.json", R"({"description_good_status": "Met"})")},
      {"binary data", write("src/lantern/table.bin", std::string("\x7f"
                                                                 "ELF\0\0\0\0",
                                                                 8))},
      {"another language", write("src/lantern/fast.c", "int main(void) { return 0; }\n"), true},
      {"a credential in a line that is quoted",
       write("CONTRIBUTING.md",
             "# Contributing\n\nPull requests must include tests, run with password: 'q7Zt9Kd3" +
                 std::string("vX2mWb5N'.\n"))},
      {"a tag", git({"tag", "v9.0.0"})},
      {"a remote", git({"remote", "set-url", "origin", "https://gitlab.com/example/other.git"})},
  };
}

}  // namespace

TEST_CASE("state judge: the same answers with and without earlier states") {
  const auto repo = test::build_fixture("kept");
  const test::TempFolder cache;
  const ScanOptions options{.now = kNow};
  compare_both(*repo, cache.path(), options);
  for (const Edit& edit : edits()) {
    CAPTURE(edit.what);
    edit.make(*repo);
    repo->git({"add", "-A"});
    compare_both(*repo, cache.path(), options);
    if (edit.commit) repo->commit(edit.what);
  }
  CAPTURE("other options");
  compare_both(*repo, cache.path(), {.now = kNow + 400 * 86400});
  compare_both(*repo, cache.path(), {.now = kNow, .ignore_claims = true});
}

TEST_CASE("state judge: what depends on nothing that changed is not worked out again") {
  const auto repo = test::build_fixture("kept");
  const ScanOptions options{.now = kNow};
  const auto names_of_new = [&](const std::function<void()>& change) {
    const std::unique_ptr<Snapshot> head = repo->open();
    const test::TempFolder cache;
    StateJudge(cache.path()).judge(*head, options, test::rules());
    change();
    repo->git({"add", "-A"});
    const std::unique_ptr<Snapshot> staged = repo->open({.source = Source::index});
    // What was worked out left a node with its name; what held again came with the others.
    StateRecord before = *RecordStore(cache.path()).find(StateKeys::of(*head, options, test::rules()));
    StateJudge(cache.path()).judge(*staged, options, test::rules());
    StateRecord after = *RecordStore(cache.path()).find(StateKeys::of(*staged, options, test::rules()));
    std::size_t again = 0;
    for (const Ledger::Node& node : after.nodes) again += node.name == typeid(History).name();
    CHECK(before.complete);
    CHECK(after.complete);
    return again;
  };
  SECTION("an edit of a source file leaves the history alone") {
    CHECK(names_of_new([&] {
            repo->write("src/lantern/new_line.py", "");
            repo->git({"add", "-A"});
            repo->git({"reset", "-q", "--hard"});
            repo->write("src/lantern/__init__.py", "# one line\n");
          }) == 1);
  }
}

TEST_CASE("state judge: a missing object that comes later is looked at") {
  const auto repo = test::build_fixture("kept");
  const test::TempFolder cache, aside;
  const ScanOptions options{.now = kNow};
  repo->write("src/lantern/md.py", "import hashlib\nhashlib.md5(b'x')\n").write("SECURITY.md", "# Later\n");
  repo->git({"add", "-A"});
  std::vector<std::pair<std::string, std::string>> moved;  // objects and where they are meanwhile
  for (const std::string path : {"src/lantern/md.py", "SECURITY.md"}) {
    const std::string id = repo->git({"rev-parse", ":" + path}).substr(0, 40);
    moved.emplace_back(repo->path() + "/.git/objects/" + id.substr(0, 2) + '/' + id.substr(2),
                       aside.path() + '/' + id);
    fs::rename(moved.back().first, moved.back().second);
  }
  compare_both(*repo, cache.path(), options);
  compare_both(*repo, cache.path(), options);
  for (const auto& [object, away] : moved) {
    fs::rename(away, object);
    compare_both(*repo, cache.path(), options);
  }
}

TEST_CASE("state records: damage, other programs and parallel runs") {
  const auto repo = test::build_fixture("kept");
  const std::unique_ptr<Snapshot> head = repo->open();
  const ScanOptions options{.now = kNow};
  const test::TempFolder cache;
  const std::string want = write_saved(StateJudge(cache.path()).judge(*head, options, test::rules()));
  const StateKeys keys = StateKeys::of(*head, options, test::rules());
  REQUIRE(RecordStore(cache.path()).find(keys));
  std::string file;
  for (const auto& entry : fs::directory_iterator(cache.path())) file = entry.path();
  std::string bytes;
  {
    std::ifstream in(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  REQUIRE(read_record(bytes));
  SECTION("every cut and a changed byte are noticed") {
    for (std::size_t size = 0; size < bytes.size(); size += 997)
      CHECK_FALSE(read_record(bytes.substr(0, size)));
    for (std::size_t at = 0; at < bytes.size(); at += 997) {
      std::string other = bytes;
      other[at] = static_cast<char>(other[at] ^ 1);
      CHECK_FALSE(read_record(other));
    }
    std::ofstream(file, std::ios::binary) << bytes.substr(0, bytes.size() / 2);
    CHECK_FALSE(RecordStore(cache.path()).find(keys));
    CHECK_FALSE(RecordStore(cache.path()).newest(keys));
    CHECK(write_saved(StateJudge(cache.path()).judge(*head, options, test::rules())) == want);
  }
  SECTION("another program's records are not used") {
    StateKeys other = keys;
    other.program = std::string(16, '0');
    CHECK_FALSE(RecordStore(cache.path()).newest(other));
  }
  SECTION("bounded: the oldest go") {
    StateRecord record = *read_record(bytes);
    for (std::size_t i = 0; i < RecordStore::kMostFiles + 5; ++i) {
      record.keys.all = std::to_string(i);
      RecordStore(cache.path()).store(record);
    }
    CHECK(static_cast<std::size_t>(std::distance(fs::directory_iterator(cache.path()), {})) ==
          RecordStore::kMostFiles);
  }
  SECTION("several runs at once") {
    std::vector<std::string> got(4);
    std::vector<std::thread> runs;
    for (std::string& one : got) {
      runs.emplace_back([&] {
        const std::unique_ptr<Snapshot> mine = repo->open();
        one = write_saved(StateJudge(cache.path()).judge(*mine, options, test::rules()));
      });
    }
    for (std::thread& run : runs) run.join();
    for (const std::string& one : got) CHECK(one == want);
  }
}

}  // namespace badgescan
