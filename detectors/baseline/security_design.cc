// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-SA-01.01, SA-03.01, SA-03.02: design documents, security assessment, threat model.
#include <algorithm>

#include "detectors/baseline/baseline_util.h"
#include "detectors/security/audit_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kDesign = "osps_sa_01_01", kAssessment = "osps_sa_03_01",
                           kThreats = "osps_sa_03_02";
constexpr std::string_view kCriteria[] = {kDesign, kAssessment, kThreats};
constexpr std::size_t kRealDocument = 150;  // words; less is a remark, not a model

void answer_design(const Context& context, FindingSink& out) {
  const auto design = best_piece(context, {"architecture", "design", "adr"}, 40);
  const Search actors = context.search("actors_and_actions");
  const std::string ask =
      msg("Is there a design document that shows every actor (users, services, subsystems) and what each can "
          "do?");
  const bool same = design && std::any_of(actors.hits.begin(), actors.hits.end(),
                                          [&](const Evidence& hit) { return hit.path == design->path(); });
  if (same && (design->whole || design->words() >= kRealDocument)) {
    out.met(kDesign, Confidence::likely,
            msg("{} describes the design; actors and their actions: {}", place(design->evidence()),
                quote(actors.best())),
            joined({{design->evidence()}, some(actors.hits, 2)}));
  } else if (design || actors) {
    const Evidence seen = design ? design->evidence() : actors.best();
    out.met(kDesign, Confidence::partial, msg("{} is about the design.", place(seen)), {seen}, ask);
  } else if (const std::string guide = agents_guide(context); !guide.empty()) {
    out.unknown(
        kDesign, msg("{} tells coding agents about the source; no design document was found.", guide),
        msg("Does {} or another text show every actor (users, services, subsystems) and what each can do?",
            guide),
        {{.path = guide}});
  } else if (actors.complete) {
    out.unmet(kDesign, Confidence::partial,
              msg("No design or architecture document was found in the repository."), {}, ask);
  } else {
    out.unknown(kDesign, msg("Not every document could be read."), ask);
  }
}

void answer_assessment(const Context& context, FindingSink& out) {
  const auto model = best_piece(context, {"threat_model", "assurance_case"}, kRealDocument);
  auto audit = security_audit(context, 60);
  if (!audit) audit = best_piece(context, "self_assessment", 60);
  const Search risks = context.search("risk_assessment");
  const std::string ask_assessment =
      msg("Was a security assessment made (most likely and worst problems), and where can it be read?");
  const std::string ask_threats =
      msg("Was a threat model with the attack surface made, and where can it be read?");
  if (audit || (model && risks)) {
    const Evidence seen = audit ? audit->evidence() : model->evidence();
    out.met(kAssessment, Confidence::likely, msg("{} assesses the security of the software.", place(seen)),
            joined({{seen}, some(risks.hits, 2)}));
  } else if (model || risks) {
    const Evidence seen = model ? model->evidence() : risks.best();
    out.met(kAssessment, Confidence::partial, msg("{} touches on it: {}", place(seen), quote(seen)), {seen},
            ask_assessment);
  } else if (risks.complete) {
    out.unmet(kAssessment, Confidence::partial, msg("No security assessment was found in the repository."),
              {}, ask_assessment);
  } else {
    out.unknown(kAssessment, msg("Not every document could be read."), ask_assessment);
  }
  if (model) {
    out.met(kThreats, Confidence::strong, msg("{} models the threats.", place(model->evidence())),
            {model->evidence()});
  } else if (auto small = best_piece(context, {"threat_model", "assurance_case"}, 25)) {
    out.met(kThreats, Confidence::partial, msg("{} names threats, in a few words.", place(small->evidence())),
            {small->evidence()}, ask_threats);
  } else if (context.get<Documents>().complete("threat_model")) {
    out.unmet(kThreats, Confidence::partial, msg("No threat model was found in the repository."), {},
              ask_threats);
  } else {
    out.unknown(kThreats, msg("Not every document could be read."), ask_threats);
  }
}

void detect(const Context& context, FindingSink& out) {
  answer_design(context, out);
  answer_assessment(context, out);
}

}  // namespace

extern const Detector security_design;
const Detector security_design{
    .id = "security_design",
    .summary = "Looks for design documents, security assessments and threat models.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
