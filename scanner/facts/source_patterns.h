// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The source patterns (rules/source/), loaded once for everybody who searches or redacts with them.
#pragma once

#include <memory>

#include "scanner/facts/facts.h"
#include "scanner/source/pattern_rules.h"

namespace badgescan {

struct SourcePatterns {
  static SourcePatterns collect(const Facts& facts);

  std::shared_ptr<const source::PatternSet> set;  ///< null when a rule file is broken; a note says so
};

}  // namespace badgescan
