// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// An audit as text, JSON and SARIF.
#pragma once

#include <string>

#include "scanner/audit/audit.h"
#include "scanner/report/report.h"

namespace badgescan {

std::string audit_text(const Audit& audit, const Report& report, const RenderOptions& options);
/// Schema badgescan-audit/1, see docs/audit.md.
std::string audit_json(const Audit& audit, const Report& report);
/// Results stand at their lines of the claim file.
std::string audit_sarif(const Audit& audit, const Report& report);

}  // namespace badgescan
