// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See tree_diff.h. Two trees are merged like sorted lists; folders wait on an explicit stack, so that the
// depth of a hostile tree costs no machine stack.
#include "scanner/repo/tree_diff.h"

#include <cstring>
#include <string>
#include <vector>

#include "scanner/repo/object_parse.h"

namespace badgescan {
namespace {

/// Reads the entries of one tree in order. An entry that cannot be read ends the tree.
class Cursor {
 public:
  explicit Cursor(std::string_view tree) : rest_(tree) { next(); }

  bool end() const { return size_ == 0; }
  bool broken() const { return broken_; }
  const RawTreeEntry& entry() const { return entry_; }
  bool folder() const { return (entry_.mode & 0170000) == static_cast<std::uint32_t>(Mode::tree); }
  /// Old repositories hold file modes such as 100664; git takes them for 100644.
  std::uint32_t mode() const {
    if ((entry_.mode & 0170000) == 0100000) return (entry_.mode & 0100) != 0 ? 0100755 : 0100644;
    return entry_.mode & 0170000;
  }

  void next() {
    rest_.remove_prefix(size_);
    size_ = 0;
    if (rest_.empty()) return;
    const std::size_t space = rest_.substr(0, 8).find(' ');
    const std::size_t nul = space == std::string_view::npos ? space : rest_.find('\0', space);
    broken_ = nul == std::string_view::npos || nul == space + 1 || rest_.size() - nul - 1 < ObjectId::kSize;
    if (broken_) return;
    entry_.mode = 0;
    for (std::size_t i = 0; i < space; ++i) {
      entry_.mode = entry_.mode * 8 + static_cast<std::uint32_t>(rest_[i] - '0');
    }
    entry_.name = rest_.substr(space + 1, nul - space - 1);
    std::memcpy(entry_.id.bytes.data(), rest_.data() + nul + 1, ObjectId::kSize);
    size_ = nul + 1 + ObjectId::kSize;
  }

  /// Skips what is byte by byte the same in both trees; most of a large folder is.
  static void skip_equal(Cursor& a, Cursor& b) {
    bool moved = false;
    while (a.size_ != 0 && a.size_ <= b.rest_.size() &&
           std::memcmp(a.rest_.data(), b.rest_.data(), a.size_) == 0) {
      const std::size_t size = a.size_;
      a.rest_.remove_prefix(size);
      b.rest_.remove_prefix(size);
      moved = true;
      const std::size_t nul = a.rest_.find('\0');
      // The full reading of next() decides about anything odd.
      a.size_ = nul != std::string_view::npos && a.rest_.size() - nul > ObjectId::kSize
                    ? nul + 1 + ObjectId::kSize
                    : 0;
    }
    if (!moved) return;
    a.size_ = b.size_ = 0;
    a.next();
    b.next();
  }

 private:
  std::string_view rest_;  ///< from the current entry on
  std::size_t size_ = 0;   ///< of the current entry; 0 at the end
  RawTreeEntry entry_;
  bool broken_ = false;
};

/// git's order: a folder sorts as if its name ended with '/'.
int order(const Cursor& a, const Cursor& b) {
  const std::string_view x = a.entry().name, y = b.entry().name;
  const std::size_t common = std::min(x.size(), y.size());
  if (const int difference = std::memcmp(x.data(), y.data(), common); difference != 0) return difference;
  const int p = x.size() > common ? static_cast<unsigned char>(x[common]) : a.folder() ? '/' : 0;
  const int q = y.size() > common ? static_cast<unsigned char>(y[common]) : b.folder() ? '/' : 0;
  return p - q;
}

}  // namespace

struct TreeDiff::Run {
  TreeDiff& diff;
  const Visit& visit;
  struct Level {
    Cursor before, after;
    std::size_t path_size = 0;  ///< of the folder, with its '/'
  };
  std::vector<Level> stack{};
  std::string path{};
  std::uint32_t paths = 0, folders = 0;
  bool complete = true;

  bool open(const ObjectId* before, const ObjectId* after) {
    static constexpr std::string_view kEmpty;
    const std::string_view* a = before == nullptr ? &kEmpty : diff.tree(*before);
    const std::string_view* b = after == nullptr ? &kEmpty : diff.tree(*after);
    const bool too_much = ++folders > diff.limits_.folders || diff.kept_bytes_ > 8 * diff.limits_.cache_bytes;
    if (a == nullptr || b == nullptr || too_much || stack.size() >= diff.limits_.depth) {
      complete = false;
      return false;
    }
    stack.push_back({Cursor(*a), Cursor(*b), path.size()});
    return true;
  }

  /// One side or both sides of an entry; null = it is not there.
  void entry(const Cursor* before, const Cursor* after) {
    const std::size_t size = path.size();
    path += (after != nullptr ? after : before)->entry().name;
    const Cursor& any = after != nullptr ? *after : *before;
    if (any.folder()) {
      path += '/';
      const ObjectId a = before != nullptr ? before->entry().id : ObjectId{};
      const ObjectId b = after != nullptr ? after->entry().id : ObjectId{};
      if (open(before != nullptr ? &a : nullptr, after != nullptr ? &b : nullptr)) return;  // the path stays
    } else if (++paths > diff.limits_.paths) {
      complete = false;
    } else {
      visit(path, before == nullptr ? Change::added : after == nullptr ? Change::deleted : Change::modified);
    }
    path.resize(size);
  }

  /// Takes one step in the deepest open folder; false when that folder is done.
  bool step() {
    // entry() may grow the stack, so the cursors move on before it is called.
    Level& level = stack.back();
    Cursor::skip_equal(level.before, level.after);
    if (level.before.end() && level.after.end()) {
      complete = complete && !level.before.broken() && !level.after.broken();
      return false;
    }
    const int which = level.before.end() ? 1 : level.after.end() ? -1 : order(level.before, level.after);
    const Cursor before = level.before, after = level.after;
    if (which <= 0) level.before.next();
    if (which >= 0) level.after.next();
    if (which < 0) {
      entry(&before, nullptr);
    } else if (which > 0) {
      entry(nullptr, &after);
    } else if (before.entry().id != after.entry().id || before.mode() != after.mode()) {
      entry(&before, &after);
    }
    return true;
  }

  bool run(const ObjectId& before, const ObjectId& after) {
    if (!open(before.is_null() ? nullptr : &before, after.is_null() ? nullptr : &after)) return false;
    while (!stack.empty() && paths <= diff.limits_.paths && folders <= diff.limits_.folders) {
      path.resize(stack.back().path_size);
      if (!step()) stack.pop_back();
    }
    return complete;
  }
};

bool TreeDiff::compare(const ObjectId& before, const ObjectId& after, const Visit& visit) {
  if (before == after) return true;
  forget_when_full();
  return Run{*this, visit}.run(before, after);
}

const std::string_view* TreeDiff::tree(const ObjectId& id) {
  const auto kept = kept_.find(id);
  if (kept != kept_.end()) return kept->second.readable ? &kept->second.content : nullptr;
  Result<ObjectData> data = store_.read(id, limits_.tree_bytes);
  const bool readable = data.ok() && data->type() == ObjectType::tree;
  Kept& place =
      kept_
          .emplace(
              id,
              Kept{readable ? std::move(*data) : ObjectData(ObjectType::tree, std::string{}), {}, readable})
          .first->second;
  place.content = place.data.content();
  kept_bytes_ += place.content.size() + sizeof(Kept);
  return readable ? &place.content : nullptr;
}

void TreeDiff::forget_when_full() {
  if (kept_bytes_ <= limits_.cache_bytes) return;
  kept_.clear();
  kept_bytes_ = 0;
}

}  // namespace badgescan
