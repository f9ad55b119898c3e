// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Is the software free/libre/open source, are its licences OSI-approved, and do releases carry the same
// licence? What the files say is the fact Licensing; this file only decides what a known, an unknown, a
// restricted and a missing licence mean for the criteria.
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/file_heads.h"
#include "scanner/facts/licence_engine.h"
#include "scanner/facts/licensing.h"

namespace badgescan {
namespace {

using licence::Freedom;

constexpr std::string_view kFree[] = {"floss_license", "osps_le_02_01", "osps_le_02_02"};
constexpr std::string_view kOsi = "floss_license_osi";
constexpr std::string_view kCriteria[] = {"floss_license", kOsi, "osps_le_02_01", "osps_le_02_02"};

std::string told(const Licensing& licensing) {
  std::string out = msg("The project is under {}.", to_string(*licensing.licence)) + " " + licensing.reason;
  for (const std::string& contradiction : licensing.contradictions) out += " " + contradiction;
  return out;
}

std::string question(const Licensing& licensing) {
  if (!licensing.contradictions.empty())
    return msg("{} Which of the two holds?", licensing.contradictions.front());
  return licensing.doubt;
}

void all_free(FindingSink& out, Status status, Confidence confidence, const std::string& text,
              const std::vector<Evidence>& evidence, const std::string& ask) {
  for (const std::string_view criterion : kFree) {
    Finding finding{.criterion = std::string(criterion),
                    .status = status,
                    .confidence = confidence,
                    .justification = text,
                    .evidence = evidence,
                    .ask = ask,
                    .detector = {}};
    out.add(std::move(finding));
  }
}

void known_licence(const Licensing& licensing, const Context& context, FindingSink& out) {
  const licence::Judgement& judgement = licensing.judgement;
  const std::string text = told(licensing), name = to_string(*licensing.licence);
  if (judgement.freedom == Freedom::not_free) {
    const std::string why = text + " " + msg("That is no free or open source licence: {}.", judgement.reason);
    all_free(out, Status::unmet, Confidence::certain, why, licensing.evidence, "");
    return out.unmet(kOsi, Confidence::certain, why, licensing.evidence);
  }
  if (!licensing.restrictions.empty()) {
    const std::string why =
        text + " " +
        msg("But {} adds a restriction ({}).", licensing.restricted_by, licensing.restrictions.front().means);
    const std::string ask = msg(
        "Does the restriction in {} apply to the project's own software, so that it is not free software?",
        licensing.restricted_by);
    for (const std::string_view criterion : kCriteria) out.unknown(criterion, why, ask, licensing.evidence);
    return;
  }
  if (judgement.freedom == Freedom::unknown) {
    const std::string ask =
        msg("Does {}, which no list of free licences we rely on names, meet the Open Source Definition or "
            "the Free Software Definition?",
            name);
    for (const std::string_view criterion : kCriteria) out.unknown(criterion, text, ask, licensing.evidence);
    return;
  }
  Confidence confidence = licensing.confidence;
  std::string ask = question(licensing);
  if (!licensing.contradictions.empty()) confidence = std::min(confidence, Confidence::likely);
  if (judgement.content && context.get<FileHeads>().all > 0) {
    confidence = Confidence::partial;
    ask = msg("{} is meant for documents and data: which licence do the program files have?", name);
  }
  all_free(out, Status::met, confidence, text, licensing.evidence, ask);
  if (judgement.osi) {
    out.met(kOsi, confidence, text + " " + msg("The OSI has approved it."), licensing.evidence, ask);
  } else {
    out.unmet(kOsi, Confidence::partial, text + " " + msg("It is free, but not on the OSI's list."),
              licensing.evidence,
              msg("Do users have to accept {}, or can they choose an OSI-approved licence?", name));
  }
}

void unknown_licence(const Licensing& licensing, FindingSink& out) {
  if (!licensing.restrictions.empty() || licensing.reserved) {
    const std::string where = licensing.evidence.empty() ? std::string{} : licensing.evidence.front().path;
    const std::string why = licensing.restrictions.empty()
                                ? msg("{} reserves all rights and grants no licence.", where)
                                : msg("{} holds no licence that we know and says: {}.",
                                      licensing.restricted_by, licensing.restrictions.front().means);
    all_free(out, Status::unmet, Confidence::strong, why, licensing.evidence, "");
    return out.unmet(kOsi, Confidence::strong, why, licensing.evidence);
  }
  if (licensing.has_file() || !licensing.complete) {
    const std::string path = licensing.evidence.empty() ? std::string{} : licensing.evidence.front().path;
    const std::string why =
        path.empty() ? msg("The licence files could not all be read.")
        : licensing.nearest.empty()
            ? msg("{} holds no licence that we know.", path)
            : msg("{} holds no licence that we know; nearest is {}.", path, licensing.nearest);
    const std::string ask = msg("Which licence is it, and is it free or open source?");
    for (const std::string_view criterion : kCriteria) out.unknown(criterion, why, ask, licensing.evidence);
    return;
  }
  if (!licensing.stated_for_some.empty()) {
    const std::string why = msg("No licence of the whole project was found. {}", licensing.stated_for_some);
    const std::string ask =
        msg("Is all of the project under that licence, so that a top-level file LICENSE can say so?");
    for (const std::string_view criterion : kCriteria) out.unknown(criterion, why, ask, licensing.evidence);
    return;
  }
  const std::string why =
      msg("No licence was found: neither a licence file nor a statement in manifests, README or source "
          "files. Without one nobody may use the software.");
  all_free(out, Status::unmet, Confidence::certain, why, {}, "");
  out.unmet(kOsi, Confidence::certain, why);
}

void detect(const Context& context, FindingSink& out) {
  const Licensing& licensing = context.get<Licensing>();
  if (!context.get<LicenceEngine>()) return;
  if (licensing.licence) return known_licence(licensing, context, out);
  unknown_licence(licensing, out);
}

}  // namespace

extern const Detector floss_license;
const Detector floss_license{
    .id = "floss_license",
    .summary = "Reads licence files, manifests, README and file heads and judges the licence.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
