// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/json_members.h"

#include "tests/support/test.h"

namespace badgescan {
namespace {

/// "key=value@line …", or the complaint.
std::string shown(std::string_view text) {
  const Result<JsonMembers> json = read_json_members(text);
  if (!json) return json.error();
  std::string out;
  for (const JsonMember& member : json->members) {
    const bool is_text = member.kind == JsonMember::Kind::text;
    const std::string value =
        is_text ? member.text
                : std::string(text.substr(member.value_begin, member.value_end - member.value_begin));
    out += (out.empty() ? "" : " ") + member.key + "=" + value + "@" + std::to_string(member.line);
  }
  return out;
}

TEST_CASE("members keep their order, values and lines", "[json]") {
  CHECK(shown("{}") == "");
  CHECK(shown(" {\n \"a\": \"x\",\n\n \"b\" : 12.5e+3, \"c\": [1,{\"d\":[]}] }\n") ==
        "a=x@2 b=12.5e+3@4 c=[1,{\"d\":[]}]@4");
  CHECK(shown(R"({"a": "q\"\\\/\n\u00e9\ud83d\ude00", "a": null, "t": true})") ==
        "a=q\"\\/\n\u00e9\U0001F600@1 a=null@1 t=true@1");
}

TEST_CASE("broken JSON is named with its line", "[json]") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"", "line 1: an object is expected: { … }"},
      {"[1]", "line 1: an object is expected: { … }"},
      {"{\n\"a\": 1,\n}", "line 3: a comma stands before }"},
      {"{\"a\": 1 \"b\": 2}", "line 1: a comma or } is expected"},
      {"{\"a\"\n 1}", "line 2: a colon is expected behind the key"},
      {"{a: 1}", "line 1: a key in quotes is expected"},
      {"{\"a\": tru}", "line 1: a value is expected"},
      {"{\"a\": \"x\ny\"}", "line 1: a text holds a line end or control character"},
      {"{\"a\": \"x", "line 1: a text has no closing quote"},
      {"{\"a\": \"\\q\"}", "line 1: unknown escape in a text"},
      {"{\"a\": \"\\ud800\"}", "line 1: half of a surrogate pair in a text"},
      {"{\"a\": [1,]}", "line 1: a value is expected"},
      {"{\"a\": [1}", "line 1: a comma or ] is expected"},
      {"{\"a\": {\"b\"}}", "line 1: a colon is expected behind the key"},
      {"{} {}", "line 1: there is more text behind the object"},
  };
  for (const auto& [text, want] : rows) {
    INFO(text);
    CHECK(shown(text) == want);
  }
}

TEST_CASE("depth and number of members are bounded", "[json]") {
  CHECK(shown("{\"a\": " + std::string(100'000, '[')) == "line 1: nested deeper than 64");
  CHECK(shown("{\"a\": " + std::string(63, '[') + std::string(63, ']') + "}").starts_with("a=[["));
  std::string many = "{\"k0\":1";
  for (int i = 1; i < 10'001; ++i) many += ",\"k" + std::to_string(i) + "\":1";
  CHECK(shown(many + "}") == "line 1: more than 10000 members");
}

TEST_CASE("a quoted text reads back as it was", "[json]") {
  const std::string text = "a \"b\" \\ /\n\t\r\x01\x7f é";
  const Result<JsonMembers> json = read_json_members("{\"k\": " + json_quoted(text) + "}");
  REQUIRE(json.ok());
  CHECK(json->members.front().text == text);
}

}  // namespace
}  // namespace badgescan
