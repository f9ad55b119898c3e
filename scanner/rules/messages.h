// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Translations of the program's texts: rules/lang/<language>.json.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/message.h"
#include "scanner/base/result.h"

namespace badgescan {

/// {"language": "de", "messages": {"<English template>": "<translation>"}}
Result<MessageTable> parse_messages(std::string_view json, std::string_view origin);

/// Installs the embedded table of a language for this process. False when there is none ("en" has none and
/// needs none).
bool load_messages(const std::string& language);

}  // namespace badgescan
