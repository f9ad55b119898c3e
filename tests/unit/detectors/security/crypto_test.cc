// The crypto_* detectors over small repositories: nothing, look-alikes, each kind of use, and what weakens
// it.
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

TEST_CASE("crypto_algorithms") {
  const auto c = GENERATE(values<Case>({
      {"plain program", {{"src/a.py", "import os\nprint(1)\n"}}, "crypto_published", "N/A/4"},
      {"the words are not the thing",
       {{"src/a.py", "# uses no hashlib\nname = 'import ssl'\n"}},
       "crypto_published",
       "N/A/4"},
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
      {"own AES",
       {{"src/aes.c", "static const u8 sbox[] = { 0x63, 0x7c, 0x77, 0x7b, 0xf2 };\n"}},
       "crypto_call",
       "?/0 src/aes.c:1"},
      {"scripts are the product",
       {{"scripts/a.sh", "openssl genrsa -out k 2048\n"}},
       "crypto_call",
       "Met/3 scripts/a.sh:1"},
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
      {"plain hash",
       {{"src/a.py", "import hashlib\nh = hashlib.sha256(password.encode())\n"}},
       "",
       "Unmet/2 src/a.py:2"},
      {"a hash of something else", {{"src/a.py", "import hashlib\nh = hashlib.sha256(data)\n"}}, "", "N/A/3"},
      {"stored, somehow",
       {{"src/a.sql", "CREATE TABLE u (\npassword_hash VARCHAR(90))\n"}},
       "",
       "?/0 src/a.sql:2"},
  }));
  CAPTURE(c.name);
  CHECK(answer("crypto_password_storage", "crypto_password_storage", c.repo) == c.want);
}

TEST_CASE("crypto_random") {
  const auto c = GENERATE(values<Case>({
      {"none", {{"src/a.js", "const a = Math.random()\n"}}, "", "N/A/4"},
      {"incomplete", MemorySnapshot{{"src/a.js", "\n"}}.incomplete(), "", "?/0"},
      {"good", {{"src/a.js", "const t = crypto.getRandomValues(a)\n"}}, "", "Met/3 src/a.js:1"},
      {"bad", {{"src/a.js", "const token = Math.random().toString(36)\n"}}, "", "Unmet/2 src/a.js:1"},
      {"left to a library", {{"src/a.c", "#include <sodium.h>\n"}}, "", "Met/2 src/a.c:1"},
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
      {"incomplete", MemorySnapshot{{"src/a.py", "x = 1\n"}}.incomplete(), "crypto_tls12", "?/0"},
      {"client", {{"src/a.py", "import requests\n"}}, "crypto_used_network", "Met/3 src/a.py:1"},
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
      {"off in a test only",
       {{"src/a.py", "import requests\n"}, {"tests/test_a.py", "requests.get(u, verify=False)\n"}},
       "crypto_certificate_verification",
       "Met/3 src/a.py:1"},
      {"plain endpoint",
       {{"src/a.py", "import requests\nAPI_URL = 'http://api.weather.org/v1'\n"}},
       "crypto_used_network",
       "Unmet/2 src/a.py:2"},
      {"this machine is no endpoint",
       {{"src/a.py", "import requests\nAPI_URL = 'http://localhost:80/v1'\n"}},
       "crypto_used_network",
       "Met/3 src/a.py:1"},
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

TEST_CASE("crypto_agility") {
  const auto c = GENERATE(values<Case>({
      {"none", {{"src/a.py", "x = 1\n"}}, "crypto_algorithm_agility", "N/A/3"},
      {"no credentials", {{"src/a.py", "x = 1\n"}}, "crypto_credential_agility", "N/A/3"},
      {"incomplete", MemorySnapshot{{"src/a.py", "x = 1\n"}}.incomplete(), "crypto_credential_agility",
       "?/0"},
      {"TLS negotiates", {{"src/a.py", "import ssl\n"}}, "crypto_algorithm_agility", "Met/3 src/a.py:1"},
      {"one cipher", {{"src/a.go", "import \"crypto/aes\"\n"}}, "crypto_algorithm_agility", "?/0 src/a.go:1"},
      {"from the environment",
       {{"src/a.py", "import os\nt = os.environ['API_TOKEN']\n"}},
       "crypto_credential_agility",
       "Met/3 src/a.py:2"},
      {"from somewhere",
       {{"src/a.py", "headers['Authorization'] = 'Bearer ' + t\n"}},
       "crypto_credential_agility",
       "?/0 src/a.py:1"},
  }));
  CAPTURE(c.name, c.criterion);
  CHECK(answer("crypto_agility", c.criterion, c.repo) == c.want);
}

}  // namespace
}  // namespace badgescan::test
