// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/pipelines.h"

namespace badgescan::test {
namespace {

std::string read(const std::string& path, const std::string& text) {
  return print_pipelines(MemorySnapshot{{path, text}});
}

TEST_CASE("CircleCI", "[pipelines]") {
  CHECK(read(".circleci/config.yml", R"(version: 2.1
orbs:
  codecov: codecov/codecov@3.2
executors:
  main:
    docker: [{image: cimg/go:1.21}]
commands:
  prepare:
    parameters: {x: {type: string}}
    steps:
      - run: prepare
jobs:
  test:
    executor: main
    steps:
      - checkout
      - prepare: {x: y}
      - run: {name: t, command: "go test ./...", working_directory: sub}
      - when:
          condition: true
          steps:
            - run: |
                vet
      - codecov/upload:
          file: c
  unused:
    steps: [{run: x}]
workflows:
  version: 2
  main:
    jobs:
      - test
      - test:
          name: tagged
          filters: {tags: {only: /v.*/}, branches: {ignore: /.*/}}
      - hold: {type: approval}
      - codecov/other
  nightly:
    triggers: [{schedule: {cron: "0 0 * * *"}}]
    jobs: [test]
)") == "test [push]: checkout; 11:prepare; 18:go test ./...; 23:vet; orb:codecov/codecov/upload@3.2\n"
       "test [tag]: checkout; 11:prepare; 18:go test ./...; 23:vet; orb:codecov/codecov/upload@3.2\n"
       "codecov/other [push]: orb:codecov/codecov/other@3.2\n"
       "test [schedule]: checkout; 11:prepare; 18:go test ./...; 23:vet; orb:codecov/codecov/upload@3.2");
  CHECK(read(".circleci/config.yml",
             "version: 2\njobs:\n  build:\n    docker: []\n    steps:\n      - run: make\n") ==
        "build [push]: 6:make");
  CHECK(read(".circleci/config.yml",
             "jobs: {build: {steps: [a]}}\ncommands: {a: {steps: [b]}, b: {steps: [a]}}") == "build [push]:");
}

TEST_CASE("Azure Pipelines", "[pipelines]") {
  const MemorySnapshot snapshot{
      {"azure-pipelines.yml", R"(trigger:
  branches: {include: [main]}
pr: none
schedules:
  - cron: '0 3 * * *'
stages:
  - stage: Build
    jobs:
      - job: Linux
        displayName: On Linux
        pool: {vmImage: ubuntu-latest}
        condition: and(succeeded(), eq(variables['Build.Reason'], 'Schedule'))
        continueOnError: true
        steps:
          - script: make
            workingDirectory: $(Build.SourcesDirectory)/sub
          - task: SonarQubeAnalyze@5
          - task: DotNetCoreCLI@2
            inputs: {command: test, arguments: --no-build}
          - ${{ if eq(1, 1) }}:
              - bash: inner
          - template: ci/steps.yml
            parameters: {x: 1}
  - template: ci/jobs.yml
  - template: far.yml@other
)"},
      {"ci/steps.yml", "parameters: {x: 0}\nsteps:\n  - pwsh: shared\n  - template: steps.yml\n"},
      {"ci/jobs.yml", "jobs:\n  - job: J\n    steps: [{script: j}]\n"},
  };
  CHECK(print_pipelines(snapshot) ==
        "Linux [schedule]!: 15:make; task:SonarQubeAnalyze@5; task:DotNetCoreCLI@2 + 18:dotnet test "
        "--no-build; 21:inner; 3:shared\n"
        "J [push, schedule]: 3:j\n"
        "far.yml@other [push, schedule]: template:far.yml@other");
  CHECK(read("azure-pipelines.yml", "steps: [{script: x}]") == "Job [push, pull request]: 1:x");
  CHECK(read("azure-pipelines.yml", "trigger: none\npr: none\nsteps: [{script: x}]") ==
        "Job [manual start]: 3:x");
}

TEST_CASE("Travis CI and AppVeyor", "[pipelines]") {
  CHECK(read(".travis.yml",
             "language: python\ninstall: pip install .\nscript:\n  - pytest\n  - flake8\nafter_success: "
             "codecov\n") == "build [push, pull request]: 2:pip install .; 4:pytest + 5:flake8; 6:codecov !");
  CHECK(read(".travis.yml", "language: go\n") == "build [push, pull request]: 1:go test -v ./...");
  CHECK(read(".travis.yml", "branches: {only: [coverity_scan]}\nscript: x\n") ==
        "build [~push, ~pull request]: 2:x");
  CHECK(
      read(".travis.yml",
           "language: rust\njobs:\n  include:\n    - name: a\n      script: cargo test\n    - stage: "
           "nightly\n      if: type = cron\n      script: fuzz\n  "
           "allow_failures:\n    - name: a\ndeploy:\n  provider: releases\n") ==
      "a [push, pull request]!: 5:cargo test; deploy:releases\nnightly [schedule]: 8:fuzz; deploy:releases");
  CHECK(read("appveyor.yml",
             "image: Visual Studio 2022\nbuild_script:\n  - cmd: msbuild x.sln\n  - ps: |\n      a\n      "
             "b\ntest_script: [ctest]\n") ==
        "build [push, pull request]: 3:msbuild x.sln + 5:a + 6:b; 7:ctest");
  CHECK(read(".appveyor.yml", "build: {project: x.sln}\ntest: off\n") ==
        "build [push, pull request]: 1:msbuild x.sln");
}

TEST_CASE("Jenkinsfile", "[pipelines]") {
  CHECK(read("Jenkinsfile", R"(// sh 'no'
/* sh 'no' */
pipeline {
  agent { docker { image 'maven:3' } }
  triggers { cron('H 4 * * 1') }
  stages {
    stage('Test') {
      steps {
        sh 'mvn -B verify'
        sh """
          ./a "x"
          b
        """
        bat(returnStdout: true, script: "c.bat")
        catchError { sh "soft" }
        sh(script: 'd', returnStatus: true)
        echo "sh 'no'"
        recordIssues(tools: [java()])
      }
    }
    stage("Release") { when { buildingTag() } steps { sh 'mvn deploy' } }
  }
}
)") == "Test [push, pull request, schedule]: 9:mvn -B verify; 11:./a x + 12:b; 14:c.bat; 15:soft !; 16:d !; "
       "step:recordIssues\n"
       "Release [tag]: 21:mvn deploy");
  CHECK(read("Jenkinsfile", "buildPlugin(useContainerAgent: true)") ==
        "build [push, pull request]: step:buildPlugin");
  CHECK(read("Jenkinsfile", "sh 'unclosed\nsh \"\"\"never") ==
        "build [push, pull request]: 1:unclosed; 2:never");
}

TEST_CASE("Cirrus CI and Buildkite", "[pipelines]") {
  CHECK(read(".cirrus.yml",
             "env: {A: b}\nlinux_task:\n  container: {image: 'gcc:12'}\n  only_if: $CIRRUS_PR == ''\n  "
             "allow_failures: true\n  build_script:\n    - make\n  test_script: make check\n"
             "task:\n  name: nightly\n  only_if: $CIRRUS_CRON == \"nightly\"\n  script: x\n") ==
        "linux_task [push, tag]!: 7:make; 8:make check\ntask [schedule]: 12:x");
  CHECK(read(".buildkite/pipeline.yml",
             "steps:\n  - label: a\n    commands: [make, make check]\n    plugins:\n      - docker#v5.3: "
             "{image: x}\n    soft_fail: true\n  - wait\n  - group: g\n    steps:\n      - command: b\n      "
             "  if: build.tag =~ /v/\n") ==
        "a [push, pull request]!: 3:make + 3:make check; plugin:docker@v5.3\nstep 1 [tag]: 10:b");
  CHECK(read(".buildkite/pods.yml",
             "steps:\n  - label: a\n    plugins:\n      - kubernetes:\n          podSpec:\n            "
             "containers:\n              - image: x\n                command: [make check]\n") ==
        "a [push, pull request]: plugin:kubernetes + 8:make check");
}

TEST_CASE("Drone and Woodpecker", "[pipelines]") {
  CHECK(read(".drone.yml",
             "kind: secret\n---\nkind: pipeline\nname: d\ntrigger: {event: [push, pull_request]}\nsteps:\n  "
             "- name: t\n    image: golang\n    commands: [go test]\n  - name: p\n    image: "
             "plugins/docker:19\n    settings: {repo: x}\n    when: {event: tag}\n") ==
        "d [push, pull request]: 9:go test\nd/p [tag]: plugin:plugins/docker");
  CHECK(read(".woodpecker/test.yml",
             "when:\n  - event: pull_request\n  - event: push\n    branch: main\nsteps:\n  lint:\n    image: "
             "node:20\n    commands:\n      - npm run lint\n") ==
        "test [pull request, push]: 9:npm run lint");
  CHECK(read(".woodpecker.yml",
             "pipeline:\n  a:\n    image: x\n    commands: make\n    failure: ignore\n  b:\n    image: y\n   "
             " when: {event: cron}\n    commands: z\n") ==
        "woodpecker [push, pull request]: 4:make !\nwoodpecker/b [schedule]: 9:z");
}

TEST_CASE("Bitbucket, Semaphore and sourcehut", "[pipelines]") {
  CHECK(read("bitbucket-pipelines.yml",
             "image: node:18\npipelines:\n  default:\n    - step:\n        name: t\n        script:\n        "
             "  - npm test\n          - pipe: sonarsource/sonarcloud-scan:1.4.0\n  pull-requests:\n    "
             "'**':\n      - parallel:\n          - step: {script: [a]}\n          - step: {script: [b]}\n  "
             "custom:\n    x:\n      - step: {script: [c]}\n") ==
        "t [push]: pipe:sonarsource/sonarcloud-scan@1.4.0; 7:npm test\nstep 2 [pull request]: 12:a\nstep 3 "
        "[pull request]: 13:b\nstep 4 [manual start]: 16:c");
  CHECK(read(".semaphore/semaphore.yml",
             "blocks:\n  - name: b\n    task:\n      prologue: {commands: [checkout]}\n      jobs:\n        "
             "- name: j\n          commands:\n            - make\n") ==
        "j [push, pull request]: 4:checkout; 8:make");
  CHECK(read(".semaphore/weekly.yml", "blocks: [{task: {jobs: [{name: j, commands: [make]}]}}]\n") ==
        "j [release]: 1:make");
  CHECK(read(".build.yml", "image: alpine/edge\ntasks:\n  - build: |\n      make\n  - test: make check\n") ==
        "alpine/edge [push]: 4:make; 5:make check");
}

TEST_CASE("Tekton, Prow and Zuul", "[pipelines]") {
  CHECK(read(".tekton/pr.yaml",
             "kind: PipelineRun\nmetadata:\n  name: p\n  annotations: {pipelinesascode.tekton.dev/on-event: "
             "'[pull_request]'}\nspec:\n  pipelineSpec:\n    tasks:\n      - name: t\n        taskSpec:\n    "
             "      steps:\n            - image: golang\n              script: |\n                "
             "#!/bin/sh\n                go test\n      - name: u\n        taskRef: {name: git-clone}\n") ==
        "t [pull request]: 14:go test\nu [pull request]: task:git-clone");
  CHECK(read(".prow.yaml",
             "presubmits:\n  - name: t\n    always_run: true\n    optional: true\n    spec:\n      "
             "containers:\n        - image: x\n          command: [make]\n          args: [test]\n") ==
        "t [pull request]!: 7:make test");
  const MemorySnapshot zuul{
      {"zuul.d/jobs.yaml",
       "- job:\n    name: unit\n    run: playbooks/unit.yaml\n- project:\n    check:\n      jobs:\n        - "
       "unit\n        - lint: {voting: false}\n        - tox-pep8\n    periodic: {jobs: [unit]}\n"},
      {"playbooks/unit.yaml",
       "- hosts: all\n  tasks:\n    - name: run\n      shell: make check\n    - block:\n        - command: "
       "{cmd: b}\n"}};
  CHECK(print_pipelines(zuul) ==
        "unit [pull request]: 4:make check; 6:b\nlint [pull request]!: job:lint\ntox-pep8 [pull request]: "
        "9:tox -e pep8\nunit [schedule]: 4:make check; 6:b");
  CHECK(
      read(".zuul.yaml",
           "- project-template:\n    name: own\n    check: {jobs: [tox-py3]}\n- project:\n    templates:\n  "
           "    - own\n      - openstack-cover-jobs\n      - theirs\n") ==
      "tox-py3 [pull request]: 3:tox -e py3\nopenstack-cover-jobs [pull request]: 7:tox -e cover\ntheirs "
      "[pull request]: job:theirs");
}

TEST_CASE("no reader minds bad input", "[pipelines]") {
  const char* const kPaths[] = {".github/workflows/a.yml",
                                ".gitlab-ci.yml",
                                ".circleci/config.yml",
                                "azure-pipelines.yml",
                                ".travis.yml",
                                "appveyor.yml",
                                "Jenkinsfile",
                                ".cirrus.yml",
                                ".buildkite/pipeline.yml",
                                ".drone.yml",
                                ".woodpecker.yml",
                                "bitbucket-pipelines.yml",
                                ".semaphore/semaphore.yml",
                                ".build.yml",
                                ".tekton/a.yaml",
                                ".prow.yaml",
                                ".zuul.yaml",
                                ".forgejo/workflows/a.yml"};
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    std::string list = "*a" + std::to_string(i - 1);
    for (int n = 0; n < 9; ++n) list += ", *a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + list + "]\n";
  }
  // Every key that any reader asks for, with values of the wrong kind.
  std::string wrong;
  for (const char* value :
       {"7", "[a, 7, [b], {c: d}]", "{a: {b: [c]}, steps: [[x]], jobs: 7, script: {y: z}}", "~"}) {
    for (const char* key : {"on",      "jobs",          "steps",      "script", "stages",
                            "include", "rules",         "workflows",  "orbs",   "trigger",
                            "pr",      "schedules",     "matrix",     "task",   "pipelines",
                            "blocks",  "tasks",         "presubmits", "kind",   "spec",
                            "default", "before_script", "branches",   "build",  "test_script"}) {
      wrong += std::string(key) + ": " + value + "\n";
    }
    wrong += "---\n";
  }
  const std::string inputs[] = {"",
                                "[",
                                std::string(100'000, '['),
                                std::string(100'000, '{'),
                                bomb,
                                wrong,
                                "- 1\n- [2]\n- job: 7\n- project: [a]\n",
                                std::string("\0\1\2\3", 4) + std::string(5000, '\0'),
                                "\xff\xfe\x00",
                                "a: !!binary x",
                                std::string(100'000, '('),
                                "text"};
  for (const char* path : kPaths) {
    for (const std::string& input : inputs) {
      CAPTURE(path, input.substr(0, 40));
      const std::string got = print_pipelines(MemorySnapshot{{path, input}});
      CHECK(got.size() < 100'000);
    }
  }
}

TEST_CASE("a file that is too large is noted", "[pipelines]") {
  const std::string got = print_pipelines(MemorySnapshot{
      {".travis.yml", "script: x\n" + std::string(50'000'000, '#')}, {".gitlab-ci.yml", "a: {script: b}"}});
  CHECK(got.find("a [push") == 0);
  CHECK(got.find("note .travis.yml") != std::string::npos);
}

}  // namespace
}  // namespace badgescan::test
