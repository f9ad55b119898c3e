// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See history_fixture.h.
#include "tests/support/history_fixture.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "scanner/base/text.h"

namespace badgescan::test {
namespace {

std::string shell_word(std::string_view text) {
  return "'" + replace_all(std::string(text), "'", "'\\''") + "'";
}

std::string slurp(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

HistoryFixture::HistoryFixture() {
  std::string name = (std::filesystem::temp_directory_path() / "badgescan-test-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  path_ = name;
  git({"init", "--quiet", "--bare", "--initial-branch=main", "."});
}

HistoryFixture::~HistoryFixture() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string HistoryFixture::git(const std::vector<std::string>& arguments, std::string_view input) const {
  const std::string in = path_ + "/test-input", out = path_ + "/test-output";
  write("test-input", input);
  std::string command =
      "cd " + shell_word(path_) +
      " && env -i PATH=\"$PATH\" HOME=/nonexistent GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null "
      "GIT_DIR=. LC_ALL=C TZ=UTC0 GIT_COMMITTER_NAME='Ann Author' GIT_COMMITTER_EMAIL=ann@example.org "
      "GIT_COMMITTER_DATE='1790000000 +0000' git -c gc.auto=0 -c safe.directory='*'";
  for (const std::string& argument : arguments) command += ' ' + shell_word(argument);
  command += " <" + shell_word(in) + " >" + shell_word(out) + " 2>" + shell_word(out + "-errors");
  const int status = std::system(command.c_str());
  INFO(command);
  INFO(slurp(out + "-errors"));
  REQUIRE(status == 0);
  return slurp(out);
}

std::vector<std::string> HistoryFixture::lines(const std::vector<std::string>& arguments) const {
  const std::string text = git(arguments);
  std::vector<std::string> out;
  for (const std::string_view line : split_lines(text)) out.emplace_back(line);
  return out;
}

void HistoryFixture::commit(const Commit& commit, const std::string& branch) {
  const std::int64_t time = commit.time != 0 ? commit.time : (time_ += 86'400);
  const std::string date = " " + std::to_string(time) + " +0000\n";
  const auto data = [](std::string_view text) {
    return "data " + std::to_string(text.size()) + "\n" + std::string(text) + "\n";
  };
  std::string stream = "commit refs/heads/" + branch + "\n";
  stream += "author " + commit.author + date;
  stream += "committer " + (commit.committer.empty() ? commit.author : commit.committer) + date;
  stream += data(commit.message);
  // fast-import starts a branch anew unless it is told where it stands.
  const std::string tip = "refs/heads/" + branch;
  if (!git({"for-each-ref", tip}).empty()) stream += "from " + tip + "^0\n";
  if (!commit.merge.empty()) stream += "merge " + commit.merge + "^0\n";
  for (const auto& [file, content] : commit.write) stream += "M 100644 inline " + file + "\n" + data(content);
  for (const std::string& file : commit.remove) stream += "D " + file + "\n";
  git({"fast-import", "--quiet", "--force"}, stream);
}

void HistoryFixture::branch(const std::string& name, const std::string& from) { git({"branch", name, from}); }

void HistoryFixture::write(const std::string& file, std::string_view content) const {
  std::ofstream out(path_ + "/" + file, std::ios::binary);
  out << content;
}

}  // namespace badgescan::test
