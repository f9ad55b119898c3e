// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/audit/merge.h"

#include "scanner/base/text.h"
#include "scanner/facts/claims.h"
#include "scanner/rules/rule_set.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

/// A report with these answers, all others open.
Report report_of(const std::vector<Finding>& findings) {
  Report report;
  report.catalogue = &test::rules().catalogue();
  std::vector<Note> notes;
  report.assessment = assess(*report.catalogue, resolve(*report.catalogue, findings, notes));
  return report;
}

Finding says(std::string criterion, Status status, int confidence, std::string justification) {
  return {.criterion = std::move(criterion),
          .status = status,
          .confidence = static_cast<Confidence>(confidence),
          .justification = std::move(justification),
          .detector = "test"};
}

std::string merged(std::string_view text, const std::vector<Finding>& findings,
                   const MergeOptions& how = {}) {
  const Result<MergeResult> result = merge_claims(text, report_of(findings), how);
  if (!result) return "error: " + result.error();
  return result->text;
}

/// Without the line that only merges read.
std::string people_see(const std::string& text) {
  std::string out;
  for (const std::string_view line : split_lines(text)) {
    if (line.find("\"_badgescan\"") == std::string_view::npos) out.append(line).append("\n");
  }
  return out;
}

const Finding kTest = says("test", Status::met, 4, "There are tests.");
const Finding kBuild = says("build", Status::met, 2, "It builds.");

TEST_CASE("a new file is written", "[merge]") {
  CHECK(merged("", {kTest}) ==
        "{\n  \"test_status\": \"Met\",\n  \"test_justification\": \"There are tests.\",\n"
        "  \"_badgescan\": \"test=97c12cdc\"\n}\n");
}

TEST_CASE("what people wrote stays, drafts go to their place", "[merge]") {
  const std::string before =
      "{\n\t\"name\": \"x\",\n\t\"maintained_status\": \"Met\",\n\t\"static_analysis_status\":  \"Unmet\"\n}";
  CHECK(people_see(merged(before, {kTest, kBuild, says("static_analysis", Status::met, 5, "It is.")})) ==
        "{\n\t\"name\": \"x\",\n\t\"maintained_status\": \"Met\",\n\t\"build_status\": \"Met\",\n"
        "\t\"build_justification\": \"It builds.\",\n\t\"test_status\": \"Met\",\n"
        "\t\"test_justification\": \"There are tests.\",\n\t\"static_analysis_status\":  \"Unmet\",\n}\n");
  const Result<MergeResult> result =
      merge_claims(before, report_of({says("static_analysis", Status::met, 5, "It is.")}), {});
  REQUIRE(result.ok());
  CHECK(result->text == before);
  CHECK(result->differing == std::vector<std::string>{"static_analysis"});
  CHECK_FALSE(result->changed());
}

TEST_CASE("open answers are filled in place", "[merge]") {
  CHECK(people_see(merged("{\n  \"test_status\": \"?\",\n  \"x\": 1\n}\n", {kTest})) ==
        "{\n  \"test_status\": \"Met\",\n  \"test_justification\": \"There are tests.\",\n  \"x\": 1,\n}\n");
  CHECK(
      people_see(merged("{\n  \"test_status\": null,\n  \"test_justification\": \"Mine.\"\n}\n", {kTest})) ==
      "{\n  \"test_status\": \"Met\",\n  \"test_justification\": \"Mine.\"\n}\n");
}

TEST_CASE("a justification that the site asks for is added", "[merge]") {
  const Finding linked = says("contribution", Status::met, 4, "https://example.org/c");
  CHECK(people_see(merged("{\n  \"contribution_status\": \"Met\"\n}\n", {linked})) ==
        "{\n  \"contribution_status\": \"Met\",\n  \"contribution_justification\": "
        "\"https://example.org/c\",\n}\n");
  // Not asked for: nothing to do.
  CHECK(merged("{\n  \"test_status\": \"Met\"\n}\n", {kTest}) == "{\n  \"test_status\": \"Met\"\n}\n");
}

TEST_CASE("own justifications are refreshed, changed ones are people's", "[merge]") {
  const std::string first = merged("", {kTest});
  const Finding newer = says("test", Status::met, 5, "There are 12 tests.");
  const std::string second = merged(first, {newer});
  CHECK_THAT(second, Catch::Matchers::Contains("There are 12 tests."));
  CHECK(merged(second, {newer}) == second);
  const std::string edited = replace_all(first, "There are tests.", "Tests are in t/.");
  CHECK(merged(edited, {newer}) == edited);
}

TEST_CASE("a permalink to an older commit is refreshed", "[merge]") {
  const std::string a(40, 'a'), b(40, 'b');
  const auto text = [](const std::string& commit) {
    return "See https://example.org/blob/" + commit + "/README.md.";
  };
  const std::string before =
      "{\n  \"test_status\": \"Met\",\n  \"test_justification\": \"" + text(a) + "\"\n}\n";
  CHECK_THAT(merged(before, {says("test", Status::met, 4, text(b))}), Catch::Matchers::Contains(text(b)));
}

TEST_CASE("levels and proven answers only", "[merge]") {
  CHECK(merged("{}", {kBuild}, {.only_proven = true}) == "{}");
  CHECK(merged("{}", {kTest}, {.level = Level::gold}) == "{}");
  CHECK_THAT(merged("{}", {kTest}, {.level = Level::passing}), Catch::Matchers::Contains("test_status"));
}

TEST_CASE("a file that cannot be read is not written", "[merge]") {
  CHECK(merged("{\n \"a\": }", {kTest}) == "error: line 2: a value is expected");
  CHECK(merged("{\"test_status\": \"Met\",\n \"test_status\": \"Unmet\"}", {kTest}) ==
        "error: line 2: the key test_status appears twice, first in line 1");
  CHECK(merged("{\"\xff\": 1}", {kTest}) == "error: the file is not UTF-8");
}

TEST_CASE("drafts are shortened before the file gets too large for the site", "[merge]") {
  std::vector<Finding> findings;
  for (const Criterion& criterion : test::rules().catalogue().criteria())
    findings.push_back(
        says(criterion.id, Status::met, 4, std::string(600, 'x') + " https://example.org/long/path"));
  const Result<MergeResult> result = merge_claims("", report_of(findings), {});
  REQUIRE(result.ok());
  CHECK(result->text.size() <= kClaimFileBytes);
  CHECK(result->remarks.size() == 1);
  const Claims claims = Claims::parse(test::rules().catalogue(), "x", result->text);
  CHECK(claims.all().size() > 180);
  for (const ClaimProblem& problem : claims.problems()) CHECK(problem.kind != ClaimProblem::Kind::no_url);
}

TEST_CASE("every merged file is a claim file without complaints", "[merge]") {
  for (const char* before :
       {"", "{}", "{\n}\n", "{\"x\":1}", "{ \"_note\" : \"hi\" }", "{\"test_justification\": \"t\"}"}) {
    INFO(before);
    const std::string text =
        merged(before, {kTest, kBuild, says("maintained", Status::met, 3, "Yes it is.")});
    const Claims claims = Claims::parse(test::rules().catalogue(), "x", text);
    CHECK(claims.usable());
    CHECK(claims.all().size() == 3);
  }
}

}  // namespace
}  // namespace badgescan
