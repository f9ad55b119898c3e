// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/report/escape.h"

#include "scanner/base/text.h"

namespace badgescan {

std::string escape_html(std::string_view text) {
  std::string out;
  const std::string visible = escape_controls(text, true);
  out.reserve(visible.size());
  for (const char c : visible) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string escape_markdown(std::string_view text) {
  std::string out;
  const std::string visible = escape_controls(fold_space(text));
  for (std::size_t i = 0; i < visible.size(); ++i) {
    const char c = visible[i];
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '@':  // a zero-width joiner would be hidden text; the entity stops the mention
        out += "&#64;";
        break;
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '#':
      case '|':
      case '~':
      case '!':
      case '$':
        out += '\\';
        out += c;
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string escape_csv(std::string_view text) {
  std::string value = escape_controls(text, true);
  // White space before the sign does not stop every spreadsheet.
  const std::size_t first = value.find_first_not_of(" \t\n");
  if (first != std::string::npos &&
      (std::string_view("=+-@").find(value[first]) != std::string_view::npos || value.front() == '\t'))
    value.insert(0, "'");
  return '"' + replace_all(std::move(value), "\"", "\"\"") + '"';
}

std::string escape_url(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::string safe_link(std::string_view url) {
  if (!starts_with_ignoring_case(url, "https://") && !starts_with_ignoring_case(url, "http://")) return {};
  if (url.find_first_of(" \"<>\\^`{|}\n\r\t") != std::string_view::npos) return {};
  return escape_controls(url) == url ? std::string(url) : std::string{};
}

}  // namespace badgescan
