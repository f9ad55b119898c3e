// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The tags were signed by git and ssh-keygen with keys made for this test.
#include "scanner/facts/history/ssh_signature.h"

#include "scanner/base/text.h"
#include "tests/support/ssh_tag.h"
#include "tests/support/test.h"

using namespace badgescan;
using test::kEd25519;
using test::kEd25519Tag;

namespace {

const std::string kRsa =
    "ssh-rsa "
    "AAAAB3NzaC1yc2EAAAADAQABAAABAQDDEZR6hVEYuuKNniCRk9U6g2m6OlKHGldUZiM++"
    "wQkCVFYLtolZMUqBn6WRB9L1bSfZDjlg9dDAD8k1WWXnvcZzQeV/"
    "eb1ArPTaWd11sCu2lomsDHs+vkIPxOTx4rEEXbv32YoyEqjmObtC8wGIRmabjbnMVFsoJELuGAgr5gcnIEenAD9KuakRJGbu/"
    "j58xhdcOMx3EgYXQb3j8bBp9nQy/QiXm9DhwbONOuFgLdf3958D2LGMuSfP1OhHFSo/"
    "EY3j0hRiy92mi5TBMm0PgyR6YCwqIK6qE7zfG2+MzC0/bTxrCmV0bKz1erVwbckrrjJ2ixl1VOzAJ+aVxF36e+x test";
const std::string kRsaTag =
    "object 5bc2b7238ae7c5e723c575490517b25031cb1334\n"
    "type commit\n"
    "tag v1.1.0\n"
    "tagger Ann Author <ann@example.org> 1780000000 +0000\n"
    "\n"
    "Release 1.1.0\n"
    "-----BEGIN SSH SIGNATURE-----\n"
    "U1NIU0lHAAAAAQAAARcAAAAHc3NoLXJzYQAAAAMBAAEAAAEBAMMRlHqFURi64o2eIJGT1T\n"
    "qDabo6UocaV1RmIz77BCQJUVgu2iVkxSoGfpZEH0vVtJ9kOOWD10MAPyTVZZee9xnNB5X9\n"
    "5vUCs9NpZ3XWwK7aWiawMez6+Qg/E5PHisQRdu/fZijISqOY5u0LzAYhGZpuNucxUWygkQ\n"
    "u4YCCvmBycgR6cAP0q5qREkZu7+PnzGF1w4zHcSBhdBvePxsGn2dDL9CJeb0OHBs4064WA\n"
    "t1/f3nwPYsYy5J8/U6EcVKj8RjePSFGLL3aaLlMEybQ+DJHpgLCogrqoTvN8bb4zMLT9tP\n"
    "GsKZXRsrPV6tXBtySuuMnaLGXVU7MAn5pXEXfp77EAAAADZ2l0AAAAAAAAAAZzaGE1MTIA\n"
    "AAEUAAAADHJzYS1zaGEyLTUxMgAAAQBrh8RMBxabL4+Z4zCzuO8VD07jyG6nPiXr7/tpaX\n"
    "QJ1JBwIIqNpgXY/qPNfX5/0QtjsSxhm+TwxursVlH34JaMJKDxSikmF9e1oo9AhOVWF3T/\n"
    "DSY8kithiYuJtROS5wxwK0h6QpfgwA74LEARjVjwQcDotKUCekW3wEjEDaJYu/SGg87C3P\n"
    "tJElBNFEaU6/Vd5Mq2ncGAzFn+KP0o+EcF2i8oPoxvAvuZaOY6h+YcyNBX54pYQj5WQxfB\n"
    "wy+o5/8y02pVRL4tNxzTQovDaU3USPPG+bRnlX5z1tsgZ4v5ke18X/4kpeTFzqeDgDRiMa\n"
    "+lbw4rf8ivY3iMloMYW4G3\n"
    "-----END SSH SIGNATURE-----\n";

SshCheck check(const std::string& tag, const std::string& signers,
               std::string_view mail = "ann@example.org") {
  return check_ssh_tag(tag, mail, AllowedSigners::parse(signers));
}

}  // namespace

TEST_CASE("an SSH signature is good only with the listed key, address and content", "[history]") {
  CHECK(check(kEd25519Tag, "ann@example.org " + kEd25519) == SshCheck::good);
  CHECK(check(kRsaTag, "ann@example.org " + kRsa) == SshCheck::good);
  CHECK(check(kEd25519Tag, "# keys\n\nbob@example.org " + kRsa + "\n*@example.org namespaces=\"git\" " +
                               kEd25519 + "\n") == SshCheck::good);
  CHECK(check(kEd25519Tag, "ANN@example.org,bob@example.org " + kEd25519, "Ann@Example.org") ==
        SshCheck::good);

  CHECK(check(replace_all(kEd25519Tag, "Release 1.0.0", "Release 9.9.9"), "ann@example.org " + kEd25519) ==
        SshCheck::bad);
  CHECK(check(replace_all(kRsaTag, "Release 1.1.0", "Release 9.9.9"), "ann@example.org " + kRsa) ==
        SshCheck::bad);
  CHECK(check(kEd25519Tag, "ann@example.org " + kRsa) == SshCheck::not_checked);
  CHECK(check(kEd25519Tag, "bob@example.org " + kEd25519) == SshCheck::not_checked);
  CHECK(check(kEd25519Tag, "*@example.org,!ann@example.org " + kEd25519) == SshCheck::not_checked);
  CHECK(check(kEd25519Tag, "ann@example.org namespaces=\"file\" " + kEd25519) == SshCheck::not_checked);
  CHECK(check(kEd25519Tag, "ann@example.org cert-authority " + kEd25519) == SshCheck::not_checked);
  CHECK(check(kEd25519Tag, "ann@example.org valid-before=\"20200101\" " + kEd25519) == SshCheck::not_checked);
  CHECK(check(kEd25519Tag, "") == SshCheck::not_checked);
}

TEST_CASE("damaged SSH signatures are not checked, and do no harm", "[history]") {
  const std::string signers = "ann@example.org " + kEd25519;
  const std::size_t begin = kEd25519Tag.find("-----BEGIN");
  const std::size_t end = kEd25519Tag.find("-----END");
  for (std::size_t size = begin; size + 8 < end; size += 7) {
    std::string cut = kEd25519Tag.substr(0, size);
    CHECK(check(cut, signers) == SshCheck::not_checked);
    cut += "\n-----END SSH SIGNATURE-----\n";
    CHECK(check(cut, signers) != SshCheck::good);
  }
  CHECK(check("-----BEGIN SSH SIGNATURE-----\n!!!\n-----END SSH SIGNATURE-----\n", signers) ==
        SshCheck::not_checked);
  for (const char* line :
       {"x", "x ssh-ed25519", "x ssh-ed25519 ", "x ssh-ed25519 !!", "ssh-ed25519 AAAA", " ", "a b c d e"}) {
    CHECK_FALSE(AllowedSigners::parse(line).allows("x", "y"));
  }
}
