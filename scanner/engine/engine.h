// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Runs detectors over facts. A detector that throws becomes a note and never ends the scan.
#pragma once

#include <span>
#include <vector>

#include "scanner/engine/detector.h"

namespace badgescan {

std::vector<Finding> run_detector(const Detector& detector, const Facts& facts);
/// Findings in detector order. Deterministic: the same facts give the same findings.
std::vector<Finding> run_detectors(std::span<const Detector* const> detectors, const Facts& facts);

}  // namespace badgescan
