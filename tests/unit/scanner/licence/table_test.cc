// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The table that is built into the program, against texts that are at hand: a sample is fingerprinted again
// by the code that made the table, and damage to the table is an error, never a crash.
#include "scanner/licence/table.h"

#include <set>

#include "scanner/licence/words.h"
#include "scanner/rules/embedded.h"
#include "tests/support/licence_texts.h"
#include "tests/support/test.h"

using namespace badgescan;
using namespace badgescan::licence;
using badgescan::test::licence_text;

namespace {

std::string_view embedded(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == name) return file.content;
  return {};
}

}  // namespace

TEST_CASE("a sample of the licence table is made again from the texts") {
  struct Case {
    const char *file, *id;
    double least;  ///< copies differ in addresses and links
  };
  const auto c = GENERATE(values<Case>({{"GPL-3", "GPL-3.0-only", 0.99},
                                        {"GPL-2", "GPL-2.0-only", 0.98},
                                        {"Apache-2.0", "Apache-2.0", 0.99},
                                        {"MPL-2.0", "MPL-2.0", 0.98},
                                        {"LGPL-2.1", "LGPL-2.1-only", 0.98},
                                        {"CC0-1.0", "CC0-1.0", 0.99}}));
  CAPTURE(c.file);
  const Spdx& spdx = Spdx::get();
  std::vector<Word> words = words_of(licence_text(c.file));
  std::erase_if(words, [](const Word& word) { return word.skip != 0; });
  for (std::size_t t = 0; t < spdx.texts().size(); t++) {
    const TableText& text = spdx.texts()[t];
    const bool wanted = !text.header && std::any_of(text.ids.begin(), text.ids.end(),
                                                    [&](auto row) { return spdx.ids()[row].id == c.id; });
    if (!wanted) continue;
    std::set<std::uint32_t> hits;
    for (std::size_t i = 0; i + 1 < words.size(); i++) {
      const std::uint32_t key = spdx.key_index(pair_of(words[i].hash, words[i + 1].hash).key);
      if (key == Spdx::kNoKey) continue;
      for (const Posting posting : spdx.postings(key))
        if (posting == 2 * t) hits.insert(key);
    }
    CHECK(static_cast<double>(hits.size()) >= c.least * text.core);
    return;
  }
  FAIL(c.id << " is not in the table");
}

TEST_CASE("the licence list has its flags") {
  const Spdx& spdx = Spdx::get();
  CHECK(spdx.ids().size() > 700);
  CHECK(spdx.source().find("license-list-XML") != std::string::npos);
  REQUIRE(spdx.find("mit") != nullptr);
  CHECK(spdx.find("mit")->id == "MIT");
  CHECK(spdx.find("MIT")->osi);
  CHECK(spdx.find("MIT")->fsf);
  CHECK(spdx.find("GPL-2.0")->deprecated);
  CHECK_FALSE(spdx.find("GPL-2.0-only")->deprecated);
  CHECK(spdx.find("Classpath-exception-2.0")->exception);
  CHECK_FALSE(spdx.find("BUSL-1.1")->osi);
  CHECK(spdx.find("JSON")->fsf_not);
  CHECK(spdx.find("no-such-licence") == nullptr);
  CHECK(embedded("licences/spdx_table.bin").size() + embedded("licences/spdx.tsv").size() <= 400'000);
}

TEST_CASE("a damaged licence table is refused") {
  const std::string table(embedded("licences/spdx_table.bin")), ids(embedded("licences/spdx.tsv"));
  REQUIRE(Spdx::unpack(table, ids).ok());
  CHECK_FALSE(Spdx::unpack("", ids).ok());
  CHECK_FALSE(Spdx::unpack("BLT1", ids).ok());
  CHECK_FALSE(Spdx::unpack(table.substr(0, table.size() / 2), ids).ok());
  CHECK_FALSE(Spdx::unpack(table + "x", ids).ok());
  CHECK_FALSE(Spdx::unpack(table, "MIT\tO\tMIT License\n").ok());
  CHECK_FALSE(Spdx::unpack("BLT1" + std::string(100, '\xff'), ids).ok());
}
