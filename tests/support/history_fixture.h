// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// A bare repository made with git fast-import in a temporary folder, to compare what we read with what git
// prints: any byte can stand in names and messages, and dates are free. Nothing of the user's configuration
// is used; names and dates are fixed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace badgescan::test {

class HistoryFixture {
 public:
  HistoryFixture();
  ~HistoryFixture();
  HistoryFixture(const HistoryFixture&) = delete;
  HistoryFixture& operator=(const HistoryFixture&) = delete;

  const std::string& path() const { return path_; }

  /// Runs git in the repository and returns what it prints; fails the test when git does. `input` goes to its
  /// standard input.
  std::string git(const std::vector<std::string>& arguments, std::string_view input = {}) const;
  /// The lines of git()'s output.
  std::vector<std::string> lines(const std::vector<std::string>& arguments) const;

  struct Commit {
    std::string message;
    std::string author = "Ann Author <ann@example.org>";
    std::string committer = {};  ///< empty: the author
    std::int64_t time = 0;       ///< 0: a day after the last one
    std::map<std::string, std::string> write = {};
    std::vector<std::string> remove = {};
    std::string merge = {};  ///< branch or tag to merge (its files are not taken over)
  };
  /// Adds a commit to `branch` through fast-import: any byte may stand in names and messages.
  void commit(const Commit& commit, const std::string& branch = "main");
  /// Starts a branch where another one is.
  void branch(const std::string& name, const std::string& from);
  void write(const std::string& file, std::string_view content) const;  ///< below the repository

 private:
  std::string path_;
  std::int64_t time_ = 1'780'000'000;
};

}  // namespace badgescan::test
