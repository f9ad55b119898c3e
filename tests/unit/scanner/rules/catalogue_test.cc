// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/catalogue.h"

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "scanner/engine/detector.h"
#include "tests/support/test.h"

namespace badgescan {

using nlohmann::json;

TEST_CASE("catalogue: every fact equals the official criteria") {
  const std::string path = test::shared_file("reference/criteria.json");
  if (path.empty()) {
    WARN("the official criteria are not beside this checkout");
    return;
  }
  const json official = json::parse(std::ifstream(path)).at("criteria");
  std::size_t compared = 0;
  for (const json& entry : official) {
    const std::string id = entry.at("id");
    CAPTURE(id, entry.at("level"));
    const Criterion* criterion = test::rules().catalogue().find(id);
    REQUIRE(criterion != nullptr);
    const Requirement* requirement = criterion->at(*level_named(entry.at("level").get<std::string>()));
    REQUIRE(requirement != nullptr);
    CHECK(criterion->id == id);
    CHECK(criterion->official_id == entry.value("original_id", id));
    CHECK(name_of(requirement->category) == entry.at("category"));
    CHECK(requirement->group == entry.at("group"));
    CHECK(requirement->subgroup == entry.at("subgroup"));
    CHECK(requirement->na_allowed == entry.value("na_allowed", false));
    CHECK(requirement->na_justification_required == entry.value("na_justification_required", false));
    CHECK(requirement->met_url_required == entry.value("met_url_required", false));
    CHECK(requirement->met_justification_required == entry.value("met_justification_required", false));
    ++compared;
  }
  CHECK(compared == 209);
}

TEST_CASE("catalogue: 193 criteria, 209 level entries") {
  std::map<Level, int> counts;
  for (const Criterion& criterion : test::rules().catalogue().criteria()) {
    for (const Requirement& requirement : criterion.requirements) ++counts[requirement.level];
  }
  CHECK(test::rules().catalogue().criteria().size() == 193);
  const std::map<Level, int> want{{Level::passing, 67},   {Level::silver, 55},    {Level::gold, 23},
                                  {Level::baseline1, 24}, {Level::baseline2, 19}, {Level::baseline3, 21}};
  CHECK(counts == want);
}

TEST_CASE("catalogue: ids are found in every spelling people use") {
  for (const char* id : {"osps_ac_01_01", "OSPS-AC-01.01", "osps-ac-01.01"}) {
    const Criterion* criterion = test::rules().catalogue().find(id);
    CAPTURE(id);
    REQUIRE(criterion != nullptr);
    CHECK(criterion->official_id == "OSPS-AC-01.01");
  }
  CHECK(test::rules().catalogue().find("require_2FA") != nullptr);
  CHECK(test::rules().catalogue().find("nonsense") == nullptr);
}

TEST_CASE("catalogue: a translation covers every criterion") {
  for (const std::string& name : test::rules().files("lang/")) {
    if (!name.ends_with(".criteria.json")) continue;
    CAPTURE(name);
    const json texts = json::parse(test::rules().file(name)).at("criteria");
    CHECK(texts.size() == test::rules().catalogue().criteria().size());
    for (const Criterion& criterion : test::rules().catalogue().criteria()) {
      CAPTURE(criterion.id);
      CHECK(texts.contains(criterion.id));
    }
  }
}

TEST_CASE("catalogue: a mistake is named with its file and place") {
  const auto error = [](const std::string& criteria) {
    const std::string text =
        R"({"catalogue": {"version": "t", "metal_date": "d", "baseline_version": "b", "source": "s"}, "criteria": [)" +
        criteria + "]}";
    const Result<Catalogue> parsed = Catalogue::parse(text, "my/criteria.json");
    return parsed ? std::string("(parsed)") : parsed.error();
  };
  const std::string rest =
      R"("title": "t", "summary": "s", "look_for": "l", "url": "u", "requirements": [{"level": "passing", "category": "MUST", "group": "g", "subgroup": "s"}]})";
  CHECK(error(R"({"id": "a", )" + rest) == "(parsed)");
  CHECK(error(R"({"id": "a", )" + rest + R"(, {"id": "a", )" + rest) ==
        "my/criteria.json: /criteria/1: this id appears twice");
  CHECK(error(R"({"id": "a", "x": 1, )" + rest) == "my/criteria.json: /criteria/0: unknown key \"x\"");
  CHECK(error(R"({"id": "a", "id": "b", )" + rest) ==
        "my/criteria.json: the key \"id\" appears twice in one object");
  CHECK(error("{") == "my/criteria.json, line 1: not valid JSON");
  CHECK(Catalogue::parse("", "x").error() == "x: the file is empty or missing");
}

TEST_CASE("detectors: every criterion they name exists, ids are unique and equal the file's name") {
  std::map<std::string_view, int> ids;
  for (const Detector* detector : all_detectors()) {
    CAPTURE(detector->id);
    CHECK(++ids[detector->id] == 1);
    CHECK_FALSE(detector->summary.empty());
    CHECK_FALSE(detector->criteria.empty());
    for (const std::string_view criterion : detector->criteria) {
      CAPTURE(criterion);
      CHECK(test::rules().catalogue().find(criterion) != nullptr);
    }
  }
}

}  // namespace badgescan
