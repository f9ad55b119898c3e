// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See ssh_signature.h. The format is that of OpenSSH's PROTOCOL.sshsig; the arithmetic is libcrypto's.
#include "scanner/facts/history/ssh_signature.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kBegin = "-----BEGIN SSH SIGNATURE-----", kEnd = "-----END SSH SIGNATURE-----";

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freer<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freer<OSSL_PARAM_free>>;

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == ' ' || c == '=') continue;
    const std::size_t value =
        std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if ((count += 6) >= 8) out += static_cast<char>(bits >> (count -= 8));
  }
  return out;
}

/// Reads the length-prefixed strings of the SSH wire format; a short read gives empty strings and !ok().
class Reader {
 public:
  explicit Reader(std::string_view data) : data_(data) {}
  bool ok() const { return ok_; }
  std::string_view raw(std::size_t size) {
    if (data_.size() < size) {
      ok_ = false;
      return {};
    }
    const std::string_view out = data_.substr(0, size);
    data_.remove_prefix(size);
    return out;
  }
  std::uint32_t number() {
    std::uint32_t n = 0;
    for (const char c : raw(4)) n = n << 8 | static_cast<unsigned char>(c);
    return n;
  }
  std::string_view string() { return raw(number()); }

 private:
  std::string_view data_;
  bool ok_ = true;
};

void put_string(std::string& out, std::string_view text) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(text.size() >> shift);
  out += text;
}

const EVP_MD* digest_named(std::string_view name) {
  return name == "sha512" ? EVP_sha512() : name == "sha256" ? EVP_sha256() : nullptr;
}

Number number_of(std::string_view text) {
  return Number(BN_bin2bn(bytes(text), static_cast<int>(text.size()), nullptr));
}

Key rsa_key(std::string_view exponent, std::string_view modulus) {
  if (exponent.size() > 16 || modulus.size() < 128 || modulus.size() > 2100) return nullptr;
  const Number e = number_of(exponent), n = number_of(modulus);
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  if (!e || !n || !builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
    return nullptr;
  }
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  return Key(key);
}

/// Nothing when the kind of key or signature is not supported.
std::optional<bool> verify(std::string_view key_blob, std::string_view signature_blob,
                           std::string_view data) {
  Reader key_reader(key_blob), signature_reader(signature_blob);
  const std::string_view kind = key_reader.string();
  const std::string_view method = signature_reader.string();
  const std::string_view signature = signature_reader.string();
  Key key;
  const EVP_MD* digest = nullptr;
  if (kind == "ssh-ed25519" && method == kind) {
    const std::string_view raw = key_reader.string();
    key.reset(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(raw), raw.size()));
  } else if (kind == "ssh-rsa" && (method == "rsa-sha2-512" || method == "rsa-sha2-256")) {
    const std::string_view exponent = key_reader.string();
    key = rsa_key(exponent, key_reader.string());
    digest = method == "rsa-sha2-512" ? EVP_sha512() : EVP_sha256();
  }
  if (!key || !key_reader.ok() || !signature_reader.ok()) return std::nullopt;
  const Digest context(EVP_MD_CTX_new());
  if (!context || EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key.get()) != 1)
    return std::nullopt;
  return EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(data), data.size()) == 1;
}

/// '*' and '?' as OpenSSH has them; both lower case.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || (pattern[p] == text[t] && pattern[p] != '*'))) {
      ++p, ++t;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

AllowedSigners AllowedSigners::parse(std::string_view text) {
  constexpr std::size_t kMost = 10'000;
  AllowedSigners out;
  for (const std::string_view raw : split_lines(text)) {
    const std::string_view line = trim(raw);
    if (line.empty() || line[0] == '#' || out.signers_.size() == kMost) continue;
    const std::size_t space = line.find_first_of(" \t");
    const std::size_t kind = line.find("ssh-", space);
    if (space == std::string_view::npos || kind == std::string_view::npos) continue;
    const std::string options = to_lower(line.substr(space, kind - space));
    // Options that restrict a key are taken at their strictest: a key with a validity date is left out.
    const bool for_git =
        options.find("namespaces=") == std::string::npos || options.find("git") != std::string::npos;
    if (!for_git || options.find("cert-authority") != std::string::npos ||
        options.find("valid-") != std::string::npos)
      continue;
    const std::size_t blob = line.find(' ', kind);
    if (blob == std::string_view::npos) continue;
    const std::string_view encoded = line.substr(blob + 1, line.find(' ', blob + 1) - blob - 1);
    auto key = decode_base64(encoded);
    if (!key || key->empty()) continue;
    Signer signer;
    signer.key = std::move(*key);
    std::string principals = to_lower(line.substr(0, space));
    std::erase(principals, '"');
    for (const std::string_view principal : split(principals, ',')) signer.principals.emplace_back(principal);
    out.signers_.push_back(std::move(signer));
  }
  return out;
}

bool AllowedSigners::allows(std::string_view mail, std::string_view key_blob) const {
  const std::string low = to_lower(trim(mail));
  for (const Signer& signer : signers_) {
    if (signer.key != key_blob) continue;
    bool allowed = false;
    for (const std::string& principal : signer.principals) {
      // "!pattern" takes away what another pattern allows.
      if (principal.starts_with('!') && matches(std::string_view(principal).substr(1), low)) return false;
      allowed = allowed || matches(principal, low);
    }
    if (allowed) return true;
  }
  return false;
}

SshCheck check_ssh_tag(std::string_view tag, std::string_view tagger_mail, const AllowedSigners& signers) {
  const std::size_t begin = tag.rfind(kBegin);
  if (begin == std::string_view::npos) return SshCheck::not_checked;
  const std::size_t end = tag.find(kEnd, begin);
  if (end == std::string_view::npos) return SshCheck::not_checked;
  const auto blob = decode_base64(tag.substr(begin + kBegin.size(), end - begin - kBegin.size()));
  if (!blob) return SshCheck::not_checked;
  Reader reader(*blob);
  const bool known = reader.raw(6) == "SSHSIG" && reader.number() == 1;
  const std::string_view key = reader.string(), space = reader.string(), reserved = reader.string();
  const std::string_view hash_name = reader.string(), signature = reader.string();
  const EVP_MD* hash = digest_named(hash_name);
  if (!known || !reader.ok() || space != "git" || hash == nullptr || !signers.allows(tagger_mail, key))
    return SshCheck::not_checked;

  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned size = 0;
  if (EVP_Digest(tag.data(), begin, sum.data(), &size, hash, nullptr) != 1) return SshCheck::not_checked;
  std::string data = "SSHSIG";
  put_string(data, space);
  put_string(data, reserved);
  put_string(data, hash_name);
  put_string(data, {reinterpret_cast<const char*>(sum.data()), size});
  const auto good = verify(key, signature, data);
  return !good ? SshCheck::not_checked : *good ? SshCheck::good : SshCheck::bad;
}

}  // namespace badgescan
