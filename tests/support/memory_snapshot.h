// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// A repository written inline, for tests of facts and detectors: no git, no disk.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scanner/repo/snapshot.h"

namespace badgescan::test {

struct MemoryFile {
  std::string path;
  std::string content;
  Mode mode = Mode::file;
  bool unreadable = false;  ///< reading it fails, as a missing blob does
};

class MemorySnapshot : public Snapshot {
 public:
  MemorySnapshot() = default;
  MemorySnapshot(std::initializer_list<MemoryFile> files);
  explicit MemorySnapshot(std::vector<MemoryFile> files);

  /// For chaining in tables: MemorySnapshot{…}.incomplete().remote("https://…").
  MemorySnapshot& incomplete();
  MemorySnapshot& remote(std::string url);
  MemorySnapshot& shallow();
  MemorySnapshot& at(std::int64_t commit_time);

  /// Gives the snapshot a history: raw objects by id; see tests/support/object_builder.h.
  MemorySnapshot& objects(std::shared_ptr<std::map<ObjectId, ObjectData>> objects, ObjectId head);
  MemorySnapshot& tag(std::string name, ObjectId id);  ///< short name
  MemorySnapshot& branch(std::string name, ObjectId id);

  const SnapshotInfo& info() const override { return info_; }
  const Limits& limits() const override { return limits_; }
  std::span<const Entry> entries() const override { return entries_; }
  bool complete() const override { return complete_; }
  const std::vector<Note>& notes() const override { return notes_; }
  Result<std::uint64_t> size(const Entry& entry) const override;
  Result<std::string> read(const Entry& entry, std::uint64_t limit) const override;
  std::unique_ptr<ObjectStore> open_objects() const override;
  const std::vector<RefName>& tags() const override { return tags_; }
  const std::vector<RefName>& branches() const override { return branches_; }

  SnapshotInfo info_;
  Limits limits_;

 private:
  void build(std::vector<MemoryFile> files);
  std::shared_ptr<const std::vector<MemoryFile>> files_;
  std::vector<Entry> entries_;
  std::vector<Note> notes_;
  std::vector<RefName> tags_, branches_;
  std::shared_ptr<std::map<ObjectId, ObjectData>> objects_;
  bool complete_ = true;
};

}  // namespace badgescan::test
