// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Which token belongs to which host. A token is never sent anywhere else, and never printed.
#include "scanner/net/tokens.h"

#include <cstdlib>

#include "scanner/base/text.h"
#include "scanner/net/url.h"

namespace badgescan::net {
namespace {

struct Row {
  std::string_view token;
  std::string_view host_variable;  ///< a URL or a host; empty = only the default
  std::string_view default_host;
  std::string_view scheme;  ///< of the Authorization header
};
// A later row does not replace an earlier one.
constexpr Row kRows[] = {
    {"GITHUB_TOKEN", "GITHUB_API_URL", "api.github.com", "Bearer "},
    {"GH_TOKEN", "GITHUB_API_URL", "api.github.com", "Bearer "},
    {"GH_ENTERPRISE_TOKEN", "GH_HOST", "", "Bearer "},
    {"GITHUB_ENTERPRISE_TOKEN", "GH_HOST", "", "Bearer "},
    {"GITLAB_TOKEN", "GITLAB_HOST", "gitlab.com", "Bearer "},
    {"GITLAB_TOKEN", "CI_SERVER_HOST", "gitlab.com", "Bearer "},
    {"CODEBERG_TOKEN", "", "codeberg.org", "token "},
    {"GITEA_TOKEN", "GITEA_HOST", "", "token "},
    {"FORGEJO_TOKEN", "FORGEJO_HOST", "", "token "},
};

/// "https://host:1/x" and "host:1" → "host:1".
std::string host_and_port(std::string_view text) {
  const std::string url =
      text.find("://") == std::string_view::npos ? "https://" + std::string(text) : std::string(text);
  const std::optional<Url> parsed = parse_url(url);
  if (!parsed) return {};
  return parsed->origin().substr(parsed->scheme.size() + 3);
}

bool is_loopback(std::string_view host) {
  return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

}  // namespace

std::string process_environment(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::string() : std::string(value);
}

Tokens Tokens::from_environment(const Environment& environment) {
  Tokens tokens;
  for (const Row& row : kRows) {
    const std::string token(trim(environment(row.token)));
    if (token.empty() || token.find_first_of("\r\n") != std::string::npos) continue;
    const std::string named = row.host_variable.empty() ? std::string() : environment(row.host_variable);
    const std::string host = host_and_port(named.empty() ? std::string(row.default_host) : named);
    if (!host.empty()) tokens.by_host_.emplace(host, std::string(row.scheme) + token);
  }
  return tokens;
}

std::string Tokens::authorization_for(std::string_view url) const {
  const std::optional<Url> parsed = parse_url(url);
  if (!parsed || (!parsed->secure() && !is_loopback(parsed->host))) return {};
  const auto found = by_host_.find(host_and_port(parsed->origin()));
  return found == by_host_.end() ? std::string() : found->second;
}

}  // namespace badgescan::net
