// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "scanner/base/message.h"
#include "scanner/base/text.h"

extern char** environ;

namespace badgescan {
namespace {

constexpr std::size_t kMostErrors = 16 << 10;

struct Pipe {
  int ends[2] = {-1, -1};
  bool open() { return pipe2(ends, O_CLOEXEC) == 0; }
  void close_end(int which) {
    if (ends[which] >= 0) ::close(ends[which]);
    ends[which] = -1;
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
};

std::vector<std::string> environment_for(const ProcessRequest& request) {
  const auto replaced = [&](std::string_view entry) {
    const std::string_view name = entry.substr(0, entry.find('='));
    return std::find(request.unset.begin(), request.unset.end(), name) != request.unset.end() ||
           std::any_of(request.environment.begin(), request.environment.end(),
                       [&](const auto& pair) { return pair.first == name; });
  };
  std::vector<std::string> out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!replaced(*entry)) out.emplace_back(*entry);
  }
  for (const auto& [name, value] : request.environment) out.push_back(name + "=" + value);
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// Feeds whole lines to the listener, keeps the end for messages.
class ErrorText {
 public:
  explicit ErrorText(const ProcessRequest& request) : request_(request) {}
  void add(std::string_view bytes) {
    for (const char c : bytes) {
      if (c != '\n' && c != '\r') {
        if (line_.size() < 4096) line_ += c;
        continue;
      }
      if (request_.on_error_line && !line_.empty()) request_.on_error_line(line_);
      line_.clear();
    }
    kept.append(bytes);
    if (kept.size() > 2 * kMostErrors) kept.erase(0, kept.size() - kMostErrors);
  }
  std::string kept;

 private:
  const ProcessRequest& request_;
  std::string line_;
};

/// One read; false at the end of the stream.
template <class Take>
bool drain(int fd, Take&& take) {
  char buffer[16384];
  const ssize_t got = ::read(fd, buffer, sizeof buffer);
  if (got < 0 && errno == EINTR) return true;
  if (got <= 0) return false;
  take(std::string_view(buffer, static_cast<std::size_t>(got)));
  return true;
}

}  // namespace

Result<ProcessResult> run_process(const ProcessRequest& request) {
  Pipe out, err;
  if (!out.open() || !err.open())
    return Error{msg("cannot start {}: {}", request.argv.front(), std::strerror(errno))};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out.ends[1], 1);
  posix_spawn_file_actions_adddup2(&actions, err.ends[1], 2);
  if (!request.folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, request.folder.c_str());
  std::vector<std::string> arguments = request.argv;
  std::vector<std::string> environment = environment_for(request);
  pid_t child = 0;
  const int started = posix_spawnp(&child, arguments.front().c_str(), &actions, nullptr,
                                   pointers(arguments).data(), pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (started != 0) return Error{msg("cannot start {}: {}", request.argv.front(), std::strerror(started))};
  out.close_end(1);
  err.close_end(1);

  ProcessResult result;
  ErrorText errors(request);
  pollfd fds[2] = {{.fd = out.ends[0], .events = POLLIN, .revents = 0},
                   {.fd = err.ends[0], .events = POLLIN, .revents = 0}};
  while (fds[0].fd >= 0 || fds[1].fd >= 0) {
    if (::poll(fds, 2, -1) < 0 && errno != EINTR) break;
    if (fds[0].revents != 0 && !drain(fds[0].fd, [&](std::string_view bytes) {
          result.output.append(
              bytes.substr(0, request.most_output - std::min(request.most_output, result.output.size())));
        })) {
      fds[0].fd = -1;
    }
    if (fds[1].revents != 0 && !drain(fds[1].fd, [&](std::string_view bytes) { errors.add(bytes); }))
      fds[1].fd = -1;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.errors = std::move(errors.kept);
  return result;
}

bool program_exists(std::string_view name) {
  const char* path = std::getenv("PATH");
  if (path == nullptr) return false;
  for (const std::string_view folder : split(path, ':')) {
    if (folder.empty()) continue;
    if (::access((std::string(folder) + "/" + std::string(name)).c_str(), X_OK) == 0) return true;
  }
  return false;
}

}  // namespace badgescan
