// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The taxonomy of tools: every entry is recognised by its own samples, and only by what runs it.
#include <algorithm>
#include <set>

#include "scanner/base/text.h"
#include "scanner/facts/tools.h"
#include "scanner/rules/rule_set.h"
#include "tests/support/test.h"

using namespace badgescan;

namespace {

const ToolTable& table() {
  static const std::shared_ptr<const ToolTable> parsed = [] {
    auto result = ToolTable::parse(test::rules().file("tools.json"), "rules/tools.json", true);
    if (!result) FAIL(result.error());
    return *result;
  }();
  return *parsed;
}

std::string found(std::string_view script) {
  std::vector<std::string> ids;
  for (const ToolTable::Match& match : table().script(script)) ids.push_back(match.tool->id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return join(ids, " ");
}

}  // namespace

TEST_CASE("every tool is recognised by its samples and not by its look-alikes") {
  std::set<std::string> languages;
  for (const Tool& tool : table().tools()) languages.insert(tool.languages.begin(), tool.languages.end());
  CHECK(table().tools().size() >= 300);
  CHECK(languages.size() >= 15);
  for (const ToolTable::Sample& sample : table().samples()) {
    CAPTURE(sample.tool, sample.what, sample.text, sample.hit);
    CHECK(table().recognises(sample) == sample.hit);
  }
}

TEST_CASE("commands of tools") {
  struct Case {
    const char* script;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"pytest -q", "pytest"},
      {"python3.11 -m pytest --cov=src tests", "coverage_py pytest"},
      {"poetry run pytest", "pytest"},
      {"uv run --frozen ruff check .", "ruff"},
      {"ruff format --check", "ruff_format"},
      {"./node_modules/.bin/eslint . --max-warnings 0", "eslint"},
      {"npx -y eslint@8 .", "eslint"},
      {"clang-tidy-15 -p build a.cc", "clang_tidy"},
      {"cargo +nightly clippy --all -- -D warnings", "clippy"},
      {"go test -race ./...", "go_race go_test"},
      {"go vet ./... && staticcheck ./...", "go_vet staticcheck"},
      {"./gradlew :core:check spotlessCheck", "gradle gradle_test spotless"},
      {"./gradlew assemble -x test", "gradle"},
      {"./mvnw -B -ntp verify", "maven maven_test"},
      {"mvn -DskipTests package", "maven"},
      {"bundle exec rubocop --parallel", "rubocop"},
      {"CFLAGS='-O1 -fsanitize=address,undefined' make check", "asan make ubsan"},
      {"valgrind --leak-check=full ./unit_tests", "valgrind"},
      {"meson test -C b --setup valgrind", "meson_test valgrind"},
      {"ASAN_OPTIONS=detect_leaks=1 ./unit_tests", "asan"},
      {"lein with-profiles x do clean, uberjar, x", "leiningen"},
      {"docker run --rm -v $PWD:/src aquasec/trivy fs /src", "trivy"},
      {"bash -c 'shellcheck *.sh'", "shellcheck"},
      // Look-alikes.
      {"echo pytest", ""},
      {"export ASAN_OPTIONS=detect_leaks=1", ""},
      {"meson test -C b --setup slow", "meson_test"},
      {"pip install pytest ruff", "pip"},
      {"pip install -r requirements.txt && echo 'run pytest now'", "pip"},
      {"make test", "make"},
      {"apt-get install -y cppcheck clang-tidy", ""},
      {"go install honnef.co/go/tools/cmd/staticcheck@latest", ""},
      {"cargo install cargo-audit", ""},
      {"# pytest", ""},
      {"cat <<END\nflake8 .\nEND\n", ""},
      {"which eslint || true", ""},
      {"grep -r -fsanitize=address .", ""},
      {"git commit -m 'run eslint'", ""},
      {"./my-pytest.sh", ""},
      {"rm -rf .mypy_cache .pytest_cache", ""},
      {"", ""},
  }));
  CAPTURE(c.script);
  CHECK(found(c.script) == c.want);
}

TEST_CASE("options that make a tool stricter") {
  const auto strict = [](std::string_view script) {
    const auto matches = table().script(script);
    return !matches.empty() && matches.front().strict;
  };
  CHECK(strict("eslint . --max-warnings 0"));
  CHECK(strict("eslint . --max-warnings=0"));
  CHECK(!strict("eslint . --max-warnings=10"));
  CHECK(strict("cargo clippy -- -D warnings"));
  CHECK(!strict("cargo clippy"));
  CHECK(strict("black --check ."));
}

TEST_CASE("a broken rule file is refused with the reason") {
  struct Case {
    const char* tool;
    const char* reason;
  };
  const auto c = GENERATE(values<Case>({
      {R"({"id": "x"})", "name"},
      {R"({"id": "X y", "name": "x", "kinds": ["linter"], "commands": ["x"], "hit": ["x"], "miss": ["y"]})",
       "an id holds"},
      {R"({"id": "x", "name": "x", "kinds": ["lint"], "commands": ["x"], "hit": ["x"], "miss": ["y"]})",
       "no kind of tool \"lint\""},
      {R"({"id": "x", "name": "x", "kinds": ["linter"], "hit": ["x"], "miss": ["y"]})",
       "nothing says how this tool is recognised"},
      {R"({"id": "x", "name": "x", "kinds": ["linter"], "commands": ["x"], "hit": ["x"], "miss": []})",
       "need a sample each"},
      {R"({"id": "x", "name": "x", "kinds": ["linter"], "commands": ["x"], "hit": ["x"], "miss": ["y"], "z": 1})",
       "z"},
      {R"({"id": "x", "name": "x", "kinds": ["linter"], "commands": ["echo x"], "hit": ["x"], "miss": ["y"]})",
       "only talks or installs"},
      {R"({"id": "x", "name": "x", "kinds": ["security_analyser"], "commands": ["x"], "hit": ["x"], "miss": ["y"]})",
       "needs \"security\": true"},
  }));
  const std::string json = std::string(R"({"aliases": {}, "silent": ["echo"], "tools": [)") + c.tool + "]}";
  const auto result = ToolTable::parse(json, "tools.json");
  CAPTURE(c.tool);
  REQUIRE(!result);
  CHECK(contains_ignoring_case(result.error(), c.reason));
}
