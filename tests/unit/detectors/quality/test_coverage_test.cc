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

const MemoryFile kTest{"tests/test_a.py", "def test_a(): pass"};
const MemoryFile kCi{".github/workflows/ci.yml", "on: push\njobs: {t: {steps: [{run: pytest --cov=a}]}}\n"};

TEST_CASE("test_coverage", "[detectors]") {
  const auto c = GENERATE(values<Case>({
      {"no tests",
       {{"a.py", "x"}},
       "test_branch_coverage80 Unmet/3; test_most Unmet/3; test_statement_coverage80 Unmet/3; "
       "test_statement_coverage90 Unmet/3"},
      {"a threshold that CI keeps",
       {kTest, kCi, {".coveragerc", "[report]\nfail_under = 92\n"}},
       "test_branch_coverage80 ?/0 .github/workflows/ci.yml:2; test_most Met/4 .coveragerc:2; "
       "test_statement_coverage80 Met/4 .coveragerc:2; test_statement_coverage90 Met/4 .coveragerc:2"},
      {"a threshold that nothing runs",
       {kTest, {"pyproject.toml", "[tool.coverage.report]\nfail_under = 85\n"}},
       "test_branch_coverage80 ?/0 pyproject.toml:1; test_most Met/4 pyproject.toml:2; "
       "test_statement_coverage80 Met/3 "
       "pyproject.toml:2; test_statement_coverage90 ?/0 pyproject.toml:2"},
      {"look-alike: documentation coverage",
       {kTest, {"pyproject.toml", "[tool.interrogate]\nfail-under = 95\n[tool.x]\nfail_under = 95\n"}},
       "test_branch_coverage80 ?/0; test_most Met/2 tests/test_a.py; test_statement_coverage80 ?/0; "
       "test_statement_coverage90 ?/0"},
      {"look-alike: patch coverage",
       {kTest,
        {"codecov.yml",
         "coverage:\n  status:\n    patch: {default: {target: 95%}}\n    project: {default: {target: "
         "auto}}\n"}},
       "test_branch_coverage80 ?/0 codecov.yml; test_most Met/2 tests/test_a.py; test_statement_coverage80 "
       "?/0 codecov.yml; "
       "test_statement_coverage90 ?/0 codecov.yml"},
      {"a target of Codecov",
       {kTest,
        kCi,
        {"codecov.yml", "coverage:\n  status:\n    project:\n      default:\n        target: 80%\n"}},
       "test_branch_coverage80 ?/0 .github/workflows/ci.yml:2; test_most Met/4 codecov.yml:5; "
       "test_statement_coverage80 Met/4 codecov.yml:5; test_statement_coverage90 ?/0 codecov.yml:5"},
      {"a target of Codecov that may be missed",
       {kTest,
        kCi,
        {"codecov.yml",
         "coverage:\n  status:\n    project:\n      default:\n        target: 82%\n        threshold: 5%\n"}},
       "test_branch_coverage80 ?/0 .github/workflows/ci.yml:2; test_most Met/4 codecov.yml:5; "
       "test_statement_coverage80 ?/0 codecov.yml:5; test_statement_coverage90 ?/0 codecov.yml:5"},
      {"ratios of JaCoCo",
       {{"src/test/java/ATest.java", "x"},
        {"build.gradle",
         "plugins { id 'jacoco' }\njacocoTestCoverageVerification {\n  counter = 'LINE'\n  minimum = 0.9\n  "
         "counter = 'BRANCH'\n  minimum = "
         "0.80\n}\n"}},
       "test_branch_coverage80 Met/3 build.gradle:6; test_most Met/4 build.gradle:4; "
       "test_statement_coverage80 Met/3 build.gradle:4; test_statement_coverage90 Met/3 build.gradle:4"},
      {"one package of several",
       {kTest,
        kCi,
        {"packages/a/jest.config.js",
         "module.exports = {\n coverageThreshold: {\n  global: {\n   lines: 95 } } }\n"}},
       "test_branch_coverage80 ?/0 .github/workflows/ci.yml:2; test_most Met/2 .github/workflows/ci.yml:2; "
       "test_statement_coverage80 Met/2 packages/a/jest.config.js:4; test_statement_coverage90 Met/2 "
       "packages/a/jest.config.js:4"},
      {"a threshold for the wrapper of a library in another language",
       {kTest,
        kCi,
        {"src/a/__init__.py", "from a._a import run\n"},
        {"src/lib.rs", "pub fn run() {}\npub fn walk() {}\npub fn stop() {}\n"},
        {".coveragerc", "[report]\nfail_under = 100\n"}},
       "test_branch_coverage80 ?/0 .github/workflows/ci.yml:2; test_most Met/2 .github/workflows/ci.yml:2; "
       "test_statement_coverage80 Met/2 .coveragerc:2; test_statement_coverage90 Met/2 .coveragerc:2"},
      {"the same with a threshold for the other language",
       {kTest,
        {".github/workflows/ci.yml",
         "on: push\njobs: {t: {steps: [{run: pytest --cov=a}, {run: cargo llvm-cov --fail-under-lines "
         "85}]}}\n"},
        {"src/a/__init__.py", "from a._a import run\n"},
        {"src/lib.rs", "pub fn run() {}\npub fn walk() {}\npub fn stop() {}\n"},
        {".coveragerc", "[report]\nfail_under = 100\n"}},
       "test_branch_coverage80 ?/0 .github/workflows/ci.yml:2; test_most Met/4 .coveragerc:2; "
       "test_statement_coverage80 Met/4 .coveragerc:2; test_statement_coverage90 Met/2 .coveragerc:2"},
      {"look-alike: a wrapper that is most of the code",
       {kTest,
        kCi,
        {"src/a/__init__.py", "from a._a import run\nfrom a._a import walk\n"},
        {"src/lib.rs", "pub fn run() {}\n"},
        {".coveragerc", "[report]\nfail_under = 100\n"}},
       "test_branch_coverage80 ?/0 .github/workflows/ci.yml:2; test_most Met/4 .coveragerc:2; "
       "test_statement_coverage80 Met/4 .coveragerc:2; test_statement_coverage90 Met/4 .coveragerc:2"},
      {"an option of a command",
       {kTest, {".gitlab-ci.yml", "t: {script: pytest --cov-fail-under=100}"}},
       "test_branch_coverage80 ?/0 .gitlab-ci.yml:1; test_most Met/4 .gitlab-ci.yml:1; "
       "test_statement_coverage80 Met/4 "
       ".gitlab-ci.yml:1; test_statement_coverage90 Met/4 .gitlab-ci.yml:1"},
  }));
  CAPTURE(c.name);
  CHECK(run("test_coverage", c.snapshot) == c.want);
}

TEST_CASE("test_coverage says of what a threshold is missing", "[detectors]") {
  std::string said;
  for (const Finding& finding :
       findings("test_coverage", MemorySnapshot{kTest, kCi, {".coveragerc", "[run]\nbranch = true\n"}})) {
    if (finding.criterion.ends_with("80")) said += finding.criterion + ": " + finding.justification + "\n";
  }
  const std::string measured =
      "Coverage is measured (coverage.py in job t of .github/workflows/ci.yml (GitHub "
      "Actions), started by push), but no threshold ";
  CHECK(said == "test_statement_coverage80: " + measured + "was found.\ntest_branch_coverage80: " + measured +
                    "for branches was found.\n");
}

}  // namespace
}  // namespace badgescan::test
