// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// URLs are taken apart strictly; addresses and proxies are judged by tables.
#include "scanner/net/url.h"

#include <arpa/inet.h>

#include <array>

#include "scanner/net/address.h"
#include "scanner/net/proxy.h"
#include "tests/support/test.h"

using namespace badgescan::net;

TEST_CASE("parse_url takes plain URLs apart and refuses what could be read in two ways", "[net]") {
  struct Case {
    const char* text;
    const char* want;  ///< "origin target", or "" when refused
  };
  const auto c = GENERATE(values<Case>({
      {"https://Example.org", "https://example.org /"},
      {"https://example.org:443/a?b#c", "https://example.org /a?b"},
      {"http://example.org:8080?x=1", "http://example.org:8080 /?x=1"},
      {"HTTPS://[2001:DB8::1]:8443/x", "https://[2001:db8::1]:8443 /x"},
      {"https://user@example.org/", ""},
      {"https://example.org:pw@evil.example/", ""},
      {"https://example.org\\@evil.example/", ""},
      {"https://example.org /", ""},
      {"https://exam\nple.org/", ""},
      {"https://ex\xc3\xa4mple.org/", ""},
      {"https://example.org:0/", ""},
      {"https://example.org:99999/", ""},
      {"https://.example.org/", ""},
      {"https:///path", ""},
      {"https://[::1/", ""},
      {"file:///etc/passwd", ""},
      {"ftp://example.org/", ""},
      {"javascript:alert(1)", ""},
      {"", ""},
  }));
  CAPTURE(c.text);
  const auto url = parse_url(c.text);
  CHECK((url ? url->origin() + " " + url->target : "") == c.want);
}

TEST_CASE("resolve_reference follows Location headers as browsers do", "[net]") {
  const Url base = *parse_url("https://example.org/a/b?q=1");
  CHECK(resolve_reference(base, "https://other.example/") == "https://other.example/");
  CHECK(resolve_reference(base, "file:///etc/passwd") == "file:///etc/passwd");
  CHECK(resolve_reference(base, "//other.example/x") == "https://other.example/x");
  CHECK(resolve_reference(base, "/x?y:z") == "https://example.org/x?y:z");
  CHECK(resolve_reference(base, "c") == "https://example.org/a/c");
  CHECK(resolve_reference(base, "../../../c/./d/..") == "https://example.org/c/");
  CHECK(resolve_reference(base, "?q=2") == "https://example.org/a/b?q=2");
}

TEST_CASE("link_target reads the next page of a Link header", "[net]") {
  const char* header =
      "<https://api.example/x?page=1>; rel=\"prev\", <https://api.example/x?page=3>; rel=\"next\"";
  CHECK(link_target(header, "next") == "https://api.example/x?page=3");
  CHECK(link_target(header, "last").empty());
  CHECK(link_target("<broken", "next").empty());
}

TEST_CASE("percent_encode leaves nothing that a path or query would read", "[net]") {
  CHECK(percent_encode("a/b c&d=\xc3\xa4~") == "a%2Fb%20c%26d%3D%C3%A4~");
}

TEST_CASE("only public addresses are public", "[net]") {
  struct Case {
    const char* address;
    const char* want;
  };
  const auto c = GENERATE(values<Case>({
      {"8.8.8.8", ""},
      {"1.1.1.1", ""},
      {"172.15.255.255", ""},
      {"172.32.0.1", ""},
      {"100.63.255.255", ""},
      {"0.0.0.0", "reserved"},
      {"10.1.2.3", "private"},
      {"100.64.0.1", "private"},
      {"100.100.100.200", "private"},
      {"127.0.0.1", "loopback"},
      {"127.255.255.254", "loopback"},
      {"169.254.1.1", "link-local"},
      {"169.254.169.254", "metadata"},
      {"168.63.129.16", "metadata"},
      {"172.16.0.1", "private"},
      {"172.31.255.255", "private"},
      {"192.0.2.1", "reserved"},
      {"192.168.0.1", "private"},
      {"198.18.0.1", "reserved"},
      {"224.0.0.1", "multicast"},
      {"255.255.255.255", "reserved"},
      {"2606:4700::1111", ""},
      {"2001:4860:4860::8888", ""},
      {"::", "reserved"},
      {"::1", "loopback"},
      {"::ffff:127.0.0.1", "loopback"},
      {"::ffff:8.8.8.8", ""},
      {"::10.0.0.1", "private"},
      {"64:ff9b::7f00:1", "loopback"},
      {"64:ff9b::808:808", ""},
      {"64:ff9b:1::1", "reserved"},
      {"2002:7f00:1::", "loopback"},
      {"2001::1", "reserved"},
      {"2001:db8::1", "reserved"},
      {"fe80::1", "link-local"},
      {"fec0::1", "private"},
      {"fc00::1", "private"},
      {"fd12:3456::1", "private"},
      {"fd00:ec2::254", "metadata"},
      {"ff02::1", "multicast"},
      {"100::1", "reserved"},
      {"4000::1", "reserved"},
  }));
  CAPTURE(c.address);
  std::array<std::uint8_t, 16> bytes{};
  const bool ipv4 = inet_pton(AF_INET, c.address, bytes.data()) == 1;
  if (!ipv4) REQUIRE(inet_pton(AF_INET6, c.address, bytes.data()) == 1);
  CHECK(why_not_public(std::span(bytes).first(ipv4 ? 4 : 16)) == c.want);
}

TEST_CASE("host names that cannot be public are known without asking a resolver", "[net]") {
  CHECK(why_not_public_host("example.org").empty());
  CHECK(why_not_public_host("localhost.example.org").empty());
  CHECK(why_not_public_host("8.8.8.8").empty());
  CHECK(why_not_public_host("LOCALHOST") == "loopback");
  CHECK(why_not_public_host("a.localhost.") == "loopback");
  CHECK(why_not_public_host("[::1]") == "loopback");
  CHECK(why_not_public_host("intranet") == "private");
  CHECK(why_not_public_host("metadata.google.internal") == "private");
  CHECK(why_not_public_host("169.254.169.254") == "metadata");
  CHECK(why_not_public_host("0x7f.1") == "reserved");
  CHECK(why_not_public_host("2130706433") == "private");
}

TEST_CASE("a proxy is chosen as curl's users expect", "[net]") {
  const ProxySettings proxy{.http = "http://p:1",
                            .https = "http://p:2",
                            .all = "socks5://p:3",
                            .none = "example.org, .corp.example,10.0.0.1"};
  CHECK(proxy.proxy_for(*parse_url("http://a.example/")) == "http://p:1");
  CHECK(proxy.proxy_for(*parse_url("https://a.example/")) == "http://p:2");
  CHECK(proxy.proxy_for(*parse_url("https://example.org/")).empty());
  CHECK(proxy.proxy_for(*parse_url("https://www.example.org/")).empty());
  CHECK(proxy.proxy_for(*parse_url("https://notexample.org/")) == "http://p:2");
  CHECK(proxy.proxy_for(*parse_url("https://git.corp.example/")).empty());
  CHECK(proxy.proxy_for(*parse_url("http://10.0.0.1/")).empty());
  CHECK(ProxySettings{.all = "http://p"}.proxy_for(*parse_url("http://a.example/")) == "http://p");
  CHECK(ProxySettings{.all = "http://p", .none = "*"}.proxy_for(*parse_url("http://a.example/")).empty());
  CHECK(ProxySettings{}.proxy_for(*parse_url("http://a.example/")).empty());
}
