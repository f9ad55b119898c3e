// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Azure Pipelines: azure-pipelines.yml and its relatives. Local templates are put in place with their
// parameters left as written; tasks are "task:Name" with the version apart.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/pipelines/conditions.h"
#include "scanner/facts/pipelines/systems.h"

namespace badgescan::ci {
namespace {

class Azure {
 public:
  Azure(Reading& reading, Pipeline& pipeline) : reading_(reading), pipeline_(pipeline) {}

  void read(YamlNode root) {
    pipeline_.name = root["name"].text();
    pipeline_.triggers = triggers(root);
    files_.push_back(pipeline_.path);
    const YamlNode extends = root["extends"];
    if (extends.exists()) include(extends, extends["template"], nullptr);
    body(root, pipeline_.path);
  }

 private:
  std::vector<Trigger> triggers(YamlNode root) const {
    std::vector<Trigger> out;
    const auto filtered = [&](TriggerKind kind, const char* event, YamlNode node) {
      if (node.text() == "none") return;
      Trigger made = trigger(kind, event, std::max(node.line(), 1));
      const YamlNode branches = node["branches"].exists() ? node["branches"] : node;
      made.branches = branches.is_mapping() ? branches["include"].strings() : branches.strings();
      if (node.is_scalar()) made.branches.clear();
      made.narrow = narrow_branches(made.branches, reading_.main_branch()) ||
                    narrow_paths(node["paths"]["include"].strings());
      const bool only_tags = node["tags"].exists() && !node["branches"].exists();
      if (!only_tags) out.push_back(std::move(made));
      if (node["tags"].exists()) out.push_back(trigger(TriggerKind::tag, "tags", node["tags"].line()));
    };
    // What is not written runs for every branch, unless the service says otherwise.
    filtered(TriggerKind::push, "trigger", root["trigger"]);
    filtered(TriggerKind::change_request, "pr", root["pr"]);
    const YamlNode schedules = root["schedules"];
    for (std::size_t i = 0; i < schedules.size(); ++i) {
      Trigger made = trigger(TriggerKind::schedule, "schedules", schedules[i].line());
      made.cron = schedules[i]["cron"].text();
      out.push_back(std::move(made));
    }
    if (out.empty()) out.push_back(trigger(TriggerKind::manual, "none", std::max(root["trigger"].line(), 1)));
    return out;
  }

  struct Outer {
    std::string condition;
    std::vector<std::string> machines, images;
  };

  // A file or a stage: it holds stages, jobs or steps.
  void body(YamlNode node, const std::string& path) {
    Outer outer;
    machine(outer.machines, node["pool"]);
    list(node["stages"], path, outer, 0);
    list(node["jobs"], path, outer, 0);
    if (node["steps"].exists()) job(node, path, outer);
  }

  // Stages and jobs, with templates and `${{ if … }}:` entries among them.
  void list(YamlNode node, const std::string& path, const Outer& outer, int depth) {
    if (depth > 12 || !node.is_sequence()) return;
    for (std::size_t i = 0; i < node.size(); ++i) {
      const YamlNode item = node[i];
      if (!item.is_mapping() || !reading_.spend_step()) continue;
      if (item["template"].exists()) {
        include(item, item["template"], nullptr);
      } else if (item["job"].exists() || item["deployment"].exists() || item["steps"].exists() ||
                 item["bash"].exists()) {
        job(item, path, outer);
      } else if (item["stage"].exists() || item["jobs"].exists()) {
        Outer inner = outer;
        if (item["condition"].is_scalar()) inner.condition = item["condition"].text();
        machine(inner.machines, item["pool"]);
        list(item["jobs"], path, inner, depth + 1);
      } else {
        for (std::size_t e = 0; e < item.size(); ++e) {
          if (item.key(e).starts_with("${{")) list(item[e], path, outer, depth + 1);
        }
      }
    }
  }

  static void machine(std::vector<std::string>& out, YamlNode pool) {
    for (const std::string_view key : {"vmImage", "name"}) {
      if (pool[key].is_scalar()) out.assign(1, std::string(pool[key].text()));
    }
    if (pool.is_scalar()) out.assign(1, std::string(pool.text()));
  }

  void job(YamlNode node, const std::string& path, const Outer& outer) {
    Job made;
    made.id = node["job"].text_or(node["deployment"].text_or("Job"));
    made.name = node["displayName"].text_or(made.id);
    made.path = path;
    made.line = node.line();
    made.condition = node["condition"].text_or(outer.condition);
    made.triggers = narrowed(made.condition);
    made.disabled = made.triggers.empty() && !pipeline_.triggers.empty();
    made.failure_ignored = node["continueOnError"].is_true();
    made.machines = outer.machines;
    machine(made.machines, node["pool"]);
    made.environment = node["environment"].text();
    const YamlNode container = node["container"];
    const std::string_view image = container.is_mapping() ? container["image"].text() : container.text();
    if (!image.empty()) made.images.emplace_back(image);
    made.needs = node["dependsOn"].strings();
    const YamlNode matrix = node["strategy"]["matrix"];
    for (std::size_t i = 0; matrix.is_mapping() && i < matrix.size(); ++i) {
      std::vector<std::string> values;
      for (const Input& input : inputs_of(matrix[i])) values.push_back(input.name + "=" + input.value);
      made.matrix.emplace_back(std::string(matrix.key(i)), std::move(values));
    }
    steps(made, node["steps"], path, "", 0);
    for (const std::string_view kind : {"runOnce", "rolling", "canary"}) {
      const YamlNode strategy = node["strategy"][kind];
      for (const std::string_view phase : {"preDeploy", "deploy", "postRouteTraffic"})
        steps(made, strategy[phase]["steps"], path, "", 0);
    }
    pipeline_.jobs.push_back(std::move(made));
  }

  void steps(Job& job, YamlNode node, const std::string& path, const std::string& via, int depth) {
    if (depth > 12 || !node.is_sequence()) return;
    for (std::size_t i = 0; i < node.size(); ++i) {
      const YamlNode item = node[i];
      if (!item.is_mapping() || !reading_.spend_step()) continue;
      if (item["template"].exists()) {
        include(item, item["template"], &job);
        continue;
      }
      if (item.key(0).starts_with("${{")) {
        for (std::size_t e = 0; e < item.size(); ++e) steps(job, item[e], path, via, depth + 1);
        continue;
      }
      step(job, item, path, via);
    }
  }

  static void step(Job& job, YamlNode item, const std::string& path, const std::string& via) {
    Step made = step_at(path, item);
    made.name = item["displayName"].text();
    made.condition = item["condition"].text();
    made.folder = item["workingDirectory"].text();
    made.failure_ignored = item["continueOnError"].is_true();
    made.env = environment_of(item["env"]);
    made.via = via;
    for (const std::string_view prefix :
         {"$(Build.SourcesDirectory)/", "$(Build.SourcesDirectory)", "$(System.DefaultWorkingDirectory)/",
          "$(System.DefaultWorkingDirectory)"}) {
      if (made.folder.starts_with(prefix)) made.folder.erase(0, prefix.size());
    }
    if (item["task"].is_scalar()) {
      task(made, item);
    } else {
      const bool windows =
          !job.machines.empty() && to_lower(job.machines.front()).find("windows") != std::string::npos;
      script(made, item["script"], windows ? ShellDialect::cmd : ShellDialect::posix);
      script(made, item["bash"], ShellDialect::posix);
      script(made, item["pwsh"], ShellDialect::powershell);
      script(made, item["powershell"], ShellDialect::powershell);
      if (item["checkout"].exists()) made.uses = "checkout";
    }
    job.steps.push_back(std::move(made));
  }

  static void script(Step& step, YamlNode node, ShellDialect dialect) {
    if (node.is_scalar()) add_script(step, node, dialect);
  }

  // A task is a name, and for some it is a command line that can be said.
  static void task(Step& step, YamlNode item) {
    set_uses(step, item["task"].text());
    const std::string name = to_lower(step.uses);
    step.uses = "task:" + step.uses;
    const YamlNode inputs = item["inputs"];
    step.inputs = inputs_of(inputs);
    const auto text = [&](std::string_view key) { return std::string(inputs[key].text()); };
    if (name == "bash" || name == "cmdline" || name == "powershell" || name == "shellscript" ||
        name == "batchscript") {
      script(step, inputs["script"], name == "powershell" ? ShellDialect::powershell : ShellDialect::posix);
      if (inputs["filePath"].is_scalar()) add_script(step, inputs["filePath"]);
      if (inputs["scriptPath"].is_scalar()) add_script(step, inputs["scriptPath"]);
    } else if (name == "dotnetcorecli") {
      const std::string command = text("command") == "custom" ? text("custom") : text("command");
      add_script(step, "dotnet " + command + " " + text("arguments"), item.line());
    } else if (name == "maven") {
      add_script(step, "mvn " + inputs["goals"].text_or("package") + " " + text("options"), item.line());
    } else if (name == "gradle") {
      add_script(step, "gradle " + inputs["tasks"].text_or("build"), item.line());
    } else if (name == "npm") {
      add_script(step,
                 "npm " + (text("command") == "custom" ? text("customCommand")
                                                       : inputs["command"].text_or("install")),
                 item.line());
    } else if (name == "cmake") {
      add_script(step, "cmake " + text("cmakeArgs"), item.line());
    } else if (name == "vstest") {
      add_script(step, "vstest.console " + replace_all(text("testAssemblyVer2"), "\n", " "), item.line());
    }
  }

  // A template of this repository is read in place; `job` is set when it holds steps.
  void include(YamlNode at, YamlNode name, Job* job) {
    const std::string text(name.text());
    if (text.find('@') != std::string::npos && !text.ends_with("@self")) {
      pipeline_.unseen.push_back(text);
      Job made;
      made.id = made.name = text;
      made.path = files_.back();
      made.line = name.line();
      made.foreign = true;
      made.triggers = pipeline_.triggers;
      Step step = step_at(made.path, name);
      step.uses = "template:" + text.substr(0, text.find('@'));
      step.version = text.substr(text.find('@') + 1);
      step.inputs = inputs_of(at["parameters"]);
      made.steps.push_back(std::move(step));
      parameters(at, made);
      pipeline_.jobs.push_back(std::move(made));
      return;
    }
    const std::optional<std::string> path =
        resolve_path(folder_of(files_.back()), text.substr(0, text.find('@')));
    const bool cycle = path && std::find(files_.begin(), files_.end(), *path) != files_.end();
    const YamlFile* file = path && !cycle && files_.size() < kIncludeDepth ? reading_.yaml(*path) : nullptr;
    if (!file) {
      pipeline_.complete = pipeline_.complete && cycle;
      return;
    }
    if (std::find(pipeline_.parts.begin(), pipeline_.parts.end(), *path) == pipeline_.parts.end())
      pipeline_.parts.push_back(*path);
    files_.push_back(*path);
    const YamlNode root = file->root();
    if (job) {
      steps(*job, root["steps"], *path, "template " + *path, 0);
      parameters(at, *job);
    } else {
      body(root, *path);
    }
    files_.pop_back();
  }

  // Steps that are handed to a template as a parameter are run by it.
  void parameters(YamlNode at, Job& job) {
    const YamlNode given = at["parameters"];
    for (std::size_t i = 0; given.is_mapping() && i < given.size(); ++i) {
      if (given[i].is_sequence() && given[i][std::size_t{0}].is_mapping())
        steps(job, given[i], files_.back(), "", 0);
    }
  }

  static Tri holds(const Term& left, std::string_view op, const Term& right, const Trigger& t) {
    if (!op.empty()) return Tri::unknown;
    (void)right;
    if (left.kind != Term::Kind::call) return left.text == "false" ? Tri::no : Tri::unknown;
    const std::string name = to_lower(left.text);
    const auto inner = [&](const Term& term) { return holds(term, "", {}, t); };
    if (name == "and" || name == "or") {
      Tri result = name == "and" ? Tri::yes : Tri::no;
      for (const Term& term : left.terms)
        result = name == "and" ? both(result, inner(term)) : either(result, inner(term));
      return result;
    }
    if (name == "not" && left.terms.size() == 1) return negate(inner(left.terms[0]));
    if (name == "succeeded" || name == "always" || name == "succeededorfailed") return Tri::yes;
    if (left.terms.size() != 2 || (name != "eq" && name != "ne" && name != "startswith")) return Tri::unknown;
    const std::string what = to_lower(left.terms[0].text), value = left.terms[1].text;
    Tri same = Tri::unknown;
    if (what.find("build.reason") != std::string::npos) {
      const bool request = t.kind == TriggerKind::change_request, scheduled = t.kind == TriggerKind::schedule;
      if (value == "PullRequest") same = request ? Tri::yes : Tri::no;
      if (value == "Schedule") same = scheduled ? Tri::yes : Tri::no;
      if (value == "Manual") same = t.kind == TriggerKind::manual ? Tri::yes : Tri::no;
    } else if (what.find("build.sourcebranch") != std::string::npos) {
      if (value.starts_with("refs/tags")) same = t.kind == TriggerKind::tag ? Tri::yes : Tri::no;
      if (value.starts_with("refs/heads") && t.kind == TriggerKind::change_request) same = Tri::no;
    }
    return name == "ne" ? negate(same) : same;
  }

  std::vector<Trigger> narrowed(const std::string& condition) const {
    if (condition.empty()) return pipeline_.triggers;
    std::vector<Trigger> out;
    for (const Trigger& t : pipeline_.triggers) {
      const Tri can = evaluate(condition, [&](const Term& left, std::string_view op, const Term& right) {
        return holds(left, op, right, t);
      });
      if (can != Tri::no) out.push_back(t);
    }
    return out;
  }

  Reading& reading_;
  Pipeline& pipeline_;
  std::vector<std::string> files_;
};

void read_azure(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file) return;
  const YamlNode root = file->root();
  const bool pipeline_itself = root["trigger"].exists() || root["pr"].exists() ||
                               root["schedules"].exists() || root["extends"].exists() ||
                               root["resources"].exists() || root["pool"].exists() ||
                               (!root["parameters"].exists() &&
                                (root["steps"].exists() || root["jobs"].exists() || root["stages"].exists()));
  const bool main = path.find('/') == std::string::npos;
  if (!root.is_mapping() || (!pipeline_itself && !main)) return;  // a template
  Pipeline pipeline;
  pipeline.system = CiSystem::azure_pipelines;
  pipeline.path = path;
  Azure(reading, pipeline).read(root);
  if (pipeline.jobs.empty()) return;
  out.push_back(std::move(pipeline));
}

bool azure_owns(std::string_view path) {
  if (!path.ends_with(".yml") && !path.ends_with(".yaml")) return false;
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const std::string_view folder =
      slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
  if (folder == ".azure-pipelines" || folder == ".azuredevops" || folder == ".azdo" ||
      folder == "azure-pipelines" || folder == ".pipelines" || folder == "eng/pipelines" ||
      folder == ".azure/pipelines") {
    return true;
  }
  const bool near =
      folder.empty() || folder == ".ci" || folder == "ci" || folder == "build" || folder == "eng";
  return near && (name.starts_with("azure-pipelines") || name.starts_with(".azure-pipelines") ||
                  name.starts_with("azure-pipeline"));
}

}  // namespace

const Reader kAzure{CiSystem::azure_pipelines, azure_owns, read_azure};

}  // namespace badgescan::ci
