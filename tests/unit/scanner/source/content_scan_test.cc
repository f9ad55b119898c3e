// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The engine: finding literals, lines and places, and standing hostile files.
#include "scanner/source/content_scan.h"

#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/source/magic.h"
#include "tests/support/test.h"

namespace badgescan::source {
namespace {

std::shared_ptr<const PatternSet> patterns(const std::string& rules) {
  auto set = PatternSet::parse({{rules, "rules/source/test.json"}});
  if (!set) FAIL(set.error());
  return *set;
}

std::shared_ptr<const PatternSet> needle() {
  return patterns(
      R"({"kind":"k","rules":[{"id":"needle","about":"n","near":["needle"],"pattern":"(?i)a needle\\d","most":100,
    "hit":["a needle1"],"miss":["needle"]}]})");
}

std::string lines_of(const std::vector<FileHit>& hits) {
  std::string lines;
  for (const FileHit& hit : hits) lines += std::to_string(hit.line) + " ";
  return lines;
}

ContentScanResult scan(const Snapshot& snapshot, const PatternSet& set, unsigned threads = 1) {
  return scan_content(
      snapshot, set, [](const Entry&) { return Place::own; }, threads);
}

TEST_CASE("literals are found at every place and in any case") {
  LiteralFinder finder;
  const auto first = finder.add("needle"), second = finder.add("edle");
  finder.build();
  for (std::size_t before = 0; before < 20; ++before) {
    std::string text = std::string(before, 'x') + "NeeDLe";
    for (std::size_t after = 0; after < 10; ++after, text += 'y') {
      std::vector<std::pair<std::uint32_t, std::size_t>> found;
      finder.find(text, [&](std::uint32_t number, std::size_t at) { found.emplace_back(number, at); });
      std::sort(found.begin(), found.end());
      CAPTURE(before, after);
      CHECK(found ==
            std::vector<std::pair<std::uint32_t, std::size_t>>{{first, before}, {second, before + 2}});
    }
  }
}

TEST_CASE("a literal at the edge of a text is no trouble") {
  LiteralFinder finder;
  finder.add("abcd");
  finder.build();
  for (const char* text : {"", "a", "abc", "xbcd", "abc\xff"}) {
    int found = 0;
    finder.find(text, [&](std::uint32_t, std::size_t) { ++found; });
    CHECK(found == 0);
  }
}

TEST_CASE("hits have their lines, each match once") {
  const auto set = needle();
  struct Row {
    const char* text;
    const char* lines;
  };
  const auto row = GENERATE(values<Row>({{"", ""},
                                         {"a needle1", "1 "},
                                         {"x\na needle1\n\nA NEEDLE2 and a needle3\n", "2 4 4 "},
                                         {"a needle\n1", ""},
                                         {"needle needle a needle7", "1 "},
                                         {"\r\na needle1\r\n", "2 "}}));
  CAPTURE(row.text);
  CHECK(lines_of(scan_text(*set, "a", Language::other, row.text)) == row.lines);
}

TEST_CASE("matches in a long line are found once each") {
  const auto set = needle();
  std::string text;
  for (int i = 0; i < 60; ++i)
    text += std::string(static_cast<std::size_t>(i * 17 % 900), 'x') + " a needle1 ";
  CHECK(scan_text(*set, "a", Language::other, text).size() == 60);
}

TEST_CASE("hostile files end and are counted") {
  const auto set = needle();
  bool cut = false;
  SECTION("50 MB in one line") {
    const std::string text = std::string(25 << 20, 'x') + "a needle1" + std::string(25 << 20, 'n');
    CHECK(scan_text(*set, "a", Language::other, text, &cut).size() == 1);
    CHECK_FALSE(cut);
  }
  SECTION("nothing but literals") {
    std::string text;
    while (text.size() < (1 << 20)) text += "needle";
    CHECK(scan_text(*set, "a", Language::other, text, &cut).empty());
  }
  SECTION("invalid UTF-8 around a hit") {
    const auto hits = scan_text(*set, "a", Language::other, "\xff\xfe\xc0 a needle1 \xf8\x80");
    REQUIRE(hits.size() == 1);
    CHECK(is_valid_utf8(hits[0].excerpt));
  }
  SECTION("a NUL behind the first 8 kB") {
    const std::string text = std::string(9000, 'x') + std::string(1, '\0') + "\na needle1\n";
    CHECK(lines_of(scan_text(*set, "a", Language::other, text)) == "2 ");
  }
}

TEST_CASE("files are searched, skipped and counted by their content") {
  const auto set = needle();
  const std::string nul(1, '\0');
  test::MemorySnapshot repo{{"a.py", "a needle1\n"},
                            {"b.bin", "a needle1" + nul},
                            {"c.png", "a needle1\n"},
                            {"d.txt", "", Mode::file, true},
                            {"link", "a.py", Mode::symlink},
                            {"u.cs", std::string("\xff\xfe", 2) + "a" + nul + " " + nul + "n" + nul + "e" +
                                         nul + "e" + nul + "d" + nul + "l" + nul + "e" + nul + "1" + nul}};
  const ContentScanResult result = scan(repo, *set);
  CHECK(result.counts.files == 2);
  CHECK(result.counts.binary == 1);
  CHECK(result.counts.media == 1);
  CHECK(result.counts.unread == 1);
  CHECK(result.counts.own_code == 2);
  CHECK(result.files.size() == 2);
}

TEST_CASE("a file above the limit is counted, not read") {
  const auto set = needle();
  test::MemorySnapshot repo{{"a.py", std::string(100, 'x')},
                            {"b.json", std::string(100, 'x')},
                            {"lib/c.so", std::string(100, 'x')}};
  repo.limits_.blob_bytes = 10;
  const ContentScanResult result = scan(repo, *set);
  CHECK(result.counts.files == 0);
  CHECK(result.counts.too_large == 3);
  CHECK(result.counts.too_large_code == 1);
  REQUIRE(result.binaries.size() == 1);
  CHECK(result.binaries[0].by_name);
}

TEST_CASE("the result does not depend on the number of threads") {
  const auto set = needle();
  std::vector<test::MemoryFile> files;
  for (int i = 0; i < 700; ++i) {
    files.push_back({"f" + std::to_string(i) + ".c", i % 3 == 0 ? "\na needle1\n" : "x\n"});
  }
  const test::MemorySnapshot repo(files);
  const ContentScanResult one = scan(repo, *set, 1), four = scan(repo, *set, 4);
  REQUIRE(one.files.size() == four.files.size());
  CHECK(one.files.size() == 234);
  for (std::size_t i = 0; i < one.files.size(); ++i) CHECK(one.files[i].entry == four.files[i].entry);
}

TEST_CASE("languages are told by name and first line") {
  struct Row {
    const char* path;
    const char* text;
    Language language;
  };
  const auto row = GENERATE(values<Row>({{"a/b.C", "", Language::c},
                                         {"Makefile", "", Language::build},
                                         {"x.tsx", "", Language::js},
                                         {"bin/tool", "#!/usr/bin/env python3\n", Language::python},
                                         {"bin/tool", "#!/bin/sh\n", Language::shell},
                                         {"settings.py.example", "", Language::python},
                                         {".env.prod", "", Language::config},
                                         {"README", "", Language::docs},
                                         {"a", "", Language::other}}));
  CAPTURE(row.path);
  const Language named = language_of_name(row.path);
  CHECK((named == Language::other ? language_of_first_line(row.text) : named) == row.language);
}

TEST_CASE("generated text is told by what it says") {
  CHECK(looks_generated(Language::go, "// Code generated by protoc. DO NOT EDIT.\n"));
  CHECK_FALSE(looks_generated(Language::go, "// Do not edit this by hand without asking.\n"));
  CHECK(looks_generated(Language::js, "x" + std::string(30'000, 'a')));
  CHECK_FALSE(looks_generated(Language::c, "x" + std::string(30'000, 'a')));
}

TEST_CASE("binary formats are told by their first bytes") {
  using namespace std::string_literals;
  struct Row {
    std::string head;
    const char* path;
    BinaryKind kind;
  };
  const std::vector<Row> rows = {
      {"\x7f"
       "ELF\2\1"s,
       "a.png", BinaryKind::executable},
      {"MZ"s + std::string(58, '\0') + "\x40\0\0\0PE\0\0"s, "a", BinaryKind::executable},
      {"MZ and text\0"s, "a.txt", BinaryKind::unknown},
      {"\x4c\x01\x02\0"s, "a.obj", BinaryKind::executable},
      {"\x4c\x01\x02\0"s, "a.bin", BinaryKind::unknown},
      {"\0asm\1\0\0\0"s, "a.wasm", BinaryKind::executable},
      {"\x42\x0d\x0a\x0a\0"s, "a.pyc", BinaryKind::unknown},
      {"\x42\x0d\r\n\0"s, "a.pyc", BinaryKind::executable},
      {"PK\x03\x04"s, "a.zip", BinaryKind::package},
      {"PK\x03\x04"s, "a.whl", BinaryKind::executable},
      {"\x89PNG\r\n"s, "a", BinaryKind::media},
      {"SQLite format 3\0"s, "a", BinaryKind::data},
      {"\0\0\0\0"s, "a.exe", BinaryKind::unknown},
      {""s, "", BinaryKind::unknown},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path, row.head);
    CHECK(identify(row.head, row.path).kind == row.kind);
  }
}

TEST_CASE("compiled formats have their own names") {
  using namespace std::string_literals;
  struct Row {
    std::string head;
    const char* path;
    std::string_view name;
  };
  const std::string pe = "MZ"s + std::string(58, '\0') + "\x40\0\0\0PE\0\0"s;
  const std::vector<Row> rows = {
      {"\x7f"
       "ELF\2\1"s,
       "a.so", "ELF"},
      {"\x7f"
       "ELF\1\1"s,
       "a.o", "ELF"},
      {pe, "a.exe", "PE"},
      {pe, "a.dll", "PE"},
      {"\xfe\xed\xfa\xce\0"s, "a", "Mach-O"},
      {"\xfe\xed\xfa\xcf\0"s, "a", "Mach-O"},
      {"\xce\xfa\xed\xfe\0"s, "a.dylib", "Mach-O"},
      {"\xcf\xfa\xed\xfe\0"s, "a.o", "Mach-O"},
      // The same four bytes begin a fat Mach-O file and a class: 30 architectures at most, versions from 45
      // on.
      {"\xca\xfe\xba\xbe\0\0\0\x02"s, "a", "Mach-O"},
      {"\xca\xfe\xba\xbf\0\0\0\x02"s, "a", "Mach-O"},
      {"\xca\xfe\xba\xbe\0\0\0\x2d"s, "A.class", "Java class"},
      {"\xca\xfe\xba\xbe\0\x03\0\x2d"s, "A", "Java class"},
      {"\xca\xfe\xba\xbe\0\0\0\x45"s, "A.class", "Java class"},
      {"\0asm\1\0\0\0"s, "a", "WebAssembly"},
      {"\x42\x0d\r\n\0"s, "a.pyc", "Python bytecode"},
      {"!<arch>\n/   "s, "a.a", "static library"},
      {"!<thin>\n/   "s, "a.lib", "static library"},
      {"\x64\x86\x02\0"s, "a.obj", "object file"},
      {"PK\x03\x04"s, "a.jar", "packed program"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path, row.name);
    CHECK(identify(row.head, row.path).name == row.name);
    CHECK(identify(row.head, row.path).kind == BinaryKind::executable);
  }
  for (const char* jar : {"gradle/wrapper/gradle-wrapper.jar", ".mvn/wrapper/maven-wrapper.jar"})
    CHECK(identify("PK\x03\x04", jar).kind == BinaryKind::wrapper);
}

TEST_CASE("secrets are judged by structure, checksum and sense") {
  struct Row {
    SecretCheck check;
    int entropy;
    SecretTrust trust;
    std::string value;
    SecretVerdict verdict;
  };
  using enum SecretVerdict;
  const std::string body = "q7Zt9Kd3vX2mWb5NpR8sJc4HyE1uLf";
  const std::vector<Row> rows = {
      {SecretCheck::github, 0, SecretTrust::format, "ghp_" + body + token_checksum(body), verified},
      {SecretCheck::github, 0, SecretTrust::format, "ghp_" + body + "000000", placeholder},
      {SecretCheck::crc32_hex, 0, SecretTrust::format, "glsa_" + body + "QxP_1103b06a", verified},
      {SecretCheck::crc32_hex, 0, SecretTrust::format, "glsa_" + body + "QxP_1103b060", placeholder},
      {SecretCheck::aws_key_id, 30, SecretTrust::format,
       "AKIA"
       "Q7ZT2KD3VX4MWB5N",
       verified},
      {SecretCheck::aws_key_id, 30, SecretTrust::format,
       "AKIA"
       "Q7ZT9KD3VX8MWB1N",
       plausible},
      {SecretCheck::none, 30, SecretTrust::format, "aaaaaaaaaaaaaaaaaaaa", nothing},
      {SecretCheck::none, 0, SecretTrust::format, "your-token-goes-here", placeholder},
      {SecretCheck::none, 30, SecretTrust::guess, "q7Zt9Kd3vX2mWb5N", plausible},
      {SecretCheck::none, 30, SecretTrust::guess, "com.acme.product.thing2", nothing},
      {SecretCheck::none, 20, SecretTrust::guess, "onlyletterswithoutdigits", nothing},
      {SecretCheck::url_password, 0, SecretTrust::guess, "billing:q7Zt9Kd3vX2m@db.nordic-shop.io", plausible},
      {SecretCheck::url_password, 0, SecretTrust::guess, "user:q7Zt9Kd3vX2m@localhost", placeholder},
      {SecretCheck::url_password, 0, SecretTrust::guess, "root:root@db.nordic-shop.io", placeholder},
      {SecretCheck::jwt, 0, SecretTrust::guess, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc",
       placeholder},
      {SecretCheck::jwt, 0, SecretTrust::guess, "eyJub3RoaW5nIjoxfQ.eyJhIjoxfQ.abc", nothing},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(judge_secret(row.check, row.entropy, row.trust, row.value, row.value, 0) == row.verdict);
  }
}

TEST_CASE("values are taken out of excerpts") {
  const std::string value = "q7Zt9Kd3vX2mWb5NpR8sJc4HyE1uLf";
  CHECK(redact_secrets("key = " + value) == "key = q7Zt…");
  CHECK(redact_secrets("password = 'hunter2'") == "password = '…'");
  CHECK(redact_secrets("plain words stay as they are") == "plain words stay as they are");
  CHECK(redact_secrets("src/a/very/long/path/with2/digits/in/it.c") ==
        "src/a/very/long/path/with2/digits/in/it.c");
}

}  // namespace
}  // namespace badgescan::source
