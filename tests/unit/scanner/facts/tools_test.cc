// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Which tools a project uses, how and how strictly; and what must not be taken for a use.
#include "scanner/facts/tools.h"

#include "scanner/base/text.h"
#include "tests/support/test.h"

using namespace badgescan;
using test::MemoryFile;
using test::MemorySnapshot;

namespace {

// "pytest CI every-change; ruff pre-commit" for the first `most` uses, strongest first.
std::string uses(std::vector<MemoryFile> files) {
  const MemorySnapshot snapshot(std::move(files));
  const ScanOptions options{.now = test::kNow};
  const Facts facts(snapshot, options, test::rules());
  const ToolUses found = ToolUses::collect(facts);
  std::vector<std::string> all;
  for (const ToolUse& use : found.all()) {
    std::string one = use.tool->id + " " + std::string(name_of(use.how));
    if (use.how == How::ci) one += " " + std::string(name_of(use.frequency));
    if (use.may_fail) one += " may-fail";
    if (use.strict) one += " strict";
    one += " " + use.evidence.path + (use.evidence.line > 0 ? ":" + std::to_string(use.evidence.line) : "");
    all.push_back(one);
  }
  return join(all, "; ");
}

std::string workflow(const std::string& steps, const std::string& on = "[push, pull_request]") {
  return "on: " + on + "\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n" + steps;
}

constexpr const char* kCi = ".github/workflows/ci.yml";

/// A plugin that runs in the profile "deep" only.
const MemoryFile kProfilePom{
    "pom.xml",
    "<project><profiles><profile><id>deep</id><build><plugins><plugin>\n<groupId>com.github.spotbugs</"
    "groupId>\n"
    "<artifactId>spotbugs-maven-plugin</artifactId>\n<executions><execution><goals><goal>check</goal></goals>"
    "</execution></executions></plugin></plugins></build></profile></profiles></project>"};

}  // namespace

TEST_CASE("uses of tools") {
  struct Case {
    const char* name;
    std::vector<MemoryFile> files;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"nothing", {{"README.md", "We run pytest and eslint."}}, ""},
      {"a command on every change",
       {{kCi, workflow("      - run: pytest -q\n")}},
       "pytest CI every change .github/workflows/ci.yml:6"},
      {"a nightly one",
       {{kCi, workflow("      - run: pytest -q\n", "{schedule: [{cron: '0 3 * * *'}]}")}},
       "pytest CI daily .github/workflows/ci.yml:6"},
      {"installed only",
       {{kCi, workflow("      - run: pip install pytest\n")}},
       "pip CI every change .github/workflows/ci.yml:6"},
      {"talked about only",
       {{kCi, workflow("      - run: echo pytest\n      - name: eslint\n        run: 'true'\n")}},
       ""},
      {"ignored failure",
       {{kCi, workflow("      - run: mypy src || true\n")}},
       "mypy CI every change may-fail .github/workflows/ci.yml:6"},
      {"strict",
       {{kCi, workflow("      - run: cargo clippy -- -D warnings\n")}},
       "clippy CI every change strict .github/workflows/ci.yml:6"},
      {"an action",
       {{kCi, workflow("      - uses: github/codeql-action/analyze@v3\n")}},
       "codeql CI every change .github/workflows/ci.yml:6"},
      {"through a make target",
       {{kCi, workflow("      - run: make lint\n")}, {"Makefile", "lint:\n\tshellcheck run.sh\n"}},
       "make CI every change .github/workflows/ci.yml:6; shellcheck CI every change Makefile:2; shellcheck "
       "script Makefile:2; make configured Makefile"},
      {"a script that nobody runs",
       {{"package.json", "{\n\"scripts\": {\n\"lint\": \"eslint .\"}}"}},
       "eslint script package.json:3"},
      {"a hook",
       {{".pre-commit-config.yaml",
         "repos:\n- repo: https://github.com/astral-sh/ruff-pre-commit\n  hooks:\n  - id: ruff\n"}},
       "ruff pre-commit .pre-commit-config.yaml:4; pre_commit configured .pre-commit-config.yaml"},
      {"a hook that CI runs",
       {{kCi, workflow("      - uses: pre-commit/action@v3\n")},
        {".pre-commit-config.yaml", "repos:\n- repo: x\n  hooks:\n  - id: ruff\n"}},
       "pre_commit CI every change .github/workflows/ci.yml:6; ruff CI every change "
       ".pre-commit-config.yaml:4; "
       "ruff pre-commit .pre-commit-config.yaml:4; pre_commit configured .pre-commit-config.yaml"},
      {"one hook of two",
       {{kCi, workflow("      - run: pre-commit run ruff --all-files\n")},
        {".pre-commit-config.yaml", "repos:\n- repo: x\n  hooks:\n  - id: ruff\n  - id: mypy\n"}},
       "pre_commit CI every change .github/workflows/ci.yml:6; ruff CI every change "
       ".pre-commit-config.yaml:4; "
       "mypy pre-commit .pre-commit-config.yaml:5; ruff pre-commit .pre-commit-config.yaml:4; pre_commit "
       "configured .pre-commit-config.yaml"},
      {"a sanitizer in the environment",
       {{kCi, workflow("      - run: make\n        env:\n          CFLAGS: -fsanitize=address\n")}},
       "asan CI every change .github/workflows/ci.yml:8; make CI every change .github/workflows/ci.yml:6"},
      {"somebody else's tests",
       {{kCi, workflow("      - run: |\n          git clone https://x.org/o/other.git\n          cd other\n  "
                       "        pytest\n")}},
       ""},
      {"a clone beside, own tests",
       {{kCi, workflow("      - run: |\n          git clone https://x.org/o/data\n          cd data && make "
                       "&& cd ..\n          pytest\n")}},
       "pytest CI every change .github/workflows/ci.yml:9"},
      {"a script that is no shell",
       {{kCi, workflow("      - run: |\n          x <- 1\n          lintr::lint_package()\n        shell: "
                       "Rscript {0}\n")}},
       "lintr CI every change .github/workflows/ci.yml:7"},
      {"a plugin that the build runs",
       {{kCi, workflow("      - run: ./gradlew build\n")},
        {"build.gradle", "plugins {\n  id 'checkstyle'\n}\n"}},
       "checkstyle CI every change build.gradle:2; gradle CI every change .github/workflows/ci.yml:6; "
       "gradle_test CI every change "
       ".github/workflows/ci.yml:6; gradle configured build.gradle; checkstyle dependency build.gradle:2"},
      {"a plugin that the tests leave out",
       {{kCi, workflow("      - run: ./gradlew test\n")},
        {"build.gradle", "plugins {\n  id 'checkstyle'\n}\n"}},
       "gradle CI every change .github/workflows/ci.yml:6; gradle_test CI every change "
       ".github/workflows/ci.yml:6; gradle configured "
       "build.gradle; checkstyle dependency build.gradle:2"},
      {"a plugin in Kotlin's form",
       {{kCi, workflow("      - run: ./gradlew check\n")},
        {"build.gradle.kts", "plugins {\n  id(\"com.github.spotbugs\") version \"6.0\"\n}\n"}},
       "gradle CI every change .github/workflows/ci.yml:6; gradle_test CI every change "
       ".github/workflows/ci.yml:6; spotbugs CI every change build.gradle.kts:2; gradle configured "
       "build.gradle.kts; spotbugs dependency build.gradle.kts:2"},
      {"a goal that Maven's verify runs",
       {{kCi, workflow("      - run: mvn -B verify\n")},
        {"pom.xml",
         "<project><build><plugins><plugin>\n<groupId>com.github.spotbugs</groupId>\n"
         "<artifactId>spotbugs-maven-plugin</artifactId>\n<executions><execution><goals><goal>check</goal>"
         "</goals></execution></executions>\n</plugin></plugins></build></project>"}},
       "maven CI every change .github/workflows/ci.yml:6; maven_test CI every change "
       ".github/workflows/ci.yml:6; spotbugs CI every change pom.xml:1; maven configured pom.xml; spotbugs "
       "dependency pom.xml:1"},
      {"a plugin whose goals are bound to nothing",
       {{kCi, workflow("      - run: mvn -B verify\n")},
        {"pom.xml",
         "<project><build><plugins><plugin>\n<groupId>com.github.spotbugs</groupId>\n"
         "<artifactId>spotbugs-maven-plugin</artifactId>\n</plugin></plugins></build></project>"}},
       "maven CI every change .github/workflows/ci.yml:6; maven_test CI every change "
       ".github/workflows/ci.yml:6; maven configured pom.xml; spotbugs dependency pom.xml:1"},
      {"a plugin of a profile that nobody names",
       {{kCi, workflow("      - run: mvn -B verify\n")}, kProfilePom},
       "maven CI every change .github/workflows/ci.yml:6; maven_test CI every change "
       ".github/workflows/ci.yml:6; maven configured pom.xml; spotbugs dependency pom.xml:1"},
      {"a plugin of a profile that the command names",
       {{kCi, workflow("      - run: mvn -B verify -Pfast,deep\n")}, kProfilePom},
       "maven CI every change .github/workflows/ci.yml:6; maven_test CI every change "
       ".github/workflows/ci.yml:6; spotbugs CI every change pom.xml:1; maven configured pom.xml; spotbugs "
       "dependency pom.xml:1"},
      {"tools behind options of the build",
       {{kCi, workflow("      - run: cmake -B out -DENABLE_ASAN=ON\n      - run: meson setup b "
                       "-Db_sanitize=undefined\n      - run: ./configure --enable-werror\n")}},
       "asan CI every change .github/workflows/ci.yml:6; cmake CI every change .github/workflows/ci.yml:6; "
       "configure_script CI every change .github/workflows/ci.yml:8; gcc_warnings CI every change "
       ".github/workflows/ci.yml:8; meson CI every change .github/workflows/ci.yml:7; ubsan CI every change "
       ".github/workflows/ci.yml:7"},
      {"options that switch it off",
       {{kCi, workflow("      - run: ./configure --enable-asan=no --disable-werror\n      - run: make "
                       "USE_VALGRIND=0\n")}},
       "configure_script CI every change .github/workflows/ci.yml:6; make CI every change "
       ".github/workflows/ci.yml:7"},
      {"through a variable, npm, tox, just and a script",
       {{kCi, workflow("      - run: |\n          RUN=\"tox -e\"\n          $RUN lint\n      - run: npm run "
                       "check\n      - run: just unit\n      - run: ./ci/test.sh\n")},
        {"tox.ini", "[testenv:lint]\ncommands = flake8\n"},
        {"package.json", "{\n\"scripts\": {\n\"check\": \"eslint .\"}}"},
        {"justfile", "unit:\n  pytest\n"},
        {"ci/test.sh", "#!/bin/sh\nshellcheck x.sh\n"}},
       "eslint CI every change package.json:3; flake8 CI every change tox.ini:2; just CI every change "
       ".github/workflows/ci.yml:10; pytest CI every change justfile:2; shellcheck CI every change "
       "ci/test.sh:2; tox CI every change .github/workflows/ci.yml:8; eslint script package.json:3; flake8 "
       "script tox.ini:2; pytest script justfile:2; just configured justfile; tox configured tox.ini"},
      {"a configuration file", {{".clang-tidy", "Checks: '*'\n"}}, "clang_tidy configured .clang-tidy"},
      {"somebody else's configuration",
       {{"vendor/x/.clang-tidy", ""}, {"tests/fixtures/a/.eslintrc", ""}, {"examples/a/jest.config.js", ""}},
       ""},
      {"a manifest's section",
       {{"pyproject.toml", "[tool.mypy]\nstrict = true\n"}},
       "mypy configured pyproject.toml:1"},
      {"a dependency",
       {{"Cargo.toml", "[package]\nname = \"x\"\n[dev-dependencies]\nproptest = \"1\"\n"}},
       "cargo_build configured Cargo.toml; proptest dependency Cargo.toml:4"},
      {"a badge",
       {{"README.md",
         "# "
         "x\n\n[![c](https://codecov.io/gh/o/x/branch/main/graph/badge.svg)](https://codecov.io/gh/o/x)\n"}},
       "codecov badge README.md:3"},
  }));
  CAPTURE(c.name);
  CHECK(uses(c.files) == c.want);
}
