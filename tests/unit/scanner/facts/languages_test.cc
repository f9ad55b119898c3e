// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Languages by name, ending and first line; what is not the project's own code does not count.
#include "scanner/facts/languages.h"

#include "scanner/base/text.h"
#include "tests/support/test.h"

using namespace badgescan;
using test::MemoryFile;
using test::MemorySnapshot;

namespace {

Languages collect(std::vector<MemoryFile> files) {
  const MemorySnapshot snapshot(std::move(files));
  const ScanOptions options{.now = test::kNow};
  const Facts facts(snapshot, options, test::rules());
  return Languages::collect(facts);
}

std::string text(std::vector<MemoryFile> files) {
  std::vector<std::string> all;
  const Languages languages = collect(std::move(files));
  for (const LanguageUse& use : languages.all()) {
    all.push_back(use.name + " " + std::to_string(static_cast<int>(use.share * 100 + 0.5)));
  }
  return join(all, ", ");
}

}  // namespace

TEST_CASE("languages of a tree") {
  struct Case {
    const char* name;
    std::vector<MemoryFile> files;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"none", {{"README.md", "text"}, {"data.json", "{}"}, {"LICENSE", "x"}}, ""},
      {"by ending and size",
       {{"a.py", "123456"}, {"b.js", "12"}, {"c.css", "12"}},
       "Python 60, CSS 20, JavaScript 20"},
      {"by name", {{"Makefile", "12"}, {"src/CMakeLists.txt", "12"}}, "CMake 50, Makefile 50"},
      {"by first line",
       {{"run", "#!/usr/bin/env python3.11\n", Mode::executable},
        {"go", "#!/bin/sh -e\n", Mode::executable},
        {"no", "#!/bin/sh\n"}},
       "Python 67, Shell 33"},
      {"headers of C", {{"a.c", "12"}, {"a.h", "12"}}, "C 100"},
      {"headers of C++", {{"a.cc", "12"}, {"a.h", "12"}}, "C++ 100"},
      {"headers of both",
       {{"c/a.c", "12"}, {"c/a.h", "12"}, {"p/a.cc", "12"}, {"p/a.h", "12"}},
       "C 50, C++ 50"},
      {"a header for Swift", {{"a.swift", "12"}, {"b.swift", "12"}, {"X.h", "12"}}, "Swift 100"},
      {"a library of headers with a manifest for Swift",
       {{"Package.swift", "12"}, {"x.h", "12"}},
       "C 50, Swift 50"},
      {"C for Swift", {{"a.swift", "12"}, {"b.swift", "12"}, {"x.h", "1"}, {"x.c", "123"}}, "C 50, Swift 50"},
      {"MATLAB or Objective-C", {{"a.m", "12"}}, "MATLAB 100"},
      {"Objective-C or MATLAB",
       {{"a.m", "12"}, {"a.h", "12"}, {"x.xcodeproj/project.pbxproj", "1"}},
       "Objective-C 100"},
      {"two endings", {{"a.blade.php", "12"}, {"b.php", "12"}}, "Blade 50, PHP 50"},
      {"somebody else's",
       {{"vendor/a.c", "12"},
        {"x.min.js", "12"},
        {"docs/conf.py", "12"},
        {"testdata/x.go", "1"},
        {"m.rs", "1"}},
       "Rust 100"},
      {"overridden",
       {{".gitattributes", "*.inc linguist-language=PHP\nlib/*.x linguist-language=C\n"},
        {"a.inc", "12"},
        {"lib/b.x", "12"},
        {"c.x", "12"}},
       "C 50, PHP 50"},
  }));
  CAPTURE(c.name);
  CHECK(text(c.files) == c.want);
}

TEST_CASE("what is known about a language") {
  const Languages languages =
      collect({{"a.c", "1234"}, {"b.py", "12345678"}, {"c.html", "1"}, {"d.rs", "12"}});
  CHECK(languages.main()->name == "Python");
  CHECK(languages.find("C")->memory_unsafe);
  CHECK(languages.find("C")->has_analyser);
  CHECK(languages.find("Python")->has_warnings);
  CHECK(!languages.find("Rust")->memory_unsafe);
  CHECK(languages.find("HTML")->hidden);
  CHECK(languages.programming().size() == 3);
  CHECK(languages.compiled());
  CHECK(languages.memory_unsafe_share() > 0.28);
  CHECK(languages.memory_unsafe_share() < 0.29);
  CHECK(!collect({{"README.md", "x"}}).software());
}

TEST_CASE("sizes are sampled in a large tree") {
  std::vector<MemoryFile> files;
  for (int i = 0; i < 30'000; ++i)
    files.push_back({"src/" + std::to_string(i) + (i % 3 == 0 ? ".c" : ".py"), "1234"});
  const Languages languages = collect(std::move(files));
  CHECK(languages.estimated());
  CHECK(languages.find("Python")->files == 20'000);
  CHECK(languages.find("Python")->share == Approx(0.667));  // in steps of 0.1 %, rounded up
  CHECK(languages.find("C")->share == Approx(0.334));
}
