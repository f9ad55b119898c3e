// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Licence layouts as repositories really have them; the twelve of the first table are those that other tools
// get wrong.
#include "scanner/facts/licensing.h"
#include "tests/support/licence_texts.h"
#include "tests/support/test.h"

using namespace badgescan;
using badgescan::test::licence_text;
using badgescan::test::MemoryFile;
using badgescan::test::MemorySnapshot;

namespace {

/// A permissive text stands for "MIT" everywhere here: the layout is what is tested.
const std::string& bsd() {
  static const std::string text = licence_text("BSD");
  return text;
}
const std::string& apache() {
  static const std::string text = licence_text("Apache-2.0");
  return text;
}

std::string licence_of(const MemorySnapshot& snapshot) {
  const ScanOptions options{.now = test::kNow};
  const Facts facts(snapshot, options, test::rules());
  return facts.get<Licensing>().expression();
}

/// "<floss> <osi> <location> | <expression>"
std::string verdict(const MemorySnapshot& snapshot) {
  std::string out;
  for (const Finding& finding : test::findings("floss_license", snapshot))
    if (finding.criterion == "floss_license" || finding.criterion == "floss_license_osi")
      out += std::string(name_of(finding.status)) + "/" +
             std::to_string(static_cast<int>(finding.confidence)) + " ";
  for (const Finding& finding : test::findings("license_location", snapshot))
    if (finding.criterion == "license_location")
      out +=
          std::string(name_of(finding.status)) + "/" + std::to_string(static_cast<int>(finding.confidence));
  return out + " | " + licence_of(snapshot);
}

}  // namespace

TEST_CASE("floss_license: layouts that other tools get wrong") {
  const std::string ok = "Met/5 Met/5 Met/5 | BSD-3-Clause";
  CHECK(verdict({{"LICENSE", bsd()}}) == ok);
  CHECK(verdict({{"license.txt", bsd()}}) == ok);
  CHECK(verdict({{"LICENCE", bsd()}}) == ok);
  CHECK(verdict({{"LICENSE.rst", bsd()}}) == ok);
  CHECK(verdict({{"LICENSE-BSD", bsd()}, {"LICENSE-APACHE", apache()}}) ==
        "Met/4 Met/4 Met/5 | Apache-2.0 AND BSD-3-Clause");
  CHECK(verdict({{"UNLICENSE", licence_text("CC0-1.0")}}) == "Met/5 Unmet/2 Met/5 | CC0-1.0");
  CHECK(verdict({{"COPYING.LESSER", licence_text("LGPL-3")}}) == "Met/5 Met/5 Met/5 | LGPL-3.0-only");
  CHECK(verdict({{"LICENSES/BSD-3-Clause.txt", bsd()}}) == ok);
  CHECK(verdict({{"docs/LICENSE", bsd()}}) == "Met/4 Met/4 Unmet/2 | BSD-3-Clause");
  CHECK(verdict({{"LICENSE", ""}}) == "Unmet/5 Unmet/5 Unmet/5 | ");
  CHECK(verdict({{"LICENSE", "see legal/terms.txt\n"}, {"legal/terms.txt", bsd()}}) == ok);
  CHECK(verdict({{"LICENSE", "legal/terms.txt", Mode::symlink}, {"legal/terms.txt", bsd()}}) == ok);
}

TEST_CASE("floss_license: names of licence files") {
  struct Case {
    const char* name;
    bool licence, third_party;
  };
  const auto c = GENERATE(values<Case>({
      {"LICENSE", true, false},
      {"licence.md", true, false},
      {"COPYING", true, false},
      {"COPYING3", true, false},
      {"COPYING.LESSER", true, false},
      {"COPYING.LIB", true, false},
      {"COPYING3.LIB", true, false},
      {"LICENSE-MIT", true, false},
      {"LICENSE.MIT", true, false},
      {"LICENSE_1_0.txt", true, false},
      {"LICENSE-2.0.txt", true, false},
      {"MIT-LICENSE", true, false},
      {"MIT-LICENSE.txt", true, false},
      {"UNLICENSE", true, false},
      {"COPYRIGHT", true, false},
      {"OFL.txt", true, false},
      {"LICENSE.adoc", true, false},
      {"LICENSE.asc", true, false},
      {"LICENSE-THIRD-PARTY", true, true},
      {"LICENSE-3RD-PARTY.txt", true, true},
      {"LICENSE-docs", true, true},
      {"ThirdPartyLicenses.txt", false, false},
      {"license.go", false, false},
      {"license_test.go", false, false},
      {"license.json", false, false},
      {"licenses.xml", false, false},
      {"check-license.sh", false, false},
      {"license-header.txt", false, false},
      {"license-template.txt", false, false},
      {"CONTRIBUTOR_LICENSE_AGREEMENT.md", false, false},
      {"licensed.md", false, false},
      {"driver-license-scanner.md", false, false},
      {"README", false, false},
  }));
  CAPTURE(c.name);
  const LicenceName got = licence_name(c.name);
  CHECK(got.is_licence == c.licence);
  CHECK(got.third_party == c.third_party);
}

TEST_CASE("floss_license: several licences are alternatives only where somebody says so") {
  const MemoryFile one{"LICENSE-BSD", bsd()}, two{"LICENSE-APACHE", apache()};
  CHECK(licence_of({one, two}) == "Apache-2.0 AND BSD-3-Clause");
  // A licence of a file that has been moved away.
  CHECK(licence_of({one, {"jacoco.gradle.license", "SPDX-License-Identifier: CC0-1.0\n"}}) == "BSD-3-Clause");
  CHECK(licence_of({one,
                    two,
                    {"Cargo.toml", "[package]\nname = \"w\"\nlicense = \"BSD-3-Clause OR Apache-2.0\"\n"}}) ==
        "BSD-3-Clause OR Apache-2.0");
  CHECK(licence_of({one,
                    two,
                    {"README.md",
                     "# W\n\n## License\n\nLicensed under either of Apache License, Version 2.0 or "
                     "BSD-3-Clause at your option.\n"}}) == "Apache-2.0 OR BSD-3-Clause");
  CHECK(licence_of({one,
                    two,
                    {"README.md",
                     "# W\n\n## License\n\nThis code is available under the Apache License 2.0 as well as "
                     "under the BSD-3-Clause license. You can pick the license you prefer.\n\nA bundled file "
                     "is published under the Boost license.\n"}}) == "Apache-2.0 OR BSD-3-Clause");
  CHECK(licence_of(
            {one,
             two,
             {"COPYRIGHT",
              "W is dual-licensed under the Apache License, Version 2.0 and the BSD-3-Clause license.\n"}}) ==
        "Apache-2.0 OR BSD-3-Clause");
  CHECK(licence_of({{"COPYING", licence_text("GPL-3")}, {"COPYING.LESSER", licence_text("LGPL-3")}}) ==
        "LGPL-3.0-only");
}

TEST_CASE("floss_license: what a file says around its texts") {
  const std::string texts = bsd() + "\n\n" + apache();
  const MemoryFile apache_file{"LICENSE.APACHE", apache()}, bsd_file{"LICENSE.BSD", bsd()};
  struct Case {
    std::vector<MemoryFile> files;
    const char* licence;
  };
  const std::vector<Case> cases{
      // A choice in other words than "at your option".
      {{{"LICENSE",
         "W is available either under the terms of the BSD License or the Apache License. You are entitled "
         "to choose the terms.\n\nSee LICENSE.BSD and LICENSE.APACHE.\n"},
        apache_file,
        bsd_file},
       "BSD-3-Clause OR Apache-2.0"},
      // The choice concerns some files only; the text below is for all others.
      {{{"COPYING",
         "Each file has a statement of its own.\nIn general the text at the end of this file "
         "applies.\n\n\n\n\n\n\n\n\nThe following source files are dual-licensed with the ability to choose "
         "from\nCC0 1.0 Universal or Apache 2.0 licenses:\n  hash.c\n\nI would like all new files to use the "
         "text below.\n\n" +
             bsd()}},
       "BSD-3-Clause"},
      // A licence stated above, a choice for two files far below.
      {{{"LICENSE",
         "W is free software: you can redistribute it and/or modify it under the terms of the GNU Lesser "
         "General Public License as published by the Free Software Foundation, either version 3 of the "
         "License, or (at your option) any later version.\n" +
             std::string(40, '\n') +
             "The following BSD-like license applies (at your option) to adapter.c: anything goes.\n"}},
       "LGPL-3.0-or-later"},
      // "the same terms as Perl", with both texts.
      {{{"LICENSE",
         "This is free software under the same terms as the Perl 5 programming language system itself.\n\n" +
             licence_text("Artistic") + "\n\n" + licence_text("GPL-1")}},
       "Artistic-1.0-Perl OR GPL-1.0-or-later"},
      {{{"README.md", "# W\n\n## License\n\nDistributed under the same terms as Vim itself.\n"}}, "Vim"},
      {{{"LICENSE.asc",
         "This work is licensed under the Creative Commons Attribution-NonCommercial-ShareAlike 3.0 Unported "
         "License.\n"}},
       "CC-BY-NC-SA-3.0"},
      {{{"LICENSE", bsd()}, {"LICENSE.asc", "-----BEGIN PGP SIGNATURE-----\n\niQEz\n"}}, "BSD-3-Clause"},
      {{{"LICENSE", "This is under a BSD license.\n"}}, "LicenseRef-BSD"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.licence, c.files.front().path);
    CHECK(licence_of(MemorySnapshot(c.files)) == c.licence);
  }
  CHECK(verdict({{"LICENSE", "This is under a BSD license.\n"}}).starts_with("Met/4 Unmet/2"));
}

TEST_CASE("floss_license: a manifest may name more than the file holds") {
  const MemoryFile file{"LICENSE", bsd()};
  const auto with = [&](const char* license) {
    return licence_of(
        {file, {"package.json", R"({"name": "w", "license": ")" + std::string(license) + "\"}"}});
  };
  CHECK(with("(BSD-3-Clause AND Zlib)") == "BSD-3-Clause AND Zlib");
  CHECK(with("BSD-3-Clause OR Apache-2.0") == "BSD-3-Clause OR Apache-2.0");
  CHECK(with("MIT OR Apache-2.0") == "BSD-3-Clause");  // a contradiction, not an addition
  CHECK(with("Zlib") == "BSD-3-Clause");
}

TEST_CASE("floss_license: heads may lead to a file that holds the text") {
  const std::string text = "/* Widget */\n" + std::string(80, '\n') + "/*\n" + bsd() + "*/\n";
  const MemoryFile header{"widget.h", text};
  const char* const pointer = "/*\n** Parser\n** See Copyright Notice in widget.h\n*/\nint a;\n";
  CHECK(verdict({header, {"a.c", pointer}, {"b.c", pointer}}).starts_with("Met/4 Met/4"));
  CHECK(licence_of({header, {"a.c", pointer}, {"b.c", pointer}}) == "BSD-3-Clause");
  // Few heads say so, or the file holds no licence.
  CHECK(licence_of({header,
                    {"a.c", pointer},
                    {"b.c", "int beta;\n"},
                    {"c.c", "int gamma;\n"},
                    {"d.c", "int delta;\n"}})
            .empty());
  CHECK(licence_of({{"widget.h", "/* nothing */\nint w;\n"}, {"a.c", pointer}, {"b.c", pointer}}).empty());
}

TEST_CASE("floss_license: what some files state is no licence of the whole, but a question") {
  const char* const tagged = "// SPDX-License-Identifier: MIT\nint alpha;\n";
  const char* const bare = "int beta = 2;\n";
  const std::string some = verdict(
      {{"a.c", tagged}, {"b.c", bare}, {"c.c", bare}, {"d.c", bare}, {"e.c", bare}, {"README.md", "# W\n"}});
  CHECK(some.starts_with("?/0 ?/0 Unmet/"));
  const std::string readme =
      verdict({{"README.md", "<!-- SPDX-License-Identifier: CC-BY-SA-4.0 -->\n# W\n"}});
  CHECK(readme.starts_with("?/0 ?/0 Unmet/"));
  CHECK(verdict({{"a.c", bare}, {"README.md", "# W\n"}}).starts_with("Unmet/5 Unmet/5"));
}

TEST_CASE("floss_license: a README that forbids commercial use") {
  const std::vector<Finding> found = test::findings(
      "floss_license",
      MemorySnapshot{
          {"README",
           "Widget\n\nWidget can be copied and distributed freely for any non-commercial purposes.\n"}});
  REQUIRE_FALSE(found.empty());
  CHECK(found.front().status == Status::unmet);
  CHECK(found.front().justification.find("no commercial use") != std::string::npos);
}

TEST_CASE("floss_license: later versions are granted by notices") {
  const MemoryFile gpl{"COPYING", licence_text("GPL-2")};
  CHECK(licence_of({gpl}) == "GPL-2.0-only");
  CHECK(
      licence_of(
          {gpl, {"README.md", "# W\n\n## Licence\n\nThis is free software under the GPL v2 or later.\n"}}) ==
      "GPL-2.0-or-later");
  CHECK(licence_of({gpl, {"a.c", "/* SPDX-License-Identifier: GPL-2.0-or-later */\nint a;\n"}}) ==
        "GPL-2.0-or-later");
}

TEST_CASE("floss_license: other places") {
  CHECK(verdict({{"package.json", R"({"name": "w", "license": "MIT"})"}}) == "Met/4 Met/4 Unmet/4 | MIT");
  CHECK(verdict({{"README.md", "# W\n\nA widget.\n\n## License\n\nMIT\n"}}) == "Met/3 Met/3 Unmet/4 | MIT");
  CHECK(verdict({{"a.c", "// SPDX-License-Identifier: ISC\nint a;\n"},
                 {"b.c", "// SPDX-License-Identifier: ISC\nint b;\n"}}) == "Met/3 Met/3 Unmet/4 | ISC");
  CHECK(verdict({{"LICENSES/MIT.txt", "MIT License"},
                 {"LICENSES/BSD-3-Clause.txt", bsd()},
                 {"REUSE.toml",
                  "version = 1\n[[annotations]]\npath = \"**\"\nSPDX-FileCopyrightText = \"2020 "
                  "W\"\nSPDX-License-Identifier = \"BSD-3-Clause\"\n"}}) ==
        "Met/4 Met/4 Met/5 | BSD-3-Clause");
}

TEST_CASE("floss_license: the whole notice of one licence beside the text of another") {
  const std::string notice =
      "Licensed under the Apache License, Version 2.0 (the \"License\"); you may not use this file except in "
      "compliance with the License. You may obtain a copy of the License at\n\n"
      "http://www.apache.org/licenses/LICENSE-2.0\n\nUnless required by applicable law or agreed to in "
      "writing, "
      "software distributed under the License is distributed on an \"AS IS\" BASIS, WITHOUT WARRANTIES OR "
      "CONDITIONS OF ANY KIND, either express or implied. See the License for the specific language "
      "governing "
      "permissions and limitations under the License.\n";
  CHECK(licence_of({{"LICENSE", notice + "\nThat is for what was added since 2017.\n\n" + bsd()}}) ==
        "Apache-2.0 AND BSD-3-Clause");
  CHECK(licence_of({{"LICENSE", bsd() + "\nThis product includes software by others:\n\n" + notice}}) ==
        "BSD-3-Clause");
}

TEST_CASE("floss_license: what is not free is named") {
  CHECK(verdict({{"README.md", "# W"}}) == "Unmet/5 Unmet/5 Unmet/5 | ");
  CHECK(verdict({{"LICENSE", "Copyright 2020 W Inc. All rights reserved.\n"}}) == "Unmet/4 Unmet/4 Met/2 | ");
  CHECK(verdict({{"LICENSE", "\"Commons Clause\" License Condition v1.0\n\n" + apache()}}) ==
        "Unmet/5 Unmet/5 Met/5 | Apache-2.0 AND LicenseRef-Commons-Clause");
  CHECK(verdict({{"package.json", R"({"name": "w", "license": "UNLICENSED"})"}}) ==
        "Unmet/5 Unmet/5 Unmet/4 | UNLICENSED");
  CHECK(verdict({{"LICENSE.md",
                  "# License\n\nThis project is licensed under the Business Source License 1.1.\n"}}) ==
        "Unmet/5 Unmet/5 Met/5 | BUSL-1.1");
  // Wherever the file stands that decides.
  CHECK(verdict({{"doc/LICENSE.md", bsd() + "\n\nThe Commons Clause applies.\n"}}) ==
        "Unmet/5 Unmet/5 Unmet/2 | BSD-3-Clause AND LicenseRef-Commons-Clause");
  // Terms of their own that name a free licence for some users, beside the licence of something bundled.
  std::string terms =
      "The W Split Licence\n\nW is licensed under the Apache License, Version 2.0 if your annual "
      "gross revenue is small. Others buy a licence.\n";
  for (int i = 0; i < 12; i++) terms += "You agree to tell us what you build with W and how large you are.\n";
  CHECK(verdict({{"LICENSE", terms}, {"CC0-1.0.txt", licence_text("CC0-1.0")}}) ==
        "Unmet/4 Unmet/4 Met/5 | ");
  CHECK(verdict({{"LICENSE.md",
                  "You may use W for non-commercial purposes only. You may not sell it. Ask us for a "
                  "commercial agreement, we are friendly people "
                  "and answer quickly, usually on the same day.\n"}}) == "Unmet/4 Unmet/4 Met/3 | ");
}

TEST_CASE("floss_license: what is doubtful is asked") {
  CHECK(verdict({{"LICENSE", bsd() + "\nThe software shall be used for Good, not Evil.\n"}}) ==
        "?/0 ?/0 Met/5 | BSD-3-Clause");
  CHECK(verdict({{"LICENSE",
                  "Everybody who likes cats may take this program home and feed it with files of any size. "
                  "The author would love to hear from "
                  "every new owner of a copy, by postcard.\n"}}) == "?/0 ?/0 Met/3 | ");
  CHECK(verdict({{"LICENSE", bsd(), Mode::file, true}}).starts_with("?/0 ?/0 ?/0"));
  CHECK(verdict(MemorySnapshot{{"README.md", "# W"}}.incomplete()).starts_with("?/0 ?/0 ?/0"));
  // Hundreds of words of their own, and a free licence is only mentioned.
  std::string terms = "W may be licensed under the Apache License, Version 2.0 by those who qualify.\n";
  for (int i = 0; i < 50; i++) terms += "Who qualifies is told by the holder of the rights on request.\n";
  CHECK(verdict({{"LICENSE", terms}, {"README.md", "# W\n\n## License\n\nApache-2.0\n"}})
            .starts_with("?/0 ?/0 Met/5"));
  // File and manifest disagree: free either way, but less sure.
  CHECK(verdict({{"LICENSE", bsd()}, {"package.json", R"({"name": "w", "license": "GPL-3.0-only"})"}}) ==
        "Met/3 Met/3 Met/5 | BSD-3-Clause");
}

TEST_CASE("floss_license: hostile licence files") {
  // Larger than anything that is read: no answer, and a note, instead of "there is no licence".
  CHECK(verdict({{"LICENSE", std::string(9 << 20, 'x')}}).starts_with("?/0 ?/0 ?/0"));
  CHECK(verdict({{"LICENSE", std::string(2 << 20, 'x')}}).starts_with("?/0 ?/0"));
  CHECK(verdict({{"LICENSE", std::string("\x7f"
                                         "ELF\0\0\0",
                                         7) +
                                 std::string(5000, '\xfe')}})
            .starts_with("?/0 ?/0"));
  CHECK(verdict({{"LICENSE", "b", Mode::symlink}, {"b", "LICENSE", Mode::symlink}}) ==
        "Unmet/5 Unmet/5 Unmet/5 | ");
  CHECK(verdict({{"LICENSE", "COPYING"}, {"COPYING", "LICENSE"}}).starts_with("?/0 ?/0"));
  std::vector<MemoryFile> many;
  for (int i = 0; i < 500; i++) many.push_back({"LICENSE-" + std::to_string(i), "nothing to see here\n"});
  CHECK(verdict(MemorySnapshot(many)).starts_with("?/0 ?/0"));
}

TEST_CASE("floss_license: look-alikes") {
  CHECK(verdict({{"license.go", "package license\n"}}) == "Unmet/5 Unmet/5 Unmet/5 | ");
  CHECK(verdict({{"vendor/x/LICENSE", bsd()}}) == "Unmet/5 Unmet/5 Unmet/5 | ");
  CHECK(verdict({{"LICENSE-THIRD-PARTY", bsd()}}) == "Unmet/5 Unmet/5 Unmet/5 | ");
  // What a reporter wrote of the dependencies, beside the project's own text.
  std::string report;
  for (const char* name : {"a", "@b/c", "d", "e", "f"})
    report += std::string(name) + "@1.2.3 [license(s): MIT]\n";
  CHECK(verdict({{"LICENSE", bsd()}, {"LICENSES.txt", report}}) == verdict({{"LICENSE", bsd()}}));
  CHECK(verdict({{"LICENSE", bsd()}, {"LICENSES.txt", "The parts in b/ are under the MIT License.\n"}}) !=
        verdict({{"LICENSE", bsd()}}));
  CHECK(verdict({{"LICENSE", "nowhere/MIT.txt", Mode::symlink}}) == "Unmet/5 Unmet/5 Unmet/5 | ");
  CHECK(verdict({{"LICENSE", "../../etc/passwd", Mode::symlink}}) == "Unmet/5 Unmet/5 Unmet/5 | ");
}

TEST_CASE("license_location: the badge site's own rule is foretold") {
  const auto warned = [](MemorySnapshot snapshot) {
    snapshot.remote("https://github.com/o/r");
    const ScanOptions options{.now = test::kNow};
    const Facts facts(snapshot, options, test::rules());
    test::findings("license_location", facts);
    for (const Note& note : facts.notes())
      if (note.kind == Note::Kind::warning) return true;
    return false;
  };
  CHECK_FALSE(warned({{"LICENSE", bsd()}}));
  CHECK_FALSE(warned({{"LICENSE.md", bsd()}}));
  CHECK_FALSE(warned({{"MIT-LICENSE", bsd()}}));
  CHECK_FALSE(warned({{"COPYING", bsd()}}));
  CHECK_FALSE(warned({{"LICENSES/BSD-3-Clause.txt", bsd()}}));
  CHECK(warned({{"LICENCE", bsd()}}));
  CHECK(warned({{"LICENSE.rst", bsd()}}));
  CHECK(warned({{"UNLICENSE", licence_text("CC0-1.0")}}));
  CHECK(warned({{"COPYING.LESSER", licence_text("LGPL-3")}}));
  CHECK(warned({{"LICENSE-MIT", bsd()}, {"LICENSE-APACHE", apache()}}));
  CHECK(warned({{"LICENSE", "legal/terms.txt", Mode::symlink}, {"legal/terms.txt", bsd()}}));
}
