// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The host of an address, and hosts where many projects have their pages.
#pragma once

#include <string_view>

namespace badgescan {

/// As written; empty without a scheme.
std::string_view host_of(std::string_view url);

/// A site whose accounts and pages somebody else runs, and serves over https: package registries, hosts of
/// pages and of documentation.
bool is_run_by_others(std::string_view url);

}  // namespace badgescan
