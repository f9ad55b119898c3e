// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// How the repository shows that releases are signed: pipeline steps, key files, instructions to verify. What
// tags themselves carry is in releases.h; what release pages carry only the forge knows.
#pragma once

#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/facts/tools.h"

namespace badgescan {

class ReleaseSigning {
 public:
  static ReleaseSigning collect(const Facts& facts);

  std::vector<ToolUse> signing;     ///< steps that sign or attest, run by a pipeline, strongest first
  std::vector<ToolUse> configured;  ///< the same in scripts and configuration only (a Makefile's gpg)
  std::vector<ToolUse> bills;       ///< steps that write a bill of materials
  std::vector<Evidence> keys;       ///< KEYS, *.asc, *.pub … that hold a public key
  std::vector<Evidence> commands;   ///< lines of documents with a command that verifies a signature
  bool complete = false;            ///< pipelines, tree and documents were read
};

}  // namespace badgescan
