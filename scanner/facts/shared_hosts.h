// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Hosts where many projects have their pages.
#pragma once

#include <string_view>

namespace badgescan {

/// A site whose accounts and pages somebody else runs, and serves over https: package registries, hosts of
/// pages and of documentation.
bool is_run_by_others(std::string_view url);

}  // namespace badgescan
