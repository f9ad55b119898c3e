// Shell text as simple commands, and the program that a command really starts.
//
// This is no shell: nothing is expanded or run. It splits a script into simple commands well enough to say
// which tools it starts, and it errs on the side of saying nothing: text inside quotes, comments, here
// documents and `echo` arguments is never a command.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace badgescan {

struct Command {
  std::string text;                ///< as written, folded to one line
  std::vector<std::string> words;  ///< quotes removed, redirections left out, variables as written
  int line = 1;                    ///< 1-based, of the first word
  bool may_fail = false;  ///< its failure is ignored: `|| true`, `|| :`, `set +e`, not last in a pipe
  bool last = false;      ///< ends the script: its status is the script's
};

/// At most this much text and this many commands are looked at; the rest is dropped.
inline constexpr std::size_t kShellBytes = 256 * 1024;
inline constexpr std::size_t kShellCommands = 5000;

/// The simple commands of a script in order. `first_line` is the line of the file where it starts.
std::vector<Command> split_commands(std::string_view script, int first_line = 1);

/// A program with its arguments after every wrapper was taken off.
struct Invocation {
  std::string program;  ///< base name without folder, ".exe", ".phar" …; "python -m x" is "x"
  std::vector<std::string> arguments;  ///< all words after the program
  std::string image;                   ///< container image it runs in (docker run IMAGE …), empty when none
  bool from_module = false;            ///< came from `python -m`
};

/// Everything that a command starts, outermost first: wrappers that are tools themselves are listed and then
/// looked through. {"valgrind", "-q", "./t"} gives valgrind and t; {"poetry", "run", "pytest"} gives pytest;
/// {"bash", "-c", "a && b"} gives a and b. Commands that only talk (echo, printf) or look something up
/// (which, command -v, test -x) give nothing. At most 16.
std::vector<Invocation> unwrap(const std::vector<std::string>& words);

}  // namespace badgescan
