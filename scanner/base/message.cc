// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/message.h"

namespace badgescan {
namespace {

std::string chosen_language = "en";
MessageTable chosen_table;

}  // namespace

void set_messages(std::string language, MessageTable table) {
  chosen_language = std::move(language);
  chosen_table = std::move(table);
}

const std::string& message_language() { return chosen_language; }

std::string_view translate(std::string_view english) {
  const auto found = chosen_table.find(english);
  return found == chosen_table.end() ? english : std::string_view(found->second);
}

}  // namespace badgescan
