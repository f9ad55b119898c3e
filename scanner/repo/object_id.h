// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The name of a git object: 20 bytes of SHA-1.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace badgescan {

struct ObjectId {
  static constexpr std::size_t kSize = 20;
  std::array<std::uint8_t, kSize> bytes{};

  std::string hex() const;  ///< 40 lower-case digits
  bool is_null() const { return *this == ObjectId{}; }
  static std::optional<ObjectId> from_hex(std::string_view hex);    ///< exactly 40 hex digits
  static std::optional<ObjectId> from_bytes(std::string_view raw);  ///< exactly 20 bytes

  friend bool operator==(const ObjectId&, const ObjectId&) = default;
  friend auto operator<=>(const ObjectId&, const ObjectId&) = default;
};

}  // namespace badgescan

template <>
struct std::hash<badgescan::ObjectId> {
  // An object id is already a hash: its first bytes are as good as any.
  std::size_t operator()(const badgescan::ObjectId& id) const noexcept {
    std::size_t h;
    std::memcpy(&h, id.bytes.data(), sizeof h);
    return h;
  }
};
