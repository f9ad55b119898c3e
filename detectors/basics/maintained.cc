// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Is somebody at work? Judged by the newest change of a person; a README that says the project is over
// decides.
#include "detectors/history_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/documents.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"maintained"};
constexpr std::int64_t kDay = 86'400;
constexpr int kHead = 40;  ///< lines of a document that speak of all of it

/// A "no maintenance intended" badge.
bool says_by_badge(const Context& context, FindingSink& out) {
  for (const Document* readme : context.get<Documents>().of("readme")) {
    for (const Link& link : readme->links) {
      if (link.target.find("unmaintained.tech") == std::string::npos) continue;
      out.unmet(
          "maintained", Confidence::certain,
          msg("The README carries a badge that says no maintenance is intended."),
          {{.path = readme->path, .line = link.line, .excerpt = shorten(clean_utf8(link.target), 160)}});
      return true;
    }
  }
  return false;
}

/// The README of a dead project often holds next to nothing else, and is no document to a search.
void search_short_readmes(const Context& context, Search& search) {
  const PhraseRules& phrases = context.facts().rules().phrases();
  const PhraseRule* rule = phrases.find("project_is_over");
  for (const Document* readme : context.get<Documents>().templates("readme")) {
    for (const Section& section : readme->sections) {
      PhraseRules::Match match;
      if (phrases.match(*rule, section.heading, match)) {
        search.hits.push_back(
            {.path = clean_utf8(readme->path), .line = section.line, .excerpt = section.heading});
      } else if (phrases.match(*rule, section.prose, section.groups.of(section.prose), match)) {
        search.hits.push_back({.path = clean_utf8(readme->path),
                               .line = section.line_at(match.begin),
                               .excerpt = shorten(fold_space(section.prose), 160)});
      }
    }
  }
}

/// Below the head a bare word heads a list of parts that are given up, not the project.
bool heads_a_part(const Context& context, const Evidence& hit) {
  if (hit.line <= kHead) return false;
  for (const Document* readme : context.get<Documents>().of("readme")) {
    if (clean_utf8(readme->path) != hit.path) continue;
    for (const Section& section : readme->sections) {
      if (section.line == hit.line && count_words(section.heading) <= 3) return true;
    }
  }
  return false;
}

bool says_in_words(const Context& context, FindingSink& out) {
  Search search = context.search("project_is_over");
  std::erase_if(search.hits, [&](const Evidence& hit) { return heads_a_part(context, hit); });
  search_short_readmes(context, search);
  if (!search) return false;
  // Far down in a document the words may be about something else.
  const bool on_top = search.best().line <= kHead;
  out.unmet("maintained", on_top ? Confidence::certain : Confidence::likely,
            msg("The project's own documents say that it is no longer maintained: \"{}\".",
                shorten(search.best().excerpt, 120)),
            {search.best()}, on_top ? std::string{} : msg("Is it this project that the sentence means?"));
  return true;
}

void by_dates(const Context& context, FindingSink& out) {
  const History& history = context.get<History>();
  if (!history.available || !history.dates_usable) {
    refuse_cut_history(history, {"maintained"}, out);
    return;
  }
  const std::int64_t now = context.facts().options().now;
  const HistoryCommit* newest = history.newest_by_human();
  if (newest == nullptr) {
    if (refuse_cut_history(history, {"maintained"}, out)) return;
    out.unknown("maintained", msg("Only automatic accounts changed something in {}.", history.window_text()),
                msg("Does somebody still respond to serious problem and vulnerability reports?"),
                {history_evidence(context)});
    return;
  }
  const std::int64_t days = (now - newest->used_time) / kDay;
  const std::string date = iso_date(newest->used_time);
  const std::vector<Evidence> evidence{commit_evidence(*newest)};
  const auto authors = history.contributors().size();
  if (days < 90) {
    out.met(
        "maintained", Confidence::strong,
        history.complete && authors > 0
            ? msg("The newest change by a person is of {}; changes in {}: {}, by {}.", date,
                  history.window_text(), history.human_commits(), msg_n(authors, "{} person", "{} people"))
            : msg("The newest change by a person is of {}.", date),
        evidence);
  } else if (days < 365) {
    out.met("maintained", Confidence::likely,
            msg("The newest change by a person is of {}, {} days before the scan.", date, days), evidence,
            msg("Do you still respond to serious problem and vulnerability reports?"));
  } else if (days <= 2 * 365) {
    out.unknown("maintained",
                msg("The newest change by a person is of {}, {} days before the scan.", date, days),
                msg("Is the project finished but looked after, or is it over?"), evidence);
  } else {
    out.unmet("maintained", Confidence::likely,
              msg("The newest change by a person is of {}, more than two years before the scan.", date),
              evidence,
              msg("Is the project complete, and do you still respond to serious problem and vulnerability "
                  "reports?"));
  }
}

void detect(const Context& context, FindingSink& out) {
  if (says_by_badge(context, out) || says_in_words(context, out)) return;
  by_dates(context, out);
}

}  // namespace

extern const Detector maintained;
const Detector maintained{
    .id = "maintained",
    .summary =
        "Looks at the date of the newest change by a person and for words that say the project is over.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
