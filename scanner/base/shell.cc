// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/base/shell.h"

#include <algorithm>
#include <map>
#include <utility>

#include "scanner/base/shell_unwrap.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::size_t kTextBytes = 200;
constexpr std::size_t kWordBytes = 8'192;
constexpr std::size_t kVariables = 500;

struct Token {
  enum class Kind { word, op, newline, end };
  Kind kind = Kind::end;
  std::string text;
  bool quoted = false;  // holds a quote or an escape: never a keyword
  int line = 1;
  std::size_t begin = 0, end = 0;          // bytes of the script
  std::vector<std::string> substitutions;  // texts inside $( ) and ` `
};

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

class Lexer {
 public:
  Lexer(std::string_view script, ShellDialect dialect) : script_(script), dialect_(dialect) {}

  Token next() {
    do {
      skip_blanks();
    } while (at_ < script_.size() && peek() != '\n' && !operator_length() && redirection());
    Token token;
    token.line = line_;
    token.begin = token.end = at_;
    if (at_ >= script_.size()) return token;
    if (peek() == '\n') return newline(std::move(token));
    const std::size_t length = operator_length();
    if (length == 0) return word(std::move(token));
    token.kind = Token::Kind::op;
    token.text = script_.substr(at_, length);
    at_ += length;
    token.end = at_;
    return token;
  }

  /// Takes everything up to `close` as one piece: inside [[ ]] and (( )) operators mean something else.
  void skip_past(std::string_view close) {
    const std::size_t line_end = script_.find('\n', at_);
    const std::size_t found = script_.find(close, at_);
    if (found == std::string_view::npos || found > line_end) {
      at_ = std::min(line_end, script_.size());
    } else {
      at_ = found + close.size();
    }
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < script_.size() ? script_[at_ + ahead] : '\0';
  }
  char continuation() const {
    if (dialect_ == ShellDialect::powershell) return '`';
    return dialect_ == ShellDialect::cmd ? '^' : '\\';
  }

  // Length of a line continuation here, 0 when there is none.
  std::size_t continued() const {
    if (peek() != continuation()) return 0;
    if (peek(1) == '\n') return 2;
    return peek(1) == '\r' && peek(2) == '\n' ? 3 : 0;
  }

  void skip_blanks() {
    while (at_ < script_.size()) {
      if (blank(peek())) {
        ++at_;
      } else if (const std::size_t length = continued()) {
        at_ += length;
        ++line_;
      } else if (comment()) {
        at_ = std::min(script_.find('\n', at_), script_.size());
      } else {
        return;
      }
    }
  }

  bool comment() const {
    if (dialect_ != ShellDialect::cmd) return peek() == '#';
    return (at_ == 0 || script_[at_ - 1] == '\n') &&
           (script_.substr(at_, 2) == "::" || starts_with_ignoring_case(script_.substr(at_), "rem "));
  }

  std::size_t operator_length() const {
    for (const std::string_view op : {"&&", "||", ";;", "|&"}) {
      if (script_.substr(at_, 2) == op) return 2;
    }
    const char c = peek();
    if (c == '&' && peek(1) == '>') return 0;  // a redirection
    return c == ';' || c == '|' || c == '&' || c == '(' || c == ')' ? 1 : 0;
  }

  Token newline(Token token) {
    token.kind = Token::Kind::newline;
    ++at_;
    ++line_;
    token.end = at_;
    for (const std::string& tag : std::exchange(heredocs_, {})) skip_heredoc(tag);
    return token;
  }

  void skip_heredoc(const std::string& tag) {
    while (at_ < script_.size()) {
      const std::size_t end = std::min(script_.find('\n', at_), script_.size());
      const std::string_view line = trim(script_.substr(at_, end - at_));
      at_ = std::min(end + 1, script_.size());
      ++line_;
      if (line == tag) return;
    }
  }

  // Reads "2>&1", ">file", "<<EOF" and so on; false and nothing read when there is none here.
  bool redirection() {
    std::size_t i = at_;
    while (i < script_.size() && script_[i] >= '0' && script_[i] <= '9') ++i;
    if (i < script_.size() && script_[i] == '&' && i + 1 < script_.size() && script_[i + 1] == '>') ++i;
    if (i >= script_.size() || (script_[i] != '<' && script_[i] != '>')) return false;
    if (dialect_ == ShellDialect::posix && i + 1 < script_.size() && script_[i + 1] == '(') return false;
    const bool heredoc =
        dialect_ == ShellDialect::posix && script_.substr(i, 2) == "<<" && script_.substr(i, 3) != "<<<";
    while (i < script_.size() && (script_[i] == '<' || script_[i] == '>' || script_[i] == '&' ||
                                  script_[i] == '|' || (heredoc && script_[i] == '-'))) {
      ++i;
    }
    at_ = i;
    while (blank(peek())) ++at_;
    Token target;
    if (at_ < script_.size() && peek() != '\n' && !operator_length()) target = word(Token{});
    if (heredoc && !target.text.empty() && heredocs_.size() < 8) heredocs_.push_back(target.text);
    return true;
  }

  Token word(Token token) {
    token.kind = Token::Kind::word;
    while (at_ < script_.size()) {
      const char c = peek();
      if (blank(c) || c == '\n' || c == ';' || c == '|' || c == '&' || c == ')') break;
      if (c == '(' && token.text.ends_with('=')) {  // an array
        const std::size_t end = std::min(closing_parenthesis(at_ + 1) + 1, script_.size());
        append(token, at_, end);
        at_ = end;
        continue;
      }
      if (c == '(' && !token.text.empty()) break;  // f() {
      if ((c == '<' || c == '>') && !(peek(1) == '(')) break;
      if (const std::size_t length = continued()) {
        at_ += length;
        ++line_;
        continue;
      }
      take(token);
      if (token.text.size() > kWordBytes) token.text.resize(kWordBytes);
    }
    token.end = at_;
    return token;
  }

  // One character, quoted part or substitution of a word.
  void take(Token& token) {
    const char c = peek();
    if (c == '\'' && dialect_ != ShellDialect::cmd) return single_quoted(token);
    if (c == '"') return double_quoted(token);
    if (c == '$' || ((c == '<' || c == '>') && peek(1) == '(')) return dollar(token);
    if (c == '`' && dialect_ == ShellDialect::posix) return substitution(token, at_ + 1, closing_backtick());
    if (c == '\\' && dialect_ == ShellDialect::posix && at_ + 1 < script_.size()) {
      token.quoted = true;
      ++at_;
    }
    if (peek() == '\n') ++line_;
    token.text += peek();
    ++at_;
  }

  void single_quoted(Token& token) {
    token.quoted = true;
    const std::size_t end = std::min(script_.find('\'', at_ + 1), script_.size());
    append(token, at_ + 1, end);
    at_ = std::min(end + 1, script_.size());
  }

  void double_quoted(Token& token) {
    token.quoted = true;
    ++at_;
    while (at_ < script_.size() && peek() != '"') {
      if (const std::size_t length = continued()) {
        at_ += length;
        ++line_;
      } else if (peek() == '\\' && dialect_ == ShellDialect::posix && at_ + 1 < script_.size()) {
        const char escaped = peek(1);
        if (escaped != '"' && escaped != '\\' && escaped != '$' && escaped != '`') token.text += '\\';
        append(token, at_ + 1, at_ + 2);
        at_ += 2;
      } else if (peek() == '$') {
        dollar(token);
      } else if (peek() == '`' && dialect_ == ShellDialect::posix) {
        substitution(token, at_ + 1, closing_backtick());
      } else {
        append(token, at_, at_ + 1);
        ++at_;
      }
    }
    at_ = std::min(at_ + 1, script_.size());
  }

  void append(Token& token, std::size_t from, std::size_t to) {
    const std::string_view part = script_.substr(from, to - from);
    line_ += static_cast<int>(std::count(part.begin(), part.end(), '\n'));
    token.text += part;
  }

  // $X, ${X}, ${{ … }}, $( … ), <( … ): kept as written; what is inside parentheses is kept apart as well.
  void dollar(Token& token) {
    if (script_.substr(at_, 3) == "${{") {
      const std::size_t end = script_.find("}}", at_);
      const std::size_t stop = end == std::string_view::npos ? script_.size() : end + 2;
      append(token, at_, stop);
      at_ = stop;
    } else if (peek(1) == '{') {
      const std::size_t end = std::min(script_.find_first_of("}\n", at_), script_.size());
      const std::size_t stop = end < script_.size() && script_[end] == '}' ? end + 1 : end;
      append(token, at_, stop);
      at_ = stop;
    } else if (peek(1) == '(') {
      substitution(token, at_ + 2, closing_parenthesis(at_ + 2));
    } else {
      token.text += peek();
      ++at_;
    }
  }

  void substitution(Token& token, std::size_t from, std::size_t to) {
    const std::string_view inner = script_.substr(from, to - from);
    if (!inner.starts_with("(")) token.substitutions.emplace_back(inner);  // not arithmetic
    append(token, at_, std::min(to + 1, script_.size()));
    at_ = std::min(to + 1, script_.size());
  }

  std::size_t closing_backtick() const { return std::min(script_.find('`', at_ + 1), script_.size()); }

  std::size_t closing_parenthesis(std::size_t from) const {
    int open = 1;
    char quote = 0;
    for (std::size_t i = from; i < script_.size(); ++i) {
      const char c = script_[i];
      if (quote) {
        if (c == quote) quote = 0;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(') {
        ++open;
      } else if (c == ')' && --open == 0) {
        return i;
      }
    }
    return script_.size();
  }

  std::string_view script_;
  ShellDialect dialect_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<std::string> heredocs_;
};

bool any_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What follows `||` and makes a failure of what stood before it go unnoticed.
bool swallows(const std::vector<std::string>& words) {
  const std::string_view program = program_name(words.front());
  if (program == "exit" || program == "return") return words.size() > 1 && words[1] == "0";
  return any_of(program,
                {"true", ":", "echo", "printf", "Write-Host", "Write-Output", "Write-Warning", "ver"});
}

class Splitter {
 public:
  Splitter(ShellDialect dialect, const ShellLimits& limits) : dialect_(dialect), limits_(limits) {}

  void split(std::string_view script, int first_line, int depth) {
    if (depth >= limits_.depth) return;
    Lexer lexer(script, dialect_);
    State state{script, first_line, depth};
    for (;;) {
      Token token = lexer.next();
      if (full()) return;
      if (token.kind == Token::Kind::word) {
        word(state, lexer, std::move(token));
        continue;
      }
      if (token.kind == Token::Kind::newline && state.words.empty()) continue;
      if (pattern_or_function(state, token)) continue;
      finish(state, token);
      if (token.kind == Token::Kind::end) return;
      separate(state, token);
    }
  }

  std::vector<ShellCommand> take() && {
    // `set +e; make check; status=$?; …; exit $status` ignores nothing.
    for (const std::size_t index : unchecked_) {
      if (!exits_with_status_ && index < out_.size()) out_[index].failure_ignored = true;
    }
    return std::move(out_);
  }

 private:
  struct State {
    std::string_view script;
    int first_line;
    int depth;
    std::vector<Token> words{};
    bool tested = false;        // between if/while and then/do
    bool skip_to_do = false;    // `for x in a b c`
    bool negated = false;       // behind `!`
    bool pattern_next = false;  // in `case x in`: a pattern that ends with ')'
    std::string arm{};          // the pattern that was read
    int group = 0;
    bool after_or = false;       // the next command stands behind ||
    std::size_t list_begin = 0;  // first command of the and-or list
    bool errors_off = false;     // set +e
  };

  bool full() const { return out_.size() >= limits_.commands; }

  void word(State& state, Lexer& lexer, Token token) {
    for (const std::string& inner : token.substitutions) {
      split(inner, state.first_line + token.line - 1, state.depth + 1);
    }
    if (state.words.empty() && !token.quoted && keyword(state, lexer, token.text)) return;
    if (state.words.size() < limits_.words) state.words.push_back(std::move(token));
  }

  // True when the word is a part of the shell's grammar and no command.
  bool keyword(State& state, Lexer& lexer, const std::string& text) {
    if (dialect_ != ShellDialect::posix) return any_of(text, {"{", "}", "else", "try", "finally"});
    if (any_of(text, {"if", "elif", "while", "until"})) return state.tested = true;
    if (any_of(text, {"then", "do", "else"})) {
      state.tested = state.skip_to_do = false;
      return true;
    }
    if (text == "{") state.after_or = false;
    if (any_of(text, {"fi", "done", "{", "}"})) return true;
    if (text == "esac") {
      state.pattern_next = false;
      state.arm.clear();
      return true;
    }
    if (text == "!") return state.negated = true;
    if (text == "for") return state.skip_to_do = true;
    if (text == "[[") {
      lexer.skip_past("]]");
      return true;
    }
    return false;
  }

  // Drops the words of a case pattern or of the head of a function: they are no command.
  bool pattern_or_function(State& state, const Token& token) {
    if (state.pattern_next && (token.text == "|" || token.text == ")")) {
      state.pattern_next = token.text == "|";
      for (const Token& word : state.words) state.arm += word.text;
      if (state.pattern_next) state.arm += '|';
      state.words.clear();
      return true;
    }
    const bool head = token.text == "(" && state.words.size() == 1 && state.words.front().end == token.begin;
    if (head) state.words.clear();
    return head;
  }

  void separate(State& state, const Token& token) {
    if (token.text == ";;") {
      state.pattern_next = true;
      state.arm.clear();
    }
    if (token.text == "(") ++state.group;
    if (token.text == ")") state.group = std::max(state.group - 1, 0);
    state.after_or = token.text == "||";
    const bool joins = token.text == "&&" || token.text == "||" || token.text == "|" || token.text == "|&";
    if (!joins && token.text != "(") state.list_begin = out_.size();
  }

  // Ends the command whose words were gathered.
  void finish(State& state, const Token& end) {
    std::vector<Token> words = std::exchange(state.words, {});
    if (words.empty() || state.skip_to_do) return;
    const std::string& first = words.front().text;
    if (first == "function") return;
    if (dialect_ == ShellDialect::posix && first == "case" && words.size() > 2) {
      state.pattern_next = end.text == "|" || words.size() < 4;
      for (std::size_t i = 3; i < words.size(); ++i) state.arm += words[i].text;
      if (end.text == "|") state.arm += '|';
      return;
    }

    ShellCommand command;
    command.line = state.first_line + words.front().line - 1;
    command.text = shorten(clean_utf8(fold_space(state.script.substr(
                               words.front().begin, words.back().end - words.front().begin))),
                           kTextBytes);
    command.group = state.group;
    if (state.arm.size() < kTextBytes) command.arm = state.arm;
    command.tested = state.tested || std::exchange(state.negated, false);
    for (Token& token : words) command.words.push_back(std::move(token.text));
    remember(command.words);
    expand_program(command.words);
    bool unchecked = state.errors_off;
    settings(state, command.words);
    unchecked = unchecked && state.errors_off;
    if (state.after_or && swallows(command.words)) {
      for (std::size_t i = state.list_begin; i < out_.size(); ++i) out_[i].failure_ignored = true;
    }
    const std::size_t before = out_.size();
    shell_detail::unwrap(std::move(command), state.depth, limits_, out_,
                         [this](std::string_view inner, int line, int depth) { split(inner, line, depth); });
    if (out_.size() > limits_.commands) out_.resize(limits_.commands);
    for (std::size_t i = before; unchecked && i < out_.size(); ++i) unchecked_.push_back(i);
  }

  // `RUN="tox -e"`, `export RUN=…`, `set RUN=…` (cmd): what `$RUN lint` may start later on.
  void remember(const std::vector<std::string>& words) {
    const bool declares = any_of(words.front(), {"export", "local", "readonly", "declare", "typeset", "set"});
    const std::size_t needed = declares ? 2 : 1;  // a bare "set" declares nothing
    if (words.size() < needed) return;
    if (words.size() > needed && !(declares && dialect_ == ShellDialect::cmd)) return;
    std::string_view word = words[declares ? 1 : 0];
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos || equals == 0 || variables_.size() >= kVariables) return;
    std::string value(located(default_of(word.substr(equals + 1))));
    for (std::size_t i = 2; i < words.size(); ++i) value += " " + words[i];
    // What is computed is not known; what was known before is the better guess.
    if (value.find_first_of("$`%(") == std::string::npos)
      variables_[std::string(word.substr(0, equals))] = value;
  }

  /// "x" of "$(which x)" and "$(command -v x)"; anything else as it is.
  static std::string_view located(std::string_view word) {
    for (const std::string_view finder : {"$(which ", "$(command -v ", "$(type -P "}) {
      if (!word.starts_with(finder) || !word.ends_with(')')) continue;
      const std::string_view name = word.substr(finder.size(), word.size() - finder.size() - 1);
      if (name.find_first_of(" |;&$") == std::string_view::npos) return name;
    }
    return word;
  }

  /// "x" of "${NAME:-x}"; anything else as it is.
  static std::string_view default_of(std::string_view word) {
    const std::size_t minus = word.find(":-");
    const bool plain = word.starts_with("${") && word.ends_with('}') && minus != std::string_view::npos;
    return plain ? word.substr(minus + 2, word.size() - minus - 3) : word;
  }

  // The program of a command may be a variable whose value stands in the same script.
  void expand_program(std::vector<std::string>& words) const {
    // `CC=gcc $RUN`: assignments stand before the program.
    const auto program = std::find_if(words.begin(), words.end(), [](const std::string& word) {
      return word.starts_with("$") || word.find('=') == std::string::npos;
    });
    if (program == words.end()) return;
    const std::string word = *program;
    std::string value;
    if (word.starts_with("${") && word.find(":-") != std::string::npos) {
      value = default_of(word);
      if (value == word) return;
    } else {
      std::string name;
      if (word.starts_with("${") && word.ends_with('}')) {
        name = word.substr(2, word.size() - 3);
      } else if (word.size() > 1 && (word[0] == '$' || (word[0] == '%' && word.ends_with('%')))) {
        name = word.substr(1, word.size() - (word[0] == '%' ? 2 : 1));
      }
      const auto known = variables_.find(name);
      if (known == variables_.end() || known->second.empty()) return;
      value = known->second;
    }
    std::vector<std::string> expanded;
    const std::string folded = fold_space(value);
    for (const std::string_view part : badgescan::split(folded, ' ')) expanded.emplace_back(part);
    if (expanded.empty() || expanded.front().empty() || expanded.size() + words.size() > limits_.words)
      return;
    words.insert(words.erase(program), expanded.begin(), expanded.end());
  }

  void settings(State& state, const std::vector<std::string>& words) {
    if (words.size() < 2) return;
    if (words[0] == "set" && words[1].starts_with("+") && words[1].find('e') != std::string::npos)
      state.errors_off = true;
    if (words[0] == "set" && words[1].starts_with("-") && words[1].find('e') != std::string::npos)
      state.errors_off = false;
    if (words[0] == "exit" && words[1].starts_with("$")) exits_with_status_ = true;
  }

  ShellDialect dialect_;
  const ShellLimits& limits_;
  std::vector<ShellCommand> out_;
  std::vector<std::size_t> unchecked_;  // run while `set +e` holds
  bool exits_with_status_ = false;
  std::map<std::string, std::string, std::less<>> variables_;
};

}  // namespace

std::vector<ShellCommand> split_shell(std::string_view script, ShellDialect dialect,
                                      const ShellLimits& limits) {
  Splitter splitter(dialect, limits);
  splitter.split(script.substr(0, limits.bytes), 1, 0);
  return std::move(splitter).take();
}

std::vector<ShellCommand> unwrap_shell(std::vector<std::string> words, const ShellLimits& limits) {
  std::vector<ShellCommand> out;
  if (words.empty()) return out;
  ShellCommand command;
  command.text = shorten(clean_utf8(fold_space(join(words, " "))), kTextBytes);
  command.words = std::move(words);
  shell_detail::unwrap(std::move(command), 0, limits, out, [&](std::string_view inner, int line, int depth) {
    Splitter splitter(ShellDialect::posix, limits);
    splitter.split(inner, line, depth);
    for (ShellCommand& found : std::move(splitter).take()) out.push_back(std::move(found));
  });
  return out;
}

std::string_view program_name(std::string_view path) {
  std::size_t begin = path.size();
  while (begin > 0 && path[begin - 1] != '/' && path[begin - 1] != '\\') --begin;
  const std::string_view name = path.substr(begin);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return name;
  for (const std::string_view ending : {".exe", ".cmd", ".bat", ".ps1", ".phar"}) {
    if (equals_ignoring_case(name.substr(dot), ending)) return name.substr(0, dot);
  }
  return name;
}

std::string_view ShellCommand::program() const { return program_name(words.front()); }

bool ShellCommand::has(std::string_view word) const {
  return std::find(words.begin() + 1, words.end(), word) != words.end();
}

std::string_view ShellCommand::first_argument() const {
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!words[i].starts_with("-")) return words[i];
  }
  return {};
}

std::string_view ShellCommand::option(std::string_view name) const {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word == name) return i + 1 < words.size() ? std::string_view(words[i + 1]) : std::string_view{};
    if (word.starts_with(name) && word.substr(name.size()).starts_with("="))
      return word.substr(name.size() + 1);
  }
  return {};
}

}  // namespace badgescan
