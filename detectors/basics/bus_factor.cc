// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// How many people hold the project up, and do they belong to different organisations?
#include <algorithm>
#include <map>
#include <set>

#include "detectors/history_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/bus_factor.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"bus_factor", "contributors_unassociated", "access_continuity"};

std::string whole_percent(double share) { return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %"; }

void judge_bus_factor(const BusFactor& factor, const History& history, const std::vector<Evidence>& evidence,
                      FindingSink& out) {
  constexpr std::string_view kId = "bus_factor";
  const std::string ask =
      msg("Would development go on competently if the most active person vanished tomorrow?");
  if (factor.people == 1 && factor.changes >= 5) {
    out.unmet(kId, Confidence::strong,
              msg("One person made all {} changes by people in {}.", factor.changes, history.window_text()),
              evidence, msg("Is there somebody else who knows the code well enough to go on?"));
    return;
  }
  if (factor.changes < 20) {
    out.unknown(kId,
                msg("Too few to tell: {} by {} in {}.", msg_n(factor.changes, "{} change", "{} changes"),
                    msg_n(factor.people, "{} person", "{} people"), history.window_text()),
                ask, evidence);
    return;
  }
  const std::string text =
      msg("Of {} changes by {} people in {}, half were made by {} (contributor absence factor), the most "
          "active made {}.",
          factor.changes, factor.people, history.window_text(), factor.by_changes,
          whole_percent(factor.first_share)) +
      " " +
      msg_n(
          factor.by_files,
          "Without the most active person, half of the {1} files that a sample of {2} changes touched would "
          "have nobody left.",
          "Without the {0} most active, half of the {1} files that a sample of {2} changes touched would "
          "have nobody left.",
          factor.files, factor.sample);
  if (factor.by_changes >= 2 && factor.by_files >= 2) {
    out.met(kId, Confidence::likely, text, evidence, ask);
  } else if (factor.by_changes >= 2 || factor.by_files >= 2 || factor.second_share >= 0.1) {
    out.unknown(kId, text, ask, evidence);
  } else {
    out.unmet(kId, Confidence::partial, text, evidence, ask);
  }
}

/// How many of the domains are surely not of one organisation: redis.com and redislabs.com may be.
std::size_t unrelated(const std::set<std::string>& domains) {
  std::vector<std::string> names;
  for (const std::string& domain : domains) {
    std::string name = domain.substr(0, domain.find('.'));
    const bool related = std::any_of(names.begin(), names.end(), [&](const std::string& other) {
      return name.starts_with(other) || other.starts_with(name);
    });
    if (!related) names.push_back(std::move(name));
  }
  return names.size();
}

void judge_unassociated(const History& history, const std::vector<Evidence>& evidence, FindingSink& out) {
  constexpr std::string_view kId = "contributors_unassociated";
  const std::string ask =
      msg("Are there two significant contributors who are not paid by the same organisation?");
  const std::vector<std::uint32_t> all = history.contributors(1);
  if (all.size() == 1 && history.human_commits() >= 5) {
    out.unmet(kId, Confidence::strong,
              msg("One person made all changes by people in {}.", history.window_text()), evidence, ask);
    return;
  }
  constexpr std::uint32_t kSome = 5, kMany = 50;  // 50 commits is the criterion's own example
  std::map<std::string, std::size_t> people_of;   // a domain that one person uses may be that person's own
  for (const std::uint32_t person : all) ++people_of[history.people[person].organisation];
  std::set<std::string> some, many;
  std::size_t people = 0, unknown = 0;
  for (const std::uint32_t person : history.contributors(kSome)) {
    ++people;
    const HistoryPerson& who = history.people[person];
    if (who.organisation.empty()) {
      ++unknown;
      continue;
    }
    some.insert(who.organisation);
    if (who.commits + who.co_authored >= kMany && people_of[who.organisation] >= 2)
      many.insert(who.organisation);
  }
  const std::string text = people == 0
                               ? msg("Nobody made {} changes or more in {}.", kSome, history.window_text())
                               : msg_n(people,
                                       "One person made at least {1} changes in {2} ({3} with a mail address "
                                       "that names a domain of their own or of an organisation).",
                                       "{0} people made at least {1} changes in {2}; for {3} of them the "
                                       "mail address names a domain of their own or of an organisation "
                                       "(different domains: {4}).",
                                       kSome, history.window_text(), people - unknown, some.size());
  if (unrelated(many) >= 2) {
    out.met(kId, Confidence::likely,
            msg("{} People with at least {} changes come from {}.", text, kMany,
                join_names({many.begin(), many.end()})),
            evidence, ask);
  } else if (unrelated(some) >= 2) {
    out.met(kId, Confidence::partial, msg("{} Among them: {}.", text, join_names({some.begin(), some.end()})),
            evidence, ask);
  } else {
    out.unknown(kId, text, ask, evidence);
  }
}

/// Who can let changes in or make releases, as far as a clone shows: people who committed the work of others
/// or merged, and people who tagged.
std::set<std::string> people_with_rights(const History& history, const Releases& releases) {
  std::set<std::string> out;
  for (const HistoryPerson& person : history.people) {
    if (!person.bot && person.committed > 0) out.insert(to_lower(history.signatures[person.signature].name));
  }
  for (const ReleaseTag* tag : releases.since(history.since)) {
    if (!tag->tagger_name.empty()) out.insert(to_lower(tag->tagger_name));
  }
  return out;
}

void judge_continuity(const History& history, const Releases& releases, const std::vector<Evidence>& evidence,
                      FindingSink& out) {
  constexpr std::string_view kId = "access_continuity";
  const std::string ask =
      msg("Could at least one other person close issues, merge changes and make a release within a week, and "
          "who holds which rights?");
  const std::size_t active = history.imported ? 0 : people_with_rights(history, releases).size();
  if (active >= 2) {
    out.met(kId, Confidence::partial,
            msg("{} people merged or committed the work of others or tagged releases in {}.", active,
                history.window_text()),
            evidence, ask);
  } else if (history.contributors(1).size() == 1 && history.human_commits() >= 5) {
    out.unmet(kId, Confidence::partial,
              msg("One person made all changes by people in {}.", history.window_text()), evidence, ask);
  } else {
    out.unknown(
        kId,
        msg("Nothing in {} shows that more than one person can merge and release.", history.window_text()),
        ask, evidence);
  }
}

void detect(const Context& context, FindingSink& out) {
  const History& history = context.get<History>();
  if (refuse_cut_history(history, {"bus_factor", "contributors_unassociated", "access_continuity"}, out))
    return;
  const std::vector<Evidence> evidence{history_evidence(context)};
  judge_bus_factor(context.get<BusFactor>(), history, evidence, out);
  judge_unassociated(history, evidence, out);
  judge_continuity(history, context.get<Releases>(), evidence, out);
}

}  // namespace

extern const Detector bus_factor;
const Detector bus_factor{
    .id = "bus_factor",
    .summary = "Counts how many people made half of the changes, and which organisations they belong to.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
