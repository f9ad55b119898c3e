// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Which proxy a request takes, by the environment variables that curl's users know. We decide it ourselves
// because the address guard must know whether it sees the target's address or the proxy's.
#pragma once

#include <string>
#include <string_view>

#include "scanner/net/url.h"

namespace badgescan::net {

struct ProxySettings {
  std::string http = {};   ///< http_proxy (lower case only: the upper-case name can be set by a CGI request)
  std::string https = {};  ///< https_proxy, HTTPS_PROXY
  std::string all = {};    ///< all_proxy, ALL_PROXY
  std::string none = {};   ///< no_proxy, NO_PROXY: "*", or names and addresses between commas

  static ProxySettings from_environment();
  /// The proxy for a URL; empty = connect directly.
  std::string proxy_for(const Url& url) const;
};

}  // namespace badgescan::net
