// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/assess/infer.h"

#include <algorithm>
#include <map>

#include "scanner/base/message.h"
#include "scanner/model/titles.h"
#include "scanner/rules/rule_set.h"
#include "scanner/rules/strict_json.h"

namespace badgescan {
namespace {

constexpr std::string_view kFile = "maps.json";
constexpr std::string_view kDetector = "map";

const std::string& known(const Catalogue& catalogue, const JsonPlace& place, std::string& id) {
  id = place.string();
  if (catalogue.find(id) == nullptr) place.fail(msg("unknown criterion \"{}\"", id));
  return id;
}

int confidence_or_none(const JsonPlace& row, std::string_view key) {
  if (!row.has(key)) return 0;
  const int value = row.at(key).integer();
  if (value < 1 || value > 5) row.at(key).fail(msg("a number from 1 to 5 is expected"));
  return value;
}

InferenceRow read_row(const Catalogue& catalogue, const JsonPlace& place) {
  place.only({"from", "to", "met", "unmet", "na", "na_means"});
  InferenceRow row;
  known(catalogue, place.at("from"), row.from);
  known(catalogue, place.at("to"), row.to);
  if (catalogue.find(row.from)->metal() == catalogue.find(row.to)->metal())
    place.fail(msg("a row leads from one series to the other"));
  row.met = confidence_or_none(place, "met");
  row.unmet = confidence_or_none(place, "unmet");
  row.na = confidence_or_none(place, "na");
  if (place.has("na_means")) {
    const std::optional<Status> status = status_named(place.at("na_means").string());
    if (!status) place.at("na_means").fail(msg("Met, Unmet or N/A is expected"));
    row.na_means = *status;
  }
  return row;
}

struct Consequence {
  Status status = Status::unknown;
  int weight = 0;
};

Consequence consequence(const InferenceRow& row, Status source) {
  switch (source) {
    case Status::met:
      return {Status::met, row.met};
    case Status::unmet:
      return {Status::unmet, row.unmet};
    case Status::not_applicable:
      return {row.na_means, row.na};
    case Status::unknown:
      break;
  }
  return {};
}

/// source × weight / 5, rounded to a whole number; 0 when it stays below 0.5.
Confidence scaled(Confidence source, int weight) {
  return static_cast<Confidence>((2 * static_cast<int>(source) * weight + 5) / 10);
}

Finding conclude(const InferenceRow& row, const Answer& source, const Answer& target, const Consequence& what,
                 Confidence confidence) {
  // The same question has the same reason; of another one the reader is told from where it follows.
  const bool same = row.same_question && what.status == source.status;
  return {
      .criterion = target.criterion->id,
      .status = what.status,
      .confidence = confidence,
      .justification = same ? source.justification
                            : msg("{} ({}) is {}: {}", source.criterion->title, source.criterion->official_id,
                                  title_of(source.status), source.justification),
      .evidence = source.evidence,
      .ask = same ? source.ask : std::string{},
      .detector = std::string(kDetector)};
}

/// The same question, asked again: what was looked at in vain is told there, too.
void tell_open(const Answer& source, Answer& target) {
  if (target.status != Status::unknown || !target.justification.empty()) return;
  target.justification = source.justification;
  target.evidence = source.evidence;
}

/// At equal strength a doubt wins: Unmet before N/A before Met.
int favour(Status status) { return status == Status::unmet ? 0 : status == Status::not_applicable ? 1 : 2; }

/// A detector looked, and knows what to ask: that helps more than a mere hint.
bool asks_precisely(const Answer& answer) {
  return answer.status == Status::unknown && answer.origin == Answer::Origin::detector &&
         answer.ask != answer.criterion->look_for;
}

void put(Answer& answer, Finding finding) {
  const bool stays = answer.origin == Answer::Origin::claim ||
                     (finding.confidence == Confidence::hint && asks_precisely(answer)) ||
                     (answer.status != Status::unknown && answer.confidence >= finding.confidence);
  if (stays) {
    answer.overruled.push_back(std::move(finding));
    return;
  }
  if (answer.status != Status::unknown) {
    answer.overruled.insert(answer.overruled.begin(),
                            Finding{answer.criterion->id, answer.status, answer.confidence,
                                    answer.justification, answer.evidence, answer.ask, answer.detector});
  }
  answer.status = finding.status;
  answer.confidence = finding.confidence;
  answer.origin = Answer::Origin::map;
  answer.detector = finding.detector;
  answer.justification = std::move(finding.justification);
  answer.evidence = std::move(finding.evidence);
  // The question of a detector that found nothing stays: it is what a person has to confirm.
  if (answer.confidence >= kProven)
    answer.ask = std::move(finding.ask);
  else if (answer.ask.empty())
    answer.ask = answer.criterion->look_for;
}

}  // namespace

Result<std::vector<InferenceRow>> load_inference(const RuleSet& rules) {
  std::vector<InferenceRow> rows;
  const Outcome done = strict_load(rules.file(kFile), rules.origin(kFile), [&](const JsonPlace& root) {
    root.only({"metal_to_baseline", "baseline_to_metal", "same_question"});
    for (const std::string_view key : {"metal_to_baseline", "baseline_to_metal", "same_question"}) {
      const JsonPlace list = root.at(key);
      for (std::size_t i = 0; i < list.size(); ++i) {
        rows.push_back(read_row(rules.catalogue(), list.item(i)));
        rows.back().same_question = key == "same_question";
      }
    }
  });
  if (!done) return Error{done.error()};
  return rows;
}

void infer(const std::vector<InferenceRow>& rows, std::vector<Answer>& answers, Answer::Origin origin) {
  std::map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < answers.size(); ++i) place[answers[i].criterion->id] = i;
  // All conclusions are drawn before any is put in place: the order of the rows decides nothing.
  std::vector<Finding> findings;
  for (const InferenceRow& row : rows) {
    const auto from = place.find(row.from), to = place.find(row.to);
    if (from == place.end() || to == place.end()) continue;
    const Answer& source = answers[from->second];
    if (source.origin != origin) continue;
    Answer& target = answers[to->second];
    if (source.status == Status::unknown) {
      if (row.same_question && !source.justification.empty()) tell_open(source, target);
      continue;
    }
    const Consequence what = consequence(row, source.status);
    const Confidence confidence = scaled(source.confidence, what.weight);
    if (confidence == Confidence::none) continue;
    if (what.status == Status::not_applicable && !target.criterion->na_allowed()) continue;
    findings.push_back(conclude(row, source, target, what, confidence));
  }
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    return favour(a.status) < favour(b.status);
  });
  for (Finding& finding : findings) {
    Answer& target = answers[place[finding.criterion]];
    put(target, std::move(finding));
  }
}

}  // namespace badgescan
