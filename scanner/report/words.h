// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// How answers are shown to people: the words, in their language, and the signs that stand beside them. Data
// (JSON, CSV, the badge site's file) keeps the names of scanner/model.
#pragma once

#include <string>
#include <string_view>

#include "scanner/assess/assessment.h"
#include "scanner/model/titles.h"

namespace badgescan {

std::string title_of(Answer::Origin from);  ///< "detector", "claim", …
/// "passing", or "in progress" when no level is reached.
std::string title_of(const std::optional<Level>& level);

/// What a reader sees of an answer at a glance. The word is always there; sign and colour only help.
struct State {
  std::string_view name;   ///< "met", "draft", "na", "unmet", "open"
  std::string_view sign;   ///< one column
  std::string_view ascii;  ///< for terminals that show nothing else
};
const State& state_of(const Answer& answer);
/// "Met", "Unmet, to confirm", "open"
std::string state_title(const Answer& answer);
/// Somebody still has to answer or to confirm it.
bool to_do(const Answer& answer);

}  // namespace badgescan
