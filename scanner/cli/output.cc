// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/output.h"

#include <fmt/format.h>
#include <langinfo.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <mutex>

#include "scanner/base/message.h"
#include "scanner/base/progress.h"
#include "scanner/base/text.h"
#include "scanner/report/layout.h"
#include "scanner/rules/messages.h"

namespace badgescan::cli {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string(value);
}

winsize terminal_size(int fd) {
  winsize size{};
  return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size : winsize{};
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool start(std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  return posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), environ) == 0;
}

/// The line of progress on the terminal; several threads may announce.
class ProgressLine {
 public:
  ~ProgressLine() { clear(); }

  void show(std::string_view text) {
    const std::lock_guard lock(mutex_);
    const winsize size = terminal_size(STDERR_FILENO);
    const std::size_t width = size.ws_col > 10 ? size.ws_col - 1U : 79U;
    const std::string line = column(escape_controls(text), width);
    std::fputs(("\r" + std::string(line.substr(0, line.find_last_not_of(' ') + 1)) + "\x1b[K").c_str(),
               stderr);
    std::fflush(stderr);
    shown_ = true;
  }

  void clear() {
    const std::lock_guard lock(mutex_);
    if (shown_) std::fputs("\r\x1b[K", stderr);
    shown_ = false;
  }

 private:
  std::mutex mutex_;
  bool shown_ = false;
};
ProgressLine progress_line;

/// A device or a pipe, of which a rename would take the place. A link is followed below /dev only
/// (/dev/stdout): one in a scanned repository must not lead anywhere.
bool is_stream(const std::string& path) {
  std::error_code failed;
  const auto status = path.starts_with("/dev/") ? std::filesystem::status(path, failed)
                                                : std::filesystem::symlink_status(path, failed);
  return std::filesystem::is_other(status);
}

Outcome write_through(const std::string& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return Error{msg("cannot write {}: {}", path, std::strerror(errno))};
  const bool written = write_all(fileno(file), text);
  const int reason = errno;
  std::fclose(file);
  if (!written) return Error{msg("cannot write {}: {}", path, std::strerror(reason))};
  return Done{};
}

}  // namespace

void complain(std::string_view message) {
  progress_line.clear();
  std::fputs(fmt::format("badgescan: {}\n", escape_controls(clean_utf8(message), true)).c_str(), stderr);
}

void print(std::string_view text) {
  progress_line.clear();
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

Outcome write_atomically(const std::string& path, std::string_view text) {
  if (is_stream(path)) return write_through(path, text);
  const std::string temporary = fmt::format("{}.{}.tmp", path, getpid());
  std::FILE* file = std::fopen(temporary.c_str(), "wbx");
  if (file == nullptr) return Error{msg("cannot write {}: {}", path, std::strerror(errno))};
  const bool written = write_all(fileno(file), text) && fsync(fileno(file)) == 0;
  const int reason = errno;
  std::fclose(file);
  if (!written || std::rename(temporary.c_str(), path.c_str()) != 0) {
    const Error error{msg("cannot write {}: {}", path, std::strerror(written ? errno : reason))};
    std::remove(temporary.c_str());
    return error;
  }
  return Done{};
}

Outcome write_output(const std::string& path, std::string_view text) {
  if (!path.empty() && path != "-") return write_atomically(path, text);
  print(text);
  return Done{};
}

bool stdout_is_terminal() { return isatty(STDOUT_FILENO) == 1; }
bool stderr_is_terminal() { return isatty(STDERR_FILENO) == 1; }

bool colour_wanted() {
  return stdout_is_terminal() && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

bool utf8_wanted() {
  std::setlocale(LC_CTYPE, "");
  const std::string_view charset = nl_langinfo(CODESET);
  std::setlocale(LC_CTYPE, "C");
  // A locale that is named but not installed still says what the terminal shows.
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string locale = to_lower(environment(name));
    if (!locale.empty()) {
      if (locale.ends_with("utf-8") || locale.ends_with("utf8")) return true;
      break;
    }
  }
  // A pipe or a file gets UTF-8: only a terminal can be unable to show it.
  return !stdout_is_terminal() || equals_ignoring_case(charset, "utf-8") ||
         equals_ignoring_case(charset, "utf8");
}

int terminal_width() {
  if (const winsize size = terminal_size(STDOUT_FILENO); size.ws_col > 0) return size.ws_col;
  const int columns = std::atoi(environment("COLUMNS").c_str());
  return columns >= 20 && columns <= 1000 ? columns : 80;
}

std::string choose_language(std::string wanted) {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (wanted.empty()) wanted = environment(name);
  }
  const std::string language = wanted.substr(0, wanted.find_first_of("_.@-"));
  return load_messages(language) ? language : "en";
}

void open_in_browser(const std::string& url) {
  if (!url.starts_with("https://")) return;
  std::string wanted = environment("BROWSER");
  if (wanted.empty()) wanted = "xdg-open";
  // Several browsers may be named, "firefox:lynx"; "%s" stands for the address.
  for (const std::string_view command : split(wanted, ':')) {
    std::vector<std::string> words;
    const std::string folded = fold_space(command);
    for (const std::string_view word : split(folded, ' '))
      words.push_back(replace_all(std::string(word), "%s", url));
    if (command.find("%s") == std::string_view::npos) words.push_back(url);
    if (start(words)) return;
  }
  complain(msg("cannot start {} to open {}", wanted, url));
}

void show_progress() {
  if (!stderr_is_terminal()) return;
  using Clock = std::chrono::steady_clock;
  // What is done at once needs no line, and a line that changes too fast cannot be read.
  static constexpr std::chrono::milliseconds kFirst{300}, kPause{100};
  watch_progress([next = Clock::now() + kFirst](std::string_view what) mutable {
    if (Clock::now() < next) return;
    next = Clock::now() + kPause;
    progress_line.show(what);
  });
}

Progress::Progress(std::string_view what) : what_(what) { update(""); }

Progress::~Progress() { progress_line.clear(); }

void Progress::update(std::string_view detail) {
  if (stderr_is_terminal()) progress_line.show(fmt::format("{} {}", what_, detail));
}

}  // namespace badgescan::cli
