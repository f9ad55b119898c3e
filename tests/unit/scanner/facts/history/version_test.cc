// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/history/version.h"

#include "tests/support/test.h"

using namespace badgescan;

namespace {
std::string shown(std::string_view tag) {
  const auto version = parse_version_tag(tag);
  if (!version) return "-";
  return version->prefix + "|" + version->text() + "|" + std::string(name_of(version->scheme)) +
         (version->stage < 0   ? "|pre"
          : version->stage > 0 ? "|post"
                               : "");
}
}  // namespace

TEST_CASE("a tag's name is taken apart into prefix, version and scheme", "[version]") {
  struct Case {
    const char* tag;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"v1.2.3", "|1.2.3|SemVer"},
      {"1.2.3", "|1.2.3|SemVer"},
      {"V3.1", "|3.1|numbers"},
      {"v7.0.8.4", "|7.0.8.4|numbers"},
      {"v1.3.0.9011", "|1.3.0.9011|numbers|pre"},  // R: after 1.3.0, before the next
      {"curl-8_1_0", "curl|8.1.0|SemVer"},
      {"curl-7_8_0-pre3", "curl|7.8.0-pre3|SemVer|pre"},
      {"pkg/v1.2.3", "pkg|1.2.3|SemVer"},
      {"@scope/pkg@1.2.3-beta.1", "@scope/pkg|1.2.3-beta.1|SemVer|pre"},
      {"release-1.2.3", "|1.2.3|SemVer"},
      {"release/2.0", "|2.0|numbers"},
      {"REL_15_2", "|15.2|numbers"},
      {"R_2_5_0", "|2.5.0|SemVer"},
      {"OpenSSL_1_1_1w", "openssl|1.1.1w|SemVer|post"},
      {"go1.21.0", "go|1.21.0|SemVer"},
      {"n4.4", "n|4.4|numbers"},
      {"log4j-2.17.1", "log4j|2.17.1|SemVer"},
      {"libfoo2-1.0", "libfoo2|1.0|numbers"},
      {"v1.0.0rc1", "|1.0.0-rc1|SemVer|pre"},
      {"v2024.01-rc1", "|2024.1-rc1|CalVer|pre"},
      {"22.04", "|22.4|CalVer"},
      {"20240131", "|20240131|CalVer"},
      {"2024-01-31", "|2024.1.31|CalVer"},
      {"1.2.3.Final", "|1.2.3|SemVer"},
      {"1.2.3-1", "|1.2.3-1|SemVer|post"},
      {"v1.2.3+build5", "|1.2.3|SemVer"},
      {"v5", "|5|counter"},
      {"action/v5", "action|5|counter"},
      // look-alikes
      {"before-merge-2020", "-"},
      {"nightly-20240101", "-"},
      {"issue-1234", "-"},
      {"v1-old-documentation", "-"},
      {"stable", "-"},
      {"sha256", "-"},
      {"99999999999999999999999", "-"},
  }));
  CAPTURE(c.tag);
  CHECK(shown(c.tag) == c.want);
}

TEST_CASE("versions are ordered by number, stage and suffix", "[version]") {
  const std::vector<const char*> ascending{"v0.9",       "v1.0.0-alpha", "v1.0.0-beta.2", "v1.0.0-beta.11",
                                           "v1.0.0-rc1", "v1.0.0",       "v1.0.0-p1",     "v1.0.1",
                                           "v1.2",       "v1.10.0",      "v2.0.0rc1",     "v2"};
  for (std::size_t i = 0; i + 1 < ascending.size(); ++i) {
    CAPTURE(ascending[i], ascending[i + 1]);
    CHECK(is_lt(compare(*parse_version_tag(ascending[i]), *parse_version_tag(ascending[i + 1]))));
    CHECK(is_gt(compare(*parse_version_tag(ascending[i + 1]), *parse_version_tag(ascending[i]))));
  }
  CHECK(is_eq(compare(*parse_version_tag("v1.2"), *parse_version_tag("1.2.0"))));
}

TEST_CASE("a text names a version only as a whole word", "[version]") {
  const Version version = *parse_version_tag("curl-8_1_0");
  CHECK(mentions_version("Version 8.1.0 (17 May 2023)", version));
  CHECK(mentions_version("## [8.1.0] - 2023-05-17", version));
  CHECK(mentions_version("v8.1", version));
  CHECK(mentions_version("curl 8_1_0", version));
  CHECK_FALSE(mentions_version("Version 8.1.1", version));
  CHECK_FALSE(mentions_version("Version 18.1.0", version));
  CHECK_FALSE(mentions_version("8.1.0.2", version));
  CHECK_FALSE(mentions_version("1.8.1.0", version));
  CHECK_FALSE(mentions_version("nothing", version));
}

TEST_CASE("maintenance branches are known by their names", "[version]") {
  struct Case {
    const char* branch;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"7-1-stable", "7.1"},
      {"release/2.x", "2"},
      {"REL_15_STABLE", "15"},
      {"1.2.x", "1.2"},
      {"stable-3.0", "3.0"},
      {"maint-2.40", "2.40"},
      {"v3", "3"},
      {"8.0", "8.0"},
      {"main", ""},
      {"feature/v2-login", ""},
      {"stable", ""},
      {"issue-12", ""},
      {"release/1.2.3", ""},
      {"2024", ""},
  }));
  CAPTURE(c.branch);
  CHECK(maintenance_series(c.branch) == c.want);
}
