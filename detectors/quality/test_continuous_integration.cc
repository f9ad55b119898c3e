// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether CI runs the tests, and on every change.
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/test_suite.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::string_view kContinuous = "test_continuous_integration",
                           kEach = "automated_integration_testing";
constexpr std::string_view kCriteria[] = {kContinuous, kEach};

/// By pushes to the main line, whatever files they change.
bool started_by_pushes(const TestRun& run, const Pipelines& pipelines) {
  for (const Pipeline& pipeline : pipelines.all()) {
    for (const Job& job : pipeline.jobs) {
      if (describe(pipeline, job) != run.place) continue;
      for (const Trigger& trigger : job.triggers) {
        if (trigger.kind == TriggerKind::push && !trigger.narrow) return true;
      }
    }
  }
  return false;
}

void say_regular(const TestRun& run, const Pipelines& pipelines, FindingSink& out) {
  const Confidence sure = run.named_tool ? Confidence::certain : Confidence::strong;
  if (run.frequency == Frequency::every_change) {
    out.met(kContinuous, sure, msg("Tests run on every change: {}.", run.text), {run.evidence});
    // A pull request is the door to the shared branch where pushes start nothing.
    const bool push = started_by_pushes(run, pipelines);
    out.met(
        kEach, push ? sure : Confidence::strong,
        push ? msg("The tests run on each push to the shared repository and report success or failure: {}.",
                   run.text)
             : msg("The tests run on each pull request and report success or failure: {}.", run.text),
        {run.evidence});
    return;
  }
  if (run.frequency == Frequency::daily) {
    out.met(kContinuous, Confidence::likely, msg("Tests run daily: {}.", run.text), {run.evidence});
  } else {
    out.unknown(kContinuous,
                msg("Tests run in CI, but not on every change ({}): {}.", name_of(run.frequency), run.text),
                msg("Is there another service that tests every change?"), {run.evidence});
  }
  out.unmet(kEach, Confidence::partial,
            msg("Tests run in CI, but no pipeline was found that runs them on each check-in: {}.", run.text),
            {run.evidence}, msg("Is there another service that tests each check-in?"));
}

/// A folder of scripts for a CI service that is set up elsewhere; null when there is none.
const Entry* ci_script(const TreeIndex& tree) {
  for (const std::string_view folder : {".ci", "ci"}) {
    for (const Entry* entry : tree.in_folder(folder)) {
      if (entry->mode == Mode::executable || entry->path.ends_with(".sh")) return entry;
    }
  }
  return nullptr;
}

void say_none(const Context& context, const TestSuite& suite, const Pipelines& pipelines, FindingSink& out) {
  const bool hidden = !pipelines.complete();
  const Entry* script = ci_script(context.get<TreeIndex>());
  for (const std::string_view criterion : kCriteria) {
    if (suite.absent()) {
      out.unmet(criterion, Confidence::likely, msg("No automated tests were found, so none run in CI."));
    } else if (pipelines.all().empty() && script != nullptr) {
      const std::string path = clean_utf8(script->path);
      out.unknown(criterion,
                  msg("{} looks like a script for CI, but what starts it is not in the repository.", path),
                  msg("Which service runs {}, and does each change start it?", path), {{.path = path}});
    } else if (pipelines.all().empty() && !hidden) {
      out.unmet(criterion, Confidence::partial, msg("No CI pipeline was found in the repository."), {},
                msg("Does a service that is set up elsewhere run the tests on each change?"));
    } else {
      std::vector<Evidence> seen;
      std::vector<std::string> names;
      for (const Pipeline& pipeline : pipelines.all()) {
        if (seen.empty()) seen.push_back(Evidence{.path = clean_utf8(pipeline.path)});
        names.push_back(clean_utf8(pipeline.path));
      }
      out.unknown(criterion,
                  hidden ? msg("No test run was recognised in the pipelines, and parts of them lie elsewhere "
                               "or could not be read.")
                         : msg("No test run was recognised in the pipelines of the repository ({}).",
                               join_names(names, 3)),
                  msg("Which pipeline, here or of a service that is set up elsewhere, runs the tests on each "
                      "change?"),
                  std::move(seen));
    }
  }
}

void detect(const Context& context, FindingSink& out) {
  const TestSuite& suite = context.get<TestSuite>();
  const Pipelines& pipelines = context.get<Pipelines>();
  if (const TestRun* run = suite.in_ci()) {
    // A runner without any test file proves little.
    if (suite.exists()) return say_regular(*run, pipelines, out);
    for (const std::string_view criterion : kCriteria) {
      out.met(criterion, Confidence::partial,
              msg("{} runs, but no test files were recognised by their names.", run->text), {run->evidence},
              msg("Where are the tests that {} runs?", run->what));
    }
    return;
  }
  if (const TestRun* run = suite.best(); run && run->ci) {
    for (const std::string_view criterion : kCriteria) {
      out.unknown(criterion, msg("Tests run in CI, but their failure is ignored: {}.", run->text),
                  msg("Is a failure of these tests reported to the developers?"), {run->evidence});
    }
    return;
  }
  say_none(context, suite, pipelines, out);
}

}  // namespace

extern const Detector test_continuous_integration;
const Detector test_continuous_integration{
    .id = "test_continuous_integration",
    .summary = "Looks for pipelines that run the tests, and for what starts them.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
