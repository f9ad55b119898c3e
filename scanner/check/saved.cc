// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/check/saved.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scanner/base/message.h"

namespace badgescan {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxScan = 64 << 20;

std::optional<Level> read_level(const Json& json) {
  return json.is_string() ? level_named(json.get<std::string>()) : std::nullopt;
}

void read_series(const Json& series, Level first, SavedScan& scan) {
  const Json& levels = series.at("levels");
  for (int i = 0; i < 3; ++i) {
    const auto level = static_cast<std::size_t>(first) + static_cast<std::size_t>(i);
    scan.percentages[level] =
        levels.at(std::string(name_of(static_cast<Level>(level)))).at("percentage").get<int>();
  }
}

SavedAnswer read_answer(const Json& json) {
  SavedAnswer answer;
  answer.criterion = json.at("criterion").get<std::string>();
  answer.status = status_named(json.at("status").get<std::string>()).value_or(Status::unknown);
  answer.confidence = json.at("confidence").get<int>();
  answer.justification = json.at("justification").get<std::string>();
  for (const Json& item : json.at("evidence")) {
    answer.evidence.push_back({.path = item.value("path", ""),
                               .line = item.value("line", 0),
                               .excerpt = item.value("excerpt", ""),
                               .commit = item.value("commit", "")});
  }
  return answer;
}

SavedScan read_scan(const Json& json) {
  SavedScan scan;
  if (json.at("schema") != "badgescan/1") throw std::runtime_error("the schema is not badgescan/1");
  const Json& repository = json.at("repository");
  scan.repository = repository.value("url", "");
  if (scan.repository.empty()) scan.repository = repository.value("path", "");
  scan.commit = repository.value("commit", "");
  const Json& metal = json.at("assessment").at("metal");
  const Json& baseline = json.at("assessment").at("baseline");
  read_series(metal, Level::passing, scan);
  read_series(baseline, Level::baseline1, scan);
  scan.metal = read_level(metal.at("level"));
  scan.baseline = read_level(baseline.at("level"));
  scan.score = metal.value("score", 2);
  scan.tiered_percentage = metal.value("tiered_percentage", 0);
  for (const Json& answer : json.at("answers")) scan.answers.push_back(read_answer(answer));
  for (const Json& note : json.at("notes")) {
    const std::string kind = note.value("kind", "");
    scan.incomplete = scan.incomplete || kind == "unread" || kind == "limit";
  }
  return scan;
}

Json series(const SavedScan& scan, Level first, const std::optional<Level>& level) {
  Json levels = Json::object();
  for (int i = 0; i < 3; ++i) {
    const auto at = static_cast<std::size_t>(first) + static_cast<std::size_t>(i);
    levels[std::string(name_of(static_cast<Level>(at)))] = {{"percentage", scan.percentages[at]}};
  }
  return {{"level", level ? Json(std::string(name_of(*level))) : Json(nullptr)},
          {"levels", std::move(levels)}};
}

}  // namespace

const SavedAnswer* SavedScan::find(std::string_view criterion) const {
  const auto at = std::find_if(answers.begin(), answers.end(),
                               [&](const SavedAnswer& a) { return a.criterion == criterion; });
  return at == answers.end() ? nullptr : &*at;
}

SavedScan save(const Report& report) {
  SavedScan scan;
  scan.repository = report.forge.url.empty() ? report.path : report.forge.url;
  scan.commit = report.source == "revision" ? report.commit : std::string{};
  const Estimate& likely = report.assessment.likely;
  for (const Level level : kLevels)
    scan.percentages[static_cast<std::size_t>(level)] = likely.at(level).percentage;
  scan.metal = likely.metal;
  scan.baseline = likely.baseline;
  scan.score = likely.score;
  scan.tiered_percentage = likely.tiered_percentage;
  for (const Answer& answer : report.assessment.answers) {
    SavedAnswer saved{
        answer.criterion->id, answer.status, static_cast<int>(answer.confidence), answer.justification, {}};
    for (const Evidence& evidence : answer.evidence) {
      saved.evidence.push_back({.path = evidence.path,
                                .line = evidence.line,
                                .excerpt = evidence.excerpt,
                                .commit = evidence.commit});
    }
    scan.answers.push_back(std::move(saved));
  }
  scan.incomplete = incomplete(report.notes);
  return scan;
}

Result<SavedScan> read_saved(std::string_view json, std::string_view origin) {
  if (json.size() > kMaxScan)
    return Error{msg("{} is larger than {} bytes: it is not a saved scan", origin, kMaxScan)};
  try {
    return read_scan(Json::parse(json));
  } catch (const std::exception& error) {
    return Error{msg("{} is not a scan saved with --format json: {}", origin, error.what())};
  }
}

std::string write_saved(const SavedScan& scan) {
  Json answers = Json::array();
  for (const SavedAnswer& answer : scan.answers) {
    Json evidence = Json::array();
    for (const Evidence& item : answer.evidence) {
      evidence.push_back(
          {{"path", item.path}, {"line", item.line}, {"excerpt", item.excerpt}, {"commit", item.commit}});
    }
    answers.push_back({{"criterion", answer.criterion},
                       {"status", name_of(answer.status)},
                       {"confidence", answer.confidence},
                       {"justification", answer.justification},
                       {"evidence", std::move(evidence)}});
  }
  Json metal = series(scan, Level::passing, scan.metal);
  metal["score"] = scan.score;
  metal["tiered_percentage"] = scan.tiered_percentage;
  Json notes = Json::array();
  if (scan.incomplete) notes.push_back({{"kind", "unread"}});
  const Json out = {
      {"schema", "badgescan/1"},
      {"repository", {{"url", scan.repository}, {"commit", scan.commit}}},
      {"assessment",
       {{"metal", std::move(metal)}, {"baseline", series(scan, Level::baseline1, scan.baseline)}}},
      {"answers", std::move(answers)},
      {"notes", std::move(notes)}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace badgescan
