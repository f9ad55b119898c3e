// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/messages.h"

#include "scanner/rules/embedded.h"
#include "scanner/rules/strict_json.h"

namespace badgescan {

Result<MessageTable> parse_messages(std::string_view json, std::string_view origin) {
  MessageTable table;
  const Outcome loaded = strict_load(json, origin, [&table](const JsonPlace& root) {
    root.only({"language", "messages"});
    const JsonPlace messages = root.at("messages");
    if (!messages.value().is_object()) messages.fail("an object is expected");
    for (const auto& [english, unused] : messages.value().items())
      table[english] = messages.at(english).string();
  });
  if (!loaded) return Error{loaded.error()};
  return table;
}

bool load_messages(const std::string& language) {
  const std::string name = "lang/" + language + ".json";
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name != name) continue;
    Result<MessageTable> table = parse_messages(file.content, file.name);
    if (!table) return false;
    set_messages(language, std::move(*table));
    return true;
  }
  return false;
}

}  // namespace badgescan
