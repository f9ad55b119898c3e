// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/manifests.h"
#include "tests/support/pipelines.h"

namespace badgescan::test {
namespace {

// What one `run` of a workflow leads to, beside a tree of files that name commands.
std::string follow(const std::string& run) {
  const MemorySnapshot snapshot{
      {".github/workflows/ci.yml",
       "on: push\njobs:\n  a:\n    steps:\n      - run: |\n          " + run + "\n"},
      {"Makefile",
       "all:\n\tcc x.c\ncheck: all\n\t./scripts/test.sh\nloop: loop2\n\tmake loop2\nloop2:\n\tmake loop\n"},
      {"sub/Makefile", "check:\n\tprove t\nOUT = quick\n$(OUT):\n\t$Q prove q\n"},
      {"scripts/test.sh", "#!/bin/sh\nset -e\npytest -q\n./scripts/test.sh\n"},
      {"scripts/run", "#!/usr/bin/env bash\nruff check\n"},
      {"scripts/modes.sh",
       "#!/bin/sh\ncase $1 in\nvalgrind | memory)\n valgrind ./t ;;\ndrd) valgrind --tool=drd ./t;;\n*)\n "
       "./t ;;\nesac\n"},
      {"scripts/with.sh", "#!/bin/sh\n\"$@\"\n"},
      {"scripts/prog", "#!/usr/bin/env python\nruff\n"},
      {"noxfile.py",
       "@nox.session\ndef tests(session):\n    session.run('pytest')\n@nox.session\ndef lint(session):\n    "
       "session.run('ruff')\n"},
      {"justfile", "default: x\nx:\n  a\n"},
      {"Rakefile", "Rake::TestTask.new\ntask default: :test\n"},
      {".pre-commit-config.yaml", "repos:\n  - repo: local\n    hooks: [{id: a, entry: ./scripts/run}]\n"},
      {"Dockerfile", "FROM x\nRUN apt-get update && \\\n    # comment\n    make check\nCMD x\n"},
      {"cmake/ci.cmake",
       "find_program(CPPCHECK NAMES cppcheck cppcheck2)\nadd_custom_target(analyse\n  COMMAND ${CPPCHECK} "
       "--force "
       "src # all\n  COMMENT \"COMMAND x\")\n"},
      {"docker/Dockerfile.test", "FROM x\nRUN go test ./...\n"},
      {"package.json",
       R"({"name": "x", "scripts": {"test": "jest", "lint": "npm run lint:js", "lint:js": "eslint .", "pretest": "tsc"}})"},
      {"packages/p/package.json", R"({"name": "p", "scripts": {"unit": "mocha"}})"},
      {"composer.json", R"({"name": "x/y", "scripts": {"test": "phpunit"}})"},
      {"pyproject.toml",
       "[project]\nname = \"x\"\n[tool.poe.tasks]\ntypes = \"mypy\"\n[tool.hatch.envs.qa.scripts]\nstyle = "
       "\"black\"\n"},
      {"pixi.toml",
       "[tasks]\nfast = \"pytest -m fast\"\n[feature.test.tasks.slow]\ncmd = \"pytest -m slow\"\n"},
      {"tox.ini",
       "[tox]\nenvlist = py,lint\n[testenv]\ncommands = pytest\n[testenv:lint]\ncommands = flake8\n"},
      {"factors/tox.ini",
       "[testenv]\ncommands =\n    py{310,311}: pytest\n    lint,!py310-style: flake8\n    cov: coverage "
       "xml\n"
       "[testenv:{docs,man}-all]\ncommands = sphinx-build\n"},
  };
  std::string out = print_pipelines(snapshot, true);
  const std::size_t start = out.find(" + ");
  return start == std::string::npos ? "" : out.substr(start + 3);
}

TEST_CASE("following commands: make and scripts", "[pipelines]") {
  struct Case {
    const char* run;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"make", "2:cc x.c <make Makefile>"},
      {"make -j4 check V=1",
       "4:./scripts/test.sh <make check Makefile> + 2:cc x.c <make check Makefile> + 2:set -e <make check → "
       "scripts/test.sh scripts/test.sh> + 3:pytest -q <make check → scripts/test.sh scripts/test.sh> + "
       "4:./scripts/test.sh <make check → scripts/test.sh scripts/test.sh>"},
      {"make -C sub check", "2:prove t <make check sub/Makefile>"},
      {"cd sub && make check", "6:make check + 2:prove t <make check sub/Makefile>"},
      {"make none", ""},
      {"bash -e scripts/run", "2:ruff check <scripts/run scripts/run>"},
      {"scripts/prog", ""},
      {"./scripts/with.sh ctest -j2", "2:ctest -j2 <scripts/with.sh scripts/with.sh>"},
      {"./scripts/with.sh", "2:$@ <scripts/with.sh scripts/with.sh>"},
      {"./scripts/modes.sh",
       "4:./t <scripts/modes.sh scripts/modes.sh> + 5:./t <scripts/modes.sh scripts/modes.sh> + 7:./t "
       "<scripts/modes.sh scripts/modes.sh>"},
      {"./scripts/with.sh x scripts/test.sh",
       "2:x scripts/test.sh <scripts/with.sh scripts/with.sh> + 2:set -e <scripts/with.sh → scripts/test.sh "
       "scripts/test.sh> + 3:pytest -q <scripts/with.sh → scripts/test.sh scripts/test.sh> + "
       "4:./scripts/test.sh <scripts/with.sh → scripts/test.sh scripts/test.sh>"},
      {"make -C sub quick", "5:prove q <make quick sub/Makefile>"},
      {"./scripts/modes.sh valgrind",
       "4:valgrind ./t <scripts/modes.sh scripts/modes.sh> + 4:./t <scripts/modes.sh scripts/modes.sh> + "
       "5:valgrind --tool=drd ./t <scripts/modes.sh scripts/modes.sh> + 5:./t <scripts/modes.sh "
       "scripts/modes.sh> + 7:./t <scripts/modes.sh scripts/modes.sh>"},
      {"../../outside.sh", ""},
      {"tox -e py", "4:pytest <tox tox.ini>"},
      {"cd factors && tox -e py310", "6:tox -e py310 + 2:pytest <tox factors/tox.ini>"},
      {"cd factors && tox -e py39", "6:tox -e py39"},
      {"cd factors && tox -e py311,lint",
       "6:tox -e py311,lint + 2:pytest <tox factors/tox.ini> + 2:flake8 <tox factors/tox.ini>"},
      {"cd factors && tox -f cov py311",
       "6:tox -f cov py311 + 2:pytest <tox factors/tox.ini> + 2:coverage xml <tox factors/tox.ini>"},
      {"cd factors && tox -f docs", "6:tox -f docs + 7:sphinx-build <tox -e docs-all factors/tox.ini>"},
      {"cd factors && tox -e man-all", "6:tox -e man-all + 7:sphinx-build <tox -e man-all factors/tox.ini>"},
      {"poe types", "4:mypy <task types pyproject.toml>"},
      {"hatch run qa:style", "6:black <task style pyproject.toml>"},
      {"pixi run fast", "2:pytest -m fast <task fast pixi.toml>"},
      {"pixi run -e test slow", "3:pytest -m slow <task slow pixi.toml>"},
      {"pixi run other", ""},
      {"nox -s tests-3.11", "3:pytest <nox -s tests noxfile.py>"},
      {"nox", "3:pytest <nox -s tests noxfile.py> + 6:ruff <nox -s lint noxfile.py>"},
      {"just", "3:a <just default justfile>"},
      {"bundle exec rake", "1:minitest <rake default Rakefile>"},
      {"pre-commit run --all-files",
       "3:./scripts/run <pre-commit run .pre-commit-config.yaml> + 2:ruff check <pre-commit run → "
       "scripts/run scripts/run>"},
      {"docker build -t x .",
       "2:apt-get update <docker build Dockerfile> + 4:make check <docker build Dockerfile>"},
      {"docker build -f docker/Dockerfile.test .", "2:go test ./... <docker build docker/Dockerfile.test>"},
      {"docker run x", ""},
      {"cmake --build out --target analyse other", "3:cppcheck --force src <target analyse cmake/ci.cmake>"},
      {"cmake -S . -B out", ""},
      {"ninja -C out analyse", "3:cppcheck --force src <target analyse cmake/ci.cmake>"},
      {"make -C out analyse", "3:cppcheck --force src <target analyse cmake/ci.cmake>"},
  }));
  CAPTURE(c.run);
  CHECK(follow(c.run) == c.want);
}

TEST_CASE("following commands: other projects are not ours", "[pipelines]") {
  const MemorySnapshot snapshot{{".gitlab-ci.yml",
                                 "a:\n  script:\n    - git clone --depth 1 https://example.org/o/other.git\n "
                                 "   - (cd other && make check)\n    - make check\n"},
                                {"Makefile", "check:\n\tours\n"}};
  const ScanOptions options;
  const Facts facts(snapshot, options, rules());
  const Step& step = facts.get<Pipelines>().all().front().jobs.front().steps.front();
  std::string got;
  for (const CiCommand& command : step.commands)
    got += command.shell.text + (command.elsewhere ? " (elsewhere); " : "; ");
  CHECK(got ==
        "git clone --depth 1 https://example.org/o/other.git; cd other (elsewhere); make check (elsewhere); "
        "make check; ");
  CHECK(step.resolved.size() == 1);
}

TEST_CASE("following commands: packages of other projects are not ours", "[pipelines]") {
  const MemorySnapshot snapshot{
      {".github/workflows/ci.yml",
       "on: push\njobs:\n  a:\n    steps:\n      - run: git clone https://example.org/o/Tool.git --branch "
       "1\n      - "
       "run: swift build --package-path ./Tool\n      - run: swift build --package-path Kit\n"}};
  const ScanOptions options;
  const Facts facts(snapshot, options, rules());
  std::string got;
  for (const Step& step : facts.get<Pipelines>().all().front().jobs.front().steps) {
    for (const CiCommand& command : step.commands)
      got += command.shell.text + (command.elsewhere ? " (elsewhere); " : "; ");
  }
  CHECK(got ==
        "git clone https://example.org/o/Tool.git --branch 1; swift build --package-path ./Tool "
        "(elsewhere); swift build --package-path Kit; ");
}

TEST_CASE("following commands: what was unpacked is not ours", "[pipelines]") {
  struct Case {
    const char* name;
    const char* run;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"a released version", "tar xf v$V.tar.gz && cd tool-$V && make check", "cd make"},
      {"a folder of its own", "tar xf data.tgz; mkdir out-1; cd out-1; ctest", ""},
      {"a folder of a build", "unzip data.zip; cd build-$ARCH; ctest", ""},
      {"a folder of the tree", "unzip data.zip; cd sub-2; ctest", ""},
      {"nothing unpacked", "cd tool-$V; ctest", ""},
  }));
  CAPTURE(c.name);
  const MemorySnapshot snapshot{{".gitlab-ci.yml", std::string("a:\n  script: '") + c.run + "'\n"},
                                {"sub-2/x", ""}};
  const ScanOptions options;
  const Facts facts(snapshot, options, rules());
  std::string got;
  for (const CiCommand& command : facts.get<Pipelines>().all().front().jobs.front().steps.front().commands) {
    if (command.elsewhere) got += (got.empty() ? "" : " ") + std::string(command.shell.program());
  }
  CHECK(got == c.want);
}

TEST_CASE("following commands: values of the matrix", "[pipelines]") {
  const MemorySnapshot snapshot{
      {".github/workflows/ci.yml",
       "on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        target: [lint, test]\n        config: "
       "[{script: ci/memory.sh, name: m}, {script: ci/none.sh}]\n    steps:\n      - run: make ${{ "
       "matrix.target }}\n      - run: bash \"${{ matrix.config.script }}\" x\n      - run: echo ${{ "
       "matrix.unknown }}\n"},
      {"Makefile", "lint:\n\tcppcheck .\ntest:\n\tprove t\n"},
      {"ci/memory.sh", "#!/bin/sh\nvalgrind ./t\n"}};
  const std::string out = print_pipelines(snapshot, true);
  CAPTURE(out);
  CHECK(out.find("2:cppcheck . <make lint Makefile>") != std::string::npos);
  CHECK(out.find("4:prove t <make test Makefile>") != std::string::npos);
  CHECK(out.find("2:valgrind ./t <ci/memory.sh ci/memory.sh>") != std::string::npos);
}

TEST_CASE("following commands: variables of the job", "[pipelines]") {
  const MemorySnapshot snapshot{
      {".gitlab-ci.yml",
       "variables: {ALL: lint}\nt:\n  variables: {WHAT: test}\n  script:\n    - make \"$WHAT\"\n    "
       "- make ${ALL}\n    - make -C x $OTHER\n"},
      {"Makefile", "lint:\n\tcppcheck .\ntest:\n\tprove t\n"}};
  const std::string out = print_pipelines(snapshot, true);
  CAPTURE(out);
  CHECK(out.find("4:prove t <make test Makefile>") != std::string::npos);
  CHECK(out.find("2:cppcheck . <make lint Makefile>") != std::string::npos);
}

TEST_CASE("following commands: cycles end", "[pipelines]") {
  CHECK(follow("make loop") ==
        "6:make loop2 <make loop Makefile> + 8:make loop <make loop Makefile> + 8:make loop <make loop → "
        "make loop2 "
        "Makefile>");
}

}  // namespace
}  // namespace badgescan::test
