// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// One folder a clone: repos/<name>-<hash>/{repo.git,url,keep}, beside it <name>-<hash>.lock. A clone is made
// in <name>-<hash>.part-<pid> and renamed when it is complete, so that an interrupt leaves no broken entry.
// Lock files stay: a waiter may hold the old one open.
#include "scanner/net/repo_cache.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/net/tokens.h"

namespace badgescan::net {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kPart = ".part-";
constexpr std::string_view kLock = ".lock";

int open_lock(const std::string& folder) {
  return ::open((folder + std::string(kLock)).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

std::int64_t modified(const fs::path& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? static_cast<std::int64_t>(info.st_mtime) : 0;
}

/// Unfinished clones whose entry nobody holds.
void remove_leftovers(const std::string& root) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(root + "/repos", error)) {
    const std::string path = entry.path().string();
    const auto part = path.rfind(kPart);
    if (part == std::string::npos || part < path.rfind('/')) continue;
    if (const CacheLock lock = CacheLock::try_take(path.substr(0, part)); lock.held())
      fs::remove_all(path, error);
  }
}

}  // namespace

std::string cache_root(const std::string& named) {
  if (!named.empty()) return fs::absolute(named).lexically_normal().string();
  if (const std::string own = process_environment("BADGESCAN_CACHE"); !own.empty()) return own;
  if (const std::string xdg = process_environment("XDG_CACHE_HOME"); !xdg.empty() && xdg.front() == '/') {
    return xdg + "/badgescan";
  }
  const std::string home = process_environment("HOME");
  return home.empty() ? std::string() : home + "/.cache/badgescan";
}

CacheLock::~CacheLock() {
  if (fd_ >= 0) ::close(fd_);
}
CacheLock::CacheLock(CacheLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
CacheLock& CacheLock::operator=(CacheLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Result<CacheLock> CacheLock::take(const std::string& folder, bool exclusive) {
  CacheLock lock;
  lock.fd_ = open_lock(folder);
  if (lock.fd_ < 0)
    return Error{msg("cannot write to the cache folder {}: {}", folder, std::strerror(errno))};
  while (::flock(lock.fd_, exclusive ? LOCK_EX : LOCK_SH) != 0) {
    if (errno != EINTR) return Error{msg("cannot lock {}: {}", folder, std::strerror(errno))};
  }
  return lock;
}

CacheLock CacheLock::try_take(const std::string& folder) {
  CacheLock lock;
  lock.fd_ = open_lock(folder);
  if (lock.fd_ >= 0 && ::flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock.fd_);
    lock.fd_ = -1;
  }
  return lock;
}

void CacheLock::share() { ::flock(fd_, LOCK_SH); }

std::uint64_t folder_bytes(const std::string& folder) {
  std::uint64_t total = 0;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error), end;
  for (; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored) && !at->is_symlink(ignored)) total += at->file_size(ignored);
  }
  return total;
}

std::vector<CachedRepository> list_repositories(const std::string& root) {
  std::vector<CachedRepository> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(root + "/repos", error)) {
    std::error_code ignored;
    if (!fs::exists(entry.path() / "repo.git", ignored) ||
        entry.path().string().find(kPart) != std::string::npos)
      continue;
    CachedRepository found;
    found.folder = entry.path().string();
    std::ifstream url(entry.path() / "url");
    std::getline(url, found.url);
    found.used = modified(entry.path() / "url");
    found.bytes = folder_bytes(found.folder);
    found.kept = fs::exists(entry.path() / "keep", ignored);
    found.busy = !CacheLock::try_take(found.folder).held();
    out.push_back(std::move(found));
  }
  std::sort(out.begin(), out.end(), [](const CachedRepository& a, const CachedRepository& b) {
    return std::tie(b.used, a.folder) < std::tie(a.used, b.folder);
  });
  return out;
}

std::uint64_t trim_repositories(const std::string& root, std::uint64_t bytes, std::string_view but_not) {
  remove_leftovers(root);
  std::vector<CachedRepository> all = list_repositories(root);
  std::uint64_t total = 0, freed = 0;
  for (const CachedRepository& one : all) total += one.bytes;
  std::error_code error;
  for (auto one = all.rbegin(); one != all.rend() && total > bytes; ++one) {
    if (one->kept || one->folder == but_not) continue;
    const CacheLock lock = CacheLock::try_take(one->folder);
    if (!lock.held()) continue;
    fs::remove_all(one->folder, error);
    total -= one->bytes;
    freed += one->bytes;
  }
  return freed;
}

Result<Cleared> clear_cache(const std::string& root, bool all) {
  if (root.empty()) return Error{msg("there is no cache folder: neither HOME nor XDG_CACHE_HOME is set")};
  Cleared out;
  std::error_code error;
  remove_leftovers(root);
  for (const CachedRepository& one : list_repositories(root)) {
    if (one.kept && !all) continue;
    const CacheLock lock = CacheLock::try_take(one.folder);
    if (!lock.held()) {
      ++out.busy;
      continue;
    }
    fs::remove_all(one.folder, error);
    if (error) return Error{msg("cannot remove {}: {}", one.folder, error.message())};
    out.bytes += one.bytes;
    ++out.entries;
  }
  out.bytes += folder_bytes(root + "/http");
  fs::remove_all(root + "/http", error);
  if (error) return Error{msg("cannot remove {}: {}", root + "/http", error.message())};
  return out;
}

}  // namespace badgescan::net
