// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Formats that are read line by line: reStructuredText, AsciiDoc, Org, RDoc, Pod and plain text. They are
// recognised as far as evidence needs it (headings, prose, code, comments, links), not rendered.
#include <algorithm>
#include <array>

#include "scanner/base/text.h"
#include "scanner/facts/prose_builder.h"

namespace badgescan {
namespace {

bool blank(std::string_view line) { return trim(line).empty(); }

std::size_t indent_of(std::string_view line) {
  const auto at = line.find_first_not_of(" \t");
  return at == std::string_view::npos ? line.size() : at;
}

bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

/// "- ", "2. ", "b) ", "(3) ", "*** ": a list goes on with another item.
bool starts_item(std::string_view body) {
  std::size_t end = 0;
  if (body.substr(0, 3) == "\xe2\x80\xa2") {  // •
    end = 3;
  } else if (!body.empty() && std::string_view("-+#.*").find(body[0]) != std::string_view::npos) {
    while (end < body.size() && end < 5 && body[end] == body[0]) ++end;
    if (body[0] == '#' && body.substr(end, 1) == ".") ++end;
  } else {
    const std::size_t first = body.substr(0, 1) == "(" ? 1 : 0;
    end = first;
    while (end < body.size() && end < first + 2 && body[end] >= '0' && body[end] <= '9') ++end;
    if (end == first && end < body.size() && body[end] >= 'a' && body[end] <= 'z') ++end;
    const std::string_view mark = body.substr(end, 1);
    const bool number = end > first && (body[first] < 'a' || mark == ")");
    if (!number || (mark != ")" && (mark != "." || first == 1))) return false;
    ++end;
  }
  return end < body.size() && body[end] == ' ';
}

/// A line of three or more of one punctuation character: the character, else 0.
char ruler(std::string_view line) {
  line = trim(line);
  if (line.size() < 3 || is_alnum(line[0])) return 0;
  return std::all_of(line.begin(), line.end(), [&](char c) { return c == line[0]; }) ? line[0] : '\0';
}

/// Characters as a reader counts them, so that a ruler below non-ASCII text is long enough.
std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

/// Bare URLs of a line become links.
void bare_links(std::string_view line, int number, ProseBuilder& out) {
  for (std::size_t at = line.find("http"); at != std::string_view::npos; at = line.find("http", at + 4)) {
    const std::string_view rest = line.substr(at);
    if (rest.substr(0, 7) != "http://" && rest.substr(0, 8) != "https://") continue;
    std::size_t end = rest.find_first_of(" \t<>\"'`[](){}|");
    if (end == std::string_view::npos) end = rest.size();
    while (end > 0 && std::string_view(".,;:!?*_").find(rest[end - 1]) != std::string_view::npos) --end;
    out.link({}, rest.substr(0, end), number);
    at += end > 4 ? end - 4 : 0;
  }
}

class LineFormat {
 public:
  LineFormat(std::string_view text, ProseBuilder& out) : lines_(split_lines(text)), out_(out) {}
  virtual ~LineFormat() = default;

  void run() {
    while (at_ < lines_.size()) {
      const std::size_t before = at_;
      step();
      if (at_ == before) ++at_;
    }
    out_.finish(static_cast<int>(lines_.size()));
  }

 protected:
  virtual void step() = 0;

  std::string_view line(std::size_t offset = 0) const {
    return at_ + offset < lines_.size() ? lines_[at_ + offset] : std::string_view{};
  }
  int number() const { return static_cast<int>(at_) + 1; }
  void prose(std::string_view text) {
    out_.text(text, number());
    out_.space();
    ++at_;
  }
  /// Takes lines until one whose trimmed text is `end`; the fence itself included. Bounded by the text.
  void take_fenced(std::string_view end, bool code) {
    const int first = number();
    for (++at_; at_ < lines_.size() && trim(lines_[at_]) != end;) ++at_;
    if (code) out_.code(first, std::min(number(), static_cast<int>(lines_.size())));
    ++at_;
  }
  /// Takes the following lines that are blank or indented deeper than `indent`.
  void take_indented(std::size_t indent, bool code) {
    const std::size_t first = at_;
    std::size_t last = at_;
    for (; at_ < lines_.size(); ++at_) {
      if (blank(lines_[at_])) continue;
      if (indent_of(lines_[at_]) <= indent) break;
      last = at_ + 1;
    }
    if (code && last > first) out_.code(static_cast<int>(first) + 1, static_cast<int>(last));
    at_ = std::max(last, first);
  }

  std::vector<std::string_view> lines_;
  std::size_t at_ = 0;
  ProseBuilder& out_;
};

// ---------------------------------------------------------------- reStructuredText

class Rst : public LineFormat {
 public:
  using LineFormat::LineFormat;

 private:
  void step() override {
    const std::string_view now = line();
    if (blank(now)) {
      out_.end_block();
      ++at_;
    } else if (heading()) {
    } else if (trim(now).substr(0, 2) == ".." && (trim(now).size() == 2 || trim(now)[2] == ' ')) {
      directive();
    } else {
      paragraph_line(now);
    }
  }

  bool heading() {
    const char mark = ruler(line());
    if (mark != 0 && ruler(line(2)) == mark && !blank(line(1)) && ruler(line(1)) == 0) {
      take_heading(1, std::string(2, mark));
      at_ += 3;
      return true;
    }
    const char below = ruler(line(1));
    if (below != 0 && mark == 0 && indent_of(line()) == 0 &&
        length(trim(line(1))) + 2 >= length(trim(line()))) {
      take_heading(0, std::string(1, below));
      at_ += 2;
      return true;
    }
    if (mark != 0) {
      out_.end_block();
      ++at_;
      return true;
    }
    return false;
  }

  void take_heading(std::size_t offset, const std::string& style) {
    auto known = std::find(styles_.begin(), styles_.end(), style);
    if (known == styles_.end()) known = styles_.insert(styles_.end(), style);
    out_.heading(plain(trim(line(offset)), false), static_cast<int>(known - styles_.begin()) + 1,
                 number() + static_cast<int>(offset));
  }

  void directive() {
    const std::size_t indent = indent_of(line());
    const std::string_view body = trim(trim(line()).substr(2));
    out_.end_block();
    const auto colons = body.find("::");
    if (colons == std::string_view::npos) {
      link_target(body);
      ++at_;
      take_indented(indent, false);  // a comment or a target
      return;
    }
    std::string_view name = trim(body.substr(0, colons));
    const std::string_view argument = trim(body.substr(colons + 2));
    if (!name.empty() && name.front() == '|') name = trim(name.substr(name.rfind('|') + 1));
    if (name == "image" || name == "figure") {
      image(argument, indent);
    } else if (name == "code-block" || name == "code" || name == "sourcecode" || name == "literalinclude" ||
               name == "parsed-literal" || name == "highlight" || name == "raw" || name == "doctest") {
      ++at_;
      take_indented(indent, true);
    } else if (name == "include" || name == "mdinclude") {
      out_.link("include", argument, number());
      ++at_;
    } else {
      if (!argument.empty() && name != "contents" && name != "toctree") {
        out_.text(plain(argument, true), number());
        out_.end_block();
      }
      ++at_;  // notes, warnings, tables: their indented text is ordinary prose
      while (at_ < lines_.size() && trim(line()).substr(0, 1) == ":" && indent_of(line()) > indent) ++at_;
    }
  }

  void link_target(std::string_view body) {
    if (body.substr(0, 1) != "_") return;
    const auto colon = body.find(": ");
    if (colon == std::string_view::npos) return;
    std::string_view name = body.substr(1, colon - 1);
    if (name.size() >= 2 && name.front() == '`' && name.back() == '`') name = name.substr(1, name.size() - 2);
    out_.link(name, trim(body.substr(colon + 2)), number());
  }

  void image(std::string_view target, std::size_t indent) {
    const int first = number();
    std::string_view alt, wraps;
    for (++at_; at_ < lines_.size() && !blank(line()) && indent_of(line()) > indent; ++at_) {
      const std::string_view option = trim(line());
      if (option.substr(0, 5) == ":alt:") alt = trim(option.substr(5));
      if (option.substr(0, 8) == ":target:") wraps = trim(option.substr(8));
    }
    out_.link(alt, target, first, true);
    if (!wraps.empty()) out_.link(alt, wraps, first);
  }

  void paragraph_line(std::string_view now) {
    const std::string_view body = trim(now);
    const bool field = body.front() == ':' && body.find(':', 1) != std::string_view::npos &&
                       body.find('`') == std::string_view::npos;
    const bool literal = body.size() >= 2 && body.substr(body.size() - 2) == "::";
    if (starts_item(body)) out_.end_block();
    const std::size_t indent = indent_of(now);
    if (!(field && in_list_of_options(body)))
      out_.text(plain(literal ? body.substr(0, body.size() - 1) : body, true), number());
    out_.space();
    ++at_;
    if (literal && blank(line())) {
      out_.end_block();
      take_indented(indent, true);
    }
  }

  static bool in_list_of_options(std::string_view body) {
    for (const std::string_view option :
         {":target:", ":alt:", ":maxdepth:", ":width:", ":align:", ":caption:", ":name:", ":orphan:"}) {
      if (body.substr(0, option.size()) == option) return true;
    }
    return false;
  }

  /// Inline markup off; links are reported when `links`.
  std::string plain(std::string_view text, bool links) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      const char c = text[i];
      if (c == '`') {
        const bool twice = text.substr(i, 2) == "``";
        const std::size_t begin = i + (twice ? 2 : 1);
        const auto end = text.find(twice ? "``" : "`", begin);
        if (end == std::string_view::npos) {
          ++i;
          continue;
        }
        std::string_view inner = text.substr(begin, end - begin);
        i = end + (twice ? 2 : 1);
        while (i < text.size() && text[i] == '_') ++i;
        const auto angle = inner.rfind('<');
        if (!twice && angle != std::string_view::npos && inner.back() == '>') {
          if (links)
            out_.link(trim(inner.substr(0, angle)), inner.substr(angle + 1, inner.size() - angle - 2),
                      number());
          inner = trim(inner.substr(0, angle));
        }
        out += inner;
      } else if (c == ':' && role_end(text, i) != 0) {
        i = role_end(text, i);
      } else if (c == '*' || c == '|') {
        i += substitution(text.substr(i));
      } else {
        out += c;
        ++i;
      }
    }
    if (links) bare_links(text, number(), out_);
    return out;
  }

  /// The length of a reference to a substitution, which mostly stands for a picture: "|build-status|";
  /// else 1.
  static std::size_t substitution(std::string_view text) {
    std::size_t end = 1;
    while (end < text.size() && (is_alnum(text[end]) || text[end] == '-' || text[end] == '_')) ++end;
    return end > 1 && text.substr(0, 1) == "|" && text.substr(end, 1) == "|" ? end + 1 : 1;
  }

  /// Where the text of ":role:`text`" starts when one stands at `i`, else 0.
  static std::size_t role_end(std::string_view text, std::size_t i) {
    std::size_t end = i + 1;
    while (end < text.size() && (is_alnum(text[end]) || text[end] == '-' || text[end] == '_') && end - i < 32)
      ++end;
    return end > i + 1 && text.substr(end, 2) == ":`" ? end + 1 : 0;
  }

  std::vector<std::string> styles_;
};

// ---------------------------------------------------------------- AsciiDoc, RDoc

class Asciidoc : public LineFormat {
 public:
  Asciidoc(std::string_view text, ProseBuilder& out, bool rdoc) : LineFormat(text, out), rdoc_(rdoc) {}

 private:
  void step() override {
    const std::string_view now = line();
    const std::string_view body = trim(now);
    if (body.empty()) {
      out_.end_block();
      ++at_;
    } else if (heading(body)) {
    } else if (rdoc_) {
      rdoc_line(now, body);
    } else if (body == "////") {
      take_fenced(body, false);
    } else if (body == "----" || body == "...." || body == "++++" || body.substr(0, 3) == "```") {
      take_fenced(body.substr(0, 3) == "```" ? "```" : body, true);
    } else if (body.substr(0, 2) == "//" ||
               (body.front() == ':' && body.find(':', 1) != std::string_view::npos) ||
               (body.front() == '[' && body.back() == ']') || directive(body) || delimiter(body)) {
      out_.end_block();
      ++at_;  // comment, attribute, block attributes
    } else {
      if (starts_item(body)) out_.end_block();
      links(body);
    }
  }

  /// "ifdef::env-github[]", "include::parts/install.adoc[]", "image::logo.png[Logo]"
  static bool directive(std::string_view body) {
    const std::size_t colons = body.find("::");
    return colons != std::string_view::npos && colons > 0 && body.back() == ']' &&
           std::all_of(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(colons), is_alnum);
  }

  /// The line around an example, a sidebar, a quotation or a table.
  static bool delimiter(std::string_view body) {
    return body == "|===" ||
           (body.size() >= 4 && std::string_view("=*_").find(body.front()) != std::string_view::npos &&
            body.find_first_not_of(body.front()) == std::string_view::npos);
  }

  bool heading(std::string_view body) {
    std::size_t level = 0;
    while (level < body.size() && (body[level] == '=' || (!rdoc_ && body[level] == '#'))) ++level;
    if (level >= 1 && level <= 6 && level < body.size() && body[level] == ' ' && indent_of(line()) == 0) {
      out_.heading(trim(body.substr(level)), static_cast<int>(level), number());
      ++at_;
      return true;
    }
    const char below = ruler(line(1));
    if (!rdoc_ && below != 0 && std::string_view("=-~^+").find(below) != std::string_view::npos &&
        ruler(body) == 0 && is_alnum(body.front()) && length(trim(line(1))) + 2 >= length(body) &&
        length(trim(line(1))) <= length(body) + 2) {
      out_.heading(body, static_cast<int>(std::string_view("=-~^+").find(below)) + 1, number());
      at_ += 2;
      return true;
    }
    return false;
  }

  void rdoc_line(std::string_view now, std::string_view body) {
    const bool item = starts_item(body);
    if (indent_of(now) >= 2 && !item && !in_item_) {
      out_.end_block();
      take_indented(1, true);
      return;
    }
    in_item_ = item || (in_item_ && indent_of(now) > 0);
    if (item) out_.end_block();
    bare_links(body, number(), out_);
    prose(body);
  }

  /// "https://x[text]", "link:path[text]", "image::x[alt]" anywhere in the line.
  void links(std::string_view body) {
    std::string text;
    for (std::size_t i = 0; i < body.size();) {
      const bool start = i == 0 || !is_alnum(body[i - 1]);
      const bool macro = start && (body.substr(i, 8) == "https://" || body.substr(i, 7) == "http://" ||
                                   body.substr(i, 5) == "link:" || body.substr(i, 6) == "image:" ||
                                   body.substr(i, 5) == "xref:" || body.substr(i, 9) == "include::");
      const auto end = macro ? body.find_first_of(" \t[<>", i) : std::string_view::npos;
      if (!macro || end == std::string_view::npos || body[end] != '[') {
        if (macro && body.substr(i, 4) == "http") {
          bare_links(body.substr(i, end == std::string_view::npos ? end : end - i), number(), out_);
        }
        text += body[i++];
        if (macro) {
          while (i < body.size() && body[i] != ' ' && body[i] != '[') text += body[i++];
        }
        continue;
      }
      auto close = body.find(']', end);
      if (close == std::string_view::npos) close = body.size();
      std::string_view target = body.substr(i, end - i);
      const std::string_view label = body.substr(end + 1, close - end - 1);
      const bool image = target.substr(0, 6) == "image:";
      if (target.substr(0, 4) != "http") {
        target.remove_prefix(target.find(':') + 1);
        if (target.substr(0, 1) == ":") target.remove_prefix(1);
      }
      out_.link(label.substr(0, label.find(',')), target, number(), image);
      if (!image) text += label.empty() ? target : label;
      i = std::min(close + 1, body.size());
    }
    text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '*' || c == '`'; }),
               text.end());
    prose(text);
  }

  bool rdoc_;
  bool in_item_ = false;
};

// ---------------------------------------------------------------- Org

class Org : public LineFormat {
 public:
  using LineFormat::LineFormat;

 private:
  void step() override {
    const std::string_view now = line();
    const std::string_view body = trim(now);
    std::size_t stars = 0;
    while (stars < now.size() && now[stars] == '*') ++stars;
    if (body.empty()) {
      out_.end_block();
      ++at_;
    } else if (stars >= 1 && stars < now.size() && now[stars] == ' ') {
      out_.heading(now.substr(stars), static_cast<int>(stars), number());
      ++at_;
    } else if (starts_with_ignoring_case(body, "#+title:")) {
      out_.heading(body.substr(8), 1, number());
      ++at_;
    } else if (starts_with_ignoring_case(body, "#+begin_src") ||
               starts_with_ignoring_case(body, "#+begin_example")) {
      block();
    } else if (body.substr(0, 2) == "#+" || body.substr(0, 2) == "# ") {
      ++at_;
    } else {
      if (starts_item(body)) out_.end_block();
      links(body);
    }
  }

  void block() {
    const int first = number();
    out_.end_block();
    while (at_ < lines_.size() && !starts_with_ignoring_case(trim(line()), "#+end_")) ++at_;
    out_.code(first, std::min(number(), static_cast<int>(lines_.size())));
    ++at_;
  }

  void links(std::string_view body) {
    std::string text;
    for (std::size_t i = 0; i < body.size();) {
      const auto close = body.substr(i, 2) == "[[" ? body.find("]]", i) : std::string_view::npos;
      if (close == std::string_view::npos) {
        text += body[i++];
        continue;
      }
      const std::string_view inner = body.substr(i + 2, close - i - 2);
      const auto middle = inner.find("][");
      const std::string_view label = middle == std::string_view::npos ? inner : inner.substr(middle + 2);
      out_.link(label, inner.substr(0, middle), number());
      text += label;
      i = close + 2;
    }
    bare_links(text, number(), out_);
    prose(text);
  }
};

// ---------------------------------------------------------------- Pod

class Pod : public LineFormat {
 public:
  using LineFormat::LineFormat;

 private:
  void step() override {
    const std::string_view now = line();
    if (blank(now)) {
      out_.end_block();
      ++at_;
    } else if (now.substr(0, 5) == "=head" && now.size() > 7) {
      out_.heading(unformatted(now.substr(6)), std::clamp(now[5] - '0', 1, 6), number());
      ++at_;
    } else if (now.substr(0, 6) == "=begin") {
      while (at_ < lines_.size() && line().substr(0, 4) != "=end") ++at_;
      ++at_;
    } else if (now.front() == '=') {
      out_.end_block();
      const auto space = now.find(' ');
      if (now.substr(0, 5) == "=item" && space != std::string_view::npos) {
        prose(unformatted(now.substr(space)));
      } else {
        ++at_;
      }
    } else if (indent_of(now) > 0) {
      take_indented(0, true);
    } else {
      bare_links(now, number(), out_);
      prose(unformatted(now));
    }
  }

  /// "C<text>", "L<text|target>" … → text.
  std::string unformatted(std::string_view text) {
    std::string out;
    std::size_t open = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] >= 'A' && text[i] <= 'Z' && i + 1 < text.size() && text[i + 1] == '<') {
        ++open;
        ++i;
      } else if (text[i] == '>' && open > 0) {
        --open;
      } else {
        out += text[i] == '|' && open > 0 ? ' ' : text[i];
      }
    }
    return out;
  }
};

// ---------------------------------------------------------------- plain text

class Plain : public LineFormat {
 public:
  using LineFormat::LineFormat;

 private:
  void step() override {
    const std::string_view now = line();
    const std::string_view body = trim(now);
    if (body.empty()) {
      out_.end_block();
      ++at_;
    } else if (heading(body)) {
    } else if (ruler(body) != 0) {
      out_.end_block();
      ++at_;
    } else {
      if (starts_item(body)) out_.end_block();
      bare_links(body, number(), out_);
      prose(body);
    }
  }

  bool heading(std::string_view body) {
    const char below = ruler(line(1));
    if (below != 0 && ruler(body) == 0 && is_alnum(body.front()) && body.size() <= 80 &&
        std::string_view("=-~^*#_+").find(below) != std::string_view::npos) {
      out_.heading(body, below == '=' || below == '#' || below == '*' ? 1 : 2, number());
      at_ += 2;
      return true;
    }
    if (body.size() <= 60 && shouted(body) && blank(before()) &&
        (blank(line(1)) || indent_of(line(1)) > indent_of(line()))) {
      out_.heading(body, 2, number());
      ++at_;
      return true;
    }
    return false;
  }

  std::string_view before() const { return at_ == 0 ? std::string_view{} : lines_[at_ - 1]; }

  /// "HOW TO INSTALL": capitals only, at least four letters.
  static bool shouted(std::string_view text) {
    std::size_t letters = 0;
    for (const char c : text) {
      if (c >= 'a' && c <= 'z') return false;
      if (c >= 'A' && c <= 'Z') ++letters;
    }
    return letters >= 4 && text.find("://") == std::string_view::npos;
  }
};

}  // namespace

void parse_rst(std::string_view text, ProseBuilder& out) { Rst(text, out).run(); }
void parse_asciidoc(std::string_view text, ProseBuilder& out) { Asciidoc(text, out, false).run(); }
void parse_rdoc(std::string_view text, ProseBuilder& out) { Asciidoc(text, out, true).run(); }
void parse_org(std::string_view text, ProseBuilder& out) { Org(text, out).run(); }
void parse_pod(std::string_view text, ProseBuilder& out) { Pod(text, out).run(); }
void parse_plain(std::string_view text, ProseBuilder& out) { Plain(text, out).run(); }

}  // namespace badgescan
