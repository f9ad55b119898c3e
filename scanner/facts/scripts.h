// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Named entries that a command can run: make targets, package.json scripts, tox and nox sessions, just
// recipes, rake tasks, composer scripts, Taskfile tasks, deno tasks, pre-commit hooks, custom targets of
// CMake (folder "", whatever file defines them), shell scripts of the root and of folders for tooling.
//
// They are what a pipeline's `make check` means, and, when no pipeline runs them, what the project offers.
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "scanner/base/shell.h"
#include "scanner/facts/facts.h"
#include "scanner/facts/pipelines.h"

namespace badgescan {

enum class ScriptKind {
  make,
  npm,
  tox,
  nox,
  just,
  task,
  composer,
  deno,
  pre_commit,
  python_project,
  rake,
  cmake,
  shell  ///< a script file of the root or of a folder for tooling
};
std::string_view name_of(ScriptKind kind);  ///< "make", "npm run", "tox -e", …: what is typed before the name
/// How the script is started: "npm run lint". The base section of tox.ini has no name: `tox` alone runs it.
std::string typed(ScriptKind kind, std::string_view name);

/// A shell script, by its ending or its first line.
bool is_shell_file(std::string_view path, std::string_view text);
ShellDialect dialect_of_file(std::string_view path);

struct Script {
  ScriptKind kind = ScriptKind::make;
  std::string name;    ///< target, script, environment, hook id
  std::string path;    ///< file
  std::string folder;  ///< of the file, "" = root
  int line = 0;
  std::vector<CiCommand> commands;
  std::vector<std::string> needs;  ///< targets and scripts that run before it, same file
  std::string source;              ///< of a pre-commit hook: repository URL, else ""
};

class Scripts {
 public:
  static Scripts collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.all_, self.index_);
  }

  const std::vector<Script>& all() const { return all_; }
  /// Exactly this name in the file of `folder`; null when there is none.
  const Script* find(ScriptKind kind, std::string_view folder, std::string_view name) const;
  /// The entry's own commands and those of what it needs (cyclic references are safe).
  std::vector<CiCommand> commands_of(const Script& script) const;

 private:
  static std::string key(ScriptKind kind, std::string_view folder, std::string_view name);

  std::vector<Script> all_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace badgescan
