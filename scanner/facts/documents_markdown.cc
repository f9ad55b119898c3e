// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Markdown and the HTML inside it. md4c reports blocks without places, but its texts point into the source,
// which gives their lines.
#include <md4c.h>

#include <limits>

#include "scanner/base/text.h"
#include "scanner/facts/prose_builder.h"

namespace badgescan {
namespace {

/// Front matter (between "---" or "+++" lines at the top) is metadata: its title counts as a heading, the
/// rest is no prose. Returns where the document proper starts.
std::size_t skip_front_matter(std::string_view text, ProseBuilder& out) {
  const std::string_view fence = text.substr(0, 3);
  if (fence != "---" && fence != "+++") return 0;
  std::size_t at = text.find('\n');
  if (at == std::string_view::npos || !trim(text.substr(3, at - 3)).empty()) return 0;
  std::string_view title;
  int line = 2, title_line = 0;
  for (++at; at < text.size(); ++line) {
    std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view row = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    if (trim(row) == fence) {
      if (title_line != 0) out.heading(title, 1, title_line);
      return at;
    }
    if (line > 200) return 0;
    const auto mark = row.find_first_of(":=");
    if (mark != std::string_view::npos && equals_ignoring_case(trim(row.substr(0, mark)), "title")) {
      title = trim(row.substr(mark + 1));
      if (title.size() >= 2 && (title.front() == '"' || title.front() == '\'') &&
          title.back() == title.front()) {
        title = title.substr(1, title.size() - 2);
      }
      title_line = line;
    }
  }
  return 0;
}

std::string attribute(const MD_ATTRIBUTE& value) {
  std::string out;
  for (std::size_t i = 0; value.text != nullptr && value.substr_offsets[i] < value.size; ++i) {
    const std::string_view part(value.text + value.substr_offsets[i],
                                value.substr_offsets[i + 1] - value.substr_offsets[i]);
    out += value.substr_types[i] == MD_TEXT_ENTITY ? decode_entity(part) : std::string(part);
  }
  return out;
}

class MarkdownWalk {
 public:
  MarkdownWalk(std::string_view text, ProseBuilder& out)
      : text_(text), table_(text), out_(out), start_(skip_front_matter(text, out)) {
    line_ = table_.line(start_);
  }

  void run() {
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_GITHUB;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      return static_cast<MarkdownWalk*>(self)->enter_block(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return static_cast<MarkdownWalk*>(self)->leave_block(type);
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
      return static_cast<MarkdownWalk*>(self)->enter_span(type, detail);
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
      return static_cast<MarkdownWalk*>(self)->leave_span(type);
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return static_cast<MarkdownWalk*>(self)->text(type, {text, size});
    };
    const std::string_view body = text_.substr(start_);
    if (body.size() > std::numeric_limits<MD_SIZE>::max()) return;
    md_parse(body.data(), static_cast<MD_SIZE>(body.size()), &parser, this);
    out_.finish(table_.count());
  }

 private:
  struct OpenLink {
    std::string target, text;
    int line = 0;
    bool image = false;
  };

  int enter_block(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_H:
        in_heading_ = true;
        heading_.clear();
        heading_line_ = 0;
        heading_level_ = static_cast<int>(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
        break;
      case MD_BLOCK_CODE:
        in_code_ = true;
        code_first_ = code_last_ = 0;
        break;
      case MD_BLOCK_HTML:
        in_html_ = true;
        html_.clear();
        html_line_ = 0;
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
      case MD_BLOCK_QUOTE:
        out_.end_block();  // the item that a list lies in is another text
        break;
      default:
        break;
    }
    return 0;
  }

  int leave_block(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_H:
        in_heading_ = false;
        out_.heading(heading_, heading_level_, heading_line_ == 0 ? line_ : heading_line_);
        break;
      case MD_BLOCK_CODE:
        in_code_ = false;
        if (code_first_ != 0) out_.code(code_first_, code_last_);
        break;
      case MD_BLOCK_HTML:
        in_html_ = false;
        parse_html(html_, html_line_ == 0 ? line_ : html_line_, out_);
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        out_.text(" | ", line_);
        break;
      case MD_BLOCK_P:
      case MD_BLOCK_LI:
      case MD_BLOCK_TR:
        out_.end_block();
        break;
      default:
        break;
    }
    return 0;
  }

  int enter_span(MD_SPANTYPE type, void* detail) {
    if (type == MD_SPAN_A) {
      links_.push_back({attribute(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href), {}, line_, false});
    } else if (type == MD_SPAN_IMG) {
      links_.push_back({attribute(static_cast<const MD_SPAN_IMG_DETAIL*>(detail)->src), {}, line_, true});
      ++images_;
    }
    return 0;
  }

  int leave_span(MD_SPANTYPE type) {
    if ((type != MD_SPAN_A && type != MD_SPAN_IMG) || links_.empty()) return 0;
    const OpenLink link = std::move(links_.back());
    links_.pop_back();
    if (type == MD_SPAN_IMG) --images_;
    out_.link(link.text, link.target, link.line, link.image);
    return 0;
  }

  void place(std::string_view piece) {
    const char* begin = text_.data();
    if (piece.data() >= begin && piece.data() < begin + text_.size()) {
      line_ = table_.line(static_cast<std::size_t>(piece.data() - begin));
    }
  }

  int text(MD_TEXTTYPE type, std::string_view piece) {
    place(piece);
    if (in_html_) {
      if (html_line_ == 0) html_line_ = line_;
      html_ += piece;
      return 0;
    }
    if (in_code_) {
      if (code_first_ == 0) code_first_ = line_;
      code_last_ = line_;
      return 0;
    }
    if (type == MD_TEXT_HTML) {
      if (starts_with_ignoring_case(piece, "<br")) out_.end_block();
      parse_html_tag_links(piece);
      return 0;
    }
    std::string decoded;
    if (type == MD_TEXT_ENTITY) piece = decoded = decode_entity(piece);
    if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR || type == MD_TEXT_NULLCHAR) piece = " ";
    for (OpenLink& link : links_) {
      if (link.text.empty()) link.line = line_;
      link.text += piece;
    }
    if (images_ > 0) return 0;  // alternative texts of pictures are no prose
    if (in_heading_) {
      if (heading_line_ == 0) heading_line_ = line_;
      heading_ += piece;
    } else if (piece == " ") {
      out_.space();
    } else {
      out_.text(piece, line_);
    }
    return 0;
  }

  /// An inline tag: only its link matters, its text comes as ordinary text.
  void parse_html_tag_links(std::string_view tag) {
    if (starts_with_ignoring_case(tag, "<a ") || starts_with_ignoring_case(tag, "<img ")) {
      Document scratch;
      ProseBuilder builder(scratch);
      parse_html(tag, line_, builder);
      builder.finish(line_);
      for (const Link& link : scratch.links) out_.link(link.text, link.target, link.line, link.image);
    }
  }

  std::string_view text_;
  LineTable table_;
  ProseBuilder& out_;
  std::size_t start_;
  int line_ = 1;
  bool in_heading_ = false, in_code_ = false, in_html_ = false;
  std::string heading_, html_;
  int heading_line_ = 0, heading_level_ = 0, html_line_ = 0, code_first_ = 0, code_last_ = 0, images_ = 0;
  std::vector<OpenLink> links_;
};

}  // namespace

void parse_markdown(std::string_view text, ProseBuilder& out) { MarkdownWalk(text, out).run(); }

}  // namespace badgescan
