// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/yaml.h"

#include "tests/support/test.h"

namespace badgescan {
namespace {

// One line of text for a tree: {key: value, …}, [item, …], scalars as they are, ~ for null.
std::string print(YamlNode node) {
  if (node.is_scalar()) return std::string(node.text());
  if (node.is_null()) return "~";
  std::string out = node.is_sequence() ? "[" : "{";
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (i) out += ", ";
    if (node.is_mapping()) out += std::string(node.key(i)) + ": ";
    out += print(node[i]);
  }
  return out + (node.is_sequence() ? "]" : "}");
}

std::string parsed(const std::string& text) {
  const Result<YamlFile> file = YamlFile::parse(text);
  if (!file) return "error: " + file.error();
  std::string out;
  for (const YamlNode root : file->documents()) out += (out.empty() ? "" : " --- ") + print(root);
  return out;
}

std::string repeat(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST_CASE("yaml: what a text means", "[yaml]") {
  struct Case {
    const char* name;
    std::string text, want;
  };
  const auto c = GENERATE(values<Case>({
      {"empty", "", ""},
      {"order is kept", "b: 1\na: [x, 'y']\nc:", "{b: 1, a: [x, y], c: ~}"},
      {"on is a string", "on: push", "{on: push}"},
      {"several documents", "a: 1\n---\nb: 2\n", "{a: 1} --- {b: 2}"},
      {"alias", "a: &x [1, 2]\nb: *x", "{a: [1, 2], b: [1, 2]}"},
      {"merge: own keys win", "a: &x {p: 1, q: 2}\nb: {q: 3, <<: *x}", "{a: {p: 1, q: 2}, b: {q: 3, p: 1}}"},
      {"merge list: first wins", "b: {<<: [{p: 1}, {p: 2, q: 3}]}", "{b: {p: 1, q: 3}}"},
      {"byte order mark and Latin-1", "\xEF\xBB\xBF# caf\xE9\na: 1", "{a: 1}"},
      {"a key that is no scalar", "? [a, b]\n: 1\nc: 2", "{: 1, c: 2}"},
      {"literal keeps lines", "a: |\n  x\n  y\n", "{a: x\ny\n}"},
      {"syntax error", "a: [1, 2\nb: 3", "error: line 2: did not find expected ',' or ']'"},
      {"unknown alias", "a: *x", "error: line 1: alias *x has no anchor"},
      {"alias of itself", "a: &a [*a]", "error: line 1: alias *a stands inside its own anchor"},
      {"deep brackets", repeat("[", 100'000), "error: line 1: nested more than 64 levels deep"},
      {"deep braces", repeat("{a: ", 100'000), "error: line 1: nested more than 64 levels deep"},
  }));
  CAPTURE(c.name);
  CHECK(parsed(c.text) == c.want);
}

TEST_CASE("yaml: aliases and merges cannot blow up", "[yaml]") {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string to = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + to + repeat(", " + to, 9) + "]\n";
  }
  CHECK(parsed(bomb) == "error: line 6: aliases expand to more than 800000 nodes");

  // Every alias adds a level although no line is nested.
  std::string chain = "- &a0 [x]\n";
  for (int i = 1; i < 1000; ++i) {
    chain += "- &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  }
  CHECK(parsed(chain) == "error: line 63: nested more than 64 levels deep");

  std::string merges = "base: &b {";
  for (int i = 0; i < 2000; ++i) merges += (i ? ", k" : "k") + std::to_string(i) + ": 1";
  merges += "}\n";
  for (int i = 0; i < 2000; ++i) merges += "m" + std::to_string(i) + ": {<<: *b}\n";
  CHECK(parsed(merges).starts_with("error: line 4"));
}

TEST_CASE("yaml: lines, styles and look-ups", "[yaml]") {
  const Result<YamlFile> file = YamlFile::parse(
      "jobs:\n  test:\n    run: |\n      make\n      make check\n    flags: ['true', yes]\n    ref: "
      "!reference [a, "
      "b]\nlast: [a, [b, c]]\nlast: d\n");
  REQUIRE(file);
  const YamlNode test = file->root()["jobs"]["test"];
  CHECK(test["run"].line() == 3);
  CHECK(test["run"].text_line() == 4);
  CHECK(test["flags"].text_line() == 6);
  CHECK(file->root()["jobs"].key_line(0) == 2);
  CHECK_FALSE(test["flags"][std::size_t{0}].plain());
  CHECK(test["flags"][1].is_true());
  CHECK(test["ref"].tag() == "!reference");
  CHECK(file->root()["last"].text() == "d");
  CHECK(file->root()[1].strings() == std::vector<std::string>{"a", "b", "c"});
  CHECK_FALSE(test["run"]["no"]["such"][7].exists());
  CHECK(test["none"].is_null());
}

}  // namespace
}  // namespace badgescan
