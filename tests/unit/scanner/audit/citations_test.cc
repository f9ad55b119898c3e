// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/audit/citations.h"

#include "tests/support/test.h"

namespace badgescan {
namespace {

/// "kind path[@ref][:line[-last]][#anchor]" of each, "; " between.
std::string shown(std::string_view text, const ForgeLocation& own = locate("https://github.com/o/r")) {
  std::string out;
  for (const Citation& citation : citations(text, own, {"main", "release/2.0", "v1.0"})) {
    constexpr const char* kKinds[] = {"link", "bare", "page", "elsewhere"};
    out += (out.empty() ? "" : "; ") + std::string(kKinds[static_cast<int>(citation.kind)]);
    if (citation.in_repository()) out += " " + citation.path;
    if (!citation.ref.empty()) out += "@" + citation.ref;
    if (citation.line > 0) out += ":" + std::to_string(citation.line);
    if (citation.last_line > citation.line) out += "-" + std::to_string(citation.last_line);
    if (!citation.anchor.empty()) out += "#" + citation.anchor;
  }
  return out;
}

TEST_CASE("links to files of the own repository", "[audit]") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"See https://github.com/o/r/blob/main/docs/a%20b.md#L3-L9.", "link docs/a b.md@main:3-9"},
      {"(https://github.com/O/R/blob/main/README.md#usage)", "link README.md@main#usage"},
      {"https://github.com/o/r/tree/release/2.0/src/", "link src@release/2.0"},
      {"https://github.com/o/r/raw/v1.0/x.txt", "link x.txt@v1.0"},
      {"https://raw.githubusercontent.com/o/r/refs/heads/main/LICENSE", "link LICENSE@main"},
      {"https://github.com/o/r", "link "},
      {"https://github.com/o/r/#readme", "link "},
      {"https://github.com/o/r.git", "link "},
      {"https://github.com/o/r/blob/0123456789012345678901234567890123456789/a.c#L12",
       "link a.c@0123456789012345678901234567890123456789:12"},
      {"https://github.com/o/r/issues and https://github.com/o/r/releases/tag/v1.0", "page; page"},
      {"https://github.com/o/r-docs/blob/main/x.md", "elsewhere"},
      {"https://example.org/README.md", "elsewhere"},
      {"[policy](https://github.com/o/r/blob/main/SECURITY.md), **https://a.b/c**",
       "link SECURITY.md@main; elsewhere"},
      {"https://github.com/o/r/blob/main/a.md https://github.com/o/r/blob/main/a.md", "link a.md@main"},
  };
  for (const auto& [text, want] : rows) {
    INFO(text);
    CHECK(shown(text) == want);
  }
}

TEST_CASE("links of other forges", "[audit]") {
  CHECK(shown("https://gitlab.com/g/s/r/-/blob/main/a.md#L1-5", locate("https://gitlab.com/g/s/r")) ==
        "link a.md@main:1-5");
  CHECK(shown("https://codeberg.org/o/r/src/branch/main/a.md#L7", locate("https://codeberg.org/o/r")) ==
        "link a.md@main:7");
  CHECK(shown("https://bitbucket.org/o/r/src/main/a.md#lines-3:4", locate("https://bitbucket.org/o/r")) ==
        "link a.md@main:3-4");
  CHECK(shown("https://github.com/o/r/blob/main/a.md", {}) == "elsewhere");
}

TEST_CASE("paths in the text", "[audit]") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"`.github/workflows/ci.yml:12-20` runs it.", "bare .github/workflows/ci.yml:12-20"},
      {"See docs/testing.md#unit and CONTRIBUTING.md.", "bare docs/testing.md#unit; bare CONTRIBUTING.md"},
      {"src/keys.ts:48-49 uses the CSPRNG", "bare src/keys.ts:48-49"},
      {"C/C++ and/or Node.js, e.g. v1.2.3, 80%/90%", ""},
      {"/etc/passwd.txt ../up.md @scope/x.js -I/x.h", ""},
      {"mail me@example.org, use npm test", ""},
  };
  for (const auto& [text, want] : rows) {
    INFO(text);
    CHECK(shown(text) == want);
  }
}

TEST_CASE("hostile justifications are bounded", "[audit]") {
  std::string many;
  for (int i = 0; i < 5'000; ++i) many += "https://a.b/" + std::to_string(i) + " ";
  CHECK(citations(many, {}, {}).size() == 60);
  CHECK(citations(std::string(100'000, '/'), {}, {}).empty());
  CHECK(citations("https://github.com/o/r/blob/main/a.md#L99999999999999999999",
                  locate("https://github.com/o/r"), {})
            .front()
            .line > 0);
}

TEST_CASE("anchors of headings", "[audit]") {
  CHECK(heading_anchor("Getting started!") == "getting-started");
  CHECK(heading_anchor("C++ & more_stuff") == "c--more_stuff");
  CHECK(heading_anchor("Über uns") == "Über-uns");
}

}  // namespace
}  // namespace badgescan
