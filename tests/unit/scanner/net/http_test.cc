// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The client against a real server that misbehaves in every way we know.
#include "scanner/net/http.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "scanner/net/url.h"
#include "tests/support/git_fixture.h"
#include "tests/support/test.h"
#include "tests/support/test_server.h"

using namespace badgescan;
using namespace badgescan::net;
using badgescan::test::TempFolder;
using badgescan::test::TestServer;

namespace {

HttpOptions quick(const TestServer& server) {
  HttpOptions options;
  options.trusted_origins = {server.origin()};
  options.backoff_ms = 1;
  options.max_wait_ms = 1500;
  options.max_requests = 1000;
  return options;
}

TestServer& server() {
  static TestServer shared;
  return shared;
}

Response get(const std::string& target, HttpOptions options) {
  return Http(std::move(options)).fetch(Request{.url = server() / target});
}
Response get(const std::string& target) { return get(target, quick(server())); }

std::size_t count(const std::vector<std::string>& lines, const std::string& part) {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [&](const auto& line) { return line.find(part) != std::string::npos; }));
}

}  // namespace

TEST_CASE("http: an answer has status, headers and body", "[net]") {
  const Response response = get("ok?say=good");
  CHECK(response.status == 200);
  CHECK(response.body == "good");
  CHECK(response.header("x-test") == "yes");
  CHECK(response.failure == Failure::none);
  CHECK(get("status?code=404").status == 404);
  CHECK(get("status?code=401").status == 401);
}

TEST_CASE("http: cookies are neither kept nor sent", "[net]") {
  TestServer own;
  Http http(quick(own));
  http.fetch(Request{.url = own / "ok"});
  http.fetch(Request{.url = own / "ok?again"});
  CHECK(count(own.log(), "cookie=-") == 2);
}

TEST_CASE("http: every failure has its kind and a reason", "[net]") {
  struct Case {
    const char* target;
    Failure want;
    const char* reason;
  };
  const auto c = GENERATE(values<Case>({
      {"truncated", Failure::protocol, "transfer failed"},
      {"garbage", Failure::protocol, "transfer failed"},
      {"broken-gzip", Failure::protocol, "transfer failed"},
      {"slow", Failure::timeout, "no complete answer within 300 ms"},
      {"big?bytes=2000000", Failure::too_large, "larger than 1000000 bytes"},
      {"bomb?bytes=300000000", Failure::too_large, "larger than 1000000 bytes"},
      {"headers?count=99", Failure::too_large, "larger than"},
      {"loop?left=9", Failure::too_many_redirects, "more than 5 redirects"},
      {"redirect?to=file:///etc/passwd", Failure::bad_url, "file:///etc/passwd is not a plain http"},
      {"redirect?to=gopher://127.0.0.1/", Failure::bad_url, "not a plain http"},
      {"redirect?to=http://127.0.0.1:9/", Failure::refused, "127.0.0.1 (loopback)"},
      {"redirect?to=http://localhost:9/", Failure::refused, "(loopback)"},
      {"redirect?to=http://0x7f.1/", Failure::refused, "127.0.0.1 (loopback)"},
      {"redirect?to=http://[::ffff:127.0.0.1]:9/", Failure::refused, "(loopback)"},
      {"redirect?to=http://169.254.169.254/latest/meta-data", Failure::refused, "169.254.169.254 (metadata)"},
      {"redirect?to=http://10.0.0.1/", Failure::refused, "10.0.0.1 (private)"},
      {"redirect?to=http://nosuchhost.invalid/", Failure::resolve, "no host named nosuchhost.invalid"},
      {"status?code=429&Retry_After=3600", Failure::rate_limited, "accepts no more requests before 20"},
      {"status?code=403&X_RateLimit_Remaining=0&X_RateLimit_Reset=4000000000", Failure::rate_limited,
       "before 2096"},
  }));
  CAPTURE(c.target);
  HttpOptions options = quick(server());
  options.max_bytes = 1'000'000;
  options.timeout_ms = std::string(c.target) == "slow" ? 300 : 20000;
  options.retries = 1;
  const Response response = get(c.target, options);
  CHECK(response.status == 0);
  CHECK(response.failure == c.want);
  CHECK_THAT(response.error, Catch::Contains(c.reason));
}

TEST_CASE("http: a URL of the repository may not name a private address itself", "[net]") {
  HttpOptions options = quick(server());
  options.trusted_origins.clear();
  CHECK(get("ok", options).failure == Failure::refused);
  options.allow_private = true;
  CHECK(get("ok", options).status == 200);
}

TEST_CASE("http: behind a proxy the name alone is judged, and the proxy may be private", "[net]") {
  TestServer proxy;
  HttpOptions options = quick(proxy);
  options.trusted_origins.clear();
  options.proxy.all = proxy.origin();
  CHECK(Http(options).fetch(Request{.url = "http://127.0.0.1:1/ok"}).failure == Failure::refused);
  CHECK(proxy.log().empty());
  Http(options).fetch(Request{.url = "http://example.org/ok"});
  CHECK(count(proxy.log(), "GET http://example.org/ok") == 1);
}

TEST_CASE("http: redirects are followed and remembered", "[net]") {
  const Response response = get("loop?left=3");
  CHECK(response.body == "arrived");
  CHECK(response.hops.size() == 3);
  CHECK(response.url == server() / "loop?left=0");
  HttpOptions options = quick(server());
  const Response one = Http(options).fetch(Request{.url = server() / "loop?left=3", .follow = false});
  CHECK(one.status == 302);
}

TEST_CASE("http: a token is dropped when a redirect leaves its origin", "[net]") {
  TestServer other;
  HttpOptions options = quick(server());
  options.trusted_origins.push_back(other.origin());
  server().clear_log();
  Http(options).fetch(
      {Request{.url = server() / ("redirect?to=" + other / "ok"), .authorization = "Bearer secret"},
       Request{.url = server() / "redirect?to=/ok", .authorization = "Bearer secret"}});
  CHECK(count(other.log(), "auth=-") == 1);
  CHECK(count(other.log(), "secret") == 0);
  CHECK(count(server().log(), "GET /ok auth=Bearer secret") == 1);
}

TEST_CASE("http: trouble that passes is waited for", "[net]") {
  CHECK(get("flaky?times=2&id=1").body == "at last");
  CHECK(get("flaky?times=2&code=429&after=0&id=2").body == "at last");
  CHECK(get("flaky?times=9&id=3").status == 503);
  const Response refused = Http(quick(server())).fetch(Request{.url = "http://127.0.0.1:1/"});
  CHECK(refused.failure == Failure::refused);
}

TEST_CASE("http: after a rate limit the host is left alone", "[net]") {
  TestServer own;
  Http http(quick(own));
  CHECK(http.fetch(Request{.url = own / "status?code=429&Retry_After=3600"}).failure ==
        Failure::rate_limited);
  CHECK(http.fetch(Request{.url = own / "ok"}).failure == Failure::rate_limited);
  CHECK(own.log().size() == 1);
}

TEST_CASE("http: the number of requests is bounded, redirects counted", "[net]") {
  TestServer own;
  HttpOptions options = quick(own);
  options.max_requests = 3;
  Http http(options);
  CHECK(http.fetch(Request{.url = own / "loop?left=5"}).failure == Failure::budget);
  CHECK(own.log().size() == 3);
  CHECK(http.requests_sent() == 3);
}

TEST_CASE("http: the cache saves bodies, and replays them without the network", "[net]") {
  TempFolder folder;
  HttpOptions options = quick(server());
  options.cache_folder = folder / "http";
  server().clear_log();
  CHECK_FALSE(get("etag", options).from_cache);
  const Response again = get("etag", options);
  CHECK(again.from_cache);
  CHECK(again.status == 200);
  CHECK(again.body == "tagged");
  CHECK(count(server().log(), "etag=\"one\"") == 1);
  get("status?code=404", options);
  get("loop?left=2", options);
  get("status?code=500", options);

  server().clear_log();
  options.offline = true;
  CHECK(get("etag", options).body == "tagged");
  CHECK(get("status?code=404", options).status == 404);
  CHECK(get("loop?left=2", options).hops.size() == 2);
  CHECK(get("status?code=500", options).failure == Failure::not_cached);
  CHECK(get("ok?never", options).failure == Failure::not_cached);
  CHECK(server().log().empty());

  for (const auto& file : std::filesystem::directory_iterator(options.cache_folder)) {
    CHECK((file.status().permissions() & std::filesystem::perms(077)) == std::filesystem::perms::none);
    std::filesystem::resize_file(file, 60);  // a damaged cache is an empty one
  }
  CHECK(get("etag", options).failure == Failure::not_cached);
}

TEST_CASE("http: TLS is verified", "[net]") {
  TestServer good({.tls = true}), bad({.tls = true, .certificate = "self-signed"});
  HttpOptions options = quick(good);
  options.trusted_origins.push_back(bad.origin());
  CHECK(Http(options).fetch(Request{.url = good / "ok"}).failure == Failure::tls);
  options.ca_file = TestServer::ca_file();
  CHECK(Http(options).fetch(Request{.url = good / "ok"}).body == "hello");
  const Response refused = Http(options).fetch(Request{.url = bad / "ok"});
  CHECK(refused.failure == Failure::tls);
  CHECK_THAT(refused.error, Catch::Contains("the TLS connection failed"));
  const Response head = Http(options).fetch(Request{.url = good / "ok", .body_wanted = false});
  CHECK(head.status == 200);
  CHECK(head.body.empty());
  CHECK_THAT(head.certificate_until, Catch::Contains("GMT"));
  CHECK(Http(options).fetch(Request{.url = "http" + (good / "ok").substr(5)}).failure != Failure::none);
}

TEST_CASE("http: many requests at once come back in order", "[net]") {
  std::vector<Request> requests;
  for (int i = 0; i < 30; ++i) requests.push_back({.url = server() / ("ok?say=" + std::to_string(i))});
  Http http(quick(server()));
  const std::vector<Response> responses = http.fetch(requests);
  for (int i = 0; i < 30; ++i) CHECK(responses[static_cast<std::size_t>(i)].body == std::to_string(i));
  CHECK(http.exchanges().size() == 30);
}

TEST_CASE("asked_to_wait understands both ways to ask", "[net]") {
  const auto wait = [](std::vector<HttpHeader> headers) {
    Response response;
    response.headers = std::move(headers);
    return asked_to_wait(response, 1787270400);
  };
  CHECK(wait({}) == -1);
  CHECK(wait({{"retry-after", "7"}}) == 7);
  CHECK(wait({{"retry-after", "Fri, 21 Aug 2026 00:00:30 GMT"}}) == 30);
  CHECK(wait({{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1787270460"}}) == 60);
  CHECK(wait({{"x-ratelimit-remaining", "5"}, {"x-ratelimit-reset", "1787270460"}}) == -1);
  CHECK(wait({{"ratelimit-remaining", "0"}, {"ratelimit-reset", "12"}}) == 12);
}
