// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The part of a scan that comparisons need: read from a Report, from a saved JSON scan, or from the cache.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/criterion.h"
#include "scanner/model/finding.h"
#include "scanner/report/report.h"

namespace badgescan {

struct SavedAnswer {
  std::string criterion;
  Status status = Status::unknown;
  int confidence = 0;
  std::string justification;
  std::vector<Evidence> evidence;  ///< path, line, excerpt and commit only
};

struct SavedScan {
  std::string repository;                ///< URL, else path
  std::string commit;                    ///< hex; empty for staged states
  std::vector<SavedAnswer> answers;      ///< in catalogue order
  std::array<int, 6> percentages{};      ///< likely, by Level
  std::optional<Level> metal, baseline;  ///< likely
  int score = 2;
  int tiered_percentage = 0;
  bool incomplete = false;  ///< something could not be read

  const SavedAnswer* find(std::string_view criterion) const;
};

SavedScan save(const Report& report);
/// A `--format json` scan (schema badgescan/1). The text is untrusted: sizes and types are checked.
Result<SavedScan> read_saved(std::string_view json, std::string_view origin);
/// The same members as `--format json`, as far as a comparison needs them.
std::string write_saved(const SavedScan& scan);

}  // namespace badgescan
