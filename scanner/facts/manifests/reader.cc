// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/manifests/reader.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "scanner/base/text.h"
#include "scanner/rules/lazy_pattern.h"

namespace badgescan::manifests {

std::string clean_value(std::string_view value) {
  return shorten(fold_space(clean_utf8(value.substr(0, 4'000))), 500);
}

void add_dependency(Manifest& out, std::string_view name, std::string_view version, Dependency::Scope scope,
                    int line) {
  name = trim(name);
  if (name.empty() || name.size() > 214 || out.dependencies.size() >= kMostDependencies) return;
  out.dependencies.push_back({clean_value(name), clean_value(version), scope, line});
}

void add_setting(Manifest& out, std::string_view key, std::string_view value, int line) {
  if (key.empty() || key.size() > 300 || out.settings.size() >= kMostSettings) return;
  out.settings.push_back({clean_value(key), clean_value(value), line});
}

void add_url(Manifest& out, std::string_view what, std::string_view url, int line) {
  std::string text = clean_value(url);
  if (text.starts_with("git+")) text.erase(0, 4);
  if (text.starts_with("scm:")) {
    const std::size_t second = text.find(':', 4);
    text = second == std::string::npos ? std::string() : text.substr(second + 1);
  }
  constexpr std::pair<std::string_view, std::string_view> kShort[] = {
      {"github:", "https://github.com/"},
      {"gitlab:", "https://gitlab.com/"},
      {"bitbucket:", "https://bitbucket.org/"}};
  for (const auto& [prefix, host] : kShort) {
    if (text.starts_with(prefix)) text = std::string(host) + text.substr(prefix.size());
  }
  const bool known = text.starts_with("http://") || text.starts_with("https://") ||
                     text.starts_with("git://") || text.starts_with("ssh://") || text.starts_with("git@");
  // "https://github.com/${owner}/…" is no address yet.
  const bool computed = text.find_first_of("${}<> ") != std::string::npos;
  if (!known || computed || out.urls.size() >= 50) return;
  out.urls.push_back({std::string(what), std::move(text), line});
}

void add_script(Manifest& out, std::string_view name, std::string_view command, int line) {
  if (name.empty() || out.scripts.size() >= 1'000) return;
  out.scripts.push_back({clean_value(name), clean_utf8(command.substr(0, 16'384)), line});
}

std::string_view kind_of_url(std::string_view label) {
  struct Row {
    std::string_view part, kind;
  };
  // The first part that the label holds decides.
  constexpr Row kRows[] = {
      {"issue", "issues"},      {"bug", "issues"},         {"tracker", "issues"},    {"ticket", "issues"},
      {"change", "changelog"},  {"release", "changelog"},  {"history", "changelog"}, {"news", "changelog"},
      {"doc", "documentation"}, {"wiki", "documentation"}, {"source", "repository"}, {"repo", "repository"},
      {"code", "repository"},   {"scm", "repository"},     {"github", "repository"}, {"gitlab", "repository"},
      {"vcs", "repository"},    {"git", "repository"},     {"download", "download"}, {"home", "homepage"},
      {"website", "homepage"},  {"url", "homepage"}};
  const std::string lower = to_lower(label);
  for (const Row& row : kRows) {
    if (lower.find(row.part) != std::string::npos) return row.kind;
  }
  return "other";
}

class LinePattern : public LazyPattern {
 public:
  explicit LinePattern(const char* pattern)
      : LazyPattern("(?m)" + std::string(pattern), re2::RE2::Latin1), required_(RequiredText::of(text())) {}
  bool may_be_in(const TextGroups& groups) const { return required_.may_be_in(groups); }

 private:
  const RequiredText required_;
};

Capture capture(const SearchedText& text, const LinePattern& pattern) {
  Capture found;
  each_match(text, pattern, [&](const std::vector<std::string>& groups, int line, std::size_t) {
    found = {clean_value(groups.empty() ? std::string() : groups.front()), line};
    return false;
  });
  return found;
}

void take(const SearchedText& text, const LinePattern& pattern, std::string& value, int& line) {
  if (!value.empty()) return;
  if (const Capture found = capture(text, pattern)) {
    value = found.value;
    line = found.line;
  }
}

void each_match(const SearchedText& text, const LinePattern& line_pattern, const Visit& visit) {
  if (!line_pattern.may_be_in(text.groups_.of(text))) return;
  const re2::RE2& pattern = line_pattern.compiled();
  const int count = pattern.NumberOfCapturingGroups() + 1;
  if (!pattern.ok()) return;
  std::vector<re2::StringPiece> pieces(static_cast<std::size_t>(count));
  const re2::StringPiece whole(text.data(), text.size());
  std::size_t at = 0, counted = 0;
  int line = 1;
  for (int n = 0; n < 2'000 && at <= text.size(); ++n) {
    if (!pattern.Match(whole, at, text.size(), re2::RE2::UNANCHORED, pieces.data(), count)) return;
    const auto begin = static_cast<std::size_t>(pieces[0].data() - text.data());
    const std::size_t end = begin + pieces[0].size();
    // The line of the first visible character: a pattern may take line ends before it.
    std::size_t place = begin;
    while (place < end &&
           (text[place] == '\n' || text[place] == '\r' || text[place] == ' ' || text[place] == '\t'))
      ++place;
    line += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                        text.begin() + static_cast<std::ptrdiff_t>(place), '\n'));
    counted = place;
    std::vector<std::string> groups;
    for (int i = 1; i < count; ++i) {
      const re2::StringPiece& piece = pieces[static_cast<std::size_t>(i)];
      groups.emplace_back(piece.data() == nullptr ? std::string() : std::string(piece.data(), piece.size()));
    }
    if (!visit(groups, line, end)) return;
    at = std::max(end > begin ? end : end + 1, counted);
  }
}

const LinePattern& line_pattern(const char* pattern) {
  // One entry a place in the source: the key is the address of a literal.
  static std::mutex mutex;
  static std::map<const char*, LinePattern> patterns;
  const std::lock_guard lock(mutex);
  return patterns.try_emplace(pattern, pattern).first->second;
}

std::vector<std::string> quoted_strings(std::string_view text, std::size_t at, std::size_t most) {
  std::vector<std::string> strings;
  const std::size_t last = std::min(text.size(), at + 64 * 1024);
  int depth = 0;
  for (std::size_t i = at; i < last && strings.size() < most; ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      std::size_t end = i + 1;
      while (end < last && text[end] != c && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
      if (end >= last) break;
      if (text[end] == c) strings.push_back(clean_value(text.substr(i + 1, end - i - 1)));
      i = end;
    } else if (c == '#') {
      while (i < last && text[i] != '\n') ++i;
    } else if (c == '[' || c == '(' || c == '{') {
      ++depth;
    } else if ((c == ']' || c == ')' || c == '}') && --depth <= 0) {
      break;
    } else if (depth == 0 && c == '\n') {
      break;
    }
  }
  return strings;
}

std::string without_line_comments(std::string_view text, std::string_view mark) {
  std::string out;
  out.reserve(text.size());
  char quote = 0;
  std::size_t kept = 0;  // up to here it is copied, or left out
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      quote = 0;
    } else if (quote != 0) {
      if (c == '\\' && i + 1 < text.size() && text[i + 1] != '\n')
        ++i;
      else if (c == quote)
        quote = 0;
    } else if (c == mark.front() && text.substr(i, mark.size()) == mark) {
      out += text.substr(kept, i - kept);
      kept = std::min(text.find('\n', i), text.size());
      i = kept;
    } else if (c == '"' || c == '\'') {
      quote = c;
    }
  }
  out += text.substr(kept);
  return out;
}

}  // namespace badgescan::manifests
