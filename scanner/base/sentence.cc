// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/sentence.h"

#include <algorithm>
#include <string>

#include "scanner/base/text.h"

namespace badgescan {

std::size_t sentence_end(std::string_view text, std::size_t from) {
  static constexpr std::string_view kAbbreviations[] = {
      "e.g", "i.e", "a.k.a", "etc", "vs", "cf", "approx", "no", "st", "dr", "inc", "incl", "resp", "fig"};
  for (std::size_t at = text.find_first_of(".!?", from); at != std::string_view::npos;
       at = text.find_first_of(".!?", at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && std::string_view("\"')]*").find(text[end]) != std::string_view::npos) ++end;
    if (end < text.size() && text[end] != ' ') continue;
    const std::size_t space = text.rfind(' ', at);
    std::string_view word = text.substr(space == std::string_view::npos ? 0 : space + 1);
    word = word.substr(0, at - static_cast<std::size_t>(word.data() - text.data()));
    if (!word.empty() && std::string_view("([\"'").find(word[0]) != std::string_view::npos)
      word.remove_prefix(1);
    const std::string low = to_lower(word);
    if (text[at] == '.' &&
        std::find(std::begin(kAbbreviations), std::end(kAbbreviations), low) != std::end(kAbbreviations))
      continue;
    return end;
  }
  return text.size();
}

}  // namespace badgescan
