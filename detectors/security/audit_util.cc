// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "detectors/security/audit_util.h"

#include <re2/re2.h>

namespace badgescan {

std::optional<Piece> security_audit(const Context& context, std::size_t words) {
  static const RE2 about(
      "(?i)\\b(vulnerabilit(y|ies)|penetration test|pentest|threats?|auditors?|findings|"
      "security[- ](audit|review|assessment))",
      RE2::Latin1);
  for (const Piece& piece : context.get<Documents>().pieces("security_audit")) {
    if (piece.words() >= words && RE2::PartialMatch(piece.prose(), about)) return piece;
  }
  return std::nullopt;
}

}  // namespace badgescan
