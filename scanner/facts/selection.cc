// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/selection.h"

#include <map>

#include "scanner/facts/ledger.h"

namespace badgescan {
namespace {

std::map<std::string_view, const Selection*>& all() {
  static std::map<std::string_view, const Selection*> selections;
  return selections;
}

}  // namespace

Selection::Selection(std::string_view name, Wants chooses) : name_(name), wants_(chooses) {
  all().emplace(name_, this);
}

const Selection* Selection::named(std::string_view name) {
  const auto found = all().find(name);
  return found == all().end() ? nullptr : found->second;
}

std::vector<const Entry*> Selection::of(const Facts& facts) const {
  if (facts.ledger() != nullptr) facts.ledger()->select(name_);
  std::vector<const Entry*> chosen;
  for (const Entry& entry : facts.unwatched_snapshot().entries())
    if (wants_(facts, entry)) chosen.push_back(&entry);
  return chosen;
}

}  // namespace badgescan
