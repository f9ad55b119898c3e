// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/assess/apply_claims.h"

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/model/titles.h"

namespace badgescan {
namespace {

Finding as_finding(const Answer& answer) {
  return {.criterion = answer.criterion->id,
          .status = answer.status,
          .confidence = answer.confidence,
          .justification = answer.justification,
          .evidence = answer.evidence,
          .ask = answer.ask,
          .detector = answer.detector};
}

Confidence confidence_of(Status claimed, const Finding& found) {
  if (found.status == Status::unknown) return Confidence::partial;
  if (found.status != claimed) return Confidence::hint;
  return std::max(found.confidence, Confidence::partial);
}

std::string doubt(const Claim& claim, const Finding& found) {
  return msg("The claim says {}, the scan found {}: {} Which of the two is right, and why?",
             title_of(claim.status), title_of(found.status), found.justification);
}

void apply(const Claim& claim, Answer& answer, std::vector<Note>& notes) {
  Finding found = as_finding(answer);
  const bool agrees = found.status == claim.status;
  answer.status = claim.status;
  answer.confidence = confidence_of(claim.status, found);
  answer.origin = Answer::Origin::claim;
  answer.detector = claim.path;
  answer.justification = claim.justification;
  answer.evidence = {{.path = claim.path, .line = claim.line}};
  if (agrees) answer.evidence.insert(answer.evidence.begin(), found.evidence.begin(), found.evidence.end());
  answer.ask.clear();
  if (!agrees && found.status != Status::unknown) {
    answer.ask = doubt(claim, found);
    notes.push_back(
        {found.confidence >= kProven ? Note::Kind::warning : Note::Kind::info, claim.path,
         msg("line {}: {} is claimed {}, the scan found {} (confidence {})", claim.line, claim.criterion,
             title_of(claim.status), title_of(found.status), static_cast<int>(found.confidence))});
  }
  answer.found = std::move(found);
}

}  // namespace

void apply_claims(const Claims& claims, std::vector<Answer>& answers, std::vector<Note>& notes) {
  for (Answer& answer : answers) {
    const Claim* claim = claims.find(answer.criterion->id);
    if (claim == nullptr) continue;
    if (claim->status == Status::not_applicable && !answer.criterion->na_allowed()) continue;
    apply(*claim, answer, notes);
  }
}

bool differs(const Answer& answer) {
  return answer.found && answer.found->status != Status::unknown && answer.found->status != answer.status;
}

}  // namespace badgescan
