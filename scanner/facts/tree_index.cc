// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/tree_index.h"

#include <re2/re2.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <functional>
#include <set>
#include <utility>

#include "scanner/base/digest.h"
#include "scanner/base/glob.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/ledger.h"
#include "scanner/rules/rule_set.h"

namespace badgescan {
namespace {

constexpr std::uint8_t kKnown = 0x80;
constexpr std::size_t kMaxAttributes = 2000;  // lines in all; each is tried on every classified path

std::string_view extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view{} : name.substr(dot + 1);
}

bool starts_with_any(std::string_view name, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [name](const std::string& prefix) { return name.starts_with(prefix); });
}

bool ends_with_any(std::string_view name, const std::vector<std::string>& suffixes) {
  if (name.empty()) return false;
  return std::any_of(suffixes.begin(), suffixes.end(), [name](const std::string& suffix) {
    return name.back() == suffix.back() && name.ends_with(suffix);
  });
}

/// "linguist-vendored", "-linguist-vendored", "linguist-vendored=false" → whether it is set, and to what.
bool attribute_value(std::string_view word, std::string_view name, bool& value) {
  value = !word.starts_with('-') && !word.starts_with('!');
  if (!value) word.remove_prefix(1);
  if (!word.starts_with(name)) return false;
  const std::string_view rest = word.substr(name.size());
  if (rest == "=false" || rest == "=0") value = false;
  return rest.empty() || rest.front() == '=';
}

/// "src/org/apache" of "src/org/apache/commons": where the classes of a package lie; empty when they do not.
std::string_view up_to_package(std::string_view folder, std::string_view package) {
  const std::size_t at = folder.find(package);
  if (at == std::string_view::npos || (at > 0 && folder[at - 1] != '/')) return {};
  const std::size_t end = at + package.size();
  return end == folder.size() || folder[end] == '/' ? folder.substr(0, end) : std::string_view{};
}

}  // namespace

bool is_hidden(std::string_view path) {
  return path.starts_with('.') || path.find("/.") != std::string_view::npos;
}

TreeIndex TreeIndex::collect(const Facts& facts) {
  TreeIndex index;
  index.complete_ = facts.snapshot().complete();
  Result<PathRules> rules = PathRules::load(facts.rules());
  if (!rules) {
    facts.note(Note::Kind::unread, "", rules.error());
    index.complete_ = false;
    index.rules_ = std::make_shared<const PathRules>();
  } else {
    index.rules_ = std::make_shared<const PathRules>(std::move(*rules));
  }
  index.entries_ = facts.unwatched_snapshot().entries();
  if (facts.ledger() != nullptr) {
    index.kinds_ = &facts.ledger()->kinds();
  } else {
    index.own_kinds_ = std::make_shared<std::vector<std::uint8_t>>(index.entries_.size());
    index.kinds_ = index.own_kinds_.get();
  }
  index.add_entries();
  index.find_copies();
  index.find_copied_packages();
  for (const Entry* entry : index.named(".gitattributes")) index.read_attributes(facts, *entry);
  index.ledger_ = facts.ledger();
  return index;
}

void TreeIndex::add_entries() {
  // Neighbours share a folder, and often an ending.
  std::string_view last_folder, last_extension;
  std::vector<const Entry*>*files = nullptr, *alike = nullptr;
  for (const Entry& entry : entries_) {
    if (entry.mode == Mode::submodule) continue;
    const std::string_view folder = entry.folder(), extension = extension_of(entry.name());
    if (!extension.empty()) {
      if (alike == nullptr || extension != last_extension) alike = &by_extension_[to_lower(extension)];
      last_extension = extension;
      alike->push_back(&entry);
    }
    if (files == nullptr || folder != last_folder) {
      files = &by_folder_[to_lower(folder)];
      if (files->empty()) {
        folders_.emplace(folder, kind_of_folder(folder));
        add_folder(to_lower(folder));
      }
    }
    last_folder = folder;
    files->push_back(&entry);
  }
  first_named_.resize(std::bit_ceil(entries_.size() + 1));
  next_named_.resize(entries_.size());
  for (std::size_t i = entries_.size(); i-- > 0;) {
    if (entries_[i].mode == Mode::submodule) continue;
    std::uint32_t& first = first_named_[slot_of(entries_[i].name())];
    next_named_[i] = std::exchange(first, static_cast<std::uint32_t>(i + 1));
  }
}

/// The same for names that differ in case only.
std::size_t TreeIndex::slot_of(std::string_view name) const {
  std::uint64_t digest = 0;
  for (const char c : name) {
    const auto byte = static_cast<std::uint8_t>(to_lower(c));
    digest = (digest ^ byte) * 0x9E37'79B9'7F4A'7C15U;
  }
  return static_cast<std::size_t>(digest >> 32) & (first_named_.size() - 1);
}

/// Makes a folder of which the first file came known to its parents, which may hold no file themselves.
void TreeIndex::add_folder(std::string folder) {
  for (bool known = subfolders_.contains(folder); !known && !folder.empty();) {
    const std::size_t slash = folder.rfind('/');
    std::string parent = slash == std::string::npos ? std::string{} : folder.substr(0, slash);
    known = is_folder(parent);
    subfolders_[parent].push_back(std::move(folder));
    folder = std::move(parent);
  }
}

/// A folder of the tests with a README and a pipeline of its own, which nothing starts there, is a copy of
/// another repository: a test framework.
void TreeIndex::find_copies() {
  for (const std::string_view name : {".travis.yml", "appveyor.yml", ".appveyor.yml", ".cirrus.yml"}) {
    for (const Entry* entry : named(name)) {
      if (entry->folder().empty() || !classify(entry->path).test) continue;
      const std::vector<const Entry*> beside = in_folder(entry->folder());
      if (std::any_of(beside.begin(), beside.end(),
                      [](const Entry* one) { return starts_with_ignoring_case(one->name(), "readme"); }))
        copies_.push_back(std::string(entry->folder()) + '/');
    }
  }
}

/// Of a program in Java the few classes that stand in a well-known package of somebody else.
void TreeIndex::find_copied_packages() {
  constexpr std::size_t kFew = 10;  // one in so many
  std::map<std::string_view, std::size_t> folders;
  std::size_t all = 0;
  for (const Entry* entry : lookup(by_extension_, "java")) ++folders[entry->folder()];
  std::erase_if(folders, [&](const auto& folder) { return kind_of_folder(folder.first).test; });
  for (const auto& [folder, files] : folders) all += files;
  for (const std::string& package : rules_->copied_packages) {
    std::size_t within = 0;
    std::set<std::string_view> roots;
    for (const auto& [folder, files] : folders) {
      const std::string_view root = up_to_package(folder, package);
      if (root.empty()) continue;
      within += files;
      roots.insert(root);
    }
    if (within * kFew > all) continue;
    for (const std::string_view root : roots) copies_.push_back(std::string(root) + '/');
  }
}

void TreeIndex::read_attributes(const Facts& facts, const Entry& entry) {
  const FileText text = facts.text(entry);
  if (text == nullptr || text->find("linguist-") == std::string::npos) return;
  const std::string folder = entry.folder().empty() ? std::string{} : std::string(entry.folder()) + '/';
  for (const std::string_view line : split_lines(*text)) {
    const std::string folded = fold_space(line);
    const std::vector<std::string_view> words = split(folded, ' ');
    if (words.size() < 2 || words[0].starts_with('#')) continue;
    for (std::size_t i = 1; i < words.size() && attributes_.size() < kMaxAttributes; ++i) {
      bool value = false;
      using What = Attribute::What;
      for (const auto& [name, what] : {std::pair{"linguist-vendored", What::vendored},
                                       {"linguist-generated", What::generated},
                                       {"linguist-documentation", What::documentation}}) {
        if (attribute_value(words[i], name, value))
          attributes_.push_back({folder, std::string(words[0]), what, value});
      }
    }
  }
}

std::vector<const Entry*> TreeIndex::lookup(const Map& map, std::string_view key) {
  const auto found = map.find(to_lower(key));
  return found == map.end() ? std::vector<const Entry*>{} : found->second;
}

std::vector<const Entry*> TreeIndex::by_depth(std::string_view name) const {
  std::vector<const Entry*> entries;
  if (first_named_.empty()) return entries;
  for (std::uint32_t at = first_named_[slot_of(name)]; at != 0; at = next_named_[at - 1]) {
    const Entry& entry = entries_[at - 1];
    if (equals_ignoring_case(entry.name(), name)) entries.push_back(&entry);
  }
  const auto depth = [](const Entry* entry) {
    return std::count(entry->path.begin(), entry->path.end(), '/');
  };
  std::stable_sort(entries.begin(), entries.end(),
                   [&](const Entry* a, const Entry* b) { return depth(a) < depth(b); });
  return entries;
}

std::vector<const Entry*> TreeIndex::all_below(std::string_view folder) const {
  std::vector<const Entry*> entries;
  std::vector<std::string> pending{to_lower(folder)};
  while (!pending.empty()) {
    const std::string at = std::move(pending.back());
    pending.pop_back();
    const auto files = lookup(by_folder_, at);
    entries.insert(entries.end(), files.begin(), files.end());
    const auto children = subfolders_.find(at);
    if (children != subfolders_.end())
      pending.insert(pending.end(), children->second.begin(), children->second.end());
  }
  std::sort(entries.begin(), entries.end(), [](const Entry* a, const Entry* b) { return a->path < b->path; });
  return entries;
}

std::vector<const Entry*> TreeIndex::find(About about, std::string_view key) const {
  switch (about) {
    case About::name:
      return by_depth(key);
    case About::folder:
      return lookup(by_folder_, key);
    case About::below_folder:
      return all_below(key);
    case About::ending:
      return lookup(by_extension_, key);
    default:
      return {};
  }
}

std::vector<const Entry*> TreeIndex::ask(About about, std::string_view key) const {
  std::vector<const Entry*> found = find(about, key);
  if (ledger_ != nullptr) ledger_->ask(about, key, Ledger::answer_of(found));
  return found;
}

std::vector<const Entry*> TreeIndex::named(std::string_view name) const { return ask(About::name, name); }
std::vector<const Entry*> TreeIndex::in_folder(std::string_view folder) const {
  return ask(About::folder, folder);
}
std::vector<const Entry*> TreeIndex::below(std::string_view folder) const {
  return ask(About::below_folder, folder);
}
std::vector<const Entry*> TreeIndex::with_extension(std::string_view extension) const {
  return ask(About::ending, extension);
}

bool TreeIndex::has_folder(std::string_view folder) const {
  const bool there = is_folder(folder);
  if (ledger_ != nullptr) ledger_->ask(About::has_folder, folder, there);
  return there;
}

bool TreeIndex::is_folder(std::string_view folder) const {
  const std::string key = to_lower(folder);
  return by_folder_.contains(key) || subfolders_.contains(key);
}

std::uint64_t TreeIndex::answer(const Ledger::Question& question) const {
  if (question.about == About::has_folder) return is_folder(question.key);
  if (question.about != About::path) return Ledger::answer_of(find(question.about, question.key));
  const auto at =
      std::lower_bound(entries_.begin(), entries_.end(), question.key,
                       [](const Entry& entry, const std::string& path) { return entry.path < path; });
  const Entry* found = at != entries_.end() && at->path == question.key ? &*at : nullptr;
  return Ledger::answer_of(std::span(&found, found == nullptr ? 0 : 1));
}

std::uint64_t TreeIndex::digest() const {
  Digest digest;
  for (const Attribute& attribute : attributes_) {
    digest.add(attribute.folder);
    digest.add(attribute.pattern);
    digest.add_numbers(attribute.what, attribute.value);
  }
  for (const std::string& copy : copies_) digest.add(copy);
  return digest.value();
}

std::uint8_t PathClass::bits() const {
  return static_cast<std::uint8_t>(vendored | generated << 1 | test << 2 | test_data << 3 |
                                   documentation << 4 | example << 5 | stand_in << 6);
}

PathClass PathClass::of(std::uint8_t bits) {
  return {.vendored = (bits & 1) != 0,
          .generated = (bits & 2) != 0,
          .test = (bits & 4) != 0,
          .test_data = (bits & 8) != 0,
          .documentation = (bits & 16) != 0,
          .example = (bits & 32) != 0,
          .stand_in = (bits & 64) != 0};
}

PathClass TreeIndex::classify(const Entry& entry) const {
  const std::less<const Entry*> before;
  if (entries_.empty() || before(&entry, entries_.data()) || before(&entries_.back(), &entry))
    return classify(entry.path);
  const std::atomic_ref known((*kinds_)[static_cast<std::size_t>(&entry - entries_.data())]);
  const std::uint8_t bits = known.load(std::memory_order_relaxed);
  if ((bits & kKnown) != 0) return PathClass::of(bits);
  const PathClass kind = classify(entry.path);
  known.store(kind.bits() | kKnown, std::memory_order_relaxed);
  return kind;
}

PathClass TreeIndex::classify(std::string_view path) const {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const std::string lower_name = to_lower(name);
  PathClass out;
  if (slash != std::string_view::npos) {
    const auto known = folders_.find(path.substr(0, slash));
    out = known == folders_.end() ? kind_of_folder(path.substr(0, slash)) : known->second;
    // In the top folder it may be what the project is about.
    out.stand_in = !out.vendored && rules_->stand_in_names.contains(lower_name);
    out.vendored = out.vendored || out.stand_in;
  }
  out.generated = out.generated || rules_->generated_names.contains(lower_name) ||
                  ends_with_any(lower_name, rules_->generated_suffixes);
  out.documentation =
      out.documentation || rules_->documentation_extensions.contains(std::string(extension_of(lower_name)));
  const bool test_name = ends_with_any(name, rules_->test_suffixes) ||
                         (rules_->test_name != nullptr && RE2::PartialMatch(lower_name, *rules_->test_name));
  out.test = out.test || test_name;
  out.vendored = out.vendored || std::any_of(copies_.begin(), copies_.end(), [path](const std::string& copy) {
                   return path.starts_with(copy);
                 });
  apply_attributes(path, out);
  return out;
}

PathClass TreeIndex::kind_of_folder(std::string_view path) const {
  PathClass out;
  for (const std::string_view part : split(path, '/')) {
    const std::string folder = to_lower(part);
    out.vendored = out.vendored || rules_->vendored_folders.contains(folder);
    out.generated = out.generated || rules_->generated_folders.contains(folder);
    out.test = out.test || rules_->test_folders.contains(folder) ||
               ends_with_any(part, rules_->test_folder_suffixes);
    out.test_data = out.test_data || rules_->test_data_folders.contains(folder);
    out.documentation = out.documentation || rules_->documentation_folders.contains(folder);
    out.example = out.example || rules_->example_folders.contains(folder) ||
                  ends_with_any(folder, rules_->example_folder_suffixes) ||
                  starts_with_any(folder, rules_->example_folder_prefixes);
  }
  return out;
}

void TreeIndex::apply_attributes(std::string_view path, PathClass& out) const {
  for (const Attribute& attribute : attributes_) {
    if (!path.starts_with(attribute.folder)) continue;
    if (!attribute_match(attribute.pattern, path.substr(attribute.folder.size()))) continue;
    switch (attribute.what) {
      case Attribute::What::vendored:
        out.vendored = attribute.value;
        break;
      case Attribute::What::generated:
        out.generated = attribute.value;
        break;
      case Attribute::What::documentation:
        out.documentation = attribute.value;
        break;
    }
  }
}

}  // namespace badgescan
