// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Private to scanner/repo: reads objects straight from packs.
//
// Most of a scan's time goes into inflating objects. libdeflate, which inflates a buffer whole, does it in
// half the time of the streams that the git library uses, and readers of several threads share no lock.
// Whatever is unusual or broken is "not read here": the caller asks the library, which also finds the words
// for what is wrong. See docs/decisions/0012-own-pack-reader.md.
#pragma once

#include <libdeflate.h>

#include <memory>
#include <optional>
#include <vector>

#include "scanner/repo/object_store.h"
#include "scanner/repo/pack_files.h"

namespace badgescan {

/// Used by one thread at a time.
class PackReader {
 public:
  explicit PackReader(std::shared_ptr<const PackFiles> files);

  using Bytes = std::shared_ptr<const char[]>;
  struct Object {
    ObjectHeader header;
    Bytes content;  ///< null when larger than the limit
    std::string_view view() const { return {content.get(), static_cast<std::size_t>(header.size)}; }
  };
  /// Nothing: not in these packs, or not in a form that is read here.
  std::optional<Object> read(const ObjectId& id, std::uint64_t limit);

 private:
  struct Entry;
  struct Delta;
  /// An object that others are stored as a difference to.
  struct Kept {
    PackFiles::Place place;
    Object object;
  };

  bool entry_at(PackFiles::Place place, Entry& entry) const;
  std::unique_ptr<char[]> inflate(const Pack& pack, const Entry& entry);
  std::optional<Object> read_at(PackFiles::Place place, std::uint64_t limit);
  std::optional<ObjectType> type_at(PackFiles::Place place) const;
  std::size_t slot_of(PackFiles::Place place) const;
  void keep(PackFiles::Place place, const Object& object);

  struct Free {
    void operator()(libdeflate_decompressor* inflater) const { libdeflate_free_decompressor(inflater); }
  };
  std::shared_ptr<const PackFiles> files_;
  std::unique_ptr<libdeflate_decompressor, Free> inflater_;
  const Pack* recent_ = nullptr;
  std::uint64_t budget_ = 0;  ///< bytes that the current read may still inflate
  std::vector<Kept> kept_;    ///< by a hash of the place
  std::size_t kept_bytes_ = 0, next_victim_ = 0;
};

}  // namespace badgescan
