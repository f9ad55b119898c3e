// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// A real web server on the loopback for tests: tests/support/net_server.py in a child process.
#pragma once

#include <string>
#include <vector>

namespace badgescan::test {

struct ServerOptions {
  std::string git = {};      ///< folder whose repositories are served below /git/
  std::string login = {};    ///< "user:password" that those ask for
  std::string answers = {};  ///< file below fixtures/online/, or an absolute path
  bool tls = false;
  std::string certificate = "good";  ///< or "self-signed"
};

class TestServer {
 public:
  explicit TestServer(const ServerOptions& options = {});
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  int port() const { return port_; }
  std::string origin() const;
  std::string operator/(const std::string& target) const { return origin() + "/" + target; }
  /// One line a request so far: "GET /path auth=… etag=… cookie=…".
  std::vector<std::string> log() const;
  void clear_log();
  /// The CA that signed the "good" certificates of this run.
  static std::string ca_file();

 private:
  bool tls_;
  int port_ = 0;
  int input_ = -1;
  int child_ = -1;
  std::string log_;
};

}  // namespace badgescan::test
