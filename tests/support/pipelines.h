// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Prints pipelines as short text, for tests of the readers.
#pragma once

#include <string>

#include "scanner/facts/pipelines.h"
#include "tests/support/test.h"

namespace badgescan::test {

/// Reads the pipelines of a snapshot and prints one line a job:
///   "<id> [<triggers>]<flags>: <step>; <step>"
/// where a trigger is push, pull request, … ("~" in front: narrow), flags are "!" (may fail) and "x"
/// (disabled), and a step is its commands joined by " + " or its `uses@version`. Lines of notes follow.
std::string print_pipelines(const Snapshot& snapshot, bool resolved = false);

}  // namespace badgescan::test
