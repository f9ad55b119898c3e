// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Does a machine enforce the coding style: a formatter or linter for the project's main languages that fails
// a pipeline or a hook?
#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/tools.h"

namespace badgescan {
namespace {

constexpr std::string_view kId = "coding_standards_enforced";
constexpr std::string_view kCriteria[] = {kId};

bool enforces_style(const Tool& tool) {
  return tool.style && (tool.is(ToolKind::formatter) || tool.is(ToolKind::linter));
}

// A project's own checker, which is none of the tools that are known: `make checksrc`, `./ci/check-style.sh`,
// `npm run lint`.
std::optional<std::pair<std::string, Evidence>> own_checker(const Context& context) {
  static const re2::RE2 pattern(
      "(?i)(?:^|[/_.: "
      "-])(?:lint|linter|linting|style|codestyle|checksrc|checkpatch|checkstyle|format|fmt|indent)(?:$|[/_.: "
      "-])",
      re2::RE2::Latin1);
  std::optional<std::pair<std::string, Evidence>> found;
  context.get<Pipelines>().each_step([&](const Pipeline& pipeline, const Job& job, const Step& step) {
    if (found || job.frequency() != Frequency::every_change || job.failure_ignored || step.failure_ignored)
      return;
    for (const CiCommand& command : step.commands) {
      const std::vector<std::string>& words = command.shell.words;
      const std::string_view program = command.shell.program();
      const bool talks = program == "echo" || program == "pip" || program == "git" || program == "cd" ||
                         program == "sudo" || program == "apt-get" || program == "cargo" ||
                         program == "rustup" || program == "go" || program == "docker";
      std::string head;
      for (std::size_t i = 0; i < words.size() && i < 4 && !words[i].starts_with("-"); ++i)
        head += (i ? " " : "") + words[i];
      if (talks || head.find("install") != std::string::npos || command.shell.failure_ignored) continue;
      const std::vector<ToolUse>& known = context.get<ToolUses>().all();
      if (std::any_of(known.begin(), known.end(), [&command](const ToolUse& use) {
            return use.evidence.path == command.path && use.evidence.line == command.line &&
                   use.tool->is(ToolKind::linter) && !enforces_style(*use.tool);
          }))
        continue;
      if (!re2::RE2::PartialMatch(head, pattern)) continue;
      Evidence evidence;
      evidence.path = command.path;
      evidence.line = command.line;
      evidence.excerpt = command.shell.text;
      found = {describe(pipeline, job), evidence};
      return;
    }
  });
  return found;
}

// A tool for a language of the project's code; those for any language (EditorConfig) only help.
const LanguageUse* language_of(const Tool& tool, const std::vector<const LanguageUse*>& languages) {
  if (tool.languages.empty()) return nullptr;
  for (const LanguageUse* use : languages) {
    if (tool.speaks(use->name)) return use;
    // linguist counts Cython, CUDA and the like apart from what they are written in.
    if (use->name == "CUDA" && tool.speaks("C++")) return use;
  }
  return nullptr;
}

struct Enforced {
  const ToolUse* use = nullptr;
  const LanguageUse* language = nullptr;
  Confidence confidence = Confidence::none;
};

Confidence grade(const ToolUse& use, const LanguageUse& language, bool main) {
  Confidence confidence = Confidence::hint;
  if (use.how == How::ci && use.frequency == Frequency::every_change) {
    confidence = use.may_fail ? Confidence::partial : Confidence::certain;
  } else if (use.how == How::pre_commit) {
    confidence = Confidence::strong;
  } else if (use.how == How::ci && use.frequency >= Frequency::weekly) {
    confidence = Confidence::likely;
  } else if (use.how == How::ci || use.how == How::script || use.how == How::configured) {
    confidence = Confidence::partial;
  }
  // Style of a side language says less about the project's code.
  if (!main && language.share < 0.2 && confidence > Confidence::partial) {
    return Confidence::partial;
  }
  return confidence;
}

void detect(const Context& context, FindingSink& out) {
  const Languages& languages = context.get<Languages>();
  const ToolUses& uses = context.get<ToolUses>();
  const std::string ask = msg("Which tool enforces the coding style, and where does it run?");
  if (!languages.software()) {
    if (languages.complete()) {
      out.not_applicable(kId, Confidence::likely, msg("The repository holds no source code."));
    } else {
      out.unknown(kId, msg("Not everything could be read."), ask);
    }
    return;
  }
  const std::vector<const LanguageUse*> main_languages = languages.programming(0.05);
  Enforced best;
  std::vector<std::string> names;
  std::vector<Evidence> evidence;
  for (const ToolUse& use : uses.all()) {
    if (!enforces_style(*use.tool)) continue;
    const LanguageUse* language = language_of(*use.tool, main_languages);
    if (language == nullptr) continue;
    const Confidence confidence = grade(use, *language, language == languages.main());
    if (confidence > best.confidence) best = {&use, language, confidence};
    if (confidence >= Confidence::strong &&
        std::find(names.begin(), names.end(), use.tool->name) == names.end()) {
      names.push_back(use.tool->name);
      if (evidence.size() < 3) evidence.push_back(use.evidence);
    }
  }
  if (best.confidence >= Confidence::likely) {
    if (evidence.empty()) evidence.push_back(best.use->evidence);
    const std::string more = names.size() > 1 ? " " + msg("In all: {}.", join_names(names)) : std::string();
    out.met(kId, best.confidence,
            msg("The coding style is enforced for {}: {}.", best.language->name, describe(*best.use)) + more,
            evidence);
  } else if (const auto own = own_checker(context)) {
    out.met(kId, Confidence::likely,
            msg("A pipeline runs a style check of the project's own (`{}`): {}.", own->second.excerpt,
                own->first),
            {own->second}, ask);
  } else if (best.confidence >= Confidence::partial) {
    out.met(kId, Confidence::partial, msg("A tool for the coding style is set up: {}.", describe(*best.use)),
            {best.use->evidence}, msg("Does a pipeline or a hook refuse changes that break the style?"));
  } else if (best.use != nullptr) {
    out.unknown(kId, msg("There is only {}.", describe(*best.use)), ask, {best.use->evidence});
  } else if (uses.complete() && languages.main()->has_warnings) {
    out.unmet(kId, Confidence::partial,
              msg("No formatter or linter for {} was found in pipelines, hooks, scripts or configuration.",
                  languages.main()->name),
              {}, ask);
  } else {
    out.unknown(kId, msg("No formatter or linter for {} was found.", languages.main()->name), ask);
  }
}

}  // namespace

extern const Detector coding_standards_enforced;
const Detector coding_standards_enforced{
    .id = "coding_standards_enforced",
    .summary =
        "Looks for formatters and linters of the main languages in pipelines, hooks and configuration.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
