// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What every test includes: Catch2 and the short ways to run a detector over an inline repository.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "scanner/engine/detector.h"
#include "tests/support/memory_snapshot.h"

namespace badgescan::test {

/// 2026-08-21T00:00:00Z: the "now" of all tests.
inline constexpr std::int64_t kNow = 1787270400;

/// The rules built into the program.
const RuleSet& rules();

/// Runs the detector of this id and prints what it says, one finding a "; "-separated item, in criterion
/// order:
///   "<criterion> <status>/<confidence>[ path[:line]]"  e.g. "floss_license Met/5 LICENSE"
/// Only the best evidence is printed. No findings: "".
std::string run(std::string_view detector, const Snapshot& snapshot,
                const ScanOptions& options = {.now = kNow});
/// The same for facts that a test prepared.
std::string run(std::string_view detector, const Facts& facts);
/// The findings themselves, to look at a justification.
std::vector<Finding> findings(std::string_view detector, const Snapshot& snapshot,
                              const ScanOptions& options = {.now = kNow});
std::vector<Finding> findings(std::string_view detector, const Facts& facts);

/// Where the sources lie, and the program under test.
const std::string& source_dir();
const std::string& program();

/// The folder of a file that may exist beside the checkout, "" when it is not there ("../shared/…").
std::string shared_file(const std::string& name);
/// Reads a file of the source tree; fails the test when it is not there.
std::string source_file(const std::string& path);

}  // namespace badgescan::test
