// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See message_parse.h. The trailer rule follows what `git interpret-trailers --parse` prints; the tests
// compare the two.
#include "scanner/facts/history/message_parse.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

#include "scanner/base/text.h"

namespace badgescan {
namespace {

bool space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool word_char(char c) { return letter(c) || digit(c) || c == '_' || (c & 0x80) != 0; }

/// The line that starts at `at`, with its newline.
std::string_view line_from(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return text.substr(at, end == std::string_view::npos ? end : end + 1 - at);
}
/// Where the last line of `text` starts; a final newline belongs to it.
std::size_t last_line_start(std::string_view text) {
  if (text.size() < 2) return 0;
  const std::size_t newline = text.rfind('\n', text.size() - 2);
  return newline == std::string_view::npos ? 0 : newline + 1;
}
bool blank(std::string_view line) { return std::all_of(line.begin(), line.end(), space); }

/// Offset of the ':' that ends a trailer key; 0 when the line is no trailer.
std::size_t key_end(std::string_view line) {
  bool gap = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == ':') return i;
    if (!gap && (letter(c) || digit(c) || c == '-')) continue;
    if (i != 0 && (c == ' ' || c == '\t')) {
      gap = true;
      continue;
    }
    return 0;
  }
  return 0;
}

/// git leaves comments, blank lines and an old "Conflicts:" list at the end out of account.
std::size_t end_of_prose(std::string_view text) {
  // Nearly every message ends with a line that is none of these.
  const std::string_view last = text.substr(last_line_start(text));
  if (!last.empty() && last != "Conflicts:\n" &&
      std::string_view("#\n\t").find(last[0]) == std::string_view::npos) {
    return text.size();
  }
  std::size_t end = text.size();
  bool in_conflicts = false;
  bool open = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view line = line_from(text, at);
    const bool conflicts = line == "Conflicts:\n";
    if (line[0] == '#' || line[0] == '\n' || conflicts) {
      if (!open) end = at;
      open = true;
      in_conflicts = in_conflicts || conflicts;
    } else if (open && !(in_conflicts && line[0] == '\t')) {
      open = in_conflicts = false;
    }
    at += line.size();
  }
  return open ? end : text.size();
}

struct Lines {
  std::size_t trailers = 0, others = 0, maybe_continued = 0;
  bool by_git = false;

  void add(std::string_view line) {
    if (line.starts_with("Signed-off-by: ") || line.starts_with("(cherry picked from commit ")) {
      ++trailers;
      by_git = true;
      maybe_continued = 0;
    } else if (!space(line[0]) && key_end(line) > 0) {
      ++trailers;
      maybe_continued = 0;
    } else if (space(line[0])) {
      ++maybe_continued;
    } else {
      others += 1 + maybe_continued;
      maybe_continued = 0;
    }
  }
  bool is_block() {
    others += maybe_continued;
    return by_git ? trailers * 3 >= others : trailers > 0 && others == 0;
  }
};

std::string_view without_leading_blank_lines(std::string_view message) {
  std::size_t at = 0;
  while (at < message.size()) {
    const std::string_view line = line_from(message, at);
    if (!blank(line)) break;
    at += line.size();
  }
  return message.substr(at);
}

std::size_t end_of_title(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view line = line_from(text, at);
    if (line[0] != '#' && blank(line)) return at;
    at += line.size();
  }
  return text.size();
}

}  // namespace

std::string_view trailer_block(std::string_view message) {
  message = without_leading_blank_lines(message);
  std::string_view text = message.substr(0, end_of_prose(message));
  const std::size_t title = end_of_title(text);
  Lines lines;
  bool only_blank = true;
  for (std::size_t end = text.size(); end > title;) {
    const std::size_t start = last_line_start(text.substr(0, end));
    if (start < title) break;
    const std::string_view line = text.substr(start, end - start);
    if (line[0] == '#') {
      lines.others += lines.maybe_continued;
      lines.maybe_continued = 0;
    } else if (blank(line)) {
      if (!only_blank) return lines.is_block() ? text.substr(end) : std::string_view{};
    } else {
      only_blank = false;
      lines.add(line);
    }
    if (start == 0) break;
    end = start;
  }
  return {};
}

TrailerKind trailer_kind(std::string_view key) {
  struct Row {
    std::string_view key;
    TrailerKind kind;
  };
  static constexpr std::array kRows{
      Row{"signed-off-by", TrailerKind::signed_off},
      Row{"reviewed-by", TrailerKind::reviewed},
      Row{"reviewed-and-tested-by", TrailerKind::reviewed},
      Row{"acked-by", TrailerKind::acked},
      Row{"tested-by", TrailerKind::tested},
      Row{"approved-by", TrailerKind::approved},
      Row{"co-authored-by", TrailerKind::co_authored},
      Row{"co-developed-by", TrailerKind::co_authored},
      Row{"reported-by", TrailerKind::reported},
      Row{"reported-and-tested-by", TrailerKind::reported},
      Row{"found-by", TrailerKind::reported},
      Row{"discovered-by", TrailerKind::reported},
      Row{"suggested-by", TrailerKind::suggested},
      Row{"helped-by", TrailerKind::suggested},
      Row{"reviewed-on", TrailerKind::reviewed_on},
      Row{"change-id", TrailerKind::change_id},
      Row{"differential-revision", TrailerKind::differential},
      Row{"fixes", TrailerKind::fixes},
      Row{"closes", TrailerKind::closes},
      Row{"pr-url", TrailerKind::pull_request},
      Row{"pull-request", TrailerKind::pull_request},
      Row{"pull-request-resolved", TrailerKind::pull_request},
      Row{"merge-request", TrailerKind::pull_request},
  };
  if (key.size() > 24) return TrailerKind::other;
  for (const Row& row : kRows) {
    if (row.key.size() == key.size() &&
        std::equal(key.begin(), key.end(), row.key.begin(),
                   [](char a, char b) { return to_lower(a == ' ' ? '-' : a) == b; })) {
      return row.kind;
    }
  }
  return TrailerKind::other;
}

namespace {

void add_block_lines(std::string_view block, std::vector<TrailerLine>& out, std::size_t most) {
  TrailerLine* last = nullptr;
  for (std::size_t at = 0; at < block.size() && out.size() < most;) {
    const std::string_view line = line_from(block, at);
    at += line.size();
    if (last != nullptr && space(line[0])) {  // continues the value before it
      const char* begin = last->value.data();
      last->value =
          trim(std::string_view(begin, static_cast<std::size_t>(line.data() + line.size() - begin)));
      continue;
    }
    const std::size_t colon = key_end(line);
    last = nullptr;
    if (colon == 0) continue;
    const std::string_view key = trim(line.substr(0, colon));
    // An empty value still points behind the ':' so that a continuation can extend it.
    std::string_view value = trim(line.substr(colon + 1));
    if (value.empty()) value = line.substr(colon + 1, 0);
    out.push_back({trailer_kind(key), key, value, true});
    last = &out.back();
  }
}

/// A known key at the start of a line, outside the block.
void add_known_line(std::string_view line, std::vector<TrailerLine>& out) {
  const char first = to_lower(line[0]);
  if (std::string_view("sratcfdhpm").find(first) == std::string_view::npos) return;
  const std::size_t colon = line.substr(0, 32).find(':');
  if (colon == std::string_view::npos || colon < 4) return;
  const std::string_view key = trim(line.substr(0, colon));
  const TrailerKind kind = trailer_kind(key);
  if (kind == TrailerKind::other) return;
  const std::string_view value = trim(line.substr(colon + 1));
  if (!value.empty()) out.push_back({kind, key, value, false});
}

}  // namespace

std::vector<TrailerLine> find_trailers(std::string_view message, std::size_t most) {
  std::vector<TrailerLine> out;
  const std::string_view block = trailer_block(message);
  add_block_lines(block, out, most);
  const char* block_begin = block.empty() ? message.data() + message.size() : block.data();
  message = without_leading_blank_lines(message);
  const std::size_t title = message.find('\n');
  if (title == std::string_view::npos) return out;
  for (std::size_t at = title + 1; at < message.size() && out.size() < most;) {
    const std::string_view line = line_from(message, at);
    if (line.data() >= block_begin && line.data() < block_begin + block.size()) {
      at += block.size();
      continue;
    }
    add_known_line(line, out);
    at += line.size();
  }
  return out;
}

std::string unfold(std::string_view value) {
  std::string out;
  for (std::size_t at = 0; at < value.size();) {
    const std::string_view line = line_from(value, at);
    if (!out.empty()) out += ' ';
    out += trim(line);
    at += line.size();
  }
  return out;
}

NameMail split_name_mail(std::string_view text) {
  const std::size_t open = text.find('<');
  if (open == std::string_view::npos) {
    text = trim(text);
    const bool bare_address =
        text.find('@') != std::string_view::npos && text.find(' ') == std::string_view::npos;
    return bare_address ? NameMail{{}, text} : NameMail{text, {}};
  }
  const std::size_t close = text.find('>', open);
  const std::size_t length = close == std::string_view::npos ? close : close - open - 1;
  return {trim(text.substr(0, open)), trim(text.substr(open + 1, length))};
}

namespace {

/// Calls `visit(at)` for every `anchor` in `text` until it returns true; true when it did. Anchors are rare
/// characters: searching for one byte is many times faster than searching for a word.
template <class Visit>
bool any_anchor(std::string_view text, char anchor, Visit&& visit) {
  for (std::size_t at = text.find(anchor); at != std::string_view::npos; at = text.find(anchor, at + 1)) {
    if (visit(at)) return true;
  }
  return false;
}
/// The lines behind the first that tell how a change came about; where they start, or npos.
struct TellingLines {
  std::size_t reverts = std::string_view::npos;        ///< "This reverts commit …"
  std::size_t merge_request = std::string_view::npos;  ///< "See merge request group/project!12"
};
TellingLines find_telling_lines(std::string_view text) {
  TellingLines found;
  any_anchor(text, '\n', [&](std::size_t newline) {
    const std::size_t at = newline + 1;
    if (at >= text.size() || (text[at] != 'T' && text[at] != 'S')) return false;
    const std::string_view line = text.substr(at);
    if (line.starts_with("This reverts commit ")) found.reverts = at;
    if (line.starts_with("See merge request ")) found.merge_request = at;
    return false;
  });
  return found;
}

/// Whether `word` stands at `at` with word boundaries on both sides.
bool whole_word(std::string_view text, std::size_t at, std::size_t size) {
  return (at == 0 || !word_char(text[at - 1])) && (at + size >= text.size() || !word_char(text[at + size]));
}
bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if (whole_word(text, at, word.size())) return true;
  }
  return false;
}
template <std::size_t N>
bool has_any_word(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return has_word(text, word); });
}

std::uint32_t number_at(std::string_view text, std::size_t at) {
  std::uint32_t n = 0;
  for (int digits = 0; at < text.size() && digit(text[at]) && digits < 9; ++at, ++digits) {
    n = n * 10 + static_cast<std::uint32_t>(text[at] - '0');
  }
  return n;
}
std::uint32_t number_after(std::string_view text, std::string_view words) {
  const std::size_t at = text.find(words);
  return at == std::string_view::npos ? 0 : number_at(text, at + words.size());
}

/// "… (#123)" or "… (!123)" at the end of the subject: what forges add when they squash.
std::uint32_t squash_number(std::string_view subject) {
  if (!subject.ends_with(')')) return 0;
  std::size_t open = subject.rfind('(');
  if (open == std::string_view::npos || open + 3 > subject.size()) return 0;
  std::string_view inside = subject.substr(open + 1, subject.size() - open - 2);
  if (inside.size() < 2 || (inside[0] != '#' && inside[0] != '!')) return 0;
  return std::all_of(inside.begin() + 1, inside.end(), digit) ? number_at(inside, 1) : 0;
}

std::uint32_t request_in_url(std::string_view value) {
  for (const std::string_view part : {"/pull/", "/pulls/", "/merge_requests/", "/pull-requests/"}) {
    if (const std::uint32_t n = number_after(value, part)) return n;
  }
  return value.starts_with('#') || value.starts_with('!') ? number_at(value, 1) : 0;
}

std::uint32_t pull_request_of(std::string_view subject, std::string_view message, std::size_t see,
                              const std::vector<TrailerLine>& trailers) {
  if (const std::uint32_t n = squash_number(subject)) return n;
  for (const std::string_view words :
       {"Merge pull request #", "(pull request #", "Merge PR #", "Merged PR "}) {
    if (const std::uint32_t n = number_after(subject, words)) return n;
  }
  for (const TrailerLine& trailer : trailers) {
    if (trailer.kind != TrailerKind::pull_request) continue;
    if (const std::uint32_t n = request_in_url(trailer.value)) return n;
  }
  if (see == std::string_view::npos) return 0;
  const std::string_view line = line_from(message, see);
  return number_after(line, "!");
}

/// Whether the word before `at` (with ' ' or ':' between) says that something is closed.
bool closing_verb_before(std::string_view message, std::size_t at) {
  static constexpr std::array<std::string_view, 9> kVerbs{"close", "closes",  "closed",   "fix",     "fixes",
                                                          "fixed", "resolve", "resolves", "resolved"};
  std::size_t end = at;
  while (end > 0 && (message[end - 1] == ' ' || message[end - 1] == ':')) --end;
  std::size_t begin = end;
  while (begin > 0 && letter(message[begin - 1]) && end - begin < 10) --begin;
  const std::string verb = to_lower(message.substr(begin, end - begin));
  return std::find(kVerbs.begin(), kVerbs.end(), verb) != kVerbs.end();
}

/// "fixes #12", "closes https://host/o/r/issues/12", "resolves: GH-12", anywhere in the message.
bool closes_issue(std::string_view message) {
  message = message.substr(0, 1 << 16);
  const auto number_at = [&](std::size_t at) { return at < message.size() && digit(message[at]); };
  return any_anchor(message, '#',
                    [&](std::size_t at) { return number_at(at + 1) && closing_verb_before(message, at); }) ||
         any_anchor(message, '-',
                    [&](std::size_t at) {
                      return at >= 2 && number_at(at + 1) && message.substr(at - 2, 2) == "GH" &&
                             closing_verb_before(message, at - 2);
                    }) ||
         any_anchor(message, '/', [&](std::size_t at) {
           const std::string_view rest = message.substr(at);
           if (!rest.starts_with("/issues/") && !rest.starts_with("/pull/")) return false;
           std::size_t start = at;  // of the URL
           while (start > 0 && at - start < 200 && !space(message[start - 1])) --start;
           return closing_verb_before(message, start);
         });
}

/// The conventional-commit type of a subject ("fix" of "fix(core)!: …"), empty when there is none.
std::string_view conventional_type(std::string_view subject) {
  std::size_t i = 0;
  while (i < subject.size() && letter(subject[i])) ++i;
  const std::string_view type = subject.substr(0, i);
  if (i < subject.size() && subject[i] == '(') {
    const std::size_t close = subject.find(')', i);
    if (close == std::string_view::npos) return {};
    i = close + 1;
  }
  if (i < subject.size() && subject[i] == '!') ++i;
  return i < subject.size() && subject[i] == ':' ? type : std::string_view{};
}

bool says_fix(std::string_view subject, bool closes, const std::vector<TrailerLine>& trailers) {
  // What is repaired in these is not the software that users run.
  static constexpr std::array<std::string_view, 34> kNotTheSoftware{
      "typo",  "typos", "spelling", "whitespace",    "indentation", "formatting", "format",
      "style", "lint",  "linter",   "warning",       "warnings",    "comment",    "comments",
      "doc",   "docs",  "readme",   "documentation", "changelog",   "grammar",    "wording",
      "ci",    "build", "workflow", "test",          "tests",       "spec",       "specs",
      "flaky", "link",  "links",    "copyright",     "license",     "examples"};
  static constexpr std::array<std::string_view, 12> kOtherTypes{
      "docs", "doc", "test", "tests", "ci", "build", "chore", "style", "refactor", "perf", "feat", "release"};
  static constexpr std::array<std::string_view, 9> kFix{
      "fix", "fixes", "fixed", "fixing", "bugfix", "hotfix", "bugfixes", "regression", "bug"};
  const std::string low = to_lower(subject);
  const std::string_view type = conventional_type(low);
  if (std::find(kOtherTypes.begin(), kOtherTypes.end(), type) != kOtherTypes.end()) return false;
  const bool maybe = low.find("fix") != std::string::npos || low.find("bug") != std::string::npos ||
                     low.find("regression") != std::string::npos;
  const bool fix_words =
      maybe && (type == "fix" || type == "bugfix" || type == "hotfix" || has_any_word(low, kFix));
  const bool fix_trailer = std::any_of(trailers.begin(), trailers.end(), [](const TrailerLine& trailer) {
    return trailer.kind == TrailerKind::fixes;
  });
  if (!fix_words && !fix_trailer && !(closes && has_word(low, "fix"))) return false;
  return !has_any_word(low, kNotTheSoftware);
}

/// "1.2.3", "v1.2", "Release 1.2", "version 3.0 released", "Import upstream version 1.2", "foo 1.2.3".
bool says_release_only(std::string_view subject) {
  const auto dot_before_digit = [](char a, char b) { return (a == '.' || a == '_') && digit(b); };
  if (subject.size() > 100 ||
      std::adjacent_find(subject.begin(), subject.end(), dot_before_digit) == subject.end()) {
    return false;
  }
  std::string low = to_lower(subject);
  while (!low.empty() && (low.back() == '.' || low.back() == '!')) low.pop_back();
  bool number = false;
  std::size_t words = 0;
  for (const std::string_view raw : split(low, ' ')) {
    std::string_view word = trim(raw);
    if (word.empty()) continue;
    if (word.back() == ':' || word.back() == ',') word.remove_suffix(1);
    static constexpr std::array<std::string_view, 16> kNoise{
        "release", "released", "version", "import", "imported", "upstream", "new",      "of",
        "for",     "the",      "tag",     "stable", "update",   "to",       "release:", "upload"};
    if (std::find(kNoise.begin(), kNoise.end(), word) != kNoise.end()) continue;
    if (word.starts_with('v')) word.remove_prefix(1);
    const bool version = !word.empty() && digit(word[0]) &&
                         word.find_first_of("._") != std::string_view::npos &&
                         word.find_first_not_of("0123456789._-abcprtelhv+") == std::string_view::npos;
    if (version) {
      number = true;
    } else {
      ++words;
    }
  }
  return number && words <= 1;
}

}  // namespace

MessageFacts read_message(std::string_view message, const std::vector<TrailerLine>& trailers) {
  MessageFacts facts;
  const std::string_view text = without_leading_blank_lines(message);
  facts.subject = trim(line_from(text, 0)).substr(0, 512);
  const TellingLines lines = find_telling_lines(text.substr(0, 1 << 16));
  facts.pull_request = pull_request_of(facts.subject, text, lines.merge_request, trailers);
  facts.closes_issue = closes_issue(text);
  facts.merge_words = facts.subject.starts_with("Merge ") || facts.subject.starts_with("Merged in ");
  facts.revert = facts.subject.starts_with("Revert \"") || facts.subject.starts_with("revert: ") ||
                 lines.reverts != std::string_view::npos;
  facts.release = says_release_only(facts.subject);
  facts.fix = !facts.revert && !facts.release && !facts.merge_words &&
              says_fix(facts.subject, facts.closes_issue, trailers);
  return facts;
}

namespace {

bool ghsa_char(char c) { return digit(c) || letter(c); }

/// Length of the id at `at`, 0 when there is none.
std::size_t cve_length(std::string_view text, std::size_t at) {
  std::size_t i = at + 4;
  const auto digits = [&](std::size_t most) {
    std::size_t n = 0;
    while (i < text.size() && digit(text[i]) && n < most) ++i, ++n;
    return n;
  };
  if (digits(4) != 4 || i >= text.size() || text[i] != '-') return 0;
  ++i;
  if (digits(8) < 4) return 0;
  return i < text.size() && word_char(text[i]) ? 0 : i - at;
}
std::size_t ghsa_length(std::string_view text, std::size_t at) {
  std::size_t i = at + 4;
  for (int group = 0; group < 3; ++group) {
    if (i >= text.size() || text[i] != '-') return 0;
    for (++i; i < text.size() && ghsa_char(text[i]); ++i) {
    }
    if (i < at + 4 + static_cast<std::size_t>(group + 1) * 5 ||
        i > at + 4 + static_cast<std::size_t>(group + 1) * 5)
      return 0;
  }
  return i - at;
}

void find_ids(std::string_view text, std::vector<std::string>& out) {
  const auto add = [&](std::string id) {
    if (out.size() < 256 && std::find(out.begin(), out.end(), id) == out.end()) out.push_back(std::move(id));
  };
  any_anchor(text, '-', [&](std::size_t dash) {
    for (const std::size_t letters : {std::size_t{3}, std::size_t{4}}) {
      if (dash < letters) continue;
      const std::size_t at = dash - letters;
      const char last = to_lower(text[dash - 1]);
      if (last != (letters == 3 ? 'e' : 'a')) continue;
      if (!equals_ignoring_case(text.substr(at, letters), letters == 3 ? "CVE" : "GHSA")) continue;
      if (at > 0 && word_char(text[at - 1]) && text[at - 1] != '_') continue;
      const std::size_t length = letters == 3 ? cve_length(text, at) : ghsa_length(text, at);
      if (length == 0) continue;
      add(letters == 3 ? "CVE" + std::string(text.substr(dash, length - 3))
                       : "GHSA" + to_lower(text.substr(dash, length - 4)));
    }
    return out.size() >= 256;
  });
}

}  // namespace

std::vector<std::string> vulnerability_ids(std::string_view text) {
  constexpr std::size_t kEnd = 1 << 16;
  std::vector<std::string> out;
  if (text.size() <= 2 * kEnd) {
    find_ids(text, out);
  } else {
    find_ids(text.substr(0, kEnd), out);
    find_ids(text.substr(text.size() - kEnd), out);
  }
  return out;
}

namespace {

/// A line about something that the project uses. "Bump version to 2.0" speaks of the project itself.
bool speaks_of_dependency(std::string_view text) {
  static const RE2 words(
      R"((?i)(?:^|[^a-z])(?:deps?|dependenc(?:y|ies)|transitive(?:ly)?|lock ?files?|package-lock|go\.mod|go\.sum|base image|toolchain|trivy|grype|dependabot|renovate|npm audit|pip-audit|cargo[- ]audit|govulncheck|osv-scanner)(?:$|[^a-z]))",
      RE2::Latin1);
  static const RE2 versions(R"([0-9]\.[0-9]+ *(?:\xE2\x86\x92|->|=>) *v?[0-9]+\.[0-9])", RE2::Latin1);
  static const RE2 update(
      R"((?i)(?:^|[^a-z])(?:bump|upgrad|updat|pin|overrid)(?:e|ed|es|ing|p?ing|n?ing|ned|s)? +(?:the +|minimum +)*[`'"]?@?([a-z][\w./@+-]*).*?(?:[0-9]\.[0-9x]|latest))",
      RE2::Latin1);
  static const RE2 itself(
      R"((?i)(?:versions?|to|from|releases?|change-?log|changes|news|readme(?:\.\w+)?|docs?|documentation|tests?|copyright|advisor(?:y|ies)|(?:cve|ghsa)-.*))",
      RE2::Latin1);
  const re2::StringPiece line(text.data(), text.size());
  std::string name;
  return RE2::PartialMatch(line, words) || RE2::PartialMatch(line, versions) ||
         (RE2::PartialMatch(line, update, &name) && !RE2::FullMatch(name, itself));
}

}  // namespace

bool of_dependency(std::string_view message, std::string_view id) {
  constexpr std::size_t kLine = 1000;
  std::string_view before;
  for (const std::string_view whole : split_lines(message.substr(0, 1 << 16))) {
    const std::string_view line = whole.substr(0, kLine);
    if (before.data() == nullptr && speaks_of_dependency(line)) return true;
    if (contains_ignoring_case(line, id) && (speaks_of_dependency(line) || speaks_of_dependency(before)))
      return true;
    before = line;
  }
  return false;
}

}  // namespace badgescan
