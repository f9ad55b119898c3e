// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The vector that the HTML report's script is tested with, too: both must count alike.
#include "scanner/model/satisfies.h"

#include <nlohmann/json.hpp>

#include "tests/support/test.h"

namespace badgescan {

TEST_CASE("satisfies: the vector shared with the HTML report") {
  const nlohmann::json vectors = nlohmann::json::parse(test::source_file("fixtures/counting_vectors.json"));
  REQUIRE(vectors.at("satisfies").size() > 10);
  for (const auto& one : vectors.at("satisfies")) {
    CAPTURE(one.dump());
    const auto& rule = one.at("requirement");
    const Requirement requirement{.level = Level::passing,
                                  .category = *category_named(rule.at("category").get<std::string>()),
                                  .na_allowed = rule.at("na"),
                                  .na_justification_required = rule.at("na_why"),
                                  .met_url_required = rule.at("url"),
                                  .met_justification_required = rule.at("met_why")};
    const Status status = *status_named(one.at("status").get<std::string>());
    const std::string justification = one.at("justification");
    CHECK(satisfies(requirement, status, justification) == one.at("want").get<bool>());
    const std::string missing = one.value("missing", "");
    CHECK(missing_for(requirement, status, justification) == (missing == "link"     ? Missing::link
                                                              : missing == "reason" ? Missing::reason
                                                                                    : Missing::nothing));
  }
}

}  // namespace badgescan
