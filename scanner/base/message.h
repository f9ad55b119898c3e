// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Every text that a person reads goes through here, so that it can be translated.
//
// A message is its English text, as in gettext: msg("{} of {} commits are signed", a, b). The table of
// another language (rules/lang/<language>.json) maps the English template to the translated one; a template
// without a translation stays English, and a test fails. Arguments are positional, so a translation may
// reorder them
// ({1} before {0}). The language is chosen once by cli/ before any work starts.
#pragma once

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

namespace badgescan {

using MessageTable = std::map<std::string, std::string, std::less<>>;

/// Installs the table for this process; not safe while other threads run. An empty table means English.
void set_messages(std::string language, MessageTable table);
/// "en", "de", …
const std::string& message_language();
/// The template in the chosen language. Returns its argument when there is no translation.
std::string_view translate(std::string_view english);

template <class... Args>
std::string msg(fmt::format_string<Args...> english, Args&&... args) {
  const fmt::string_view key = english;
  const std::string_view wanted = translate({key.data(), key.size()});
  return fmt::vformat({wanted.data(), wanted.size()}, fmt::make_format_args(args...));
}

/// One of two templates by number; both take the number as their first argument.
template <class... Args>
std::string msg_n(std::size_t n, fmt::format_string<std::size_t&, Args...> one,
                  fmt::format_string<std::size_t&, Args...> many, Args&&... args) {
  const fmt::string_view key = n == 1 ? one : many;
  const std::string_view wanted = translate({key.data(), key.size()});
  return fmt::vformat({wanted.data(), wanted.size()}, fmt::make_format_args(n, args...));
}

}  // namespace badgescan
