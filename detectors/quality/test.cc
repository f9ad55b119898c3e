// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether there is an automated test suite, and how it is started.
#include <re2/re2.h>

#include <utility>

#include "detectors/documents_util.h"
#include "detectors/quality/build_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/test_suite.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::string_view kTest = "test", kInvocation = "test_invocation";
constexpr std::string_view kCriteria[] = {kTest, kInvocation};

std::vector<Evidence> evidence_of(const TestSuite& suite) {
  std::vector<Evidence> found;
  if (const TestRun* run = suite.best()) found.push_back(run->evidence);
  found.insert(found.end(), suite.examples.begin(), suite.examples.end());
  return found;
}

/// Without a test project `dotnet test` runs nothing: the tests are scripts of another tool, such as Pester.
bool has_dotnet_tests(const Manifests& manifests) {
  const std::vector<const Manifest*> all = manifests.of("nuget");
  return std::any_of(all.begin(), all.end(), [](const Manifest* manifest) {
    return manifest->test || manifest->dependency("Microsoft.NET.Test.Sdk") != nullptr;
  });
}

/// The command that runs the tests of a package by the conventions of its package manager.
struct Convention {
  const Manifest* manifest = nullptr;
  std::string_view command;
};
Convention convention(const Context& context, const TestSuite& suite) {
  constexpr std::pair<std::string_view, std::string_view> kCommands[] = {
      {"maven", "mvn test"},   {"gradle", "gradle test"}, {"nuget", "dotnet test"}, {"go", "go test ./..."},
      {"cargo", "cargo test"}, {"hackage", "cabal test"}, {"swift", "swift test"},  {"hex", "mix test"},
      {"cran", "R CMD check"}, {"cpan", "make test"}};
  const Manifests& manifests = context.get<Manifests>();
  const Manifest* main = manifests.main();
  if (suite.files < 3 || main == nullptr || !main->readable) return {};
  if (main->ecosystem == "nuget" && !has_dotnet_tests(manifests)) return {};
  for (const auto& [ecosystem, command] : kCommands) {
    if (main->ecosystem == ecosystem) return {main, command};
  }
  return {};
}

/// The test file with which a target of the project's own begins; empty when it begins otherwise, or with a
/// file that runs others by its name. Whether such a target runs more was not looked at.
std::string begins_with(const Context& context, const TestRun& run) {
  static const RE2 runner(R"((?i)run|all|suite|main|check|driver|harness|^tests?\b)");
  if (run.ci || run.named_tool) return {};
  for (const std::string_view word : split(run.evidence.excerpt, ' ')) {
    const std::string_view path = word.starts_with("./") ? word.substr(2) : word;
    const Entry* entry = context.facts().snapshot().find(path);
    if (entry == nullptr || !entry->is_file() || !context.get<TreeIndex>().classify(*entry).test) continue;
    const std::string_view name = entry->name();
    if (!RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), runner)) return clean_utf8(path);
  }
  return {};
}

void say_test(const Context& context, const TestSuite& suite, FindingSink& out) {
  const TestRun* run = suite.best();
  if (!suite.exists()) {
    if (run && run->ci) {
      out.met(kTest, Confidence::partial,
              msg("{} runs, but no test files were recognised by their names.", run->text), {run->evidence},
              msg("Where are the tests that {} runs?", run->what));
    } else if (run) {
      out.unknown(kTest, msg("{} is there, but no test files were recognised by their names.", run->text),
                  msg("Where are the tests that {} runs?", run->what), {run->evidence});
    } else if (!suite.expected.empty()) {
      const std::string& data = suite.expected.front().path;
      out.unknown(
          kTest,
          msg("No test files were recognised by their names, but {} looks like a result that tests "
              "expect.",
              data),
          msg("What compares the results of the software with {}, and which command starts it?", data),
          suite.expected);
    } else if (!suite.complete) {
      out.unknown(kTest, msg("No tests were found, but not all of the repository could be read."),
                  msg("Is there an automated test suite, and where is it?"));
    } else {
      out.unmet(kTest, Confidence::strong,
                msg("No automated tests were found: no test files and no command that runs a test suite."));
    }
    return;
  }
  const std::string files = suite.files > 0 ? msg_n(suite.files, "{} test file", "{} test files")
                                            : msg("tests inside the source files");
  if (run && run->ci) {
    out.met(kTest, suite.files > 0 ? Confidence::certain : Confidence::strong,
            msg("The repository holds {}; they are run by {}.", files, run->text), evidence_of(suite));
  } else if (const std::string first = run ? begins_with(context, *run) : "";
             !first.empty() && suite.files > 1) {
    out.met(kTest, Confidence::likely,
            msg("The repository holds {}; {} begins with {}.", files, run->text, first), evidence_of(suite),
            msg("Does {} run the whole test suite?", run->what));
  } else if (run) {
    out.met(kTest, suite.files > 0 ? Confidence::strong : Confidence::likely,
            msg("The repository holds {}; {} runs them.", files, run->text), evidence_of(suite));
  } else if (const Convention usual = convention(context, suite); usual.manifest != nullptr) {
    out.met(kTest, Confidence::strong,
            msg("The repository holds {}, for example {}; `{}` runs them.", files,
                suite.examples.front().path, usual.command),
            joined({{evidence_of(*usual.manifest)}, suite.examples}));
  } else if (suite.files >= 3) {
    out.met(kTest, Confidence::likely,
            msg("The repository holds {}, for example {}; no command that runs them was found.", files,
                suite.examples.front().path),
            suite.examples, msg("Where is it documented how the tests are run?"));
  } else {
    out.met(kTest, Confidence::partial,
            msg("The repository holds {}; no command that runs them was found.", files), suite.examples,
            msg("Is this an automated test suite, and how is it run?"));
  }
}

void say_invocation(const Context& context, const TestSuite& suite, FindingSink& out) {
  const TestRun* standard = nullptr;
  for (const TestRun& run : suite.runs) {
    if (run.standard && !standard) standard = &run;
  }
  if (!suite.exists()) {
    if (suite.absent())
      out.unmet(kInvocation, Confidence::likely,
                msg("No automated test suite was found that could be invoked."));
    else
      out.unknown(kInvocation, msg("No test suite was recognised."),
                  msg("With which command is the test suite started?"));
  } else if (standard) {
    const bool both = standard->named_tool || suite.files > 0;
    out.met(kInvocation, both ? Confidence::strong : Confidence::likely,
            msg("The test suite is started with a usual command: {}.", standard->text), {standard->evidence});
  } else if (const TestRun* run = suite.best()) {
    out.met(kInvocation, Confidence::partial,
            msg("The test suite is started by a script of the project: {}.", run->text), {run->evidence},
            msg("Can the tests also be started in a way that is usual for the language?"));
  } else if (const Convention usual = convention(context, suite); usual.manifest != nullptr) {
    out.met(kInvocation, Confidence::likely,
            msg("The tests of a package of this kind are started with `{}`.", usual.command),
            {evidence_of(*usual.manifest)});
  } else {
    out.unknown(kInvocation, msg("There are test files, but no command that runs them was found."),
                msg("With which command is the test suite started?"), suite.examples);
  }
}

void detect(const Context& context, FindingSink& out) {
  const TestSuite& suite = context.get<TestSuite>();
  say_test(context, suite, out);
  say_invocation(context, suite, out);
}

}  // namespace

extern const Detector test;
const Detector test{
    .id = "test",
    .summary =
        "Looks for test files and for the commands that run them in pipelines, scripts and configuration.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
