// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/pipelines.h"

#include "scanner/base/text.h"

namespace badgescan::test {
namespace {

std::string print(const std::vector<Trigger>& triggers) {
  std::string out;
  for (const Trigger& trigger : triggers) {
    if (!out.empty()) out += ", ";
    if (trigger.narrow) out += "~";
    out += name_of(trigger.kind);
  }
  return out;
}

std::string print(const Step& step, bool resolved) {
  std::string out = step.uses;
  if (!step.version.empty()) out += "@" + step.version;
  std::vector<CiCommand> commands = step.commands;
  if (resolved) commands.insert(commands.end(), step.resolved.begin(), step.resolved.end());
  for (const CiCommand& command : commands) {
    if (!out.empty()) out += " + ";
    out += std::to_string(command.line) + ":" + join(command.shell.words, " ");
    if (!command.via.empty()) out += " <" + command.via + " " + command.path + ">";
  }
  return out + (step.failure_ignored ? " !" : "");
}

}  // namespace

std::string print_pipelines(const Snapshot& snapshot, bool resolved) {
  const ScanOptions options{.now = kNow};
  const Facts facts(snapshot, options, rules());
  const Pipelines& pipelines = facts.get<Pipelines>();
  std::string out;
  for (const Pipeline& pipeline : pipelines.all()) {
    for (const Job& job : pipeline.jobs) {
      if (!out.empty()) out += "\n";
      out += job.id + " [" + print(job.triggers) + "]" + (job.failure_ignored ? "!" : "") +
             (job.disabled ? "x" : "") + ":";
      std::string separator = " ";
      for (const Step& step : job.steps) {
        out += separator + print(step, resolved);
        separator = "; ";
      }
    }
  }
  for (const Note& note : facts.notes())
    out += (out.empty() ? "" : "\n") + ("note " + note.path + ": " + note.text);
  return out;
}

}  // namespace badgescan::test
