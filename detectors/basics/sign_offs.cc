// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Do contributors assert that they may contribute: Signed-off-by lines (DCO) or a contributor agreement
// (CLA)?
#include "detectors/documents_util.h"
#include "detectors/history_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/project.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"dco", "osps_le_01_01"};

struct Counts {
  std::size_t changes = 0, signed_off = 0;
  bool at_least(std::size_t wanted) const { return changes > 0 && signed_off * 100 >= changes * wanted; }
};

bool signed_off(const History& history, const HistoryCommit& commit) {
  for (const HistoryTrailer& trailer : history.trailers(commit)) {
    if (trailer.kind == TrailerKind::signed_off && trailer.person != ~0U) return true;
  }
  return false;
}

Counts count(const History& history) {
  Counts counts;
  for (const HistoryCommit& commit : history.commits) {
    if (!history.counts(commit)) continue;
    ++counts.changes;
    counts.signed_off += signed_off(history, commit) ? 1 : 0;
  }
  return counts;
}

struct Terms {
  std::vector<Evidence> evidence;
  bool bot = false;        ///< a check enforces it
  bool agreement = false;  ///< a CLA, which leaves no trace in the history
  bool complete = false;   ///< everything was read: no evidence means that there is none
};

Terms find_terms(const Context& context) {
  Terms terms;
  for (const char* path : {".github/dco.yml", ".github/dco.yaml", ".clabot", ".github/cla.yml",
                           ".github/workflows/cla.yml", ".github/workflows/dco.yml"}) {
    if (context.facts().snapshot().find(path) == nullptr) continue;
    terms.evidence.push_back({.path = path});
    terms.bot = true;
  }
  const Search agreement = context.search("contributor_agreement_asked");
  const Documents& documents = context.get<Documents>();
  for (const Evidence& hit : agreement.hits) terms.evidence.push_back(hit);
  for (const Document* document : documents.of("cla"))
    terms.evidence.push_back({.path = clean_utf8(document->path)});
  terms.agreement = terms.bot || !terms.evidence.empty();
  const Search sign_off = context.search("sign_off_asked");
  for (const Evidence& hit : sign_off.hits) terms.evidence.push_back(hit);
  terms.complete = agreement.complete && sign_off.complete && context.facts().snapshot().complete();
  for (const Document* document : documents.of("dco"))
    terms.evidence.push_back({.path = clean_utf8(document->path)});
  return terms;
}

void judge_dco(const Context& context, const History& history, const Counts& counts, const Terms& terms,
               FindingSink& out) {
  const std::string share =
      counts.changes == 0
          ? msg("{} holds no change by a person.", history.window_text())
          : msg_n(counts.signed_off, "{} of {} changes by people in {} carries a Signed-off-by.",
                  "{} of {} changes by people in {} carry a Signed-off-by.", counts.changes,
                  history.window_text());
  std::vector<Evidence> evidence = terms.evidence;
  evidence.push_back(history_evidence(context));
  if (counts.changes >= 5 && counts.at_least(80)) {
    out.met("dco", terms.evidence.empty() ? Confidence::strong : Confidence::certain, share, evidence,
            terms.evidence.empty() ? msg("Where do you say what the Signed-off-by means?") : std::string{});
  } else if (!terms.evidence.empty() && !terms.agreement && history.complete && counts.changes >= 10 &&
             !counts.at_least(50)) {
    // Asked for, but not done: the words may be about something else, or nobody minds.
    out.unknown("dco", msg("{} speaks of a sign-off, but {}", terms.evidence.front().path, share),
                msg("Is a sign-off, a CLA or another legal assertion asked of all contributors?"), evidence);
  } else if (!terms.evidence.empty()) {
    out.met("dco", Confidence::likely,
            msg("The project asks contributors to assert that they may contribute ({}). {}",
                terms.evidence.front().path, share),
            evidence, msg("Is it asked of everybody who contributes more than trifles?"));
  } else if (!history.complete) {
    out.unknown("dco", msg("{} {}", share, history.why()),
                msg("Is there a DCO, a CLA or another legal assertion by contributors?"));
  } else if (counts.signed_off > 0 || !terms.complete) {
    out.unknown("dco", share,
                msg("Is a sign-off, a CLA or another legal assertion asked of all contributors?"), evidence);
  } else {
    // Instructions for contributors would name a CLA that is signed elsewhere.
    const bool told = best_piece(context, "contributing", 50) && counts.changes >= 20;
    out.unmet("dco", told ? Confidence::likely : Confidence::partial,
              msg("No DCO or CLA was found in the repository, and {}", share), evidence,
              msg("Is there a CLA or another legal assertion outside the repository, for example a bot that "
                  "asks for it?"));
  }
}

void judge_baseline(const Context& context, const History& history, const Counts& counts, const Terms& terms,
                    FindingSink& out) {
  const std::string share =
      msg_n(counts.signed_off, "{} of {} changes by people in {} carries a Signed-off-by.",
            "{} of {} changes by people in {} carry a Signed-off-by.", counts.changes, history.window_text());
  const std::string ask = msg("Does a check refuse commits without the assertion?");
  std::vector<Evidence> evidence = terms.evidence;
  evidence.push_back(history_evidence(context));
  const Forge forge = context.get<Project>().forge.forge;
  if (terms.bot) {
    out.met("osps_le_01_01", counts.at_least(80) ? Confidence::strong : Confidence::likely,
            msg("{} sets up a check of the assertion. {}", terms.evidence.front().path, share), evidence,
            ask);
  } else if (counts.changes >= 10 && counts.at_least(99)) {
    out.met("osps_le_01_01", Confidence::likely, share, evidence, ask);
  } else if (forge == Forge::github) {
    out.met(
        "osps_le_01_01", Confidence::partial,
        msg("GitHub's terms make contributors license what they add under the licence of the repository. {}",
            share),
        evidence, ask);
  } else {
    out.unknown("osps_le_01_01", share, ask, evidence);
  }
}

void detect(const Context& context, FindingSink& out) {
  const History& history = context.get<History>();
  if (!history.available) return;
  const Counts counts = count(history);
  const Terms terms = find_terms(context);
  judge_dco(context, history, counts, terms, out);
  judge_baseline(context, history, counts, terms, out);
}

}  // namespace

extern const Detector sign_offs;
const Detector sign_offs{
    .id = "sign_offs",
    .summary = "Counts Signed-off-by lines and looks for a DCO, a CLA or a check that demands one.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
