// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See version.h. A tag is taken apart from the left: prefix, numbers with one kind of separator, suffix.
#include "scanner/facts/history/version.h"

#include <algorithm>
#include <array>

#include "scanner/base/text.h"

namespace badgescan {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool separator(char c) { return std::string_view("-_/.@+ ").find(c) != std::string_view::npos; }

/// A number with up to 18 digits; nothing when longer.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t n = 0;
  std::size_t i = 0;
  while (i < text.size() && digit(text[i])) {
    if (i == 18) return std::nullopt;
    n = n * 10 + static_cast<std::uint64_t>(text[i++] - '0');
  }
  if (i == 0) return std::nullopt;
  text.remove_prefix(i);
  return n;
}

bool looks_like_date(std::uint64_t n) {
  const std::uint64_t year = n / 10000, month = n / 100 % 100, day = n % 100;
  return year >= 1980 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// Words of a suffix that mean "not yet the release".
bool means_pre_release(std::string_view low) {
  std::size_t letters = 0;
  while (letters < low.size() && letter(low[letters])) ++letters;
  const std::string_view word = low.substr(0, letters);
  static constexpr std::array<std::string_view, 19> kWords{
      "a",   "alpha", "b",         "beta",     "c",       "rc",     "cr",   "pre", "preview", "prerelease",
      "dev", "m",     "milestone", "snapshot", "nightly", "canary", "next", "ea",  "unstable"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end() &&
         (word.size() > 1 || letters < low.size());  // "1.2b1" is a beta, "1.1.1b" a patch
}
bool means_release(std::string_view low) {
  return low == "final" || low == "release" || low == "ga" || low == "stable" || low == "lts" ||
         low == "incubating";
}

/// What may stand between the name of a project and its number without making the tag something else.
bool not_a_release(std::string_view low_prefix) {
  static constexpr std::array<std::string_view, 17> kWords{
      "nightly", "snapshot", "backup", "archive", "archived", "wip",    "tmp",   "temp", "old",
      "before",  "after",    "merge",  "import",  "base",     "branch", "start", "end"};
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= low_prefix.size(); ++i) {
    if (i < low_prefix.size() && !separator(low_prefix[i])) continue;
    if (std::find(kWords.begin(), kWords.end(), low_prefix.substr(begin, i - begin)) != kWords.end())
      return true;
    begin = i + 1;
  }
  return false;
}

struct Core {
  Version version;
  bool leading_zero = false;
  char between = 0;  ///< the separator of the numbers, 0 when there is one number
  std::string_view rest;
};

std::optional<Core> take_core(std::string_view text) {
  Core core;
  for (;;) {
    const std::string_view before = text;
    const auto n = take_number(text);
    if (!n) return std::nullopt;
    const std::size_t digits = before.size() - text.size();
    core.leading_zero = core.leading_zero || (digits > 1 && before[0] == '0');
    core.version.numbers.push_back(*n);
    if (core.version.numbers.size() == 8 || text.size() < 2 || !digit(text[1])) break;
    const char c = text[0];
    if (c != '.' && c != '_' && c != '-') break;
    if (core.between != 0 && c != core.between) break;
    // "1.2-3" ends before the '-', and "1-2" is no number of two parts: only dates and 1-2-3 are.
    if (c == '-' && core.between == 0) {
      const std::string_view tail = text.substr(1);
      const std::size_t next = tail.find_first_not_of("0123456789");
      if (next == std::string_view::npos || tail[next] != '-' || next + 1 >= tail.size() ||
          !digit(tail[next + 1]))
        break;
    }
    core.between = c;
    text.remove_prefix(1);
  }
  core.rest = text;
  return core;
}

bool read_suffix(std::string_view rest, Version& version) {
  if (rest.empty()) return true;
  const bool separated = std::string_view("-_.+~").find(rest[0]) != std::string_view::npos;
  const bool build_only = rest[0] == '+';
  std::string_view suffix = rest.substr(separated ? 1 : 0);
  if (suffix.empty() || suffix.size() > 40) return false;
  if (!separated && !letter(suffix[0])) return false;
  if (suffix.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_+~") !=
      std::string_view::npos) {
    return false;
  }
  const std::string low = to_lower(suffix);
  if (means_release(low)) return true;
  if (build_only) return true;  // build metadata does not order
  version.suffix = low.substr(0, low.find('+'));
  version.stage = means_pre_release(low) ? -1 : 1;
  // SemVer calls everything behind a '-' a pre-release; projects use "-1", "-p2", "-hotfix" for later fixes.
  return true;
}

void set_scheme(const Core& core, Version& version) {
  const auto& n = version.numbers;
  const bool year = n[0] >= 1990 && n[0] < 2100;
  const bool short_year = n.size() >= 2 && n[0] >= 5 && n[0] < 100 && n[1] >= 1 && n[1] <= 12;
  if (n.size() == 1) {
    version.scheme = looks_like_date(n[0]) ? VersionScheme::calver : VersionScheme::counter;
  } else if (year || looks_like_date(n[0])) {
    version.scheme = VersionScheme::calver;
    version.calendar_micro = n.size() > 2 || looks_like_date(n[0]);
  } else if (short_year && core.leading_zero && n.size() <= 3) {
    version.scheme = VersionScheme::calver;  // 22.04, 22.04.1
    version.calendar_micro = n.size() > 2;
  } else if (n.size() == 3 && !core.leading_zero) {
    version.scheme = VersionScheme::semver;
  } else {
    version.scheme = VersionScheme::dotted;
  }
}

/// Removes what only says "a version follows" from the end of a prefix, then its separators.
std::string clean_prefix(std::string_view prefix) {
  std::string low = to_lower(prefix);
  const auto strip_separators = [&] {
    while (!low.empty() && separator(low.back())) low.pop_back();
  };
  strip_separators();
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view word :
         {"version", "release", "releases", "rel", "ver", "v", "r", "tag", "tags"}) {
      if (!low.ends_with(word)) continue;
      const std::size_t left = low.size() - word.size();
      if (left != 0 && !separator(low[left - 1])) continue;
      low.resize(left);
      strip_separators();
      again = true;
      break;
    }
  }
  return low;
}

/// Whether a number may start at `at`: at the start, behind a separator, behind v/r/… or behind letters only.
bool may_start(std::string_view tag, std::size_t at, bool& attached) {
  attached = false;
  if (at == 0) return true;
  const char before = tag[at - 1];
  if (before == '.' || digit(before)) return false;
  if (separator(before)) return true;
  if (!letter(before)) return false;
  std::size_t word = at;
  while (word > 0 && letter(tag[word - 1])) --word;
  const std::string low = to_lower(tag.substr(word, at - word));
  if (low == "v" || low == "r" || low == "version" || low == "release" || low == "rel" || low == "ver")
    return true;
  attached = word == 0;  // "go1.21", "n4.4", "jdk17.0.1"
  return attached;
}

bool single_number_is_version(std::string_view raw_prefix, const std::string& clean, std::uint64_t n) {
  if (looks_like_date(n)) return true;
  if (raw_prefix.empty()) return true;
  if (clean.empty()) return true;  // v1, release-5
  const char last = raw_prefix.back();
  const bool marked =
      (last == 'v' || last == 'V') && raw_prefix.size() > 1 && separator(raw_prefix[raw_prefix.size() - 2]);
  return marked || clean == "build" || clean == "b";
}

std::optional<Version> version_at(std::string_view tag, std::size_t at, bool attached) {
  auto core = take_core(tag.substr(at));
  if (!core) return std::nullopt;
  Version& version = core->version;
  if (attached && version.numbers.size() < 2) return std::nullopt;
  const std::string_view raw_prefix = tag.substr(0, at);
  version.prefix = clean_prefix(raw_prefix);
  if (not_a_release(version.prefix)) return std::nullopt;
  if (version.numbers.size() == 1) {
    if (!single_number_is_version(raw_prefix, version.prefix, version.numbers[0])) return std::nullopt;
    // One number and words is more likely a name than a version: "v1-old-docs".
    if (core->rest.find_first_of("-_") != std::string_view::npos && core->rest.size() > 8)
      return std::nullopt;
  }
  if (!read_suffix(core->rest, version)) return std::nullopt;
  // R packages count the states between two releases as 1.2.3.9000, 1.2.3.9001 …
  if (version.numbers.size() == 4 && version.numbers[3] >= 9000 && version.numbers[3] < 10'000)
    version.stage = -1;
  set_scheme(*core, version);
  return std::move(version);
}

}  // namespace

std::string_view name_of(VersionScheme scheme) {
  switch (scheme) {
    case VersionScheme::semver:
      return "SemVer";
    case VersionScheme::calver:
      return "CalVer";
    case VersionScheme::dotted:
      return "numbers";
    case VersionScheme::counter:
      return "counter";
  }
  return "";
}

std::string Version::text() const {
  std::string out;
  for (const std::uint64_t n : numbers) {
    if (!out.empty()) out += '.';
    out += std::to_string(n);
  }
  if (!suffix.empty()) out += (letter(suffix[0]) && suffix.size() == 1 ? "" : "-") + suffix;
  return out;
}

std::string Version::series() const {
  std::string out = numbers.empty() ? "" : std::to_string(numbers[0]);
  if (numbers.size() > 2) out += "." + std::to_string(numbers[1]);
  return out;
}

namespace {

std::weak_ordering compare_suffix(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (digit(a[0]) && digit(b[0])) {
      const auto x = take_number(a), y = take_number(b);
      if (!x || !y) return std::weak_ordering::equivalent;
      if (*x != *y) return *x <=> *y;
      continue;
    }
    if (a[0] != b[0]) return a[0] <=> b[0];
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.size() <=> b.size();
}

}  // namespace

std::weak_ordering compare(const Version& a, const Version& b) {
  const std::size_t size = std::max(a.numbers.size(), b.numbers.size());
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint64_t x = i < a.numbers.size() ? a.numbers[i] : 0;
    const std::uint64_t y = i < b.numbers.size() ? b.numbers[i] : 0;
    if (x != y) return x <=> y;
  }
  if (a.stage != b.stage) return a.stage <=> b.stage;
  return compare_suffix(a.suffix, b.suffix);
}

std::optional<Version> parse_version_tag(std::string_view tag) {
  if (tag.size() > 200) return std::nullopt;
  for (std::size_t at = 0; at < tag.size(); ++at) {
    if (!digit(tag[at])) continue;
    bool attached = false;
    if (may_start(tag, at, attached)) {
      if (auto version = version_at(tag, at, attached)) return version;
    }
    while (at + 1 < tag.size() && digit(tag[at + 1])) ++at;
  }
  return std::nullopt;
}

std::optional<Version> parse_version(std::string_view text) {
  text = trim(text);
  while (!text.empty() && std::string_view("[(\"'`").find(text[0]) != std::string_view::npos)
    text.remove_prefix(1);
  if (!text.empty() && (text[0] == 'v' || text[0] == 'V')) text.remove_prefix(1);
  const std::size_t end = text.find_first_of(" \t])\"'`,;:(");
  text = text.substr(0, end);
  while (!text.empty() && text.back() == '.') text.remove_suffix(1);
  if (text.empty() || !digit(text[0])) return std::nullopt;
  return version_at(text, 0, false);
}

bool mentions_version(std::string_view text, const Version& version) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!digit(text[at])) continue;
    const char before = at == 0 ? ' ' : text[at - 1];
    const std::size_t start = at;
    if (before != '.' && before != '_' && (!letter(before) || before == 'v' || before == 'V')) {
      const auto core = take_core(text.substr(start));
      if (core) {
        std::vector<std::uint64_t> a = core->version.numbers, b = version.numbers;
        while (a.size() > 1 && a.back() == 0) a.pop_back();
        while (b.size() > 1 && b.back() == 0) b.pop_back();
        if (a == b) return true;
      }
    }
    while (at + 1 < text.size() && digit(text[at + 1])) ++at;
  }
  return false;
}

std::string maintenance_series(std::string_view branch) {
  const std::string low = to_lower(branch);
  static constexpr std::array<std::string_view, 12> kMarks{
      "stable",  "release",       "rel",         "maint",    "lts", "branch",
      "support", "hotfix-branch", "maintenance", "backport", "x",   "v"};
  bool marked = false;
  std::string series;
  for (std::size_t i = 0; i < low.size();) {
    const char c = low[i];
    std::size_t end = i;
    if (digit(c)) {
      while (end < low.size() && digit(low[end])) ++end;
      if (end - i > 4) return {};
      if (!series.empty()) series += '.';
      series += low.substr(i, end - i);
    } else if (letter(c)) {
      while (end < low.size() && letter(low[end])) ++end;
      const std::string_view word = std::string_view(low).substr(i, end - i);
      if (std::find(kMarks.begin(), kMarks.end(), word) == kMarks.end()) return {};
      marked = true;
    } else if (separator(c)) {
      ++end;
    } else {
      return {};
    }
    i = end;
  }
  const bool plain = !low.empty() && digit(low[0]) && series.find('.') != std::string::npos;
  if (series.empty() || (!marked && !plain)) return {};
  // At most two numbers: 1.2.3 is one release, not a series.
  return std::count(series.begin(), series.end(), '.') > 1 ? std::string{} : series;
}

}  // namespace badgescan
