// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// A second thread for a whole scan.
//
// Most answers need the same few costly facts. One thread works out the history while the caller reads
// documents, manifests and pipelines; then both read the source. Facts are computed once from any thread,
// so the answers are the same with and without it.
#pragma once

#include <thread>

#include "scanner/facts/facts.h"

namespace badgescan {

/// Two processors, and a tree of some size.
bool second_thread_pays(const Facts& facts);

class WorkAhead {
 public:
  /// Starts the thread where it pays.
  explicit WorkAhead(const Facts& facts);
  /// Waits for it.
  ~WorkAhead();
  WorkAhead(const WorkAhead&) = delete;
  WorkAhead& operator=(const WorkAhead&) = delete;

 private:
  std::thread thread_;
};

}  // namespace badgescan
