// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// How the delivered program uses cryptography, summed up from the source patterns for the crypto_* detectors.
#pragma once

#include <string>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/facts/hash_purpose.h"
#include "scanner/facts/source_scan.h"

namespace badgescan {

struct CryptoUse {
  static CryptoUse collect(const Facts& facts);

  /// The strongest kind of use that was found; each includes the ones before it.
  enum class Extent {
    none,           ///< no sign of cryptography
    https_only,     ///< only an HTTP client library, which brings its own TLS
    random_only,    ///< only the system's random generator, e.g. for identifiers
    naming,         ///< hashes, each of which names or compares something
    hash_only,      ///< hashes, and nothing says whether security depends on them
    hash_security,  ///< hashes that verify, authenticate or keep secrets
    direct          ///< ciphers, signatures, keyed hashes, TLS, SSH, password hashes, or an implementation
  };
  Extent extent = Extent::none;
  HashPurpose hash_purpose = HashPurpose::unclear;
  /// Everything that could speak against "none" was searched, in languages whose calls are known.
  bool complete = false;
  bool network_complete = false;  ///< the same for TLS and the network
  /// The same for passwords, keys and random values: what a contract on a chain computes and keeps is public,
  /// so that it can hold none, in whichever language.
  bool secrets_complete = false;
  bool only_contracts = false;  ///< all of `direct` is in contracts on a chain
  std::string searched;         ///< "1,234 files (5.6 MB)"

  using Hits = std::vector<const SourceHit*>;  ///< live as long as the SourceScan fact
  Hits direct, hashes, weak_hashes, random, weak_random, https, tls, tls_server, tls_minimum, tls_old;
  Hits password_hashes, plain_passwords, user_passwords, password_checks, own_primitives, weak_ciphers,
      weak_keys;
  Hits ssh;            ///< libraries for SSH
  Hits agreements;     ///< on keys with a peer, by the software's own calls
  Hits uuids;          ///< random identifiers: their generators are good enough for secrets
  Hits browser;        ///< HTTP clients that run in a browser: the TLS is the browser's
  Hits local;          ///< HTTP clients that talk to this machine only
  Hits words;          ///< of cryptography, in languages of which only the names of things are known
  Hits naming_hashes;  ///< weak hashes in files in which every hash names something; not in weak_hashes
  Hits network, servers, plain_endpoints, verify_off, verify_option, verify_on, own_verification, choice,
      credentials_outside, credential_words;

  /// Packages for cryptography that a manifest declares and no call of which was found.
  struct Declared {
    std::string name;
    std::string_view means;  ///< "library", "tls", "password-hash"
    Evidence evidence;
  };
  std::vector<Declared> declared;
  std::vector<Evidence> lock_evidence;  ///< a lock file names a TLS library that knows only TLS 1.2 and later
  std::string locked_tls;               ///< its name and version

  bool declares(std::string_view means) const;
  bool uses_network() const {
    return !network.empty() || !https.empty() || !browser.empty() || !local.empty() || !servers.empty() ||
           !tls.empty();
  }
  bool uses_tls() const { return !tls.empty() || !https.empty(); }
  /// "No use of cryptography was found in 120 files (1.2 MB)" and its variants, one sentence.
  std::string why_not_direct() const;
};

}  // namespace badgescan
