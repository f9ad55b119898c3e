// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The online detectors over answers written inline: met, unmet, unknown, and what must not fool them.
#include "scanner/facts/online.h"

#include <algorithm>
#include <functional>

#include "scanner/base/text.h"
#include "tests/support/test.h"

using namespace badgescan;
using badgescan::test::kNow;
using badgescan::test::MemorySnapshot;

namespace {

constexpr std::int64_t kDay = 86400;

/// A public project on GitHub with issues, nothing else known.
OnlineFacts project() {
  OnlineFacts online;
  online.asked = true;
  online.forge.forge = Forge::github;
  online.forge.settings.value = ForgeSettings{.is_public = true, .issues = true};
  online.forge.settings.url = "U";
  return online;
}

std::string run_on(std::string_view detector, const std::function<void(OnlineFacts&)>& change,
                   const MemorySnapshot& given = {}) {
  MemorySnapshot snapshot = given;
  snapshot.remote("https://github.com/acme/widget");
  const ScanOptions options{.now = kNow};
  Facts facts(snapshot, options, test::rules());
  OnlineFacts online = project();
  change(online);
  facts.set<OnlineFacts>(std::move(online));
  return test::run(detector, facts);
}

/// Findings come sorted by criterion; the tables below keep together what belongs together.
std::string in_order(const std::string& findings) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < findings.size();) {
    const std::size_t end = std::min(findings.find("; ", at), findings.size());
    parts.push_back(findings.substr(at, end - at));
    at = end + 2;
  }
  std::sort(parts.begin(), parts.end());
  return join(parts, "; ");
}

struct Case {
  const char* name;
  std::function<void(OnlineFacts&)> change;
  const char* want;
};

void check(std::string_view detector, const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(run_on(detector, c.change) == in_order(c.want));
  }
}

}  // namespace

TEST_CASE("online detectors say nothing when nobody was asked") {
  for (const char* id : {"forge_settings", "issue_responses", "forge_releases", "branch_rules",
                         "organisation_access", "approved_changes", "small_task_labels", "shared_policies",
                         "known_vulnerabilities", "probed_sites"}) {
    CAPTURE(id);
    CHECK(test::run(id, MemorySnapshot({{"README.md", "# x"}}).remote("https://github.com/acme/widget")) ==
          "");
  }
}

TEST_CASE("forge_settings") {
  const char* kUsual =
      "repo_public Met/5 U; discussion Met/4 https://github.com/acme/widget/issues; report_process Met/4 "
      "https://github.com/acme/widget/issues; "
      "report_tracker Met/4 https://github.com/acme/widget/issues; report_archive Met/4 "
      "https://github.com/acme/widget/issues; "
      "osps_gv_02_01 Met/4 https://github.com/acme/widget/issues; osps_qa_01_01 Met/5 U";
  check("forge_settings",
        {{"usual", [](OnlineFacts&) {}, kUsual},
         {"a description of one word is none",
          [](OnlineFacts& o) { o.forge.settings.value->description = "Widget"; }, kUsual},
         {"no answer", [](OnlineFacts& o) { o.forge.settings = {.value = {}, .why = "no connection"}; },
          "repo_public ?/0"}});
  CHECK_THAT(
      run_on("forge_settings",
             [](OnlineFacts& o) { o.forge.settings.value->description = "Turns plain tables into charts"; }),
      Catch::StartsWith("description_good Met/3 U"));
  const std::string archived =
      run_on("forge_settings", [](OnlineFacts& o) { o.forge.settings.value->archived = true; });
  CHECK_THAT(archived, Catch::Contains("maintained Unmet/5 U"));
  CHECK_THAT(archived, !Catch::Contains("report_process"));
  const std::string off =
      run_on("forge_settings", [](OnlineFacts& o) { o.forge.settings.value->issues = false; });
  CHECK_THAT(off, Catch::Contains("report_tracker Unmet/3 U"));
  CHECK_THAT(off, !Catch::Contains("discussion"));
  CHECK_THAT(run_on("forge_settings", [](OnlineFacts& o) { o.forge.settings.value->is_public = false; }),
             Catch::Contains("repo_public Unmet/4 U"));
}

TEST_CASE("issue_responses") {
  const auto reports = [](std::size_t answered, std::size_t looked_at, bool exact) {
    return [=](OnlineFacts& o) {
      o.forge.reports.value =
          IssueResponses{.total = looked_at, .looked_at = looked_at, .answered = answered, .exact = exact};
    };
  };
  const char* kPage = " https://github.com/acme/widget/issues";
  const auto want = [&](const char* what) { return std::string("report_responses ") + what + kPage; };
  CHECK(run_on("issue_responses", reports(6, 10, true)) == in_order(want("Met/4")));
  CHECK(run_on("issue_responses", reports(2, 3, true)) == in_order(want("Met/3")));
  CHECK(run_on("issue_responses", reports(5, 10, true)) == in_order(want("Unmet/4")));  // half is no majority
  CHECK(run_on("issue_responses", reports(1, 3, true)) == in_order(want("Unmet/2")));
  CHECK(run_on("issue_responses", reports(9, 10, false)) ==
        in_order(want("Met/2")));  // an upper bound proves nothing good
  CHECK(run_on("issue_responses", reports(2, 10, false)) == in_order(want("Unmet/3")));  // but something bad
  CHECK(run_on("issue_responses", reports(0, 0, true)) == in_order("report_responses ?/0"));
  CHECK(run_on("issue_responses", [](OnlineFacts& o) { o.forge.enhancements.why = "rate limit"; }) ==
        in_order("enhancement_responses ?/0"));
  CHECK(run_on("issue_responses", [](OnlineFacts&) {}) == in_order(""));
}

TEST_CASE("forge_releases") {
  const auto with = [](std::string notes, std::vector<std::string> assets) {
    return [=](OnlineFacts& o) {
      o.forge.releases.value = {ForgeRelease{.tag = "v1", .url = "R", .notes = notes, .assets = assets}};
      o.forge.releases.url = "L";
    };
  };
  CHECK(run_on("forge_releases", with("Reads tables of any width, and is twice as fast as before.", {})) ==
        in_order("release_notes Met/4 R"));
  CHECK(run_on("forge_releases", with("## What's Changed\n* Fix it by @ann in https://x/1\n* Bump y by @bob "
                                      "in https://x/2\n\n**Full Changelog**: https://x",
                                      {})) == in_order("release_notes Met/2 R"));
  CHECK(run_on("forge_releases", with("", {})) == in_order(""));
  CHECK(run_on("forge_releases", with("", {"a.tar.gz", "a.tar.gz.asc"})) ==
        in_order("signed_releases Met/3 L; osps_br_06_01 Met/4 L"));
  CHECK(run_on("forge_releases", with("", {"a.tar.gz", "a.sha256", "design.signage.txt"})) ==
        in_order("signed_releases Unmet/2 L; osps_br_06_01 Unmet/2 L"));
  CHECK(run_on("forge_releases", [&](OnlineFacts& o) {
          with("", {"a.sig"})(o);
          o.forge.releases.value->push_back({.tag = "v0", .assets = {"a"}});
        }) == in_order("signed_releases ?/0 L; osps_br_06_01 ?/0 L"));
  CHECK(run_on("forge_releases", [](OnlineFacts& o) { o.forge.releases.why = "status 500"; }) ==
        in_order("release_notes ?/0"));
}

TEST_CASE("branch_rules") {
  const auto rules = [](BranchRules given, std::string why = {}) {
    return [=](OnlineFacts& o) { o.forge.branch = {.value = given, .why = why, .url = "B"}; };
  };
  check("branch_rules",
        {{"guarded",
          rules({.branch = "main",
                 .needs_pull_request = true,
                 .approvals = 1,
                 .deletion_blocked = true,
                 .status_checks = true}),
          "osps_ac_03_01 Met/4 B; osps_ac_03_02 Met/4 B; osps_qa_03_01 Met/4 B; osps_qa_07_01 Met/4 B"},
         {"open", rules({.branch = "main", .protected_at_all = false, .needs_pull_request = false}),
          "osps_ac_03_01 Unmet/4 B; osps_ac_03_02 Met/3 B; osps_qa_07_01 Unmet/4 B"},
         {"protected, details hidden",
          rules({.branch = "main", .protected_at_all = true}, "needs administration: read"),
          "osps_ac_03_01 ?/0 B; osps_ac_03_02 Met/3 B; osps_qa_07_01 ?/0 B"},
         {"a pull request, but no approval",
          rules({.branch = "main", .needs_pull_request = true, .approvals = 0}),
          "osps_ac_03_01 Met/4 B; osps_ac_03_02 Met/3 B; osps_qa_07_01 ?/0 B"},
         {"not told", [](OnlineFacts& o) { o.forge.branch.why = "403"; },
          "osps_ac_03_01 ?/0; osps_qa_07_01 ?/0"}});
}

TEST_CASE("organisation_access") {
  const auto told = [](std::optional<bool> two_factor, std::optional<std::string> permission) {
    return [=](OnlineFacts& o) {
      o.forge.two_factor = {.value = two_factor, .why = "needs an owner's token", .url = "O"};
      o.forge.default_permission = {.value = permission, .why = "needs an owner's token", .url = "O"};
    };
  };
  check("organisation_access",
        {{"strict", told(true, "read"), "require_2FA Met/5 O; osps_ac_01_01 Met/4 O; osps_ac_02_01 Met/4 O"},
         {"lax", told(false, "write"), "require_2FA ?/0; osps_ac_01_01 ?/0; osps_ac_02_01 Unmet/4 O"},
         {"hidden", told({}, {}), "require_2FA ?/0; osps_ac_01_01 ?/0; osps_ac_02_01 ?/0"},
         {"owned by a person", [](OnlineFacts&) {}, ""}});
}

TEST_CASE("approved_changes") {
  const auto share = [](std::size_t reviewed, std::size_t changes, bool requests = false) {
    return [=](OnlineFacts& o) {
      o.forge.reviews = {
          .value = ReviewShare{.changes = changes, .reviewed = reviewed, .only_merge_requests = requests},
          .why = {},
          .url = "P"};
    };
  };
  check("approved_changes",
        {{"half", share(5, 10), "two_person_review Met/4 P"},
         {"less", share(4, 10), "two_person_review Unmet/3 P"},
         {"merge requests only", share(9, 10, true), "two_person_review Met/3 P"},
         {"too few to tell", share(2, 2), "two_person_review ?/0 P"},
         {"none", share(0, 0), "two_person_review ?/0 P"},
         {"no token", [](OnlineFacts& o) { o.forge.reviews.why = "no token"; }, "two_person_review ?/0"}});
}

TEST_CASE("small_task_labels") {
  const auto labels = [](std::vector<ForgeLabel> given) {
    return [=](OnlineFacts& o) { o.forge.small_tasks = {.value = given, .why = {}, .url = "L"}; };
  };
  check("small_task_labels",
        {{"open tasks", labels({{"good first issue", 3}}), "small_tasks Met/4 L"},
         {"a label that nobody uses", labels({{"good first issue", 0}}), "small_tasks Met/2 L"},
         {"no label", labels({}), "small_tasks Unmet/2 L"},
         {"not asked", [](OnlineFacts& o) { o.forge.small_tasks.why = "more than 100 labels"; },
          "small_tasks ?/0"}});
}

TEST_CASE("shared_policies") {
  const auto document = [](const char* kind, const char* text) {
    return [=](OnlineFacts& o) {
      o.forge.shared_documents.value = {SharedDocument{.kind = kind, .url = "D", .text = text}};
    };
  };
  check(
      "shared_policies",
      {{"private form",
        [](OnlineFacts& o) { o.forge.private_reporting = {.value = true, .why = {}, .url = "F"}; },
        "vulnerability_report_process Met/3 F; vulnerability_report_private Met/4 F; osps_vm_03_01 Met/4 F"},
       {"form switched off", [](OnlineFacts& o) { o.forge.private_reporting = {.value = false}; }, ""},
       {"not told", [](OnlineFacts& o) { o.forge.private_reporting.why = "404"; },
        "vulnerability_report_private ?/0"},
       {"policy", document("security", "Report problems privately to security@acme.example."),
        "vulnerability_report_process Met/4 D; vulnerability_report_private Met/3 D; osps_vm_02_01 Met/3 D; "
        "osps_vm_03_01 Met/3 D"},
       {"policy without a way", document("security", "We take security seriously. Report? No."), ""},
       {"guide", document("contributing", ""), "contribution Met/3 D"},
       {"conduct", document("code_of_conduct", ""), "code_of_conduct Met/4 D"}});
}

TEST_CASE("known_vulnerabilities") {
  const Vulnerability old{
      .id = "G", .aliases = {"CVE-2026-1"}, .severity = "high", .url = "V", .published = kNow - 90 * kDay};
  const auto in_release = [](std::vector<Vulnerability> found) {
    return [=](OnlineFacts& o) {
      o.package = "widget 1.0";
      o.known_vulnerabilities.value = found;
    };
  };
  const auto advisories = [](std::vector<Vulnerability> found) {
    return [=](OnlineFacts& o) { o.forge.advisories = {.value = found, .why = {}, .url = "A"}; };
  };
  const auto with = [&](auto change) {
    Vulnerability v = old;
    change(v);
    return std::vector<Vulnerability>{v};
  };
  check(
      "known_vulnerabilities",
      {{"nothing known", in_release({}),
        "vulnerabilities_fixed_60_days Met/3 https://osv.dev/; vulnerabilities_critical_fixed Met/3 "
        "https://osv.dev/"},
       {"an old one", in_release({old}),
        "vulnerabilities_fixed_60_days Unmet/4 V; vulnerabilities_critical_fixed Met/3 https://osv.dev/"},
       {"a fresh one", in_release(with([](auto& v) { v.published = kNow - 5 * kDay; })),
        "vulnerabilities_fixed_60_days Met/3 https://osv.dev/; vulnerabilities_critical_fixed Met/3 "
        "https://osv.dev/"},
       {"a low one", in_release(with([](auto& v) { v.severity = "low"; })),
        "vulnerabilities_fixed_60_days Met/3 https://osv.dev/; vulnerabilities_critical_fixed Met/3 "
        "https://osv.dev/"},
       {"one of unknown severity", in_release(with([](auto& v) { v.severity.clear(); })),
        "vulnerabilities_fixed_60_days ?/0 V; vulnerabilities_critical_fixed Met/3 https://osv.dev/"},
       {"a critical one", in_release(with([](auto& v) { v.severity = "critical"; })),
        "vulnerabilities_fixed_60_days Unmet/4 V; vulnerabilities_critical_fixed Unmet/3 V"},
       {"no advisories", advisories({}),
        "vulnerabilities_fixed_60_days Met/2 A; vulnerability_report_credit N/A/2 A"},
       {"an advisory without a fix", advisories({old}),
        "vulnerabilities_fixed_60_days Unmet/3 V; vulnerability_report_credit ?/0 A; osps_vm_04_01 Met/4 A"},
       {"fixed and credited, notes unseen", advisories(with([](auto& v) { v.patched = v.credited = true; })),
        "release_notes_vulns Unmet/2 V; vulnerabilities_fixed_60_days Met/2 A; vulnerability_report_credit "
        "Met/4 A; osps_vm_04_01 Met/4 A"},
       {"a vulnerable dependency is a doubt",
        [&](OnlineFacts& o) {
          in_release({})(o);
          o.dependency_vulnerabilities.value = {Vulnerability{.id = "X", .aliases = {"left-pad 1.0"}}};
          o.dependencies_asked = 12;
        },
        "vulnerabilities_critical_fixed Met/3 https://osv.dev/; vulnerabilities_fixed_60_days Met/1 "
        "https://osv.dev/"},
       {"dependencies alone",
        [](OnlineFacts& o) {
          o.dependency_vulnerabilities.value = {Vulnerability{.id = "X", .aliases = {"left-pad 1.0"}}};
        },
        "vulnerabilities_fixed_60_days ?/0 https://osv.dev/"},
       {"lookup failed", [](OnlineFacts& o) { o.known_vulnerabilities.why = "timeout"; },
        "vulnerabilities_fixed_60_days ?/0"},
       {"not a package", [](OnlineFacts&) {}, ""}});
  const auto fixed = advisories(with([](auto& v) { v.patched = true; }));
  CHECK_THAT(run_on("known_vulnerabilities",
                    [&](OnlineFacts& o) {
                      fixed(o);
                      o.forge.releases.value = {ForgeRelease{.tag = "v1", .notes = "fixes cve-2026-1"}};
                    }),
             Catch::Contains("release_notes_vulns Met/4"));
  MemorySnapshot tree(
      {{"CHANGELOG.md", "# Changes\n\n## 1.0\n\n- fixes CVE-2026-1 in the reader of tables\n"}});
  CHECK_THAT(run_on("known_vulnerabilities", fixed, tree), Catch::Contains("release_notes_vulns Met/4"));
}

TEST_CASE("probed_sites") {
  const SiteAnswer good{.what = "homepage",
                        .url = "https://w.example/",
                        .https = true,
                        .status = 200,
                        .http_redirects = true,
                        .csp = true,
                        .hsts = true,
                        .nosniff = true,
                        .frame = true};
  const auto sites = [&](auto change) {
    return [=](OnlineFacts& o) {
      SiteAnswer site = good;
      change(site);
      o.sites = {site};
    };
  };
  const std::string kUrl = " https://w.example/";
  CHECK(
      run_on("probed_sites", sites([](auto&) {})) ==
      in_order("sites_https Met/5" + kUrl + "; hardened_site Met/4" + kUrl + "; osps_br_03_01 Met/4" + kUrl));
  CHECK(run_on("probed_sites", sites([](auto& s) { s.nosniff = false; })) ==
        in_order("sites_https Met/5" + kUrl + "; hardened_site Unmet/4" + kUrl + "; osps_br_03_01 Met/4" +
                 kUrl));
  CHECK(run_on("probed_sites", sites([](auto& s) { s.http_redirects = false; })) ==
        in_order("sites_https Met/4" + kUrl + "; hardened_site Met/4" + kUrl + "; osps_br_03_01 Unmet/3" +
                 kUrl));
  // A site that does not answer is never an Unmet.
  CHECK(run_on("probed_sites", sites([](auto& s) {
                 s = {.what = "homepage", .url = "https://w.example/", .failure = "timeout"};
               })) ==
        in_order("sites_https ?/0" + kUrl + "; hardened_site ?/0" + kUrl + "; osps_br_03_01 ?/0" + kUrl));
  CHECK(run_on("probed_sites", [](OnlineFacts&) {}) == in_order(""));
}
