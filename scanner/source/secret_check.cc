// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/source/secret_check.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "scanner/base/text.h"

namespace badgescan::source {
namespace {

constexpr std::string_view kBase62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_base64(char c) {
  return is_digit(c) || is_alpha(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_';
}

std::uint32_t crc32(std::string_view data) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char c : data) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
  }
  return ~crc;
}

bool has_word(std::string_view lower, const auto& words) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return lower.find(word) != std::string_view::npos; });
}

std::size_t longest_run(std::string_view value) {
  std::size_t best = 0, run = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    run = i > 0 && value[i] == value[i - 1] ? run + 1 : 1;
    best = std::max(best, run);
  }
  return best;
}

/// Longest stretch in which each character follows the one before it ("abcdef", "345678").
std::size_t longest_sequence(std::string_view value) {
  std::size_t best = 0, run = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    run = i > 0 && value[i] == value[i - 1] + 1 ? run + 1 : 1;
    best = std::max(best, run);
  }
  return best;
}

/// A value that somebody typed for a dummy, in any kind of rule.
bool is_dummy(std::string_view value) {
  static constexpr std::string_view kWords[] = {
      "example",    "sample",    "dummy",     "fake",    "placeholder", "redacted",  "changeme",
      "change-me",  "change_me", "replace",   "your-",   "your_",       "yourtoken", "yourkey",
      "yoursecret", "yourpass",  "xxxx",      "****",    "....",        "<",         "${",
      "{{",         "}}",        "$(",        "%s",      "%(",          "insert",    "todo",
      "foobar",     "deadbeef",  "cafebabe",  "badc0de", "notreal",     "not-real",  "invalid",
      "testtest",   "qwerty",    "lorem",     "abcabc",  "123123",      "00000000",  "aaaaaa",
      "-test-",     "_test_",    "unittest",  "some-",   "some_",       "not-a-",    "not_a_",
      "notasecret", "donotuse",  "do-not-use"};
  const std::string lower = to_lower(value);
  if (has_word(lower, kWords)) return true;
  if (longest_run(value) >= 6 || longest_sequence(lower) >= 7) return true;
  std::string distinct(value);
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  return value.size() >= 20 && distinct.size() < 7;
}

/// For values that only their name makes suspicious: words, identifiers, paths and calls are no passwords.
bool is_plain_text(std::string_view value) {
  static constexpr std::string_view kWords[] = {
      "password", "passwd",   "secret",    "token",   "apikey",  "api_key",  "api-key",  "default",
      "null",     "none",     "undefined", "true",    "false",   "test",     "admin",    "root",
      "user",     "guest",    "letmein",   "getenv",  "environ", "process.", "config",   "string",
      "required", "optional", "invalid",   "missing", "http:",   "https:",   "file:",    "arn:",
      "vault:",   "key_",     "_key",      "-key",    "key-",    "hunter2",  "mysecret", "supersecret",
      "12345",    "abcde",    "s3cr3t",    "p@ss",    "pa55",    "pass123",  "foo",      "bar",
      "demo",     "local"};
  const std::string lower = to_lower(value);
  if (has_word(lower, kWords)) return true;
  const bool digits = std::any_of(value.begin(), value.end(), is_digit);
  const bool letters = std::any_of(value.begin(), value.end(), is_alpha);
  if (!digits || !letters) return true;
  static constexpr std::string_view kNever = " \t\\()[]{};,<>'\"`";
  if (value.find_first_of(kNever) != std::string_view::npos) return true;
  if (value.starts_with('/') || value.starts_with('.') || value.starts_with('$') || value.starts_with('@') ||
      value.starts_with('#') || value.starts_with('%')) {
    return true;
  }
  // "persist=yes&max-age=604800" is a list of settings; base 64 has the mark at its end only.
  if (value.substr(0, value.find_last_not_of('=') + 1).find('=') != std::string_view::npos) return true;
  // Dotted or dashed words ("com.example.app2", "us-east-1a") are names.
  const auto separators = std::count_if(value.begin(), value.end(), [](char c) {
    return c == '.' || c == '-' || c == '_' || c == '/' || c == ':';
  });
  if (separators >= 3) return true;
  // camelCase with a digit at its end is an identifier.
  const auto digit_count = std::count_if(value.begin(), value.end(), is_digit);
  return digit_count < 2;
}

std::string decode_base64(std::string_view text, std::size_t most) {
  std::string out;
  std::uint32_t bits = 0;
  int have = 0;
  for (char c : text) {
    if (out.size() >= most) break;
    if (c == '-') c = '+';
    if (c == '_') c = '/';
    static constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto at = kAlphabet.find(c);
    if (at == std::string_view::npos) break;
    bits = (bits << 6) | static_cast<std::uint32_t>(at);
    have += 6;
    if (have >= 8) {
      have -= 8;
      out.push_back(static_cast<char>((bits >> have) & 0xFF));
    }
  }
  return out;
}

SecretVerdict judge_token(std::string_view value) {
  const auto separator = value.rfind('_');
  if (separator == std::string_view::npos) return SecretVerdict::plausible;
  const std::string_view body = value.substr(separator + 1);
  if (body.size() < 12) return SecretVerdict::nothing;
  return token_checksum(body.substr(0, body.size() - 6)) == body.substr(body.size() - 6)
             ? SecretVerdict::verified
             : SecretVerdict::placeholder;
}

/// Grafana's: the four bytes of the checksum, the lowest first.
SecretVerdict judge_crc32_hex(std::string_view value) {
  const auto separator = value.rfind('_');
  if (separator == std::string_view::npos) return SecretVerdict::nothing;
  const std::uint32_t sum = __builtin_bswap32(crc32(value.substr(0, separator)));
  return to_lower(value.substr(separator + 1)) == fmt::format("{:08x}", sum) ? SecretVerdict::verified
                                                                             : SecretVerdict::placeholder;
}

SecretVerdict judge_jwt(std::string_view value) {
  const auto parts = split(value, '.');
  if (parts.size() < 2) return SecretVerdict::nothing;
  const std::string header = decode_base64(parts[0], 400), payload = decode_base64(parts[1], 400);
  if (header.find("\"alg\"") == std::string::npos && header.find("\"typ\"") == std::string::npos)
    return SecretVerdict::nothing;
  if (!payload.starts_with("{")) return SecretVerdict::nothing;
  static constexpr std::string_view kTaught[] = {"1234567890", "john doe", "jane doe", "example", "\"foo\"",
                                                 "\"test",     "joe\"",    "alice",    "\"bar\""};
  return has_word(to_lower(payload), kTaught) ? SecretVerdict::placeholder : SecretVerdict::verified;
}

SecretVerdict judge_private_key(std::string_view text, std::size_t begin) {
  const std::string_view rest = text.substr(begin, 16 << 10);
  const auto header_end = rest.find("-----", 11);  // behind "-----BEGIN "
  if (header_end == std::string_view::npos) return SecretVerdict::nothing;
  const std::string_view label = rest.substr(0, header_end);
  std::string_view body = rest.substr(header_end + 5);
  const auto end = body.find("-----END");
  if (end == std::string_view::npos) return SecretVerdict::nothing;
  body = body.substr(0, end);
  std::string letters;
  std::size_t strange = 0;
  bool encrypted = label.find("ENCRYPTED") != std::string_view::npos;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    if (c == '\\' && i + 1 < body.size() && (body[i + 1] == 'n' || body[i + 1] == 'r')) {
      ++i;
    } else if (is_base64(c)) {
      letters.push_back(c);
    } else if (c == '.' || c == '<' || c == '$' || c == '*' || c == '[') {
      ++strange;
    }
  }
  for (const std::string_view header : {"Proc-Type", "DEK-Info"}) {
    if (body.find(header) != std::string_view::npos) encrypted = true;
  }
  if (letters.size() < 60) return SecretVerdict::nothing;
  if (strange > letters.size() / 40 && !encrypted) return SecretVerdict::placeholder;
  if (entropy_of(letters) < 4.0 || is_dummy(std::string_view(letters).substr(0, 60)))
    return SecretVerdict::placeholder;
  if (encrypted) return SecretVerdict::plausible;
  const bool known = letters.starts_with("MI") || letters.starts_with("MC4CAQ") ||
                     letters.starts_with("MH") || letters.starts_with("MF") ||
                     letters.starts_with("b3BlbnNzaC1rZXkt") || label.find("PGP") != std::string_view::npos;
  return known ? SecretVerdict::verified : SecretVerdict::plausible;
}

SecretVerdict judge_url_password(std::string_view value) {
  // value is "user:password@host"
  const auto at = value.rfind('@');
  const auto colon = value.find(':');
  if (at == std::string_view::npos || colon == std::string_view::npos || colon > at)
    return SecretVerdict::nothing;
  const std::string user = to_lower(value.substr(0, colon)), host = to_lower(value.substr(at + 1));
  const std::string_view password = value.substr(colon + 1, at - colon - 1);
  if (password.size() < 6 || is_dummy(password) || to_lower(password) == user)
    return SecretVerdict::placeholder;
  static constexpr std::string_view kNowhere[] = {
      "example",  "localhost", "127.0.0.1", "0.0.0.0", "host", "your", ".local",   ".test",
      ".invalid", "domain.",   "proxy",     "server",  "foo",  "bar",  "site.com", "acme"};
  if (host.find('.') == std::string::npos || has_word(host, kNowhere)) return SecretVerdict::placeholder;
  return is_plain_text(password) ? SecretVerdict::placeholder : SecretVerdict::plausible;
}

/// Two of lower case, upper case, digits and marks, and no word that people write in manuals.
bool is_mixed(std::string_view value) {
  static constexpr std::string_view kWords[] = {"passw", "secret", "token", "key",  "user", "admin",
                                                "p@ss",  "pa55",   "pass",  "http", "my-",  "my_",
                                                "login", "email",  "test",  "1234"};
  const auto any = [&](auto is) { return std::any_of(value.begin(), value.end(), is); };
  const int kinds = any(is_digit) + any([](char c) { return c >= 'a' && c <= 'z'; }) +
                    any([](char c) { return c >= 'A' && c <= 'Z'; });
  return kinds >= 2 && !has_word(to_lower(value), kWords);
}

SecretVerdict judge_user_password(std::string_view value) {
  const auto colon = value.find(':');
  std::string password(value.substr(colon + 1));
  std::erase_if(password, [](char c) { return c == '"' || c == '\''; });
  const std::string user = to_lower(value.substr(0, colon));
  if (password.size() < 8 || is_dummy(password) || (!user.empty() && to_lower(password).starts_with(user)))
    return SecretVerdict::placeholder;
  return is_mixed(password) && entropy_of(password) >= 2.8 ? SecretVerdict::plausible
                                                           : SecretVerdict::nothing;
}

}  // namespace

bool secret_trust_named(std::string_view name, SecretTrust& trust) {
  if (name == "format")
    trust = SecretTrust::format;
  else if (name == "guess")
    trust = SecretTrust::guess;
  else if (name == "public")
    trust = SecretTrust::public_;
  else
    return false;
  return true;
}

bool secret_check_named(std::string_view name, SecretCheck& check) {
  static constexpr std::pair<std::string_view, SecretCheck> kChecks[] = {
      {"none", SecretCheck::none},
      {"github", SecretCheck::github},
      {"crc32_hex", SecretCheck::crc32_hex},
      {"aws_key_id", SecretCheck::aws_key_id},
      {"jwt", SecretCheck::jwt},
      {"private_key", SecretCheck::private_key},
      {"url_password", SecretCheck::url_password},
      {"user_password", SecretCheck::user_password},
      {"opaque", SecretCheck::opaque},
      {"hex", SecretCheck::hex}};
  for (const auto& [known, value] : kChecks) {
    if (known == name) {
      check = value;
      return true;
    }
  }
  return false;
}

std::string token_checksum(std::string_view random_part) {
  std::uint32_t rest = crc32(random_part);
  std::string digits(6, '0');
  for (std::size_t i = 6; i-- > 0; rest /= 62) digits[i] = kBase62[rest % 62];
  return digits;
}

double entropy_of(std::string_view value) {
  if (value.empty()) return 0;
  std::array<int, 256> counts{};
  for (const char c : value) ++counts[static_cast<std::uint8_t>(c)];
  double bits = 0;
  for (const int count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(value.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

bool looks_like_placeholder(std::string_view value) { return is_dummy(value); }

SecretVerdict judge_secret(SecretCheck check, int entropy, SecretTrust trust, std::string_view value,
                           std::string_view text, std::size_t begin) {
  if (check == SecretCheck::private_key) return judge_private_key(text, begin);
  if (check == SecretCheck::url_password) return judge_url_password(value);
  if (check == SecretCheck::jwt) return judge_jwt(value);
  if (check == SecretCheck::user_password) return judge_user_password(value);
  if (entropy > 0 && entropy_of(value) * 10 < entropy) return SecretVerdict::nothing;
  if (is_dummy(value)) return SecretVerdict::placeholder;
  if (check == SecretCheck::opaque)
    return is_mixed(value) && std::any_of(value.begin(), value.end(), is_digit) ? SecretVerdict::plausible
                                                                                : SecretVerdict::nothing;
  if (trust == SecretTrust::guess && is_plain_text(value)) return SecretVerdict::nothing;
  switch (check) {
    case SecretCheck::github:
      return judge_token(value);
    case SecretCheck::crc32_hex:
      return judge_crc32_hex(value);
    case SecretCheck::aws_key_id: {
      const bool base32 = std::all_of(value.begin() + 4, value.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
      });
      return base32 ? SecretVerdict::verified : SecretVerdict::plausible;
    }
    case SecretCheck::hex: {
      const auto digits = std::count_if(value.begin(), value.end(), is_digit);
      const auto size = static_cast<std::ptrdiff_t>(value.size());
      return digits == 0 || digits == size ? SecretVerdict::nothing : SecretVerdict::plausible;
    }
    default:
      return SecretVerdict::plausible;
  }
}

std::string redacted_value(std::string_view value, SecretTrust trust) {
  if (value.starts_with("-----BEGIN")) return std::string(value);  // the label only: the key follows
  std::size_t keep = 0;
  if (trust != SecretTrust::guess) {
    keep = std::min<std::size_t>(4, value.size() / 5);
    for (std::size_t i = 0; i < std::min<std::size_t>(12, value.size() / 3); ++i) {
      if (value[i] == '_' || value[i] == '-') keep = std::max(keep, i + 1);
    }
  }
  return std::string(value.substr(0, keep)) + "…";
}

std::string without_named_secrets(std::string_view text) {
  static const RE2 named(
      R"re((?i)((?:passw(?:or)?d|passphrase|secret|token|api_?key|private_?key|credential)[\w.\]"']*\s*(?:=>|:=|=|:)\s*["'`])[^"'`]+)re",
      RE2::Latin1);
  std::string shown(text);
  RE2::GlobalReplace(&shown, named, "\\1…");
  return shown;
}

std::string redact_secrets(std::string_view text) {
  const std::string shown = without_named_secrets(text);
  std::string out;
  for (std::size_t i = 0; i < shown.size();) {
    std::size_t end = i;
    while (end < shown.size() && is_base64(shown[end])) ++end;
    const std::string_view word = std::string_view(shown).substr(i, end - i);
    const bool mixed =
        std::any_of(word.begin(), word.end(), is_digit) && std::any_of(word.begin(), word.end(), is_alpha);
    if (word.size() >= 20 && mixed && entropy_of(word) > 3.4 &&
        std::count(word.begin(), word.end(), '/') < 2) {
      out += redacted_value(word, SecretTrust::format);
    } else {
      out += word;
    }
    if (end == i) out.push_back(shown[end++]);
    i = end;
  }
  return out;
}

}  // namespace badgescan::source
