// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// How much of the code the tests reach: thresholds that the project sets, and whether coverage is measured.
#include <algorithm>
#include <cmath>

#include "detectors/analysis/tools_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/coverage.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/test_suite.h"

namespace badgescan {
namespace {

using Metric = CoverageGate::Metric;
constexpr std::string_view kMost = "test_most", k80 = "test_statement_coverage80",
                           k90 = "test_statement_coverage90", kBranch = "test_branch_coverage80";
constexpr std::string_view kCriteria[] = {kMost, k80, k90, kBranch};

struct Asked {
  std::string_view criterion;
  Metric metric;
  double least;
};
constexpr Asked kAsked[] = {
    {k80, Metric::statement, 80}, {k90, Metric::statement, 90}, {kBranch, Metric::branch, 80}};

std::string said(const CoverageGate& gate) {
  return msg("{} fails below {} % ({})", gate.what, gate.percent, gate.evidence.path);
}

/// How much of what users run counts towards such thresholds, if that is the smaller part; else nothing.
std::string smaller_part(const Context& context, Metric metric, double least) {
  const std::vector<CoverageGate>& gates = context.get<CoverageGates>().all();
  const double share = context.get<Languages>().shipped_in([&](const LanguageUse& language) {
    return std::any_of(gates.begin(), gates.end(), [&](const CoverageGate& gate) {
      return !gate.narrow && gate.holds(metric, least) && gate.measures(language.name);
    });
  });
  return share >= 0.5
             ? std::string()
             : msg("Only {} % of the code is in a language that it looks at.", std::lround(share * 100));
}

/// A service that is set up, but nothing that sends it a measurement.
std::string not_measured(const std::vector<const ToolUse*>& uses) {
  if (uses.empty()) return msg("No measurement of test coverage was found.");
  return msg("There is {}, but nothing was found that measures the coverage.", describe(*uses.front()));
}

void say_share(const Asked& asked, const Context& context, const std::vector<const ToolUse*>& uses,
               const ToolUse* measured, FindingSink& out) {
  const TestSuite& suite = context.get<TestSuite>();
  const CoverageGates& gates = context.get<CoverageGates>();
  const std::string ask =
      asked.metric == Metric::branch
          ? msg("What is the branch coverage of the test suite, and where is it shown?")
          : msg("What is the statement coverage of the test suite, and where is it shown?");
  if (const CoverageGate* gate = gates.best(asked.metric, asked.least)) {
    // A threshold in a file holds only where something runs the tests with it.
    const bool kept = suite.in_ci() != nullptr;
    const std::string part = gate->narrow ? std::string() : smaller_part(context, asked.metric, asked.least);
    const bool narrow = gate->narrow || !part.empty();
    const Confidence sure = kept ? Confidence::strong : Confidence::likely;
    const std::string text = msg("The tests must keep their coverage: {}.", said(*gate));
    return out.met(asked.criterion, narrow ? Confidence::partial : sure,
                   part.empty() ? text : text + " " + part, {gate->evidence}, narrow ? ask : std::string());
  }
  if (suite.absent()) {
    return out.unmet(asked.criterion, Confidence::likely,
                     msg("No automated tests were found, so nothing is covered."));
  }
  if (const CoverageGate* lower = gates.best(asked.metric, 0)) {
    return out.unknown(asked.criterion,
                       msg("The threshold that the project sets is lower: {}.", said(*lower)), ask,
                       {lower->evidence});
  }
  if (measured) {
    return out.unknown(
        asked.criterion,
        asked.metric == Metric::branch
            ? msg("Coverage is measured ({}), but no threshold for branches was found.", describe(*measured))
            : msg("Coverage is measured ({}), but no threshold was found.", describe(*measured)),
        ask, {measured->evidence});
  }
  out.unknown(asked.criterion, not_measured(uses), ask, evidence_of(uses, 1));
}

void say_most(const Context& context, const ToolUse* measured, FindingSink& out) {
  const TestSuite& suite = context.get<TestSuite>();
  const std::string ask = msg("Do the tests cover most of the branches, inputs and functions?");
  if (const CoverageGate* gate = context.get<CoverageGates>().best(Metric::statement, 75);
      gate && !gate->narrow && smaller_part(context, Metric::statement, 75).empty()) {
    return out.met(kMost, Confidence::strong, msg("The tests must cover most of the code: {}.", said(*gate)),
                   {gate->evidence});
  }
  if (!suite.exists() && suite.runs.empty()) {
    if (suite.absent()) return out.unmet(kMost, Confidence::likely, msg("No automated tests were found."));
    return out.unknown(
        kMost,
        suite.expected.empty()
            ? msg("No automated tests were found, but not all of the repository could be read.")
            : msg("No test files were recognised by their names, but {} looks like a result that tests "
                  "expect.",
                  suite.expected.front().path),
        ask, suite.expected);
  }
  std::size_t sources = 0;
  for (const LanguageUse* language : context.get<Languages>().programming(0.0)) sources += language->files;
  const std::string ratio = msg_n(suite.files, "{} of {} source files is a test file",
                                  "{} of {} source files are test files", sources);
  // Many tests and a measurement make it likely; only a figure would prove it.
  if (measured && suite.files * 4 >= sources && suite.files >= 5) {
    return out.met(kMost, Confidence::likely,
                   msg("Coverage is measured ({}), and {}.", describe(*measured), ratio),
                   {measured->evidence});
  }
  if (measured || suite.files * 3 >= sources) {
    return out.met(
        kMost, Confidence::partial,
        measured ? msg("Coverage is measured ({}); {}.", describe(*measured), ratio) : msg("{}.", ratio),
        measured ? std::vector<Evidence>{measured->evidence} : suite.examples, ask);
  }
  out.unknown(kMost, msg("{}; no measurement of coverage was found.", ratio), ask, suite.examples);
}

void detect(const Context& context, FindingSink& out) {
  const std::vector<const ToolUse*> uses =
      uses_where(context, [](const Tool& tool) { return tool.is(ToolKind::coverage); });
  const ToolUse* measured = uses.empty() || uses.front()->how < How::script ? nullptr : uses.front();
  for (const Asked& asked : kAsked) say_share(asked, context, uses, measured, out);
  say_most(context, measured, out);
}

}  // namespace

extern const Detector test_coverage;
const Detector test_coverage{
    .id = "test_coverage",
    .summary = "Looks for thresholds of test coverage and for the measurement of coverage.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
