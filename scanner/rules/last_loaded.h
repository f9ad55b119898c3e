// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What is made of rule files, shared by all runs with the same rules (two states of a repository, many
// repositories): making it takes milliseconds.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/rules/rule_set.h"

namespace badgescan {

template <class T>
class LastLoaded {
 public:
  using Loaded = Result<std::shared_ptr<const T>>;

  /// What `load` makes of these files, or made of the same texts the last time.
  template <class Load>
  Loaded get(const RuleSet& rules, const std::vector<std::string>& files, const Load& load) {
    std::string texts;
    for (const std::string& name : files) texts.append(rules.file(name)).append(1, '\0');
    const std::lock_guard lock(mutex_);
    if (last_ != nullptr && texts_ == texts) return last_;
    Loaded loaded = load();
    if (loaded) {
      last_ = *loaded;
      texts_ = std::move(texts);
    }
    return loaded;
  }

 private:
  std::mutex mutex_;
  std::string texts_;
  std::shared_ptr<const T> last_;
};

}  // namespace badgescan
