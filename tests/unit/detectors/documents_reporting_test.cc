// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The detectors of documents, chapters Reporting and Security, and repo_public.
#include "tests/support/test.h"

namespace badgescan {
namespace {

using test::MemoryFile;
using test::MemorySnapshot;

struct Row {
  const char* name;
  const char* detector;
  MemorySnapshot repo;
  const char* want;
};

MemorySnapshot at(const char* remote, std::vector<MemoryFile> files) {
  MemorySnapshot repo(std::move(files));
  repo.remote(remote);
  return repo;
}
MemorySnapshot on_github(std::vector<MemoryFile> files) {
  return at("https://github.com/o/frobber.git", std::move(files));
}

constexpr const char* kReadme = "# frobber\n\nfrobber counts the words of every file in a folder.\n";
constexpr const char* kDependabot =
    "version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    schedule: {interval: daily}\n";

std::string twenty_times(const char* sentence) {
  std::string out;
  for (int i = 0; i < 20; ++i) out += sentence;
  return out;
}

/// A policy with 160 words in each part.
std::string long_policy(int parts) {
  std::string out = "# Security\n\nReport a vulnerability to security@example.com and wait for us.\n\n";
  for (int i = 0; i < parts; ++i) out += twenty_times("Every word of the policy is weighed here. ") + "\n\n";
  return out;
}

TEST_CASE("documents: reporting", "[detectors]") {
  const auto c = GENERATE_COPY(values<Row>({
      {"wording", "bug_reports",
       on_github({{"README.md", "Please report bugs on the issue tracker of this project.\n"}}),
       "report_archive Met/3 https://github.com/o/frobber/issues; report_process Met/4 README.md:1; "
       "report_tracker Met/3 https://github.com/o/frobber/issues"},
      {"forge only", "bug_reports", on_github({{"README.md", kReadme}}),
       "report_archive Met/3 https://github.com/o/frobber/issues; report_process Met/3 "
       "https://github.com/o/frobber/issues; report_tracker Met/3 https://github.com/o/frobber/issues"},
      {"forms", "bug_reports", on_github({{".github/ISSUE_TEMPLATE/bug.yml", "name: Wrong result\n"}}),
       "report_archive Met/3 https://github.com/o/frobber/issues; report_process Met/4 "
       ".github/ISSUE_TEMPLATE/bug.yml; report_tracker Met/4 .github/ISSUE_TEMPLATE/bug.yml"},
      {"another tracker",
       "bug_reports",
       {{"README.md", "Our [tracker](https://bugs.frobber.org/bugzilla/) knows them all, as it should.\n"}},
       "report_archive Met/4 README.md:1; report_process Met/4 README.md:1; report_tracker Met/4 "
       "README.md:1"},
      {"the issue of a magazine", "bug_reports",
       on_github(
           {{"README.md", "Read about it in [the weekly](https://weekly.example.net/issues/issue-259).\n"}}),
       "report_archive Met/3 https://github.com/o/frobber/issues; report_process Met/3 "
       "https://github.com/o/frobber/issues; report_tracker Met/3 https://github.com/o/frobber/issues"},
      {"an issue of another project",
       "bug_reports",
       {{"README.md",
         "This [works around](https://github.com/p/other/issues/12) what others left undone.\n"}},
       "report_archive ?/0; report_process ?/0; report_tracker ?/0"},
      {"nothing",
       "bug_reports",
       {{"README.md", "# x\n\nThis release fixes many issues with bugs in it.\n"}},
       "report_archive ?/0; report_process ?/0; report_tracker ?/0"},

      {"responses", "responses", on_github({{"README.md", kReadme}}),
       "enhancement_responses ?/0 https://github.com/o/frobber/issues; report_responses ?/0 "
       "https://github.com/o/frobber/issues; vulnerability_report_response ?/0"},

      {"mail and process", "vulnerability_reports",
       on_github({{"SECURITY.md",
                   "# Security\n\nReport vulnerabilities to sec@frobber.org.\n\nWe acknowledge within 3 "
                   "days, assess the severity, release a fix and publish an advisory.\n"}}),
       "vulnerability_report_private Met/4 SECURITY.md:3; vulnerability_report_process Met/5 SECURITY.md:3; "
       "vulnerability_response_process Met/4 SECURITY.md:5"},
      {"section of the README", "vulnerability_reports",
       on_github({{"README.md",
                   "# x\n\n## Security\n\nPlease report security issues "
                   "[here](https://github.com/o/frobber/security/advisories/new).\n"}}),
       "vulnerability_report_private Met/4 README.md:5; vulnerability_report_process Met/5 README.md:5; "
       "vulnerability_response_process ?/0 README.md:3"},
      {"GitHub's page on private reports", "vulnerability_reports",
       on_github(
           {{"SECURITY.md",
             "# Security\n\nReport a vulnerability as told [there](https://docs.github.com/en/code-security/"
             "security-advisories/privately-reporting-a-security-vulnerability).\n"}}),
       "vulnerability_report_private Met/4 SECURITY.md:3; vulnerability_report_process Met/5 SECURITY.md:3; "
       "vulnerability_response_process ?/0 SECURITY.md"},
      {"a contact below another line of security.txt", "vulnerability_reports",
       on_github({{".well-known/security.txt",
                   "Expires: 2030-01-01T00:00:00Z\nContact: mailto:sec@frobber.org\n"}}),
       "vulnerability_report_private Met/4 .well-known/security.txt:2; vulnerability_report_process Met/5 "
       ".well-known/security.txt:2; vulnerability_response_process ?/0 .well-known/security.txt"},
      {"an account is no mail address", "vulnerability_reports",
       on_github({{"SECURITY.md",
                   "# Security\n\nHoles in the parser are fixed within a few days, by us or by people who "
                   "send a change that does it, and all of them get our thanks.\n\nReport a "
                   "vulnerability to [@ada@example.social](https://example.social/@ada).\n"}}),
       "vulnerability_report_private ?/0; vulnerability_report_process Met/3 SECURITY.md; "
       "vulnerability_response_process Met/2 SECURITY.md:3"},
      {"public tracker only", "vulnerability_reports",
       on_github({{"SECURITY.md", "If you find a vulnerability, report it: open an issue on GitHub.\n"}}),
       "vulnerability_report_private N/A/2 SECURITY.md:1; vulnerability_report_process Met/5 SECURITY.md:1; "
       "vulnerability_response_process ?/0 SECURITY.md"},
      {"no channel", "vulnerability_reports",
       on_github({{"SECURITY.md", "If you find a vulnerability, please report it to us at once.\n"}}),
       "vulnerability_report_private ?/0; vulnerability_report_process Met/2 SECURITY.md:1; "
       "vulnerability_response_process ?/0 SECURITY.md"},
      {"says nothing", "vulnerability_reports",
       on_github({{"SECURITY.md", "We take security very seriously in this project, always.\n"}}),
       "vulnerability_report_private ?/0; vulnerability_report_process ?/0 SECURITY.md; "
       "vulnerability_response_process ?/0 SECURITY.md"},
      {"points elsewhere", "vulnerability_reports",
       on_github({{"SECURITY.md", "Please see [our policy](https://frobber.org/sec).\n"}}),
       "vulnerability_report_private ?/0; vulnerability_report_process Met/3 SECURITY.md; "
       "vulnerability_response_process ?/0 SECURITY.md"},
      {"the policy at the forge", "vulnerability_reports",
       on_github({{"README.md",
                   "# x\n\n## Security\n\nHow to report a vulnerability is in the "
                   "[policy](https://github.com/o/frobber/security/policy).\n"}}),
       "vulnerability_report_private Met/2 README.md:5; vulnerability_report_process Met/5 README.md:5; "
       "vulnerability_response_process ?/0 README.md:3"},
      {"an advisory of old is no channel", "vulnerability_reports",
       on_github(
           {{"README.md",
             "# x\n\n## Security\n\nIf you find a vulnerability, please report it to us at once. Fixed was "
             "[one](https://github.com/o/frobber/security/advisories/GHSA-aaaa-bbbb-cccc).\n"}}),
       "vulnerability_report_private ?/0; vulnerability_report_process Met/2 README.md:5; "
       "vulnerability_response_process ?/0 README.md:3"},
      {"nothing but an advisory of old", "vulnerability_reports",
       on_github({{"SECURITY.md",
                   "We had one hole, which is fixed: "
                   "[GHSA-aaaa-bbbb-cccc](https://github.com/advisories/GHSA-aaaa-bbbb-cccc).\n"}}),
       "vulnerability_report_private ?/0; vulnerability_report_process ?/0 SECURITY.md; "
       "vulnerability_response_process ?/0 SECURITY.md"},
      {"a page elsewhere says how", "vulnerability_reports",
       on_github({{"README.md",
                   "# x\n\n## Security\n\nReport a vulnerability as told [on the "
                   "web site](https://frobber.org/report-a-vulnerability.html).\n"}}),
       "vulnerability_report_private ?/0; vulnerability_report_process Met/3 README.md:5; "
       "vulnerability_response_process ?/0 README.md:3"},
      {"a report of an audit is no page that says how", "vulnerability_reports",
       on_github({{"README.md",
                   "# x\n\n## Security\n\nReport a vulnerability to us. We were audited: "
                   "[here](https://frobber.org/reports/security-audit.pdf).\n"}}),
       "vulnerability_report_private ?/0; vulnerability_report_process Met/2 README.md:5; "
       "vulnerability_response_process ?/0 README.md:3"},
      {"nor is the list of what was reported", "vulnerability_reports",
       on_github({{"README.md",
                   "# x\n\n## Security\n\nReport a vulnerability to us. Those of old: "
                   "[here](https://frobber.org/reported-vulnerabilities).\n"}}),
       "vulnerability_report_private ?/0; vulnerability_report_process Met/2 README.md:5; "
       "vulnerability_response_process ?/0 README.md:3"},
      {"a long policy with the example address of the form", "vulnerability_reports",
       on_github({{"SECURITY.md", long_policy(30)}}),
       "vulnerability_report_private Met/4 SECURITY.md:3; vulnerability_report_process Met/5 SECURITY.md:3; "
       "vulnerability_response_process ?/0 SECURITY.md"},
      {"a shorter one is a form", "vulnerability_reports", on_github({{"SECURITY.md", long_policy(3)}}),
       "vulnerability_report_private ?/0; vulnerability_report_process Unmet/3 SECURITY.md; "
       "vulnerability_response_process Unmet/2"},
      {"none, GitHub may know", "vulnerability_reports", on_github({{"README.md", kReadme}}),
       "vulnerability_report_private ?/0; vulnerability_report_process Unmet/2; "
       "vulnerability_response_process Unmet/2"},
      {"none elsewhere", "vulnerability_reports", at("https://codeberg.org/o/x", {{"README.md", kReadme}}),
       "vulnerability_report_private ?/0; vulnerability_report_process Unmet/4; "
       "vulnerability_response_process Unmet/2"},
      {"not filled in", "vulnerability_reports",
       on_github({{"SECURITY.md", "Report a vulnerability to security@example.com and wait for us.\n"}}),
       "vulnerability_report_private ?/0; vulnerability_report_process Unmet/3 SECURITY.md; "
       "vulnerability_response_process Unmet/2"},
      {"unreadable", "vulnerability_reports", on_github({{"SECURITY.md", "", Mode::file, true}}),
       "vulnerability_report_private ?/0; vulnerability_report_process ?/0; vulnerability_response_process "
       "?/0"},
      {"not filled in, but written below", "vulnerability_reports",
       on_github(
           {{"SECURITY.md",
             "# Security Policy\n\n## Reporting a Vulnerability\n\nUse this section to tell people how to "
             "report a vulnerability.\n\n## Guidelines\n\nSecurity vulnerabilities should be emailed to "
             "all members of the [maintainers](MAINTAINERS) file. " +
                 twenty_times("We fix it. ")},
            {"MAINTAINERS.md", "- A. Person <a@frobber.org>\n"}}),
       "vulnerability_report_private Met/4 SECURITY.md:9; vulnerability_report_process Met/5 SECURITY.md:9; "
       "vulnerability_response_process ?/0 SECURITY.md"},
      {"not filled in, with a table", "vulnerability_reports",
       on_github(
           {{"SECURITY.md",
             "# Security Policy\n\n## Supported Versions\n\nThese versions are supported:\n\n| Version | "
             "Supported |\n|---|---|\n| 2 | yes |\n\n## Reporting a Vulnerability\n\nUse this section to "
             "tell people how to report a vulnerability.\n"}}),
       "vulnerability_report_private ?/0; vulnerability_report_process Unmet/3 SECURITY.md; "
       "vulnerability_response_process Unmet/2"},
      {"the tracker of a fuzzing service", "bug_reports",
       on_github(
           {{"README.md", "[fuzzing](https://bugs.chromium.org/p/oss-fuzz/issues) finds errors here.\n"}}),
       "report_archive Met/3 https://github.com/o/frobber/issues; report_process Met/3 "
       "https://github.com/o/frobber/issues; report_tracker Met/3 https://github.com/o/frobber/issues"},
      {"security.txt", "vulnerability_reports",
       on_github({{".well-known/security.txt",
                   "Contact: mailto:sec@frobber.org\nExpires: 2027-01-01T00:00:00Z\n"}}),
       "vulnerability_report_private Met/4 .well-known/security.txt:1; vulnerability_report_process Met/5 "
       ".well-known/security.txt:1; "
       "vulnerability_response_process ?/0 .well-known/security.txt"},

      {"public forge", "repo_public", on_github({{"README.md", kReadme}}),
       "repo_public Met/3 https://github.com/o/frobber"},
      {"own server", "repo_public", at("https://git.frobber.org/a/b.git", {{"README.md", kReadme}}),
       "repo_public Met/2 https://git.frobber.org/a/b"},
      {"a folder", "repo_public", at("/srv/git/b.git", {{"README.md", kReadme}}), "repo_public ?/0"},
  }));
  CAPTURE(c.name);
  CHECK(test::run(c.detector, c.repo) == c.want);
}

TEST_CASE("documents: security", "[detectors]") {
  const auto c = GENERATE_COPY(values<Row>({
      {"a case", "assurance",
       on_github({{"docs/assurance-case.md",
                   "# Assurance case\n\nThe threat model names attackers on the network. Trust boundaries "
                   "are drawn at the parser. The design follows least privilege and other "
                   "secure design principles. Common weaknesses such as injection (CWE-79) are countered by "
                   "types, and every rule is checked by a test that runs on each "
                   "change.\n"}}),
       "assurance_case Met/4 docs/assurance-case.md; implement_secure_design Met/2 docs/assurance-case.md:3"},
      {"parts only", "assurance",
       on_github({{"THREAT_MODEL.md",
                   "# Threat model\n\nAttackers may send packets. Data from untrusted hosts is parsed.\n"}}),
       "assurance_case Met/2 THREAT_MODEL.md:3"},
      {"no case", "assurance",
       on_github({{"README.md", "# x\n\nWith every stride the walker makes, a boundary is crossed.\n"}}),
       "assurance_case Unmet/2"},
      {"unreadable case", "assurance", on_github({{"docs/assurance-case.md", "", Mode::file, true}}),
       "assurance_case ?/0"},

      {"audit", "security_review",
       on_github({{"SECURITY.md", "A security audit was performed by Cure53 in 2024, see the report.\n"}}),
       "security_review Met/4 SECURITY.md:1"},
      {"old audit", "security_review",
       on_github({{"SECURITY.md", "A security audit was performed by Cure53 in 2012, see the report.\n"}}),
       "security_review Unmet/2 SECURITY.md:1"},
      {"no year", "security_review",
       on_github({{"SECURITY.md", "A security audit was performed by Cure53, see the report.\n"}}),
       "security_review Met/2 SECURITY.md:1"},
      {"npm audit", "security_review",
       on_github({{"SECURITY.md", "The command npm audit is performed by CI since 2024, every day.\n"}}),
       "security_review ?/0"},
      {"not yet", "security_review",
       on_github({{"SECURITY.md", "No security audit has been performed by others as of 2026, sadly.\n"}}),
       "security_review ?/0"},

      {"required", "two_factor",
       on_github({{"GOVERNANCE.md",
                   "All maintainers must use two-factor authentication with TOTP or a security key.\n"}}),
       "require_2FA Met/4 GOVERNANCE.md:1; secure_2FA Met/3 GOVERNANCE.md:1"},
      {"a second factor for users of the software", "two_factor",
       on_github({{"SECURITY.md",
                   "# Security\n\nMulti-factor authentication can be enabled for each user, "
                   "with TOTP or a passkey.\n"}}),
       "require_2FA Met/2 https://github.com/o/frobber; secure_2FA ?/0"},
      {"which factor is said elsewhere, of the software", "two_factor",
       on_github({{"GOVERNANCE.md", "All maintainers must use two-factor authentication.\n"},
                  {"SECURITY.md", "# Security\n\nThe TOTP secret is encrypted at rest.\n"}}),
       "require_2FA Met/4 GOVERNANCE.md:1; secure_2FA ?/0"},
      {"github", "two_factor", on_github({{"README.md", kReadme}}),
       "require_2FA Met/2 https://github.com/o/frobber; secure_2FA ?/0"},
      {"elsewhere", "two_factor",
       at("https://codeberg.org/o/x",
          {{"README.md", "The app offers 2FA to those who need two factors for it.\n"}}),
       "require_2FA ?/0; secure_2FA ?/0"},

      {"training", "secure_knowledge",
       on_github({{"CONTRIBUTING.md",
                   "Maintainers took the secure software development course of the foundation.\n"}}),
       "know_common_errors Met/2 CONTRIBUTING.md:1; know_secure_design Met/2 CONTRIBUTING.md:1"},
      {"whole document", "secure_knowledge",
       on_github({{"docs/threat-model.md",
                   "# Threat model\n\n" + twenty_times("Attackers may send packets that are larger than the "
                                                       "buffer for them. ")}}),
       "know_common_errors Met/3 docs/threat-model.md; know_secure_design Met/3 docs/threat-model.md"},
      {"nothing", "secure_knowledge", on_github({{"README.md", kReadme}}),
       "know_common_errors ?/0; know_secure_design ?/0"},

      {"updater", "vulnerabilities_fixed",
       on_github({{".github/dependabot.yml", kDependabot}, {"package.json", "{\"name\": \"x\"}\n"}}),
       "vulnerabilities_critical_fixed Met/2 .github/dependabot.yml; vulnerabilities_fixed_60_days Met/2 "
       ".github/dependabot.yml"},
      {"scanner and updater", "vulnerabilities_fixed",
       on_github({{".github/dependabot.yml", kDependabot},
                  {".github/workflows/ci.yml",
                   "on: [push]\njobs:\n  audit:\n    runs-on: ubuntu-latest\n    "
                   "steps:\n      - run: npm audit\n"},
                  {"package.json", "{\"name\": \"x\"}\n"}}),
       "vulnerabilities_critical_fixed Met/3 .github/workflows/ci.yml:6; vulnerabilities_fixed_60_days Met/3 "
       ".github/workflows/ci.yml:6"},
      {"scanner that may fail", "vulnerabilities_fixed",
       on_github({{".github/dependabot.yml", kDependabot},
                  {".github/workflows/ci.yml",
                   "on: [push]\njobs:\n  audit:\n    runs-on: ubuntu-latest\n    "
                   "steps:\n      - run: npm audit\n        continue-on-error: "
                   "true\n"},
                  {"package.json", "{\"name\": \"x\"}\n"}}),
       "vulnerabilities_critical_fixed Met/2 .github/workflows/ci.yml:6; vulnerabilities_fixed_60_days Met/2 "
       ".github/workflows/ci.yml:6"},
      {"no tool", "vulnerabilities_fixed",
       on_github({{"README.md", "We depend on a bot that fixes vulnerabilities every day, honestly.\n"}}),
       "vulnerabilities_critical_fixed ?/0; vulnerabilities_fixed_60_days ?/0"},

      {"repository only", "project_sites", on_github({{"README.md", kReadme}}),
       "hardened_site Met/3 https://github.com/o/frobber; sites_password_security N/A/3 "
       "https://github.com/o/frobber"},
      {"pages of the forge", "project_sites",
       on_github({{"README.md", "[Docs](https://o.github.io/frobber/) tell more about all of it.\n"}}),
       "hardened_site ?/0 https://o.github.io/frobber/; sites_password_security N/A/3 "
       "https://github.com/o/frobber"},
      {"own site", "project_sites",
       on_github({{"README.md", "[Website](https://frobber.org) tells more about all of it, daily.\n"}}),
       "hardened_site ?/0 README.md:1; sites_password_security ?/0 README.md:1"},
      {"no remote",
       "project_sites",
       {{"README.md", kReadme}},
       "hardened_site ?/0; sites_password_security ?/0"},
  }));
  CAPTURE(c.name);
  CHECK(test::run(c.detector, c.repo) == c.want);
}

}  // namespace
}  // namespace badgescan
