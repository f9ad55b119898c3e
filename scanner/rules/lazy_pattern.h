// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// A pattern that is compiled when it is first run: there are more than a thousand, and a repository needs a
// few.
#pragma once

#include <re2/re2.h>

#include <mutex>
#include <optional>
#include <string>

namespace badgescan {

/// Thread-safe. Stays where it is made.
class LazyPattern {
 public:
  LazyPattern(std::string pattern, const re2::RE2::Options& options)
      : pattern_(std::move(pattern)), options_(options) {}

  const std::string& text() const { return pattern_; }
  const re2::RE2& compiled() const {
    std::call_once(once_, [this] { compiled_.emplace(pattern_, options_); });
    return *compiled_;
  }

 private:
  const std::string pattern_;
  const re2::RE2::Options options_;
  mutable std::once_flag once_;
  mutable std::optional<re2::RE2> compiled_;
};

}  // namespace badgescan
