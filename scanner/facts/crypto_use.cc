// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/crypto_use.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/crypto_packages.h"
#include "scanner/facts/hash_purpose.h"

namespace badgescan {
namespace {

using Extent = CryptoUse::Extent;

Extent extent_of(const CryptoUse& use) {
  if (!use.direct.empty() || !use.own_primitives.empty()) return Extent::direct;
  if (!use.hashes.empty()) {
    if (use.hash_purpose == HashPurpose::security) return Extent::hash_security;
    return use.hash_purpose == HashPurpose::naming ? Extent::naming : Extent::hash_only;
  }
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

/// "seed = secrets.randbits(64)" and nothing else: no secret, where "random.Random(seed)" searches with it.
bool only_seeds(std::string_view text) {
  static const RE2 kAny(R"re(\bsecrets\.\w|\burandom\(|\bSystemRandom\(|\bfrom\s+secrets\b)re", RE2::Latin1);
  static const RE2 kSeed(R"re((?i)\b\w*seed\w*\s*[=:(].*(?:\bsecrets\.rand(?:bits|below)|\bos\.urandom)\()re",
                         RE2::Latin1);
  bool seeds = false;
  for (const std::string_view line : split_lines(text)) {
    const re2::StringPiece piece(line.data(), line.size());
    if (!RE2::PartialMatch(piece, kAny)) continue;
    if (!RE2::PartialMatch(piece, kSeed)) return false;
    seeds = true;
  }
  return seeds;
}

bool searches_with_seed(std::string_view text) {
  static const RE2 kSearch(R"re(\b(?:\w*random\w*\.(?:Random|seed)|default_rng|RandomState|manual_seed)\()re",
                           RE2::Latin1);
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), kSearch);
}

constexpr std::size_t kMostFiles = 300;  ///< that are read again for their context

/// Calls `judge` with the text of each file that the hits name, once a file.
template <typename Judge>
void each_text(const Facts& facts, const CryptoUse::Hits& hits, Judge judge) {
  std::set<std::string_view> seen;
  for (const SourceHit* hit : hits) {
    if (seen.size() >= kMostFiles || !seen.insert(hit->path).second) continue;
    if (const FileText text = facts.text(hit->path)) judge(*hit, std::string_view(*text));
  }
}

/// Takes the weak hashes that only name things out, and says what all hashes are for.
void judge_hashes(const Facts& facts, CryptoUse& use, bool constant_time) {
  std::set<std::string_view> naming, aliased;
  bool all_name = true, some_protect = constant_time;
  each_text(facts, use.direct.empty() ? use.hashes : use.weak_hashes,
            [&](const SourceHit& hit, std::string_view text) {
              const HashPurpose purpose = hash_purpose(text);
              if (purpose == HashPurpose::naming) naming.insert(hit.path);
              if (purpose == HashPurpose::aliased) aliased.insert(hit.path);
              all_name = all_name && (purpose == HashPurpose::naming || purpose == HashPurpose::aliased);
              some_protect = some_protect || purpose == HashPurpose::security;
            });
  all_name = all_name && !naming.empty();
  if (all_name && use.direct.empty()) naming.merge(aliased);
  use.hash_purpose = some_protect ? HashPurpose::security
                     : all_name   ? HashPurpose::naming
                                  : HashPurpose::unclear;
  std::erase_if(use.weak_hashes, [&](const SourceHit* hit) {
    const bool names = naming.contains(hit->path);
    if (names) use.naming_hashes.push_back(hit);
    return names;
  });
}

/// Runs in a browser: it uses the page, and nothing of a server's or a program's world.
bool is_browser_code(std::string_view text) {
  static const RE2 page(
      R"re(\b(?:document|window|localStorage|navigator|location)\.|from ["']react["']|<script)re",
      RE2::Latin1);
  static const RE2 server(
      R"re(\brequire\(|["']node:|\bprocess\.(?:argv|exit|stdin|stdout|cwd)|["']fs["']|\bDeno\.|\bBun\.)re",
      RE2::Latin1);
  const re2::StringPiece piece(text.data(), text.size());
  return RE2::PartialMatch(piece, page) && !RE2::PartialMatch(piece, server);
}

/// Names this machine in an address, and no other one over TLS.
bool talks_to_this_machine(std::string_view text) {
  static const RE2 here(R"re(["'`]http://(?:127\.0\.0\.1|localhost|\[::1\])|\b127\.0\.0\.1\b)re",
                        RE2::Latin1);
  static const RE2 elsewhere(
      R"re((?:^|[^#/*])["'`]https://|env[^\n]*["'.][A-Z_]*(?:URL|HOST|ENDPOINT|BASE|SERVER))re", RE2::Latin1);
  const re2::StringPiece piece(text.data(), text.size());
  return RE2::PartialMatch(piece, here) && !RE2::PartialMatch(piece, elsewhere);
}

/// Clients whose TLS is not the software's business go apart.
void judge_clients(const Facts& facts, CryptoUse& use) {
  std::set<std::string_view> browser, local;
  each_text(facts, use.https, [&](const SourceHit& hit, std::string_view text) {
    if (talks_to_this_machine(text))
      local.insert(hit.path);
    else if (hit.rule->has_meaning("browser-client") && is_browser_code(text))
      browser.insert(hit.path);
  });
  std::erase_if(use.https, [&](const SourceHit* hit) {
    if (local.contains(hit->path)) {
      use.local.push_back(hit);
      return true;
    }
    const bool page = hit->rule->has_meaning("browser-client") && browser.contains(hit->path);
    if (page) use.browser.push_back(hit);
    return page;
  });
}

/// An address in the clear is a default only where something in the same file talks to the network.
void judge_endpoints(CryptoUse& use) {
  std::set<std::string_view> talking;
  for (const CryptoUse::Hits* hits : {&use.https, &use.browser, &use.network, &use.tls}) {
    for (const SourceHit* hit : *hits) talking.insert(hit->path);
  }
  std::erase_if(use.plain_endpoints, [&](const SourceHit* hit) { return !talking.contains(hit->path); });
}

/// Ansible's layout of a role.
bool is_role(const Snapshot& tree) {
  return tree.find("tasks/main.yml") != nullptr || tree.find("tasks/main.yaml") != nullptr;
}

/// What manifests and lock files say, where the source does not.
void add_declared(const Facts& facts, CryptoUse& use) {
  const auto found = [&use](std::string_view means) {
    if (means == "tls") return !use.tls.empty();
    if (means == "password-hash") return !use.password_hashes.empty();
    return use.extent == Extent::direct;
  };
  for (const CryptoPackage& package : declared_crypto(facts)) {
    if (!found(package.means)) use.declared.push_back({package.name, package.means, package.evidence});
  }
  // What one part pins says nothing about another, in another language, that uses TLS as well.
  CryptoUse::Hits users = use.tls;
  users.insert(users.end(), use.https.begin(), use.https.end());
  const auto as_first = [&](const SourceHit* hit) { return hit->language == users.front()->language; };
  if (users.empty() || !std::all_of(users.begin(), users.end(), as_first)) return;
  if (const std::optional<CryptoPackage> modern = locked_modern_tls(facts, users.front()->language)) {
    use.locked_tls = modern->name;
    use.lock_evidence.push_back(modern->evidence);
  }
}

}  // namespace

bool CryptoUse::declares(std::string_view means) const {
  return std::any_of(declared.begin(), declared.end(), [&](const Declared& it) { return it.means == means; });
}

CryptoUse CryptoUse::collect(const Facts& facts) {
  const SourceScan& scan = facts.get<SourceScan>();
  CryptoUse use;
  use.complete = use.network_complete = scan.code_complete();
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
  take(use.uuids, {"uuid"});
  take(use.weak_random, {"weak-random"});
  take(use.https, {"https-client"});
  take(use.tls, {"tls"});
  take(use.tls_server, {"tls-server"});
  take(use.agreements, {"key-agreement"});
  take(use.ssh, {"ssh"});
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
  take(use.own_verification, {"own-verification"});
  take(use.words, {"crypto-word"});
  for (const SourceHit* hit : scan.own("verify-off")) {
    (is_guarded(facts, *hit) ? use.verify_option : use.verify_off).push_back(hit);
  }
  for (Hits* hits :
       {&use.hashes, &use.weak_hashes, &use.random, &use.uuids, &use.https, &use.network, &use.servers}) {
    std::erase_if(*hits, [&](const SourceHit* hit) { return scan.helper(hit->language); });
  }
  Hits in_python = use.random;
  std::erase_if(in_python, [](const SourceHit* hit) { return hit->language != source::Language::python; });
  std::set<std::string_view> seeding;
  bool searches = false;
  each_text(facts, in_python, [&](const SourceHit& hit, std::string_view text) {
    if (only_seeds(text)) seeding.insert(hit.path);
    searches = searches || searches_with_seed(text);
  });
  if (searches) std::erase_if(use.random, [&](const SourceHit* hit) { return seeding.contains(hit->path); });
  // A script beside the program, such as one that makes test keys, or an editor's mode for it.
  for (Hits* hits : {&use.direct, &use.tls, &use.ssh, &use.tls_minimum, &use.words}) {
    std::erase_if(*hits, [&](const SourceHit* hit) {
      using enum source::Language;
      return (hit->language == shell || hit->language == powershell || hit->language == rare) &&
             scan.helper(hit->language);
    });
  }
  // What weakens cryptography is not known in these languages, nor are all calls: no absence is proven.
  const auto in_contract = [](const SourceHit* hit) { return hit->rule->has_meaning("contract"); };
  const auto in_rare = [](const SourceHit* hit) { return hit->language == source::Language::rare; };
  if (std::any_of(use.direct.begin(), use.direct.end(), in_rare) || !use.words.empty()) use.complete = false;
  use.secrets_complete = scan.code_complete() && use.words.empty() &&
                         std::none_of(use.direct.begin(), use.direct.end(), [&](const SourceHit* hit) {
                           return in_rare(hit) && !in_contract(hit);
                         });
  use.only_contracts = !use.direct.empty() && std::all_of(use.direct.begin(), use.direct.end(), in_contract);
  if (std::any_of(use.words.begin(), use.words.end(),
                  [](const SourceHit* hit) { return hit->rule->has_meaning("tls-word"); }))
    use.network_complete = false;
  // What a role fetches and checks stands in YAML, whose modules are not known.
  if (is_role(facts.snapshot())) use.complete = use.network_complete = use.secrets_complete = false;
  judge_hashes(facts, use, scan.has("constant-time"));
  judge_clients(facts, use);
  judge_endpoints(use);
  use.extent = extent_of(use);
  add_declared(facts, use);
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
    case Extent::naming:
      return msg(
          "The only cryptography in all {} is hashing ({}) that names, compares or indexes things; no "
          "security "
          "mechanism depends on it.",
          searched, join_names(names_of(hashes), 3));
    case Extent::hash_only:
      if (!https.empty()) {
        return msg(
            "The only cryptography in all {} is hashing ({}), beside a client library for HTTP ({}), which "
            "brings its own TLS.",
            searched, join_names(names_of(hashes), 3), join_names(names_of(https), 3));
      }
      return msg(
          "The only cryptography in all {} is hashing ({}): there are no keys, ciphers, signatures or "
          "protocols.",
          searched, join_names(names_of(hashes), 3));
    case Extent::hash_security:
    case Extent::direct:
      return {};
  }
  return {};
}

}  // namespace badgescan
