// How the delivered program uses cryptography, summed up from the source patterns for the crypto_* detectors.
#pragma once

#include <string>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/facts/source_scan.h"

namespace badgescan {

struct CryptoUse {
  static CryptoUse collect(const Facts& facts);

  /// The strongest kind of use that was found; each includes the ones before it.
  enum class Extent {
    none,         ///< no sign of cryptography
    https_only,   ///< only an HTTP client library, which brings its own TLS
    random_only,  ///< only the system's random generator, e.g. for identifiers
    hash_only,    ///< hashes, and none of the following
    direct        ///< ciphers, signatures, keyed hashes, TLS, SSH, password hashes, or an implementation
  };
  Extent extent = Extent::none;
  /// Everything that could speak against "none" was searched.
  bool complete = false;
  std::string searched;  ///< "1,234 files (5.6 MB)"

  using Hits = std::vector<const SourceHit*>;  ///< live as long as the SourceScan fact
  Hits direct, hashes, weak_hashes, random, weak_random, https, tls, tls_server, tls_minimum, tls_old;
  Hits password_hashes, plain_passwords, user_passwords, password_checks, own_primitives, weak_ciphers, weak_keys;
  Hits network, servers, plain_endpoints, verify_off, verify_option, verify_on, choice, credentials_outside,
      credential_words;

  bool uses_network() const { return !network.empty() || !https.empty() || !servers.empty() || !tls.empty(); }
  bool uses_tls() const { return !tls.empty() || !https.empty(); }
  /// "No use of cryptography was found in 120 files (1.2 MB)" and its variants, one sentence.
  std::string why_not_direct() const;
};

}  // namespace badgescan
