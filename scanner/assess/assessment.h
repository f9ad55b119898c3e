// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// From findings to answers, levels, percentages and score. Pure functions: no I/O, no clock.
//
// The counting rules are those of the badge site: an answer satisfies its criterion at a level when it is
//   Met (with a URL in the justification where the level requires one, with a justification where it requires
//   that), N/A (where allowed, justified where required), Unmet for SUGGESTED, Unmet with a justification for
//   SHOULD.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scanner/model/criterion.h"
#include "scanner/model/finding.h"
#include "scanner/model/satisfies.h"
#include "scanner/rules/catalogue.h"

namespace badgescan {

/// The final answer to one criterion.
struct Answer {
  enum class Origin { none, detector, claim, map, derived };

  const Criterion* criterion = nullptr;  ///< never null; owned by the catalogue
  Status status = Status::unknown;
  Confidence confidence = Confidence::none;
  Origin origin = Origin::none;
  std::string detector;  ///< who decided; for claims the file
  std::string justification;
  std::vector<Evidence> evidence;
  std::string ask;
  std::vector<Finding> overruled;  ///< other opinions, strongest first
  /// With Origin::claim: the scan's own answer (status unknown when it has none). Set by apply_claims().
  std::optional<Finding> found;
};
std::string_view name_of(Answer::Origin origin);

/// One answer a criterion, in catalogue order. Higher confidence wins; at equal confidence the less
/// favourable answer (Unmet, then ?, then N/A, then Met). A `?` finding never overrules an answer; its
/// question is kept when nobody answers. N/A where the catalogue does not allow it is dropped with a note in
/// `notes`.
std::vector<Answer> resolve(const Catalogue& catalogue, const std::vector<Finding>& findings,
                            std::vector<Note>& notes);

struct LevelProgress {
  int satisfied = 0;
  int active = 0;
  int percentage = 0;  ///< rounded, at most 99 until complete
};

/// One of the three honest estimates.
struct Estimate {
  std::optional<Level> metal, baseline;   ///< highest level whose lower levels are complete as well
  std::array<LevelProgress, 6> levels{};  ///< by Level
  int score = 2;                          ///< metal: 2 in progress, 5 passing, 7 silver, 10 gold
  int tiered_percentage = 0;              ///< metal, 0–300
  int baseline_tiered_percentage = 0;     ///< baseline, 0–300

  const LevelProgress& at(Level level) const { return levels[static_cast<std::size_t>(level)]; }
};

/// What stands between the likely level and the next one.
struct Blocker {
  enum class Kind { unmet, draft, question };  ///< in the order in which they are listed
  Kind kind = Kind::question;
  const Answer* answer = nullptr;
  Level level = Level::passing;
  std::string todo;  ///< what to do
};

struct Assessment {
  std::vector<Answer> answers;    ///< achieve_passing / achieve_silver filled in (from *likely*)
  Estimate proven;                ///< confidence ≥ 3 only
  Estimate likely;                ///< drafts as the maintainer's yes; `?` on people-only criteria as yes
  Estimate reachable;             ///< everything but Unmet MUSTs
  std::vector<Blocker> blockers;  ///< for the next metal level after likely.metal
  std::vector<Blocker> baseline_blockers;  ///< for the next baseline level
};

/// Says what to add to a justification; empty for Missing::nothing.
std::string words_for(Missing missing);

Assessment assess(const Catalogue& catalogue, std::vector<Answer> answers);

}  // namespace badgescan
