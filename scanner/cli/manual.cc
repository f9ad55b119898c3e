// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/manual.h"

#include <fmt/format.h>

#include <vector>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/cli/command.h"
#include "scanner/report/report.h"

namespace badgescan::cli {
namespace {

std::string roff(std::string_view text) {
  std::string out = replace_all(std::string(text), "\\", "\\e");
  out = replace_all(std::move(out), "-", "\\-");
  return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

bool positional(const Option& option) { return !option.name.starts_with('-'); }

/// "-f,--format" → {"-f", "--format"}
std::vector<std::string> spellings(const Option& option) {
  std::vector<std::string> out;
  for (const std::string_view part : split(option.name, ',')) out.emplace_back(part);
  return out;
}

std::string synopsis(const Command& command, const std::vector<Option>& options) {
  std::string out = fmt::format(".B {} {}\n[\\fIOPTION\\fR]...", kToolName, roff(command.name));
  for (const Option& option : options) {
    if (!positional(option)) continue;
    const std::string shown = option.value.empty() ? option.name : option.value;
    out +=
        option.required ? fmt::format(" \\fI{}\\fR", roff(shown)) : fmt::format(" [\\fI{}\\fR]", roff(shown));
  }
  return out + '\n';
}

std::string entry(const Option& option) {
  std::string head;
  for (const std::string& spelling : spellings(option))
    head += (head.empty() ? "" : ", ") + fmt::format("\\fB{}\\fR", roff(spelling));
  if (positional(option))
    head = fmt::format("\\fI{}\\fR", roff(option.value.empty() ? option.name : option.value));
  else if (!option.value.empty())
    head += fmt::format(" \\fI{}\\fR", roff(option.value));
  std::string help = option.help;
  if (!option.choices.empty()) help += fmt::format(": {}", join(option.choices, ", "));
  return fmt::format(".TP\n{}\n{}.\n", head, roff(help));
}

struct Listed {
  const Command* command;
  std::vector<Option> options;
};

/// The runs own what the options point to, so they live as long as the list is used.
std::vector<Listed> list(std::vector<std::unique_ptr<CommandRun>>& owned) {
  std::vector<Listed> out;
  for (const Command* command : all_commands()) {
    owned.push_back(command->make());
    out.push_back({command, owned.back()->options()});
  }
  return out;
}

std::string words_of(const std::vector<Option>& options) {
  std::string out;
  for (const Option& option : options) {
    for (const std::string& spelling : spellings(option)) {
      if (spelling.starts_with("--")) out += (out.empty() ? "" : " ") + spelling;
    }
  }
  return out;
}

std::string last_spelling(const Option& option) { return spellings(option).back(); }

std::string quoted(std::string_view text) { return "'" + replace_all(std::string(text), "'", "'\\''") + "'"; }

}  // namespace

std::string manual_page() {
  std::vector<std::unique_ptr<CommandRun>> owned;
  const std::vector<Listed> commands = list(owned);
  std::string out = fmt::format(".TH BADGESCAN 1 \"\" \"badgescan {}\" \"User Commands\"\n", kToolVersion);
  out +=
      ".SH NAME\nbadgescan \\- answer the OpenSSF Best Practices badge questionnaire from a git "
      "repository\n.SH SYNOPSIS\n";
  for (const Listed& one : commands) out += synopsis(*one.command, one.options) + ".br\n";
  out +=
      ".SH DESCRIPTION\nReads a git repository, gathers evidence from documents, licences, pipelines, "
      "manifests, source and history,\n"
      "and answers every criterion of the badge with a justification that links to the evidence.\n"
      "No code of the repository is run; the network is used only when asked.\n.SH COMMANDS\n";
  for (const Listed& one : commands) {
    out += fmt::format(".SS {} {}\n{}.\n", kToolName, roff(one.command->name), roff(one.command->summary));
    for (const Option& option : one.options) out += entry(option);
    if (!one.command->details.empty()) out += ".PP\n" + roff(one.command->details) + '\n';
  }
  out +=
      ".SH EXIT STATUS\n.TP\n0\nDone.\n.TP\n1\nBelow the wanted level, a contradicted claim, or a lost "
      "criterion.\n.TP\n2\n"
      "Wrong usage, or not a repository.\n.TP\n3\nDone, but something could not be read.\n";
  out +=
      ".SH ENVIRONMENT\n.TP\nNO_COLOR\nNo colours.\n.TP\nLC_ALL, LC_MESSAGES, LANG\nLanguage of the texts "
      "(en, de).\n.TP\n"
      "BADGESCAN_SKIP\nSet to 1: the git hook does nothing.\n";
  return out;
}

std::string bash_completion() {
  std::vector<std::unique_ptr<CommandRun>> owned;
  std::string names, cases;
  for (const Listed& one : list(owned)) {
    names +=
        (names.empty() ? "" : " ") + std::string(one.command->name.substr(0, one.command->name.find(' ')));
    cases += fmt::format("    '{}') words='{}' ;;\n", one.command->name, words_of(one.options));
  }
  std::string values;
  for (const Listed& one : list(owned)) {
    for (const Option& option : one.options) {
      if (!option.choices.empty())
        values += fmt::format("    '{} {}') words='{}' ;;\n", one.command->name, last_spelling(option),
                              join(option.choices, " "));
    }
  }
  return "# bash completion for badgescan, generated from the program's option tables\n"
         "_badgescan() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} "
         "command=${COMP_WORDS[1]-} words=\n"
         "  if ((COMP_CWORD == 1)); then\n"
         "    mapfile -t COMPREPLY < <(compgen -W '" +
         names +
         "' -- \"$current\")\n"
         "    return\n"
         "  fi\n"
         "  [[ $command == hook ]] && command=\"hook ${COMP_WORDS[2]-}\"\n"
         "  case \"$command $previous\" in\n" +
         values +
         "  esac\n"
         "  if [[ -z $words && $current == -* ]]; then\n"
         "    case \"$command\" in\n" +
         cases +
         "    esac\n"
         "  fi\n"
         "  if [[ -n $words ]]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "  else\n"
         "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _badgescan badgescan\n";
}

std::string zsh_completion() {
  std::vector<std::unique_ptr<CommandRun>> owned;
  std::string names, cases;
  for (const Listed& one : list(owned)) {
    const std::string name(one.command->name);
    names += fmt::format("    {}\n",
                         quoted(replace_all(name, ":", "\\:") + ":" + std::string(one.command->summary)));
    cases += fmt::format("    {})\n      _arguments", quoted(name));
    for (const Option& option : one.options) {
      if (positional(option)) continue;
      const std::string help = replace_all(replace_all(option.help, "[", "("), "]", ")");
      const std::string action = option.value.empty() ? ""
                                 : option.choices.empty()
                                     ? fmt::format(":{}:_files", option.value)
                                     : fmt::format(":{}:({})", option.value, join(option.choices, " "));
      cases += " \\\n        " +
               quoted(fmt::format("{}[{}]{}", last_spelling(option), replace_all(help, ":", ""), action));
    }
    cases += " \\\n        '*:file:_files'\n      ;;\n";
  }
  return "#compdef badgescan\n# generated from the program's option tables\n_badgescan() {\n  local -a "
         "commands=(\n" +
         names +
         "  )\n  if ((CURRENT == 2)); then\n    _describe command commands\n    return\n  fi\n  local "
         "command=$words[2]\n"
         "  [[ $command == hook ]] && command=\"hook $words[3]\"\n  shift words\n  ((CURRENT--))\n  case "
         "$command in\n" +
         cases + "  esac\n}\n_badgescan \"$@\"\n";
}

std::string fish_completion() {
  std::vector<std::unique_ptr<CommandRun>> owned;
  std::string out = "# fish completion for badgescan, generated from the program's option tables\n";
  for (const Listed& one : list(owned)) {
    const std::string first(one.command->name.substr(0, one.command->name.find(' ')));
    out += fmt::format("complete -c badgescan -n __fish_use_subcommand -a {} -d {}\n", first,
                       quoted(one.command->summary));
    for (const Option& option : one.options) {
      if (positional(option)) continue;
      const std::string choices =
          option.choices.empty() ? "" : fmt::format(" -x -a {}", quoted(join(option.choices, " ")));
      out += fmt::format("complete -c badgescan -n '__fish_seen_subcommand_from {}' -l {}{}{} -d {}\n", first,
                         last_spelling(option).substr(2), option.value.empty() ? "" : " -r", choices,
                         quoted(option.help));
    }
  }
  return out;
}

}  // namespace badgescan::cli
