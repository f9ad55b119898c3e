// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// rules/documents.json: which file names, folders and headings make a document of which kind.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/base/result.h"

namespace re2 {
class RE2;
}

namespace badgescan {

struct DocumentKind {
  std::string kind;
  std::vector<std::string> names;       ///< stems: lower case, '_' for every separator
  std::vector<std::string> paths;       ///< whole paths, lower case
  std::vector<std::string> folders;     ///< every document of these folders
  std::vector<std::string> places;      ///< instead of all places; empty = all
  std::vector<std::string> extensions;  ///< instead of the usual ones
  bool bare = true;   ///< a file without extension counts (not so for BUILD, which is a build file)
  bool deep = false;  ///< counts anywhere below the documentation trees
  bool data = false;  ///< a list or form: few words are no sign of an unfilled template
  bool form = false;  ///< a template by nature: placeholders and comments are its content
  std::shared_ptr<const re2::RE2> headings;      ///< null: no section stands for it
  std::shared_ptr<const re2::RE2> not_headings;  ///< null: whatever `headings` takes counts
  std::vector<std::string> section_in;           ///< kinds whose sections may stand for it
};

struct Placeholder {
  std::shared_ptr<const re2::RE2> pattern;
  bool unless_real_contact = false;
  bool unless_other_parts = false;  ///< the parts without it say enough: the form was left beside them
};

struct DocumentRules {
  std::vector<std::string> places, trees, extensions, languages;
  std::vector<Placeholder> placeholders;
  std::vector<DocumentKind> kinds;
  std::unordered_map<std::string, std::size_t> by_name, by_path, by_folder;

  static Result<DocumentRules> parse(std::string_view json, std::string_view origin);
};

}  // namespace badgescan
