// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/release_signing.h"

#include <re2/re2.h>

#include "scanner/base/text.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::string_view kKinds[] = {"verification",    "readme",       "security", "install",
                                       "release_process", "contributing", "building"};

bool signs(const Tool& tool) { return tool.is(ToolKind::signer) || tool.is(ToolKind::provenance); }

void find_steps(const ToolUses& uses, ReleaseSigning& out) {
  for (const ToolUse& use : uses.all()) {
    const bool runs = use.how == How::ci && use.frequency != Frequency::never;
    if (use.tool->is(ToolKind::sbom) && (runs || use.how == How::configured)) out.bills.push_back(use);
    if (!signs(*use.tool)) continue;
    if (runs) {
      out.signing.push_back(use);
    } else if (use.how == How::script || use.how == How::configured || use.how == How::dependency) {
      out.configured.push_back(use);
    }
  }
}

/// Where a project publishes its own key. Other folders hold keys of others, whose downloads are checked.
bool published_place(std::string_view folder) {
  static const re2::RE2 place(
      "(?i)^(?:(?:\\.github|docs?|documentation|security|website|site|static|public|share|keys?|gpg|pgp|"
      "signing|releases?|\\.well-known)(?:/|$))*$",
      re2::RE2::Latin1);
  return re2::RE2::FullMatch(re2::StringPiece(folder.data(), folder.size()), place);
}

void find_keys(const Facts& facts, ReleaseSigning& out) {
  static const re2::RE2 key(
      "BEGIN PGP PUBLIC KEY BLOCK|untrusted comment: (?:minisign|signify)[^\n]*public key|BEGIN PUBLIC KEY",
      re2::RE2::Latin1);
  const TreeIndex& index = facts.get<TreeIndex>();
  std::vector<const Entry*> candidates;
  for (const char* name : {"KEYS", "KEYS.txt", "cosign.pub", "minisign.pub", "release-key.asc", "pubkey.asc",
                           "signing-key.asc"}) {
    for (const Entry* entry : index.named(name)) candidates.push_back(entry);
  }
  for (const char* extension : {"asc", "pub", "gpg"}) {
    for (const Entry* entry : index.with_extension(extension)) candidates.push_back(entry);
  }
  std::size_t looked_at = 0;
  for (const Entry* entry : candidates) {
    const PathClass kind = index.classify(*entry);
    if (!published_place(entry->folder()) || kind.vendored || kind.test || kind.test_data || kind.example ||
        out.keys.size() >= 3 || ++looked_at > 50)
      continue;
    const FileText text = facts.text(*entry);
    if (!text || !re2::RE2::PartialMatch(re2::StringPiece(text->data(), text->size()), key)) continue;
    Evidence evidence;
    evidence.path = clean_utf8(entry->path);
    out.keys.push_back(std::move(evidence));
  }
}

void find_commands(const Facts& facts, ReleaseSigning& out) {
  static const re2::RE2 verify(
      R"((?m)^.*(?:gpg2?\s+(?:--?\w[\w-]*\s+)*--verify\b|cosign\s+verify|minisign\s+-V|signify(?:-openbsd)?\s+-V|gh\s+attestation\s+verify|slsa-verifier\s+verify|sigstore\s+verify|git\s+(?:tag\s+-v|verify-tag)\b|ssh-keygen\s+-Y\s+verify|rpm\s+(?:-K|--checksig)|npm\s+audit\s+signatures|notation\s+verify|pypi-attestations\s+verify|apksigner\s+verify|jarsigner\s+-verify).*)",
      re2::RE2::Latin1);
  const Documents& documents = facts.get<Documents>();
  for (const std::string_view kind : kKinds) {
    for (const Document* document : documents.of(kind)) {
      if (!document->text || out.commands.size() >= 3) continue;
      re2::StringPiece hit;
      const re2::StringPiece whole(document->text->data(), document->text->size());
      if (!verify.Match(whole, 0, whole.size(), re2::RE2::UNANCHORED, &hit, 1)) continue;
      const auto offset = static_cast<std::size_t>(hit.data() - document->text->data());
      Evidence evidence;
      evidence.path = clean_utf8(document->path);
      evidence.line = line_of(*document->text, offset);
      evidence.excerpt = excerpt_at(*document->text, offset);
      out.commands.push_back(std::move(evidence));
    }
  }
}

}  // namespace

ReleaseSigning ReleaseSigning::collect(const Facts& facts) {
  ReleaseSigning made;
  const ToolUses& uses = facts.get<ToolUses>();
  find_steps(uses, made);
  find_keys(facts, made);
  find_commands(facts, made);
  made.complete = uses.complete() && facts.get<Documents>().complete();
  return made;
}

}  // namespace badgescan
