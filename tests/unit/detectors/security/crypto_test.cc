// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The crypto_* detectors over small repositories: nothing, look-alikes, each kind of use, and what weakens
// it.
#include <set>

#include "scanner/source/pattern_rules.h"
#include "tests/support/test.h"

namespace badgescan::test {
namespace {

/// What one detector says of one criterion: "N/A/4 path:line".
std::string answer(std::string_view detector, std::string_view criterion, const Snapshot& snapshot) {
  const std::string all = run(detector, snapshot);
  const auto at = all.find(std::string(criterion) + " ");
  if (at == std::string::npos) return "";
  const auto begin = at + criterion.size() + 1;
  return all.substr(begin, all.find("; ", begin) - begin);
}

struct Case {
  const char* name;
  MemorySnapshot repo;
  const char* criterion;
  const char* want;
};

/// A file name in the language; empty for languages in which no program is delivered.
std::string file_in(source::Language language) {
  static constexpr std::string_view kNames[] = {"a.c",   "a.go",  "a.rs",  "a.py",    "a.js",   "a.java",
                                                "a.cs",  "a.rb",  "a.php", "a.swift", "a.dart", "a.pl",
                                                "a.lua", "a.hs",  "a.ml",  "a.ex",    "a.r",    "a.jl",
                                                "a.zig", "a.nim", "a.d",   "a.tcl",   "a.sh",   "a.ps1"};
  for (const std::string_view name : kNames) {
    if (source::language_of_name(name) == language) return std::string(name);
  }
  return {};
}

TEST_CASE("every library that a pattern knows is an answer, in more than fifteen languages") {
  const auto set = source::PatternSet::load(rules());
  REQUIRE(set.ok());
  std::set<std::string> languages;
  for (const source::PatternRule& rule : (*set)->rules()) {
    if (rule.kind != "crypto" || !rule.has_meaning("library")) continue;
    for (std::size_t i = 0; i < rule.languages.size(); ++i) {
      const auto language = static_cast<source::Language>(i);
      const bool fits = source::language_of_name(rule.sample_name) == language;
      const std::string file = fits ? rule.sample_name : file_in(language);
      if (!rule.languages.test(i) || file.empty()) continue;
      // A library that two languages share is written in one way or the other.
      std::string text;
      for (const std::string& sample : rule.hits) text += sample + "\n";
      const MemorySnapshot repo{{"src/" + file, text}};
      CAPTURE(rule.id, file, text);
      CHECK(answer("crypto_algorithms", "crypto_published", repo).starts_with("Met/3"));
      languages.insert(file);
    }
  }
  CHECK(languages.size() >= 15);
}

TEST_CASE("crypto_algorithms") {
  const auto c = GENERATE(values<Case>({
      {"plain program", {{"src/a.py", "import os\nprint(1)\n"}}, "crypto_published", "N/A/4"},
      {"what an entitlement says is no cryptography",
       {{"src/a.c", "#include <Security/Security.h>\nv = SecTaskCopyValueForEntitlement(task, key, 0);\n"}},
       "crypto_published",
       "N/A/4"},
      {"the words are not the thing",
       {{"src/a.py", "# uses no hashlib\nname = 'import ssl'\n"}},
       "crypto_published",
       "N/A/4"},
      {"a linter's rule names what it looks for",
       {{"src/a.rb",
         "# prefer `OpenSSL::Cipher.new`\nif name == 'OpenSSL::Cipher'\n  x = 1 # not "
         "OpenSSL::Digest\nend\n"},
        {"src/b.py", "R = 1\n\"\"\"Finds:\n\nimport ssl\n    h = hashlib.md5(x)\n\"\"\"\n"},
        {"src/c.js", "/**\n * createHash('md5')\n */\nlet a // createHash('md5')\n"}},
       "crypto_published",
       "N/A/4"},
      {"a docstring before the use",
       {{"src/b.py", "\"\"\"Hashes.\n\nIt's quick.\n\"\"\"\nimport ssl\n"}},
       "crypto_published",
       "Met/3 src/b.py:5"},
      {"a program that a shell variable names",
       {{"rocket", "#!/bin/sh\nOPENSSL=openssl\n\"${OPENSSL}\" rsa -in \"$KEY\" -check\n"}},
       "crypto_published",
       "Met/3 rocket:2"},
      {"a function that calls a program",
       {{"rocket", "#!/bin/sh\n_openssl genrsa -out k 4096\n"}},
       "crypto_call",
       "Met/3 rocket:2"},
      {"a weak hash of OpenSSL",
       {{"src/a.c", "#include <openssl/evp.h>\nconst EVP_MD *f(void) { return EVP_sha1(); }\n"}},
       "crypto_weaknesses",
       "?/0 src/a.c:2"},
      {"MD5 in one call of OpenSSL",
       {{"src/a.c", "#include <openssl/hmac.h>\nvoid f(void) { MD5(p, n, out); }\n"}},
       "crypto_working",
       "?/0 src/a.c:2"},
      {"an MD5 of one's own beside a library",
       {{"src/a.c", "#include <openssl/hmac.h>\n"}, {"src/md5.c", "step(a, 0xd76aa478);\n"}},
       "crypto_weaknesses",
       "?/0 src/md5.c:1"},
      {"a hash of OpenSSL that is not weak",
       {{"src/a.c", "#include <openssl/evp.h>\nconst EVP_MD *f(void) { return EVP_sha256(); }\n"}},
       "crypto_weaknesses",
       "Met/3 src/a.c:1"},
      {"the handshake of a socket",
       {{"src/a.js", "tls = require('node:tls')\nconst d = crypto.hash('sha1', key + uid, 'base64')\n"}},
       "crypto_working",
       "?/0 src/a.js:2"},
      {"TLS of a Ruby client is the client's",
       {{"src/a.rb", "require 'net/http'\nhttp.use_ssl = true\n"}},
       "crypto_published",
       "N/A/3 src/a.rb:1"},
      {"only in tests",
       {{"src/a.go", "package a\n"}, {"src/a_test.go", "import \"crypto/aes\"\n"}},
       "crypto_published",
       "N/A/4"},
      {"only vendored",
       {{"src/a.c", "int a;\n"}, {"third_party/x.c", "#include <openssl/evp.h>\n"}},
       "crypto_call",
       "N/A/4"},
      {"tree incomplete", MemorySnapshot{{"src/a.py", "import os\n"}}.incomplete(), "crypto_published",
       "?/0"},
      {"source unreadable",
       {{"src/a.py", "", Mode::file, true}, {"src/b.py", "x = 1\n"}},
       "crypto_call",
       "?/0"},
      {"http client only", {{"src/a.py", "import requests\n"}}, "crypto_published", "N/A/3 src/a.py:1"},
      {"hashing only", {{"src/a.py", "import hashlib\n"}}, "crypto_published", "Met/3 src/a.py:1"},
      {"hashing only has no keys",
       {{"src/a.py", "import hashlib\n"}},
       "crypto_keylength",
       "N/A/3 src/a.py:1"},
      {"MD5 for names is a question",
       {{"src/a.py", "import hashlib\nk = hashlib.md5(x)\n"}},
       "crypto_working",
       "N/A/2 src/a.py:2"},
      {"hashes that name things",
       {{"src/a.py", "import hashlib\ndef cache_key(s):\n    return hashlib.sha256(s).hexdigest()\n"}},
       "crypto_published",
       "N/A/3 src/a.py:1"},
      {"hashes that name things, of a weak kind",
       {{"src/a.py", "import hashlib\ndef cache_key(s):\n    return hashlib.md5(s).hexdigest()\n"}},
       "crypto_weaknesses",
       "N/A/2 src/a.py:3"},
      {"a hash that proves integrity",
       {{"src/a.py",
         "import hashlib\nif hashlib.sha256(d).hexdigest() != w:\n    raise Error('checksum mismatch')\n"}},
       "crypto_working",
       "Met/3 src/a.py:1"},
      {"a token that is compared",
       {{"src/a.go", "import (\n\t\"crypto/sha256\"\n)\nif subtle.ConstantTimeCompare(a, b) != 1 {\n"}},
       "crypto_keylength",
       "Met/3 src/a.go:2"},
      {"a weak hash that proves integrity is a question",
       {{"src/a.py",
         "import hashlib\nif hashlib.md5(d).hexdigest() != w:\n    raise Error('checksum mismatch')\n"}},
       "crypto_working",
       "?/0 src/a.py:2"},
      {"a weak hash that only names beside real cryptography",
       {{"src/a.py", "from cryptography.fernet import Fernet\n"},
        {"src/b.py", "import hashlib\ndef cache_key(s):\n    return hashlib.md5(s).hexdigest()\n"}},
       "crypto_weaknesses",
       "Met/2 src/b.py:3"},
      {"a declared package that nothing calls",
       {{"src/a.py", "x = 1\n"}, {"requirements.txt", "cryptography==42.0\n"}},
       "crypto_published",
       "?/0 requirements.txt:1"},
      {"a package for development is not the product's",
       {{"src/a.js", "let a = 1\n"},
        {"package.json", "{\"name\": \"a\", \"devDependencies\": {\"node-forge\": \"1\"}}"}},
       "crypto_published",
       "N/A/4"},
      {"random identifiers only",
       {{"src/a.go", "import \"crypto/rand\"\n"}},
       "crypto_call",
       "N/A/3 src/a.go:1"},
      {"C library", {{"src/a.c", "#include <openssl/evp.h>\n"}}, "crypto_call", "Met/3 src/a.c:1"},
      {"Rust library", {{"src/lib.rs", "use ring::aead;\n"}}, "crypto_floss", "Met/3 src/lib.rs:1"},
      {"Java library",
       {{"src/A.java", "import javax.crypto.Cipher;\n"}},
       "crypto_working",
       "Met/3 src/A.java:1"},
      {"weak cipher",
       {{"src/A.java",
         "import javax.crypto.Cipher;\nCipher c = Cipher.getInstance(\"DES/ECB/NoPadding\");\n"}},
       "crypto_working",
       "?/0 src/A.java:2"},
      {"short key",
       {{"src/a.py", "from Crypto.PublicKey import RSA\nk = RSA.generate(1024)\n"}},
       "crypto_keylength",
       "Unmet/2 src/a.py:2"},
      {"a helper script beside the program",
       {{"src/a.c", "int a;\n"},
        {"src/b.c", "int b;\n"},
        {"src/c.c", "int c;\n"},
        {"src/get.sh", "sha256sum -c sums\n"}},
       "crypto_published",
       "N/A/4"},
      {"what the claims say is no source",
       {{"src/a.py", "x = 1\n"}, {".bestpractices.json", "{\"a\": \"MinVersion: tls.VersionTLS12\"}"}},
       "crypto_published",
       "N/A/4"},
      {"ETags and ids of objects name things",
       {{"src/a.py",
         "import hashlib\ndef etag(body):\n    return hashlib.sha1(body).hexdigest()\n\n"
         "def object_id(data):\n    return hashlib.sha1(data).hexdigest()\n"}},
       "crypto_published",
       "N/A/3 src/a.py:1"},
      {"a short key on the command line",
       {{"src/a.sh", "openssl genrsa -out k.pem 1024\n"}},
       "crypto_keylength",
       "Unmet/2 src/a.sh:1"},
      {"a key that is long enough",
       {{"src/a.py", "from Crypto.PublicKey import RSA\nk = RSA.generate(3072)\n"}},
       "crypto_keylength",
       "Met/3 src/a.py:1"},
      {"ECB mode",
       {{"src/a.py", "from Crypto.Cipher import AES\nc = AES.new(k, AES.MODE_ECB)\n"}},
       "crypto_weaknesses",
       "?/0 src/a.py:2"},
      {"own SHA-2",
       {{"src/a.rs", "const K: [u32; 64] = [0x428a2f98, 0x71374491];\n"}},
       "crypto_call",
       "?/0 src/a.rs:1"},
      {"a library in a language of which little is known",
       {{"src/a.tcl", "package require aes\n"}},
       "crypto_published",
       "Met/3 src/a.tcl:1"},
      {"what weakens it is not known there",
       {{"src/a.tcl", "package require aes\n"}},
       "crypto_weaknesses",
       "Met/2 src/a.tcl:1"},
      {"words in a language of which little is known are a question",
       {{"src/a.el", "(secure-hash 'sha256 text)\n"}},
       "crypto_published",
       "?/0 src/a.el:1"},
      {"words in its comments are none",
       {{"src/a.f90", "! encrypts nothing\nmodule a\n"}},
       "crypto_published",
       "N/A/4"},
      {"a contract that checks signatures",
       {{"src/A.sol", "address s = ecrecover(digest, v, r, s);\n"}},
       "crypto_published",
       "Met/3 src/A.sol:1"},
      {"a contract that names its pools",
       {{"src/A.sol", "bytes32 key = keccak256(abi.encode(a, b)); // cache key\n"}},
       "crypto_keylength",
       "N/A/3 src/A.sol:1"},
      {"an editor's mode beside a C program",
       {{"src/a.c", "\n"},
        {"src/b.c", "\n"},
        {"src/c.c", "\n"},
        {"src/d.c", "\n"},
        {"src/e.c", "\n"},
        {"src/f.c", "\n"},
        {"src/g.c", "\n"},
        {"src/h.c", "\n"},
        {"src/i.c", "\n"},
        {"src/j.c", "\n"},
        {"emacs/a.el", "(secure-hash 'sha256 text)\n"}},
       "crypto_published",
       "N/A/4"},
      {"own AES",
       {{"src/aes.c", "static const u8 sbox[] = { 0x63, 0x7c, 0x77, 0x7b, 0xf2 };\n"}},
       "crypto_call",
       "?/0 src/aes.c:1"},
      {"scripts are the product",
       {{"scripts/a.sh", "openssl genrsa -out k 2048\n"}},
       "crypto_call",
       "Met/3 scripts/a.sh:1"},
      {"an old cipher may have short keys",
       {{"src/a.go", "import (\n\t\"crypto/rc4\"\n\t\"crypto/aes\"\n)\n"}},
       "crypto_keylength",
       "?/0 src/a.go:2"},
      {"a bad mode says nothing of the length",
       {{"src/a.py", "from Crypto.Cipher import AES\nc = AES.new(k, AES.MODE_ECB)\n"}},
       "crypto_keylength",
       "Met/3 src/a.py:1"},
      {"a hash that bears a name of its own",
       {{"lib/a.rb", "DIGEST = Digest::SHA1\n"}, {"lib/b.rb", "@content_hash ||= DIGEST.hexdigest text\n"}},
       "crypto_published",
       "N/A/3 lib/a.rb:1"},
      {"a hash of its own name that verifies",
       {{"lib/a.rb", "DIGEST = Digest::SHA1\n"},
        {"lib/b.rb", "raise 'checksum mismatch' if DIGEST.hexdigest(x) != y\n"}},
       "crypto_working",
       "?/0 lib/a.rb:1"},
      {"a hash of its own name, used nobody knows where",
       {{"lib/a.rb", "DIGEST = Digest::SHA1\n"}},
       "crypto_published",
       "Met/3 lib/a.rb:1"},
  }));
  CAPTURE(c.name);
  CHECK(answer("crypto_algorithms", c.criterion, c.repo) == c.want);
}

TEST_CASE("crypto_password_storage") {
  const auto c = GENERATE(values<Case>({
      {"none", {{"src/a.py", "x = 1\n"}}, "", "N/A/3"},
      {"incomplete", MemorySnapshot{{"src/a.py", "x = 1\n"}}.incomplete(), "", "?/0"},
      {"bcrypt for users", {{"src/a.py", "import bcrypt\nuser.password_hash = h\n"}}, "", "Met/3 src/a.py:1"},
      {"bcrypt for what", {{"src/a.py", "import bcrypt\n"}}, "", "Met/2 src/a.py:1"},
      {"PBKDF2 of a C library",
       {{"src/a.c", "PKCS5_PBKDF2_HMAC(p, n, s, m, 9, md, 64, o);\n"}},
       "",
       "Met/2 src/a.c:1"},
      {"declared and not seen in use",
       {{"src/a.js", "let a = 1\n"},
        {"package.json", "{\"name\": \"a\",\n \"dependencies\": {\n \"bcrypt\": \"5\"}}"}},
       "",
       "?/0 package.json:3"},
      {"plain hash",
       {{"src/a.py", "import hashlib\nh = hashlib.sha256(password.encode())\n"}},
       "",
       "Unmet/2 src/a.py:2"},
      {"a hash of something else", {{"src/a.py", "import hashlib\nh = hashlib.sha256(data)\n"}}, "", "N/A/3"},
      {"stored, somehow",
       {{"src/a.sql", "CREATE TABLE u (\npassword_hash VARCHAR(90))\n"}},
       "",
       "?/0 src/a.sql:2"},
      {"a contract that checks signatures",
       {{"src/A.sol", "address s = ecrecover(digest, v, r, s);\n"}},
       "",
       "N/A/3"},
      {"a contract beside another rare language",
       {{"src/A.sol", "address s = ecrecover(digest, v, r, s);\n"}, {"src/a.tcl", "package require aes\n"}},
       "",
       "?/0"},
      {"a contract, not all read",
       MemorySnapshot{{"src/A.sol", "address s = ecrecover(d, v, r, s);\n"}}.incomplete(), "", "?/0"},
  }));
  CAPTURE(c.name);
  CHECK(answer("crypto_password_storage", "crypto_password_storage", c.repo) == c.want);
}

TEST_CASE("what the source uses is named as the source names it") {
  const auto justified = [](const char* criterion, const MemorySnapshot& repo) -> std::string {
    for (const Finding& finding : findings("crypto_algorithms", repo))
      if (finding.criterion == criterion) return finding.justification;
    return {};
  };
  CHECK(justified("crypto_published", {{"src/a.rs", "use openssl::hash::{Hasher, MessageDigest};\n"}}) ==
        "The software uses published cryptography: a Rust crypto crate (openssl::hash).");
  CHECK(justified("crypto_published", {{"src/a.py", "import jwt, os\n"}}) ==
        "The software uses published cryptography: a Python JWT package (import jwt).");
  CHECK(justified("crypto_published", {{"src/a.py", "import jwt as j\n"}}) ==
        "The software uses published cryptography: a Python JWT package (jwt).");
  CHECK(
      justified("crypto_keylength", {{"src/a.py", "import hashlib\nimport requests\n"}}) ==
      "The only cryptography in all 1 file (1 kB) is hashing (hashlib), beside a client library for HTTP (a "
      "Python HTTP client (requests)), which brings its own TLS.");
  CHECK(justified("crypto_working", {{"src/a.py", "import ssl, hashlib\nh = hashlib.md5(x)\n"}}) ==
        "The source uses MD5 or SHA-1: src/a.py:2.");
}

TEST_CASE("crypto_random") {
  const auto c = GENERATE(values<Case>({
      {"none", {{"src/a.js", "const a = Math.random()\n"}}, "", "N/A/4"},
      {"incomplete", MemorySnapshot{{"src/a.js", "\n"}}.incomplete(), "", "?/0"},
      {"good", {{"src/a.js", "const t = crypto.getRandomValues(a)\n"}}, "", "Met/3 src/a.js:1"},
      {"bad", {{"src/a.js", "const token = Math.random().toString(36)\n"}}, "", "Unmet/2 src/a.js:1"},
      {"the start of a search is no secret",
       {{"src/a.py", "import secrets\nseed = given or secrets.randbits(64)\nrng = random.Random(seed)\n"}},
       "",
       "N/A/4"},
      {"a token beside such a start",
       {{"src/a.py",
         "import secrets\nrng = random.Random(seed=secrets.randbits(64))\nt = secrets.token_hex()\n"}},
       "",
       "Met/3 src/a.py:1"},
      {"a seed that another file searches with",
       {{"src/cli.py", "import secrets\nmy_seed = args.seed or secrets.randbits(32)\nsolve(my_seed)\n"},
        {"src/a.py",
         "import random\nimport secrets\ndef solve(seed=secrets.randbits(32)):\n  rng = "
         "random.Random(seed)\n"}},
       "",
       "N/A/4"},
      {"a seed for something else",
       {{"src/a.py", "import secrets\nseed = secrets.randbits(256)\nkey = derive(seed)\n"}},
       "",
       "Met/3 src/a.py:1"},
      {"an identifier is no secret", {{"src/a.js", "const id = crypto.randomUUID()\n"}}, "", "N/A/4"},
      {"identifiers beside a security mechanism",
       {{"src/A.java",
         "MessageDigest.getInstance(\"SHA-256\");\nMessageDigest.isEqual(a, b);\nUUID.randomUUID();\n"}},
       "",
       "Met/3 src/A.java:3"},
      {"left to a library", {{"src/a.c", "#include <sodium.h>\n"}}, "", "Met/2 src/a.c:1"},
      {"a contract that checks signatures",
       {{"src/A.sol", "address s = ecrecover(digest, v, r, s);\n"}},
       "",
       "N/A/4"},
  }));
  CAPTURE(c.name);
  CHECK(answer("crypto_random", "crypto_random", c.repo) == c.want);
}

TEST_CASE("crypto_transport") {
  const auto c = GENERATE(values<Case>({
      {"no network", {{"src/a.py", "x = 1\n"}}, "crypto_used_network", "N/A/3"},
      {"no network, no TLS", {{"src/a.py", "x = 1\n"}}, "crypto_tls12", "N/A/3"},
      {"no network, no verification", {{"src/a.py", "x = 1\n"}}, "crypto_verification_private", "N/A/3"},
      {"no key agreement", {{"src/a.py", "x = 1\n"}}, "crypto_pfs", "N/A/4"},
      {"a library for SSH agrees on keys",
       {{"src/a.go", "package a\n\nimport (\n\t\"golang.org/x/crypto/ssh\"\n)\n"}},
       "crypto_pfs",
       "Met/2 src/a.go:4"},
      {"TLS of a client for MQTT",
       {{"src/a.py", "import paho.mqtt.client as mqtt\nclient = mqtt.Client()\nclient.tls_set()\n"}},
       "crypto_tls12",
       "Met/3 src/a.py:3"},
      {"MQTT without it",
       {{"src/a.py", "import paho.mqtt.client as mqtt\nclient = mqtt.Client()\n"}},
       "crypto_tls12",
       "N/A/3"},
      {"the HTTP client of a platform",
       {{"src/a.ts", "const r = await context.helpers.httpRequest({ url });\n"}},
       "crypto_used_network",
       "Met/3 src/a.ts:1"},
      {"Go's TLS speaks for Go only",
       {{"src/a.py", "import requests\n"}, {"go.mod", "module example.org/a\n\ngo 1.22\n"}},
       "crypto_tls12",
       "Met/3 src/a.py:1"},
      {"and for that",
       {{"src/a.go", "package a\n\nvar r, err = http.Get(u)\n"},
        {"go.mod", "module example.org/a\n\ngo 1.22\n"}},
       "crypto_tls12",
       "Met/4 go.mod:3"},
      {"incomplete", MemorySnapshot{{"src/a.py", "x = 1\n"}}.incomplete(), "crypto_tls12", "?/0"},
      {"client", {{"src/a.py", "import requests\n"}}, "crypto_used_network", "Met/3 src/a.py:1"},
      {"a client, and sockets of its own",
       {{"src/a.c", "#include <curl/curl.h>\n"}, {"src/b.c", "#include <sys/socket.h>\n"}},
       "crypto_used_network",
       "Met/2 src/b.c:1"},
      {"client verifies",
       {{"src/a.py", "import requests\n"}},
       "crypto_certificate_verification",
       "Met/3 src/a.py:1"},
      {"verification off",
       {{"src/a.py", "import requests\nr = requests.get(u, verify=False)\n"}},
       "crypto_certificate_verification",
       "Unmet/2 src/a.py:2"},
      {"off in one place of a library that verifies",
       {{"src/a.py", "import ssl\nc.verify_mode = ssl.CERT_REQUIRED\nd.check_hostname = False\n"}},
       "crypto_certificate_verification",
       "Met/2 src/a.py:3"},
      {"off when asked",
       {{"src/a.py", "import requests\nif args.insecure:\n    r = requests.get(u, verify=False)\n"}},
       "crypto_certificate_verification",
       "Met/2 src/a.py:3"},
      {"a trust manager that trusts everybody",
       {{"src/A.java",
         "import javax.net.ssl.SSLContext;\nclass Lax implements X509TrustManager {\n"
         "  public void checkServerTrusted(X509Certificate[] chain, String type) {}\n}\n"}},
       "crypto_certificate_verification",
       "Unmet/2 src/A.java:3"},
      {"a trust manager of its own",
       {{"src/A.java",
         "import javax.net.ssl.SSLContext;\nclass Pinned implements X509TrustManager {\n"
         "  public void checkServerTrusted(X509Certificate[] chain, String type) {\n    "
         "pins.check(chain);\n"}},
       "crypto_certificate_verification",
       "Met/2 src/A.java:2"},
      {"the platform's trust manager",
       {{"src/A.java",
         "import javax.net.ssl.SSLContext;\nimport javax.net.ssl.X509TrustManager;\nX509TrustManager one = "
         "all[0];\n"}},
       "crypto_certificate_verification",
       "Met/3 src/A.java:1"},
      {"off in a test only",
       {{"src/a.py", "import requests\n"}, {"tests/test_a.py", "requests.get(u, verify=False)\n"}},
       "crypto_certificate_verification",
       "Met/3 src/a.py:1"},
      {"plain endpoint",
       {{"src/a.py", "import requests\nAPI_URL = 'http://api.weather.org/v1'\n"}},
       "crypto_used_network",
       "Unmet/2 src/a.py:2"},
      {"a plain protocol unless another one is given",
       {{"src/a.py", "import requests\ndef get(url, default_scheme='http'):\n    pass\n"}},
       "crypto_used_network",
       "Unmet/2 src/a.py:2"},
      {"a protocol with encryption unless another one is given",
       {{"src/a.py", "import requests\ndef get(url, default_scheme='https'):\n    pass\n"}},
       "crypto_used_network",
       "Met/3 src/a.py:1"},
      {"a key agreement of the source's own",
       {{"src/a.swift", "import CryptoKit\nlet s = try key.sharedSecretFromKeyAgreement(with: other)\n"}},
       "crypto_pfs",
       "?/0 src/a.swift:2"},
      {"curves that TLS is told",
       {{"src/a.c", "#include <openssl/ssl.h>\nvoid f(void) { SSL_CTX_set_tmp_ecdh(c, k); }\n"}},
       "crypto_pfs",
       "Met/2 src/a.c:1"},
      {"the least version that another program is told",
       {{"src/a.rs", "use reqwest::Client;\nfn f() { cmd.arg(\"--tlsv1.2\"); }\n"}},
       "crypto_tls12",
       "Met/3 src/a.rs:1"},
      {"a client library of a package manager",
       {{"src/A.cs", "using NuGet.Protocol;\nclass A {}\n"}},
       "crypto_tls12",
       "Met/3 src/A.cs:1"},
      {"an option of Haskell that switches verification off",
       {{"src/A.hs",
         "import Network.HTTP.Conduit\ns = TLSSettingsSimple { settingDisableCertificateValidation = "
         "insecure }\n"}},
       "crypto_certificate_verification",
       "Met/2 src/A.hs:2"},
      {"verification in Haskell",
       {{"src/A.hs",
         "import Network.HTTP.Conduit\ns = TLSSettingsSimple { settingDisableCertificateValidation = False "
         "}\n"}},
       "crypto_certificate_verification",
       "Met/3 src/A.hs:1"},
      {"only the log format of a client",
       {{"src/a.kt", "import io.ktor.client.plugins.logging.Logger as KtorLogger\nclass A : KtorLogger\n"}},
       "crypto_tls12",
       "N/A/3"},
      {"versions of a package manager",
       {{"src/A.cs", "using NuGet.Versioning;\nclass A {}\n"}},
       "crypto_tls12",
       "N/A/3"},
      {"a plain file server",
       {{"src/a.py", "import ftplib, requests\nMIRROR = 'ftp://data.weather.org/v1'\n"}},
       "crypto_used_network",
       "Unmet/2 src/a.py:2"},
      {"a plain terminal",
       {{"src/a.js", "import net from 'net'\nconst server = 'telnet://mud.weather.org'\n"}},
       "crypto_used_network",
       "Unmet/2 src/a.js:2"},
      {"words of TLS in a language of which little is known",
       {{"src/a.f90", "call ssl_connect(socket)\n"}},
       "crypto_tls12",
       "?/0"},
      {"no network in such a language", {{"src/a.f90", "module a\n"}}, "crypto_used_network", "N/A/3"},
      {"this machine is no endpoint",
       {{"src/a.py", "import requests\nAPI_URL = 'http://localhost:80/v1'\n"}},
       "crypto_used_network",
       "?/0 src/a.py:1"},
      {"a client of this machine runs no TLS",
       {{"src/a.py", "import urllib.request\nr = urllib.request.urlopen(f'http://127.0.0.1:{port}/')\n"}},
       "crypto_tls12",
       "N/A/3 src/a.py:1"},
      {"a client of this machine and of others",
       {{"src/a.py", "import requests\nA = 'http://localhost:80'\nB = 'https://api.weather.org'\n"}},
       "crypto_tls12",
       "Met/3 src/a.py:1"},
      {"a default on this machine that a variable changes",
       {{"src/a.py", "import requests\nA = os.environ.get('API_HOST', 'http://localhost:80')\n"}},
       "crypto_tls12",
       "Met/3 src/a.py:1"},
      {"in a browser the TLS is the browser's",
       {{"web/a.js", "fetch(url).then(r => document.body.append(r))\n"}},
       "crypto_certificate_verification",
       "N/A/3 web/a.js:1"},
      {"the same call in a program",
       {{"src/a.js", "import fs from 'fs'\nfetch(url).then(r => window.x = r)\n"}},
       "crypto_certificate_verification",
       "Met/3 src/a.js:2"},
      {"requests to the page's own server are no client",
       {{"web/a.js", "fetch('/api/a')\n"}},
       "crypto_tls12",
       "N/A/3"},
      {"an address in a file that talks to nobody",
       {{"src/a.py", "import requests\n"}, {"src/b.py", "API_URL = 'http://api.weather.org/v1'\n"}},
       "crypto_used_network",
       "Met/3 src/a.py:1"},
      {"an address in an example of a comment",
       {{"src/a.py", "import requests\n# api_url = 'http://api.weather.org/v1'\n"}},
       "crypto_used_network",
       "Met/3 src/a.py:1"},
      {"server beside TLS",
       {{"src/a.py", "import ssl\nfrom flask import Flask\n"}},
       "crypto_used_network",
       "Met/2 src/a.py:1"},
      {"a lock file names a TLS library that knows nothing old",
       {{"src/main.rs", "use reqwest::Client;\n"},
        {"Cargo.lock",
         "[[package]]\nname = \"rustls\"\nversion = \"0.23.5\"\nsource = "
         "\"registry+https://github.com/rust-lang/crates.io-index\"\n"}},
       "crypto_tls12",
       "Met/4 Cargo.lock"},
      {"how the image's build fetches a tool is no least version",
       {{"src/a.py", "import ssl\n"},
        {"Dockerfile", "RUN curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh\n"}},
       "crypto_tls12",
       "Met/3 src/a.py:1"},
      {"Go since 1.22",
       {{"main.go", "r, err := http.Get(u)\n"}, {"go.mod", "module x\n\ngo 1.23\n"}},
       "crypto_tls12",
       "Met/4 go.mod:3"},
      {"Go since 1.22, beside a client in another language",
       {{"main.go", "r, err := http.Get(u)\n"},
        {"src/a.py", "import httpx\n"},
        {"go.mod", "module x\n\ngo 1.23\n"}},
       "crypto_tls12",
       "Met/3 main.go:1"},
      {"Go since 1.22, for a part that uses no TLS",
       {{"main.go", "package main\n"}, {"src/a.py", "import httpx\n"}, {"go.mod", "module x\n\ngo 1.23\n"}},
       "crypto_tls12",
       "Met/3 src/a.py:1"},
      {"Go before",
       {{"main.go", "r, err := http.Get(u)\n"}, {"go.mod", "module x\n\ngo 1.15\n"}},
       "crypto_tls12",
       "Met/3 main.go:1"},
      {"a TLS library is declared and not seen in use",
       {{"src/main.rs", "fn main() {}\n"},
        {"Cargo.toml", "[package]\nname = \"a\"\n[dependencies]\nrustls = \"0.23\"\n"}},
       "crypto_tls12",
       "?/0 Cargo.toml:4"},
      {"server without TLS",
       {{"src/a.py", "from flask import Flask\n"}},
       "crypto_used_network",
       "?/0 src/a.py:1"},
      {"least version",
       {{"src/a.go", "import \"crypto/tls\"\nc := tls.Config{MinVersion: tls.VersionTLS12}\n"}},
       "crypto_tls12",
       "Met/4 src/a.go:2"},
      {"old version",
       {{"src/a.go", "import \"crypto/tls\"\nc := tls.Config{MinVersion: tls.VersionTLS10}\n"}},
       "crypto_tls12",
       "Unmet/2 src/a.go:2"},
      {"forward secrecy by default",
       {{"src/a.go", "import \"crypto/tls\"\n"}},
       "crypto_pfs",
       "Met/2 src/a.go:1"},
  }));
  CAPTURE(c.name, c.criterion);
  CHECK(answer("crypto_transport", c.criterion, c.repo) == c.want);
}

TEST_CASE("certificates are verified by default, or only where a program asks for it") {
  const auto says = [](const char* path, const char* text) {
    return answer("crypto_transport", "crypto_certificate_verification", MemorySnapshot{{path, text}});
  };
  CHECK(says("src/a.lua", "local https = require(\"ssl.https\")\n") == "?/0 src/a.lua:1");
  CHECK(says("src/a.c", "#include <openssl/ssl.h>\n") == "?/0 src/a.c:1");
  CHECK(says("src/a.c", "#include <openssl/ssl.h>\nSSL_CTX_set_verify(c, SSL_VERIFY_PEER, 0);\n") ==
        "Met/3 src/a.c:2");
  CHECK(says("src/a.py", "import requests\n") == "Met/3 src/a.py:1");
  CHECK(says("tasks/main.yml", "- get_url: {url: \"https://x.example/key\"}\n") == "?/0");
}

TEST_CASE("crypto_agility") {
  const auto c = GENERATE(values<Case>({
      {"none", {{"src/a.py", "x = 1\n"}}, "crypto_algorithm_agility", "N/A/3"},
      {"no credentials", {{"src/a.py", "x = 1\n"}}, "crypto_credential_agility", "N/A/3"},
      {"incomplete", MemorySnapshot{{"src/a.py", "x = 1\n"}}.incomplete(), "crypto_credential_agility",
       "?/0"},
      {"TLS negotiates", {{"src/a.py", "import ssl\n"}}, "crypto_algorithm_agility", "Met/3 src/a.py:1"},
      {"hashes that protect",
       {{"src/a.py", "import hashlib\nassert hashlib.sha256(x).digest() == y, 'checksum mismatch'\n"}},
       "crypto_algorithm_agility",
       "?/0 src/a.py:1"},
      {"a hash function of its own has no key",
       {{"src/sha1.js", "const K = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];\n"}},
       "crypto_credential_agility",
       "N/A/3"},
      {"one cipher", {{"src/a.go", "import \"crypto/aes\"\n"}}, "crypto_algorithm_agility", "?/0 src/a.go:1"},
      {"from the environment of a build",
       {{"src/a.py", "import ssl\n"},
        {"fastlane/Fastfile.rb", "k = ENV['API_TOKEN']\n"},
        {"app.gradle.kts", "val token = System.getenv(\"API_TOKEN\")\n"}},
       "crypto_credential_agility",
       "?/0 src/a.py:1"},
      {"from the environment",
       {{"src/a.py", "import os\nt = os.environ['API_TOKEN']\n"}},
       "crypto_credential_agility",
       "Met/3 src/a.py:2"},
      {"from the environment of the test runner's settings",
       {{"src/a.js", "export const a = 1\n"}, {"wdio.conf.js", "key = process.env.BROWSER_ACCESS_KEY\n"}},
       "crypto_credential_agility",
       "N/A/3"},
      {"from the environment of the build script",
       {{"src/A.cs", "class A {}\n"},
        {"cake.cs", "var k = Environment.GetEnvironmentVariable(\"SIGN_TOKEN\");\n"}},
       "crypto_credential_agility",
       "N/A/3"},
      {"keys of a program that a shell variable names",
       {{"rocket", "#!/bin/sh\nOPENSSL=openssl\n\"${OPENSSL}\" rsa -in \"$KEY\" -check\n"}},
       "crypto_credential_agility",
       "?/0 rocket:2"},
      {"a contract that checks signatures",
       {{"src/A.sol", "address s = ecrecover(digest, v, r, s);\n"}},
       "crypto_credential_agility",
       "N/A/3"},
      {"from somewhere",
       {{"src/a.py", "headers['Authorization'] = 'Bearer ' + t\n"}},
       "crypto_credential_agility",
       "?/0 src/a.py:1"},
  }));
  CAPTURE(c.name, c.criterion);
  CHECK(answer("crypto_agility", c.criterion, c.repo) == c.want);
}

TEST_CASE("a call is named without its bracket") {
  const auto said = [](const char* path, const char* text) {
    return findings("crypto_transport", MemorySnapshot{{path, text}});
  };
  const auto names = [&](const char* path, const char* text, std::string_view name) {
    const std::vector<Finding> all = said(path, text);
    return std::any_of(all.begin(), all.end(), [&](const Finding& finding) {
      return finding.justification.find(name) != std::string::npos;
    });
  };
  CHECK(names("lib/a.dart", "import 'dart:io';\nfinal client = HttpClient();\n", "(HttpClient)"));
  CHECK(names("src/a.c", "#include <sys/socket.h>\nvoid f(int s) {\n  listen(sockfd, 5);\n}\n", "(listen)"));
}

}  // namespace
}  // namespace badgescan::test
