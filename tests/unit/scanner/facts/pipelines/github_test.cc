// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "tests/support/pipelines.h"

namespace badgescan::test {
namespace {

const std::string kCi = ".github/workflows/ci.yml";

std::string read(const std::string& text) { return print_pipelines(MemorySnapshot{{kCi, text}}); }

TEST_CASE("GitHub Actions: triggers", "[pipelines]") {
  struct Case {
    const char* name;
    const char* on;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"word", "on: push", "push, tag"},
      {"list", "on: [push, pull_request]", "push, tag, pull request"},
      {"null values", "on:\n  push:\n  pull_request:\n", "push, tag, pull request"},
      {"branches", "on: {push: {branches: [main]}}", "push"},
      {"one work only", "on: {push: {branches: [bench/other-runners]}}", "~push"},
      {"every work", "on: {push: {branches: ['**/*']}}", "push"},
      {"pages only", "on: {push: {branches: [gh-pages]}}", "~push"},
      {"documentation only", "on: {pull_request: {paths: ['docs/**', '*.md']}}", "~pull request"},
      {"code paths", "on: {pull_request: {paths: ['src/**', '*.md']}}", "pull request"},
      {"tags only", "on: {push: {tags: ['v*']}}", "tag"},
      {"labels only", "on: {pull_request: {types: [labeled]}}", "event"},
      {"schedule", "on: {schedule: [{cron: '0 0 * * *'}], workflow_dispatch: }", "schedule, manual start"},
      {"quoted", "'on': release", "release"},
      {"call", "on: workflow_call", "call"},
      {"merge queue", "on: merge_group", "pull request"},
  }));
  CAPTURE(c.name);
  const std::string on = c.on;
  const auto line = 2 + std::count(on.begin(), on.end(), '\n');
  CHECK(read(on + "\njobs: {a: {steps: [{run: make}]}}") ==
        "a [" + std::string(c.want) + "]: " + std::to_string(line) + ":make");
}

TEST_CASE("GitHub Actions: conditions of jobs narrow the triggers", "[pipelines]") {
  struct Case {
    const char* condition;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"github.event_name == 'schedule'", "a [schedule]: "},
      {"github.event_name != 'pull_request'", "a [push, tag, schedule]: "},
      {"${{ github.event_name == 'push' || github.event_name == 'schedule' }}", "a [push, tag, schedule]: "},
      {"startsWith(github.ref, 'refs/tags/')", "a [tag]: "},
      {"github.event_name == 'push' && github.ref == 'refs/heads/main'", "a [push]: "},
      {"!startsWith(github.ref, 'refs/tags/') && always()", "a [push, pull request, schedule]: "},
      {"github.repository == 'a/b'", "a [push, tag, pull request, schedule]: "},
      {"contains(github.event.head_commit.message, 'x')", "a [push, tag, pull request, schedule]: "},
      {"false", "a []x: "},
      {"${{ false }}", "a []x: "},
      {"this (is not && valid", "a [push, tag, pull request, schedule]: "},
  }));
  CAPTURE(c.condition);
  CHECK(read("on: {push: {branches: [main], tags: ['*']}, pull_request: , schedule: [{cron: x}]}\njobs:\n  "
             "a:\n    if: \"" +
             std::string(c.condition) + "\"\n    steps: [{run: x}]") == std::string(c.want) + "5:x");
}

TEST_CASE("GitHub Actions: steps", "[pipelines]") {
  CHECK(read(R"(name: CI
on: push
permissions: read-all
env: {A: 1}
jobs:
  test:
    name: Test it
    runs-on: ${{ matrix.os }}
    continue-on-error: true
    strategy:
      matrix:
        os: [ubuntu, macos]
        include: [{os: windows, x: 1}]
    steps:
      - uses: actions/checkout@v4
        with: {ref: main}
      - run: |
          make
          make check || true
      - run: ls
        continue-on-error: true
      - shell: python
        run: import os
      - uses: docker://alpine:3
)") == "test [push, tag]!: actions/checkout@v4; 18:make + 19:make check + 19:true; 20:ls !; 23:python -c "
       "import os; "
       "docker://alpine:3");
}

TEST_CASE("GitHub Actions: commands that are not in run", "[pipelines]") {
  CHECK(read("on: push\njobs:\n  a:\n    steps:\n      - uses: nick-fields/retry@v3\n        with: "
             "{timeout_minutes: 5, command: npm test}\n"
             "      - uses: actions-rs/cargo@v1\n        with: {command: clippy, args: -- -D warnings}\n") ==
        "a [push, tag]: nick-fields/retry@v3 + 6:npm test; actions-rs/cargo@v1 + 8:cargo clippy -- -D "
        "warnings");
  // The folder of another project that the job checked out.
  const MemorySnapshot snapshot{
      {kCi,
       "on: push\njobs:\n  a:\n    strategy: {matrix: {build: [{CFLAGS: -fsanitize=address}]}}\n    steps:\n"
       "      - uses: actions/checkout@v4\n        with: {repository: o/other, path: other}\n"
       "      - run: make check\n        working-directory: other\n      - run: make check\n"}};
  const ScanOptions options;
  const Facts facts(snapshot, options, rules());
  const Job& job = facts.get<Pipelines>().all().front().jobs.front();
  CHECK(job.steps[1].commands[0].elsewhere);
  CHECK_FALSE(job.steps[2].commands[0].elsewhere);
  CHECK(job.matrix.front().second == std::vector<std::string>{"CFLAGS=-fsanitize=address"});
}

TEST_CASE("GitHub Actions: local workflows and actions are put in place", "[pipelines]") {
  const MemorySnapshot snapshot{
      {kCi,
       "on: push\njobs:\n  all:\n    uses: ./.github/workflows/tests.yml\n  far:\n    uses: "
       "o/r/.github/workflows/x.yml@main\n"},
      {".github/workflows/tests.yml",
       "on: workflow_call\njobs:\n  unit:\n    steps:\n      - uses: ./.github/actions/t\n      - run: b\n  "
       "again:\n    uses: ./.github/workflows/tests.yml\n"},
      {".github/actions/t/action.yml",
       "runs:\n  using: composite\n  steps:\n    - run: a\n      shell: bash\n    - uses: "
       "./.github/actions/t\n"},
  };
  CHECK(print_pipelines(snapshot) ==
        "all/unit [push, tag]: 4:a; ./.github/actions/t; 6:b\n"
        "all/again [push, tag]: ./.github/workflows/tests.yml\n"
        "far [push, tag]: o/r/.github/workflows/x.yml@main\n"
        "unit [call]: 4:a; ./.github/actions/t; 6:b\n"
        "again [call]: ./.github/workflows/tests.yml");
}

TEST_CASE("GitHub Actions: what the baseline checks need", "[pipelines]") {
  const MemorySnapshot snapshot{{kCi, R"(on: [pull_request_target]
permissions: {contents: read, issues: write}
jobs:
  a:
    permissions: {}
    steps:
      - uses: actions/checkout@0123456789012345678901234567890123456789
        with:
          ref: ${{ github.event.pull_request.head.sha }}
      - run: |
          echo hi
          echo "${{ github.event.issue.title }}" ${{ matrix.a }}
      - uses: actions/github-script@main
        with:
          script: |
            console.log("${{ github.head_ref }}")
      - uses: a/b@release/v1
)"}};
  const ScanOptions options{.now = kNow};
  const Facts facts(snapshot, options, rules());
  const Pipeline& pipeline = facts.get<Pipelines>().all().front();
  CHECK(pipeline.triggers.front().event == "pull_request_target");
  CHECK(pipeline.permissions.writes());
  CHECK(pipeline.permissions.line == 2);
  const Job& job = pipeline.jobs.front();
  CHECK(job.permissions.present);
  CHECK(job.permissions.all == "none");
  CHECK(job.steps[0].pin == Pin::commit);
  REQUIRE(job.steps[0].input("REF"));
  CHECK(job.steps[0].input("ref")->line == 9);
  REQUIRE(job.steps[1].expressions.size() == 2);
  CHECK(job.steps[1].expressions[0].text == "github.event.issue.title");
  CHECK(job.steps[1].expressions[0].line == 12);
  CHECK(job.steps[2].expressions.at(0).line == 16);
  CHECK(job.steps[2].pin == Pin::branch);
  CHECK(job.steps[3].pin == Pin::branch);
  CHECK(describe(pipeline, job) ==
        "job a of .github/workflows/ci.yml (GitHub Actions), started by pull request");
}

TEST_CASE("GitHub Actions: bad files are noted and hide nothing", "[pipelines]") {
  const MemorySnapshot snapshot{
      {".github/workflows/a.yml", "on: push\njobs: [\n"},
      {".github/workflows/b.yml", "on: push\njobs: {t: {steps: [{run: make}]}}"},
      {".github/workflows/c.yml", std::string(100'000, '[')},
      {".github/workflows/d.yml", "on: push\n"},
      {".github/workflows/e.yml",
       "jobs: {t: {steps: 7}, u: 8, v: {steps: [{run: [a]}, {uses: {}}, 9]}}\non: {push: 7, schedule: 8}"},
      {".github/workflows/f.txt", "on: push"},
      {".github/workflows/sub/g.yml", "on: push\njobs: {t: {steps: [{run: make}]}}"},
  };
  CHECK(
      print_pipelines(snapshot) ==
      "t [push, tag]: 2:make\nt [push, tag, schedule]:\nv [push, tag, schedule]:\n"
      "note .github/workflows/a.yml: this file is no valid YAML: line 3: did not find expected node content\n"
      "note .github/workflows/c.yml: this file is no valid YAML: line 1: nested more than 64 levels deep\n"
      "note .github/workflows/d.yml: this workflow has no jobs");
  const ScanOptions options{.now = kNow};
  const Facts facts(snapshot, options, rules());
  CHECK(facts.get<Pipelines>().unreadable().size() == 3);
  CHECK_FALSE(facts.get<Pipelines>().complete());
}

TEST_CASE("how often a cron line fires", "[pipelines]") {
  CHECK(cron_frequency("0 0 * * *") == Frequency::daily);
  CHECK(cron_frequency("*/15 * * * *") == Frequency::daily);
  CHECK(cron_frequency("0 4 * * 1-5") == Frequency::daily);
  CHECK(cron_frequency("0 4 * * 1") == Frequency::weekly);
  CHECK(cron_frequency("0 4 1 * *") == Frequency::weekly);
  CHECK(cron_frequency("@weekly") == Frequency::weekly);
}

}  // namespace
}  // namespace badgescan::test
