// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Exact versions of dependencies, from lock files: what a vulnerability database can be asked about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/facts.h"

namespace badgescan {

struct LockedPackage {
  std::string ecosystem;  ///< as OSV spells it
  std::string name;
  std::string version;
  std::string path;  ///< of the lock file

  friend bool operator==(const LockedPackage&, const LockedPackage&) = default;
};

class LockedPackages {
 public:
  static LockedPackages collect(const Facts& facts);

  std::vector<LockedPackage> all;  ///< sorted, each once; at most 1000
  std::size_t left_out = 0;        ///< above that
};

/// OSV's name of one of our ecosystems ("npm", "pypi" → "PyPI"); empty when OSV has none.
std::string osv_ecosystem(std::string_view ecosystem);
/// The packages of one lock file, by its name. Exposed for tests; nothing for names that are not known.
std::vector<LockedPackage> read_lock(std::string_view path, std::string_view text);

}  // namespace badgescan
