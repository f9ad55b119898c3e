// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// repo_public: is the repository at a public address? Offline only the remote can tell.
#include "detectors/documents_util.h"
#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr std::string_view kPublic = "repo_public";
constexpr std::string_view kCriteria[] = {kPublic};

void detect(const Context& context, FindingSink& out) {
  const Project& project = context.get<Project>();
  const ForgeLocation& forge = project.forge;
  if (forge.url.empty()) {
    out.unknown(kPublic,
                forge.local ? msg("The only remote is a folder on this machine.")
                            : msg("The repository has no remote."),
                msg("At which public address (for --repo-url) can everybody read the repository?"));
  } else if (!project.forge_seen.path.empty()) {
    out.met(kPublic, Confidence::partial,
            msg("{} says that the repository is at {}.", place(project.forge_seen), forge.url),
            {project.forge_seen}, msg("Can everybody read {}?", forge.url));
  } else if (is_hosted_service(forge)) {
    out.met(kPublic, Confidence::likely, msg("The repository is at {}.", forge.url), {at_url(forge.url)});
  } else {
    out.met(kPublic, Confidence::partial, msg("The repository is at {}.", forge.url), {at_url(forge.url)},
            msg("Can everybody read {} without an account?", forge.url));
  }
}

}  // namespace

extern const Detector repo_public;
const Detector repo_public{.id = "repo_public",
                           .summary = "Looks at the remote's address: a public forge, a server, or nothing.",
                           .criteria = kCriteria,
                           .detect = detect};

}  // namespace badgescan
