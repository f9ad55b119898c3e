// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/unit/detectors/history_cases.h"

using namespace badgescan;
using namespace badgescan::test;

TEST_CASE("maintained by the date of the newest change by a person", "[history]") {
  struct Case {
    const char* name;
    std::int64_t days;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"last month", 30, "maintained Met/4"},
      {"last summer", 200, "maintained Met/3"},
      {"last year", 500, "maintained ?/0"},
      {"long ago", 800, "maintained Unmet/3"},
  }));
  CAPTURE(c.name);
  CHECK(bare(Story().commits(10, c.days).run("maintained")) == c.want);
}

TEST_CASE("maintained looks through bots, clocks and cuts", "[history]") {
  CHECK(bare(Story().commits(3, 800).commits(3, 1, "Bump", kBot).run("maintained")) == "maintained ?/0");
  CHECK(bare(Story().commits(3, 200).commits(3, 1, "Bump", kBot).run("maintained")) == "maintained Met/3");
  // The newest commit is there even in a clone of depth one.
  CHECK(bare(Story().commit(10).shallow().run("maintained")) == "maintained Met/4");
  CHECK(bare(Story().commits(5, 800).commit(-10'000).run("maintained")) == "maintained Unmet/3");
  CHECK(bare(Story().commits(5, -10'000).run("maintained")) == "maintained ?/0");
  CHECK(run("maintained", MemorySnapshot{{"README.md", "x"}}).starts_with("maintained ?/0"));
}

TEST_CASE("maintained believes a README that says it is over", "[history]") {
  struct Case {
    std::string readme;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"# Thing\n\nThis project is no longer maintained.\n", "maintained Unmet/5 README.md:3"},
      {"# DEPRECATED\n\nUse another thing.\n", "maintained Unmet/5 README.md:1"},
      {"# Thing\n\n[![x](http://unmaintained.tech/badge.svg)](http://unmaintained.tech/)\n",
       "maintained Unmet/5 README.md:3"},
      {"# Thing\n\nThe old API is deprecated. Deprecated functions go away.\n", "maintained Met/4 "},
      {"# Thing\n\nIt replaces the unmaintained foo.\n", "maintained Met/4 "},
      {"# Thing\n\n## Deprecated options\n\nNone.\n", "maintained Met/4 "},
      {"# Thing\n" + std::string(50, '\n') + "### Deprecated\n\nThese collectors will go away.\n",
       "maintained Met/4 "},
      {"# Thing\n" + std::string(50, '\n') + "This project is no longer maintained.\n",
       "maintained Unmet/3 "},
      {"# Thing\n\nIf this project is no longer maintained, fork it.\n", "maintained Met/4 "},
  }));
  CAPTURE(c.readme);
  CHECK(over({{"README.md", c.readme}}).commits(3, 5).run("maintained").starts_with(c.want));
}
