// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// A tag that git and ssh-keygen signed with a key made for the tests. The commit it names is in no
// repository.
#pragma once

#include <string>

namespace badgescan::test {

inline const std::string kEd25519 =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPFvnUN6mJuz6sPrVdg+Q8g7TMX5kY4PJMbOzMieMK3R test";
inline const std::string kEd25519Tag =
    "object 5bc2b7238ae7c5e723c575490517b25031cb1334\n"
    "type commit\n"
    "tag v1.0.0\n"
    "tagger Ann Author <ann@example.org> 1780000000 +0000\n"
    "\n"
    "Release 1.0.0\n"
    "-----BEGIN SSH SIGNATURE-----\n"
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg8W+dQ3qYm7Pqw+tV2D5DyDtMxf\n"
    "mRjg8kxs7MyJ4wrdEAAAADZ2l0AAAAAAAAAAZzaGE1MTIAAABTAAAAC3NzaC1lZDI1NTE5\n"
    "AAAAQKCj2q1x9MOlKo/9SPw8OcmNslZexRmdOoAjuxth72LS3RHqPv8m7wuvn9JGFgyklZ\n"
    "Il5kDNuVwxgk0cJq/WCgY=\n"
    "-----END SSH SIGNATURE-----\n";

}  // namespace badgescan::test
