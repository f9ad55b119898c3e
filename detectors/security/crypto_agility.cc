// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether algorithms and credentials can be replaced without a new release.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/crypto_use.h"

namespace badgescan {
namespace {

using Extent = CryptoUse::Extent;
constexpr std::string_view kAlgorithm = "crypto_algorithm_agility", kCredential = "crypto_credential_agility";
constexpr std::string_view kCriteria[] = {kAlgorithm, kCredential};

void say_algorithm(FindingSink& out, const CryptoUse& use) {
  if (use.extent == Extent::hash_security) {
    out.unknown(kAlgorithm,
                msg("Cryptography is used through {}; no choice of algorithms was found.",
                    join_names(names_of(use.hashes), 3)),
                msg("Can users switch to another algorithm when one is broken?"), evidence_of(use.hashes, 3));
  } else if (use.extent != Extent::direct) {
    if (use.complete)
      out.not_applicable(kAlgorithm, Confidence::likely, use.why_not_direct());
    else
      out.unknown(kAlgorithm,
                  msg("No use of cryptography was found, but not all of the source could be searched."),
                  msg("Does the software use cryptography (N/A if not)?"));
  } else if (!use.tls.empty()) {
    out.met(kAlgorithm, Confidence::likely,
            msg("TLS negotiates its algorithms with the peer: {}.", join_names(names_of(use.tls), 3)),
            evidence_of(use.tls, 3));
  } else if (!use.choice.empty()) {
    out.met(kAlgorithm, Confidence::partial, msg("The source lets an algorithm be chosen."),
            evidence_of(use.choice, 4), msg("Can users switch to another algorithm when one is broken?"));
  } else {
    out.unknown(kAlgorithm,
                msg("Cryptography is used through {}; no choice of algorithms was found.",
                    join_names(names_of(use.direct), 3)),
                msg("Can users switch to another algorithm when one is broken?"), evidence_of(use.direct, 3));
  }
}

bool only_hash_functions(const CryptoUse& use) {
  return use.direct.empty() &&
         std::all_of(use.own_primitives.begin(), use.own_primitives.end(), [](const SourceHit* hit) {
           const std::string& id = hit->rule->id;
           return id == "own-md5" || id == "own-sha1" || id == "own-sha2" || id == "own-keccak";
         });
}

void say_credential(FindingSink& out, const CryptoUse& use) {
  if (!use.credentials_outside.empty()) {
    out.met(kCredential, Confidence::likely,
            msg("Credentials are read from the environment or a key store, apart from code and data, and can "
                "be replaced without a new build."),
            evidence_of(use.credentials_outside, 4));
  } else if (!use.secrets_complete) {
    out.unknown(kCredential,
                msg("No credentials were found, but not all of the source could be searched, or not in a "
                    "language whose calls are known."),
                msg("Does the software handle credentials or private keys (N/A if not)?"));
  } else if (use.credential_words.empty() &&
             (use.extent != Extent::direct || use.only_contracts || only_hash_functions(use))) {
    // An implementation of a hash function has no key to keep, nor has what checks signatures on a chain.
    out.not_applicable(
        kCredential, Confidence::likely,
        msg("The software handles no credentials or private keys: a search of all {} found none.",
            use.searched));
  } else {
    const CryptoUse::Hits& seen = use.credential_words.empty() ? use.direct : use.credential_words;
    out.unknown(kCredential,
                use.credential_words.empty()
                    ? msg("The source uses cryptography ({}); where its keys are kept was not found.",
                          join_names(names_of(use.direct), 3))
                    : msg("The source handles credentials or keys; where they are kept was not found."),
                msg("Are credentials and private keys kept in files of their own, replaceable without a new "
                    "build (N/A if the software handles none)?"),
                evidence_of(seen, 4));
  }
}

void detect(const Context& context, FindingSink& out) {
  const CryptoUse& use = context.get<CryptoUse>();
  say_algorithm(out, use);
  say_credential(out, use);
}

}  // namespace

extern const Detector crypto_agility;
const Detector crypto_agility{
    .id = "crypto_agility",
    .summary = "Looks for a choice of algorithms and for credentials kept outside the source.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
