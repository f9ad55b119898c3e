// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether the software stores passwords of its users, and how.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/crypto_use.h"

namespace badgescan {
namespace {

constexpr std::string_view kStorage = "crypto_password_storage";
constexpr std::string_view kCriteria[] = {kStorage};

void detect(const Context& context, FindingSink& out) {
  const CryptoUse& use = context.get<CryptoUse>();
  if (!use.plain_passwords.empty()) {
    out.unmet(kStorage, Confidence::partial, msg("A password seems to be hashed with a fast hash function."),
              evidence_of(use.plain_passwords, 4),
              msg("Is this the stored password of a user, which needs Argon2id, bcrypt, scrypt or PBKDF2 "
                  "with a salt, or something else?"));
  } else if (!use.password_hashes.empty()) {
    const bool stored = !use.user_passwords.empty();
    out.met(kStorage, stored ? Confidence::likely : Confidence::partial,
            msg("Passwords are hashed with {}.", join_names(names_of(use.password_hashes), 3)),
            evidence_of(use.password_hashes, 4),
            stored ? std::string{}
                   : msg("Does the software store passwords of its users (N/A if it only derives keys or "
                         "logs in elsewhere)?"));
  } else if (!use.user_passwords.empty() || !use.password_checks.empty()) {
    out.unknown(kStorage, msg("The source names stored passwords, but no password hash function was found."),
                msg("Does the software store passwords of its users, and how are they hashed?"),
                evidence_of(use.user_passwords.empty() ? use.password_checks : use.user_passwords, 4));
  } else if (use.declares("password-hash")) {
    const auto it = std::find_if(use.declared.begin(), use.declared.end(),
                                 [](const auto& package) { return package.means == "password-hash"; });
    out.unknown(
        kStorage, msg("{} is declared as a dependency, but no use of it was found in the source.", it->name),
        msg("Does the software store passwords of its users, and how are they hashed?"), {it->evidence});
  } else if (!use.secrets_complete) {
    out.unknown(kStorage,
                msg("No stored passwords were found, but not all of the source could be searched, or not in "
                    "a language whose calls are known."),
                msg("Does the software store passwords of its users (N/A if not)?"));
  } else {
    out.not_applicable(kStorage, Confidence::likely,
                       msg("The software stores no passwords of users: a search of all {} found no password "
                           "hash function and no stored password.",
                           use.searched));
  }
}

}  // namespace

extern const Detector crypto_password_storage;
const Detector crypto_password_storage{
    .id = "crypto_password_storage",
    .summary = "Looks for password hash functions and stored passwords in the source.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
