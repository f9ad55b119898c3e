// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/repo/git_repository.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/repo/git_snapshot.h"

namespace badgescan {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxCommitBytes = 16 << 20;

bool mentions(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// The library's reasons in words that say what to do.
Error open_error(const std::string& path, int code) {
  const std::string reason = git_reason();
  if (mentions(reason, "extensions.objectformat")) {
    return Error{msg("{} is a SHA-256 repository, which the git library of this program cannot read", path)};
  }
  if (mentions(reason, "extensions.refstorage")) {
    return Error{
        msg("{} keeps its references in the reftable format, which the git library of this program cannot "
            "read; 'git refs migrate --ref-format=files' in a copy converts it",
            path)};
  }
  if (code == GIT_EOWNER || mentions(reason, "safe.directory") || mentions(reason, "is not owned by")) {
    return Error{
        msg("{} belongs to another user. To allow it run 'git config --global --add safe.directory {}', or "
            "scan with --trust-owner",
            path, fs::absolute(path).lexically_normal().generic_string())};
  }
  if (code == GIT_ENOTFOUND) {
    std::error_code error;
    if (!fs::exists(path, error)) return Error{msg("there is no file or folder {}", path)};
    return Error{msg("{} is not in a git repository", path)};
  }
  return Error{msg("cannot open the repository {}: {}", path, reason)};
}

/// refs are followed to a commit by our own parser, so that a damaged object gives a reason.
Result<ObjectId> peel_to_commit(ObjectStore& store, ObjectId id) {
  constexpr int kMaxTags = 8;  // a tag of a tag of a …
  for (int i = 0; i < kMaxTags; ++i) {
    const Result<ObjectData> data = store.read(id, kMaxCommitBytes);
    if (!data) return Error{data.error()};
    if (data->type() == ObjectType::commit) return id;
    if (data->type() != ObjectType::tag) break;
    const Result<RawTag> tag = parse_tag(data->content());
    if (!tag) return Error{tag.error()};
    id = tag->target;
  }
  return Error{msg("it does not name a commit")};
}

Result<ObjectId> resolve(git_repository* repository, ObjectStore& store, const std::string& revision) {
  if (const auto id = ObjectId::from_hex(revision)) return peel_to_commit(store, *id);
  git_oid oid;
  if (revision == "HEAD") {
    if (git_reference_name_to_id(&oid, repository, "HEAD") == 0)
      return peel_to_commit(store, to_object_id(oid));
    return Error{git_reason()};
  }
  git_object* raw = nullptr;
  // "rev:path" would load a blob of any size; only commits are wanted.
  const bool plain = revision.find(':') == std::string::npos;
  if (!plain || git_revparse_single(&raw, repository, revision.c_str()) != 0) {
    return Error{plain ? git_reason() : msg("it names a file, not a commit")};
  }
  const GitObjectHandle object(raw);
  return peel_to_commit(store, to_object_id(*git_object_id(raw)));
}

std::vector<RemoteUrl> read_remotes(git_repository* repository, bool& partial) {
  std::vector<RemoteUrl> remotes;
  git_config* all = nullptr;
  if (git_repository_config(&all, repository) != 0) return remotes;
  const GitConfigHandle config(all);
  git_config* raw = nullptr;
  if (git_config_open_level(&raw, all, GIT_CONFIG_LEVEL_LOCAL) != 0) return remotes;
  const GitConfigHandle local(raw);
  const auto visit = [](const git_config_entry* entry, void* out) {
    auto& [list, filtered] = *static_cast<std::pair<std::vector<RemoteUrl>*, bool*>*>(out);
    const std::string_view key = entry->name;
    if (key.ends_with(".promisor") || key.ends_with(".partialclonefilter")) *filtered = true;
    constexpr std::string_view kPrefix = "remote.", kSuffix = ".url";
    if (key.size() <= kPrefix.size() + kSuffix.size() || !key.ends_with(kSuffix)) return 0;
    const std::string name(key.substr(kPrefix.size(), key.size() - kPrefix.size() - kSuffix.size()));
    const bool known =
        std::any_of(list->begin(), list->end(), [&](const RemoteUrl& r) { return r.name == name; });
    if (!known) list->push_back({name, without_credentials(entry->value)});
    return 0;
  };
  std::pair<std::vector<RemoteUrl>*, bool*> out{&remotes, &partial};
  git_config_foreach_match(raw, "^remote\\..*\\.(url|promisor|partialclonefilter)$", visit, &out);
  return remotes;
}

std::vector<ObjectId> read_shallow(const std::string& common_dir) {
  std::vector<ObjectId> roots;
  std::ifstream in(common_dir + "shallow");
  constexpr std::size_t kMost = 1'000'000;
  for (std::string line; roots.size() < kMost && std::getline(in, line);) {
    if (const auto id = ObjectId::from_hex(trim(line))) roots.push_back(*id);
  }
  return roots;
}

bool has_promisor_packs(const std::string& common_dir) {
  std::error_code error;
  for (fs::directory_iterator at(common_dir + "objects/pack", error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".promisor") return true;
  }
  return false;
}

std::string branch_of(git_repository* repository) {
  git_reference* raw = nullptr;
  if (git_reference_lookup(&raw, repository, "HEAD") != 0) return {};
  const GitHandle<git_reference, git_reference_free> head(raw);
  const char* target = git_reference_symbolic_target(raw);
  constexpr std::string_view kHeads = "refs/heads/";
  const std::string_view name = target == nullptr ? std::string_view{} : target;
  return name.starts_with(kHeads) ? clean_utf8(name.substr(kHeads.size())) : std::string{};
}

Error revision_error(git_repository* repository, const std::string& path, const OpenOptions& options,
                     const std::string& reason) {
  if (options.revision == "HEAD" && git_repository_head_unborn(repository) == 1) {
    return Error{
        msg("{} has no commit yet: commit something first, or scan the staged files with --index", path)};
  }
  return Error{msg("cannot find the revision {} in {}: {}", options.revision, path, reason)};
}

Outcome list(git_repository* repository, const OpenOptions& options, GitSnapshot& snapshot,
             const ObjectId& tree) {
  switch (options.source) {
    case Source::index:
      return list_index(repository, options.index_file, options.limits, snapshot.listing());
    case Source::worktree:
      return list_worktree(repository, options.limits, snapshot.listing());
    case Source::revision:
      break;
  }
  list_tree(*snapshot.open_objects(), tree, options.limits, snapshot.listing());
  return Done{};
}

}  // namespace

Result<RepositoryPlaces> find_repository(const std::string& path, bool trust_owner) {
  start_git(false, trust_owner);
  git_repository* raw = nullptr;
  if (const int code = git_repository_open_ext(&raw, path.c_str(), GIT_REPOSITORY_OPEN_CROSS_FS, nullptr);
      code != 0) {
    return open_error(path, code);
  }
  const GitRepositoryHandle repository(raw);
  RepositoryPlaces places;
  places.git_dir = git_repository_path(raw);
  places.common_dir = git_repository_commondir(raw);
  if (const char* worktree = git_repository_workdir(raw)) places.worktree = worktree;
  places.hooks_dir = places.common_dir + "hooks/";
  places.unborn = git_repository_head_unborn(raw) == 1;
  git_config* config = nullptr;
  if (git_repository_config_snapshot(&config, raw) != 0) return places;
  const GitConfigHandle owned(config);
  git_buf hooks = GIT_BUF_INIT;
  if (git_config_get_path(&hooks, config, "core.hooksPath") == 0 && hooks.size > 0) {
    // A relative path counts from where git runs hooks: the top of the work tree, or the bare repository.
    const fs::path wanted(std::string(hooks.ptr, hooks.size));
    const fs::path base = places.worktree.empty() ? places.git_dir : places.worktree;
    places.hooks_dir =
        ((wanted.is_absolute() ? wanted : base / wanted) / "").lexically_normal().generic_string();
  }
  git_buf_dispose(&hooks);
  return places;
}

Result<ObjectId> merge_base(const std::string& path, const ObjectId& a, const ObjectId& b) {
  git_repository* raw = nullptr;
  if (const int code = git_repository_open_ext(&raw, path.c_str(), GIT_REPOSITORY_OPEN_CROSS_FS, nullptr);
      code != 0) {
    return open_error(path, code);
  }
  const GitRepositoryHandle repository(raw);
  const git_oid one = to_git_oid(a), two = to_git_oid(b);
  git_oid base;
  if (git_merge_base(&base, raw, &one, &two) != 0) return Error{git_reason()};
  return to_object_id(base);
}

std::string without_credentials(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  const std::size_t host = scheme + 3;
  const std::size_t end = std::min(url.find('/', host), url.size());
  const std::size_t at = url.substr(0, end).rfind('@');
  if (at == std::string_view::npos || at < host) return std::string(url);
  return std::string(url.substr(0, host)) + std::string(url.substr(at + 1));
}

Result<std::unique_ptr<Snapshot>> open_snapshot(const std::string& path, const OpenOptions& options) {
  start_git(options.verify, options.trust_owner);
  git_repository* raw = nullptr;
  if (const int code = git_repository_open_ext(&raw, path.c_str(), GIT_REPOSITORY_OPEN_CROSS_FS, nullptr);
      code != 0) {
    return open_error(path, code);
  }
  const GitRepositoryHandle repository(raw);

  SnapshotInfo info;
  info.source = options.source;
  info.path = path;
  info.git_dir = git_repository_path(raw);
  const std::string common_dir = git_repository_commondir(raw);
  if (const char* worktree = git_repository_workdir(raw)) info.worktree = worktree;
  info.branch = branch_of(raw);
  info.remotes = read_remotes(raw, info.partial);
  info.partial = info.partial || has_promisor_packs(common_dir);
  info.shallow_roots = read_shallow(common_dir);
  info.shallow = !info.shallow_roots.empty();

  const std::shared_ptr<const PackFiles> packs = PackFiles::open(common_dir + "objects");
  const std::unique_ptr<ObjectStore> store = open_git_store(info.git_dir, packs);
  ObjectId tree;
  const Result<ObjectId> commit = resolve(raw, *store, options.revision);
  if (!commit && (options.source == Source::revision || git_repository_head_unborn(raw) != 1)) {
    return revision_error(raw, path, options, commit.error());
  }
  if (commit) {
    const Result<ObjectData> data = store->read(*commit, kMaxCommitBytes);
    if (!data) return revision_error(raw, path, options, data.error());
    const Result<RawCommit> parsed = parse_commit(data->content());
    if (!parsed) return revision_error(raw, path, options, parsed.error());
    info.commit = *commit;
    info.commit_time = parsed->committer.seconds;
    tree = parsed->tree;
  }
  auto snapshot = std::make_unique<GitSnapshot>(std::move(info), options.limits, common_dir, packs);
  if (Outcome listed = list(raw, options, *snapshot, tree); !listed) return Error{listed.error()};
  snapshot->read_references();
  return std::unique_ptr<Snapshot>(std::move(snapshot));
}

}  // namespace badgescan
