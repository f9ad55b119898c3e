// Proposal URLs of the badge site.
#pragma once

#include <string>
#include <vector>

#include "scanner/report/report.h"

namespace badgescan {

/// URLs of at most options.max_url bytes that propose the answers of one level's section; empty when there is
/// nothing to propose. Every answer's status is in exactly one URL; a justification that does not fit beside
/// it is cut at a word, or left out, and `remarks` says so.
std::vector<std::string> proposal_urls(const Report& report, const RenderOptions& options, Level level,
                                       std::vector<std::string>& remarks);

}  // namespace badgescan
