// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/work_ahead.h"

#include "scanner/facts/changed_paths.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/history.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/releases.h"
#include "scanner/facts/source_scan.h"
#include "scanner/facts/tools.h"

namespace badgescan {
namespace {

constexpr std::size_t kThreadPays = 256;  ///< entries

template <class... T>
void work_out(const Facts& facts) {
  (facts.get<T>(), ...);
}

}  // namespace

bool second_thread_pays(const Facts& facts) {
  return facts.unwatched_snapshot().entries().size() >= kThreadPays &&
         std::thread::hardware_concurrency() >= 2;
}

WorkAhead::WorkAhead(const Facts& facts) {
  if (!second_thread_pays(facts)) return;
  thread_ = std::thread([&facts] {
    work_out<History, ChangedPaths, Releases>(facts);
    facts.get<SourceReading>().help();
  });
  work_out<Documents, Manifests, ToolUses>(facts);
  // The only part that two threads can share file by file comes last, so both are done at the same time.
  facts.get<SourceReading>().help();
}

WorkAhead::~WorkAhead() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace badgescan
