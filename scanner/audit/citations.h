// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What a justification refers to: files of the repository (as links or as bare paths) and other pages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/project.h"

namespace badgescan {

struct Citation {
  enum class Kind {
    link,      ///< a URL of a file or folder of this repository
    bare,      ///< a path in the text
    page,      ///< a page of this repository's forge that is no file: issues, releases, a commit
    elsewhere  ///< any other URL
  };
  Kind kind = Kind::elsewhere;
  std::string text = {};  ///< as written
  std::string path = {};  ///< in the repository, decoded; "" = its root
  std::string ref = {};   ///< branch, tag or commit as written; empty = the current state
  int line = 0, last_line = 0;
  std::string anchor = {};  ///< without '#'; empty when it is none or a line

  bool in_repository() const { return kind == Kind::link || kind == Kind::bare; }
};

/// In the order of the text, each once. `refs` are the names of branches and tags: a name may hold slashes.
std::vector<Citation> citations(std::string_view justification, const ForgeLocation& own,
                                const std::vector<std::string>& refs);

/// The anchor that forges give to a heading: "Getting started!" → "getting-started".
std::string heading_anchor(std::string_view heading);

}  // namespace badgescan
