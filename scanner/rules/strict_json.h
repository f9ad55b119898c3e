// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Reading JSON strictly: duplicate keys, unknown keys and wrong types are errors that name the file, the
// place (a JSON pointer) and the reason. For rule files and configuration that people write. Include only
// from .cc files.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace badgescan {

/// Thrown inside a loader and turned into an Error at its edge by strict_load().
struct StrictJsonError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Parses with duplicate keys refused, nesting bounded (64), comments refused. `origin` names the text in
/// messages.
Result<nlohmann::json> parse_strict(std::string_view text, std::string_view origin);

/// A value with its place, for precise complaints.
class JsonPlace {
 public:
  JsonPlace(const nlohmann::json& value, std::string origin, std::string pointer = {})
      : value_(value), origin_(std::move(origin)), pointer_(std::move(pointer)) {}

  [[noreturn]] void fail(std::string_view reason) const;
  /// The value is an object with no other keys than these.
  const JsonPlace& only(std::initializer_list<std::string_view> keys) const;
  bool has(std::string_view key) const;
  JsonPlace at(std::string_view key) const;  ///< required member of an object
  JsonPlace item(std::size_t index) const;   ///< element of an array
  std::size_t size() const;                  ///< of an array
  std::string string() const;                ///< non-empty string
  std::string string_or(std::string_view key, std::string_view fallback) const;
  bool flag(std::string_view key) const;  ///< boolean member, false when absent
  int integer() const;
  std::vector<std::string> strings() const;  ///< array of non-empty strings
  std::vector<std::string> strings_or_none(std::string_view key) const;
  const nlohmann::json& value() const { return value_; }
  const std::string& pointer() const { return pointer_; }

 private:
  const nlohmann::json& value_;
  std::string origin_;
  std::string pointer_;
};

/// Parses `text` and runs `load(JsonPlace)`; a StrictJsonError becomes an Error.
template <class Load>
Outcome strict_load(std::string_view text, std::string_view origin, Load&& load) {
  Result<nlohmann::json> json = parse_strict(text, origin);
  if (!json) return Error{json.error()};
  try {
    load(JsonPlace(*json, std::string(origin)));
  } catch (const StrictJsonError& error) {
    return Error{error.what()};
  }
  return Done{};
}

}  // namespace badgescan
