// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Follows the commands of pipelines one level: what `make check` or `npm run lint` means is looked up.
#pragma once

#include <vector>

#include "scanner/facts/pipelines.h"

namespace badgescan::ci {

/// Fills in Step::resolved of every step.
void follow(const Facts& facts, std::vector<Pipeline>& pipelines);

}  // namespace badgescan::ci
