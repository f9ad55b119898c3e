// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-BR-07.02, VM-05.01, VM-05.02, VM-06.01, GV-04.01, DO-06.01: policies that stand in documents.
#include "detectors/baseline/baseline_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"osps_br_07_02", "osps_vm_05_01", "osps_vm_05_02",
                                          "osps_vm_06_01", "osps_gv_04_01", "osps_do_06_01"};

void detect(const Context& context, FindingSink& out) {
  answer_policy(
      context, out,
      {.criterion = "osps_br_07_02",
       .rule = "secrets_policy",
       .also = "secrets_rotation",
       .lacks = msg("How secrets are renewed or revoked was not found."),
       .nothing = msg("No document says how the project keeps its secrets and credentials."),
       .ask = msg(
           "Where are secrets kept, who may use them, when are they renewed, and where is that written?")});
  answer_policy(
      context, out,
      {.criterion = "osps_vm_05_01",
       .rule = "sca_threshold",
       .full = Confidence::likely,
       .nothing = msg("No document says from which severity on findings in dependencies must be fixed."),
       .ask = msg("From which severity on, and how fast, are vulnerable dependencies and unwanted licences "
                  "dealt with, and where is that written?")});
  answer_policy(
      context, out,
      {.criterion = "osps_vm_05_02",
       .rule = "sca_before_release",
       .full = Confidence::likely,
       .nothing = msg("No document says that findings in dependencies are dealt with before a release."),
       .ask = msg("Is no release made while findings in dependencies are open, and where is that written?")});
  answer_policy(context, out,
                {.criterion = "osps_vm_06_01",
                 .rule = "sast_threshold",
                 .full = Confidence::likely,
                 .nothing = msg("No document says which findings of static analysis must be fixed."),
                 .ask = msg("From which severity on, and how fast, are findings of static analysis fixed, "
                            "and where is that written?")});
  answer_policy(
      context, out,
      {.criterion = "osps_gv_04_01",
       .rule = "collaborator_vetting",
       .full = Confidence::likely,
       .nothing = msg("No document says that people are reviewed before they get more permissions."),
       .ask = msg("Who decides, and after which review, that somebody gets access to sensitive resources, "
                  "and where is that written?")});
  answer_policy(
      context, out,
      {.criterion = "osps_do_06_01",
       .rule = "dependency_selection",
       .also = "dependency_tracking",
       .full = Confidence::likely,
       .lacks = msg("How dependencies are tracked was not found."),
       .nothing = msg("No document says how dependencies are selected, obtained and tracked."),
       .ask = msg(
           "How does the project select, obtain and track its dependencies, and where is that written?")});
}

}  // namespace

extern const Detector policies;
const Detector policies{.id = "policies",
                        .summary = "Looks in the documents for the policies that the baseline asks for.",
                        .criteria = kCriteria,
                        .detect = detect};

}  // namespace badgescan
