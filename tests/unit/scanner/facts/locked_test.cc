// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Lock files in small; the badge link of a README.
#include "scanner/facts/locked.h"

#include "scanner/facts/badge_link.h"
#include "tests/support/test.h"

using namespace badgescan;
using badgescan::test::MemorySnapshot;

namespace {

std::string read(std::string_view path, std::string_view text) {
  std::string out;
  for (const LockedPackage& p : read_lock(path, text))
    out += p.ecosystem + " " + p.name + " " + p.version + "; ";
  return out;
}

}  // namespace

TEST_CASE("read_lock knows the common lock files") {
  CHECK(
      read("package-lock.json", R"({"packages": {"": {"version": "1"}, "node_modules/a": {"version": "1.2.3"},
      "node_modules/a/node_modules/@x/b": {"version": "2.0.0"}, "node_modules/own": {"link": true}, "packages/own": {"version": "3"}}})") ==
      "npm a 1.2.3; npm @x/b 2.0.0; ");
  CHECK(
      read(
          "sub/Cargo.lock",
          "version = 3\n\n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"serde\"\n"
          "version = \"1.0.1\"\nsource = \"registry+https://x\"\n") == "crates.io serde 1.0.1; ");
  CHECK(read("poetry.lock",
             "[[package]]\nname = \"requests\"\nversion = \"2.0\"\n\n[package.extras]\nname = "
             "\"no\"\n\n[metadata]\nversion = \"9\"\n") == "PyPI requests 2.0; ");
  CHECK(read("uv.lock",
             "[[package]]\nname = \"own\"\nversion = \"1\"\nsource = { editable = \".\" "
             "}\n\n[[package]]\nname = \"b\"\nversion = \"2\"\n"
             "source = { registry = \"https://x\" }\n") == "PyPI b 2; ");
  CHECK(read("Gemfile.lock",
             "PATH\n  specs:\n    own (1.0)\n\nGEM\n  remote: https://x/\n  specs:\n    rake (13.0.6)\n      "
             "other (>= 1)\n"
             "    nokogiri (1.15.0-x86_64-linux)\n\nPLATFORMS\n  ruby\n") ==
        "RubyGems rake 13.0.6; RubyGems nokogiri 1.15.0; ");
  CHECK(
      read(
          "composer.lock",
          R"({"packages": [{"name": "a/b", "version": "v1.0"}], "packages-dev": [{"name": "c/d", "version": "2"}]})") ==
      "Packagist a/b 1.0; Packagist c/d 2; ");
  CHECK(read("go.mod",
             "module x\n\nrequire a.example/b v1.2.3\n\nrequire (\n\tc.example/d v0.1.0 // "
             "indirect\n)\nreplace (\n\te => f v1\n)\n") == "Go a.example/b 1.2.3; Go c.example/d 0.1.0; ");
  CHECK(read("requirements.txt",
             "# c\nflask==2.0\nDjango[argon2]==4.1 ; python_version > '3'\nopen>=1\n-e .\nx @ "
             "https://y/==1\n") == "PyPI flask 2.0; PyPI Django 4.1; ");
}

TEST_CASE("read_lock passes over what is broken") {
  CHECK(read("package-lock.json", "{\"packages\": [1,") == "");
  CHECK(read("package-lock.json", "{\"packages\": {\"node_modules/a\": 3}}") == "");
  CHECK(read("Cargo.lock", "[[package]]\nname = \"\nversion = 1\n[[package") == "");
  CHECK(read("README.md", "flask==2.0") == "");
}

TEST_CASE("LockedPackages leaves out what is not the project's own") {
  const MemorySnapshot snapshot({{"go.mod", "module x\nrequire a v1\n"},
                                 {"tool/go.mod", "module y\nrequire a v1\n"},
                                 {"vendor/z/go.mod", "module z\nrequire evil v1\n"},
                                 {"testdata/go.mod", "module t\nrequire evil v2\n"}});
  const ScanOptions options;
  const Facts facts(snapshot, options, test::rules());
  const LockedPackages& locked = facts.get<LockedPackages>();
  REQUIRE(locked.all.size() == 1);
  CHECK(locked.all.front() == LockedPackage{"Go", "a", "1", "go.mod"});
}

TEST_CASE("badge_id_in takes the number from links of the badge site alone") {
  CHECK(badge_id_in("https://www.bestpractices.dev/projects/63") == "63");
  CHECK(badge_id_in("https://bestpractices.dev/en/projects/63/badge") == "63");
  CHECK(badge_id_in("https://bestpractices.coreinfrastructure.org/projects/1?x") == "1");
  CHECK(badge_id_in("https://bestpractices.coreinfrastructure.org/pt-BR/projects/1.json") == "1");
  CHECK(badge_id_in("https://notbestpractices.dev/projects/63").empty());
  CHECK(badge_id_in("https://www.bestpractices.dev/projects/63x").empty());
  CHECK(badge_id_in("https://www.bestpractices.dev/projects?q=1").empty());
  CHECK(badge_id_in("https://www.bestpractices.dev/a/long/way/projects/63").empty());
}

TEST_CASE("badge_id_of reads the README, and does not choose between two entries") {
  const auto id = [](const char* readme) {
    const MemorySnapshot snapshot({{"README.md", readme}});
    const ScanOptions options;
    const Facts facts(snapshot, options, test::rules());
    return badge_id_of(facts);
  };
  const std::string badge =
      "[![b](https://www.bestpractices.dev/projects/7/badge)](https://www.bestpractices.dev/projects/7)";
  CHECK(id(("# x\n\n" + badge + "\n").c_str()) == "7");
  CHECK(id(("# x\n\n" + badge + " [other](https://www.bestpractices.dev/projects/8)\n").c_str()) == "");
  CHECK(id("# x\n\nno badge\n") == "");
}
