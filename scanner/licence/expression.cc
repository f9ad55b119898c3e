// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/licence/expression.h"

#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/licence/table.h"

namespace badgescan::licence {
namespace {

constexpr std::size_t kMostBytes = 4096;
constexpr std::size_t kMostTerms = 256;
constexpr int kMostDepth = 32;

bool is_id_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == ':' || c == '_';
}

std::string spelled(std::string_view id) {
  const SpdxId* known = Spdx::get().find(id);
  return std::string(known != nullptr ? known->id : id);
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Expression> parse() {
    Expression out = any_of(0);
    skip_space();
    if (error_.empty() && at_ != text_.size()) fail("something follows the expression");
    if (!error_.empty()) return Error{error_};
    return out;
  }

 private:
  Expression any_of(int depth) {
    std::vector<Expression> parts{all_of(depth)};
    while (error_.empty() && (take_word("OR") || take('/') || take('|'))) {
      take('|');
      parts.push_back(all_of(depth));
    }
    return combine(Expression::Kind::any_of, parts);
  }

  Expression all_of(int depth) {
    std::vector<Expression> parts{with(depth)};
    while (error_.empty() && (take_word("AND") || take('&'))) {
      take('&');
      parts.push_back(with(depth));
    }
    return combine(Expression::Kind::all_of, parts);
  }

  Expression with(int depth) {
    Expression out = primary(depth);
    if (error_.empty() && take_word("WITH")) {
      const std::string_view exception = id();
      if (out.kind != Expression::Kind::term) return fail("WITH follows a group"), out;
      if (exception.empty()) return fail("WITH names no exception"), out;
      out.exception = spelled(exception);
    }
    return out;
  }

  Expression primary(int depth) {
    if (depth > kMostDepth) return fail("too deeply nested"), Expression{};
    if (take('(')) {
      Expression inner = any_of(depth + 1);
      if (error_.empty() && !take(')')) fail("a closing parenthesis is missing");
      return inner;
    }
    const std::string_view name = id();
    if (name.empty()) return fail("a licence id is missing"), Expression{};
    if (++terms_ > kMostTerms) return fail("too many licences"), Expression{};
    Expression out = Expression::term(spelled(name));
    if (at_ < text_.size() && text_[at_] == '+') {
      at_++;
      out.or_later = true;
    }
    return out;
  }

  std::string_view id() {
    skip_space();
    const std::size_t start = at_;
    while (at_ < text_.size() && is_id_char(text_[at_])) at_++;
    const std::string_view found = text_.substr(start, at_ - start);
    for (const std::string_view word : {"AND", "OR", "WITH"})
      if (equals_ignoring_case(found, word)) return {};
    return found;
  }

  bool take_word(std::string_view word) {
    skip_space();
    const std::string_view rest = text_.substr(at_);
    if (!starts_with_ignoring_case(rest, word)) return false;
    if (rest.size() > word.size() && is_id_char(rest[word.size()])) return false;
    at_ += word.size();
    return true;
  }

  bool take(char c) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    at_++;
    return true;
  }

  void skip_space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      at_++;
  }

  void fail(std::string_view reason) {
    if (error_.empty()) error_ = std::string(reason) + " at byte " + std::to_string(at_);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t terms_ = 0;
  std::string error_;
};

void append(std::string& out, const Expression& expression, bool inside_all_of) {
  if (expression.kind == Expression::Kind::term) {
    out += expression.id;
    if (expression.or_later) out += '+';
    if (!expression.exception.empty()) out += " WITH " + expression.exception;
    return;
  }
  const bool any = expression.kind == Expression::Kind::any_of;
  if (any && inside_all_of) out += '(';
  for (std::size_t i = 0; i < expression.of.size(); i++) {
    if (i > 0) out += any ? " OR " : " AND ";
    append(out, expression.of[i], !any);
  }
  if (any && inside_all_of) out += ')';
}

void collect_terms(const Expression& expression, std::vector<const Expression*>& out) {
  if (expression.kind == Expression::Kind::term) out.push_back(&expression);
  for (const Expression& part : expression.of) collect_terms(part, out);
}

int order(Freedom freedom) { return static_cast<int>(freedom); }

/// For a choice the better answer counts, for a conjunction the worse.
bool better(const Judgement& a, const Judgement& b) {
  if (a.freedom != b.freedom) return order(a.freedom) < order(b.freedom);
  if (a.content != b.content) return !a.content;
  return a.osi && !b.osi;
}

}  // namespace

Result<Expression> parse_expression(std::string_view text) {
  if (text.size() > kMostBytes) return Error{"the licence expression is longer than 4096 bytes"};
  return Parser(text).parse();
}

std::string to_string(const Expression& expression) {
  std::string out;
  append(out, expression, false);
  return out;
}

Expression combine(Expression::Kind kind, const std::vector<Expression>& parts) {
  Expression out{.kind = kind};
  for (const Expression& part : parts) {
    const std::vector<Expression> flat = part.kind == kind ? part.of : std::vector<Expression>{part};
    for (const Expression& one : flat)
      if (std::find(out.of.begin(), out.of.end(), one) == out.of.end()) out.of.push_back(one);
  }
  return out.of.size() == 1 ? Expression(out.of.front()) : out;
}

std::vector<const Expression*> terms_of(const Expression& expression) {
  std::vector<const Expression*> out;
  collect_terms(expression, out);
  return out;
}

Judgement judge(const Expression& expression, const std::function<Judgement(const Expression&)>& judge_term) {
  if (expression.kind == Expression::Kind::term) return judge_term(expression);
  Judgement out = judge(expression.of.front(), judge_term);
  for (std::size_t i = 1; i < expression.of.size(); i++) {
    const Judgement next = judge(expression.of[i], judge_term);
    const bool take = expression.kind == Expression::Kind::any_of ? better(next, out) : better(out, next);
    const bool osi = expression.kind == Expression::Kind::any_of ? out.osi || next.osi : out.osi && next.osi;
    if (take) out = next;
    out.osi = osi;
  }
  return out;
}

}  // namespace badgescan::licence
