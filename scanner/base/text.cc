// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "scanner/base/message.h"

namespace badgescan {
namespace {

constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Length of the well-formed UTF-8 sequence at `at`, 0 when it is not one. `code` receives the code point.
std::size_t utf8_length(std::string_view text, std::size_t at, char32_t& code) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) {
    code = first;
    return 1;
  }
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length == 0 || first > 0xf4 || at + length > text.size()) return 0;
  code = first & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return 0;
    code = (code << 6) | (byte(at + i) & 0x3f);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  return overlong || surrogate || code > 0x10ffff ? 0 : length;
}

/// Characters that reorder, hide or control: never shown as they are.
bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x200b && code <= 0x200f) ||
         (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x2069) || code == 0xfeff ||
         (code >= 0xfff9 && code <= 0xfffb) || (code >= 0xe0000 && code <= 0xe007f);
}

/// Days since 1970-01-01 of a proleptic Gregorian date, and back (the usual era arithmetic).
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

std::string date_of_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const std::int64_t day = day_of_year - (153 * shifted + 2) / 5 + 1;
  const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  return fmt::format("{:04}-{:02}-{:02}", year_of_era + era * 400 + (month <= 2), month, day);
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

bool read_number(std::string_view text, std::size_t at, std::size_t digits, int& value) {
  if (at + digits > text.size()) return false;
  value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (!is_digit(text[i])) return false;
    value = value * 10 + (text[i] - '0');
  }
  return true;
}

bool parse_zone(std::string_view zone, std::int64_t& offset_seconds) {
  offset_seconds = 0;
  if (zone.empty() || zone == "Z" || zone == "z") return true;
  int hours = 0, minutes = 0;
  if ((zone[0] != '+' && zone[0] != '-') || !read_number(zone, 1, 2, hours)) return false;
  const std::size_t rest = zone.size() > 3 && zone[3] == ':' ? 4 : 3;
  if (zone.size() > rest && !read_number(zone, rest, 2, minutes)) return false;
  offset_seconds = (hours * 60 + minutes) * 60 * (zone[0] == '-' ? -1 : 1);
  return zone.size() == rest || zone.size() == rest + 2;
}

}  // namespace

std::string to_lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return to_lower(c); });
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return to_lower(x) == to_lower(y); });
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && equals_ignoring_case(text.substr(0, prefix.size()), prefix);
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char x, char y) { return to_lower(x) == to_lower(y); }) != text.end() ||
         part.empty();
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> fields;
  std::size_t begin = 0;
  for (std::size_t at; (at = text.find(separator, begin)) != std::string_view::npos; begin = at + 1) {
    fields.push_back(text.substr(begin, at - begin));
  }
  fields.push_back(text.substr(begin));
  return fields;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines = split(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  for (std::string_view& line : lines) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  }
  return lines;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += separator;
    out += parts[i];
  }
  return out;
}

std::string join_names(const std::vector<std::string>& names, std::size_t most) {
  if (names.empty()) return {};
  if (names.size() == 1) return names.front();
  if (names.size() > most) {
    const std::vector<std::string> shown(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(most));
    return msg("{} and {} more", join(shown, ", "), names.size() - most);
  }
  const std::vector<std::string> head(names.begin(), names.end() - 1);
  return msg("{} and {}", join(head, ", "), names.back());
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  if (from.empty()) return text;
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string fold_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  text = trim(text);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !is_space(text[end])) ++end;
    out += text.substr(at, end - at);
    if (end < text.size()) out += ' ';
    for (at = end; at < text.size() && is_space(text[at]);) ++at;
  }
  return out;
}

int line_of(std::string_view text, std::size_t offset) {
  return 1 +
         static_cast<int>(std::count(
             text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size())), '\n'));
}

std::string excerpt_at(std::string_view text, std::size_t offset, std::size_t most) {
  offset = std::min(offset, text.size());
  // Bound the line before anything else: a minified file may be one line of megabytes.
  const std::size_t reach = most;
  std::size_t begin = offset;
  while (begin > 0 && text[begin - 1] != '\n' && offset - begin < reach) --begin;
  std::size_t end = offset;
  while (end < text.size() && text[end] != '\n' && end - offset < reach + 4) ++end;
  if (offset - begin >= reach) begin = offset;  // far into a long line: start at the find itself
  return shorten(fold_space(clean_utf8(text.substr(begin, end - begin))), most);
}

std::string shorten(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  constexpr std::string_view kDots = "…";
  std::size_t end = most > kDots.size() ? most - kDots.size() : 0;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  const std::size_t space = text.substr(0, end).rfind(' ');
  if (space != std::string_view::npos && space > end / 2) end = space;
  return std::string(trim(text.substr(0, end))) + std::string(kDots);
}

namespace {

bool is_plain(char c) { return c != 0 && (static_cast<unsigned char>(c) & 0x80) == 0; }

/// From `at` on nothing but ASCII without zeros stands up to here.
std::size_t plain_end(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101U, kHigh = kOnes << 7;
  for (std::uint64_t eight; text.size() - at >= sizeof eight; at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if (((eight | (eight - kOnes)) & kHigh) != 0) break;  // a high bit, or a zero that borrows one
  }
  while (at < text.size() && is_plain(text[at])) ++at;
  return at;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  char32_t code;
  for (std::size_t at = plain_end(text, 0); at < text.size(); at = plain_end(text, at)) {
    const std::size_t length = utf8_length(text, at, code);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

std::string clean_utf8(std::string_view text) {
  if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
  std::string out;
  out.reserve(text.size());
  char32_t code;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain = plain_end(text, at);  // most text is nothing but ASCII
    if (plain > at) {
      out += text.substr(at, plain - at);
      at = plain;
      continue;
    }
    const std::size_t length = utf8_length(text, at, code);
    if (length == 0) {
      out += "\xef\xbf\xbd";
      ++at;
    } else {
      if (code != 0) out += text.substr(at, length);
      at += length;
    }
  }
  return out;
}

std::string escape_controls(std::string_view text, bool keep_lines) {
  std::string out;
  out.reserve(text.size());
  char32_t code = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text, at, code);
    const bool kept = keep_lines && length == 1 && (code == '\n' || code == '\t');
    if (length == 0) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
    } else if (!is_control(code) || kept) {
      out += text.substr(at, length);
    } else if (code < 0x80) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(code));
    } else {
      out += fmt::format("<U+{:04X}>", static_cast<unsigned>(code));
    }
    at += std::max<std::size_t>(length, 1);
  }
  return out;
}

bool looks_binary(std::string_view text) { return text.substr(0, 8000).find('\0') != std::string_view::npos; }

std::string iso_date(std::int64_t seconds) { return date_of_days(floor_div(seconds, 86400)); }

std::string iso_time(std::int64_t seconds) {
  const std::int64_t days = floor_div(seconds, 86400);
  const std::int64_t rest = seconds - days * 86400;
  return fmt::format("{}T{:02}:{:02}:{:02}Z", date_of_days(days), rest / 3600, rest / 60 % 60, rest % 60);
}

bool parse_time(std::string_view text, std::int64_t& seconds) {
  if (!text.empty() && text[0] == '@') {
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), seconds);
    return error == std::errc{} && end == text.data() + text.size();
  }
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const bool date = text.size() >= 10 && read_number(text, 0, 4, year) && text[4] == '-' &&
                    read_number(text, 5, 2, month) && text[7] == '-' && read_number(text, 8, 2, day);
  if (!date || month < 1 || month > 12 || day < 1 || day > 31) return false;
  std::int64_t offset = 0;
  if (text.size() > 10) {
    const bool time = text.size() >= 19 && (text[10] == 'T' || text[10] == ' ') &&
                      read_number(text, 11, 2, hour) && text[13] == ':' && read_number(text, 14, 2, minute) &&
                      text[16] == ':' && read_number(text, 17, 2, second);
    if (!time || hour > 23 || minute > 59 || second > 60 || !parse_zone(text.substr(19), offset))
      return false;
  }
  seconds = days_from_civil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset;
  return true;
}

std::string percent(std::size_t part, std::size_t whole) {
  if (whole == 0) return "0 %";
  const double share = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  const bool round = share == static_cast<double>(static_cast<int>(share));
  return round ? fmt::format("{:.0f} %", share) : fmt::format("{:.1f} %", share);
}

}  // namespace badgescan
