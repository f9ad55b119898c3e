// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Labels that mark small tasks for newcomers.
#include "detectors/online/online_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"small_tasks"};

void detect(const Context& context, FindingSink& out) {
  const OnlineFacts& online = context.get<OnlineFacts>();
  if (!online::forge_answered(online) || !online.forge.settings->issues) return;
  const Asked<std::vector<ForgeLabel>>& labels = online.forge.small_tasks;
  const std::string ask = msg("Are small tasks for newcomers marked, and how?");
  if (!labels) {
    if (!labels.why.empty())
      out.unknown("small_tasks", msg("Labels were not looked at: {}.", labels.why), ask);
    return;
  }
  if (labels->empty()) {
    return out.unmet(
        "small_tasks", Confidence::partial,
        msg("No label of the issue tracker marks tasks for newcomers, such as “good first issue”."),
        online::seen_at(labels.url), ask);
  }
  std::size_t open = 0;
  std::vector<std::string> names;
  for (const ForgeLabel& label : *labels) {
    names.push_back("“" + label.name + "”");
    open += label.open_issues;
  }
  if (open > 0) {
    return out.met("small_tasks", Confidence::strong,
                   msg_n(open, "{0} open issue is labelled {1}.", "{0} open issues are labelled {1}.",
                         join_names(names)) +
                       online::at(labels.url),
                   online::seen_at(labels.url));
  }
  out.met(
      "small_tasks", Confidence::partial,
      msg("The issue tracker has the label {}, but no open issue is known to carry it.", join_names(names)) +
          online::at(labels.url),
      online::seen_at(labels.url), ask);
}

}  // namespace

extern const Detector small_task_labels;
const Detector small_task_labels{
    .id = "small_task_labels",
    .summary = "Looks, on the forge, for labels that mark small tasks, and for open issues that carry them.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
