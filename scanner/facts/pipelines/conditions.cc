// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/pipelines/conditions.h"

#include <algorithm>

#include "scanner/base/text.h"

namespace badgescan::ci {

Tri both(Tri a, Tri b) { return std::min(a, b); }
Tri either(Tri a, Tri b) { return std::max(a, b); }
Tri negate(Tri a) { return a == Tri::yes ? Tri::no : a == Tri::no ? Tri::yes : Tri::unknown; }

namespace {

constexpr int kDepth = 24;
constexpr std::size_t kBytes = 4'096;

bool name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_.$-*").find(c) != std::string_view::npos;
}

class Parser {
 public:
  Parser(std::string_view text, const Decide& decide) : text_(text), decide_(decide) {}

  Tri run() {
    const Tri result = any(0);
    skip();
    return failed_ || at_ < text_.size() ? Tri::unknown : result;
  }

 private:
  void skip() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }
  bool take(std::string_view token) {
    skip();
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  Tri fail() {
    failed_ = true;
    at_ = text_.size();
    return Tri::unknown;
  }

  Tri any(int depth) {
    Tri result = all(depth);
    while (!failed_ && take("||")) result = either(result, all(depth));
    return result;
  }
  Tri all(int depth) {
    Tri result = single(depth);
    while (!failed_ && take("&&")) result = both(result, single(depth));
    return result;
  }

  Tri single(int depth) {
    if (depth > kDepth) return fail();
    skip();
    if (at_ < text_.size() && text_[at_] == '!' && text_.substr(at_, 2) != "!=" &&
        text_.substr(at_, 2) != "!~") {
      ++at_;
      return negate(single(depth + 1));
    }
    if (take("(")) {
      const Tri inner = any(depth + 1);
      return take(")") ? inner : fail();
    }
    const Term left = term(depth);
    if (left.kind == Term::Kind::none) return fail();
    for (const std::string_view op : {"==", "!=", "=~", "!~"}) {
      if (!take(op)) continue;
      const Term right = term(depth);
      return right.kind == Term::Kind::none ? fail() : decide_(left, op, right);
    }
    return decide_(left, "", {});
  }

  Term term(int depth) {
    skip();
    if (at_ >= text_.size() || depth > kDepth) return {};
    const char c = text_[at_];
    if (c == '\'' || c == '"') return quoted(c, Term::Kind::text);
    if (c == '/') return quoted('/', Term::Kind::pattern);
    Term found{Term::Kind::name, {}, {}};
    while (at_ < text_.size() && (name_char(text_[at_]) || text_[at_] == '[')) {
      if (text_[at_] == '[') {  // variables['Build.Reason']
        const std::size_t end = text_.find(']', at_);
        if (end == std::string_view::npos) return {};
        found.text += text_.substr(at_, end + 1 - at_);
        at_ = end + 1;
      } else {
        found.text += text_[at_++];
      }
    }
    if (found.text.empty()) return {};
    if (!take("(")) return found;
    found.kind = Term::Kind::call;
    while (!take(")")) {
      Term argument = term(depth + 1);
      if (argument.kind == Term::Kind::none || found.terms.size() > 32) return {};
      found.terms.push_back(std::move(argument));
      take(",");
    }
    return found;
  }

  Term quoted(char quote, Term::Kind kind) {
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return {};
    Term found{kind, std::string(text_.substr(at_ + 1, end - at_ - 1)), {}};
    at_ = end + 1;
    if (kind == Term::Kind::pattern) take("i");
    return found;
  }

  std::string_view text_;
  const Decide& decide_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

Tri evaluate(std::string_view condition, const Decide& decide) {
  condition = trim(condition);
  if (condition.starts_with("${{") && condition.ends_with("}}") &&
      condition.find("${{", 3) == std::string_view::npos) {
    condition = trim(condition.substr(3, condition.size() - 5));
  }
  if (condition.empty() || condition.size() > kBytes) return Tri::unknown;
  return Parser(condition, decide).run();
}

Tri compare(const std::string* value, std::string_view op, const Term& right) {
  if (!value) return Tri::unknown;
  if (op.empty()) return value->empty() ? Tri::no : Tri::yes;
  Tri same = Tri::unknown;
  if (right.kind == Term::Kind::text) {
    same = equals_ignoring_case(*value, right.text) ? Tri::yes : Tri::no;
  } else if (right.kind == Term::Kind::name && (right.text == "null" || right.text == "nil")) {
    same = value->empty() ? Tri::yes : Tri::no;
  } else if (right.kind == Term::Kind::pattern && value->empty()) {
    same = Tri::no;
  }
  return op == "!=" || op == "!~" ? negate(same) : same;
}

}  // namespace badgescan::ci
