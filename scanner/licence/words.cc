// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/licence/words.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <unordered_map>

#include "scanner/base/text.h"

namespace badgescan::licence {
namespace {

constexpr bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }

constexpr std::uint64_t kHashStart = 0xcbf29ce484222325ULL;
constexpr std::uint64_t hash_step(std::uint64_t h, char c) {
  return (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
}
constexpr std::uint32_t hash_end(std::uint64_t h) {
  h ^= h >> 29;
  h *= 0xbf58476d1ce4e5b9ULL;
  return static_cast<std::uint32_t>(h >> 32);
}
std::uint32_t raw_hash(std::string_view word) {
  std::uint64_t h = kHashStart;
  for (const char c : word) h = hash_step(h, c);
  return hash_end(h);
}

/// Letters in lower case and digits; 0 for everything else.
constexpr std::array<char, 256> kPlain = [] {
  std::array<char, 256> out{};
  for (std::size_t c = 0; c < 128; c++)
    if (is_letter(static_cast<unsigned char>(c)) || is_digit(static_cast<unsigned char>(c)))
      out[c] = to_lower(static_cast<char>(c));
  return out;
}();
constexpr char plain(char c) { return kPlain[static_cast<unsigned char>(c)]; }

/// British and American spellings, and the few words that copies of the same licence use for one another.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> kSpellings{{
    {"licence", "license"},
    {"licences", "licenses"},
    {"licenced", "licensed"},
    {"https", "http"},
    {"acknowledgement", "acknowledgment"},
    {"acknowledgements", "acknowledgments"},
    {"judgement", "judgment"},
    {"favour", "favor"},
    {"honour", "honor"},
    {"colour", "color"},
    {"labour", "labor"},
    {"behaviour", "behavior"},
    {"endeavours", "endeavors"},
    {"whilst", "while"},
    {"wilful", "willful"},
    {"fulfil", "fulfill"},
    {"fulfilment", "fulfillment"},
    {"programme", "program"},
    {"catalogue", "catalog"},
    {"centre", "center"},
    {"defence", "defense"},
    {"offence", "offense"},
    {"cancelled", "canceled"},
    {"labelled", "labeled"},
    {"artefact", "artifact"},
    {"merchantibility", "merchantability"},
    {"merchantablity", "merchantability"},
    {"noninfringment", "noninfringement"},
    {"expressed", "express"},
    {"copyrights", "copyright"},
}};

/// Which hashes the other spellings have, by their low bits: nearly every word is none, and that is settled
/// without a look-up.
class Spellings {
 public:
  Spellings() : table_(kSpellings.begin(), kSpellings.end()) {
    for (const auto& [other, word] : kSpellings) marks_.set(raw_hash(other) % kMarks);
  }
  /// The hash to use for a word whose own is `hash`.
  std::uint32_t of(std::uint32_t hash, std::string_view word) const {
    if (!marks_.test(hash % kMarks)) return hash;
    const auto found = table_.find(word);
    return found == table_.end() ? hash : raw_hash(found->second);
  }

 private:
  static constexpr std::size_t kMarks = 1024;
  std::unordered_map<std::string_view, std::string_view> table_;
  std::bitset<kMarks> marks_;
};

/// `hash` is the raw hash of `word`.
std::uint32_t canonical_hash(std::string_view word, std::uint32_t hash) {
  static const Spellings spellings;
  if (word.size() < 5) return hash;
  if (const std::uint32_t known = spellings.of(hash, word); known != hash) return known;
  // -ise, -ised, -ising, -isation: the z form. Words like "otherwise" change on both sides alike.
  std::size_t ending = 0;
  switch (word.back()) {
    case 'e':
      ending = word.ends_with("ise") ? 3 : 0;
      break;
    case 'd':
      ending = word.ends_with("ised") ? 4 : 0;
      break;
    case 's':
      ending = word.ends_with("ises") ? 4 : 0;
      break;
    case 'g':
      ending = word.ends_with("ising") ? 5 : 0;
      break;
    case 'n':
      ending = word.size() > 8 && word.ends_with("isation") ? 7 : 0;
      break;
    default:
      break;
  }
  if (ending == 0 || (ending != 7 && word.size() < ending + 3)) return hash;
  std::uint64_t h = kHashStart;
  for (std::size_t i = 0; i < word.size(); i++)
    h = hash_step(h, i == word.size() - ending + 1 ? 'z' : word[i]);
  return hash_end(h);
}

/// Words after which a number is a version and not that of a clause.
bool announces_version(std::string_view word) {
  if (word.size() > 7) return false;
  switch (word.front()) {
    case 'v':
      return word == "version" || word == "v" || word == "ver";
    case 'l':
      return word == "license" || word == "licence" || word == "lgpl";
    case 'a':
      return word == "apache" || word == "agpl";
    default:
      return word.size() == 3 && (word == "gpl" || word == "mpl" || word == "epl" || word == "bsl");
  }
}

/// One code point of UTF-8 at `at`; length 0 when the bytes are not UTF-8.
struct CodePoint {
  std::uint32_t value = 0;
  unsigned length = 0;
};
CodePoint code_point(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const unsigned length = lead >= 0xf0 && lead < 0xf8   ? 4
                          : lead >= 0xe0                ? 3
                          : lead >= 0xc2 && lead < 0xe0 ? 2
                                                        : 0;
  if (length == 0 || lead >= 0xf8 || at + length > text.size()) return {};
  std::uint32_t value = lead & (0x7fU >> length);
  for (unsigned i = 1; i < length; i++) {
    if ((byte(at + i) & 0xc0) != 0x80) return {};
    value = (value << 6) | (byte(at + i) & 0x3fU);
  }
  return {value, length};
}

/// Letters and ideographs stay words; every kind of space, quote, dash, bullet, symbol and box drawing
/// separates.
bool is_word_point(std::uint32_t c) {
  if (c < 0xc0) return c == 0xaa || c == 0xb5 || c == 0xba;
  if (c == 0xd7 || c == 0xf7) return false;
  if (c >= 0x2000 && c <= 0x2bff) return false;
  if (c >= 0x2e00 && c <= 0x2e7f) return false;
  if (c >= 0x3000 && c <= 0x303f) return false;
  if (c >= 0xe000 && c <= 0xf8ff) return false;
  if (c == 0xfeff || (c >= 0xfe00 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff0f)) return false;
  return c < 0x1f000;
}

/// What may stand before the text of a line: comment leaders, bullets, markup.
constexpr std::array<bool, 256> kLeaders = [] {
  std::array<bool, 256> out{};
  for (const char c : std::string_view(" \t*#/;%!|>.,:-+='\"\\{}~&@$`_(<"))
    out[static_cast<unsigned char>(c)] = true;
  return out;
}();
/// Where the text of a line begins, at the latest at its end.
std::size_t text_start(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && kLeaders[static_cast<unsigned char>(line[at])]) at++;
  return at;
}

/// Nearly every line fails this one look at its first letter.
bool may_be_copyright_line(std::string_view line, std::size_t start) {
  if (start == line.size()) return false;
  const char c = to_lower(line[start]);
  return c == 'c' || c == 'p' || line[start] == 'S' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::array<std::string_view, 34> kNotAHolder{
    "notice",     "notices",    "owner",      "owners",    "holder",       "holders", "law",
    "laws",       "license",    "licenses",   "licence",   "and",          "or",      "act",
    "statement",  "statements", "interest",   "interests", "infringement", "in",      "is",
    "to",         "on",         "for",        "patent",    "patents",      "treaty",  "rights",
    "disclaimer", "protection", "registered", "ownership", "of",           "if"};

/// "the project's contributors": a holder named together, in small letters.
bool is_group(std::string_view rest) {
  if (rest.substr(0, 4) != "the ") return false;
  constexpr std::array<std::string_view, 8> kGroups{"authors", "contributors", "developers", "maintainers",
                                                    "members", "project",      "team",       "community"};
  const std::size_t end = std::min(rest.find_first_of(".,;("), rest.size());
  std::string_view last = trim(rest.substr(0, end));
  last.remove_prefix(last.rfind(' ') + 1);
  return std::find(kGroups.begin(), kGroups.end(), last) != kGroups.end();
}

std::string utf8_from_utf16(std::string_view text) {
  const bool big = static_cast<unsigned char>(text[0]) == 0xfe;
  std::string out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
    const auto a = static_cast<unsigned char>(text[i]), b = static_cast<unsigned char>(text[i + 1]);
    const unsigned unit = big ? a * 256U + b : b * 256U + a;
    if (unit < 0x80) {
      out += static_cast<char>(unit);
    } else if (unit < 0x800) {
      out += static_cast<char>(0xc0 | (unit >> 6));
      out += static_cast<char>(0x80 | (unit & 0x3f));
    } else {
      out += static_cast<char>(0xe0 | (unit >> 12));
      out += static_cast<char>(0x80 | ((unit >> 6) & 0x3f));
      out += static_cast<char>(0x80 | (unit & 0x3f));
    }
  }
  return out;
}

}  // namespace

/// Whether a line only says who holds the copyright. `line` is raw text. A line of running text that happens
/// to start with the word must stay: it would be lost or kept depending on where the paragraph is wrapped.
bool is_copyright_line(std::string_view line) {
  std::size_t at = text_start(line);
  if (!may_be_copyright_line(line, at) || line.size() - at > 400) return false;
  const auto begins = [&](std::string_view word) {
    if (line.size() - at < word.size()) return false;
    return std::equal(word.begin(), word.end(), line.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char a, char b) { return a == to_lower(b); });
  };
  const auto has_year = [](std::string_view rest) {
    for (std::size_t i = 0; i + 4 <= rest.size(); i++)
      if ((rest[i] == '1' || rest[i] == '2') && (rest.substr(i, 2) == "19" || rest.substr(i, 2) == "20") &&
          is_digit(static_cast<unsigned char>(rest[i + 2])) &&
          is_digit(static_cast<unsigned char>(rest[i + 3])) &&
          (i + 4 == rest.size() || !is_digit(static_cast<unsigned char>(rest[i + 4]))))
        return true;
    return false;
  };
  if (line.substr(at, 2) == "\xc2\xa9" || line[at] == '\xa9') return true;  // the sign itself
  if (at > 0 && line[at - 1] == '(' && begins("c)")) return has_year(line.substr(at));
  if (begins("spdx-filecopyrighttext:")) return true;
  if (begins("portions copyright ")) at += 9;
  if (begins("copr.")) return has_year(line.substr(at));
  if (!begins("copyright")) return false;
  const bool capital_only = line[at] == 'C' && line[at + 1] == 'o';
  std::string_view rest = line.substr(at + 9);
  if (rest.empty()) return true;
  if (is_letter(static_cast<unsigned char>(rest[0]))) return false;  // "copyrighted"
  const bool labelled = rest[0] == ':';  // as a label it may stand before any line
  const std::size_t start = rest.find_first_not_of(" \t:-,*_");
  if (start == std::string_view::npos) return false;
  rest.remove_prefix(start);
  std::string word;
  for (const char c : rest) {
    if (!is_letter(static_cast<unsigned char>(c))) break;
    word += to_lower(c);
  }
  if (std::find(kNotAHolder.begin(), kNotAHolder.end(), word) != kNotAHolder.end()) return false;
  if (rest[0] == '(' || rest[0] == '<' || rest[0] == '[' || rest[0] == '{' || rest[0] == '&' ||
      is_digit(static_cast<unsigned char>(rest[0])) || static_cast<unsigned char>(rest[0]) >= 0x80)
    return true;
  return has_year(rest) || (capital_only && !labelled && rest.size() < 120 &&
                            (is_upper(static_cast<unsigned char>(rest[0])) || is_group(rest)));
}

namespace {

class Reader {
 public:
  Reader(std::string_view text, Marks marks) : text_(text), marks_(marks) {
    words_.reserve(text.size() / 6 + 8);
  }

  std::vector<Word> read() {
    start_line();
    while (at_ < text_.size() && words_.size() < kMostWords) step();
    drop_all_rights_reserved();
    return std::move(words_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (plain(c)) return read_word();
    if (static_cast<unsigned char>(c) >= 0x80) return read_high();
    if (c == '\n' || c == '\r') return end_line(c);
    if (c == '<' && skip_tag()) return;
    if (c == '&' && skip_entity()) return;
    if ((c == '.' || c == ';' || c == '!' || c == '?') && (at_ + 1 >= text_.size() || text_[at_ + 1] <= ' '))
      boundary_ = true;
    if (marks_ == Marks::read && c >= 1 && c <= 4) depth_ += c % 2 == 1 ? 1 : depth_ > 0 ? -1 : 0;
    at_++;
  }

  void end_line(char c) {
    at_++;
    if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') at_++;
    if (line_ < 0xff'fffe) line_++;
    if (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) boundary_ = true;
    start_line();
  }

  void start_line() {
    in_copyright_ = label_ = false;
    const std::string_view rest = text_.substr(at_, 402);
    const std::size_t first = text_start(rest);
    if (!may_be_copyright_line(rest, first)) return;
    const std::string_view line = rest.substr(0, rest.find_first_of("\n\r"));
    in_copyright_ = is_copyright_line(line);
    label_ = !in_copyright_ && starts_with_ignoring_case(line.substr(first), "copyright:");
  }

  /// "<year>", "<p>", "<mailto:…>": placeholders and markup say nothing.
  bool skip_tag() {
    if (at_ + 1 >= text_.size()) return false;
    const auto next = static_cast<unsigned char>(text_[at_ + 1]);
    if (!is_letter(next) && next != '/') return false;
    const std::string_view rest = text_.substr(at_ + 1, 200);
    const std::size_t end = rest.find_first_of("<>");
    if (end == std::string_view::npos || rest[end] == '<') return false;
    std::size_t lines = 0;
    for (const char c : rest.substr(0, end)) lines += c == '\n';
    if (lines > 2) return false;
    line_ += static_cast<std::uint32_t>(lines);
    at_ += end + 2;
    return true;
  }

  bool skip_entity() {
    const std::string_view rest = text_.substr(at_ + 1, 9);
    const std::size_t end = rest.find(';');
    if (end == std::string_view::npos || end == 0) return false;
    for (const char c : rest.substr(0, end))
      if (!is_letter(static_cast<unsigned char>(c)) && !is_digit(static_cast<unsigned char>(c)) && c != '#')
        return false;
    at_ += end + 2;
    return true;
  }

  void read_high() {
    const CodePoint point = code_point(text_, at_);
    if (point.length == 0) {
      at_++;  // Latin-1 or damage: a separator
    } else if (is_word_point(point.value)) {
      read_word();
    } else {
      at_ += point.length;
    }
  }

  void read_word() {
    const std::size_t start = at_;
    const std::string_view text = text_;  // stores to letters_ could change what a member points to
    std::size_t at = at_, length = 0;
    std::uint64_t hash = kHashStart;
    bool digits = true;
    const auto take = [&](char c) {
      letters_[length++] = c;
      hash = hash_step(hash, c);
      at++;
    };
    while (at < text.size() && length < kMostLetters) {
      const char c = text[at];
      if (const char same = plain(c)) {
        digits = digits && same <= '9';
        take(same);
      } else if (static_cast<unsigned char>(c) >= 0x80) {
        const CodePoint point = code_point(text, at);
        if (point.length == 0 || !is_word_point(point.value)) break;
        for (unsigned i = 0; i < point.length; i++) take(text[at]);
        digits = false;
      } else if (c == '.' && digits && at + 1 < text.size() &&
                 is_digit(static_cast<unsigned char>(text[at + 1]))) {
        take('.');
      } else {
        break;
      }
    }
    at_ = at;
    word_ = {letters_.data(), length};
    if (word_.empty()) return;
    const bool skip = in_copyright_ || label_ || is_number_of_item(start, digits);
    label_ = false;
    words_.push_back({canonical_hash(word_, hash_end(hash)), line_ & 0xff'ffffU, skip ? 1U : 0U,
                      boundary_ ? 1U : 0U, depth_ > 0 ? 1U : 0U});
    boundary_ = false;
    after_version_ = announces_version(word_);
  }

  /// "1.", "(b)", "iv)", "2.1": numbers of clauses. Decided by the neighbouring characters only.
  bool is_number_of_item(std::size_t start, bool digits) {
    const bool dotted = digits && word_.find('.') != std::string_view::npos;
    if (dotted) {
      if (after_version_) return false;
      const char next = at_ < text_.size() ? text_[at_] : ' ';
      return next != '-' && next != '/';
    }
    const bool item = digits ? word_.size() <= 2 && !after_version_ : word_.size() == 1 || is_roman();
    if (!item) return false;
    const char next = at_ < text_.size() ? text_[at_] : ' ';
    const char after = at_ + 1 < text_.size() ? text_[at_ + 1] : ' ';
    const char before = start > 0 ? text_[start - 1] : ' ';
    if (next == ')' || before == '(') return true;
    return (next == '.' || next == ':') &&
           (after == ' ' || after == '\n' || after == '\r' || after == '\t' || after == '*');
  }

  bool is_roman() const {
    return word_.size() <= 4 &&
           std::all_of(word_.begin(), word_.end(), [](char c) { return c == 'i' || c == 'v' || c == 'x'; });
  }

  void drop_all_rights_reserved() {
    static const std::uint32_t all = word_hash("all"), rights = word_hash("rights"),
                               reserved = word_hash("reserved");
    for (std::size_t i = 0; i + 2 < words_.size(); i++)
      if (words_[i].hash == all && words_[i + 1].hash == rights && words_[i + 2].hash == reserved)
        words_[i].skip = words_[i + 1].skip = words_[i + 2].skip = 1;
  }

  std::string_view text_;
  Marks marks_;
  std::vector<Word> words_;
  static constexpr std::size_t kMostLetters = 64;
  std::array<char, kMostLetters + 4> letters_{};
  std::string_view word_;  ///< the last one, in lower case
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  int depth_ = 0;
  bool in_copyright_ = false;
  bool label_ = false;  ///< the line begins with "Copyright:", and the next word is that
  bool after_version_ = false;
  bool boundary_ = true;
};

}  // namespace

std::uint32_t word_hash(std::string_view word) { return canonical_hash(word, raw_hash(word)); }

std::vector<Word> words_of(std::string_view text, Marks marks) {
  text = text.substr(0, kMostBytes);
  if (text.size() >= 4 && (text.substr(0, 2) == "\xff\xfe" || text.substr(0, 2) == "\xfe\xff")) {
    const std::string converted = utf8_from_utf16(text);
    return Reader(converted, marks).read();
  }
  return Reader(text, marks).read();
}

}  // namespace badgescan::licence
