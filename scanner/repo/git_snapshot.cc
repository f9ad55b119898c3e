// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/repo/git_snapshot.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int get() const { return fd_; }
  void reset(int fd) {
    if (fd_ >= 0) close(fd_);
    fd_ = fd;
  }

 private:
  int fd_;
};

Error disk_error(std::string_view path) {
  return Error{msg("cannot read {} in the working tree: it is gone, not a plain file, or not readable",
                   escape_controls(clean_utf8(path)))};
}

/// The folder of `path` opened step by step, so that no link on the way can lead out of the working tree.
int open_folder(const std::string& root, std::string_view path, std::string& name) {
  FileDescriptor at(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  std::size_t begin = 0;
  for (std::size_t slash; (slash = path.find('/', begin)) != std::string_view::npos; begin = slash + 1) {
    const std::string part(path.substr(begin, slash - begin));
    if (at.get() < 0 || part.empty() || part == "..") return -1;
    at.reset(openat(at.get(), part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  }
  name = path.substr(begin);
  return at.get() < 0 ? -1 : dup(at.get());
}

Result<std::string> read_disk(const std::string& root, const Entry& entry, std::uint64_t limit) {
  std::string name;
  const FileDescriptor folder(open_folder(root, entry.path, name));
  if (folder.get() < 0) return disk_error(entry.path);
  if (entry.mode == Mode::symlink) {
    std::string target(4096, '\0');
    const ssize_t length = readlinkat(folder.get(), name.c_str(), target.data(), target.size());
    if (length < 0) return disk_error(entry.path);
    target.resize(static_cast<std::size_t>(length));
    return target;
  }
  // O_NONBLOCK: a named pipe put in place of the file must not stall the scan.
  const FileDescriptor file(
      openat(folder.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat info {};
  if (file.get() < 0 || fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
    return disk_error(entry.path);
  if (static_cast<std::uint64_t>(info.st_size) > limit) {
    return Error{msg("{} bytes, more than the limit of {}", info.st_size, limit)};
  }
  std::string content(static_cast<std::size_t>(info.st_size), '\0');
  std::size_t have = 0;
  while (have < content.size()) {
    const ssize_t got = ::read(file.get(), content.data() + have, content.size() - have);
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
  }
  content.resize(have);
  return content;
}

}  // namespace

GitSnapshot::GitSnapshot(SnapshotInfo info, Limits limits, std::string common_dir,
                         std::shared_ptr<const PackFiles> packs)
    : info_(std::move(info)), limits_(limits), common_dir_(std::move(common_dir)), packs_(std::move(packs)) {}

ObjectStore& GitSnapshot::store_of_this_thread() const {
  const std::lock_guard lock(mutex_);
  auto& store = stores_[std::this_thread::get_id()];
  if (store == nullptr) store = open_objects();
  return *store;
}

Result<std::uint64_t> GitSnapshot::size(const Entry& entry) const {
  if (info_.source == Source::worktree) {
    struct stat info {};
    std::string name;
    const FileDescriptor folder(open_folder(info_.worktree, entry.path, name));
    if (folder.get() < 0 || fstatat(folder.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
      return disk_error(entry.path);
    }
    return static_cast<std::uint64_t>(info.st_size);
  }
  const Result<ObjectHeader> header = store_of_this_thread().header(entry.id);
  if (!header) return Error{header.error()};
  return header->size;
}

Result<std::string> GitSnapshot::read(const Entry& entry, std::uint64_t limit) const {
  if (entry.mode == Mode::submodule)
    return Error{msg("it is a submodule: its files are in another repository")};
  if (info_.source == Source::worktree) return read_disk(info_.worktree, entry, limit);
  const Result<ObjectData> data = store_of_this_thread().read(entry.id, limit);
  if (!data) return Error{data.error()};
  if (data->type() != ObjectType::blob)
    return Error{msg("its object {} is not a file's content", entry.id.hex())};
  return std::string(data->content());
}

std::unique_ptr<ObjectStore> GitSnapshot::open_objects() const {
  return open_git_store(info_.git_dir, packs_);
}

void GitSnapshot::read_references() {
  tags_ = read_refs(common_dir_, {"refs/tags/"}, limits_.tags, listing_.notes);
  branches_ = read_refs(common_dir_, {"refs/heads/", "refs/remotes/"}, limits_.tags, listing_.notes);
}

}  // namespace badgescan
