// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the detectors that read history share: how they refuse to answer from a cut history, and the links
// that stand behind their figures.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/engine/detector.h"
#include "scanner/facts/history.h"
#include "scanner/facts/releases.h"

namespace badgescan {

/// Answers `?` for all `criteria` when the window is not complete or has no usable dates; true when it did.
bool refuse_cut_history(const History& history, std::initializer_list<std::string_view> criteria,
                        FindingSink& out);

/// The newest commit, linked to the list of commits where the forge is known.
Evidence history_evidence(const Context& context);
Evidence commit_evidence(const HistoryCommit& commit);
/// A tag, linked to its page where the forge is known.
Evidence tag_evidence(const Context& context, const ReleaseTag& tag);

/// The ids of such a list, each once, that commits name which count.
std::vector<std::string> ids_in_window(const History& history,
                                       const std::vector<std::pair<std::uint32_t, std::string>>& named);

struct SignedTags {
  std::size_t releases = 0;  ///< final releases that were looked at: the newest 20
  std::size_t with_signature = 0;
  std::size_t annotated = 0;
  std::size_t verified = 0;  ///< by a key that the tree lists
  std::size_t bad = 0;       ///< by a listed key, but the content is another
  const ReleaseTag* newest_signed = nullptr;
  std::string kinds;  ///< "PGP", "PGP and SSH"
};
SignedTags signed_final_tags(const Releases& releases);

}  // namespace badgescan
