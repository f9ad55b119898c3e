// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Makes raw git objects in memory, for histories with a known answer: no git, no disk, no clock.
//
//   ObjectBuilder git;
//   const ObjectId first = git.commit({.message = "Start", .time = 100, .files = {{"a.c", "int x;"}}});
//   const ObjectId second = git.commit({.message = "Go on", .parents = {first}, .time = 200});
//   git.into(snapshot, second);
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/repo/object_id.h"
#include "scanner/repo/object_store.h"
#include "tests/support/memory_snapshot.h"

namespace badgescan::test {

struct CommitSpec {
  std::string message = "Change something";
  std::vector<ObjectId> parents = {};
  std::string author = "Ann Author <ann@example.org>";
  std::string committer = {};  ///< empty: the author
  std::int64_t time = 1'780'000'000;
  std::int64_t author_time = 0;                   ///< 0: time
  std::map<std::string, std::string> files = {};  ///< by path; the whole tree
  std::string headers = {};                       ///< extra header lines, each with its '\n'
};

struct TagSpec {
  std::string name;
  ObjectId target;
  std::string message = "Release";
  std::string tagger = "Ann Author <ann@example.org>";
  std::int64_t time = 1'780'000'000;
  std::string signature = {};  ///< appended to the message as it is
};

class ObjectBuilder {
 public:
  ObjectId blob(std::string_view content) { return add(ObjectType::blob, std::string(content)); }
  ObjectId tree(const std::map<std::string, std::string>& files);
  ObjectId commit(const CommitSpec& spec);
  ObjectId tag(const TagSpec& spec);
  ObjectId add(ObjectType type, std::string content);
  void forget(const ObjectId& id) { objects_->erase(id); }

  /// Gives the snapshot this history; the commit time of the snapshot is left alone.
  void into(MemorySnapshot& snapshot, const ObjectId& head) const { snapshot.objects(objects_, head); }
  std::unique_ptr<ObjectStore> store() const;

  /// `count` commits on top of each other, `step` seconds apart, the last at `last_time`. `spec` says what
  /// they have in common; {} in its message is replaced by the number. Returns all, oldest first.
  std::vector<ObjectId> line(std::size_t count, std::int64_t last_time, std::int64_t step,
                             CommitSpec spec = {});

 private:
  std::shared_ptr<std::map<ObjectId, ObjectData>> objects_ =
      std::make_shared<std::map<ObjectId, ObjectData>>();
};

/// SHA-1 of a text, for object names only.
ObjectId sha1(std::string_view text);

}  // namespace badgescan::test
