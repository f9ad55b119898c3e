// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/pipelines/follow.h"

#include <algorithm>
#include <map>
#include <set>

#include "scanner/base/text.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/pipelines/commands.h"
#include "scanner/facts/pipelines/reader.h"
#include "scanner/facts/scripts.h"
#include "scanner/facts/tree_index.h"

namespace badgescan::ci {
namespace {

constexpr std::size_t kResolved = 400;         // commands of one step
constexpr std::size_t kResolvedAll = 100'000;  // of all steps
constexpr int kDepth = 4;                      // scripts that call scripts
constexpr std::size_t kArguments = 100;        // that a script hands on
constexpr std::size_t kNamesakes = 20;         // packages of a workspace that have the same script

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Follower {
 public:
  Follower(const Facts& facts)
      : facts_(facts), scripts_(facts.get<Scripts>()), tree_(facts.get<TreeIndex>()) {}

  /// What the steps of one job leave to the next step ends with the job.
  void start_job() { cloned_.clear(); }

  void step(const Pipeline& pipeline, const Job& job, Step& step) {
    put_values_in(pipeline, job, step, kResolved);
    settings_.clear();
    for (const std::vector<Input>* env :
         std::initializer_list<const std::vector<Input>*>{&job.env, &step.env}) {
      for (const Input& input : *env) settings_ += shorten(input.value, 200) + " ";
    }
    for (const auto& [axis, values] : job.matrix) settings_ += shorten(join(values, " "), 2'000) + " ";
    settings_ = replace_all(settings_, "$", "");
    out_ = &step.resolved;
    seen_.clear();
    if (total_ >= kResolvedAll) return;
    std::string folder = resolve_path("", step.folder).value_or("");
    if (step.uses == "docker/build-push-action") {
      const Input* file = step.input("file");
      const Input* context = step.input("context");
      dockerfile(resolve_path("", context ? context->value : "").value_or(""), file ? file->value : "", false,
                 "docker build");
    }
    mark_elsewhere(step.commands, tree_, cloned_);
    walk(step.commands, folder, "", 0, false);
    total_ += step.resolved.size();
    out_ = nullptr;
  }

 private:
  // Looks at commands in order; `cd` changes where the next one stands.
  void walk(const std::vector<CiCommand>& commands, std::string folder, const std::string& via, int depth,
            bool ignored) {
    if (depth >= kDepth) return;
    for (const CiCommand& command : commands) {
      if (out_->size() >= kResolved) return;
      if (command.elsewhere) continue;
      if (one_of(command.shell.program(), {"cd", "pushd"})) {
        const std::string_view target = command.shell.first_argument();
        if (target == "-" || target.starts_with("$"))
          folder.clear();
        else
          folder = resolve_path(folder, target).value_or("");
      } else {
        resolve(command.shell, folder, via, depth, ignored || command.shell.failure_ignored);
      }
    }
  }

  // Appends what a script's commands are and goes on with what those run.
  void take(const std::vector<CiCommand>& commands, const std::string& key, const std::string& folder,
            const std::string& via, int depth, bool ignored) {
    if (!seen_.insert(key).second) return;
    std::vector<CiCommand> copies = commands;
    std::set<std::string, std::less<>> cloned = cloned_;
    mark_elsewhere(copies, tree_, cloned);
    for (CiCommand& copy : copies) {
      if (out_->size() >= kResolved) return;
      copy.via = via;
      copy.shell.failure_ignored |= ignored;
      out_->push_back(copy);
    }
    walk(copies, folder, via, depth + 1, ignored);
  }

  void script(const Script& found, const std::string& typed, const std::string& via, int depth,
              bool ignored) {
    const std::string name = via.empty() ? typed : via + " → " + typed;
    take(scripts_.commands_of(found), found.path + ":" + std::to_string(found.line) + ":" + found.name,
         found.folder, name, depth, ignored);
  }

  bool named(ScriptKind kind, const std::string& folder, std::string_view name, const std::string& via,
             int depth, bool ignored) {
    const Script* found = scripts_.find(kind, folder, name);
    if (!found) return false;
    script(*found, typed(kind, name), via, depth, ignored);
    return true;
  }

  /// The script of this name in any package of a workspace.
  void everywhere(ScriptKind kind, std::string_view name, const std::string& via, int depth, bool ignored) {
    std::size_t taken = 0;
    for (const Script& candidate : scripts_.all()) {
      if (candidate.kind != kind || candidate.name != name || taken++ >= kNamesakes) continue;
      script(candidate, typed(kind, name), via, depth, ignored);
    }
  }

  void resolve(const ShellCommand& c, const std::string& folder, const std::string& via, int depth,
               bool ignored) {
    const std::string_view program = c.program();
    if (one_of(program, {"make", "gmake", "mingw32-make", "bmake", "remake"}))
      return make(c, folder, via, depth, ignored);
    if (one_of(program, {"npm", "pnpm", "yarn", "bun"})) return node(c, folder, via, depth, ignored);
    if (one_of(program, {"npm-run-all", "run-s", "run-p", "turbo", "nx", "lerna", "wsrun", "ultra"}))
      return runner(c, folder, via, depth, ignored);
    if (program == "tox") return tox(c, folder, via, depth, ignored);
    if (program == "nox") return sessions(c, folder, via, depth, ignored);
    if (program == "just") return words(ScriptKind::just, c, folder, via, depth, ignored);
    if (program == "task" || program == "go-task")
      return words(ScriptKind::task, c, folder, via, depth, ignored);
    if (program == "rake") return words(ScriptKind::rake, c, folder, via, depth, ignored);
    if (program == "composer") return composer(c, folder, via, depth, ignored);
    if (program == "deno" && c.first_argument() == "task")
      return words(ScriptKind::deno, c, folder, via, depth, ignored);
    if (one_of(program, {"poe", "invoke", "inv"}))
      return words(ScriptKind::python_project, c, folder, via, depth, ignored);
    if (one_of(program, {"pre-commit", "prek"})) return hooks(c, via, depth, ignored);
    if (program == "cmake" || program == "ninja" || program == "ninja-build")
      return targets(c, via, depth, ignored);
    if (one_of(program, {"docker", "podman", "buildah"})) return docker(c, folder, via);
    if (!c.wrappers.empty() &&
        one_of(c.wrappers.back(), {"pdm run", "hatch run", "poetry run", "uv run", "rye run", "pixi run"}) &&
        (named(ScriptKind::python_project, folder, c.words[0], via, depth, ignored))) {
      return;
    }
    file(c, folder, via, depth, ignored);
  }

  void make(const ShellCommand& c, std::string folder, const std::string& via, int depth, bool ignored) {
    std::vector<std::string> targets;
    for (std::size_t i = 1; i < c.words.size(); ++i) {
      const std::string& word = c.words[i];
      if (word == "-C" || word == "--directory") {
        if (++i < c.words.size()) folder = resolve_path(folder, c.words[i]).value_or(folder);
      } else if (word.starts_with("-C") && word.size() > 2) {
        folder = resolve_path(folder, word.substr(2)).value_or(folder);
      } else if (one_of(word, {"-f", "-I", "-o", "-W"}) ||
                 (word == "-j" && i + 1 < c.words.size() &&
                  c.words[i + 1].find_first_not_of("0123456789") == std::string::npos)) {
        ++i;
      } else if (!word.starts_with("-") && word.find('=') == std::string::npos && !word.starts_with("$")) {
        targets.push_back(word);
      }
    }
    if (!targets.empty()) {
      for (const std::string& target : targets) {
        if (!named(ScriptKind::make, folder, target, via, depth, ignored))
          named(ScriptKind::cmake, "", target, via, depth, ignored);
      }
      return;
    }
    for (const Script& first : scripts_.all()) {
      if (first.kind != ScriptKind::make || first.folder != folder) continue;
      return script(first, "make", via, depth, ignored);
    }
  }

  // cmake --build build --target lint; ninja -C build lint
  void targets(const ShellCommand& c, const std::string& via, int depth, bool ignored) {
    const bool cmake = c.program() == "cmake";
    bool wanted = !cmake;
    for (std::size_t i = 1; i < c.words.size() && c.words[i] != "--"; ++i) {
      const std::string& word = c.words[i];
      if (cmake && (word == "--target" || word == "-t")) {
        wanted = true;
      } else if (cmake && word.starts_with("--target=")) {
        named(ScriptKind::cmake, "", word.substr(9), via, depth, ignored);
      } else if (word.starts_with("-")) {
        wanted = !cmake;
        if (!cmake && one_of(word, {"-C", "-j", "-f", "-k", "-l", "-t"})) ++i;
      } else if (wanted) {
        named(ScriptKind::cmake, "", word, via, depth, ignored);
      }
    }
  }

  // A package script and what npm runs around it.
  void package(const std::string& folder, std::string_view name, bool all, const std::string& via, int depth,
               bool ignored) {
    if (name.empty() || name.starts_with("$")) return;
    const std::string own(name);
    named(ScriptKind::npm, folder, "pre" + own, via, depth, ignored);
    const bool here = named(ScriptKind::npm, folder, own, via, depth, ignored);
    named(ScriptKind::npm, folder, "post" + own, via, depth, ignored);
    if (all || !here) everywhere(ScriptKind::npm, own, via, depth, ignored);
  }

  void node(const ShellCommand& c, std::string folder, const std::string& via, int depth, bool ignored) {
    bool all = false;
    std::vector<std::string> plain;
    for (std::size_t i = 1; i < c.words.size(); ++i) {
      const std::string& word = c.words[i];
      if (word == "--") break;
      if (one_of(word, {"-w", "--workspace", "--filter", "-F"})) {
        all = true;
        ++i;
      } else if (one_of(word, {"-r", "--recursive", "--workspaces", "-ws"}) ||
                 word.starts_with("--filter=") || word.starts_with("--workspace=")) {
        all = true;
      } else if (one_of(word, {"--prefix", "--cwd", "-C", "--dir"})) {
        if (++i < c.words.size()) folder = resolve_path(folder, c.words[i]).value_or(folder);
      } else if (!word.starts_with("-")) {
        plain.push_back(word);
      }
    }
    if (plain.empty()) return;
    std::size_t at = 0;
    if (plain[0] == "workspaces" || plain[0] == "workspace") {
      all = true;
      at = plain[0] == "workspace" ? 2 : 1;
      if (at < plain.size() && plain[at] == "foreach") ++at;
    }
    const auto word = [&](std::size_t i) { return i < plain.size() ? plain[i] : std::string(); };
    if (one_of(word(at), {"run", "run-script"}))
      return package(folder, word(at + 1), all, via, depth, ignored);
    if (c.program() == "npm" && one_of(word(at), {"t", "tst", "test", "start"}))
      return package(folder, word(at) == "start" ? "start" : "test", all, via, depth, ignored);
    if (c.program() == "npm") return;
    if (one_of(word(at), {"install", "add", "i", "ci", "publish", "pack", "audit", "config", "set", "global",
                          "link", "why"}))
      return;
    if (scripts_.find(ScriptKind::npm, folder, word(at)) || all || word(at) == "test")
      package(folder, word(at), all, via, depth, ignored);
  }

  // turbo run lint test, nx run-many -t lint test, lerna run x, run-s lint test:*
  void runner(const ShellCommand& c, const std::string& folder, const std::string& via, int depth,
              bool ignored) {
    const bool workspace = !one_of(c.program(), {"npm-run-all", "run-s", "run-p"});
    std::vector<std::string> names;
    for (std::size_t i = 1; i < c.words.size(); ++i) {
      std::string word = c.words[i];
      if (word == "--") break;
      if (word.starts_with("--target="))
        word = word.substr(9);
      else if (word.starts_with("--targets="))
        word = word.substr(10);
      else if (word.starts_with("-"))
        continue;
      for (const std::string_view part : split(word, ',')) names.emplace_back(part);
    }
    for (const std::string& name : names) {
      if (one_of(name, {"run", "run-many", "affected", "exec", "npm-run-all"})) continue;
      if (workspace) {
        everywhere(ScriptKind::npm, name, via, depth, ignored);
      } else if (const std::size_t star = name.find('*'); star != std::string::npos) {
        for (const Script& candidate : scripts_.all()) {
          if (candidate.kind == ScriptKind::npm && candidate.folder == folder &&
              candidate.name.starts_with(name.substr(0, star))) {
            script(candidate, "npm run " + candidate.name, via, depth, ignored);
          }
        }
      } else {
        package(folder, name, false, via, depth, ignored);
      }
    }
  }

  /// Whether commands for these factors ("py310-cov,!lint") run in an environment of this name.
  static bool factors_hold(std::string_view factors, std::string_view environment) {
    if (factors.empty()) return true;
    const std::vector<std::string_view> has = split(environment, '-');
    for (const std::string_view alternative : split(factors, ',')) {
      const std::vector<std::string_view> wanted = split(alternative, '-');
      const bool all = std::all_of(wanted.begin(), wanted.end(), [&](std::string_view factor) {
        const bool without = factor.starts_with('!');
        if (without) factor.remove_prefix(1);
        return (std::find(has.begin(), has.end(), factor) == has.end()) == without;
      });
      if (all) return true;
    }
    return false;
  }

  /// One environment; of an empty name: whatever may run in any.
  void environment(const Script& found, std::string_view name, const std::string& via, int depth,
                   bool ignored) {
    std::vector<CiCommand> commands = scripts_.commands_of(found);
    const std::size_t removed = std::erase_if(commands, [&](const CiCommand& command) {
      return !name.empty() && !factors_hold(command.shell.arm, name);
    });
    const std::string own = typed(ScriptKind::tox, found.name);
    take(commands,
         found.path + ":" + std::to_string(found.line) + ":" + found.name +
             (removed > 0 ? ":" + std::string(name) : ""),
         found.folder, via.empty() ? own : via + " → " + own, depth, ignored);
  }

  void tox(const ShellCommand& c, const std::string& folder, const std::string& via, int depth,
           bool ignored) {
    std::vector<std::string> names, factors;
    const auto add = [](std::vector<std::string>& to, std::string_view list) {
      for (const std::string_view one : split(list, ','))
        if (!trim(one).empty()) to.emplace_back(trim(one));
    };
    for (std::size_t i = 1; i < c.words.size() && c.words[i] != "--"; ++i) {
      const std::string& word = c.words[i];
      if (word == "-f") {
        while (i + 1 < c.words.size() && !c.words[i + 1].starts_with("-")) factors.push_back(c.words[++i]);
      } else if (word == "-e" || word == "-m") {
        if (++i < c.words.size()) add(names, c.words[i]);
      } else if (word.starts_with("-e")) {
        add(names, std::string_view(word).substr(2));
      }
    }
    for (const std::string& env : c.env) {
      if (env.starts_with("TOXENV=")) add(names, std::string_view(env).substr(7));
    }
    const std::string wanted = join(factors, "-"), all = join(names, ",") + wanted;
    const bool unknown = all.empty() || all.find('$') != std::string::npos;
    for (const Script& candidate : scripts_.all()) {
      if (candidate.kind != ScriptKind::tox || candidate.folder != folder) continue;
      // Environments with these factors, and the base section for those without one of their own.
      const bool of_factors =
          !factors.empty() && (candidate.name.empty() || factors_hold(wanted, candidate.name));
      if (unknown || of_factors)
        environment(candidate, unknown || !candidate.name.empty() ? candidate.name : wanted, via, depth,
                    ignored);
    }
    if (unknown) return;
    for (const std::string& name : names) {
      // An environment without a section of its own runs the base section.
      const Script* found = scripts_.find(ScriptKind::tox, folder, name);
      if (!found) found = scripts_.find(ScriptKind::tox, folder, "");
      if (found) environment(*found, name, via, depth, ignored);
    }
  }

  void sessions(const ShellCommand& c, const std::string& folder, const std::string& via, int depth,
                bool ignored) {
    std::set<std::string> wanted;
    for (std::size_t i = 1; i < c.words.size(); ++i) {
      const std::string& word = c.words[i];
      if (word == "--") break;
      for (const std::string_view option : {"--session=", "--sessions=", "-s="}) {
        if (word.starts_with(option)) wanted.insert(word.substr(option.size()));
      }
      if (!one_of(word, {"-s", "--session", "--sessions", "-e"})) continue;
      while (i + 1 < c.words.size() && !c.words[i + 1].starts_with("-")) wanted.insert(c.words[++i]);
    }
    const bool unknown =
        wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [](const std::string& name) {
          return name.find('$') != std::string::npos;
        });
    for (const Script& candidate : scripts_.all()) {
      if (candidate.kind != ScriptKind::nox || candidate.folder != folder) continue;
      // "tests-3.11" and "tests(python='3.11')" are the session "tests".
      const bool hit = unknown || std::any_of(wanted.begin(), wanted.end(), [&](const std::string& name) {
                         if (!name.starts_with(candidate.name)) return false;
                         const std::string rest = name.substr(candidate.name.size());
                         return rest.empty() || rest[0] == '-' || rest[0] == '(';
                       });
      if (hit) script(candidate, "nox -s " + candidate.name, via, depth, ignored);
    }
  }

  // Every plain word may be a target.
  void words(ScriptKind kind, const ShellCommand& c, const std::string& folder, const std::string& via,
             int depth, bool ignored) {
    bool any = false;
    for (std::size_t i = 1; i < c.words.size(); ++i) {
      if (c.words[i] == "--") break;
      if (!c.words[i].starts_with("-")) any |= named(kind, folder, c.words[i], via, depth, ignored);
    }
    if (!any && c.first_argument().empty()) {
      if (named(kind, folder, "default", via, depth, ignored) || kind == ScriptKind::rake) return;
      for (const Script& first : scripts_.all()) {
        if (first.kind == kind && first.folder == folder)
          return script(first, std::string(name_of(kind)), via, depth, ignored);
      }
    }
  }

  void composer(const ShellCommand& c, const std::string& folder, const std::string& via, int depth,
                bool ignored) {
    std::vector<std::string> plain;
    for (std::size_t i = 1; i < c.words.size() && c.words[i] != "--"; ++i) {
      if (!c.words[i].starts_with("-")) plain.push_back(c.words[i]);
    }
    if (plain.empty()) return;
    const bool run = one_of(plain[0], {"run", "run-script"});
    if (run && plain.size() < 2) return;
    named(ScriptKind::composer, folder, run ? plain[1] : plain[0], via, depth, ignored);
  }

  void hooks(const ShellCommand& c, const std::string& via, int depth, bool ignored) {
    if (c.first_argument() != "run") return;
    for (const Script& hook : scripts_.all()) {
      if (hook.kind == ScriptKind::pre_commit && hook.source != "lefthook")
        script(hook, "pre-commit run", via, depth, ignored);
    }
  }

  void docker(const ShellCommand& c, const std::string& folder, const std::string& via) {
    std::size_t i = 1;
    while (i < c.words.size() && one_of(c.words[i], {"buildx", "image", "builder"})) ++i;
    if (i >= c.words.size() || !one_of(c.words[i], {"build", "bud"})) return;
    std::string file(c.option("-f")), context;
    if (file.empty()) file = c.option("--file");
    for (std::size_t j = i + 1; j < c.words.size(); ++j) {
      const std::string& word = c.words[j];
      if (one_of(word, {"-f", "--file", "-t", "--tag", "--build-arg", "--platform", "--target", "--label",
                        "--network", "--progress", "--cache-from", "--cache-to", "--output", "-o", "--secret",
                        "--ssh"}))
        ++j;
      else if (!word.starts_with("-"))
        context = word;
    }
    dockerfile(resolve_path(folder, context.empty() ? "." : context).value_or(""), file, !file.empty(),
               via.empty() ? "docker build" : via + " → docker build");
  }

  // RUN lines of a Dockerfile. `file` is seen from where the command stands, which is mostly the root.
  void dockerfile(const std::string& context, std::string file, bool named_file, const std::string& via) {
    if (file.empty()) file = context.empty() ? "Dockerfile" : context + "/Dockerfile";
    std::optional<std::string> path = resolve_path("", file);
    const FileText text =
        path && facts_.snapshot().find(*path) ? facts_.text(std::string_view(*path)) : nullptr;
    if (!text || (named_file && file.find('$') != std::string::npos)) return;
    if (!seen_.insert("docker:" + *path).second) return;
    int number = 0, start = 0;
    std::string run;
    for (const std::string_view line : split_lines(*text)) {
      ++number;
      if (run.empty()) {
        const std::string_view trimmed = trim(line);
        if (!starts_with_ignoring_case(trimmed, "run ")) continue;
        start = number;
        run = trimmed.substr(4);
      } else if (trim(line).starts_with("#")) {  // a comment inside a continued line
        run += "\\\n";
        continue;
      } else {
        run += line;
      }
      if (run.ends_with("\\") && run.size() < 64 * 1024) {
        run += '\n';
        continue;
      }
      for (ShellCommand& command : split_shell(run)) {
        if (out_->size() >= kResolved) return;
        const int at = start + command.line - 1;
        out_->push_back({std::move(command), *path, at, via});
      }
      run.clear();
    }
  }

  // ./scripts/test.sh, bash ci/run, source x.sh
  void file(const ShellCommand& c, const std::string& folder, const std::string& via, int depth,
            bool ignored) {
    std::string name = c.words[0];
    std::size_t behind = 1;  // where the script's arguments begin
    if (one_of(c.program(), {"bash", "sh", "dash", "zsh", "source", ".", "call", "pwsh", "powershell"})) {
      name.clear();
      for (; behind < c.words.size() && name.empty(); ++behind) {
        const std::string& word = c.words[behind];
        if (!word.starts_with("-") || word.find('/') != std::string::npos) name = word;
      }
    } else if (name.find('/') == std::string::npos && name.find('\\') == std::string::npos &&
               name.find('.') == std::string::npos) {
      return;  // found on PATH
    }
    name = replace_all(name, "\\", "/");
    for (const std::string_view root :
         {"$GITHUB_WORKSPACE/", "${GITHUB_WORKSPACE}/", "$CI_PROJECT_DIR/", "${{ github.workspace }}/",
          "$TRAVIS_BUILD_DIR/", "${CI_PROJECT_DIR}/", "$PWD/"}) {
      if (name.starts_with(root)) name = name.substr(root.size());
    }
    if (name.empty() || name.find('$') != std::string::npos) return;
    std::optional<std::string> path = resolve_path(folder, name);
    if (path && !facts_.snapshot().find(*path)) path = resolve_path("", name);
    if (!path || path->empty()) return;
    const Entry* entry = facts_.snapshot().find(*path);
    if (!entry || entry->mode == Mode::submodule || tree_.classify(*entry).vendored) return;
    if (one_of(entry->name(), {"gradlew", "mvnw", "gradlew.bat", "mvnw.cmd"})) return;  // starters, not ours
    const std::vector<CiCommand>* commands = script_file(*path);
    if (!commands) return;
    const std::vector<std::string> arguments(c.words.begin() + static_cast<std::ptrdiff_t>(behind),
                                             c.words.end());
    take(asked_for(*commands, c, arguments), "file:" + *path + " " + join(arguments, " "), folder,
         via.empty() ? *path : via + " → " + *path, depth, ignored);
    // `in-container.sh image ci/lint.sh`: a script is handed to another one.
    for (const std::string& argument : arguments) {
      if (argument.ends_with(".sh") && argument.find('/') != std::string::npos && depth + 1 < kDepth) {
        ShellCommand handed;
        handed.words = {argument};
        this->file(handed, folder, via.empty() ? *path : via + " → " + *path, depth + 1, ignored);
      }
    }
  }

  // What a script does for this caller. `case $mode in valgrind) valgrind ./t;; helgrind) valgrind …`: where
  // a mode has the name of a program, the program's modes run when the caller names them. "$@" is what the
  // caller gives.
  std::vector<CiCommand> asked_for(const std::vector<CiCommand>& commands, const ShellCommand& caller,
                                   const std::vector<std::string>& arguments) const {
    std::set<std::string, std::less<>> with_modes;
    for (const CiCommand& command : commands) {
      for (const std::string_view name : split(command.shell.arm, '|')) {
        if (name == command.shell.program()) with_modes.emplace(name);
      }
    }
    const std::string said = settings_ + join(arguments, " ") + " " + join(caller.env, " ");
    const bool computed = said.find('$') != std::string::npos;
    std::vector<CiCommand> kept;
    for (const CiCommand& command : commands) {
      const std::string& arm = command.shell.arm;
      const std::string_view program = command.shell.program();
      if (!computed && !arm.empty() && arm != "*" && with_modes.contains(program) &&
          said.find(program) == std::string::npos && !names_any(said, arm))
        continue;
      kept.push_back(command);
      hand_on(kept.back().shell.words, arguments);
    }
    return kept;
  }

  static bool names_any(const std::string& said, std::string_view arm) {
    for (const std::string_view name : split(arm, '|')) {
      if (!name.empty() && said.find(name) != std::string::npos) return true;
    }
    return false;
  }

  static void hand_on(std::vector<std::string>& words, const std::vector<std::string>& arguments) {
    const auto all = std::find_if(words.begin(), words.end(), [](const std::string& word) {
      return word == "$@" || word == "$*" || word == "${@}";
    });
    if (all == words.end() || arguments.empty() || arguments.size() > kArguments) return;
    words.insert(words.erase(all), arguments.begin(), arguments.end());
  }

  // The commands of a script of the tree, kept: many steps call the same one. Null when it is no shell
  // script.
  const std::vector<CiCommand>* script_file(const std::string& path) {
    const auto [slot, fresh] = files_.try_emplace(path);
    if (!fresh) return slot->second.empty() ? nullptr : &slot->second;
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
    const bool maybe = name.find('.') == std::string_view::npos || is_shell_file(path, "");
    const FileText text = maybe ? facts_.text(std::string_view(path)) : nullptr;
    if (!text || !is_shell_file(path, *text)) return nullptr;
    for (ShellCommand& command : split_shell(*text, dialect_of_file(path))) {
      const int line = command.line;
      slot->second.push_back({std::move(command), path, line, {}});
    }
    return slot->second.empty() ? nullptr : &slot->second;
  }

  const Facts& facts_;
  const Scripts& scripts_;
  const TreeIndex& tree_;
  std::map<std::string, std::vector<CiCommand>> files_;
  std::set<std::string> seen_;                 // what this step has followed already
  std::string settings_;                       // values of the environment and of the matrix
  std::set<std::string, std::less<>> cloned_;  // folders of other projects, by the steps of the job so far
  std::vector<CiCommand>* out_ = nullptr;
  std::size_t total_ = 0;
};

}  // namespace

void follow(const Facts& facts, std::vector<Pipeline>& pipelines) {
  if (pipelines.empty()) return;
  Follower follower(facts);
  for (Pipeline& pipeline : pipelines) {
    for (Job& job : pipeline.jobs) {
      follower.start_job();
      for (Step& step : job.steps) follower.step(pipeline, job, step);
    }
  }
}

}  // namespace badgescan::ci
