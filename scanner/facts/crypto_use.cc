#include "scanner/facts/crypto_use.h"

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

using Extent = CryptoUse::Extent;

Extent extent_of(const CryptoUse& use) {
  if (!use.direct.empty() || !use.own_primitives.empty()) return Extent::direct;
  if (!use.hashes.empty()) return Extent::hash_only;
  if (!use.random.empty()) return Extent::random_only;
  return use.https.empty() ? Extent::none : Extent::https_only;
}

/// True when lines just before `line` ask whether verification is wanted: then "off" is the user's choice.
bool is_guarded(const Facts& facts, const SourceHit& hit) {
  const FileText text = facts.text(hit.path);
  if (text == nullptr) return false;
  const std::vector<std::string_view> lines = split_lines(*text);
  const int first = std::max(1, hit.line - 8);
  for (int line = first; line <= hit.line && static_cast<std::size_t>(line) <= lines.size(); ++line) {
    const std::string lower = to_lower(lines[static_cast<std::size_t>(line - 1)]);
    const bool asks = lower.find("if ") != std::string::npos || lower.find("if(") != std::string::npos ||
                      lower.find("? ") != std::string::npos || lower.find("unless ") != std::string::npos ||
                      lower.find("when ") != std::string::npos || lower.find("match ") != std::string::npos ||
                      lower.find("case ") != std::string::npos;
    if (!asks) continue;
    for (const std::string_view word : {"insecure", "verify", "skip", "self", "trust", "check", "dev", "ssl",
                                        "tls", "cert", "unsafe", "local"}) {
      if (lower.find(word) != std::string::npos) return true;
    }
  }
  return false;
}

/// Scripting languages in which only a few of the files are written: helpers of a program in another language,
/// wherever they lie.
class HelperLanguages {
 public:
  explicit HelperLanguages(const source::ScanCounts& counts) : counts_(counts) {
    for (std::size_t i = 0; i < counts.by_language.size(); ++i) {
      if (source::is_code(static_cast<source::Language>(i))) all_ += counts.by_language[i];
    }
  }
  bool contain(source::Language language) const {
    using enum source::Language;
    const bool scripting = language == shell || language == powershell || language == python || language == perl ||
                           language == ruby || language == lua;
    if (!scripting) return false;
    const std::size_t files = counts_.by_language[static_cast<std::size_t>(language)];
    const bool shell_like = language == shell || language == powershell;
    return files * (shell_like ? 2 : 10) < all_;
  }

 private:
  const source::ScanCounts& counts_;
  std::size_t all_ = 0;
};

}  // namespace

CryptoUse CryptoUse::collect(const Facts& facts) {
  const SourceScan& scan = facts.get<SourceScan>();
  CryptoUse use;
  use.complete = scan.code_complete();
  use.searched = scan.extent();
  const auto take = [&scan](Hits& into, std::initializer_list<std::string_view> meanings) {
    for (const std::string_view meaning : meanings) {
      for (const SourceHit* hit : scan.own(meaning)) {
        if (std::find(into.begin(), into.end(), hit) == into.end()) into.push_back(hit);
      }
    }
  };
  take(use.direct, {"library", "cipher", "weak-cipher", "ecb", "password-hash", "mac", "sign"});
  take(use.hashes, {"hash", "weak-hash"});
  take(use.weak_hashes, {"weak-hash"});
  take(use.random, {"csprng"});
  take(use.weak_random, {"weak-random"});
  take(use.https, {"https-client"});
  take(use.tls, {"tls"});
  take(use.tls_server, {"tls-server"});
  take(use.tls_minimum, {"tls-minimum"});
  take(use.tls_old, {"tls-old"});
  take(use.password_hashes, {"password-hash"});
  take(use.plain_passwords, {"plain-password"});
  take(use.user_passwords, {"session-password"});
  take(use.password_checks, {"password-check"});
  take(use.own_primitives, {"own-primitive"});
  take(use.weak_ciphers, {"weak-cipher", "ecb"});
  take(use.weak_keys, {"weak-key"});
  take(use.network, {"network"});
  take(use.servers, {"server"});
  take(use.plain_endpoints, {"plain-endpoint"});
  take(use.verify_on, {"verify-on"});
  take(use.choice, {"algorithm-choice"});
  take(use.credentials_outside, {"credential-outside"});
  take(use.credential_words, {"credential-word"});
  take(use.verify_option, {"verify-off-option"});
  for (const SourceHit* hit : scan.own("verify-off")) {
    (is_guarded(facts, *hit) ? use.verify_option : use.verify_off).push_back(hit);
  }
  const HelperLanguages helpers(scan.counts());
  for (Hits* hits : {&use.hashes, &use.weak_hashes, &use.random, &use.https, &use.network, &use.servers}) {
    std::erase_if(*hits, [&](const SourceHit* hit) { return helpers.contain(hit->language); });
  }
  use.extent = extent_of(use);
  return use;
}

std::string CryptoUse::why_not_direct() const {
  switch (extent) {
    case Extent::none:
      return msg(
          "The project's software uses no cryptography: a search of all {} found no cryptographic library, "
          "algorithm, TLS or random generator for secrets.",
          searched);
    case Extent::https_only:
      return msg(
          "The software uses no cryptography directly: a search of all {} found only a client library for "
          "HTTP ({}), which brings its own TLS.",
          searched, join_names(names_of(https), 3));
    case Extent::random_only:
      return msg(
          "The only thing of this kind in all {} is the system's random generator ({}); there are no keys, "
          "ciphers, signatures or protocols.",
          searched, join_names(names_of(random), 3));
    case Extent::hash_only:
      return msg(
          "The only cryptography in all {} is hashing ({}): there are no keys, ciphers, signatures or "
          "protocols.",
          searched, join_names(names_of(hashes), 3));
    case Extent::direct:
      return {};
  }
  return {};
}

}  // namespace badgescan
