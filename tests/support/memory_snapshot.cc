// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/memory_snapshot.h"

#include <algorithm>

namespace badgescan::test {
namespace {

/// A stand-in for the hash of a content: equal contents have equal ids.
ObjectId id_for(std::string_view content) {
  ObjectId id;
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  std::memcpy(id.bytes.data(), &hash, sizeof hash);
  id.bytes[19] = 1;
  return id;
}

class MapStore : public ObjectStore {
 public:
  explicit MapStore(std::shared_ptr<std::map<ObjectId, ObjectData>> objects) : objects_(std::move(objects)) {}

  Result<ObjectHeader> header(const ObjectId& id) override {
    const auto found = objects_->find(id);
    if (found == objects_->end()) return Error{"cannot read object " + id.hex() + ": not found"};
    return ObjectHeader{found->second.type(), found->second.content().size()};
  }
  Result<ObjectData> read(const ObjectId& id, std::uint64_t limit) override {
    const Result<ObjectHeader> head = header(id);
    if (!head) return Error{head.error()};
    if (head->size > limit) return Error{"object " + id.hex() + " is larger than the limit"};
    return objects_->at(id);
  }

 private:
  std::shared_ptr<std::map<ObjectId, ObjectData>> objects_;
};

}  // namespace

MemorySnapshot::MemorySnapshot(std::initializer_list<MemoryFile> files) { build({files}); }
MemorySnapshot::MemorySnapshot(std::vector<MemoryFile> files) { build(std::move(files)); }

void MemorySnapshot::build(std::vector<MemoryFile> files) {
  std::sort(files.begin(), files.end(),
            [](const MemoryFile& a, const MemoryFile& b) { return a.path < b.path; });
  auto kept = std::make_shared<const std::vector<MemoryFile>>(std::move(files));
  files_ = kept;
  for (const MemoryFile& file : *kept) entries_.push_back({file.path, id_for(file.content), file.mode});
  info_.path = "memory";
  info_.commit = id_for("commit");
  info_.commit_time = 1787270400;  // 2026-08-21, the "now" of the tests
  info_.branch = "main";
}

MemorySnapshot& MemorySnapshot::incomplete() {
  complete_ = false;
  notes_.push_back({Note::Kind::unread, "", "a folder could not be read"});
  return *this;
}

MemorySnapshot& MemorySnapshot::remote(std::string url) {
  info_.remotes.push_back({"origin", std::move(url)});
  return *this;
}

MemorySnapshot& MemorySnapshot::shallow() {
  info_.shallow = true;
  return *this;
}

MemorySnapshot& MemorySnapshot::at(std::int64_t commit_time) {
  info_.commit_time = commit_time;
  return *this;
}

MemorySnapshot& MemorySnapshot::objects(std::shared_ptr<std::map<ObjectId, ObjectData>> objects,
                                        ObjectId head) {
  objects_ = std::move(objects);
  info_.commit = head;
  return *this;
}

MemorySnapshot& MemorySnapshot::tag(std::string name, ObjectId id) {
  tags_.push_back({"refs/tags/" + std::move(name), id});
  std::sort(tags_.begin(), tags_.end(), [](const RefName& a, const RefName& b) { return a.name < b.name; });
  return *this;
}

MemorySnapshot& MemorySnapshot::branch(std::string name, ObjectId id) {
  branches_.push_back({"refs/heads/" + std::move(name), id});
  return *this;
}

Result<std::uint64_t> MemorySnapshot::size(const Entry& entry) const {
  const Result<std::string> content = read(entry, UINT64_MAX);
  if (!content) return Error{content.error()};
  return content->size();
}

Result<std::string> MemorySnapshot::read(const Entry& entry, std::uint64_t limit) const {
  const auto file =
      std::find_if(files_->begin(), files_->end(), [&](const MemoryFile& f) { return f.path == entry.path; });
  if (file == files_->end() || file->unreadable) return Error{"cannot read object: not found"};
  if (file->content.size() > limit)
    return Error{std::to_string(file->content.size()) + " bytes, more than the limit"};
  return file->content;
}

std::unique_ptr<ObjectStore> MemorySnapshot::open_objects() const {
  return objects_ == nullptr ? nullptr : std::make_unique<MapStore>(objects_);
}

}  // namespace badgescan::test
