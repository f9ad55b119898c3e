// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Drone (.drone.yml) and its descendant Woodpecker (.woodpecker.yml, .woodpecker/*.yml).
#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/facts/pipelines/systems.h"

namespace badgescan::ci {
namespace {

TriggerKind event_kind(std::string_view event) {
  if (event == "push") return TriggerKind::push;
  if (event == "pull_request") return TriggerKind::change_request;
  if (event == "tag") return TriggerKind::tag;
  if (event == "cron") return TriggerKind::schedule;
  if (event == "promote" || event == "rollback" || event == "deployment" || event == "release")
    return TriggerKind::release;
  return event == "custom" || event == "manual" ? TriggerKind::manual : TriggerKind::other;
}

// `trigger:` or `when:`: events are a word, a list, or {include, exclude}; nothing means the default events.
std::vector<Trigger> triggers_of(YamlNode when, int line, const std::vector<Trigger>& otherwise,
                                 std::string_view main_branch) {
  if (when.is_sequence() && when[std::size_t{0}].is_mapping()) {  // Woodpecker: any of several
    std::vector<Trigger> all;
    for (std::size_t i = 0; i < when.size() && i < 50; ++i) {
      for (Trigger& one : triggers_of(when[i], when[i].line(), otherwise, main_branch))
        all.push_back(std::move(one));
    }
    return all;
  }
  const YamlNode event = when["event"];
  std::vector<std::string> wanted = (event.is_mapping() ? event["include"] : event).strings();
  const std::vector<std::string> excluded = event["exclude"].strings();
  std::vector<Trigger> out;
  const YamlNode branch = when["branch"].exists() ? when["branch"] : YamlNode();
  const std::vector<std::string> branches = (branch.is_mapping() ? branch["include"] : branch).strings();
  if (wanted.empty()) {
    for (const Trigger& t : otherwise) {
      if (std::find(excluded.begin(), excluded.end(), t.event) == excluded.end()) out.push_back(t);
    }
    if (when["cron"].exists()) out = {trigger(TriggerKind::schedule, "cron", line)};
  }
  for (const std::string& name : wanted) {
    if (std::find(excluded.begin(), excluded.end(), name) == excluded.end())
      out.push_back(trigger(event_kind(name), name, line));
  }
  const YamlNode path = when["path"];
  const bool narrow = narrow_branches(branches, main_branch) ||
                      narrow_paths((path.is_mapping() ? path["include"] : path).strings());
  for (Trigger& t : out) {
    t.branches = branches;
    t.narrow = narrow;
  }
  return out;
}

void add_step(Reading& reading, Job& job, std::string_view name, YamlNode node) {
  if (!node.is_mapping() || !reading.spend_step()) return;
  Step step = step_at(job.path, node);
  step.name = name;
  const std::string image(node["image"].text());
  if (!image.empty() && std::find(job.images.begin(), job.images.end(), image) == job.images.end())
    job.images.push_back(image);
  step.env = environment_of(node["environment"]);
  step.failure_ignored = node["failure"].text() == "ignore";
  step.condition = node["when"].exists() ? "when" : "";
  add_script(step, node["commands"]);
  if (step.commands.empty() && (node["settings"].exists() || !image.empty())) {
    step.uses = "plugin:" + image.substr(0, image.find(':', image.rfind('/') + 1));
    step.pin = pin_of_image(image);
    step.inputs = inputs_of(node["settings"]);
  }
  job.steps.push_back(std::move(step));
}

void add_steps(Reading& reading, Job& job, YamlNode steps) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    add_step(reading, job, steps.is_mapping() ? steps.key(i) : steps[i]["name"].text(), steps[i]);
  }
}

// A step with events of its own is a job of its own: what it runs does not run on every change.
void split_by_events(Job job, YamlNode steps, Reading& reading, Pipeline& pipeline) {
  Job base = job;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const YamlNode node = steps[i];
    const std::string name(steps.is_mapping() ? steps.key(i) : node["name"].text());
    if (!node["when"].exists()) {
      add_step(reading, base, name, node);
      continue;
    }
    Job own = job;
    own.id = own.name = job.name + "/" + name;
    own.line = node.line();
    own.triggers = triggers_of(node["when"], node.line(), job.triggers, reading.main_branch());
    own.disabled = own.triggers.empty();
    add_step(reading, own, name, node);
    pipeline.jobs.push_back(std::move(own));
  }
  if (!base.steps.empty()) pipeline.jobs.insert(pipeline.jobs.begin(), std::move(base));
}

void read_drone(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  for (const YamlNode root : file->documents()) {
    const bool old = root["pipeline"].is_mapping();  // before 1.0
    if (!root.is_mapping() || (!old && root["kind"].exists() && root["kind"].text() != "pipeline")) continue;
    Pipeline pipeline;
    pipeline.system = CiSystem::drone;
    pipeline.path = path;
    pipeline.name = root["name"].text();
    pipeline.settings = "schedule";
    const std::vector<Trigger> all{trigger(TriggerKind::push, "push", root.line()),
                                   trigger(TriggerKind::change_request, "pull_request", root.line()),
                                   trigger(TriggerKind::tag, "tag", root.line())};
    Job job;
    job.id = job.name = root["name"].text_or("default");
    job.path = path;
    job.line = root.line();
    job.triggers = triggers_of(root["trigger"].exists() ? root["trigger"] : YamlNode(), root.line(), all,
                               reading.main_branch());
    job.disabled = job.triggers.empty();
    for (std::size_t i = 0; i < root["services"].size(); ++i) {
      if (root["services"][i]["image"].is_scalar())
        job.images.emplace_back(root["services"][i]["image"].text());
    }
    split_by_events(std::move(job), old ? root["pipeline"] : root["steps"], reading, pipeline);
    collect_triggers(pipeline);
    if (!pipeline.jobs.empty()) out.push_back(std::move(pipeline));
  }
}

void read_woodpecker(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  const YamlNode root = file->root();
  const YamlNode steps = root["steps"].exists() ? root["steps"] : root["pipeline"];
  if (steps.size() == 0) return;
  Pipeline pipeline;
  pipeline.system = CiSystem::woodpecker;
  pipeline.path = path;
  pipeline.settings = "schedule";
  const std::vector<Trigger> all{trigger(TriggerKind::push, "push", 1),
                                 trigger(TriggerKind::change_request, "pull_request", 1)};
  Job job;
  const std::size_t slash = path.rfind('/');
  job.id = job.name =
      slash == std::string::npos ? "woodpecker" : path.substr(slash + 1, path.rfind('.') - slash - 1);
  job.path = path;
  job.line = 1;
  job.triggers =
      triggers_of(root["when"], root["when"].exists() ? root["when"].line() : 1, all, reading.main_branch());
  job.disabled = job.triggers.empty();
  for (std::size_t i = 0; root["matrix"].is_mapping() && i < root["matrix"].size(); ++i) {
    job.matrix.emplace_back(std::string(root["matrix"].key(i)), root["matrix"][i].strings());
  }
  Job services = job;
  add_steps(reading, services, root["services"]);
  job.images = services.images;
  split_by_events(std::move(job), steps, reading, pipeline);
  collect_triggers(pipeline);
  if (!pipeline.jobs.empty()) out.push_back(std::move(pipeline));
}

bool drone_owns(std::string_view path) { return path == ".drone.yml" || path == ".drone.yaml"; }
bool woodpecker_owns(std::string_view path) {
  const bool yaml = path.ends_with(".yml") || path.ends_with(".yaml");
  return yaml &&
         (path.starts_with(".woodpecker/") || path == ".woodpecker.yml" || path == ".woodpecker.yaml");
}

}  // namespace

const Reader kDrone{CiSystem::drone, drone_owns, read_drone};
const Reader kWoodpecker{CiSystem::woodpecker, woodpecker_owns, read_woodpecker};

}  // namespace badgescan::ci
