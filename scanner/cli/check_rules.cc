// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/check_rules.h"

#include <algorithm>
#include <filesystem>

#include "scanner/base/message.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/insights.h"
#include "scanner/facts/path_rules.h"
#include "scanner/facts/tools.h"
#include "scanner/licence/identify.h"
#include "scanner/rules/embedded.h"
#include "scanner/rules/strict_json.h"
#include "scanner/source/pattern_rules.h"

namespace badgescan {
namespace {

namespace fs = std::filesystem;

bool known(const std::string& name) {
  if (name.starts_with("phrases/") || name.starts_with("source/") || name.starts_with("licences/"))
    return true;
  const auto files = embedded_files();
  return std::any_of(files.begin(), files.end(), [&](const EmbeddedFile& file) { return file.name == name; });
}

template <class Loaded>
void keep_error(const Loaded& loaded, std::vector<std::string>& problems) {
  if (!loaded) problems.push_back(loaded.error());
}

}  // namespace

std::vector<std::string> check_rules(const RuleSet& rules, const std::string& folder) {
  std::vector<std::string> problems;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (!at->is_regular_file(error) || at->path().extension() != ".json") continue;
    const std::string name = at->path().lexically_relative(folder).generic_string();
    if (!known(name))
      problems.push_back(
          msg("{}: there is no rule file of this name, so nobody reads it", at->path().string()));
  }
  keep_error(PathRules::load(rules), problems);
  keep_error(check_document_rules(rules, "documents.json"), problems);
  keep_error(ToolTable::of(rules), problems);
  keep_error(licence::Identifier::load(rules), problems);
  keep_error(source::PatternSet::load(rules), problems);
  keep_error(load_insight_rows(rules), problems);
  for (const char* name : {"languages.json", "people.json"}) {
    if (!rules.file(name).empty()) keep_error(parse_strict(rules.file(name), rules.origin(name)), problems);
  }
  return problems;
}

}  // namespace badgescan
