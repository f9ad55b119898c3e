// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// small_tasks: does the project point new or casual contributors to small tasks?
#include <re2/re2.h>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kSmallTasks = "small_tasks";
constexpr std::string_view kCriteria[] = {kSmallTasks};

/// A link to the list of those tasks.
std::optional<Evidence> list_of_tasks(const Context& context) {
  static const RE2 label(
      "(?i)(labels?(/|%3A|:|=)[^ "
      "]*|/labels/)(%22|\")?(good|first|help|easy|beginner|starter|newcomer|junior|low|up)");
  return find_link(context, {"contributing", "readme", "development", "support"}, [](const Link& link) {
    if (link.image || link.target.find("://") == std::string::npos) return false;
    return RE2::PartialMatch(link.target, label) || (link.target.find("/contribute") != std::string::npos &&
                                                     link.target.find("github.com/") != std::string::npos);
  });
}

void detect(const Context& context, FindingSink& out) {
  const Search words = context.search("small_tasks");
  const auto list = list_of_tasks(context);
  const std::string tracker = context.get<Project>().forge.issues_link();
  if (list) {
    out.met(kSmallTasks, Confidence::strong,
            msg("{} points newcomers to small tasks: {}", place(*list), list->excerpt),
            joined({{*list}, some(words.hits, 2)}), msg("Are there open tasks under that address?"));
  } else if (words) {
    out.met(kSmallTasks, Confidence::likely,
            msg("{} points newcomers to small tasks: {}", place(words.best()), quote(words.best())),
            some(words.hits), msg("Are there open tasks marked like that?"));
  } else {
    out.unknown(
        kSmallTasks, msg("No document points newcomers to small tasks; searched: {}.", looked_in(words)),
        tracker.empty()
            ? msg("Where are small tasks for newcomers marked?")
            : msg("Are issues for newcomers marked, for example with the label “good first issue”, in {}?",
                  tracker));
  }
}

}  // namespace

extern const Detector small_tasks;
const Detector small_tasks{.id = "small_tasks",
                           .summary = "Looks for words and links that lead newcomers to small tasks.",
                           .criteria = kCriteria,
                           .detect = detect};

}  // namespace badgescan
