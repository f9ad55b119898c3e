// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/check/record_store.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace badgescan {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAnswers = "-answers";  // of files that hold nothing else

struct Kept {
  fs::file_time_type used;
  fs::path path;
  std::uintmax_t bytes = 0;
};

std::vector<Kept> newest_first(const std::string& folder) {
  std::error_code error;
  std::vector<Kept> files;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    Kept kept{at->last_write_time(error), at->path(), at->file_size(error)};
    if (error) kept.bytes = 0;  // another run removed it meanwhile
    error.clear();
    files.push_back(std::move(kept));
  }
  std::sort(files.begin(), files.end(), [](const Kept& a, const Kept& b) { return a.used > b.used; });
  return files;
}

std::optional<std::string> load(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error || size > RecordStore::kMostBytes) return std::nullopt;
  std::string bytes(size, '\0');
  std::ifstream in(path, std::ios::binary);
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) return std::nullopt;
  return bytes;
}

std::optional<StateRecord> load_record(const fs::path& path) {
  std::optional<std::string> bytes = load(path);
  return bytes ? read_record(std::move(*bytes)) : std::nullopt;
}

/// False when there is no such file.
bool mark_used(const fs::path& path) {
  std::error_code error;
  fs::last_write_time(path, fs::file_time_type::clock::now(), error);
  return !error;
}

void write(const RecordStore::File& file) {
  static std::atomic<unsigned> stored{0};
  const auto& [path, write_to] = file;
  const std::string temporary = fmt::format("{}.{}.{}.tmp", path, getpid(), ++stored);
  std::error_code error;
  std::uintmax_t size = 0;
  {
    std::ofstream out(temporary, std::ios::binary);
    write_to([&](std::string_view part) {
      size += part.size();
      if (size <= RecordStore::kMostBytes) out.write(part.data(), static_cast<std::streamsize>(part.size()));
    });
    if (!out.flush() || size > RecordStore::kMostBytes) {  // a full disk must not stop a commit
      fs::remove(temporary, error);
      return;
    }
  }
  fs::rename(temporary, path, error);
}

}  // namespace

std::string RecordStore::path_of(const StateKeys& keys, bool whole) const {
  return fmt::format("{}/{}-{}{}", folder_, keys.program, keys.all, whole ? "" : kAnswers);
}

std::string RecordStore::path_of(std::uint64_t value) const {
  return fmt::format("{}/value-{:016x}", folder_, value);
}

std::optional<StateRecord> RecordStore::find(const StateKeys& keys) const {
  if (!keeps()) return std::nullopt;
  for (const bool whole : {true, false}) {
    const std::string path = path_of(keys, whole);
    std::optional<StateRecord> record = load_record(path);
    if (!record || record->keys.all != keys.all) continue;
    mark_used(path);
    return record;
  }
  return std::nullopt;
}

std::optional<StateRecord> RecordStore::newest(const StateKeys& keys) const {
  if (!keeps()) return std::nullopt;
  for (const Kept& file : newest_first(folder_)) {
    const std::string name = file.path.filename();
    if (!name.starts_with(keys.program + "-") || name.ends_with(kAnswers)) continue;
    std::optional<StateRecord> record = load_record(file.path);
    if (record && record->keys.program == keys.program) return record;
  }
  return std::nullopt;
}

Ledger::Bytes RecordStore::value(std::uint64_t digest) const {
  std::optional<std::string> bytes = keeps() ? load(path_of(digest)) : std::nullopt;
  return bytes ? std::make_shared<const std::string>(std::move(*bytes)) : nullptr;
}

RecordStore::File RecordStore::file_of(const StateRecord& record) const {
  return {path_of(record.keys, record.whole()),
          [&record](const ByteSink& sink) { write_record(record, sink); }};
}

RecordStore::Files RecordStore::values_of(const StateRecord& record) const {
  Files files;
  for (const Ledger::Node& node : record.nodes) {
    if (!node.kept || mark_used(path_of(*node.digest))) continue;
    const auto value = record.values.find(*node.digest);
    if (value == record.values.end()) continue;
    files.emplace_back(path_of(*node.digest),
                       [value = value->second](const ByteSink& sink) { value.write(sink); });
  }
  return files;
}

void RecordStore::store(const Files& files) const {
  if (!keeps()) return;
  std::error_code error;
  fs::create_directories(folder_, error);
  for (const File& file : files) write(file);
  shrink();
}

void RecordStore::shrink() const {
  std::size_t files = 0;
  std::uintmax_t bytes = 0;
  for (const Kept& file : newest_first(folder_)) {
    std::error_code error;
    bytes += file.bytes;
    if (++files > kMostFiles || bytes > kMostBytes) fs::remove(file.path, error);
  }
}

}  // namespace badgescan
