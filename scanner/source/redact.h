// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Takes credentials out of texts that leave the program.
//
// Every justification, question and excerpt passes through here once, at the one place where findings are
// collected: a detector that quotes a line need not know that somebody left a token in it.
#pragma once

#include <string>
#include <string_view>

#include "scanner/source/pattern_rules.h"

namespace badgescan::source {

/// Something in `text` is long and mixed enough for a credential, or assigned to a name like "password": only
/// then does redacting change anything.
bool may_hold_secret(std::string_view text);

/// `text` without values that a format of rules/source/secrets.json names, without quoted values behind names
/// like "password", and without a random-looking word that is cut at the end. Object ids, digests and words
/// stay.
std::string without_secrets(const PatternSet& patterns, std::string_view text);

}  // namespace badgescan::source
