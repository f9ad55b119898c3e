// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/audit/main_line.h"

#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/repo/object_parse.h"

namespace badgescan {
namespace {

constexpr std::uint64_t kCommitBytes = 1 << 20;
constexpr std::size_t kShortest = 7;  // digits of an abbreviated id

}  // namespace

MainLine::MainLine(const Snapshot& snapshot, std::size_t most) : store_(snapshot.open_objects()) {
  if (store_ == nullptr) return;
  lookup_.emplace(*store_);
  ObjectId id = snapshot.info().commit;
  while (!id.is_null() && steps_.size() < most) {
    const Result<ObjectData> data = store_->read(id, kCommitBytes);
    if (!data) return;
    const Result<RawCommit> commit = parse_commit(data->content());
    if (!commit) return;
    steps_.push_back({id, commit->tree, commit->committer.seconds, subject_of(commit->message)});
    if (commit->parents.empty()) {
      whole_ = !snapshot.info().shallow;
      return;
    }
    id = commit->parents.front();
  }
}

MainLine::~MainLine() = default;

ObjectId MainLine::at(std::size_t step, std::string_view path) {
  return step < steps_.size() ? lookup_->below(steps_[step].tree, path) : ObjectId{};
}

std::optional<ObjectId> MainLine::in_commit(const ObjectId& commit, std::string_view path) {
  if (store_ == nullptr) return std::nullopt;
  Result<ObjectData> data = store_->read(commit, kCommitBytes);
  if (data.ok() && data->type() == ObjectType::tag) {
    const Result<RawTag> tag = parse_tag(data->content());
    if (!tag) return std::nullopt;
    data = store_->read(tag->target, kCommitBytes);
  }
  if (!data || data->type() != ObjectType::commit) return std::nullopt;
  const Result<RawCommit> parsed = parse_commit(data->content());
  if (!parsed) return std::nullopt;
  return lookup_->below(parsed->tree, path);
}

std::optional<std::size_t> MainLine::last_change(std::string_view path) {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const bool last = i + 1 == steps_.size();
    if (last && !whole_) return std::nullopt;
    const ObjectId before = last ? ObjectId{} : at(i + 1, path);
    if (at(i, path) != before) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> MainLine::removed(std::string_view path) {
  if (steps_.empty() || !at(0, path).is_null()) return std::nullopt;
  for (std::size_t i = 0; i + 1 < steps_.size(); ++i) {
    if (!at(i + 1, path).is_null()) return i;
  }
  return std::nullopt;
}

std::optional<std::string> MainLine::blob(const ObjectId& id, std::uint64_t limit) {
  if (store_ == nullptr || id.is_null()) return std::nullopt;
  const Result<ObjectData> data = store_->read(id, limit);
  if (!data || data->type() != ObjectType::blob) return std::nullopt;
  return std::string(data->content());
}

std::optional<ObjectId> MainLine::find(std::string_view hex) {
  if (store_ == nullptr || hex.size() < kShortest) return std::nullopt;
  const std::string wanted = to_lower(hex);
  if (const std::optional<ObjectId> id = ObjectId::from_hex(wanted)) {
    return store_->header(*id).ok() ? id : std::nullopt;
  }
  for (const Step& step : steps_) {
    if (step.commit.hex().starts_with(wanted)) return step.commit;
  }
  return std::nullopt;
}

}  // namespace badgescan
