// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-GV-01.01, GV-03.01: who has access to sensitive resources, and how to contribute.
#include <re2/re2.h>

#include "detectors/baseline/baseline_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kMembers = "osps_gv_01_01", kProcess = "osps_gv_03_01";
constexpr std::string_view kCriteria[] = {kMembers, kProcess};

/// An account handle, a mail address, or a link to a person's page.
bool names_somebody(std::string_view text) {
  static const RE2 pattern(
      "(?i)(^|[\\s(\\[|,])@[a-z0-9][a-z0-9-]+|[a-z0-9._%+-]+@[a-z0-9-]+\\.[a-z]|"
      "https?://(github|gitlab|codeberg)\\.(com|org)/[a-z0-9-]+/?($|[\\s)\\]>\"'])");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

std::string raw_text(const Piece& piece) {
  if (piece.whole) return *piece.document->text;
  std::string out;
  int number = 0;
  for (const std::string_view line : split_lines(*piece.document->text)) {
    ++number;
    if (piece.holds(number)) out.append(line).append("\n");
  }
  return out;
}

void answer_members(const Context& context, FindingSink& out) {
  const Documents& documents = context.get<Documents>();
  for (const std::string_view kind : {"maintainers", "governance", "owners"}) {
    for (const Piece& piece : documents.pieces(kind)) {
      if (!names_somebody(raw_text(piece))) continue;
      const Evidence seen = piece.evidence();
      out.met(kMembers, piece.whole ? Confidence::strong : Confidence::likely,
              msg("{} names the members of the project.", place(seen)), {seen});
      return;
    }
  }
  const std::string ask =
      msg("Who (accounts will do) can merge, publish or read secrets, and where are they named (MAINTAINERS "
          "or GOVERNANCE)?");
  if (const Document* owners = documents.first("codeowners");
      owners != nullptr && names_somebody(*owners->text)) {
    out.met(kMembers, Confidence::partial,
            msg("{} names who reviews which files; whether these are all people with access is not said.",
                clean_utf8(owners->path)),
            {seen_at(owners->path, 0)}, ask);
    return;
  }
  const bool complete = documents.complete("maintainers") && documents.complete("governance");
  if (complete)
    out.unmet(kMembers, Confidence::partial,
              msg("No list of the members with access was found in the repository."), {}, ask);
  else
    out.unknown(kMembers, msg("Not every document could be read."), ask);
}

void answer_process(const Context& context, FindingSink& out) {
  const Search process = context.search("contribution_process");
  const std::string ask =
      msg("How does a change get into the project, and where is that written (CONTRIBUTING)?");
  if (process) {
    out.met(kProcess, Confidence::strong,
            msg("{} explains how to contribute: {}", place(telling(process)), quote(telling(process))),
            joined({{telling(process)}, some(process.hits)}, 4));
  } else if (const Document* stub = contributors_guide_elsewhere(context)) {
    out.met(kProcess, Confidence::partial,
            msg("{} sends contributors to {}.", clean_utf8(stub->path), stub->points_to),
            {{.path = clean_utf8(stub->path), .line = 1}}, ask);
  } else if (auto piece = best_piece(context, "contributing", 20)) {
    out.met(kProcess, Confidence::partial,
            msg("{} is about contributing, but names no way a change takes.", place(piece->evidence())),
            {piece->evidence()}, ask);
  } else if (const std::string guide = stray_contributors_guide(context); !guide.empty()) {
    out.unknown(kProcess,
                msg("{} may tell how to contribute; it does not lie where documents are read.", guide),
                msg("Does {} say how a change is handed in (pull request, patch by mail …)?", guide),
                {{.path = guide}});
  } else if (process.complete) {
    out.unmet(kProcess, Confidence::partial,
              msg("No document explains how to contribute. Searched: {}.", looked_in(process)), {}, ask);
  } else {
    out.unknown(kProcess, msg("Not every document could be read."), ask);
  }
}

void detect(const Context& context, FindingSink& out) {
  answer_members(context, out);
  answer_process(context, out);
}

}  // namespace

extern const Detector members;
const Detector members{.id = "members",
                       .summary = "Looks for lists of members and for the way a contribution takes.",
                       .criteria = kCriteria,
                       .detect = detect};

}  // namespace badgescan
