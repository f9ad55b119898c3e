// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/check/commit_range.h"

#include <algorithm>
#include <set>

#include "scanner/repo/object_parse.h"

namespace badgescan {
namespace {

constexpr std::uint64_t kCommitBytes = 1 << 20;
constexpr unsigned kBefore = 1, kAfter = 2, kBoth = 3;  // which of the two states contains a commit

}  // namespace

struct CommitRange::Commit {
  CommitName name;
  ObjectId tree;
  std::vector<ObjectId> parents;
  unsigned sides = 0;
};

CommitRange::CommitRange(const Snapshot& snapshot, const ObjectId& before, const ObjectId& after,
                         std::size_t most)
    : store_(snapshot.open_objects()), before_(before), after_(after) {
  if (store_ == nullptr || before.is_null() || after.is_null()) return;
  lookup_.emplace(*store_);
  collect(most);
}

CommitRange::~CommitRange() = default;

CommitRange::Commit* CommitRange::read(const ObjectId& id) {
  if (const auto known = commits_.find(id); known != commits_.end()) return &known->second;
  const Result<ObjectData> data = store_->read(id, kCommitBytes);
  if (!data || data->type() != ObjectType::commit) return nullptr;
  const Result<RawCommit> raw = parse_commit(data->content());
  if (!raw) return nullptr;
  Commit commit{{id.hex(), raw->committer.seconds, subject_of(raw->message)}, raw->tree, raw->parents, 0};
  return &commits_.emplace(id, std::move(commit)).first->second;
}

/// Walks both histories at once, newest first, until all that is left to visit lies in both.
void CommitRange::collect(std::size_t most) {
  std::set<std::pair<std::int64_t, ObjectId>> queue;
  std::size_t open = 0;  // entries of the queue that only one side contains
  bool missing = false;
  const auto reach = [&](const ObjectId& id, unsigned sides) {
    Commit* commit = read(id);
    if (commit == nullptr) {
      missing = true;
      return;
    }
    const unsigned known = commit->sides;
    if ((known | sides) == known) return;
    commit->sides |= sides;
    const bool queued = !queue.insert({commit->name.time, id}).second;
    if (queued && known != kBoth && known != 0) --open;
    if (commit->sides != kBoth) ++open;
  };
  reach(before_, kBefore);
  reach(after_, kAfter);
  while (open > 0) {
    if (missing || commits_.size() > most) return;
    const auto newest = std::prev(queue.end());
    const ObjectId id = newest->second;
    queue.erase(newest);
    const Commit& commit = commits_.at(id);
    if (commit.sides != kBoth) --open;
    for (const ObjectId& parent : commit.parents) reach(parent, commit.sides);
  }
  whole_ = !missing;
  for (const auto& [id, commit] : commits_) {
    if (whole_ && (commit.sides == kBefore || commit.sides == kAfter)) between_.push_back(id);
  }
  std::sort(between_.begin(), between_.end(), [&](const ObjectId& a, const ObjectId& b) {
    const Commit &first = commits_.at(a), &second = commits_.at(b);
    return first.name.time != second.name.time ? first.name.time > second.name.time : a < b;
  });
}

ObjectId CommitRange::tree_of(const ObjectId& id) {
  const Commit* commit = read(id);
  return commit == nullptr ? ObjectId{} : commit->tree;
}

std::optional<CommitName> CommitRange::find(std::string_view hex) const {
  const std::optional<ObjectId> id = ObjectId::from_hex(hex);
  if (!id || std::find(between_.begin(), between_.end(), *id) == between_.end()) return std::nullopt;
  return commits_.at(*id).name;
}

std::vector<CommitName> CommitRange::touching(std::string_view path) {
  if (const auto known = touching_.find(path); known != touching_.end()) return known->second;
  std::vector<CommitName> out;
  for (const ObjectId& id : between_) {
    const Commit& commit = commits_.at(id);
    const ObjectId here = lookup_->below(commit.tree, path);
    const bool same_as_a_parent =
        std::any_of(commit.parents.begin(), commit.parents.end(),
                    [&](const ObjectId& parent) { return lookup_->below(tree_of(parent), path) == here; });
    const bool nothing_new = commit.parents.empty() && here.is_null();
    if (!same_as_a_parent && !nothing_new) out.push_back(commit.name);
  }
  return touching_.emplace(std::string(path), std::move(out)).first->second;
}

std::vector<CommitName> CommitRange::main_line() const {
  std::vector<CommitName> out;
  for (ObjectId id = after_; id != before_;) {
    const auto at = commits_.find(id);
    if (!whole_ || at == commits_.end() || at->second.sides != kAfter || at->second.parents.empty())
      return {};
    out.push_back(at->second.name);
    id = at->second.parents.front();
  }
  return out;
}

}  // namespace badgescan
