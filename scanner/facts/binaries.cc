// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/binaries.h"

#include "scanner/base/text.h"

namespace badgescan {
namespace {

using source::BinaryKind;
using source::Place;

bool is_test_place(const Binary& binary) {
  return binary.place == Place::test || binary.place == Place::test_data || binary.place == Place::example;
}

}  // namespace

Evidence Binary::evidence() const {
  return {.path = path, .excerpt = std::string(format.name), .tool = std::string(name_of(format.kind))};
}

Binaries Binaries::collect(const Facts& facts) {
  const SourceScan& scan = facts.get<SourceScan>();
  const auto entries = facts.unwatched_snapshot().entries();  // their paths are in the digest of the scan
  Binaries found;
  for (const source::FoundBinary& seen : scan.binaries()) {
    Binary binary{clean_utf8(entries[seen.entry].path), seen.format, seen.place, seen.by_name};
    switch (seen.format.kind) {
      case BinaryKind::media:
      case BinaryKind::data:
        break;
      case BinaryKind::wrapper:
        found.wrappers.push_back(std::move(binary));
        break;
      case BinaryKind::executable:
        (is_test_place(binary) ? found.in_tests : found.executables).push_back(std::move(binary));
        break;
      default:
        (is_test_place(binary) ? found.in_tests : found.doubtful).push_back(std::move(binary));
    }
  }
  const source::ScanCounts& counts = scan.counts();
  found.opened = counts.files + counts.binary;
  found.by_name = counts.media;
  found.complete = facts.snapshot().complete() && !counts.stopped && counts.unread == 0;
  return found;
}

}  // namespace badgescan
