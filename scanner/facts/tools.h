// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Which tools the project uses, for what, where and how strictly. The taxonomy is data: rules/tools.json.
//
// A tool is recognised by commands, CI actions/orbs/tasks, container images, configuration files, manifest
// keys and dependencies, pre-commit hooks and badges. What was seen is graded by `How`: run in CI says most,
// a badge least. A use is a fact about a file and a line, never an opinion about a criterion.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/base/shell.h"
#include "scanner/facts/facts.h"
#include "scanner/facts/pipelines.h"

namespace badgescan {

enum class ToolKind : std::uint8_t {
  build,
  package_manager,
  test_runner,
  linter,        ///< warnings about code
  type_checker,  ///< counts as warnings, and as static analysis where the language is dynamic
  formatter,     ///< style only: neither warnings nor static analysis
  static_analyser,
  security_analyser,   ///< looks for vulnerabilities in source
  dependency_scanner,  ///< known vulnerabilities or licences of dependencies
  dependency_updater,
  secret_scanner,
  fuzzer,
  sanitizer,  ///< run-time checks compiled in, race detectors
  memory_checker,
  web_scanner,  ///< dynamic scan of a running service
  coverage,
  signer,
  provenance,
  sbom,
  release,        ///< makes releases or release notes
  documentation,  ///< generates documentation
  text_linter,    ///< prose, Markdown, spelling, commit messages
  config_linter,  ///< YAML, Dockerfiles, workflows, schemas
  api_checker,    ///< compatibility and use of deprecated interfaces
  reproducibility,
  accessibility,
  mutation,  ///< mutation testing
  benchmark,
  compiler,
  version_manager,  ///< pins the versions of tools: mise, asdf, nix, devcontainer
  task_runner,      ///< starts other tools: pre-commit, lefthook, reviewdog
};
std::string_view name_of(ToolKind kind);  ///< "test_runner": the spelling of rules/tools.json
std::optional<ToolKind> tool_kind_named(std::string_view name);
std::string label_of(ToolKind kind);  ///< "test runner", for people

struct Tool {
  std::string id;                      ///< "clang_tidy"
  std::string name;                    ///< "clang-tidy"
  std::vector<std::string> languages;  ///< linguist's names; empty = any
  std::vector<ToolKind> kinds;
  bool security = false;  ///< its findings include vulnerabilities
  bool floss = true;
  bool stops = true;  ///< its findings fail the run; not so of a service that takes them in
  bool style = true;  ///< of a linter: it looks at style, not at faults, types or dead code alone
  std::vector<std::string>
      strict;  ///< options that make it stricter than its default, e.g. "--max-warnings=0"

  bool is(ToolKind kind) const;
  bool speaks(std::string_view language) const;  ///< for this language, or for any
};

/// The parsed rules/tools.json. Immutable; safe to use from several threads.
class ToolTable {
 public:
  /// `samples`: keep them; only tests need them.
  static Result<std::shared_ptr<const ToolTable>> parse(std::string_view json, std::string_view origin,
                                                        bool samples = false);
  ~ToolTable();
  /// The table of these rules, parsed once.
  static Result<std::shared_ptr<const ToolTable>> of(const RuleSet& rules);

  const std::vector<Tool>& tools() const { return tools_; }
  const Tool* find(std::string_view id) const;

  struct Match {
    const Tool* tool = nullptr;
    std::vector<std::string> options;  ///< arguments that start with '-'
    bool strict = false;               ///< one of Tool::strict was given
  };
  /// Tools that this simple command runs. Empty for `echo pytest`, `pip install pytest`, `make test`.
  std::vector<Match> command(const ShellCommand& command) const;
  /// The same for every command of a piece of shell text.
  std::vector<Match> script(std::string_view text) const;
  /// Tools that a flag or setting turns on wherever it is written: "CFLAGS=-fsanitize=address" in an `env:`
  /// or a matrix.
  std::vector<const Tool*> flags(std::string_view text) const;
  /// By the name of a GitHub action ("github/codeql-action/analyze", version ignored), CircleCI orb
  /// ("orb:codecov/codecov"), Azure task ("task:SonarQubeAnalyze"), GitLab template or component
  /// ("template:Security/SAST.gitlab-ci.yml").
  std::vector<const Tool*> action(std::string_view name) const;
  /// Container image with or without tag; "docker://" may stand before it.
  std::vector<const Tool*> image(std::string_view name) const;
  std::vector<const Tool*> hook(std::string_view hook_id) const;      ///< pre-commit hook
  std::vector<const Tool*> config_file(std::string_view path) const;  ///< path in the tree
  std::vector<const Tool*> dependency(std::string_view ecosystem, std::string_view name) const;
  /// Manifest setting: format "pyproject.toml", key "tool.ruff.lint.select".
  std::vector<const Tool*> setting(std::string_view format, std::string_view key,
                                   std::string_view value = {}) const;
  std::vector<const Tool*> badge(std::string_view url) const;

  /// Recogniser of a configuration file as written in the rules, with its tool.
  struct FileRule {
    std::string pattern;
    const Tool* tool;
  };
  const std::vector<FileRule>& files() const;

  struct Sample {
    std::string tool;  ///< id
    std::string what;  ///< "command", "action", "image", "file", "key", "dep", "hook", "badge"
    std::string text;
    bool hit = true;  ///< false: a look-alike that must not match this tool
  };
  const std::vector<Sample>& samples() const;
  /// Whether this sample is recognised as its tool.
  bool recognises(const Sample& sample) const;

 private:
  ToolTable();
  struct Index;
  std::vector<Tool> tools_;
  std::unique_ptr<Index> index_;
};

enum class How : std::uint8_t { badge, dependency, configured, script, pre_commit, ci };  ///< weakest first
std::string_view name_of(How how);

struct ToolUse {
  const Tool* tool = nullptr;  ///< owned by the table, which lives as long as the ToolUses
  How how = How::badge;
  Evidence evidence;  ///< where it is written, with an excerpt
  // Of CI runs only:
  Frequency frequency = Frequency::never;
  std::vector<Trigger> triggers;
  std::string pipeline;   ///< path of the pipeline file
  std::string job;        ///< name of the job; of a script or hook: its name
  std::string place;      ///< "job test of .github/workflows/ci.yml (GitHub Actions, on push)"
  std::string via;        ///< "make check" when the command stands in a file that CI starts
  bool may_fail = false;  ///< CI goes on when it fails: informational
  bool strict = false;    ///< an option of Tool::strict was seen
  std::vector<std::string> options;
};

class ToolUses {
 public:
  static ToolUses collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.ids_, self.all_, self.complete_);
  }
  bool settle(const Facts& facts);

  /// Strongest first (how, then every change before nightly before release before manual), then by tool, path
  /// and line.
  const std::vector<ToolUse>& all() const { return all_; }
  /// Uses of tools of a kind that are at least as strong as `least`.
  std::vector<const ToolUse*> with(ToolKind kind, How least = How::badge) const;
  std::vector<const ToolUse*> of(std::string_view tool_id) const;
  const ToolUse* best(ToolKind kind) const;  ///< null when there is none
  const ToolTable& table() const;
  /// All pipelines, manifests and the tree could be read: absence is evidence.
  bool complete() const { return complete_; }

 private:
  std::shared_ptr<const ToolTable> table_;
  std::vector<ToolUse> all_;
  std::vector<std::string_view> ids_;  ///< of the tools in all_, in its order
  bool complete_ = false;
};

/// "pytest in job test of .github/workflows/ci.yml (GitHub Actions, on push)" for justifications.
std::string describe(const ToolUse& use);

}  // namespace badgescan
