// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/insights.h"

#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/rules/rule_set.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

/// "criterion Status/confidence path:line" of each finding, sorted; then the notes.
std::string said(const Snapshot& snapshot) {
  const ScanOptions options{.now = test::kNow};
  const Facts facts(snapshot, options, test::rules());
  std::vector<std::string> out;
  for (const Finding& finding : facts.get<Insights>().findings) {
    out.push_back(finding.criterion + " " + std::string(name_of(finding.status)) + "/" +
                  std::to_string(static_cast<int>(finding.confidence)) + " " + finding.evidence.front().path +
                  ":" + std::to_string(finding.evidence.front().line));
  }
  std::sort(out.begin(), out.end());
  for (const Note& note : facts.notes()) out.push_back(std::string(name_of(note.kind)) + " " + note.text);
  return join(out, "; ");
}

TEST_CASE("security insights of version 2 are read", "[insights]") {
  const test::MemorySnapshot snapshot{
      {".github/SECURITY-INSIGHTS.yml",
       "header:\n  schema-version: 2.0.0\n"
       "project:\n  vulnerability-reporting:\n    reports-accepted: true\n"
       "repository:\n  status: abandoned\n  security:\n    tools:\n"
       "      - name: x\n        type: SCA\n        integration: {ci: false}\n"
       "      - name: y\n        type: SAST\n        integration: {ci: true}\n"
       "  release:\n    attestations:\n"
       "      - predicate-uri: https://slsa.dev/provenance/v1\n"}};
  CHECK(said(snapshot) ==
        "dependency_monitoring Met/2 .github/SECURITY-INSIGHTS.yml:11; "
        "maintained Unmet/2 .github/SECURITY-INSIGHTS.yml:7; "
        "osps_br_06_01 Met/2 .github/SECURITY-INSIGHTS.yml:18; "
        "osps_vm_06_02 Met/1 .github/SECURITY-INSIGHTS.yml:14; "
        "osps_vm_06_02 Met/2 .github/SECURITY-INSIGHTS.yml:14; "
        "signed_releases Met/2 .github/SECURITY-INSIGHTS.yml:18; "
        "static_analysis Met/2 .github/SECURITY-INSIGHTS.yml:14; "
        "vulnerability_report_process Met/2 .github/SECURITY-INSIGHTS.yml:5");
}

TEST_CASE("security insights of version 1 are read", "[insights]") {
  const test::MemorySnapshot snapshot{{".gitlab/security-insights.yaml",
                                       "header:\n  schema-version: 1.0.0\n"
                                       "project-lifecycle:\n  status: active\n"
                                       "vulnerability-reporting:\n  accepts-vulnerability-reports: false\n"
                                       "security-contacts:\n  - type: email\n    value: s@example.org\n"}};
  CHECK(said(snapshot) ==
        "maintained Met/2 .gitlab/security-insights.yaml:4; osps_vm_02_01 Met/2 "
        ".gitlab/security-insights.yaml:8; "
        "vulnerability_report_process Unmet/2 .gitlab/security-insights.yaml:6");
}

TEST_CASE("other places and broken files say nothing", "[insights]") {
  CHECK(said(test::MemorySnapshot{{"docs/security-insights.yml", "project-lifecycle: {status: active}"}}) ==
        "");
  CHECK(said(test::MemorySnapshot{{"security-insights.yml", "project-lifecycle: {status: }"}}) == "");
  CHECK(said(test::MemorySnapshot{{"security-insights.yml", "- a\n"}}) ==
        "unread the security insights are no mapping of keys");
  CHECK_THAT(said(test::MemorySnapshot{{"security-insights.yml", "a: [b"}}),
             Catch::Matchers::StartsWith("unread the security insights could not be read: "));
}

TEST_CASE("the rows of the rule file load", "[insights]") {
  const Result<std::vector<InsightRow>> rows = load_insight_rows(test::rules());
  REQUIRE(rows.ok());
  CHECK(rows->size() > 40);
}

}  // namespace
}  // namespace badgescan
