// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The site probe against servers of our own, over TLS and without.
#include "tests/support/git_fixture.h"
#include "tests/support/test.h"
#include "tests/support/test_server.h"

#include <fstream>

#include "scanner/net/ask.h"

using namespace badgescan;
using namespace badgescan::net;
using badgescan::test::TempFolder;
using badgescan::test::TestServer;

namespace {

SiteAnswer probe(const std::string& url, bool trust_ca = true) {
  HttpOptions options;
  options.allow_private = true;
  options.retries = 0;
  if (trust_ca) options.ca_file = TestServer::ca_file();
  Http http(options);
  const std::vector<SiteAnswer> answers = ask_sites(http, {{.url = url, .what = "homepage", .seen = {}}});
  REQUIRE(answers.size() == 1);
  return answers.front();
}

}  // namespace

TEST_CASE("sites: https, certificate and hardening headers are seen", "[net]") {
  const TempFolder folder;
  const std::string answers = folder / "answers.json";
  std::ofstream(answers) << R"([
    {"path": "/hard", "body": "x", "headers": {"Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
       "Strict-Transport-Security": "max-age=31536000", "X-Content-Type-Options": "nosniff"}},
    {"path": "/option", "body": "x", "headers": {"X-Frame-Options": "SAMEORIGIN", "Strict-Transport-Security": "max-age=0"}},
    {"path": "/loose", "body": "x", "headers": {"Content-Security-Policy": "frame-ancestors *", "X-Content-Type-Options": "sniff"}},
    {"path": "/gone", "status": 404, "body": "x"},
    {"path": "/moved", "status": 301, "headers": {"Location": "/hard"}},
    {"path": "/plain", "status": 302, "headers": {"Location": "http://127.0.0.1:1/"}}])";
  const TestServer server({.answers = answers, .tls = true});
  const SiteAnswer hard = probe(server / "hard");
  CHECK(hard.https);
  CHECK((hard.csp && hard.hsts && hard.nosniff && hard.frame));
  CHECK_THAT(hard.certificate_until, Catch::Contains("GMT"));
  CHECK_FALSE(hard.http_redirects.has_value());  // nobody answers there without TLS
  const SiteAnswer option = probe(server / "option");
  CHECK((!option.csp && !option.hsts && !option.nosniff && option.frame));
  const SiteAnswer loose = probe(server / "loose");
  CHECK((!loose.nosniff && !loose.frame));
  const SiteAnswer gone = probe(server / "gone");
  CHECK_FALSE(gone.https);
  CHECK_THAT(gone.failure, Catch::Contains("status 404"));
  CHECK(probe(server / "moved").https);
  CHECK_FALSE(probe(server / "plain").https);
  const SiteAnswer untrusted = probe(server / "hard", false);
  CHECK_FALSE(untrusted.https);
  CHECK_THAT(untrusted.failure, Catch::Contains("TLS"));
}

TEST_CASE("sites: each address is asked once, and only a few", "[net]") {
  const TestServer server;
  HttpOptions options;
  options.trusted_origins = {server.origin()};
  options.retries = 0;
  Http http(options);
  const auto site = [](std::string url, std::string what) {
    return ProjectUrl{.url = std::move(url), .what = std::move(what), .seen = {}};
  };
  const std::vector<SiteAnswer> answers =
      ask_sites(http, {site(server / "ok", "homepage"), site(server / "ok", "download"),
                       site("ftp://127.0.0.1/", "download"), site(server / "ok?1", "repository"),
                       site(server / "ok?2", "download"), site(server / "ok?3", "download")});
  CHECK(answers.size() == 3);
  for (const SiteAnswer& one : answers) CHECK_FALSE(one.https);  // the server speaks no TLS
}
