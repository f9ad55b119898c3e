// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The model's words for people, in the language of the messages. Data keeps the names of finding.h.
#pragma once

#include <string>

#include "scanner/model/finding.h"

namespace badgescan {

std::string title_of(Status status);  ///< "Met", "Unmet", "N/A", "open"
std::string title_of(Note::Kind kind);

}  // namespace badgescan
