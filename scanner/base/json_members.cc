// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/json_members.h"

#include <cstdint>

#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | code >> 6), byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12), byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 0x3F)), byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

/// Thrown and caught in this file only: the parser below is a few mutually calling functions.
struct Complaint {
  std::size_t at;
  std::string reason;
};

class Reader {
 public:
  Reader(std::string_view text, const JsonMembersLimits& limits) : text_(text), limits_(limits) {}

  JsonMembers read() {
    JsonMembers out;
    space();
    if (peek() != '{') fail(msg("an object is expected: {{ … }}"));
    out.open = at_++;
    space();
    if (peek() != '}') {
      do {
        if (out.members.size() >= limits_.members) fail(msg("more than {} members", limits_.members));
        out.members.push_back(member());
      } while (comma());
    }
    if (peek() != '}') fail(msg("a comma or }} is expected"));
    out.close = at_++;
    space();
    if (at_ < text_.size()) fail(msg("there is more text behind the object"));
    return out;
  }

 private:
  [[noreturn]] void fail(std::string reason) const { throw Complaint{at_, std::move(reason)}; }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r')) {
      line_ += text_[at_++] == '\n';
    }
  }

  bool comma() {
    space();
    if (peek() != ',') return false;
    ++at_;
    space();
    if (peek() == '}') fail(msg("a comma stands before }}"));
    return true;
  }

  JsonMember member() {
    JsonMember out;
    space();
    out.line = line_;
    out.key_begin = at_;
    if (peek() != '"') fail(msg("a key in quotes is expected"));
    out.key = string();
    space();
    if (peek() != ':') fail(msg("a colon is expected behind the key"));
    ++at_;
    space();
    out.value_begin = at_;
    out.kind = kind();
    if (out.kind == JsonMember::Kind::text)
      out.text = string();
    else
      skip_value();
    out.value_end = at_;
    return out;
  }

  JsonMember::Kind kind() const {
    using Kind = JsonMember::Kind;
    switch (peek()) {
      case '"':
        return Kind::text;
      case '{':
        return Kind::object;
      case '[':
        return Kind::array;
      case 't':
      case 'f':
        return Kind::boolean;
      case 'n':
        return Kind::null;
      default:
        return Kind::number;
    }
  }

  /// Walks over a value without keeping it: a stack of closing brackets instead of recursion.
  void skip_value() {
    std::string open;
    bool value_due = true;
    do {
      space();
      const char c = peek();
      if (value_due && (c == '{' || c == '[')) {
        open += c == '{' ? '}' : ']';
        if (static_cast<int>(open.size()) + 1 > limits_.depth)
          fail(msg("nested deeper than {}", limits_.depth));
        ++at_;
        space();
        if (peek() == open.back()) {
          ++at_, open.pop_back(), value_due = false;
        } else if (open.back() == '}') {
          inner_key();
        }
      } else if (value_due) {
        scalar();
        value_due = false;
      } else if (c == ',') {
        ++at_;
        space();
        if (open.back() == '}') inner_key();
        value_due = true;
      } else if (c == open.back()) {
        ++at_, open.pop_back();
      } else {
        fail(msg("a comma or {} is expected", open.back()));
      }
    } while (!open.empty() || value_due);
  }

  void inner_key() {
    if (peek() != '"') fail(msg("a key in quotes is expected"));
    string();
    space();
    if (peek() != ':') fail(msg("a colon is expected behind the key"));
    ++at_;
  }

  void scalar() {
    if (peek() == '"') {
      string();
      return;
    }
    for (const std::string_view word : {"true", "false", "null"}) {
      if (text_.substr(at_).starts_with(word)) {
        at_ += word.size();
        return;
      }
    }
    number();
  }

  void number() {
    const auto digits = [&] {
      if (!is_digit(peek())) fail(msg("a value is expected"));
      while (is_digit(peek())) ++at_;
    };
    if (peek() == '-') ++at_;
    digits();
    if (peek() == '.') ++at_, digits();
    if (peek() != 'e' && peek() != 'E') return;
    ++at_;
    if (peek() == '+' || peek() == '-') ++at_;
    digits();
  }

  std::string string() {
    std::string out;
    ++at_;
    for (;;) {
      if (at_ >= text_.size()) fail(msg("a text has no closing quote"));
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) < 0x20) fail(msg("a text holds a line end or control character"));
      ++at_;
      if (c == '"') return out;
      if (c == '\\')
        escape(out);
      else
        out += c;
    }
  }

  void escape(std::string& out) {
    const char c = peek();
    ++at_;
    constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
    if (const std::size_t found = from.find(c); found != std::string_view::npos && c != '\0') {
      out += to[found];
      return;
    }
    if (c != 'u') {
      --at_;
      fail(msg("unknown escape in a text"));
    }
    std::uint32_t code = unit();
    if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
      at_ += 2;
      const std::uint32_t low = unit();
      if (low < 0xDC00 || low > 0xDFFF) fail(msg("half of a surrogate pair in a text"));
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    if (code >= 0xD800 && code <= 0xDFFF) fail(msg("half of a surrogate pair in a text"));
    append_utf8(out, code);
  }

  std::uint32_t unit() {
    std::uint32_t code = 0;
    for (int i = 0; i < 4; ++i) {
      const int value = hex_value(peek());
      if (value < 0) fail(msg("unknown escape in a text"));
      code = code << 4 | static_cast<std::uint32_t>(value);
      ++at_;
    }
    return code;
  }

  std::string_view text_;
  JsonMembersLimits limits_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

Result<JsonMembers> read_json_members(std::string_view text, const JsonMembersLimits& limits) {
  try {
    return Reader(text, limits).read();
  } catch (const Complaint& complaint) {
    return Error{msg("line {}: {}", line_of(text, complaint.at), complaint.reason)};
  }
}

std::string json_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        else
          out += c;
    }
  }
  return out + '"';
}

}  // namespace badgescan
