// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/claims.h"

#include "scanner/rules/rule_set.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

Claims read(std::string_view text) {
  return Claims::parse(test::rules().catalogue(), ".bestpractices.json", text);
}

/// "criterion Status[ (justification)]; …"
std::string answers(const Claims& claims) {
  std::string out;
  for (const Claim& claim : claims.all()) {
    out += (out.empty() ? "" : "; ") + claim.criterion + " " + std::string(name_of(claim.status));
    if (!claim.justification.empty()) out += " (" + claim.justification.substr(0, 40) + ")";
  }
  return out;
}

/// "kind@line …"
std::string problems(const Claims& claims) {
  std::string out;
  for (const ClaimProblem& problem : claims.problems())
    out += (out.empty() ? "" : " ") + std::string(name_of(problem.kind)) + "@" + std::to_string(problem.line);
  return out;
}

std::string notes(const Snapshot& snapshot) {
  const ScanOptions options{.now = test::kNow};
  const Facts facts(snapshot, options, test::rules());
  note_problems(facts, facts.get<Claims>());
  std::string out;
  for (const Note& note : facts.notes())
    out += std::string(name_of(note.kind)) + " " + note.path + ": " + note.text + "\n";
  return out;
}

TEST_CASE("claims are read with their lines", "[claims]") {
  const Claims claims = read(
      "{\n\"build_status\": \"met\",\n\"build_justification\": \"make\",\n\"test_status\": \"UNMET\",\n"
      "\"documentation_basics_status\": \"n/a\", \"documentation_basics_justification\": \"no software\"}");
  CHECK(answers(claims) == "build Met (make); test Unmet; documentation_basics N/A (no software)");
  CHECK(claims.usable());
  CHECK(problems(claims) == "");
  REQUIRE(claims.find("build") != nullptr);
  CHECK(claims.find("build")->line == 2);
  CHECK(claims.find("build")->justification_line == 3);
  CHECK(claims.find("license_location") == nullptr);
}

TEST_CASE("what the badge site drops or does not count is named", "[claims]") {
  struct Row {
    const char* what;
    std::string text;
    const char* answers;
    const char* problems;
  };
  const std::vector<Row> rows{
      {"open answers are no mistake",
       R"({"build_status": "?", "test_status": "unknown", "warnings_status": null, "maintained_status": ""})",
       "", ""},
      {"other words", R"({"build_status": "yes", "test_status": true, "warnings_status": 1})", "",
       "status@1 status@1 status@1"},
      {"N/A not allowed", R"({"license_location_status": "N/A", "license_location_justification": "none"})",
       "license_location N/A (none)", "na_not_allowed@1"},
      {"URL required", R"({"contribution_status": "Met",
        "contribution_justification": "see CONTRIBUTING.md"})",
       "contribution Met (see CONTRIBUTING.md)", "no_url@2"},
      {"URL given",
       R"({"contribution_status": "Met", "contribution_justification": "https://example.org/c"})",
       "contribution Met (https://example.org/c)", ""},
      {"a host without a dot is no URL for the site",
       R"({"contribution_status": "Met", "contribution_justification": "http://localhost/c"})",
       "contribution Met (http://localhost/c)", "no_url@1"},
      {"comment",
       R"({"contribution_status": "Met", "contribution_justification": "// https://example.org/c"})",
       "contribution Met (// https://example.org/c)", "comment@1 no_url@1"},
      {"N/A must be explained", R"({"documentation_basics_status": "N/A"})", "documentation_basics N/A",
       "no_reason@1"},
      {"an Unmet SHOULD must be explained", R"({"contribution_requirements_status": "Unmet"})",
       "contribution_requirements Unmet", "no_reason@1"},
      {"an Unmet MUST is no formal mistake", R"({"license_location_status": "Unmet"})",
       "license_location Unmet", ""},
      {"too long",
       "{\"build_status\": \"Met\", \"build_justification\": \"" + std::string(8'193, 'x') + "\"}",
       "build Met", "too_long@1"},
      {"long in bytes, not in characters",
       "{\"build_status\": \"Met\", \"build_justification\": \"é" + std::string(8'191, 'x') + "\"}",
       "build Met (éxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)", ""},
      {"the same key twice",
       "{\"build_status\": \"Met\",\n\"test_status\": \"Met\",\n\"build_status\": \"Unmet\"}", "test Met",
       "duplicate_key@3"},
      {"ignored and unknown keys",
       R"({"name": "x", "license": "MIT", "build": "Met", "nonsense_status": "Met",
        "_comment": "mine", "$schema": "x"})",
       "", "ignored_field@1 ignored_field@1 unknown_key@1 unknown_key@1"},
      {"what the site works out", R"({"achieve_passing_status": "Met"})", "", "computed@1"},
      {"official ids are no keys", R"({"OSPS-AC-01.01_status": "Met"})", "", "unknown_key@1"},
      {"a justification that is no text", R"({"build_status": "Met", "build_justification": ["a"]})",
       "build Met", "status@1"},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    const Claims claims = read(row.text);
    CHECK(answers(claims) == row.answers);
    CHECK(problems(claims) == row.problems);
    CHECK(claims.usable());
  }
}

TEST_CASE("a file that cannot be trusted gives no claims and a note with its place", "[claims]") {
  using test::MemorySnapshot;
  struct Row {
    std::string text;
    std::string note;
  };
  const std::vector<Row> rows{
      {"{\"build_status\": \"Met\",\n \"test_status\": }",
       "unread .bestpractices.json: no claim of this file is used: not a JSON object of texts: line 2: a "
       "value is "
       "expected\n"},
      {"[\"build_status\"]",
       "unread .bestpractices.json: no claim of this file is used: not a JSON object of texts: line 1: an "
       "object is "
       "expected: { … }\n"},
      {"{\"build_status\": \"Met\",\n \"x\": \"\xff\"}",
       "unread .bestpractices.json: line 2: no claim of this file is used: the text is not UTF-8\n"},
      {"{\"build_status\": " + std::string(50'000, '[') + "}",
       "warning .bestpractices.json: the file has 50018 bytes: the badge site ignores a claim file of more "
       "than "
       "50000 bytes as a whole; shorten justifications, or send a part of the answers as a proposal URL\n"},
  };
  for (const Row& row : rows) {
    const MemorySnapshot snapshot{{".bestpractices.json", row.text}};
    const ScanOptions options;
    const Facts facts(snapshot, options, test::rules());
    CHECK(facts.get<Claims>().all().empty());
    CHECK_FALSE(facts.get<Claims>().usable());
    CHECK_THAT(notes(snapshot), Catch::Matchers::Contains(row.note));
  }
}

TEST_CASE("a file of 100 MB is not read", "[claims]") {
  const test::MemorySnapshot snapshot{{".bestpractices.json", std::string(100 << 20, ' ')}};
  CHECK(notes(snapshot) ==
        "unread .bestpractices.json: no claim of this file is used: 104857600 bytes, more than the limit\n");
}

TEST_CASE("the root file wins, even when it is broken", "[claims]") {
  const std::string good = R"({"build_status": "Met"})";
  const ScanOptions options;
  const auto path = [&](const test::MemorySnapshot& snapshot) {
    const Facts facts(snapshot, options, test::rules());
    return facts.get<Claims>().path() + " " + std::to_string(facts.get<Claims>().all().size());
  };
  CHECK(path({{".project.d/bestpractices.json", good}}) == ".project.d/bestpractices.json 1");
  CHECK(path({{".project.d/bestpractices.json", good}, {".bestpractices.json", "{"}}) ==
        ".bestpractices.json 0");
  CHECK(path({{"docs/.bestpractices.json", good}}) == " 0");
  CHECK(path({{".bestpractices.json", "elsewhere", Mode::symlink}}) == ".bestpractices.json 0");
  CHECK(path({{".bestpractices.json", "x/c.json", Mode::symlink}, {"x/c.json", good}}) ==
        ".bestpractices.json 1");
}

}  // namespace
}  // namespace badgescan
