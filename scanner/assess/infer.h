// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the answer to a criterion of one series says about the other: rules/maps.json.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/assess/assessment.h"
#include "scanner/base/result.h"

namespace badgescan {

class RuleSet;

/// One row: how sure the target is for each status of the source, on the scale of Confidence; 0 = says
/// nothing.
struct InferenceRow {
  std::string from = {}, to = {};
  int met = 0, unmet = 0, na = 0;
  Status na_means = Status::not_applicable;
  bool same_question = false;  ///< asked in both series: an open answer tells at both what was looked at
};

Result<std::vector<InferenceRow>> load_inference(const RuleSet& rules);

/// Adds what follows from the answers of one origin (detectors, or claims). The confidence is source × row /
/// 5, rounded; below 0.5 nothing follows. What follows from an inferred answer is not looked at, so that
/// there are no circles. An inferred answer takes the place of no answer or of a weaker one; otherwise it
/// joins Answer::overruled. A claim always stays.
void infer(const std::vector<InferenceRow>& rows, std::vector<Answer>& answers, Answer::Origin source);

}  // namespace badgescan
