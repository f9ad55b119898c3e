// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/repo/pack_reader.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "scanner/base/text.h"
#include "tests/support/git_fixture.h"

namespace badgescan {

namespace fs = std::filesystem;
using test::GitFixture;
using test::TempFolder;

namespace {

/// Many versions of a few files, so that git stores most objects as differences.
void fill(GitFixture& repo) {
  std::string text;
  for (int i = 0; i < 400; ++i) text += "line " + std::to_string(i * 7919 % 10007) + " of the text\n";
  for (int version = 0; version < 8; ++version) {
    text.replace(static_cast<std::size_t>(version) * 900, 5, "v" + std::to_string(version) + "...");
    repo.write("long.txt", text).write("a/b/" + std::to_string(version) + ".txt", text + "end\n");
    repo.write("a/empty", "");
    repo.commit("version " + std::to_string(version));
  }
  repo.tag("v1");
}

struct Known {
  std::string type, content;
};
using Objects = std::map<std::string, Known>;

Objects objects_of(GitFixture& repo) {
  Objects objects;
  const std::string list =
      repo.git({"cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)"});
  for (const std::string_view line : split_lines(list)) {
    const std::string id(line.substr(0, 40)), type(line.substr(41));
    objects[id] = {type, test::run_program({"git", "cat-file", type, id}, repo.path())};
  }
  return objects;
}

std::string type_name(ObjectType type) {
  return type == ObjectType::commit ? "commit"
         : type == ObjectType::tree ? "tree"
         : type == ObjectType::tag  ? "tag"
                                    : "blob";
}

std::string only_index(const std::string& objects_folder) {
  for (const auto& file : fs::directory_iterator(objects_folder + "/pack")) {
    if (file.path().extension() == ".idx") return file.path().string();
  }
  FAIL("there is no index in " << objects_folder);
  return {};
}

std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A folder of objects with this pack, whose checksum the index is made to name.
void write_pack(const TempFolder& folder, const std::string& pack, std::string index) {
  if (pack.size() > 20 && index.size() > 40)
    index.replace(index.size() - 40, 20, pack.substr(pack.size() - 20));
  fs::create_directories(folder / "pack");
  std::ofstream(folder / "pack/pack-1.pack", std::ios::binary) << pack;
  std::ofstream(folder / "pack/pack-1.idx", std::ios::binary) << index;
}

/// How many objects are read, and how many of these are not what git says.
struct Counts {
  std::size_t read = 0, wrong = 0;
};
Counts read_all(const std::string& folder, const Objects& objects) {
  PackReader reader(PackFiles::open(folder));
  Counts counts;
  for (const auto& [id, known] : objects) {
    const auto object = reader.read(*ObjectId::from_hex(id), 1 << 20);
    if (!object || object->content == nullptr) continue;
    ++counts.read;
    counts.wrong += object->view() != known.content || type_name(object->header.type) != known.type;
  }
  return counts;
}

}  // namespace

TEST_CASE("pack reader: reads what git wrote, in all its forms", "[pack]") {
  struct Row {
    const char* name;
    std::vector<std::string> repack;
    bool readable;
  };
  const Row row = GENERATE(values<Row>({
      {"differences by offset", {"repack", "-adfq"}, true},
      {"differences by name", {"-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"}, true},
      {"no differences", {"repack", "-adfq", "--depth=0"}, true},
      {"an index of the first version", {"-c", "pack.indexVersion=1", "repack", "-adfq"}, false},
  }));
  CAPTURE(row.name);
  GitFixture repo;
  fill(repo);
  const Objects objects = objects_of(repo);
  repo.git(row.repack);
  const Counts counts = read_all(repo.path() + "/.git/objects", objects);
  CHECK(counts.read == (row.readable ? objects.size() : 0));
  CHECK(counts.wrong == 0);
  // What is not read here the library reads.
  CHECK(repo.open()->entries().size() == 10);
}

TEST_CASE("pack reader: offsets of 64 bits, several packs, loose objects", "[pack]") {
  GitFixture repo;
  fill(repo);
  repo.git({"repack", "-adfq"});
  const std::string folder = repo.path() + "/.git/objects", index = only_index(folder);
  const std::string pack = index.substr(0, index.size() - 3) + "pack";
  fs::remove(index);
  repo.git({"index-pack", "--index-version=2,0x40", pack});
  repo.write("new.txt", "in a second pack\n").commit("more");
  repo.git({"repack", "-dq"});
  const Objects packed = objects_of(repo);
  CHECK(read_all(folder, packed).read == packed.size());
  CHECK(read_all(folder, packed).wrong == 0);
  repo.write("loose.txt", "not packed\n").commit("loose");
  CHECK(read_all(folder, objects_of(repo)).read == packed.size());
  const auto snapshot = repo.open();
  CHECK(*snapshot->read(*snapshot->find("loose.txt"), 100) == "not packed\n");
}

TEST_CASE("pack reader: packs of folders that objects are borrowed from", "[pack]") {
  GitFixture repo;
  fill(repo);
  repo.git({"repack", "-adfq"});
  const Objects objects = objects_of(repo);
  const TempFolder borrower, second;
  const auto lends = [](const TempFolder& to, const std::string& lines) {
    fs::create_directories(to / "info");
    std::ofstream(to / "info/alternates", std::ios::binary) << lines;
  };
  const std::string lender = repo.path() + "/.git/objects";
  const auto relative = [](const std::string& path, const TempFolder& from) {
    return fs::path(path).lexically_relative(from.path()).string();
  };
  CHECK(read_all(borrower.path(), objects).read == 0);
  lends(borrower, "# a remark\n\n/nowhere/objects\n" + lender + "\n");
  CHECK(read_all(borrower.path(), objects).read == objects.size());
  lends(borrower, relative(lender, borrower));
  CHECK(read_all(borrower.path(), objects).read == objects.size());
  // Over another folder, and round and round.
  lends(borrower, second.path() + "\n");
  lends(second, borrower.path() + "\n" + lender + "\n");
  CHECK(read_all(borrower.path(), objects).read == objects.size());
  CHECK(read_all(borrower.path(), objects).wrong == 0);
}

TEST_CASE("pack reader: a larger object than the limit is told, not read", "[pack]") {
  GitFixture repo;
  fill(repo);
  repo.git({"repack", "-adfq"});
  PackReader reader(PackFiles::open(repo.path() + "/.git/objects"));
  for (const auto& [id, known] : objects_of(repo)) {
    if (known.content.empty()) continue;
    const auto object = reader.read(*ObjectId::from_hex(id), known.content.size() - 1);
    REQUIRE(object);
    CHECK(object->header.size == known.content.size());
    CHECK(type_name(object->header.type) == known.type);
    CHECK(object->content == nullptr);
  }
  const auto snapshot = repo.open();
  const Entry* entry = snapshot->find("long.txt");
  const Result<std::string> text = snapshot->read(*entry, 10);
  REQUIRE_FALSE(text);
  CHECK(text.error() == "object " + entry->id.hex() + " has " + std::to_string(*snapshot->size(*entry)) +
                            " bytes, more than the limit of 10");
}

TEST_CASE("pack reader: damage anywhere is refused or harmless", "[pack]") {
  GitFixture repo;
  fill(repo);
  const Objects objects = objects_of(repo);
  repo.git({"repack", "-adfq"});
  const std::string index_path = only_index(repo.path() + "/.git/objects");
  const std::string index = slurp(index_path),
                    pack = slurp(index_path.substr(0, index_path.size() - 3) + "pack");
  const TempFolder folder;
  std::size_t refused = 0, wrong = 0, trials = 0;
  const auto look = [&](const std::string& damaged_pack, const std::string& damaged_index) {
    write_pack(folder, damaged_pack, damaged_index);
    const Counts counts = read_all(folder.path(), objects);
    ++trials;
    refused += counts.read < objects.size();
    wrong += counts.wrong;
  };
  for (std::size_t at = 0; at < pack.size(); at += 13) {
    std::string damaged = pack;
    damaged[at] = static_cast<char>(damaged[at] ^ static_cast<char>(1u << at % 8));
    look(damaged, index);
  }
  CHECK(refused > trials * 9 / 10);  // the rest hits the pack's own checksum, or names another type
  CHECK(wrong < trials);
  for (std::size_t size = 0; size < pack.size(); size += pack.size() / 40) look(pack.substr(0, size), index);
  for (std::size_t size = 0; size < index.size(); size += index.size() / 40)
    look(pack, index.substr(0, size));
  for (std::size_t at = 0; at < index.size(); at += 29) {
    std::string damaged = index;
    damaged[at] = static_cast<char>(0xFF);
    look(pack, damaged);
  }
}

}  // namespace badgescan
