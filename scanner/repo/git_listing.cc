// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Lists the files of a tree, of the index and of the working tree.
#include <sys/stat.h>

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/repo/git_snapshot.h"

namespace badgescan {
namespace {

constexpr std::uint64_t kMaxTreeBytes = 64 << 20;  // a folder of 1.5 million files

Mode mode_of(std::uint32_t raw) {
  switch (raw & 0170000) {
    case 0040000:
      return Mode::tree;
    case 0120000:
      return Mode::symlink;
    case 0160000:
      return Mode::submodule;
    default:
      return (raw & 0111) != 0 ? Mode::executable : Mode::file;
  }
}

/// A folder whose entries are being listed. One a level, so that paths come in order without recursion or
/// sorting.
struct Folder {
  Folder(ObjectData content, std::string where)
      : data(std::move(content)), cursor(data.content()), path(std::move(where)) {}
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  ObjectData data;
  TreeCursor cursor;
  std::string path;
};

class TreeLister {
 public:
  TreeLister(ObjectStore& store, const Limits& limits, Listing& out)
      : store_(store), limits_(limits), out_(out) {}

  void run(const ObjectId& root) {
    open(root, "");
    while (!open_.empty() && !stopped_) step();
  }

 private:
  void open(const ObjectId& id, std::string path) {
    // A handful of objects can name billions of paths: both files and folders are counted.
    if (++folders_ > limits_.files) return stop(path);
    if (open_.size() > limits_.depth) {
      return out_.limit(path,
                        msg("folders nested deeper than {} were not read (--max-depth)", limits_.depth));
    }
    Result<ObjectData> tree = store_.read(id, kMaxTreeBytes);
    if (!tree) return out_.unread(path, tree.error());
    if (tree->type() != ObjectType::tree) return out_.unread(path, msg("the folder's object is not a tree"));
    open_.push_back(std::make_unique<Folder>(std::move(*tree), std::move(path)));
  }

  void step() {
    Folder& folder = *open_.back();
    RawTreeEntry raw;
    if (!folder.cursor.next(raw)) {
      if (folder.cursor.malformed()) {
        out_.unread(folder.path,
                    msg("the folder's object is malformed; the entries before that place were read"));
      }
      open_.pop_back();
      return;
    }
    const Mode mode = mode_of(raw.mode);
    if (mode == Mode::tree) {
      return open(raw.id,
                  folder.path.empty() ? std::string(raw.name) : folder.path + '/' + std::string(raw.name));
    }
    if (out_.entries.size() >= limits_.files) return stop(folder.path);
    out_.entries.push_back({out_.arena.keep(folder.path, raw.name), raw.id, mode});
  }

  void stop(std::string_view path) {
    out_.limit(path, msg("the listing stopped after {} files (--max-files)", out_.entries.size()));
    stopped_ = true;
  }

  ObjectStore& store_;
  const Limits& limits_;
  Listing& out_;
  std::vector<std::unique_ptr<Folder>> open_;
  std::size_t folders_ = 0;
  bool stopped_ = false;
};

}  // namespace

std::string_view PathArena::keep(std::string_view folder, std::string_view name) {
  const std::size_t needed = folder.size() + 1 + name.size();
  if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < needed) {
    blocks_.emplace_back();
    blocks_.back().reserve(std::max(kBlock, needed));
  }
  std::string& block = blocks_.back();
  const std::size_t begin = block.size();
  if (!folder.empty()) block.append(folder).push_back('/');
  block.append(name);
  return std::string_view(block).substr(begin);
}

void Listing::limit(std::string_view path, std::string text) {
  complete = false;
  notes.push_back({Note::Kind::limit, clean_utf8(path), std::move(text)});
}

void Listing::unread(std::string_view path, std::string text) {
  complete = false;
  notes.push_back({Note::Kind::unread, clean_utf8(path), std::move(text)});
}

void Listing::sort() {
  const auto by_path = [](const Entry& a, const Entry& b) { return a.path < b.path; };
  if (!std::is_sorted(entries.begin(), entries.end(), by_path)) {
    std::stable_sort(entries.begin(), entries.end(), by_path);
  }
  const auto same = [](const Entry& a, const Entry& b) { return a.path == b.path; };
  entries.erase(std::unique(entries.begin(), entries.end(), same), entries.end());
}

void list_tree(ObjectStore& store, const ObjectId& root, const Limits& limits, Listing& out) {
  TreeLister(store, limits, out).run(root);
  out.sort();  // only malformed trees are out of order
}

Outcome list_index(git_repository* repository, const std::string& index_file, const Limits& limits,
                   Listing& out) {
  git_index* raw = nullptr;
  const int code =
      index_file.empty() ? git_repository_index(&raw, repository) : git_index_open(&raw, index_file.c_str());
  if (code != 0) return Error{msg("cannot read the index: {}", git_reason())};
  const GitIndexHandle index(raw);
  const std::size_t count = git_index_entrycount(raw);
  std::size_t conflicts = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const git_index_entry* entry = git_index_get_byindex(raw, i);
    constexpr int kOurs = 2;
    const int stage = git_index_entry_stage(entry);
    if (stage != 0) ++conflicts;
    if (stage != 0 && stage != kOurs) continue;
    if (out.entries.size() >= limits.files) {
      out.limit("", msg("the listing stopped after {} files (--max-files)", out.entries.size()));
      break;
    }
    out.entries.push_back({out.arena.keep("", entry->path), to_object_id(entry->id), mode_of(entry->mode)});
  }
  if (conflicts > 0) {
    out.notes.push_back(
        {Note::Kind::warning, "", msg("the index holds unresolved conflicts; our side of them was read")});
  }
  out.sort();
  return Done{};
}

Outcome list_worktree(git_repository* repository, const Limits& limits, Listing& out) {
  const char* root = git_repository_workdir(repository);
  if (root == nullptr)
    return Error{msg("a bare repository has no working tree: scan a revision instead (--rev)")};
  Listing tracked;
  if (Outcome listed = list_index(repository, {}, limits, tracked); !listed) return listed;
  const auto add = [&](std::string_view path, Mode known) {
    if (known == Mode::submodule) {
      out.entries.push_back({out.arena.keep("", path), {}, known});
      return;
    }
    struct stat info {};
    if (lstat((std::string(root) + std::string(path)).c_str(), &info) != 0) return;  // deleted on disk
    if (!S_ISREG(info.st_mode) && !S_ISLNK(info.st_mode)) return;
    out.entries.push_back({out.arena.keep("", path), {}, mode_of(info.st_mode)});
  };
  for (const Entry& entry : tracked.entries) add(entry.path, entry.mode);
  out.notes = tracked.notes;
  out.complete = tracked.complete;

  git_status_options options = GIT_STATUS_OPTIONS_INIT;
  options.show = GIT_STATUS_SHOW_WORKDIR_ONLY;
  options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS |
                  GIT_STATUS_OPT_EXCLUDE_SUBMODULES | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH;
  git_status_list* list = nullptr;
  if (git_status_list_new(&list, repository, &options) != 0) {
    return Error{msg("cannot list the working tree: {}", git_reason())};
  }
  const GitHandle<git_status_list, git_status_list_free> owned(list);
  for (std::size_t i = 0; i < git_status_list_entrycount(list); ++i) {
    const git_status_entry* entry = git_status_byindex(list, i);
    if ((entry->status & GIT_STATUS_WT_NEW) == 0 || entry->index_to_workdir == nullptr) continue;
    if (out.entries.size() >= limits.files) {
      out.limit("", msg("the listing stopped after {} files (--max-files)", out.entries.size()));
      break;
    }
    const std::string_view path = entry->index_to_workdir->new_file.path;
    if (!path.ends_with('/')) add(path, Mode::file);
  }
  out.sort();
  return Done{};
}

}  // namespace badgescan
