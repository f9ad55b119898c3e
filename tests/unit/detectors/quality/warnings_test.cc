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

std::string eslint_off(int rules) {
  std::string out;
  for (int i = 0; i < rules; ++i)
    out += "  'no-" + std::string(1, static_cast<char>('a' + i)) + "': 'off',\n";
  return out;
}

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
      {"two linters",
       {{"a.py", "x = 1"}, {kCi, ci("pylint a && ruff check .")}},
       "warnings Met/5 .github/workflows/ci.yml:2; warnings_fixed Met/4 .github/workflows/ci.yml:2; "
       "warnings_strict Met/3 .github/workflows/ci.yml:2"},
      {"two linters, one of which looks for little",
       {{"a.py", "x = 1"},
        {"pyproject.toml",
         "[tool.pylint.main]\ndisable = [\n  \"C0103\",  # a name, an import\n  \"C0301\", \"E1101\", "
         "\"E1102\", \"E1120\",\n"
         "  \"R0912\", \"R0913\", \"R0917\", \"W0603\",\n  \"W0621\",\n]\n"},
        {kCi, ci("pylint a && ruff check .")}},
       "warnings Met/5 .github/workflows/ci.yml:2; warnings_fixed Met/4 .github/workflows/ci.yml:2; "
       "warnings_strict Met/2 pyproject.toml:2"},
      {"a few exceptions",
       {{"a.py", "x = 1"},
        {".pylintrc",
         "[MESSAGES CONTROL]\ndisable=C0103,\n    C0301,\n    E1101\nenable=a,b,c,d,e,f,g,h,i,j\n"},
        {kCi, ci("pylint a && ruff check .")}},
       "warnings Met/5 .github/workflows/ci.yml:2; warnings_fixed Met/4 .github/workflows/ci.yml:2; "
       "warnings_strict Met/3 .github/workflows/ci.yml:2"},
      {"exceptions from all the rules there are",
       {{"a.py", "x = 1"},
        {"ruff.toml",
         "lint.select = [\"ALL\"]\nlint.ignore = [\"A1\", \"A2\", \"A3\", \"A4\", \"A5\", "
         "\"A6\", \"A7\", \"A8\", \"A9\", \"B1\", \"B2\"]\n"},
        {kCi, ci("pylint a && ruff check .")}},
       "warnings Met/5 .github/workflows/ci.yml:2; warnings_fixed Met/4 .github/workflows/ci.yml:2; "
       "warnings_strict Met/3 .github/workflows/ci.yml:2"},
      {"strict about what is left",
       {{"a.js", "x = 1"},
        {"eslint.config.mjs", "rules: {\n" + eslint_off(12) + "}\n"},
        {kCi, ci("npx eslint --max-warnings=0 .")}},
       "warnings Met/5 .github/workflows/ci.yml:2; warnings_fixed Met/4 .github/workflows/ci.yml:2; "
       "warnings_strict Met/2 eslint.config.mjs:2"},
      {"look-alike: the list of another tool",
       {{"a.py", "x = 1"},
        {"pyproject.toml",
         "[tool.codespell]\nignore = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", "
         "\"j\", \"k\"]\n[tool.ruff]\nignore = [\"A1\"]\n"},
        {kCi, ci("pylint a && ruff check .")}},
       "warnings Met/5 .github/workflows/ci.yml:2; warnings_fixed Met/4 .github/workflows/ci.yml:2; "
       "warnings_strict Met/3 .github/workflows/ci.yml:2"},
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
