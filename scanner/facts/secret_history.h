// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Credentials in what the commits of the window added and later commits removed again: a secret that was
// published once stays published. Only with --history.
#pragma once

#include <string>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/facts/source_scan.h"

namespace badgescan {

struct SecretHistory {
  struct Hit {
    SourceHit hit;
    std::string commit;  ///< the newest commit of the window that holds it, full hex id
  };
  static SecretHistory collect(const Facts& facts);

  bool searched = false;  ///< it was asked for, and there is a history
  bool complete = false;  ///< every change of the window was looked at
  std::size_t commits = 0, blobs = 0;
  std::vector<Hit> hits;  ///< newest commit first; values that still stand in the tree are left out

 private:
  std::shared_ptr<const source::PatternSet> patterns_;
};

}  // namespace badgescan
