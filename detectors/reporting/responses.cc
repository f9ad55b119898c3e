// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// report_responses, enhancement_responses, vulnerability_report_response: how the project has answered. The
// repository cannot tell; the questions say what to count and where.
#include "detectors/documents_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kBugs = "report_responses", kWishes = "enhancement_responses",
                           kVulnerabilities = "vulnerability_report_response";
constexpr std::string_view kCriteria[] = {kBugs, kWishes, kVulnerabilities};

void detect(const Context& context, FindingSink& out) {
  const std::string tracker = context.get<Project>().forge.issues_link();
  const std::string where = tracker.empty() ? msg("the issue tracker") : tracker;
  const std::vector<Evidence> seen =
      tracker.empty() ? std::vector<Evidence>{} : std::vector<Evidence>{at_url(tracker)};
  out.unknown(kBugs, msg("The repository does not show how reports were answered."),
              msg("Of the bug reports of the last 2 to 12 months in {}, were more than half answered (not "
                  "necessarily fixed)?",
                  where),
              seen);
  out.unknown(kWishes, msg("The repository does not show how requests were answered."),
              msg("Of the enhancement requests of the last 2 to 12 months in {}, were more than half "
                  "answered, even by a no?",
                  where),
              seen);
  out.unknown(kVulnerabilities,
              msg("The repository does not show when reports of vulnerabilities were answered."),
              msg("Was every vulnerability report of the last 6 months answered within 14 days (N/A if there "
                  "was none)?"));
}

}  // namespace

extern const Detector responses;
const Detector responses{
    .id = "responses",
    .summary = "Asks for the answers to reports, which only the tracker and the mailbox hold.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
