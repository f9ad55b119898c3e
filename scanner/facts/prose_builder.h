// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Collects headings, prose, links and code ranges while a markup parser walks a document: the one way in
// which every format becomes a Document. Bounded, so that a hostile document cannot blow up.
#pragma once

#include <string>
#include <string_view>

#include "scanner/facts/documents.h"

namespace badgescan {

class ProseBuilder {
 public:
  explicit ProseBuilder(Document& document);

  /// Starts a section; white space in the heading is folded.
  void heading(std::string_view text, int level, int line);
  /// Adds text that starts on `line`; runs of white space fold to one space.
  void text(std::string_view text, int line);
  void space() { pending_space_ = true; }  ///< a soft line break
  void end_block();                        ///< a paragraph, item, cell … ends
  void link(std::string_view text, std::string_view target, int line, bool image = false);
  void code(int line, int last_line);
  /// Closes the last section; `last_line` is that of the document.
  void finish(int last_line);

 private:
  Section& section() { return document_.sections.back(); }

  Document& document_;
  bool pending_space_ = false;
};

/// Line starts of a text, to turn offsets into lines.
class LineTable {
 public:
  explicit LineTable(std::string_view text);
  int line(std::size_t offset) const;
  int count() const { return static_cast<int>(starts_.size()); }

 private:
  std::vector<std::size_t> starts_;
};

/// The character references that prose uses (&amp; &#8217; …); an unknown one stays as it is.
std::string decode_entity(std::string_view entity);

// One function a family of formats; `text` is valid UTF-8.
void parse_markdown(std::string_view text, ProseBuilder& out);
void parse_rst(std::string_view text, ProseBuilder& out);
void parse_asciidoc(std::string_view text, ProseBuilder& out);
void parse_org(std::string_view text, ProseBuilder& out);
void parse_pod(std::string_view text, ProseBuilder& out);
void parse_rdoc(std::string_view text, ProseBuilder& out);
void parse_plain(std::string_view text, ProseBuilder& out);
/// A piece of HTML: a whole page, or the HTML blocks inside Markdown. `first_line` is that of `text`.
void parse_html(std::string_view text, int first_line, ProseBuilder& out);

}  // namespace badgescan
