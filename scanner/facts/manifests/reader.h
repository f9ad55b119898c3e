// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the readers of manifest formats share. Private to scanner/facts/manifests.
//
// To add a format: write `Outcome read_x(const ManifestText&, Manifest&)` in the file of its family and one
// row in that file's table.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/facts/manifests.h"
#include "scanner/rules/required_text.h"

namespace badgescan::manifests {

struct ManifestText {
  std::string_view text;  ///< raw bytes
  std::string_view path;
};

struct Reader {
  std::string_view names;      ///< file names, '|' between them, any case; "*.ext" for an extension
  std::string_view format;     ///< Manifest::format
  std::string_view ecosystem;  ///< Manifest::ecosystem
  /// Fills in what it can. An Error means that the text could not be understood at all.
  Outcome (*read)(const ManifestText& input, Manifest& out);
  ManifestRole role;
};

std::span<const Reader> json_readers();
std::span<const Reader> toml_readers();
std::span<const Reader> xml_readers();
std::span<const Reader> yaml_readers();
std::span<const Reader> python_readers();
std::span<const Reader> jvm_readers();
std::span<const Reader> ruby_readers();
std::span<const Reader> native_readers();
std::span<const Reader> stanza_readers();  ///< "Field: value" files and small declarative languages
std::span<const Reader> other_readers();

// ---- filling in -------------------------------------------------------------------------------------------

inline constexpr std::size_t kMostDependencies = 2'000;
inline constexpr std::size_t kMostSettings = 2'000;

/// Clean UTF-8, white space folded, at most 500 bytes.
std::string clean_value(std::string_view value);
void add_dependency(Manifest& out, std::string_view name, std::string_view version, Dependency::Scope scope,
                    int line);
void add_setting(Manifest& out, std::string_view key, std::string_view value, int line);
/// Only http, https, git and ssh URLs are taken; "git+https://…" and "github:owner/name" are turned into
/// https.
void add_url(Manifest& out, std::string_view what, std::string_view url, int line);
void add_script(Manifest& out, std::string_view name, std::string_view command, int line);
/// "homepage" … for the many ways to name a link ("Bug Tracker", "Source Code", "docs").
std::string_view kind_of_url(std::string_view label);

// ---- reading code -----------------------------------------------------------------------------------------

class LinePattern;
using Visit = std::function<bool(const std::vector<std::string>& groups, int line, std::size_t end)>;

struct Capture {
  std::string value;  ///< clean
  int line = 0;
  explicit operator bool() const { return line > 0; }
};

/// A text that many patterns are looked for in: which of them can be there at all is found out once.
class SearchedText : public std::string_view {
 public:
  SearchedText(std::string_view text) : std::string_view(text) {}
  SearchedText(const std::string& text) : std::string_view(text) {}

 private:
  friend void each_match(const SearchedText& text, const LinePattern& pattern, const Visit& visit);
  LazyGroups groups_;
};

/// The first match's group 1.
Capture capture(const SearchedText& text, const LinePattern& pattern);
/// The same into value and line, unless there is a value already.
void take(const SearchedText& text, const LinePattern& pattern, std::string& value, int& line);
/// Calls visit(groups, line, end of match) for each match, at most 2,000; stops when it returns false.
void each_match(const SearchedText& text, const LinePattern& pattern, const Visit& visit);
/// A pattern for file text: Latin-1, ^ and $ at lines. Kept for the life of the program, and compiled for the
/// first text that can hold it.
const LinePattern& line_pattern(const char* pattern);
/// Strings in quotes from text[at] up to the bracket that closes the one at or behind `at`.
std::vector<std::string> quoted_strings(std::string_view text, std::size_t at, std::size_t most = 500);
/// `text` without comments that start with `mark` (outside quotes) up to the line's end; lines stay.
std::string without_line_comments(std::string_view text, std::string_view mark);

}  // namespace badgescan::manifests
