// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/audit/forced.h"

#include "scanner/report/scan.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

/// "criterion Status[!]; …" where ! means forced.
std::string predicted(test::MemorySnapshot snapshot, const std::string& remote = "https://github.com/o/r") {
  snapshot.remote(remote);
  const ScanOptions options{.now = test::kNow};
  const Facts facts(snapshot, options, test::rules());
  std::string out;
  for (const ForcedAnswer& one : forced_answers(facts)) {
    out += (out.empty() ? "" : "; ") + one.criterion + " " + std::string(name_of(one.status)) +
           (one.forced ? "!" : "");
  }
  return out;
}

test::MemoryFile manifest(const std::string& homepage) {
  return {"package.json", "{\"name\": \"x\", \"homepage\": \"" + homepage + "\"}"};
}

const test::MemoryFile kDocs{"docs/install.md", "# Install\n"};
const test::MemoryFile kNews{"NEWS", "Version 1.0: the first release of all of them.\n"};

TEST_CASE("what the badge site proposes for a layout", "[forced]") {
  CHECK(predicted({kDocs, kNews}) == "");
  CHECK(predicted({kNews}) == "documentation_basics Unmet");
  CHECK(predicted({kNews, {"docs/logo.txt", "x"}}) == "documentation_basics Unmet");
  CHECK(predicted({kDocs}) == "release_notes Unmet");
  CHECK(predicted({kDocs, {"CHANGES.md", std::string(100, 'x')}}) == "release_notes Unmet");
  CHECK(predicted({kDocs, {"CHANGELOG.md", "short"}}) == "release_notes Unmet");
  CHECK(predicted({kDocs, {"changelog.md", std::string(100, 'x')}}) == "");
}

TEST_CASE("what the badge site forces for a home page", "[forced]") {
  CHECK(predicted({kDocs, kNews, manifest("http://sorter.dev")}) ==
        "sites_https Unmet!; osps_br_03_01 Unmet!");
  CHECK(predicted({kDocs, kNews, manifest("https://o.github.io/r")}) == "hardened_site Unmet!");
  CHECK(predicted({kDocs, kNews, manifest("https://sorter.dev")}) == "");
}

TEST_CASE("only repositories on GitHub are looked at by the site", "[forced]") {
  CHECK(predicted({}, "https://gitlab.com/o/r") == "");
  CHECK(predicted({manifest("http://sorter.dev")}, "https://codeberg.org/o/r") == "");
}

TEST_CASE("a warning only where a better answer is overwritten", "[forced]") {
  const std::vector<ForcedAnswer> forced{{"hardened_site", Status::unmet, true, "of this", "", "Do that."},
                                         {"release_notes", Status::unmet, false, "of this", "", "Do that."}};
  Criterion site{.id = "hardened_site"}, notes{.id = "release_notes"};
  const auto warned = [&](Status status, int confidence, Answer::Origin origin) {
    std::vector<Answer> answers(2);
    answers[0].criterion = &site;
    answers[1].criterion = &notes;
    for (Answer& answer : answers) {
      answer.status = status;
      answer.confidence = static_cast<Confidence>(confidence);
      answer.origin = origin;
    }
    std::string out;
    for (const Note& note : forced_warnings(forced, answers)) out += std::string(name_of(note.kind)) + " ";
    return out;
  };
  CHECK(warned(Status::met, 4, Answer::Origin::detector) == "warning info ");
  CHECK(warned(Status::met, 2, Answer::Origin::detector) == "");
  CHECK(warned(Status::met, 2, Answer::Origin::claim) == "warning ");
  CHECK(warned(Status::unmet, 4, Answer::Origin::detector) == "");
  CHECK(warned(Status::unknown, 0, Answer::Origin::none) == "");
}

}  // namespace
}  // namespace badgescan
