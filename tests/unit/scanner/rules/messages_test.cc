// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/messages.h"

#include <fmt/args.h>

#include "tests/support/git_fixture.h"

namespace badgescan {

TEST_CASE("messages: every translation can be formatted like its English text") {
  for (const std::string& name : test::rules().files("lang/")) {
    if (name.ends_with(".criteria.json")) continue;
    const Result<MessageTable> table = parse_messages(test::rules().file(name), name);
    REQUIRE(table);
    CHECK(table->size() > 1000);
    for (const auto& [english, translation] : *table) {
      CAPTURE(english, translation);
      CHECK_FALSE(translation.empty());
      // Each argument prints as itself, so both texts must show the same set of them.
      fmt::dynamic_format_arg_store<fmt::format_context> numbers;
      for (int i = 0; i < 12; ++i) numbers.push_back(i);
      if (english.find("{:") != std::string::npos) continue;  // formats of floating point numbers
      CHECK_NOTHROW(fmt::vformat(english, numbers));
      CHECK_NOTHROW(fmt::vformat(translation, numbers));
    }
  }
}

TEST_CASE("messages: the language is chosen by --lang and by the locale") {
  const auto help = [](const std::vector<std::string>& environment) {
    return test::badgescan({"criteria", "--level", "gold"}, ".", environment).out;
  };
  CHECK(help({"LC_ALL=de_DE.UTF-8"}) != help({"LC_ALL=C"}));
  CHECK(help({"LC_ALL=xx_XX"}) == help({"LC_ALL=C"}));
}

}  // namespace badgescan
