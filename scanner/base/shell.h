// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Splits scripts into simple commands, far enough to see which programs they run.
//
// This is no shell: no branch is decided, and nothing is expanded but a program that is a variable whose
// value stands in the same script (`RUN="tox -e"; $RUN lint`) or beside it (`${PYTEST:-pytest} -q`). `make &&
// ./t.sh | tee log || true` gives three commands; bodies of if/for/while/case/functions, subshells and
// command substitutions give theirs. What starts another program is taken off (sudo, env, time, xvfb-run,
// npx, poetry run, bundle exec, python -m, go run x@v, bash -c …) and listed in `wrappers`, so that words[0]
// is the program that counts. A program that runs another one and is a tool itself (scan-build make, valgrind
// ./t, coverage run -m pytest) gives two commands, the outer one first, whole. Bounded in size and depth;
// never fails.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace badgescan {

enum class ShellDialect { posix, powershell, cmd };

struct ShellCommand {
  std::vector<std::string> words;     ///< quotes removed; never empty; `$X` and `${{ … }}` as written
  std::vector<std::string> env;       ///< "NAME=value" written before the command
  std::vector<std::string> wrappers;  ///< "sudo", "npx", "python -m", … outermost first
  std::string text;                   ///< as written, space folded, at most 200 bytes, valid UTF-8
  int group = 0;                      ///< inside this many ( )
  std::string arm;                    ///< pattern of the innermost `case` around it: "valgrind|drd", "*"
  int line = 1;                       ///< 1-based line in the script where the command starts
  bool failure_ignored = false;       ///< `|| true`, `|| :`, `|| echo …`, `-cmd` in make, `set +e` before
  bool tested = false;                ///< the condition of if/while/until, or behind `!`: its failure decides

  /// program_name(words[0]).
  std::string_view program() const;
  /// words[1 …] hold this word exactly.
  bool has(std::string_view word) const;
  /// The first word after the program that is no option; "" when there is none.
  std::string_view first_argument() const;
  /// Value of `--name value` or `--name=value`; "" when absent.
  std::string_view option(std::string_view name) const;
};

struct ShellLimits {
  std::size_t bytes = 256 * 1024;  ///< of the script; what is beyond is not looked at
  std::size_t commands = 4'000;
  std::size_t words = 2'000;  ///< of one command
  int depth = 8;              ///< of substitutions and `sh -c` inside each other
};

std::vector<ShellCommand> split_shell(std::string_view script, ShellDialect dialect = ShellDialect::posix,
                                      const ShellLimits& limits = {});

/// The same for the words of one command that is already split (an array in a manifest, an entry of
/// pre-commit): wrappers taken off, tool-wrappers doubled. Empty for no words.
std::vector<ShellCommand> unwrap_shell(std::vector<std::string> words, const ShellLimits& limits = {});

/// Last part of a path without .exe, .cmd, .bat, .ps1, .phar: "eslint" of "./node_modules/.bin/eslint".
std::string_view program_name(std::string_view path);

}  // namespace badgescan
