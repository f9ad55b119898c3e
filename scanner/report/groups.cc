// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/report/groups.h"

#include <algorithm>

namespace badgescan {
namespace {

void add(std::vector<AnswerGroup>& groups, const Requirement& requirement, const Answer& answer) {
  const std::string& name = is_metal(requirement.level) ? requirement.group : requirement.subgroup;
  auto at = std::find_if(groups.begin(), groups.end(), [&](const AnswerGroup& group) {
    return group.level == requirement.level && group.name == name;
  });
  if (at == groups.end()) at = groups.insert(groups.end(), {requirement.level, name, {}});
  at->answers.push_back(&answer);
}

std::vector<AnswerGroup> sorted(std::vector<AnswerGroup> groups) {
  std::stable_sort(groups.begin(), groups.end(),
                   [](const AnswerGroup& a, const AnswerGroup& b) { return a.level < b.level; });
  return groups;
}

}  // namespace

std::vector<AnswerGroup> groups_once(const Report& report) {
  std::vector<AnswerGroup> groups;
  for (const Answer& answer : report.assessment.answers)
    add(groups, answer.criterion->requirements.front(), answer);
  return sorted(std::move(groups));
}

std::string place_of(const Evidence& evidence) {
  if (evidence.path.empty()) return evidence.commit.empty() ? evidence.url : evidence.commit.substr(0, 12);
  return evidence.line > 0 ? evidence.path + ':' + std::to_string(evidence.line) : evidence.path;
}

}  // namespace badgescan
