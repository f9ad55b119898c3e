// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Dynamic analysis: fuzzing, property tests, scanners of running services, and checks of memory and threads
// at run time.
#include <re2/re2.h>

#include <algorithm>

#include "detectors/analysis/tools_util.h"
#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/coverage.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/test_suite.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::string_view kAnalysis = "dynamic_analysis", kUnsafe = "dynamic_analysis_unsafe",
                           kAssertions = "dynamic_analysis_enable_assertions",
                           kFixed = "dynamic_analysis_fixed";
constexpr std::string_view kCriteria[] = {kAnalysis, kUnsafe, kAssertions, kFixed};

bool varies_inputs(const Tool& tool) { return tool.is(ToolKind::fuzzer) || tool.is(ToolKind::web_scanner); }
bool watches(const Tool& tool) { return tool.is(ToolKind::sanitizer) || tool.is(ToolKind::memory_checker); }
bool watches_memory(const Tool& tool) {
  return tool.is(ToolKind::memory_checker) || tool.id == "asan" || tool.id == "msan" ||
         tool.id == "go_msan" || tool.id == "rust_sanitizer" || tool.id == "ubsan";
}

/// The repository of a scanner runs it to test it: the tree holds its program.
bool holds_program(const Context& context, const Tool& tool) {
  const TreeIndex& tree = context.get<TreeIndex>();
  const ToolTable& table = context.get<ToolUses>().table();
  for (const std::string_view extension : {"sh", "py", "pl"}) {
    for (const Entry* entry : tree.with_extension(extension)) {
      const std::vector<ToolTable::Match> runs = table.script(entry->name());
      if (std::any_of(runs.begin(), runs.end(), [&](const auto& run) { return run.tool == &tool; }))
        return true;
    }
  }
  return false;
}

struct Seen {
  std::vector<const ToolUse*> varying, watching, memory;
  const CoverageGate* branches = nullptr;  // at least 80 % branch coverage counts by the criterion's own text
  std::vector<Evidence> targets;           // of Go's own fuzzing: no tool is named where they stand
  std::vector<Evidence> named;             // commands of pipelines that call themselves fuzzing

  bool any() const {
    return !varying.empty() || !watching.empty() || branches || !targets.empty() || !named.empty();
  }
};

std::vector<Evidence> go_targets(const Context& context) {
  constexpr std::size_t kMost = 3, kRead = 50;
  std::vector<Evidence> found;
  std::size_t read = 0;
  const TreeIndex& tree = context.get<TreeIndex>();
  for (const Entry* entry : tree.with_extension("go")) {
    const PathClass kind = tree.classify(*entry);
    if (kind.vendored || kind.test_data || !to_lower(entry->name()).ends_with("fuzz_test.go")) continue;
    if (found.size() == kMost || ++read > kRead) break;
    const FileText text = context.facts().text(*entry);
    if (text == nullptr) continue;
    int line = 0;
    for (const std::string_view words : split_lines(*text)) {
      ++line;
      if (!words.starts_with("func Fuzz") || words.find("*testing.F") == std::string_view::npos) continue;
      found.push_back({.path = clean_utf8(entry->path), .line = line, .excerpt = clean_utf8(words)});
      break;
    }
  }
  return found;
}

// "./scripts/fuzz-templates.sh", "make fuzz": home-made fuzzing, by the name that the project gave it.
std::vector<Evidence> named_fuzzing(const Context& context) {
  static const RE2 name(R"((?i)(?:^|[-_/:.])fuzz(?:ing|er|ers|test|tests)?(?:$|[-_:.]))", RE2::Latin1);
  static const RE2 runner(
      R"(make|just|task|npm|pnpm|yarn|bun|rake|invoke|nox|tox|bash|sh|python3?|node|ruby|perl)");
  std::vector<Evidence> found;
  context.get<Pipelines>().each_step([&](const Pipeline&, const Job& job, const Step& step) {
    if (!found.empty() || job.frequency() == Frequency::never) return;
    for (const CiCommand& command : step.commands) {
      const ShellCommand& shell = command.shell;
      const std::string program(shell.program());
      const bool script = !shell.words.empty() && shell.words[0].find('/') != std::string::npos;
      std::string_view what = script ? std::string_view(shell.words[0]) : std::string_view();
      if (!script && RE2::FullMatch(program, runner)) {
        what = shell.first_argument();
        if (what == "run" && shell.words.size() > 2) what = shell.words[2];
      }
      if (command.elsewhere || !RE2::PartialMatch(re2::StringPiece(what.data(), what.size()), name)) continue;
      found.push_back({.path = clean_utf8(command.path), .line = command.line, .excerpt = shell.text});
      return;
    }
  });
  return found;
}

// The criterion asks for a tool that varies its inputs, or for a suite with high branch coverage: a sanitizer
// watches, and alone is no answer. Fuzz targets are run by services outside the repository as well; that they
// are there is evidence.
Confidence confidence_of(const ToolUse& use, bool inputs) {
  if (!inputs) return Confidence::partial;
  if (use.how == How::ci && use.frequency >= Frequency::release) return Confidence::certain;
  if (use.how == How::ci || use.how == How::script || use.how == How::configured) return Confidence::likely;
  return Confidence::partial;
}

bool say_tool(const std::vector<const ToolUse*>& uses, bool inputs, FindingSink& out) {
  if (uses.empty()) return false;
  const ToolUse& best = *uses.front();
  const Confidence sure = confidence_of(best, inputs);
  std::string ask;
  if (best.how != How::ci) ask = msg("Is {} run before each release?", best.tool->name);
  if (!inputs && best.how == How::ci)
    ask = msg("Are the inputs varied, or does the test suite reach 80 % branch coverage?");
  out.met(kAnalysis, sure, msg("Dynamic analysis: {}.", describe(best)), evidence_of(uses), std::move(ask));
  return true;
}

void say_analysis(const Context& context, const Seen& seen, FindingSink& out) {
  // A property test library that is only named as a dependency says less than a sanitizer that runs in CI.
  const bool strong =
      !seen.varying.empty() && confidence_of(*seen.varying.front(), true) >= Confidence::likely;
  const bool watched = !seen.watching.empty() && seen.watching.front()->how == How::ci;
  if (strong || (!watched && !seen.branches)) {
    if (say_tool(seen.varying, true, out)) return;
  }
  if (seen.branches) {
    return out.met(kAnalysis, Confidence::strong,
                   msg("The test suite must keep {} % branch coverage, which counts as dynamic analysis.",
                       seen.branches->percent),
                   {seen.branches->evidence});
  }
  if (!seen.targets.empty()) {
    return out.met(kAnalysis, Confidence::partial,
                   msg("{} holds targets for Go's own fuzzing; no run was found that varies their inputs.",
                       place(seen.targets.front())),
                   seen.targets, msg("Is `go test -fuzz` run on them before each release?"));
  }
  if (say_tool(seen.watching, false, out)) return;
  if (!seen.named.empty()) {
    return out.met(
        kAnalysis, Confidence::partial,
        msg("{} runs what calls itself fuzzing; no tool for it was recognised.", place(seen.named.front())),
        seen.named, msg("Does it vary its inputs, and is it run before each release?"));
  }
  if (searched_everything(context)) {
    return out.unmet(kAnalysis, Confidence::partial,
                     msg("No fuzzer, sanitizer, memory checker or scanner of a running service was found."),
                     {},
                     msg("Is a dynamic analysis tool applied before a release, for example by OSS-Fuzz?"));
  }
  out.unknown(
      kAnalysis,
      msg("No dynamic analysis was found, but parts of the pipelines lie elsewhere or could not be read."),
      msg("Which dynamic analysis tool is applied before a release?"));
}

std::vector<std::string> unsafe_languages(const Languages& languages) {
  std::vector<std::string> names;
  for (const LanguageUse& language : languages.all()) {
    if (language.memory_unsafe) names.push_back(language.name);
  }
  return names;
}

/// Source in a memory-unsafe language that is no part of the tests: samples of a scanner are no software.
bool delivers_unsafe(const Context& context) {
  const LanguageFiles& files = context.get<LanguageFiles>();
  const TreeIndex& tree = context.get<TreeIndex>();
  const auto& entries = context.facts().snapshot().entries();
  for (std::size_t i = 0; i < entries.size() && i < files.use_of().size(); ++i) {
    const std::uint16_t use = files.use_of()[i];
    if (use != 0 && files.uses()[use - 1].memory_unsafe && !tree.classify(entries[i]).test) return true;
  }
  return false;
}

void say_unsafe(const Context& context, const Seen& seen, FindingSink& out) {
  const Languages& languages = context.get<Languages>();
  const std::vector<std::string> names = unsafe_languages(languages);
  if (names.empty()) {
    if (languages.complete())
      return out.not_applicable(
          kUnsafe, Confidence::certain,
          msg("No source of the project is written in a memory-unsafe language such as C or C++."));
    return out.unknown(
        kUnsafe,
        msg("No source in a memory-unsafe language was found, but not all of the repository could be read."),
        msg("Does the software contain C, C++ or assembly code?"));
  }
  if (languages.complete() && !delivers_unsafe(context)) {
    return out.not_applicable(kUnsafe, Confidence::likely,
                              msg("{} is found in the tests only, for example in {}; no other source of the "
                                  "project is written in a "
                                  "memory-unsafe language.",
                                  join_names(names), clean_utf8(languages.find(names.front())->example)));
  }
  const TestSuite& suite = context.get<TestSuite>();
  const auto runs = [](const std::vector<const ToolUse*>& uses) {
    return !uses.empty() && uses.front()->how == How::ci && uses.front()->frequency >= Frequency::weekly;
  };
  if (runs(seen.memory)) {
    const ToolUse& memory = *seen.memory.front();
    std::vector<const ToolUse*> both = seen.memory;
    both.insert(both.begin() + 1, seen.varying.begin(), seen.varying.end());
    if (runs(seen.varying)) {
      return out.met(kUnsafe, Confidence::certain,
                     msg("{} is run together with a memory checker: {}.", seen.varying.front()->tool->name,
                         describe(memory)),
                     evidence_of(both));
    }
    const bool tested = suite.exists();
    return out.met(
        kUnsafe, tested ? Confidence::likely : Confidence::partial,
        msg("The {} code is run with checks for memory errors: {}.", join_names(names), describe(memory)),
        evidence_of(both),
        tested ? std::string() : msg("Which tests or inputs are run with {}?", memory.tool->name));
  }
  if (!seen.memory.empty() || !seen.varying.empty()) {
    const std::vector<const ToolUse*>& uses = seen.memory.empty() ? seen.varying : seen.memory;
    return out.met(kUnsafe, Confidence::partial,
                   msg("{}; nothing was found that runs it routinely.", describe(*uses.front())),
                   evidence_of(uses), msg("Is {} run routinely?", uses.front()->tool->name));
  }
  const std::string found =
      msg("The project contains {}, but no dynamic tool with a check for memory errors was found.",
          join_names(names));
  const Evidence example{.path = clean_utf8(languages.find(names.front())->example)};
  const std::string ask = msg("Is a fuzzer or a test suite run with AddressSanitizer, Valgrind or the like?");
  if (searched_everything(context)) return out.unmet(kUnsafe, Confidence::partial, found, {example}, ask);
  out.unknown(kUnsafe, found, ask, {example});
}

// Commands and settings that turn assertions on for a run.
const CiCommand* assertion_switch(const Step& step) {
  static constexpr std::string_view kSwitches[] = {"-D_GLIBCXX_ASSERTIONS",    "-D_GLIBCXX_DEBUG",
                                                   "-D_LIBCPP_HARDENING_MODE", "ENABLE_ASSERTIONS=ON",
                                                   "--enable-assertions",      "--enable-assert",
                                                   "CMAKE_BUILD_TYPE=Debug",   "--enable-debug",
                                                   "--buildtype=debug",        "-UNDEBUG",
                                                   "-Db_ndebug=false",         "-enableassertions",
                                                   "PYTHONDEVMODE=1",          "-C debug-assertions",
                                                   "debug-assertions=yes",     "-ftrapv",
                                                   "zend.assertions=1",        "--config Debug"};
  for (const std::vector<CiCommand>* commands : {&step.commands, &step.resolved}) {
    for (const CiCommand& command : *commands) {
      std::string text = join(command.shell.env, " ") + " " + join(command.shell.words, " ");
      for (const std::string_view option : kSwitches) {
        if (text.find(option) != std::string::npos) return &command;
      }
    }
  }
  return nullptr;
}

// Test runners that leave assertions of the language on.
bool keeps_assertions(const std::string& tool) {
  for (const std::string_view name :
       {"cargo test", "pytest", "go test", "Maven tests", "Gradle tests", "unittest"}) {
    if (tool == name) return true;
  }
  return false;
}

void say_assertions(const Context& context, const Seen& seen, FindingSink& out) {
  const std::string ask = msg("Are run-time assertions turned on while testing or fuzzing?");
  const CiCommand* found = nullptr;
  std::string place;
  context.get<Pipelines>().each_step([&](const Pipeline& pipeline, const Job& job, const Step& step) {
    if (found || job.frequency() < Frequency::weekly) return;
    found = assertion_switch(step);
    if (found) place = describe(pipeline, job);
  });
  if (found) {
    return out.met(
        kAssertions,
        seen.any() || context.get<TestSuite>().in_ci() ? Confidence::likely : Confidence::partial,
        msg("A build with assertions is made in {}.", place),
        {Evidence{.path = clean_utf8(found->path), .line = found->line, .excerpt = found->shell.text}}, ask);
  }
  for (const TestRun& run : context.get<TestSuite>().runs) {
    if (!run.ci || run.may_fail || !keeps_assertions(run.what)) continue;
    return out.met(kAssertions, Confidence::partial,
                   msg("{}; it runs with the language's assertions turned on.", run.text), {run.evidence},
                   ask);
  }
  out.unknown(kAssertions, msg("No build or test run with assertions turned on was recognised."), ask,
              evidence_of(seen.watching, 2));
}

void say_fixed(const Context& context, const Seen& seen, FindingSink& out) {
  const std::string ask =
      msg("Are all exploitable vulnerabilities of medium or higher severity that dynamic analysis found, and "
          "that were confirmed, fixed in time?");
  if (seen.any()) {
    std::vector<const ToolUse*> uses = seen.varying;
    uses.insert(uses.end(), seen.watching.begin(), seen.watching.end());
    const auto gate =
        std::find_if(uses.begin(), uses.end(), [](const ToolUse* use) { return gates_changes(*use); });
    if (gate != uses.end()) {
      return out.met(kFixed, Confidence::partial,
                     msg("A finding fails the pipeline of the change: {}.", describe(**gate)),
                     {(*gate)->evidence}, ask);
    }
    return out.unknown(
        kFixed, msg("There is dynamic analysis; what became of its findings is not in the repository."), ask,
        uses.empty() ? joined({seen.targets, seen.named}) : evidence_of(uses, 2));
  }
  if (searched_everything(context)) {
    // The criterion's own words: who runs none has found nothing in this way.
    return out.not_applicable(kFixed, Confidence::likely,
                              msg("No dynamic analysis was found, so there are no findings of it to fix."),
                              {}, msg("Is dynamic analysis run elsewhere, for example by OSS-Fuzz?"));
  }
  out.unknown(
      kFixed,
      msg("No dynamic analysis was found, but parts of the pipelines lie elsewhere or could not be read."),
      ask);
}

void detect(const Context& context, FindingSink& out) {
  // The native part of a program is often its smallest, and the one that such tools are for.
  constexpr double kAnyShare = 0;
  Seen seen;
  seen.varying = uses_where(context, varies_inputs, kAnyShare);
  std::erase_if(seen.varying, [&](const ToolUse* use) {
    return use->tool->is(ToolKind::web_scanner) && holds_program(context, *use->tool);
  });
  seen.watching = uses_where(context, watches, kAnyShare);
  seen.memory = uses_where(context, watches_memory, kAnyShare);
  seen.branches = context.get<CoverageGates>().best(CoverageGate::Metric::branch, 80);
  if (seen.varying.empty()) seen.targets = go_targets(context);
  if (!seen.any()) seen.named = named_fuzzing(context);
  say_analysis(context, seen, out);
  say_unsafe(context, seen, out);
  say_assertions(context, seen, out);
  say_fixed(context, seen, out);
}

}  // namespace

extern const Detector dynamic_analysis;
const Detector dynamic_analysis{
    .id = "dynamic_analysis",
    .summary =
        "Looks for fuzzers, property tests, sanitizers, memory checkers and scanners of running services.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
