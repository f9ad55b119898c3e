// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// `--format csv`: one line a criterion, for spreadsheets and for offices that look after many repositories.
#include <fmt/format.h>

#include "scanner/report/escape.h"
#include "scanner/report/groups.h"

namespace badgescan {
namespace {

std::string levels_of(const Criterion& criterion) {
  std::string out;
  for (const Requirement& requirement : criterion.requirements) {
    out += (out.empty() ? "" : " ") + std::string(name_of(requirement.level));
  }
  return out;
}

Result<Rendered> render(const Report& report, const RenderOptions&) {
  std::string out =
      "repository,commit,criterion,levels,category,status,confidence,source,detector,justification,evidence,"
      "url,ask\r\n";
  for (const Answer& answer : report.assessment.answers) {
    const bool seen = !answer.evidence.empty();
    const std::string fields[] = {report.forge.url.empty() ? report.path : report.forge.url,
                                  report.commit,
                                  answer.criterion->id,
                                  levels_of(*answer.criterion),
                                  std::string(name_of(answer.criterion->strictest())),
                                  std::string(name_of(answer.status)),
                                  std::to_string(static_cast<int>(answer.confidence)),
                                  std::string(name_of(answer.origin)),
                                  answer.detector,
                                  answer.justification,
                                  seen ? place_of(answer.evidence.front()) : std::string{},
                                  seen ? report.link(answer.evidence.front()) : std::string{},
                                  answer.ask};
    std::string line;
    for (const std::string& field : fields) line += (line.empty() ? "" : ",") + escape_csv(field);
    out += line + "\r\n";
  }
  return Rendered{std::move(out), {}};
}

}  // namespace

extern const Format csv_format;
const Format csv_format{
    .name = "csv", .summary = "One line a criterion, for spreadsheets", .extension = "csv", .render = render};

}  // namespace badgescan
