// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// How the project's own sites answer: https, redirects, the four hardening headers.
#include "detectors/online/online_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"sites_https", "osps_br_03_01", "hardened_site"};

std::vector<std::string> missing_headers(const SiteAnswer& site) {
  std::vector<std::string> out;
  if (!site.csp) out.emplace_back("Content-Security-Policy");
  if (!site.hsts) out.emplace_back("Strict-Transport-Security");
  if (!site.nosniff) out.emplace_back("X-Content-Type-Options: nosniff");
  if (!site.frame) out.emplace_back("X-Frame-Options / frame-ancestors");
  return out;
}

std::vector<std::string> addresses(const std::vector<SiteAnswer>& sites) {
  std::vector<std::string> out;
  for (const SiteAnswer& site : sites) out.push_back(site.url);
  return out;
}

void judge_https(const std::vector<SiteAnswer>& sites, FindingSink& out) {
  const SiteAnswer* plain = nullptr;
  for (const SiteAnswer& site : sites) {
    if (!site.https) {  // our network, or theirs: a failed fetch proves nothing
      for (const char* criterion : {"sites_https", "osps_br_03_01"}) {
        out.unknown(criterion, msg("{} did not answer over https: {}.", site.url, site.failure),
                    msg("Does this site answer over https with a valid certificate?"),
                    online::seen_at(site.url));
      }
      return;
    }
    if (site.http_redirects == false && plain == nullptr) plain = &site;
  }
  const std::string good = msg("{} answer over https with a valid certificate and TLS 1.2 or newer.",
                               join_names(addresses(sites)));
  const auto evidence = online::seen_at(sites.front().url);
  if (plain == nullptr) {
    for (const char* criterion : {"sites_https", "osps_br_03_01"})
      out.met(criterion, criterion == kCriteria[0] ? Confidence::certain : Confidence::strong, good,
              evidence);
    return;
  }
  out.met(
      "sites_https", Confidence::strong,
      good + " " +
          msg("{} also answers without encryption, and does not redirect.", "http" + plain->url.substr(5)),
      evidence);
  out.unmet(
      "osps_br_03_01", Confidence::likely,
      msg("{} answers without encryption and does not redirect to https.", "http" + plain->url.substr(5)),
      online::seen_at(plain->url));
}

void judge_headers(const std::vector<SiteAnswer>& sites, FindingSink& out) {
  for (const SiteAnswer& site : sites) {
    if (!site.https) {
      return out.unknown("hardened_site", msg("{} did not answer over https: {}.", site.url, site.failure),
                         msg("Do the project's sites send the four hardening headers?"),
                         online::seen_at(site.url));
    }
  }
  std::vector<std::string> missing;
  const SiteAnswer* first = nullptr;
  for (const SiteAnswer& site : sites) {
    const std::vector<std::string> names = missing_headers(site);
    if (names.empty()) continue;
    if (first == nullptr) first = &site;
    missing.push_back(msg("{}: {}", site.url, join_names(names)));
  }
  if (first == nullptr) {
    return out.met("hardened_site", Confidence::strong,
                   msg("{} send all four hardening headers.", join_names(addresses(sites))),
                   online::seen_at(sites.front().url));
  }
  out.unmet("hardened_site", Confidence::strong,
            msg("Hardening headers are missing: {}.", join(missing, "; ")), online::seen_at(first->url));
}

void detect(const Context& context, FindingSink& out) {
  const OnlineFacts& online = context.get<OnlineFacts>();
  if (!online.asked || online.sites.empty()) return;
  judge_https(online.sites, out);
  judge_headers(online.sites, out);
}

}  // namespace

extern const Detector probed_sites;
const Detector probed_sites{
    .id = "probed_sites",
    .summary = "Asks the project's own sites over https and http, and looks at their hardening headers.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
