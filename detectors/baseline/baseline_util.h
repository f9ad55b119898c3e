// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the baseline detectors share: policies that stand in documents, and the forge's settings pages.
#pragma once

#include <string>
#include <string_view>

#include "detectors/documents_util.h"
#include "scanner/facts/pipelines.h"

namespace badgescan {

/// Where a maintainer finds a setting, for an `ask`.
struct SettingsPages {
  std::string members, branches, pipelines, advisories;
};
SettingsPages settings_of(const Context& context);

/// The remote is a repository of this forge, and no document calls it a mirror.
bool lives_on(const Context& context, Forge forge);

/// A statement that a document has to hold. Not found is a weak Unmet: a website may hold it.
struct Policy {
  std::string_view criterion;
  std::string_view rule;       ///< phrase rule of the statement
  std::string_view also = {};  ///< phrase rule of what makes it complete; empty = nothing
  Confidence full = Confidence::likely;
  std::string lacks = {};    ///< a sentence: what is missing when only `rule` hits
  std::string nothing = {};  ///< a sentence: what was not found
  std::string ask = {};      ///< what to write, or to confirm
};
void answer_policy(const Context& context, FindingSink& out, const Policy& policy);

/// A place in a pipeline.
Evidence seen_at(std::string_view path, int line, std::string_view excerpt = {});

}  // namespace badgescan
