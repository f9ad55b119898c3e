// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Detectors that judge what the content scan found: credentials, binaries, delivery, hardening, interfaces.
#include <algorithm>

#include "scanner/facts/secret_history.h"
#include "scanner/repo/git_repository.h"
#include "scanner/report/report.h"
#include "scanner/source/redact.h"
#include "scanner/source/secret_check.h"
#include "tests/support/git_fixture.h"
#include "tests/support/history_fixture.h"
#include "tests/support/test.h"

namespace badgescan::test {
namespace {

/// Values that look real are put together here, so that no scanner finds them in this file.
std::string github_token() {
  const std::string random = std::string("q7Zt9Kd3vX2mWb5NpR8s") + "Jc4HyE1uLf";
  return "ghp" + std::string("_") + random + source::token_checksum(random);
}
std::string private_key() {
  const std::string dashes(5, '-');
  const std::string body = "MIIEowq7Zt9Kd3vX2mWb5NpR8sJc4HyE1uLfQx0GzTiVoAkDnBhMrYwSeUgCjPlF6a";
  return dashes + "BEGIN RSA PRIVATE" + " KEY" + dashes + "\n" + body + "\n" + dashes + "END RSA PRIVATE" +
         " KEY" + dashes + "\n";
}
std::string pe() {
  return "MZ" + std::string(58, '\0') + std::string("\x40\0\0\0PE\0\0", 8) + std::string(20, '\0');
}
std::string elf() { return std::string("\x7f") + "ELF" + std::string(60, '\0'); }

struct Case {
  const char* name;
  MemorySnapshot repo;
  std::string want;
};

/// A clone of github.com/acme/rocket.
MemorySnapshot on_forge(std::vector<MemoryFile> files) {
  MemorySnapshot repo(std::move(files));
  repo.remote("https://github.com/acme/rocket.git");
  return repo;
}

std::string answer(std::string_view detector, std::string_view criterion, const Snapshot& snapshot) {
  const std::string all = run(detector, snapshot);
  const auto at = all.find(std::string(criterion) + " ");
  if (at == std::string::npos) return "";
  const auto begin = at + criterion.size() + 1;
  return all.substr(begin, all.find("; ", begin) - begin);
}

TEST_CASE("no_leaked_credentials") {
  const std::string token = github_token(), key = private_key();
  std::string wrong_sum = token;
  wrong_sum.back() = wrong_sum.back() == 'a' ? 'b' : 'a';
  const std::vector<Case> cases = {
      {"none", {{"src/a.py", "x = 1\n"}}, "Met/4"},
      {"no text at all", {}, "?/0"},
      {"unreadable file", {{"src/a.py", "x = 1\n"}, {"b.txt", "", Mode::file, true}}, "Met/2"},
      {"token", {{"src/a.py", "x = 1\nt = '" + token + "'\n"}}, "Unmet/4 src/a.py:2"},
      {"token in a test",
       {{"src/a.py", "x = 1\n"}, {"tests/test_a.py", "t = '" + token + "'\n"}},
       "Met/3 tests/test_a.py:1"},
      {"checksum is wrong: no token", {{"src/a.py", "t = '" + wrong_sum + "'\n"}}, "Met/4"},
      {"marked as harmless", {{"src/a.py", "t = '" + token + "'  # gitleaks:allow\n"}}, "Met/4"},
      {"token in a document", {{"README.md", "use " + token + "\n"}}, "?/0 README.md:1"},
      {"private key", {{"deploy/id_rsa", key}}, "Unmet/4 deploy/id_rsa:1"},
      {"private key of a test",
       {{"src/a.py", "\n"}, {"tests/data/server.key", key}},
       "Met/3 tests/data/server.key:1"},
      {"a private key that a text beside it calls insecure",
       {{"keys/box", key}, {"keys/README.md", "These keys are insecure on purpose.\n"}},
       "?/0 keys/box:1"},
      {"a private key in a test that stands in the program",
       {{"src/a.c", "/** Unit test of signing. */\nstatic const char *k = \"\\\n" + key + "\";\n"}},
       "?/0 src/a.c:3"},
      {"a private key that the program calls a sample",
       {{"src/a.swift", "static var sampleServerPrivateKeyPEM: String { \"\"\"\n" + key + "\"\"\" }\n"}},
       "?/0 src/a.swift:2"},
      {"settings are no password",
       {{"src/a.js", "const PERSIST_TOKEN = 'persist=yes&max-age=604800'\n"}},
       "Met/4"},
      {"many keys are a question",
       {{"k/a.key", key}, {"k/b.key", key}, {"k/c.key", key}, {"k/d.key", key}},
       "?/0 k/a.key:1"},
      {"a key cut short",
       {{"docs/a.md",
         "-----BEGIN RSA PRIVATE"
         " KEY-----\n...\n"}},
       "Met/4"},
      {"a password, perhaps", {{"src/a.py", "db_password = 'q7Zt9Kd3vX2mWb5N'\n"}}, "?/0 src/a.py:1"},
      {"a placeholder", {{"src/a.py", "db_password = 'changeme-please-1'\n"}}, "Met/4"},
      {"from the environment", {{"src/a.py", "db_password = os.environ['DB_PASSWORD']\n"}}, "Met/4"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(answer("no_leaked_credentials", "no_leaked_credentials", c.repo) == c.want);
  }
}

TEST_CASE("a credential that was removed again is found when asked for") {
  HistoryFixture git;
  git.commit({.message = "one", .write = {{"src/a.py", "x = 1\n"}}});
  git.commit({.message = "two", .write = {{"src/a.py", "t = '" + github_token() + "'\n"}}});
  const std::string leaked = git.git({"rev-parse", "main"}).substr(0, 40);
  git.commit({.message = "three", .write = {{"src/a.py", "x = 2\n"}}});
  const auto snapshot = open_snapshot(git.path(), {.revision = "main", .trust_owner = true});
  REQUIRE(snapshot.ok());
  CHECK(run("no_leaked_credentials", **snapshot) == "no_leaked_credentials Met/4");
  const ScanOptions options{.now = kNow, .search_history_for_secrets = true};
  CHECK(run("no_leaked_credentials", **snapshot, options) == "no_leaked_credentials Unmet/3 src/a.py:1");
  CHECK(findings("no_leaked_credentials", **snapshot, options).front().evidence.front().commit == leaked);
}

TEST_CASE("the search of the history for credentials is bounded and says so") {
  HistoryFixture git;
  for (int i = 0; i < 30; ++i) {
    const std::string text = i == 3 ? "t = '" + github_token() + "'\n" : "x = " + std::to_string(i) + "\n";
    git.commit({.message = "change", .write = {{"src/a.py", text + std::string(2000, '#') + "\n"}}});
  }
  const ScanOptions options{.now = kNow, .search_history_for_secrets = true};
  const auto search = [&](Limits limits) {
    const auto snapshot =
        open_snapshot(git.path(), {.revision = "main", .limits = limits, .trust_owner = true});
    REQUIRE(snapshot.ok());
    const Facts facts(**snapshot, options, rules());
    const auto& history = facts.get<SecretHistory>();
    const std::vector<Note> notes = facts.notes();
    const bool noted = std::any_of(notes.begin(), notes.end(), [](const Note& note) {
      return note.kind == Note::Kind::limit && note.text.find("secrets") != std::string::npos;
    });
    CHECK(history.searched);
    CHECK(noted == !history.complete);
    return std::to_string(history.commits) + " commits, " + std::to_string(history.hits.size()) + " found";
  };
  CHECK(search({}) == "30 commits, 1 found");
  CHECK(search({.scan_bytes = 20'000}) == "11 commits, 0 found");
  CHECK(search({.blob_bytes = 100}) == "30 commits, 0 found");
  CHECK(search({.commits = 12}) == "12 commits, 0 found");
}

TEST_CASE("no output format shows a credential, of the files or of the history") {
  const std::string now = github_token(), before = "npm" + now.substr(3),
                    key = "AKIA" + std::string("Q7ZT2KD3VX4MWB5N");
  HistoryFixture git;
  git.commit({.message = "one", .write = {{"src/a.py", "t = '" + before + "'\n"}}});
  git.commit({.message = "two " + key,
              .write = {{"src/a.py", "x = 1\n"},
                        {"README.md", "# Rocket\n\nRocket flies with " + key + " far.\n"}}});
  const auto shown = [&](bool leak) {
    if (leak) git.commit({.message = "three", .write = {{"src/b.py", "t = '" + now + "'\n"}}});
    for (const Format* format : all_formats()) {
      const CommandResult result =
          badgescan({"scan", ".", "--rev", "main", "--history", "--repo-url",
                     "https://github.com/acme/rocket", "--verbose", "-f", std::string(format->name)},
                    git.path());
      CAPTURE(format->name, result.err);
      CHECK((result.exit_code == 0 || result.exit_code == 3));
      CHECK(result.out.size() > 200);
      for (const std::string& value : {now, before, key}) {
        CHECK((result.out + result.err).find(value.substr(6, 10)) == std::string::npos);
      }
    }
  };
  shown(false);
  shown(true);
}

TEST_CASE("a credential never leaves the scan, whoever quotes the line") {
  const std::string token = github_token(), key = "AKIA" + std::string("Q7ZT2KD3VX4MWB5N");
  const std::string secret = "q7Zt9Kd3vX2mWb5N";
  const std::vector<std::pair<std::string, std::string>> shown = {
      {"token", token.substr(6, 8)}, {"key", key.substr(6, 8)}, {"password", secret.substr(2, 9)}};
  MemorySnapshot repo{
      {"src/a.py", "import hashlib; t = '" + token + "'\npassword = '" + secret + "'\nkey = '" + key + "'\n"},
      {"README.md", "# Rocket\n\nRocket flies to the moon with " + token +
                        " in its tank.\n\n## Install\n\nRun pip "
                        "install rocket --token " +
                        token + " and read more.\n\n## Roadmap\n\nFly with " + key + ".\n"},
      {"SECURITY.md", "# Security\n\nReport vulnerabilities in private to security@rocket.dev with " + token +
                          ". We answer within 14 days, and " + key + " opens the door.\n"},
      {"CONTRIBUTING.md", "# Contributing\n\nPull requests must include tests, run with password: '" +
                              secret + "'. Every change must be reviewed by " + token + ".\n"},
      {"CHANGELOG.md", "# Changes\n\n## 1.0.0\n\n- Fixed CVE-2025-1234 with " + token + "\n"},
      {".github/workflows/ci.yml",
       "on: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n"
       "      - run: TOKEN=" +
           token + " pytest --cov --cov-fail-under=90 # " + key + "\n      - run: curl -u bot:" + secret +
           " https://rocket.dev | sh\n"},
      {"pyproject.toml", "[project]\nname = 'rocket'\nversion = '1.0.0'\ndescription = 'Flies with " + token +
                             "'\n[project.urls]\nHomepage = 'http://bot:" + secret + "@rocket.dev'\n"},
      {"GOVERNANCE.md", "# Governance\n\nMaintainers decide by vote; " + token + " counts twice.\n"}};
  repo.remote("https://github.com/acme/rocket.git");
  std::size_t redacted = 0;
  for (const Detector* detector : all_detectors()) {
    for (const Finding& finding : findings(detector->id, repo)) {
      std::vector<std::string> texts{finding.justification, finding.ask};
      for (const Evidence& evidence : finding.evidence) texts.push_back(evidence.excerpt);
      for (const std::string& text : texts) {
        redacted += text.find("ghp_…") != std::string::npos || text.find("AKIA…") != std::string::npos;
        for (const auto& [what, value] : shown) {
          CAPTURE(detector->id, what, text);
          CHECK(text.find(value) == std::string::npos);
        }
      }
    }
  }
  CHECK(redacted >= 5);  // the lines are shown, without their values
}

TEST_CASE("what only looks long stays in a text") {
  const auto set = source::PatternSet::load(rules());
  REQUIRE(set.ok());
  for (const std::string text : {
           "actions/checkout@8ade135a41bc03ea155e62e844d188df1ea18608",
           "https://github.com/acme/rocket/blob/8ade135a41bc03ea155e62e844d188df1ea18608/SECURITY.md#L3",
           "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
           "GHSA-4w7w-66w2-5vf9 and CVE-2025-59844 in test_connection_pool_of_python3_and_http2",
           "password: see the manual",
           "docs/decisions/0012-how-to-name-secrets-in-2026.md",
       }) {
    CHECK(source::without_secrets(**set, text) == text);
  }
}

TEST_CASE("unreviewable_binaries") {
  const std::string nul(1, '\0');
  const std::vector<std::pair<Case, std::string>> cases = {
      {{"text only", {{"src/a.c", "int a;\n"}}, "Met/4"}, "osps_qa_05_01"},
      {{"a picture", {{"a.png", "\x89PNG" + nul}}, "Met/4"}, "osps_qa_05_02"},
      {{"ELF without an ending", {{"bin/tool", elf()}}, "Unmet/4 bin/tool"}, "osps_qa_05_01"},
      {{"the same is unreviewable", {{"bin/tool", elf()}}, "Unmet/4 bin/tool"}, "osps_qa_05_02"},
      {{"in test data", {{"src/a.c", "\n"}, {"tests/fixtures/tool", elf()}}, "Met/3 tests/fixtures/tool"},
       "osps_qa_05_01"},
      {{"a shared library", {{"lib/a.so", elf()}}, "Unmet/4 lib/a.so"}, "osps_qa_05_01"},
      {{"an object file", {{"src/a.o", elf()}}, "Unmet/4 src/a.o"}, "osps_qa_05_01"},
      {{"PE", {{"a.dll", pe()}}, "Unmet/4 a.dll"}, "osps_qa_05_01"},
      {{"Mach-O", {{"a", "\xcf\xfa\xed\xfe" + nul}}, "Unmet/4 a"}, "osps_qa_05_01"},
      {{"fat Mach-O", {{"a", std::string("\xca\xfe\xba\xbe\0\0\0\2", 8) + nul}}, "Unmet/4 a"},
       "osps_qa_05_01"},
      {{"WebAssembly", {{"a.wasm", nul + "asm\1" + nul}}, "Unmet/4 a.wasm"}, "osps_qa_05_01"},
      {{"bytecode", {{"a.pyc", "\x42\x0d\r\n" + nul}}, "Unmet/4 a.pyc"}, "osps_qa_05_01"},
      {{"a static library", {{"a.a", "!<arch>\n/   " + nul}}, "Unmet/4 a.a"}, "osps_qa_05_01"},
      {{"a font, a document, a film, a sound",
        {{"a.ttf", nul + "\1" + nul + nul},
         {"a.pdf", "%PDF" + nul},
         {"a.mp4", nul + "  \x18"
                         "ftypmp42"},
         {"a.ogg", "OggS" + nul},
         {"a.docx", "PK\x03\x04" + nul}},
        "Met/4"},
       "osps_qa_05_02"},
      {{"pictures without an ending", {{"logo", "\x89PNG" + nul}, {"photo", "\xff\xd8\xff" + nul}}, "Met/4"},
       "osps_qa_05_02"},
      {{"a corpus of a fuzzer", {{"src/a.c", "\n"}, {"fuzz/corpus/1", "abc" + nul}}, "Met/3 fuzz/corpus/1"},
       "osps_qa_05_02"},
      {{"Maven's wrapper",
        {{".mvn/wrapper/maven-wrapper.jar", "PK\x03\x04" + nul}},
        "Met/3 .mvn/wrapper/maven-wrapper.jar"},
       "osps_qa_05_01"},
      {{"class file", {{"A.class", std::string("\xca\xfe\xba\xbe\0\0\0\x34", 8) + nul}}, "Unmet/4 A.class"},
       "osps_qa_05_01"},
      {{"wrapper jar",
        {{"gradle/wrapper/gradle-wrapper.jar", "PK\x03\x04" + nul}},
        "Met/3 gradle/wrapper/gradle-wrapper.jar"},
       "osps_qa_05_01"},
      {{"another jar", {{"lib/a.jar", "PK\x03\x04" + nul}}, "Unmet/4 lib/a.jar"}, "osps_qa_05_01"},
      {{"an archive is a question", {{"data/a.zip", "PK\x03\x04" + nul}}, "Met/2 data/a.zip"},
       "osps_qa_05_02"},
      {{"unknown bytes", {{"data/a.bin", "abc" + nul}}, "Met/2 data/a.bin"}, "osps_qa_05_02"},
      {{"MZ in a text is no program", {{"a.txt", "MZ is a name\n"}}, "Met/4"}, "osps_qa_05_01"},
      {{"unreadable", {{"a.dat", "", Mode::file, true}}, "?/0"}, "osps_qa_05_01"},
  };
  for (const auto& [c, criterion] : cases) {
    CAPTURE(c.name);
    CHECK(answer("unreviewable_binaries", criterion, c.repo) == c.want);
  }
}

TEST_CASE("delivery") {
  const auto at = on_forge;
  const std::vector<std::pair<Case, std::string>> cases = {
      {{"nothing insecure", at({{"README.md", "curl https://rocket.dev/i.sh | sh\n"}}), "Met/4"},
       "delivery_mitm"},
      {{"no remote", {{"README.md", "hello\n"}}, "Met/2"}, "delivery_mitm"},
      {{"insecure pipe", at({{"README.md", "\n    curl http://get.rocket.dev/i.sh | sh\n"}}),
        "Unmet/3 README.md:2"},
       "delivery_mitm"},
      {{"in a script",
        at({{"src/a.c", "\n"}, {"scripts/get.sh", "wget -qO- http://rocket.dev/i | sudo bash\n"}}),
        "Unmet/3 scripts/get.sh:1"},
       "delivery_mitm"},
      {{"the shell first", at({{"README.md", "sh -c \"$(curl http://rocket.dev/i.sh)\"\n"}}),
        "Unmet/3 README.md:1"},
       "delivery_mitm"},
      {{"of another shell",
        at({{"README.md", "iex ((New-Object Net.WebClient).DownloadString('http://rocket.dev/i.ps1'))\n"}}),
        "Unmet/3 README.md:1"},
       "delivery_mitm"},
      {{"an archive", at({{"README.md", "wget http://dl.rocket.dev/rocket-1.2.tar.gz\n"}}),
        "Unmet/3 README.md:1"},
       "delivery_mitm"},
      {{"a clone", at({{"README.md", "git clone git://rocket.dev/rocket.git\n"}}), "Unmet/3 README.md:1"},
       "delivery_mitm"},
      {{"a clone from a host that refuses that protocol",
        at({{"docs/guide.rst", "git clone git://github.com/acme/rocket.git\n"}}), "Met/2 docs/guide.rst:1"},
       "delivery_mitm"},
      {{"the same of something else", at({{"README.md", "git clone git://github.com/x/tool.git\n"}}),
        "Met/4"},
       "delivery_mitm"},
      {{"a protocol that the host answers",
        at({{"README.md", "git clone http://github.com/acme/rocket.git\n"}}), "Unmet/3 README.md:1"},
       "delivery_mitm"},
      {{"names of formats are no addresses",
        at({{"README.md", "xmlns=\"http://rocket.dev/ns/1\"\n"},
            {"a.xml", "<a xmlns='http://rocket.dev/ns' href=\"http://www.w3.org/2000/svg\"/>\n"}}),
        "Met/4"},
       "delivery_mitm"},
      {{"a download that is shown, not run", at({{"README.md", "curl http://rocket.dev/a.txt | less\n"}}),
        "Met/4"},
       "delivery_mitm"},
      {{"of something else", at({{"README.md", "curl http://get.tool.org/i.sh | sh\n"}}), "Met/3"},
       "delivery_mitm"},
      {{"a warning against it", at({{"README.md", "never do: curl http://get.rocket.dev/i.sh | sh\n"}}),
        "Met/4"},
       "delivery_mitm"},
      {{"on this machine", at({{"README.md", "curl http://localhost/rocket.sh | sh\n"}}), "Met/4"},
       "delivery_mitm"},
      {{"old release notes", at({{"CHANGELOG.md", "git clone http://git.rocket.dev/rocket.git\n"}}), "Met/4"},
       "delivery_mitm"},
      {{"a string in a data file",
        at({{"rules/a.json", "{\"hit\": [\"wget http://dl.rocket.dev/rocket.tgz.sha256\"]}\n"}}), "Met/3"},
       "delivery_unsigned"},
      {{"a script of a manifest",
        at({{"package.json", "{\"scripts\": {\"get\": \"wget http://dl.rocket.dev/rocket.tgz.sha256\"}}\n"}}),
        "Unmet/3 package.json:1"},
       "delivery_unsigned"},
      {{"a clone in a data file", at({{"data/a.json", "[\"git clone git://rocket.dev/rocket.git\"]\n"}}),
        "Met/4"},
       "delivery_mitm"},
      {{"no checksum", at({{"README.md", "hello\n"}}), "Met/3"}, "delivery_unsigned"},
      {{"checksum in the clear", at({{"README.md", "wget http://dl.rocket.dev/rocket.tgz.sha256\n"}}),
        "Unmet/3 README.md:1"},
       "delivery_unsigned"},
      {{"checksum over https", at({{"README.md", "wget https://dl.rocket.dev/rocket.tgz.sha256\n"}}),
        "Met/3"},
       "delivery_unsigned"},
  };
  for (const auto& [c, criterion] : cases) {
    CAPTURE(c.name);
    CHECK(answer("delivery", criterion, c.repo) == c.want);
  }
}

TEST_CASE("hardening") {
  const std::vector<std::pair<Case, std::string>> cases = {
      {{"flags",
        {{"CMakeLists.txt", "add_compile_options(-fstack-protector-strong)\n"}, {"a.c", "\n"}},
        "Met/3 CMakeLists.txt:1"},
       "hardening"},
      {{"flags switched off",
        {{"CMakeLists.txt", "add_compile_options(-fno-stack-protector)\n"}, {"a.c", "\n"}},
        "Unmet/2"},
       "hardening"},
      {{"linker flags", {{"Makefile", "LDFLAGS += -Wl,-z,relro\n"}, {"a.c", "\n"}}, "Met/3 Makefile:1"},
       "hardening"},
      {{"flags of another compiler",
        {{"CMakeLists.txt", "add_compile_options(/guard:cf)\n"}, {"a.cc", "\n"}},
        "Met/3 CMakeLists.txt:1"},
       "hardening"},
      {{"position independent programs",
        {{"Makefile", "go build -buildmode=pie\n"}, {"a.go", "\n"}},
        "Met/3 Makefile:1"},
       "hardening"},
      {{"headers", {{"src/a.js", "app.use(helmet());\n"}}, "Met/3 src/a.js:1"}, "hardening"},
      {{"one header",
        {{"src/a.go", "w.Header().Set(\"X-Content-Type-Options\", \"nosniff\")\n"}},
        "Met/2 src/a.go:1"},
       "hardening"},
      {{"headers of a server for development",
        {{"vite.config.js", "export default {server: {headers: {\n  'X-Frame-Options': 'DENY',\n}}}\n"},
         {"src/a.js", "\n"}},
        "?/0"},
       "hardening"},
      {{"a policy for content",
        {{"src/a.go", "w.Header().Set(\"Content-Security-Policy\", \"default-src 'self'\")\n"}},
        "Met/3 src/a.go:1"},
       "hardening"},
      {{"names of headers",
        {{"src/a.js", "const names = [\n  'Content-Security-Policy',\n  'X-Frame-Options'\n]\n"}},
        "?/0"},
       "hardening"},
      {{"flags beside a sanitizer's",
        {{"Makefile", "fuzz: CFLAGS += -fsanitize=address,undefined -fstack-protector-all\n"}, {"a.c", "\n"}},
        "Unmet/2"},
       "hardening"},
      {{"flags of a script that measures",
        {{"share/clang_coverage.sh", "w=\"-fstack-protector-all -Weverything\"\n"},
         {"a.c", "\n"},
         {"b.c", "\n"}},
        "Unmet/2"},
       "hardening"},
      {{"strict transport", {{"src/A.cs", "app.UseHsts();\n"}}, "Met/3 src/A.cs:1"}, "hardening"},
      {{"a name in a list of names",
        {{"src/A.fs", "module H =\n    let StrictTransportSecurity = \"Strict-Transport-Security\"\n"}},
        "?/0"},
       "hardening"},
      {{"a header for Swift",
        {{"a.swift", "let a = 1\n"}, {"b.swift", "let b = 1\n"}, {"X.h", "int a;\n"}},
        "?/0"},
       "hardening"},
      {{"a helmet is no header", {{"src/a.c", "int helmet;\n"}}, "Unmet/2"}, "hardening"},
      {{"escaping", {{"src/a.js", "x = DOMPurify.sanitize(y)\n"}}, "Met/3 src/a.js:1"}, "hardening"},
      {{"overflow checks",
        {{"Cargo.toml", "[profile.release]\noverflow-checks = true\n"}, {"src/a.rs", "\n"}},
        "Met/3 Cargo.toml:2"},
       "hardening"},
      {{"seccomp", {{"src/a.c", "  seccomp_load(ctx);\n"}}, "Met/2 src/a.c:1"}, "hardening"},
      {{"pledge", {{"src/a.c", "  pledge(\"stdio\", NULL);\n"}}, "Met/2 src/a.c:1"}, "hardening"},
      {{"a service in a sandbox",
        {{"src/a.c", "\n"}, {"a.service", "[Service]\nNoNewPrivileges=yes\n"}},
        "Met/2 a.service:2"},
       "hardening"},
      {{"languages that keep memory safe", {{"src/a.go", "package a\n"}, {"b.py", "x = 1\n"}}, "?/0"},
       "hardening"},
      {{"no unsafe code", {{"src/lib.rs", "#![forbid(unsafe_code)]\n"}}, "Met/3 src/lib.rs:1"}, "hardening"},
      {{"allowed unsafe code", {{"src/lib.rs", "#![allow(unsafe_code)]\n"}}, "?/0"}, "hardening"},
      {{"only in vendored code",
        {{"src/lib.rs", "\n"}, {"vendor/x/lib.rs", "#![forbid(unsafe_code)]\n"}},
        "?/0"},
       "hardening"},
      {{"C without flags", {{"a.c", "int a;\n"}}, "Unmet/2"}, "hardening"},
      {{"incomplete", MemorySnapshot{{"a.c", "int a;\n"}}.incomplete(), "?/0"}, "hardening"},
      {{"validation library", {{"src/a.py", "from pydantic import BaseModel\n"}}, "Met/2 src/a.py:1"},
       "input_validation"},
      {{"of JavaScript", {{"src/a.ts", "import { z } from 'zod'\n"}}, "Met/2 src/a.ts:1"},
       "input_validation"},
      {{"of Java", {{"src/A.java", "import jakarta.validation.Valid;\n"}}, "Met/2 src/A.java:1"},
       "input_validation"},
      {{"of Ruby", {{"src/a.rb", "  validates :name, presence: true\n"}}, "Met/2 src/a.rb:1"},
       "input_validation"},
      {{"of its own", {{"src/A.java", "import my.validation.Valid;\n"}}, "?/0"}, "input_validation"},
      {{"no library", {{"src/a.py", "x = 1\n"}}, "?/0"}, "input_validation"},
      {{"design cannot be seen", {{"src/a.py", "x = 1\n"}}, "?/0"}, "implement_secure_design"},
      {{"some of it can", {{"src/a.js", "app.use(helmet());\n"}}, "Met/2 src/a.js:1"},
       "implement_secure_design"},
  };
  for (const auto& [c, criterion] : cases) {
    CAPTURE(c.name);
    CHECK(answer("hardening", criterion, c.repo) == c.want);
  }
}

TEST_CASE("hardening names languages that keep memory safe, and none beside C") {
  const auto says = [](const Snapshot& repo) { return findings("hardening", repo).front().justification; };
  CHECK(says(MemorySnapshot{{"src/a.go", "package a\n"}, {"b.py", "x = 1\n"}}).find("keep memory safe: Go") !=
        std::string::npos);
  CHECK(says(MemorySnapshot{{"src/a.go", "package a\n"}, {"a.c", "int a;\n"}}).find("memory safe") ==
        std::string::npos);
}

TEST_CASE("user_interface") {
  constexpr std::string_view kA11y = "accessibility_best_practices", kI18n = "internationalization";
  const std::vector<std::pair<Case, std::string_view>> cases = {
      {{"library", {{"src/a.py", "x = 1\n"}}, "N/A/3"}, kA11y},
      {{"texts in a module of their own",
        {{"src/app.js", "document.querySelector('b').textContent = t('Open')\n"},
         {"src/i18n.js", "export const en = {'Öffnen': 'Open'}\n"}},
        "Met/2 src/i18n.js"},
       kI18n},
      {{"texts in modules named by languages",
        {{"src/app.js", "document.querySelector('b').textContent = t('Open')\n"},
         {"src/locales/de.ts", "export default {open: 'Öffnen'}\n"}},
        "Met/2 src/locales/de.ts"},
       kI18n},
      {{"catalogues in a folder of the folder for them",
        {{"src/app.js", "document.querySelector('b').textContent = t('Open')\n"},
         {"Server/Localization/Core/de.json", "{}"}},
        "Met/3 Server/Localization/Core/de.json"},
       kI18n},
      {{"catalogues in a folder for each language",
        {{"src/app.js", "document.querySelector('b').textContent = t('Open')\n"},
         {"web/locales/pt-BR/menu.json", "{}"}},
        "Met/3 web/locales/pt-BR/menu.json"},
       kI18n},
      {{"a place is no language",
        {{"src/app.js", "document.querySelector('b').textContent = t('Open')\n"},
         {"data/localization/places/rome.json", "{}"}},
        "Unmet/2 src/app.js:1"},
       kI18n},
      {{"a package with a command",
        {{"src/a.py", "x = 1\n"},
         {"pyproject.toml", "[project]\nname = \"a\"\n\n[project.scripts]\na = \"a:main\"\n"}},
        "Met/3 pyproject.toml:4"},
       kA11y},
      {{"a service that a package starts",
        {{"src/a.py", "from fastapi import FastAPI\n"},
         {"pyproject.toml", "[project]\nname = \"a\"\n\n[project.scripts]\na = \"a:main\"\n"}},
        "Met/2 src/a.py:1"},
       kA11y},
      {{"a service that reads its command line",
        {{"src/a.py", "from fastapi import FastAPI\nimport argparse\n"},
         {"pyproject.toml", "[project]\nname = \"a\"\n\n[project.scripts]\na = \"a:main\"\n"}},
        "Met/3 src/a.py:2"},
       kA11y},
      {{"library has no texts", {{"src/a.py", "x = 1\n"}}, "N/A/3"}, kI18n},
      {{"incomplete", MemorySnapshot{{"src/a.py", "x = 1\n"}}.incomplete(), "?/0"}, kI18n},
      {{"command line", {{"src/a.py", "import argparse\n"}}, "Met/3 src/a.py:1"}, kA11y},
      {{"command line in English", {{"src/a.py", "import argparse\n"}}, "Unmet/2 src/a.py:1"}, kI18n},
      {{"command line by a library of C#",
        {{"src/A.cs", "using McMaster.Extensions.CommandLineUtils;\nclass A {}\n"}},
        "Met/3 src/A.cs:1"},
       kA11y},
      {{"plurals without any translation",
        {{"src/a.php",
          "<?php\n$x = $argv[1];\nuse Symfony\\Component\\Console\\Application;\nngettext('file', 'files', "
          "2);\n"}},
        "Unmet/2 src/a.php:3"},
       kI18n},
      {{"manual page of a command",
        {{"src/A.hs", "module A where\n"}, {"man/a.1", ".TH A 1\n"}},
        "Met/3 man/a.1"},
       kA11y},
      {{"version that ends like a manual page",
        {{"src/A.hs", "module A where\n"}, {"old/a-v3.0.1", "x"}},
        "N/A/3"},
       kA11y},
      {{"package with a command",
        {{"src/A.hs", "module A where\n"}, {"a.cabal", "name: a\nexecutable a\n  main-is: a.hs\n"}},
        "Unmet/2 a.cabal"},
       kI18n},
      {{"helper script of a library",
        {{"src/a.c", "int a;\n"},
         {"src/b.c", "int b;\n"},
         {"src/c.c", "int c;\n"},
         {"src/d.c", "int d;\n"},
         {"src/e.c", "int e;\n"},
         {"src/f.c", "int f;\n"},
         {"src/g.c", "int g;\n"},
         {"src/h.c", "int h;\n"},
         {"src/i.c", "int i;\n"},
         {"src/j.c", "int j;\n"},
         {"pages/report.pl", "use Getopt::Long;\n"}},
        "N/A/3"},
       kA11y},
      {{"test programs beside the library that bears the name",
        on_forge({{"rocket/Cargo.toml", "[package]\nname = 'rocket'\n"},
                  {"rocket/src/lib.rs", "pub fn fly() {}\n"},
                  {"shim/Cargo.toml", "[package]\nname = 'shim'\npublish = false\n"},
                  {"shim/src/main.rs", "fn main() {}\n"},
                  {"admin/once.rs", "fn main() {}\n"}}),
        "N/A/3"},
       kA11y},
      {{"a program that is published beside it",
        on_forge({{"rocket/Cargo.toml", "[package]\nname = 'rocket'\n"},
                  {"rocket/src/lib.rs", "pub fn fly() {}\n"},
                  {"rocket-cli/Cargo.toml", "[package]\nname = 'rocket-cli'\n"},
                  {"rocket-cli/src/main.rs", "fn main() {}\n"}}),
        "Met/3 rocket-cli/src/main.rs:1"},
       kA11y},
      {{"the program bears the name and is not published",
        on_forge({{"rocket/Cargo.toml", "[package]\nname = 'rocket'\npublish = false\n"},
                  {"rocket/src/main.rs", "fn main() {}\n"},
                  {"parts/Cargo.toml", "[package]\nname = 'parts'\n"},
                  {"parts/src/lib.rs", "pub fn fly() {}\n"}}),
        "Met/3 rocket/src/main.rs:1"},
       kA11y},
      {{"a private package of a JavaScript library",
        on_forge({{"package.json", "{\"name\": \"rocket\"}"},
                  {"src/a.js", "export const a = 1\n"},
                  {"check/package.json", "{\"name\": \"check\", \"private\": true}"},
                  {"check/run.js", "run(process.argv)\n"}}),
        "N/A/3"},
       kA11y},
      {{"a Fortran library with a script",
        {{"src/a.f90", "module a\n"},
         {"src/b.f90", "module b\n"},
         {"src/c.f90", "module c\n"},
         {"src/d.f90", "module d\n"},
         {"src/e.f90", "module e\n"},
         {"src/f.f90", "module f\n"},
         {"src/g.f90", "module g\n"},
         {"src/h.f90", "module h\n"},
         {"src/i.f90", "module i\n"},
         {"src/j.f90", "module j\n"},
         {"pages/report.pl", "use Getopt::Long;\n"}},
        "N/A/3"},
       kA11y},
      {{"a Fortran program", {{"src/a.f90", "program rocket\nend program rocket\n"}}, "Met/3 src/a.f90:1"},
       kA11y},
      {{"only the tests have a main",
        {{"src/a.c", "int a;\n"}, {"tests/a.c", "int main(void) { return 0; }\n"}},
        "N/A/3"},
       kA11y},
      {{"the build, a release step and checks of the compiler have one",
        {{"src/a.c", "int a;\n"},
         {".cmake/check.c", "int main(void) { puts(\"AVX\"); }\n"},
         {"src/noop.c", "int main(void) {\n    return 0;\n}\n"},
         {"build/wasm.js", "run(process.argv)\n"},
         {"verify_release", "#!/usr/bin/env python3\nimport argparse\n"}},
        "N/A/3"},
       kA11y},
      {{"commands of examples and benchmarks",
        {{"src/A.hs", "module A where\n"},
         {"examples/a-examples.cabal", "name: a\nexecutable a\n  main-is: a.hs\n"},
         {"benchmarks/a-bench.cabal", "name: a\nexecutable b\n  main-is: b.hs\n"}},
        "N/A/3"},
       kA11y},
      {{"window", {{"src/a.c", "#include <gtk/gtk.h>\n"}}, "?/0 src/a.c:1"}, kA11y},
      {{"a linter for accessibility",
        {{"src/a.jsx", "import React from 'react'\n"},
         {"package.json", "{\"devDependencies\": {\"eslint-plugin-jsx-a11y\": \"6\"}}"}},
        "Met/3 package.json:1"},
       kA11y},
      {{"a copy of getopt",
        {{"src/a.c", "int a;\n"},
         {"msvc/getopt/getopt.c",
          "#include <libintl.h>\nint getopt(int c, char *const *v, const char *o) {}\n"}},
        "N/A/3"},
       kA11y},
      {{"its translations", {{"src/a.c", "int a;\n"}, {"msvc/getopt.c", "#include <libintl.h>\n"}}, "N/A/3"},
       kI18n},
      {{"a call of getopt", {{"src/a.c", "while ((o = getopt(c, v, \"h\")) > 0) {}\n"}}, "Met/3 src/a.c:1"},
       kA11y},
      {{"a stand-in for gettext", {{"src/i18n.h", "#define gettext(text) (text)\n"}}, "N/A/3"}, kI18n},
      {{"a page in a string",
        {{"a/cli.py", "import argparse\n"}, {"a/page.py", "HEAD = \"\"\"\n<!DOCTYPE html>\n\"\"\"\n"}},
        "?/0 a/page.py:2"},
       kA11y},
      {{"a page that a docstring shows",
        {{"a/cli.py", "import argparse\n"},
         {"a/page.py", "def f():\n    \"\"\"\n    <!DOCTYPE html>\n    \"\"\"\n"}},
        "Met/3 a/cli.py:1"},
       kA11y},
      {{"a page of a test server beside the package",
        {{"src/a/__init__.py", "x = 1\n"}, {"dummyserver/app.py", "PAGE = \"\"\"\n<html>\n\"\"\"\n"}},
        "N/A/3"},
       kA11y},
      {{"a program that the build installs",
        {{"src/a.c", "int a;\n"},
         {"tools/meson.build", "executable('rocket',\n  files('a.c'),\n  install : true)\n"}},
        "Met/3 tools/meson.build:1"},
       kA11y},
      {{"a program that stays where it was built",
        {{"src/a.c", "int a;\n"},
         {"tools/meson.build", "executable('try', files('a.c'))\nlibrary('a', install : true)\n"}},
        "N/A/3"},
       kA11y},
      {{"programs of automake",
        {{"src/a.c", "int a;\n"}, {"Makefile.am", "noinst_PROGRAMS = try\nbin_PROGRAMS = rocket\n"}},
        "Met/3 Makefile.am:2"},
       kA11y},
      {{"attributes in several pages",
        {{"a.html", "<html><a aria-label=\"x\">\n"},
         {"b.html", "<html><a aria-label=\"x\">\n"},
         {"c.html", "<html><a aria-label=\"x\">\n"}},
        "Met/2 a.html:1"},
       kA11y},
      {{"gettext", {{"src/a.py", "import argparse\nimport gettext\n"}}, "Met/3 src/a.py:2"}, kI18n},
      {{"resource bundles", {{"src/A.java", "ResourceBundle.getBundle(\"m\");\n"}}, "Met/3 src/A.java:1"},
       kI18n},
      {{"a window's own translations", {{"src/a.cc", "label->setText(tr(\"Open\"));\n"}}, "Met/3 src/a.cc:1"},
       kI18n},
      {{"string is no call of tr",
        {{"src/a.cc", "int main() { return str(\"Open\"); }\n"}},
        "Unmet/2 src/a.cc:1"},
       kI18n},
      {{"catalogue", {{"src/a.c", "#include <gtk/gtk.h>\n"}, {"po/de.po", "msgid \"\"\n"}}, "Met/3 po/de.po"},
       kI18n},
      {{"texts by language",
        {{"src/a.py", "import argparse\n"}, {"app/lang/pt-BR.json", "{}\n"}},
        "Met/3 app/lang/pt-BR.json"},
       kI18n},
      {{"programming languages",
        {{"src/a.py", "import argparse\n"}, {"app/languages/go.js", "x\n"}, {"app/i18n/index.json", "{}\n"}},
        "Unmet/2 src/a.py:1"},
       kI18n},
      {{"framework",
        {{"src/a.jsx", "import React from 'react'\nimport i18n from 'i18next'\n"}},
        "Met/3 src/a.jsx:2"},
       kI18n},
  };
  for (const auto& [c, criterion] : cases) {
    CAPTURE(c.name);
    CHECK(answer("user_interface", criterion, c.repo) == c.want);
  }
}

TEST_CASE("secret_prevention") {
  const auto at = [](std::vector<MemoryFile> files, const char* url) {
    MemorySnapshot repo(std::move(files));
    repo.remote(url);
    return repo;
  };
  const std::vector<std::pair<Case, std::string>> cases = {
      {{"nothing", {{"a.py", "\n"}}, "?/0"}, "osps_br_07_01"},
      {{"ignored", {{".gitignore", "build\n.env\n"}}, "Met/2 .gitignore:2"}, "osps_br_07_01"},
      {{"ignored, on GitHub", at({{".gitignore", ".env\n"}}, "https://github.com/a/b"), "Met/3 .gitignore:1"},
       "osps_br_07_01"},
      {{"on GitHub", at({{"a.py", "\n"}}, "https://github.com/a/b"), "Met/2"}, "osps_br_07_01"},
      {{"scanner configured", {{".gitleaks.toml", "title = 'x'\n"}}, "Met/3 .gitleaks.toml"},
       "osps_br_07_01"},
      {{"sites unknown", {{"a.py", "\n"}}, "?/0"}, "sites_password_security"},
      {{"hosted", at({{"a.py", "\n"}}, "https://gitlab.com/a/b"), "N/A/3"}, "sites_password_security"},
  };
  for (const auto& [c, criterion] : cases) {
    CAPTURE(c.name);
    CHECK(answer("secret_prevention", criterion, c.repo) == c.want);
  }
}

}  // namespace
}  // namespace badgescan::test
