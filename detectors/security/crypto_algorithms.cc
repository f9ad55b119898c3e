// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What cryptography the software uses, through what, and how good it is.
//
// "Not applicable" is the common answer and needs a search of all the project's own program text. Hashing
// that names things (cache keys, object names) makes no security mechanism: N/A. Hashing that verifies or
// authenticates is one: the questions apply, and the hash functions answer them. Where the purpose of a hash
// cannot be seen, only what is true of any hash is said.
#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/crypto_use.h"

namespace badgescan {
namespace {

using Extent = CryptoUse::Extent;

constexpr std::string_view kPublished = "crypto_published", kCall = "crypto_call", kFloss = "crypto_floss",
                           kKeylength = "crypto_keylength", kWorking = "crypto_working",
                           kWeaknesses = "crypto_weaknesses";
constexpr std::string_view kCriteria[] = {kPublished, kCall, kFloss, kKeylength, kWorking, kWeaknesses};

/// The question when the search could not see everything.
void say_incomplete(FindingSink& out, const CryptoUse& use) {
  for (const std::string_view criterion : kCriteria) {
    if (!use.words.empty()) {
      out.unknown(criterion,
                  msg("The source names cryptography, in a language of which the program knows too little to "
                      "tell a use from a word."),
                  msg("What is it used for (N/A if no security mechanism depends on it)?"),
                  evidence_of(use.words, 3));
      continue;
    }
    out.unknown(criterion,
                msg("No use of cryptography was found, but not all of the source could be searched."),
                msg("Does the software use cryptography (N/A if not)?"), evidence_of(use.https, 2));
  }
}

/// MD5 or SHA-1 where nothing found needs them for security.
void say_weak_names(FindingSink& out, const CryptoUse::Hits& weak,
                    std::span<const std::string_view> criteria) {
  for (const std::string_view criterion : criteria) {
    out.not_applicable(criterion, Confidence::partial,
                       msg("{} is used, and nothing found makes it part of a security mechanism: there are "
                           "no keys, signatures, passwords or protocols.",
                           join_names(names_of(weak), 2)),
                       evidence_of(weak, 4),
                       msg("Does anything rely on this hash for security, for example to detect tampering "
                           "(N/A if it only names or compares things)?"));
  }
}

void ask_weak(FindingSink& out, std::string_view criterion, const CryptoUse::Hits& broken) {
  std::vector<std::string> places;
  for (const Evidence& seen : evidence_of(broken, broken.size())) places.push_back(place(seen));
  out.unknown(criterion,
              msg("The source uses {}: {}.", join_names(names_of(broken), 4), join_names(places, 3)),
              msg("Does a security mechanism depend on it by default (identifiers, cache keys, checksums "
                  "against accidents and formats that others prescribe do not count)?"),
              evidence_of(broken, 5));
}

void say_not_direct(FindingSink& out, const CryptoUse& use, std::span<const std::string_view> criteria) {
  const bool nothing = use.extent == Extent::none && !use.uses_network();
  const bool hashes = use.extent == Extent::hash_only || use.extent == Extent::naming;
  const CryptoUse::Hits& seen = hashes                              ? use.hashes
                                : use.extent == Extent::random_only ? use.random
                                                                    : use.https;
  for (const std::string_view criterion : criteria) {
    out.not_applicable(criterion, nothing ? Confidence::strong : Confidence::likely, use.why_not_direct(),
                       evidence_of(seen, 3));
  }
}

/// A package for cryptography is declared, and no call of it was found.
void say_declared(FindingSink& out, const CryptoUse& use) {
  std::vector<std::string> names;
  std::vector<Evidence> evidence;
  for (const CryptoUse::Declared& it : use.declared) {
    names.push_back(it.name);
    if (evidence.size() < 3) evidence.push_back(it.evidence);
  }
  for (const std::string_view criterion : kCriteria) {
    out.unknown(criterion,
                msg("{} is declared as a dependency, but no use of it was found in the source.",
                    join_names(names, 3)),
                msg("What is it used for (N/A if no security mechanism depends on it)?"), evidence);
  }
}

/// Hashes from a library are cryptography that is called, published and free, whatever they are for.
void say_hashing(FindingSink& out, const CryptoUse& use) {
  const std::string names = join_names(names_of(use.hashes), 3);
  const std::vector<Evidence> evidence = evidence_of(use.hashes, 4);
  out.met(
      kPublished, Confidence::likely,
      msg("The only cryptography that was found is hashing with published algorithms, through {}.", names),
      evidence);
  out.met(kCall, Confidence::likely,
          msg("Hashes are computed by {}; the source holds no implementation of its own.", names), evidence);
  out.met(kFloss, Confidence::likely, msg("The hash functions in use ({}) have free implementations.", names),
          evidence);
  constexpr std::string_view kKeyed[] = {kKeylength};
  say_not_direct(out, use, kKeyed);
  constexpr std::string_view kSecurity[] = {kWorking, kWeaknesses};
  if (use.weak_hashes.empty()) {
    say_not_direct(out, use, kSecurity);
    return;
  }
  say_weak_names(out, use.weak_hashes, kSecurity);
}

/// Nothing, or only what is no security mechanism.
void say_names(FindingSink& out, const CryptoUse& use) {
  constexpr std::string_view kAlways[] = {kPublished, kCall, kFloss, kKeylength};
  constexpr std::string_view kSecurity[] = {kWorking, kWeaknesses};
  say_not_direct(out, use, kAlways);
  if (use.naming_hashes.empty())
    say_not_direct(out, use, kSecurity);
  else
    say_weak_names(out, use.naming_hashes, kSecurity);
}

/// Hashes that verify, authenticate or keep a secret.
void say_hash_security(FindingSink& out, const CryptoUse& use) {
  const std::string names = join_names(names_of(use.hashes), 3);
  const std::vector<Evidence> evidence = evidence_of(use.hashes, 4);
  out.met(kPublished, Confidence::likely,
          msg("The software verifies and compares with published hash functions: {}.", names), evidence);
  out.met(kCall, Confidence::likely,
          msg("Hashes are computed by {}; the source holds no implementation of its own.", names), evidence);
  out.met(kFloss, Confidence::likely, msg("The hash functions in use ({}) have free implementations.", names),
          evidence);
  if (!use.weak_hashes.empty()) {
    for (const std::string_view criterion : {kKeylength, kWorking, kWeaknesses})
      ask_weak(out, criterion, use.weak_hashes);
    return;
  }
  for (const std::string_view criterion : {kKeylength, kWorking, kWeaknesses}) {
    out.met(
        criterion, Confidence::likely,
        msg("The hash functions in use ({}) are no weak ones: a search of all {} found no MD5 or SHA-1 that "
            "security depends on, and no keys or ciphers.",
            names, use.searched),
        evidence);
  }
}

void say_call(FindingSink& out, const CryptoUse& use) {
  if (use.own_primitives.empty()) {
    out.met(kCall, Confidence::likely,
            msg("Cryptography is left to {}; a search of all {} found no implementation of a primitive.",
                join_names(names_of(use.direct), 4), use.searched),
            evidence_of(use.direct, 4));
    return;
  }
  out.unknown(kCall,
              msg("The source seems to hold its own implementation of a cryptographic primitive ({}).",
                  join_names(names_of(use.own_primitives), 3)),
              msg("Does the software use this as an implementation of its own, though cryptography is not "
                  "the project's primary purpose?"),
              evidence_of(use.own_primitives, 4));
}

void say_weak(FindingSink& out, const CryptoUse& use) {
  CryptoUse::Hits broken = use.weak_ciphers;
  broken.insert(broken.end(), use.weak_hashes.begin(), use.weak_hashes.end());
  broken.insert(broken.end(), use.tls_old.begin(), use.tls_old.end());
  for (const std::string_view criterion : {kWorking, kWeaknesses}) {
    if (broken.empty() && !use.naming_hashes.empty()) {
      out.met(
          criterion, Confidence::partial,
          msg("Cryptography is used through {}; {} seems only to name or compare things, and a search of {} "
              "found no use of DES, RC4, ECB mode or SSL.",
              join_names(names_of(use.direct), 4), join_names(names_of(use.naming_hashes), 2), use.searched),
          evidence_of(use.naming_hashes, 3),
          msg("Does anything rely on this hash for security, for example to detect tampering?"));
      continue;
    }
    if (broken.empty()) {
      out.met(criterion, use.complete ? Confidence::likely : Confidence::partial,
              msg("Cryptography is used through {}; a search of {} found no use of MD5, SHA-1, DES, RC4, ECB "
                  "mode or SSL.",
                  join_names(names_of(use.direct), 4), use.searched),
              evidence_of(use.direct, 3));
      continue;
    }
    ask_weak(out, criterion, broken);
  }
}

void say_keylength(FindingSink& out, const CryptoUse& use) {
  if (!use.weak_keys.empty()) {
    out.unmet(kKeylength, Confidence::partial,
              msg("A key of less than 2048 bits is made in {}.", place(use.weak_keys.front()->evidence())),
              evidence_of(use.weak_keys, 4), msg("Is this a default that users get?"));
    return;
  }
  CryptoUse::Hits ciphers = use.weak_ciphers;
  std::erase_if(ciphers, [](const SourceHit* hit) { return !hit->rule->has_meaning("weak-cipher"); });
  if (!ciphers.empty()) {
    out.unknown(
        kKeylength,
        msg("The source uses {}, whose keys can be shorter than 112 bits, in {}.",
            join_names(names_of(ciphers), 3), place(ciphers.front()->evidence())),
        msg("Is it used by default with keys of less than 112 bits, as those of DES always are (Unmet), "
            "or only with longer ones (Met)?"),
        evidence_of(ciphers, 4));
    return;
  }
  out.met(
      kKeylength, use.complete && use.own_primitives.empty() ? Confidence::likely : Confidence::partial,
      msg("Keys are those of {} with their defaults; a search of {} found no key length below the minimum.",
          join_names(names_of(use.direct), 4), use.searched),
      evidence_of(use.direct, 3));
}

void detect(const Context& context, FindingSink& out) {
  const CryptoUse& use = context.get<CryptoUse>();
  if (use.extent != Extent::direct) {
    if (!use.complete) return say_incomplete(out, use);
    if (!use.declared.empty()) return say_declared(out, use);
    if (use.extent == Extent::hash_security) return say_hash_security(out, use);
    if (use.extent == Extent::hash_only) return say_hashing(out, use);
    return say_names(out, use);
  }
  const std::string names = join_names(names_of(use.direct.empty() ? use.own_primitives : use.direct), 4);
  const std::vector<Evidence> evidence = evidence_of(use.direct.empty() ? use.own_primitives : use.direct, 4);
  out.met(kPublished, Confidence::likely, msg("The software uses published cryptography: {}.", names),
          evidence);
  say_call(out, use);
  out.met(kFloss, Confidence::likely,
          msg("The cryptography in use ({}) consists of standard algorithms and protocols with free "
              "implementations.",
              names),
          evidence);
  if (use.direct.empty()) {
    for (const std::string_view criterion : {kKeylength, kWorking, kWeaknesses}) {
      out.unknown(
          criterion,
          msg("The source seems to hold its own implementation of a cryptographic primitive ({}).", names),
          msg("What is it used for (N/A if no security mechanism depends on it)?"), evidence);
    }
    return;
  }
  say_weak(out, use);
  say_keylength(out, use);
}

}  // namespace

extern const Detector crypto_algorithms;
const Detector crypto_algorithms{
    .id = "crypto_algorithms",
    .summary = "Searches all program text for cryptographic libraries, algorithms and implementations.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
