// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// hardened_site, sites_password_security: what can be said of the project's sites without visiting them.
#include <algorithm>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/shared_hosts.h"

namespace badgescan {
namespace {

constexpr std::string_view kHardened = "hardened_site", kPasswords = "sites_password_security";
constexpr std::string_view kCriteria[] = {kHardened, kPasswords};

/// GitHub and GitLab send the wanted headers on their own pages; their hosts for users' pages do not.
bool sends_headers(const ForgeLocation& forge) {
  return forge.host == "github.com" || forge.host == "gitlab.com";
}

void detect(const Context& context, FindingSink& out) {
  const Project& project = context.get<Project>();
  const ForgeLocation& forge = project.forge;
  std::vector<Evidence> own_sites, seen;
  for (const ProjectUrl& url : project.urls) {
    if (url.what == "repository" || url.what == "issues" || locate(url.url).url == forge.url) continue;
    if (is_run_by_others(url.url)) {
      if (seen.size() < 3) seen.push_back(at_url(url.url));
    } else {
      Evidence site = url.seen;
      if (site.excerpt.empty()) site.excerpt = url.url;
      own_sites.push_back(site);
    }
  }
  const bool has_site = !own_sites.empty() || !seen.empty();
  if (sends_headers(forge) && !has_site && !context.search("states_mirror")) {
    out.met(kHardened, Confidence::likely,
            msg("The repository on {} is the project's site, and {} sends the hardening headers (CSP, HSTS, "
                "nosniff, frame options).",
                name_of(forge.forge), name_of(forge.forge)),
            {at_url(forge.url)});
  } else {
    const std::string site = !own_sites.empty() ? own_sites.front().excerpt
                             : !seen.empty()    ? seen.front().url
                                                : forge.url;
    out.unknown(kHardened, msg("The headers of the project's sites cannot be seen in the repository."),
                site.empty()
                    ? msg("Do the project's web site, repository and download sites send CSP, HSTS, "
                          "X-Content-Type-Options and X-Frame-Options?")
                    : msg("Does {} send CSP, HSTS, X-Content-Type-Options and X-Frame-Options?", site),
                joined({some(own_sites, 2), seen}, 3));
  }

  if (own_sites.empty() && is_hosted_service(forge)) {
    seen.insert(seen.begin(), at_url(forge.url));
    out.not_applicable(kPasswords, Confidence::likely,
                       msg("The project runs no site with accounts of its own: it uses {}, whose operator "
                           "keeps the passwords.",
                           name_of(forge.forge)),
                       seen);
  } else if (!own_sites.empty()) {
    out.unknown(
        kPasswords,
        msg("{} names a site of the project's own: {}", place(own_sites.front()), own_sites.front().excerpt),
        msg("If that site keeps passwords of its visitors, are they hashed with a salt and key stretching "
            "(N/A if it keeps none)?"),
        some(own_sites, 2));
  } else {
    out.unknown(kPasswords, msg("The project's sites are not known."),
                msg("If the project's sites keep passwords, are they hashed with a salt and key stretching "
                    "(N/A if they keep none)?"));
  }
}

}  // namespace

extern const Detector project_sites;
const Detector project_sites{
    .id = "project_sites",
    .summary = "Tells hosted sites, whose operators are known, from the project's own.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
