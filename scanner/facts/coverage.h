// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Thresholds of test coverage that the project sets for itself, in configuration and commands.
//
// A threshold is a promise that a tool keeps: below it the run fails. A coverage figure without a threshold
// is not in a repository. Thresholds for changed lines only (patch coverage) say nothing about the whole.
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/facts/facts.h"

namespace badgescan {

struct CoverageGate {
  enum class Metric { statement, branch };  ///< lines and instructions count as statements
  Metric metric = Metric::statement;
  double percent = 0;
  std::string what;  ///< "coverage.py fail_under", …
  Evidence evidence;
  bool narrow = false;  ///< for a part of the project, below examples or packages

  /// Whether code in this language (linguist's name) can count towards it.
  bool measures(std::string_view language) const;
  /// It speaks for this metric, and is at least `least`.
  bool holds(Metric asked, double least) const;
};

class CoverageGates {
 public:
  static CoverageGates collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.all_);
  }

  const std::vector<CoverageGate>& all() const { return all_; }  ///< highest first
  /// The highest threshold of the metric that is at least `least`; null when there is none.
  const CoverageGate* best(CoverageGate::Metric metric, double least) const;

 private:
  std::vector<CoverageGate> all_;
};

}  // namespace badgescan
