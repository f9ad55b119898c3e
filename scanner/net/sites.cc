// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The project's own sites: does https answer, does http lead there, which hardening headers come along.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/net/ask.h"
#include "scanner/net/url.h"

namespace badgescan::net {
namespace {

constexpr std::size_t kMostSites = 3;

bool is_redirect(int status) { return status >= 300 && status < 400; }

/// A policy that allows everything guards nothing.
bool csp_is_set(std::string_view value) { return !trim(value).empty() && trim(value) != "default-src *"; }

bool hsts_is_set(std::string_view value) {
  const std::string lower = to_lower(value);
  return lower.find("max-age=") != std::string::npos && lower.find("max-age=0") == std::string::npos;
}

bool frame_is_guarded(const Response& response) {
  const std::string option = to_lower(trim(response.header("x-frame-options")));
  if (option == "deny" || option == "sameorigin") return true;
  const std::string csp = to_lower(response.header("content-security-policy"));
  const auto at = csp.find("frame-ancestors");
  return at != std::string::npos && csp.find('*', at) == std::string::npos;
}

void read_https(const Response& response, SiteAnswer& site) {
  site.status = response.status;
  site.final_url = response.url;
  site.certificate_until = response.certificate_until;
  site.failure = response.error;
  if (response.status == 0) return;
  const std::optional<Url> last = parse_url(response.url);
  site.https = last && last->secure() && response.ok();
  if (!response.ok()) site.failure = msg("{} answered with status {}", response.url, response.status);
  if (last && !last->secure())
    site.failure = msg("{} redirects to {}, which is not encrypted", site.url, response.url);
  site.csp = csp_is_set(response.header("content-security-policy"));
  site.hsts = hsts_is_set(response.header("strict-transport-security"));
  site.nosniff = equals_ignoring_case(trim(response.header("x-content-type-options")), "nosniff");
  site.frame = frame_is_guarded(response);
}

}  // namespace

std::vector<SiteAnswer> ask_sites(Http& http, const std::vector<ProjectUrl>& sites) {
  std::vector<SiteAnswer> out;
  std::vector<Request> requests;
  for (const ProjectUrl& site : sites) {
    std::optional<Url> url = parse_url(site.url);
    if (!url || out.size() >= kMostSites) continue;
    if (!url->secure()) url = parse_url("https" + url->text().substr(4));
    const std::string https = url->port == 80 ? "https://" + url->host + url->target : url->text();
    if (std::any_of(out.begin(), out.end(), [&](const SiteAnswer& known) { return known.url == https; }))
      continue;
    out.push_back({.what = site.what, .url = https});
    requests.push_back({.url = https, .what = msg("{} over https", site.what), .body_wanted = false});
  }
  // The plain form of the homepage alone shows whether http leads to https.
  const std::size_t plain = requests.size();
  for (const SiteAnswer& site : out) {
    if (site.what == "repository") continue;
    requests.push_back({.url = "http" + site.url.substr(5),
                        .what = msg("{} over http", site.what),
                        .follow = false,
                        .body_wanted = false});
  }
  const std::vector<Response> answers = http.fetch(requests);
  std::size_t next = plain;
  for (std::size_t i = 0; i < out.size(); ++i) {
    read_https(answers[i], out[i]);
    if (out[i].what == "repository") continue;
    const Response& answer = answers[next++];
    if (answer.status == 0) continue;
    out[i].http_redirects =
        is_redirect(answer.status) && starts_with_ignoring_case(answer.header("location"), "https://");
  }
  return out;
}

}  // namespace badgescan::net
