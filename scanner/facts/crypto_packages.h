// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Packages for cryptography, TLS and passwords that manifests and lock files name.
//
// A dependency proves less than a call: it may be left over or used by a plugin only. So it never makes an
// answer alone, but keeps "not applicable" from being said where it stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/source/language.h"

namespace badgescan {

struct CryptoPackage {
  std::string name;        ///< as the manifest spells it; with the version where a lock file says it
  std::string_view means;  ///< "library", "tls", "password-hash"
  Evidence evidence;
};

/// Run-time dependencies of the delivered software, in the order of the manifests, each name once.
std::vector<CryptoPackage> declared_crypto(const Facts& facts);
/// A TLS implementation for this language that a lock file or manifest pins and that speaks nothing below
/// TLS 1.2.
std::optional<CryptoPackage> locked_modern_tls(const Facts& facts, source::Language language);

}  // namespace badgescan
