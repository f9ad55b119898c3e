// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/report/layout.h"

#include <algorithm>
#include <utility>

#include "scanner/base/text.h"

namespace badgescan {
namespace {

struct Range {
  char32_t first, last;
};
// The blocks that matter in practice; a full table would need a library for a pixel of alignment.
constexpr Range kWide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x33ff},  {0x3400, 0x4dbf},
                           {0x4e00, 0x9fff},   {0xa000, 0xa4cf},   {0xac00, 0xd7a3},  {0xf900, 0xfaff},
                           {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},  {0x1f300, 0x1f64f},
                           {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
constexpr Range kNone[] = {{0x300, 0x36f}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}};

template <std::size_t n>
bool within(const Range (&ranges)[n], char32_t code) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [code](const Range& r) { return r.first <= code && code <= r.last; });
}

/// Length in bytes of the (valid) character at `at`; `code` receives it.
std::size_t next_character(std::string_view text, std::size_t at, char32_t& code) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  code = length == 1 ? first : first & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length && at + i < text.size(); ++i) {
    code = (code << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3f);
  }
  return std::min(length, text.size() - at);
}

std::size_t width_of(char32_t code) { return within(kNone, code) ? 0 : within(kWide, code) ? 2 : 1; }

/// Bytes of `text` that fit into `width` columns.
std::size_t fitting(std::string_view text, std::size_t width) {
  std::size_t used = 0, at = 0;
  while (at < text.size()) {
    char32_t code = 0;
    const std::size_t length = next_character(text, at, code);
    used += width_of(code);
    if (used > width) break;
    at += length;
  }
  return at;
}

}  // namespace

std::size_t reading_width(int columns) { return static_cast<std::size_t>(std::clamp(columns, 40, 116)); }

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    char32_t code = 0;
    at += next_character(text, at, code);
    width += width_of(code);
  }
  return width;
}

std::string wrap(std::string_view text, std::size_t width, std::size_t indent) {
  width = std::max<std::size_t>(width, indent + 20);
  const std::string pad(indent, ' ');
  std::string out;
  std::size_t column_now = indent;
  const std::string folded = fold_space(text);
  bool fresh = true;
  for (std::string_view word : split(folded, ' ')) {
    std::size_t needed = display_width(word);
    if (!fresh && column_now + 1 + needed > width) {
      out += '\n' + pad;
      column_now = indent;
      fresh = true;
    }
    while (column_now + needed > width) {  // longer than a whole line
      const std::size_t bytes = std::max<std::size_t>(fitting(word, width - column_now), 1);
      out += std::string(word.substr(0, bytes)) + '\n' + pad;
      word.remove_prefix(bytes);
      needed = display_width(word);
      column_now = indent;
    }
    if (!fresh) {
      out += ' ';
      ++column_now;
    }
    out += word;
    column_now += needed;
    fresh = false;
  }
  return out;
}

std::string column(std::string_view text, std::size_t width) {
  const std::size_t have = display_width(text);
  if (have <= width) return std::string(text) + std::string(width - have, ' ');
  if (width < 2) return std::string(text.substr(0, fitting(text, width)));
  const std::string cut(text.substr(0, fitting(text, width - 1)));
  return cut + "…" + std::string(width - 1 - display_width(cut), ' ');
}

std::string Painter::operator()(Style style, std::string_view text) const {
  constexpr std::string_view kCodes[] = {"", "1", "2", "32", "31", "33", "36"};
  const std::string_view code = kCodes[static_cast<std::size_t>(style)];
  if (!colour_ || code.empty() || text.empty()) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string in_ascii(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> kSigns[] = {
      {"…", "..."}, {"“", "\""}, {"”", "\""}, {"„", "\""}, {"‘", "'"},  {"’", "'"},  {"·", "|"},
      {"→", "->"},  {"–", "-"},  {"—", "-"},  {"≥", ">="}, {"≈", "~"},  {"✔", "+"},  {"✘", "x"},
      {"ä", "ae"},  {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}, {"ß", "ss"}};
  for (const auto& [sign, plain] : kSigns) text = replace_all(std::move(text), sign, plain);
  return text;
}

std::string bar(int percentage, std::size_t width, bool utf8) {
  std::size_t full = width * static_cast<std::size_t>(std::clamp(percentage, 0, 100)) / 100;
  std::string out;
  for (std::size_t i = 0; i < width; ++i) out += i < full ? (utf8 ? "█" : "#") : (utf8 ? "░" : "-");
  return out;
}

}  // namespace badgescan
