// The documents of a project: README, CONTRIBUTING, SECURITY, governance, change log …, with their sections.
//
// Which names and folders make a document of a kind is data (rules/documents.json). Markdown is parsed by
// md4c, reStructuredText, AsciiDoc, Org and plain text by their headings. Fenced code and HTML comments are
// not prose.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/facts.h"

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

  int line_at(std::size_t prose_offset) const;  ///< 1-based line of the file
};

struct Link {
  std::string text = {};
  std::string target = {};  ///< as written
  int line = 0;
  bool image = false;  ///< an image (badges are images inside links; both are listed)
};

struct Document {
  std::string kind = {};               ///< "readme", "contributing", … as in rules/documents.json
  std::string path = {};               ///< raw path in the tree
  FileText text = {};                  ///< the source; never null
  bool prose_only = false;             ///< a plain text format
  bool template_only = false;          ///< a template that nobody filled in, or next to empty: proves nothing
  std::string language = {};           ///< of the file name: "zh-CN" for README.zh-CN.md; empty = default
  std::vector<Section> sections = {};  ///< in order; at least one
  std::vector<Link> links = {};
  std::vector<std::pair<int, int>> code_lines = {};  ///< line ranges of code blocks

  /// All prose in order, sections joined by blank lines.
  std::string prose() const;
  std::size_t words() const;
};

class Documents {
 public:
  static Documents collect(const Facts& facts);

  const std::vector<Document>& all() const { return all_; }
  /// Documents of a kind, best place first (root, .github/, …, docs/).
  std::vector<const Document*> of(std::string_view kind) const;
  const Document* first(std::string_view kind) const;
  /// Everything that could hold a document was read.
  bool complete() const { return complete_; }

 private:
  std::vector<Document> all_;
  bool complete_ = true;
};

/// Parses one document's text by the ending of its name. Exposed for tests and for files outside the named
/// kinds.
Document parse_document(std::string_view path, FileText text);

}  // namespace badgescan
