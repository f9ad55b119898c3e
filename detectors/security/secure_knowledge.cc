// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// know_secure_design, know_common_errors: only the developers know what they know; what they wrote
// about it supports an answer.
#include "detectors/documents_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kDesign = "know_secure_design", kErrors = "know_common_errors";
constexpr std::string_view kCriteria[] = {kDesign, kErrors};

void detect(const Context& context, FindingSink& out) {
  const Search training = context.search("security_training"), design = context.search("secure_design_text"),
               weaknesses = context.search("assurance_weaknesses");
  const auto guide = best_piece(context, {"secure_coding", "assurance_case", "threat_model"}, 30);
  // Who writes a whole document of this kind has shown the knowledge; a section or a sentence only hints at
  // it.
  const bool written = guide && guide->whole && guide->words() >= 200;
  const Confidence confidence = written ? Confidence::likely : Confidence::partial;
  const std::vector<Evidence> guides =
      guide ? std::vector<Evidence>{guide->evidence()} : std::vector<Evidence>{};

  const auto for_design = joined({guides, some(training.hits, 1), some(design.hits, 1)});
  if (!for_design.empty()) {
    out.met(kDesign, confidence,
            msg("{} shows that the developers think about secure design.", place(for_design.front())),
            for_design,
            msg("Does at least one primary developer know the principles of secure design, and how "
                "(experience, course, certificate)?"));
  } else {
    out.unknown(kDesign, msg("The documents show no threat model, assurance case or secure coding guide."),
                msg("Does at least one primary developer know how to design secure software (least "
                    "privilege, fail-safe defaults, limited attack surface …)?"));
  }
  const auto for_errors = joined({guides, some(weaknesses.hits, 1), some(training.hits, 1)});
  if (!for_errors.empty()) {
    out.met(kErrors, confidence,
            msg("{} shows that the developers know common errors and how to counter them.",
                place(for_errors.front())),
            for_errors,
            msg("Does at least one primary developer know the common kinds of errors that lead to "
                "vulnerabilities in this kind of software?"));
  } else {
    out.unknown(kErrors, msg("The documents do not speak of common kinds of vulnerabilities."),
                msg("Does at least one primary developer know the common errors that lead to vulnerabilities "
                    "in this kind of software, and a way to "
                    "counter each?"));
  }
}

}  // namespace

extern const Detector secure_knowledge;
const Detector secure_knowledge{
    .id = "secure_knowledge",
    .summary =
        "Drafts an answer about the developers' knowledge from threat models, guides and training notes.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
