// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Real git repositories for tests: made with the git program in a temporary folder, with fixed names and
// dates, without any configuration of the machine. Removed when the fixture goes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/repo/git_repository.h"
#include "tests/support/test.h"

namespace badgescan::test {

/// A temporary folder that is removed with everything in it.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

/// Runs a program without a shell; stdout is returned, a failure fails the test unless `may_fail`.
/// Environment: HOME and git's configuration point into nowhere, LC_ALL=C, TZ=UTC.
std::string run_program(const std::vector<std::string>& arguments, const std::string& folder,
                        bool may_fail = false, const std::vector<std::string>& environment = {},
                        int* exit_code = nullptr);

class GitFixture {
 public:
  /// `arguments` are added to `git init` ("--bare").
  explicit GitFixture(const std::vector<std::string>& arguments = {});

  const std::string& path() const { return path_; }
  /// Runs git in the repository and returns what it prints, without the last line end.
  std::string git(const std::vector<std::string>& arguments, bool may_fail = false);

  GitFixture& write(std::string_view path, std::string_view content, bool executable = false);
  GitFixture& link(std::string_view path, std::string_view target);
  GitFixture& remove(std::string_view path);
  /// Stages everything and commits; each commit is a day after the one before, the first on 2026-01-01.
  std::string commit(const std::string& message, const std::string& author = "Ada Example <ada@example.org>");
  GitFixture& tag(const std::string& name, bool annotated = true);
  GitFixture& remote(const std::string& url);

  /// Opens it; fails the test when that fails.
  std::unique_ptr<Snapshot> open(OpenOptions options = {}) const;

 private:
  TempFolder folder_;
  std::string path_;
  std::int64_t time_ = 1767225600;  // 2026-01-01T00:00:00Z
};

/// Runs the program under test.
struct CommandResult {
  int exit_code = -1;
  std::string out, err;
};
CommandResult badgescan(const std::vector<std::string>& arguments, const std::string& folder = ".",
                        const std::vector<std::string>& environment = {});

}  // namespace badgescan::test
