// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/pipelines.h"

#include <algorithm>
#include <array>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/pipelines/follow.h"
#include "scanner/facts/pipelines/systems.h"
#include "scanner/facts/selection.h"

namespace badgescan {

std::string_view name_of(CiSystem system) {
  switch (system) {
    case CiSystem::github_actions:
      return "GitHub Actions";
    case CiSystem::forgejo_actions:
      return "Forgejo Actions";
    case CiSystem::gitlab_ci:
      return "GitLab CI";
    case CiSystem::circleci:
      return "CircleCI";
    case CiSystem::azure_pipelines:
      return "Azure Pipelines";
    case CiSystem::travis:
      return "Travis CI";
    case CiSystem::appveyor:
      return "AppVeyor";
    case CiSystem::jenkins:
      return "Jenkins";
    case CiSystem::cirrus:
      return "Cirrus CI";
    case CiSystem::buildkite:
      return "Buildkite";
    case CiSystem::drone:
      return "Drone";
    case CiSystem::woodpecker:
      return "Woodpecker CI";
    case CiSystem::bitbucket:
      return "Bitbucket Pipelines";
    case CiSystem::semaphore:
      return "Semaphore";
    case CiSystem::sourcehut:
      return "sourcehut builds";
    case CiSystem::tekton:
      return "Tekton";
    case CiSystem::zuul:
      return "Zuul";
    case CiSystem::prow:
      return "Prow";
  }
  return "";
}

std::string_view name_of(TriggerKind kind) {
  switch (kind) {
    case TriggerKind::push:
      return "push";
    case TriggerKind::change_request:
      return "pull request";
    case TriggerKind::schedule:
      return "schedule";
    case TriggerKind::tag:
      return "tag";
    case TriggerKind::release:
      return "release";
    case TriggerKind::manual:
      return "manual start";
    case TriggerKind::call:
      return "call";
    case TriggerKind::other:
      return "event";
  }
  return "";
}

std::string_view name_of(Frequency frequency) {
  switch (frequency) {
    case Frequency::never:
      return "never";
    case Frequency::manual:
      return "manual";
    case Frequency::release:
      return "release";
    case Frequency::weekly:
      return "weekly";
    case Frequency::daily:
      return "daily";
    case Frequency::every_change:
      return "every change";
  }
  return "";
}

std::string_view name_of(Pin pin) {
  switch (pin) {
    case Pin::none:
      return "none";
    case Pin::branch:
      return "branch";
    case Pin::tag:
      return "tag";
    case Pin::commit:
      return "commit";
    case Pin::digest:
      return "digest";
    case Pin::local:
      return "local";
  }
  return "";
}

Frequency cron_frequency(std::string_view cron) {
  const std::string folded = fold_space(cron);
  if (folded == "@hourly" || folded == "@daily" || folded == "@midnight") return Frequency::daily;
  if (folded.starts_with("@")) return Frequency::weekly;
  std::vector<std::string_view> fields = split(folded, ' ');
  if (fields.size() == 6) fields.erase(fields.begin());  // seconds first
  if (fields.size() < 5) return Frequency::daily;        // unknown: a schedule all the same
  const auto every = [](std::string_view field) { return field == "*" || field == "?" || field == "*/1"; };
  const bool weekdays = every(fields[4]) || fields[4] == "1-5" || fields[4] == "0-6" || fields[4] == "1-7" ||
                        equals_ignoring_case(fields[4], "mon-fri") || fields[4] == "0-4";
  return every(fields[2]) && every(fields[3]) && weekdays ? Frequency::daily : Frequency::weekly;
}

namespace {

Frequency frequency_of(const Trigger& trigger) {
  switch (trigger.kind) {
    case TriggerKind::push:
    case TriggerKind::change_request:
      return trigger.narrow ? Frequency::weekly : Frequency::every_change;
    case TriggerKind::schedule:
      return trigger.cron.empty() ? Frequency::daily : cron_frequency(trigger.cron);
    case TriggerKind::tag:
    case TriggerKind::release:
      return Frequency::release;
    default:
      return Frequency::manual;
  }
}

}  // namespace

Frequency frequency_of(const std::vector<Trigger>& triggers) {
  Frequency most = Frequency::never;
  for (const Trigger& trigger : triggers) most = std::max(most, frequency_of(trigger));
  return most;
}

bool Permissions::writes() const {
  if (all == "write-all") return true;
  return std::any_of(scopes.begin(), scopes.end(), [](const auto& scope) { return scope.second == "write"; });
}

const Input* Step::input(std::string_view input_name) const {
  for (const Input& input : inputs) {
    if (equals_ignoring_case(input.name, input_name)) return &input;
  }
  return nullptr;
}

bool Pipeline::only_called() const {
  return !triggers.empty() && std::all_of(triggers.begin(), triggers.end(), [](const Trigger& trigger) {
    return trigger.kind == TriggerKind::call;
  });
}

namespace {

/// "push and pull request": the kinds that start the job most often.
std::string starts_of(const Job& job) {
  const Frequency most = frequency_of(job.triggers);
  std::vector<std::string> kinds;
  for (const Trigger& trigger : job.triggers) {
    std::string kind(name_of(trigger.kind));
    if (frequency_of(trigger) == most && std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
      kinds.push_back(std::move(kind));
  }
  return join_names(kinds);
}

}  // namespace

std::string describe(const Pipeline& pipeline, const Job& job) {
  const std::string starts = starts_of(job);
  // A name made of expressions says nothing to a reader.
  const bool computed = job.name.find("${{") != std::string::npos || job.name.size() > 80;
  const std::string& shown = computed ? job.id : job.name;
  if (shown.find("${{") != std::string::npos) {
    const std::string file = msg("a job of {} ({})", clean_utf8(pipeline.path), name_of(pipeline.system));
    return starts.empty() ? file : msg("{}, started by {}", file, starts);
  }
  const std::string place =
      msg("job {} of {} ({})", clean_utf8(shown), clean_utf8(pipeline.path), name_of(pipeline.system));
  return starts.empty() ? place : msg("{}, started by {}", place, starts);
}

bool Pipelines::complete() const {
  return tree_complete_ && unreadable_.empty() &&
         std::all_of(all_.begin(), all_.end(),
                     [](const Pipeline& pipeline) { return pipeline.complete && pipeline.unseen.empty(); });
}

namespace ci {

std::span<const Reader> readers() {
  static const std::array kAll{kGithub,    kForgejo,   kGitlab,    kCircleci,  kAzure, kTravis,
                               kAppveyor,  kJenkins,   kCirrus,    kBuildkite, kDrone, kWoodpecker,
                               kBitbucket, kSemaphore, kSourcehut, kTekton,    kZuul,  kProw};
  return kAll;
}

}  // namespace ci

namespace {

const ci::Reader* reader_of(const Entry& entry) {
  if (entry.mode == Mode::submodule) return nullptr;
  const std::string lower = to_lower(entry.path);
  const auto readers = ci::readers();
  const auto reader =
      std::find_if(readers.begin(), readers.end(), [&](const ci::Reader& one) { return one.owns(lower); });
  return reader == readers.end() ? nullptr : &*reader;
}

const Selection kDefinitions("pipeline definitions",
                             [](const Facts&, const Entry& entry) { return reader_of(entry) != nullptr; });

}  // namespace

Pipelines Pipelines::collect(const Facts& facts) {
  Pipelines made;
  made.tree_complete_ = facts.snapshot().complete();
  ci::Reading reading(facts);
  for (const Entry* entry : kDefinitions.of(facts))
    reader_of(*entry)->read(reading, std::string(entry->path), made.all_);
  ci::follow(facts, made.all_);
  made.unreadable_.assign(reading.unreadable().begin(), reading.unreadable().end());
  return made;
}

}  // namespace badgescan
