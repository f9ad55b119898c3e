// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/assess/assessment.h"

#include <fmt/format.h>

#include "tests/support/test.h"

namespace badgescan {
namespace {

Requirement requirement(Category category, Level level = Level::passing) {
  return {.level = level, .category = category, .group = "G", .subgroup = "S"};
}

/// A catalogue of our own, so that the arithmetic can be checked by eye.
Catalogue catalogue(std::string_view criteria) {
  const std::string json =
      R"({"catalogue": {"version": "t", "metal_date": "d", "baseline_version": "b", "source": "s"},
                               "criteria": [)" +
      std::string(criteria) + "]}";
  Result<Catalogue> parsed = Catalogue::parse(json, "test");
  if (!parsed) FAIL(parsed.error());
  return std::move(*parsed);
}

std::string criterion(const std::string& id, const std::string& levels, bool people_only = false) {
  return R"({"id": ")" + id + R"(", "title": "t", "summary": "s", "look_for": "look", "url": "u", )" +
         (people_only ? R"("people_only": true, )" : "") + R"("requirements": [)" + levels + "]}";
}

std::string at(const std::string& level, const std::string& category = "MUST",
               const std::string& flags = "") {
  return R"({"level": ")" + level + R"(", "category": ")" + category + R"(", "group": "g", "subgroup": "s")" +
         flags + "}";
}

Finding finding(std::string id, Status status, int confidence, std::string text = "because of this") {
  return {.criterion = std::move(id),
          .status = status,
          .confidence = static_cast<Confidence>(confidence),
          .justification = std::move(text),
          .detector = "d"};
}

Assessment assessed(const Catalogue& known, const std::vector<Finding>& findings) {
  std::vector<Note> notes;
  return badgescan::assess(known, resolve(known, findings, notes));
}

std::string percentages(const Estimate& estimate) {
  std::string out;
  for (const Level level : kLevels) out += std::to_string(estimate.at(level).percentage) + ' ';
  return out;
}

}  // namespace

TEST_CASE("assess: a URL as the badge site understands one") {
  struct Case {
    const char* text;
    bool want;
  };
  const auto c = GENERATE(values<Case>({{"see https://example.org/x", true},
                                        {"http://a.b", true},
                                        {"https://localhost/x", false},
                                        {"https:// example.org", false},
                                        {"https://example.", false},
                                        {"https://example. org", false},
                                        {"ftp://example.org", false},
                                        {"// https://example.org", false},
                                        {"//https://example.org", true},
                                        {"httphttps://a.b", true},
                                        {"", false}}));
  CAPTURE(c.text);
  CHECK(has_url(c.text) == c.want);
}

TEST_CASE("assess: which answers satisfy which requirement") {
  struct Case {
    Category category;
    const char*
        flags;  ///< u = URL for Met, j = justification for Met, n = N/A allowed, N = N/A with justification
    Status status;
    const char* text;
    bool want;
  };
  const auto c = GENERATE(values<Case>({
      {Category::must, "", Status::met, "", true},
      {Category::must, "", Status::unknown, "long enough", false},
      {Category::must, "", Status::unmet, "long enough", false},
      {Category::must, "", Status::not_applicable, "long enough", false},
      {Category::must, "n", Status::not_applicable, "", true},
      {Category::must, "nN", Status::not_applicable, "four", false},
      {Category::must, "nN", Status::not_applicable, "fives", true},
      {Category::must, "nN", Status::not_applicable, "// fives", false},
      {Category::must, "u", Status::met, "no link here", false},
      {Category::must, "u", Status::met, "https://a.b", true},
      {Category::must, "j", Status::met, "four", false},
      {Category::must, "j", Status::met, "fives", true},
      {Category::should, "", Status::unmet, "", false},
      {Category::should, "", Status::unmet, "  ab  ", false},
      {Category::should, "", Status::unmet, "reason", true},
      {Category::suggested, "", Status::unmet, "", true},
      {Category::suggested, "", Status::unknown, "", false},
  }));
  CAPTURE(c.flags, c.text, static_cast<int>(c.status), static_cast<int>(c.category));
  Requirement r = requirement(c.category);
  const std::string_view flags = c.flags;
  r.met_url_required = flags.find('u') != flags.npos;
  r.met_justification_required = flags.find('j') != flags.npos;
  r.na_allowed = flags.find('n') != flags.npos;
  r.na_justification_required = flags.find('N') != flags.npos;
  CHECK(satisfies(r, c.status, c.text) == c.want);
}

TEST_CASE("assess: percentages round, and stay below 100 until complete") {
  std::string criteria;
  for (int i = 0; i < 200; ++i)
    criteria += (i > 0 ? "," : "") + criterion("c" + std::to_string(i), at("passing"));
  const Catalogue known = catalogue(criteria);
  const auto percentage = [&](int met) {
    std::vector<Finding> findings;
    for (int i = 0; i < met; ++i) findings.push_back(finding("c" + std::to_string(i), Status::met, 5));
    return assessed(known, findings).proven.at(Level::passing).percentage;
  };
  CHECK(percentage(0) == 0);
  CHECK(percentage(1) == 1);  // 0.5 %
  CHECK(percentage(2) == 1);
  CHECK(percentage(3) == 2);     // 1.5 %
  CHECK(percentage(199) == 99);  // 99.5 % would round to 100
  CHECK(percentage(200) == 100);
}

TEST_CASE("assess: one answer is judged by each level's own rules, levels build on each other") {
  const Catalogue known =
      catalogue(criterion("a", at("passing", "SHOULD") + "," + at("silver", "MUST")) + "," +
                criterion("achieve_passing", at("silver")) + "," + criterion("achieve_silver", at("gold")) +
                "," + criterion("g", at("gold")) + "," + criterion("osps_b", at("baseline-1")));
  SECTION("Unmet with a reason satisfies a SHOULD, not the MUST above it") {
    const Assessment a = assessed(known, {finding("a", Status::unmet, 5)});
    CHECK(percentages(a.proven) == "100 50 0 0 100 100 ");
    CHECK(a.proven.metal == Level::passing);
    CHECK(a.proven.score == 5);
    CHECK(a.proven.tiered_percentage == 150);
  }
  SECTION("all met") {
    const Assessment a = assessed(known, {finding("a", Status::met, 3), finding("g", Status::met, 3),
                                          finding("osps_b", Status::met, 3)});
    CHECK(a.proven.metal == Level::gold);
    CHECK(a.proven.score == 10);
    CHECK(a.proven.tiered_percentage == 300);
    CHECK(a.proven.baseline == Level::baseline1);
    CHECK(a.blockers.empty());
    CHECK(a.answers[1].status == Status::met);
    CHECK(a.answers[1].origin == Answer::Origin::derived);
  }
  SECTION("nothing") {
    const Assessment a = assessed(known, {});
    CHECK(a.proven.metal == std::nullopt);
    CHECK(a.proven.score == 2);
    CHECK(a.proven.tiered_percentage == 0);
    CHECK(a.reachable.metal == Level::gold);
    CHECK(a.answers[1].status == Status::unknown);
    CHECK_FALSE(a.answers[1].ask.empty());
  }
}

TEST_CASE("assess: a level is refused by an Unmet MUST, not by a draft or an open question") {
  const Catalogue known =
      catalogue(criterion("must", at("passing")) + "," + criterion("should", at("passing", "SUGGESTED")) +
                "," + criterion("achieve_passing", at("silver")) + "," + criterion("more", at("silver")) +
                "," + criterion("achieve_silver", at("gold")));
  const auto levels = [&](const std::vector<Finding>& findings) {
    const Assessment a = assessed(known, findings);
    return fmt::format("{} {}", name_of(a.answers[2].status), name_of(a.answers[4].status));
  };
  CHECK(levels({}) == "? ?");
  CHECK(levels({finding("must", Status::unmet, 2)}) == "? ?");
  CHECK(levels({finding("must", Status::unmet, 3)}) == "Unmet Unmet");
  CHECK(levels({finding("should", Status::unmet, 5)}) == "? ?");
  CHECK(levels({finding("more", Status::unmet, 3)}) == "? Unmet");
  CHECK(levels({finding("must", Status::met, 2), finding("should", Status::met, 2),
                finding("more", Status::unmet, 3)}) == "Met Unmet");
  const auto asks = [&](const std::vector<Finding>& findings) {
    return assessed(known, findings).answers[2].ask;
  };
  CHECK(asks({}) ==
        "Which of the open criteria of the passing level are met? This answer follows from them.");
  CHECK(asks({finding("must", Status::unmet, 3)}).empty());
  CHECK(asks({finding("must", Status::met, 2), finding("should", Status::met, 2)}) ==
        "Do you confirm the drafts among them? This answer follows from them.");
}

TEST_CASE("assess: three estimates") {
  const Catalogue known =
      catalogue(criterion("proven", at("passing")) + "," + criterion("draft", at("passing")) + "," +
                criterion("open", at("passing")) + "," + criterion("people", at("passing"), true) + "," +
                criterion("lost", at("passing")));
  const Assessment a = assessed(known, {finding("proven", Status::met, 3), finding("draft", Status::met, 2),
                                        finding("lost", Status::unmet, 1)});
  CHECK(a.proven.at(Level::passing).satisfied == 1);
  CHECK(a.likely.at(Level::passing).satisfied == 3);     // + draft, + people
  CHECK(a.reachable.at(Level::passing).satisfied == 4);  // + open
  std::string order;
  for (const Blocker& blocker : a.blockers) order += blocker.answer->criterion->id + ' ';
  CHECK(order == "lost draft open people ");
  CHECK(a.blockers.back().todo == "look");
}

TEST_CASE("resolve: the surer answer wins, a tie goes to the less favourable, losers are kept") {
  const Catalogue known = catalogue(criterion("c", at("passing", "MUST", R"(, "na_allowed": true)")));
  std::vector<Note> notes;
  const auto winner = [&](std::vector<Finding> findings) {
    const std::vector<Answer> answers = resolve(known, findings, notes);
    CHECK(answers[0].overruled.size() + 1 == findings.size());
    return std::string(name_of(answers[0].status)) + std::to_string(static_cast<int>(answers[0].confidence));
  };
  CHECK(winner({finding("c", Status::met, 3), finding("c", Status::unmet, 2)}) == "Met3");
  CHECK(winner({finding("c", Status::met, 3), finding("c", Status::unmet, 3)}) == "Unmet3");
  CHECK(winner({finding("c", Status::met, 3), finding("c", Status::not_applicable, 3)}) == "N/A3");
  CHECK(winner({finding("c", Status::unknown, 0), finding("c", Status::met, 1)}) == "Met1");
  CHECK(winner({finding("c", Status::unknown, 0)}) == "?0");
  CHECK(notes.empty());
}

TEST_CASE("resolve: findings that the catalogue does not allow are dropped and told") {
  const Catalogue known = catalogue(criterion("c", at("passing")));
  std::vector<Note> notes;
  const std::vector<Answer> answers =
      resolve(known, {finding("c", Status::not_applicable, 5), finding("nobody", Status::met, 5)}, notes);
  CHECK(answers[0].status == Status::unknown);
  CHECK(answers[0].ask == "look");
  CHECK(notes.size() == 2);
}

}  // namespace badgescan
