// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan criteria: the catalogue, as a list for people or as JSON.
#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/cli/command.h"
#include "scanner/cli/output.h"
#include "scanner/report/layout.h"
#include "scanner/rules/rule_set.h"

namespace badgescan::cli {
namespace {

using Json = nlohmann::ordered_json;

Json requirement_json(const Requirement& requirement) {
  return {{"level", name_of(requirement.level)},
          {"category", name_of(requirement.category)},
          {"group", requirement.group},
          {"subgroup", requirement.subgroup},
          {"na_allowed", requirement.na_allowed},
          {"na_justification_required", requirement.na_justification_required},
          {"met_url_required", requirement.met_url_required},
          {"met_justification_required", requirement.met_justification_required}};
}

Json criterion_json(const Criterion& criterion) {
  Json requirements = Json::array();
  for (const Requirement& requirement : criterion.requirements)
    requirements.push_back(requirement_json(requirement));
  return {{"id", criterion.id},
          {"official_id", criterion.official_id},
          {"title", criterion.title},
          {"summary", criterion.summary},
          {"look_for", criterion.look_for},
          {"url", criterion.url},
          {"people_only", criterion.people_only},
          {"requirements", std::move(requirements)}};
}

class CriteriaRun : public CommandRun {
 public:
  std::vector<Option> options() override {
    return {
        {.name = "--level",
         .value = "LEVEL",
         .help = "Only this level: passing, silver, gold, baseline-1 to -3",
         .target = &level_,
         .choices = {"passing", "silver", "gold", "baseline-1", "baseline-2", "baseline-3"}},
        {.name = "--group", .value = "GROUP", .help = "Only this chapter, e.g. Security", .target = &group_},
        {.name = "--format",
         .value = "FORMAT",
         .help = "text or json",
         .target = &format_,
         .choices = {"text", "json"}},
        {.name = "--rules",
         .value = "DIR",
         .help = "Rule files that replace or join the built-in ones",
         .target = &rules_},
        {.name = "--lang", .value = "LANG", .help = "Language of the texts: en, de", .target = &language_}};
  }

  int run() override {
    const std::string language = language_.empty() ? message_language() : choose_language(language_);
    const auto rules = RuleSet::load(rules_, language);
    if (!rules) {
      complain(rules.error());
      return kUsage;
    }
    const Catalogue& catalogue = (*rules)->catalogue();
    print(format_ == "json" ? as_json(catalogue) : as_text(catalogue));
    return kDone;
  }

 private:
  bool wanted(const Requirement& requirement) const {
    return (level_.empty() || name_of(requirement.level) == level_) &&
           (group_.empty() || equals_ignoring_case(requirement.group, group_));
  }

  bool wanted(const Criterion& criterion) const {
    return std::any_of(criterion.requirements.begin(), criterion.requirements.end(),
                       [this](const Requirement& requirement) { return wanted(requirement); });
  }

  std::string as_json(const Catalogue& catalogue) const {
    Json criteria = Json::array();
    for (const Criterion& criterion : catalogue.criteria()) {
      if (wanted(criterion)) criteria.push_back(criterion_json(criterion));
    }
    const Json out = {{"schema", "badgescan-criteria/1"},
                      {"version", catalogue.version()},
                      {"source", catalogue.source()},
                      {"criteria", std::move(criteria)}};
    return out.dump(2) + "\n";
  }

  std::string as_text(const Catalogue& catalogue) const {
    const Painter paint(colour_wanted());
    const std::size_t width = reading_width(terminal_width());
    std::vector<std::string> groups;  // in the order of the badge site
    for (const Criterion& criterion : catalogue.criteria()) {
      for (const Requirement& requirement : criterion.requirements) {
        if (std::find(groups.begin(), groups.end(), requirement.group) == groups.end())
          groups.push_back(requirement.group);
      }
    }
    std::string out;
    for (const Level level : kLevels) {
      for (const std::string& group : groups) {
        bool headed = false;
        for (const Criterion& criterion : catalogue.criteria()) {
          const Requirement* requirement = criterion.at(level);
          if (requirement == nullptr || requirement->group != group || !wanted(*requirement)) continue;
          if (!headed)
            out += paint(Style::bold, fmt::format("{} / {}", name_of(level), translate(group))) + '\n';
          headed = true;
          out += fmt::format("  {} {}\n    {}\n", column(criterion.id, 36),
                             paint(Style::dim, name_of(requirement->category)),
                             wrap(criterion.summary, width, 4));
        }
      }
    }
    return out;
  }

  std::string level_, group_, rules_, language_;
  std::string format_ = "text";
};

}  // namespace

extern const Command criteria_command;
const Command criteria_command{
    .name = "criteria",
    .summary = "List the criteria of the badge",
    .details = "The summaries are badgescan's own; `badgescan explain CRITERION` links the official text.",
    .make = [] { return std::unique_ptr<CommandRun>(std::make_unique<CriteriaRun>()); }};

}  // namespace badgescan::cli
