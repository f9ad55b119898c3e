// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Telling people that long work goes on. Whoever works announces what it is doing and how far it is; only
// cli/ watches, and only when somebody sits at a terminal. Both are safe from any thread.
#pragma once

#include <functional>
#include <string_view>

namespace badgescan {

/// `watcher` is called from the threads that work, one call at a time; an empty one ends the watch.
void watch_progress(std::function<void(std::string_view what)> watcher);
/// Cheap to ask, so that nobody writes a text that nobody reads.
bool progress_watched();
void announce(std::string_view what);

}  // namespace badgescan
