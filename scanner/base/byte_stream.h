// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Numbers and texts as bytes, for files that only this program reads. A reader that comes to the end too
// early, or to something impossible, says so in ok() and gives zeros from then on.
#pragma once

#include <cstdint>
#include <cstring>
#include <functional>
#include <string_view>

namespace badgescan {

/// Takes bytes piece by piece.
using ByteSink = std::function<void(std::string_view)>;

class ByteWriter {
 public:
  /// What was written is in `sink` after flush().
  explicit ByteWriter(const ByteSink& sink) : sink_(sink) {}
  ByteWriter(const ByteWriter&) = delete;
  ByteWriter& operator=(const ByteWriter&) = delete;

  void number(std::uint64_t value) {
    constexpr std::size_t kMost = 10;
    if (kRoom - size_ < kMost) flush();
    for (; value >= 0x80; value >>= 7) room_[size_++] = static_cast<char>(value | 0x80);
    room_[size_++] = static_cast<char>(value);
  }
  void text(std::string_view text) {
    number(text.size());
    raw(text);
  }
  void raw(std::string_view bytes) {
    if (bytes.empty()) return;  // memcpy takes no null pointer
    if (bytes.size() > kRoom - size_) {
      flush();
      if (bytes.size() > kRoom) return sink_(bytes);
    }
    std::memcpy(room_ + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
  }
  void flush() {
    sink_({room_, size_});
    size_ = 0;
  }

 private:
  static constexpr std::size_t kRoom = 1 << 14;
  const ByteSink& sink_;
  std::size_t size_ = 0;
  char room_[kRoom];
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : left_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !left_.empty(); shift += 7) {
      const auto byte = static_cast<std::uint8_t>(left_.front());
      left_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    fail();
    return 0;
  }
  /// A number below `end`.
  std::uint64_t below(std::uint64_t end) {
    const std::uint64_t value = number();
    if (value < end) return value;
    fail();
    return 0;
  }
  bool flag() { return below(2) == 1; }
  /// Of a list whose items take at least one byte each.
  std::size_t count() { return below(left_.size() + 1); }
  std::string_view raw(std::size_t size) {
    if (size > left_.size()) {
      fail();
      return {};
    }
    const std::string_view bytes = left_.substr(0, size);
    left_.remove_prefix(size);
    return bytes;
  }
  std::string_view view() { return raw(number()); }

  bool ok() const { return ok_; }
  bool done() const { return ok_ && left_.empty(); }
  void fail() {
    ok_ = false;
    left_ = {};
  }

 private:
  std::string_view left_;
  bool ok_ = true;
};

}  // namespace badgescan
