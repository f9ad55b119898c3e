// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Puts what the maintainers claim beside what the scan found.
#pragma once

#include "scanner/assess/assessment.h"
#include "scanner/facts/claims.h"

namespace badgescan {

/// A claim becomes the answer, whatever the scan found; the scan's own answer stays beside it (Answer::found)
/// and a difference is a note. Confidence says how far the evidence goes along:
///   the scan found the same            its confidence, at least 2
///   the scan found nothing             2: the maintainers' word
///   the scan found something else      1
/// so a claim alone is never "proven", but "likely" takes it as the yes that it is.
void apply_claims(const Claims& claims, std::vector<Answer>& answers, std::vector<Note>& notes);

/// Whether the scan itself answers otherwise than the claim that decided.
bool differs(const Answer& answer);

}  // namespace badgescan
