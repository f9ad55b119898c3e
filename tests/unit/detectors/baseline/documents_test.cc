// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The baseline controls that documents answer.
#include "tests/support/test.h"

namespace badgescan {
namespace {

using test::MemorySnapshot;

/// "Status/confidence" of one criterion by one detector.
std::string about(std::string_view detector, std::string_view criterion, const Snapshot& snapshot) {
  for (const Finding& finding : test::findings(detector, snapshot)) {
    if (finding.criterion == criterion)
      return std::string(name_of(finding.status)) + "/" +
             std::to_string(static_cast<int>(finding.confidence));
  }
  return {};
}

struct Row {
  const char* criterion;
  const char* path;
  const char* text;
  const char* want;
};

void check(std::string_view detector, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.criterion << " " << row.path << ": " << row.text);
    CHECK(about(detector, row.criterion, MemorySnapshot{{row.path, row.text}}) == row.want);
  }
}

TEST_CASE("policies in documents", "[baseline]") {
  check(
      "policies",
      {
          {"osps_br_07_02", "SECURITY.md",
           "# Secrets\n\nPublishing tokens are stored in GitHub environment secrets. Tokens are rotated "
           "every 90 days.\n",
           "Met/3"},
          {"osps_br_07_02", "SECURITY.md",
           "# S\n\nPublishing tokens are stored in GitHub environment secrets.\n", "Met/1"},
          {"osps_br_07_02", "SECURITY.md", "# S\n\nMail security@example.org about holes in the parser.\n",
           "Unmet/2"},
          {"osps_vm_05_01", "SECURITY.md",
           "# S\n\nDependency vulnerabilities of high severity are fixed within 30 days.\n", "Met/3"},
          {"osps_vm_05_01", "SECURITY.md", "# S\n\nDependencies are updated weekly by a bot of ours.\n",
           "Unmet/2"},
          {"osps_vm_05_02", "CONTRIBUTING.md",
           "# C\n\nKnown vulnerable dependencies are fixed before a release is made.\n", "Met/3"},
          {"osps_vm_06_01", "CONTRIBUTING.md",
           "# C\n\nCodeQL findings of high severity are fixed before merging a change.\n", "Met/3"},
          {"osps_vm_06_01", "CONTRIBUTING.md", "# C\n\nWe use CodeQL on all branches of this repository.\n",
           "Unmet/2"},
          {"osps_gv_04_01", "GOVERNANCE.md",
           "# G\n\nNew maintainers are nominated and approved by a majority vote of the others.\n", "Met/3"},
          {"osps_gv_04_01", "GOVERNANCE.md",
           "# G\n\nThe maintainers decide by lazy consensus on all changes.\n", "Unmet/2"},
          {"osps_do_06_01", "CONTRIBUTING.md",
           "# C\n\nDependencies are monitored by Dependabot every week.\n", "Met/2"},
          {"osps_do_06_01", "CONTRIBUTING.md",
           "# C\n\nNew dependencies are reviewed by two people. Versions are pinned in the lock file.\n",
           "Met/3"},
      });
}

TEST_CASE("members and the way of contributions", "[baseline]") {
  check("members",
        {
            {"osps_gv_01_01", "MAINTAINERS.md", "# Maintainers\n\n- Ada (@ada)\n- Bob <bob@example.org>\n",
             "Met/4"},
            {"osps_gv_01_01", "MAINTAINERS.md", "# Maintainers\n\nAsk in the chat who they are today.\n",
             "Unmet/2"},
            {"osps_gv_01_01", ".github/CODEOWNERS", "* @ada\n", "Met/2"},
            {"osps_gv_01_01", "README.md", "# X\n\nA tool that sorts things for you.\n", "Unmet/2"},
            {"osps_gv_03_01", "CONTRIBUTING.md", "# C\n\nFork the repository and open a pull request.\n",
             "Met/4"},
            {"osps_gv_03_01", "README.md", "# X\n\nA tool that sorts things for you.\n", "Unmet/2"},
            {"osps_gv_03_01", "Etc/x-development-guide", "Send patches to the list.\n", "?/0"},
        });
}

TEST_CASE("support and its end", "[baseline]") {
  check(
      "support_period",
      {
          {"osps_do_04_01", "SECURITY.md",
           "# Security\n\n## Supported versions\n\nOnly the latest release gets security fixes.\n", "Met/3"},
          {"osps_do_05_01", "SECURITY.md",
           "# Security\n\n## Supported versions\n\nOnly the latest release gets security fixes.\n", "Met/3"},
          {"osps_do_05_01", "SECURITY.md",
           "# Security\n\nVersions before 2.0 are no longer supported by anybody.\n", "Met/3"},
          {"osps_do_05_01", "README.md",
           "# X\n\nA tool that sorts. The shell does not support piping into source.\n", "Unmet/2"},
          {"osps_do_05_01", "README.md",
           "# X\n\nUpgrading from an earlier version? Find release notes here.\n", "Unmet/2"},
          {"osps_do_04_01", "SECURITY.md", "# Security\n\nMail us about holes, we answer soon.\n", "Unmet/2"},
          {"osps_do_05_01", "SECURITY.md", "# Security\n\nMail us about holes, we answer soon.\n", "Unmet/2"},
      });
}

TEST_CASE("build instructions", "[baseline]") {
  check("build_guide",
        {
            {"osps_do_07_01", "README.md",
             "# X\n\n## Building\n\nYou need CMake 3.22 and a C++ compiler that knows the newer "
             "standard.\n\n```\ncmake -B build\n```\n",
             "Met/4"},
            {"osps_do_07_01", "README.md",
             "# X\n\nA tool that sorts things for you and for me.\n\n```\n$ cargo build --release\n```\n",
             "Met/3"},
            {"osps_do_07_01", "README.md",
             "# X\n\nA tool that sorts things for you and for me.\n\n```\npip install x\n```\n", "Unmet/2"},
            {"osps_do_07_01", "README.md",
             "# X\n\nA tool that sorts things for you and for me.\n\n```\nnpm install x\n```\n", "Unmet/2"},
            {"osps_do_07_01", "README.md",
             "# X\n\nA tool that sorts things for you.\n\n```\n# Make a request with a name\nx get y\n```\n",
             "Unmet/2"},
            {"osps_do_07_01", "README.md",
             "# X\n\nA tool that sorts things for you.\n\n```\n# make install\n```\n", "Met/3"},
        });
}

TEST_CASE("build instructions are quoted where the commands stand", "[baseline]") {
  const auto said = [](const std::string& readme) {
    return test::findings("build_guide", MemorySnapshot{{"README.md", readme}}).at(0).justification;
  };
  const std::string command = "It needs a compiler.\n\n```\ncabal build\n```\n\n";
  const std::string other =
      "Most who build it against another version of a library tell it so before they begin.\n\n";
  CHECK(said("# X\n\n## Building parts\n\n" + other + "## Building\n\n" + command) ==
        "README.md:7 says how to build, with commands such as “cabal build” (README.md:12).");
  CHECK(said("# X\n\n## Setup\n\n" + command + "## Building against other libraries\n\n" + other) ==
        "README.md:8 shows commands, such as “cabal build”, and README.md:11 is about building.");
}

TEST_CASE("disclosure policy, contacts, advisories, VEX", "[baseline]") {
  check(
      "disclosure",
      {
          {"osps_vm_01_01", "SECURITY.md",
           "# Security\n\nReport vulnerabilities to s@example.org. We answer within 3 days.\n", "Met/4"},
          {"osps_vm_01_01", "SECURITY.md", "# Security\n\nReport vulnerabilities to s@example.org, please.\n",
           "Unmet/2"},
          {"osps_vm_01_01", "SECURITY.md",
           "# Security\n\nReport vulnerabilities to s@example.org. We answer within a few days.\n", "Met/2"},
          {"osps_vm_01_01", "SECURITY.md",
           "# Security\n\nReport vulnerabilities to s@example.org. Holes are fixed within a few days.\n",
           "Unmet/2"},
          {"osps_vm_01_01", "README.md", "# X\n\nA tool.\n", "Unmet/2"},
          {"osps_vm_02_01", "SECURITY.md", "# Security\n\nReport vulnerabilities to s@example.org, please.\n",
           "Met/4"},
          {"osps_vm_02_01", "SECURITY.md",
           "# Security\n\nReport vulnerabilities to the maintainers, please.\n", "Met/2"},
          {"osps_vm_02_01", "README.md", "# X\n\nMail me@example.org about the weather.\n", "Unmet/2"},
          {"osps_vm_02_01", "README.md",
           "# X\n\n## Security\n\nUsers log in with one of these.\n\n```yaml\nallowed: [s@x.org]\n```\n",
           "Unmet/2"},
          {"osps_vm_02_01", "README.md",
           "# X\n\n## Security\n\nUsers log in. Report vulnerabilities to s@x.org.\n\n```\nlogin\n```\n",
           "Met/4"},
          {"osps_vm_02_01", "SECURITY.md", "# Security\n\nWrite to these, please:\n\n```\ns@x.org\n```\n",
           "Met/4"},
          {"osps_vm_04_01", "SECURITY.md",
           "# Security\n\nWe publish a security advisory for each vulnerability that was fixed.\n", "Met/3"},
          {"osps_vm_04_01", "README.md", "# X\n\nA tool.\n", "?/0"},
          {"osps_vm_04_02", ".vex/main.json", "{}", "Met/4"},
          {"osps_vm_04_02", "src/convex.json", "{}", "Unmet/2"},
      });
  const MemorySnapshot form{{"SECURITY.md",
                             "# Security\n\nUse the **[form "
                             "for\nreports](https://github.com/o/x/security/advisories/new)** please.\n"}};
  for (const Finding& finding : test::findings("disclosure", form)) {
    if (finding.criterion == "osps_vm_02_01")
      CHECK(finding.evidence.at(0).excerpt == "https://github.com/o/x/security/advisories/new");
  }
}

TEST_CASE("design, assessment, threat model", "[baseline]") {
  std::string model = "# Threat model\n\n";
  for (int i = 0; i < 20; ++i) model += "The attacker may send a crafted file to the parser of the program. ";
  model += "\n\nEach risk has an impact and a mitigation; the actors are users and the server.\n";
  CHECK(about("security_design", "osps_sa_03_02", MemorySnapshot{{"THREAT_MODEL.md", model}}) == "Met/4");
  CHECK(about("security_design", "osps_sa_03_01", MemorySnapshot{{"THREAT_MODEL.md", model}}) == "Met/3");
  CHECK(about("security_design", "osps_sa_03_02", MemorySnapshot{{"README.md", "# X\n\nA tool.\n"}}) ==
        "Unmet/2");
  CHECK(about("security_design", "osps_sa_01_01", MemorySnapshot{{"README.md", "# X\n\nA tool.\n"}}) ==
        "Unmet/2");
}

TEST_CASE("an audit log is no audit", "[baseline]") {
  std::string log = "# Audit\n\n", report = "# Audit\n\n";
  for (int i = 0; i < 12; ++i) {
    log += "The audit log holds every request with its time and its user. ";
    report += "The auditors had findings about the parser, and they were fixed. ";
  }
  CHECK(about("security_design", "osps_sa_03_01", MemorySnapshot{{"docs/audit/index.md", log}}) == "Unmet/2");
  CHECK(about("security_design", "osps_sa_03_01", MemorySnapshot{{"docs/audit.md", report}}) == "Met/3");
}

TEST_CASE("other repositories", "[baseline]") {
  CHECK(test::run("subprojects", MemorySnapshot{{"README.md", "# X\n\nA tool.\n"}}) ==
        "osps_qa_04_01 N/A/2; osps_qa_04_02 N/A/2");
  CHECK(test::run("subprojects",
                  MemorySnapshot{{"README.md", "# X\n\nSee our repositories for the subprojects.\n"}}) ==
        "osps_qa_04_01 Met/2 README.md:3; osps_qa_04_02 ?/0 README.md:3");
  MemorySnapshot with{{".gitmodules", "[submodule \"x\"]\n\turl = https://github.com/o/x.git\n"}};
  CHECK(test::run("subprojects", with.remote("https://github.com/o/r")) ==
        "osps_qa_04_01 Met/2 .gitmodules:2; osps_qa_04_02 ?/0 .gitmodules:2");
  MemorySnapshot foreign{{".gitmodules", "[submodule \"x\"]\n\turl = https://github.com/other/x.git\n"}};
  CHECK(test::run("subprojects", foreign.remote("https://github.com/o/r")) ==
        "osps_qa_04_01 N/A/2; osps_qa_04_02 N/A/2");
}

TEST_CASE("settings that are kept as files, and the page for those that are not", "[baseline]") {
  MemorySnapshot kept{
      {".github/settings.yml",
       "branches:\n  - name: main\n    protection:\n      required_pull_request_reviews:\n"
       "        required_approving_review_count: 1\n      required_status_checks:\n        strict: true\n"}};
  CHECK(test::run("access", kept.remote("https://github.com/o/r")) ==
        "osps_ac_01_01 Met/2 https://github.com/o/r; osps_ac_02_01 Met/2 https://github.com/o/r; "
        "osps_ac_03_01 Met/3 .github/settings.yml:5; osps_ac_03_02 Met/2 https://github.com/o/r; "
        "osps_qa_03_01 Met/3 .github/settings.yml:7");
  CHECK(test::run("access", MemorySnapshot{{"README.md", "# X\n"}}) ==
        "osps_ac_01_01 ?/0; osps_ac_02_01 ?/0; osps_ac_03_01 ?/0; osps_ac_03_02 ?/0; osps_qa_03_01 ?/0");
  MemorySnapshot plain{{"README.md", "# X\n"}};
  plain.remote("https://gitlab.com/o/r");
  for (const Finding& finding : test::findings("access", plain)) {
    if (finding.criterion == "osps_ac_03_01")
      CHECK_THAT(finding.ask, Catch::Matchers::Contains("https://gitlab.com/o/r/-/settings/repository"));
  }
}

TEST_CASE("lists of dependencies", "[baseline]") {
  CHECK(test::run("dependency_list",
                  MemorySnapshot{{"package.json", R"({"name":"x","dependencies":{"a":"1"}})"},
                                 {"package-lock.json", "{}"}}) ==
        "osps_br_05_01 Met/4 package.json; osps_qa_02_01 Met/5 package.json");
  CHECK(test::run("dependency_list", MemorySnapshot{{"go.mod", "module x\n\ngo 1.22\n"}}) ==
        "osps_br_05_01 Met/3 go.mod; osps_qa_02_01 Met/4 go.mod");
  CHECK(test::run("dependency_list", MemorySnapshot{{"main.c", "int main;"}}) ==
        "osps_br_05_01 ?/0; osps_qa_02_01 ?/0");
  CHECK(test::run("dependency_list",
                  MemorySnapshot{{"examples/package.json", R"({"dependencies":{"a":"1"}})"}}) ==
        "osps_br_05_01 ?/0; osps_qa_02_01 ?/0");
}

TEST_CASE("what helpers in another language need is no list of the project's", "[baseline]") {
  const auto lists = [](const char* path) {
    return test::run("dependency_list",
                     MemorySnapshot{{"src/a.cc", "int a;\nint b;\n"},
                                    {path, "{\"name\": \"x\", \"dependencies\": {\"y\": \"1\"}}"}});
  };
  CHECK(lists("scripts/javascript/package.json") == "osps_br_05_01 ?/0; osps_qa_02_01 ?/0");
  CHECK(test::run("dependency_list",
                  MemorySnapshot{{"src/A.fs", "let a = 1\n"}, {"paket.dependencies", "nuget X 1.0\n"}}) ==
        "osps_br_05_01 Met/3 paket.dependencies; osps_qa_02_01 Met/5 paket.dependencies");
}

TEST_CASE("releases that can be trusted", "[baseline]") {
  check("release_trust",
        {
            {"osps_do_03_01", "README.md",
             "# X\n\nA tool that sorts things for you and for me.\n\n```\ngpg --verify x.asc x\n```\n",
             "Met/4"},
            {"osps_do_03_01", "README.md", "# X\n\nVerify the signature of the tarball.\n", "Met/2"},
            {"osps_do_03_01", "README.md", "# X\n\nVerify that it works.\n", "Unmet/2"},
            {"osps_do_03_02", "README.md",
             "# X\n\nA tool that sorts things for you and for me.\n\n```\ngpg --verify x.asc x\n```\n\nThe "
             "fingerprint of the release key is ABCD.\n",
             "Met/3"},
            {"osps_do_03_02", "README.md",
             "# X\n\nA tool that sorts things for you and for me.\n\n```\ngh attestation verify x --repo "
             "o/r\n```\n",
             "Met/3"},
            {"osps_do_03_02", "README.md", "# X\n\nA tool.\n", "Unmet/2"},
            {"osps_br_06_01", "README.md", "# X\n\nA tool.\n", "?/0"},
            {"osps_qa_02_02", "README.md", "# X\n\nA tool.\n", "Unmet/2"},
            {"osps_br_06_01", ".github/workflows/r.yml",
             "on: {push: {tags: ['v*']}}\njobs:\n  r:\n    steps:\n      - uses: "
             "actions/attest-build-provenance@v2\n",
             "Met/3"},
            {"osps_qa_02_02", ".github/workflows/r.yml",
             "on: {push: {tags: ['v*']}}\njobs:\n  r:\n    steps:\n      - uses: anchore/sbom-action@v0\n",
             "Met/3"},
        });
}

TEST_CASE("tests before acceptance", "[baseline]") {
  const auto ci = [](const std::string& on, const std::string& command) {
    return MemorySnapshot{{".github/workflows/ci.yml",
                           "on: " + on + "\njobs:\n  t:\n    steps:\n      - run: " + command + "\n"},
                          {"x.py", "x = 1\n"}};
  };
  CHECK(about("test_rules", "osps_qa_06_01", ci("pull_request", "pytest")) == "Met/4");
  CHECK(about("test_rules", "osps_qa_06_01", ci("push", "pytest")) == "Met/2");
  CHECK(about("test_rules", "osps_qa_06_01", ci("pull_request", "echo pytest")) == "Unmet/2");
  check("test_rules",
        {
            {"osps_qa_06_02", "CONTRIBUTING.md",
             "# C\n\nRun the tests with make check. CI runs all tests on every pull request.\n", "Met/3"},
            {"osps_qa_06_02", "CONTRIBUTING.md", "# C\n\nRun the tests with make check.\n", "Met/2"},
            {"osps_qa_06_02", "CONTRIBUTING.md", "# C\n\nBe kind to each other.\n", "Unmet/2"},
        });
}

TEST_CASE("scans of every change", "[baseline]") {
  const std::string scan =
      "on: pull_request\njobs:\n  t:\n    steps:\n      - uses: actions/dependency-review-action@v4\n";
  const char* policy =
      "# S\n\nDependency vulnerabilities of high severity block a change until they are fixed.\n";
  CHECK(about("change_scans", "osps_vm_05_03", MemorySnapshot{{".github/workflows/s.yml", scan}}) == "Met/2");
  CHECK(about("change_scans", "osps_vm_05_03",
              MemorySnapshot{{".github/workflows/s.yml", scan}, {"SECURITY.md", policy}}) == "Met/3");
  CHECK(about("change_scans", "osps_vm_05_03", MemorySnapshot{{"README.md", "x"}}) == "Unmet/2");
  // A pipeline that cannot be read may scan: neither "no" nor the words for "no".
  const MemorySnapshot unread{{".github/workflows/s.yml", "", Mode::file, true}};
  for (const Finding& finding : test::findings("change_scans", unread)) {
    CHECK(finding.status == Status::unknown);
    CHECK(finding.justification.find("No pipeline") == std::string::npos);
  }
  CHECK(about("change_scans", "osps_vm_06_02", MemorySnapshot{{".github/workflows/s.yml", scan}}) ==
        "Unmet/2");
}

TEST_CASE("the public record", "[baseline]") {
  MemorySnapshot on_forge{{"README.md", "x"}};
  CHECK(test::run("record", on_forge.remote("git@github.com:o/r.git")) ==
        "osps_qa_01_02 Met/3 https://github.com/o/r");
  CHECK(test::run("record", MemorySnapshot{{"README.md", "x"}}) == "osps_qa_01_02 ?/0");
}

}  // namespace
}  // namespace badgescan
