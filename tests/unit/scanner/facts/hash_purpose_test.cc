// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What a hash is for, by the lines around it.
#include "scanner/facts/hash_purpose.h"

#include "tests/support/test.h"

namespace badgescan::test {
namespace {

TEST_CASE("the purpose of a hash is read from the lines around it") {
  struct Case {
    const char* name;
    std::string text;
    HashPurpose want;
  };
  const std::string far(40, '\n');
  const auto c = GENERATE_COPY(values<Case>({
      {"a cache key", "def cache_key(url):\n  return hashlib.sha256(url).hexdigest()\n", HashPurpose::naming},
      {"an object's id", "nodeId = createHash('sha1').update(s).digest('hex')\n", HashPurpose::naming},
      {"nothing said", "x = hashlib.sha256(data).hexdigest()\n", HashPurpose::unclear},
      {"no call at all", "import hashlib\ncache = 1\n", HashPurpose::unclear},
      {"a name for the function", "DIGEST = Digest::SHA1\nPASSWORD = 1\n", HashPurpose::aliased},
      {"a call on that name", "@content_hash ||= DIGEST.hexdigest text\n", HashPurpose::naming},
      {"a name, and a call beside it", "DIGEST = Digest::SHA1\n" + far + "x = DIGEST.hexdigest(data)\n",
       HashPurpose::unclear},
      {"integrity", "if sha256(data) != want:\n  fail('checksum mismatch')\n", HashPurpose::security},
      {"a token", "accessToken = sha256(raw)\n", HashPurpose::security},
      {"a denial", "# names the cache entry, not a security boundary; no secret\nh = sha256(x)\n",
       HashPurpose::naming},
      {"words too far away", "cache_key = 1\n" + far + "x = sha256(y)\n", HashPurpose::unclear},
      {"one of two places is silent", "cache_key = sha256(a)\n" + far + "x = sha256(y)\n",
       HashPurpose::unclear},
      {"one of two places protects", "cache_key = sha256(a)\n" + far + "password = sha256(y)\n",
       HashPurpose::security},
  }));
  CAPTURE(c.name);
  CHECK(hash_purpose(c.text) == c.want);
}

}  // namespace
}  // namespace badgescan::test
