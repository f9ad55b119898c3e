// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/progress.h"

#include <atomic>
#include <mutex>
#include <utility>

namespace badgescan {
namespace {

std::atomic<bool> watched = false;

struct Watch {
  std::mutex mutex;
  std::function<void(std::string_view)> tell;
};
Watch& watch() {
  static Watch one;
  return one;
}

}  // namespace

void watch_progress(std::function<void(std::string_view)> watcher) {
  const std::lock_guard lock(watch().mutex);
  watch().tell = std::move(watcher);
  watched = static_cast<bool>(watch().tell);
}

bool progress_watched() { return watched.load(std::memory_order_relaxed); }

void announce(std::string_view what) {
  if (!progress_watched()) return;
  const std::lock_guard lock(watch().mutex);
  if (watch().tell) watch().tell(what);
}

}  // namespace badgescan
