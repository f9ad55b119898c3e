// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Access tokens from the environment, each for one host.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace badgescan::net {

/// Value of an environment variable; empty when unset.
using Environment = std::function<std::string(std::string_view name)>;
std::string process_environment(std::string_view name);

class Tokens {
 public:
  Tokens() = default;
  /// GITHUB_TOKEN, GH_TOKEN: api.github.com, or the host of GITHUB_API_URL when that is set;
  /// GH_ENTERPRISE_TOKEN: the host of GH_HOST; GITLAB_TOKEN: gitlab.com, or GITLAB_HOST / CI_SERVER_HOST;
  /// CODEBERG_TOKEN: codeberg.org; GITEA_TOKEN, FORGEJO_TOKEN: GITEA_HOST, FORGEJO_HOST.
  static Tokens from_environment(const Environment& environment);

  /// The Authorization header for a request to `url`; empty when no token belongs there, or the connection
  /// would not be encrypted (a literal loopback address excepted).
  std::string authorization_for(std::string_view url) const;

 private:
  std::map<std::string, std::string> by_host_;  ///< host[:port] → header value
};

}  // namespace badgescan::net
