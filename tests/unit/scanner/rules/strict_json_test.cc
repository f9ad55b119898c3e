// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/strict_json.h"

#include "tests/support/test.h"

namespace badgescan {
namespace {

std::string parsed(std::string_view text) {
  const Result<nlohmann::json> json = parse_strict(text, "mine.json");
  return json ? json->dump() : json.error();
}

}  // namespace

TEST_CASE("strict JSON: every kind of value arrives") {
  const std::string text = R"({"a":[1,-2,2.5,"x",true,false,null,[],{}],"b":{"c":{"d":[[0]]},"e":""}})";
  CHECK(parsed(text) == text);
  CHECK(parsed("[]") == "[]");
  CHECK(parsed("7") == "7");
}

TEST_CASE("strict JSON: what is no JSON, or says two things, is refused with file and reason") {
  CHECK(parsed("") == "mine.json: the file is empty or missing");
  CHECK(parsed("{\"a\": 1,\n \"b\": }") == "mine.json, line 2: not valid JSON");
  CHECK(parsed("[1] 2") == "mine.json, line 1: not valid JSON");
  CHECK(parsed("[1, // one\n2]") == "mine.json, line 1: not valid JSON");
  CHECK(parsed(R"({"a": 1, "b": {"a": 2}, "a": 3})") ==
        "mine.json: the key \"a\" appears twice in one object");
  CHECK(parsed(std::string(64, '[') + std::string(64, ']')) == std::string(64, '[') + std::string(64, ']'));
  CHECK(parsed(std::string(100'000, '[')) == "mine.json: nested deeper than 64");
}

}  // namespace badgescan
