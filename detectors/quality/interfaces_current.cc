// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Does something warn about deprecated interfaces? No tree tells that none is used, so the best answer is
// that a pipeline would complain.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/tools.h"

namespace badgescan {
namespace {

constexpr std::string_view kId = "interfaces_current";
constexpr std::string_view kCriteria[] = {kId};

// Tools that complain about deprecated interfaces by default, or only for that.
bool reports_deprecation(const Tool& tool) {
  constexpr std::string_view kIds[] = {"clippy",
                                       "staticcheck",
                                       "golangci_lint",
                                       "pyupgrade",
                                       "django_upgrade",
                                       "rector",
                                       "eslint_deprecation",
                                       "dart_analyze",
                                       "roslyn_analyzers",
                                       "detekt",
                                       "openrewrite",
                                       "roave_bc",
                                       "android_lint",
                                       "modernize",
                                       "checkpatch",
                                       "qodana",
                                       "sonar",
                                       "swiftlint",
                                       "julia_lint",
                                       "cargo_build"};
  return std::find(std::begin(kIds), std::end(kIds), tool.id) != std::end(kIds) && tool.id != "cargo_build";
}

struct Flag {
  const Manifest* manifest = nullptr;
  const ManifestSetting* setting = nullptr;
};

// Settings that turn a use of deprecated interfaces into an error.
Flag strict_setting(const Manifests& manifests) {
  for (const Manifest& manifest : manifests.all()) {
    if (manifest.example) continue;
    for (const ManifestSetting& setting : manifest.settings) {
      const bool python =
          setting.key.ends_with("filterwarnings") && setting.value.find("error") != std::string::npos;
      const bool scala = setting.key == "flag.-deprecation" || setting.key == "flag.-Xfatal-warnings";
      const bool java = setting.key.starts_with("flag.-Xlint");
      const bool dotnet = setting.key == "TreatWarningsAsErrors" && setting.value == "true" && !manifest.test;
      const bool ruff =
          setting.key.ends_with("ruff.lint.select") &&
          (setting.value.find("UP") != std::string::npos || setting.value.find("ALL") != std::string::npos);
      if (python || scala || java || dotnet || ruff) return {&manifest, &setting};
    }
  }
  return {};
}

void detect(const Context& context, FindingSink& out) {
  const std::string ask =
      msg("Are deprecated functions and interfaces avoided where there is a free replacement?");
  const ToolUses& uses = context.get<ToolUses>();
  for (const ToolUse& use : uses.all()) {
    const bool runs = (use.how == How::ci && use.frequency != Frequency::never) || use.how == How::pre_commit;
    if (!runs || !reports_deprecation(*use.tool) || use.may_fail) continue;
    out.met(kId, Confidence::likely, msg("Uses of deprecated interfaces are reported: {}.", describe(use)),
            {use.evidence}, ask);
    return;
  }
  if (const Flag flag = strict_setting(context.get<Manifests>()); flag.setting != nullptr) {
    Evidence evidence;
    evidence.path = flag.manifest->path;
    evidence.line = flag.setting->line;
    evidence.excerpt = flag.setting->value;
    const bool ruff = flag.setting->key.ends_with("ruff.lint.select");
    out.met(kId, Confidence::likely,
            ruff ? msg("Ruff reports what newer versions of Python replace ({}).", flag.manifest->path)
                 : msg("Warnings about deprecated interfaces end the build or the tests ({}).",
                       flag.manifest->path),
            {evidence}, ask);
    return;
  }
  if (const Search rule = context.search("deprecated_interfaces_avoided")) {
    out.met(kId, Confidence::likely, msg("{} says: {}", rule.best().path, rule.best().excerpt), rule.hits);
    return;
  }
  if (const ToolUse* updater = uses.best(ToolKind::dependency_updater);
      updater != nullptr && updater->how >= How::configured) {
    out.met(kId, Confidence::partial,
            msg("{} keeps the dependencies current, so their interfaces are too.", updater->tool->name),
            {updater->evidence}, ask);
    return;
  }
  out.unknown(kId, msg("Nothing that looks for deprecated interfaces was found."), ask);
}

}  // namespace

extern const Detector interfaces_current;
const Detector interfaces_current{
    .id = "interfaces_current",
    .summary = "Looks for tools and settings that complain about deprecated interfaces.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
