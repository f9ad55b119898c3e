// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The report of an audit of the software's security, which several criteria ask for.
#pragma once

#include <optional>

#include "detectors/documents_util.h"

namespace badgescan {

/// The first document or section that reports an audit of security, of at least `words` words: not the
/// description of an audit log.
std::optional<Piece> security_audit(const Context& context, std::size_t words);

}  // namespace badgescan
