// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Decides by its path whether a file is a document, of which kind, and how good its place is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "scanner/facts/document_rules.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {

/// Rank of pages below a documentation tree; named places rank before it.
inline constexpr int kTreeRank = 1000;

struct DocumentCandidate {
  const Entry* entry = nullptr;
  std::size_t kind = 0;  ///< of the rules; kinds.size() = an ordinary page
  int rank = 0;
  std::string language;
};

class DocumentFinder {
 public:
  /// Both must outlive the finder.
  DocumentFinder(const DocumentRules& rules, const TreeIndex& index);

  std::optional<DocumentCandidate> consider(const Entry& entry) const;

 private:
  struct FileName {
    std::string stem;       ///< lower case, separators '_'
    std::string extension;  ///< lower case, without the dot
  };
  FileName split_name(std::string_view name) const;
  std::string take_language(std::string& stem) const;
  bool looks_like_name(const Entry& entry) const;
  std::optional<std::size_t> find_kind(std::string_view stem) const;
  bool may_lie_in(std::size_t kind, std::string_view folder) const;
  bool accept(DocumentCandidate& found, std::size_t kind, const FileName& name, int rank) const;
  std::size_t tree_of(std::string_view folder) const;
  std::string language_of_folder(std::string_view below) const;
  bool readable_page(const Entry& entry, const FileName& name) const;
  DocumentCandidate page(DocumentCandidate found, const FileName& name, std::string_view below,
                         std::size_t depth) const;

  const DocumentRules& rules_;
  const TreeIndex& index_;
  std::unordered_map<std::string, int> rank_;
};

/// "a/b" + "../c.md#x" → "a/c.md"; empty when the target is no path inside the tree.
std::string resolve_link(std::string_view folder, std::string_view target);

}  // namespace badgescan
