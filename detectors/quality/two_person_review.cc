// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Does somebody other than the author look at changes? A clone shows signs only; approvals stay on the forge.
#include "detectors/history_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/reviews.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"two_person_review", "osps_qa_07_01"};

struct View {
  const History& history;
  const Reviews& reviews;
  std::vector<Evidence> evidence;
  std::size_t people;

  bool half(ReviewSign least) const { return reviews.with(least) * 2 >= reviews.changes; }
  std::string figures() const {
    const std::size_t reviewed = reviews.exactly(ReviewSign::reviewed);
    const std::string by = msg_n(people, "{} person", "{} people");
    std::string text =
        reviewed == 0
            ? msg_n(reviews.changes, "The only change by {1} in {2} names no reviewer other than the author.",
                    "None of {0} changes by {1} in {2} names a reviewer other than the author.", by,
                    history.window_text())
            : msg_n(reviewed, "Of {1} changes by {2} in {3}, {0} names a reviewer other than the author.",
                    "Of {1} changes by {2} in {3}, {0} name a reviewer other than the author.",
                    reviews.changes, by, history.window_text());
    if (const std::size_t merged = reviews.exactly(ReviewSign::merged)) {
      text += ' ' + msg_n(merged, "{} was merged or applied by another person.",
                          "{} were merged or applied by another person.");
    }
    if (const std::size_t other = reviews.exactly(ReviewSign::committer)) {
      text += ' ' + msg_n(other, "{} only has another committer.", "{} only have another committer.");
    }
    if (reviews.requests > 0) {
      text += ' ' + msg_n(reviews.requests, "{} names a pull request or review.",
                          "{} name a pull request or review.");
    }
    return text;
  }
};

void judge_share(const View& view, FindingSink& out) {
  constexpr std::string_view kId = "two_person_review";
  const std::string ask =
      msg("Were at least half of the changes approved by another person before release, as the forge's list "
          "of pull requests shows?");
  const Reviews& reviews = view.reviews;
  if (reviews.changes < 10) {
    out.unknown(kId,
                msg_n(reviews.changes, "{} change by people in {} is too few to tell.",
                      "{} changes by people in {} are too few to tell.", view.history.window_text()),
                ask, view.evidence);
  } else if (view.half(ReviewSign::reviewed)) {
    out.met(kId, Confidence::strong, view.figures(), view.evidence);
  } else if (view.history.imported) {
    out.unknown(kId,
                msg("The history was converted from another system, which leaves no sign of who looked at a "
                    "change. {}",
                    view.figures()),
                ask, view.evidence);
  } else if (view.people == 1 && reviews.with(ReviewSign::committer) == 0) {
    out.unmet(kId, Confidence::strong,
              msg("One person made all {} changes by people in {}, and no commit names a reviewer.",
                  reviews.changes, view.history.window_text()),
              view.evidence, msg("Did somebody else review changes on the forge?"));
  } else if (view.half(ReviewSign::merged)) {
    out.met(kId, Confidence::likely, view.figures(), view.evidence, ask);
  } else if (view.half(ReviewSign::committer)) {
    out.met(kId, Confidence::partial, view.figures(), view.evidence, ask);
  } else if (reviews.with(ReviewSign::committer) * 10 < reviews.changes &&
             reviews.requests * 10 < reviews.changes) {
    out.unmet(kId, Confidence::partial, view.figures(), view.evidence, ask);
  } else {
    out.unknown(kId, view.figures(), ask, view.evidence);
  }
}

/// That a rule of the forge demands it, no history can show.
void judge_rule(const View& view, FindingSink& out) {
  constexpr std::string_view kId = "osps_qa_07_01";
  const std::string ask =
      msg("Does the forge demand an approval by another person before a change reaches the primary branch?");
  const Reviews& reviews = view.reviews;
  if (reviews.changes >= 20 && reviews.with(ReviewSign::reviewed) * 100 >= reviews.changes * 95) {
    out.met(kId, Confidence::partial, view.figures(), view.evidence, ask);
  } else if (reviews.changes >= 10 && view.people == 1 && !view.history.imported &&
             reviews.with(ReviewSign::committer) == 0) {
    out.unmet(kId, Confidence::partial,
              msg("One person made all {} changes by people in {}, and no commit names a reviewer.",
                  reviews.changes, view.history.window_text()),
              view.evidence, ask);
  } else {
    out.unknown(kId, view.figures(), ask, view.evidence);
  }
}

void detect(const Context& context, FindingSink& out) {
  const History& history = context.get<History>();
  if (refuse_cut_history(history, {"two_person_review", "osps_qa_07_01"}, out)) return;
  const View view{
      history, context.get<Reviews>(), {history_evidence(context)}, history.contributors(1).size()};
  judge_share(view, out);
  judge_rule(view, out);
}

}  // namespace

extern const Detector two_person_review;
const Detector two_person_review{
    .id = "two_person_review",
    .summary = "Counts changes with a reviewer, merger or committer other than the author.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
