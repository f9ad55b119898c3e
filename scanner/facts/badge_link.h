// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The badge entry that the README links.
#pragma once

#include <string>

#include "scanner/facts/facts.h"

namespace badgescan {

/// The number of the entry on bestpractices.dev in the first badge link of the README; empty when there is
/// none, or links to several entries.
std::string badge_id_of(const Facts& facts);
/// The number in one URL of the badge site; empty for other URLs.
std::string badge_id_in(std::string_view url);

}  // namespace badgescan
