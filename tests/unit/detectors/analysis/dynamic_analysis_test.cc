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

std::string push(const std::string& run) { return "on: push\njobs: {t: {steps: [{run: '" + run + "'}]}}\n"; }

TEST_CASE("dynamic_analysis", "[detectors]") {
  const std::string kCi = ".github/workflows/ci.yml";
  const MemoryFile python{"a.py", "x = 1"}, c_source{"a.c", "int a;"},
      c_test{"tests/a_test.c", "int main() {}"};
  const auto c = GENERATE_COPY(values<Case>({
      {"Python, nothing",
       {python},
       "dynamic_analysis Unmet/2; dynamic_analysis_enable_assertions ?/0; dynamic_analysis_fixed N/A/3; "
       "dynamic_analysis_unsafe N/A/5"},
      {"C, nothing",
       {c_source},
       "dynamic_analysis Unmet/2; dynamic_analysis_enable_assertions ?/0; dynamic_analysis_fixed N/A/3; "
       "dynamic_analysis_unsafe Unmet/2 a.c"},
      {"fuzzing of the project's own making",
       {python, {kCi, push("./scripts/template-fuzz.sh")}},
       "dynamic_analysis Met/2 .github/workflows/ci.yml:2; dynamic_analysis_enable_assertions ?/0; "
       "dynamic_analysis_fixed ?/0 .github/workflows/ci.yml:2; dynamic_analysis_unsafe N/A/5"},
      {"a target of that name",
       {python, {kCi, push("npm run fuzz")}},
       "dynamic_analysis Met/2 .github/workflows/ci.yml:2; dynamic_analysis_enable_assertions ?/0; "
       "dynamic_analysis_fixed ?/0 .github/workflows/ci.yml:2; dynamic_analysis_unsafe N/A/5"},
      {"look-alikes: fuzzy search, and requirements of fuzzing",
       {python, {kCi, push("./scripts/fuzzy-search.sh && pip install -r requirements-fuzz.txt")}},
       "dynamic_analysis Unmet/2; dynamic_analysis_enable_assertions ?/0; dynamic_analysis_fixed N/A/3; "
       "dynamic_analysis_unsafe N/A/5"},
      {"the tree is cut", MemorySnapshot{python}.incomplete(),
       "dynamic_analysis ?/0; dynamic_analysis_enable_assertions ?/0; dynamic_analysis_fixed ?/0; "
       "dynamic_analysis_unsafe ?/0"},
      {"fuzzing with AddressSanitizer",
       {c_source, {kCi, push("clang -fsanitize=address,fuzzer a.c && ./a -max_total_time=60")}},
       "dynamic_analysis Met/5 .github/workflows/ci.yml:2; dynamic_analysis_enable_assertions ?/0 "
       ".github/workflows/ci.yml:2; dynamic_analysis_fixed Met/2 .github/workflows/ci.yml:2; "
       "dynamic_analysis_unsafe Met/5 .github/workflows/ci.yml:2"},
      {"tests under Valgrind",
       {c_source, c_test, {kCi, push("valgrind ./a_test")}},
       "dynamic_analysis Met/2 .github/workflows/ci.yml:2; dynamic_analysis_enable_assertions ?/0 "
       ".github/workflows/ci.yml:2; dynamic_analysis_fixed Met/2 .github/workflows/ci.yml:2; "
       "dynamic_analysis_unsafe Met/3 .github/workflows/ci.yml:2"},
      {"little C in much Python, tested under AddressSanitizer",
       {{"a.py", "x = 1\n" + std::string(5'000, '#')},
        c_source,
        c_test,
        {kCi, push("CFLAGS=-fsanitize=address pip install -e . && pytest")}},
       "dynamic_analysis Met/2 .github/workflows/ci.yml:2; dynamic_analysis_enable_assertions Met/2 "
       ".github/workflows/ci.yml:2; dynamic_analysis_fixed Met/2 .github/workflows/ci.yml:2; "
       "dynamic_analysis_unsafe Met/3 .github/workflows/ci.yml:2"},
      {"a scanner of running services",
       {python, {kCi, push("zap-baseline.py -t http://localhost:80 -c rules.sh")}, {"rules.sh", ""}},
       "dynamic_analysis Met/5 .github/workflows/ci.yml:2; dynamic_analysis_enable_assertions ?/0;"
       " dynamic_analysis_fixed Met/2 .github/workflows/ci.yml:2; "
       "dynamic_analysis_unsafe N/A/5"},
      {"the scanner's own repository runs it",
       {python, {kCi, push("docker run firm/zap zap.sh -cmd")}, {"main/zap.sh", ""}},
       "dynamic_analysis Unmet/2; dynamic_analysis_enable_assertions ?/0; dynamic_analysis_fixed N/A/3; "
       "dynamic_analysis_unsafe N/A/5"},
      {"branch coverage counts",
       {{"a.js", "x"},
        {"a.test.js", "x"},
        {"package.json", R"({"name":"x","jest":{"coverageThreshold":{"global":{"branches":85}}}})"}},
       "dynamic_analysis Met/4 package.json:1; dynamic_analysis_enable_assertions ?/0; "
       "dynamic_analysis_fixed ?/0; dynamic_analysis_unsafe N/A/5"},
      {"a debug build is tested",
       {c_source, c_test, {kCi, push("cmake -DCMAKE_BUILD_TYPE=Debug . && ctest")}},
       "dynamic_analysis Unmet/2; dynamic_analysis_enable_assertions Met/3 .github/workflows/ci.yml:2; "
       "dynamic_analysis_fixed N/A/3; dynamic_analysis_unsafe Unmet/2 a.c"},
      {"targets for Go's fuzzing that nothing runs",
       {{"a.go", "package a"},
        {"a/fuzz_test.go", "package a\n\nfunc FuzzA(f *testing.F) {\n"},
        {kCi, push("go test ./...")}},
       "dynamic_analysis Met/2 a/fuzz_test.go:3; dynamic_analysis_enable_assertions Met/2 "
       ".github/workflows/ci.yml:2; dynamic_analysis_fixed ?/0 a/fuzz_test.go:3; dynamic_analysis_unsafe "
       "N/A/5"},
      {"look-alike: a test of something fuzzy",
       {{"a.go", "package a"}, {"a/fuzz_test.go", "package a\n\nfunc TestFuzz(t *testing.T) {\n"}},
       "dynamic_analysis Unmet/2; dynamic_analysis_enable_assertions ?/0; dynamic_analysis_fixed N/A/3; "
       "dynamic_analysis_unsafe N/A/5"},
      {"look-alike: C of somebody else",
       {python, {"vendor/x/a.c", "int a;"}},
       "dynamic_analysis Unmet/2; dynamic_analysis_enable_assertions ?/0; dynamic_analysis_fixed N/A/3; "
       "dynamic_analysis_unsafe N/A/5"},
      {"look-alike: C as a sample of tests",
       {python, {"tests/recall/a.c", "int a;"}},
       "dynamic_analysis Unmet/2; dynamic_analysis_enable_assertions ?/0; dynamic_analysis_fixed N/A/3; "
       "dynamic_analysis_unsafe N/A/3"},
      {"look-alike: a sanitizer of texts",
       {python, {kCi, push("pip install html-sanitizer")}},
       "dynamic_analysis Unmet/2; dynamic_analysis_enable_assertions ?/0; dynamic_analysis_fixed N/A/3; "
       "dynamic_analysis_unsafe N/A/5"},
  }));
  CAPTURE(c.name);
  CHECK(run("dynamic_analysis", c.snapshot) == c.want);
}

}  // namespace
}  // namespace badgescan::test
