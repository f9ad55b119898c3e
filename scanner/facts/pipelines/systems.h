// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The readers, one a CI system; readers() in pipelines.cc lists them.
#pragma once

#include "scanner/facts/pipelines/reader.h"

namespace badgescan::ci {

extern const Reader kGithub, kForgejo, kGitlab, kCircleci, kAzure, kTravis, kAppveyor, kJenkins, kCirrus,
    kBuildkite, kDrone, kWoodpecker, kBitbucket, kSemaphore, kSourcehut, kTekton, kZuul, kProw;

}  // namespace badgescan::ci
