// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// `--format sarif`: SARIF 2.1.0 for code scanning. One rule a criterion; a result for every criterion that is
// not satisfied: Unmet as error or warning, drafts and questions as notes.
#include <nlohmann/json.hpp>

#include "scanner/report/escape.h"
#include "scanner/report/groups.h"

namespace badgescan {
namespace {

using Json = nlohmann::ordered_json;

Json rule_json(const Criterion& criterion) {
  return {{"id", criterion.id},
          {"name", criterion.official_id},
          {"shortDescription", {{"text", criterion.title}}},
          {"fullDescription", {{"text", criterion.summary}}},
          {"helpUri", criterion.url},
          {"help", {{"text", criterion.look_for}}},
          {"properties",
           {{"tags",
             {std::string(name_of(criterion.requirements.front().level)),
              criterion.requirements.front().group}}}}};
}

std::string_view level_of(const Answer& answer) {
  if (answer.status != Status::unmet) return "note";
  return answer.criterion->strictest() == Category::must && answer.confidence >= kProven ? "error"
                                                                                         : "warning";
}

/// Code scanning shows results at a place; a missing file is shown at the README or at the root.
Json location_json(const Evidence* evidence) {
  const bool in_file = evidence != nullptr && !evidence->path.empty();
  std::string uri;
  for (const char c : in_file ? evidence->path : std::string("README.md"))
    uri += c == '/' ? "/" : escape_url({&c, 1});
  Json physical = {{"artifactLocation", {{"uri", uri}, {"uriBaseId", "%SRCROOT%"}}}};
  if (in_file && evidence->line > 0) {
    Json region = {{"startLine", evidence->line}};
    if (evidence->last_line > evidence->line) region["endLine"] = evidence->last_line;
    physical["region"] = std::move(region);
  }
  return {{"physicalLocation", std::move(physical)}};
}

bool satisfied(const Answer& answer) {
  return answer.confidence >= kProven &&
         (answer.status == Status::met || answer.status == Status::not_applicable);
}

Json result_json(const Answer& answer, std::size_t rule) {
  std::string text = answer.justification.empty() ? answer.criterion->summary : answer.justification;
  if (!answer.ask.empty()) text += ' ' + answer.ask;
  Json locations = Json::array();
  if (answer.evidence.empty()) locations.push_back(location_json(nullptr));
  constexpr std::size_t kMost = 5;
  for (std::size_t i = 0; i < answer.evidence.size() && i < kMost; ++i)
    locations.push_back(location_json(&answer.evidence[i]));
  return {{"ruleId", answer.criterion->id},
          {"ruleIndex", rule},
          {"level", level_of(answer)},
          {"kind", answer.status == Status::unmet     ? "fail"
                   : answer.status == Status::unknown ? "open"
                                                      : "review"},
          {"message", {{"text", text}}},
          {"locations", std::move(locations)},
          {"partialFingerprints", {{"criterion/v1", answer.criterion->id}}},
          {"properties",
           {{"status", name_of(answer.status)}, {"confidence", static_cast<int>(answer.confidence)}}}};
}

Result<Rendered> render(const Report& report, const RenderOptions&) {
  Json rules = Json::array(), results = Json::array();
  for (const Answer& answer : report.assessment.answers) {
    if (!satisfied(answer)) {
      Json result = result_json(answer, rules.size());
      // SARIF allows a level other than "none" for failures only.
      if (result["kind"] != "fail") result["level"] = "none";
      results.push_back(std::move(result));
    }
    rules.push_back(rule_json(*answer.criterion));
  }
  Json run = {
      {"tool",
       {{"driver",
         {{"name", kToolName},
          {"semanticVersion", kToolVersion},
          {"informationUri", "https://www.bestpractices.dev/"},
          {"rules", std::move(rules)}}}}},
      {"originalUriBaseIds", {{"%SRCROOT%", {{"description", {{"text", "The root of the repository"}}}}}}},
      {"columnKind", "unicodeCodePoints"},
      {"results", std::move(results)}};
  const std::string repository = safe_link(report.forge.url);
  if (!repository.empty() && !report.commit.empty()) {
    run["versionControlProvenance"] =
        Json::array({{{"repositoryUri", repository}, {"revisionId", report.commit}}});
  }
  const Json out = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({std::move(run)})}};
  return Rendered{out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n", {}};
}

}  // namespace

extern const Format sarif_format;
const Format sarif_format{
    .name = "sarif", .summary = "SARIF 2.1.0 for code scanning", .extension = "sarif", .render = render};

}  // namespace badgescan
