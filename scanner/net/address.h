// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Which network addresses a scanned repository may make us talk to: public ones only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

struct sockaddr;

namespace badgescan::net {

/// Empty for an address of the public internet, else what it is instead: "loopback", "private", "link-local",
/// "metadata", "multicast", "reserved". `bytes` holds 4 (IPv4) or 16 (IPv6) bytes in network order; IPv4
/// addresses inside IPv6 (mapped, NAT64, 6to4, Teredo) are judged by what they lead to.
std::string_view why_not_public(std::span<const std::uint8_t> bytes);
/// The same for a socket address; families other than IPv4 and IPv6 are "reserved".
std::string_view why_not_public(const sockaddr* address);
/// The same for a host as it stands in a URL, without resolving it: literals, names that never leave the
/// machine or the local network, and numbers that resolvers take for addresses ("0x7f.1"). For requests that
/// a proxy resolves.
std::string_view why_not_public_host(std::string_view host);

/// "192.0.2.1", "2001:db8::1"; empty for other families.
std::string address_text(const sockaddr* address);

}  // namespace badgescan::net
