// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the badge asks: criteria, levels, and the facts of each level entry.
// Plain values; the data lives in rules/criteria.json and is loaded by rules/catalogue.h.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace badgescan {

/// In the order in which the badge site shows them. The first three are the metal series, the others OSPS
/// baseline.
enum class Level { passing, silver, gold, baseline1, baseline2, baseline3 };
inline constexpr std::array<Level, 6> kLevels{Level::passing,   Level::silver,    Level::gold,
                                              Level::baseline1, Level::baseline2, Level::baseline3};
inline constexpr bool is_metal(Level level) { return level <= Level::gold; }

/// "passing", …, "baseline-3": the spelling of the badge site.
std::string_view name_of(Level level);
std::optional<Level> level_named(std::string_view name);

enum class Category { must, should, suggested };
std::string_view name_of(Category category);  ///< "MUST", "SHOULD", "SUGGESTED"
std::optional<Category> category_named(std::string_view name);

/// One criterion as one level asks it. The same criterion may be asked at several levels with different
/// strictness.
struct Requirement {
  Level level = Level::passing;
  Category category = Category::must;
  std::string group = {};     ///< chapter on the badge site, e.g. "Basics"
  std::string subgroup = {};  ///< e.g. "FLOSS license"
  bool na_allowed = false;
  bool na_justification_required = false;
  bool met_url_required = false;
  bool met_justification_required = false;
};

struct Criterion {
  std::string id = {};           ///< e.g. "floss_license", "osps_ac_01_01"
  std::string official_id = {};  ///< "OSPS-AC-01.01" for baseline, else the id
  std::string title = {};        ///< ours, a few words
  std::string summary = {};      ///< ours, one sentence: what is asked
  std::string look_for = {};     ///< ours: what a person should look for when the scanner finds nothing
  std::string url = {};          ///< the official text
  bool people_only =
      false;  ///< only people can know (training, response times, 2FA): a `?` is taken as yes in *likely*
  std::vector<Requirement> requirements = {};  ///< at least one, in level order

  bool metal() const { return is_metal(requirements.front().level); }
  const Requirement* at(Level level) const;
  /// Whether some level allows N/A. Levels may differ: report_tracker, tests_documented_added,
  /// dynamic_analysis and dynamic_analysis_enable_assertions allow it above passing only, so ask at() where
  /// one level matters.
  bool na_allowed() const;
  bool url_required() const;  ///< at any level
  Category strictest() const;
};

}  // namespace badgescan
