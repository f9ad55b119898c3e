// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test.h"

namespace badgescan::test {
namespace {

struct Case {
  const char* name;
  MemorySnapshot snapshot;
  const char* want;
};

TEST_CASE("test_policy", "[detectors]") {
  const auto c = GENERATE(values<Case>({
      {"nothing",
       {{"README.md", "# x"}},
       "test_policy ?/0; test_policy_mandated Unmet/2; tests_documented_added Unmet/2"},
      {"the tree is cut", MemorySnapshot{{"README.md", "# x"}}.incomplete(),
       "test_policy ?/0; test_policy_mandated ?/0; tests_documented_added ?/0"},
      {"asked for",
       {{"CONTRIBUTING.md",
         "# Contributing\n\nFork the repository.\n\nPlease add tests for new features.\n"}},
       "test_policy Met/4 CONTRIBUTING.md:5; test_policy_mandated Met/2 CONTRIBUTING.md:5; "
       "tests_documented_added Met/4 CONTRIBUTING.md:5"},
      {"demanded",
       {{"CONTRIBUTING.md",
         "# Contributing\n\nNew functionality must come with tests, written before review starts.\n"}},
       "test_policy Met/4 CONTRIBUTING.md:3; test_policy_mandated Met/4 CONTRIBUTING.md:3; "
       "tests_documented_added Met/4 CONTRIBUTING.md:3"},
      {"look-alike: run the tests",
       {{"CONTRIBUTING.md",
         "# Contributing\n\nFork the repository and run the tests with `make check` before you send a "
         "change.\n"}},
       "test_policy ?/0; test_policy_mandated Unmet/2; tests_documented_added Unmet/2"},
  }));
  CAPTURE(c.name);
  CHECK(run("test_policy", c.snapshot) == c.want);
}

}  // namespace
}  // namespace badgescan::test
