// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/required_text.h"

#include <algorithm>

#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::size_t kShortest = 3;  ///< of a word that is looked for
constexpr int kDeepest = 50;          ///< groups within groups

constexpr std::uint8_t kNotAscii = 27;  ///< letters and digits have smaller codes, punctuation larger ones
constexpr std::array<std::uint8_t, 256> kCodes = [] {
  std::array<std::uint8_t, 256> codes{};
  for (unsigned c = 0; c < codes.size(); ++c) {
    const unsigned letter = c | 0x20u;
    if (letter >= 'a' && letter <= 'z' && c < 0x80)
      codes[c] = static_cast<std::uint8_t>(letter - 'a');
    else if (c >= '0' && c <= '9')
      codes[c] = 26;
    else
      codes[c] = c >= 0x80 ? kNotAscii : c == ' ' ? 28 : c == '-' ? 29 : 30;
  }
  return codes;
}();

}  // namespace

TextGroups::TextGroups(std::string_view text) {
  // The long s and the sign of kelvin are an s and a k to whoever ignores case.
  any_ =
      text.find("\xc5\xbf") != std::string_view::npos || text.find("\xe2\x84\xaa") != std::string_view::npos;
  if (text.size() < kShortest) return;
  unsigned group =
      kCodes[static_cast<std::uint8_t>(text[0])] << kBits | kCodes[static_cast<std::uint8_t>(text[1])];
  for (const char c : text.substr(2)) {
    group = (group << kBits | kCodes[static_cast<std::uint8_t>(c)]) % (1u << (3 * kBits));
    seen_[group / 64] |= std::uint64_t{1} << (group % 64);
  }
}

bool TextGroups::may_hold(std::string_view word) const {
  if (any_) return true;
  unsigned group = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    group = (group << kBits | kCodes[static_cast<std::uint8_t>(word[i])]) % (1u << (3 * kBits));
    if (i + 1 >= kShortest && (seen_[group / 64] >> (group % 64) & 1) == 0) return false;
  }
  return true;
}

/// Reads as much of RE2's syntax as tells what stands in every match.
class PatternReader {
 public:
  explicit PatternReader(std::string_view pattern) : rest_(pattern) {}

  RequiredText read() {
    RequiredText all = alternatives();
    return lost_ || !rest_.empty() ? RequiredText{} : all;
  }

 private:
  using Kind = RequiredText::Kind;
  enum class Atom { letter, group, place, other };  ///< a place, such as \b, takes no room

  RequiredText alternatives() {
    RequiredText one;
    one.kind_ = Kind::one;
    bool nothing = false;
    if (++depth_ > kDeepest) lost_ = true;
    do {
      one.parts_.push_back(sequence());
      nothing = nothing || one.parts_.back().kind_ == Kind::nothing;
    } while (take('|') && !lost_);
    --depth_;
    if (nothing || lost_) return {};
    return one.parts_.size() == 1 ? std::move(one.parts_.front()) : one;
  }

  RequiredText sequence() {
    RequiredText all;
    all.kind_ = Kind::all;
    std::string run;
    const auto end_run = [&] {
      if (run.size() >= kShortest) {
        all.parts_.emplace_back().kind_ = Kind::word;
        all.parts_.back().word_ = to_lower(run);
      }
      run.clear();
    };
    while (!lost_ && !rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      RequiredText group;
      char letter = 0;
      const Atom atom = read_atom(letter, group);
      bool optional = false;
      const bool repeated = read_repeat(optional);
      if (atom == Atom::place) continue;
      if (atom == Atom::letter && !optional) run += letter;
      if (atom != Atom::letter || repeated) end_run();
      if (!optional && group.kind_ != Kind::nothing) all.parts_.push_back(std::move(group));
    }
    end_run();
    if (all.parts_.empty()) return {};
    return all.parts_.size() == 1 ? std::move(all.parts_.front()) : all;
  }

  Atom read_atom(char& letter, RequiredText& group) {
    letter = next();
    switch (letter) {
      case '(':
        return read_group(group);
      case '[':
        skip_class();
        return Atom::other;
      case '\\':
        return read_escape(letter);
      case '.':
        return Atom::other;
      case '^':
      case '$':
        return Atom::place;
      case '*':
      case '+':
      case '?':
        lost_ = true;
        return Atom::other;
      default:
        break;
    }
    if (static_cast<std::uint8_t>(letter) < 0x80) return Atom::letter;
    while (!rest_.empty() && (static_cast<std::uint8_t>(rest_.front()) & 0xC0) == 0x80) next();
    return Atom::other;
  }

  Atom read_group(RequiredText& group) {
    if (take('?')) {
      if (take('P') || rest_.starts_with('<')) {
        const std::size_t end = rest_.find('>');
        if (!rest_.starts_with('<') || end == std::string_view::npos) return lose();
        rest_.remove_prefix(end + 1);
      } else {
        while (!rest_.empty() && std::string_view("imsU-").find(rest_.front()) != std::string_view::npos)
          next();
        if (take(')')) return Atom::place;
        if (!take(':')) return lose();
      }
    }
    group = alternatives();
    return take(')') ? Atom::group : lose();
  }

  Atom read_escape(char& letter) {
    letter = next();
    if (std::string_view("bBAz").find(letter) != std::string_view::npos) return Atom::place;
    if (std::string_view("dDwWsSntrfvaC").find(letter) != std::string_view::npos) return Atom::other;
    if (letter == 'p' || letter == 'P' || letter == 'x') {
      const std::size_t end = rest_.find('}');
      if (letter != 'x' && !rest_.starts_with('{')) return next(), Atom::other;
      if (!rest_.starts_with('{') || end == std::string_view::npos) return lose();
      rest_.remove_prefix(end + 1);
      return Atom::other;
    }
    const bool word = kCodes[static_cast<std::uint8_t>(letter)] <= kNotAscii;
    return word ? lose() : Atom::letter;
  }

  void skip_class() {
    take('^');
    take(']');
    while (!lost_ && !take(']')) {
      if (rest_.starts_with("[:")) {
        const std::size_t end = rest_.find(":]");
        if (end == std::string_view::npos) return void(lose());
        rest_.remove_prefix(end + 2);
      } else if (next() == '\\') {
        next();
      }
    }
  }

  /// "*", "+?", "{2,3}"; a brace that begins no such repeat stands for itself.
  bool read_repeat(bool& optional) {
    bool repeated = false;
    for (;; repeated = true) {
      if (take('*') || take('?')) {
        optional = true;
      } else if (rest_.starts_with('{')) {
        const std::size_t end = rest_.find_first_not_of("0123456789,", 1);
        if (end == std::string_view::npos || rest_[end] != '}' || end == 1) return repeated;
        optional = optional || rest_[1] == '0' || rest_[1] == ',';
        rest_.remove_prefix(end + 1);
      } else if (!take('+')) {
        return repeated;
      }
    }
  }

  char next() {
    if (rest_.empty()) {
      lost_ = true;
      return 0;
    }
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  Atom lose() {
    lost_ = true;
    return Atom::other;
  }

  std::string_view rest_;
  int depth_ = 0;
  bool lost_ = false;  ///< something that is not known here
};

RequiredText RequiredText::of(std::string_view pattern) { return PatternReader(pattern).read(); }

bool RequiredText::may_be_in(const TextGroups& text) const {
  const auto here = [&](const RequiredText& part) { return part.may_be_in(text); };
  switch (kind_) {
    case Kind::word:
      return text.may_hold(word_);
    case Kind::all:
      return std::all_of(parts_.begin(), parts_.end(), here);
    case Kind::one:
      return std::any_of(parts_.begin(), parts_.end(), here);
    case Kind::nothing:
      break;
  }
  return true;
}

std::string RequiredText::describe() const {
  if (kind_ == Kind::word) return word_;
  std::string out;
  for (const RequiredText& part : parts_) {
    if (!out.empty()) out += kind_ == Kind::all ? " & " : " | ";
    const bool simple = part.kind_ == Kind::word;
    out += simple ? part.word_ : '(' + part.describe() + ')';
  }
  return out;
}

}  // namespace badgescan
