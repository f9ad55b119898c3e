// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/reuse.h"

#include <toml++/toml.h>
#include <algorithm>

#include "scanner/base/glob.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/selection.h"
#include "scanner/licence/words.h"

namespace badgescan {
namespace {

constexpr std::size_t kMostRules = 2000;
constexpr std::size_t kMostSidecars = 20'000;
constexpr std::string_view kTag = "SPDX-License-Identifier:";

std::vector<std::string> strings_of(const toml::node* node) {
  std::vector<std::string> out;
  if (node == nullptr) return out;
  if (const auto text = node->value<std::string>()) out.push_back(*text);
  if (const toml::array* list = node->as_array())
    for (const toml::node& item : *list)
      if (const auto text = item.value<std::string>()) out.push_back(*text);
  return out;
}

ReuseAnnotation sidecar_of(std::string_view text) {
  ReuseAnnotation out;
  for (const std::string_view line : split_lines(text)) {
    out.copyright = out.copyright || licence::is_copyright_line(line);
    const std::size_t at = line.find(kTag);
    if (at != std::string_view::npos) out.licence = trim(line.substr(at + kTag.size()));
  }
  return out;
}

/// dep5 patterns are shell-like: '*' crosses '/'.
bool shell_match(std::string_view pattern, std::string_view path) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < path.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && (pattern[p] == path[t] || pattern[p] == '?')) {
      p++;
      t++;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') p++;
  return p == pattern.size();
}

bool is_everything(std::string_view pattern) {
  return pattern == "**" || pattern == "*" || pattern == "**/*";
}

}  // namespace

void Reuse::add(Rule rule, std::string_view origin) {
  if (rules_.size() >= kMostRules) return;
  if (rule.folder.empty() && !rule.says.licence.empty() && is_everything(rule.pattern) &&
      (rule.shell || rule.pattern != "*")) {
    default_licence_ = rule.says.licence;
    default_path_ = origin;
  }
  rules_.push_back(std::move(rule));
}

void Reuse::read_toml(const Facts& facts, const Entry& entry) {
  const FileText text = facts.text(entry);
  if (text == nullptr) return;
  try {
    const toml::table root = toml::parse(std::string_view(*text));
    const toml::array* annotations = root["annotations"].as_array();
    if (annotations == nullptr) return;
    std::string folder(entry.folder());
    if (!folder.empty()) folder += '/';
    for (const toml::node& node : *annotations) {
      const toml::table* table = node.as_table();
      if (table == nullptr) continue;
      ReuseAnnotation says;
      says.copyright = !strings_of(table->get("SPDX-FileCopyrightText")).empty();
      std::vector<std::string> licences = strings_of(table->get("SPDX-License-Identifier"));
      says.licence = join(licences, " AND ");
      for (std::string& pattern : strings_of(table->get("path")))
        add({folder, std::move(pattern), false, says}, entry.path);
    }
  } catch (const toml::parse_error& error) {
    facts.note(Note::Kind::unread, entry.path,
               msg("cannot be read as TOML: {}", std::string(error.description())));
  }
}

void Reuse::read_dep5(const Facts& facts, const Entry& entry) {
  const FileText text = facts.text(entry);
  if (text == nullptr) return;
  std::vector<std::string> patterns;
  ReuseAnnotation says;
  std::string field;
  const auto finish = [&] {
    for (std::string& pattern : patterns) add({"", std::move(pattern), true, says}, entry.path);
    patterns.clear();
    says = {};
    field.clear();
  };
  for (const std::string_view line : split_lines(*text)) {
    if (trim(line).empty()) {
      finish();
      continue;
    }
    std::string_view value = line;
    if (line[0] != ' ' && line[0] != '\t') {
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos) continue;
      field = to_lower(line.substr(0, colon));
      value = line.substr(colon + 1);
      if (field == "license") says.licence = trim(value);
    }
    if (field == "copyright" && !trim(value).empty()) says.copyright = true;
    if (field != "files") continue;
    const std::string folded = fold_space(value);
    for (const std::string_view word : split(folded, ' '))
      if (!word.empty() && patterns.size() < kMostRules) patterns.emplace_back(word);
  }
  finish();
}

namespace {

constexpr std::string_view kDep5 = ".reuse/dep5", kSidecar = ".license";

const Selection kReuseFiles("REUSE", [](const Facts&, const Entry& entry) {
  return entry.is_file() &&
         (entry.name() == "REUSE.toml" || entry.path == kDep5 || entry.name().ends_with(kSidecar));
});

}  // namespace

Reuse Reuse::collect(const Facts& facts) {
  Reuse out;
  for (const Entry* entry : kReuseFiles.of(facts)) {
    if (entry->name() == "REUSE.toml") {
      out.read_toml(facts, *entry);
    } else if (entry->path == kDep5) {
      out.read_dep5(facts, *entry);
    } else if (out.sidecars_.size() < kMostSidecars) {
      const std::string_view path = entry->path.substr(0, entry->path.size() - kSidecar.size());
      if (facts.snapshot().find(path) == nullptr) continue;
      const FileText text = facts.text(*entry);
      if (text != nullptr) out.sidecars_.emplace_back(path, sidecar_of(*text));
    }
  }
  std::sort(out.sidecars_.begin(), out.sidecars_.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return out;
}

ReuseAnnotation Reuse::of(std::string_view path) const {
  const auto sidecar =
      std::lower_bound(sidecars_.begin(), sidecars_.end(), path,
                       [](const auto& entry, std::string_view want) { return entry.first < want; });
  if (sidecar != sidecars_.end() && sidecar->first == path) return sidecar->second;
  for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
    if (!path.starts_with(rule->folder)) continue;
    const std::string_view inner = path.substr(rule->folder.size());
    if (rule->shell ? shell_match(rule->pattern, inner) : glob_match(rule->pattern, inner)) return rule->says;
  }
  return {};
}

}  // namespace badgescan
