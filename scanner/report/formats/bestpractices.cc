// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// `--format bestpractices`: a .bestpractices.json ready to commit. The badge site silently ignores a file of
// more than 50,000 bytes and a justification of more than 8,192 characters, so both are kept, and what was
// cut is said.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/report/claim_file.h"
#include "scanner/report/report.h"

namespace badgescan {
namespace {

bool wanted(const Answer& answer, const RenderOptions& options) {
  if (answer.status == Status::unknown || answer.origin == Answer::Origin::derived) return false;
  if (options.only_proven && answer.confidence < kProven && answer.origin != Answer::Origin::claim)
    return false;
  if (options.level.empty()) return true;
  const auto level = level_named(options.level);
  return level && answer.criterion->at(*level) != nullptr;
}

Result<Rendered> render(const Report& report, const RenderOptions& options) {
  std::vector<ClaimLine> lines;
  for (const Answer& answer : report.assessment.answers) {
    if (wanted(answer, options)) lines.push_back({answer.criterion->id, answer.status, answer.justification});
  }
  Rendered out;
  out.text = write_claims(std::move(lines), out.remarks);
  return out;
}

}  // namespace

extern const Format bestpractices_format;
const Format bestpractices_format{.name = "bestpractices",
                                  .summary = "A .bestpractices.json to commit",
                                  .extension = "json",
                                  .render = render};

}  // namespace badgescan
