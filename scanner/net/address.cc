// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The special-purpose address registries, as prefixes. What is not plainly public is refused.
#include "scanner/net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

#include "scanner/base/text.h"

namespace badgescan::net {
namespace {

struct Prefix {
  std::array<std::uint8_t, 4> bytes;
  int bits;
  std::string_view kind;
};

constexpr Prefix kIpv4[] = {
    {{0, 0, 0, 0}, 8, "reserved"},          {{10, 0, 0, 0}, 8, "private"},
    {{100, 64, 0, 0}, 10, "private"},       {{127, 0, 0, 0}, 8, "loopback"},
    {{169, 254, 169, 254}, 32, "metadata"}, {{169, 254, 0, 0}, 16, "link-local"},
    {{168, 63, 129, 16}, 32, "metadata"},   {{172, 16, 0, 0}, 12, "private"},
    {{192, 0, 0, 0}, 24, "reserved"},       {{192, 0, 2, 0}, 24, "reserved"},
    {{192, 88, 99, 0}, 24, "reserved"},     {{192, 168, 0, 0}, 16, "private"},
    {{198, 18, 0, 0}, 15, "reserved"},      {{198, 51, 100, 0}, 24, "reserved"},
    {{203, 0, 113, 0}, 24, "reserved"},     {{224, 0, 0, 0}, 4, "multicast"},
    {{240, 0, 0, 0}, 4, "reserved"},
};

bool within(std::span<const std::uint8_t> bytes, std::span<const std::uint8_t> prefix, int bits) {
  for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
    const int take = std::min(bits, 8);
    const auto mask = static_cast<std::uint8_t>(0xff << (8 - take));
    if ((bytes[i] & mask) != (prefix[i] & mask)) return false;
  }
  return true;
}

std::string_view ipv4(std::span<const std::uint8_t> bytes) {
  for (const Prefix& prefix : kIpv4) {
    if (within(bytes, prefix.bytes, prefix.bits)) return prefix.kind;
  }
  return {};
}

bool starts(std::span<const std::uint8_t> bytes, std::initializer_list<std::uint8_t> prefix, int bits) {
  return within(bytes, {prefix.begin(), prefix.size()}, bits);
}

std::string_view ipv6(std::span<const std::uint8_t> b) {
  constexpr std::array<std::uint8_t, 16> kZero{};
  if (within(b, kZero, 127)) return b[15] == 1 ? "loopback" : "reserved";
  if (within(b, kZero, 80) && ((b[10] == 0xff && b[11] == 0xff) || (b[10] == 0 && b[11] == 0))) {
    return ipv4(b.subspan(12));  // mapped, and the old compatible form
  }
  if (starts(b, {0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0}, 96)) return ipv4(b.subspan(12));  // NAT64
  if (starts(b, {0xfe, 0x80}, 10)) return "link-local";
  if (starts(b, {0xfd, 0x00, 0x0e, 0xc2}, 32)) return "metadata";
  if (starts(b, {0xfc}, 7) || starts(b, {0xfe, 0xc0}, 10)) return "private";
  if (b[0] == 0xff) return "multicast";
  if (!starts(b, {0x20}, 3)) return "reserved";                   // only 2000::/3 is handed out
  if (starts(b, {0x20, 0x02}, 16)) return ipv4(b.subspan(2, 4));  // 6to4
  if (starts(b, {0x20, 0x01, 0, 0}, 32)) return "reserved";       // Teredo: leads anywhere
  if (starts(b, {0x20, 0x01, 0, 0}, 23)) return "reserved";       // protocol assignments
  if (starts(b, {0x20, 0x01, 0x0d, 0xb8}, 32) || starts(b, {0x3f, 0xff, 0}, 20))
    return "reserved";  // examples
  return {};
}

bool is_number(std::string_view label) {
  if (starts_with_ignoring_case(label, "0x")) {
    return std::all_of(label.begin() + 2, label.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
  }
  return !label.empty() &&
         std::all_of(label.begin(), label.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string_view why_not_public(std::span<const std::uint8_t> bytes) {
  if (bytes.size() == 4) return ipv4(bytes);
  if (bytes.size() == 16) return ipv6(bytes);
  return "reserved";
}

std::string_view why_not_public(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    std::array<std::uint8_t, 4> bytes;
    std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, bytes.size());
    return why_not_public(bytes);
  }
  if (address->sa_family == AF_INET6) {
    std::array<std::uint8_t, 16> bytes;
    std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, bytes.size());
    return why_not_public(bytes);
  }
  return "reserved";
}

std::string_view why_not_public_host(std::string_view host) {
  std::string name = to_lower(host);
  if (name.size() > 2 && name.front() == '[') name = name.substr(1, name.size() - 2);
  std::array<std::uint8_t, 16> bytes;
  if (inet_pton(AF_INET, name.c_str(), bytes.data()) == 1) return why_not_public(std::span(bytes).first(4));
  if (inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1) return why_not_public(bytes);
  while (!name.empty() && name.back() == '.') name.pop_back();
  const auto dot = name.rfind('.');
  const std::string_view last =
      dot == std::string::npos ? std::string_view(name) : std::string_view(name).substr(dot + 1);
  if (last == "localhost") return "loopback";
  if (dot == std::string::npos || last == "local" || last == "internal" || last == "lan" || last == "home" ||
      last == "corp" || name.ends_with("home.arpa")) {
    return "private";
  }
  if (is_number(last)) return "reserved";
  return {};
}

std::string address_text(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address->sa_family == AF_INET) {
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
  } else if (address->sa_family == AF_INET6) {
    inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text, sizeof text);
  }
  return text;
}

}  // namespace badgescan::net
