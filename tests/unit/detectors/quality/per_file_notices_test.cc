// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/file_heads.h"
#include "tests/support/test.h"

using namespace badgescan;
using badgescan::test::MemorySnapshot;
using badgescan::test::run;

TEST_CASE("per_file_notices") {
  const std::string both = "// Copyright 2020 W\n// SPDX-License-Identifier: MIT\nint a;\n",
                    none = "int main() { return 0; }\n";
  CHECK(run("per_file_notices", MemorySnapshot{{"a.c", both}, {"b.c", both}}) ==
        "copyright_per_file Met/5 a.c:1; license_per_file Met/5 a.c:2");
  CHECK(run("per_file_notices", MemorySnapshot{{"a.c", both}, {"b.c", none}}) ==
        "copyright_per_file Unmet/5 b.c:1; license_per_file Unmet/5 b.c:1");
  // Not the project's own source: data, vendored, generated, empty files.
  CHECK(run("per_file_notices", MemorySnapshot{{"a.c", both},
                                               {"vendor/v.c", none},
                                               {"data.json", "{}"},
                                               {"__init__.py", ""},
                                               {"x.min.js", none}}) ==
        "copyright_per_file Met/5 a.c:1; license_per_file Met/5 a.c:2");
  // A reference to the licence file is a licence statement.
  CHECK(run("per_file_notices",
            MemorySnapshot{{"a.go",
                            "// Copyright 2020 The W Authors. All rights reserved.\n// Use of this source "
                            "code is governed by a "
                            "BSD-style\n// license that can be found in the LICENSE file.\npackage a\n"}}) ==
        "copyright_per_file Met/5 a.go:1; license_per_file Met/5 a.go:3");
  // A reference to the file that states the copyright is a question, for all heads or nearly all.
  const std::string asf =
      "/*\n * Licensed to the Apache Software Foundation (ASF) under one or more\n * contributor license "
      "agreements.  See the NOTICE file distributed with\n * this work for additional information regarding "
      "copyright ownership.\n */\nint a;\n";
  CHECK(run("per_file_notices", MemorySnapshot{{"a.c", asf}, {"b.c", asf}})
            .starts_with("copyright_per_file ?/0 a.c:1"));
  CHECK(run("per_file_notices", MemorySnapshot{{"a.c", asf}, {"b.c", none}})
            .starts_with("copyright_per_file Unmet/5"));
  CHECK(run("per_file_notices",
            MemorySnapshot{{"a.c", both}, {"b.c", "// see the notice about copyright law\n" + both}})
            .starts_with("copyright_per_file Met/5"));
  // What is vendored carries its author's notices, not the project's.
  CHECK(run("per_file_notices",
            MemorySnapshot{{"a.sh", "# Vendored from https://example.org/x\n# commit: 1\necho 1\n"},
                           {"b.c", both}})
            .starts_with("copyright_per_file Met/5"));
  CHECK(run("per_file_notices",
            MemorySnapshot{{"a.sh", "# Looks for what is vendored from elsewhere\necho 1\n"}, {"b.c", both}})
            .starts_with("copyright_per_file Unmet/5"));
  // Prose about copyright further down is no notice.
  CHECK(run("per_file_notices", MemorySnapshot{{"a.c", std::string(100, '\n') + both}}) ==
        "copyright_per_file Unmet/5 a.c:1; license_per_file Unmet/5 a.c:1");
  CHECK(run("per_file_notices", MemorySnapshot{{"a.c", "int copyright; int license;\n"}}) ==
        "copyright_per_file Unmet/5 a.c:1; license_per_file Unmet/5 a.c:1");
  CHECK(run("per_file_notices", MemorySnapshot{{"README.md", "hi"}}).starts_with("copyright_per_file ?/0"));
}

TEST_CASE("per_file_notices: the files that lack one are counted, though few are listed") {
  std::vector<test::MemoryFile> files;
  for (int i = 100; i < 170; ++i)
    files.push_back({"f" + std::to_string(i) + ".c", "int main() { return 0; }\n"});
  const std::vector<Finding> found = test::findings("per_file_notices", MemorySnapshot(std::move(files)));
  REQUIRE(!found.empty());
  CHECK(found.front().justification ==
        "0 of 70 source files (0 %) say at their head who holds the copyright. Missing in 70 files: f100.c, "
        "f101.c, f102.c, f103.c, f104.c and 65 more.");
}

TEST_CASE("per_file_notices: REUSE speaks for files without a head") {
  const std::string none = "int main() { return 0; }\n";
  const std::string toml =
      "version = 1\n[[annotations]]\npath = \"**\"\nSPDX-FileCopyrightText = \"2020 "
      "W\"\nSPDX-License-Identifier = \"MIT\"\n";
  const std::string met = "copyright_per_file Met/5 a.c; license_per_file Met/5 a.c";
  CHECK(run("per_file_notices", MemorySnapshot{{"a.c", none}, {"REUSE.toml", toml}}) == met);
  CHECK(run("per_file_notices",
            MemorySnapshot{{"a.c", none},
                           {".reuse/dep5", "Format: x\n\nFiles: *\nCopyright: 2020 W\nLicense: MIT\n"}}) ==
        met);
  CHECK(run("per_file_notices",
            MemorySnapshot{
                {"a.c", none},
                {"a.c.license", "SPDX-FileCopyrightText: 2020 W\nSPDX-License-Identifier: MIT\n"}}) == met);
  CHECK(run("per_file_notices", MemorySnapshot{{"a.c", none}, {"b/REUSE.toml", toml}}) ==
        "copyright_per_file Unmet/5 a.c:1; license_per_file Unmet/5 a.c:1");
  CHECK(run("per_file_notices", MemorySnapshot{{"a.c", none}, {"REUSE.toml", "[[["}}) ==
        "copyright_per_file Unmet/5 a.c:1; license_per_file Unmet/5 a.c:1");
}

TEST_CASE("source file names") {
  CHECK(is_source_name("src/a.c"));
  CHECK(is_source_name("a.PY"));
  CHECK(is_source_name("x/y/z.rs"));
  CHECK_FALSE(is_source_name("a.json"));
  CHECK_FALSE(is_source_name("Makefile"));
  CHECK_FALSE(is_source_name(".c"));
  CHECK_FALSE(is_source_name("a.min.js"));
}
