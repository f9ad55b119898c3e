// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Merges what the detectors say into one answer a criterion.
#include <algorithm>
#include <map>

#include "scanner/assess/assessment.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

/// At equal confidence the less favourable answer wins: a doubt must not turn into a Met.
int favour(Status status) {
  switch (status) {
    case Status::unmet:
      return 0;
    case Status::unknown:
      return 1;
    case Status::not_applicable:
      return 2;
    case Status::met:
      break;
  }
  return 3;
}

bool stronger(const Finding& a, const Finding& b) {
  const bool a_open = a.status == Status::unknown, b_open = b.status == Status::unknown;
  if (a_open != b_open) return b_open;
  if (a.confidence != b.confidence) return a.confidence > b.confidence;
  return favour(a.status) < favour(b.status);
}

Answer decide(const Criterion& criterion, std::vector<Finding> findings) {
  Answer answer;
  answer.criterion = &criterion;
  if (findings.empty()) {
    answer.ask = criterion.look_for;
    return answer;
  }
  std::stable_sort(findings.begin(), findings.end(), stronger);
  Finding& best = findings.front();
  answer.status = best.status;
  answer.confidence = best.confidence;
  answer.origin = Answer::Origin::detector;
  answer.detector = best.detector;
  answer.justification = best.justification;
  answer.evidence = best.evidence;
  answer.ask = best.ask;
  answer.overruled.assign(std::make_move_iterator(findings.begin() + 1),
                          std::make_move_iterator(findings.end()));
  if (answer.ask.empty() && answer.confidence < kProven) answer.ask = criterion.look_for;
  return answer;
}

}  // namespace

std::string_view name_of(Answer::Origin origin) {
  switch (origin) {
    case Answer::Origin::detector:
      return "detector";
    case Answer::Origin::claim:
      return "claim";
    case Answer::Origin::map:
      return "map";
    case Answer::Origin::derived:
      return "derived";
    case Answer::Origin::none:
      break;
  }
  return "none";
}

std::vector<Answer> resolve(const Catalogue& catalogue, const std::vector<Finding>& findings,
                            std::vector<Note>& notes) {
  std::map<std::string, std::vector<Finding>, std::less<>> by_criterion;
  for (const Finding& finding : findings) {
    const Criterion* criterion = catalogue.find(finding.criterion);
    if (criterion == nullptr) {
      notes.push_back(
          {Note::Kind::warning, "",
           msg("the detector {} answers the unknown criterion {}", finding.detector, finding.criterion)});
      continue;
    }
    if (finding.status == Status::not_applicable && !criterion->na_allowed()) {
      notes.push_back({Note::Kind::warning, "",
                       msg("the detector {} says N/A for {}, which does not allow it", finding.detector,
                           finding.criterion)});
      continue;
    }
    by_criterion[criterion->id].push_back(finding);
  }
  std::vector<Answer> answers;
  answers.reserve(catalogue.criteria().size());
  for (const Criterion& criterion : catalogue.criteria()) {
    answers.push_back(decide(criterion, std::move(by_criterion[criterion.id])));
  }
  return answers;
}

}  // namespace badgescan
