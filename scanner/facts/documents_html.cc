// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// HTML as far as documents need it: headings, text, links. No tree is built, so nesting costs nothing.
#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/facts/prose_builder.h"

namespace badgescan {
namespace {

constexpr std::string_view kBlockTags[] = {"p",       "div",     "li",         "ul",     "ol",   "br",
                                           "tr",      "table",   "td",         "th",     "dd",   "dt",
                                           "section", "article", "blockquote", "center", "hr",   "details",
                                           "summary", "header",  "footer",     "body",   "html", "title"};
constexpr std::string_view kHiddenTags[] = {"script", "style", "head", "svg", "noscript", "template"};

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

template <std::size_t N>
bool one_of(std::string_view name, const std::string_view (&names)[N]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '&') {
      const auto end = text.substr(i, 11).find(';');
      if (end != std::string_view::npos) {
        out += decode_entity(text.substr(i, end + 1));
        i += end + 1;
        continue;
      }
    }
    out += text[i++];
  }
  return out;
}

/// The value of an attribute inside a tag's text, "" when it has none.
std::string attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = 0; at + name.size() < tag.size(); ++at) {
    if (!equals_ignoring_case(tag.substr(at, name.size()), name)) continue;
    if (at == 0 || is_name(tag[at - 1])) continue;
    std::size_t i = at + name.size();
    while (i < tag.size() && (tag[i] == ' ' || tag[i] == '\n')) ++i;
    if (i >= tag.size() || tag[i] != '=') continue;
    for (++i; i < tag.size() && (tag[i] == ' ' || tag[i] == '\n');) ++i;
    if (i >= tag.size()) return {};
    if (tag[i] == '"' || tag[i] == '\'') {
      const auto end = tag.find(tag[i], i + 1);
      return unescaped(tag.substr(i + 1, end == std::string_view::npos ? end : end - i - 1));
    }
    return unescaped(tag.substr(i, tag.find_first_of(" \t\n>", i) - i));
  }
  return {};
}

class HtmlWalk {
 public:
  HtmlWalk(std::string_view text, int first_line, ProseBuilder& out)
      : text_(text), line_(first_line), out_(out) {}

  void run() {
    while (at_ < text_.size()) {
      const auto open = text_.find('<', at_);
      take_text(text_.substr(at_, open == std::string_view::npos ? open : open - at_));
      if (open == std::string_view::npos) break;
      at_ = open;
      take_markup();
    }
    close_link();
    close_heading();
    out_.end_block();
  }

 private:
  void take_text(std::string_view piece) {
    if (hidden_.empty() && !piece.empty()) {
      const std::string text = unescaped(piece);
      if (link_open_) link_text_ += text;
      if (heading_level_ != 0) {
        heading_ += text;
      } else if (!in_pre_) {
        out_.text(text, line_);
      }
    }
    advance(piece.size());
  }

  void take_markup() {
    if (text_.substr(at_, 4) == "<!--") {
      const auto end = text_.find("-->", at_ + 4);
      advance(end == std::string_view::npos ? text_.size() - at_ : end + 3 - at_);
      return;
    }
    const std::size_t first = at_ + 1;
    const bool closing = first < text_.size() && text_[first] == '/';
    std::size_t name_at = first + (closing ? 1 : 0), name_end = name_at;
    while (name_end < text_.size() && is_name(text_[name_end])) ++name_end;
    if (name_end == name_at && first < text_.size() && text_[first] != '!' && text_[first] != '?') {
      take_text(text_.substr(at_, 1));  // a lone "<"
      return;
    }
    const auto end = text_.find('>', name_end);
    const std::size_t stop = end == std::string_view::npos ? text_.size() : end + 1;
    const std::string name = to_lower(text_.substr(name_at, std::min<std::size_t>(name_end - name_at, 16)));
    const std::string_view tag = text_.substr(at_, stop - at_);
    const int tag_line = line_;
    advance(stop - at_);
    handle(name, closing, tag, tag_line);
  }

  void handle(const std::string& name, bool closing, std::string_view tag, int tag_line) {
    if (!hidden_.empty()) {
      if (closing && name == hidden_) hidden_.clear();
      return;
    }
    if (!closing && one_of(name, kHiddenTags)) {
      hidden_ = name;
    } else if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      close_heading();
      if (!closing) {
        heading_level_ = name[1] - '0';
        heading_line_ = tag_line;
      }
    } else if (name == "pre") {
      out_.end_block();
      if (closing && in_pre_) out_.code(pre_line_, tag_line);
      in_pre_ = !closing;
      pre_line_ = tag_line;
    } else if (name == "a") {
      close_link();
      if (!closing) {
        link_open_ = true;
        link_target_ = attribute(tag, "href");
        link_text_.clear();
        link_line_ = tag_line;
      }
    } else if (name == "img") {
      const std::string alt = attribute(tag, "alt");
      out_.link(alt, attribute(tag, "src"), tag_line, true);
      if (link_open_) link_text_ += alt;
    } else if (one_of(name, kBlockTags) && heading_level_ == 0) {
      out_.end_block();
    }
  }

  void close_link() {
    if (link_open_) out_.link(link_text_, link_target_, link_line_);
    link_open_ = false;
  }

  void close_heading() {
    if (heading_level_ != 0) out_.heading(heading_, heading_level_, heading_line_);
    heading_level_ = 0;
    heading_.clear();
  }

  void advance(std::size_t bytes) {
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(at_ + bytes), '\n'));
    at_ += bytes;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_;
  ProseBuilder& out_;
  std::string hidden_, heading_, link_text_, link_target_;
  int heading_level_ = 0, heading_line_ = 0, pre_line_ = 0, link_line_ = 0;
  bool in_pre_ = false, link_open_ = false;
};

}  // namespace

void parse_html(std::string_view text, int first_line, ProseBuilder& out) {
  HtmlWalk(text, first_line, out).run();
}

}  // namespace badgescan
