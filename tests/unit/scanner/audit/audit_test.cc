// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/audit/audit.h"

#include "scanner/audit/audit_report.h"
#include "scanner/base/json_members.h"
#include "scanner/report/scan.h"
#include "tests/support/object_builder.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

using Files = std::map<std::string, std::string>;

const std::string kReadme =
    "# Tool\n\nA tool that sorts the lines of a text for people who like order.\n\n## Usage\n\nRun it.\n";
const std::string kMit =
    "MIT License\n\nCopyright (c) 2026 Ann\n\nPermission is hereby granted, free of charge, to any person "
    "obtaining a copy "
    "of this software and associated documentation files (the \"Software\"), to deal in the Software without "
    "restriction, "
    "including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, "
    "and/or sell "
    "copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to "
    "the following "
    "conditions:\n\nThe above copyright notice and this permission notice shall be included in all copies or "
    "substantial "
    "portions of the Software.\n\nTHE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS "
    "OR IMPLIED, "
    "INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND "
    "NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR "
    "OTHER "
    "LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION "
    "WITH THE "
    "SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.\n";

/// A history of a project on GitHub; the last state is audited.
class Project_ {
 public:
  void commit(std::string message, Files files) {
    const std::int64_t time = 1'780'000'000 + 86'400 * static_cast<std::int64_t>(commits_.size());
    const ObjectId id = git_.commit(
        {.message = std::move(message),
         .parents = commits_.empty() ? std::vector<ObjectId>{} : std::vector<ObjectId>{commits_.back()},
         .time = time,
         .files = files});
    commits_.push_back(id);
    states_.push_back(std::move(files));
  }

  std::unique_ptr<test::MemorySnapshot> open(std::size_t number) const {
    std::vector<test::MemoryFile> files;
    for (const auto& [path, text] : states_[number]) files.push_back({path, text});
    auto snapshot = std::make_unique<test::MemorySnapshot>(std::move(files));
    snapshot->remote("https://github.com/o/r");
    git_.into(*snapshot, commits_[number]);
    snapshot->info_.commit = commits_[number];
    return snapshot;
  }

  Audit audit() {
    head_ = open(commits_.size() - 1);
    facts_ = std::make_unique<Facts>(*head_, options_, test::rules());
    report_ = make_report(*facts_);
    AuditOptions how;
    how.open = [this](const std::string& commit) -> std::unique_ptr<Snapshot> {
      for (std::size_t i = 0; i < commits_.size(); ++i) {
        if (commits_[i].hex() == commit) return open(i);
      }
      return nullptr;
    };
    return audit_claims(*facts_, report_, how);
  }

  const Report& report() const { return report_; }
  std::string hex(std::size_t number) const { return commits_[number].hex(); }

 private:
  test::ObjectBuilder git_;
  std::vector<ObjectId> commits_;
  std::vector<Files> states_;
  ScanOptions options_{.now = 1'780'864'000, .ignore_claims = true};
  std::unique_ptr<test::MemorySnapshot> head_;
  std::unique_ptr<Facts> facts_;
  Report report_;
};

const AuditedClaim& claim(const Audit& audit, std::string_view criterion) {
  for (const AuditedClaim& one : audit.claims) {
    if (one.claim.criterion == criterion) return one;
  }
  FAIL("no claim " << criterion);
  return audit.claims.front();
}

TEST_CASE("verdicts", "[audit]") {
  Project_ project;
  project.commit("Start", {{"README.md", kReadme}, {"LICENSE", kMit}, {".bestpractices.json", R"({
 "license_location_status": "Met", "license_location_justification": "https://github.com/o/r/blob/main/LICENSE",
 "floss_license_status": "Unmet",
 "governance_status": "Met", "governance_justification": "We have one.",
 "documentation_architecture_status": "N/A", "documentation_architecture_justification": "It is tiny.",
 "static_analysis_status": "Met", "static_analysis_justification": "CodeQL runs by the default setup.",
 "dynamic_analysis_status": "Met", "dynamic_analysis_justification": "We fuzz.",
 "documentation_roadmap_status": "Met", "documentation_roadmap_justification": "https://example.org/roadmap",
 "code_of_conduct_status": "Met",
 "code_of_conduct_justification": "https://github.com/o/r/blob/main/CODE_OF_CONDUCT.md",
 "know_secure_design_status": "Met", "know_secure_design_justification": "We know."})"}});
  const Audit audit = project.audit();
  CHECK(claim(audit, "license_location").verdict == Verdict::supported);
  CHECK(claim(audit, "floss_license").verdict == Verdict::contradicted);
  CHECK(claim(audit, "governance").verdict == Verdict::unsupported);
  CHECK_THAT(claim(audit, "governance").reason, Catch::EndsWith("names no place that could be looked at."));
  CHECK(claim(audit, "dynamic_analysis").verdict == Verdict::unsupported);
  CHECK(claim(audit, "code_of_conduct").verdict == Verdict::unsupported);
  CHECK_THAT(claim(audit, "code_of_conduct").reason, Catch::EndsWith("names is no longer there."));
  CHECK(claim(audit, "static_analysis").verdict == Verdict::unverifiable);  // a service, not a file
  // It may be true: the justification leads to a page that nobody looked at.
  CHECK(claim(audit, "documentation_roadmap").verdict == Verdict::unverifiable);
  // Nobody can find what does not apply.
  CHECK(claim(audit, "documentation_architecture").verdict == Verdict::unverifiable);
  CHECK(claim(audit, "know_secure_design").verdict == Verdict::unverifiable);
  CHECK(audit.count(Verdict::contradicted) == 1);
}

TEST_CASE("the commit that broke a claim is found", "[audit]") {
  const std::string claims =
      "{\"license_location_status\": \"Met\", \"license_location_justification\": "
      "\"https://github.com/o/r/blob/main/LICENSE\"}";
  Project_ project;
  project.commit("Start", {{"README.md", kReadme}, {"LICENSE", kMit}});
  project.commit("Claim", {{"README.md", kReadme}, {"LICENSE", kMit}, {".bestpractices.json", claims}});
  project.commit("Go on",
                 {{"README.md", kReadme + "x\n"}, {"LICENSE", kMit}, {".bestpractices.json", claims}});
  project.commit("Tidy up", {{"README.md", kReadme + "x\n"}, {".bestpractices.json", claims}});
  project.commit("Go on", {{"README.md", kReadme + "xy\n"}, {".bestpractices.json", claims}});
  const Audit audit = project.audit();
  const AuditedClaim& location = claim(audit, "license_location");
  CHECK(location.verdict == Verdict::contradicted);
  CHECK(location.claimed_in == project.hex(1));
  REQUIRE(location.broken_by);
  CHECK(location.broken_by->commit == project.hex(3));
  CHECK(location.broken_by->subject == "Tidy up");
  CHECK_FALSE(location.wrong_from_start);
  REQUIRE(location.links.size() == 1);
  CHECK(location.links.front().state == LinkCheck::State::missing);
  CHECK(location.links.front().commit == project.hex(3));
  CHECK_THAT(audit_text(audit, project.report(), {}), Catch::Matchers::Contains("broke it: Tidy up"));
}

TEST_CASE("a claim that never was true is said to be so", "[audit]") {
  Project_ project;
  project.commit("Start",
                 {{"README.md", kReadme}, {".bestpractices.json", R"({"license_location_status": "Met"})"}});
  project.commit("Go on", {{"README.md", kReadme + "x\n"},
                           {".bestpractices.json", R"({"license_location_status": "Met"})"}});
  const Audit audit = project.audit();
  CHECK(claim(audit, "license_location").wrong_from_start);
  CHECK_FALSE(claim(audit, "license_location").broken_by);
}

TEST_CASE("links in justifications", "[audit]") {
  Project_ project;
  project.commit("Start", {{"README.md", kReadme}, {"docs/old.md", "# Old\n"}, {"a.c", "1\n2\n"}});
  const std::string old = project.hex(0);
  const auto state = [&](const std::string& justification) {
    Project_ copy = std::move(project);
    copy.commit("Drop",
                {{"README.md", kReadme},
                 {"a.c", "1\n2\n3\n"},
                 {".bestpractices.json", "{\"interact_status\": \"Met\", \"interact_justification\": " +
                                             json_quoted(justification) + "}"}});
    const Audit audit = copy.audit();
    project = Project_();
    project.commit("Start", {{"README.md", kReadme}, {"docs/old.md", "# Old\n"}, {"a.c", "1\n2\n"}});
    const auto& links = claim(audit, "interact").links;
    return links.empty() ? std::string("none") : std::string(name_of(links.front().state));
  };
  const std::string base = "https://github.com/o/r/blob/";
  CHECK(state(base + "main/README.md#usage") == "good");
  CHECK(state(base + "main/README.md#setup") == "anchor_gone");
  CHECK(state(base + "main/a.c#L3") == "good");
  CHECK(state(base + "main/a.c#L3-L4") == "line_gone");
  CHECK(state(base + "main/nowhere.md") == "missing");
  CHECK(state(base + "main/docs/old.md") == "missing");
  CHECK(state(base + old + "/docs/old.md") == "outdated");
  CHECK(state(base + old + "/a.c") == "outdated");
  CHECK(state(base + old + "/README.md") == "good");
  CHECK(state(base + old + "/nowhere.md") == "missing");
  CHECK(state(base + std::string(40, 'a') + "/README.md") == "unchecked");
  CHECK(state("https://example.org/x") == "unchecked");
  CHECK(state("see docs/old.md") == "missing");
  CHECK(state("see docs/never.md") == "none");
  CHECK(state("see README.md") == "good");
}

TEST_CASE("levels are counted as the site counts them", "[audit]") {
  Project_ project;
  project.commit("Start", {{"README.md", kReadme}, {".bestpractices.json", R"({
 "repo_track_status": "Met", "contribution_status": "Met", "contribution_justification": "no link"})"}});
  const Audit audit = project.audit();
  // repo_track counts; contribution needs a URL.
  CHECK(audit.as_counted.at(Level::passing).satisfied == 1);
  REQUIRE(claim(audit, "contribution").problems.size() == 1);
  CHECK(claim(audit, "contribution").problems.front().kind == ClaimProblem::Kind::no_url);
}

TEST_CASE("the reports name places", "[audit]") {
  Project_ project;
  project.commit(
      "Start", {{"README.md", kReadme}, {".bestpractices.json", "{\n\"license_location_status\": \"Met\"}"}});
  const Audit audit = project.audit();
  const std::string sarif = audit_sarif(audit, project.report());
  CHECK_THAT(sarif, Catch::Matchers::Contains("\"ruleId\": \"contradicted\""));
  CHECK_THAT(sarif, Catch::Matchers::Contains("\"startLine\": 2"));
  CHECK_THAT(audit_json(audit, project.report()), Catch::Matchers::Contains("\"verdict\": \"contradicted\""));
}

}  // namespace
}  // namespace badgescan
