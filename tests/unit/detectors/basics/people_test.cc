// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/text.h"
#include "scanner/facts/bus_factor.h"
#include "tests/support/ssh_tag.h"
#include "tests/unit/detectors/history_cases.h"

using namespace badgescan;
using namespace badgescan::test;

TEST_CASE("the absence factor is the smallest number of people with half of the changes", "[history]") {
  CHECK(absence_factor({}) == 0);
  CHECK(absence_factor({10}) == 1);
  CHECK(absence_factor({5, 5}) == 1);
  CHECK(absence_factor({4, 6, 5}) == 2);
  CHECK(absence_factor({1, 1, 1, 1, 1, 1}) == 3);
  CHECK(absence_factor({60, 20, 20}) == 1);
  CHECK(absence_factor({40, 30, 20, 10}) == 2);
  CHECK(absence_factor(std::vector<double>(1000, 0.1)) == 500);
}

TEST_CASE("the truck factor removes people until half of the files are orphans", "[history]") {
  CHECK(truck_factor({}) == 0);
  CHECK(truck_factor({{1}}) == 1);
  CHECK(truck_factor({{1}, {1}, {2}}) == 1);
  CHECK(truck_factor({{1, 2}, {1, 2}, {1, 2}}) == 2);
  CHECK(truck_factor({{1}, {2}, {3}, {4}}) == 3);
  CHECK(truck_factor({{1, 2, 3}, {1, 2, 3}, {4}}) == 3);
}

TEST_CASE("bus_factor of synthetic histories", "[history]") {
  const std::string carla = "Carla Coder <carla@gmail.com>";
  const auto answer = [](Story& story) { return bare(story.run("bus_factor")); };
  CHECK(answer(Story().commits(60, 5)) ==
        "access_continuity Unmet/2; bus_factor Unmet/4; contributors_unassociated Unmet/4");
  CHECK(answer(Story().commits(60, 100).commits(60, 60, "x", kBob).commits(60, 5, "x", carla)) ==
        "access_continuity ?/0; bus_factor Met/3; contributors_unassociated Met/2");
  const std::string amy = "Amy Other <amy@intel.com>", ben = "Ben Other <ben@redhat.com>";
  CHECK(
      answer(
          Story().commits(60, 100).commits(60, 60, "x", kBob).commits(1, 5, "x", amy).commits(1, 5, "x", ben))
          .ends_with("contributors_unassociated Met/3"));
  CHECK(answer(Story()
                   .commits(60, 100, "x", "A One <a@redis.com>")
                   .commits(60, 60, "x", "B Two <b@redislabs.com>"))
            .ends_with("contributors_unassociated ?/0"));
  CHECK(answer(Story().commits(90, 60).commits(10, 40, "x", kBob, {"b.c"})) ==
        "access_continuity ?/0; bus_factor ?/0; contributors_unassociated Met/2");
  CHECK(
      answer(Story().commits(98, 60, "x", kAnn, {"a.c", "b.c", "c.c"}).commits(2, 40, "x", carla, {"d.c"})) ==
      "access_continuity ?/0; bus_factor Unmet/2; contributors_unassociated ?/0");
  CHECK(answer(Story().commits(5, 60).commits(5, 40, "x", kBob)) ==
        "access_continuity ?/0; bus_factor ?/0; contributors_unassociated Met/2");
  CHECK(answer(Story().commits(60, 5).shallow()) ==
        "access_continuity ?/0; bus_factor ?/0; contributors_unassociated ?/0");
  CHECK(answer(Story().commits(30, 60, "x", kAnn, {"a.c"}, kBob).commits(30, 20, "x", kBob, {"b.c"}, kAnn))
            .starts_with("access_continuity Met/2"));
  // A bot with most of the changes counts for nothing, a co-author for half a change.
  Story story;
  story.commits(30, 100, "x\n\nCo-authored-by: Bob Builder <bob@redhat.com>").commits(200, 5, "Bump", kBot);
  const ScanOptions options{.now = kNow};
  const Facts facts(story.done(), options, rules());
  const BusFactor& factor = facts.get<BusFactor>();
  CHECK(factor.changes == 30);
  CHECK(factor.people == 2);
  CHECK(factor.first_share == Approx(0.5));
}

TEST_CASE("sign_offs counts and looks for terms", "[history]") {
  const std::string signed_off = "x\n\nSigned-off-by: Ann Author <ann@intel.com>";
  const auto answer = [](Story& story) { return bare(story.run("sign_offs")); };
  CHECK(answer(Story().commits(20, 5, signed_off)) == "dco Met/4; osps_le_01_01 Met/3");
  CHECK(answer(Story().commits(3, 60).commits(17, 5, signed_off)) == "dco Met/4; osps_le_01_01 Met/2");
  CHECK(answer(Story().commits(10, 60).commits(10, 5, signed_off)) == "dco ?/0; osps_le_01_01 Met/2");
  CHECK(answer(Story().commits(20, 5)) == "dco Unmet/2; osps_le_01_01 Met/2");
  CHECK(answer(Story().commits(20, 5).shallow()) == "dco ?/0; osps_le_01_01 Met/2");
  CHECK(answer(over({{".github/dco.yml", "require: members"}}).commits(20, 5, signed_off)) ==
        "dco Met/5; osps_le_01_01 Met/4");
  CHECK(answer(over({{"CONTRIBUTING.md", "# Contributing\n\nYou must sign our CLA before we can merge.\n"}})
                   .commits(20, 5)) == "dco Met/3; osps_le_01_01 Met/2");
  // Words about a sign-off that nobody gives.
  CHECK(answer(over({{"CONTRIBUTING.md",
                      "# Contributing\n\nAll commits must be signed off by their authors.\n"}})
                   .commits(20, 5))
            .starts_with("dco ?/0"));
  CHECK(answer(over({{"CONTRIBUTING.md",
                      "# Contributing\n\nSigned-off-by: J Doe - we do not use this, but do not bother "
                      "removing it.\n"}})
                   .commits(20, 5))
            .starts_with("dco Unmet/2"));
  CHECK(answer(over({{"CONTRIBUTING.md", "# Contributing\n\nWe do not require a CLA.\n"}}).commits(20, 5)) ==
        "dco Unmet/2; osps_le_01_01 Met/2");
  std::string guide = "# Contributing\n\n";
  for (int i = 0; i < 10; ++i) guide += "Open a pull request with one change. ";
  CHECK(answer(over({{"CONTRIBUTING.md", guide}}).commits(20, 5)) == "dco Unmet/3; osps_le_01_01 Met/2");
  CHECK(Story().commits(5, 60).commits(15, 5, signed_off).says("sign_offs", "dco") ==
        "15 of 20 changes by people in the whole history (2026-06-18 to 2026-08-16) carry a Signed-off-by.");
}

TEST_CASE("documentation_current measures changes of documents", "[history]") {
  const auto answer = [](Story& story) { return bare(story.run("documentation_current")); };
  CHECK(answer(Story().commit(90).commits(15, 50).commits(5, 5, "Docs", kAnn, {"docs/x.md"})) ==
        "documentation_current Met/3");
  CHECK(answer(Story().commit(90).commits(39, 40).commits(1, 5, "Docs", kAnn, {"docs/x.md"})) ==
        "documentation_current Met/2");
  CHECK(answer(Story().commit(90).commits(20, 5)) == "documentation_current ?/0");
  CHECK(answer(Story().commits(20, 5).shallow()) == "documentation_current ?/0");
}

TEST_CASE("version_tags_signed tells signed from annotated and lightweight", "[history]") {
  const std::string pgp = "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n";
  const auto answer = [](Story& story) { return bare(story.run("version_tags_signed")); };
  CHECK(answer(Story().commit(9).tag("v1.0.0", 9, pgp).commit(3).tag("v1.1.0", 3, pgp)) ==
        "version_tags_signed Met/4");
  CHECK(answer(Story().commit(9).tag("v1.0.0", 9).commit(3).tag("v1.1.0", 3, pgp)) ==
        "version_tags_signed ?/0");
  CHECK(answer(Story().commit(9).tag("v1.0.0", 9).commit(5).tag("v1.1.0", 5).commit(3).light("v1.2.0")) ==
        "version_tags_signed Unmet/4");
  CHECK(answer(Story().commit(9)) == "version_tags_signed ?/0");
  CHECK(answer(Story().commit(9).shallow()) == "version_tags_signed ?/0");
  const std::string ssh = "-----BEGIN SSH SIGNATURE-----\nabc\n-----END SSH SIGNATURE-----\n";
  const std::string x509 = "-----BEGIN SIGNED MESSAGE-----\nabc\n-----END SIGNED MESSAGE-----\n";
  CHECK(answer(Story().commit(9).tag("v1.0.0", 9, ssh).commit(3).tag("v1.1.0", 3, x509)) ==
        "version_tags_signed Met/4");
  CHECK(Story()
            .commit(9)
            .tag("v1.0.0", 9, ssh)
            .commit(3)
            .tag("v1.1.0", 3, x509)
            .says("version_tags_signed", "version_tags_signed")
            .find("No signature was verified") != std::string::npos);
  CHECK(Story().commit(3).tag("v1.1.0", 3, pgp).says("version_tags_signed", "version_tags_signed") ==
        "The only release tag is signed (PGP). No signature was verified.");
  CHECK(Story()
            .commit(9)
            .tag("v1.0.0", 9)
            .commit(3)
            .tag("v1.1.0", 3, pgp)
            .says("version_tags_signed", "version_tags_signed") ==
        "1 of the newest 2 release tags is signed (PGP). No signature was verified.");
}

TEST_CASE("vulnerability_credit looks for who reported", "[history]") {
  const auto answer = [](Story& story) { return bare(story.run("vulnerability_credit")); };
  CHECK(answer(Story().commit(9, "Fix CVE-2026-1111\n\nReported-by: Eve Finder")) ==
        "vulnerability_report_credit Met/3");
  CHECK(
      answer(
          Story().commit(9, "Fix CVE-2026-1111\n\nReported-by: Eve Finder").commit(8, "Fix CVE-2026-2222")) ==
      "vulnerability_report_credit Met/2");
  CHECK(answer(Story().commit(9, "Fix CVE-2026-1111")) == "vulnerability_report_credit ?/0");
  CHECK(answer(Story().commit(9)) == "vulnerability_report_credit N/A/3");
  // Who promises credit may have given it where no commit tells of it.
  Story promise = over({{"SECURITY.md", "# Security\n\nReporters are credited in the advisory.\n"}});
  CHECK(answer(promise.commit(9)) == "vulnerability_report_credit N/A/2");
  // The notes tell of one that no commit names.
  Story told = over({{"CHANGELOG.md", "# Changes\n\n## 1.0.0\n\n- Fix a leak (CVE-2026-1111)\n"}});
  CHECK(answer(told.commit(9)) == "vulnerability_report_credit ?/0");
  CHECK(answer(Story().commit(9).shallow()) == "vulnerability_report_credit ?/0");
  CHECK(answer(Story().commit(9, "Bump x from 1.0 to 1.1 for CVE-2026-1111")) ==
        "vulnerability_report_credit N/A/3");
  // A bot's update of a dependency resolves no vulnerability of the project.
  CHECK(answer(Story().commit(9, "Bump x, fixes CVE-2026-1111", kBot)) ==
        "vulnerability_report_credit N/A/3");
}

TEST_CASE("version_tags_signed tells of releases before the first final one", "[history]") {
  CHECK(Story().commit(3).tag("v0.1.0-alpha.1", 3).says("version_tags_signed", "version_tags_signed") ==
        "No tag names a final release, only ones like v0.1.0-alpha.1.");
  CHECK(Story().commit(3).says("version_tags_signed", "version_tags_signed") == "No tag names a release.");
}

TEST_CASE("version_tags_signed verifies SSH signatures with the keys of the tree", "[history]") {
  const auto answer = [](const std::string& content, const std::string& signers) {
    ObjectBuilder git;
    const ObjectId id = git.add(ObjectType::tag, content);
    MemorySnapshot snapshot{{".github/allowed_signers", signers}};
    git.into(snapshot, git.commit({}));
    snapshot.tag("v1.0.0", id);
    return bare(test::run("version_tags_signed", snapshot));
  };
  CHECK(answer(kEd25519Tag, "ann@example.org " + kEd25519) == "version_tags_signed Met/5");
  CHECK(answer(kEd25519Tag, "bob@example.org " + kEd25519) == "version_tags_signed Met/4");
  CHECK(answer(replace_all(kEd25519Tag, "Release", "release"), "ann@example.org " + kEd25519) ==
        "version_tags_signed ?/0");
}
