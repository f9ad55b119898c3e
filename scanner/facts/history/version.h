// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Version numbers in the names of tags, branches and headings: what projects really write (v1.2.3,
// curl-8_1_0, pkg/v1.2.3, OpenSSL_1_1_1w, 2024.01-rc1, release-1.2 …), in one comparable form.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace badgescan {

enum class VersionScheme {
  semver,   ///< three numbers, as Semantic Versioning asks; also with '_' where a tag could not hold dots
  calver,   ///< starts with a year or is a date
  dotted,   ///< other numbers: 1.2, 7.0.8.4
  counter,  ///< one number
};
std::string_view name_of(VersionScheme scheme);  ///< "SemVer", "CalVer", "numbers", "counter"

struct Version {
  std::string
      prefix;  ///< what stands before the number, lower case, without v/release/separators: "curl", "pkg"
  std::vector<std::uint64_t> numbers;
  std::string suffix;  ///< "rc1", "p1", "w"; without its separator
  int stage = 0;       ///< -1 pre-release, 0 release, 1 after the release of that number (1.2-p1, 1.1.1w)
  VersionScheme scheme = VersionScheme::dotted;
  bool calendar_micro = false;  ///< CalVer with more than year and month or date

  bool pre_release() const { return stage < 0; }
  std::string text() const;  ///< "8.1.0-rc1"
  /// "8.1": the series that gets fixes of its own; the first number alone where there are only one or two.
  std::string series() const;
};
/// By numbers, then stage, then suffix (numbers in it by value). The prefix is not compared.
std::weak_ordering compare(const Version& a, const Version& b);

/// Reads a tag's short name. Nothing for names that are no release: "before-merge-2020", "nightly-20240101",
/// "v1-old-docs".
std::optional<Version> parse_version_tag(std::string_view tag);
/// Reads a bare number as headings have it: "1.2.3", "v1.2.3", "[1.2.3]", "8.1.0-rc.1".
std::optional<Version> parse_version(std::string_view text);
/// Whether `text` names this version as a whole word: "Version 8.1.0", "8_1_0", "v8.1" for 8.1.0 too.
bool mentions_version(std::string_view text, const Version& version);

/// The series that a maintenance branch is named after: "7-1-stable" → "7.1", "release/2.x" → "2",
/// "REL_15_STABLE" → "15"; empty when the name is none of a maintenance branch.
std::string maintenance_series(std::string_view branch);

}  // namespace badgescan
