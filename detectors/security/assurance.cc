// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// assurance_case, implement_secure_design: does a document argue why the software is secure enough?
#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kCase = "assurance_case", kDesign = "implement_secure_design";
constexpr std::string_view kCriteria[] = {kCase, kDesign};

void detect(const Context& context, FindingSink& out) {
  struct Part {
    std::string_view rule;
    std::string name;
  };
  const Part parts[] = {{"assurance_threats", msg("the threat model")},
                        {"assurance_boundaries", msg("trust boundaries")},
                        {"assurance_design", msg("secure design principles")},
                        {"assurance_weaknesses", msg("how common weaknesses are countered")}};
  std::vector<std::string> present, missing;
  std::vector<Evidence> seen;
  for (const Part& part : parts) {
    const Search found = context.search(part.rule);
    (found ? present : missing).push_back(part.name);
    if (found) seen.push_back(found.best());
  }
  const auto own = best_piece(context, "assurance_case", 40);
  if (own && present.size() >= 3) {
    out.met(kCase, present.size() == 4 ? Confidence::strong : Confidence::likely,
            msg("{} argues why the security requirements are met; covered are {}.", place(own->evidence()),
                join_names(present)),
            joined({{own->evidence()}, seen}));
  } else if (present.size() >= 2) {
    out.met(kCase, Confidence::partial,
            msg("{} and others cover {}.", place(seen.front()), join_names(present)), seen,
            missing.empty()
                ? msg("Is this together an argument why the security requirements are met?")
                : msg("Which document covers {} and argues why the security requirements are met?",
                      join_names(missing)));
  } else if (context.get<Documents>().complete("assurance_case")) {
    out.unmet(
        kCase, Confidence::partial,
        msg("No assurance case (threat model, trust boundaries, argument) was found in the repository."),
        seen,
        msg("Where is an assurance case published, that is, an argument why the security requirements are "
            "met?"));
  } else {
    out.unknown(kCase, msg("Not every document could be read."), msg("Where is the assurance case?"));
  }

  const Search design = context.search("secure_design_text");
  if (design) {
    out.met(kDesign, Confidence::partial,
            msg("{} names principles of secure design: {}", place(design.best()), quote(design.best())),
            some(design.hits),
            msg("Are these principles (least privilege, fail-safe defaults, input validation with allow "
                "lists …) applied where they matter?"));
  }
}

}  // namespace

extern const Detector assurance;
const Detector assurance{
    .id = "assurance",
    .summary = "Looks for an assurance case and its four parts: threats, boundaries, design, weaknesses.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
