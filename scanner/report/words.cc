// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/report/words.h"

#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr State kMet{"met", "✔", "+"}, kDraft{"draft", "≈", "~"}, kNotApplicable{"na", "–", "-"},
    kUnmet{"unmet", "✘", "x"}, kOpen{"open", "?", "?"};

}  // namespace

std::string title_of(Answer::Origin from) {
  switch (from) {
    case Answer::Origin::detector:
      return msg("detector");
    case Answer::Origin::claim:
      return msg("claim");
    case Answer::Origin::map:
      return msg("follows from another answer");
    case Answer::Origin::derived:
      return msg("follows from the level");
    case Answer::Origin::none:
      break;
  }
  return msg("nobody");
}

std::string title_of(const std::optional<Level>& level) {
  return level ? std::string(name_of(*level)) : msg("in progress");
}

const State& state_of(const Answer& answer) {
  if (answer.status == Status::unknown) return kOpen;
  if (answer.status == Status::unmet) return kUnmet;
  if (answer.confidence < kProven) return kDraft;
  return answer.status == Status::met ? kMet : kNotApplicable;
}

std::string state_title(const Answer& answer) {
  const std::string title = title_of(answer.status);
  return answer.status != Status::unknown && to_do(answer) ? msg("{}, to confirm", title) : title;
}

bool to_do(const Answer& answer) { return answer.status == Status::unknown || answer.confidence < kProven; }

}  // namespace badgescan
