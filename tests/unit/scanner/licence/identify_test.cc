// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/licence/identify.h"

#include <nlohmann/json.hpp>

#include "scanner/base/text.h"
#include "scanner/rules/rule_set.h"
#include "tests/support/licence_texts.h"
#include "tests/support/test.h"

using namespace badgescan;
using namespace badgescan::licence;
using badgescan::test::licence_text;
using badgescan::test::rewrapped;

namespace {

const Identifier& engine() {
  static const std::shared_ptr<const Identifier> loaded = [] {
    Result<std::shared_ptr<const Identifier>> result = Identifier::load(test::rules());
    if (!result) FAIL(result.error());
    return *result;
  }();
  return *loaded;
}

/// "text Apache-2.0; notice MIT; !non_commercial; choice"
std::string said(std::string_view text, Where where = Where::licence_file) {
  static constexpr const char* kHow[] = {"tag", "text", "notice", "name"};
  std::string out;
  const auto add = [&](const std::string& item) { out += (out.empty() ? "" : "; ") + item; };
  const Identified result = engine().identify(text, where);
  for (const Found& found : result.found)
    add(std::string(kHow[static_cast<int>(found.how)]) + " " + to_string(found.licence));
  for (const Restriction& restriction : result.restrictions) add("!" + restriction.id);
  if (result.choice) add("choice");
  if (result.reserved) add("reserved");
  return out;
}

}  // namespace

TEST_CASE("texts of the list are identified") {
  struct Case {
    const char *name, *want;
  };
  const auto c = GENERATE(values<Case>({
      {"Apache-2.0", "text Apache-2.0"},
      {"BSD", "text BSD-3-Clause"},
      {"GPL-1", "text GPL-1.0-only"},
      {"GPL-2", "text GPL-2.0-only"},
      {"GPL-3", "text GPL-3.0-only"},
      {"LGPL-2", "text LGPL-2.0-only"},
      {"LGPL-2.1", "text LGPL-2.1-only"},
      {"LGPL-3", "text LGPL-3.0-only"},
      {"MPL-1.1", "text MPL-1.1"},
      {"MPL-2.0", "text MPL-2.0"},
      {"CC0-1.0", "text CC0-1.0"},
      {"Artistic", "text Artistic-1.0-Perl"},
  }));
  CAPTURE(c.name);
  const std::string text = licence_text(c.name);
  CHECK(said(text) == c.want);
  CHECK(said(rewrapped(text, 50)) == c.want);
  CHECK(said(rewrapped(text, 100, " * ")) == c.want);
  CHECK(said("Widget\n\nA tool by some people, who wrote this preface.\n\n" + text +
             "\nThe end of the file.\n") == c.want);
}

TEST_CASE("layout, quotes and line ends do not matter") {
  const std::string bsd = licence_text("BSD");
  std::string crlf, utf16 = "\xff\xfe", typographic;
  for (const char ch : bsd) {
    crlf += ch == '\n' ? "\r\n" : std::string(1, ch);
    utf16 += ch;
    utf16 += '\0';
    typographic += ch == '"' ? "\xe2\x80\x9c" : ch == ' ' ? "\xc2\xa0" : std::string(1, ch);
  }
  CHECK(said(crlf) == "text BSD-3-Clause");
  CHECK(said(utf16) == "text BSD-3-Clause");
  CHECK(said(typographic) == "text BSD-3-Clause");
  CHECK(said("\xef\xbb\xbf" + bsd) == "text BSD-3-Clause");
}

TEST_CASE("several texts in one file are found with their lines") {
  const std::string bsd = licence_text("BSD"), apache = licence_text("Apache-2.0");
  const Identified result = engine().identify(bsd + "\n\n" + apache, Where::licence_file);
  REQUIRE(result.found.size() == 2);
  const int lines = static_cast<int>(std::count(bsd.begin(), bsd.end(), '\n'));
  CHECK(to_string(result.found[0].licence) == "BSD-3-Clause");
  CHECK(result.found[0].last_line <= lines);
  CHECK(to_string(result.found[1].licence) == "Apache-2.0");
  CHECK(result.found[1].first_line > lines - 3);  // the tails of licences are alike
}

TEST_CASE("a changed text is named with its likeness, a foreign text is not") {
  std::string bsd = licence_text("BSD");
  const Identified changed = engine().identify(replace_all(bsd, "materials", "things"), Where::licence_file);
  REQUIRE(changed.found.size() == 1);
  CHECK(changed.found[0].score < 0.99);
  CHECK(changed.found[0].score > 0.9);
  CHECK(said("This is a shopping list. Milk, bread, butter and some cheese for the weekend.") == "");
  // Half a licence is no licence.
  const Identified half = engine().identify(bsd.substr(0, bsd.size() / 2), Where::licence_file);
  CHECK(half.found.empty());
  REQUIRE(!half.nearest.empty());
}

TEST_CASE("what was written into a licence is seen") {
  const std::string bsd = licence_text("BSD"), gpl = licence_text("GPL-2");
  const std::string limited = replace_all(bsd, "with or without\nmodification,",
                                          "with or without\nmodification, for non-commercial purposes only");
  REQUIRE(limited != bsd);
  CHECK(said(limited) == "text BSD-3-Clause; !non_commercial");
  CHECK(said("\"Commons Clause\" License Condition v1.0\n\n" + licence_text("Apache-2.0")) ==
        "text Apache-2.0; !commons_clause");
  CHECK(said(bsd + "\nThe Software shall be used for Good, not Evil.\n") ==
        "text BSD-3-Clause; !field_of_use");
  // The GPL's own words on noncommercial distribution are no restriction.
  CHECK(said(gpl) == "text GPL-2.0-only");
}

TEST_CASE("the version of a GNU licence is told by notices") {
  const std::string gpl = licence_text("GPL-3");
  CHECK(said("Widget is released under the GNU GPL, version 3 or (at your option) any later version.\n\n" +
             gpl) == "text GPL-3.0-or-later");
  CHECK(said("The only valid version of the GPL for this project is v3.\n\n" + gpl) == "text GPL-3.0-only");
  CHECK(engine().identify(gpl, Where::licence_file).found[0].version_open);
}

TEST_CASE("notices, tags and names") {
  struct Case {
    const char* text;
    Where where;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"// SPDX-License-Identifier: MIT OR Apache-2.0", Where::source_head, "tag MIT OR Apache-2.0"},
      {"<!-- SPDX-License-Identifier: CC-BY-4.0 -->", Where::source_head, "tag CC-BY-4.0"},
      {"/* SPDX-License-Identifier: (GPL-2.0 WITH Linux-syscall-note) */", Where::source_head,
       "tag GPL-2.0 WITH Linux-syscall-note"},
      {"# SPDX-License-Identifier: $LICENSE", Where::source_head, ""},
      {"# Licensed under the MIT license", Where::source_head, "notice MIT"},
      {"# parse the MIT licence name", Where::source_head, ""},
      {"MIT", Where::licence_file, "name MIT"},
      {"MIT License\n\nCopyright (c) 2020 A. Nother", Where::licence_file, "name MIT"},
      {"Licensed under either of Apache License, Version 2.0 or MIT license at your option.", Where::prose,
       "notice Apache-2.0; notice MIT; choice"},
      {"This project is dual-licensed under MIT and Apache-2.0.", Where::prose,
       "notice MIT; notice Apache-2.0; choice"},
      {"This program is free software: you can redistribute it and/or modify it under the terms of the GNU "
       "Affero General Public License as "
       "published by the Free Software Foundation, either version 3 of the License, or (at your option) any "
       "later version.",
       Where::prose, "notice AGPL-3.0-or-later"},
      {"Distributed under the GPLv2+.", Where::prose, "notice GPL-2.0-or-later"},
      {"This is GPL-compatible.", Where::prose, ""},
      {"It is not licensed under the GPL version 2.", Where::prose, ""},
      {"Copyright 2020 Corp. All rights reserved.", Where::licence_file, "reserved"},
      {"Copyright \xc2\xa9 2013 by J\xc3\xb6rg Ann and W Corp\n", Where::licence_file, "reserved"},
      {"Copyright 2020 Corp\n", Where::source_head, ""},
      {"Copyright 2020 Corp\nAsk us for the terms.\n", Where::licence_file, ""},
      {"", Where::licence_file, ""},
  }));
  CAPTURE(c.text);
  CHECK(said(c.text, c.where) == c.want);
}

TEST_CASE("manifest labels") {
  struct Case {
    const char *text, *want;
  };
  const auto c = GENERATE(values<Case>({
      {"MIT", "MIT"},
      {"MIT/Apache-2.0", "MIT OR Apache-2.0"},
      {"Apache 2.0", "Apache-2.0"},
      {"Apache License, Version 2.0", "Apache-2.0"},
      {"GPLv3+", "GPL-3.0-or-later"},
      {"GPL (>= 2)", "GPL-2.0-or-later"},
      {"GNU General Public License v2 or later (GPLv2+)", "GPL-2.0-or-later"},
      {"License :: OSI Approved :: MIT License", "MIT"},
      {"MIT + file LICENSE", "MIT"},
      {"BSD", "LicenseRef-BSD"},
      {"UNLICENSED", "UNLICENSED"},
      {"SEE LICENSE IN foo.md", ""},
      {"whatever", ""},
  }));
  CAPTURE(c.text);
  const Result<Expression> named = engine().named(c.text);
  CHECK((named ? to_string(*named) : std::string{}) == c.want);
}

TEST_CASE("licences are judged by lists") {
  struct Case {
    const char* text;
    Freedom freedom;
    bool osi;
  };
  const auto c = GENERATE(values<Case>({
      {"MIT", Freedom::free, true},
      {"EPL-2.0", Freedom::free, true},
      {"CC0-1.0", Freedom::free, false},
      {"curl", Freedom::free, false},
      {"GPL-2.0-or-later WITH Classpath-exception-2.0", Freedom::free, true},
      {"BUSL-1.1", Freedom::not_free, false},
      {"SSPL-1.0", Freedom::not_free, false},
      {"Elastic-2.0", Freedom::not_free, false},
      {"PolyForm-Noncommercial-1.0.0", Freedom::not_free, false},
      {"CC-BY-NC-SA-4.0", Freedom::not_free, false},
      {"CC-BY-ND-4.0", Freedom::not_free, false},
      {"JSON", Freedom::not_free, false},
      {"MIT AND LicenseRef-Commons-Clause", Freedom::not_free, false},
      {"LicenseRef-Proprietary", Freedom::not_free, false},
      {"LicenseRef-Mine", Freedom::unknown, false},
      {"SSPL-1.0 OR AGPL-3.0-only", Freedom::free, true},
  }));
  CAPTURE(c.text);
  const Judgement judgement = engine().judge(*parse_expression(c.text));
  CHECK(judgement.freedom == c.freedom);
  CHECK(judgement.osi == c.osi);
}

TEST_CASE("the samples of the licence rules hold") {
  for (const char* name : {"licences/names.json", "licences/phrases.json"}) {
    const auto json = nlohmann::json::parse(test::rules().file(name));
    for (const auto& hit : json.at("examples").at("hit")) {
      const std::string text = hit.at("text").get<std::string>(), want = hit.at("is").get<std::string>();
      CAPTURE(name, text);
      CHECK(said(text, Where::prose).find(want) != std::string::npos);
    }
    for (const auto& miss : json.at("examples").at("miss")) {
      CAPTURE(name, miss.get<std::string>());
      CHECK(said(miss.get<std::string>(), Where::source_head) == "");
    }
  }
}

TEST_CASE("copyright lines") {
  struct Case {
    const char* line;
    bool want;
  };
  const auto c = GENERATE(values<Case>({
      {"Copyright (c) 2020 Somebody", true},
      {" * Copyright 2011-2020, Some Body <a@b.c>", true},
      {"# \xc2\xa9 2020 Somebody", true},
      {"// SPDX-FileCopyrightText: 2020 Somebody", true},
      {"Copyright The Widget Authors", true},
      {"// Copyright the widget-driver contributors.", true},
      {"# Copyright the widget team, all rights reserved", true},
      {"Copyright the way it was granted here", false},
      {"// copyright the contributors", false},
      {"copyright notice and this permission notice shall be included", false},
      {"Copyright holders may not be named", false},
      {"COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM", false},
      {"copyrighted material", false},
      {"int copyright = 2020;", false},
      {"(c) You must retain all notices", false},
  }));
  CAPTURE(c.line);
  CHECK(states_copyright(c.line) == c.want);
}

TEST_CASE("no text can stall or break the engine") {
  CHECK(said(std::string(3 << 20, 'a')) == "");
  CHECK(said(std::string(3 << 20, '\n')) == "");
  CHECK(said(std::string(3 << 20, '<')) == "");
  CHECK(said(std::string(3 << 20, '&')) == "");
  CHECK(said(std::string(3 << 20, '\0')) == "");
  std::string noise;
  for (unsigned i = 0; i < (2U << 20); i++) noise += static_cast<char>((i * 2654435761U) >> 13);
  CHECK(said(noise) == "");
  std::string words, names, tags;
  for (int i = 0; i < 150000; i++) words += "the software is ";
  for (int i = 0; i < 60000; i++) names += "licensed under the MIT license or ";
  for (int i = 0; i < 60000; i++) tags += "SPDX-License-Identifier: ((((\n";
  CHECK(engine().identify(words, Where::licence_file).cut);
  CHECK(said(names, Where::source_head).find("notice MIT") == 0);
  CHECK(said(tags) == "");
  std::string many;
  for (int i = 0; i < 200; i++) many += licence_text("BSD") + "\n-----\n";
  CHECK(said(many).find("text BSD-3-Clause") == 0);
}
