// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-BR-06.01, DO-03.01, DO-03.02, QA-02.02: signed releases, how to verify them, bills of materials.
#include <algorithm>

#include "detectors/baseline/baseline_util.h"
#include "scanner/base/message.h"
#include "scanner/facts/tools.h"

namespace badgescan {
namespace {

constexpr std::string_view kSigned = "osps_br_06_01", kVerify = "osps_do_03_01", kIdentity = "osps_do_03_02",
                           kBill = "osps_qa_02_02";
constexpr std::string_view kCriteria[] = {kSigned, kVerify, kIdentity, kBill};

/// The strongest use of a tool of these kinds that a pipeline starts.
const ToolUse* run_in_ci(const ToolUses& uses, std::initializer_list<ToolKind> kinds) {
  for (const ToolKind kind : kinds) {
    for (const ToolUse* use : uses.with(kind, How::ci)) {
      if (use->frequency != Frequency::never) return use;
    }
  }
  return nullptr;
}

void answer_signed(const Context& context, FindingSink& out) {
  const ToolUses& uses = context.get<ToolUses>();
  const std::string ask =
      msg("Are the assets of each release signed, or listed in a signed manifest with their hashes?");
  const ToolUse* use = run_in_ci(uses, {ToolKind::provenance, ToolKind::signer});
  if (use != nullptr) {
    out.met(kSigned, Confidence::likely, msg("Releases are signed or attested by {}.", describe(*use)),
            {use->evidence});
  } else if (uses.complete()) {
    out.unknown(kSigned, msg("No step of a pipeline signs releases; they may be signed by hand."), ask);
  } else {
    out.unknown(kSigned, msg("Not every pipeline could be read."), ask);
  }
}

std::optional<Evidence> command_in_documents(const Context& context) {
  for (const std::string_view kind :
       {"verification", "readme", "security", "install", "release_process", "docs"}) {
    for (const Document* document : context.get<Documents>().of(kind)) {
      if (auto seen = code_with(context, *document, "verify_command")) return seen;
    }
  }
  return std::nullopt;
}

void answer_instructions(const Context& context, FindingSink& out) {
  const auto command = command_in_documents(context);
  const Search words = context.search("verify_release");
  const Search identity = context.search("verify_identity");
  const std::string ask_verify =
      msg("Which commands check a downloaded release, what do they print, and where is that written?");
  const std::string ask_identity =
      msg("Who signs the releases (key fingerprint, or issuer and identity), and where is that written?");
  if (command) {
    out.met(kVerify, Confidence::strong,
            msg("{} shows how to verify a release: {}", place(*command), quote(*command)),
            joined({{*command}, some(words.hits, 2)}));
  } else if (words) {
    out.met(kVerify, Confidence::partial, msg("{} says: {}", place(words.best()), quote(words.best())),
            some(words.hits), ask_verify);
  } else if (words.complete) {
    out.unmet(kVerify, Confidence::partial,
              msg("No instructions to verify a release were found in the repository."), {}, ask_verify);
  } else {
    out.unknown(kVerify, msg("Not every document could be read."), ask_verify);
  }
  const bool both = (command || words) && identity;
  const bool names_identity = command && (command->excerpt.find("identity") != std::string::npos ||
                                          command->excerpt.find("attestation verify") != std::string::npos);
  if (both) {
    out.met(kIdentity, Confidence::likely, msg("{} says: {}", place(identity.best()), quote(identity.best())),
            some(identity.hits));
  } else if (names_identity) {
    out.met(kIdentity, Confidence::likely,
            msg("The command in {} names the identity: {}", place(*command), quote(*command)), {*command});
  } else if (identity.complete) {
    out.unmet(kIdentity, Confidence::partial, msg("No document was found that says who signs the releases."),
              {}, ask_identity);
  } else {
    out.unknown(kIdentity, msg("Not every document could be read."), ask_identity);
  }
}

void answer_bill(const Context& context, FindingSink& out) {
  const ToolUses& uses = context.get<ToolUses>();
  const std::string ask =
      msg("Is every compiled release delivered with a bill of materials, SBOM (N/A if nothing compiled is "
          "released)?");
  const ToolUse* use = run_in_ci(uses, {ToolKind::sbom});
  if (use != nullptr) {
    const bool at_release = use->frequency == Frequency::release || use->frequency == Frequency::manual;
    out.met(kBill, at_release ? Confidence::likely : Confidence::partial,
            msg("A bill of materials is written by {}.", describe(*use)), {use->evidence},
            at_release ? "" : ask);
  } else if (uses.complete()) {
    out.unmet(kBill, Confidence::partial, msg("No step of a pipeline writes a bill of materials."), {}, ask);
  } else {
    out.unknown(kBill, msg("Not every pipeline could be read."), ask);
  }
}

void detect(const Context& context, FindingSink& out) {
  answer_signed(context, out);
  answer_instructions(context, out);
  answer_bill(context, out);
}

}  // namespace

extern const Detector release_trust;
const Detector release_trust{
    .id = "release_trust",
    .summary = "Looks for signing and SBOM steps, and for instructions to verify releases.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
