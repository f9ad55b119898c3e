// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/test_suite.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/scripts.h"
#include "scanner/facts/selection.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::size_t kRuns = 60;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

const std::set<std::string, std::less<>>& code_extensions() {
  static const std::set<std::string, std::less<>> kAll{
      "c",      "cc",     "cpp",     "cxx",   "m",    "mm",    "h",   "hpp", "py",   "pyx", "js",  "jsx",
      "ts",     "tsx",    "mjs",     "cjs",   "mts",  "cts",   "go",  "rs",  "java", "kt",  "kts", "scala",
      "groovy", "clj",    "cljs",    "cs",    "fs",   "vb",    "rb",  "php", "phpt", "pl",  "pm",  "t",
      "sh",     "bash",   "bats",    "swift", "dart", "ex",    "exs", "erl", "hs",   "lhs", "ml",  "mli",
      "jl",     "r",      "lua",     "nim",   "zig",  "d",     "cr",  "f90", "f",    "for", "adb", "ads",
      "vue",    "svelte", "feature", "robot", "ps1",  "elm",   "sol", "vhd", "vhdl", "v",   "sv",  "el",
      "lisp",   "rkt",    "scm",     "tcl",   "test", "gleam", "yml", "sql", "pas",  "cob", "cls", "prg",
      "as",     "ino",    "cu",      "tst",   "exp",  "at",    "bzl"};
  return kAll;
}

bool test_file(const TreeIndex& tree, const Entry& entry) {
  if (!entry.is_file()) return false;
  const PathClass kind = tree.classify(entry);
  if (!kind.test || kind.vendored || kind.test_data || kind.generated || kind.documentation) return false;
  const std::string_view name = entry.name();
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return entry.mode == Mode::executable;
  const std::string extension = to_lower(name.substr(dot + 1));
  if (!code_extensions().contains(extension) || extension == "yml") return false;
  // Benchmarks and fuzz targets lie in folders that count as tests; they are none. But the examples of
  // Go's fuzz tests run with the tests.
  const std::string lower = to_lower(entry.path);
  for (const std::string_view other :
       {"bench/", "benches/", "benchmark/", "benchmarks/", "fuzz/", "fuzzing/", "fuzzers/"}) {
    if (other.starts_with("fuzz") && lower.ends_with("_test.go")) continue;
    const std::size_t at = lower.find(other);
    if (at != std::string::npos && (at == 0 || lower[at - 1] == '/')) return false;
  }
  if (lower.find("benchmark", lower.rfind('/') + 1) != std::string::npos) return false;
  return name != "__init__.py" && extension != "h" && extension != "hpp";
}

// A target, script or task that says that it tests.
bool test_name(std::string_view name) {
  static const RE2 kTest(
      R"((?i)(?:(?:ci|run|make|all|local|full|docker|go|py|js|unit|integration|system|functional|e2e|smoke|regression|quick|short|slow|fast|cargo|check)[-_:.]?)*(?:tests?|spec|unit|units|unittests?|pytest|testsuite|e2e|smoke)(?:[-_:.].*)?|(?:run|make|ci)?[-_:.]?check(?:[-_:.](?:all|local|am|unit|tests?|integration|valgrind|full|world))?)");
  static const RE2 kNot(
      R"((?i)(lint|format|fmt|style|types?\b|licen[sc]e|docs?\b|deps|dependenc|spell|link|clean|build$|compile|watch|generate|install|setup|prepare|version|update|fixtures?|data|environment|env$|image|container|report|publish|deploy|artifacts?|tidy|vet|mod|dist$|headers?))");
  const re2::StringPiece piece(name.data(), name.size());
  return RE2::FullMatch(piece, kTest) && !RE2::PartialMatch(piece, kNot);
}

// The file name of a script that says that it tests: run-tests.sh, test.sh, runtests.
bool test_script(std::string_view path) {
  std::string_view name = program_name(path);
  for (const std::string_view ending : {".sh", ".bash", ".py", ".pl", ".rb"}) {
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
  }
  static const RE2 kEnds(R"((?i).*[-_](tests?|testsuite))");
  return name == "runtests" || name == "runtest" || test_name(name) ||
         RE2::FullMatch(re2::StringPiece(name.data(), name.size()), kEnds);
}

// What a build script of the project is told to test: "-Test", "--run-tests", "--target=Test", a bare "Test".
std::string told_to_test(const ShellCommand& command, const std::string& path, std::size_t first) {
  static const RE2 kBuild(R"((?i)(?:build|make|do|dev|run|ci|eng|x)(?:\.(?:sh|ps1|cmd|bat|py|cake))?)");
  static const RE2 kOption(R"((?i)--?(?:run-?)?tests?)");
  static const RE2 kTarget(R"((?i)--?(?:target|task|t)(?:[=:](.*))?)");
  if (!RE2::FullMatch(std::string(path.substr(path.rfind('/') + 1)), kBuild)) return {};
  for (std::size_t i = first; i < command.words.size(); ++i) {
    const std::string& word = command.words[i];
    std::string target = word;
    if (RE2::FullMatch(word, kTarget, &target) && target.empty() && i + 1 < command.words.size())
      target = command.words[++i];
    const bool option = RE2::FullMatch(word, kOption);
    if (option || (!target.starts_with("-") && test_name(target)))
      return path + " " + (option || target == word ? word : "--target " + target);
  }
  return {};
}

// What a command tests by its name; "" when it does not. `standard` is set for the usual tools.
std::string named_test(const ShellCommand& command, bool& standard) {
  const std::string_view program = command.program();
  standard = true;
  std::size_t first = 1;
  if (one_of(program, {"make", "gmake", "mingw32-make", "ninja", "rake", "just", "task", "composer", "invoke",
                       "scons", "waf", "nmake"})) {
    for (std::size_t i = first; i < command.words.size(); ++i) {
      const std::string& word = command.words[i];
      if (one_of(word, {"-C", "-f", "-j", "--directory"})) {
        ++i;
      } else if (!word.starts_with("-") && word.find('=') == std::string::npos && test_name(word)) {
        return std::string(program) + " " + word;
      }
    }
    return {};
  }
  if (one_of(program, {"npm", "pnpm", "yarn", "bun"})) {
    if (command.first_argument() == "t" || command.first_argument() == "tst")
      return std::string(program) + " test";
    for (std::size_t i = 1; i < command.words.size() && i < 8; ++i) {
      const std::string& word = command.words[i];
      if (one_of(word, {"install", "ci", "add", "i", "publish"})) return {};
      if (!word.starts_with("-") && test_name(word)) return std::string(program) + " " + word;
    }
    return {};
  }
  standard = false;
  std::string path = command.words[0];
  if (one_of(program, {"bash", "sh", "python", "python3", "perl", "ruby", "pwsh"})) {
    path = command.first_argument();
    if (path.find('.') == std::string::npos && path.find('/') == std::string::npos) return {};
  } else if (path.find('/') == std::string::npos && path.find('.') == std::string::npos) {
    return {};
  }
  if (test_script(path)) return path;
  const auto at = std::find(command.words.begin(), command.words.end(), path);
  return told_to_test(command, path, static_cast<std::size_t>(at - command.words.begin()) + 1);
}

// npm's stub and its like: the name of a test and nothing behind it.
bool placeholder(const std::vector<CiCommand>& commands) {
  return std::any_of(commands.begin(), commands.end(), [](const CiCommand& command) {
    return contains_ignoring_case(command.shell.text, "no test specified") ||
           contains_ignoring_case(command.shell.text, "no tests specified");
  });
}

// "behavior/golden/words/a.json": results that something compares with what the software does now.
bool expected_result(const TreeIndex& tree, const Entry& entry) {
  if (!entry.is_file() || tree.classify(entry).vendored) return false;
  for (const std::string_view part : split(entry.folder(), '/')) {
    if (one_of(to_lower(part), {"golden", "goldens", "__snapshots__", "approved", "expected"})) return true;
  }
  return false;
}

const Selection kExpected("expected_results", [](const Facts& facts, const Entry& entry) {
  return expected_result(facts.get<TreeIndex>(), entry);
});

const Selection kTestFiles("tests", [](const Facts& facts, const Entry& entry) {
  return test_file(facts.get<TreeIndex>(), entry);
});

class Collector {
 public:
  Collector(const Facts& facts, TestSuite& suite)
      : facts_(facts), suite_(suite), tree_(facts.get<TreeIndex>()) {}

  void run() {
    suite_.complete = tree_.complete();
    for (const Entry* entry : kTestFiles.of(facts_))
      if (suite_.files++ < 3) suite_.examples.push_back(Evidence{.path = clean_utf8(entry->path)});
    if (suite_.files == 0) expected_results();
    for (const std::string_view extension : {"rs", "d", "zig"}) {
      const std::vector<const Entry*> sources = tree_.with_extension(extension);
      suite_.inline_tests |= std::any_of(sources.begin(), sources.end(),
                                         [&](const Entry* entry) { return tree_.classify(*entry).own(); });
    }
    tools();
    pipelines();
    scripts();
    sort();
  }

 private:
  void expected_results() {
    constexpr std::size_t kFew = 3;
    const auto& found = kExpected.of(facts_);
    if (found.size() >= kFew) suite_.expected.push_back(Evidence{.path = clean_utf8(found.front()->path)});
  }

  // Of runs that are alike, those in the main language speak for the project.
  void tools() {
    const LanguageUse* main = facts_.get<Languages>().main();
    const std::string language = main == nullptr ? std::string() : main->name;
    tools([&](const Tool& tool) { return tool.speaks(language); });
    tools([&](const Tool& tool) { return !tool.speaks(language); });
  }

  template <class Wanted>
  void tools(const Wanted& wanted) {
    for (const ToolUse& use : facts_.get<ToolUses>().all()) {
      if (!use.tool->is(ToolKind::test_runner) || use.how <= How::dependency || !wanted(*use.tool)) continue;
      TestRun run;
      run.evidence = use.evidence;
      run.what = use.tool->name;
      run.place = use.place;
      run.text = describe(use);
      run.frequency = use.frequency;
      run.may_fail = use.may_fail;
      run.ci = use.how == How::ci;
      run.named_tool = true;
      suite_.runs.push_back(std::move(run));
    }
  }

  void pipelines() {
    facts_.get<Pipelines>().each_step([&](const Pipeline& pipeline, const Job& job, const Step& step) {
      const bool stub = placeholder(step.resolved);
      for (const std::vector<CiCommand>* commands : {&step.commands, &step.resolved}) {
        for (const CiCommand& command : *commands) {
          if (!stub && !command.elsewhere && suite_.runs.size() <= 4 * kRuns)
            named(pipeline, job, step, command);
        }
      }
    });
  }

  void named(const Pipeline& pipeline, const Job& job, const Step& step, const CiCommand& command) {
    bool standard = true;
    const std::string what = named_test(command.shell, standard);
    if (what.empty()) return;
    TestRun run;
    run.evidence =
        Evidence{.path = clean_utf8(command.path), .line = command.line, .excerpt = command.shell.text};
    run.what = clean_utf8(what);
    run.place = describe(pipeline, job);
    run.text = command.via.empty() ? msg("{} in {}", run.what, run.place)
                                   : msg("{} through {} in {}", run.what, clean_utf8(command.via), run.place);
    run.frequency = job.frequency();
    run.may_fail = job.failure_ignored || step.failure_ignored || command.shell.failure_ignored;
    run.ci = true;
    run.direct = command.via.empty();
    run.standard = standard;
    suite_.runs.push_back(std::move(run));
  }

  void scripts() {
    for (const Script& script : facts_.get<Scripts>().all()) {
      if (script.kind == ScriptKind::pre_commit || !test_name(script.name) || suite_.runs.size() > 8 * kRuns)
        continue;
      const PathClass kind = tree_.classify(std::string_view(script.path));
      if (kind.vendored || kind.example || placeholder(script.commands)) continue;
      const std::vector<CiCommand> commands = facts_.get<Scripts>().commands_of(script);
      if (commands.empty()) continue;
      TestRun run;
      run.evidence = Evidence{
          .path = clean_utf8(script.path), .line = script.line, .excerpt = commands.front().shell.text};
      run.what = typed(script.kind, clean_utf8(script.name));
      run.text = msg("{} of {}", run.what, run.evidence.path);
      run.standard = script.kind != ScriptKind::shell;
      suite_.runs.push_back(std::move(run));
    }
  }

  void sort() {
    const auto key = [](const TestRun& run) {
      const bool measures = contains_ignoring_case(run.place, "bench");  // runs tests on the way
      return std::tuple(!run.ci, run.may_fail, -static_cast<int>(run.frequency), measures, !run.named_tool,
                        !run.direct, !run.standard);
    };
    std::stable_sort(suite_.runs.begin(), suite_.runs.end(),
                     [&](const TestRun& a, const TestRun& b) { return key(a) < key(b); });
    if (suite_.runs.size() > kRuns) suite_.runs.resize(kRuns);
  }

  const Facts& facts_;
  TestSuite& suite_;
  const TreeIndex& tree_;
};

}  // namespace

TestSuite TestSuite::collect(const Facts& facts) {
  TestSuite suite;
  Collector(facts, suite).run();
  return suite;
}

const TestRun* TestSuite::in_ci() const {
  const auto found =
      std::find_if(runs.begin(), runs.end(), [](const TestRun& run) { return run.ci && !run.may_fail; });
  return found == runs.end() ? nullptr : &*found;
}

}  // namespace badgescan
