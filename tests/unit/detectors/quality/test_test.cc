// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test.h"

namespace badgescan::test {
namespace {

const char* const kPytest = "on: [push, pull_request]\njobs: {t: {steps: [{run: pytest}]}}\n";

struct Case {
  const char* name;
  MemorySnapshot snapshot;
  const char* want;
};

TEST_CASE("test: a suite is files and a runner", "[detectors]") {
  const auto c = GENERATE(values<Case>({
      {"nothing", {{"README.md", "# x"}}, "test Unmet/4; test_invocation Unmet/3"},
      {"a fuzz test of Go is a test, whose examples run with the others",
       {{"scripts/a.sh", "echo 1\n"}, {"fuzz/a_test.go", "package fuzz\n"}},
       "test Met/2 fuzz/a_test.go; test_invocation ?/0 fuzz/a_test.go"},
      {"other fuzz targets are none",
       {{"scripts/a.sh", "echo 1\n"}, {"fuzz/a.c", "int a;\n"}},
       "test Unmet/4; test_invocation Unmet/3"},
      {"the tree is cut", MemorySnapshot{{"README.md", "# x"}}.incomplete(), "test ?/0; test_invocation ?/0"},
      {"files and CI",
       {{".github/workflows/ci.yml", kPytest}, {"tests/test_a.py", "def test_a(): pass"}},
       "test Met/5 .github/workflows/ci.yml:2; test_invocation Met/4 .github/workflows/ci.yml:2"},
      {"two languages: the runner of the main one",
       {{".github/workflows/ci.yml",
         "on: [push, pull_request]\njobs: {j: {steps: [{run: node --test t.js}]}, t: {steps:\n [{run: "
         "pytest}]}}\n"},
        {"a.py", "import a\nimport b\nimport c\n"},
        {"tests/test_a.py", "def test_a(): pass"}},
       "test Met/5 .github/workflows/ci.yml:3; test_invocation Met/4 .github/workflows/ci.yml:3"},
      {"a benchmark runs them as well, and is not what one would name",
       {{".github/workflows/ci.yml",
         "on: [push, pull_request]\njobs: {bench: {steps: [{run: pytest}]}, t: {steps:\n [{run: "
         "pytest}]}}\n"},
        {"tests/test_a.py", "def test_a(): pass"}},
       "test Met/5 .github/workflows/ci.yml:3; test_invocation Met/4 .github/workflows/ci.yml:3"},
      {"make check in CI",
       {{".gitlab-ci.yml", "t: {script: [make check]}"},
        {"Makefile", "check:\n\t./a\n"},
        {"tests/a.c", "int main(){}"}},
       "test Met/5 .gitlab-ci.yml:1; test_invocation Met/4 .gitlab-ci.yml:1"},
      {"a target and files, no CI",
       {{"Makefile", "check:\n\t./a\n"}, {"tests/a.c", "int main(){}"}},
       "test Met/4 Makefile:1; test_invocation Met/4 Makefile:1"},
      {"a smoke test of an image",
       {{".github/workflows/ci.yml", "on: push\njobs: {t: {steps: [{run: ./test/smoke.sh image}]}}\n"},
        {"test/smoke.sh", "docker run image true\n"}},
       "test Met/5 .github/workflows/ci.yml:2; test_invocation Met/2 .github/workflows/ci.yml:2"},
      {"a target for one file of many",
       {{"makefile", "test:\n\tlua test/hello.lua\n"}, {"test/hello.lua", "x"}, {"test/url.lua", "x"}},
       "test Met/3 makefile:1; test_invocation Met/4 makefile:1"},
      {"a target for a file that runs the others",
       {{"makefile", "test:\n\tlua test/run_all.lua\n"}, {"test/run_all.lua", "x"}, {"test/url.lua", "x"}},
       "test Met/4 makefile:1; test_invocation Met/4 makefile:1"},
      {"tests of C by their names",
       {{".travis.yml", "script: make check\n"},
        {"Makefile", "check:\n\t./a\n"},
        {"testheap.c", "int main(){}"}},
       "test Met/5 .travis.yml:1; test_invocation Met/4 .travis.yml:1"},
      {"a command in CI, and no test that is known",
       {{".gitlab-ci.yml", "t: {script: [make check]}"}, {"Makefile", "check:\n\t./a\n"}},
       "test Met/2 .gitlab-ci.yml:1; test_invocation ?/0"},
      {"a command only", {{"Makefile", "check:\n\t./a\n"}}, "test ?/0 Makefile:1; test_invocation ?/0"},
      {"tests of another tool beside a package of .NET",
       {{"a.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>"},
        {"Tests/A.Tests.ps1", "x"},
        {"Tests/B.Tests.ps1", "x"},
        {"Tests/C.Tests.ps1", "x"}},
       "test Met/3 Tests/A.Tests.ps1; test_invocation ?/0 Tests/A.Tests.ps1"},
      {"a test project of .NET",
       {{"a/a.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>"},
        {"a.Tests/a.Tests.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"></Project>"},
        {"a.Tests/ATests.cs", "x"},
        {"a.Tests/BTests.cs", "x"},
        {"a.Tests/CTests.cs", "x"}},
       "test Met/4 a/a.csproj; test_invocation Met/3 a/a.csproj"},
      {"by the conventions of the package manager",
       {{"pom.xml", "<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version></project>"},
        {"src/test/java/ATest.java", "x"},
        {"src/test/java/BTest.java", "x"},
        {"src/test/java/CTest.java", "x"}},
       "test Met/4 pom.xml; test_invocation Met/3 pom.xml"},
      {"files only",
       {{"test/a_test.lua", ""}, {"test/b_test.lua", ""}, {"test/c_test.lua", ""}},
       "test Met/3 test/a_test.lua; test_invocation ?/0 test/a_test.lua"},
      {"one file only", {{"test/a.lua", "x"}}, "test Met/2 test/a.lua; test_invocation ?/0 test/a.lua"},
      {"a script of its own",
       {{".gitlab-ci.yml", "t: {script: [./run-tests.sh]}"}, {"run-tests.sh", "./a"}, {"tests/a.c", "x"}},
       "test Met/5 .gitlab-ci.yml:1; test_invocation Met/2 .gitlab-ci.yml:1"},
      {"a build script that is told to test",
       {{".gitlab-ci.yml", "t: {script: ['./build.ps1 -Test -Verbose']}"}, {"Tests/A.Tests.ps1", "x"}},
       "test Met/5 .gitlab-ci.yml:1; test_invocation Met/2 .gitlab-ci.yml:1"},
      {"the same by the name of a target",
       {{".gitlab-ci.yml", "t: {script: ['./build.sh --target=Test']}"}, {"tests/a.c", "x"}},
       "test Met/5 .gitlab-ci.yml:1; test_invocation Met/2 .gitlab-ci.yml:1"},
      {"look-alike: a build script that is told something else",
       {{".gitlab-ci.yml",
         "t: {script: ['./build.sh --configuration Release --target pack', './configure --test']}"}},
       "test Unmet/4; test_invocation Unmet/3"},
      {"results to compare with, and no test that is known",
       {{"behavior/golden/a/1.json", "{}"},
        {"behavior/golden/a/2.json", "{}"},
        {"behavior/golden/b/1.json", "{}"}},
       "test ?/0 behavior/golden/a/1.json; test_invocation ?/0"},
      {"look-alike: somebody else's",
       {{"vendor/x/golden/1.json", "{}"}, {"vendor/x/golden/2.json", "{}"}, {"vendor/x/golden/3.json", "{}"}},
       "test Unmet/4; test_invocation Unmet/3"},
      {"look-alike: a folder with data only",
       {{"tests/fixtures/a.json", "{}"}, {"tests/README.md", "x"}},
       "test Unmet/4; test_invocation Unmet/3"},
      {"look-alike: npm's stub",
       {{"package.json", R"({"name":"x","scripts":{"test":"echo \"Error: no test specified\" && exit 1"}})"},
        {".github/workflows/ci.yml", "on: push\njobs: {t: {steps: [{run: npm test}]}}"}},
       "test Unmet/4; test_invocation Unmet/3"},
      {"look-alike: words that hold test",
       {{".github/workflows/ci.yml",
         "on: push\njobs: {t: {steps: [{run: make latest}, {run: pip install pytest}, {run: "
         "./contest.sh}]}}"}},
       "test Unmet/4; test_invocation Unmet/3"},
      {"look-alike: checks that are no tests",
       {{".github/workflows/ci.yml",
         "on: push\njobs: {t: {steps: [{run: ./ci/check-whitespace.sh}, {run: make check-format}]}}"}},
       "test Unmet/4; test_invocation Unmet/3"},
      {"look-alike: vendored tests",
       {{"vendor/x/tests/test_a.py", "x"}},
       "test Unmet/4; test_invocation Unmet/3"},
      {"a runner without files",
       {{".github/workflows/ci.yml", kPytest}},
       "test Met/2 .github/workflows/ci.yml:2; test_invocation ?/0"},
      {"tests inside the source",
       {{".github/workflows/ci.yml", "on: push\njobs: {t: {steps: [{run: cargo test}]}}"},
        {"src/lib.rs", "#[test] fn a() {}"}},
       "test Met/4 .github/workflows/ci.yml:2; test_invocation Met/4 .github/workflows/ci.yml:2"},
  }));
  CAPTURE(c.name);
  CHECK(run("test", c.snapshot) == c.want);
}

TEST_CASE("test_continuous_integration: on every change", "[detectors]") {
  const MemoryFile tests{"tests/test_a.py", "def test_a(): pass"};
  const auto ci = [&](const std::string& text) {
    return MemorySnapshot{{".github/workflows/ci.yml", text}, tests};
  };
  const auto check = [&](const std::string& text, const std::string& want) {
    CAPTURE(text);
    CHECK(run("test_continuous_integration", ci(text)) == want);
  };
  const std::string at = " .github/workflows/ci.yml:2";
  check(kPytest, "automated_integration_testing Met/5" + at + "; test_continuous_integration Met/5" + at);
  check("on: pull_request\njobs: {t: {steps: [{run: pytest}]}}",
        "automated_integration_testing Met/4" + at + "; test_continuous_integration Met/5" + at);
  check("on: {schedule: [{cron: '0 1 * * *'}]}\njobs: {t: {steps: [{run: pytest}]}}",
        "automated_integration_testing Unmet/2" + at + "; test_continuous_integration Met/3" + at);
  const auto said = [&](const std::string& on) {
    const std::string all = "on: " + on + "\njobs: {t: {steps: [{run: pytest}]}}";
    return findings("test_continuous_integration", ci(all)).at(1).justification;
  };
  const std::string job = "pytest in job t of .github/workflows/ci.yml (GitHub Actions), started by ";
  CHECK(said("[pull_request, push]") ==
        "The tests run on each push to the shared repository and report success or failure: " + job +
            "pull request and push.");
  CHECK(said("{pull_request: {}, push: {branches: [gh-pages]}}") ==
        "The tests run on each pull request and report success or failure: " + job + "pull request.");
  check("on: workflow_dispatch\njobs: {t: {steps: [{run: pytest}]}}",
        "automated_integration_testing Unmet/2" + at + "; test_continuous_integration ?/0" + at);
  check("on: push\njobs: {t: {steps: [{run: pytest || true}]}}",
        "automated_integration_testing ?/0" + at + "; test_continuous_integration ?/0" + at);
  check("on: push\njobs: {t: {steps: [{run: make docs}]}}",
        "automated_integration_testing ?/0 .github/workflows/ci.yml; test_continuous_integration ?/0 "
        ".github/workflows/ci.yml");
  CHECK(run("test_continuous_integration", MemorySnapshot{tests}) ==
        "automated_integration_testing Unmet/2; test_continuous_integration Unmet/2");
  CHECK(run("test_continuous_integration", MemorySnapshot{{"ci/test.sh", "make check\n"}, tests}) ==
        "automated_integration_testing ?/0 ci/test.sh; test_continuous_integration ?/0 ci/test.sh");
  CHECK(run("test_continuous_integration", MemorySnapshot{{"ci/README", "none yet\n"}, tests}) ==
        "automated_integration_testing Unmet/2; test_continuous_integration Unmet/2");
  CHECK(run("test_continuous_integration", MemorySnapshot{{"a.py", ""}}) ==
        "automated_integration_testing Unmet/3; test_continuous_integration Unmet/3");
  // A file that cannot be read may hold the tests.
  CHECK(run("test_continuous_integration", MemorySnapshot{{".github/workflows/ci.yml", "jobs: ["}, tests}) ==
        "automated_integration_testing ?/0; test_continuous_integration ?/0");
}

}  // namespace
}  // namespace badgescan::test
