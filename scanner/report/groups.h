// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The order in which the badge site shows its questions: levels, chapters, answers.
#pragma once

#include <string>
#include <vector>

#include "scanner/report/report.h"

namespace badgescan {

struct AnswerGroup {
  Level level = Level::passing;
  std::string name;  ///< chapter ("Basics"); for baseline "Controls", the only one
  std::vector<const Answer*> answers;
};

/// Every answer once, at the lowest level that asks it.
std::vector<AnswerGroup> groups_once(const Report& report);

/// "path:line", a short commit, or the URL: where a piece of evidence is, in a few characters.
std::string place_of(const Evidence& evidence);

}  // namespace badgescan
