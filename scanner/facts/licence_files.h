// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Finds and reads the licence files of a snapshot, for the fact Licensing.
#pragma once

#include <vector>

#include "scanner/facts/licensing.h"

namespace badgescan {

struct LicenceFiles {
  std::vector<LicenceFile> files;  ///< best place first, then by path
  bool complete = true;            ///< none was left unread
};
LicenceFiles read_licence_files(const Facts& facts, const licence::Identifier& engine);

/// A path of the tree that a short text names, seen from `folder`; null when it names none.
const Entry* pointed_at(const Snapshot& snapshot, std::string_view folder, std::string_view text,
                        const Entry& self);

}  // namespace badgescan
