// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// `--format json`: everything the scan found, schema badgescan/1 (docs/json.md). Deterministic: the same
// commit, rules and --now give identical bytes.
#include <nlohmann/json.hpp>

#include "scanner/assess/apply_claims.h"
#include "scanner/base/text.h"
#include "scanner/report/report.h"

namespace badgescan {
namespace {

using Json = nlohmann::ordered_json;

Json level_json(const std::optional<Level>& level) {
  return level ? Json(std::string(name_of(*level))) : Json(nullptr);
}

Json levels_json(const Estimate& estimate, Level first) {
  Json out = Json::object();
  for (int i = 0; i < 3; ++i) {
    const Level level = static_cast<Level>(static_cast<int>(first) + i);
    const LevelProgress& progress = estimate.at(level);
    out[std::string(name_of(level))] = {
        {"percentage", progress.percentage}, {"satisfied", progress.satisfied}, {"active", progress.active}};
  }
  return out;
}

Json estimate_json(const Estimate& estimate, bool metal) {
  Json out = {{"level", level_json(metal ? estimate.metal : estimate.baseline)}};
  if (metal) out["score"] = estimate.score;
  out["tiered_percentage"] = metal ? estimate.tiered_percentage : estimate.baseline_tiered_percentage;
  out["levels"] = levels_json(estimate, metal ? Level::passing : Level::baseline1);
  return out;
}

std::string_view name_of_kind(Blocker::Kind kind) {
  return kind == Blocker::Kind::unmet ? "unmet" : kind == Blocker::Kind::draft ? "draft" : "question";
}

Json blockers_json(const std::vector<Blocker>& blockers) {
  Json out = Json::array();
  for (const Blocker& blocker : blockers) {
    out.push_back({{"criterion", blocker.answer->criterion->id},
                   {"level", name_of(blocker.level)},
                   {"kind", name_of_kind(blocker.kind)},
                   {"todo", blocker.todo}});
  }
  return out;
}

/// The headline (likely) at the top, the three estimates below it.
Json series_json(const Assessment& assessment, bool metal) {
  Json out = estimate_json(assessment.likely, metal);
  out["proven"] = estimate_json(assessment.proven, metal);
  out["likely"] = estimate_json(assessment.likely, metal);
  out["reachable"] = estimate_json(assessment.reachable, metal);
  out["blockers"] = blockers_json(metal ? assessment.blockers : assessment.baseline_blockers);
  return out;
}

Json evidence_json(const Report& report, const std::vector<Evidence>& evidence) {
  Json out = Json::array();
  for (const Evidence& item : evidence) {
    Json one = Json::object();
    if (!item.path.empty()) one["path"] = item.path;
    if (item.line > 0) one["line"] = item.line;
    if (item.last_line > item.line) one["last_line"] = item.last_line;
    if (!item.commit.empty()) one["commit"] = item.commit;
    if (const std::string link = report.link(item); !link.empty()) one["url"] = link;
    if (!item.excerpt.empty()) one["excerpt"] = item.excerpt;
    if (!item.tool.empty()) one["tool"] = item.tool;
    out.push_back(std::move(one));
  }
  return out;
}

Json answer_json(const Report& report, const Answer& answer) {
  Json levels = Json::array();
  for (const Requirement& requirement : answer.criterion->requirements)
    levels.push_back(name_of(requirement.level));
  Json out = {{"criterion", answer.criterion->id},
              {"levels", std::move(levels)},
              {"category", name_of(answer.criterion->strictest())},
              {"status", name_of(answer.status)},
              {"confidence", static_cast<int>(answer.confidence)},
              {"source", name_of(answer.origin)},
              {"detector", answer.detector},
              {"justification", answer.justification},
              {"evidence", evidence_json(report, answer.evidence)},
              {"ask", answer.ask}};
  if (differs(answer)) {
    out["claimed"] = {{"status", name_of(answer.status)}, {"justification", answer.justification}};
    out["found"] = {{"status", name_of(answer.found->status)},
                    {"confidence", static_cast<int>(answer.found->confidence)},
                    {"detector", answer.found->detector},
                    {"justification", answer.found->justification},
                    {"evidence", evidence_json(report, answer.found->evidence)}};
  }
  if (answer.overruled.empty()) return out;
  Json overruled = Json::array();
  for (const Finding& finding : answer.overruled) {
    overruled.push_back({{"status", name_of(finding.status)},
                         {"confidence", static_cast<int>(finding.confidence)},
                         {"detector", finding.detector},
                         {"justification", finding.justification}});
  }
  out["overruled"] = std::move(overruled);
  return out;
}

Json project_json(const Report& report) {
  Json languages = Json::array();
  for (const Language& language : report.project.languages) languages.push_back(language.name);
  return {{"name", report.project.name},         {"description", report.project.description},
          {"license", report.project.license},   {"implementation_languages", std::move(languages)},
          {"repo_url", report.project.repo_url}, {"homepage_url", report.project.homepage_url}};
}

Json repository_json(const Report& report) {
  return {{"path", report.path},
          {"url", report.forge.url},
          {"forge", name_of(report.forge.forge)},
          {"source", report.source},
          {"commit", report.commit},
          {"date", report.commit.empty() ? std::string{} : iso_time(report.commit_time)},
          {"branch", report.branch},
          {"shallow", report.shallow},
          {"project_id", report.project_id}};
}

Result<Rendered> render(const Report& report, const RenderOptions&) {
  Json out;
  out["schema"] = "badgescan/1";
  out["tool"] = {{"name", kToolName}, {"version", kToolVersion}};
  out["catalogue"] = {{"version", report.catalogue->version()},
                      {"metal_date", report.catalogue->metal_date()},
                      {"baseline_version", report.catalogue->baseline_version()},
                      {"source", report.catalogue->source()}};
  out["now"] = iso_time(report.now);
  out["repository"] = repository_json(report);
  out["project"] = project_json(report);
  out["assessment"] = {{"metal", series_json(report.assessment, true)},
                       {"baseline", series_json(report.assessment, false)}};
  Json answers = Json::array();
  for (const Answer& answer : report.assessment.answers) answers.push_back(answer_json(report, answer));
  out["answers"] = std::move(answers);
  Json notes = Json::array();
  for (const Note& note : report.notes) {
    notes.push_back({{"kind", name_of(note.kind)}, {"path", note.path}, {"text", note.text}});
  }
  out["notes"] = std::move(notes);
  return Rendered{out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n", {}};
}

}  // namespace

extern const Format json_format;
const Format json_format{.name = "json",
                         .summary = "Everything, as JSON (schema badgescan/1)",
                         .extension = "json",
                         .render = render};

}  // namespace badgescan
