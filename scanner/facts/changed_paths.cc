// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See changed_paths.h.
#include "scanner/facts/changed_paths.h"

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_map>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/tree_index.h"
#include "scanner/repo/commit_walk.h"
#include "scanner/repo/tree_diff.h"

namespace badgescan {
namespace {

/// Marks at most `most` of `from` at even distances.
void mark_evenly(const std::vector<std::uint32_t>& from, std::size_t most, std::vector<CommitPaths>& chosen,
                 bool CommitPaths::*mark) {
  const std::size_t n = std::min(most, from.size());
  for (std::size_t i = 0; i < n; ++i) chosen[from[i * from.size() / n]].*mark = true;
}

std::vector<CommitPaths> choose(const History& history) {
  std::vector<CommitPaths> all(history.commits.size());
  std::vector<std::uint32_t> usable, fixes;
  const std::int64_t half_year = months_before(history.until, 6);
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    all[i].commit = i;
    const HistoryCommit& commit = history.commits[i];
    // A first commit adds everything; in a cut clone any commit may look like one.
    if (!history.counts(commit) || commit.parents == 0) continue;
    usable.push_back(i);
    if (commit.fix && commit.used_time >= half_year) fixes.push_back(i);
  }
  for (std::size_t i = 0; i < std::min(ChangedPaths::kRecent, usable.size()); ++i)
    all[usable[i]].recent = true;
  mark_evenly(usable, ChangedPaths::kSpread, all, &CommitPaths::spread);
  mark_evenly(fixes, ChangedPaths::kFixes, all, &CommitPaths::fix);
  std::erase_if(all, [](const CommitPaths& c) { return !c.recent && !c.spread && !c.fix; });
  return all;
}

}  // namespace

bool is_source_path(std::string_view path) {
  static constexpr std::array<std::string_view, 76> kEndings{
      "c",      "cc",   "cpp", "cxx", "c++",   "h",      "hh",  "hpp",  "hxx",  "inl", "m",     "mm",   "cu",
      "cl",     "py",   "pyx", "pyi", "rb",    "js",     "jsx", "mjs",  "cjs",  "ts",  "tsx",   "mts",  "vue",
      "svelte", "java", "kt",  "kts", "scala", "groovy", "clj", "cljs", "go",   "rs",  "swift", "dart", "php",
      "pl",     "pm",   "lua", "r",   "jl",    "hs",     "ml",  "mli",  "fs",   "fsx", "cs",    "vb",   "ex",
      "exs",    "erl",  "hrl", "elm", "zig",   "nim",    "d",   "v",    "sv",   "vhd", "vhdl",  "ada",  "adb",
      "ads",    "f",    "f90", "for", "pas",   "s",      "asm", "sh",   "bash", "ps1", "sql"};
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string ending = to_lower(name.substr(dot + 1));
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

namespace {

/// The tree of the first parent; nothing when it cannot be read.
std::optional<ObjectId> tree_before(ObjectStore& store, const History& history, const HistoryCommit& commit) {
  const std::int32_t parent = history.parents(commit).front();
  if (parent != HistoryCommit::kOutside) return history.commits[static_cast<std::size_t>(parent)].tree;
  const Result<ObjectData> data = store.read(history.parent_ids[commit.first_parent], 1 << 20);
  if (!data) return std::nullopt;
  const Result<RawCommit> raw = parse_commit(data->content());
  return raw ? std::optional(raw->tree) : std::nullopt;
}

/// The paths that an earlier run found for the same commits.
class Known {
 public:
  explicit Known(const Facts& facts)
      : history_(facts.earlier<History>()), changes_(facts.earlier<ChangedPaths>()) {
    if (history_ == nullptr || changes_ == nullptr) return;
    for (const CommitPaths& commit : changes_->commits)
      if (commit.complete) by_commit_.emplace(history_->commits.at(commit.commit).id, &commit);
  }

  /// Calls visit(path) for each; false when the commit is not known.
  template <class Visit>
  bool visit(const ObjectId& commit, Visit visit) const {
    const auto known = by_commit_.find(commit);
    if (known == by_commit_.end()) return false;
    for (const std::uint32_t path : changes_->of(*known->second)) visit(changes_->paths.at(path));
    return true;
  }

 private:
  std::shared_ptr<const History> history_;
  std::shared_ptr<const ChangedPaths> changes_;
  std::unordered_map<ObjectId, const CommitPaths*> by_commit_;
};

}  // namespace

ChangedPaths ChangedPaths::collect(const Facts& facts) {
  ChangedPaths out;
  const History& history = facts.get<History>();
  const std::unique_ptr<ObjectStore> store = facts.snapshot().open_objects();
  if (store == nullptr || !history.available) return out;
  out.commits = choose(history);
  out.complete = true;

  auto texts = std::make_shared<std::deque<std::string>>();
  std::unordered_map<std::string_view, std::uint32_t> number;
  TreeDiff diff(*store);
  std::size_t unread = 0;
  const Known earlier(facts);
  const auto add = [&](std::string_view path) {
    auto found = number.find(path);
    if (found == number.end()) {
      texts->emplace_back(path);
      found = number.emplace(texts->back(), static_cast<std::uint32_t>(out.paths.size())).first;
      out.paths.push_back(texts->back());
    }
    out.path_of.push_back(found->second);
  };
  for (CommitPaths& entry : out.commits) {
    const HistoryCommit& commit = history.commits[entry.commit];
    entry.first = static_cast<std::uint32_t>(out.path_of.size());
    if (!earlier.visit(commit.id, add)) {
      const std::optional<ObjectId> before = tree_before(*store, history, commit);
      entry.complete =
          before && diff.compare(*before, commit.tree, [&](std::string_view path, Change) { add(path); });
    }
    entry.count = static_cast<std::uint32_t>(out.path_of.size() - entry.first);
    unread += entry.complete ? 0 : 1;
  }
  if (unread > 0) {
    out.complete = false;
    facts.note(Note::Kind::unread, {},
               msg("history: the changed files of {} commits could not be listed in full", unread));
  }

  const TreeIndex& index = facts.get<TreeIndex>();
  std::vector<TouchedKinds> kinds(out.paths.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const std::string_view path = out.paths[i];
    const PathClass is = index.classify(path);
    const bool code = is_source_path(path);
    kinds[i].test = is.test || (is.test_data && !is.vendored);
    kinds[i].source = code && is.own() && !is.test && !is.documentation && !is.example;
    kinds[i].inline_tests =
        kinds[i].source && (path.ends_with(".rs") || path.ends_with(".zig") || path.ends_with(".d"));
    kinds[i].documentation = is.documentation;
  }
  for (CommitPaths& entry : out.commits) {
    for (const std::uint32_t i : out.of(entry)) {
      entry.touched.source |= kinds[i].source;
      entry.touched.inline_tests |= kinds[i].inline_tests;
      entry.touched.test |= kinds[i].test;
      entry.touched.documentation |= kinds[i].documentation;
    }
  }
  out.texts_ = std::move(texts);
  return out;
}

std::size_t ChangedPaths::count(bool CommitPaths::*which) const {
  return static_cast<std::size_t>(std::count_if(commits.begin(), commits.end(),
                                                [&](const CommitPaths& commit) { return commit.*which; }));
}

}  // namespace badgescan
