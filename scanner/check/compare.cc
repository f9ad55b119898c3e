// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/check/compare.h"

#include <algorithm>
#include <tuple>

#include "scanner/base/text.h"

namespace badgescan {
namespace {

/// How good an answer is for the badge: Unmet, open, N/A or Met.
int rank(const SavedAnswer& answer) {
  switch (answer.status) {
    case Status::unmet:
      return 0;
    case Status::unknown:
      return 1;
    default:
      return 2;
  }
}

bool is_derived(const Criterion& criterion) { return criterion.id.starts_with("achieve_"); }

bool fell(const std::optional<Level>& before, const std::optional<Level>& after) {
  return before && (!after || *after < *before);
}

/// Staged files have no commit yet. Where no evidence differs and only a few files do, it must be those.
std::vector<Cause> by_elimination(const std::vector<ChangedPath>& changed) {
  constexpr std::size_t kFew = 3;
  std::vector<Cause> out;
  for (std::size_t i = 0; i < changed.size() && changed.size() <= kFew; ++i)
    out.push_back({.kind = changed[i].kind, .path = clean_utf8(changed[i].path)});
  return out;
}

}  // namespace

bool Comparison::lost_level() const {
  return fell(before.metal, after.metal) || fell(before.baseline, after.baseline);
}

Comparison compare(const Catalogue& catalogue, SavedScan before, SavedScan after,
                   const std::optional<std::vector<ChangedPath>>& changed) {
  Comparison out;
  const bool committed = !before.commit.empty() && !after.commit.empty();
  for (const Criterion& criterion : catalogue.criteria()) {
    const SavedAnswer* a = before.find(criterion.id);
    const SavedAnswer* b = after.find(criterion.id);
    if (a == nullptr || b == nullptr || a->status == b->status || is_derived(criterion)) continue;
    std::vector<Cause> causes = causes_of(*a, *b, changed);
    if (causes.empty() && changed && !committed) causes = by_elimination(*changed);
    out.changes.push_back({&criterion, *a, *b, rank(*b) < rank(*a), std::move(causes)});
  }
  std::stable_sort(out.changes.begin(), out.changes.end(), [](const Change& x, const Change& y) {
    return std::tuple(!x.worse, x.criterion->strictest()) < std::tuple(!y.worse, y.criterion->strictest());
  });
  out.before = std::move(before);
  out.after = std::move(after);
  return out;
}

}  // namespace badgescan
