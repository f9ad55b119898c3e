// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Mistakes that docs/accuracy.md names and that no other table holds: what was taken for more than it says.
// Each row stands for one, with the answer that is right; where it helps, the next row is what it was taken
// for.
#include "tests/unit/detectors/history_cases.h"

namespace badgescan::test {
namespace {

struct Row {
  const char* what;
  const char* detector;
  const char* criterion;
  MemorySnapshot repo;
  const char* want;  // "Status/confidence"
};

std::string answer(std::string_view detector, std::string_view criterion, const Snapshot& repo) {
  for (const Finding& finding : findings(detector, repo)) {
    if (finding.criterion == criterion)
      return std::string(name_of(finding.status)) + "/" +
             std::to_string(static_cast<int>(finding.confidence));
  }
  return {};
}

std::string workflow(const std::string& run) {
  return "on: [push, pull_request]\njobs: {t: {steps: [{run: '" + run + "'}]}}\n";
}

TEST_CASE("mistakes that were named", "[detectors]") {
  const std::string ci = ".github/workflows/ci.yml";
  const std::string long_text =
      "It reads the files of a folder and writes a table of the words that they hold, sorted by how often "
      "each "
      "of them occurs, and tells which files were left out. ";
  const auto rows = std::vector<Row>{
      {"a list of words with ssh in it",
       "crypto_algorithms",
       "crypto_published",
       {{"src/words.py", "WORDS = [\n  'scp',\n  'ssh',\n  'sshd',\n]\n"}},
       "N/A/4"},
      {"a script that makes a certificate for tests",
       "crypto_algorithms",
       "crypto_published",
       {{"src/a.c", "int a;\n"}, {"tests/certs.sh", "openssl req -x509 -newkey rsa:2048 -keyout k.pem\n"}},
       "N/A/4"},
      {"the same in what users run",
       "crypto_algorithms",
       "crypto_published",
       {{"src/certs.sh", "openssl req -x509 -newkey rsa:2048 -keyout k.pem\n"}},
       "Met/3"},
      {"a hash of tables",
       "crypto_algorithms",
       "crypto_published",
       {{"src/a.rs", "use std::hash::SipHasher;\nlet h = SipHasher::new();\n"}},
       "N/A/4"},
      {"variables for credentials in scripts of tests",
       "no_leaked_credentials",
       "no_leaked_credentials",
       {{"tests/run.sh", "export DB_PASSWORD=$SECRET\n./t\n"}},
       "Met/4"},
      {"settings of a branch",
       "contribution",
       "contribution_requirements",
       {{"CONTRIBUTING.md",
         "# Contributing\n\nOpen a pull request.\n\n## Branch protection\n\n- Require status checks to pass "
         "before merging\n- Require signed commits\n"}},
       "Unmet/2"},
      {"requirements",
       "contribution",
       "contribution_requirements",
       {{"CONTRIBUTING.md", "# Contributing\n\nOpen a pull request.\n\nYour code must follow PEP 8.\n"}},
       "Met/4"},
      {"parts of what a report says",
       "roadmap_and_design",
       "documentation_architecture",
       {{"CONTRIBUTING.md",
         "# Contributing\n\n## Components of issue descriptions\n\n- Title: what is wrong\n- Steps: how to "
         "see it\n- Version: where it was seen\n"}},
       "Unmet/2"},
      {"no formal code of conduct",
       "code_of_conduct",
       "code_of_conduct",
       {{"CONTRIBUTING.md",
         "# Contributing\n\n## Code of conduct\n\nThough we do not have a formal code of conduct, please be "
         "kind to each other, assume that people mean well and keep to the matter at hand in every "
         "discussion.\n"}},
       "?/0"},
      {"Android's linter looks for faults, not for style",
       "coding_standards_enforced",
       "coding_standards_enforced",
       {{"app/src/main/java/A.java", "class A {}\n"}, {ci, workflow("./gradlew lint")}},
       "Unmet/2"},
      {"a README of lists in English",
       "english",
       "english",
       {{"README.md",
         "# Frob\n\n- CSV\n- JSON\n- YAML\n- TOML\n\n## API\n\n- `a()`\n- `b()`\n- `c()`\n\n## Install\n\n- "
         "npm\n- yarn\n"}},
       "?/0"},
      {"how tests are found",
       "test_policy",
       "test_policy",
       {{"CONTRIBUTING.md", "# Contributing\n\nNew tests in the folder tests/ are found by their names.\n"}},
       "?/0"},
      {"tests must pass",
       "test_policy",
       "test_policy",
       {{"CONTRIBUTING.md", "# Contributing\n\nAll tests must pass before you open a pull request.\n"}},
       "?/0"},
      {"classes of tests that are mandatory",
       "test_policy",
       "test_policy",
       {{"CONTRIBUTING.md", "# Contributing\n\nTests are in three classes: mandatory, optional and slow.\n"}},
       "?/0"},
      {"a stale figure",
       "test_policy",
       "test_policy",
       {{"CONTRIBUTING.md", "# Contributing\n\nThe number of tests that this text names may be stale.\n"}},
       "?/0"},
      {"an example of a commit message",
       "test_policy",
       "test_policy",
       {{"CONTRIBUTING.md",
         "# Contributing\n\nA message looks like this: `test(fs): add tests for links`.\n"}},
       "?/0"},
      {"private reports are none of bugs",
       "bug_reports",
       "report_process",
       {{"SECURITY.md", "# Security\n\nReport a vulnerability in private to security@example.org.\n"}},
       "?/0"},
      {"verify that a program runs",
       "signed_releases",
       "signed_releases",
       {{"README.md", "# Frob\n\n" + long_text +
                          "\n\n## Install\n\nUnpack it and verify the binary runs: `frob --version`.\n"}},
       "?/0"},
      {"Ubuntu's LTS",
       "maintenance",
       "maintenance_or_update",
       {{"README.md", "# Frob\n\n" + long_text + "\n\nIt is supported on Ubuntu 22.04 LTS and newer.\n"}},
       "?/0"},
      {"versions of the language",
       "maintenance",
       "maintenance_or_update",
       {{"README.md", "# Frob\n\n" + long_text +
                          "\n\n## Supported versions\n\nPython 3.10, 3.11 and 3.12 are supported.\n"}},
       "?/0"},
      {"an audit endpoint",
       "security_review",
       "security_review",
       {{"README.md", "# Frob\n\n" + long_text +
                          "\n\n## Security\n\nGET /audit returns the security audit log of the last day.\n"}},
       "?/0"},
      {"a key to encrypt reports to",
       "signed_releases",
       "signed_releases",
       {{"SECURITY.md",
         "# Security\n\nEncrypt your report with our GPG key 0x1234ABCD before you mail it to us.\n"}},
       "?/0"},
      {"what the program itself reports",
       "bug_reports",
       "report_process",
       {{"README.md", "# Frob\n\n" + long_text + "\n\nWhen a file is broken it will report an error.\n"}},
       "?/0"},
      {"alerts of the program",
       "discussion",
       "discussion",
       {{"README.md", "# Frob\n\n" + long_text +
                          "\n\nAlerts are sent to Slack, Discord or a mailing list of your choice.\n"}},
       "?/0"},
      {"what is not supported is no promise of updates",
       "maintenance",
       "maintenance_or_update",
       {{"README.md", "# Frob\n\n" + long_text + "\n\nReading from pipes is not supported any more.\n"}},
       "?/0"},
      {"a table of types is no cryptography",
       "crypto_algorithms",
       "crypto_published",
       {{"src/types.py", "NAMES = [\n  'X509Certificate',\n  'SecureString',\n  'PSCredential',\n]\n"}},
       "N/A/4"},
      {"an example application is not the product",
       "build",
       "build",
       {{"lib/a.py", "x = 1\n"},
        {"example_app/CMakeLists.txt", "project(x)\n"},
        {"example_app/a.c", "int a;\n"}},
       "Unmet/2"},
      {"notes of a part",
       "release_notes",
       "release_notes",
       {{"a.py", "x"}, {"part/CHANGELOG.md", "# Changelog\n\n## 1.1.0\n\n- Better\n\n## 1.0.0\n\n- First\n"}},
       "Met/3"},
      {"a table of types in use",
       "crypto_algorithms",
       "crypto_published",
       {{"src/types.py", "from cryptography import x509\ncert = x509.load_pem_x509_certificate(data)\n"}},
       "Met/3"},
      {"the product beside an example",
       "build",
       "build",
       {{"lib/a.py", "x = 1\n"}, {"CMakeLists.txt", "project(x)\n"}, {"a.c", "int a;\n"}},
       "Met/3"},
      {"a style checker",
       "coding_standards_enforced",
       "coding_standards_enforced",
       {{"app/src/main/java/A.java", "class A {}\n"}, {ci, workflow("./gradlew checkstyleMain")}},
       "Met/5"},
      {"versions that are maintained",
       "maintenance",
       "maintenance_or_update",
       {{"README.md",
         "# Frob\n\n" + long_text + "\n\n## Supported versions\n\nVersions 3.1 and 3.2 are supported.\n"}},
       "Met/4"},
      {"a rule on tests",
       "test_policy",
       "test_policy",
       {{"CONTRIBUTING.md", "# Contributing\n\nNew features must come with tests.\n"}},
       "Met/4"},
      {"an audit",
       "security_review",
       "security_review",
       {{"README.md",
         "# Frob\n\n" + long_text + "\n\n## Security\n\nA security audit was done by X in 2025.\n"}},
       "Met/4"},
      {"a channel of the project",
       "discussion",
       "discussion",
       {{"README.md", "# Frob\n\n" + long_text + "\n\nJoin us on Slack or the mailing list.\n"}},
       "Met/3"},
      {"a way to report",
       "bug_reports",
       "report_process",
       {{"README.md", "# Frob\n\n" + long_text + "\n\nPlease report bugs to bugs@frobber.org.\n"}},
       "Met/4"},
      {"an architecture",
       "roadmap_and_design",
       "documentation_architecture",
       {{"README.md",
         "# Frob\n\n" + long_text +
             "\n\n## Architecture\n\nThe parser in src/parse reads files, the store in src/store keeps the "
             "words with their counts, and the writer in src/write makes the tables of them.\n"}},
       "Met/2"},
      {"a README in English", "english", "english", {{"README.md", "# Frob\n\n" + long_text}}, "Met/4"},
      {"notes of an assistant",
       "release_notes",
       "release_notes",
       {{"a.py", "x"},
        {".claude/CHANGELOG.md", "# Changelog\n\n## 1.1.0\n\n- Better\n\n## 1.0.0\n\n- First\n"}},
       "?/0"},
      {"a policy below the leftovers of a template",
       "vulnerability_reports",
       "vulnerability_report_process",
       {{"SECURITY.md",
         "# Security Policy\n\nUse this section to tell people about which versions of your project "
         "are\ncurrently being supported with security updates.\n\n## Reporting a Vulnerability\n\nReport "
         "vulnerabilities to security@frobber.org. We answer within three days.\n"}},
       "Met/5"},
      {"a code of conduct that is named and nowhere posted",
       "code_of_conduct",
       "code_of_conduct",
       {{"CONTRIBUTING.md", "# Contributing\n\nPlease follow our code of conduct.\n"}},
       "Met/2"},
      {"credentials kept by NuGet",
       "crypto_agility",
       "crypto_credential_agility",
       {{"src/A.cs",
         "using NuGet.Credentials;\nclass A { void F() { "
         "DefaultCredentialServiceUtility.SetupDefaultCredentialService(l, true); } }\n"}},
       "Met/3"},
      {"TLS of a toolkit",
       "crypto_transport",
       "crypto_tls12",
       {{"src/a.vala", "var session = new Soup.Session();\n"},
        {"src/a.c", "#include <libsoup/soup.h>\nSoupSession *s = soup_session_new();\n"}},
       "Met/3"},
      {"LuaSec",
       "crypto_transport",
       "crypto_tls12",
       {{"src/a.lua", "local ssl = require('ssl')\nlocal https = require('ssl.https')\n"}},
       "Met/3"},
      {"plans of coding agents are no reference",
       "documentation",
       "documentation_interface",
       {{".squad/plans/api.md", "# API reference\n\n" + long_text + long_text + long_text},
        {"a.py", "x = 1\n"}},
       "?/0"},
      {"a reference",
       "documentation",
       "documentation_interface",
       {{"docs/api.md", "# API reference\n\n" + long_text + long_text + long_text}, {"a.py", "x = 1\n"}},
       "Met/4"},
      {"an old link to a site with https",
       "sites_https",
       "sites_https",
       {{"README.md", "# Frobber\n\n[Website](https://frobber.org) " + long_text +
                          "\n\n[Docs](http://frobber.org/docs)\n"}},
       "Met/2"},
      {"a site without https",
       "sites_https",
       "sites_https",
       {{"README.md", "# Frobber\n\n[Website](http://frobber.org) " + long_text + "\n"}},
       "Unmet/4"},
      {"flags of a script for coverage",
       "hardening",
       "hardening",
       {{"src/a.c", "int main(void) { return 0; }\n"},
        {"scripts/coverage.sh", "gcc -fstack-protector-strong --coverage src/a.c\n"}},
       "Unmet/2"},
      {"flags of the build",
       "hardening",
       "hardening",
       {{"src/a.c", "int main(void) { return 0; }\n"},
        {"Makefile",
         "CFLAGS = -fstack-protector-strong -D_FORTIFY_SOURCE=2\nall:\n\tcc $(CFLAGS) src/a.c\n"}},
       "Met/3"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(answer(row.detector, row.criterion, row.repo) == row.want);
  }
}

TEST_CASE("mistakes that were named: tags", "[history]") {
  // R counts the states between two releases: no release is newer for that.
  Story r = over({{"DESCRIPTION", "Package: frob\nVersion: 1.2.0.9000\n"}});
  r.commit(9).tag("v1.1.0", 9).commit(6).tag("v1.2.0", 6).commit(3).tag("v1.2.0.9000", 3);
  CHECK(r.says("versions", "version_tags") == "3 tags name releases; the newest is v1.2.0 of 2026-08-15.");
}

}  // namespace
}  // namespace badgescan::test
