// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The documents of a project: README, CONTRIBUTING, SECURITY, governance, change log …, with their sections.
//
// Which names and folders make a document of a kind is data (rules/documents.json). Markdown is parsed by
// md4c, reStructuredText, AsciiDoc, Org, RDoc, Pod, HTML and plain text by their headings. Fenced code and
// HTML comments are not prose. The pages of documentation folders that have no kind of their own are
// documents of kind "docs", up to a bound.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/facts/facts.h"
#include "scanner/rules/required_text.h"

namespace badgescan {

struct Section {
  std::string heading = {};  ///< clean UTF-8, without markup; empty for the part before the first heading
  int level = 0;             ///< 1 = title; 0 = before the first heading
  int line = 1;              ///< 1-based line of the heading
  int last_line = 1;
  std::string
      prose;  ///< plain text without markup, code and comments; soft line breaks become spaces, blocks '\n'
  /// Where the prose stands in the file: (offset in prose, 1-based line), ascending.
  std::vector<std::pair<std::size_t, int>> lines = {};
  LazyGroups groups = {};  ///< of the prose

  int line_at(std::size_t prose_offset) const;  ///< 1-based line of the file
};

struct Link {
  std::string text = {};
  std::string target = {};  ///< as written
  int line = 0;
  bool image = false;  ///< an image (badges are images inside links; both are listed)
};

/// Sections of a document that stand for a document of a kind ("## Security" of a README).
struct StandIn {
  std::string kind = {};
  std::size_t first = 0, last = 0;  ///< sections [first, last)
};

struct Document {
  std::string kind = {};             ///< "readme", "contributing", … as in rules/documents.json
  std::string path = {};             ///< raw path in the tree; of the target when a symlink or stub led here
  FileText text = {};                ///< the source; never null
  bool prose_only = false;           ///< a plain text format
  bool template_only = false;        ///< a template that nobody filled in, or next to empty: proves nothing
  std::string template_marker = {};  ///< the placeholder that gave it away; empty when it is next to empty
  std::string points_to = {};        ///< a stub's URL outside the tree; empty when it speaks for itself
  std::string named_by = {};         ///< path of the stub or symlink that led here; empty otherwise
  std::string language = {};         ///< of the file name: "zh-cn" for README.zh-CN.md; empty = default
  std::vector<Section> sections = {};  ///< in order; at least one
  std::vector<Link> links = {};
  std::vector<std::pair<int, int>> code_lines = {};  ///< line ranges of code blocks
  std::vector<StandIn> stand_ins = {};               ///< kind by kind, in order

  /// All prose in order, sections joined by blank lines.
  std::string prose() const;
  std::size_t words() const;
};

/// A document of a kind, or the sections of another document that stand for one.
struct Piece {
  const Document* document = nullptr;
  std::size_t first = 0, last = 0;  ///< sections [first, last)
  bool whole = false;               ///< the whole document is of the kind

  std::string prose() const;
  std::size_t words() const;
  int line() const;  ///< of its heading; 0 for a whole document
  int last_line() const;
  bool holds(int line) const;  ///< of the file; a whole document holds every line
  std::string_view heading() const;
  std::string path() const;   ///< clean
  Evidence evidence() const;  ///< path, lines, heading or first words
};

class Documents {
 public:
  static Documents collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.all_, self.unread_, self.complete_, self.pages_complete_);
  }

  const std::vector<Document>& all() const { return all_; }
  /// Documents of a kind that speak for themselves, best place first (root, .github/, …, docs/). Templates
  /// that nobody filled in are left out; see templates().
  std::vector<const Document*> of(std::string_view kind) const;
  const Document* first(std::string_view kind) const;
  /// Documents of the kind that prove nothing: unfilled templates and empty files.
  std::vector<const Document*> templates(std::string_view kind) const;
  /// Documents of the kind, then sections of other documents whose heading says that they are about it.
  std::vector<Piece> pieces(std::string_view kind) const;

  /// Everything that could hold a document was read.
  bool complete() const { return complete_; }
  /// Everything that could be a document of this kind was read.
  bool complete(std::string_view kind) const;

 private:
  std::vector<Document> all_;                  ///< default language first, then by place, kind by kind
  std::set<std::string, std::less<>> unread_;  ///< kinds with a file that could not be read
  bool complete_ = true;
  bool pages_complete_ = true;
};

/// Parses one document's text by the ending of its name. Exposed for tests and for files outside the named
/// kinds.
Document parse_document(std::string_view path, FileText text);

/// Number of words: runs of letters or digits of any script (a CJK character counts as half a word).
std::size_t count_words(std::string_view text);

/// Checks rules/documents.json.
Outcome check_document_rules(const RuleSet& rules, std::string_view name);

}  // namespace badgescan
