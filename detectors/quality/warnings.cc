// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Compiler warnings, safe modes and linters: whether they are on, whether they stop a change, and how strict
// they are.
#include <algorithm>
#include <map>

#include "detectors/analysis/tools_util.h"
#include "detectors/quality/lint_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/languages.h"

namespace badgescan {
namespace {

constexpr std::string_view kOn = "warnings", kFixed = "warnings_fixed", kStrict = "warnings_strict";
constexpr std::string_view kCriteria[] = {kOn, kFixed, kStrict};

bool warns(const Tool& tool) { return tool.is(ToolKind::linter) || tool.is(ToolKind::type_checker); }

// What the compiler of the language says without being asked.
struct SafeMode {
  const char* language;
  const char* what;
};
constexpr SafeMode kSafeModes[] = {
    {"Rust", "rustc warns by default and checks ownership and types"},
    {"Go", "the compiler rejects unused variables and imports, and go test runs a part of go vet"},
    {"Swift", "the compiler warns by default and checks types and optionals"},
    {"Kotlin", "the compiler warns by default and checks types and nullability"},
    {"Elm", "the compiler rejects incomplete and ill-typed programs"},
    {"Gleam", "the compiler warns by default and checks types"},
    {"C#", "the compiler warns by default"},
    {"Dart", "the compiler checks types and null safety"},
};

const SafeMode* safe_mode(const Languages& languages) {
  const LanguageUse* main = languages.main();
  if (!main) return nullptr;
  const auto found = std::find_if(std::begin(kSafeModes), std::end(kSafeModes),
                                  [&](const SafeMode& mode) { return main->name == mode.language; });
  return found == std::end(kSafeModes) ? nullptr : &*found;
}

bool asks_for_all(const ToolUse& use) {
  static constexpr std::string_view kOptions[] = {"-Werror",
                                                  "/WX",
                                                  "-Weverything",
                                                  "--strict",
                                                  "-Dwarnings",
                                                  "--deny=warnings",
                                                  "--max-warnings=0",
                                                  "--enable-werror",
                                                  "--werror",
                                                  "-Xlint:all",
                                                  "--pedantic",
                                                  "-warnaserror",
                                                  "--error-on-warnings",
                                                  "-Wpedantic"};
  const std::string text = use.evidence.excerpt;
  return use.strict || std::any_of(std::begin(kOptions), std::end(kOptions), [&](std::string_view option) {
           const bool listed =
               std::any_of(use.options.begin(), use.options.end(),
                           [&](const std::string& given) { return given.starts_with(option); });
           return listed || text.find(option) != std::string::npos;
         });
}

// Compilers go on after a warning; linters and type checkers fail on a finding.
bool only_warns(const ToolUse& use) {
  return (use.tool->id == "gcc_warnings" || use.tool->id == "javac_lint" || use.tool->id == "ghc_warnings") &&
         !asks_for_all(use);
}

void say_on(const Context& context, const std::vector<const ToolUse*>& uses, FindingSink& out) {
  if (!uses.empty() && uses.front()->how >= How::configured) {
    const ToolUse& best = *uses.front();
    const Confidence sure = best.how == How::ci ? Confidence::certain : Confidence::strong;
    return out.met(kOn, sure, msg("Warnings are looked for: {}.", describe(best)), evidence_of(uses));
  }
  const Languages& languages = context.get<Languages>();
  if (const SafeMode* mode = safe_mode(languages)) {
    return out.met(kOn, Confidence::likely, msg("{}: {}.", mode->language, mode->what),
                   {Evidence{.path = clean_utf8(languages.main()->example)}});
  }
  if (!uses.empty()) {
    return out.met(kOn, Confidence::partial,
                   msg("{}, but nothing was found that runs it.", describe(*uses.front())), evidence_of(uses),
                   msg("Is {} run on the source?", uses.front()->tool->name));
  }
  if (languages.complete() && !languages.software()) {
    return out.not_applicable(
        kOn, Confidence::likely,
        msg("The repository holds no program source that a linter or compiler could warn about."));
  }
  if (searched_everything(context) && languages.main()) {
    return out.unmet(
        kOn, Confidence::partial,
        msg("No warning flags, safe mode or linter for {} was found in pipelines, scripts or configuration.",
            languages.main()->name),
        {}, msg("Which warning flags or linter does the project use?"));
  }
  out.unknown(kOn, msg("No warning flags or linter was found, but not everything could be read."),
              msg("Which warning flags or linter does the project use?"));
}

/// What is known when no tool was found: the language may have warnings of its own.
std::string no_tool(const Languages& languages) {
  if (const SafeMode* mode = safe_mode(languages))
    return msg("No tool that gives warnings was found beside the language itself ({}: {}).", mode->language,
               mode->what);
  return msg("No tool that gives warnings was found.");
}

void say_fixed(const Languages& languages, const std::vector<const ToolUse*>& uses, FindingSink& out) {
  for (const ToolUse* use : uses) {
    if (!gates_changes(*use) || only_warns(*use)) continue;
    return out.met(
        kFixed, Confidence::strong,
        msg("Warnings fail the build, so they are fixed before a change is merged: {}.", describe(*use)),
        {use->evidence});
  }
  for (const ToolUse* use : uses) {
    if (use->how == How::configured && asks_for_all(*use)) {
      return out.met(kFixed, Confidence::likely, msg("Warnings are treated as errors: {}.", describe(*use)),
                     {use->evidence});
    }
  }
  for (const ToolUse* use : uses) {
    if (use->how != How::pre_commit) continue;
    return out.met(kFixed, Confidence::likely, msg("Warnings stop a commit: {}.", describe(*use)),
                   {use->evidence});
  }
  if (!uses.empty()) {
    return out.met(
        kFixed, Confidence::partial,
        msg("Warnings come from {}, but nothing was found that fails on them.", uses.front()->tool->name),
        evidence_of(uses, 2), msg("Are warnings fixed, so that fewer than 1 per 100 lines are left?"));
  }
  out.unknown(kFixed, no_tool(languages),
              msg("Are warnings fixed, so that fewer than 1 per 100 lines are left?"));
}

/// Tools with long lists of exceptions are not strict, whatever they are told beside.
struct Gates {
  const ToolUse* strict = nullptr;
  std::vector<const ToolUse*> all, lax;
  LintExceptions longest;
};

Gates gates_of(const Context& context, const std::vector<const ToolUse*>& uses) {
  Gates gates;
  std::map<const Tool*, LintExceptions> by_tool;
  for (const ToolUse* use : uses) {
    const bool asks = asks_for_all(*use) && !use->may_fail && use->how >= How::configured;
    const bool gate = gates_changes(*use) && !only_warns(*use);
    if (!asks && !gate) continue;
    auto known = by_tool.find(use->tool);
    if (known == by_tool.end()) known = by_tool.emplace(use->tool, lint_exceptions(context, *use)).first;
    if (known->second.many()) {
      gates.lax.push_back(use);
      if (known->second.count > gates.longest.count) gates.longest = known->second;
      continue;
    }
    if (asks && !gates.strict) gates.strict = use;
    if (gate) gates.all.push_back(use);
  }
  return gates;
}

void say_strict(const Context& context, const std::vector<const ToolUse*>& uses, FindingSink& out) {
  const Gates gates = gates_of(context, uses);
  const std::vector<std::string> names = names_of(gates.all);
  if (gates.strict) {
    const Confidence sure = gates_changes(*gates.strict) ? Confidence::strong : Confidence::likely;
    return out.met(kStrict, sure, msg("Warnings are strict: {}.", describe(*gates.strict)),
                   {gates.strict->evidence});
  }
  if (!gates.lax.empty() && names.size() < 2) {
    std::vector<const ToolUse*> both = gates.all;
    both.insert(both.end(), gates.lax.begin(), gates.lax.end());
    std::vector<Evidence> evidence = evidence_of(both, 2);
    evidence.insert(evidence.begin(), gates.longest.evidence);
    return out.met(kStrict, Confidence::partial,
                   msg("Warnings come from {}, but {} rules are switched off in {}.",
                       join_names(names_of(both)), gates.longest.count, gates.longest.evidence.path),
                   evidence, msg("Are as many of its rules turned on as is practical?"));
  }
  if (!gates.all.empty()) {
    return out.met(
        kStrict, names.size() > 1 ? Confidence::likely : Confidence::partial,
        msg("Every change must pass {}.", join_names(names)), evidence_of(gates.all),
        names.size() > 1 ? std::string() : msg("Are as many of its rules turned on as is practical?"));
  }
  if (!uses.empty()) {
    return out.unknown(kStrict, msg("No strict setting was found for {}.", join_names(names_of(uses))),
                       msg("Are as many warnings turned on as is practical?"), evidence_of(uses, 2));
  }
  out.unknown(kStrict, no_tool(context.get<Languages>()),
              msg("Are as many warnings turned on as is practical?"));
}

void detect(const Context& context, FindingSink& out) {
  const std::vector<const ToolUse*> uses = uses_where(context, warns);
  say_on(context, uses, out);
  const Languages& languages = context.get<Languages>();
  if (uses.empty() && languages.complete() && !languages.software()) {
    for (const std::string_view criterion : {kFixed, kStrict}) {
      out.not_applicable(
          criterion, Confidence::likely,
          msg("The repository holds no program source that a linter or compiler could warn about."));
    }
    return;
  }
  say_fixed(languages, uses, out);
  say_strict(context, uses, out);
}

}  // namespace

extern const Detector warnings;
const Detector warnings{
    .id = "warnings",
    .summary =
        "Looks for warning flags, safe language modes and linters, and for how strictly they are applied.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
