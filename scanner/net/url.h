// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// http and https URLs, parsed strictly: what two parsers could read differently is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace badgescan::net {

struct Url {
  std::string scheme;  ///< "http" or "https"
  std::string host;    ///< lower case; IPv6 with its brackets
  int port = 0;        ///< never 0
  std::string target;  ///< path and query, starts with '/'; the fragment is gone

  /// "https://host", with the port where it is not the usual one.
  std::string origin() const;
  std::string text() const { return origin() + target; }
  bool secure() const { return scheme == "https"; }
};

/// No other scheme, no user or password, no control character, blank, backslash or non-ASCII byte, and a
/// host of letters, digits, '-', '.', '_' or an IPv6 literal; else nothing.
std::optional<Url> parse_url(std::string_view text);

/// Where a Location header leads from `base`: absolute, "//host/…", "/path", "?query" or a relative path with
/// dots. Not checked: parse the result.
std::string resolve_reference(const Url& base, std::string_view reference);

/// Everything but letters, digits and "-._~" as %XX, so also '/'.
std::string percent_encode(std::string_view text);

/// The URL of `rel` in an RFC 8288 Link header ("next"); empty when there is none.
std::string link_target(std::string_view header, std::string_view rel);

}  // namespace badgescan::net
