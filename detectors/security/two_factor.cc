// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// require_2FA, secure_2FA: what the documents say about the accounts of those who can change the repository.
#include <algorithm>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kRequired = "require_2FA", kSecure = "secure_2FA";
constexpr std::string_view kCriteria[] = {kRequired, kSecure};

void detect(const Context& context, FindingSink& out) {
  const Search required = context.search("requires_2fa"), strong = context.search("strong_2fa");
  const ForgeLocation& forge = context.get<Project>().forge;
  const bool on_github = forge.host == "github.com";
  if (required) {
    out.met(kRequired, Confidence::strong,
            msg("{} requires two-factor authentication: {}", place(required.best()), quote(required.best())),
            some(required.hits));
  } else if (on_github) {
    out.met(kRequired, Confidence::partial,
            msg("GitHub requires two-factor authentication of everybody who contributes code."),
            {at_url(forge.url)},
            msg("Does the organisation require two-factor authentication of its members?"));
  } else {
    out.unknown(kRequired, msg("The documents do not say whether two-factor authentication is required."),
                msg("Must everybody who can change the repository or read private reports use two-factor "
                    "authentication?"));
  }
  // Where the rule stands: elsewhere a second factor may be one that the software offers its users.
  const auto named = std::find_if(strong.hits.begin(), strong.hits.end(), [&](const Evidence& hit) {
    return required && hit.path == required.best().path;
  });
  if (named != strong.hits.end()) {
    out.met(kSecure, Confidence::likely,
            msg("{} names a cryptographic second factor: {}", place(*named), quote(*named)), {*named});
  } else {
    out.unknown(kSecure,
                on_github ? msg("GitHub offers cryptographic second factors (authenticator apps, passkeys, "
                                "security keys) and text messages.")
                          : msg("The documents do not say which second factors are used."),
                msg("Does everybody with access use a cryptographic second factor (authenticator app, "
                    "passkey, security key), not only text messages?"));
  }
}

}  // namespace

extern const Detector two_factor;
const Detector two_factor{.id = "two_factor",
                          .summary = "Looks for rules on two-factor authentication.",
                          .criteria = kCriteria,
                          .detect = detect};

}  // namespace badgescan
