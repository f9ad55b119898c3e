// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Debian's git library parses the system's whole certificate bundle when it starts: 6 of the 12 ms that a
// short run takes, for nothing unless it talks TLS. The program therefore defines the parser's entry point
// itself and forwards to the real one only once network work was announced. See
// docs/decisions/0006-deferred-certificates.md.
#pragma once

namespace badgescan {

/// Makes the linker keep the definition. Called by start_git.
void link_deferred_certificates();
/// From now on certificates are really read; call before the first TLS operation of the git library, then
/// point it to the system's bundle (GIT_OPT_SET_SSL_CERT_LOCATIONS).
void allow_certificates();

}  // namespace badgescan
