// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/source/file_scan.h"

#include <algorithm>
#include <cstring>

#include "scanner/base/text.h"

namespace badgescan::source {
namespace {

constexpr std::size_t kBefore = 512, kAfter = 1024;  ///< of a long line, around a literal
constexpr std::size_t kOverlap = 256;                ///< a match may reach this far past the part

/// Marks with which people tell other scanners that a value is no secret.
bool is_allowed(std::string_view line) {
  for (const std::string_view mark :
       {"gitleaks:allow", "gitleaks:ignore", "allowlist secret", "whitelist secret", "trufflehog:ignore",
        "nosecret", "notsecret", "noqa: S105", "nosec B105", "ggignore", "NOSONAR"}) {
    if (line.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

/// UTF-16 with a byte order mark becomes UTF-8: editors on Windows write sources like that.
bool decode_utf16(std::string_view raw, std::string& text) {
  const bool little = raw.starts_with("\xff\xfe");
  if (!little && !raw.starts_with("\xfe\xff")) return false;
  text.clear();
  for (std::size_t i = 2; i + 1 < raw.size(); i += 2) {
    const auto a = static_cast<std::uint8_t>(raw[i]), b = static_cast<std::uint8_t>(raw[i + 1]);
    const unsigned unit = little ? a | b << 8u : b | static_cast<unsigned>(a) << 8u;
    if (unit == 0) return false;
    // Patterns are ASCII: everything else only has to stay something.
    text.push_back(unit < 0x80 ? static_cast<char>(unit) : '\xbf');
  }
  return true;
}

/// How a line of comment begins in the language, as far as its patterns meet prose there; empty when unknown.
std::string_view comment_mark(Language language) {
  switch (language) {
    case Language::python:
    case Language::ruby:
    case Language::perl:
    case Language::shell:
    case Language::powershell:
    case Language::r:
    case Language::julia:
    case Language::nim:
    case Language::build:
    case Language::config:
      return "#";
    case Language::c:
    case Language::go:
    case Language::rust:
    case Language::js:
    case Language::jvm:
    case Language::dotnet:
    case Language::php:
    case Language::swift:
    case Language::dart:
    case Language::zig:
    case Language::d:
      return "//";
    case Language::lua:
    case Language::haskell:
    case Language::sql:
      return "--";
    default:
      return {};
  }
}

/// `before` is what stands in the line up to the place: the beginning of a comment, or a line within one.
bool in_comment(Language language, std::string_view before) {
  const std::string_view mark = comment_mark(language);
  if (mark.empty()) return false;
  const std::string_view code = trim(before);
  if (code.starts_with(mark)) return true;
  for (std::size_t at = before.find(mark); at != std::string_view::npos; at = before.find(mark, at + 1)) {
    const std::size_t after = at + mark.size();
    if (at > 0 && before[at - 1] == ' ' && after < before.size() && before[after] == ' ') return true;
  }
  if (mark != "//" || before.find("*/") != std::string_view::npos) return false;
  return code.starts_with("/*") || code == "*" || code.starts_with("* ");
}

/// Walks through Python text and knows where a string of several lines is open, and whether it is a value or
/// stands by itself, as a docstring does.
class LongStrings {
 public:
  enum class Open { none, value, docstring };
  void restart() { *this = {}; }
  Open open_at(std::string_view text, std::size_t at) {
    if (at < read_to_) restart();
    while (read_to_ < at) step(text);
    if (quote_ == 0 || !long_) return Open::none;
    return value_ ? Open::value : Open::docstring;
  }

 private:
  void step(std::string_view text) {
    const char c = text[read_to_];
    const bool triple = (c == '"' || c == '\'') && text.substr(read_to_ + 1, 2) == std::string(2, c);
    if (c == '\\' && quote_ != 0) {
      ++read_to_;
    } else if (c == '\n' && !long_) {
      quote_ = 0;
      comment_ = false;
    } else if (c == quote_ && triple == long_) {
      if (long_) read_to_ += 2;
      quote_ = 0;
      long_ = false;
    } else if (c == '#' && quote_ == 0) {
      comment_ = true;
    } else if ((c == '"' || c == '\'') && quote_ == 0 && !comment_) {
      quote_ = c;
      long_ = triple;
      if (triple) {
        value_ = follows_something(text.substr(0, read_to_));
        read_to_ += 2;
      }
    }
    ++read_to_;
  }

  /// More than the letters of a raw or formatted string stands before it in its line.
  static bool follows_something(std::string_view before) {
    const std::size_t line = before.find_last_of("\n");
    const std::string_view start = trim(line == std::string_view::npos ? before : before.substr(line + 1));
    return start.size() > 2 || start.find_first_not_of("rRbBfFuU") != std::string_view::npos;
  }

  std::size_t read_to_ = 0;
  char quote_ = 0;  ///< of the string that is open
  bool long_ = false, comment_ = false, value_ = false;
};

}  // namespace

/// Where a thread is in one file. Kept between files so that nothing is allocated for most of them.
class FileScanner::TextScanner {
 public:
  explicit TextScanner(const PatternSet& patterns) : patterns_(patterns), states_(patterns.rules().size()) {}

  std::vector<FileHit> scan(std::string_view path, Language language, std::string_view text) {
    hits_.clear();
    for (const std::uint32_t rule : touched_) states_[rule] = {};
    touched_.clear();
    work_left_ = text.size() * 64 + (1 << 20);
    counted_to_ = lower_begin_ = lower_end_ = 0;
    lower_.clear();
    line_ = 1;
    language_ = language;
    long_strings_.restart();
    const PatternSet::Literals& literals = patterns_.literals(language);
    literals.finder.find(text, [&](std::uint32_t literal, std::size_t at) {
      for (const std::uint32_t rule : literals.rules[literal]) {
        const PatternRule& data = patterns_.rules()[rule];
        if (at >= states_[rule].covered && states_[rule].found < data.most) look(path, rule, data, text, at);
      }
    });
    std::stable_sort(hits_.begin(), hits_.end(), [](const FileHit& a, const FileHit& b) {
      return a.line != b.line ? a.line < b.line : a.rule < b.rule;
    });
    return std::move(hits_);
  }
  bool cut() const { return work_left_ == 0; }

 private:
  void look(std::string_view path, std::uint32_t rule, const PatternRule& data, std::string_view text,
            std::size_t at) {
    std::size_t begin = at > kBefore ? at - kBefore : 0;
    std::size_t end = std::min(text.size(), at + kAfter);
    if (const void* newline = memrchr(text.data() + begin, '\n', at - begin)) {
      begin = static_cast<std::size_t>(static_cast<const char*>(newline) - text.data()) + 1;
    }
    bool whole_line = end == text.size();
    if (const void* newline = std::memchr(text.data() + at, '\n', end - at)) {
      end = static_cast<std::size_t>(static_cast<const char*>(newline) - text.data());
      whole_line = true;
    }
    if (end - begin > work_left_) {
      work_left_ = 0;
      return;
    }
    work_left_ -= end - begin;
    if (states_[rule].covered == 0) touched_.push_back(rule);
    states_[rule].covered = whole_line ? end + 1 : std::max(at + 1, end - kOverlap);
    if (!patterns_.may_match(rule, in_lower_case(text, begin, end))) return;
    if (!data.paths.empty() && !patterns_.path_allows(rule, path)) {
      states_[rule].found = data.most;
      return;
    }
    match(rule, data, text, std::max(begin, states_[rule].matched_to), end);
  }

  /// Several rules look at a line, mostly one after the other.
  std::string_view in_lower_case(std::string_view text, std::size_t begin, std::size_t end) {
    if (begin == lower_begin_ && end == lower_end_) return lower_;
    lower_.assign(text, begin, end - begin);
    for (char& c : lower_) c = to_lower(c);
    lower_begin_ = begin;
    lower_end_ = end;
    return lower_;
  }

  void match(std::uint32_t rule, const PatternRule& data, std::string_view text, std::size_t begin,
             std::size_t end) {
    const RE2& pattern = patterns_.pattern(rule);
    const std::string_view part = text.substr(begin, end - begin);
    const re2::StringPiece piece(part.data(), part.size());
    std::size_t from = 0;
    while (from <= part.size() && states_[rule].found < data.most) {
      re2::StringPiece groups[2];
      const int wanted = pattern.NumberOfCapturingGroups() > 0 ? 2 : 1;
      if (!pattern.Match(piece, from, part.size(), RE2::UNANCHORED, groups, wanted)) return;
      const re2::StringPiece& value = wanted == 2 && groups[1].data() != nullptr ? groups[1] : groups[0];
      const auto at = static_cast<std::size_t>(value.data() - part.data());
      from = std::max(from + 1, static_cast<std::size_t>(groups[0].data() - part.data()) + groups[0].size());
      states_[rule].matched_to = begin + std::min(from, part.size());
      if (const RE2* unless = patterns_.unless(rule); unless != nullptr && RE2::PartialMatch(piece, *unless))
        return;
      if (!data.secret && data.kind != "delivery" && only_names(data, text, begin + at)) continue;
      accept(rule, data, text, begin + at, {value.data(), value.size()}, part);
    }
  }

  /// In a comment or a docstring: prose about a thing is no use of it.
  bool only_names(const PatternRule& data, std::string_view text, std::size_t at) {
    const std::size_t from = at > kBefore ? at - kBefore : 0;
    const void* newline = memrchr(text.data() + from, '\n', at - from);
    const std::size_t line =
        newline == nullptr ? from
                           : static_cast<std::size_t>(static_cast<const char*>(newline) - text.data()) + 1;
    const bool whole = line == 0 || text[line - 1] == '\n';
    if (whole && in_comment(language_, text.substr(line, at + 1 - line))) return true;
    if (language_ != Language::python) return false;
    const LongStrings::Open open = long_strings_.open_at(text, at);
    return open == LongStrings::Open::docstring || (open == LongStrings::Open::value && !data.in_strings);
  }

  void accept(std::uint32_t rule, const PatternRule& data, std::string_view text, std::size_t at,
              std::string_view value, std::string_view line) {
    FileHit hit{.rule = rule};
    if (data.secret) {
      hit.verdict = judge_secret(data.check, data.entropy, data.trust, value, text, at);
      if (hit.verdict == SecretVerdict::nothing) return;
      if (is_allowed(line)) hit.verdict = SecretVerdict::placeholder;
    }
    hit.line = line_of_offset(text, at);
    hit.excerpt = shown(data, line, value);
    ++states_[rule].found;
    hits_.push_back(std::move(hit));
  }

  static std::string shown(const PatternRule& data, std::string_view line, std::string_view value) {
    std::string_view around = line;
    if (line.size() > 300) {  // of a long line: what stands around the find
      const auto at = static_cast<std::size_t>(value.data() - line.data());
      around = line.substr(at > 80 ? at - 80 : 0, 160 + value.size());
    }
    std::string clean = clean_utf8(around);
    if (data.secret) clean = replace_all(clean, clean_utf8(value), redacted_value(value, data.trust));
    return shorten(trim(redact_secrets(clean)), 160);
  }

  /// Literals come in ascending order but for a few bytes, so lines are counted once.
  int line_of_offset(std::string_view text, std::size_t at) {
    if (at < counted_to_) {
      counted_to_ = 0;
      line_ = 1;
    }
    line_ += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted_to_),
                                         text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted_to_ = at;
    return line_;
  }

  const PatternSet& patterns_;
  /// How far a rule is with the text.
  struct State {
    std::size_t covered = 0;     ///< up to here it has been run
    std::size_t matched_to = 0;  ///< end of its last match, as parts of a long line overlap
    int found = 0;
  };
  std::vector<State> states_;           ///< by rule
  std::vector<std::uint32_t> touched_;  ///< rules whose state is not the initial one
  std::vector<FileHit> hits_;
  std::size_t work_left_ = 0;  ///< bytes that patterns may still see in this file
  std::string lower_;          ///< a part of the text in lower case: [lower_begin_, lower_end_)
  std::size_t lower_begin_ = 0, lower_end_ = 0;
  std::size_t counted_to_ = 0;
  int line_ = 1;
  Language language_ = Language::other;
  LongStrings long_strings_;
};

FileScanner::FileScanner(const PatternSet& patterns) : scanner_(std::make_unique<TextScanner>(patterns)) {}
FileScanner::~FileScanner() = default;

FileContent FileScanner::scan(std::string_view path, Place place, std::string_view raw) {
  FileContent content{.place = place};
  std::string_view text = raw;
  if (looks_binary(raw)) {
    if (!decode_utf16(raw, decoded_)) {
      content.binary = true;
      content.bytes = raw.size();
      content.format = identify(raw, path);
      return content;
    }
    text = decoded_;
    content.decoded = true;
  }
  content.language = language_of_name(path);
  if (content.language == Language::other) content.language = language_of_first_line(text);
  if (place == Place::own && looks_generated(content.language, text)) content.place = Place::generated;
  content.bytes = text.size();
  content.hits = scanner_->scan(path, content.language, text);
  content.cut = scanner_->cut();
  return content;
}

std::string_view name_of(Place place) {
  static constexpr std::array<std::string_view, kPlaces> kNames{
      "own", "tooling", "test", "example", "documentation", "generated", "vendored", "test data"};
  return kNames[static_cast<std::size_t>(place)];
}

std::vector<FileHit> scan_text(const PatternSet& patterns, std::string_view path, Language language,
                               std::string_view text, bool* cut) {
  FileScanner::TextScanner scanner(patterns);
  std::vector<FileHit> hits = scanner.scan(path, language, text);
  if (cut != nullptr) *cut = scanner.cut();
  return hits;
}

}  // namespace badgescan::source
