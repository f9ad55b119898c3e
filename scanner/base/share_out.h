// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The same work for many things, shared between this thread and a second one.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>

namespace badgescan {

/// Calls each(i) once for every i below `count`; on two threads when it pays, one from each end: neighbours
/// often need the same, and would wait for each other. `each` must not throw.
template <class Each>
void share_out(std::size_t count, bool pays, const Each& each) {
  std::atomic<std::size_t> begun = 0;
  const auto work = [&](bool from_the_end) {
    for (std::size_t i = 0; begun++ < count; ++i) each(from_the_end ? count - 1 - i : i);
  };
  std::thread second;
  if (pays && count > 1) second = std::thread(work, true);
  work(false);
  if (second.joinable()) second.join();
}

}  // namespace badgescan
