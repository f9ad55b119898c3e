// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The repositories of fixtures/repos/, built with git. A fixture is a folder; its sub-folders 1, 2, … are
// laid over each other, one commit each: MESSAGE holds the message, TAG (optional) a tag name. "hostile" is
// made by code, because its names could not be checked out everywhere.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/git_fixture.h"

namespace badgescan::test {

/// Names of all fixtures, sorted.
std::vector<std::string> fixture_names();
std::unique_ptr<GitFixture> build_fixture(const std::string& name);

}  // namespace badgescan::test
