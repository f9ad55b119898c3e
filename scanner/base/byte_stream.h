// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Numbers and texts as bytes, for files that only this program reads. A reader that comes to the end too
// early, or to something impossible, says so in ok() and gives zeros from then on.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace badgescan {

class ByteWriter {
 public:
  explicit ByteWriter(std::size_t expected = 0) { out_.reserve(expected); }

  void number(std::uint64_t value) {
    if (value < 0x80) return out_.push_back(static_cast<char>(value));
    std::array<char, 10> bytes;
    std::size_t size = 0;
    for (; value >= 0x80; value >>= 7) bytes[size++] = static_cast<char>(value | 0x80);
    bytes[size++] = static_cast<char>(value);
    out_.append(bytes.data(), size);
  }
  void text(std::string_view text) {
    number(text.size());
    out_.append(text);
  }
  void raw(std::string_view bytes) { out_.append(bytes); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// How many bytes a ByteWriter would write.
class ByteCounter {
 public:
  void number(std::uint64_t value) {
    for (++size_; value >= 0x80; value >>= 7) ++size_;
  }
  void text(std::string_view text) {
    number(text.size());
    raw(text);
  }
  void raw(std::string_view bytes) { size_ += bytes.size(); }
  std::size_t size() const { return size_; }

 private:
  std::size_t size_ = 0;
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
