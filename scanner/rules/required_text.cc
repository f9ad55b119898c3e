// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/required_text.h"

#include <algorithm>
#include <array>
#include <bit>

#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr unsigned kCodeBits = 5;  ///< of a character
constexpr int kGroupBits = 15;     ///< of three characters
constexpr int kFewestBits = 8;     ///< of a text
constexpr int kDeepest = 50;       ///< groups within groups

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

unsigned next_group(unsigned group, char c) {
  return (group << kCodeBits | kCodes[static_cast<std::uint8_t>(c)]) % (1u << kGroupBits);
}

}  // namespace

TextGroups::TextGroups(std::string_view text) {
  // The long s and the sign of kelvin are an s and a k to whoever ignores case.
  any_ =
      text.find("\xc5\xbf") != std::string_view::npos || text.find("\xe2\x84\xaa") != std::string_view::npos;
  // Eight places a character keep most groups apart.
  bits_ = static_cast<unsigned>(
      std::clamp(static_cast<int>(std::bit_width(text.size() * 8)), kFewestBits, kGroupBits));
  seen_.resize((std::size_t{1} << bits_) / 64);
  if (text.size() < RequiredText::kShortest) return;
  unsigned group =
      kCodes[static_cast<std::uint8_t>(text[0])] << kCodeBits | kCodes[static_cast<std::uint8_t>(text[1])];
  for (const char c : text.substr(2)) {
    group = next_group(group, c);
    const std::size_t place = place_of(group);
    seen_[place / 64] |= std::uint64_t{1} << (place % 64);
  }
}

std::size_t TextGroups::place_of(unsigned group) const {
  return static_cast<std::uint32_t>(group * 0x9E3779B1u) >> (32 - bits_);
}

bool TextGroups::may_hold(std::string_view word) const {
  if (any_) return true;
  unsigned group = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    group = next_group(group, word[i]);
    if (i + 1 < RequiredText::kShortest) continue;
    const std::size_t place = place_of(group);
    if ((seen_[place / 64] >> (place % 64) & 1) == 0) return false;
  }
  return true;
}

LazyGroups& LazyGroups::operator=(const LazyGroups& other) noexcept {
  if (this != &other) delete made_.exchange(nullptr);
  return *this;
}

const TextGroups& LazyGroups::of(std::string_view text) const {
  if (const TextGroups* made = made_.load(std::memory_order_acquire)) return *made;
  const TextGroups* mine = new TextGroups(text);
  const TextGroups* first = nullptr;
  if (made_.compare_exchange_strong(first, mine)) return *mine;
  delete mine;  // another thread was faster
  return *first;
}

/// Reads as much of RE2's syntax as tells what stands in every match.
class PatternReader {
 public:
  PatternReader(std::string_view pattern, std::size_t shortest) : rest_(pattern), shortest_(shortest) {}

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
      if (run.size() >= shortest_) {
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
    // A word is told faster than alternatives.
    std::stable_partition(all.parts_.begin(), all.parts_.end(),
                          [](const RequiredText& part) { return part.kind_ == Kind::word; });
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
  const std::size_t shortest_;
  int depth_ = 0;
  bool lost_ = false;  ///< something that is not known here
};

RequiredText RequiredText::of(std::string_view pattern, std::size_t shortest) {
  return PatternReader(pattern, shortest).read();
}

template <class Holds>
bool RequiredText::satisfied(const Holds& holds) const {
  const auto here = [&](const RequiredText& part) { return part.satisfied(holds); };
  switch (kind_) {
    case Kind::word:
      return holds(word_);
    case Kind::all:
      return std::all_of(parts_.begin(), parts_.end(), here);
    case Kind::one:
      return std::any_of(parts_.begin(), parts_.end(), here);
    case Kind::nothing:
      break;
  }
  return true;
}

bool RequiredText::may_be_in(const TextGroups& text) const {
  return satisfied([&](const std::string& word) { return text.may_hold(word); });
}

bool RequiredText::may_be_in_lower(std::string_view text) const {
  return satisfied([&](const std::string& word) { return text.find(word) != std::string_view::npos; });
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
