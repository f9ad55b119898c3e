#include "scanner/audit/main_line.h"

#include <algorithm>

#include "scanner/base/text.h"
#include "scanner/repo/object_parse.h"

namespace badgescan {
namespace {

constexpr std::uint64_t kCommitBytes = 1 << 20;
constexpr std::uint64_t kTreeBytes = 16 << 20;
constexpr std::size_t kKnown = 200'000;  // remembered lookups
constexpr std::size_t kShortest = 7;     // digits of an abbreviated id

std::string subject_of(std::string_view message) {
  return shorten(clean_utf8(trim(message.substr(0, message.find('\n')))), 80);
}

}  // namespace

MainLine::MainLine(const Snapshot& snapshot, std::size_t most) : store_(snapshot.open_objects()) {
  if (store_ == nullptr) return;
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

ObjectId MainLine::child(const ObjectId& tree, std::string_view name) {
  std::pair<ObjectId, std::string> key{tree, std::string(name)};
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  ObjectId result;
  if (const Result<ObjectData> data = store_->read(tree, kTreeBytes); data.ok()) {
    TreeCursor cursor(data->content());
    RawTreeEntry entry;
    while (data->type() == ObjectType::tree && cursor.next(entry)) {
      if (entry.name == name) result = entry.id;
    }
  }
  if (known_.size() < kKnown) known_.emplace(std::move(key), result);
  return result;
}

ObjectId MainLine::below(ObjectId tree, std::string_view path) {
  while (!path.empty() && !tree.is_null()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    tree = child(tree, path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return tree;
}

ObjectId MainLine::at(std::size_t step, std::string_view path) {
  return step < steps_.size() ? below(steps_[step].tree, path) : ObjectId{};
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
  return below(parsed->tree, path);
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
