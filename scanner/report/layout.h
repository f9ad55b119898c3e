// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Laying text out for a terminal: columns, wrapping, bars, colours.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace badgescan {

/// Columns to write prose in: those of the terminal, but never so many that a line is hard to follow.
std::size_t reading_width(int columns);
/// Columns that valid UTF-8 text takes: combining marks none, East Asian wide characters and emoji two.
std::size_t display_width(std::string_view text);
/// `text` wrapped at words to `width` columns, every line but the first indented; words longer than a line
/// are cut across lines. No trailing newline.
std::string wrap(std::string_view text, std::size_t width, std::size_t indent);
/// `text` padded with spaces to `width` columns, or shortened to it.
std::string column(std::string_view text, std::size_t width);

enum class Style { plain, bold, dim, good, bad, warn, accent };

/// ANSI colours when wanted, else the text as it is.
class Painter {
 public:
  explicit Painter(bool colour) : colour_(colour) {}
  std::string operator()(Style style, std::string_view text) const;

 private:
  bool colour_;
};

/// Punctuation and signs in ASCII, for terminals that show nothing else; letters stay as they are.
std::string in_ascii(std::string text);

/// "█████░░░" (or "#####---" in ASCII) of `width` columns for 0–100 percent; full only at 100.
std::string bar(int percentage, std::size_t width, bool utf8);

}  // namespace badgescan
