// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The rules of curl for http_proxy and its relatives.
#include "scanner/net/proxy.h"

#include <cstdlib>

#include "scanner/base/text.h"

namespace badgescan::net {
namespace {

std::string first_set(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  }
  return {};
}

/// "example.org" and ".example.org" both cover the name and everything below it.
bool covers(std::string_view pattern, std::string_view host) {
  while (!pattern.empty() && pattern.front() == '.') pattern.remove_prefix(1);
  if (pattern.empty() || host.size() < pattern.size()) return false;
  if (!equals_ignoring_case(host.substr(host.size() - pattern.size()), pattern)) return false;
  return host.size() == pattern.size() || host[host.size() - pattern.size() - 1] == '.';
}

}  // namespace

ProxySettings ProxySettings::from_environment() {
  return {.http = first_set({"http_proxy"}),
          .https = first_set({"https_proxy", "HTTPS_PROXY"}),
          .all = first_set({"all_proxy", "ALL_PROXY"}),
          .none = first_set({"no_proxy", "NO_PROXY"})};
}

std::string ProxySettings::proxy_for(const Url& url) const {
  const std::string& chosen = url.secure() ? https : http;
  const std::string& proxy = chosen.empty() ? all : chosen;
  if (proxy.empty() || trim(none) == "*") return {};
  std::string_view host = url.host;
  if (host.front() == '[') host = host.substr(1, host.size() - 2);
  const std::string names = replace_all(none, " ", ",");
  for (const std::string_view name : split(names, ',')) {
    if (covers(trim(name), host)) return {};
  }
  return proxy;
}

}  // namespace badgescan::net
