// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/hash_purpose.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <vector>

#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::size_t kAround = 14;       ///< lines before and after a call
constexpr std::size_t kMostPlaces = 200;  ///< of one text

RE2::Options options() {
  RE2::Options made(RE2::Latin1);
  made.set_case_sensitive(false);
  return made;
}

bool computes_hash(std::string_view line) {
  static const RE2 kHash(
      R"re((?:sha-?_?(?:1|224|256|384|512)|sha3|\bmd5|blake[23]|messagedigest|digestutils|createhash|hashlib\.|\bhasher\b|digest\(|\.(?:hex|base64)?digest\b))re",
      options());
  static const RE2 kImport(R"re(^\s*(?:import|from|use|using|require|include|#\s*include|alias|open)\b)re",
                           options());
  const re2::StringPiece piece(line.data(), line.size());
  return RE2::PartialMatch(piece, kHash) && !RE2::PartialMatch(piece, kImport);
}

/// "DIGEST = Digest::SHA1"
bool is_alias(std::string_view line) {
  static const RE2 kAlias(
      R"re(^\s*(?:[a-z]+\s+)*[a-z_][\w.]*\s*:?=\s*[\w.:]*(?:sha-?_?\d|md5|blake\d)\w*(?:\.freeze)?[;,]?\s*$)re",
      options());
  return RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), kAlias);
}

bool protects(const std::string& around) {
  static const RE2 kWords(
      R"re(tamper|\bsecrets?\b|passw(?:or)?d|\bhmac|integrity[ _-]?(?:check|verif|fail|hash)|(?:hash|sha\d*|digest|checksum)[ _-]?mismatch|verify_?(?:hash|sha|checksum|digest|integrity)|(?:checksum|hash|digest|sha\d*)[ _-]?(?:verif|does not match|did not match)|(?:auth|access|session|api|bearer|reset|refresh|csrf)[ _-]?tokens?\b|compare_digest|handshake|sec-websocket-(?:key|accept)|isequal\(|timing|signatures?[ _]?(?:verif|valid)|authenticat|credential|code[ _]?(?:verifier|challenge)|fingerprint of the (?:key|certificate))re",
      options());
  // "Not a security boundary" says the opposite.
  static const RE2 kNot(
      R"re(not (?:a |for |used for |used as a? ?)?(?:security|cryptograph\w*|secur\w*)|usedforsecurity\s*=\s*false|non-?crypto)re",
      options());
  return RE2::PartialMatch(around, kWords) && !RE2::PartialMatch(around, kNot);
}

bool names_things(const std::string& around) {
  static const RE2 kWords(
      R"re(cache|fingerprint|\be?tags?\b|etag|[a-z]_ids?\b|\bids?\b|(?-i:[a-z]Ids?\b)|dedup|duplicat|unique|slug|bucket|short_?hash|stable|determinis|identif|(?:file|path|dir)_?name|\bname\b|\bkey_?(?:for|of)\b|revision|modified|changed|unchanged|version|seed|colou?r|shard|gravatar|identical|same content|content_?hash|lookup)re",
      options());
  return RE2::PartialMatch(around, kWords);
}

}  // namespace

HashPurpose hash_purpose(std::string_view text) {
  const std::vector<std::string_view> lines = split_lines(text);
  std::size_t places = 0, naming = 0, aliases = 0;
  for (std::size_t i = 0; i < lines.size() && places < kMostPlaces; ++i) {
    if (lines[i].size() > 2000 || !computes_hash(lines[i])) continue;
    if (is_alias(lines[i])) {
      ++aliases;
      continue;
    }
    ++places;
    std::string around;
    const std::size_t end = std::min(lines.size(), i + kAround + 1);
    for (std::size_t line = i > kAround ? i - kAround : 0; line < end; ++line) {
      around.append(lines[line].substr(0, 400)).push_back('\n');
    }
    if (protects(around)) return HashPurpose::security;
    naming += names_things(around);
  }
  if (places == 0 && aliases > 0) return HashPurpose::aliased;
  return places > 0 && naming == places ? HashPurpose::naming : HashPurpose::unclear;
}

}  // namespace badgescan
