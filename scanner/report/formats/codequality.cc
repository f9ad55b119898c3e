// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// `--format codequality`: a GitLab Code Quality report. An entry for every criterion that is not satisfied;
// GitLab compares the reports of two branches by fingerprint, so a merge request shows what it would gain or
// lose.
#include <fmt/format.h>
#define XXH_INLINE_ALL  // header only: no library to link
#include <xxhash.h>

#include <nlohmann/json.hpp>

#include "scanner/report/report.h"

namespace badgescan {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity_of(const Answer& answer) {
  if (answer.status != Status::unmet) return "info";
  switch (answer.criterion->strictest()) {
    case Category::must:
      return answer.confidence >= kProven ? "major" : "minor";
    case Category::should:
      return "minor";
    default:
      return "info";
  }
}

bool satisfied(const Answer& answer) {
  return answer.confidence >= kProven &&
         (answer.status == Status::met || answer.status == Status::not_applicable);
}

/// The same question with the same answer is the same entry, wherever its evidence has moved to.
std::string fingerprint_of(const Answer& answer) {
  const std::string what = fmt::format("{} {}", answer.criterion->id, name_of(answer.status));
  const XXH128_hash_t hash = XXH3_128bits(what.data(), what.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

Json entry_json(const Answer& answer) {
  const Criterion& criterion = *answer.criterion;
  const std::string& why = !answer.justification.empty() ? answer.justification
                           : !answer.ask.empty()         ? answer.ask
                                                         : criterion.summary;
  const bool in_file = !answer.evidence.empty() && !answer.evidence.front().path.empty();
  return {{"description", fmt::format("{} ({}): {}", criterion.title, name_of(answer.status), why)},
          {"check_name", criterion.id},
          {"fingerprint", fingerprint_of(answer)},
          {"severity", severity_of(answer)},
          {"location",
           // Every entry needs a place; what is missing is shown at the README.
           {{"path", in_file ? answer.evidence.front().path : "README.md"},
            {"lines",
             {{"begin", in_file && answer.evidence.front().line > 0 ? answer.evidence.front().line : 1}}}}}};
}

Result<Rendered> render(const Report& report, const RenderOptions&) {
  Json out = Json::array();
  for (const Answer& answer : report.assessment.answers) {
    if (!satisfied(answer)) out.push_back(entry_json(answer));
  }
  return Rendered{out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n", {}};
}

}  // namespace

extern const Format codequality_format;
const Format codequality_format{.name = "codequality",
                                .summary = "GitLab Code Quality, for merge requests",
                                .extension = "json",
                                .render = render};

}  // namespace badgescan
