// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The file format: one JSON line about the answer, then the body as it came.
#include "scanner/net/http_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace badgescan::net {
namespace fs = std::filesystem;
namespace {

// The key stands in the file and is compared, so the name only has to spread well.
std::string name_of_key(std::string_view key) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  constexpr char kHex[] = "0123456789abcdef";
  std::string name;
  for (int shift = 60; shift >= 0; shift -= 4) name += kHex[(hash >> shift) & 15];
  return name;
}

std::string head_of(std::string_view key, const StoredAnswer& answer) {
  nlohmann::json head{
      {"version", 1},      {"key", key},          {"status", answer.status},    {"headers", answer.headers},
      {"url", answer.url}, {"hops", answer.hops}, {"bytes", answer.body.size()}};
  return head.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(fd, bytes.data(), bytes.size());
    if (wrote <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

}  // namespace

std::string HttpCache::path_of(std::string_view key) const { return folder_ + "/" + name_of_key(key); }

std::optional<StoredAnswer> HttpCache::load(std::string_view key) const {
  if (folder_.empty()) return std::nullopt;
  std::ifstream in(path_of(key), std::ios::binary);
  std::string line;
  if (!in || !std::getline(in, line) || line.size() > (1U << 20)) return std::nullopt;
  const nlohmann::json head = nlohmann::json::parse(line, nullptr, false);
  try {
    if (head.is_discarded() || head.at("version") != 1 || head.at("key") != key) return std::nullopt;
    StoredAnswer answer{.status = head.at("status"),
                        .headers = head.at("headers"),
                        .body = {},
                        .url = head.at("url"),
                        .hops = head.at("hops")};
    std::ostringstream body;
    body << in.rdbuf();
    answer.body = std::move(body).str();
    if (answer.body.size() != head.at("bytes").get<std::size_t>()) return std::nullopt;
    return answer;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

void HttpCache::store(std::string_view key, const StoredAnswer& answer) const {
  if (folder_.empty()) return;
  std::error_code error;
  fs::create_directories(folder_, error);
  ::chmod(folder_.c_str(), 0700);
  std::string temporary = path_of(key) + ".XXXXXX";
  const int fd = ::mkstemp(temporary.data());  // made with mode 0600
  if (fd < 0) return;
  const bool written = write_all(fd, head_of(key, answer)) && write_all(fd, answer.body);
  if (::close(fd) != 0 || !written || ::rename(temporary.c_str(), path_of(key).c_str()) != 0) {
    ::unlink(temporary.c_str());
  }
}

void HttpCache::trim_to(std::uint64_t bytes) const {
  struct File {
    fs::file_time_type time;
    std::uint64_t size;
    fs::path path;
  };
  std::vector<File> files;
  std::uint64_t total = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_, error)) {
    std::error_code ignored;
    if (!entry.is_regular_file(ignored)) continue;
    files.push_back({entry.last_write_time(ignored), entry.file_size(ignored), entry.path()});
    total += files.back().size;
  }
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.time < b.time; });
  for (const File& file : files) {
    if (total <= bytes) return;
    fs::remove(file.path, error);
    total -= file.size;
  }
}

}  // namespace badgescan::net
