// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// A fast digest of values, to see whether they are the same as in an earlier run. Not against adversaries.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace badgescan {

class Digest {
 public:
  Digest();
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  void add(std::string_view bytes);     ///< with its length, so that "ab", "c" and "a", "bc" differ
  void append(std::string_view bytes);  ///< as it is: "ab", "c" and "a", "bc" are the same
  template <class... Numbers>
  void add_numbers(Numbers... numbers) {
    (add_number(static_cast<std::int64_t>(numbers)), ...);
  }

  std::uint64_t value() const;
  std::string hex() const;  ///< 128 bits

 private:
  void add_number(std::int64_t number);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace badgescan
