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
                         std::unique_ptr<ObjectStore> store)
    : info_(std::move(info)), limits_(limits), common_dir_(std::move(common_dir)) {
  stores_.emplace(std::this_thread::get_id(), std::move(store));
}

ObjectStore* GitSnapshot::store_of_this_thread() const {
  const std::lock_guard lock(mutex_);
  auto& store = stores_[std::this_thread::get_id()];
  if (store == nullptr) {
    Result<std::unique_ptr<ObjectStore>> opened = open_git_store(info_.git_dir);
    if (!opened) return nullptr;
    store = std::move(*opened);
  }
  return store.get();
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
  ObjectStore* store = store_of_this_thread();
  if (store == nullptr) return Error{msg("the repository could not be opened again")};
  const Result<ObjectHeader> header = store->header(entry.id);
  if (!header) return Error{header.error()};
  return header->size;
}

Result<std::string> GitSnapshot::read(const Entry& entry, std::uint64_t limit) const {
  if (entry.mode == Mode::submodule)
    return Error{msg("it is a submodule: its files are in another repository")};
  if (info_.source == Source::worktree) return read_disk(info_.worktree, entry, limit);
  ObjectStore* store = store_of_this_thread();
  if (store == nullptr) return Error{msg("the repository could not be opened again")};
  const Result<ObjectData> data = store->read(entry.id, limit);
  if (!data) return Error{data.error()};
  if (data->type() != ObjectType::blob)
    return Error{msg("its object {} is not a file's content", entry.id.hex())};
  return std::string(data->content());
}

std::unique_ptr<ObjectStore> StorePool::take() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return nullptr;
  std::unique_ptr<ObjectStore> store = std::move(idle_.back());
  idle_.pop_back();
  return store;
}

void StorePool::give_back(std::unique_ptr<ObjectStore> store) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(store));
}

namespace {

/// Goes back to the pool when its user is done with it.
class LentStore : public ObjectStore {
 public:
  LentStore(std::unique_ptr<ObjectStore> store, std::shared_ptr<StorePool> pool)
      : store_(std::move(store)), pool_(std::move(pool)) {}
  ~LentStore() override { pool_->give_back(std::move(store_)); }
  LentStore(const LentStore&) = delete;
  LentStore& operator=(const LentStore&) = delete;

  Result<ObjectHeader> header(const ObjectId& id) override { return store_->header(id); }
  Result<ObjectData> read(const ObjectId& id, std::uint64_t limit) override {
    return store_->read(id, limit);
  }

 private:
  std::unique_ptr<ObjectStore> store_;
  std::shared_ptr<StorePool> pool_;
};

}  // namespace

std::unique_ptr<ObjectStore> GitSnapshot::open_objects() const {
  std::unique_ptr<ObjectStore> store = pool_->take();
  if (store == nullptr) {
    Result<std::unique_ptr<ObjectStore>> opened = open_git_store(info_.git_dir);
    if (!opened) return nullptr;
    store = std::move(*opened);
  }
  return std::make_unique<LentStore>(std::move(store), pool_);
}

void GitSnapshot::read_references() {
  tags_ = read_refs(common_dir_, {"refs/tags/"}, limits_.tags, listing_.notes);
  branches_ = read_refs(common_dir_, {"refs/heads/", "refs/remotes/"}, limits_.tags, listing_.notes);
}

}  // namespace badgescan
