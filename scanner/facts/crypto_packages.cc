// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/crypto_packages.h"

#include <algorithm>
#include <charconv>

#include "scanner/base/text.h"
#include "scanner/facts/locked.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/source_scan.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

struct Known {
  std::string_view ecosystem, means, names;  ///< names between spaces; one that ends in '*' is a prefix
};

constexpr Known kPackages[] = {
    {"npm", "password-hash", " bcrypt bcryptjs argon2 @node-rs/bcrypt @node-rs/argon2 scrypt-js "},
    {"npm", "library",
     " crypto-js node-forge tweetnacl libsodium-wrappers sodium-native openpgp elliptic jsrsasign sjcl "
     "aes-js "
     "@noble/curves @noble/ciphers @noble/ed25519 @noble/secp256k1 secp256k1 jsonwebtoken jose @nestjs/jwt "
     "express-jwt "
     "passport-jwt fast-jwt next-auth age-encryption sigstore otplib "},
    {"pypi", "password-hash", " bcrypt argon2-cffi passlib scrypt pwdlib "},
    {"pypi", "library",
     " cryptography pycryptodome pycryptodomex pynacl pyjwt python-jose authlib itsdangerous ecdsa rsa "
     "m2crypto "
     "pgpy python-gnupg pyotp josepy jwcrypto joserfc coincurve paramiko asyncssh sigstore "},
    {"pypi", "tls", " pyopenssl "},
    {"cargo", "password-hash", " argon2 bcrypt scrypt pbkdf2 password-hash password-auth "},
    {"cargo", "library",
     " ring openssl aws-lc-rs boring sodiumoxide orion snow age hmac aes aes-gcm aes-gcm-siv "
     "chacha20poly1305 "
     "ed25519-dalek x25519-dalek rsa p256 p384 k256 secp256k1 ecdsa jsonwebtoken josekit rcgen "
     "sequoia-openpgp russh "
     "ssh2 crypto_box "},
    {"cargo", "tls", " rustls tokio-rustls native-tls tokio-native-tls openssl-sys hyper-rustls "},
    {"go", "library",
     " github.com/golang-jwt/jwt* github.com/lestrrat-go/jwx* github.com/go-jose/go-jose* filippo.io/age "
     "github.com/protonmail/go-crypto github.com/cloudflare/circl github.com/tink-crypto/tink-go* "
     "github.com/sigstore/sigstore* github.com/gliderlabs/ssh "},
    {"maven", "library",
     " org.bouncycastle:* com.google.crypto.tink:* io.jsonwebtoken:* com.auth0:java-jwt com.nimbusds:* "
     "org.jasypt:* "},
    {"maven", "password-hash",
     " org.springframework.security:spring-security-crypto org.mindrot:jbcrypt at.favre.lib:bcrypt "
     "de.mkammerer:argon2-jvm* "},
    {"nuget", "password-hash",
     " bcrypt.net-next bcrypt.net-core konscious.security.cryptography.argon2 "
     "microsoft.aspnetcore.identity* "},
    {"nuget", "library",
     " bouncycastle.cryptography portable.bouncycastle system.identitymodel.tokens.jwt nsec.cryptography "
     "libsodium-net "
     "microsoft.aspnetcore.authentication.jwtbearer "},
    {"rubygems", "password-hash", " bcrypt argon2 scrypt devise "},
    {"rubygems", "library", " jwt rbnacl lockbox attr_encrypted ed25519 openssl json-jwt rotp net-ssh "},
    {"composer", "library",
     " phpseclib/phpseclib defuse/php-encryption paragonie/halite paragonie/sodium_compat firebase/php-jwt "
     "lcobucci/jwt "},
    {"hex", "password-hash", " bcrypt_elixir argon2_elixir pbkdf2_elixir comeonin "},
    {"hex", "library", " plug_crypto jose joken cloak cloak_ecto enacl guardian "},
    {"pub", "library", " encrypt cryptography pointycastle dart_jsonwebtoken openpgp sodium "},
    {"cran", "library", " openssl sodium jose cyphr safer "},
};

bool listed(std::string_view names, const std::string& lower) {
  if (names.find(" " + lower + " ") != std::string_view::npos) return true;
  for (const std::string_view name : split(names, ' ')) {
    if (name.ends_with('*') && lower.starts_with(name.substr(0, name.size() - 1))) return true;
  }
  return false;
}

std::string_view meaning_of(std::string_view ecosystem, std::string_view package) {
  const std::string lower = replace_all(to_lower(package), "_", ecosystem == "pypi" ? "-" : "_");
  for (const Known& known : kPackages) {
    if (known.ecosystem == ecosystem && listed(known.names, lower)) return known.means;
  }
  return {};
}

/// From Go 1.22 on clients and servers speak nothing below TLS 1.2 unless told to.
bool go_is_modern(std::string_view version) {
  const std::vector<std::string_view> parts = split(version, '.');
  int minor = 0;
  if (parts.size() < 2 || parts[0] != "1") return false;
  std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), minor);
  return minor >= 22;
}

}  // namespace

std::vector<CryptoPackage> declared_crypto(const Facts& facts) {
  std::vector<CryptoPackage> found;
  const TreeIndex& tree = facts.get<TreeIndex>();
  for (const Manifest& manifest : facts.get<Manifests>().all()) {
    if (manifest.example || manifest.test || !manifest.readable) continue;
    // By its folder: requirements.txt ends like prose.
    const std::string beside = manifest.path.substr(0, manifest.path.rfind('/') + 1) + "manifest";
    if (source_place(tree.classify(beside), beside) != source::Place::own) continue;
    for (const Dependency& dependency : manifest.dependencies) {
      if (dependency.scope != Dependency::Scope::runtime) continue;
      const std::string_view means = meaning_of(manifest.ecosystem, dependency.name);
      const bool known = std::any_of(found.begin(), found.end(),
                                     [&](const CryptoPackage& it) { return it.name == dependency.name; });
      if (means.empty() || known) continue;
      found.push_back(
          {clean_utf8(dependency.name),
           means,
           {.path = clean_utf8(manifest.path), .line = dependency.line, .tool = "crypto-package"}});
    }
  }
  return found;
}

std::optional<CryptoPackage> locked_modern_tls(const Facts& facts, source::Language language) {
  if (language == source::Language::rust) {
    for (const LockedPackage& package : facts.get<LockedPackages>().all) {
      if (package.ecosystem != "crates.io" || package.name != "rustls") continue;
      return CryptoPackage{
          "rustls " + package.version, "tls", {.path = clean_utf8(package.path), .tool = "crypto-package"}};
    }
  }
  if (language != source::Language::go) return std::nullopt;
  for (const Manifest* manifest : facts.get<Manifests>().of("go")) {
    const ManifestSetting* go = manifest->setting("go");
    if (go == nullptr || !go_is_modern(go->value) || manifest->example || manifest->test) continue;
    return CryptoPackage{"Go " + go->value,
                         "tls",
                         {.path = clean_utf8(manifest->path), .line = go->line, .tool = "crypto-package"}};
  }
  return std::nullopt;
}

}  // namespace badgescan
