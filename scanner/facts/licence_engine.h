// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The licence engine with this run's rules, shared by all facts.
#pragma once

#include <memory>

#include "scanner/facts/facts.h"
#include "scanner/licence/identify.h"

namespace badgescan {

class LicenceEngine {
 public:
  static LicenceEngine collect(const Facts& facts);

  explicit operator bool() const { return engine_ != nullptr; }
  const licence::Identifier* operator->() const { return engine_.get(); }
  const licence::Identifier& operator*() const { return *engine_; }

 private:
  std::shared_ptr<const licence::Identifier> engine_;
};

}  // namespace badgescan
