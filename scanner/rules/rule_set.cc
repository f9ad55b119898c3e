// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/rules/rule_set.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "scanner/base/digest.h"
#include "scanner/base/message.h"
#include "scanner/rules/embedded.h"

namespace badgescan {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxRuleFile = 64 << 20;
constexpr std::string_view kPhrases = "phrases/";

Result<std::string> read_rule_file(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) return Error{msg("cannot read the rule file {}: {}", path.string(), error.message())};
  if (size > kMaxRuleFile)
    return Error{msg("the rule file {} is larger than {} bytes", path.string(), kMaxRuleFile)};
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace

Result<std::shared_ptr<const RuleSet>> RuleSet::load(const std::string& folder, const std::string& language) {
  auto set = std::make_shared<RuleSet>();
  for (const EmbeddedFile& file : embedded_files()) {
    set->files_[std::string(file.name)] = {file.content, {}, "rules/" + std::string(file.name)};
  }
  std::vector<std::string> own;
  if (!folder.empty()) {
    std::error_code error;
    fs::recursive_directory_iterator at(folder, error), end;
    if (error) return Error{msg("cannot read the rules folder {}: {}", folder, error.message())};
    for (; at != end; at.increment(error)) {
      if (!at->is_regular_file(error) || at->path().extension() != ".json") continue;
      Result<std::string> text = read_rule_file(at->path());
      if (!text) return Error{text.error()};
      const std::string name = at->path().lexically_relative(folder).generic_string();
      own.push_back(name);
      if (!name.starts_with(kPhrases))
        set->files_[name] = {{}, std::move(*text), at->path().string()};
      else
        set->files_["own/" + name] = {{}, std::move(*text), at->path().string()};
    }
  }
  Result<Catalogue> catalogue = Catalogue::parse(set->file("criteria.json"), set->origin("criteria.json"));
  if (!catalogue) return Error{catalogue.error()};
  set->catalogue_ = std::move(*catalogue);
  const std::string translation = "lang/" + language + ".criteria.json";
  if (language != "en" && set->files_.contains(translation)) {
    if (Outcome done = set->catalogue_.translate(set->file(translation), set->origin(translation)); !done)
      return Error{done.error()};
  }
  // The folder's phrase rules join the embedded ones; a known id is replaced.
  for (const std::string& prefix : {std::string(kPhrases), "own/" + std::string(kPhrases)}) {
    for (const std::string& name : set->files(prefix)) {
      const bool replace = prefix.starts_with("own/");
      if (Outcome added = set->phrases_.add(set->file(name), set->origin(name), replace); !added)
        return Error{added.error()};
    }
  }
  return std::shared_ptr<const RuleSet>(std::move(set));
}

std::string_view RuleSet::file(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? std::string_view{} : found->second.text();
}

std::string RuleSet::origin(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? "rules/" + std::string(name) : found->second.origin;
}

std::vector<std::string> RuleSet::files(std::string_view prefix) const {
  std::vector<std::string> names;
  for (const auto& [name, file] : files_) {
    if (name.starts_with(prefix)) names.push_back(name);
  }
  return names;
}

std::string RuleSet::fingerprint() const {
  Digest digest;
  for (const auto& [name, file] : files_) {
    digest.add(name);
    digest.add(file.text());
  }
  return digest.hex();
}

}  // namespace badgescan
