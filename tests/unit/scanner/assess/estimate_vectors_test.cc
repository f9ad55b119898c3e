// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Levels, percentages and scores of small sets of answers: the vector that the HTML report's script is tested
// with, too.
#include <nlohmann/json.hpp>

#include "scanner/assess/assessment.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

using Json = nlohmann::json;

Requirement requirement_from(const Json& json) {
  return {.level = *level_named(json.at("level").get<std::string>()),
          .category = *category_named(json.at("category").get<std::string>()),
          .na_allowed = json.at("na"),
          .na_justification_required = json.at("na_why"),
          .met_url_required = json.at("url"),
          .met_justification_required = json.at("met_why")};
}

Criterion criterion_from(const Json& json) {
  Criterion out{.id = "some", .people_only = json.at("people")};
  for (const Json& requirement : json.at("requirements"))
    out.requirements.push_back(requirement_from(requirement));
  if (json.at("derived"))
    out.id = out.requirements.front().level == Level::silver ? "achieve_passing" : "achieve_silver";
  return out;
}

Json level_json(const std::optional<Level>& level) {
  return level ? Json(std::string(name_of(*level))) : Json(nullptr);
}

/// Levels that the vector does not name ask nothing: 100 %.
Json estimate_json(const Estimate& estimate, const Json& named) {
  Json levels = Json::object();
  for (const Level level : kLevels) {
    const std::string name(name_of(level));
    if (named.contains(name) || estimate.at(level).percentage != 100)
      levels[name] = estimate.at(level).percentage;
  }
  return {{"metal", level_json(estimate.metal)},
          {"baseline", level_json(estimate.baseline)},
          {"score", estimate.score},
          {"tiered", estimate.tiered_percentage},
          {"baseline_tiered", estimate.baseline_tiered_percentage},
          {"levels", std::move(levels)}};
}

}  // namespace

TEST_CASE("assess: the vector shared with the HTML report") {
  const Json vectors = Json::parse(test::source_file("fixtures/counting_vectors.json"));
  REQUIRE(vectors.at("estimates").size() > 3);
  for (const Json& one : vectors.at("estimates")) {
    CAPTURE(one.at("name"));
    std::vector<Criterion> criteria;
    for (const Json& answer : one.at("answers")) criteria.push_back(criterion_from(answer));
    std::vector<Answer> answers;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
      const Json& json = one.at("answers")[i];
      answers.push_back({.criterion = &criteria[i],
                         .status = *status_named(json.at("status").get<std::string>()),
                         .confidence = static_cast<Confidence>(json.at("confidence").get<int>()),
                         .justification = json.at("justification")});
    }
    const Assessment have = assess(Catalogue{}, std::move(answers));
    const Json& want = one.at("want");
    CHECK(estimate_json(have.proven, want.at("proven").at("levels")) == want.at("proven"));
    CHECK(estimate_json(have.likely, want.at("likely").at("levels")) == want.at("likely"));
    CHECK(estimate_json(have.reachable, want.at("reachable").at("levels")) == want.at("reachable"));
  }
}

}  // namespace badgescan
