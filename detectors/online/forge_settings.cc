// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the forge says about the repository as a whole: public, archived, issue tracker, description.
#include "detectors/online/online_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kTracker[] = {"report_process", "report_tracker", "report_archive"};
constexpr std::string_view kCriteria[] = {"description_good", "repo_public",    "discussion",
                                          "report_process",   "report_tracker", "report_archive",
                                          "maintained",       "osps_qa_01_01",  "osps_gv_02_01"};

std::size_t words(std::string_view text) {
  std::size_t count = 0;
  const std::string folded = fold_space(text);
  for (const std::string_view word : split(folded, ' ')) count += word.size() > 1 ? 1 : 0;
  return count;
}

void say_what_it_does(const ForgeSettings& settings, const std::string& url, FindingSink& out) {
  constexpr std::size_t kSentence = 4;
  if (words(settings.description) < kSentence) return;
  const std::string shown = shorten(fold_space(settings.description), 200);
  out.met("description_good", Confidence::likely,
          msg("The repository's page says: “{}”.", shown) + online::at(url), online::seen_at(url, shown));
}

void say_public(const ForgeSettings& settings, const std::string& url, FindingSink& out) {
  if (!settings.is_public) {
    for (const char* criterion : {"repo_public", "osps_qa_01_01"}) {
      out.unmet(criterion, Confidence::strong, msg("The forge says that the repository is not public."),
                online::seen_at(url));
    }
    return;
  }
  for (const char* criterion : {"repo_public", "osps_qa_01_01"}) {
    out.met(criterion, Confidence::certain,
            msg("The forge serves the repository to everybody.") + online::at(url), online::seen_at(url));
  }
}

void say_tracker(const OnlineFacts& online, const Project& project, FindingSink& out) {
  const ForgeSettings& settings = *online.forge.settings;
  const std::string& url = online.forge.settings.url;
  const std::string issues = project.forge.issues_link();
  if (settings.issues && !settings.archived) {
    for (const std::string_view criterion : kTracker) {
      out.met(
          criterion, Confidence::strong,
          msg("The repository's issue tracker is switched on; everybody can read, search and add to it.") +
              online::at(issues),
          online::seen_at(issues));
    }
  }
  if (!settings.issues) {
    // The tracker may be elsewhere: a documented one outweighs this.
    for (const std::string_view criterion : kTracker) {
      out.unmet(criterion, Confidence::likely,
                msg("The forge's issue tracker is switched off for this repository."), online::seen_at(url),
                msg("At which address is there a tracker elsewhere?"));
    }
  }
  if ((!settings.issues && !settings.discussions) || settings.archived) return;
  for (const char* criterion : {"discussion", "osps_gv_02_01"}) {
    out.met(
        criterion, Confidence::strong,
        settings.discussions
            ? msg("Issues and changes, and the forge's discussions, are open to everybody.") +
                  online::at(issues)
            : msg("Issues and changes can be discussed in the forge's public tracker.") + online::at(issues),
        online::seen_at(issues));
  }
}

void detect(const Context& context, FindingSink& out) {
  const OnlineFacts& online = context.get<OnlineFacts>();
  if (!online.asked) return;
  const Asked<ForgeSettings>& settings = online.forge.settings;
  if (!settings) {
    if (!settings.why.empty())
      out.unknown("repo_public", msg("The forge gave no answer: {}.", settings.why),
                  msg("Can everybody read the repository?"));
    return;
  }
  say_what_it_does(*settings, settings.url, out);
  say_public(*settings, settings.url, out);
  say_tracker(online, context.get<Project>(), out);
  if (settings->archived) {
    out.unmet("maintained", Confidence::certain,
              msg("The repository is archived: it takes no changes and no reports."),
              online::seen_at(settings.url));
  }
}

}  // namespace

extern const Detector forge_settings;
const Detector forge_settings{
    .id = "forge_settings",
    .summary = "Asks the forge whether the repository is public, maintained, described, and takes reports.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
