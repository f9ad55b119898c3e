// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/prose_builder.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "scanner/base/text.h"

namespace badgescan {
namespace {

// Far above what people write; a document with more is cut, not refused.
constexpr std::size_t kMaxSections = 4000, kMaxLinks = 8000, kMaxCodeRanges = 8000;

constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

std::string utf8(std::uint32_t code) {
  std::string out;
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) code = 0xfffd;
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xc0 | (code >> 6));
    byte(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    byte(0xe0 | (code >> 12));
    byte(0x80 | ((code >> 6) & 0x3f));
    byte(0x80 | (code & 0x3f));
  } else {
    byte(0xf0 | (code >> 18));
    byte(0x80 | ((code >> 12) & 0x3f));
    byte(0x80 | ((code >> 6) & 0x3f));
    byte(0x80 | (code & 0x3f));
  }
  return out;
}

}  // namespace

ProseBuilder::ProseBuilder(Document& document) : document_(document) {
  document_.sections.assign(1, Section{});
}

void ProseBuilder::heading(std::string_view text, int level, int line) {
  end_block();
  std::string folded = fold_space(text);
  if (folded.empty()) return;
  if (document_.sections.size() >= kMaxSections) {
    this->text(folded, line);
    end_block();
    return;
  }
  section().last_line = std::max(section().line, line - 1);
  document_.sections.push_back({.heading = std::move(folded),
                                .level = level,
                                .line = line,
                                .last_line = line,
                                .prose = {},
                                .lines = {}});
}

void ProseBuilder::text(std::string_view text, int line) {
  Section& to = section();
  bool placed = false;
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      pending_space_ = true;
      if (text[at++] == '\n') {
        ++line;
        placed = false;
      }
      continue;
    }
    const std::size_t word = at;
    while (at < text.size() && !is_space(text[at])) ++at;
    if (pending_space_ && !to.prose.empty() && to.prose.back() != '\n') to.prose += ' ';
    pending_space_ = false;
    if (!placed) {
      placed = true;
      if (to.lines.empty() || to.lines.back().second != line) to.lines.emplace_back(to.prose.size(), line);
    }
    to.prose += text.substr(word, at - word);
  }
}

void ProseBuilder::end_block() {
  pending_space_ = false;
  std::string& prose = section().prose;
  if (!prose.empty() && prose.back() != '\n') prose += '\n';
}

void ProseBuilder::link(std::string_view text, std::string_view target, int line, bool image) {
  if (target.empty() || document_.links.size() >= kMaxLinks) return;
  document_.links.push_back({fold_space(text), std::string(trim(target)), line, image});
}

void ProseBuilder::code(int line, int last_line) {
  auto& ranges = document_.code_lines;
  if (ranges.size() < kMaxCodeRanges) ranges.emplace_back(line, std::max(line, last_line));
}

void ProseBuilder::finish(int last_line) {
  end_block();
  section().last_line = std::max(section().line, last_line);
}

LineTable::LineTable(std::string_view text) : starts_{0} {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    if (at + 1 < text.size()) starts_.push_back(at + 1);
  }
}

int LineTable::line(std::size_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  return static_cast<int>(after - starts_.begin());
}

std::string decode_entity(std::string_view entity) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kNamed{{
      {"&amp;", "&"},
      {"&lt;", "<"},
      {"&gt;", ">"},
      {"&quot;", "\""},
      {"&apos;", "'"},
      {"&nbsp;", " "},
      {"&mdash;", "—"},
      {"&ndash;", "–"},
      {"&hellip;", "…"},
      {"&copy;", "©"},
      {"&reg;", "®"},
      {"&trade;", "™"},
      {"&bull;", "•"},
      {"&middot;", "·"},
      {"&rarr;", "→"},
      {"&shy;", ""},
  }};
  for (const auto& [name, value] : kNamed) {
    if (entity == name) return std::string(value);
  }
  if (entity.size() < 4 || entity.substr(0, 2) != "&#" || entity.back() != ';') return std::string(entity);
  std::string_view digits = entity.substr(2, entity.size() - 3);
  int base = 10;
  if (digits.front() == 'x' || digits.front() == 'X') {
    base = 16;
    digits.remove_prefix(1);
  }
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::string(entity);
  return utf8(code);
}

}  // namespace badgescan
