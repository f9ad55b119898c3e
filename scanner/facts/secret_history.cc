// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/secret_history.h"

#include <chrono>
#include <optional>
#include <unordered_set>

#include "scanner/base/message.h"
#include "scanner/base/progress.h"
#include "scanner/base/text.h"
#include "scanner/facts/history.h"
#include "scanner/facts/ledger.h"
#include "scanner/facts/source_patterns.h"
#include "scanner/facts/tree_index.h"
#include "scanner/repo/tree_diff.h"
#include "scanner/rules/rule_set.h"

namespace badgescan {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kMostBlobs = 200'000, kMostHits = 1000;
constexpr std::uint64_t kTreeBytes = 16U << 20;

/// The blob at `path` below a tree; nothing when a tree on the way cannot be read.
std::optional<ObjectId> blob_at(ObjectStore& store, ObjectId tree, std::string_view path) {
  for (const std::string_view part : split(path, '/')) {
    const Result<ObjectData> data = store.read(tree, kTreeBytes);
    if (!data || data->type() != ObjectType::tree) return std::nullopt;
    std::optional<ObjectId> next;
    TreeCursor cursor(data->content());
    for (RawTreeEntry entry; !next && cursor.next(entry);) {
      if (entry.name == part) next = entry.id;
    }
    if (!next) return std::nullopt;
    tree = *next;
  }
  return tree;
}

class Search {
 public:
  Search(const Facts& facts, const source::PatternSet& patterns, ObjectStore& store, SecretHistory& out)
      : facts_(facts),
        patterns_(patterns),
        store_(store),
        diff_(store),
        tree_(facts.get<TreeIndex>()),
        out_(out) {
    for (const Entry& entry : facts.snapshot().entries()) seen_.insert(entry.id);
  }

  void commit(const History& history, const HistoryCommit& commit) {
    if (commit.merge() || stopped_) return;
    stopped_ = out_.blobs >= kMostBlobs || bytes_ > facts_.snapshot().limits().scan_bytes ||
               Clock::now() > deadline_;
    if (stopped_) return;
    ObjectId before;
    if (commit.parents > 0) {
      const std::int32_t parent = history.parents(commit).front();
      if (parent == HistoryCommit::kOutside) {
        const Result<ObjectData> data = store_.read(history.parent_ids[commit.first_parent], 1 << 20);
        const Result<RawCommit> raw =
            data ? parse_commit(data->content()) : Result<RawCommit>(Error{data.error()});
        if (!raw) {
          out_.complete = false;
          return;
        }
        before = raw->tree;
      } else {
        before = history.commits[static_cast<std::size_t>(parent)].tree;
      }
    }
    ++out_.commits;
    const bool whole = diff_.compare(before, commit.tree, [&](std::string_view path, Change change) {
      if (change != Change::deleted && !source::is_media_name(path)) paths_.emplace_back(path);
    });
    if (!whole) out_.complete = false;
    for (const std::string& path : paths_) blob(commit, path);
    paths_.clear();
  }

  bool stopped() const { return stopped_; }
  /// Versions of source files that are missing or too large.
  std::size_t unread() const { return unread_; }

 private:
  void blob(const HistoryCommit& commit, const std::string& path) {
    const std::optional<ObjectId> id = blob_at(store_, commit.tree, path);
    if (!id || !seen_.insert(*id).second || out_.hits.size() >= kMostHits) return;
    const Result<ObjectData> data =
        store_.read(*id, facts_.snapshot().limits().blob_bytes * source::kFileFactor);
    if (!data) {
      unread_ += source::is_code(source::language_of_name(path));
      return;
    }
    if (data->type() != ObjectType::blob || looks_binary(data->content())) return;
    ++out_.blobs;
    bytes_ += data->content().size();
    for (source::FileHit& hit :
         source::scan_text(patterns_, path, source::language_of_name(path), data->content())) {
      const source::PatternRule& rule = patterns_.rules()[hit.rule];
      if (!rule.secret || rule.trust != source::SecretTrust::format) continue;
      if (hit.verdict < source::SecretVerdict::plausible) continue;
      out_.hits.push_back(
          {{&rule, clean_utf8(path), hit.line, std::move(hit.excerpt), source::language_of_name(path),
            source_place(tree_.classify(path), path), hit.verdict},
           commit.id.hex()});
    }
  }

  const Facts& facts_;
  const source::PatternSet& patterns_;
  ObjectStore& store_;
  TreeDiff diff_;
  const TreeIndex& tree_;
  SecretHistory& out_;
  std::unordered_set<ObjectId> seen_;
  std::vector<std::string> paths_;
  const Clock::time_point deadline_ = Clock::now() + std::chrono::seconds(facts_.snapshot().limits().seconds);
  std::uint64_t bytes_ = 0;
  std::size_t unread_ = 0;
  bool stopped_ = false;
};

}  // namespace

SecretHistory SecretHistory::collect(const Facts& facts) {
  SecretHistory out;
  if (!facts.options().search_history_for_secrets) return out;
  const History& history = facts.get<History>();
  const std::unique_ptr<ObjectStore> store = facts.snapshot().open_objects();
  out.patterns_ = facts.get<SourcePatterns>().set;
  if (store == nullptr || !history.available || out.patterns_ == nullptr) return out;
  out.searched = true;
  out.complete = history.complete;
  Search search(facts, *out.patterns_, *store, out);
  std::size_t done = 0;
  for (const HistoryCommit& commit : history.commits) {
    if (done++ % 64 == 0 && progress_watched())
      announce(msg("searching the changes for secrets: {} of {} commits", done, history.commits.size()));
    search.commit(history, commit);
  }
  if (search.stopped()) {
    out.complete = false;
    if (facts.ledger() != nullptr) facts.ledger()->doubt();
    facts.note(Note::Kind::limit, "",
               msg("history: the search for secrets ended after {} versions of files", out.blobs));
  }
  if (search.unread() > 0) {
    out.complete = false;
    facts.note(Note::Kind::limit, "",
               msg("history: versions of source files that are missing or too large were not searched for "
                   "secrets: {}",
                   search.unread()));
  }
  return out;
}

}  // namespace badgescan
