// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/text.h"
#include "tests/unit/detectors/history_cases.h"

using namespace badgescan;
using namespace badgescan::test;

TEST_CASE("repo_tracked: a git history tracks changes", "[history]") {
  CHECK(bare(Story().commit(3).run("repo_tracked")) == "repo_distributed Met/5; repo_track Met/5");
  CHECK(run("repo_tracked", MemorySnapshot{{"a", "b"}}).empty());
}

TEST_CASE("repo_interim tells work from drops of releases", "[history]") {
  CHECK(bare(Story().commits(30, 1).run("repo_interim")) == "repo_interim Met/4");
  CHECK(bare(Story().commits(5, 60).tag("v1.0.0", 60).commits(8, 30).tag("v1.1.0", 30).run("repo_interim")) ==
        "repo_interim Met/5");
  CHECK(bare(Story()
                 .commit(90, "Release 1.0")
                 .commit(60, "Release 1.1")
                 .commit(30, "Release 1.2")
                 .commit(3, "Release 1.3")
                 .run("repo_interim")) == "repo_interim Unmet/3");
  CHECK(bare(Story().commit(3).run("repo_interim")) == "repo_interim ?/0");
  CHECK(bare(Story().commits(3, 3).run("repo_interim")) == "repo_interim ?/0");
  CHECK(bare(Story().commits(3, 3, "Release 1.0").shallow().run("repo_interim")) == "repo_interim ?/0");
  // Many single changes prove it, even where the clone is cut.
  CHECK(bare(Story().commits(30, 3).shallow().run("repo_interim")) == "repo_interim Met/4");
}

TEST_CASE("versions are read from tags", "[history]") {
  CHECK(bare(Story()
                 .commit(9)
                 .tag("v1.0.0", 9)
                 .commit(6)
                 .tag("v1.1.0", 6)
                 .commit(3)
                 .tag("v1.2.0", 3)
                 .run("versions")) ==
        "osps_br_02_01 Met/5; osps_br_02_02 Met/2; version_semver Met/5; version_tags Met/5; version_unique "
        "Met/5");
  CHECK(Story()
            .commit(9)
            .tag("curl-8_1_0", 9)
            .commit(6)
            .tag("curl-8_2_0", 6)
            .commit(3)
            .tag("curl-8_3_0", 3)
            .says("versions", "version_semver") ==
        "Of the newest release tags 3 of 3 have a version of three numbers as in SemVer.");
  CHECK(bare(Story().commit(9).tag("r1", 9).commit(6).tag("r2", 6).commit(3).tag("r3", 3).run("versions"))
            .find("version_semver Unmet/3") != std::string::npos);
  CHECK(bare(Story().commit(9).light("2024.01").commit(6).light("2024.04").commit(3).light("2024.07").run(
                 "versions"))
            .find("version_semver Met/5") != std::string::npos);
  // "1.1.x" is a line of releases.
  CHECK(Story()
            .commit(9)
            .tag("1.0.0", 9)
            .commit(6)
            .tag("1.1.0", 6)
            .commit(3)
            .tag("1.1.x", 3)
            .says("versions", "version_semver") ==
        "Of the newest release tags 2 of 2 have a version of three numbers as in SemVer.");
  // One number for two states.
  CHECK(bare(Story().commit(9).tag("v1.0.0", 9).commit(3).tag("1.0.0", 3).run("versions"))
            .find("version_unique ?/0") != std::string::npos);
}

TEST_CASE("versions: a number that stands for none", "[history]") {
  const auto version = [](const std::string& number) {
    return bare(
        over({{"package.json", R"({"name": "x", "version": ")" + number + "\"}"}}).commit(3).run("versions"));
  };
  CHECK(version("0.0.0") == "osps_br_02_01 ?/0; version_semver ?/0; version_tags ?/0; version_unique ?/0");
  CHECK(version("0.0.2").find("version_unique Met/3") != std::string::npos);
}

TEST_CASE("versions: the number that a generator wrote", "[history]") {
  const auto unique = [](std::vector<MemoryFile> files) {
    const std::string out = bare(Story(std::move(files)).commit(3).run("versions"));
    return out.substr(out.find("version_unique"));
  };
  const auto site = [](const char* number, const char* more) {
    return MemoryFile{"package.json",
                      R"({"name": "x", )" + std::string(more) + R"("version": ")" + number + "\"}"};
  };
  CHECK(unique({site("1.0.0", "")}) == "version_unique Met/2");
  CHECK(unique({site("0.1.0", "\"private\": true, ")}) == "version_unique Met/2");
  // It has moved, can be installed, or notes tell of releases.
  CHECK(unique({site("1.0.1", "")}) == "version_unique Met/3");
  CHECK(unique({site("1.0.0", "\"main\": \"x.js\", ")}) == "version_unique Met/3");
  CHECK(unique({site("1.0.0", ""), {"CHANGELOG.md", "# Changelog\n\n## 1.0.0\n\n- First\n"}}) ==
        "version_unique Met/3");
  CHECK(unique({{"Cargo.toml", "[package]\nname = \"x\"\nversion = \"0.1.0\"\n"}}) == "version_unique Met/3");
}

TEST_CASE("a way of naming tags that was given up speaks for nothing", "[history]") {
  const auto newest = [](int old, int now) {
    Story story;
    for (int i = 0; i < 4; ++i) story.commit(old - i).tag("LIB_3_" + std::to_string(i), old - i);
    return story.commit(now + 1)
        .tag("rel/lib-3.10.0", now + 1)
        .commit(now)
        .tag("rel/lib-3.11.0", now)
        .says("versions", "version_tags");
  };
  CHECK(newest(2000, 3).starts_with("2 tags name releases; the newest is rel/lib-3.11.0"));
  CHECK(newest(300, 3).starts_with("4 tags name releases; the newest is LIB_3_3"));
}

TEST_CASE("release notes without a file of their own", "[history]") {
  const std::string two = "## 1.1.0\n\n- Better parser\n\n## 1.0.0\n\n- First release\n";
  const auto story = [](const std::string& path, const std::string& text) {
    const std::string out =
        over({{path, text}}).commit(30).tag("v1.0.0", 30).commit(3).tag("v1.1.0", 3).run("release_notes");
    const std::size_t at = out.find("release_notes ");
    return out.substr(at, out.find(';', at) - at);
  };
  CHECK(story("README.md",
              "# Thing\n\n## Changelog\n\n### 1.1.0\n\n- Better parser\n\n### 1.0.0\n\n- First\n") ==
        "release_notes Met/5 README.md:5");
  CHECK(story("README.md", "# Thing\n\n## Changelog\n\nSee the site.\n") == "release_notes Unmet/2");
  CHECK(story("RELEASE.md", "# Thing 1.1.0\n\nThe parser is better.\n") ==
        "release_notes Met/5 RELEASE.md:1");
  CHECK(story("RELEASE.md", "# How to release\n\nSet the tag.\n") == "release_notes Unmet/2");
  CHECK(story("CHANGELOG/CHANGELOG-1.x.md", "## 1.1.0\n\n- Better parser\n") ==
        "release_notes Met/5 CHANGELOG/CHANGELOG-1.x.md:1");
  CHECK(story("release-notes/style.md", "# Words we use\n\nBetter, faster.\n") == "release_notes Unmet/2");
  CHECK(story("docs/guide/changelog.md", "# Changes\n\n" + two) ==
        "release_notes Met/5 docs/guide/changelog.md:3");
  CHECK(story("docs/guide/changelog.md", "# Changes\n\nA page about keeping a log.\n") ==
        "release_notes Met/2 docs/guide/changelog.md");
}

TEST_CASE("release notes that stopped long ago", "[history]") {
  const auto story = [](std::initializer_list<MemoryFile> files, int releases) {
    Story all = over(files);
    for (int i = 0; i < releases; ++i) all.commit(60 - i).tag("v1." + std::to_string(i) + ".0", 60 - i);
    const std::string out = all.run("release_notes");
    const std::size_t at = out.find("release_notes ");
    return out.substr(at, out.find(';', at) - at);
  };
  const MemoryFile notes{"CHANGES.md", "## 1.0.0\n\n- First release\n"};
  CHECK(story({notes}, 8) == "release_notes ?/0 CHANGES.md:1");
  CHECK(story({notes}, 3) == "release_notes Met/3 CHANGES.md:1");
  CHECK(story({notes, {"docs/releasenotes/1.7.0.rst", "1.7.0\n-----\n\n- Better\n"}}, 8) ==
        "release_notes Met/4 docs/releasenotes/1.7.0.rst");
  CHECK(story({{"CHANGES.md", "Summary for 1.7.0 of the thing\n\n- Better\n\n## 1.0.0\n\n- First\n"}}, 8)
            .starts_with("release_notes Met/"));
}

TEST_CASE("versions: one old tag says little of today", "[history]") {
  const auto tags = [](std::int64_t days, std::int64_t newest) {
    const std::string all = bare(Story().commit(days).tag("v1.0.0", days).commit(newest).run("versions"));
    return all.substr(all.find("version_tags"));
  };
  CHECK(tags(3000, 3) == "version_tags Met/2; version_unique Met/3");
  CHECK(tags(3000, 2900) == "version_tags Met/5; version_unique Met/5");
  CHECK(Story().commit(3000).tag("v1.0.0", 3000).commit(3).says("versions", "version_tags") ==
        "1 tag names a release; the newest is v1.0.0 of " + iso_date(kNow - 3000 * kDay) +
            ". The history goes on to " + iso_date(kNow - 3 * kDay) + ".");
  CHECK(bare(Story()
                 .commit(3300)
                 .tag("v1.0.0", 3300)
                 .commit(3200)
                 .tag("v1.1.0", 3200)
                 .commit(3100)
                 .tag("v1.2.0", 3100)
                 .commit(3000)
                 .tag("v1.3.0", 3000)
                 .commit(3)
                 .run("versions"))
            .find("version_tags Met/5") != std::string::npos);
}

TEST_CASE("versions: without tags", "[history]") {
  CHECK(bare(Story().commit(3).tag("before-merge-2020", 3).run("versions")) ==
        "osps_br_02_01 ?/0; version_semver ?/0; version_tags ?/0; version_unique ?/0");
  CHECK(bare(Story().commit(3).shallow().run("versions")) ==
        "osps_br_02_01 ?/0; version_semver ?/0; version_tags ?/0; version_unique ?/0");
  const std::vector<MemoryFile> manifest{
      {"package.json", "{\n \"name\": \"x\",\n \"version\": \"1.2.3\"\n}\n"}};
  CHECK(Story(manifest).commit(3).run("versions") ==
        "version_semver Met/2 package.json:3; version_tags Unmet/2 package.json:3; version_unique Met/3 "
        "package.json:3");
  // The packages of a workspace take their version from it.
  CHECK(Story({{"Cargo.toml", "[workspace]\nmembers = [\"a\"]\n\n[workspace.package]\nversion = \"0.1.0\"\n"},
               {"a/Cargo.toml", "[package]\nname = \"a\"\nversion.workspace = true\n"}})
            .commit(3)
            .run("versions") ==
        "version_semver Met/2 Cargo.toml:5; version_tags Unmet/2 Cargo.toml:5; version_unique Met/3 "
        "Cargo.toml:5");
  CHECK(Story(manifest).commit(3).tag("before-merge-2020", 3).run("versions") ==
        "version_semver Met/2 package.json:3; version_tags Unmet/3 package.json:3; version_unique Met/3 "
        "package.json:3");
}

TEST_CASE("release_notes are held against the newest tag", "[history]") {
  const std::string notes =
      "# Changelog\n\n## [1.1.0] - 2026-08-01\n\n- Better parser\n\n## [1.0.0] - 2026-01-01\n\n- First "
      "release\n";
  const auto story = [](const std::string& path, const std::string& text, const char* newest) {
    return over({{path, text}}).commit(30).tag("v1.0.0", 30).commit(3).tag(newest, 3).run("release_notes");
  };
  CHECK(story("CHANGELOG.md", notes, "v1.1.0") ==
        "osps_br_04_01 Met/5 CHANGELOG.md:3; release_notes Met/5 CHANGELOG.md:3; release_notes_vulns N/A/3");
  CHECK(story("CHANGELOG.md", notes, "v1.2.0").find("release_notes Met/3 CHANGELOG.md:3") !=
        std::string::npos);
  // The headings that GNU's standards give.
  CHECK(story("NEWS",
              "Noteworthy changes in the next release\n====\n\n* Nothing\n\n"
              "Noteworthy changes in release 1.1.0 (2026-08-18)\n====\n\n* Better parser\n\n"
              "Noteworthy changes in release 1.0.0 (2026-01-01)\n====\n\n* First\n",
              "v1.1.0")
            .find("release_notes Met/5 NEWS:6") != std::string::npos);
  std::string log;
  for (int i = 0; i < 20; ++i) {
    log += "commit 0123456789abcdef0123456789abcdef0123456" + std::to_string(i % 10) +
           "\nAuthor: A <a@b>\nDate:   today\n\n    x\n\n";
  }
  CHECK(story("CHANGELOG.md", log, "v1.1.0").find("release_notes Unmet/4") != std::string::npos);
  std::string entries;
  for (int i = 0; i < 9; ++i)
    entries += "2024-01-0" + std::to_string(i + 1) + "  Ann  <ann@example.org>\n\n\t* src/a.c: Change.\n\n";
  CHECK(story("ChangeLog", entries, "v1.1.0").find("release_notes Met/2") != std::string::npos);
  CHECK(bare(story("README.md", "# x", "v1.1.0")).find("release_notes Unmet/2") != std::string::npos);
  CHECK(bare(over({{"README.md", "# x"}}).commit(3).run("release_notes")).find("release_notes ?/0") !=
        std::string::npos);
  CHECK(bare(over({{"a.c", "x"}, {"changelog.d/12.bugfix.md", "Fix it"}})
                 .commit(3)
                 .tag("v1.0.0", 3)
                 .run("release_notes"))
            .find("release_notes Met/3") != std::string::npos);
}

TEST_CASE("release_notes: notes of the next release, of components and of one release each", "[history]") {
  const auto notes = [](std::initializer_list<MemoryFile> files) {
    const std::string out =
        over(files).commit(30).tag("v1.0.0", 30).commit(3).tag("v1.1.0", 3).run("release_notes");
    const std::size_t at = out.find("release_notes ");
    return out.substr(at, out.find(';', at) - at);
  };
  const std::string words =
      " brings a better parser, fewer crashes and documentation for everything that was missing so far.\n";
  CHECK(notes({{"RELEASE-NOTES", "thing 1.2.0\n\nThis release" + words}}) ==
        "release_notes Met/4 RELEASE-NOTES:1");
  CHECK(notes({{"CHANGELOG.md", "# Unreleased\n\nIt" + words + "\n# 0.9.0\n\n- First\n"}})
            .starts_with("release_notes Met/4"));
  CHECK(notes({{"parts/a/CHANGELOG.md", "*   It" + words}})
            .starts_with("release_notes Met/2 parts/a/CHANGELOG.md"));
  CHECK(notes({{"lib/lwip/CHANGELOG", "1.1.0\n\nIt" + words}})
            .starts_with("release_notes Met/2 lib/lwip/CHANGELOG"));
  CHECK(notes({{"vendor/a/CHANGELOG.md", "*   It" + words}}).starts_with("release_notes Unmet/2"));
}

TEST_CASE("release_notes: the newest tag of a monorepo names a part", "[history]") {
  const std::string log =
      "# Changes\n\n## 1.1.0\n\nIt brings a better parser.\n\n## 1.0.0\n\nThe first one.\n";
  const auto notes = [](std::initializer_list<MemoryFile> files) {
    const std::string out =
        over(files).commit(30).tag("@x/b@1.0.0", 30).commit(3).tag("@x/b@1.1.0", 3).run("release_notes");
    const std::size_t at = out.find("release_notes ");
    return out.substr(at, out.find(';', at) - at);
  };
  CHECK(notes({{"packages/a/CHANGELOG.md", log}, {"packages/b/CHANGELOG.md", log}}) ==
        "release_notes Met/3 packages/b/CHANGELOG.md:3");
  CHECK(notes({{".agents/a/HISTORY.md", log}}) == "release_notes Unmet/2");
  CHECK(notes({{"packages/a/CHANGELOG.md", log}}) == "release_notes Met/2 packages/a/CHANGELOG.md:3");
}

TEST_CASE("release_notes_vulns compares commits with the notes", "[history]") {
  const auto vulns = [](const std::string& notes, const std::string& message, bool shallow = false) {
    Story story({{"CHANGELOG.md", notes}});
    story.commit(3, message).tag("v1.0.0", 3);
    if (shallow) story.shallow();
    const std::string out = bare(story.run("release_notes"));
    return out.substr(out.find("release_notes_vulns"));
  };
  CHECK(vulns("# 1.0.0\n\n- Fix CVE-2026-1234\n", "Fix it\n\nCVE-2026-1234") == "release_notes_vulns Met/4");
  CHECK(vulns("# 1.0.0\n\n- Fix CVE-2026-1234\n", "Fix it\n\nCVE-2026-9999") == "release_notes_vulns Met/2");
  CHECK(vulns("# 1.0.0\n\n- Fix it\n", "Fix it\n\nCVE-2026-9999") == "release_notes_vulns ?/0");
  const std::string many =
      "# 1.0.0\n\n- Fix it\n\n# 0.4.0\n\n- x\n\n# 0.3.0\n\n- x\n\n# 0.2.0\n\n- x\n\n# 0.1.0\n\n- x\n";
  CHECK(vulns(many, "Fix a crash\n\nCVE-2026-9999") == "release_notes_vulns Unmet/2");
  CHECK(vulns(many, "Update libssh for CVE-2026-9999") == "release_notes_vulns ?/0");
  CHECK(vulns("# 1.0.0\n\n- Fix it\n", "Fix it") == "release_notes_vulns N/A/3");
  // The criterion is about the project's own vulnerabilities.
  CHECK(vulns(many, "Fix security reports\n\n- bump libssh to 0.9.8 (CVE-2026-9999)") ==
        "release_notes_vulns N/A/3");
  CHECK(Story()
            .commit(3, "build(deps): update libssh\n\nFixes CVE-2026-9999")
            .says("release_notes", "release_notes_vulns")
            .find("ids of dependencies only, which the criterion leaves out: CVE-2026-9999.") !=
        std::string::npos);
  CHECK(vulns("# 1.0.0\n\n- Fixed a security vulnerability in the parser\n", "Fix it") ==
        "release_notes_vulns ?/0");
  // A part of that name tells of features as often as of mended faults.
  CHECK(vulns("# 1.0.0\n\n## Security\n\n- Unknown origins are rejected\n", "x") ==
        "release_notes_vulns ?/0");
  CHECK(vulns("# 1.0.0\n\n## Security\n\n- Encryption of data at rest\n", "x") ==
        "release_notes_vulns N/A/3");
  CHECK(vulns("# 1.0.0\n\n## Security\n\nNo fixes this time.\n", "x") == "release_notes_vulns N/A/3");
  CHECK(vulns("# 1.0.0\n\n- Fix it\n", "Fix it", true) == "release_notes_vulns ?/0");
  CHECK(bare(Story().commit(900).commit(3).run("release_notes")).find("release_notes_vulns N/A/2") !=
        std::string::npos);
}

TEST_CASE("maintained_series sees releases of an older series", "[history]") {
  Story story;
  story.commit(200).tag("v1.0.0", 200).commit(100).tag("v2.0.0", 100).commit(10).tag("v1.0.1", 10);
  CHECK(bare(story.run("maintained_series")) == "maintenance_or_update Met/4");
  CHECK(story.says("maintained_series", "maintenance_or_update").find("v1.0.1") != std::string::npos);
  CHECK(
      Story().commit(200).tag("v1.0.0", 200).commit(100).tag("v1.1.0", 100).run("maintained_series").empty());
  Story builds;  // "v2217" counts builds: v4.0.1 and v4.1.0 belong to no older series
  builds.commit(200).tag("v4.0.0", 200).commit(100).tag("v2217", 100).commit(50).tag("v4.0.1", 50);
  CHECK(builds.commit(10).tag("v4.1.0", 10).run("maintained_series").empty());
  Story renumbered;  // 9.x was given up years ago: 1.x is no older series
  renumbered.commit(2000).tag("v9.0.0", 2000).commit(100).tag("v1.0.0", 100).commit(10).tag("v1.1.0", 10);
  CHECK(renumbered.run("maintained_series").empty());
  CHECK(bare(Story().commit(20).tag("v1.0.0", 20).run("maintained_series")) == "maintenance_or_update N/A/2");
}
