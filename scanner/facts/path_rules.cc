// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/path_rules.h"

#include <re2/re2.h>

#include "scanner/base/text.h"
#include "scanner/rules/rule_set.h"
#include "scanner/rules/strict_json.h"

namespace badgescan {

PathRules::PathRules() = default;
PathRules::~PathRules() = default;
PathRules::PathRules(PathRules&&) noexcept = default;
PathRules& PathRules::operator=(PathRules&&) noexcept = default;

Result<PathRules> PathRules::load(const RuleSet& rules) {
  PathRules out;
  const Outcome loaded =
      strict_load(rules.file("paths.json"), rules.origin("paths.json"), [&out](const JsonPlace& root) {
        root.only({"vendored_folders", "stand_in_names", "copied_packages", "generated_folders",
                   "generated_suffixes", "generated_names", "test_folders", "test_folder_suffixes",
                   "test_name_patterns", "test_suffixes", "test_data_folders", "documentation_folders",
                   "documentation_extensions", "example_folders", "example_folder_prefixes",
                   "example_folder_suffixes"});
        const auto names = [&root](std::string_view key) {
          Names set;
          for (const std::string& name : root.at(key).strings()) set.insert(name);
          return set;
        };
        out.vendored_folders = names("vendored_folders");
        out.stand_in_names = names("stand_in_names");
        out.generated_folders = names("generated_folders");
        out.generated_names = names("generated_names");
        out.test_folders = names("test_folders");
        out.test_data_folders = names("test_data_folders");
        out.documentation_folders = names("documentation_folders");
        out.documentation_extensions = names("documentation_extensions");
        out.example_folders = names("example_folders");
        out.copied_packages = root.at("copied_packages").strings();
        out.generated_suffixes = root.at("generated_suffixes").strings();
        out.example_folder_prefixes = root.at("example_folder_prefixes").strings();
        out.example_folder_suffixes = root.at("example_folder_suffixes").strings();
        out.test_folder_suffixes = root.at("test_folder_suffixes").strings();
        out.test_suffixes = root.at("test_suffixes").strings();
        RE2::Options options(RE2::Latin1);
        options.set_log_errors(false);
        out.test_name = std::make_unique<RE2>(join(root.at("test_name_patterns").strings(), "|"), options);
        if (!out.test_name->ok()) root.at("test_name_patterns").fail(out.test_name->error());
      });
  if (!loaded) return Error{loaded.error()};
  return out;
}

}  // namespace badgescan
