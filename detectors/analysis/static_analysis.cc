// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Static analysis beyond compiler warnings: which tools, whether they know vulnerabilities, and how often
// they run.
#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "detectors/analysis/tools_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/base/yaml.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/manifests.h"

namespace badgescan {
namespace {

constexpr std::string_view kAnalysis = "static_analysis",
                           kVulnerabilities = "static_analysis_common_vulnerabilities",
                           kOften = "static_analysis_often", kFixed = "static_analysis_fixed";
constexpr std::string_view kCriteria[] = {kAnalysis, kVulnerabilities, kOften, kFixed};

bool analyses(const Tool& tool) {
  return tool.is(ToolKind::static_analyser) || tool.is(ToolKind::security_analyser);
}

bool knows_vulnerabilities(const Tool& tool) {
  return analyses(tool) && (tool.security || tool.is(ToolKind::security_analyser));
}

Confidence confidence_of(const ToolUse& use) {
  switch (use.how) {
    case How::ci:
      return use.frequency >= Frequency::release ? (use.may_fail ? Confidence::strong : Confidence::certain)
                                                 : Confidence::likely;
    case How::pre_commit:
    case How::script:
    case How::configured:
      return Confidence::likely;
    case How::dependency:
    case How::badge:
      return Confidence::partial;
  }
  return Confidence::hint;
}

const ToolUse* surest(const std::vector<const ToolUse*>& uses) {
  const auto found = std::max_element(uses.begin(), uses.end(), [](const ToolUse* a, const ToolUse* b) {
    return confidence_of(*a) < confidence_of(*b);
  });
  return found == uses.end() ? nullptr : *found;
}

void say_used(std::string_view criterion, const ToolUse& use, const std::vector<const ToolUse*>& uses,
              FindingSink& out) {
  const Confidence sure = confidence_of(use);
  const bool seen_running = use.how == How::ci || use.how == How::pre_commit;
  std::string ask;
  if (!seen_running) ask = msg("Is {} run before each release?", use.tool->name);
  out.met(criterion, sure, msg("Static analysis: {}.", describe(use)), evidence_of(uses), std::move(ask));
}

void say_none(const Context& context, std::string_view criterion, FindingSink& out) {
  const Languages& languages = context.get<Languages>();
  if (languages.complete() && !languages.software()) {
    out.not_applicable(criterion, Confidence::likely,
                       msg("The repository holds no program source that could be analysed."));
  } else if (const std::vector<const ToolUse*> others = uses_where(context, analyses, 0);
             !others.empty() && languages.main() != nullptr) {
    out.unknown(
        criterion,
        msg("Static analysis was found for a small part of the source only: {}.", describe(*others.front())),
        msg("Which static analysis tool is applied to the code in {} before a release?",
            languages.main()->name),
        evidence_of(others, 2));
  } else if (searched_everything(context)) {
    out.unmet(criterion, Confidence::partial,
              msg("No static analysis tool was found in pipelines, hooks, scripts or configuration."), {},
              msg("Is a static analysis tool applied to the source before a release?"));
  } else {
    out.unknown(criterion,
                msg("No static analysis tool was found, but parts of the pipelines lie elsewhere or could "
                    "not be read."),
                msg("Which static analysis tool is applied before a release?"));
  }
}

bool lists(const YamlNode& list, std::string_view word) {
  const std::vector<std::string> words = list.strings();
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Linters of many rules hold a security analyser, which their configuration turns on.
Evidence golangci_security(const Context& context) {
  for (const std::string_view path : {".golangci.yml", ".golangci.yaml"}) {
    const FileText text = context.facts().text(path);
    if (text == nullptr) continue;
    const Result<YamlFile> file = YamlFile::parse(*text);
    if (!file) continue;
    const YamlNode linters = file.value().root()["linters"];
    const bool all = linters["enable-all"].is_true() || linters["default"].text() == "all";
    if (lists(linters["disable"], "gosec") || (!all && !lists(linters["enable"], "gosec"))) continue;
    const YamlNode list = linters[all ? (linters["default"].exists() ? "default" : "enable-all") : "enable"];
    int line = list.line();
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i].text() == "gosec") line = list[i].line();
    }
    return {.path = std::string(path), .line = line, .excerpt = all ? std::string() : "gosec"};
  }
  return {};
}

Evidence ruff_security(const Context& context) {
  static const RE2 rules(R"((?:^|[^A-Za-z0-9])(?:S[0-9]*|ALL)(?:$|[^A-Za-z0-9]))", RE2::Latin1);
  for (const Manifest& manifest : context.get<Manifests>().all()) {
    if (manifest.example) continue;
    for (const ManifestSetting& setting : manifest.settings) {
      if (setting.key.find("tool.ruff") != std::string::npos && setting.key.ends_with("select") &&
          RE2::PartialMatch(setting.value, rules))
        return {
            .path = clean_utf8(manifest.path), .line = setting.line, .excerpt = clean_utf8(setting.value)};
    }
  }
  return {};
}

/// .NET's own analyzers hold security rules, of which the usual modes turn on few.
Evidence dotnet_security(const Context& context) {
  for (const Manifest& manifest : context.get<Manifests>().all()) {
    if (manifest.example || manifest.test) continue;
    for (const ManifestSetting& setting : manifest.settings) {
      const bool mode = setting.key == "AnalysisMode" || setting.key == "AnalysisModeSecurity";
      const std::string value = to_lower(setting.value);
      if (!mode || (value != "all" && value != "allenabledbydefault")) continue;
      return {.path = clean_utf8(manifest.path),
              .line = setting.line,
              .excerpt = setting.key + " " + clean_utf8(setting.value)};
    }
  }
  return {};
}

bool say_security_rules(const Context& context, const std::vector<const ToolUse*>& all, FindingSink& out) {
  std::set<const Tool*> looked_at;
  for (const ToolUse* use : all) {
    if (!looked_at.insert(use->tool).second) continue;
    Evidence rules = use->tool->id == "golangci_lint"      ? golangci_security(context)
                     : use->tool->id == "ruff"             ? ruff_security(context)
                     : use->tool->id == "roslyn_analyzers" ? dotnet_security(context)
                                                           : Evidence{};
    if (rules.path.empty()) continue;
    const bool seen_running = use->how == How::ci || use->how == How::pre_commit;
    out.met(
        kVulnerabilities, std::min(confidence_of(*use), Confidence::strong),
        msg("The security rules of {} are turned on in {}: {}.", use->tool->name, rules.path, describe(*use)),
        {rules, use->evidence},
        seen_running ? std::string() : msg("Is {} run before each release?", use->tool->name));
    return true;
  }
  return false;
}

void say_vulnerabilities(const Context& context, const std::vector<const ToolUse*>& all, FindingSink& out) {
  const std::vector<const ToolUse*> uses = uses_where(context, knows_vulnerabilities);
  if (const ToolUse* best = surest(uses)) return say_used(kVulnerabilities, *best, uses, out);
  if (all.empty()) return say_none(context, kVulnerabilities, out);
  if (say_security_rules(context, all, out)) return;
  const std::string ask =
      msg("Are security rules of {} turned on, or is there a tool that looks for vulnerabilities?",
          all.front()->tool->name);
  const std::string none =
      msg("The source is analysed by {}, but no tool was found whose rules look for common vulnerabilities.",
          join_names(names_of(all)));
  // A pipeline that could not be read may hold one.
  if (!searched_everything(context)) return out.unknown(kVulnerabilities, none, ask, evidence_of(all, 2));
  out.unmet(kVulnerabilities, Confidence::partial, none, evidence_of(all, 2), ask);
}

void say_often(const Context& context, const std::vector<const ToolUse*>& uses, FindingSink& out) {
  if (uses.empty()) return say_none(context, kOften, out);
  const auto often = std::max_element(uses.begin(), uses.end(), [](const ToolUse* a, const ToolUse* b) {
    return a->frequency < b->frequency;
  });
  const ToolUse& best = **often;
  if (best.frequency >= Frequency::daily) {
    return out.met(kOften, Confidence::certain,
                   msg("Static analysis runs on {}: {}.", name_of(best.frequency), describe(best)),
                   {best.evidence});
  }
  for (const ToolUse* use : uses) {
    if (use->how != How::pre_commit) continue;
    return out.met(kOften, Confidence::likely,
                   msg("Static analysis runs when a developer commits: {}.", describe(*use)),
                   {use->evidence});
  }
  // How often one runs that only a script or a configuration names is not known.
  const bool all_seen =
      std::all_of(uses.begin(), uses.end(), [](const ToolUse* use) { return use->how == How::ci; });
  if (all_seen && searched_everything(context)) {
    return out.unmet(
        kOften, Confidence::likely,
        msg("Static analysis runs less often than daily ({}): {}.", name_of(best.frequency), describe(best)),
        {best.evidence});
  }
  out.unknown(
      kOften,
      msg("{} is used; nothing was found that runs it on every commit or daily.", uses.front()->tool->name),
      msg("How often does {} run?", uses.front()->tool->name), evidence_of(uses, 2));
}

void say_fixed(const Context& context, const std::vector<const ToolUse*>& uses, FindingSink& out) {
  const std::string ask =
      msg("Are all exploitable vulnerabilities of medium or higher severity that static analysis found, and "
          "that were confirmed, fixed in time?");
  for (const ToolUse* use : uses) {
    if (!gates_changes(*use) || !use->tool->stops) continue;
    // That findings stop a change says nothing of those that are confirmed later.
    return out.met(kFixed, Confidence::partial,
                   msg("A finding of the analysis fails the pipeline of the change: {}.", describe(*use)),
                   {use->evidence}, ask);
  }
  if (!uses.empty())
    return out.unknown(kFixed,
                       msg("{} analyses the source; what became of its findings is not in the repository.",
                           uses.front()->tool->name),
                       ask, evidence_of(uses, 2));
  const Languages& languages = context.get<Languages>();
  if (languages.complete() && !languages.software()) {
    return out.not_applicable(kFixed, Confidence::likely,
                              msg("The repository holds no program source that could be analysed."));
  }
  out.unknown(kFixed, msg("No static analysis was found, so nothing is known of its findings."), ask);
}

void detect(const Context& context, FindingSink& out) {
  const std::vector<const ToolUse*> uses = uses_where(context, analyses);
  if (const ToolUse* best = surest(uses))
    say_used(kAnalysis, *best, uses, out);
  else
    say_none(context, kAnalysis, out);
  say_vulnerabilities(context, uses, out);
  say_often(context, uses, out);
  say_fixed(context, uses, out);
}

}  // namespace

extern const Detector static_analysis;
const Detector static_analysis{.id = "static_analysis",
                               .summary =
                                   "Looks for static analysers in pipelines, hooks, scripts and "
                                   "configuration, and for how often they run.",
                               .criteria = kCriteria,
                               .detect = detect};

}  // namespace badgescan
