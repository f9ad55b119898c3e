// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What lies at a path of a tree, by reading only the trees on the way. Remembers what it looked up: the same
// path is asked of many commits that share most of their trees.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/repo/object_store.h"

namespace badgescan {

class PathLookup {
 public:
  /// `store` must outlive it.
  explicit PathLookup(ObjectStore& store) : store_(store) {}

  /// Null when nothing lies there, or a tree cannot be read.
  ObjectId below(ObjectId tree, std::string_view path);

 private:
  ObjectId child(const ObjectId& tree, std::string_view name);

  ObjectStore& store_;
  std::map<std::pair<ObjectId, std::string>, ObjectId> known_;
};

/// The first line of a commit's message, clean and shortened.
std::string subject_of(std::string_view message);

}  // namespace badgescan
