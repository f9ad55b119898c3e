// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Makefiles and justfiles: targets with their recipes. Nothing is evaluated but plain variables.
#include <map>

#include "scanner/base/text.h"
#include "scanner/facts/scripts/readers.h"

namespace badgescan::scripts {
namespace {

constexpr std::size_t kTargets = 2'000, kVariables = 2'000, kValue = 1'000;
constexpr int kExpansions = 20;

bool target_name(std::string_view name) {
  return !name.empty() && name.find_first_of("%$(){}=\"'") == std::string_view::npos;
}

class Makefile {
 public:
  Makefile(const std::string& path, std::vector<Script>& out) : path_(path), out_(out) {}

  void read(std::string_view text) {
    int line = 0;
    std::string joined;
    int start = 0;
    for (const std::string_view raw : split_lines(text)) {
      ++line;
      if (joined.empty()) start = line;
      const bool goes_on = raw.ends_with("\\");
      joined += goes_on && !raw.starts_with("\t") && joined.empty() ? raw.substr(0, raw.size() - 1) : raw;
      if (goes_on && joined.size() < 64 * 1024) {
        // A recipe keeps its line ends, so that the shell splitter counts the lines.
        if (joined.starts_with("\t"))
          joined += '\n';
        else if (joined.ends_with("\\"))
          joined.pop_back();
        continue;
      }
      take(joined, start);
      joined.clear();
    }
    if (!joined.empty()) take(joined, start);
  }

 private:
  void take(std::string_view line, int number) {
    if (line.starts_with("\t")) return recipe(line.substr(1), number);
    const std::string_view text = trim(line.substr(0, line.find('#')));
    if (text.empty() || line.starts_with(" ") || conditional(text)) return;
    if (assignment(text)) return;
    rule(text, number);
  }

  // A conditional may stand inside a recipe: it ends no rule.
  static bool conditional(std::string_view text) {
    const std::string_view word = text.substr(0, text.find_first_of(" \t("));
    return word == "ifdef" || word == "ifndef" || word == "ifeq" || word == "ifneq" || word == "else" ||
           word == "endif";
  }

  // NAME = value, NAME := value, NAME ?= value, NAME += value
  bool assignment(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) return false;
    std::string_view name = text.substr(0, equals);
    const bool append = name.ends_with('+');
    while (!name.empty() && std::string_view(":?+!").find(name.back()) != std::string_view::npos)
      name.remove_suffix(1);
    name = trim(name);
    if (name.starts_with("export ")) name = trim(name.substr(7));
    if (name.find(':') != std::string_view::npos) return false;  // target: VARIABLE = value
    if (name.empty() || name.find_first_of(" \t$(){}") != std::string_view::npos) return !name.empty();
    if (variables_.size() >= kVariables) return true;
    std::string& value = variables_[std::string(name)];
    const std::string_view added = trim(text.substr(equals + 1)).substr(0, kValue);
    value = append && !value.empty() && value.size() < kValue ? value + " " + std::string(added)
                                                              : std::string(added);
    return true;
  }

  void rule(std::string_view text, int number) {
    current_.clear();
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return;
    std::string_view rest = text.substr(colon + 1);
    if (rest.starts_with(":")) rest.remove_prefix(1);
    if (rest.find('=') != std::string_view::npos) return;  // a variable of a target
    const std::size_t semicolon = rest.find(';');
    std::vector<std::string> needs;
    const std::string list = expand(rest.substr(0, semicolon));
    for (const std::string_view need : split(list, ' ')) {
      if (target_name(trim(need)) && trim(need) != "|") needs.emplace_back(trim(need));
    }
    const std::string targets = fold_space(expand(text.substr(0, colon)));
    for (const std::string_view target : split(targets, ' ')) {
      if (!target_name(target) || (target.starts_with(".") && target.find('/') == std::string_view::npos))
        continue;
      if (out_.size() >= kTargets) return;
      Script script = script_at(ScriptKind::make, std::string(target), path_, number);
      script.needs = needs;
      current_.push_back(out_.size());
      out_.push_back(std::move(script));
    }
    if (semicolon != std::string_view::npos) recipe(rest.substr(semicolon + 1), number);
  }

  void recipe(std::string_view text, int number) {
    bool ignored = false;
    text = trim(text);
    while (!text.empty() && (text[0] == '@' || text[0] == '-' || text[0] == '+')) {
      ignored |= text[0] == '-';
      text = trim(text.substr(1));
    }
    for (const std::string_view quiet : {"$Q ", "$(Q)", "${Q}", "$(AT)", "$(V_AT)", "$(E)"}) {
      if (text.starts_with(quiet)) text = trim(text.substr(quiet.size()));
    }
    if (text.empty() || current_.empty()) return;
    const std::string expanded = expand(text);
    for (const std::size_t index : current_) add_commands(out_[index], expanded, number, ignored);
  }

  // $(NAME) and ${NAME} of this file; $(MAKE) is make; what is not known stays.
  std::string expand(std::string_view text) const {
    std::string out(text);
    std::size_t at = 0;
    for (int n = 0; (at = out.find('$', at)) != std::string::npos; ++n) {
      const char open = at + 1 < out.size() ? out[at + 1] : '\0';
      if (open == '$') {  // $$x is the shell's
        out.erase(at, 1);
        ++at;
        continue;
      }
      const std::size_t end = open == '('   ? out.find(')', at)
                              : open == '{' ? out.find('}', at)
                                            : std::string::npos;
      if (end == std::string::npos) {
        ++at;
        continue;
      }
      const std::string name = out.substr(at + 2, end - at - 2);
      const auto known = variables_.find(name);
      if (name == "MAKE") {
        out.replace(at, end + 1 - at, "make");
      } else if (n < kExpansions && known != variables_.end() &&
                 out.size() + known->second.size() < 16 * 1024) {
        out.replace(at, end + 1 - at, known->second);
      } else if (open == '(') {
        // Braces: the shell splitter must not take it for a command substitution.
        out[at + 1] = '{';
        out[end] = '}';
        at = end;
      } else {
        at = end;
      }
    }
    return out;
  }

  const std::string& path_;
  std::vector<Script>& out_;
  std::map<std::string, std::string> variables_;
  std::vector<std::size_t> current_;  // targets of the rule that is being read
};

}  // namespace

void read_makefile(const std::string& path, std::string_view text, std::vector<Script>& out) {
  std::vector<Script> found;
  Makefile(path, found).read(text);
  for (Script& script : found) out.push_back(std::move(script));
}

void read_justfile(const std::string& path, std::string_view text, std::vector<Script>& out) {
  const std::size_t first = out.size();
  bool inside = false;
  int number = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    const bool indented = line.starts_with(" ") || line.starts_with("\t");
    if (indented && inside) {
      std::string_view command = trim(line);
      bool ignored = false;
      while (!command.empty() && (command[0] == '@' || command[0] == '-')) {
        ignored |= command[0] == '-';
        command = trim(command.substr(1));
      }
      if (!command.starts_with("#!")) add_commands(out.back(), command, number, ignored);
      continue;
    }
    const std::string_view head = trim(line.substr(0, line.find('#')));
    const std::size_t colon = head.find(':');
    if (head.empty() || indented) continue;
    inside = false;
    if (colon == std::string_view::npos || head.substr(colon).starts_with(":=") || head.starts_with("[") ||
        head.starts_with("set ") || head.starts_with("alias ") || head.starts_with("export ") ||
        out.size() - first >= kTargets) {
      continue;
    }
    std::string name(split(head.substr(0, colon), ' ').front());
    if (name.starts_with("@")) name.erase(0, 1);
    if (!target_name(name)) continue;
    inside = true;
    out.push_back(script_at(ScriptKind::just, name, path, number));
    const std::string needs = fold_space(head.substr(colon + 1));
    for (const std::string_view need : split(needs, ' ')) {
      if (target_name(need) && need != "&&") out.back().needs.emplace_back(need);
    }
  }
}

}  // namespace badgescan::scripts
