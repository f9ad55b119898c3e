// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/scripts.h"

#include "scanner/base/text.h"
#include "tests/support/test.h"

namespace badgescan::test {
namespace {

// "make check (needs build): 3:a b; 4:c !" per entry.
std::string print(const Snapshot& snapshot) {
  ScanOptions options;
  const Facts facts(snapshot, options, rules());
  std::string out;
  for (const Script& script : facts.get<Scripts>().all()) {
    if (!out.empty()) out += "\n";
    out += std::string(name_of(script.kind)) + " " + script.name;
    if (!script.source.empty()) out += " of " + script.source;
    if (!script.needs.empty()) out += " (" + join(script.needs, ", ") + ")";
    out += ":";
    for (const CiCommand& command : script.commands) {
      out += " " + std::to_string(command.line) + ":" + join(command.shell.words, " ") +
             (command.shell.failure_ignored ? " !" : "") + ";";
    }
  }
  return out;
}

TEST_CASE("scripts: shell files", "[scripts]") {
  const MemorySnapshot snapshot{
      {"scripts/lint.sh", "#!/bin/sh\nset -e\nruff check src\n"},
      {"tools/windows.bat", "rem x\ncall ruff.exe check\n"},
      {"dev", "#!/usr/bin/env bash\ncase $1 in\n  lint) ruff check ;;\nesac\n", Mode::executable},
      {"notes", "ruff check\n", Mode::executable},
      {"configure", "#!/bin/sh\ncc x.c\n", Mode::executable},
      {"gradlew", "#!/bin/sh\njava x\n", Mode::executable},
      {"check.py", "#!/usr/bin/python3\nruff()\n", Mode::executable},
      {"src/run.sh", "ruff check\n"},
      {"tests/data/x.sh", "ruff check\n"},
      {"scripts/large.sh", "ruff check\n" + std::string(70'000, '#')}};
  CHECK(print(snapshot) ==
        "script dev: 3:ruff check;\n"
        "script lint.sh: 2:set -e; 3:ruff check src;\n"
        "script windows.bat: 2:call ruff.exe check;");
}

TEST_CASE("scripts: Makefile", "[scripts]") {
  CHECK(print(MemorySnapshot{
            {"Makefile",
             "PY ?= python3\nFLAGS := -x\nFLAGS += -y\n.PHONY: check\nall: build\n\ncheck test: build | dir\n"
             "\t@$(PY) -m pytest $(FLAGS) $$HOME $(unknown)\n\t-ruff check \\\n\t  src\n\t$(MAKE) -C sub "
             "all\n\n"
             "%.o: %.c\n\tcc $<\nvar: X = 1\ninline: ; echo hi\nifdef X\n# c:\n\tno\nendif\n"}}) ==
        "make all (build):\n"
        "make check (build, dir): 8:pytest -x -y $HOME ${unknown}; 9:ruff check src !; 11:make -C sub all;\n"
        "make test (build, dir): 8:pytest -x -y $HOME ${unknown}; 9:ruff check src !; 11:make -C sub all;\n"
        "make inline: 16:echo hi; 19:no;");
}

TEST_CASE("scripts: variables that are not expanded are no commands", "[scripts]") {
  std::string text = "A = $(B)\nall:\n\tcc";
  for (int i = 0; i < 30; ++i) text += " $(A)";
  CHECK(print(MemorySnapshot{{"Makefile", text + "\n"}}).find(';') ==
        print(MemorySnapshot{{"Makefile", text + "\n"}}).size() - 1);
}

TEST_CASE("scripts: justfile, Taskfile, Rakefile, noxfile", "[scripts]") {
  CHECK(print(MemorySnapshot{{"justfile",
                              "set shell := ['bash']\nx := '1'\n# c\ntest *ARGS: build (fmt 'x')\n  @cargo "
                              "test\n  -cargo fmt\nbuild:\n  cargo build\n"}}) ==
        "just test (build): 5:cargo test; 6:cargo fmt !;\njust build: 8:cargo build;");
  CHECK(print(MemorySnapshot{{"Taskfile.yml",
                              "tasks:\n  test:\n    deps: [build]\n    cmds:\n      - go test ./...\n      - "
                              "task: lint\n      - cmd: x\n  lint: golangci-lint run\n"}}) ==
        "task test (lint, build): 5:go test ./...; 7:x;\ntask lint: 8:golangci-lint run;");
  CHECK(print(MemorySnapshot{
            {"Rakefile",
             "require 'x'\nRSpec::Core::RakeTask.new(:spec)\nRuboCop::RakeTask.new\nRake::TestTask.new do "
             "|t|\nend\ntask default: %i[spec rubocop]\ntask :lint do\n  sh 'shellcheck a.sh'\nend\n"}}) ==
        "rake spec: 2:rspec;\nrake rubocop: 3:rubocop;\nrake test: 4:minitest;\nrake default (spec, "
        "rubocop):\nrake lint: 8:shellcheck a.sh;");
  CHECK(print(MemorySnapshot{{"noxfile.py",
                              "import nox\n\n@nox.session(python=['3.11'])\ndef tests(session):\n    "
                              "session.install('.')\n    session.run('coverage', 'run', '-m', 'pytest', "
                              "*session.posargs)\n\n@nox.session(name=\"lint-all\")\ndef lint(session: "
                              "nox.Session) -> None:\n    session.run(\n        \"ruff\",\n        "
                              "\"check\",\n    )\n\ndef helper(session):\n    session.run('no')\n"}}) ==
        "nox -s tests: 6:coverage run -m pytest; 6:pytest;\nnox -s lint-all: "
        "10:ruff check;");
}

TEST_CASE("scripts: hooks", "[scripts]") {
  CHECK(print(MemorySnapshot{{".pre-commit-config.yaml",
                              "repos:\n  - repo: https://github.com/psf/black\n    rev: 1\n    hooks: [{id: "
                              "black}]\n  - repo: local\n    hooks:\n      - id: mypy\n        entry: poetry "
                              "run mypy\n        args: [src, --strict]\n        language: system\n"}}) ==
        "pre-commit run black of https://github.com/psf/black:\npre-commit run mypy of local: 8:mypy src "
        "--strict;");
  CHECK(
      print(MemorySnapshot{
          {"lefthook.yml", "pre-commit:\n  commands:\n    lint:\n      run: npx eslint {staged_files}\n"}}) ==
      "pre-commit run lint of lefthook: 4:eslint {staged_files};");
}

TEST_CASE("scripts: bad files give nothing and cycles end", "[scripts]") {
  CHECK(print(MemorySnapshot{
            {".pre-commit-config.yaml", "repos: ["}, {"Taskfile.yml", "[[["}, {"lefthook.yml", "a: 7"}}) ==
        "");
  CHECK(print(MemorySnapshot{{"vendor/x/Makefile", "check:\n\ta\n"}}) == "");
  std::string deep(100'000, '(');
  CHECK(print(MemorySnapshot{{"Makefile", "a: b\n\t" + deep + "\n" + deep + ":\n"}}) == "make a (b):");
  const MemorySnapshot snapshot{{"Makefile", "a: b\n\tone\nb: a\n\ttwo\n"}};
  ScanOptions options;
  const Facts facts(snapshot, options, rules());
  const Scripts& scripts = facts.get<Scripts>();
  CHECK(scripts.commands_of(*scripts.find(ScriptKind::make, "", "a")).size() == 2);
  CHECK(scripts.find(ScriptKind::make, "", "c") == nullptr);
}

}  // namespace
}  // namespace badgescan::test
