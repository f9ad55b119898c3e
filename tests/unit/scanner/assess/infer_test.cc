// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/assess/infer.h"

#include <algorithm>
#include <fstream>

#include "scanner/assess/apply_claims.h"
#include "scanner/base/text.h"
#include "scanner/rules/rule_set.h"
#include "tests/support/git_fixture.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

Finding says(std::string criterion, Status status, int confidence) {
  return {.criterion = std::move(criterion),
          .status = status,
          .confidence = static_cast<Confidence>(confidence),
          .justification = "because",
          .detector = "test"};
}

std::vector<Answer> resolved(const std::vector<Finding>& findings) {
  std::vector<Note> notes;
  return resolve(test::rules().catalogue(), findings, notes);
}

/// "criterion Status/confidence origin" of the answers that are not open, except those of detectors.
std::string shown(const std::vector<Answer>& answers) {
  std::vector<std::string> out;
  for (const Answer& answer : answers) {
    if (answer.origin == Answer::Origin::none || answer.origin == Answer::Origin::detector) continue;
    out.push_back(answer.criterion->id + " " + std::string(name_of(answer.status)) + "/" +
                  std::to_string(static_cast<int>(answer.confidence)) + " " +
                  std::string(name_of(answer.origin)));
  }
  return join(out, "; ");
}

std::string inferred(const std::vector<Finding>& findings) {
  std::vector<Answer> answers = resolved(findings);
  infer(*load_inference(test::rules()), answers, Answer::Origin::detector);
  return shown(answers);
}

TEST_CASE("an answer says something about the other series, scaled", "[infer]") {
  CHECK(inferred({says("version_unique", Status::met, 5)}) ==
        "osps_br_02_01 Met/3 map; osps_br_02_02 Met/2 map");
  CHECK(inferred({says("version_unique", Status::met, 2)}) ==
        "osps_br_02_01 Met/1 map; osps_br_02_02 Met/1 map");
  CHECK(inferred({says("osps_ac_03_01", Status::unmet, 4)}) == "two_person_review Unmet/2 map");
  // N/A on the private channel means that there is none.
  CHECK(inferred({says("vulnerability_report_private", Status::not_applicable, 5)}) ==
        "osps_vm_03_01 Unmet/2 map");
  CHECK(inferred({says("no_leaked_credentials", Status::unknown, 0)}) == "");
}

TEST_CASE("an open answer tells at both series what was looked at", "[infer]") {
  const auto told = [](std::vector<Finding> findings, std::string_view criterion) {
    std::vector<Answer> answers = resolved(findings);
    infer(*load_inference(test::rules()), answers, Answer::Origin::detector);
    const auto at = std::find_if(answers.begin(), answers.end(),
                                 [&](const Answer& answer) { return answer.criterion->id == criterion; });
    return std::string(name_of(at->status)) + " " + at->justification;
  };
  const Finding open = says("vulnerability_report_private", Status::unknown, 0);
  CHECK(told({open}, "osps_vm_03_01") == "? because");
  // What a detector says itself stays, and rows that only hint tell nothing.
  Finding own = says("osps_vm_03_01", Status::unknown, 0);
  own.justification = "looked";
  CHECK(told({open, own}, "osps_vm_03_01") == "? looked");
  CHECK(told({says("require_2FA", Status::unknown, 0)}, "osps_ac_01_01") == "? ");
}

TEST_CASE("the question of an answer goes along with it", "[infer]") {
  Finding finding = says("delivery_mitm", Status::unmet, 3);
  finding.ask = "Does the address work with https?";
  std::vector<Answer> answers = resolved({finding, says("version_unique", Status::met, 5)});
  infer(*load_inference(test::rules()), answers, Answer::Origin::detector);
  const auto ask_of = [&](std::string_view id) {
    return std::find_if(answers.begin(), answers.end(),
                        [&](const Answer& it) { return it.criterion->id == id; })
        ->ask;
  };
  CHECK(ask_of("osps_br_03_02") == finding.ask);
  CHECK(ask_of("osps_br_02_01") == "");
}

TEST_CASE("what is inferred infers nothing", "[infer]") {
  // osps_ac_03_01 -> two_person_review -> osps_qa_07_01 stops after the first step.
  CHECK(inferred({says("osps_ac_03_01", Status::unmet, 5)}) == "two_person_review Unmet/2 map");
}

TEST_CASE("a direct answer stays unless it is weaker", "[infer]") {
  CHECK(inferred({says("version_unique", Status::met, 5), says("osps_br_02_01", Status::unmet, 3),
                  says("osps_br_02_02", Status::unmet, 1)}) == "osps_br_02_02 Met/2 map");
}

TEST_CASE("a mere hint does not hide what a detector asks", "[infer]") {
  const auto asking = [](std::string ask) {
    Finding open = says("osps_br_02_01", Status::unknown, 0);
    open.ask = std::move(ask);
    return open;
  };
  const Finding hint = says("version_unique", Status::met, 2), draft = says("version_unique", Status::met, 3);
  // version_unique at confidence 2 is a hint for both controls; a detector asks about the first.
  CHECK(inferred({hint, asking("Does every release have a number of its own?")}) ==
        "osps_br_02_02 Met/1 map");
  // A question that anybody would ask gives way, and every question does to a draft.
  CHECK(inferred({hint, asking("")}) == "osps_br_02_01 Met/1 map; osps_br_02_02 Met/1 map");
  CHECK(inferred({draft, asking("Does every release have a number of its own?")}) ==
        "osps_br_02_01 Met/2 map; osps_br_02_02 Met/1 map");
}

TEST_CASE("of two conclusions the stronger wins, then the doubt", "[infer]") {
  // security_review says 2 of 5, assurance_case 3 of 5.
  CHECK(inferred({says("assurance_case", Status::met, 5), says("security_review", Status::met, 5)})
            .starts_with("osps_sa_03_01 Met/3 map"));
  CHECK_THAT(inferred({says("assurance_case", Status::unmet, 5), says("security_review", Status::met, 2)}),
             Catch::Matchers::Contains("osps_sa_03_01 Unmet/1 map"));
}

TEST_CASE("rows that lead nowhere are refused", "[infer]") {
  const Result<std::vector<InferenceRow>> rows = load_inference(test::rules());
  REQUIRE(rows.ok());
  CHECK(rows->size() > 100);
  for (const InferenceRow& row : *rows) {
    INFO(row.from << " " << row.to);
    CHECK(row.from.starts_with("osps_") != row.to.starts_with("osps_"));
  }
}

TEST_CASE("a broken row is named with its place", "[infer]") {
  const test::TempFolder folder;
  std::ofstream(folder.path() + "/maps.json")
      << R"({"metal_to_baseline": [{"from": "build", "to": "nonsense"}], "baseline_to_metal": []})";
  const auto rules = RuleSet::load(folder.path());
  REQUIRE(rules.ok());
  const Result<std::vector<InferenceRow>> rows = load_inference(**rules);
  REQUIRE_FALSE(rows.ok());
  CHECK_THAT(rows.error(),
             Catch::Matchers::Contains("/metal_to_baseline/0/to: unknown criterion \"nonsense\""));
}

TEST_CASE("a claim is the answer and what was found stays beside it", "[claims]") {
  const Claims claims = Claims::parse(test::rules().catalogue(), ".bestpractices.json",
                                      R"({"build_status": "Met", "build_justification": "make",
 "test_status": "Met",
 "warnings_status": "Met",
 "license_location_status": "N/A"})");
  std::vector<Answer> answers = resolved({says("build", Status::met, 4), says("test", Status::unmet, 4),
                                          says("license_location", Status::unmet, 5)});
  std::vector<Note> notes;
  apply_claims(claims, answers, notes);
  CHECK(shown(answers) == "build Met/4 claim; test Met/1 claim; warnings Met/2 claim");
  REQUIRE(notes.size() == 1);
  CHECK(notes.front() == Note{Note::Kind::warning, ".bestpractices.json",
                              "line 2: test is claimed Met, the scan found Unmet (confidence 4)"});
  for (const Answer& answer : answers) {
    CHECK(differs(answer) == (answer.criterion->id == "test"));
    if (answer.criterion->id == "test") CHECK(answer.found->confidence == Confidence::strong);
    if (answer.criterion->id == "build") CHECK(answer.justification == "make");
    // N/A is not allowed there: the claim cannot stand, the scan's answer does.
    if (answer.criterion->id == "license_location") CHECK(answer.status == Status::unmet);
  }
}

TEST_CASE("an answer inferred from a claim never replaces a claim", "[claims]") {
  const Claims claims = Claims::parse(test::rules().catalogue(), ".bestpractices.json",
                                      R"({"version_unique_status": "Met", "osps_br_02_01_status": "Unmet"})");
  std::vector<Answer> answers = resolved({});
  std::vector<Note> notes;
  apply_claims(claims, answers, notes);
  infer(*load_inference(test::rules()), answers, Answer::Origin::claim);
  CHECK(shown(answers) == "version_unique Met/2 claim; osps_br_02_01 Unmet/2 claim; osps_br_02_02 Met/1 map");
}

}  // namespace
}  // namespace badgescan
