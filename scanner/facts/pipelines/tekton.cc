// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Tekton with Pipelines as Code (.tekton/*.yaml), Prow jobs in the repository (.prow.yaml, .prow/*.yaml) and
// Zuul (.zuul.yaml, zuul.d/*.yaml) with the shell tasks of its playbooks.
#include <algorithm>
#include <map>
#include <set>

#include "scanner/base/text.h"
#include "scanner/facts/pipelines/systems.h"

namespace badgescan::ci {
namespace {

bool yaml_name(std::string_view path) { return path.ends_with(".yml") || path.ends_with(".yaml"); }

// ---- Tekton

std::vector<Trigger> tekton_triggers(YamlNode metadata) {
  std::vector<Trigger> out;
  const YamlNode notes = metadata["annotations"];
  const std::string events(notes["pipelinesascode.tekton.dev/on-event"].text());
  const std::string cel(notes["pipelinesascode.tekton.dev/on-cel-expression"].text());
  const std::string both = events + cel;
  const int line = metadata.exists() ? metadata.line() : 1;
  if (both.find("pull_request") != std::string::npos)
    out.push_back(trigger(TriggerKind::change_request, "pull_request", line));
  if (both.find("push") != std::string::npos) {
    const bool tags = both.find("refs/tags") != std::string::npos ||
                      notes["pipelinesascode.tekton.dev/on-target-branch"].text().find("refs/tags") !=
                          std::string_view::npos;
    out.push_back(trigger(tags ? TriggerKind::tag : TriggerKind::push, "push", line));
  }
  if (out.empty()) out.push_back(trigger(TriggerKind::call, "reference", line));
  return out;
}

void tekton_task(Reading& reading, Job& job, YamlNode spec) {
  for (std::size_t i = 0; i < spec["steps"].size() && reading.spend_step(); ++i) {
    const YamlNode node = spec["steps"][i];
    Step step = step_at(job.path, node);
    step.name = node["name"].text();
    step.folder = node["workingDir"].text().starts_with("/") || node["workingDir"].text().starts_with("$")
                      ? ""
                      : node["workingDir"].text();
    if (node["image"].is_scalar()) job.images.emplace_back(node["image"].text());
    step.env = {};
    if (node["script"].is_scalar()) {
      add_script(step, node["script"]);
    } else {
      std::vector<std::string> words = node["command"].strings();
      for (std::string& word : node["args"].strings()) words.push_back(std::move(word));
      for (ShellCommand& command : unwrap_shell(std::move(words))) {
        step.commands.push_back({std::move(command), step.path, step.line, {}});
      }
    }
    job.steps.push_back(std::move(step));
  }
}

void read_tekton(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  for (const YamlNode root : file->documents()) {
    const std::string_view kind = root["kind"].text();
    if (kind != "PipelineRun" && kind != "Pipeline" && kind != "Task" && kind != "TaskRun") continue;
    Pipeline pipeline;
    pipeline.system = CiSystem::tekton;
    pipeline.path = path;
    pipeline.name = root["metadata"]["name"].text_or(root["metadata"]["generateName"].text());
    pipeline.triggers = tekton_triggers(root["metadata"]);
    const YamlNode spec = root["spec"]["pipelineSpec"].exists() ? root["spec"]["pipelineSpec"] : root["spec"];
    const auto add = [&](std::string_view name, YamlNode node, YamlNode task, YamlNode reference) {
      Job job;
      job.id = job.name = name;
      job.path = path;
      job.line = node.line();
      job.triggers = pipeline.triggers;
      tekton_task(reading, job, task);
      if (reference.exists()) {
        Step step = step_at(path, reference);
        step.uses = "task:" + std::string(reference["name"].text());
        job.foreign = true;
        pipeline.unseen.push_back(step.uses);
        job.steps.push_back(std::move(step));
      }
      if (!job.steps.empty()) pipeline.jobs.push_back(std::move(job));
    };
    for (std::size_t i = 0; i < spec["tasks"].size(); ++i) {
      const YamlNode node = spec["tasks"][i];
      add(node["name"].text(), node, node["taskSpec"], node["taskRef"]);
    }
    if (spec["steps"].exists()) add(pipeline.name, spec, spec, {});
    if (!pipeline.jobs.empty()) out.push_back(std::move(pipeline));
  }
}

bool tekton_owns(std::string_view path) { return path.starts_with(".tekton/") && yaml_name(path); }

// ---- Prow

void prow_job(Reading& reading, Pipeline& pipeline, YamlNode node, TriggerKind kind, const char* event) {
  if (!reading.spend_step()) return;
  Job job;
  job.id = job.name = node["name"].text();
  job.path = pipeline.path;
  job.line = node.line();
  Trigger made = trigger(kind, event, job.line);
  made.cron = node["cron"].text();
  if (kind == TriggerKind::change_request && node["always_run"].is_false() &&
      !node["run_if_changed"].exists())
    made.kind = TriggerKind::manual;
  job.triggers = {made};
  job.failure_ignored = node["optional"].is_true();
  for (std::size_t i = 0; i < node["spec"]["containers"].size(); ++i) {
    const YamlNode container = node["spec"]["containers"][i];
    if (container["image"].is_scalar()) job.images.emplace_back(container["image"].text());
    Step step = step_at(job.path, container);
    std::vector<std::string> words = container["command"].strings();
    for (std::string& word : container["args"].strings()) words.push_back(std::move(word));
    // kubekins images start what follows through a script of theirs.
    if (!words.empty() &&
        (words.front() == "runner.sh" || words.front() == "entrypoint" || words.front() == "wrapper.sh"))
      words.erase(words.begin());
    for (ShellCommand& command : unwrap_shell(std::move(words))) {
      step.commands.push_back({std::move(command), step.path, step.line, {}});
    }
    job.steps.push_back(std::move(step));
  }
  pipeline.jobs.push_back(std::move(job));
}

void read_prow(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  Pipeline pipeline;
  pipeline.system = CiSystem::prow;
  pipeline.path = path;
  const YamlNode root = file->root();
  const auto each = [&](YamlNode list, TriggerKind kind, const char* event) {
    for (std::size_t i = 0; list.is_sequence() && i < list.size(); ++i)
      prow_job(reading, pipeline, list[i], kind, event);
    // In a configuration of several repositories: a list a repository.
    for (std::size_t r = 0; list.is_mapping() && r < list.size(); ++r) {
      for (std::size_t i = 0; i < list[r].size(); ++i) prow_job(reading, pipeline, list[r][i], kind, event);
    }
  };
  each(root["presubmits"], TriggerKind::change_request, "presubmit");
  each(root["postsubmits"], TriggerKind::push, "postsubmit");
  each(root["periodics"], TriggerKind::schedule, "periodic");
  collect_triggers(pipeline);
  if (!pipeline.jobs.empty()) out.push_back(std::move(pipeline));
}

bool prow_owns(std::string_view path) {
  return path == ".prow.yaml" || (path.starts_with(".prow/") && yaml_name(path));
}

// ---- Zuul

class Zuul {
 public:
  Zuul(Reading& reading, Pipeline& pipeline) : reading_(reading), pipeline_(pipeline) {}

  void read(YamlNode root) {
    for (std::size_t i = 0; root.is_sequence() && i < root.size(); ++i) {
      if (const YamlNode job = root[i]["job"]; job.is_mapping())
        defined_[std::string(job["name"].text())] = job;
      if (const YamlNode own = root[i]["project-template"]; own.is_mapping())
        templates_.emplace(own["name"].text());
    }
    for (std::size_t i = 0; root.is_sequence() && i < root.size(); ++i) {
      if (const YamlNode project = root[i]["project"]; project.is_mapping()) use(project);
      if (const YamlNode project = root[i]["project-template"]; project.is_mapping()) use(project);
    }
  }

 private:
  static TriggerKind kind(std::string_view queue) {
    if (queue.find("periodic") != std::string_view::npos) return TriggerKind::schedule;
    if (queue.find("tag") != std::string_view::npos || queue.find("release") != std::string_view::npos)
      return TriggerKind::tag;
    if (queue.find("experimental") != std::string_view::npos) return TriggerKind::manual;
    return queue == "post" || queue == "promote" ? TriggerKind::push : TriggerKind::change_request;
  }

  // Templates of OpenStack's shared library, by what they start: `tox -e py3`, `tox -e cover` …
  static std::string_view shared_template(std::string_view name) {
    if (name.starts_with("openstack-python3-")) return "tox-py3,pep8";
    if (name == "openstack-cover-jobs") return "tox-cover";
    if (name.starts_with("publish-openstack-docs")) return "tox-docs";
    if (name.starts_with("release-notes-jobs")) return "tox-releasenotes";
    return {};
  }

  // Templates are used by name. One that another repository defines is known by its name at most.
  void templates(YamlNode names) {
    for (std::size_t i = 0; names.is_sequence() && i < names.size(); ++i) {
      const std::string name(names[i].text());
      if (templates_.contains(name)) continue;  // its jobs are read where it is defined
      const std::string_view known = shared_template(name);
      if (name.empty() || !reading_.spend_step()) continue;
      Job made = job_at(name, trigger(TriggerKind::change_request, "check", names[i].line()));
      implied(made, known.empty() ? name : std::string(known));
      pipeline_.jobs.push_back(std::move(made));
    }
  }

  void use(YamlNode project) {
    templates(project["templates"]);
    for (std::size_t i = 0; i < project.size(); ++i) {
      const YamlNode jobs = project[i]["jobs"];
      for (std::size_t j = 0; jobs.is_sequence() && j < jobs.size(); ++j) {
        const std::string name(jobs[j].is_scalar() ? jobs[j].text() : jobs[j].key(0));
        const YamlNode settings = jobs[j].is_mapping() ? jobs[j][std::size_t{0}] : YamlNode();
        job(name, settings, trigger(kind(project.key(i)), std::string(project.key(i)), jobs[j].line()));
      }
    }
  }

  Job job_at(const std::string& name, Trigger start) const {
    Job made;
    made.id = made.name = name;
    made.path = pipeline_.path;
    made.line = start.line;
    made.triggers = {std::move(start)};
    return made;
  }

  void job(const std::string& name, YamlNode settings, Trigger start) {
    if (name.empty() || !reading_.spend_step()) return;
    Job made = job_at(name, std::move(start));
    made.failure_ignored = settings["voting"].is_false();
    std::string parent = name;
    std::vector<std::string> seen;
    // A job inherits its playbook; one that is defined elsewhere is only a name.
    while (seen.size() < 10 && std::find(seen.begin(), seen.end(), parent) == seen.end()) {
      seen.push_back(parent);
      const auto found = defined_.find(parent);
      if (found == defined_.end()) break;
      made.failure_ignored |= found->second["voting"].is_false();
      for (const std::string& playbook : found->second["run"].strings()) play(made, playbook);
      if (!made.steps.empty()) break;
      parent = found->second["parent"].text();
    }
    if (made.steps.empty()) implied(made, parent);
    pipeline_.jobs.push_back(std::move(made));
  }

  // tox-py39, openstack-tox-pep8: the common jobs of the service say what they run by their name.
  void implied(Job& job, const std::string& name) {
    Step step;
    step.path = job.path;
    step.line = job.line;
    const std::size_t tox = name.find("tox-"), nox = name.find("nox-");
    if (tox != std::string::npos)
      add_script(step, "tox -e " + name.substr(tox + 4), job.line);
    else if (nox != std::string::npos)
      add_script(step, "nox -s " + name.substr(nox + 4), job.line);
    else
      step.uses = "job:" + name;
    job.foreign = true;
    if (std::find(pipeline_.unseen.begin(), pipeline_.unseen.end(), name) == pipeline_.unseen.end())
      pipeline_.unseen.push_back(name);
    job.steps.push_back(std::move(step));
  }

  void play(Job& job, const std::string& playbook) {
    const std::optional<std::string> path = resolve_path("", playbook);
    const YamlFile* file = path ? reading_.yaml(*path) : nullptr;
    if (!file) return;
    if (std::find(pipeline_.parts.begin(), pipeline_.parts.end(), *path) == pipeline_.parts.end())
      pipeline_.parts.push_back(*path);
    const YamlNode plays = file->root();
    for (std::size_t i = 0; plays.is_sequence() && i < plays.size(); ++i) {
      for (const std::string_view key : {"pre_tasks", "tasks", "post_tasks"})
        tasks(job, plays[i][key], *path, 0);
    }
  }

  void tasks(Job& job, YamlNode list, const std::string& path, int depth) {
    for (std::size_t i = 0; list.is_sequence() && i < list.size() && depth < 5; ++i) {
      const YamlNode task = list[i];
      if (!reading_.spend_step()) return;
      tasks(job, task["block"], path, depth + 1);
      for (const std::string_view module :
           {"shell", "command", "ansible.builtin.shell", "ansible.builtin.command", "raw", "make"}) {
        const YamlNode node = task[module];
        if (!node.exists()) continue;
        Step step = step_at(path, node);
        step.name = task["name"].text();
        step.failure_ignored = task["ignore_errors"].is_true();
        if (node.is_scalar())
          add_script(step, node);
        else if (module == "make")
          add_script(step, "make " + std::string(node["target"].text()), node.line());
        else
          add_script(step, node["cmd"]);
        if (node["argv"].exists()) add_script(step, join(node["argv"].strings(), " "), node["argv"].line());
        job.steps.push_back(std::move(step));
      }
    }
  }

  Reading& reading_;
  Pipeline& pipeline_;
  std::map<std::string, YamlNode> defined_;
  std::set<std::string, std::less<>> templates_;
};

void read_zuul(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  Pipeline pipeline;
  pipeline.system = CiSystem::zuul;
  pipeline.path = path;
  Zuul(reading, pipeline).read(file->root());
  collect_triggers(pipeline);
  if (!pipeline.jobs.empty()) out.push_back(std::move(pipeline));
}

bool zuul_owns(std::string_view path) {
  if (!yaml_name(path)) return false;
  return path == ".zuul.yaml" || path == "zuul.yaml" || path.starts_with("zuul.d/") ||
         path.starts_with(".zuul.d/");
}

}  // namespace

const Reader kTekton{CiSystem::tekton, tekton_owns, read_tekton};
const Reader kProw{CiSystem::prow, prow_owns, read_prow};
const Reader kZuul{CiSystem::zuul, zuul_owns, read_zuul};

}  // namespace badgescan::ci
