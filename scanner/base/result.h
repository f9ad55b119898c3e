// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Result<T>: a value, or an Error that a person can read.
//
// Expected trouble (a file that cannot be parsed, an object that is missing) is a value, not an exception.
// An error message says what was tried, on what, why it failed and, where there is one, what to do.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace badgescan {

struct Error {
  std::string message;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(runtime/explicit)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(runtime/explicit)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// The value. Only after ok().
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(value()); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& value() {
    assert(ok());
    return std::get<0>(state_);
  }
  const T& value() const {
    assert(ok());
    return std::get<0>(state_);
  }

  /// The reason. Only after !ok().
  const std::string& error() const {
    assert(!ok());
    return std::get<1>(state_).message;
  }

 private:
  std::variant<T, Error> state_;
};

/// Result of an action that has no value: `return Done{};` or `return Error{"…"};`.
struct Done {};
using Outcome = Result<Done>;

}  // namespace badgescan
