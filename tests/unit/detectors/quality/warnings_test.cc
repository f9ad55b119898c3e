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

std::string ci(const std::string& run) { return "on: push\njobs: {t: {steps: [{run: '" + run + "'}]}}\n"; }

TEST_CASE("warnings", "[detectors]") {
  const std::string kCi = ".github/workflows/ci.yml";
  const auto c = GENERATE_COPY(values<Case>({
      {"no software", {{"README.md", "x"}}, "warnings N/A/3; warnings_fixed N/A/3; warnings_strict N/A/3"},
      {"Python and nothing",
       {{"a.py", "x = 1"}},
       "warnings Unmet/2; warnings_fixed ?/0; warnings_strict ?/0"},
      {"the tree is cut", MemorySnapshot{{"a.py", "x = 1"}}.incomplete(),
       "warnings ?/0; warnings_fixed ?/0; warnings_strict ?/0"},
      {"a linter in CI",
       {{"a.py", "x = 1"}, {kCi, ci("flake8 .")}},
       "warnings Met/5 .github/workflows/ci.yml:2; warnings_fixed Met/4 .github/workflows/ci.yml:2; "
       "warnings_strict Met/2 .github/workflows/ci.yml:2"},
      {"a strict linter in CI",
       {{"a.js", "x = 1"}, {kCi, ci("npx eslint --max-warnings=0 .")}},
       "warnings Met/5 .github/workflows/ci.yml:2; warnings_fixed Met/4 .github/workflows/ci.yml:2; "
       "warnings_strict Met/4 .github/workflows/ci.yml:2"},
      {"a linter whose failure is ignored",
       {{"a.py", "x = 1"}, {kCi, ci("flake8 . || true")}},
       "warnings Met/5 .github/workflows/ci.yml:2; warnings_fixed Met/2 .github/workflows/ci.yml:2; "
       "warnings_strict ?/0 .github/workflows/ci.yml:2"},
      {"flags of a compiler",
       {{"a.c", "int a;"}, {kCi, ci("gcc -Wall -c a.c")}},
       "warnings Met/5 .github/workflows/ci.yml:2; warnings_fixed Met/2 .github/workflows/ci.yml:2; "
       "warnings_strict ?/0 .github/workflows/ci.yml:2"},
      {"warnings are errors",
       {{"a.c", "int a;"}, {kCi, ci("gcc -Wall -Werror -c a.c")}},
       "warnings Met/5 .github/workflows/ci.yml:2; warnings_fixed Met/4 .github/workflows/ci.yml:2; "
       "warnings_strict Met/4 .github/workflows/ci.yml:2"},
      {"what tests of an analyser are fed with",
       {{"a.ps1", "x"}, {"Tests/Engine/PSScriptAnalyzerSettings.psd1", "@{}"}},
       "warnings Unmet/2; warnings_fixed ?/0; warnings_strict ?/0"},
      {"warnings of a compiler that analyses",
       {{"a.cs", "class A {}"},
        {"a.csproj",
         "<Project><PropertyGroup><AnalysisLevel>latest</AnalysisLevel></PropertyGroup></Project>"},
        {kCi, ci("dotnet build")}},
       "warnings Met/5 a.csproj:1; warnings_fixed Met/2 a.csproj:1; warnings_strict ?/0 a.csproj:1"},
      {"such warnings are errors",
       {{"a.cs", "class A {}"},
        {"a.csproj",
         "<Project><PropertyGroup><AnalysisLevel>latest</AnalysisLevel>\n"
         "<TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>"},
        {kCi, ci("dotnet build")}},
       "warnings Met/5 a.csproj:2; warnings_fixed Met/4 a.csproj:2; warnings_strict Met/4 a.csproj:2"},
      {"such warnings are errors, in a build that nobody runs",
       {{"a.cs", "class A {}"},
        {"a.csproj",
         "<Project><PropertyGroup><AnalysisLevel>latest</AnalysisLevel>\n"
         "<TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>"},
        {kCi, ci("dotnet restore")}},
       "warnings Met/4 a.csproj:2; warnings_fixed Met/3 a.csproj:2; warnings_strict Met/3 a.csproj:2"},
      {"a safe language",
       {{"src/a.rs", "fn a() {}"}},
       "warnings Met/3 src/a.rs; warnings_fixed ?/0; warnings_strict ?/0"},
      {"look-alike: a linter for another language",
       {{"a.py", "x = 1"}, {kCi, ci("shellcheck a.sh")}},
       "warnings Unmet/2; warnings_fixed ?/0; warnings_strict ?/0"},
      {"look-alike: installed, not run",
       {{"a.py", "x = 1"}, {kCi, ci("pip install flake8")}},
       "warnings Unmet/2; warnings_fixed ?/0; warnings_strict ?/0"},
      {"look-alike: a formatter",
       {{"a.py", "x = 1"}, {kCi, ci("black --check .")}},
       "warnings Unmet/2; warnings_fixed ?/0; warnings_strict ?/0"},
  }));
  CAPTURE(c.name);
  CHECK(run("warnings", c.snapshot) == c.want);
}

}  // namespace
}  // namespace badgescan::test
