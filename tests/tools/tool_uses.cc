// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The tools that a repository's pipelines run, for checking by hand: tool_uses REPOSITORY
//
// First each tool with its kinds, how often it runs and where; then every command, action and image of the
// pipelines in which no tool is recognised, with the number of times it is written.
#include <cstdio>
#include <map>
#include <set>
#include <string>

#include "scanner/facts/pipelines.h"
#include "scanner/facts/tools.h"
#include "scanner/repo/git_repository.h"
#include "scanner/rules/rule_set.h"

namespace {

using namespace badgescan;

void list_tools(const ToolUses& uses) {
  std::map<std::string, std::vector<const ToolUse*>> by_tool;
  for (const ToolUse& use : uses.all()) {
    if (use.how == How::ci || use.tool->is(ToolKind::test_runner)) by_tool[use.tool->id].push_back(&use);
  }
  for (const auto& [id, list] : by_tool) {
    std::string kinds;
    for (const ToolKind kind : list.front()->tool->kinds) kinds += " " + std::string(name_of(kind));
    const ToolUse& best = *list.front();
    std::printf("%s (%s,%s%s)%s\n  %s:%d %s\n", id.c_str(), std::string(name_of(best.how)).c_str(),
                std::string(name_of(best.frequency)).c_str(), best.may_fail ? ", may fail" : "",
                kinds.c_str(), best.evidence.path.c_str(), best.evidence.line, best.evidence.excerpt.c_str());
    if (best.how == How::ci) std::printf("  %s\n", describe(best).c_str());
  }
}

void list_unknown(const Pipelines& pipelines, const ToolTable& table) {
  std::map<std::string, int> unknown;
  std::set<std::string> systems;
  std::size_t jobs = 0;
  for (const Pipeline& pipeline : pipelines.all()) {
    if (pipeline.only_called()) continue;
    systems.insert(std::string(name_of(pipeline.system)));
    for (const Job& job : pipeline.jobs) {
      ++jobs;
      for (const std::string& image : job.images) {
        if (table.image(image).empty()) ++unknown["image: " + image];
      }
    }
  }
  pipelines.each_step([&](const Pipeline&, const Job&, const Step& step) {
    if (!step.uses.empty() && table.action(step.uses).empty()) ++unknown["uses: " + step.uses];
    for (const auto* commands : {&step.commands, &step.resolved}) {
      for (const CiCommand& command : *commands) {
        if (table.command(command.shell).empty()) {
          ++unknown[(command.elsewhere ? "elsewhere: " : "") + command.shell.text.substr(0, 150) +
                    (command.via.empty() ? "" : "  [" + command.via + "]")];
        }
      }
    }
  });
  std::printf("\n%zu jobs in", jobs);
  for (const std::string& system : systems) std::printf(" %s", system.c_str());
  std::printf("; no tool in:\n");
  for (const auto& [text, times] : unknown) std::printf("%4d %s\n", times, text.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "tool_uses REPOSITORY\n"), 2;
  const auto rules = RuleSet::load();
  const auto snapshot = open_snapshot(argv[1], {.trust_owner = true});
  if (!rules || !snapshot) return std::fprintf(stderr, "%s cannot be read\n", argv[1]), 1;
  const ScanOptions options;
  const Facts facts(**snapshot, options, **rules);
  list_tools(facts.get<ToolUses>());
  list_unknown(facts.get<Pipelines>(), facts.get<ToolUses>().table());
  for (const Note& note : facts.notes()) std::printf("note: %s %s\n", note.path.c_str(), note.text.c_str());
}
