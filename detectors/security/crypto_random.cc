// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Where keys, nonces and tokens get their randomness from.
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/crypto_use.h"

namespace badgescan {
namespace {

constexpr std::string_view kRandom = "crypto_random";
constexpr std::string_view kCriteria[] = {kRandom};

void detect(const Context& context, FindingSink& out) {
  const CryptoUse& use = context.get<CryptoUse>();
  if (!use.weak_random.empty()) {
    out.unmet(kRandom, Confidence::partial,
              msg("Something that looks like a secret is made with a random generator that is not made for "
                  "secrets."),
              evidence_of(use.weak_random, 4),
              msg("Is the value a secret, so that guessing it would do harm?"));
  } else if (!use.random.empty()) {
    out.met(kRandom, use.complete ? Confidence::likely : Confidence::partial,
            msg("Random values come from {}; no secret made with another generator was found.",
                join_names(names_of(use.random), 3)),
            evidence_of(use.random, 4));
  } else if (!use.uuids.empty() && use.extent == CryptoUse::Extent::hash_security) {
    out.met(kRandom, use.complete ? Confidence::likely : Confidence::partial,
            msg("The only random values are identifiers, made by {} from the system's secure generator; no "
                "secret "
                "made with another generator was found.",
                join_names(names_of(use.uuids), 2)),
            evidence_of(use.uuids, 3));
  } else if (!use.direct.empty() && !use.only_contracts) {
    out.met(kRandom, Confidence::partial,
            msg("No random generator is called by the source itself; keys and nonces are left to {}.",
                join_names(names_of(use.direct), 3)),
            evidence_of(use.direct, 3),
            msg("Does the software create keys or nonces (N/A if it creates none)?"));
  } else if (!use.own_primitives.empty()) {
    out.unknown(
        kRandom,
        msg("The source holds cryptography of its own, and no random generator for secrets was found."),
        msg("Who creates keys and nonces (N/A if only the caller does)?"),
        evidence_of(use.own_primitives, 3));
  } else if (!use.secrets_complete) {
    out.unknown(kRandom, msg("No keys or nonces were found, but not all of the source could be searched."),
                msg("Does the software create keys, nonces or tokens (N/A if not)?"));
  } else {
    out.not_applicable(kRandom, use.uses_network() ? Confidence::likely : Confidence::strong,
                       msg("The software creates no keys or nonces: a search of all {} found no cryptography "
                           "that needs them and no call of a random generator for secrets.",
                           use.searched));
  }
}

}  // namespace

extern const Detector crypto_random;
const Detector crypto_random{
    .id = "crypto_random",
    .summary = "Looks for random generators in the source, and for secrets made with the wrong ones.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
