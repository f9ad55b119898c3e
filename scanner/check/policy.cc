// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/check/policy.h"

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/rules/strict_json.h"

namespace badgescan {
namespace {

constexpr std::string_view kSecrets = "no_leaked_credentials";

void read_fail_on(const JsonPlace& place, CheckPolicy& policy) {
  policy.lost_level = policy.unmet_must = policy.leaked_secret = false;
  for (std::size_t i = 0; i < place.size(); ++i) {
    const std::string rule = place.item(i).string();
    if (rule == "lost_level")
      policy.lost_level = true;
    else if (rule == "unmet_must")
      policy.unmet_must = true;
    else if (rule == "leaked_secret")
      policy.leaked_secret = true;
    else
      place.item(i).fail(msg("not one of lost_level, unmet_must, leaked_secret"));
  }
}

void read_off(const JsonPlace& place, const Catalogue& catalogue, CheckPolicy& policy) {
  for (std::size_t i = 0; i < place.size(); ++i) {
    const JsonPlace one = place.item(i);
    one.only({"criterion", "reason"});
    const std::string id = one.at("criterion").string();
    if (catalogue.find(id) == nullptr) one.at("criterion").fail(msg("there is no such criterion"));
    policy.off[catalogue.find(id)->id] = one.at("reason").string();
  }
}

/// Evidence of a leaked secret that was not there before: the answer may have been Unmet already.
std::vector<std::string> new_secrets(const Comparison& comparison) {
  const SavedAnswer* before = comparison.before.find(kSecrets);
  const SavedAnswer* after = comparison.after.find(kSecrets);
  std::vector<std::string> out;
  if (after == nullptr || after->status != Status::unmet) return out;
  for (const Evidence& evidence : after->evidence) {
    // Lines move; the file and the redacted excerpt tell whether it is the same find.
    const bool known =
        before != nullptr && before->status == Status::unmet &&
        std::any_of(before->evidence.begin(), before->evidence.end(), [&](const Evidence& old) {
          return old.path == evidence.path && old.excerpt == evidence.excerpt;
        });
    if (!known)
      out.push_back(evidence.line > 0 ? evidence.path + ':' + std::to_string(evidence.line) : evidence.path);
  }
  return out;
}

bool below(const SavedScan& scan, std::string_view wanted) {
  const Level level = *level_named(wanted);
  const std::optional<Level> have = is_metal(level) ? scan.metal : scan.baseline;
  return !have || *have < level;
}

}  // namespace

Result<CheckPolicy> parse_policy(std::string_view json, std::string_view origin, const Catalogue& catalogue) {
  CheckPolicy policy;
  const Outcome loaded = strict_load(json, origin, [&](const JsonPlace& root) {
    root.only({"check"});
    if (!root.has("check")) return;
    const JsonPlace check = root.at("check");
    check.only({"fail_on", "require", "warn_only", "off"});
    if (check.has("fail_on")) read_fail_on(check.at("fail_on"), policy);
    if (check.has("require")) {
      policy.require = check.at("require").string();
      if (!level_named(policy.require)) check.at("require").fail(msg("not a level"));
    }
    policy.warn_only = check.flag("warn_only");
    if (check.has("off")) read_off(check.at("off"), catalogue, policy);
  });
  if (!loaded) return Error{loaded.error()};
  return policy;
}

Comparison without(Comparison comparison, const CheckPolicy& policy) {
  std::erase_if(comparison.changes,
                [&](const Change& change) { return policy.off.contains(change.criterion->id); });
  return comparison;
}

Verdict judge(const CheckPolicy& policy, const Comparison& comparison) {
  Verdict verdict;
  if (policy.lost_level && comparison.lost_level()) verdict.reasons.push_back(msg("the likely level falls"));
  // Before the first commit there was nothing to lose.
  const bool first = std::all_of(comparison.before.answers.begin(), comparison.before.answers.end(),
                                 [](const SavedAnswer& answer) { return answer.status == Status::unknown; });
  if (policy.unmet_must && !first) {
    for (const Change& change : comparison.changes) {
      const bool lost = change.worse && change.after.status == Status::unmet &&
                        change.criterion->strictest() == Category::must;
      if (lost) verdict.reasons.push_back(msg("{} (MUST) turns Unmet", change.criterion->id));
    }
  }
  if (policy.leaked_secret && !policy.off.contains(std::string(kSecrets))) {
    const std::vector<std::string> places = new_secrets(comparison);
    if (!places.empty())
      verdict.reasons.push_back(msg("the change brings what looks like a secret: {}", join_names(places)));
  }
  if (!policy.require.empty() && below(comparison.after, policy.require)) {
    verdict.reasons.push_back(msg("the likely level is below {}", policy.require));
  }
  verdict.failed = !policy.warn_only && !verdict.reasons.empty();
  return verdict;
}

}  // namespace badgescan
