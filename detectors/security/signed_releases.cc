// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Are releases signed, and does somebody tell users how to verify them? Steps and tags show the first half,
// documents the second; assets on a release page are not in the tree.
#include "detectors/documents_util.h"
#include "detectors/history_util.h"
#include "scanner/base/message.h"
#include "scanner/facts/release_signing.h"

namespace badgescan {
namespace {

constexpr std::string_view kId = "signed_releases";
constexpr std::string_view kCriteria[] = {kId};

struct Signature {
  std::string text;
  std::vector<Evidence> evidence;
  bool strong = false;  ///< seen in a pipeline or on nearly all releases
};

Signature find_signature(const Context& context) {
  Signature found;
  const ReleaseSigning& signing = context.get<ReleaseSigning>();
  if (!signing.signing.empty()) {
    found.text = msg("A pipeline signs or attests releases: {}.", describe(signing.signing.front()));
    found.evidence = {signing.signing.front().evidence};
    found.strong = true;
    return found;
  }
  const Releases& releases = context.get<Releases>();
  const SignedTags tags = signed_final_tags(releases);
  if (tags.releases > 0 && tags.with_signature * 10 >= tags.releases * 8) {
    found.text = tags.releases == 1
                     ? msg("The only release tag carries a signature ({}; not verified here).", tags.kinds)
                     : msg("{} of the newest {} release tags carry a signature ({}; not verified here).",
                           tags.with_signature, tags.releases, tags.kinds);
    found.evidence = {tag_evidence(context, *tags.newest_signed)};
    found.strong = true;
    return found;
  }
  if (!signing.configured.empty()) {
    found.text = msg("Signing is prepared: {}.", describe(signing.configured.front()));
    found.evidence = {signing.configured.front().evidence};
  }
  return found;
}

void detect(const Context& context, FindingSink& out) {
  const ReleaseSigning& signing = context.get<ReleaseSigning>();
  const Releases& releases = context.get<Releases>();
  const Search described = context.search("release_verification_described");
  std::vector<Evidence> how = signing.commands;
  how.insert(how.end(), described.hits.begin(), described.hits.end());
  if (how.size() > 2) how.resize(2);
  how.insert(how.end(), signing.keys.begin(), signing.keys.end());

  Signature found = find_signature(context);
  const bool documented = !signing.commands.empty() || described || !signing.keys.empty();
  const std::string ask_document =
      msg("Where do users read how to get the public key (or the signer's identity) and how to verify a "
          "release?");
  const std::string ask_all = msg("Is every release signed, and where do users read how to verify it?");
  std::vector<Evidence> evidence = found.evidence;
  evidence.insert(evidence.end(), how.begin(), how.end());

  if (!found.text.empty() && found.strong && documented && !how.empty()) {
    out.met(kId, signing.commands.empty() ? Confidence::likely : Confidence::strong,
            how.front().excerpt.empty()
                ? msg("{} {} holds the public key.", found.text, how.front().path)
                : msg("{} {} tells how to verify: {}", found.text, place(how.front()), quote(how.front())),
            evidence);
  } else if (!found.text.empty()) {
    out.met(kId, Confidence::partial, found.text, evidence, documented ? ask_all : ask_document);
  } else if (documented) {
    out.met(kId, Confidence::partial,
            msg("{} speaks of verifying releases, but no step that signs them was found.", how.front().path),
            evidence, ask_all);
  } else if (releases.complete && releases.main_final.empty()) {
    out.unknown(kId, msg("No release was found."),
                msg("Are there releases intended for widespread use (N/A if not)?"));
  } else if (releases.complete && signing.complete && described.complete) {
    out.unmet(kId, Confidence::partial,
              msg("No signed tag, no step that signs releases and no way to verify them was found in the "
                  "repository."),
              {}, ask_all);
  } else {
    out.unknown(kId, msg("Not everything that could show signatures could be read."), ask_all);
  }
}

}  // namespace

extern const Detector signed_releases;
const Detector signed_releases{
    .id = "signed_releases",
    .summary = "Looks for steps that sign releases, signed tags, keys, and instructions to verify.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
