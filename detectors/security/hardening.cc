// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Hardening mechanisms, checks of input and design principles that can be seen in the source.
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/source_scan.h"
#include "scanner/facts/tools.h"

namespace badgescan {
namespace {

using source::Language;
using source::Place;
using Hits = std::vector<const SourceHit*>;

constexpr std::string_view kHardening = "hardening", kInput = "input_validation",
                           kDesign = "implement_secure_design";
constexpr std::string_view kCriteria[] = {kHardening, kInput, kDesign};

/// Headers in the settings of a bundler are sent by its server for development only.
bool of_development_server(const SourceHit* hit) {
  if (!hit->rule->has_meaning("http-hardening")) return false;
  const std::string name = to_lower(hit->path.substr(hit->path.rfind('/') + 1));
  for (const std::string_view start :
       {"vite.config.", "webpack.", "vue.config.", "rspack.config.", "rsbuild.config.", "craco.config."}) {
    if (name.starts_with(start)) return true;
  }
  return false;
}

/// Delivered code, and the developers' scripts: flags for release builds often stand in a pipeline.
Hits seen(const SourceScan& scan, std::initializer_list<std::string_view> meanings) {
  Hits found;
  for (const std::string_view meaning : meanings) {
    for (const SourceHit* hit : scan.anywhere(meaning)) {
      if (hit->place != Place::own && hit->place != Place::tooling) continue;
      if (!of_development_server(hit)) found.push_back(hit);
    }
  }
  return found;
}

std::size_t files_in(const SourceScan& scan, Language language) {
  return scan.counts().by_language[static_cast<std::size_t>(language)];
}

/// The languages of the program when none of them lets a program overwrite its memory; empty otherwise.
std::vector<std::string> memory_safe(const Languages& languages) {
  std::vector<std::string> names;
  if (!languages.complete() || languages.memory_unsafe_share() > 0) return names;
  for (const LanguageUse* language : languages.programming(0.1)) names.push_back(language->name);
  return names;
}

/// A script that measures or tests: what it builds with its flags is delivered to nobody.
bool is_check(const SourceHit* hit) {
  // Sanitizers are for tests: so are the other flags beside them.
  if (hit->excerpt.find("-fsanitize=address") != std::string::npos ||
      hit->excerpt.find("-fsanitize=undefined") != std::string::npos)
    return true;
  if (hit->language != Language::shell && hit->language != Language::powershell) return false;
  const std::string name = to_lower(hit->path.substr(hit->path.rfind('/') + 1));
  for (const std::string_view word :
       {"coverage", "fuzz", "sanit", "asan", "bench", "test", "lint", "valgrind"}) {
    if (name.find(word) != std::string::npos) return true;
  }
  return false;
}

/// One line that every scanner of sites asks for, and no more.
bool is_single_header(const SourceHit* hit) {
  return hit->rule->has_meaning("http-hardening") &&
         contains_ignoring_case(hit->excerpt, "x-content-type-options");
}

void say_hardening(const Context& context, const SourceScan& scan, FindingSink& out) {
  Hits mechanisms = seen(scan, {"compiler-hardening", "http-hardening", "language-hardening"});
  std::erase_if(mechanisms, is_check);
  const Hits sandboxes = seen(scan, {"sandbox"});
  if (!mechanisms.empty() && std::all_of(mechanisms.begin(), mechanisms.end(), is_single_header)) {
    out.met(kHardening, Confidence::partial,
            msg("The project sends one header that hardens browsers (X-Content-Type-Options)."),
            evidence_of(mechanisms, 5), msg("Which other hardening mechanisms are used?"));
  } else if (!mechanisms.empty()) {
    out.met(kHardening, Confidence::likely,
            msg("The project uses hardening mechanisms: {}.", join_names(names_of(mechanisms), 4)),
            evidence_of(mechanisms, 5));
  } else if (!sandboxes.empty()) {
    out.met(kHardening, Confidence::partial, msg("The program runs in a sandbox or gives up rights."),
            evidence_of(sandboxes, 4),
            msg("Are other mechanisms used, such as compiler flags or security headers?"));
  } else if (!scan.code_complete() || scan.counts().own_code == 0) {
    out.unknown(kHardening,
                msg("No hardening mechanism was found, but not all of the source could be searched."),
                msg("Which hardening mechanisms does the project use?"));
  } else if (files_in(scan, Language::c) > 0 && context.get<Languages>().memory_unsafe_share() > 0) {
    out.unmet(
        kHardening, Confidence::partial,
        msg("The project has C or C++ code, and a search of {} found no hardening flags.", scan.extent()), {},
        msg("Are hardening flags set elsewhere, for example by distributions?"));
  } else if (const std::vector<std::string> names = memory_safe(context.get<Languages>()); !names.empty()) {
    out.unknown(
        kHardening,
        msg("The program is written in languages that keep memory safe: {}. A search of {} found no other "
            "mechanism.",
            join_names(names, 3), scan.extent()),
        msg("Which other hardening mechanisms are used, for example security headers of a network interface "
            "(N/A may fit a library without one)?"));
  } else {
    out.unknown(kHardening,
                msg("A search of {} found no compiler flags, security headers or sandbox.", scan.extent()),
                msg("Is the language's memory safety all that is needed (N/A may fit a library without a "
                    "network interface)?"));
  }
}

void say_input(const Context& context, const SourceScan& scan, FindingSink& out) {
  const Hits checks = seen(scan, {"validation"});
  std::vector<const ToolUse*> fuzzers = context.get<ToolUses>().with(ToolKind::fuzzer, How::configured);
  if (!checks.empty()) {
    out.met(kInput, Confidence::partial, msg("Input is checked with a validation library."),
            evidence_of(checks, 5),
            msg("Are all inputs from untrusted sources checked against what is allowed?"));
  } else if (!fuzzers.empty()) {
    out.met(kInput, Confidence::partial,
            msg("The handling of input is tested with {}.", fuzzers.front()->tool->name),
            {fuzzers.front()->evidence},
            msg("Are all inputs from untrusted sources checked against what is allowed?"));
  } else {
    out.unknown(
        kInput,
        msg("No validation library or fuzzing was found; checks by hand cannot be told from other code."),
        msg("Where does input come from, and where is it checked?"));
  }
}

void say_design(const SourceScan& scan, FindingSink& out) {
  const Hits signs = seen(scan, {"sandbox", "http-hardening", "language-hardening", "validation"});
  if (signs.empty()) {
    out.unknown(kDesign, msg("Design principles cannot be read from the source alone."),
                msg("Which secure design principles does the software follow: safe defaults, least "
                    "privilege, checks of every access and input?"));
    return;
  }
  out.met(kDesign, Confidence::partial,
          msg("The source shows some secure design principles at work: {}.", join_names(names_of(signs), 4)),
          evidence_of(signs, 5),
          msg("Do safe defaults, least privilege and complete checks hold for the whole software?"));
}

void detect(const Context& context, FindingSink& out) {
  const SourceScan& scan = context.get<SourceScan>();
  say_hardening(context, scan, out);
  say_input(context, scan, out);
  say_design(scan, out);
}

}  // namespace

extern const Detector hardening;
const Detector hardening{.id = "hardening",
                         .summary =
                             "Looks for compiler flags, security headers, sandboxes, bans on unsafe code and "
                             "validation libraries.",
                         .criteria = kCriteria,
                         .detect = detect};

}  // namespace badgescan
