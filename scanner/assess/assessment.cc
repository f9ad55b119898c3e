// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/assess/assessment.h"

#include <algorithm>
#include <functional>

#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

/// What an estimate takes an answer for at one level.
struct Taken {
  Status status = Status::unknown;
  bool believed = false;  ///< taken as satisfied whatever the rules say: people will fill the gap
};

using View = std::function<Taken(const Answer&, const Requirement&)>;

Taken as_proven(const Answer& answer, const Requirement&) {
  return {answer.confidence >= kProven ? answer.status : Status::unknown, false};
}

/// A draft is what the maintainer will probably confirm; what only people know is taken as yes.
Taken as_likely(const Answer& answer, const Requirement&) {
  return {answer.status, answer.status == Status::unknown && answer.criterion->people_only};
}

/// Only an Unmet MUST cannot be talked away.
Taken as_reachable(const Answer& answer, const Requirement& requirement) {
  const bool blocked = answer.status == Status::unmet && requirement.category == Category::must;
  return {answer.status, !blocked};
}

bool counts(const Answer& answer, const Requirement& requirement, const View& view) {
  const Taken taken = view(answer, requirement);
  if (taken.believed) return true;
  return satisfies(requirement, taken.status, answer.justification);
}

int percentage(int satisfied, int active) {
  if (active == 0 || satisfied == active) return 100;
  return std::min(99, (200 * satisfied + active) / (2 * active));
}

int tiered(const Estimate& estimate, Level first) {
  int sum = 0;
  for (int i = 0; i < 3; ++i) {
    const int percentage_here =
        estimate.levels[static_cast<std::size_t>(first) + static_cast<std::size_t>(i)].percentage;
    sum += percentage_here;
    if (percentage_here < 100) break;
  }
  return sum;
}

std::optional<Level> highest(const Estimate& estimate, Level first) {
  std::optional<Level> reached;
  for (int i = 0; i < 3; ++i) {
    const Level level = static_cast<Level>(static_cast<int>(first) + i);
    const LevelProgress& progress = estimate.at(level);
    if (progress.active == 0 || progress.satisfied < progress.active) break;
    reached = level;
  }
  return reached;
}

bool derived(const Criterion& criterion) {
  return criterion.id == "achieve_passing" || criterion.id == "achieve_silver";
}

int score_of(std::optional<Level> metal) {
  if (!metal) return 2;
  return *metal == Level::passing ? 5 : *metal == Level::silver ? 7 : 10;
}

Estimate estimate(const std::vector<Answer>& answers, const View& view) {
  Estimate out;
  for (const Level level : kLevels) {
    LevelProgress& progress = out.levels[static_cast<std::size_t>(level)];
    for (const Answer& answer : answers) {
      const Requirement* requirement = answer.criterion->at(level);
      if (requirement == nullptr) continue;
      ++progress.active;
      // "Achieve passing" is itself a criterion of silver, "achieve silver" of gold: both follow from the
      // level below.
      const bool satisfied = derived(*answer.criterion)
                                 ? out.levels[static_cast<std::size_t>(level) - 1].percentage == 100
                                 : counts(answer, *requirement, view);
      if (satisfied) ++progress.satisfied;
    }
    progress.percentage = percentage(progress.satisfied, progress.active);
  }
  out.metal = highest(out, Level::passing);
  out.baseline = highest(out, Level::baseline1);
  out.score = score_of(out.metal);
  out.tiered_percentage = tiered(out, Level::passing);
  out.baseline_tiered_percentage = tiered(out, Level::baseline1);
  return out;
}

std::optional<Level> next_level(std::optional<Level> reached, Level first) {
  if (!reached) return first;
  const int after = static_cast<int>(*reached) + 1;
  return after > static_cast<int>(first) + 2 ? std::nullopt : std::optional(static_cast<Level>(after));
}

std::string todo_for(const Answer& answer, const Requirement& requirement) {
  const Missing missing = missing_for(requirement, answer.status, answer.justification);
  if (missing != Missing::nothing) return words_for(missing);
  return answer.ask.empty() ? answer.criterion->look_for : answer.ask;
}

std::vector<Blocker> blockers_of(const std::vector<Answer>& answers, std::optional<Level> level) {
  std::vector<Blocker> out;
  if (!level) return out;
  for (const Answer& answer : answers) {
    const Requirement* requirement = answer.criterion->at(*level);
    if (requirement == nullptr || derived(*answer.criterion) || counts(answer, *requirement, as_proven))
      continue;
    // What the maintainers claim needs no second yes, unless the scan found something else.
    const bool claimed = answer.origin == Answer::Origin::claim && answer.confidence >= Confidence::partial;
    if (claimed && counts(answer, *requirement, as_likely)) continue;
    using Kind = Blocker::Kind;
    const bool decided = answer.status != Status::unknown && !counts(answer, *requirement, as_likely);
    const Kind kind = decided ? Kind::unmet : answer.status == Status::unknown ? Kind::question : Kind::draft;
    out.push_back({kind, &answer, *level, todo_for(answer, *requirement)});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Blocker& a, const Blocker& b) { return a.kind < b.kind; });
  return out;
}

/// Whether a MUST of the level, or of one that it builds on, is Unmet beyond a draft: open questions and
/// drafts may still be answered in its favour.
bool refused(const std::vector<Answer>& answers, Level level) {
  return std::any_of(answers.begin(), answers.end(), [&](const Answer& answer) {
    if (answer.status != Status::unmet || answer.confidence < kProven || derived(*answer.criterion))
      return false;
    const auto& requirements = answer.criterion->requirements;
    return std::any_of(requirements.begin(), requirements.end(), [level](const Requirement& requirement) {
      return requirement.category == Category::must && requirement.level <= level;
    });
  });
}

void derive(std::vector<Answer>& answers, const Estimate& likely) {
  for (Answer& answer : answers) {
    if (!derived(*answer.criterion)) continue;
    const Level below = answer.criterion->id == "achieve_passing" ? Level::passing : Level::silver;
    const LevelProgress& progress = likely.at(below);
    const bool met = likely.metal && *likely.metal >= below;
    const bool unmet = !met && refused(answers, below);
    answer.status = met ? Status::met : unmet ? Status::unmet : Status::unknown;
    answer.confidence = met ? Confidence::partial : unmet ? Confidence::likely : Confidence::none;
    answer.origin = Answer::Origin::derived;
    answer.justification =
        msg("{} of the {} criteria of the {} level are satisfied by the answers of this assessment.",
            progress.satisfied, progress.active, name_of(below));
    answer.ask =
        unmet ? std::string{}
        : met ? msg("Do you confirm the drafts among them? This answer follows from them.")
              : msg("Which of the open criteria of the {} level are met? This answer follows from them.",
                    name_of(below));
    answer.evidence = {};
  }
}

}  // namespace

std::string words_for(Missing missing) {
  switch (missing) {
    case Missing::link:
      return msg(
          "The badge site counts this answer only with a link (https://…) in the justification; with "
          "--repo-url the scan adds one.");
    case Missing::reason:
      return msg("The badge site counts this answer only with a justification of at least 5 characters.");
    case Missing::nothing:
      break;
  }
  return {};
}

Assessment assess(const Catalogue&, std::vector<Answer> answers) {
  Assessment out;
  out.answers = std::move(answers);
  out.proven = estimate(out.answers, as_proven);
  out.likely = estimate(out.answers, as_likely);
  out.reachable = estimate(out.answers, as_reachable);
  derive(out.answers, out.likely);
  out.blockers = blockers_of(out.answers, next_level(out.likely.metal, Level::passing));
  out.baseline_blockers = blockers_of(out.answers, next_level(out.likely.baseline, Level::baseline1));
  return out;
}

}  // namespace badgescan
