// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Rakefiles and noxfiles are programs; they are read line by line for the statements that nearly everybody
// writes.
#include <re2/re2.h>

#include "scanner/base/text.h"
#include "scanner/facts/scripts/readers.h"

namespace badgescan::scripts {
namespace {

constexpr std::size_t kEntries = 500;

RE2::Options latin1() {
  RE2::Options options(RE2::Latin1);
  options.set_log_errors(false);
  return options;
}

// A task that a library defines, and the program that it runs.
struct RakeLibrary {
  const char* type;
  const char* command;
  const char* name;  // of the task when none is given
};
constexpr RakeLibrary kRake[] = {
    {"RSpec::Core::RakeTask", "rspec", "spec"},
    {"Rake::TestTask", "minitest", "test"},
    {"Minitest::TestTask", "minitest", "test"},
    {"RuboCop::RakeTask", "rubocop", "rubocop"},
    {"Cucumber::Rake::Task", "cucumber", "cucumber"},
    {"YARD::Rake::YardocTask", "yardoc", "yard"},
    {"Reek::Rake::Task", "reek", "reek"},
    {"Standard::Rake", "standardrb", "standard"},
};

}  // namespace

void read_rakefile(const std::string& path, std::string_view text, std::vector<Script>& out) {
  static const RE2 task(R"(^\s*(?:task|multitask)\s*\(?\s*[:"']?(\w+(?::\w+)*)["']?\s*(.*)$)", latin1());
  static const RE2 library(R"(^\s*((?:\w+::)+\w+)\.(?:new|create)(?:\s*\(?\s*[:"'](\w+))?)", latin1());
  static const RE2 shell(R"(^\s*(?:sh|system|ruby)\s*\(?\s*["']([^"']+)["'])", latin1());
  static const RE2 needed(R"(:?["']?(\w[\w:]*)["']?)", latin1());
  int number = 0;
  bool inside = false;
  std::size_t taken = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    if (taken >= kEntries) return;
    re2::StringPiece name, rest, type;
    const re2::StringPiece piece(line.data(), line.size());
    if (RE2::PartialMatch(piece, library, &type, &name)) {
      for (const RakeLibrary& known : kRake) {
        if (!std::string_view(type.data(), type.size()).starts_with(known.type)) continue;
        out.push_back(
            script_at(ScriptKind::rake, name.empty() ? known.name : name.as_string(), path, number));
        add_commands(out.back(), known.command, number);
        ++taken;
        inside = true;
      }
    } else if (RE2::PartialMatch(piece, task, &name, &rest)) {
      out.push_back(script_at(ScriptKind::rake, name.as_string(), path, number));
      ++taken;
      inside = true;
      // task default: %i[spec rubocop], task :default => [:spec]
      const std::string list = replace_all(replace_all(rest.as_string(), "%i", ""), "%w", "");
      re2::StringPiece left(list);
      re2::StringPiece need;
      while (RE2::FindAndConsume(&left, needed, &need)) {
        if (need != "do" && need != "t" && need != "args") out.back().needs.push_back(need.as_string());
      }
    } else if (inside && RE2::PartialMatch(piece, shell, &rest)) {
      add_commands(out.back(), rest.as_string(), number);
    }
  }
}

void read_noxfile(const std::string& path, std::string_view text, std::vector<Script>& out) {
  static const RE2 define(R"(^def\s+(\w+)\s*\()", latin1());
  static const RE2 named(R"(@nox\.session\(.*\bname\s*=\s*["']([^"']+))", latin1());
  static const RE2 run(R"(session\.run(?:_always|_install)?\s*\()", latin1());
  static const RE2 word(R"(^\s*(?:["']([^"'\n]*)["']|\*?[\w.\[\]]+(?:\([^()\n]*\))?)\s*(,|\)))", latin1());
  std::string name;
  bool session = false, inside = false;
  int number = 0;
  std::size_t taken = 0, offset = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    const std::size_t here = static_cast<std::size_t>(line.data() - text.data());
    if (here < offset) continue;  // arguments that were read already
    const re2::StringPiece piece(line.data(), line.size());
    re2::StringPiece found;
    if (line.starts_with("@nox.session") || line.starts_with("@session")) {
      session = true;
      name.clear();
      if (RE2::PartialMatch(piece, named, &found)) name = found.as_string();
    } else if (RE2::PartialMatch(piece, define, &found)) {
      inside = session && taken++ < kEntries;
      if (inside)
        out.push_back(script_at(ScriptKind::nox, name.empty() ? found.as_string() : name, path, number));
      session = false;
    } else if (inside && RE2::PartialMatch(piece, run)) {
      const std::size_t open = text.find('(', here + line.find("session.run"));
      re2::StringPiece left(text.data() + open + 1, std::min<std::size_t>(text.size() - open - 1, 2'000));
      std::vector<std::string> words;
      re2::StringPiece value, end;
      while (words.size() < 60 && RE2::Consume(&left, word, &value, &end)) {
        if (value.data()) words.push_back(value.as_string());
        if (end == ")") break;
      }
      offset = static_cast<std::size_t>(left.data() - text.data());
      for (ShellCommand& command : unwrap_shell(std::move(words))) {
        out.back().commands.push_back({std::move(command), path, number, {}});
      }
    }
  }
}

}  // namespace badgescan::scripts
