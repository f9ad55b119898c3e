// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether the repository holds credentials that should be secret.
//
// Only a provider's own format in delivered text counts as a leak. Values that merely look secret, keys that
// are made to be published, and everything in tests, examples and documents is at most a question: nobody
// can tell from outside whether a value is valid. Values never leave the scan.
#include <re2/re2.h>

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/secret_history.h"
#include "scanner/facts/source_scan.h"

namespace badgescan {
namespace {

using source::Place;
using source::SecretTrust;
using source::SecretVerdict;
using Hits = std::vector<const SourceHit*>;

constexpr std::string_view kLeaked = "no_leaked_credentials";
constexpr std::string_view kCriteria[] = {kLeaked};

/// Names that people give to keys that protect nothing.
bool is_sample_path(const SourceHit& hit) {
  static constexpr std::string_view kWords[] = {
      "test",           "example",  "sample",      "demo",       "dummy",       "fixture",   "mock",
      "fake",           "snakeoil", "self-signed", "selfsigned", "self_signed", "localhost", "spec/",
      "tutorial",       "insecure", "playground",  "dev-cert",   "devcert",     "/dev/",     "local",
      "docker-compose", "doc/",     "docs/",       "e2e",        "benchmark"};
  const std::string path = to_lower(hit.path);
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return path.find(word) != std::string::npos; });
}

constexpr std::size_t kMostKeys = 3;

bool is_key_file(const SourceHit* hit) { return hit->rule->check == source::SecretCheck::private_key; }

/// A text beside the key says that the key protects nothing.
bool is_explained(const Facts& facts, const SourceHit& hit) {
  const std::string folder = hit.path.substr(0, hit.path.rfind('/') + 1);
  if (folder.empty()) return false;
  for (const char* name : {"README.md", "README", "README.txt", "README.rst", "readme.md"}) {
    const FileText text = facts.text(folder + name);
    if (text == nullptr) continue;
    const std::string lower = to_lower(*text);
    for (const std::string_view word :
         {"insecure", "sample", "example", "for test", "not secret", "do not use"}) {
      if (lower.find(word) != std::string::npos) return true;
    }
  }
  return false;
}

/// A test or a sample in the midst of delivered text, as C and TypeScript projects write them: its function
/// or the comment before it says so.
bool is_in_a_test(const Facts& facts, const SourceHit& hit) {
  constexpr int kLinesBefore = 25;
  if (!source::is_code(hit.language)) return false;
  const FileText text = facts.text(hit.path);
  if (text == nullptr) return false;
  static const RE2 word(
      R"re((?i)\b(?:unit[ _-]?)?tests?\b|\btest_|_tests?\b|\but_|\b(?:sample|dummy|snakeoil)|self[ _-]?signed)re",
      RE2::Latin1);
  const std::vector<std::string_view> lines = split_lines(*text);
  const auto end = std::min(lines.size(), static_cast<std::size_t>(hit.line));
  for (std::size_t i = end > kLinesBefore ? end - kLinesBefore : 0; i < end; ++i) {
    if (RE2::PartialMatch(re2::StringPiece(lines[i].data(), lines[i].size()), word)) return true;
  }
  return false;
}

struct Sorted {
  Hits leaks, questions, samples;
};

Sorted sort_hits(const Facts& facts, const SourceScan& scan) {
  Sorted sorted;
  for (const SourceHit* hit : scan.anywhere("secret")) {
    if (hit->verdict < SecretVerdict::plausible) continue;
    const bool shipped = hit->place == Place::own || hit->place == Place::tooling;
    const bool quiet = hit->place == Place::vendored || hit->place == Place::test_data ||
                       hit->place == Place::test || hit->place == Place::generated ||
                       hit->place == Place::example;
    const bool format = hit->rule->trust == SecretTrust::format;
    if (quiet || is_sample_path(*hit)) {
      if (format) sorted.samples.push_back(hit);
    } else if (format && shipped &&
               !(is_key_file(hit) &&
                 (hit->place == Place::tooling || is_explained(facts, *hit) || is_in_a_test(facts, *hit)))) {
      sorted.leaks.push_back(hit);
    } else if (shipped || (format && hit->verdict == SecretVerdict::verified)) {
      sorted.questions.push_back(hit);
    }
  }
  // One private key is a leak; a collection of them belongs to a test bench, a boot loader, a tutorial.
  Hits keys;
  std::copy_if(sorted.leaks.begin(), sorted.leaks.end(), std::back_inserter(keys), is_key_file);
  if (keys.size() > kMostKeys) {
    std::erase_if(sorted.leaks, is_key_file);
    sorted.questions.insert(sorted.questions.end(), keys.begin(), keys.end());
  }
  return sorted;
}

std::vector<Evidence> leaked_before(const SecretHistory& history) {
  std::vector<Evidence> found;
  for (const SecretHistory::Hit& past : history.hits) {
    const SourceHit& hit = past.hit;
    if (found.size() == 6) break;
    if (hit.place != Place::own || is_sample_path(hit)) continue;
    found.push_back(hit.evidence());
    found.back().commit = past.commit;
  }
  return found;
}

/// A few files that a copy of the repository lacks do not make the search worthless.
bool misses_little(const SourceScan& scan) {
  const source::ScanCounts& counts = scan.counts();
  return !counts.stopped && counts.cut == 0 && counts.unread <= 5 && counts.unread * 100 < counts.files;
}

void detect(const Context& context, FindingSink& out) {
  const SourceScan& scan = context.get<SourceScan>();
  const Sorted hits = sort_hits(context.facts(), scan);
  const std::size_t formats = scan.patterns("secret");
  if (!hits.leaks.empty()) {
    const bool verified = std::any_of(hits.leaks.begin(), hits.leaks.end(), [](const SourceHit* hit) {
      return hit->verdict == SecretVerdict::verified;
    });
    out.unmet(kLeaked, verified ? Confidence::strong : Confidence::likely,
              msg("What looks like a working credential stands in the repository: {}.",
                  join_names(names_of(hits.leaks), 4)),
              evidence_of(hits.leaks, 6),
              msg("Does any of these give access to something and has to be revoked, or are they samples "
                  "that protect nothing (Met)?"));
    return;
  }
  const SecretHistory& history = context.get<SecretHistory>();
  if (const std::vector<Evidence> past = leaked_before(history); !past.empty()) {
    out.unmet(kLeaked, Confidence::likely,
              msg("A credential stood in the repository and was removed again; whoever has a copy of the "
                  "history has it."),
              past, msg("Was each of them revoked, or was it a sample that protected nothing (Met)?"));
    return;
  }
  if (!hits.questions.empty()) {
    out.unknown(kLeaked,
                msg("Nothing that is surely a leaked credential was found, but this deserves a look: {}.",
                    join_names(names_of(hits.questions), 4)),
                msg("Does any of these values give access to something that is not public (Met if not)?"),
                evidence_of(hits.questions, 6));
    return;
  }
  if (scan.counts().files == 0) {
    out.unknown(kLeaked, msg("No text files could be searched for credentials."),
                msg("Does the repository hold any valid private credential?"));
    return;
  }
  const std::string found =
      hits.samples.empty()
          ? msg("A search of all {} for {} formats of credentials found none.", scan.extent(), formats)
          : msg("A search of all {} for {} formats of credentials found them only in tests, examples and "
                "bundled code.",
                scan.extent(), formats);
  const bool nearly = scan.complete() || misses_little(scan);
  const Confidence confidence = !nearly                                   ? Confidence::partial
                                : hits.samples.empty() && scan.complete() ? Confidence::strong
                                                                          : Confidence::likely;
  const std::string also =
      !history.searched ? std::string{}
                        : " " + msg("So did a search of the {} versions of files that {} commits changed.",
                                    history.blobs, history.commits);
  out.met(kLeaked, confidence, found + also, evidence_of(hits.samples, 4),
          scan.complete() ? std::string{}
                          : msg("Does any of the files that could not be searched (the notes of the report "
                                "name them) hold a credential?"));
}

}  // namespace

extern const Detector no_leaked_credentials;
const Detector no_leaked_credentials{
    .id = "no_leaked_credentials",
    .summary = "Searches all text files for credentials in the formats of their providers.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
