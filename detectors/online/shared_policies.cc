// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Ways to report and contribute that do not stand in the repository: the forge's private report form, and
// documents that the owner keeps once for all repositories.
#include "detectors/online/online_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"vulnerability_report_process",
                                          "vulnerability_report_private",
                                          "contribution",
                                          "osps_vm_03_01",
                                          "osps_vm_02_01",
                                          "code_of_conduct"};

bool says_how(std::string_view text) {
  if (!contains_ignoring_case(text, "report") && !contains_ignoring_case(text, "disclos")) return false;
  const auto at = text.find('@');
  const bool mail = at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos;
  return mail || text.find("https://") != std::string_view::npos;
}

bool says_private(std::string_view text) {
  for (const char* sign : {"privately", "private vulnerability", "security/advisories/new", "confidential",
                           "do not open a public", "not report security", "security@"}) {
    if (contains_ignoring_case(text, sign)) return true;
  }
  return false;
}

void private_form(const Asked<bool>& asked, FindingSink& out) {
  if (!asked) {
    if (!asked.why.empty()) {
      out.unknown("vulnerability_report_private",
                  msg("Whether the forge's private report form is switched on is not known: {}.", asked.why),
                  msg("Is there a private way to report a vulnerability?"));
    }
    return;
  }
  if (!*asked) return;
  const auto evidence = online::seen_at(asked.url);
  const std::string text = msg("Private vulnerability reports are switched on at the forge: {}", asked.url);
  for (const char* criterion : {"vulnerability_report_private", "osps_vm_03_01"})
    out.met(criterion, Confidence::strong, text, evidence);
  out.met("vulnerability_report_process", Confidence::likely, text, evidence,
          msg("Is the form named in the project's documentation?"));
}

void shared_document(const SharedDocument& document, FindingSink& out) {
  const auto evidence = online::seen_at(document.url);
  if (document.kind == "contributing") {
    out.met("contribution", Confidence::likely,
            msg("The owner's shared contribution guide applies to this repository: {}", document.url),
            evidence);
  } else if (document.kind == "code_of_conduct") {
    out.met("code_of_conduct", Confidence::strong,
            msg("The owner's shared code of conduct applies to this repository: {}", document.url), evidence);
  } else if (document.kind == "security" && says_how(document.text)) {
    const std::string text =
        msg("The owner's shared security policy says how to report a vulnerability: {}", document.url);
    out.met("vulnerability_report_process", Confidence::strong, text, evidence);
    out.met("osps_vm_02_01", Confidence::likely, text, evidence);
    if (says_private(document.text)) {
      const std::string privately =
          msg("The owner's shared security policy names a private way to report: {}", document.url);
      for (const char* criterion : {"vulnerability_report_private", "osps_vm_03_01"})
        out.met(criterion, Confidence::likely, privately, evidence);
    }
  }
}

void detect(const Context& context, FindingSink& out) {
  const OnlineFacts& online = context.get<OnlineFacts>();
  if (!online::forge_answered(online)) return;
  private_form(online.forge.private_reporting, out);
  if (!online.forge.shared_documents) return;
  for (const SharedDocument& document : *online.forge.shared_documents) shared_document(document, out);
}

}  // namespace

extern const Detector shared_policies;
const Detector shared_policies{.id = "shared_policies",
                               .summary =
                                   "Asks the forge for its private report form and for documents that the "
                                   "owner shares among repositories.",
                               .criteria = kCriteria,
                               .detect = detect};

}  // namespace badgescan
