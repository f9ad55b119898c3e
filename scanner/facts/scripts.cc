// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/scripts.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "scanner/base/text.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/scripts/readers.h"
#include "scanner/facts/selection.h"
#include "scanner/facts/source_scan.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {

std::string_view name_of(ScriptKind kind) {
  switch (kind) {
    case ScriptKind::make:
      return "make";
    case ScriptKind::npm:
      return "npm run";
    case ScriptKind::tox:
      return "tox -e";
    case ScriptKind::nox:
      return "nox -s";
    case ScriptKind::just:
      return "just";
    case ScriptKind::task:
      return "task";
    case ScriptKind::composer:
      return "composer";
    case ScriptKind::deno:
      return "deno task";
    case ScriptKind::pre_commit:
      return "pre-commit run";
    case ScriptKind::python_project:
      return "task";
    case ScriptKind::rake:
      return "rake";
    case ScriptKind::cmake:
      return "target";
    case ScriptKind::shell:
      return "script";
  }
  return "";
}

std::string typed(ScriptKind kind, std::string_view name) {
  const std::string_view words = name_of(kind);
  if (name.empty()) return std::string(words.substr(0, words.find(' ')));
  return std::string(words) + " " + std::string(name);
}

bool is_shell_file(std::string_view path, std::string_view text) {
  for (const std::string_view ending : {".sh", ".bash", ".ps1", ".bat", ".cmd", ".zsh"}) {
    if (path.ends_with(ending)) return true;
  }
  const std::string_view first = text.substr(0, std::min<std::size_t>(text.find('\n'), 120));
  return first.starts_with("#!") && (first.find("sh") != std::string_view::npos);
}

ShellDialect dialect_of_file(std::string_view path) {
  if (path.ends_with(".ps1")) return ShellDialect::powershell;
  return path.ends_with(".bat") || path.ends_with(".cmd") ? ShellDialect::cmd : ShellDialect::posix;
}

namespace scripts {

Script script_at(ScriptKind kind, std::string name, const std::string& path, int line) {
  Script script;
  script.kind = kind;
  script.name = std::move(name);
  script.path = path;
  const std::size_t slash = path.rfind('/');
  if (slash != std::string::npos) script.folder = path.substr(0, slash);
  script.line = line;
  return script;
}

void add_commands(Script& script, std::string_view text, int line, bool failure_ignored) {
  const ShellDialect dialect =
      script.kind == ScriptKind::shell ? dialect_of_file(script.path) : ShellDialect::posix;
  for (ShellCommand& command : split_shell(text, dialect)) {
    if (script.commands.size() >= 500) return;
    command.failure_ignored |= failure_ignored;
    const int at = line + command.line - 1;
    script.commands.push_back({std::move(command), script.path, at, {}});
  }
}

}  // namespace scripts

namespace {

constexpr std::size_t kFilesPerReader = 600, kCommands = 2'000;

using Reader = void (*)(const std::string& path, std::string_view text, std::vector<Script>& out);
struct Named {
  const char* name;
  Reader read;
};
// GNU make's order of preference comes with the order of the rows: find() takes the first.
constexpr Named kFiles[] = {
    {"GNUmakefile", scripts::read_makefile},
    {"Makefile", scripts::read_makefile},
    {"Makefile.am", scripts::read_makefile},
    {"Makefile.in", scripts::read_makefile},
    {"justfile", scripts::read_justfile},
    {".justfile", scripts::read_justfile},
    {"Taskfile.yml", scripts::read_taskfile},
    {"Taskfile.yaml", scripts::read_taskfile},
    {"Taskfile.dist.yml", scripts::read_taskfile},
    {"Rakefile", scripts::read_rakefile},
    {"Rakefile.rb", scripts::read_rakefile},
    {"noxfile.py", scripts::read_noxfile},
    {".pre-commit-config.yaml", scripts::read_pre_commit},
    {".pre-commit-config.yml", scripts::read_pre_commit},
    {"prek.yaml", scripts::read_pre_commit},
    {"lefthook.yml", scripts::read_lefthook},
    {"lefthook.yaml", scripts::read_lefthook},
    {".lefthook.yml", scripts::read_lefthook},
    {"CMakeLists.txt", scripts::read_cmake},
};

/// What starts another program, or was generated, is not the project's script.
constexpr std::string_view kStarters[] = {"configure", "gradlew", "gradlew.bat", "mvnw", "mvnw.cmd"};
constexpr std::size_t kScriptBytes = 64 << 10;

/// Whether people who work on the project may start it: a script in the root or in a folder for such things.
bool may_be_script(const Facts& facts, const Entry& entry) {
  if (entry.mode != Mode::executable && !(entry.is_file() && is_shell_file(entry.path, ""))) return false;
  const std::string_view name = entry.name();
  if (name.find('.') != std::string_view::npos && !is_shell_file(name, "")) return false;
  if (std::find(std::begin(kStarters), std::end(kStarters), name) != std::end(kStarters)) return false;
  return entry.path.find('/') == std::string::npos ||
         source_place(facts.get<TreeIndex>().classify(entry), entry.path) == source::Place::tooling;
}

const Selection kShellFiles("shell scripts", may_be_script);

void read_shell_file(const std::string& path, std::string_view text, std::vector<Script>& out) {
  if (text.size() > kScriptBytes || !is_shell_file(path, text)) return;
  Script script = scripts::script_at(ScriptKind::shell, path.substr(path.rfind('/') + 1), path, 1);
  scripts::add_commands(script, text, 1);
  if (!script.commands.empty()) out.push_back(std::move(script));
}

ScriptKind kind_of(const Manifest& manifest) {
  if (manifest.format == "composer.json") return ScriptKind::composer;
  if (manifest.format.starts_with("deno.json")) return ScriptKind::deno;
  if (manifest.format == "package.json") return ScriptKind::npm;
  return ScriptKind::python_project;
}

/// "poe:lint" and "hatch:ENVIRONMENT:lint" are typed as "lint".
std::string as_typed(std::string name) {
  for (const std::string_view runner : {"pdm:", "poe:", "rye:", "taskipy:", "pixi:"}) {
    if (name.starts_with(runner)) return name.substr(runner.size());
  }
  return name.starts_with("hatch:") ? name.substr(name.find(':', 6) + 1) : name;
}

/// "py{310,311},lint" → "py310,py311,lint": what stands in braces, written out.
std::string without_braces(std::string text) {
  constexpr std::size_t kMost = 2'000;
  for (std::size_t open = text.find('{'); open != std::string::npos && text.size() < kMost;
       open = text.find('{')) {
    const std::size_t close = text.find('}', open);
    if (close == std::string::npos) break;
    std::size_t begin = open, end = close + 1;
    while (begin > 0 && text[begin - 1] != ',') --begin;
    while (end < text.size() && text[end] != ',') ++end;
    std::vector<std::string> all;
    for (const std::string_view part : split(std::string_view(text).substr(open + 1, close - open - 1), ','))
      all.push_back(text.substr(begin, open - begin) + std::string(trim(part)) +
                    text.substr(close + 1, end - close - 1));
    text.replace(begin, end - begin, join(all, ","));
  }
  return text;
}

/// The commands of an environment of tox; "py311,lint: flake8" runs in environments with these factors only.
void add_tox_commands(Script& script, const ManifestScript& entry) {
  static const RE2 conditional(R"re(([!\w.,{}-]+):[ \t]+(\S.*))re", RE2::Latin1);
  std::string plain;
  const auto add = [&](std::string_view text, const std::string& factors) {
    const std::size_t from = script.commands.size();
    scripts::add_commands(script, text, entry.line);
    for (std::size_t i = from; i < script.commands.size(); ++i) script.commands[i].shell.arm = factors;
  };
  for (const std::string_view line : split_lines(entry.command)) {
    std::string factors, command;
    if (!RE2::FullMatch(std::string(trim(line)), conditional, &factors, &command)) {
      plain.append(line).append("\n");
      continue;
    }
    add(std::exchange(plain, {}), {});
    add(command, without_braces(factors));
  }
  add(plain, {});
}

void add_manifest(const Manifest& manifest, std::vector<Script>& out) {
  for (const ManifestScript& entry : manifest.scripts) {
    ScriptKind kind = kind_of(manifest);
    std::string name = entry.name;
    if (name.starts_with("testenv")) {
      kind = ScriptKind::tox;
      name = name.size() > 8 ? name.substr(8) : "";
    }
    if (kind == ScriptKind::python_project) name = as_typed(std::move(name));
    Script script = scripts::script_at(kind, std::move(name), manifest.path, entry.line);
    if (kind == ScriptKind::tox)
      add_tox_commands(script, entry);
    else
      scripts::add_commands(script, entry.command, entry.line);
    // The line of a command that is not the first of its entry is not known.
    for (CiCommand& command : script.commands) command.line = entry.line;
    const std::string names = kind == ScriptKind::tox ? without_braces(script.name) : script.name;
    if (names == script.name) {
      out.push_back(std::move(script));
      continue;
    }
    for (const std::string_view one : split(names, ',')) {
      out.push_back(script);
      out.back().name = std::string(trim(one));
    }
  }
}

}  // namespace

Scripts Scripts::collect(const Facts& facts) {
  Scripts made;
  const TreeIndex& tree = facts.get<TreeIndex>();
  std::map<Reader, std::size_t> taken;
  const auto read = [&](const Entry& entry, Reader reader) {
    const PathClass what = tree.classify(entry);
    if (entry.mode == Mode::submodule || what.vendored || what.test_data ||
        taken[reader]++ >= kFilesPerReader)
      return;
    if (const FileText text = facts.text(entry)) reader(std::string(entry.path), *text, made.all_);
  };
  for (const Named& file : kFiles) {
    for (const Entry* entry : tree.named(file.name)) read(*entry, file.read);
  }
  for (const Entry* entry : tree.with_extension("cmake")) read(*entry, scripts::read_cmake);
  for (const Manifest& manifest : facts.get<Manifests>().all()) add_manifest(manifest, made.all_);
  for (const Entry* entry : kShellFiles.of(facts)) read(*entry, read_shell_file);
  for (std::size_t i = 0; i < made.all_.size(); ++i) {
    const Script& script = made.all_[i];
    made.index_.try_emplace(key(script.kind, script.folder, script.name), i);
  }
  return made;
}

const Script* Scripts::find(ScriptKind kind, std::string_view folder, std::string_view name) const {
  const auto found = index_.find(key(kind, folder, name));
  return found == index_.end() ? nullptr : &all_[found->second];
}

std::string Scripts::key(ScriptKind kind, std::string_view folder, std::string_view name) {
  std::string made(1, static_cast<char>('a' + static_cast<int>(kind)));
  return made.append(folder).append(1, '\0').append(name);
}

std::vector<CiCommand> Scripts::commands_of(const Script& script) const {
  std::vector<CiCommand> out;
  std::set<const Script*> seen{&script};
  std::vector<const Script*> waiting{&script};
  while (!waiting.empty() && out.size() < kCommands) {
    const Script* next = waiting.back();
    waiting.pop_back();
    out.insert(out.end(), next->commands.begin(), next->commands.end());
    // Last in, first out: pushed backwards, so that what is needed first comes first.
    for (auto need = next->needs.rbegin(); need != next->needs.rend(); ++need) {
      const Script* found = find(next->kind, next->folder, *need);
      if (found && seen.insert(found).second) waiting.push_back(found);
    }
  }
  return out;
}

}  // namespace badgescan
