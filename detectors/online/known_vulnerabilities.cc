// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Published vulnerabilities of the project: are they fixed, credited, named in the release notes?
#include <algorithm>
#include <set>

#include "detectors/online/online_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/documents.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"vulnerabilities_fixed_60_days", "vulnerabilities_critical_fixed",
                                          "release_notes_vulns", "vulnerability_report_credit",
                                          "osps_vm_04_01"};
constexpr std::int64_t kDay = 86400;

bool at_least_medium(const Vulnerability& v) {
  return v.severity == "medium" || v.severity == "high" || v.severity == "critical";
}

std::vector<std::string> ids(const std::vector<const Vulnerability*>& found) {
  std::vector<std::string> out;
  for (const Vulnerability* v : found) out.push_back(v->id);
  return out;
}

template <class Test>
std::vector<const Vulnerability*> those(const std::vector<Vulnerability>& all, Test test) {
  std::vector<const Vulnerability*> out;
  for (const Vulnerability& v : all) {
    if (test(v)) out.push_back(&v);
  }
  return out;
}

/// What lock files pin and OSV knows to be vulnerable: a doubt, because it need not affect the software.
struct Doubt {
  std::string text;
  std::string ask;
  explicit operator bool() const { return !text.empty(); }
};

Doubt doubt_of(const OnlineFacts& online) {
  const Asked<std::vector<Vulnerability>>& asked = online.dependency_vulnerabilities;
  if (!asked || asked->empty()) return {};
  std::set<std::string> packages;
  for (const Vulnerability& v : *asked) packages.insert(v.aliases.empty() ? v.id : v.aliases.front());
  return {msg("OSV knows vulnerabilities of {} among {} locked dependencies.",
              join_names({packages.begin(), packages.end()}), online.dependencies_asked),
          msg("Do the known vulnerabilities of the locked dependencies affect the software?")};
}

struct Known {
  std::vector<Vulnerability> in_release;  ///< OSV: the newest release is affected
  std::vector<Vulnerability> advisories;  ///< the project's own
  bool release_asked = false, advisories_asked = false;
};

void judge_fixed(const Known& known, const OnlineFacts& online, std::int64_t now, FindingSink& out) {
  const auto old = [&](const Vulnerability& v) { return v.published != 0 && v.published < now - 60 * kDay; };
  const auto in_release =
      those(known.in_release, [&](const Vulnerability& v) { return at_least_medium(v) && old(v); });
  const auto unrated =
      those(known.in_release, [&](const Vulnerability& v) { return v.severity.empty() && old(v); });
  const auto unpatched = those(
      known.advisories, [&](const Vulnerability& v) { return at_least_medium(v) && !v.patched && old(v); });
  const std::string ask =
      msg("Is every vulnerability of medium or higher severity that has been public for 60 days fixed in a "
          "release?");
  if (!in_release.empty()) {
    out.unmet("vulnerabilities_fixed_60_days", Confidence::strong,
              msg("{} is affected by {}, public for more than 60 days.", online.package,
                  join_names(ids(in_release))),
              online::seen_at(in_release.front()->url));
  } else if (!unpatched.empty()) {
    out.unmet("vulnerabilities_fixed_60_days", Confidence::likely,
              msg("The project's advisories name no fixed version for {}, public for more than 60 days.",
                  join_names(ids(unpatched))),
              online::seen_at(unpatched.front()->url));
  } else if (!unrated.empty()) {
    out.unknown(
        "vulnerabilities_fixed_60_days",
        msg("{} is affected by {}, whose severity is not given.", online.package, join_names(ids(unrated))),
        ask, online::seen_at(unrated.front()->url));
  } else if (const Doubt doubt = doubt_of(online)) {
    out.met("vulnerabilities_fixed_60_days", Confidence::hint,
            msg("No vulnerability of the software itself is known.") + " " + doubt.text,
            online::seen_at("https://osv.dev/"), doubt.ask);
  } else if (known.release_asked) {
    out.met("vulnerabilities_fixed_60_days", Confidence::likely,
            msg("OSV knows of no vulnerability of medium or higher severity in {} that has been public for "
                "60 days.",
                online.package),
            online::seen_at("https://osv.dev/"));
  } else if (known.advisories_asked) {
    out.met(
        "vulnerabilities_fixed_60_days", Confidence::partial,
        msg_n(known.advisories.size(), "The only advisory that the project published names a fixed version.",
              "All {} advisories that the project published name a fixed version."),
        online::seen_at(online.forge.advisories.url), ask);
  }
}

void judge_critical(const Known& known, const OnlineFacts& online, FindingSink& out) {
  const auto critical =
      those(known.in_release, [](const Vulnerability& v) { return v.severity == "critical"; });
  const auto unpatched =
      those(known.advisories, [](const Vulnerability& v) { return v.severity == "critical" && !v.patched; });
  if (!critical.empty() || !unpatched.empty()) {
    const auto& found = critical.empty() ? unpatched : critical;
    out.unmet("vulnerabilities_critical_fixed", Confidence::likely,
              msg("The critical vulnerability {} is public and has no fix.", found.front()->id),
              online::seen_at(found.front()->url));
  } else if (known.release_asked) {
    out.met("vulnerabilities_critical_fixed", Confidence::likely,
            msg("No critical vulnerability is known in {}.", online.package),
            online::seen_at("https://osv.dev/"));
  }
}

void judge_notes(const Known& known, const Context& context, FindingSink& out) {
  const OnlineFacts& online = context.get<OnlineFacts>();
  const auto fixed =
      those(known.advisories, [](const Vulnerability& v) { return v.patched && !v.aliases.empty(); });
  if (fixed.empty()) return;
  std::string notes;
  for (const ForgeRelease& release : online.forge.releases.value.value_or(std::vector<ForgeRelease>{}))
    notes += release.notes + "\n";
  for (const Document* document : context.get<Documents>().of("changelog")) notes += *document->text + "\n";
  std::vector<const Vulnerability*> missing;
  for (const Vulnerability* v : fixed) {
    const bool named = contains_ignoring_case(notes, v->id) ||
                       std::any_of(v->aliases.begin(), v->aliases.end(), [&](const std::string& alias) {
                         return contains_ignoring_case(notes, alias);
                       });
    if (!named) missing.push_back(v);
  }
  if (missing.empty()) {
    out.met(
        "release_notes_vulns", Confidence::strong,
        msg_n(fixed.size(), "The release notes name the only vulnerability of the project's advisories, {1}.",
              "The release notes name all {} vulnerabilities of the project's advisories, such as {}.",
              fixed.front()->aliases.front()),
        online::seen_at(online.forge.releases.url));
    return;
  }
  out.unmet("release_notes_vulns", Confidence::partial,
            msg("The release notes that were found do not name {}.", join_names(ids(missing))),
            online::seen_at(missing.front()->url),
            msg("Do the notes of the releases that fixed them name these vulnerabilities?"));
}

void judge_credit(const Known& known, std::int64_t now, const std::string& page, FindingSink& out) {
  const auto recent =
      those(known.advisories, [&](const Vulnerability& v) { return v.published >= now - 365 * kDay; });
  if (recent.empty()) {
    out.not_applicable("vulnerability_report_credit", Confidence::partial,
                       msg("The project published no advisory in the last 12 months."), online::seen_at(page),
                       msg("Was no vulnerability resolved in the last 12 months?"));
    return;
  }
  const auto credited = static_cast<std::size_t>(
      std::count_if(recent.begin(), recent.end(), [](const Vulnerability* v) { return v->credited; }));
  const std::string text =
      msg_n(credited, "{} of {} advisories of the last 12 months credits a reporter.",
            "{} of {} advisories of the last 12 months credit a reporter.", recent.size()) +
      online::at(page);
  if (credited == recent.size())
    return out.met("vulnerability_report_credit", Confidence::strong, text, online::seen_at(page));
  out.unknown("vulnerability_report_credit", text,
              msg("Did the reporters of the others wish to stay anonymous, or were they project members?"),
              online::seen_at(page));
}

void detect(const Context& context, FindingSink& out) {
  const OnlineFacts& online = context.get<OnlineFacts>();
  if (!online.asked) return;
  Known known;
  known.release_asked = online.known_vulnerabilities.value.has_value();
  if (known.release_asked) known.in_release = *online.known_vulnerabilities;
  known.advisories_asked = online.forge.advisories.value.has_value();
  if (known.advisories_asked) known.advisories = *online.forge.advisories;
  const std::int64_t now = context.facts().options().now;
  if (!known.release_asked && !known.advisories_asked) {
    if (const Doubt doubt = doubt_of(online)) {
      out.unknown("vulnerabilities_fixed_60_days", doubt.text, doubt.ask,
                  online::seen_at("https://osv.dev/"));
      return;
    }
    const std::string& why = !online.known_vulnerabilities.why.empty() ? online.known_vulnerabilities.why
                                                                       : online.forge.advisories.why;
    if (!why.empty()) {
      out.unknown("vulnerabilities_fixed_60_days",
                  msg("Known vulnerabilities could not be looked up: {}.", why),
                  msg("Is any vulnerability of medium or higher severity public for more than 60 days and "
                      "not fixed?"));
    }
    return;
  }
  judge_fixed(known, online, now, out);
  judge_critical(known, online, out);
  if (!known.advisories_asked) return;
  judge_notes(known, context, out);
  judge_credit(known, now, online.forge.advisories.url, out);
  if (!known.advisories.empty()) {
    out.met("osps_vm_04_01", Confidence::strong,
            msg("The project publishes advisories: {} so far.", known.advisories.size()) +
                online::at(online.forge.advisories.url),
            online::seen_at(online.forge.advisories.url));
  }
}

}  // namespace

extern const Detector known_vulnerabilities;
const Detector known_vulnerabilities{.id = "known_vulnerabilities",
                                     .summary =
                                         "Asks OSV and the forge for published vulnerabilities, and whether "
                                         "they are fixed, credited and named.",
                                     .criteria = kCriteria,
                                     .detect = detect};

}  // namespace badgescan
