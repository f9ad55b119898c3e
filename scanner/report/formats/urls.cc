// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// `--format urls`: proposal URLs, which open the badge site's form with our answers filled in.
//
// The site (its docs, 2026-06) takes X_status and X_justification parameters of one section; `?` values are
// dropped, so none is sent; fields outside the section are ignored, so a section has URLs of its own. The
// statuses come before the justifications: what does not fit is cut from the end.
#include <fmt/format.h>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/report/claim_file.h"
#include "scanner/report/escape.h"
#include "scanner/report/groups.h"
#include "scanner/report/proposal.h"

namespace badgescan {
namespace {

Result<Rendered> render(const Report& report, const RenderOptions& options) {
  if (options.project_id.empty() && report.forge.url.empty()) {
    return Error{
        msg("a proposal URL needs the address of the repository (--repo-url) or the id of the badge entry "
            "(--project-id)")};
  }
  Rendered out;
  for (const Level level : kLevels) {
    if (!options.level.empty() && name_of(level) != options.level) continue;
    for (const std::string& url : proposal_urls(report, options, level, out.remarks)) out.text += url + '\n';
  }
  if (out.text.empty()) out.remarks.push_back(msg("there is nothing to propose"));
  return out;
}

}  // namespace

extern const Format urls_format;
const Format urls_format{
    .name = "urls", .summary = "Proposal URLs for bestpractices.dev", .extension = "txt", .render = render};

}  // namespace badgescan
