// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/audit/citations.h"

#include <algorithm>
#include <array>

#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::size_t kMost = 60;  // citations of one justification

bool ends_url(char c) {
  return static_cast<unsigned char>(c) <= ' ' ||
         std::string_view("<>\"`|\\^{}").find(c) != std::string_view::npos;
}

/// Punctuation of the sentence around a link.
std::string_view without_tail(std::string_view text) {
  while (!text.empty()) {
    const char c = text.back();
    const bool open_inside = c == ')' && text.find('(') != std::string_view::npos;
    if (open_inside || std::string_view(".,;:!?)]}'*_").find(c) == std::string_view::npos) break;
    text.remove_suffix(1);
  }
  return text;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// Reads a number at the front; 0 when there is none.
int take_number(std::string_view& text) {
  int value = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9' && value < 100'000'000) {
    value = value * 10 + (text.front() - '0');
    text.remove_prefix(1);
  }
  return value;
}

/// "L12", "L12-L20", "L12-20", "lines-12:20", "n12": lines; everything else is an anchor.
void take_fragment(std::string_view fragment, Citation& out) {
  std::string_view rest = fragment;
  if (rest.starts_with("lines-"))
    rest.remove_prefix(6);
  else if (!rest.empty() && (rest.front() == 'L' || rest.front() == 'n'))
    rest.remove_prefix(1);
  else
    rest = {};
  const int line = take_number(rest);
  if (line == 0) {
    out.anchor = decoded(fragment);
    return;
  }
  if (rest.starts_with('C')) rest.remove_prefix(1), take_number(rest);  // a column
  out.line = out.last_line = line;
  if (rest.empty() || (rest.front() != '-' && rest.front() != ':')) return;
  rest.remove_prefix(1);
  if (rest.starts_with('L')) rest.remove_prefix(1);
  out.last_line = std::max(line, take_number(rest));
}

/// Splits "ref/path" behind a forge's keyword: the longest known name wins, else the first segment.
void take_ref_and_path(std::string_view rest, const std::vector<std::string>& refs, Citation& out) {
  for (const std::string_view prefix : {"refs/heads/", "refs/tags/"}) {
    if (rest.starts_with(prefix)) rest.remove_prefix(prefix.size());
  }
  std::string_view ref = rest.substr(0, rest.find('/'));
  for (const std::string& known : refs) {
    const bool fits =
        rest == known || (rest.starts_with(known) && rest.substr(known.size()).starts_with('/'));
    if (fits && known.size() > ref.size()) ref = rest.substr(0, known.size());
  }
  std::string_view path = rest.substr(std::min(rest.size(), ref.size() + 1));
  while (path.ends_with('/')) path.remove_suffix(1);
  out.ref = decoded(ref);
  out.path = decoded(path);
}

/// Takes "prefix" off when `rest` starts with it.
bool take(std::string_view& rest, std::string_view prefix) {
  if (!rest.starts_with(prefix)) return false;
  rest.remove_prefix(prefix.size());
  return true;
}

/// `rest` is what follows the repository's address.
bool is_file_link(std::string_view rest, const std::vector<std::string>& refs, Citation& out) {
  if (rest.empty()) {
    out.path.clear();
    return true;
  }
  static constexpr std::array<std::string_view, 14> kWords{
      "/-/blob/", "/-/tree/",     "/-/raw/",      "/-/blame/", "/blob/",       "/tree/", "/raw/",
      "/blame/",  "/src/branch/", "/src/commit/", "/src/tag/", "/raw/branch/", "/src/",  "/edit/"};
  for (const std::string_view word : kWords) {
    if (!take(rest, word)) continue;
    // sourcehut writes /tree/REF/item/PATH
    if (const std::size_t item = rest.find("/item/"); word == "/tree/" && item != std::string_view::npos) {
      out.ref = decoded(rest.substr(0, item));
      out.path = decoded(rest.substr(item + 6));
      return true;
    }
    take_ref_and_path(rest, refs, out);
    return true;
  }
  return false;
}

Citation read_url(std::string_view url, const ForgeLocation& own, const std::vector<std::string>& refs) {
  Citation out;
  out.text = std::string(url);
  std::string_view rest = url;
  if (!take(rest, "https://")) take(rest, "http://");
  std::string_view fragment;
  if (const std::size_t hash = rest.find('#'); hash != std::string_view::npos) {
    fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
  }
  rest = rest.substr(0, rest.find('?'));
  if (own.owner.empty() || own.name.empty()) return out;
  take(rest, "www.");
  const std::string slug = own.owner + "/" + own.name;
  if (own.forge == Forge::github &&
      starts_with_ignoring_case(rest, "raw.githubusercontent.com/" + slug + "/")) {
    rest.remove_prefix(std::string_view("raw.githubusercontent.com/").size() + slug.size() + 1);
    out.kind = Citation::Kind::link;
    take_ref_and_path(rest, refs, out);
    take_fragment(fragment, out);
    return out;
  }
  const std::string home = own.host + "/" + slug;
  if (!starts_with_ignoring_case(rest, home)) return out;
  rest.remove_prefix(home.size());
  if (rest.starts_with(".git")) rest.remove_prefix(4);
  if (!rest.empty() && rest.front() != '/') return out;  // another repository: "name-docs"
  while (rest.ends_with('/')) rest.remove_suffix(1);
  out.kind = is_file_link(rest, refs, out) ? Citation::Kind::link : Citation::Kind::page;
  if (out.kind == Citation::Kind::link && !fragment.empty()) take_fragment(fragment, out);
  // The front page shows the README: its anchors are not checked, it may be any of several files.
  if (out.path.empty()) out.anchor.clear();
  return out;
}

bool is_path_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._-/+@#:").find(c) != std::string_view::npos ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool has_known_extension(std::string_view name) {
  static constexpr std::array<std::string_view, 62> kExtensions{
      "md",    "markdown", "rst", "txt",  "adoc", "html",  "yml",   "yaml",   "json", "toml", "xml",
      "cfg",   "ini",      "c",   "h",    "cc",   "cpp",   "cxx",   "hpp",    "rs",   "go",   "py",
      "js",    "mjs",      "cjs", "ts",   "tsx",  "jsx",   "java",  "kt",     "cs",   "rb",   "php",
      "swift", "scala",    "sh",  "bash", "ps1",  "bat",   "pl",    "lua",    "ex",   "exs",  "erl",
      "hs",    "ml",       "r",   "m",    "sql",  "proto", "cmake", "gradle", "lock", "mod",  "sum",
      "pdf",   "svg",      "png", "in",   "am",   "ac",    "csproj"};
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot + 1 >= name.size()) return false;
  const std::string extension = to_lower(name.substr(dot + 1));
  return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

/// A token that can only be meant as a file: a known ending, no scheme, nothing above the root.
bool is_bare_path(std::string_view path) {
  if (path.size() < 4 || path.size() > 300 || path.front() == '/' || path.front() == '@' ||
      path.front() == '-')
    return false;
  if (path.find("..") != std::string_view::npos || path.find("//") != std::string_view::npos) return false;
  const std::string_view name =
      path.substr(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1);
  if (!has_known_extension(name)) return false;
  // "Node.js" and "e.g. foo.c" are words; a path has a folder, or is a whole file name in its own right.
  const std::string_view stem = name.substr(0, name.rfind('.'));
  return path.find('/') != std::string_view::npos || (stem.size() >= 3 && to_lower(name) != "node.js");
}

void take_bare(std::string_view token, std::vector<Citation>& out) {
  Citation citation;
  citation.kind = Citation::Kind::bare;
  citation.text = std::string(token);
  std::string_view rest = token;
  std::string_view fragment;
  if (const std::size_t hash = rest.find('#'); hash != std::string_view::npos) {
    fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
  }
  if (const std::size_t colon = rest.find(':'); colon != std::string_view::npos) {
    std::string_view lines = rest.substr(colon + 1);
    rest = rest.substr(0, colon);
    if (lines.starts_with('L')) lines.remove_prefix(1);
    citation.line = citation.last_line = take_number(lines);
    if (lines.starts_with('-'))
      lines.remove_prefix(1), citation.last_line = std::max(citation.line, take_number(lines));
  }
  if (rest.starts_with("./")) rest.remove_prefix(2);
  if (!is_bare_path(rest)) return;
  citation.path = std::string(rest);
  if (!fragment.empty()) take_fragment(fragment, citation);
  out.push_back(std::move(citation));
}

}  // namespace

std::vector<Citation> citations(std::string_view text, const ForgeLocation& own,
                                const std::vector<std::string>& refs) {
  std::vector<Citation> out;
  std::size_t at = 0;
  while (at < text.size() && out.size() < kMost) {
    const std::string_view rest = text.substr(at);
    if (starts_with_ignoring_case(rest, "https://") || starts_with_ignoring_case(rest, "http://")) {
      const auto end = std::find_if(rest.begin(), rest.end(), ends_url);
      const std::string_view url = without_tail(rest.substr(0, static_cast<std::size_t>(end - rest.begin())));
      out.push_back(read_url(url, own, refs));
      at += std::max<std::size_t>(url.size(), 8);
      continue;
    }
    if (!is_path_char(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_path_char(text[end])) ++end;
    // A scheme inside a token ("mailto:", "git+https://") is no path.
    const std::string_view token = text.substr(at, end - at);
    if (const std::size_t scheme = token.find("http");
        scheme != std::string_view::npos && scheme > 0 &&
        token.substr(scheme).find("://") != std::string_view::npos) {
      at += scheme;
      continue;
    }
    const std::string_view trimmed = without_tail(token);
    if (token.find("://") == std::string_view::npos) take_bare(trimmed, out);
    at = end;
  }
  std::vector<Citation> unique;
  for (Citation& citation : out) {
    const bool known = std::any_of(unique.begin(), unique.end(),
                                   [&](const Citation& other) { return other.text == citation.text; });
    if (!known) unique.push_back(std::move(citation));
  }
  return unique;
}

std::string heading_anchor(std::string_view heading) {
  std::string out;
  for (const char c : heading) {
    if (c == ' ' || c == '-')
      out += '-';
    else if (c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
             static_cast<unsigned char>(c) >= 0x80)
      out += c;
    else if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c | 0x20);
  }
  return out;
}

}  // namespace badgescan
