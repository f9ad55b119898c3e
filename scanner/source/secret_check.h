// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Tells a credential from something that only looks like one: structure, checksum, entropy, placeholders.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace badgescan::source {

/// What the shape of a match says by itself.
enum class SecretTrust : std::uint8_t {
  format,  ///< a provider's own format: what stands here is a credential of that provider
  guess,   ///< a value assigned to a name like `password`: worth a question
  public_  ///< a key that providers expect in published clients: worth a question
};
bool secret_trust_named(std::string_view name, SecretTrust& trust);

enum class SecretCheck : std::uint8_t {
  none,
  github,         ///< the last six characters are a base-62 CRC-32 of the random part (also npm and others)
  crc32_hex,      ///< eight hexadecimal digits of a CRC-32 of all before the last underscore (Grafana)
  aws_key_id,     ///< base-32 alphabet behind the prefix
  jwt,            ///< three base-64 parts, the first two of them JSON objects
  private_key,    ///< a PEM block with a body
  url_password,   ///< user:password@host in a URL, not to this machine and not a variable
  user_password,  ///< user:password as curl takes it
  opaque,         ///< letters and digits in a mix that is no word, whatever separates them
  hex,            ///< digits and a–f in a mix that is no counter and no padding
};
bool secret_check_named(std::string_view name, SecretCheck& check);

enum class SecretVerdict : std::uint8_t {
  nothing,      ///< refused: no secret
  placeholder,  ///< an example, a dummy, a variable, a known test key
  plausible,    ///< nothing speaks against it
  verified      ///< a checksum or structure proves the format
};

/// Judges `value`, found in `text` at `begin`. `entropy` is in tenths of a bit a character.
SecretVerdict judge_secret(SecretCheck check, int entropy, SecretTrust trust, std::string_view value,
                           std::string_view text, std::size_t begin);

/// Shannon entropy in bits a character.
double entropy_of(std::string_view value);
/// The words that people write where a secret belongs: "your-token", "xxxx", "changeme", "${TOKEN}" …
bool looks_like_placeholder(std::string_view value);

/// What may be shown of a value: the provider's prefix for `format` and `public_`, nothing for `guess`.
std::string redacted_value(std::string_view value, SecretTrust trust);
/// `text` without anything that may be a secret: long random-looking words keep four characters, quoted
/// values behind names like "password" go altogether. For every excerpt that leaves the scan.
std::string redact_secrets(std::string_view text);

/// Only the second half of that: quoted values behind names like "password".
std::string without_named_secrets(std::string_view text);

/// The checksum of GitHub-style tokens: base 62 of CRC-32, six characters.
std::string token_checksum(std::string_view random_part);

}  // namespace badgescan::source
