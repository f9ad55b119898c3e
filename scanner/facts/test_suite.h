// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The project's automated tests: files, what runs them, and when CI runs them.
//
// A suite is test files plus a runner. A runner is a tool of the taxonomy, or a command of a pipeline or a
// script that says by its name that it tests (`make check`, `npm test`, `./run_tests.sh`) and that is no
// placeholder.
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/facts/tools.h"

namespace badgescan {

/// A command that runs tests.
struct TestRun {
  Evidence evidence;
  std::string what;   ///< "pytest", "make check"
  std::string place;  ///< of CI runs: "job test of … (GitHub Actions), started by push"; else ""
  std::string text;   ///< "pytest in job test of …": for justifications
  Frequency frequency = Frequency::never;
  bool may_fail = false;
  bool ci = false;
  bool named_tool = false;  ///< a test runner of the taxonomy; false: known by its name only
  bool direct = true;       ///< written in the pipeline itself, not reached through another command
  bool standard = true;     ///< a usual way for the language; false: a script of the project's own
};

class TestSuite {
 public:
  static TestSuite collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.files, self.examples, self.expected, self.runs, self.inline_tests, self.complete);
  }

  std::size_t files = 0;           ///< test files of the project, by place and name
  std::vector<Evidence> examples;  ///< a few of them
  std::vector<Evidence> expected;  ///< where no test file is: data that looks like results which tests expect
  std::vector<TestRun> runs;       ///< in CI first, most often first; then scripts; then configured runners
  bool inline_tests = false;       ///< a language that keeps tests in the source (Rust, D, Zig)
  bool complete = false;           ///< the tree was complete: no test file means that there is none

  const TestRun* best() const { return runs.empty() ? nullptr : &runs.front(); }
  const TestRun* in_ci() const;  ///< the best run in CI whose failure counts; null when there is none
  /// A complete search found nothing that could belong to tests.
  bool absent() const { return complete && !exists() && runs.empty() && expected.empty(); }
  bool exists() const { return files > 0 || (inline_tests && !runs.empty()); }
};

}  // namespace badgescan
