// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Reads git objects by id. The one seam between badgescan and the git library: everything above parses trees,
// commits and tags itself (object_parse.h), because that is several times faster than the library's own
// objects.
//
// A store is used by one thread at a time; ask the repository for one store a thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/repo/object_id.h"

namespace badgescan {

enum class ObjectType { commit, tree, blob, tag };

struct ObjectHeader {
  ObjectType type = ObjectType::blob;
  std::uint64_t size = 0;  ///< bytes of the content
};

/// The content of one object. Owns its memory (possibly the library's buffer, without a copy); movable.
class ObjectData {
 public:
  ObjectData(ObjectType type, std::string content) : type_(type), owned_(std::move(content)), view_(owned_) {}
  /// `holder` keeps `content` alive.
  ObjectData(ObjectType type, std::shared_ptr<const void> holder, std::string_view content)
      : type_(type), holder_(std::move(holder)), view_(content), borrowed_(true) {}

  ObjectType type() const { return type_; }
  std::string_view content() const { return borrowed_ ? view_ : std::string_view(owned_); }

 private:
  ObjectType type_;
  std::string owned_;
  std::shared_ptr<const void> holder_;
  std::string_view view_;
  bool borrowed_ = false;
};

class ObjectStore {
 public:
  virtual ~ObjectStore() = default;
  /// Type and size without inflating the content. Error: missing or corrupt object, with the reason.
  virtual Result<ObjectHeader> header(const ObjectId& id) = 0;
  /// The content, at most `limit` bytes: a larger object is an Error that names its size, and is not read.
  virtual Result<ObjectData> read(const ObjectId& id, std::uint64_t limit) = 0;
};

}  // namespace badgescan
