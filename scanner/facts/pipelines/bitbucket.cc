// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Bitbucket Pipelines, Semaphore and sourcehut builds.
#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/facts/pipelines/systems.h"

namespace badgescan::ci {
namespace {

// ---- Bitbucket

class Bitbucket {
 public:
  Bitbucket(Reading& reading, Pipeline& pipeline, YamlNode root)
      : reading_(reading), pipeline_(pipeline), root_(root) {}

  void read() {
    const YamlNode all = root_["pipelines"];
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::string_view key = all.key(i);
      const YamlNode node = all[i];
      if (key == "default") {
        list(node, {trigger(TriggerKind::push, "default", all.key_line(i))}, 0);
        continue;
      }
      for (std::size_t n = 0; node.is_mapping() && n < node.size(); ++n) {
        Trigger made = trigger(kind(key), std::string(key), node.key_line(n));
        const std::string pattern(node.key(n));
        made.branches = {pattern};
        if (key == "branches") made.narrow = narrow_branches(made.branches, reading_.main_branch());
        list(node[n], {made}, 0);
      }
    }
  }

 private:
  static TriggerKind kind(std::string_view key) {
    if (key == "branches") return TriggerKind::push;
    if (key == "pull-requests") return TriggerKind::change_request;
    return key == "tags" || key == "bookmarks" ? TriggerKind::tag : TriggerKind::manual;
  }

  void list(YamlNode node, const std::vector<Trigger>& triggers, int depth) {
    if (depth > 5) return;
    for (std::size_t i = 0; node.is_sequence() && i < node.size(); ++i) {
      const YamlNode item = node[i];
      const YamlNode parallel = item["parallel"], stage = item["stage"];
      if (parallel.exists()) list(parallel.is_mapping() ? parallel["steps"] : parallel, triggers, depth + 1);
      if (stage.exists()) list(stage["steps"], triggers, depth + 1);
      if (item["step"].is_mapping()) step(item["step"], triggers);
    }
  }

  void step(YamlNode node, const std::vector<Trigger>& triggers) {
    if (!reading_.spend_step()) return;
    Job job;
    job.id = job.name = node["name"].text_or("step " + std::to_string(pipeline_.jobs.size() + 1));
    job.path = pipeline_.path;
    job.line = node.line();
    job.triggers = triggers;
    if (node["trigger"].text() == "manual") job.triggers = {trigger(TriggerKind::manual, "manual", job.line)};
    const YamlNode image = node["image"].exists() ? node["image"] : root_["image"];
    const std::string_view name = image.is_mapping() ? image["name"].text() : image.text();
    if (!name.empty()) job.images.emplace_back(name);
    for (const std::string_view key : {"script", "after-script"}) {
      Step made = step_at(job.path, node[key]);
      made.failure_ignored = key == "after-script";
      for (std::size_t i = 0; i < node[key].size(); ++i) {
        const YamlNode item = node[key][i];
        if (item.is_mapping()) {
          Step pipe = step_at(job.path, item);
          const std::string_view full = item["pipe"].text();
          const std::size_t colon = full.rfind(':');
          pipe.uses = "pipe:" + std::string(full.substr(0, colon));
          if (colon != std::string_view::npos) pipe.version = full.substr(colon + 1);
          pipe.pin = pin_of(pipe.version);
          pipe.inputs = inputs_of(item["variables"]);
          job.steps.push_back(std::move(pipe));
        } else {
          add_script(made, item);
        }
      }
      if (!made.commands.empty()) job.steps.push_back(std::move(made));
    }
    pipeline_.jobs.push_back(std::move(job));
  }

  Reading& reading_;
  Pipeline& pipeline_;
  YamlNode root_;
};

void read_bitbucket(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  Pipeline pipeline;
  pipeline.system = CiSystem::bitbucket;
  pipeline.path = path;
  pipeline.settings = "schedule";
  Bitbucket(reading, pipeline, file->root()).read();
  collect_triggers(pipeline);
  if (!pipeline.jobs.empty()) out.push_back(std::move(pipeline));
}

bool bitbucket_owns(std::string_view path) {
  return path == "bitbucket-pipelines.yml" || path == "bitbucket-pipelines.yaml";
}

// ---- Semaphore: semaphore.yml runs on every push, the other files when they are promoted.

void read_semaphore(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  const YamlNode root = file->root();
  Pipeline pipeline;
  pipeline.system = CiSystem::semaphore;
  pipeline.path = path;
  pipeline.name = root["name"].text();
  pipeline.settings = "schedule";
  const bool first = path.find("semaphore.y") != std::string::npos;
  pipeline.triggers = {
      trigger(first ? TriggerKind::push : TriggerKind::release, first ? "push" : "promotion", 1)};
  if (first) pipeline.triggers.push_back(trigger(TriggerKind::change_request, "pull_request", 1));
  const YamlNode before = root["global_job_config"]["prologue"]["commands"];
  for (std::size_t b = 0; b < root["blocks"].size(); ++b) {
    const YamlNode block = root["blocks"][b], task = block["task"];
    for (std::size_t j = 0; j < task["jobs"].size(); ++j) {
      if (!reading.spend_step()) break;
      const YamlNode node = task["jobs"][j];
      Job job;
      job.id = job.name = node["name"].text_or(block["name"].text_or("job"));
      job.path = path;
      job.line = node.line();
      job.triggers = pipeline.triggers;
      for (const YamlNode list :
           {root["global_job_config"]["env_vars"], task["env_vars"], node["env_vars"]}) {
        for (std::size_t v = 0; v < list.size(); ++v) {
          job.env.push_back(
              {std::string(list[v]["name"].text()), std::string(list[v]["value"].text()), list[v].line()});
        }
      }
      for (std::size_t m = 0; m < node["matrix"].size(); ++m) {
        job.matrix.emplace_back(std::string(node["matrix"][m]["env_var"].text()),
                                node["matrix"][m]["values"].strings());
      }
      for (const YamlNode commands :
           {before, task["prologue"]["commands"], node["commands"], task["epilogue"]["always"]["commands"]}) {
        Step step = step_at(path, commands);
        add_script(step, commands);
        if (!step.commands.empty()) job.steps.push_back(std::move(step));
      }
      pipeline.jobs.push_back(std::move(job));
    }
  }
  if (!pipeline.jobs.empty()) out.push_back(std::move(pipeline));
}

bool semaphore_owns(std::string_view path) {
  return path.starts_with(".semaphore/") && (path.ends_with(".yml") || path.ends_with(".yaml"));
}

// ---- sourcehut: a build per push; mailed patches are built, too.

void read_sourcehut(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  const YamlNode root = file->root();
  if (!root["tasks"].is_sequence()) return;
  Pipeline pipeline;
  pipeline.system = CiSystem::sourcehut;
  pipeline.path = path;
  pipeline.triggers = {trigger(TriggerKind::push, "push", 1)};
  pipeline.env = environment_of(root["environment"]);
  Job job;
  job.id = job.name = root["image"].text_or("build");
  job.path = path;
  job.line = 1;
  job.triggers = pipeline.triggers;
  if (root["image"].is_scalar()) job.machines.emplace_back(root["image"].text());
  const YamlNode tasks = root["tasks"];
  for (std::size_t i = 0; i < tasks.size() && reading.spend_step(); ++i) {
    Step step = step_at(path, tasks[i][std::size_t{0}]);
    step.name = tasks[i].key(0);
    add_script(step, tasks[i][std::size_t{0}]);
    job.steps.push_back(std::move(step));
  }
  pipeline.jobs.push_back(std::move(job));
  out.push_back(std::move(pipeline));
}

bool sourcehut_owns(std::string_view path) {
  const bool yaml = path.ends_with(".yml") || path.ends_with(".yaml");
  return yaml && (path == ".build.yml" || path == ".build.yaml" || path.starts_with(".builds/"));
}

}  // namespace

const Reader kBitbucket{CiSystem::bitbucket, bitbucket_owns, read_bitbucket};
const Reader kSemaphore{CiSystem::semaphore, semaphore_owns, read_semaphore};
const Reader kSourcehut{CiSystem::sourcehut, sourcehut_owns, read_sourcehut};

}  // namespace badgescan::ci
