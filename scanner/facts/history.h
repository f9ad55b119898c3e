// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The commits of a window of history and the people behind them, as one clone shows them.
//
// The window is the 12 months before the newest commit (or --since), at most Limits::commits commits; every
// answer that rests on it must say so: History::window_text(). `complete` is false when a shallow, filtered
// or damaged clone hides a part of the window: then absence proves nothing, and why() says what to do.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/facts/history/message_parse.h"
#include "scanner/repo/object_id.h"

namespace badgescan {

/// What stands in a commit's or tag's signature header. Presence only: nothing here says that it is valid.
enum class SignatureKind : std::uint8_t { none, pgp, ssh, x509, other };
std::string_view name_of(SignatureKind kind);  ///< "PGP", "SSH", "X.509", …
SignatureKind signature_kind(std::string_view armoured);

struct HistoryTrailer {
  TrailerKind kind = TrailerKind::other;
  bool in_block = false;        ///< git's own %(trailers) prints it
  std::uint32_t person = ~0U;   ///< of "Name <mail>" values of the kinds that name people
  std::string_view key, value;  ///< raw bytes
};

struct HistoryCommit {
  static constexpr std::int32_t kOutside = -1;

  ObjectId id, tree;
  std::int64_t author_time = 0, commit_time = 0;
  std::int64_t used_time = 0;  ///< commit_time, mended where the clock was wrong
  bool wrong_clock = false;
  std::uint32_t author = 0, committer = 0;        ///< signatures
  std::uint32_t first_parent = 0, parents = 0;    ///< range in History::parent_ids
  std::uint32_t first_trailer = 0, trailers = 0;  ///< range in History::all_trailers
  std::string_view subject;                       ///< raw bytes, at most 512
  std::uint32_t pull_request = 0;
  bool closes_issue = false, revert = false, fix = false, release = false, merge_words = false;
  bool by_bot = false;  ///< the author is a program
  SignatureKind signature = SignatureKind::none;

  bool merge() const { return parents > 1; }
};

/// A name and address as .mailmap shows them; valid UTF-8.
struct HistorySignature {
  std::string name, mail;
  std::uint32_t person = 0;
};

/// One human or bot: all signatures that are the same person.
struct HistoryPerson {
  std::uint32_t signature = 0;  ///< the first one seen
  bool bot = false;
  std::string organisation;       ///< by mail domain; empty = unknown
  std::uint32_t commits = 0;      ///< authored, merges not counted
  std::uint32_t co_authored = 0;  ///< named as co-author by somebody else's commit
  std::uint32_t committed = 0;    ///< committer of somebody else's commit, or of a merge
};

class History {
 public:
  static History collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.available, self.complete, self.whole, self.dates_usable, self.imported, self.shallow,
                    self.since, self.until, self.wrong_clocks, self.commits, self.parent_ids,
                    self.parent_index, self.all_trailers, self.signatures, self.people, self.vulnerabilities,
                    self.dependency_vulnerabilities, self.why_, self.months_, self.custom_since_,
                    self.human_commits_);
  }

  bool available = false;  ///< there is a commit, and it could be read
  bool complete = false;   ///< every commit of the window was read
  bool whole = false;      ///< the window holds the whole history, to its first commit
  bool dates_usable = false;
  bool imported = false;  ///< the window was written by a conversion: committers and their dates mean nothing
  bool shallow = false;   ///< the clone is cut somewhere, inside the window or before it
  std::int64_t since = 0, until = 0;  ///< of the window: its start and its newest commit
  std::uint32_t wrong_clocks = 0;

  std::vector<HistoryCommit> commits;  ///< newest first
  std::vector<ObjectId> parent_ids;
  std::vector<std::int32_t> parent_index;  ///< beside parent_ids: place in commits, or kOutside
  std::vector<HistoryTrailer> all_trailers;
  std::vector<HistorySignature> signatures;
  std::vector<HistoryPerson> people;
  /// (place in commits, id), by commit; those that the commit names as a dependency's stand apart
  std::vector<std::pair<std::uint32_t, std::string>> vulnerabilities, dependency_vulnerabilities;

  std::span<const HistoryTrailer> trailers(const HistoryCommit& commit) const {
    return std::span(all_trailers).subspan(commit.first_trailer, commit.trailers);
  }
  std::span<const std::int32_t> parents(const HistoryCommit& commit) const {
    return std::span(parent_index).subspan(commit.first_parent, commit.parents);
  }
  std::uint32_t author(const HistoryCommit& commit) const { return signatures[commit.author].person; }
  std::uint32_t committer(const HistoryCommit& commit) const { return signatures[commit.committer].person; }
  /// What most questions are about: not a merge, not by a bot.
  bool counts(const HistoryCommit& commit) const { return !commit.merge() && !commit.by_bot; }
  std::size_t count_if(const std::function<bool(const HistoryCommit&)>& what) const;
  /// Commits that count() by people.
  std::size_t human_commits() const { return human_commits_; }
  /// People (no bots) with at least `least` commits, co-authorship included; most first.
  std::vector<std::uint32_t> contributors(std::uint32_t least = 1) const;
  std::int64_t oldest() const;                   ///< of the commits whose date is usable; else `until`
  const HistoryCommit* newest_by_human() const;  ///< merges count; null when there is none in the window

  /// "the 12 months to 2026-08-21", "the whole history (2026-01-02 to 2026-08-21)".
  std::string window_text() const;
  /// One sentence for a justification: why the window is not complete; empty when it is.
  const std::string& why() const { return why_; }

 private:
  friend class HistoryBuilder;
  struct Arena;
  std::shared_ptr<const Arena> arena_;  ///< owns the texts that the views point into
  std::string why_;
  int months_ = 12;
  bool custom_since_ = false;
  std::size_t human_commits_ = 0;
};

}  // namespace badgescan
