// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// GitHub Actions workflows, and Gitea's and Forgejo's, which have the same form.
// Local reusable workflows and composite actions are put in place.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/pipelines/conditions.h"
#include "scanner/facts/pipelines/systems.h"

namespace badgescan::ci {
namespace {

constexpr std::size_t kCalls = 5;  // workflows that call workflows; the service allows four levels

TriggerKind kind_of(std::string_view event) {
  struct Row {
    std::string_view event;
    TriggerKind kind;
  };
  static constexpr Row kRows[] = {
      {"push", TriggerKind::push},
      {"pull_request", TriggerKind::change_request},
      {"pull_request_target", TriggerKind::change_request},
      {"merge_group", TriggerKind::change_request},
      {"schedule", TriggerKind::schedule},
      {"release", TriggerKind::release},
      {"deployment", TriggerKind::release},
      {"workflow_dispatch", TriggerKind::manual},
      {"repository_dispatch", TriggerKind::manual},
      {"workflow_call", TriggerKind::call},
  };
  for (const Row& row : kRows) {
    if (row.event == event) return row.kind;
  }
  return TriggerKind::other;
}

// A pull request trigger for labels, reviews or closing only is not one for every change.
bool for_changes(YamlNode types) {
  const std::vector<std::string> named = types.strings();
  if (named.empty()) return true;
  return std::any_of(named.begin(), named.end(), [](const std::string& type) {
    return type == "opened" || type == "synchronize" || type == "reopened" || type == "ready_for_review" ||
           type == "checks_requested";
  });
}

void add_push(std::vector<Trigger>& out, const Reading& reading, YamlNode node, int line) {
  const std::vector<std::string> branches = node["branches"].strings();
  const bool tags = node["tags"].exists();
  const bool only_tags = tags && !node["branches"].exists() && !node["branches-ignore"].exists();
  if (!only_tags) {
    Trigger push = trigger(TriggerKind::push, "push", line);
    push.branches = branches;
    push.narrow = narrow_branches(branches, reading.main_branch()) || narrow_paths(node["paths"].strings());
    out.push_back(std::move(push));
  }
  // Without filters a push of a tag starts the workflow, too.
  if (tags || !node["branches"].exists()) {
    Trigger tag = trigger(TriggerKind::tag, "push", line);
    if (tags) tag.branches = node["tags"].strings();
    out.push_back(std::move(tag));
  }
}

void add_event(std::vector<Trigger>& out, const Reading& reading, const std::string& event, YamlNode node,
               int line) {
  if (event == "push") return add_push(out, reading, node, line);
  if (event == "schedule") {
    for (std::size_t i = 0; i < node.size(); ++i) {
      Trigger schedule = trigger(TriggerKind::schedule, event, node[i].line());
      schedule.cron = node[i]["cron"].text();
      out.push_back(std::move(schedule));
    }
    if (node.size() == 0) out.push_back(trigger(TriggerKind::schedule, event, line));
    return;
  }
  Trigger made = trigger(kind_of(event), event, line);
  if (made.kind == TriggerKind::change_request) {
    made.branches = node["branches"].strings();
    made.narrow =
        narrow_paths(node["paths"].strings()) || narrow_branches(made.branches, reading.main_branch());
    if (!for_changes(node["types"])) made.kind = TriggerKind::other;
  }
  out.push_back(std::move(made));
}

std::vector<Trigger> triggers_of(const Reading& reading, YamlNode on) {
  std::vector<Trigger> out;
  if (on.is_mapping()) {
    for (std::size_t i = 0; i < on.size(); ++i)
      add_event(out, reading, std::string(on.key(i)), on[i], on.key_line(i));
  } else {
    for (const std::string& event : on.strings()) add_event(out, reading, event, {}, on.line());
  }
  return out;
}

Permissions permissions_of(YamlNode node) {
  Permissions made;
  if (!node.exists()) return made;
  made.present = true;
  made.line = node.line();
  if (node.is_scalar()) made.all = node.text();
  for (const Input& scope : inputs_of(node)) made.scopes.emplace_back(scope.name, scope.value);
  if (!node.is_scalar() && made.scopes.empty()) made.all = "none";
  return made;
}

// Whether a condition can hold when this trigger started the run.
Tri holds(const Term& left, std::string_view op, const Term& right, const Trigger& t) {
  const bool tag = t.kind == TriggerKind::tag || t.kind == TriggerKind::release;
  const std::string ref_type = tag ? "tag" : "branch";
  if (left.kind == Term::Kind::call && op.empty() && left.terms.size() == 2) {
    const bool about_ref = left.terms[0].text == "github.ref" || left.terms[0].text == "github.event.ref";
    const std::string_view wanted = left.terms[1].text;
    if (!about_ref || (left.text != "startsWith" && left.text != "contains")) return Tri::unknown;
    if (wanted.find("tags") != std::string_view::npos) return tag ? Tri::yes : Tri::no;
    return wanted.find("heads") != std::string_view::npos && tag ? Tri::no : Tri::unknown;
  }
  if (left.kind != Term::Kind::name) {
    return left.kind == Term::Kind::text && right.kind == Term::Kind::name && !op.empty()
               ? holds(right, op, left, t)
               : Tri::unknown;
  }
  if (left.text == "true" || left.text == "false")
    return op.empty() ? (left.text == "true" ? Tri::yes : Tri::no) : Tri::unknown;
  if (left.text == "github.event_name") return compare(&t.event, op, right);
  if (left.text == "github.ref_type") return compare(&ref_type, op, right);
  if (left.text == "github.event.pull_request" || left.text == "github.base_ref") {
    const std::string value = t.kind == TriggerKind::change_request ? "x" : "";
    return op.empty() ? compare(&value, op, right) : Tri::unknown;
  }
  const bool heads = right.text.starts_with("refs/heads/"), tags = right.text.starts_with("refs/tags/");
  if (left.text == "github.ref" && op == "==" && (heads || tags)) {
    if (t.kind == TriggerKind::change_request) return Tri::no;
    return heads == tag ? Tri::no : Tri::unknown;
  }
  return Tri::unknown;
}

std::vector<Trigger> narrowed(const std::vector<Trigger>& triggers, std::string_view condition) {
  if (trim(condition).empty()) return triggers;
  std::vector<Trigger> out;
  for (const Trigger& t : triggers) {
    const Tri can = evaluate(condition, [&](const Term& left, std::string_view op, const Term& right) {
      return holds(left, op, right, t);
    });
    if (can != Tri::no) out.push_back(t);
  }
  return out;
}

struct Defaults {
  std::string shell, folder;
  void take(YamlNode run) {
    if (run["shell"].is_scalar()) shell = run["shell"].text();
    if (run["working-directory"].is_scalar()) folder = run["working-directory"].text();
  }
};

class Workflow {
 public:
  Workflow(Reading& reading, Pipeline& pipeline) : reading_(reading), pipeline_(pipeline) {}

  /// The jobs of a file: of the workflow itself, or of one that it calls.
  void jobs(const std::string& path, YamlNode root, const Job& caller) {
    Defaults defaults;
    defaults.take(root["defaults"]["run"]);
    const YamlNode all = root["jobs"];
    calls_.push_back(path);
    for (std::size_t i = 0; i < all.size(); ++i)
      job(path, std::string(all.key(i)), all[i], all.key_line(i), caller, defaults);
    calls_.pop_back();
  }

 private:
  void job(const std::string& path, const std::string& id, YamlNode node, int line, const Job& caller,
           Defaults defaults) {
    if (!node.is_mapping() || pipeline_.jobs.size() > 2'000) return;
    Job made;
    made.id = caller.id.empty() ? id : caller.id + "/" + id;
    made.name = node["name"].text_or(id);
    made.path = path;
    made.line = line;
    made.condition = node["if"].text();
    made.triggers = narrowed(caller.triggers, made.condition);
    made.disabled = caller.disabled || (made.triggers.empty() && !caller.triggers.empty());
    made.failure_ignored = caller.failure_ignored || node["continue-on-error"].is_true();
    made.permissions = permissions_of(node["permissions"]);
    if (!made.permissions.present) made.permissions = caller.permissions;
    made.env = environment_of(node["env"]);
    made.environment =
        node["environment"].is_mapping() ? node["environment"]["name"].text() : node["environment"].text();
    made.needs = node["needs"].strings();
    made.machines =
        node["runs-on"].is_mapping() ? node["runs-on"]["labels"].strings() : node["runs-on"].strings();
    images(made, node);
    matrix(made, node["strategy"]["matrix"]);
    if (node["uses"].is_scalar()) return call(made, node);
    defaults.take(node["defaults"]["run"]);
    if (defaults.shell.empty() && !made.machines.empty() &&
        to_lower(made.machines.front()).starts_with("windows")) {
      defaults.shell = "pwsh";
    }
    const YamlNode steps = node["steps"];
    for (std::size_t i = 0; i < steps.size(); ++i) step(made, path, steps[i], defaults, {});
    mark_foreign_folders(made);
    pipeline_.jobs.push_back(std::move(made));
  }

  // A job may check out another project beside this one; what runs in its folder is that project's.
  static void mark_foreign_folders(Job& job) {
    std::vector<std::string> folders;
    for (Step& step : job.steps) {
      if (step.uses == "actions/checkout") {
        const Input* repository = step.input("repository");
        const Input* into = step.input("path");
        const bool own = !repository || repository->value.find("github.repository") != std::string::npos ||
                         repository->value.find("head.repo") != std::string::npos;
        if (!own && into && !into->value.empty())
          folders.push_back(resolve_path("", into->value).value_or(into->value));
        continue;
      }
      const std::string here = resolve_path("", step.folder).value_or("");
      for (const std::string& folder : folders) {
        if (here != folder && !here.starts_with(folder + "/")) continue;
        for (CiCommand& command : step.commands) command.elsewhere = true;
      }
    }
  }

  static void images(Job& job, YamlNode node) {
    const auto add = [&](YamlNode container) {
      const std::string_view image = container.is_mapping() ? container["image"].text() : container.text();
      if (!image.empty()) job.images.emplace_back(image);
    };
    add(node["container"]);
    for (std::size_t i = 0; i < node["services"].size(); ++i) add(node["services"][i]);
  }

  static void matrix(Job& job, YamlNode node) {
    const auto axis = [&](std::string_view name) -> std::vector<std::string>& {
      for (auto& [known, values] : job.matrix) {
        if (known == name) return values;
      }
      return job.matrix.emplace_back(std::string(name), std::vector<std::string>{}).second;
    };
    for (std::size_t i = 0; i < node.size(); ++i) {
      if (node.key(i) == "include" || node.key(i) == "exclude") continue;
      for (std::string& value : node[i].strings()) axis(node.key(i)).push_back(std::move(value));
      // A list of mappings: matrix.build.CFLAGS.
      for (std::size_t item = 0; node[i].is_sequence() && item < node[i].size() && item < 200; ++item) {
        for (const Input& entry : inputs_of(node[i][item]))
          axis(node.key(i)).push_back(entry.name + "=" + entry.value);
      }
    }
    const YamlNode include = node["include"];
    for (std::size_t i = 0; i < include.size(); ++i) {
      for (Input& entry : inputs_of(include[i])) {
        std::vector<std::string>& values = axis(entry.name);
        if (values.size() < 200 && std::find(values.begin(), values.end(), entry.value) == values.end()) {
          values.push_back(std::move(entry.value));
        }
      }
    }
  }

  void call(Job job, YamlNode node) {
    Step step = step_at(job.path, node["uses"]);
    step.inputs = inputs_of(node["with"]);
    set_uses(step, node["uses"].text());
    const std::string uses = step.uses;
    const bool local = step.pin == Pin::local;
    job.steps.push_back(std::move(step));
    if (!local) {
      job.foreign = true;
      pipeline_.unseen.push_back(uses);
      pipeline_.jobs.push_back(std::move(job));
      return;
    }
    const std::optional<std::string> path = resolve_path("", uses);
    const bool cycle = path && std::find(calls_.begin(), calls_.end(), *path) != calls_.end();
    const YamlFile* file = path && !cycle && calls_.size() <= kCalls ? reading_.yaml(*path) : nullptr;
    if (!file) {
      pipeline_.complete = false;
      pipeline_.jobs.push_back(std::move(job));
      return;
    }
    part(*path);
    jobs(*path, file->root(), job);
  }

  void part(const std::string& path) {
    if (std::find(pipeline_.parts.begin(), pipeline_.parts.end(), path) == pipeline_.parts.end()) {
      pipeline_.parts.push_back(path);
    }
  }

  void step(Job& job, const std::string& path, YamlNode node, const Defaults& defaults,
            const std::string& via) {
    if (!node.is_mapping() || !reading_.spend_step()) return;
    Step made = step_at(path, node);
    made.name = node["name"].text();
    made.condition = node["if"].text();
    made.failure_ignored = node["continue-on-error"].is_true();
    made.env = environment_of(node["env"]);
    made.inputs = inputs_of(node["with"]);
    made.via = via;
    made.shell = node["shell"].text_or(defaults.shell);
    made.folder = node["working-directory"].text_or(defaults.folder);
    if (node["run"].is_scalar()) {
      script(made, node["run"]);
    } else if (node["uses"].is_scalar()) {
      set_uses(made, node["uses"].text());
      if (const Input* inner = made.input("script"); inner && made.uses == "actions/github-script") {
        const YamlNode text = node["with"]["script"];
        made.expressions = expressions_in(text.text(), text.text_line());
      }
      runs_command(made, node["with"]);
      if (made.pin == Pin::local && composite(job, made.uses, defaults)) return;
    } else {
      return;
    }
    job.steps.push_back(std::move(made));
  }

  static void script(Step& step, YamlNode run) {
    if (const std::optional<ShellDialect> dialect = dialect_of(step.shell)) {
      add_script(step, run, *dialect);
    } else {
      step.run = run.text();
      step.run_line = run.text_line();
      step.expressions = expressions_in(step.run, step.run_line);
      // A program of another language is one command: Rscript -e '…'.
      const std::string interpreter(program_name(split(trim(step.shell), ' ').front()));
      ShellCommand program;
      program.words = {interpreter, interpreter.starts_with("python") ? "-c" : "-e",
                       shorten(clean_utf8(step.run), 4'000)};
      program.text = shorten(clean_utf8(fold_space(step.run)), 200);
      step.commands.push_back({std::move(program), step.path, step.run_line, {}});
    }
  }

  // Actions that are given a command line: to run it again, in another system, or as a program's arguments.
  static void runs_command(Step& step, YamlNode with) {
    struct Runner {
      std::string_view action, input, program;
    };
    static constexpr Runner kRunners[] = {
        {"nick-fields/retry", "command", ""},
        {"nick-invision/retry", "command", ""},
        {"wandalen/wretry.action", "command", ""},
        {"coactions/setup-xvfb", "run", ""},
        {"gabrielbb/xvfb-action", "run", ""},
        {"aganders3/headless-gui", "run", ""},
        {"vmactions/", "run", ""},
        {"cross-platform-actions/action", "run", ""},
        {"uraimo/run-on-arch-action", "run", ""},
        {"addnab/docker-run-action", "run", ""},
        {"devcontainers/ci", "runcmd", ""},
        {"reactivecircus/android-emulator-runner", "script", ""},
        {"borales/actions-yarn", "cmd", "yarn"},
        {"actions-rs/cargo", "command", "cargo"},
        {"houseabsolute/actions-rust-cross", "command", "cargo"},
        {"clementtsang/cargo-action", "command", "cargo"},
        {"clechasseur/rs-cargo", "command", "cargo"},
        {"gradle/gradle-build-action", "arguments", "gradle"},
        {"gradle/actions/setup-gradle", "arguments", "gradle"},
    };
    const std::string name = to_lower(step.uses);
    for (const Runner& runner : kRunners) {
      if (name != runner.action && !(runner.action.ends_with('/') && name.starts_with(runner.action)))
        continue;
      for (std::size_t i = 0; i < with.size(); ++i) {
        if (to_lower(with.key(i)) != runner.input || !with[i].is_scalar()) continue;
        if (runner.program.empty()) {
          add_script(step, with[i]);
        } else {
          const std::string_view rest = with["args"].text();
          add_script(
              step, std::string(runner.program) + " " + std::string(with[i].text()) + " " + std::string(rest),
              with[i].text_line());
        }
      }
    }
  }

  // Puts the steps of a local composite action in place; false when it is something else or cannot be read.
  bool composite(Job& job, const std::string& uses, const Defaults& defaults) {
    const std::optional<std::string> folder = resolve_path("", uses);
    if (!folder) return false;
    const std::string prefix = folder->empty() ? "" : *folder + "/";
    std::string path = prefix + "action.yml";
    if (!reading_.exists(path)) path = prefix + "action.yaml";
    if (std::find(calls_.begin(), calls_.end(), path) != calls_.end() || calls_.size() > kIncludeDepth)
      return false;
    const YamlFile* file = reading_.yaml(path);
    if (!file) {
      pipeline_.complete = false;
      return false;
    }
    part(path);
    const YamlNode runs = file->root()["runs"];
    if (!equals_ignoring_case(runs["using"].text(), "composite")) return false;
    calls_.push_back(path);
    for (std::size_t i = 0; i < runs["steps"].size(); ++i) {
      step(job, path, runs["steps"][i], Defaults{.shell = {}, .folder = defaults.folder}, "action " + uses);
    }
    calls_.pop_back();
    return true;
  }

  Reading& reading_;
  Pipeline& pipeline_;
  std::vector<std::string> calls_;  // files that are being read: no file twice
};

void read_workflow(CiSystem system, Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  const YamlNode root = file->root();
  if (!root["jobs"].is_mapping()) return reading.odd(path, msg("this workflow has no jobs"));
  Pipeline pipeline;
  pipeline.system = system;
  pipeline.path = path;
  pipeline.name = root["name"].text();
  pipeline.triggers = triggers_of(reading, root["on"]);
  pipeline.permissions = permissions_of(root["permissions"]);
  pipeline.env = environment_of(root["env"]);
  Job outside;
  outside.triggers = pipeline.triggers;
  Workflow(reading, pipeline).jobs(path, root, outside);
  out.push_back(std::move(pipeline));
}

bool workflow_in(std::string_view path, std::string_view folder) {
  if (!path.starts_with(folder)) return false;
  const std::string_view rest = path.substr(folder.size());
  return rest.find('/') == std::string_view::npos && (rest.ends_with(".yml") || rest.ends_with(".yaml"));
}

bool github_owns(std::string_view path) { return workflow_in(path, ".github/workflows/"); }
bool forgejo_owns(std::string_view path) {
  return workflow_in(path, ".forgejo/workflows/") || workflow_in(path, ".gitea/workflows/");
}
void read_github(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  read_workflow(CiSystem::github_actions, reading, path, out);
}
void read_forgejo(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  read_workflow(CiSystem::forgejo_actions, reading, path, out);
}

}  // namespace

const Reader kGithub{CiSystem::github_actions, github_owns, read_github};
const Reader kForgejo{CiSystem::forgejo_actions, forgejo_owns, read_forgejo};

}  // namespace badgescan::ci
