// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test.h"

namespace badgescan {
namespace {

using test::MemorySnapshot;

MemorySnapshot workflow(const std::string& text) {
  return MemorySnapshot{{".github/workflows/ci.yml", text}};
}

const std::string kHead = "on: [push, pull_request]\n";
const std::string kJob = "jobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n";

/// What is said about one criterion.
std::string about(std::string_view criterion, const Snapshot& snapshot) {
  for (const Finding& finding : test::findings("pipeline_safety", snapshot)) {
    if (finding.criterion != criterion) continue;
    std::string out =
        std::string(name_of(finding.status)) + "/" + std::to_string(static_cast<int>(finding.confidence));
    if (!finding.evidence.empty()) out += " " + std::to_string(finding.evidence.front().line);
    return out;
  }
  return {};
}

TEST_CASE("text that outsiders choose inside a script", "[baseline]") {
  struct Row {
    const char* step;
    const char* want;
  };
  const std::vector<Row> rows{
      {"      - run: echo ${{ github.event.issue.title }}\n", "Unmet/4 6"},
      {"      - run: |\n          x\n          git checkout ${{ github.head_ref }}\n", "Unmet/4 8"},
      {"      - run: echo \"${{ github.event.pull_request.body || 'x' }}\"\n", "Unmet/4 6"},
      {"      - run: echo $TITLE\n        env:\n          TITLE: ${{ github.event.issue.title }}\n", "Met/3"},
      {"      - run: echo ${{ github.sha }} ${{ github.event.pull_request.number }}\n", "Met/3"},
      {"      - run: echo ${{ contains(github.event.issue.title, 'x') }}\n", "Met/3"},
      {"      - uses: a/b@v1\n        with:\n          title: ${{ github.event.issue.title }}\n", "Met/3"},
  };
  for (const Row& row : rows) {
    INFO(row.step);
    CHECK(about("osps_br_01_01", workflow(kHead + kJob + row.step)) == row.want);
  }
}

TEST_CASE("inputs of manual runs inside a script", "[baseline]") {
  const std::string head = "on:\n  workflow_dispatch:\n    inputs: {version: {}}\n";
  CHECK(about("osps_br_01_04", workflow(head + kJob + "      - run: tag ${{ inputs.version }}\n")) ==
        "Unmet/3 8");
  CHECK(about("osps_br_01_04",
              workflow(head + kJob + "      - run: tag ${{ github.event.inputs.version }}\n")) ==
        "Unmet/3 8");
  CHECK(about("osps_br_01_04",
              workflow(head + kJob + "      - run: tag $V\n        env: {V: \"${{ inputs.version }}\"}\n")) ==
        "Met/3");
}

TEST_CASE("what one workflow hands to another is no input of a person", "[baseline]") {
  const std::string called =
      "on: {workflow_call: {inputs: {os: {}}}}\n" + kJob + "      - run: tag ${{ inputs.os }}\n";
  const auto both = [&](const char* trigger) {
    return MemorySnapshot{
        {".github/workflows/steps.yml", called},
        {".github/workflows/ci.yml", std::string("on: ") + trigger +
                                         "\njobs:\n  a:\n    uses: "
                                         "./.github/workflows/steps.yml\n    with: {os: linux}\n"}};
  };
  CHECK(about("osps_br_01_04", both("push")) == "Met/3");
  CHECK(about("osps_br_01_04", both("workflow_dispatch")) == "Met/3");
  CHECK(about("osps_br_01_04", workflow("on: push\n" + kJob + "      - run: tag ${{ inputs.os }}\n")) ==
        "Met/3");
}

TEST_CASE("foreign code with the rights of the repository", "[baseline]") {
  const std::string checkout =
      "      - uses: actions/checkout@v4\n        with:\n          ref: ${{ "
      "github.event.pull_request.head.sha }}\n";
  const std::string plain = "      - uses: actions/checkout@v4\n";
  const std::string target = "on: pull_request_target\n";
  CHECK(about("osps_br_01_03", workflow(target + kJob + checkout)) == "Unmet/4 6");
  CHECK(about("osps_br_01_03", workflow(target + kJob + plain)) == "Met/3");
  CHECK(about("osps_br_01_03", workflow("on: pull_request\n" + kJob + checkout)) == "Met/3");
  const auto under = [](const std::string& more) {
    return "jobs:\n  first:\n    if: github.event.pull_request.user.login == 'bot'\n    steps:\n      - run: "
           "make\n"
           "  test:\n" +
           more + "    steps:\n";
  };
  const std::string title = "      - run: echo ${{ github.event.pull_request.title }}\n";
  const std::string bot = "    if: github.event.pull_request.user.login == 'bot'\n",
                    after = "    needs: first\n";
  CHECK(about("osps_br_01_03", workflow(target + under(bot) + checkout)) == "Met/3");
  CHECK(about("osps_br_01_03", workflow(target + under("") + checkout)).starts_with("Unmet/4"));
  const std::string own = "    if: github.event.pull_request.head.repo.full_name == github.repository\n";
  CHECK(about("osps_br_01_03", workflow(target + under(own) + checkout)) == "Met/3");
  const std::string either =
      "    if: github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == "
      "github.repository\n";
  CHECK(about("osps_br_01_03", workflow(target + under(either) + checkout)).starts_with("Unmet/4"));
  CHECK(about("osps_br_01_01", workflow(target + under(bot) + title)) == "Met/3");
  CHECK(about("osps_br_01_01", workflow(target + under(after) + title)) == "Met/3");
  CHECK(about("osps_br_01_01", workflow(target + under(after + "    if: always()\n") + title))
            .starts_with("Unmet/4"));
  CHECK(about("osps_br_01_01", workflow(target + under("") + title)).starts_with("Unmet/4"));
  CHECK(about("osps_br_01_03", workflow(target + "permissions: read-all\n" + kJob + checkout)) == "Met/3");
}

TEST_CASE("permissions of workflows", "[baseline]") {
  const std::string step = "      - run: make\n";
  struct Row {
    std::string text;
    const char* by_default;
    const char* least;
  };
  const std::vector<Row> rows{
      {kHead + kJob + step, "?/0 3", "Unmet/2 3"},
      {kHead + "permissions:\n  contents: read\n" + kJob + step, "Met/3 3", "Met/3 3"},
      {kHead + "permissions: write-all\n" + kJob + step, "Met/3", "Unmet/3 2"},
      {kHead + "jobs:\n  test:\n    permissions: {contents: write}\n    steps:\n" + step, "Met/3 4",
       "Met/3 4"},
      {kHead + "permissions: {contents: write}\n" + kJob + step + "  other:\n    steps:\n" + step, "Met/3",
       "Unmet/3 2"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(about("osps_ac_04_01", workflow(row.text)).starts_with(std::string(row.by_default).substr(0, 5)));
    CHECK(about("osps_ac_04_02", workflow(row.text)).starts_with(std::string(row.least).substr(0, 5)));
  }
}

TEST_CASE("without pipelines the questions do not apply", "[baseline]") {
  CHECK(test::run("pipeline_safety", MemorySnapshot{{"README.md", "x"}}) ==
        "osps_ac_04_01 N/A/3; osps_ac_04_02 N/A/3; osps_br_01_01 N/A/3; osps_br_01_03 N/A/3; osps_br_01_04 "
        "N/A/3");
  CHECK(about("osps_br_01_01", MemorySnapshot{{"README.md", "x"}}.incomplete()) == "?/0");
  // Only GitHub Actions is looked at closely.
  CHECK(about("osps_br_01_01", MemorySnapshot{{".gitlab-ci.yml", "test:\n  script: make\n"}}) == "?/0");
}

}  // namespace
}  // namespace badgescan
