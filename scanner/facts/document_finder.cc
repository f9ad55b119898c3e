// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/document_finder.h"

#include <algorithm>

#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::size_t kTreeDepth = 6;  // folders below a documentation tree

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Names as authors number and date them: "03_architecture", "security_audit_2026_08".
std::string_view bare_stem(std::string_view stem) {
  std::size_t i = 0;
  while (i < stem.size() && is_digit(stem[i])) ++i;
  if (i > 0 && i < stem.size() && stem[i] == '_') stem.remove_prefix(i + 1);
  std::size_t end = stem.size();
  while (end > 0 && (is_digit(stem[end - 1]) || stem[end - 1] == '_')) --end;
  return end > 0 ? stem.substr(0, end) : stem;
}

bool contains(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

DocumentFinder::DocumentFinder(const DocumentRules& rules, const TreeIndex& index)
    : rules_(rules), index_(index) {
  for (std::size_t i = 0; i < rules.places.size(); ++i) rank_[rules.places[i]] = static_cast<int>(i);
}

DocumentFinder::FileName DocumentFinder::split_name(std::string_view name) const {
  FileName out;
  std::string lower = to_lower(name);
  const auto dot = lower.rfind('.');
  if (dot != std::string::npos && dot > 0) {
    const std::string extension = lower.substr(dot + 1);
    if (contains(rules_.extensions, extension) || extension == "yml" || extension == "yaml" ||
        extension == "cff") {
      out.extension = extension;
      lower.resize(dot);
    }
  }
  for (char& c : lower) {
    if (c == '-' || c == ' ' || c == '.') c = '_';
  }
  out.stem = std::move(lower);
  return out;
}

/// "readme_zh_cn" → "readme" and "zh_cn"; no language: unchanged.
std::string DocumentFinder::take_language(std::string& stem) const {
  for (auto at = stem.find('_'); at != std::string::npos; at = stem.find('_', at + 1)) {
    const std::string tail = stem.substr(at + 1);
    if (tail == "en" || tail == "en_us" || tail == "en_gb" || tail == "english") {
      stem.resize(at);
      return {};
    }
    if (tail.size() <= 12 && contains(rules_.languages, tail.substr(0, tail.find('_'))) &&
        rules_.by_name.count(stem) == 0) {
      stem.resize(at);
      return tail;
    }
  }
  return {};
}

namespace {

/// Plans and proposals tell of what may come, not of what is.
bool of_plans(std::string_view folder) {
  for (const std::string_view part : split(folder, '/')) {
    for (const std::string_view name : {"plans", "superpowers", "proposals", "rfcs", "rfc", "prompts"}) {
      if (part == name) return true;
    }
  }
  return false;
}

}  // namespace

std::optional<DocumentCandidate> DocumentFinder::consider(const Entry& entry) const {
  if (!entry.is_file() && entry.mode != Mode::symlink) return std::nullopt;
  if (!looks_like_name(entry)) return std::nullopt;
  FileName name = split_name(entry.name());
  const std::string folder = to_lower(entry.folder());
  DocumentCandidate found{.entry = &entry, .kind = rules_.kinds.size(), .rank = kTreeRank, .language = {}};
  if (const auto path = rules_.by_path.find(to_lower(entry.path)); path != rules_.by_path.end()) {
    found.kind = path->second;
    found.rank = 0;
    return found;
  }
  if (const auto in = rules_.by_folder.find(folder); in != rules_.by_folder.end()) {
    if (!accept(found, in->second, name, 0)) return std::nullopt;
    return found;
  }
  const auto place = rank_.find(folder);
  const std::size_t tree = tree_of(folder);
  if (place == rank_.end() && tree == std::string::npos) return std::nullopt;
  found.language = take_language(name.stem);
  const std::string_view below = std::string_view(folder).substr(std::min(tree, folder.size()));
  if (tree != std::string::npos && found.language.empty()) found.language = language_of_folder(below);
  if (place != rank_.end()) {
    if (const auto kind = find_kind(name.stem);
        kind && may_lie_in(*kind, folder) && accept(found, *kind, name, place->second))
      return found;
  }
  if (tree == std::string::npos || !readable_page(entry, name)) return std::nullopt;
  const auto depth =
      below.empty() ? 0 : static_cast<std::size_t>(std::count(below.begin(), below.end(), '/')) + 1;
  if (depth > kTreeDepth) return std::nullopt;
  DocumentCandidate made = page(std::move(found), name, below, depth);
  if (made.kind == rules_.kinds.size() && of_plans(below)) return std::nullopt;
  return made;
}

/// Cheap first look: most files of a repository end here.
bool DocumentFinder::looks_like_name(const Entry& entry) const {
  const std::string_view name = entry.name();
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return true;
  const std::string_view extension = name.substr(dot + 1);
  for (const std::string_view other : {"yml", "yaml", "cff"}) {
    if (equals_ignoring_case(other, extension)) return true;
  }
  return std::any_of(rules_.extensions.begin(), rules_.extensions.end(),
                     [&](const std::string& known) { return equals_ignoring_case(known, extension); });
}

std::optional<std::size_t> DocumentFinder::find_kind(std::string_view stem) const {
  const auto by = rules_.by_name.find(std::string(bare_stem(stem)));
  if (by == rules_.by_name.end()) return std::nullopt;
  return by->second;
}

bool DocumentFinder::may_lie_in(std::size_t kind, std::string_view folder) const {
  const std::vector<std::string>& places = rules_.kinds[kind].places;
  return places.empty() || contains(places, folder);
}

bool DocumentFinder::accept(DocumentCandidate& found, std::size_t kind, const FileName& name,
                            int rank) const {
  const DocumentKind& rule = rules_.kinds[kind];
  if (!contains(rule.extensions.empty() ? rules_.extensions : rule.extensions, name.extension)) return false;
  if (name.extension.empty() && (!rule.bare || found.entry->mode == Mode::executable)) return false;
  found.kind = kind;
  found.rank = rank;
  return true;
}

/// Where the part below the documentation tree starts in `folder`; npos when it is in none.
std::size_t DocumentFinder::tree_of(std::string_view folder) const {
  std::size_t best = std::string::npos;
  for (const std::string& tree : rules_.trees) {
    // "website/**/docs": the first folder docs at any depth below website.
    if (const std::size_t any = tree.find("/**/"); any != std::string::npos) {
      if (!folder.starts_with(std::string_view(tree).substr(0, any + 1))) continue;
      const std::string whole = std::string(folder) + "/";
      const std::size_t leaf = whole.find(tree.substr(any + 3) + "/", any);
      if (leaf == std::string::npos || !language_of_folder(folder.substr(any, leaf - any)).empty()) continue;
      const std::size_t start = std::min(leaf + tree.size() - any - 2, folder.size());
      if (best == std::string::npos || start > best) best = start;
      continue;
    }
    if (folder.substr(0, tree.size()) != tree) continue;
    if (folder.size() != tree.size() && folder[tree.size()] != '/') continue;
    const std::size_t start = folder.size() == tree.size() ? tree.size() : tree.size() + 1;
    if (best == std::string::npos || start > best) best = start;
  }
  return best;
}

std::string DocumentFinder::language_of_folder(std::string_view below) const {
  for (const std::string_view part : split(below, '/')) {
    std::string code(part);
    std::replace(code.begin(), code.end(), '-', '_');
    const std::string base = code.substr(0, code.find('_'));
    if (base.size() == 2 && code.size() <= 7 && contains(rules_.languages, base)) return code;
  }
  return {};
}

bool DocumentFinder::readable_page(const Entry& entry, const FileName& name) const {
  if (name.extension.empty() || name.extension == "yml" || name.extension == "yaml" ||
      name.extension == "cff")
    return false;
  for (const std::string_view no :
       {"cmakelists", "requirements", "robots", "humans", "sitemap", "404", "search", "genindex"}) {
    if (starts_with_ignoring_case(name.stem, no)) return false;
  }
  const PathClass path = index_.classify(entry);
  return !path.vendored && !path.generated && !path.test_data;
}

/// A page of a documentation tree: of a kind by its own name, by its folder's when it is the folder's index,
/// or an ordinary page.
DocumentCandidate DocumentFinder::page(DocumentCandidate found, const FileName& name, std::string_view below,
                                       std::size_t depth) const {
  const int rank = kTreeRank + static_cast<int>(depth);
  found.rank = rank;
  if (const auto kind = find_kind(name.stem);
      kind && rules_.kinds[*kind].deep && accept(found, *kind, name, rank)) {
    return found;
  }
  if (depth > 0 &&
      (name.stem == "index" || name.stem == "readme" || name.stem == "overview" || name.stem == "_index")) {
    const FileName as{split_name(below.substr(below.rfind('/') + 1)).stem, name.extension};
    if (const auto kind = find_kind(as.stem); kind && rules_.kinds[*kind].deep)
      accept(found, *kind, as, rank);
  }
  return found;
}

std::string resolve_link(std::string_view folder, std::string_view target) {
  target = target.substr(0, target.find_first_of("#?"));
  if (target.empty() || target.find("://") != std::string_view::npos ||
      target.find(':') != std::string_view::npos)
    return {};
  std::vector<std::string_view> parts;
  if (target.front() != '/') {
    for (const std::string_view part : split(folder, '/')) {
      if (!part.empty()) parts.push_back(part);
    }
  }
  for (const std::string_view part : split(target, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return {};
    } else {
      parts.pop_back();
    }
  }
  std::string out;
  for (const std::string_view part : parts) {
    if (!out.empty()) out += '/';
    out += part;
  }
  return out;
}

}  // namespace badgescan
