// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "detectors/baseline/baseline_util.h"

#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {

SettingsPages settings_of(const Context& context) {
  const ForgeLocation& forge = context.get<Project>().forge;
  switch (forge.forge) {
    case Forge::github:
      return {
          .members = msg("the organisation's Settings, Member privileges, or {}/settings/access", forge.url),
          .branches = forge.url + "/settings/rules",
          .pipelines = forge.url + "/settings/actions",
          .advisories = forge.url + "/settings/security_analysis"};
    case Forge::gitlab:
      return {.members = forge.url + "/-/project_members",
              .branches = forge.url + "/-/settings/repository",
              .pipelines = forge.url + "/-/settings/ci_cd",
              .advisories = forge.url + "/-/settings/general"};
    case Forge::gitea:
      return {.members = forge.url + "/settings/collaboration",
              .branches = forge.url + "/settings/branches",
              .pipelines = forge.url + "/settings/actions/general",
              .advisories = forge.url + "/settings"};
    default:
      return {.members = msg("the member settings of the hosting service"),
              .branches = msg("the branch protection settings of the hosting service"),
              .pipelines = msg("the pipeline settings of the hosting service"),
              .advisories = msg("the security settings of the hosting service")};
  }
}

bool lives_on(const Context& context, Forge forge) {
  return context.get<Project>().forge.forge == forge && !context.search("states_mirror");
}

void answer_policy(const Context& context, FindingSink& out, const Policy& policy) {
  const Search search = context.search(policy.rule);
  if (!search) {
    const std::string where = msg("{} Searched: {}.", policy.nothing, looked_in(search));
    if (search.complete)
      out.unmet(policy.criterion, Confidence::partial, where, {}, policy.ask);
    else
      out.unknown(policy.criterion, where, policy.ask);
    return;
  }
  const std::string says = msg("{} says: {}", place(search.best()), quote(search.best()));
  if (policy.also.empty()) {
    out.met(policy.criterion, policy.full, says, some(search.hits),
            policy.full < kProven ? policy.ask : std::string{});
    return;
  }
  const Search also = context.search(policy.also);
  if (also) {
    // One sentence hardly says both.
    const bool same = also.best().path == search.best().path && also.best().excerpt == search.best().excerpt;
    const Confidence sure = same ? std::min(policy.full, Confidence::partial) : policy.full;
    out.met(policy.criterion, sure,
            same ? says : msg("{} And {}: {}", says, place(also.best()), quote(also.best())),
            joined({some(search.hits, 2), some(also.hits, 2)}), sure < kProven ? policy.ask : std::string{});
  } else {
    out.met(policy.criterion, Confidence::hint, msg("{} {}", says, policy.lacks), some(search.hits),
            policy.ask);
  }
}

Evidence seen_at(std::string_view path, int line, std::string_view excerpt) {
  Evidence out;
  out.path = clean_utf8(path);
  out.line = line;
  out.excerpt = shorten(fold_space(clean_utf8(excerpt)), 160);
  return out;
}

}  // namespace badgescan
