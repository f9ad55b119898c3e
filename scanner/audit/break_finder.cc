// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/audit/break_finder.h"

#include <algorithm>

#include "scanner/engine/engine.h"
#include "scanner/rules/rule_set.h"

namespace badgescan {
namespace {

constexpr std::size_t kOpenStates = 24;         // snapshots kept at a time
constexpr std::size_t kVersions = 400;          // of the claim file
constexpr std::uint64_t kClaimBytes = 1 << 20;  // of one version

bool speaks_on(const Detector& detector, std::string_view criterion) {
  return std::find(detector.criteria.begin(), detector.criteria.end(), criterion) != detector.criteria.end();
}

}  // namespace

/// One earlier state of the project, judged as of its own date.
struct BreakFinder::State {
  std::unique_ptr<Snapshot> snapshot;
  ScanOptions options;
  std::unique_ptr<Facts> facts;
};

BreakFinder::BreakFinder(const Facts& facts, MainLine& line, const OpenCommit& open)
    : facts_(facts), line_(line), open_(open) {}
BreakFinder::~BreakFinder() = default;

const Claims& BreakFinder::claims_at(const ObjectId& blob) {
  const auto known = versions_.find(blob);
  if (known != versions_.end()) return known->second;
  const std::optional<std::string> text = line_.blob(blob, kClaimBytes);
  Claims claims = text ? Claims::parse(facts_.rules().catalogue(), "", *text) : Claims{};
  return versions_.emplace(blob, std::move(claims)).first->second;
}

std::optional<std::size_t> BreakFinder::written(const Claim& claim) {
  const auto same = [&](std::size_t step) {
    const ObjectId blob = line_.at(step, claim.path);
    if (blob.is_null()) return false;
    const Claim* then = claims_at(blob).find(claim.criterion);
    return then != nullptr && then->status == claim.status && then->justification == claim.justification;
  };
  const std::size_t steps = line_.steps().size();
  if (steps == 0 || !same(0)) return std::nullopt;  // not committed yet
  for (std::size_t i = 0; i + 1 < steps; ++i) {
    if (versions_.size() > kVersions) return std::nullopt;
    if (!same(i + 1)) return i;
  }
  return line_.whole() ? std::optional(steps - 1) : std::nullopt;
}

Finding BreakFinder::answer_at(std::size_t step, const Criterion& criterion) {
  auto known = states_.find(step);
  if (known == states_.end()) {
    if (states_.size() >= kOpenStates) states_.clear();
    auto state = std::make_unique<State>();
    state->snapshot = open_(line_.steps()[step].commit.hex());
    if (state->snapshot != nullptr) {
      state->options = facts_.options();
      state->options.now = line_.steps()[step].time;
      state->options.ignore_claims = true;
      state->facts = std::make_unique<Facts>(*state->snapshot, state->options, facts_.rules());
    }
    known = states_.emplace(step, std::move(state)).first;
  }
  if (known->second->facts == nullptr) return {};
  std::vector<const Detector*> detectors;
  for (const Detector* detector : all_detectors()) {
    if (speaks_on(*detector, criterion.id)) detectors.push_back(detector);
  }
  std::vector<Note> notes;
  const std::vector<Finding> findings = run_detectors(detectors, *known->second->facts);
  for (const Answer& answer : resolve(facts_.rules().catalogue(), findings, notes)) {
    if (answer.criterion->id != criterion.id) continue;
    return {.criterion = criterion.id, .status = answer.status, .confidence = answer.confidence};
  }
  return {};
}

void BreakFinder::look(AuditedClaim& claim, std::size_t written) {
  if (!open_ || claim.criterion == nullptr) return;
  const auto wrong = [&](std::size_t step) {
    return contradicts(answer_at(step, *claim.criterion), claim.claim.status);
  };
  // The detectors alone must see the contradiction now: what only the map or the network says has no history.
  if (!wrong(0)) return;
  if (wrong(written)) {
    claim.wrong_from_start = true;
    return;
  }
  std::size_t bad = 0, good = written;  // wrong(bad), not wrong(good), good is older
  while (good - bad > 1) {
    const std::size_t middle = bad + (good - bad) / 2;
    (wrong(middle) ? bad : good) = middle;
  }
  const MainLine::Step& step = line_.steps()[bad];
  claim.broken_by = BrokenBy{step.commit.hex(), step.time, step.subject};
}

bool contradicts(const Finding& found, Status claimed) {
  if (found.confidence < kProven) return false;
  const bool claimed_well = claimed == Status::met || claimed == Status::not_applicable;
  if (claimed_well) return found.status == Status::unmet;
  // People know reasons against an answer that no scan sees: only a plain fact overrules their Unmet.
  return claimed == Status::unmet && found.status == Status::met && found.confidence == Confidence::certain;
}

}  // namespace badgescan
