// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the online detectors share.
#pragma once

#include <string>
#include <vector>

#include "scanner/engine/detector.h"
#include "scanner/facts/online.h"

namespace badgescan::online {

/// Evidence that is a page on the network.
inline std::vector<Evidence> seen_at(const std::string& url, std::string excerpt = {}) {
  if (url.empty()) return {};
  Evidence evidence;
  evidence.url = url;
  evidence.excerpt = std::move(excerpt);
  return {evidence};
}

/// The forge was asked and knows the project.
inline bool forge_answered(const OnlineFacts& online) {
  return online.asked && online.forge.settings.value.has_value();
}

/// " URL" for the end of a justification, or nothing.
inline std::string at(const std::string& url) { return url.empty() ? std::string() : " " + url; }

}  // namespace badgescan::online
