// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/unit/detectors/history_cases.h"

using namespace badgescan;
using namespace badgescan::test;

namespace {
const std::vector<MemoryFile> kTree{{"README.md", "# x"}, {"src/a.c", "x"}, {"tests/a_test.c", "x"}};
}

TEST_CASE("tests_are_added measures changes and fixes", "[history]") {
  const std::vector<std::string> both{"src/a.c", "tests/a_test.c"};
  const auto shares = [&](std::size_t with, std::size_t without,
                          const std::string& message = "Add a feature") {
    return bare(Story(kTree)
                    .commit(190)
                    .commits(without, 60, message)
                    .commits(with, 10, message, kAnn, both)
                    .run("tests_are_added"));
  };
  CHECK(shares(10, 10) == "regression_tests_added50 ?/0; tests_are_added Met/4");
  CHECK(shares(4, 16) == "regression_tests_added50 ?/0; tests_are_added Met/3");
  CHECK(shares(2, 18) == "regression_tests_added50 ?/0; tests_are_added ?/0");
  CHECK(shares(0, 40) == "regression_tests_added50 ?/0; tests_are_added Unmet/2");
  CHECK(shares(0, 2) == "regression_tests_added50 ?/0; tests_are_added ?/0");
  CHECK(shares(15, 5, "Fix a crash").starts_with("regression_tests_added50 Met/3"));
  CHECK(shares(10, 9, "Fix a crash").starts_with("regression_tests_added50 Met/2"));
  CHECK(shares(8, 12, "Fix a crash").starts_with("regression_tests_added50 ?/0"));
  CHECK(shares(1, 19, "Fix a crash").starts_with("regression_tests_added50 Unmet/2"));
  CHECK(Story(kTree)
            .commit(190)
            .commits(10, 60)
            .commits(10, 10, "x", kAnn, both)
            .says("tests_are_added", "tests_are_added") ==
        "Of the newest 20 changes to the source in the whole history (2026-02-12 to 2026-08-11), 10 (50 %) "
        "also change tests.");
  CHECK(Story(kTree)
            .commit(90)
            .commits(30, 10, "Docs", kAnn, {"docs/x.md"})
            .says("tests_are_added", "tests_are_added") ==
        "The repository has tests, but no change to the source was found in the whole history (2026-05-23 to "
        "2026-08-11).");
}

TEST_CASE("tests_are_added leaves out what proves nothing", "[history]") {
  // Bots and merges do not count, documentation is no source.
  CHECK(bare(Story(kTree).commit(90).commits(30, 10, "Bump", kBot).run("tests_are_added"))
            .find("tests_are_added ?/0") != std::string::npos);
  CHECK(bare(Story(kTree).commit(90).commits(30, 10, "Docs", kAnn, {"docs/x.md"}).run("tests_are_added"))
            .find("tests_are_added ?/0") != std::string::npos);
  // Rust keeps unit tests in the source file.
  CHECK(bare(over({{"src/a.rs", "x"}})
                 .commit(90)
                 .commits(30, 10, "x", kAnn, {"src/a.rs"})
                 .run("tests_are_added"))
            .find("tests_are_added ?/0") != std::string::npos);
  CHECK(bare(over({{"src/a.c", "x"}}).commit(90).commits(30, 10).run("tests_are_added"))
            .find("tests_are_added Unmet/3") != std::string::npos);
  CHECK(bare(Story(kTree).commits(30, 10).shallow().run("tests_are_added")) ==
        "regression_tests_added50 ?/0; tests_are_added ?/0");
}

TEST_CASE("two_person_review grades what a clone shows", "[history]") {
  const auto review = [](Story& story) { return bare(story.run("two_person_review")); };
  const std::string by_bob = "Change\n\nReviewed-by: Bob Builder <bob@redhat.com>";
  const std::string by_self = "Change\n\nReviewed-by: Ann Author <ann@elsewhere.example.org>";

  CHECK(review(Story().commits(20, 5, by_bob)) == "osps_qa_07_01 Met/2; two_person_review Met/4");
  CHECK(review(Story().commits(20, 5, by_self)) == "osps_qa_07_01 Unmet/2; two_person_review Unmet/4");
  CHECK(review(Story().commits(20, 5, "x\n\nReviewed-by: ann")) ==
        "osps_qa_07_01 Unmet/2; two_person_review Unmet/4");
  CHECK(review(Story().commits(20, 5)) == "osps_qa_07_01 Unmet/2; two_person_review Unmet/4");
  CHECK(review(Story().commits(20, 5, "x", kAnn, {"a.c"}, kBob)) ==
        "osps_qa_07_01 ?/0; two_person_review Met/2");
  CHECK(review(Story().commits(20, 5, "x\n\nSigned-off-by: Bob Builder <bob@redhat.com>", kAnn, {"a.c"},
                               kBob)) == "osps_qa_07_01 ?/0; two_person_review Met/3");
  CHECK(review(Story().commit(60).merge(15, 5, kAnn, kBob)) == "osps_qa_07_01 ?/0; two_person_review Met/3");
  CHECK(review(Story().commit(60).merge(15, 5, kAnn, kAnn)) ==
        "osps_qa_07_01 Unmet/2; two_person_review Unmet/4");
  // A pull request number proves a pull request, not a review.
  CHECK(review(Story().commits(15, 5, "Change (#12)").commits(15, 2, "Change (#13)", kBob)) ==
        "osps_qa_07_01 ?/0; two_person_review ?/0");
  CHECK(review(Story().commits(15, 5).commits(15, 2, "x", kBob)) ==
        "osps_qa_07_01 ?/0; two_person_review Unmet/2");
  CHECK(review(Story().commits(3, 5, by_bob)) == "osps_qa_07_01 ?/0; two_person_review ?/0");
  CHECK(review(Story().commits(20, 5, by_bob).shallow()) == "osps_qa_07_01 ?/0; two_person_review ?/0");
  // A person who merges a bot's changes reviews nothing of people.
  CHECK(review(Story().commit(60).merge(15, 5, kBot, kAnn)) == "osps_qa_07_01 ?/0; two_person_review ?/0");
}
