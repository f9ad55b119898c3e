// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-QA-01.02: a public record of every change.
#include "detectors/baseline/baseline_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kRecord = "osps_qa_01_02";
constexpr std::string_view kCriteria[] = {kRecord};

void detect(const Context& context, FindingSink& out) {
  const ForgeLocation& forge = context.get<Project>().forge;
  if (forge.forge != Forge::unknown && !forge.local) {
    out.met(kRecord, Confidence::likely,
            msg("Git records every change with author and date; the history is at {}.", forge.url),
            {at_url(forge.url)});
    return;
  }
  out.unknown(kRecord, msg("Git records every change with author and date."),
              msg("At which public address can everybody read this history?"));
}

}  // namespace

extern const Detector record;
const Detector record{.id = "record",
                      .summary = "Looks whether the git history is published on a known forge.",
                      .criteria = kCriteria,
                      .detect = detect};

}  // namespace badgescan
