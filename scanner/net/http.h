// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Asks web servers, many at once, and trusts none of them.
//
// A scanned repository may choose the URLs: only http and https, only public addresses (checked on the
// address that is connected to, for every redirect), at most 5 redirects and 5 MB of unpacked content, no
// cookies, TLS 1.2 or newer and verified. A token goes to the origin it was given for and is dropped when a
// redirect leaves that origin. Every failure is a value with a reason; nothing throws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/net/proxy.h"

namespace badgescan::net {

enum class Failure {
  none,
  bad_url,
  refused,  ///< the address is not public
  resolve,  ///< no such host
  connect,
  tls,
  timeout,
  too_large,
  too_many_redirects,
  protocol,      ///< not HTTP, cut off, or broken compression
  rate_limited,  ///< the server asks us to come back later than we are willing to wait
  not_cached,    ///< --offline-cache, and the answer is not in the cache
  budget,        ///< this run has asked enough
  unavailable,   ///< no libcurl
};

struct HttpHeader {
  std::string name, value;
};

struct Request {
  std::string url = {};
  std::string body = {};  ///< not empty: a POST of JSON
  std::vector<HttpHeader> headers = {};
  std::string authorization =
      {};                 ///< value of the Authorization header; dropped when a redirect changes the origin
  std::string what = {};  ///< for the report: "settings of the repository"
  bool follow = true;
  bool body_wanted = true;  ///< false: only status and headers count, the rest is not read
};

struct Response {
  int status = 0;                        ///< 0: there was no answer, see `failure`
  std::vector<HttpHeader> headers = {};  ///< of the last answer; names in lower case
  std::string body = {};
  std::string url = {};                ///< of the last answer
  std::vector<std::string> hops = {};  ///< URLs that redirected, in order
  std::string certificate_until =
      {};  ///< last day of the server's certificate, as its issuer wrote it; may be empty
  Failure failure = Failure::none;
  std::string error = {};   ///< one clause for a person; empty when there was an answer
  bool from_cache = false;  ///< replayed, or confirmed by the server as unchanged

  bool ok() const { return status >= 200 && status < 300; }
  std::string_view header(std::string_view name) const;  ///< lower-case name; empty when absent
};

struct HttpOptions {
  bool allow_private = false;                     ///< let URLs of the repository lead to private addresses
  std::vector<std::string> trusted_origins = {};  ///< named by the user (--api-base): may be private
  std::string cache_folder = {};                  ///< empty: no cache
  bool offline = false;                           ///< answer from the cache only
  std::string ca_file = {};                       ///< PEM file; empty: the system's
  ProxySettings proxy = {};
  std::uint64_t max_bytes = 5 << 20;  ///< of one unpacked answer
  int max_redirects = 5;
  int max_requests = 25;  ///< of this object in all, redirects counted, retries not
  int retries = 2;
  int backoff_ms = 500;      ///< doubled with each retry
  int max_wait_ms = 20'000;  ///< a longer Retry-After ends the request instead
  int connect_timeout_ms = 10'000;
  int timeout_ms = 30'000;                          ///< of one request
  std::map<std::string, int> min_interval_ms = {};  ///< by origin: between the starts of two requests
  std::string user_agent = "badgescan";
};

/// What was asked and what came of it: the report lists these.
struct Exchange {
  std::string url;
  std::string what;
  int status = 0;
  std::string error;
  bool from_cache = false;
};

class Http {
 public:
  explicit Http(HttpOptions options);
  ~Http();
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;

  /// All at once; answers in the order of the requests.
  std::vector<Response> fetch(const std::vector<Request>& requests);
  Response fetch(const Request& request);

  const std::vector<Exchange>& exchanges() const;
  int requests_sent() const;  ///< that went to the network
  const HttpOptions& options() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Seconds that a server asks to wait: Retry-After in seconds, or X-RateLimit-Reset (GitHub, seconds since
/// 1970) / RateLimit-Reset when nothing is left of the quota; -1 when it asks nothing. Exposed for tests.
std::int64_t asked_to_wait(const Response& response, std::int64_t now);

}  // namespace badgescan::net
