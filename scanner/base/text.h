// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Small text helpers that every module shares. ASCII rules only: no locale is ever consulted, so that the
// same input gives the same bytes on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace badgescan {

/// ASCII letters only; other bytes as they are.
constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
std::string to_lower(std::string_view text);
std::string_view trim(std::string_view text);  ///< without leading and trailing ASCII white space
bool equals_ignoring_case(std::string_view a, std::string_view b);
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);
bool contains_ignoring_case(std::string_view text, std::string_view part);
std::vector<std::string_view> split(std::string_view text, char separator);  ///< keeps empty fields
/// Lines without their ends (LF or CRLF); a last empty line is not returned.
std::vector<std::string_view> split_lines(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// "a, b and c" in the language of the messages; at most `most` names, then "and N more".
std::string join_names(const std::vector<std::string>& names, std::size_t most = 5);
std::string replace_all(std::string text, std::string_view from, std::string_view to);
/// Runs of white space become one space; leading and trailing space goes.
std::string fold_space(std::string_view text);

/// 1-based line of byte `offset` in `text`.
int line_of(std::string_view text, std::size_t offset);
/// The line around byte `offset`, trimmed, valid UTF-8, cut to at most `most` bytes at a character boundary
/// with "…".
std::string excerpt_at(std::string_view text, std::size_t offset, std::size_t most = 160);
/// `text` cut to at most `most` bytes at a word (or character) boundary, "…" added when something was cut.
std::string shorten(std::string_view text, std::size_t most);

bool is_valid_utf8(std::string_view text);
/// Valid UTF-8: invalid bytes become U+FFFD, a byte order mark goes, NULs go. Text is cleaned once, where it
/// enters.
std::string clean_utf8(std::string_view text);
/// Bytes that could act on a terminal or reorder a line (C0/C1 controls, bidi controls, zero-width
/// characters) become visible escapes like \x1b or <U+202E>; line ends and tabs stay when `keep_lines`.
std::string escape_controls(std::string_view text, bool keep_lines = false);
/// True when the first 8 kB hold a NUL: git's own test for binary content.
bool looks_binary(std::string_view text);

/// Seconds since 1970-01-01T00:00:00Z to "2026-08-21" and "2026-08-21T10:00:00Z".
std::string iso_date(std::int64_t seconds);
std::string iso_time(std::int64_t seconds);
/// "2026-08-21", "2026-08-21T10:00:00Z" (or with a +hh:mm offset), or "@seconds"; false when it is none of
/// these.
bool parse_time(std::string_view text, std::int64_t& seconds);

/// "12.3 %" style share of a whole; "0 %" when the whole is 0.
std::string percent(std::size_t part, std::size_t whole);

}  // namespace badgescan
