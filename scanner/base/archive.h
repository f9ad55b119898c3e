// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Whole values as bytes and back, for files that only this program reads.
//
// Structs are taken apart member by member (Boost.PFR), so a member that is added is never forgotten. A class
// that is no aggregate names what makes it up:
//
//   template <class Self> static auto members(Self& self) { return std::tie(self.all_, self.index_); }
//
// A std::string_view that was read points into the bytes. What a plain pointer points to is not kept: the
// pointer is not touched when the value is read.
#pragma once

#include <array>
#include <boost/pfr.hpp>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "scanner/base/byte_stream.h"

namespace badgescan {

template <class T>
concept NamesMembers = requires(T& value) {
  T::members(value);
};
template <class T>
concept IsContainer = requires(const T& value) {
  typename T::value_type;
  value.begin();
  value.size();
};
template <class T>
concept IsMap = IsContainer<T> && requires {
  typename T::mapped_type;
};
template <class T>
concept IsPointer = requires(const T& value) {
  *value;
};

template <class T>
struct IsByteArray : std::false_type {};
template <std::size_t N>
struct IsByteArray<std::array<std::uint8_t, N>> : std::true_type {};

template <class T, class Each>
void each_member(T& value, const Each& each) {
  if constexpr (NamesMembers<T>) {
    std::apply([&](auto&... member) { (each(member), ...); }, T::members(value));
  } else if constexpr (requires { value.second; }) {
    each(value.first);
    each(value.second);
  } else {
    boost::pfr::for_each_field(value, each);
  }
}

template <class T>
void write_value(ByteWriter& out, const T& value) {
  const auto each = [&out](const auto& member) { write_value(out, member); };
  if constexpr (std::is_pointer_v<T>) {
    return;
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    out.text(value);
  } else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
    const auto wide = static_cast<std::int64_t>(value);
    out.number(static_cast<std::uint64_t>(wide) << 1 ^ static_cast<std::uint64_t>(wide >> 63));
  } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
    out.number(static_cast<std::uint64_t>(value));
  } else if constexpr (std::is_floating_point_v<T>) {
    out.raw({reinterpret_cast<const char*>(&value), sizeof value});
  } else if constexpr (IsByteArray<T>::value) {
    out.raw({reinterpret_cast<const char*>(value.data()), value.size()});
  } else if constexpr (IsContainer<T>) {
    out.number(value.size());
    for (const auto& item : value) write_value(out, item);
  } else if constexpr (IsPointer<T>) {  // std::optional, std::shared_ptr
    out.number(value ? 1 : 0);
    if (value) write_value(out, *value);
  } else {
    each_member(value, each);
  }
}

/// Into a value that was just made. What is impossible makes `in` fail.
template <class T>
void read_value(ByteReader& in, T& value) {
  const auto each = [&in](auto& member) { read_value(in, member); };
  if constexpr (std::is_same_v<T, std::string_view>) {
    value = in.view();
  } else if constexpr (std::is_same_v<T, std::string>) {
    value.assign(in.view());
  } else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
    const std::uint64_t number = in.number();
    value = static_cast<T>(static_cast<std::int64_t>(number >> 1 ^ (~(number & 1) + 1)));
  } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
    value = static_cast<T>(in.number());
  } else if constexpr (std::is_floating_point_v<T>) {
    const std::string_view bytes = in.raw(sizeof value);
    if (in.ok()) std::memcpy(&value, bytes.data(), bytes.size());
  } else if constexpr (std::is_pointer_v<T>) {
    return;
  } else if constexpr (IsByteArray<T>::value) {
    const std::string_view bytes = in.raw(value.size());
    if (in.ok()) std::memcpy(value.data(), bytes.data(), bytes.size());
  } else if constexpr (requires { std::tuple_size<T>::value; } && IsContainer<T>) {  // std::array
    if (in.count() != value.size()) in.fail();
    for (auto& item : value) read_value(in, item);
  } else if constexpr (IsMap<T>) {
    for (std::size_t left = in.count(); left > 0 && in.ok(); --left) {
      std::pair<typename T::key_type, typename T::mapped_type> item;
      read_value(in, item);
      value.insert(std::move(item));
    }
  } else if constexpr (IsContainer<T>) {
    const std::size_t count = in.count();
    if constexpr (requires { value.reserve(count); }) value.reserve(count);
    for (std::size_t left = count; left > 0 && in.ok(); --left) {
      typename T::value_type item{};
      read_value(in, item);
      value.insert(value.end(), std::move(item));
    }
  } else if constexpr (IsPointer<T>) {
    if (!in.flag()) return;
    if constexpr (requires { value.emplace(); }) {
      read_value(in, value.emplace());
    } else {
      auto target = std::make_shared<std::remove_const_t<typename T::element_type>>();
      read_value(in, *target);
      value = std::move(target);
    }
  } else {
    each_member(value, each);
  }
}

template <class T>
void write_bytes(const T& value, const ByteSink& sink) {
  ByteWriter out(sink);
  write_value(out, value);
  out.flush();
}

/// Nothing when the bytes are no such value.
template <class T>
std::optional<T> from_bytes(std::string_view bytes) {
  ByteReader in(bytes);
  std::optional<T> value(std::in_place);
  read_value(in, *value);
  if (!in.done()) value.reset();
  return value;
}

}  // namespace badgescan
