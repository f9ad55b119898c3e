// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/repo/pack_files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace badgescan {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostPacks = 1000;  // each is asked for each object: more are the library's business
constexpr std::size_t kMostFolders = 8;
constexpr std::uintmax_t kLargestList = 64 << 10;  // of folders that objects are borrowed from
constexpr std::size_t kFan = 8, kNames = kFan + 256 * 4, kCrc = 4, kOffset = 4, kLargeOffset = 8;
constexpr std::size_t kChecksums = 2 * ObjectId::kSize, kPackHeader = 12;

std::uint32_t big32(const char* bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
  return value;
}

/// Other objects folders that this one borrows from (git clone --shared). Quoted ones are the library's.
std::vector<std::string> alternates(const std::string& objects_folder) {
  std::vector<std::string> folders;
  const std::string list = objects_folder + "/info/alternates";
  std::error_code error;
  if (!fs::is_regular_file(list, error) || fs::file_size(list, error) > kLargestList) return folders;
  std::ifstream in(list);
  for (std::string line; folders.size() < kMostFolders && std::getline(in, line);) {
    if (line.empty() || line[0] == '#' || line[0] == '"') continue;
    folders.push_back((fs::path(objects_folder) / line).lexically_normal().string());
  }
  return folders;
}

}  // namespace

MappedFile::MappedFile(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return;
  struct stat info {};
  if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0) {
    const auto size = static_cast<std::size_t>(info.st_size);
    void* const mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (mapped != MAP_FAILED) {
      address_ = mapped;
      size_ = size;
    }
  }
  close(file);
}

MappedFile::~MappedFile() {
  if (address_ != nullptr) munmap(address_, size_);
}

Pack::Pack(const std::string& index_path, const std::string& pack_path)
    : index_(index_path), pack_(pack_path) {}

std::unique_ptr<const Pack> Pack::open(const std::string& index_path) {
  const std::string pack_path = index_path.substr(0, index_path.size() - 3) + "pack";
  std::unique_ptr<Pack> pack(new Pack(index_path, pack_path));
  if (pack->index_.bytes().size() < kNames + kChecksums ||
      pack->pack_.bytes().size() < kPackHeader + ObjectId::kSize)
    return nullptr;
  pack->count_ = pack->fan(255);
  return pack->valid() ? std::unique_ptr<const Pack>(std::move(pack)) : nullptr;
}

std::uint32_t Pack::fan(std::size_t first_byte) const {
  return big32(index_.bytes().data() + kFan + first_byte * 4);
}

bool Pack::valid() const {
  const std::string_view index = index_.bytes(), pack = pack_.bytes();
  if (!index.starts_with(std::string_view("\377tOc\0\0\0\2", 8)) || !pack.starts_with("PACK")) return false;
  if (const std::uint32_t version = big32(pack.data() + 4); version != 2 && version != 3) return false;
  if (big32(pack.data() + 8) != count_) return false;
  const std::uint64_t least =
      kNames + std::uint64_t{count_} * (ObjectId::kSize + kCrc + kOffset) + kChecksums;
  if (index.size() < least) return false;
  for (std::size_t i = 1; i < 256; ++i) {
    if (fan(i) < fan(i - 1)) return false;
  }
  // The index ends with the pack's checksum and its own.
  return index.substr(index.size() - kChecksums, ObjectId::kSize) ==
         pack.substr(pack.size() - ObjectId::kSize);
}

std::string_view Pack::data() const {
  return pack_.bytes().substr(0, pack_.bytes().size() - ObjectId::kSize);
}

std::optional<std::uint64_t> Pack::find(const ObjectId& id) const {
  const std::string_view index = index_.bytes();
  const char* const names = index.data() + kNames;
  std::uint32_t low = id.bytes[0] == 0 ? 0 : fan(id.bytes[0] - 1u), high = fan(id.bytes[0]);
  const auto order_of = [&](std::uint32_t i) {
    return std::memcmp(names + std::size_t{i} * ObjectId::kSize, id.bytes.data(), ObjectId::kSize);
  };
  // Names are evenly spread: the next four bytes tell about where this one stands, and most of a bisection's
  // steps, each a page or cache line of its own, are saved.
  const std::uint64_t next = big32(reinterpret_cast<const char*>(id.bytes.data()) + 1);
  const std::uint32_t span = high - low, slack = span / 64 + 16;
  const std::uint32_t guess = low + static_cast<std::uint32_t>(span * next >> 32);
  for (const std::uint32_t at :
       {guess - std::min(slack, guess - low), guess + std::min(slack, high - guess)}) {
    if (at < low || at >= high) continue;
    (order_of(at) <= 0 ? low : high) = at;
  }
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const int order = order_of(middle);
    if (order == 0) {
      low = middle;
      break;
    }
    (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
  }
  if (low >= high) return std::nullopt;
  const std::size_t offsets = kNames + std::size_t{count_} * (ObjectId::kSize + kCrc);
  std::uint64_t offset = big32(index.data() + offsets + std::size_t{low} * kOffset);
  if (offset & 0x8000'0000u) {  // the offset is too large for 31 bits: this is the place in a second table
    const std::size_t at = offsets + std::size_t{count_} * kOffset +
                           static_cast<std::size_t>(offset & 0x7FFF'FFFFu) * kLargeOffset;
    if (at + kLargeOffset + kChecksums > index.size()) return std::nullopt;
    offset = std::uint64_t{big32(index.data() + at)} << 32 | big32(index.data() + at + 4);
  }
  if (offset < kPackHeader || offset >= data().size()) return std::nullopt;
  return offset;
}

std::shared_ptr<const PackFiles> PackFiles::open(const std::string& objects_folder) {
  auto files = std::make_shared<PackFiles>();
  // Folders whose objects are borrowed follow behind; that they may borrow from each other ends somewhere.
  std::vector<std::string> folders{objects_folder};
  for (std::size_t i = 0; i < folders.size(); ++i) {
    files->add(folders[i]);
    for (std::string& borrowed : alternates(folders[i])) {
      const bool known = std::find(folders.begin(), folders.end(), borrowed) != folders.end();
      if (!known && folders.size() < kMostFolders) folders.push_back(std::move(borrowed));
    }
  }
  return files;
}

void PackFiles::add(const std::string& objects_folder) {
  std::vector<std::string> indexes;
  std::error_code error;
  for (fs::directory_iterator at(objects_folder + "/pack", error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".idx" && packs_.size() + indexes.size() < kMostPacks)
      indexes.push_back(at->path().string());
  }
  std::sort(indexes.begin(), indexes.end());
  for (const std::string& index : indexes) {
    if (std::unique_ptr<const Pack> pack = Pack::open(index)) packs_.push_back(std::move(pack));
  }
}

std::optional<PackFiles::Place> PackFiles::find(const ObjectId& id, const Pack* recent) const {
  if (recent != nullptr) {
    if (const auto offset = recent->find(id)) return Place{recent, *offset};
  }
  for (const std::unique_ptr<const Pack>& pack : packs_) {
    if (pack.get() == recent) continue;
    if (const auto offset = pack->find(id)) return Place{pack.get(), *offset};
  }
  return std::nullopt;
}

}  // namespace badgescan
