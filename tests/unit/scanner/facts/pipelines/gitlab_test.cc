// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/pipelines.h"

namespace badgescan::test {
namespace {

std::string read(const std::string& text) {
  return print_pipelines(MemorySnapshot{{".gitlab-ci.yml", text}});
}

TEST_CASE("GitLab CI: when a job runs", "[pipelines]") {
  struct Case {
    const char* name;
    const char* job;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"nothing said", "", "push, schedule, tag, manual start"},
      {"manual", "when: manual", "manual start, manual start, manual start, manual start"},
      {"only branches", "only: [branches]", "push, schedule, manual start"},
      {"only main", "only: [main]", "push"},
      {"only merge requests", "only: {refs: [merge_requests]}", "pull request"},
      {"except schedules", "except: [schedules]", "push, tag, manual start"},
      {"only tags", "only: [tags]", "tag"},
      {"rules on the source",
       "rules: [{if: '$CI_PIPELINE_SOURCE == \"merge_request_event\"'}, {if: '$CI_COMMIT_BRANCH == "
       "$CI_DEFAULT_BRANCH'}]",
       "push, pull request, schedule, manual start"},
      {"a tag", "rules: [{if: $CI_COMMIT_TAG}]", "tag"},
      {"never", "rules: [{when: never}]", ""},
      {"schedule only", "rules: [{if: '$CI_PIPELINE_SOURCE == \"schedule\"'}]", "schedule"},
      {"not on schedules",
       "rules: [{if: '$CI_PIPELINE_SOURCE == \"schedule\"', when: never}, {when: on_success}]",
       "push, pull request, tag, manual start"},
      {"on a variable that nobody knows", "rules: [{if: '$NIGHTLY == \"1\"'}]",
       "manual start, manual start, manual start, manual start, manual start"},
      {"every branch but the main one",
       "rules: [{if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', when: never}, {if: $CI_COMMIT_BRANCH}]",
       "push"},
      {"a branch for another service only", "rules: [{if: '$CI_COMMIT_BRANCH == \"coverity_scan\"'}]", ""},
      {"changes in the documentation", "rules: [{changes: [docs/**/*]}]",
       "~push, ~pull request, ~schedule, ~tag, ~manual start"},
  }));
  CAPTURE(c.name);
  const std::string job = std::string("a:\n  script: x\n  ") + c.job;
  const std::string want = c.want;
  CHECK(read(job) == "a [" + want + "]" + (want.empty() ? "x" : "") + ": 2:x");
}

TEST_CASE("GitLab CI: scripts, templates and includes", "[pipelines]") {
  const MemorySnapshot snapshot{
      {".gitlab-ci.yml", R"(include:
  - local: /ci/base.yml
  - 'ci/more/*.yml'
  - template: Security/SAST.gitlab-ci.yml
  - project: a/b
    file: /x.yml
    ref: v1
  - https://example.org/y.yml
image: gcc:12
default:
  before_script: [prepare]
stages: [build]
variables: {A: b}
.base: &base
  script:
    - make
    - |
      make check
      make lint
build:
  <<: *base
  allow_failure: true
  coverage: '/x/'
test:
  extends: [.shared, .base]
  after_script: [clean]
ref:
  before_script: []
  script:
    - !reference [.shared, script]
    - [nested, 'two words']
    - !reference [.shared, none]
child:
  trigger: {include: child.yml}
other:
  trigger: group/project
)"},
      {"ci/base.yml",
       ".shared:\n  script: [shared]\n  image: python\ninclude: {local: /.gitlab-ci.yml}\nextra: {script: "
       "e}\n"},
      {"ci/more/a.yml", "more:\n  script: m\n"},
      {"child.yml", "include: child.yml\nkid:\n  script: k\n"},
  };
  CHECK(print_pipelines(snapshot) ==
        "extra [push, schedule, tag, manual start]: 11:prepare + 5:e\n"
        "more [push, schedule, tag, manual start]: 11:prepare + 2:m\n"
        "build [push, schedule, tag, manual start]!: 11:prepare + 16:make + 18:make check + 19:make lint\n"
        "test [push, schedule, tag, manual start]: 11:prepare + 16:make + 18:make check + 19:make lint; "
        "26:clean !\n"
        "ref [push, schedule, tag, manual start]: 2:shared + 31:nested + 31:two words\n"
        "kid [push, schedule, tag, manual start]: 3:k\n"
        "child [push, schedule, tag, manual start]: \n"
        "other [push, schedule, tag, manual start]: group/project\n"
        "template:Security/SAST.gitlab-ci.yml [push, schedule, tag, manual start]: "
        "template:Security/SAST.gitlab-ci.yml\n"
        "project:a/b//x.yml [push, schedule, tag, manual start]: project:a/b//x.yml@v1\n"
        "https://example.org/y.yml [push, schedule, tag, manual start]: https://example.org/y.yml");
  ScanOptions options;
  const Facts facts(snapshot, options, rules());
  const Pipeline& pipeline = facts.get<Pipelines>().all().front();
  CHECK(pipeline.parts == std::vector<std::string>{"ci/base.yml", "ci/more/a.yml", "child.yml"});
  CHECK(pipeline.unseen.size() == 4);
  CHECK(pipeline.jobs[2].images == std::vector<std::string>{"gcc:12"});
  CHECK(pipeline.jobs[3].images == std::vector<std::string>{"python"});
  CHECK(pipeline.jobs[0].steps[0].commands[1].path == "ci/base.yml");
}

TEST_CASE("GitLab CI: cycles and bad files end", "[pipelines]") {
  CHECK(read("a: {extends: b, script: x}\nb: {extends: a}\nc: {extends: [c, d]}\n") ==
        "a [push, schedule, tag, manual start]: 1:x\nb [push, schedule, tag, manual start]: 1:x\n"
        "c [push, schedule, tag, manual start]: ");
  CHECK(read(".a: {script: [!reference [.b, script]]}\n.b: {script: [!reference [.a, script]]}\nc: {script: "
             "!reference "
             "[.a, script]}\n") == "c [push, schedule, tag, manual start]: ");
  CHECK(read("stages: [a]") == "note .gitlab-ci.yml: this pipeline has no jobs");
  CHECK(read("a: [") ==
        "note .gitlab-ci.yml: this file is no valid YAML: line 2: did not find expected node content");
  CHECK(read("a: 7\nb: {script: {x: y}, rules: 9, only: {}, needs: 3, trigger: {include: 8}}")
            .starts_with("b ["));
}

}  // namespace
}  // namespace badgescan::test
