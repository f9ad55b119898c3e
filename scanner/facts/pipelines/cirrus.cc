// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Cirrus CI (.cirrus.yml) and Buildkite (.buildkite/*.yml).
#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/facts/pipelines/conditions.h"
#include "scanner/facts/pipelines/systems.h"

namespace badgescan::ci {
namespace {

// ---- Cirrus CI

Tri cirrus_holds(const Term& left, std::string_view op, const Term& right, TriggerKind kind) {
  const std::string cron = kind == TriggerKind::schedule ? "cron" : "";
  const std::string request = kind == TriggerKind::change_request ? "1" : "",
                    tag = kind == TriggerKind::tag ? "v1" : "";
  if (left.text == "$CIRRUS_CRON") {
    if (op.empty() || right.text.empty() || cron.empty()) return compare(&cron, op, right);
    return op == "!=" ? Tri::no : Tri::yes;
  }
  if (left.text == "$CIRRUS_PR")
    return op.empty() || right.text.empty() ? compare(&request, op, right) : Tri::unknown;
  if (left.text == "$CIRRUS_TAG" || left.text == "$CIRRUS_RELEASE") {
    return op.empty() || right.text.empty() ? compare(&tag, op, right) : Tri::unknown;
  }
  return Tri::unknown;
}

std::vector<Trigger> cirrus_triggers(YamlNode only_if, int line) {
  std::vector<Trigger> out;
  const std::pair<TriggerKind, const char*> kinds[] = {{TriggerKind::push, "push"},
                                                       {TriggerKind::change_request, "pull_request"},
                                                       {TriggerKind::tag, "tag"},
                                                       {TriggerKind::schedule, "cron"}};
  const bool about_cron = only_if.text().find("CIRRUS_CRON") != std::string_view::npos;
  for (const auto& [kind, event] : kinds) {
    if (kind == TriggerKind::schedule && !about_cron) continue;  // a schedule is set on the server
    const Tri can = only_if.is_scalar()
                        ? evaluate(only_if.text(),
                                   [k = kind](const Term& left, std::string_view op, const Term& right) {
                                     return cirrus_holds(left, op, right, k);
                                   })
                        : Tri::yes;
    if (can != Tri::no && !(kind == TriggerKind::schedule && can != Tri::yes))
      out.push_back(trigger(kind, event, line));
  }
  return out;
}

bool names_task(std::string_view key) { return key == "task" || key.ends_with("_task"); }

void cirrus_job(Reading& reading, Pipeline& pipeline, std::string_view key, YamlNode node, YamlNode root) {
  if (!node.is_mapping() || !reading.spend_step()) return;
  Job job;
  job.id = key;
  job.name = node["name"].text_or(node["alias"].text_or(key));
  job.path = pipeline.path;
  job.line = std::max(node.line(), 1);
  const YamlNode only = node["only_if"].exists() ? node["only_if"] : root["only_if"];
  job.triggers = cirrus_triggers(only, job.line);
  if (node["trigger_type"].text() == "manual")
    job.triggers = {trigger(TriggerKind::manual, "manual", job.line)};
  job.disabled = job.triggers.empty() || node["skip"].is_true();
  job.failure_ignored = node["allow_failures"].is_true();
  job.env = environment_of(node["env"]);
  for (const std::string_view machine : {"container", "arm_container", "windows_container", "docker_builder",
                                         "freebsd_instance", "macos_instance", "compute_engine_instance"}) {
    const YamlNode instance = node[machine].exists() ? node[machine] : root[machine];
    if (!instance.exists()) continue;
    if (instance["image"].is_scalar()) job.images.emplace_back(instance["image"].text());
    job.machines.emplace_back(machine);
  }
  for (std::size_t i = 0; i < node.size(); ++i) {
    const std::string_view name = node.key(i);
    if (name != "script" && !name.ends_with("_script")) continue;
    Step step = step_at(job.path, node[i]);
    step.name = name;
    add_script(step, node[i]);
    job.steps.push_back(std::move(step));
  }
  pipeline.jobs.push_back(std::move(job));
}

void read_cirrus(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  Pipeline pipeline;
  pipeline.system = CiSystem::cirrus;
  pipeline.path = path;
  const YamlNode root = file->root();
  for (std::size_t i = 0; root.is_mapping() && i < root.size(); ++i) {
    const std::string_view key = root.key(i);
    if (names_task(key) || key == "pipe" || key.ends_with("_pipe"))
      cirrus_job(reading, pipeline, key, root[i], root);
  }
  pipeline.complete = !reading.exists(".cirrus.star");  // a program that adds tasks
  collect_triggers(pipeline);
  if (!pipeline.jobs.empty()) out.push_back(std::move(pipeline));
}

bool cirrus_owns(std::string_view path) { return path == ".cirrus.yml" || path == ".cirrus.yaml"; }

// ---- Buildkite: what starts a pipeline is set on the server; a build per push is the rule.

// Buildkite on Kubernetes: the commands of a step may stand at the containers of its pod.
void pod_commands(Step& step, YamlNode containers) {
  for (std::size_t i = 0; containers.is_sequence() && i < containers.size() && i < 20; ++i)
    add_script(step, containers[i]["command"]);
}

void buildkite_steps(Reading& reading, Pipeline& pipeline, YamlNode steps, int depth) {
  for (std::size_t i = 0; steps.is_sequence() && i < steps.size() && depth < 4; ++i) {
    const YamlNode node = steps[i];
    if (!node.is_mapping() || !reading.spend_step()) continue;
    if (node["steps"].is_sequence()) {
      buildkite_steps(reading, pipeline, node["steps"], depth + 1);
      continue;
    }
    const YamlNode commands = node["commands"].exists() ? node["commands"] : node["command"];
    Job job;
    job.id =
        node["key"].text_or(node["label"].text_or(node["name"].text_or("step " + std::to_string(i + 1))));
    job.name = node["label"].text_or(job.id);
    job.path = pipeline.path;
    job.line = node.line();
    job.triggers = pipeline.triggers;
    job.condition = node["if"].text();
    if (job.condition.find("build.tag") != std::string::npos &&
        job.condition.find("null") == std::string::npos) {
      job.triggers = {trigger(TriggerKind::tag, "build.tag", job.line)};
    } else if (job.condition.find("build.source == \"schedule\"") != std::string::npos) {
      job.triggers = {trigger(TriggerKind::schedule, "schedule", job.line)};
    }
    job.failure_ignored = node["soft_fail"].is_true();
    job.disabled = node["skip"].is_true();
    job.env = environment_of(node["env"]);
    Step step = step_at(job.path, commands.exists() ? commands : node);
    step.line = std::max(step.line, 1);
    add_script(step, commands);
    if (!step.commands.empty()) job.steps.push_back(std::move(step));
    const YamlNode plugins = node["plugins"];
    for (std::size_t p = 0; p < plugins.size(); ++p) {
      Step plugin = step_at(job.path, plugins.is_sequence() ? plugins[p] : plugins);
      const YamlNode item = plugins.is_sequence() ? plugins[p] : YamlNode();
      const std::string_view name = item.is_scalar()    ? item.text()
                                    : item.is_mapping() ? item.key(0)
                                                        : plugins.key(p);
      const std::size_t hash = name.rfind('#');
      plugin.uses = "plugin:" + std::string(name.substr(0, hash));
      if (hash != std::string_view::npos) plugin.version = name.substr(hash + 1);
      plugin.pin = pin_of(plugin.version);
      const YamlNode settings = item.is_mapping() ? item[std::size_t{0}] : plugins[p];
      plugin.inputs = inputs_of(settings);
      pod_commands(plugin, settings["podSpec"]["containers"]);
      job.steps.push_back(std::move(plugin));
    }
    if (node["trigger"].is_scalar()) pipeline.unseen.emplace_back(node["trigger"].text());
    if (!job.steps.empty()) pipeline.jobs.push_back(std::move(job));
  }
}

void read_buildkite(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  Pipeline pipeline;
  pipeline.system = CiSystem::buildkite;
  pipeline.path = path;
  pipeline.settings = "trigger";
  pipeline.triggers = {trigger(TriggerKind::push, "push", 1),
                       trigger(TriggerKind::change_request, "pull_request", 1)};
  const YamlNode root = file->root();
  pipeline.env = environment_of(root["env"]);
  buildkite_steps(reading, pipeline, root.is_sequence() ? root : root["steps"], 0);
  if (!pipeline.jobs.empty()) out.push_back(std::move(pipeline));
}

bool buildkite_owns(std::string_view path) {
  return path.starts_with(".buildkite/") && (path.ends_with(".yml") || path.ends_with(".yaml"));
}

}  // namespace

const Reader kCirrus{CiSystem::cirrus, cirrus_owns, read_cirrus};
const Reader kBuildkite{CiSystem::buildkite, buildkite_owns, read_buildkite};

}  // namespace badgescan::ci
