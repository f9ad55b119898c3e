// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// ObjectStore over the git library, and the library's start-up.
#include <atomic>
#include <mutex>
#include <optional>
#include <utility>

#include "scanner/repo/deferred_certificates.h"
#include "scanner/repo/git_handle.h"
#include "scanner/repo/pack_reader.h"

#ifdef __SANITIZE_ADDRESS__  // names that the sanitizer looks for
// libgit2 keeps what pcre2 made to match configuration keys: some kilobytes, however large the repository.
extern "C" const char* __lsan_default_suppressions() { return "leak:libpcre2-8.so\n"; }
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
#endif

namespace badgescan {
namespace {

ObjectType type_of(git_object_t type) {
  switch (type) {
    case GIT_OBJECT_COMMIT:
      return ObjectType::commit;
    case GIT_OBJECT_TREE:
      return ObjectType::tree;
    case GIT_OBJECT_TAG:
      return ObjectType::tag;
    default:
      return ObjectType::blob;
  }
}

std::atomic<bool> verify_objects = false;

Error too_large(const ObjectId& id, std::uint64_t size, std::uint64_t limit) {
  return Error{"object " + id.hex() + " has " + std::to_string(size) + " bytes, more than the limit of " +
               std::to_string(limit)};
}

/// Reads packs itself; what it cannot read so (loose, damaged, unusual) the library does, which is opened
/// then.
class GitStore : public ObjectStore {
 public:
  GitStore(std::string git_dir, std::shared_ptr<const PackFiles> packs) : git_dir_(std::move(git_dir)) {
    if (packs != nullptr && !verify_objects) packs_.emplace(std::move(packs));
  }

  Result<ObjectHeader> header(const ObjectId& id) override {
    if (packs_) {
      if (const auto object = packs_->read(id, 0)) return object->header;
    }
    if (Outcome opened = open_library(); !opened) return Error{opened.error()};
    const git_oid oid = to_git_oid(id);
    std::size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    if (git_odb_read_header(&size, &type, odb_.get(), &oid) != 0) return failure(id);
    return ObjectHeader{type_of(type), size};
  }

  Result<ObjectData> read(const ObjectId& id, std::uint64_t limit) override {
    if (packs_) {
      if (const auto object = packs_->read(id, limit)) {
        if (object->content == nullptr) return too_large(id, object->header.size, limit);
        return ObjectData(object->header.type, object->content, object->view());
      }
    }
    // The header first: the library inflates an object whole, and a few kilobytes can inflate to gigabytes.
    const Result<ObjectHeader> head = header(id);
    if (!head) return Error{head.error()};
    if (head->size > limit) return too_large(id, head->size, limit);
    const git_oid oid = to_git_oid(id);
    git_odb_object* object = nullptr;
    if (git_odb_read(&object, odb_.get(), &oid) != 0) return failure(id);
    const std::string_view content(static_cast<const char*>(git_odb_object_data(object)),
                                   git_odb_object_size(object));
    return ObjectData(type_of(git_odb_object_type(object)),
                      std::shared_ptr<const void>(
                          object,
                          [](const void* held) {
                            git_odb_object_free(static_cast<git_odb_object*>(const_cast<void*>(held)));
                          }),
                      content);
  }

 private:
  static Error failure(const ObjectId& id) {
    return Error{"cannot read object " + id.hex() + ": " + git_reason()};
  }

  Outcome open_library() {
    if (odb_ != nullptr) return Done{};
    git_repository* raw = nullptr;
    // The folder was found, and its owner checked, when the snapshot was opened.
    if (git_repository_open_ext(&raw, git_dir_.c_str(),
                                GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE, nullptr) != 0) {
      return Error{"cannot open " + git_dir_ + " again: " + git_reason()};
    }
    repository_.reset(raw);
    git_odb* odb = nullptr;
    if (git_repository_odb(&odb, raw) != 0)
      return Error{"cannot open the objects of " + git_dir_ + ": " + git_reason()};
    odb_.reset(odb);
    return Done{};
  }

  std::string git_dir_;
  std::optional<PackReader> packs_;
  GitRepositoryHandle repository_;
  GitOdbHandle odb_;
};

}  // namespace

void start_git(bool verify, bool trust_owner) {
  static std::once_flag once;
  std::call_once(once, [] {
    link_deferred_certificates();
    git_libgit2_init();
    // Repositories with these extensions hold nothing that reading objects could get wrong.
    const char* extensions[] = {"worktreeconfig", "preciousobjects", "partialclone"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, std::size(extensions));
    // Every commit is read once: keeping them would cost a page fault every other commit.
    git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_COMMIT, std::size_t{0});
    // Trees that are needed again are kept by who compares them.
    git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, std::size_t{0});
  });
  // The library does not guard its settings: they are left alone while they stay as they are, so that several
  // repositories can be opened at once.
  static std::mutex mutex;
  static std::optional<std::pair<bool, bool>> settings;
  const std::lock_guard lock(mutex);
  if (settings == std::pair(verify, trust_owner)) return;
  settings.emplace(verify, trust_owner);
  verify_objects = verify;
  git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, verify ? 1 : 0);
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, trust_owner ? 0 : 1);
}

std::string git_reason() {
  const git_error* error = git_error_last();
  return error != nullptr && error->message != nullptr ? error->message : "unknown reason";
}

ObjectId to_object_id(const git_oid& id) {
  ObjectId out;
  std::memcpy(out.bytes.data(), id.id, ObjectId::kSize);
  return out;
}

git_oid to_git_oid(const ObjectId& id) {
  git_oid out;
  std::memcpy(out.id, id.bytes.data(), ObjectId::kSize);
  return out;
}

std::unique_ptr<ObjectStore> open_git_store(const std::string& git_dir,
                                            std::shared_ptr<const PackFiles> packs) {
  return std::make_unique<GitStore>(git_dir, std::move(packs));
}

}  // namespace badgescan
