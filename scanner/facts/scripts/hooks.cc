// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Files of hooks and tasks that are YAML: .pre-commit-config.yaml, lefthook.yml, Taskfile.yml.
#include "scanner/base/text.h"
#include "scanner/base/yaml.h"
#include "scanner/facts/scripts/readers.h"

namespace badgescan::scripts {
namespace {

constexpr std::size_t kEntries = 1'000;

void add_text(Script& script, YamlNode node) {
  if (node.is_scalar()) add_commands(script, node.text(), node.text_line());
}

}  // namespace

void read_pre_commit(const std::string& path, std::string_view text, std::vector<Script>& out) {
  const Result<YamlFile> file = YamlFile::parse(text);
  if (!file) return;
  const YamlNode repos =
      file->root()["repos"].exists() ? file->root()["repos"] : file->root();  // before 1.0: a list
  std::size_t taken = 0;
  for (std::size_t r = 0; repos.is_sequence() && r < repos.size(); ++r) {
    const YamlNode hooks = repos[r]["hooks"];
    for (std::size_t h = 0; h < hooks.size() && taken++ < kEntries; ++h) {
      const YamlNode hook = hooks[h];
      Script script = script_at(ScriptKind::pre_commit, std::string(hook["id"].text()), path, hook.line());
      script.source = repos[r]["repo"].text();
      if (script.name.empty()) continue;
      if (hook["entry"].is_scalar()) {
        std::string entry(hook["entry"].text());
        for (const std::string& argument : hook["args"].strings())
          entry += " '" + replace_all(argument, "'", "") + "'";
        add_commands(script, entry, hook["entry"].text_line());
      }
      out.push_back(std::move(script));
    }
  }
}

void read_lefthook(const std::string& path, std::string_view text, std::vector<Script>& out) {
  const Result<YamlFile> file = YamlFile::parse(text);
  if (!file) return;
  const YamlNode root = file->root();
  const auto add = [&](std::string name, YamlNode node) {
    if (!node["run"].is_scalar() || out.size() > 100'000) return;
    Script script = script_at(ScriptKind::pre_commit, std::move(name), path, node.line());
    script.source = "lefthook";
    add_text(script, node["run"]);
    out.push_back(std::move(script));
  };
  for (std::size_t i = 0; i < root.size(); ++i) {
    const YamlNode commands = root[i]["commands"], jobs = root[i]["jobs"];
    for (std::size_t c = 0; commands.is_mapping() && c < commands.size(); ++c)
      add(std::string(commands.key(c)), commands[c]);
    for (std::size_t j = 0; jobs.is_sequence() && j < jobs.size(); ++j)
      add(jobs[j]["name"].text_or("job"), jobs[j]);
  }
}

void read_taskfile(const std::string& path, std::string_view text, std::vector<Script>& out) {
  const Result<YamlFile> file = YamlFile::parse(text);
  if (!file) return;
  const YamlNode tasks = file->root()["tasks"];
  for (std::size_t i = 0; tasks.is_mapping() && i < tasks.size() && i < kEntries; ++i) {
    Script script = script_at(ScriptKind::task, std::string(tasks.key(i)), path, tasks.key_line(i));
    const YamlNode task = tasks[i];
    const auto command = [&](YamlNode node) {
      if (node.is_mapping() && node["task"].is_scalar()) script.needs.emplace_back(node["task"].text());
      add_text(script, node.is_mapping() ? node["cmd"] : node);
    };
    const auto each = [&](YamlNode list) {
      if (!list.is_sequence()) return command(list);
      for (std::size_t c = 0; c < list.size(); ++c) command(list[c]);
    };
    if (!task.is_mapping()) {
      each(task);
    } else {
      each(task["cmds"]);
      each(task["cmd"]);
      const YamlNode deps = task["deps"];
      for (std::size_t d = 0; d < deps.size(); ++d) {
        script.needs.emplace_back(deps[d].is_mapping() ? deps[d]["task"].text() : deps[d].text());
      }
    }
    out.push_back(std::move(script));
  }
}

}  // namespace badgescan::scripts
