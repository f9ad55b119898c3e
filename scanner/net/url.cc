// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The strict URL parser, percent encoding, and the Link header of paginated answers.
#include "scanner/net/url.h"

#include <algorithm>

#include "scanner/base/text.h"

namespace badgescan::net {
namespace {

bool plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_';
}

bool take_host(std::string_view& rest, std::string& host) {
  std::size_t end = 0;
  if (!rest.empty() && rest.front() == '[') {
    end = rest.find(']');
    if (end == std::string_view::npos || end < 3) return false;
    ++end;
    const auto digit = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' ||
             c == '.';
    };
    if (!std::all_of(rest.begin() + 1, rest.begin() + static_cast<std::ptrdiff_t>(end) - 1, digit))
      return false;
  } else {
    while (end < rest.size() && plain(rest[end])) ++end;
    if (end == 0 || end > 253 || rest.front() == '.' || rest.front() == '-') return false;
  }
  host = to_lower(rest.substr(0, end));
  rest.remove_prefix(end);
  return true;
}

bool take_port(std::string_view& rest, int& port) {
  if (rest.empty() || rest.front() != ':') return true;
  rest.remove_prefix(1);
  std::size_t digits = 0;
  int value = 0;
  while (digits < rest.size() && digits < 5 && rest[digits] >= '0' && rest[digits] <= '9') {
    value = value * 10 + (rest[digits++] - '0');
  }
  if (digits == 0 || value == 0 || value > 65535) return false;
  rest.remove_prefix(digits);
  port = value;
  return true;
}

std::string without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  const std::vector<std::string_view> parts = split(path.substr(1), '/');
  for (const std::string_view part : parts) {
    if (part == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (part != ".") {
      kept.push_back(part);
    }
  }
  std::string out;
  for (const std::string_view part : kept) out.append("/").append(part);
  if (parts.back() == "." || parts.back() == "..") out += '/';
  return out.empty() ? "/" : out;
}

}  // namespace

std::string Url::origin() const {
  const bool usual = port == (secure() ? 443 : 80);
  return scheme + "://" + host + (usual ? "" : ":" + std::to_string(port));
}

std::optional<Url> parse_url(std::string_view text) {
  if (text.size() > 4096) return std::nullopt;
  for (const char c : text) {
    if (c <= ' ' || c >= 0x7f || c == '\\' || c == '"' || c == '<' || c == '>') return std::nullopt;
  }
  Url url;
  if (starts_with_ignoring_case(text, "https://")) {
    url.scheme = "https";
  } else if (starts_with_ignoring_case(text, "http://")) {
    url.scheme = "http";
  } else {
    return std::nullopt;
  }
  url.port = url.secure() ? 443 : 80;
  std::string_view rest = text.substr(url.scheme.size() + 3);
  if (!take_host(rest, url.host) || !take_port(rest, url.port)) return std::nullopt;
  rest = rest.substr(0, rest.find('#'));
  if (!rest.empty() && rest.front() != '/' && rest.front() != '?') return std::nullopt;
  url.target = rest.empty() || rest.front() == '?' ? "/" + std::string(rest) : std::string(rest);
  return url;
}

std::string resolve_reference(const Url& base, std::string_view reference) {
  const auto colon = reference.find(':');
  if (colon != std::string_view::npos &&
      reference.substr(0, colon).find_first_of("/?#") == std::string_view::npos) {
    return std::string(reference);  // has a scheme, of whatever kind
  }
  if (reference.starts_with("//")) return base.scheme + ":" + std::string(reference);
  const std::string path = base.target.substr(0, base.target.find('?'));
  if (reference.empty() || reference.front() == '#') return base.text();
  if (reference.front() == '?') return base.origin() + path + std::string(reference);
  const std::string joined = reference.front() == '/'
                                 ? std::string(reference)
                                 : path.substr(0, path.rfind('/') + 1) + std::string(reference);
  const std::size_t query = std::min(joined.find_first_of("?#"), joined.size());
  return base.origin() + without_dots(std::string_view(joined).substr(0, query)) + joined.substr(query);
}

std::string percent_encode(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (plain(c) || c == '~') {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::string link_target(std::string_view header, std::string_view rel) {
  const std::string quoted = "rel=\"" + std::string(rel) + "\"";
  for (std::size_t at = header.find('<'); at != std::string_view::npos; at = header.find('<', at + 1)) {
    const std::size_t end = header.find('>', at);
    if (end == std::string_view::npos) break;
    const std::size_t next = header.find('<', end);
    const std::string_view parameters =
        header.substr(end, next == std::string_view::npos ? next : next - end);
    if (contains_ignoring_case(parameters, quoted)) return std::string(header.substr(at + 1, end - at - 1));
  }
  return {};
}

}  // namespace badgescan::net
