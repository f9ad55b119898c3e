// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// sites_https: are the project's own sites named with https everywhere? Links to other people's sites never
// count.
#include <algorithm>

#include <set>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/shared_hosts.h"

namespace badgescan {
namespace {

constexpr std::string_view kSites = "sites_https";
constexpr std::string_view kCriteria[] = {kSites};

Evidence evidence_of(const ProjectUrl& url) {
  Evidence out = url.seen;
  if (out.path.empty()) out.url = url.url;
  if (out.excerpt.empty()) out.excerpt = url.url;
  return out;
}

/// Whether an address with https names the same host: the site supports it, and the link is old.
bool has_twin(const Project& project, std::string_view plain) {
  return std::any_of(project.urls.begin(), project.urls.end(), [&](const ProjectUrl& url) {
    return starts_with_ignoring_case(url.url, "https://") &&
           to_lower(host_of(url.url)) == to_lower(host_of(plain));
  });
}

void detect(const Context& context, FindingSink& out) {
  const Project& project = context.get<Project>();
  std::vector<Evidence> plain, secure;
  bool certain = false;  // some other source than the words of a link says that the site is the project's own
  std::vector<std::string> names;
  std::set<std::string> seen;
  bool twins = true;  // each plain address has the host of one with https
  for (const ProjectUrl& url : project.urls) {
    const bool https = starts_with_ignoring_case(url.url, "https://");
    // A link of old to a host that serves everything over https: the site supports it.
    if (!https && is_run_by_others(url.url)) continue;
    // GitHub and the like take names in any case.
    if (https && !seen.insert(to_lower(url.url)).second) continue;
    (https ? secure : plain).push_back(evidence_of(url));
    certain = certain || (!https && !url.by_label);
    twins = twins && (https || has_twin(project, url.url));
    if (https && names.size() < 3) names.push_back(url.url);
  }
  if (!plain.empty() && twins) {
    out.met(kSites, Confidence::partial,
            msg("{} names without https a site that the project also names with it: {}", place(plain.front()),
                plain.front().excerpt),
            some(plain, 5), msg("Does that address lead to https, so that the link can name https?"));
  } else if (!plain.empty()) {
    const Evidence& worst = plain.front();
    out.unmet(kSites, certain ? Confidence::strong : Confidence::likely,
              msg("{} names a site of the project without https: {}", place(worst), worst.excerpt),
              some(plain, 5), msg("Does that address answer over https, so that the link can name https?"));
  } else if (!secure.empty()) {
    out.met(
        kSites, Confidence::strong,
        msg_n(secure.size(), "The only address of the project that was found uses https: {1}",
              "All {0} addresses of the project that were found use https, such as {1}", join_names(names)),
        some(secure, 5));
  } else {
    out.unknown(kSites, msg("The repository has no remote and names no address of the project."),
                msg("Which are the project's web site, repository and download addresses, and do all of them "
                    "use https?"));
  }
}

}  // namespace

extern const Detector sites_https;
const Detector sites_https{.id = "sites_https",
                           .summary = "Checks that the addresses of the project's own sites use https.",
                           .criteria = kCriteria,
                           .detect = detect};

}  // namespace badgescan
