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

std::string pipeline(const std::string& on, const std::string& step) {
  return "on: " + on + "\njobs: {t: {steps: [" + step + "]}}\n";
}

TEST_CASE("static_analysis", "[detectors]") {
  const std::string kCi = ".github/workflows/ci.yml";
  const MemoryFile python{"a.py", "x = 1"}, c_source{"a.c", "int a;"};
  const auto c = GENERATE_COPY(values<Case>({
      {"nothing",
       {python},
       "static_analysis Unmet/2; static_analysis_common_vulnerabilities Unmet/2; static_analysis_fixed ?/0; "
       "static_analysis_often Unmet/2"},
      {"no software",
       {{"README.md", "x"}},
       "static_analysis N/A/3; static_analysis_common_vulnerabilities N/A/3; static_analysis_fixed N/A/3; "
       "static_analysis_often N/A/3"},
      {"the tree is cut", MemorySnapshot{python}.incomplete(),
       "static_analysis ?/0; static_analysis_common_vulnerabilities ?/0; static_analysis_fixed ?/0; "
       "static_analysis_often ?/0"},
      {"a security analyser on every push",
       {python, {kCi, pipeline("push", "{run: bandit -r .}")}},
       "static_analysis Met/5 .github/workflows/ci.yml:2; static_analysis_common_vulnerabilities Met/5 "
       ".github/workflows/ci.yml:2; static_analysis_fixed Met/2 .github/workflows/ci.yml:2; "
       "static_analysis_often Met/5 .github/workflows/ci.yml:2"},
      {"an analyser that reports to a service",
       {python, {kCi, pipeline("push", "{uses: github/codeql-action/analyze@v3}")}},
       "static_analysis Met/5 .github/workflows/ci.yml:2; static_analysis_common_vulnerabilities Met/5 "
       ".github/workflows/ci.yml:2; static_analysis_fixed ?/0 .github/workflows/ci.yml:2; "
       "static_analysis_often Met/5 .github/workflows/ci.yml:2"},
      {"another such service",
       {python, {kCi, pipeline("push", "{run: sonar-scanner}")}},
       "static_analysis Met/5 .github/workflows/ci.yml:2; static_analysis_common_vulnerabilities Met/5 "
       ".github/workflows/ci.yml:2; static_analysis_fixed ?/0 .github/workflows/ci.yml:2; "
       "static_analysis_often Met/5 .github/workflows/ci.yml:2"},
      {"once a week",
       {python,
        {kCi, pipeline("{schedule: [{cron: '0 1 * * 1'}]}", "{uses: github/codeql-action/analyze@v3}")}},
       "static_analysis Met/5 .github/workflows/ci.yml:2; static_analysis_common_vulnerabilities Met/5 "
       ".github/workflows/ci.yml:2; static_analysis_fixed ?/0 .github/workflows/ci.yml:2; "
       "static_analysis_often Unmet/3 .github/workflows/ci.yml:2"},
      {"an analyser of what is hardly there",
       {{"a.sh", "echo 1\n" + std::string(5'000, '#')},
        {"a.go", "package a\n"},
        {kCi, pipeline("push", "{run: 'gosec ./...'}")}},
       "static_analysis ?/0 .github/workflows/ci.yml:2; static_analysis_common_vulnerabilities ?/0 "
       ".github/workflows/ci.yml:2; static_analysis_fixed ?/0; static_analysis_often ?/0 "
       ".github/workflows/ci.yml:2"},
      {"no security rules",
       {python, {kCi, pipeline("push", "{run: pylint a}")}},
       "static_analysis Met/5 .github/workflows/ci.yml:2; static_analysis_common_vulnerabilities Unmet/2 "
       ".github/workflows/ci.yml:2; static_analysis_fixed Met/2 .github/workflows/ci.yml:2; "
       "static_analysis_often Met/5 .github/workflows/ci.yml:2"},
      {"a linter whose security rules are on",
       {{"a.go", "package a"},
        {".golangci.yml", "linters:\n  enable:\n    - govet\n    - gosec\n"},
        {kCi, pipeline("push", "{uses: golangci/golangci-lint-action@v9}")}},
       "static_analysis Met/5 .github/workflows/ci.yml:2; static_analysis_common_vulnerabilities Met/4 "
       ".golangci.yml:4; static_analysis_fixed Met/2 .github/workflows/ci.yml:2; "
       "static_analysis_often Met/5 .github/workflows/ci.yml:2"},
      {"security rules of Ruff",
       {python,
        {"pyproject.toml", "[project]\nname = 'a'\n[tool.ruff.lint]\nselect = ['E', 'S']\n"},
        {kCi, pipeline("push", "{run: ruff check .}")}},
       "static_analysis Met/5 .github/workflows/ci.yml:2; static_analysis_common_vulnerabilities Met/4 "
       "pyproject.toml:4; static_analysis_fixed Met/2 .github/workflows/ci.yml:2; "
       "static_analysis_often Met/5 .github/workflows/ci.yml:2"},
      {"all rules of .NET's analyzers",
       {{"a.cs", "class A {}\n"},
        {"a.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"/>\n"},
        {"Directory.Build.props",
         "<Project>\n<PropertyGroup>\n<AnalysisMode>All</AnalysisMode>\n</PropertyGroup>\n</Project>\n"},
        {kCi, pipeline("push", "{run: dotnet build -warnaserror}")}},
       "static_analysis Met/5 .github/workflows/ci.yml:2; static_analysis_common_vulnerabilities Met/4 "
       "Directory.Build.props:3; static_analysis_fixed Met/2 .github/workflows/ci.yml:2; "
       "static_analysis_often Met/5 .github/workflows/ci.yml:2"},
      {"look-alike: the recommended ones",
       {{"a.cs", "class A {}\n"},
        {"a.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"/>\n"},
        {"Directory.Build.props",
         "<Project>\n<PropertyGroup>\n<AnalysisMode>Recommended</AnalysisMode>\n</PropertyGroup>\n"
         "</Project>\n"},
        {kCi, pipeline("push", "{run: dotnet build -warnaserror}")}},
       "static_analysis Met/5 .github/workflows/ci.yml:2; static_analysis_common_vulnerabilities Unmet/2 "
       ".github/workflows/ci.yml:2; static_analysis_fixed Met/2 .github/workflows/ci.yml:2; "
       "static_analysis_often Met/5 .github/workflows/ci.yml:2"},
      {"look-alike: rules SIM, and gosec left out",
       {{"a.go", "package a"},
        python,
        {"pyproject.toml", "[project]\nname = 'a'\n[tool.ruff.lint]\nselect = ['E', 'SIM']\n"},
        {".golangci.yml", "linters:\n  default: all\n  disable: [gosec]\n"},
        {kCi, pipeline("push", "{run: golangci-lint run}, {run: ruff check .}")}},
       "static_analysis Met/5 .github/workflows/ci.yml:2; static_analysis_common_vulnerabilities Unmet/2 "
       ".github/workflows/ci.yml:2; static_analysis_fixed Met/2 .github/workflows/ci.yml:2; "
       "static_analysis_often Met/5 .github/workflows/ci.yml:2"},
      {"a hook",
       {python,
        {".pre-commit-config.yaml",
         "repos:\n  - repo: https://github.com/PyCQA/bandit\n    hooks: [{id: bandit}]\n"}},
       "static_analysis Met/3 .pre-commit-config.yaml:3; static_analysis_common_vulnerabilities Met/3 "
       ".pre-commit-config.yaml:3; static_analysis_fixed ?/0 .pre-commit-config.yaml:3; "
       "static_analysis_often Met/3 .pre-commit-config.yaml:3"},
      {"a script that nobody is seen to start",
       {python, {"scripts/lint.sh", "#!/bin/sh\nset -e\nbandit -r .\n"}},
       "static_analysis Met/3 scripts/lint.sh:3; static_analysis_common_vulnerabilities Met/3 "
       "scripts/lint.sh:3; "
       "static_analysis_fixed ?/0 scripts/lint.sh:3; static_analysis_often ?/0 scripts/lint.sh:3"},
      {"look-alike: warnings of the compiler",
       {c_source, {kCi, pipeline("push", "{run: gcc -Wall -Wextra a.c}")}},
       "static_analysis Unmet/2; static_analysis_common_vulnerabilities Unmet/2; static_analysis_fixed ?/0; "
       "static_analysis_often Unmet/2"},
      {"look-alike: a formatter",
       {c_source, {kCi, pipeline("push", "{run: clang-format -i a.c}")}},
       "static_analysis Unmet/2; static_analysis_common_vulnerabilities Unmet/2; static_analysis_fixed ?/0; "
       "static_analysis_often Unmet/2"},
      {"a part lies elsewhere",
       {python, {kCi, "on: push\njobs: {t: {uses: o/r/.github/workflows/x.yml@v1}}\n"}},
       "static_analysis ?/0; static_analysis_common_vulnerabilities ?/0; static_analysis_fixed ?/0; "
       "static_analysis_often ?/0"},
      {"a pipeline beside it cannot be read",
       {python,
        {kCi, pipeline("push", "{run: pylint a}")},
        {".github/workflows/scan.yml", "on: push\njobs: [{"}},
       "static_analysis Met/5 .github/workflows/ci.yml:2; static_analysis_common_vulnerabilities ?/0 "
       ".github/workflows/ci.yml:2; static_analysis_fixed Met/2 .github/workflows/ci.yml:2; "
       "static_analysis_often Met/5 .github/workflows/ci.yml:2"},
  }));
  CAPTURE(c.name);
  CHECK(run("static_analysis", c.snapshot) == c.want);
}

}  // namespace
}  // namespace badgescan::test
