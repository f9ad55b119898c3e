// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/check_rules.h"

#include <filesystem>
#include <fstream>

#include "tests/support/git_fixture.h"

namespace badgescan {
namespace {

std::string problem(const std::string& name, const std::string& content) {
  const test::TempFolder folder;
  std::filesystem::create_directories(std::filesystem::path(folder.path() + "/" + name).parent_path());
  std::ofstream(folder.path() + "/" + name) << content;
  const auto rules = RuleSet::load(folder.path());
  if (!rules) return rules.error();
  const std::vector<std::string> problems = check_rules(**rules, folder.path());
  return problems.empty() ? "(fine)" : problems.front();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("--rules: a folder's rules join or replace the built-in ones, mistakes are named") {
  CHECK(
      problem(
          "phrases/mine.json",
          R"({"rules": [{"id": "mine", "in": ["readme"], "any": ["x"], "examples": {"hit": ["x"], "miss": ["y"]}}]})") ==
      "(fine)");
  CHECK(has(
      problem(
          "phrases/mine.json",
          R"({"rules": [{"id": "mine", "in": ["readme"], "any": ["("], "examples": {"hit": ["x"], "miss": ["y"]}}]})"),
      "/rules/0/any/0: RE2 refuses the pattern"));
  CHECK(has(problem("paths.json", "{}"), "is missing"));
  CHECK(has(problem("tools.json", R"({"tools": [{"nonsense": 1}]})"), "tools.json"));
  CHECK(has(problem("documents.json", "[]"), "documents.json"));
  CHECK(has(problem("criteria.json", R"({"catalogue": {}, "criteria": []})"), "\"version\" is missing"));
  CHECK(
      has(problem("security_insights.json", R"({"rows": [{"at": "x"}]})"), "/rows/0: the key \"criterion\""));
  CHECK(has(problem("tolls.json", "{}"), "nobody reads it"));
}

TEST_CASE("--rules: the built-in rules have no problem") {
  CHECK(check_rules(test::rules(), "/nonexistent").empty());
}

}  // namespace badgescan
