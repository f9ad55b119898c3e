// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Custom targets of CMake: `cmake --build build --target lint` runs their commands. A CMake file is a
// program; plain set(), find_program() and add_custom_target() statements are read, and no branch is decided.
#include <map>

#include "scanner/base/text.h"
#include "scanner/facts/scripts/readers.h"

namespace badgescan::scripts {
namespace {

constexpr std::size_t kTargets = 500, kArguments = 2'000, kVariables = 2'000;

struct Argument {
  std::string text;
  int line = 0;
  bool quoted = false;
};

// What stands at the end of a command's arguments.
bool ends_command(const Argument& argument) {
  if (argument.quoted) return false;
  for (const std::string_view word : {"COMMAND", "DEPENDS", "WORKING_DIRECTORY", "COMMENT", "VERBATIM",
                                      "BYPRODUCTS", "SOURCES", "USES_TERMINAL", "JOB_POOL"}) {
    if (argument.text == word) return true;
  }
  return false;
}

class CmakeFile {
 public:
  CmakeFile(const std::string& path, std::string_view text, std::vector<Script>& out)
      : path_(path), text_(text), out_(out) {}

  void read() {
    while (at_ < text_.size()) {
      const int line = line_;
      const std::string name = to_lower(identifier());
      if (name.empty()) {
        skip();
        continue;
      }
      while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
      if (at_ >= text_.size() || text_[at_] != '(') continue;
      ++at_;
      statement(name, arguments(), line);
    }
  }

 private:
  std::string identifier() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) || text_[at_] == '_')) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  // One character that begins no statement, or a comment.
  void skip() {
    if (text_[at_] == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return;
    }
    if (text_[at_] == '\n') ++line_;
    ++at_;
  }

  std::vector<Argument> arguments() {
    std::vector<Argument> found;
    int open = 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '(') ++open;
      if (c == ')' && --open == 0) {
        ++at_;
        break;
      }
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '#' || c == '(' || c == ')' || c == ';') {
        skip();
        continue;
      }
      Argument argument = c == '"' ? quoted() : bare();
      if (found.size() < kArguments) found.push_back(std::move(argument));
    }
    return found;
  }

  Argument quoted() {
    Argument argument{{}, line_, true};
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      if (text_[at_] == '\n') ++line_;
      argument.text += text_[at_];
    }
    ++at_;
    return argument;
  }

  Argument bare() {
    Argument argument{{}, line_, false};
    for (; at_ < text_.size() && std::string_view(" \t\r\n()#;").find(text_[at_]) == std::string_view::npos;
         ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') argument.text += text_[at_];
    }
    return argument;
  }

  void statement(const std::string& name, const std::vector<Argument>& arguments, int line) {
    if (arguments.size() < 2) return;
    const std::string& first = arguments[0].text;
    if (name == "find_program") {
      const bool named = arguments[1].text == "NAMES" && arguments.size() > 2;
      remember(first, arguments[named ? 2 : 1].text);
    } else if (name == "set") {
      remember(first, arguments[1].text);
    } else if (name == "add_custom_target") {
      target(first, arguments, line);
    }
  }

  void remember(const std::string& name, const std::string& value) {
    if (variables_.size() < kVariables) variables_.try_emplace(name, expand(value));
  }

  void target(const std::string& name, const std::vector<Argument>& arguments, int line) {
    if (out_.size() >= kTargets) return;
    Script script = script_at(ScriptKind::cmake, name, path_, line);
    script.folder.clear();
    for (std::size_t i = 1; i < arguments.size(); ++i) {
      if (arguments[i].quoted || arguments[i].text != "COMMAND") continue;
      const int at = arguments[i].line;
      std::string command;
      while (i + 1 < arguments.size() && !ends_command(arguments[i + 1])) {
        const Argument& word = arguments[++i];
        command +=
            (command.empty() ? "" : " ") + (word.quoted ? "'" + expand(word.text) + "'" : expand(word.text));
      }
      add_commands(script, command, at);
    }
    out_.push_back(std::move(script));
  }

  // ${NAME} of this file; CMake's own names of programs; what is not known stays.
  std::string expand(const std::string& text) const {
    static const std::map<std::string, std::string, std::less<>> kKnown{
        {"CMAKE_COMMAND", "cmake"},      {"CMAKE_CTEST_COMMAND", "ctest"}, {"PYTHON_EXECUTABLE", "python"},
        {"Python_EXECUTABLE", "python"}, {"Python3_EXECUTABLE", "python"}, {"CMAKE_MAKE_PROGRAM", "make"}};
    std::string out;
    std::size_t at = 0;
    while (at < text.size() && out.size() < 16 * 1024) {
      const std::size_t start = text.find("${", at), end = text.find('}', start);
      if (start == std::string::npos || end == std::string::npos) break;
      const std::string name = text.substr(start + 2, end - start - 2);
      out.append(text, at, start - at);
      if (const auto own = variables_.find(name); own != variables_.end()) {
        out += own->second;
      } else if (const auto known = kKnown.find(name); known != kKnown.end()) {
        out += known->second;
      } else {
        out.append(text, start, end + 1 - start);
      }
      at = end + 1;
    }
    return out.append(text, at);
  }

  const std::string& path_;
  std::string_view text_;
  std::vector<Script>& out_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::map<std::string, std::string, std::less<>> variables_;
};

}  // namespace

void read_cmake(const std::string& path, std::string_view text, std::vector<Script>& out) {
  std::vector<Script> found;
  CmakeFile(path, text, found).read();
  for (Script& script : found) out.push_back(std::move(script));
}

}  // namespace badgescan::scripts
