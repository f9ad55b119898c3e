// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Network protocols: whether there are any, TLS versions, certificate verification, forward secrecy.
#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/crypto_use.h"

namespace badgescan {
namespace {

using Hits = CryptoUse::Hits;

constexpr std::string_view kPfs = "crypto_pfs", kNetwork = "crypto_used_network", kTls12 = "crypto_tls12",
                           kVerification = "crypto_certificate_verification",
                           kPrivate = "crypto_verification_private";
constexpr std::string_view kCriteria[] = {kPfs, kNetwork, kTls12, kVerification, kPrivate};

Hits joined(const Hits& a, const Hits& b) {
  Hits all = a;
  all.insert(all.end(), b.begin(), b.end());
  return all;
}

std::vector<Evidence> joined_evidence(std::vector<Evidence> first, const Hits& hits) {
  for (Evidence& it : evidence_of(hits, 2)) first.push_back(std::move(it));
  return first;
}

void say_pfs(FindingSink& out, const CryptoUse& use) {
  if (use.tls.empty() && !use.agreements.empty()) {
    out.unknown(
        kPfs, msg("The source agrees on keys with a peer: {}.", place(use.agreements.front()->evidence())),
        msg("Is a new key made for each session or message, so that a key that is revealed later opens "
            "nothing of the past?"),
        evidence_of(use.agreements, 3));
    return;
  }
  if (use.tls.empty() && !use.ssh.empty()) {
    out.met(kPfs, Confidence::partial,
            msg("SSH is left to {}, which agrees on new keys for every connection.",
                join_names(names_of(use.ssh), 3)),
            evidence_of(use.ssh, 3),
            msg("Does the software open SSH connections with it, and not only read keys (N/A if it only "
                "reads them)?"));
    return;
  }
  if (use.tls.empty()) {
    if (!use.network_complete) {
      out.unknown(kPfs, msg("No key agreement was found, but not all of the source could be searched."),
                  msg("Does the software agree on keys with a peer (N/A if not)?"));
      return;
    }
    out.not_applicable(
        kPfs, use.uses_network() ? Confidence::likely : Confidence::strong,
        msg("The software runs no key agreement of its own: a search of all {} found none.", use.searched),
        evidence_of(use.https, 2));
    return;
  }
  const bool modern = !use.tls_minimum.empty() && use.tls_old.empty();
  out.met(kPfs, modern ? Confidence::likely : Confidence::partial,
          msg("TLS is left to {}, which prefers key agreement with forward secrecy by default.",
              join_names(names_of(use.tls), 3)),
          evidence_of(joined(use.tls_minimum, use.tls), 3),
          modern ? std::string{} : msg("Are cipher suites without forward secrecy left out by default?"));
}

void say_network(FindingSink& out, const CryptoUse& use) {
  if (!use.uses_network()) {
    if (use.network_complete)
      out.not_applicable(kNetwork, Confidence::likely,
                         msg("The software does not use the network: a search of all {} found no sockets, "
                             "servers or clients.",
                             use.searched));
    else
      out.unknown(kNetwork, msg("No network code was found, but not all of the source could be searched."),
                  msg("Does the software communicate over a network (N/A if not)?"));
    return;
  }
  if (!use.plain_endpoints.empty()) {
    out.unmet(kNetwork, Confidence::partial,
              msg("An address without encryption stands in the source as a default."),
              evidence_of(use.plain_endpoints, 4),
              msg("Is it used by default, and is there no https address?"));
    return;
  }
  if (!use.servers.empty() && use.tls_server.empty() && !use.tls.empty()) {
    out.met(kNetwork, Confidence::partial,
            msg("The software offers a network service ({}) and calls {}.",
                join_names(names_of(use.servers), 3), join_names(names_of(use.tls), 3)),
            evidence_of(joined(use.tls, use.servers), 4),
            msg("Does the service speak TLS, and is what is not encrypted off by default?"));
    return;
  }
  if (!use.servers.empty() && use.tls_server.empty()) {
    out.unknown(kNetwork,
                msg("The software offers a network service ({}), and no TLS of its own was found for it.",
                    join_names(names_of(use.servers), 3)),
                msg("Is the service meant to run behind a proxy with TLS, or for this machine only, where it "
                    "needs no TLS of its own?"),
                evidence_of(use.servers, 3));
    return;
  }
  const Hits secure = joined(joined(use.https, use.tls), use.browser);
  Hits plain = use.network;
  std::erase_if(plain, [](const SourceHit* hit) { return hit->rule->has_meaning("https-client"); });
  if (!secure.empty() && !plain.empty() && use.tls.empty()) {
    out.met(kNetwork, Confidence::partial,
            msg("The software communicates through {}, and opens connections of its own as well ({}).",
                join_names(names_of(secure), 3), place(plain.front()->evidence())),
            evidence_of(joined(plain, secure), 4),
            msg("Can what goes over these connections be protected, by TLS or SSH for example?"));
  } else if (!secure.empty()) {
    out.met(kNetwork, Confidence::likely,
            msg("The software communicates through {}, and a search found no http, ftp or telnet address as "
                "a default.",
                join_names(names_of(secure), 3)),
            evidence_of(secure, 3));
  } else {
    const Hits seen = joined(use.network, use.local);
    out.unknown(kNetwork,
                msg("The software uses the network ({}), and no encryption was found.",
                    join_names(names_of(seen), 3)),
                msg("Which protocols does it speak with other machines, and do they support encryption?"),
                evidence_of(seen, 3));
  }
}

/// The three TLS questions have the same N/A.
bool say_no_tls(FindingSink& out, const CryptoUse& use) {
  if (use.uses_tls()) return false;
  const Hits outside = joined(use.browser, use.local);
  const std::string why = outside.empty() ? msg("The software does not use TLS: a search of all {} found "
                                                "neither a TLS library nor a client that "
                                                "would use one.",
                                                use.searched)
                                          : msg("The software runs no TLS itself: a search of all {} found "
                                                "no TLS library, and its clients ({}) run "
                                                "in a browser or talk to this machine only.",
                                                use.searched, join_names(names_of(outside), 3));
  for (const std::string_view criterion : {kTls12, kVerification, kPrivate}) {
    if (!use.network_complete) {
      out.unknown(criterion, msg("No use of TLS was found, but not all of the source could be searched."),
                  msg("Does the software use TLS (N/A if not)?"));
    } else if (use.declares("tls")) {
      out.unknown(criterion,
                  msg("A TLS library is declared as a dependency, but no use of it was found in the source."),
                  msg("Does the software use TLS (N/A if not)?"), {use.declared.front().evidence});
    } else {
      out.not_applicable(criterion, Confidence::likely, why, evidence_of(outside, 3));
    }
  }
  return true;
}

void say_tls12(FindingSink& out, const CryptoUse& use) {
  const Hits users = joined(use.tls, use.https);
  if (!use.tls_old.empty() && use.tls_minimum.empty()) {
    out.unmet(kTls12, Confidence::partial, msg("A protocol version below TLS 1.2 is chosen in the source."),
              evidence_of(use.tls_old, 4), msg("Is TLS 1.2 or later supported as well?"));
  } else if (!use.tls_minimum.empty()) {
    out.met(kTls12, Confidence::strong, msg("The source asks for TLS 1.2 or later."),
            evidence_of(use.tls_minimum, 3));
  } else if (!use.locked_tls.empty()) {
    out.met(kTls12, Confidence::strong,
            msg("TLS comes from {}, which speaks nothing below TLS 1.2 by default.", use.locked_tls),
            joined_evidence(use.lock_evidence, users));
  } else {
    out.met(kTls12, Confidence::likely,
            msg("TLS comes from {}, whose supported releases speak TLS 1.2 and later by default.",
                join_names(names_of(users), 3)),
            evidence_of(users, 3));
  }
}

/// Libraries that verify nothing unless the program asks for it.
Hits lax_libraries(const CryptoUse& use) {
  Hits lax = use.tls;
  std::erase_if(lax, [](const SourceHit* hit) {
    const std::string& id = hit->rule->id;
    return id != "c-openssl-tls" && id != "c-gnutls" && id != "lua-tls";
  });
  return lax;
}

void say_verification(FindingSink& out, const CryptoUse& use) {
  const Hits users = joined(use.tls, use.https), lax = lax_libraries(use);
  for (const std::string_view criterion : {kVerification, kPrivate}) {
    if (!use.verify_off.empty() && use.verify_on.empty()) {
      out.unmet(criterion, Confidence::partial,
                msg("Certificate verification is switched off in the source."),
                evidence_of(use.verify_off, 5),
                msg("Does this happen by default, or only when the user asks for it?"));
    } else if (!use.verify_off.empty() || !use.verify_option.empty()) {
      out.met(criterion, Confidence::partial,
              msg("Certificates are verified by {}; the source has an option that switches this off.",
                  join_names(names_of(users), 3)),
              evidence_of(joined(use.verify_off, use.verify_option), 4),
              msg("Is verification on unless the user switches it off?"));
    } else if (!use.own_verification.empty()) {
      out.met(criterion, Confidence::partial,
              msg("Certificates are verified by {}; {} decides itself which ones to trust.",
                  join_names(names_of(users), 3), place(use.own_verification.front()->evidence())),
              evidence_of(use.own_verification, 4),
              msg("Does that code refuse every certificate that the library would refuse?"));
    } else if (!lax.empty() && use.verify_on.empty()) {
      out.unknown(
          criterion,
          msg("TLS comes from {}, which verifies certificates only where it is told to; no place that tells "
              "it was found.",
              join_names(names_of(lax), 3)),
          msg("Where does the software verify certificates before it sends anything (N/A if it is no "
              "client)?"),
          evidence_of(lax, 3));
    } else if (!lax.empty()) {
      out.met(criterion, use.complete ? Confidence::likely : Confidence::partial,
              msg("The source tells {} to verify certificates, and no place in {} switches that off.",
                  join_names(names_of(lax), 3), use.searched),
              evidence_of(use.verify_on, 3));
    } else {
      out.met(criterion, use.complete ? Confidence::likely : Confidence::partial,
              msg("TLS comes from {}, which verifies certificates by default before anything is sent, and no "
                  "place in {} switches that off.",
                  join_names(names_of(users), 3), use.searched),
              evidence_of(users, 3));
    }
  }
}

void detect(const Context& context, FindingSink& out) {
  const CryptoUse& use = context.get<CryptoUse>();
  say_pfs(out, use);
  say_network(out, use);
  if (say_no_tls(out, use)) return;
  say_tls12(out, use);
  say_verification(out, use);
}

}  // namespace

extern const Detector crypto_transport;
const Detector crypto_transport{
    .id = "crypto_transport",
    .summary =
        "Looks for network code, TLS versions and switched-off certificate verification in the source.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
