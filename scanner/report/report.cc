// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/report/report.h"

#include <algorithm>

#include "scanner/base/message.h"

namespace badgescan {

std::string Report::link(const Evidence& evidence) const {
  if (!evidence.url.empty()) return evidence.url;
  if (!evidence.path.empty())
    return forge.permalink(commit, evidence.path, evidence.line, evidence.last_line);
  return evidence.commit.empty() ? std::string{} : forge.commit_link(evidence.commit);
}

std::string summary_line(const Report& report) {
  const Estimate& likely = report.assessment.likely;
  std::size_t unmet = 0, drafts = 0, open = 0;
  for (const Answer& answer : report.assessment.answers) {
    if (answer.status == Status::unknown)
      ++open;
    else if (answer.status == Status::unmet)
      ++unmet;
    else if (answer.confidence < kProven)
      ++drafts;
  }
  std::string line =
      msg("{} (likely), score {}", likely.metal ? std::string(name_of(*likely.metal)) : msg("in progress"),
          likely.score);
  // Of each series the level that is worked on; the others follow or are complete.
  for (const std::size_t first : {0U, 3U}) {
    std::size_t at = first;
    while (at < first + 2 && likely.at(kLevels[at]).percentage == 100) ++at;
    line += fmt::format(", {} {} %", name_of(kLevels[at]), likely.at(kLevels[at]).percentage);
  }
  return line + ", " + msg("{} unmet, {} drafts, {} open", unmet, drafts, open);
}

bool incomplete(const std::vector<Note>& notes) {
  return std::any_of(notes.begin(), notes.end(), [](const Note& note) {
    return note.kind == Note::Kind::unread || note.kind == Note::Kind::limit;
  });
}

const Format* format_named(std::string_view name) {
  for (const Format* format : all_formats()) {
    if (format->name == name) return format;
  }
  return nullptr;
}

}  // namespace badgescan
