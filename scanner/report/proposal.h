// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Proposal URLs of the badge site. The HTML report's script makes the same ones from the parts given here; a
// test compares them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scanner/report/report.h"

namespace badgescan {

/// URLs of at most url_limit() bytes that propose the answers of one level's section; empty when there is
/// nothing to propose. Every answer is in exactly one URL; in each, all statuses come before the
/// justifications. A justification is cut at a word, its link kept; `remarks` says which.
std::vector<std::string> proposal_urls(const Report& report, const RenderOptions& options, Level level,
                                       std::vector<std::string>& remarks);

/// What every URL of a section begins with.
std::string proposal_base(const Report& report, const RenderOptions& options, Level level);
/// Parameters of the fields that are no criteria; the first URL of a section carries them. What the site can
/// only learn from a URL, never from .bestpractices.json.
std::string proposal_fields(const ProjectAnswers& project);
std::size_t url_limit(const RenderOptions& options);

}  // namespace badgescan
