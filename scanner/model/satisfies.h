// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The badge site's rule for one answer: does it count for its criterion?
#pragma once

#include <string_view>

#include "scanner/model/criterion.h"
#include "scanner/model/finding.h"

namespace badgescan {

/// Whether `status` with `justification` satisfies `requirement`, as the badge site counts:
///   Met (with a URL where the level requires one, with a justification of at least 5 characters where it
///   requires that), N/A (where allowed, justified where required), Unmet for SUGGESTED, Unmet with a
///   justification for SHOULD.
bool satisfies(const Requirement& requirement, Status status, std::string_view justification);
/// What `justification` must still hold before `status`, which would do, satisfies `requirement`.
enum class Missing { nothing, link, reason };
Missing missing_for(const Requirement& requirement, Status status, std::string_view justification);
/// `https?://[^/. ]+\.[^ ]` somewhere in the text, and the text does not start with "// ".
bool has_url(std::string_view justification);

}  // namespace badgescan
