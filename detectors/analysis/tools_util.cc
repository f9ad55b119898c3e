// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "detectors/analysis/tools_util.h"

#include <algorithm>

#include "scanner/facts/languages.h"
#include "scanner/facts/pipelines.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {

namespace {

bool speaks_for_project(const Context& context, const Tool& tool, double share) {
  if (tool.languages.empty()) return true;
  const Languages& languages = context.get<Languages>();
  const std::vector<const LanguageUse*> most = languages.programming(share);
  if (most.empty()) return languages.main() == nullptr || tool.speaks(languages.main()->name);
  return std::any_of(most.begin(), most.end(),
                     [&](const LanguageUse* language) { return tool.speaks(language->name); });
}

}  // namespace

std::vector<const ToolUse*> uses_where(const Context& context, const ToolTest& test, double share) {
  std::vector<const ToolUse*> found;
  for (const ToolUse& use : context.get<ToolUses>().all()) {
    if (test(*use.tool) && speaks_for_project(context, *use.tool, share)) found.push_back(&use);
  }
  return found;
}

bool runs_by_itself(const ToolUse& use) { return use.how == How::ci && use.frequency >= Frequency::release; }

bool gates_changes(const ToolUse& use) {
  return use.how == How::ci && use.frequency == Frequency::every_change && !use.may_fail;
}

std::vector<Evidence> evidence_of(const std::vector<const ToolUse*>& uses, std::size_t most) {
  std::vector<Evidence> found;
  std::vector<const Tool*> seen;
  for (const ToolUse* use : uses) {
    if (found.size() >= most) break;
    if (std::find(seen.begin(), seen.end(), use->tool) != seen.end()) continue;
    seen.push_back(use->tool);
    found.push_back(use->evidence);
  }
  return found;
}

std::vector<std::string> names_of(const std::vector<const ToolUse*>& uses) {
  std::vector<std::string> names;
  for (const ToolUse* use : uses) {
    if (std::find(names.begin(), names.end(), use->tool->name) == names.end())
      names.push_back(use->tool->name);
  }
  return names;
}

bool searched_everything(const Context& context) {
  return context.get<ToolUses>().complete() && context.get<Pipelines>().complete() &&
         context.get<TreeIndex>().complete();
}

}  // namespace badgescan
