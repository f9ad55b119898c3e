// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/coverage.h"

#include <re2/re2.h>

#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/base/yaml.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/pipelines.h"
#include "scanner/facts/scripts.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

using Metric = CoverageGate::Metric;
constexpr std::size_t kGates = 200;

RE2::Options latin1() {
  RE2::Options options(RE2::Latin1);
  options.set_log_errors(false);
  options.set_case_sensitive(false);
  return options;
}

// A threshold that stands on one line of a file. `inside`: a word that must have occurred in the file at most
// `reach` lines before (0 = anywhere before).
struct LineRule {
  const char* name;  // of the file; a leading '*' is an ending
  const char* inside;
  int reach;
  const char* pattern;  // group 1: the number
  Metric metric;
  const char* what;
};

constexpr LineRule kRules[] = {
    {".coveragerc", "[report]", 0, R"re(^\s*fail_under\s*=\s*([0-9.]+))re", Metric::statement,
     "coverage.py fail_under"},
    {"setup.cfg", "coverage:report", 20, R"re(^\s*fail_under\s*=\s*([0-9.]+))re", Metric::statement,
     "coverage.py fail_under"},
    {"tox.ini", "coverage:report", 20, R"re(^\s*fail_under\s*=\s*([0-9.]+))re", Metric::statement,
     "coverage.py fail_under"},
    {"pyproject.toml", "tool.coverage.report", 30, R"re(^\s*fail_under\s*=\s*([0-9.]+))re", Metric::statement,
     "coverage.py fail_under"},
    {"pyproject.toml", "", 0, R"re(--cov-fail-under[= ]([0-9.]+))re", Metric::statement,
     "pytest --cov-fail-under"},
    {"setup.cfg", "", 0, R"re(--cov-fail-under[= ]([0-9.]+))re", Metric::statement,
     "pytest --cov-fail-under"},
    {"pytest.ini", "", 0, R"re(--cov-fail-under[= ]([0-9.]+))re", Metric::statement,
     "pytest --cov-fail-under"},
    {"tox.ini", "", 0, R"re(--cov-fail-under[= ]([0-9.]+))re", Metric::statement, "pytest --cov-fail-under"},
    {"jest.config.*", "coverageThreshold", 12, R"re(["']?(?:lines|statements)["']?\s*:\s*([0-9.]+))re",
     Metric::statement, "jest coverageThreshold"},
    {"jest.config.*", "coverageThreshold", 12, R"re(["']?branches["']?\s*:\s*([0-9.]+))re", Metric::branch,
     "jest coverageThreshold"},
    {"vitest.config.*", "thresholds", 12, R"re(["']?(?:lines|statements)["']?\s*:\s*([0-9.]+))re",
     Metric::statement, "vitest thresholds"},
    {"vitest.config.*", "thresholds", 12, R"re(["']?branches["']?\s*:\s*([0-9.]+))re", Metric::branch,
     "vitest thresholds"},
    {"vite.config.*", "thresholds", 12, R"re(["']?(?:lines|statements)["']?\s*:\s*([0-9.]+))re",
     Metric::statement, "vitest thresholds"},
    {"vite.config.*", "thresholds", 12, R"re(["']?branches["']?\s*:\s*([0-9.]+))re", Metric::branch,
     "vitest thresholds"},
    {"karma.conf.*", "check", 12, R"re((?:lines|statements)\s*:\s*([0-9.]+))re", Metric::statement,
     "karma-coverage check"},
    {"karma.conf.*", "check", 12, R"re(branches\s*:\s*([0-9.]+))re", Metric::branch, "karma-coverage check"},
    {"tarpaulin.toml", "", 0, R"re(^\s*fail-under\s*=\s*([0-9.]+))re", Metric::statement,
     "tarpaulin fail-under"},
    {".tarpaulin.toml", "", 0, R"re(^\s*fail-under\s*=\s*([0-9.]+))re", Metric::statement,
     "tarpaulin fail-under"},
    {".testcoverage.yml", "threshold", 6, R"re(^\s*total\s*:\s*([0-9.]+))re", Metric::statement,
     "go-test-coverage threshold"},
    {"coveralls.json", "", 0, R"re("minimum_coverage"\s*:\s*([0-9.]+))re", Metric::statement,
     "excoveralls minimum_coverage"},
    {".simplecov", "", 0, R"re(minimum_coverage(?:[\s(]+|\s*.*\bline:\s*)([0-9.]+))re", Metric::statement,
     "SimpleCov minimum_coverage"},
    {".simplecov", "", 0, R"re(minimum_coverage.*\bbranch:\s*([0-9.]+))re", Metric::branch,
     "SimpleCov minimum_coverage"},
    {"spec_helper.rb", "", 0, R"re(minimum_coverage(?:[\s(]+|\s*.*\bline:\s*)([0-9.]+))re", Metric::statement,
     "SimpleCov minimum_coverage"},
    {"spec_helper.rb", "", 0, R"re(minimum_coverage.*\bbranch:\s*([0-9.]+))re", Metric::branch,
     "SimpleCov minimum_coverage"},
    {"test_helper.rb", "", 0, R"re(minimum_coverage(?:[\s(]+|\s*.*\bline:\s*)([0-9.]+))re", Metric::statement,
     "SimpleCov minimum_coverage"},
    {"test_helper.rb", "", 0, R"re(minimum_coverage.*\bbranch:\s*([0-9.]+))re", Metric::branch,
     "SimpleCov minimum_coverage"},
    {"build.gradle", "jacoco", 0, R"re(^\s*minimum\s*=\s*["']?(?:BigDecimal\()?["']?([0-9.]+))re",
     Metric::statement, "JaCoCo minimum"},
    {"build.gradle.kts", "jacoco", 0, R"re(^\s*minimum\s*=\s*["']?([0-9.]+))re", Metric::statement,
     "JaCoCo minimum"},
    {"build.gradle.kts", "kover", 0, R"re(minBound\(([0-9.]+)\))re", Metric::statement, "Kover minBound"},
    {"build.gradle", "kover", 0, R"re(minBound\(([0-9.]+)\))re", Metric::statement, "Kover minBound"},
    {"pom.xml", "jacoco", 0, R"re(<minimum>\s*([0-9.]+)\s*%?\s*</minimum>)re", Metric::statement,
     "JaCoCo minimum"},
    {"build.sbt", "", 0, R"re(coverageMinimum(?:StmtTotal)?\s*:=\s*([0-9.]+))re", Metric::statement,
     "scoverage minimum"},
    {"build.sbt", "", 0, R"re(coverageMinimumBranchTotal\s*:=\s*([0-9.]+))re", Metric::branch,
     "scoverage minimum"},
    {"mix.exs", "test_coverage", 6, R"re(threshold:\s*([0-9.]+))re", Metric::statement,
     "mix test coverage threshold"},
    {"gcovr.cfg", "", 0, R"re(^\s*fail-under-line\s*=\s*([0-9.]+))re", Metric::statement,
     "gcovr fail-under-line"},
    {"gcovr.cfg", "", 0, R"re(^\s*fail-under-branch\s*=\s*([0-9.]+))re", Metric::branch,
     "gcovr fail-under-branch"},
    {".nycrc", "", 0, R"re("(?:lines|statements)"\s*:\s*([0-9.]+))re", Metric::statement,
     "nyc check-coverage"},
    {".nycrc", "", 0, R"re("branches"\s*:\s*([0-9.]+))re", Metric::branch, "nyc check-coverage"},
    {".nycrc.json", "", 0, R"re("(?:lines|statements)"\s*:\s*([0-9.]+))re", Metric::statement,
     "nyc check-coverage"},
    {".nycrc.json", "", 0, R"re("branches"\s*:\s*([0-9.]+))re", Metric::branch, "nyc check-coverage"},
    {".c8rc.json", "", 0, R"re("(?:lines|statements)"\s*:\s*([0-9.]+))re", Metric::statement,
     "c8 check-coverage"},
    {".c8rc.json", "", 0, R"re("branches"\s*:\s*([0-9.]+))re", Metric::branch, "c8 check-coverage"},
};

// The same in a command.
struct OptionRule {
  const char* program;  // "" = any
  const char* option;
  Metric metric;
};
constexpr OptionRule kOptions[] = {
    {"", "--cov-fail-under", Metric::statement},
    {"coverage", "--fail-under", Metric::statement},
    {"cargo", "--fail-under-lines", Metric::statement},
    {"cargo", "--fail-under-regions", Metric::statement},
    {"cargo", "--fail-under", Metric::statement},
    {"gcovr", "--fail-under-line", Metric::statement},
    {"gcovr", "--fail-under-branch", Metric::branch},
    {"very_good", "--min-coverage", Metric::statement},
    {"vitest", "--coverage.thresholds.lines", Metric::statement},
    {"vitest", "--coverage.thresholds.branches", Metric::branch},
    {"nyc", "--lines", Metric::statement},
    {"nyc", "--statements", Metric::statement},
    {"nyc", "--branches", Metric::branch},
    {"c8", "--lines", Metric::statement},
    {"c8", "--statements", Metric::statement},
    {"c8", "--branches", Metric::branch},
    {"dotnet", "/p:Threshold", Metric::statement},
    {"dotnet", "-p:Threshold", Metric::statement},
};

// What the tools behind thresholds look at, by the beginning of CoverageGate::what.
struct Reach {
  std::string_view tool, languages;  ///< between commas
};
constexpr std::string_view kScript = ",JavaScript,TypeScript,CoffeeScript,Vue,Svelte,Astro,";
constexpr Reach kReaches[] = {{"coverage", ",Python,"},
                              {"pytest", ",Python,"},
                              {"jest", kScript},
                              {"vitest", kScript},
                              {"karma", kScript},
                              {"nyc", kScript},
                              {"c8", kScript},
                              {"tarpaulin", ",Rust,"},
                              {"cargo", ",Rust,"},
                              {"go-test-coverage", ",Go,"},
                              {"excoveralls", ",Elixir,"},
                              {"mix test", ",Elixir,"},
                              {"SimpleCov", ",Ruby,"},
                              {"JaCoCo", ",Java,Kotlin,Groovy,Scala,"},
                              {"Kover", ",Kotlin,Java,"},
                              {"scoverage", ",Scala,Java,"},
                              {"gcovr", ",C,C++,Objective-C,Fortran,"},
                              {"very_good", ",Dart,"},
                              {"dotnet", ",C#,F#,Visual Basic .NET,"}};

double number_of(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return end == text.c_str() ? -1 : value;
}

class Collector {
 public:
  Collector(const Facts& facts, std::vector<CoverageGate>& out)
      : facts_(facts), out_(out), tree_(facts.get<TreeIndex>()) {}

  void run() {
    files();
    codecov();
    settings();
    facts_.get<Pipelines>().each_step([&](const Pipeline&, const Job&, const Step& step) {
      for (const CiCommand& command : step.commands) options(command, step.failure_ignored);
      for (const CiCommand& command : step.resolved) options(command, step.failure_ignored);
    });
    for (const Script& script : facts_.get<Scripts>().all()) {
      for (const CiCommand& command : script.commands) options(command, false);
    }
  }

 private:
  bool ours(std::string_view path) const {
    const PathClass kind = tree_.classify(path);
    return !kind.vendored && !kind.test_data && !kind.example;
  }

  void add(Metric metric, double percent, std::string what, std::string_view path, int line,
           std::string_view text, bool narrow) {
    if (percent > 0 && percent <= 1) percent *= 100;  // JaCoCo's ratios
    if (percent <= 1 || percent > 100 || out_.size() >= kGates) return;
    CoverageGate gate;
    gate.metric = metric;
    gate.percent = percent;
    gate.what = std::move(what);
    gate.narrow = narrow;
    gate.evidence.path = clean_utf8(path);
    gate.evidence.line = line;
    gate.evidence.excerpt = shorten(clean_utf8(trim(text)), 160);
    out_.push_back(std::move(gate));
  }

  static bool sub_package(const Entry& entry) {
    const std::string_view name = entry.name();
    if (name == "spec_helper.rb" || name == "test_helper.rb") return false;
    const std::string folder = to_lower(entry.folder());
    return !folder.empty() && folder != ".config" && folder != "config" && folder != "test" &&
           folder != "tests";
  }

  void files() {
    static const std::vector<std::unique_ptr<RE2>>& compiled = *[] {
      auto* all = new std::vector<std::unique_ptr<RE2>>;
      for (const LineRule& rule : kRules) all->push_back(std::make_unique<RE2>(rule.pattern, latin1()));
      return all;
    }();
    for (std::size_t i = 0; i < std::size(kRules); ++i) {
      const LineRule& rule = kRules[i];
      std::vector<std::string> names{rule.name};
      if (names[0].ends_with(".*")) {
        const std::string stem = names[0].substr(0, names[0].size() - 1);
        names.clear();
        for (const char* ending : {"js", "ts", "mjs", "cjs", "mts", "cts", "json"})
          names.push_back(stem + ending);
      }
      for (const std::string& name : names) {
        std::size_t taken = 0;
        for (const Entry* entry : tree_.named(name)) {
          if (!ours(entry->path) || taken++ >= 30) continue;
          if (const FileText text = facts_.text(*entry)) lines(*entry, *text, rule, *compiled[i]);
        }
      }
    }
  }

  void lines(const Entry& entry, const std::string& text, const LineRule& rule, const RE2& pattern) {
    const std::string_view inside = rule.inside;
    if (!inside.empty() && !contains_ignoring_case(text, inside)) return;
    // nyc and c8 only look when they are told to check.
    if (std::string_view(rule.what).ends_with("check-coverage") &&
        !RE2::PartialMatch(text, R"re("check-coverage"\s*:\s*true|"checkCoverage"\s*:\s*true)re"))
      return;
    int number = 0, seen = inside.empty() ? 1 : 0;
    bool branch = false;
    for (const std::string_view line : split_lines(text)) {
      ++number;
      if (!inside.empty() && contains_ignoring_case(line, inside)) seen = number;
      if (contains_ignoring_case(line, "counter")) branch = contains_ignoring_case(line, "branch");
      re2::StringPiece value;
      if (seen == 0 || (rule.reach > 0 && number - seen > rule.reach)) continue;
      if (!RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), pattern, &value)) continue;
      const Metric metric = branch ? Metric::branch : rule.metric;
      add(metric, number_of(value.as_string()), rule.what, entry.path, number, line, sub_package(entry));
    }
  }

  // codecov.yml: coverage.status.project.<name>.target; `auto` and patch targets are relative.
  void codecov() {
    for (const char* name : {"codecov.yml", ".codecov.yml", "codecov.yaml", ".codecov.yaml"}) {
      for (const Entry* entry : tree_.named(name)) {
        const FileText text = ours(entry->path) ? facts_.text(*entry) : nullptr;
        const Result<YamlFile> file = YamlFile::parse(text ? *text : std::string());
        if (!text || !file) continue;
        const YamlNode project = file->root()["coverage"]["status"]["project"];
        const auto target = [&](YamlNode node, std::string_view flag) {
          if (node["informational"].is_true() || node["enabled"].is_false() || !node["target"].is_scalar())
            return;
          const std::string value(node["target"].text()), below(node["threshold"].text());
          const double slack = std::max(0.0, number_of(below));  // how far a change may lower it
          add(Metric::statement, number_of(value) - slack, "Codecov project target", entry->path,
              node["target"].line(), "target: " + value + (slack > 0 ? ", threshold: " + below : ""),
              flag != "default");
        };
        target(project, "default");
        for (std::size_t i = 0; project.is_mapping() && i < project.size() && i < 50; ++i)
          target(project[i], project.key(i));
      }
    }
  }

  // package.json and others that manifests read already.
  void settings() {
    for (const Manifest& manifest : facts_.get<Manifests>().all()) {
      if (manifest.example || !ours(manifest.path)) continue;
      const ManifestSetting* check = manifest.setting("nyc.check-coverage");
      for (const ManifestSetting& setting : manifest.settings) {
        const bool jest = setting.key.starts_with("jest.coverageThreshold.global.");
        const bool nyc = setting.key.starts_with("nyc.") && check && check->value == "true";
        if (!jest && !nyc) continue;
        const std::string key = setting.key.substr(setting.key.rfind('.') + 1);
        if (key != "lines" && key != "statements" && key != "branches") continue;
        add(key == "branches" ? Metric::branch : Metric::statement, number_of(setting.value),
            jest ? "jest coverageThreshold" : "nyc check-coverage", manifest.path, setting.line,
            setting.key + ": " + setting.value, manifest.path.find('/') != std::string::npos);
      }
    }
  }

  void options(const CiCommand& command, bool ignored) {
    if (ignored || command.shell.failure_ignored || !ours(command.path)) return;
    const std::string_view own = command.shell.program();
    for (const OptionRule& rule : kOptions) {
      const std::string_view program = rule.program;
      if (!program.empty() && own != program) continue;
      const bool checks = (program == "nyc" || program == "c8") && !command.shell.has("--check-coverage") &&
                          !command.shell.has("check-coverage");
      const std::string_view value = command.shell.option(rule.option);
      if (value.empty() || checks) continue;
      add(rule.metric, number_of(std::string(value)),
          std::string(command.shell.program()) + " " + rule.option, command.path, command.line,
          command.shell.text, false);
    }
  }

  const Facts& facts_;
  std::vector<CoverageGate>& out_;
  const TreeIndex& tree_;
};

}  // namespace

CoverageGates CoverageGates::collect(const Facts& facts) {
  CoverageGates made;
  Collector(facts, made.all_).run();
  std::stable_sort(made.all_.begin(), made.all_.end(), [](const CoverageGate& a, const CoverageGate& b) {
    return a.narrow != b.narrow ? b.narrow : a.percent > b.percent;
  });
  return made;
}

bool CoverageGate::measures(std::string_view language) const {
  const auto reach = std::find_if(std::begin(kReaches), std::end(kReaches),
                                  [&](const Reach& known) { return what.starts_with(known.tool); });
  return reach == std::end(kReaches) ||
         reach->languages.find("," + std::string(language) + ",") != std::string_view::npos;
}

bool CoverageGate::holds(Metric asked, double least) const {
  // All lines of a fully covered program still need not cover all branches, but all branches cover the lines.
  return (metric == asked || metric == Metric::branch) && percent >= least;
}

const CoverageGate* CoverageGates::best(CoverageGate::Metric metric, double least) const {
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [&](const CoverageGate& gate) { return gate.holds(metric, least); });
  return found == all_.end() ? nullptr : &*found;
}

}  // namespace badgescan
