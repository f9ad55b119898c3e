// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/output.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "tests/support/git_fixture.h"
#include "tests/support/test.h"

using namespace badgescan;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("output files are replaced whole, and links with them") {
  const test::TempFolder folder;
  const fs::path target = folder / "target", link = folder / "link";
  REQUIRE(cli::write_atomically(target, "first"));
  REQUIRE(cli::write_atomically(target, "second"));
  CHECK(content(target) == "second");
  fs::create_symlink(target, link);
  REQUIRE(cli::write_atomically(link, "third"));
  CHECK(content(target) == "second");
  CHECK(content(link) == "third");
  CHECK_FALSE(fs::is_symlink(link));
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 2);
}

TEST_CASE("a pipe or a device given as output file stays what it is") {
  const test::TempFolder folder;
  const fs::path pipe = folder / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  std::string read;
  std::thread reader([&] { read = content(pipe); });
  const Outcome written = cli::write_atomically(pipe, "through");
  reader.join();
  CHECK(written);
  CHECK(read == "through");
  CHECK(fs::is_fifo(pipe));

  CHECK_FALSE(cli::write_atomically("/dev/full", "no space"));
  CHECK(fs::is_character_file("/dev/full"));
}
