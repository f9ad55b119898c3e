// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// rules/paths.json: which folders and names hold vendored, generated, test, documentation and example files.
#pragma once

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "scanner/base/result.h"

namespace re2 {
class RE2;
}

namespace badgescan {

class RuleSet;

struct PathRules {
  PathRules();
  ~PathRules();
  PathRules(PathRules&&) noexcept;
  PathRules& operator=(PathRules&&) noexcept;

  static Result<PathRules> load(const RuleSet& rules);

  using Names = std::unordered_set<std::string>;
  Names vendored_folders, generated_folders, test_folders, test_data_folders, documentation_folders,
      example_folders;
  Names generated_names, documentation_extensions;
  /// "org/apache": packages of the Java world that others copy from. Few such files among many are copies.
  std::vector<std::string> copied_packages;
  Names stand_in_names;  ///< of functions of a system that programs copy for those which lack them
  std::vector<std::string> generated_suffixes, test_folder_suffixes, test_suffixes,
      example_folder_suffixes;  ///< case matters
  std::vector<std::string> example_folder_prefixes;
  std::unique_ptr<re2::RE2> test_name;  ///< on the lower-case file name
};

}  // namespace badgescan
