// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/shared_hosts.h"

#include <algorithm>
#include <iterator>

namespace badgescan {

std::string_view host_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  return url.substr(0, url.find_first_of("/:?#"));
}

bool is_run_by_others(std::string_view url) {
  static constexpr std::string_view kHosts[] = {
      "github.com",         "github.io",       "gitlab.com",
      "gitlab.io",          "codeberg.org",    "codeberg.page",
      "bitbucket.org",      "pypi.org",        "npmjs.com",
      "crates.io",          "docs.rs",         "pkg.go.dev",
      "readthedocs.io",     "rubygems.org",    "rubydoc.info",
      "nuget.org",          "hex.pm",          "hexdocs.pm",
      "packagist.org",      "netlify.app",     "pages.dev",
      "vercel.app",         "sr.ht",           "hackage.haskell.org",
      "cran.r-project.org", "metacpan.org",    "anaconda.org",
      "docker.com",         "ghcr.io",         "sourceforge.net",
      "sourceforge.io",     "javadoc.io",      "maven.org",
      "gitbook.io",         "readthedocs.org", "rtfd.io",
      "pypi.python.org"};
  const std::string_view host = host_of(url);
  return std::any_of(std::begin(kHosts), std::end(kHosts), [&](std::string_view known) {
    return host == known || (host.size() > known.size() && host.substr(host.size() - known.size()) == known &&
                             host[host.size() - known.size() - 1] == '.');
  });
}

}  // namespace badgescan
