// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// CircleCI: .circleci/*.yml. Workflows choose jobs; commands and executors of the same file are put in place,
// orbs stay names ("orb:codecov/codecov/upload").
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/pipelines/systems.h"

namespace badgescan::ci {
namespace {

constexpr int kDepth = 8;  // commands that call commands

class Circle {
 public:
  Circle(Reading& reading, Pipeline& pipeline, YamlNode root)
      : reading_(reading), pipeline_(pipeline), root_(root) {}

  void read() {
    const YamlNode orbs = root_["orbs"];
    for (std::size_t i = 0; orbs.is_mapping() && i < orbs.size(); ++i) {
      if (orbs[i].is_scalar()) orbs_[std::string(orbs.key(i))] = orbs[i].text();
    }
    const YamlNode workflows = root_["workflows"];
    bool any = false;
    for (std::size_t i = 0; workflows.is_mapping() && i < workflows.size(); ++i) {
      if (workflows[i].is_mapping()) any |= workflow(workflows[i]);
    }
    if (any) return;
    // Without workflows the job "build" runs on every push.
    if (root_["jobs"]["build"].is_mapping())
      job("build", {}, {trigger(TriggerKind::push, "push", root_.line())}, "");
  }

 private:
  bool workflow(YamlNode node) {
    std::vector<Trigger> scheduled;
    for (std::size_t i = 0; i < node["triggers"].size(); ++i) {
      const YamlNode schedule = node["triggers"][i]["schedule"];
      if (!schedule.exists()) continue;
      Trigger made = trigger(TriggerKind::schedule, "schedule", schedule.line());
      made.cron = schedule["cron"].text();
      scheduled.push_back(std::move(made));
    }
    // `when:` on a pipeline parameter: only a scheduled or manual pipeline sets it.
    const bool conditional = node["when"].exists() && !node["when"].is_true();
    const YamlNode jobs = node["jobs"];
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      const bool plain = jobs[i].is_scalar();
      const std::string name(plain ? jobs[i].text() : jobs[i].key(0));
      const YamlNode settings = plain ? YamlNode() : jobs[i][std::size_t{0}];
      if (name.empty()) continue;
      std::vector<Trigger> triggers = scheduled;
      if (triggers.empty()) triggers = pushes(settings["filters"], jobs[i].line());
      if (conditional && scheduled.empty())
        triggers = {trigger(TriggerKind::manual, "when", node["when"].line())};
      if (settings["type"].text() == "approval") continue;
      // A job behind an approval waits for a person.
      job(name, settings, triggers, settings["name"].text());
    }
    return jobs.size() > 0;
  }

  std::vector<Trigger> pushes(YamlNode filters, int line) const {
    std::vector<Trigger> out;
    const YamlNode branches = filters["branches"], tags = filters["tags"];
    const std::vector<std::string> ignored = branches["ignore"].strings();
    if (std::find_if(ignored.begin(), ignored.end(),
                     [](const std::string& name) { return name.starts_with("/.*"); }) == ignored.end()) {
      Trigger push = trigger(TriggerKind::push, "push", line);
      push.branches = branches["only"].strings();
      push.narrow = narrow_branches(push.branches, reading_.main_branch());
      out.push_back(std::move(push));
    }
    if (tags["only"].exists()) {
      Trigger tag = trigger(TriggerKind::tag, "tag", line);
      tag.branches = tags["only"].strings();
      out.push_back(std::move(tag));
    }
    return out;
  }

  // "codecov/upload" of the orb `codecov: codecov/codecov@3` → "orb:codecov/codecov/upload", "3".
  bool orb(Step& step, const std::string& name) {
    const std::size_t slash = name.find('/');
    const auto known = orbs_.find(name.substr(0, slash));
    if (slash == std::string::npos || known == orbs_.end()) return false;
    set_uses(step, known->second);
    step.uses = "orb:" + step.uses + name.substr(slash);
    step.name = name;
    if (std::find(pipeline_.unseen.begin(), pipeline_.unseen.end(), step.uses) == pipeline_.unseen.end()) {
      pipeline_.unseen.push_back(step.uses);
    }
    return true;
  }

  void job(const std::string& name, YamlNode settings, std::vector<Trigger> triggers,
           std::string_view shown) {
    if (pipeline_.jobs.size() > 2'000) return;
    Job made;
    made.id = name;
    made.name = shown.empty() ? name : std::string(shown);
    made.path = pipeline_.path;
    made.triggers = std::move(triggers);
    made.disabled = made.triggers.empty();
    for (std::size_t i = 0; i < settings["requires"].size(); ++i)
      made.needs.emplace_back(settings["requires"][i].text());
    const YamlNode matrix = settings["matrix"]["parameters"];
    for (std::size_t i = 0; i < matrix.size(); ++i)
      made.matrix.emplace_back(std::string(matrix.key(i)), matrix[i].strings());
    const YamlNode node = root_["jobs"][name];
    made.line = node.exists() ? std::max(node.line() - 1, 1) : settings.line();
    if (!node.is_mapping()) {
      Step step = step_at(made.path, settings);
      step.line = std::max(step.line, 1);
      step.inputs = inputs_of(settings);
      if (!orb(step, name)) return;
      made.foreign = true;
      for (const std::string_view key : {"pre-steps", "post-steps", "after_install", "steps"})
        steps(made, settings[key], "", 0, false);
      made.steps.insert(made.steps.begin(), std::move(step));
      pipeline_.jobs.push_back(std::move(made));
      return;
    }
    images(made, node);
    const YamlNode executor = node["executor"];
    images(made, root_["executors"][executor.is_mapping() ? executor["name"].text() : executor.text()]);
    made.env = environment_of(node["environment"]);
    steps(made, node["steps"], node["working_directory"].text(), 0, false);
    pipeline_.jobs.push_back(std::move(made));
  }

  static void images(Job& job, YamlNode node) {
    const YamlNode docker = node["docker"];
    for (std::size_t i = 0; i < docker.size(); ++i) {
      if (docker[i]["image"].is_scalar()) job.images.emplace_back(docker[i]["image"].text());
    }
    if (node["machine"]["image"].is_scalar()) job.machines.emplace_back(node["machine"]["image"].text());
    if (node["macos"].exists()) job.machines.emplace_back("macos");
  }

  void steps(Job& job, YamlNode list, std::string_view folder, int depth, bool ignored) {
    if (depth > kDepth || !list.is_sequence()) return;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!reading_.spend_step()) return;
      const YamlNode item = list[i];
      const std::string name(item.is_scalar() ? item.text() : item.key(0));
      const YamlNode body = item.is_mapping() ? item[std::size_t{0}] : YamlNode();
      if (name == "when" || name == "unless") {
        steps(job, body["steps"], folder, depth + 1, ignored);
      } else if (name == "run") {
        run(job, item, body, folder, ignored);
      } else if (const YamlNode command = root_["commands"][name]; command.is_mapping()) {
        steps(job, command["steps"], folder, depth + 1, ignored);
        // A command may take steps as a parameter.
        for (std::size_t p = 0; body.is_mapping() && p < body.size(); ++p)
          steps(job, body[p], folder, depth + 1, ignored);
      } else {
        Step step = step_at(job.path, item);
        step.uses = name;
        step.inputs = inputs_of(body);
        orb(step, name);
        job.steps.push_back(std::move(step));
      }
    }
  }

  static void run(Job& job, YamlNode item, YamlNode body, std::string_view folder, bool ignored) {
    Step step = step_at(job.path, item);
    const YamlNode command = body.is_mapping() ? body["command"] : body;
    step.name = body["name"].text();
    step.shell = body["shell"].text();
    step.folder = body["working_directory"].text_or(folder);
    step.env = environment_of(body["environment"]);
    step.failure_ignored = ignored;
    if (step.folder.starts_with("~")) step.folder.clear();
    if (const std::optional<ShellDialect> dialect = dialect_of(step.shell))
      add_script(step, command, *dialect);
    job.steps.push_back(std::move(step));
  }

  Reading& reading_;
  Pipeline& pipeline_;
  YamlNode root_;
  std::map<std::string, std::string> orbs_;
};

void read_circle(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  const YamlNode root = file->root();
  if (!root["jobs"].exists() && !root["workflows"].exists()) return;  // parts of a configuration
  Pipeline pipeline;
  pipeline.system = CiSystem::circleci;
  pipeline.path = path;
  Circle(reading, pipeline, root).read();
  collect_triggers(pipeline);
  out.push_back(std::move(pipeline));
}

bool circle_owns(std::string_view path) {
  return (path.starts_with(".circleci/") && (path.ends_with(".yml") || path.ends_with(".yaml"))) ||
         path == "circle.yml";
}

}  // namespace

const Reader kCircleci{CiSystem::circleci, circle_owns, read_circle};

}  // namespace badgescan::ci
