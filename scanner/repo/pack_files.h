// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Private to scanner/repo: git's pack files and their indexes, mapped into memory, and where an object lies
// in them.
//
// Only what nearly all repositories have is read (index version 2, pack version 2 or 3); anything else is
// left to the git library. A pack is hostile input: no number in it is believed before it is checked.
// Immutable after open(), so all threads of a scan share one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/repo/object_id.h"

namespace badgescan {

/// A file of which only some pages are needed; unmapped at the end.
class MappedFile {
 public:
  /// Empty when it cannot be mapped.
  explicit MappedFile(const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view bytes() const { return {static_cast<const char*>(address_), size_}; }

 private:
  void* address_ = nullptr;
  std::size_t size_ = 0;
};

/// One pack with its index.
class Pack {
 public:
  /// Null when the two files do not belong together or are of a form that is not read here.
  static std::unique_ptr<const Pack> open(const std::string& index_path);

  /// Where the object begins in data().
  std::optional<std::uint64_t> find(const ObjectId& id) const;
  /// From the pack's first byte to its trailing checksum.
  std::string_view data() const;

 private:
  Pack(const std::string& index_path, const std::string& pack_path);
  bool valid() const;
  std::uint32_t fan(std::size_t first_byte) const;  ///< objects whose first byte is at most this

  MappedFile index_, pack_;
  std::uint32_t count_ = 0;
};

/// All packs of a repository's objects folder, and of those that it borrows from.
class PackFiles {
 public:
  static std::shared_ptr<const PackFiles> open(const std::string& objects_folder);

  struct Place {
    const Pack* pack = nullptr;
    std::uint64_t offset = 0;
  };
  /// `recent` is the pack where the caller found its last object: it is looked into first.
  std::optional<Place> find(const ObjectId& id, const Pack* recent) const;

 private:
  void add(const std::string& objects_folder);

  std::vector<std::unique_ptr<const Pack>> packs_;
};

}  // namespace badgescan
