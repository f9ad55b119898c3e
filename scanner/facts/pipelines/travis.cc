// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Travis CI (.travis.yml), with the default commands of a language where `script` is missing, and AppVeyor.
#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/facts/pipelines/systems.h"

namespace badgescan::ci {
namespace {

constexpr std::size_t kJobs = 500;

// What Travis runs when the file does not say.
struct Default {
  const char* language;
  const char* script;
};
constexpr Default kDefaults[] = {
    {"node_js", "npm test"},
    {"go", "go test -v ./..."},
    {"rust", "cargo build --verbose\ncargo test --verbose"},
    {"ruby", "rake"},
    {"php", "phpunit"},
    {"c", "./configure && make && make test"},
    {"cpp", "./configure && make && make test"},
    {"haskell", "cabal test"},
    {"elixir", "mix test"},
    {"erlang", "rebar eunit"},
    {"clojure", "lein test"},
    {"d", "dub test"},
    {"scala", "sbt test"},
    {"julia", "julia -e 'using Pkg; Pkg.test()'"},
    {"r", "R CMD check *tar.gz"},
    {"dart", "dart test"},
    {"perl", "make test"},
    {"csharp", "msbuild"},
    {"swift", "swift test"},
};

class Travis {
 public:
  Travis(Reading& reading, Pipeline& pipeline, YamlNode root)
      : reading_(reading), pipeline_(pipeline), root_(root) {}

  void read() {
    pipeline_.triggers = triggers();
    pipeline_.settings = "schedule";  // cron jobs are set on the server
    const YamlNode matrix = root_["jobs"].exists() ? root_["jobs"] : root_["matrix"];
    const YamlNode include = matrix.is_sequence() ? matrix : matrix["include"];
    const YamlNode allowed = matrix["allow_failures"];
    // The matrix of the top level is one job here; included jobs come on top when they have a life of their
    // own.
    const bool expands =
        root_["env"].exists() || root_["os"].exists() || root_["script"].exists() || include.size() == 0;
    if (expands || include.size() == 0) job("build", YamlNode(), allowed);
    for (std::size_t i = 0; i < include.size() && i < kJobs; ++i) {
      const YamlNode node = include[i];
      if (!node.is_mapping()) continue;
      std::string name(node["name"].text_or(node["stage"].text_or("job " + std::to_string(i + 1))));
      job(std::move(name), node, allowed);
    }
    for (const YamlNode source : {root_["import"]}) {
      for (std::string& name : source.strings()) pipeline_.unseen.push_back(std::move(name));
    }
  }

 private:
  std::vector<Trigger> triggers() const {
    Trigger push = trigger(TriggerKind::push, "push", 1);
    push.branches = root_["branches"]["only"].strings();
    push.narrow = narrow_branches(push.branches, reading_.main_branch());
    Trigger request = trigger(TriggerKind::change_request, "pull_request", 1);
    request.narrow = push.narrow;
    return {push, request};
  }

  YamlNode find(YamlNode job, std::string_view key) const {
    return job[key].exists() ? job[key] : root_[key];
  }

  void job(std::string name, YamlNode node, YamlNode allowed) {
    if (!reading_.spend_step()) return;
    Job made;
    made.id = made.name = std::move(name);
    made.path = pipeline_.path;
    made.line = node.exists() ? node.line() : 1;
    made.condition = node["if"].text_or(root_["if"].text());
    made.triggers = narrowed(made.condition);
    made.disabled = made.triggers.empty();
    made.failure_ignored = node.exists() && may_fail(node, allowed);
    made.machines = find(node, "os").strings();
    for (Input& input : environment_of(find(node, "env"))) made.env.push_back(std::move(input));
    const std::string language = to_lower(find(node, "language").text_or("ruby"));
    for (const std::string_view phase : {"before_install", "install", "before_script"})
      add(made, find(node, phase), false);
    if (const YamlNode script = find(node, "script"); script.exists()) {
      add(made, script, false);
    } else {
      defaults(made, language);
    }
    for (const std::string_view phase : {"after_success", "after_script", "after_failure"})
      add(made, find(node, phase), true);
    deploy(made, find(node, "deploy"));
    pipeline_.jobs.push_back(std::move(made));
  }

  // type = cron, branch = master AND type = push
  std::vector<Trigger> narrowed(std::string_view condition) const {
    const std::string text = to_lower(condition);
    if (text.find(" or ") != std::string::npos) return pipeline_.triggers;
    if (text.find("type = cron") != std::string::npos || text.find("type=cron") != std::string::npos) {
      return {trigger(TriggerKind::schedule, "cron", 1)};
    }
    if (text.find("tag is present") != std::string::npos || text.find("tag =~") != std::string::npos) {
      return {trigger(TriggerKind::tag, "tag", 1)};
    }
    if (text.find("type = api") != std::string::npos) return {trigger(TriggerKind::manual, "api", 1)};
    if (text.find("type = push") != std::string::npos ||
        text.find("type = pull_request") != std::string::npos) {
      const bool push = text.find("type = push") != std::string::npos;
      return {pipeline_.triggers[push ? 0 : 1]};
    }
    return text == "false" ? std::vector<Trigger>{} : pipeline_.triggers;
  }

  // A job may fail when all that an entry of allow_failures says is true of it.
  static bool may_fail(YamlNode job, YamlNode allowed) {
    for (std::size_t i = 0; i < allowed.size(); ++i) {
      const YamlNode entry = allowed[i];
      bool same = entry.is_mapping() && entry.size() > 0;
      for (std::size_t k = 0; same && k < entry.size(); ++k)
        same = job[entry.key(k)].strings() == entry[k].strings();
      if (same) return true;
    }
    return false;
  }

  void add(Job& job, YamlNode node, bool after) const {
    if (!node.exists() || node.is_true() || node.text() == "skip") return;
    Step step = step_at(job.path, node);
    step.failure_ignored = after;
    add_script(step, node);
    if (!step.commands.empty()) job.steps.push_back(std::move(step));
  }

  void defaults(Job& job, const std::string& language) const {
    std::string script;
    for (const Default& row : kDefaults) {
      if (language == row.language) script = row.script;
    }
    if (language == "java" || language == "groovy" || language == "kotlin" || language == "android") {
      script = reading_.exists("gradlew") || reading_.exists("build.gradle") ? "gradle check" : "mvn test -B";
    }
    if (script.empty()) return;
    Step step = step_at(job.path, root_["language"]);
    step.line = std::max(step.line, 1);
    step.name = language;
    add_script(step, script, step.line);
    for (CiCommand& command : step.commands) command.line = step.line;
    job.steps.push_back(std::move(step));
  }

  static void deploy(Job& job, YamlNode node) {
    const auto one = [&](YamlNode target) {
      if (!target.is_mapping()) return;
      Step step = step_at(job.path, target);
      step.uses = "deploy:" + std::string(target["provider"].text());
      step.inputs = inputs_of(target);
      if (target["provider"].text() == "script") add_script(step, target["script"]);
      job.steps.push_back(std::move(step));
    };
    if (!node.is_sequence()) return one(node);
    for (std::size_t i = 0; i < node.size(); ++i) one(node[i]);
  }

  Reading& reading_;
  Pipeline& pipeline_;
  YamlNode root_;
};

void read_travis(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file || !file->root().is_mapping()) return;
  Pipeline pipeline;
  pipeline.system = CiSystem::travis;
  pipeline.path = path;
  Travis(reading, pipeline, file->root()).read();
  out.push_back(std::move(pipeline));
}

bool travis_owns(std::string_view path) { return path == ".travis.yml" || path == ".travis.yaml"; }

// ---- AppVeyor

// Items are `cmd: x`, `ps: x`, `sh: x`, `pwsh: x` or plain text for cmd.
void appveyor_script(Step& step, YamlNode node, int depth = 0) {
  if (depth > 4) return;
  if (node.is_sequence()) {
    for (std::size_t i = 0; i < node.size(); ++i) appveyor_script(step, node[i], depth + 1);
  } else if (node.is_mapping()) {
    for (std::size_t i = 0; i < node.size(); ++i) {
      const std::string_view shell = node.key(i);
      const ShellDialect dialect = shell == "ps" || shell == "pwsh" ? ShellDialect::powershell
                                   : shell == "sh"                  ? ShellDialect::posix
                                                                    : ShellDialect::cmd;
      if (node[i].is_scalar()) add_script(step, node[i], dialect);
    }
  } else if (node.is_scalar() && !node.is_false()) {
    add_script(step, node, ShellDialect::cmd);
  }
}

Job appveyor_job(const std::string& path, YamlNode root, YamlNode config, std::vector<Trigger> triggers) {
  Job job;
  job.id = job.name = "build";
  job.path = path;
  job.line = std::max(config.exists() ? config.line() : root.line(), 1);
  job.triggers = std::move(triggers);
  const auto find = [&](std::string_view key) { return config[key].exists() ? config[key] : root[key]; };
  job.machines = find("image").strings();
  for (const std::string_view phase :
       {"init", "install", "before_build", "build_script", "after_build", "before_test", "test_script",
        "after_test", "before_deploy", "deploy_script", "on_success"}) {
    Step step = step_at(path, find(phase));
    appveyor_script(step, find(phase));
    if (!step.commands.empty()) job.steps.push_back(std::move(step));
  }
  const YamlNode build = find("build");
  if (build.exists() && !build.is_false() && !find("build_script").exists()) {
    Step step = step_at(path, build);
    add_script(step, "msbuild " + std::string(build["project"].text()), step.line);
    job.steps.push_back(std::move(step));
  }
  const YamlNode test = find("test");
  if (test.is_mapping()) {
    Step step = step_at(path, test);
    add_script(step, "vstest.console", step.line);
    job.steps.push_back(std::move(step));
  }
  return job;
}

void read_appveyor(Reading& reading, const std::string& path, std::vector<Pipeline>& out) {
  const YamlFile* file = reading.yaml(path);
  if (!file || !file->root().is_mapping()) return;
  const YamlNode root = file->root();
  Pipeline pipeline;
  pipeline.system = CiSystem::appveyor;
  pipeline.path = path;
  Trigger push = trigger(TriggerKind::push, "push", 1);
  push.branches = root["branches"]["only"].strings();
  push.narrow = narrow_branches(push.branches, reading.main_branch());
  pipeline.triggers = {push, trigger(TriggerKind::change_request, "pull_request", 1)};
  if (root["skip_non_tags"].is_true())
    pipeline.triggers = {trigger(TriggerKind::tag, "tag", root["skip_non_tags"].line())};
  pipeline.env = environment_of(root["environment"]);
  pipeline.jobs.push_back(appveyor_job(path, root, {}, pipeline.triggers));
  const YamlNode special = root["for"];
  for (std::size_t i = 0; i < special.size() && i < kJobs; ++i) {
    pipeline.jobs.push_back(appveyor_job(path, root, special[i], pipeline.triggers));
    pipeline.jobs.back().name = "build " + std::to_string(i + 2);
  }
  out.push_back(std::move(pipeline));
}

bool appveyor_owns(std::string_view path) {
  return path == "appveyor.yml" || path == ".appveyor.yml" || path == "appveyor.yaml" ||
         path == ".appveyor.yaml" || path == ".appveyor/appveyor.yml" || path == "ci/appveyor.yml" ||
         path == ".ci/appveyor.yml";
}

}  // namespace

const Reader kTravis{CiSystem::travis, travis_owns, read_travis};
const Reader kAppveyor{CiSystem::appveyor, appveyor_owns, read_appveyor};

}  // namespace badgescan::ci
