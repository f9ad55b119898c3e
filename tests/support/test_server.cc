// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Starts python3 with the server script and talks to it through pipes; it ends when its input is closed.
#include "tests/support/test_server.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/git_fixture.h"

namespace badgescan::test {
namespace {

const TempFolder& shared_folder() {
  static const TempFolder folder;  // the certificates are made once a run
  return folder;
}

}  // namespace

TestServer::TestServer(const ServerOptions& options) : tls_(options.tls) {
  static int number = 0;
  log_ = shared_folder() / ("log" + std::to_string(++number));
  std::vector<std::string> arguments{"python3", source_dir() + "/tests/support/net_server.py", "--log", log_};
  if (!options.answers.empty()) {
    const bool absolute = options.answers.front() == '/';
    arguments.insert(
        arguments.end(),
        {"--answers", absolute ? options.answers : source_dir() + "/fixtures/online/" + options.answers});
  }
  if (options.tls)
    arguments.insert(arguments.end(), {"--tls", shared_folder().path(), "--cert", options.certificate});
  if (!options.git.empty()) arguments.insert(arguments.end(), {"--git", options.git});
  if (!options.login.empty()) arguments.insert(arguments.end(), {"--login", options.login});
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  int in[2], out[2];
  REQUIRE(pipe2(in, O_CLOEXEC) == 0);
  REQUIRE(pipe2(out, O_CLOEXEC) == 0);
  child_ = fork();
  REQUIRE(child_ >= 0);
  if (child_ == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  input_ = in[1];
  std::string line;
  char c;
  while (read(out[0], &c, 1) == 1 && c != '\n') line += c;
  close(out[0]);
  INFO("python3 and openssl are needed for this test; the server said: " << line);
  REQUIRE(line.rfind("port ", 0) == 0);
  port_ = std::stoi(line.substr(5));
}

TestServer::~TestServer() {
  close(input_);
  int status = 0;
  waitpid(child_, &status, 0);
}

std::string TestServer::origin() const {
  return std::string(tls_ ? "https" : "http") + "://127.0.0.1:" + std::to_string(port_);
}

std::vector<std::string> TestServer::log() const {
  std::vector<std::string> lines;
  std::ifstream in(log_);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

void TestServer::clear_log() { std::filesystem::resize_file(log_, 0); }

std::string TestServer::ca_file() { return shared_folder() / "ca.pem"; }

}  // namespace badgescan::test
