// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/repo/pack_reader.h"

#include <cstring>

namespace badgescan {
namespace {

constexpr std::uint64_t kMostInflated = 256U << 20;  // of one object with all that it is made from
constexpr std::uint64_t kMostMade = 2ULL << 30;      // by applying differences
constexpr std::size_t kMostDeltas = 4096;            // git writes at most 4095
constexpr std::size_t kKeptSlots = 2048, kKeptBytes = 4U << 20, kKeptObject = 2U << 20;
constexpr std::uint64_t kBestRatio = 1032;  // nothing deflates better
constexpr std::uint64_t kFirstObject = 12;

/// Reads bytes one by one and remembers when there was none.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t byte() {
    if (at_ < bytes_.size()) return static_cast<std::uint8_t>(bytes_[at_++]);
    failed_ = true;
    return 0;
  }
  /// Seven bits a byte, lowest first, added above `shift` bits of `value`.
  std::uint64_t number(std::uint64_t value = 0, unsigned shift = 0) {
    for (std::uint8_t c = 0x80; (c & 0x80) != 0; shift += 7) {
      c = byte();
      if (failed_ || shift > 56) return fail();
      value |= static_cast<std::uint64_t>(c & 0x7F) << shift;
    }
    return value;
  }
  std::string_view take(std::uint64_t count) {
    if (count > bytes_.size() - at_) return fail(), std::string_view{};
    at_ += static_cast<std::size_t>(count);
    return bytes_.substr(at_ - static_cast<std::size_t>(count), static_cast<std::size_t>(count));
  }
  std::size_t at() const { return at_; }
  bool done() const { return at_ == bytes_.size(); }
  bool failed() const { return failed_; }

 private:
  std::uint64_t fail() {
    failed_ = true;
    return 0;
  }
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

/// Fills exactly `size` bytes at `out` from the base and the commands of a delta.
bool apply(std::string_view base, std::string_view commands, char* out, std::uint64_t size) {
  Cursor cursor(commands);
  while (!cursor.done()) {
    const std::uint8_t command = cursor.byte();
    std::string_view piece;
    if ((command & 0x80) == 0) {  // bytes that follow; none is reserved
      if (command == 0) return false;
      piece = cursor.take(command);
    } else {  // a part of the base
      std::uint64_t offset = 0, length = 0;
      for (unsigned i = 0; i < 4; ++i) {
        if (command & (1u << i)) offset |= std::uint64_t{cursor.byte()} << (8 * i);
      }
      for (unsigned i = 0; i < 3; ++i) {
        if (command & (0x10u << i)) length |= std::uint64_t{cursor.byte()} << (8 * i);
      }
      if (length == 0) length = 0x10000;
      if (offset > base.size() || length > base.size() - offset) return false;
      piece = base.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
    }
    if (cursor.failed() || piece.size() > size) return false;
    std::memcpy(out, piece.data(), piece.size());
    out += piece.size();
    size -= piece.size();
  }
  return size == 0;
}

}  // namespace

/// What stands before an object's deflated bytes.
struct PackReader::Entry {
  static constexpr unsigned kOffsetDelta = 6, kNameDelta = 7;
  unsigned kind = 0;
  std::uint64_t size = 0;  ///< inflated
  std::uint64_t data = 0;  ///< where the deflated bytes begin
  std::uint64_t base = 0;  ///< of a delta: where the object lies that it is applied to

  bool delta() const { return kind == kOffsetDelta || kind == kNameDelta; }
  std::optional<ObjectType> type() const {
    static constexpr ObjectType kTypes[] = {ObjectType::commit, ObjectType::tree, ObjectType::blob,
                                            ObjectType::tag};
    return kind >= 1 && kind <= 4 ? std::optional(kTypes[kind - 1]) : std::nullopt;
  }
};

struct PackReader::Delta {
  PackFiles::Place place;  ///< of the object that applying it makes
  std::unique_ptr<char[]> bytes;
  std::string_view commands;
  std::uint64_t base_size = 0, size = 0;
};

PackReader::PackReader(std::shared_ptr<const PackFiles> files)
    : files_(std::move(files)), inflater_(libdeflate_alloc_decompressor()), kept_(kKeptSlots) {}

bool PackReader::entry_at(PackFiles::Place place, Entry& entry) const {
  const std::string_view data = place.pack->data();
  if (place.offset < kFirstObject || place.offset >= data.size()) return false;
  Cursor cursor(data.substr(static_cast<std::size_t>(place.offset)));
  const std::uint8_t first = cursor.byte();
  entry.kind = (first >> 4) & 7u;
  entry.size = (first & 0x80) != 0 ? cursor.number(first & 15u, 4) : first & 15u;
  if (entry.kind == Entry::kOffsetDelta) {
    std::uint8_t c = cursor.byte();
    std::uint64_t back = c & 0x7Fu;
    while ((c & 0x80) != 0 && !cursor.failed() && back < place.offset) {
      c = cursor.byte();
      back = (back + 1) << 7 | (c & 0x7Fu);
    }
    if (back == 0 || back > place.offset) return false;
    entry.base = place.offset - back;
  } else if (entry.kind == Entry::kNameDelta) {
    const auto id = ObjectId::from_bytes(cursor.take(ObjectId::kSize));
    const auto base = id ? place.pack->find(*id) : std::nullopt;
    if (!base) return false;
    entry.base = *base;
  } else if (!entry.type()) {
    return false;
  }
  entry.data = place.offset + cursor.at();
  return !cursor.failed();
}

std::unique_ptr<char[]> PackReader::inflate(const Pack& pack, const Entry& entry) {
  const std::string_view from = pack.data().substr(static_cast<std::size_t>(entry.data));
  if (entry.size > budget_ || entry.size / kBestRatio > from.size()) return nullptr;
  budget_ -= entry.size;
  const auto size = static_cast<std::size_t>(entry.size);
  auto out = std::make_unique_for_overwrite<char[]>(size + 1);
  const libdeflate_result result = libdeflate_zlib_decompress_ex(inflater_.get(), from.data(), from.size(),
                                                                 out.get(), size, nullptr, nullptr);
  return result == LIBDEFLATE_SUCCESS ? std::move(out) : nullptr;
}

std::optional<ObjectType> PackReader::type_at(PackFiles::Place place) const {
  Entry entry;
  for (std::size_t steps = 0; steps < kMostDeltas && entry_at(place, entry); ++steps) {
    if (!entry.delta()) return entry.type();
    place.offset = entry.base;
  }
  return std::nullopt;
}

std::optional<PackReader::Object> PackReader::read(const ObjectId& id, std::uint64_t limit) {
  if (inflater_ == nullptr) return std::nullopt;
  const std::optional<PackFiles::Place> place = files_->find(id, recent_);
  if (!place) return std::nullopt;
  recent_ = place->pack;
  return read_at(*place, limit);
}

std::optional<PackReader::Object> PackReader::read_at(PackFiles::Place place, std::uint64_t limit) {
  budget_ = kMostInflated;
  std::vector<Delta> deltas;  // what is asked for first, what lies next to the base last
  Object object;
  for (;;) {
    if (const Kept& kept = kept_[slot_of(place)];
        kept.place.pack == place.pack && kept.place.offset == place.offset) {
      object = kept.object;
      if (deltas.empty() && object.header.size > limit) object.content = nullptr;
      break;
    }
    Entry entry;
    if (!entry_at(place, entry)) return std::nullopt;
    if (!entry.delta()) {
      object.header = {*entry.type(), entry.size};
      if (deltas.empty() && entry.size > limit) return object;
      object.content = inflate(*place.pack, entry);
      if (object.content == nullptr) return std::nullopt;
      break;
    }
    Delta delta{.place = place, .bytes = inflate(*place.pack, entry), .commands = {}};
    if (delta.bytes == nullptr || deltas.size() == kMostDeltas) return std::nullopt;
    const std::string_view bytes(delta.bytes.get(), static_cast<std::size_t>(entry.size));
    Cursor sizes(bytes);
    delta.base_size = sizes.number();
    delta.size = sizes.number();
    if (sizes.failed() || delta.size > kMostInflated) return std::nullopt;
    delta.commands = bytes.substr(sizes.at());
    if (deltas.empty() && delta.size > limit) {
      const std::optional<ObjectType> type = type_at(place);
      return type ? std::optional(Object{{*type, delta.size}, nullptr}) : std::nullopt;
    }
    deltas.push_back(std::move(delta));
    place.offset = entry.base;
  }
  std::uint64_t made = 0;
  for (; !deltas.empty(); deltas.pop_back()) {
    const Delta& delta = deltas.back();
    made += delta.size;
    if (delta.base_size != object.header.size || made > kMostMade) return std::nullopt;
    keep(place, object);
    auto result = std::make_shared_for_overwrite<char[]>(static_cast<std::size_t>(delta.size) + 1);
    if (!apply(object.view(), delta.commands, result.get(), delta.size)) return std::nullopt;
    object = {{object.header.type, delta.size}, std::move(result)};
    place = delta.place;
  }
  // The next version of a folder or commit is often stored as a difference to this one; a file is read once.
  if (object.header.type != ObjectType::blob) keep(place, object);
  return object;
}

std::size_t PackReader::slot_of(PackFiles::Place place) const {
  return static_cast<std::size_t>((place.offset * 0x9E37'79B9'7F4A'7C15u) >> 32) % kKeptSlots;
}

void PackReader::keep(PackFiles::Place place, const Object& object) {
  const auto size = static_cast<std::size_t>(object.header.size);
  if (object.content == nullptr || size > kKeptObject) return;
  const auto drop = [this](Kept& kept) {
    if (kept.object.content != nullptr) kept_bytes_ -= static_cast<std::size_t>(kept.object.header.size);
    kept = {};
  };
  Kept& kept = kept_[slot_of(place)];
  drop(kept);
  while (kept_bytes_ + size > kKeptBytes) drop(kept_[next_victim_++ % kKeptSlots]);
  kept = {place, object};
  kept_bytes_ += size;
}

}  // namespace badgescan
