// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/file_heads.h"

#include <thread>

#include "scanner/facts/source_scan.h"
#include "tests/support/test.h"

using namespace badgescan;

TEST_CASE("the heads of source files are counted from the one reading of the source", "[facts][heads]") {
  const std::string gpl = "// SPDX-License-Identifier: GPL-2.0-only\n",
                    mine = "// Copyright 2026 Ada Example\n";
  std::string utf16 = "\xff\xfe";
  for (const char c : mine) utf16 += {c, '\0'};
  test::MemorySnapshot snapshot{
      {"blank.c", "\n\n"},
      {"both.c", gpl + mine + "int a;\n"},
      {"data.txt", mine},
      {"huge.c", mine + std::string(3000, '\n')},
      {"marked.c", "\xef\xbb\xbf" + mine + "int c;\n"},  // with a byte order mark
      {"mine.c", mine + "int b;\n"},
      {"none.c", "int long_enough;\n"},
      {"unreadable.c", mine, Mode::file, true},
      {"vendor/other.c", gpl},
      {"wide.c", utf16},
  };
  snapshot.limits_.blob_bytes = 2000;
  const ScanOptions options;
  const Facts facts(snapshot, options, test::rules());
  const bool helped = GENERATE(false, true);  // by a second thread
  std::thread helper;
  if (helped) helper = std::thread([&facts] { facts.get<SourceReading>().help(); });
  const FileHeads& heads = facts.get<FileHeads>();
  if (helped) helper.join();
  CHECK(heads.files == 4);
  CHECK(heads.all == 7);     // the blank one has nothing to protect
  CHECK(heads.unread == 3);  // larger than what is read as text, unreadable, UTF-16
  CHECK(heads.copyright.with == 3);
  CHECK(heads.copyright.example == "both.c");
  CHECK(heads.copyright.example_line == 2);
  CHECK(heads.copyright.missing == std::vector<std::string>{"none.c"});
  CHECK(heads.licence.with == 1);
  CHECK(heads.licence.example_line == 1);
  REQUIRE(heads.licences.size() == 1);
  CHECK(heads.licences.begin()->first == "GPL-2.0-only");
  CHECK(heads.licences.begin()->second.files == 1);
  CHECK(heads.licences.begin()->second.shipped == 1);
  CHECK(heads.licences.begin()->second.first == "both.c");
  CHECK_FALSE(heads.complete);

  const SourceScan& scan = facts.get<SourceScan>();
  CHECK(scan.head(*snapshot.find("mine.c")) != nullptr);
  for (const char* path : {"huge.c", "wide.c", "unreadable.c", "data.txt"})
    CHECK(scan.head(*snapshot.find(path)) == nullptr);
}
