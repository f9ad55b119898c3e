// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "scanner/engine/engine.h"

namespace badgescan::test {
namespace {

const Detector& detector_named(std::string_view id) {
  for (const Detector* detector : all_detectors()) {
    if (detector->id == id) return *detector;
  }
  FAIL("there is no detector " << id);
  std::abort();
}

/// Every question of every test's findings: exactly one, at the end. What is quoted or an address does not
/// count.
void check_ask(const Finding& finding) {
  std::string text = finding.ask;
  for (std::size_t open = 0; (open = text.find("“")) != std::string::npos;) {
    const std::size_t close = text.find("”", open);
    if (close == std::string::npos) break;
    text.erase(open, close + std::string_view("”").size() - open);
  }
  for (std::size_t at = 0; (at = text.find("://", at)) != std::string::npos;) {
    const std::size_t end = std::min(text.find_first_of(" ,)", at), text.size() - 1);
    text.erase(at, end - at);
  }
  const bool one = text.empty() || (text.back() == '?' && std::count(text.begin(), text.end(), '?') == 1);
  if (!one) FAIL_CHECK("the ask for " << finding.criterion << " is not one question: " << finding.ask);
}

std::string print(const Finding& finding) {
  std::string out = finding.criterion + ' ' + std::string(name_of(finding.status)) + '/' +
                    std::to_string(static_cast<int>(finding.confidence));
  if (finding.evidence.empty()) return out;
  const Evidence& best = finding.evidence.front();
  out += ' ' + (best.path.empty() ? best.url : best.path);
  if (best.line > 0) out += ':' + std::to_string(best.line);
  return out;
}

}  // namespace

const RuleSet& rules() {
  static const std::shared_ptr<const RuleSet> loaded = [] {
    Result<std::shared_ptr<const RuleSet>> result = RuleSet::load();
    if (!result) FAIL("the embedded rules do not load: " << result.error());
    return *result;
  }();
  return *loaded;
}

std::vector<Finding> findings(std::string_view detector, const Facts& facts) {
  const Detector* one[] = {&detector_named(detector)};
  std::vector<Finding> out = run_detectors(one, facts);
  for (const Finding& finding : out) check_ask(finding);
  for (const Note& note : facts.notes()) {
    // A detector that throws must not look like a detector that has nothing to say.
    if (note.text.starts_with("the detector ")) FAIL(note.text);
  }
  return out;
}

std::vector<Finding> findings(std::string_view detector, const Snapshot& snapshot,
                              const ScanOptions& options) {
  const Facts facts(snapshot, options, rules());
  return findings(detector, facts);
}

std::string run(std::string_view detector, const Facts& facts) {
  std::vector<Finding> found = findings(detector, facts);
  std::stable_sort(found.begin(), found.end(),
                   [](const Finding& a, const Finding& b) { return a.criterion < b.criterion; });
  std::string out;
  for (const Finding& finding : found) out += (out.empty() ? "" : "; ") + print(finding);
  return out;
}

std::string run(std::string_view detector, const Snapshot& snapshot, const ScanOptions& options) {
  const Facts facts(snapshot, options, rules());
  return run(detector, facts);
}

std::string shared_file(const std::string& name) {
  const std::string path = source_dir() + "/../shared/" + name;
  return std::filesystem::exists(path) ? path : std::string{};
}

std::string source_file(const std::string& path) {
  std::ifstream in(source_dir() + '/' + path, std::ios::binary);
  if (!in) FAIL("cannot read " << path);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace badgescan::test
