// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See history.h. Each commit object is read once; what is kept of it goes into an arena of a few hundred
// bytes a commit, so that 50,000 commits stay below some 40 MB.
#include "scanner/facts/history.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <unordered_map>

#include "scanner/base/message.h"
#include "scanner/base/progress.h"
#include "scanner/base/text.h"
#include "scanner/facts/history/mailmap.h"
#include "scanner/facts/history/people.h"
#include "scanner/repo/commit_walk.h"

namespace badgescan {

std::string_view name_of(SignatureKind kind) {
  switch (kind) {
    case SignatureKind::none:
      return "none";
    case SignatureKind::pgp:
      return "PGP";
    case SignatureKind::ssh:
      return "SSH";
    case SignatureKind::x509:
      return "X.509";
    case SignatureKind::other:
      return "unknown";
  }
  return "";
}

SignatureKind signature_kind(std::string_view armoured) {
  if (armoured.empty()) return SignatureKind::none;
  const std::string_view first = armoured.substr(0, armoured.find('\n'));
  if (first.find("BEGIN PGP") != std::string_view::npos) return SignatureKind::pgp;
  if (first.find("BEGIN SSH") != std::string_view::npos) return SignatureKind::ssh;
  if (first.find("BEGIN SIGNED MESSAGE") != std::string_view::npos) return SignatureKind::x509;
  return SignatureKind::other;
}

/// Text in chunks that never move.
struct History::Arena {
  std::vector<std::unique_ptr<char[]>> chunks;
  std::size_t used = 0, size = 0;

  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    if (size - used < text.size()) {
      size = std::max<std::size_t>(text.size(), 1 << 18);
      used = 0;
      chunks.push_back(std::make_unique_for_overwrite<char[]>(size));
    }
    char* to = chunks.back().get() + used;
    std::memcpy(to, text.data(), text.size());
    used += text.size();
    return {to, text.size()};
  }
};

namespace {

constexpr std::size_t kValue = 512;  ///< bytes of a trailer's value that are kept

bool names_a_person(TrailerKind kind) {
  return kind >= TrailerKind::signed_off && kind <= TrailerKind::suggested;
}

bool latin1(std::string_view encoding) {
  const std::string low = to_lower(encoding);
  return low == "iso-8859-1" || low == "iso8859-1" || low == "latin1" || low == "latin-1" ||
         low == "windows-1252" || low == "cp1252" || low == "iso-8859-15" || low == "iso8859-15";
}
std::string latin1_to_utf8(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0 | (byte >> 6));
      out += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return out;
}

}  // namespace

class HistoryBuilder {
 public:
  HistoryBuilder(const Facts& facts, const People& people)
      : facts_(facts), people_(people), arena_(std::make_shared<History::Arena>()) {}

  History build() {
    const SnapshotInfo& info = facts_.snapshot().info();
    history_.shallow = info.shallow || !info.shallow_roots.empty();
    const std::unique_ptr<ObjectStore> store = facts_.snapshot().open_objects();
    if (store == nullptr || info.commit.is_null()) {
      history_.why_ = msg("There is no commit to look at.");
      return std::move(history_);
    }
    kept_.reserve(1 << 13);  // see commit_walk.cc: growing costs page faults
    history_.all_trailers.reserve(1 << 14);
    WalkOptions options;
    options.since = facts_.options().since;
    options.now = facts_.options().now;
    options.max_commits = facts_.snapshot().limits().commits;
    const WalkResult walk = walk_commits(*store, info.commit, info.shallow_roots, options,
                                         [this](std::uint32_t, const RawCommit& commit) { keep(commit); });
    take(walk, options);
    explain(walk, info);
    join_people_up();
    count();
    history_.imported = looks_imported();
    history_.arena_ = arena_;
    return std::move(history_);
  }

 private:
  std::uint32_t signature(std::string_view name, std::string_view mail, std::string_view encoding) {
    key_.assign(name);
    key_ += '\0';
    key_ += mail;
    key_ += '\0';
    key_ += encoding;
    const auto known = signature_of_.find(key_);
    if (known != signature_of_.end()) return known->second;
    std::string clean_name =
        latin1(encoding) && !is_valid_utf8(name) ? latin1_to_utf8(name) : clean_utf8(name);
    const std::string clean_mail = clean_utf8(mail);
    const Mailmap::Identity shown = people_.mailmap.map(clean_name, clean_mail);
    std::string shown_key(shown.name);
    shown_key += '\0';
    shown_key += shown.mail;
    const auto [place, fresh] =
        shown_.emplace(std::move(shown_key), static_cast<std::uint32_t>(history_.signatures.size()));
    if (fresh) history_.signatures.push_back({std::string(shown.name), std::string(shown.mail), 0});
    signature_of_.emplace(key_, place->second);
    return place->second;
  }

  /// Takes what is needed of a commit while its text is at hand.
  void keep(const RawCommit& raw) {
    HistoryCommit& commit = kept_.emplace_back();
    if (kept_.size() % 1024 == 0 && progress_watched())
      announce(msg("reading the history: {} commits", kept_.size()));
    commit.tree = raw.tree;
    commit.author_time = raw.author.seconds;
    commit.commit_time = raw.committer.seconds;
    commit.author = signature(raw.author.name, raw.author.mail, raw.encoding);
    commit.committer = signature(raw.committer.name, raw.committer.mail, raw.encoding);
    commit.signature = signature_kind(raw.signature);
    const std::vector<TrailerLine> lines = find_trailers(raw.message);
    commit.first_trailer = static_cast<std::uint32_t>(history_.all_trailers.size());
    commit.trailers = static_cast<std::uint32_t>(lines.size());
    for (const TrailerLine& line : lines) keep(line, raw.encoding);
    const MessageFacts message = read_message(raw.message, lines);
    commit.subject = arena_->keep(message.subject);
    commit.pull_request = message.pull_request;
    commit.closes_issue = message.closes_issue;
    commit.revert = message.revert;
    commit.fix = message.fix;
    commit.release = message.release;
    commit.merge_words = message.merge_words;
    for (std::string& id : vulnerability_ids(raw.message)) {
      const bool other = of_dependency(raw.message, id);
      (other ? dependency_ids_ : ids_)
          .emplace_back(static_cast<std::uint32_t>(kept_.size() - 1), std::move(id));
    }
  }

  void keep(const TrailerLine& line, std::string_view encoding) {
    HistoryTrailer& trailer = history_.all_trailers.emplace_back();
    trailer.kind = line.kind;
    trailer.in_block = line.in_block;
    trailer.key = arena_->keep(line.key.substr(0, kValue));
    trailer.value = arena_->keep(line.value.substr(0, kValue));
    if (!names_a_person(line.kind)) return;
    const NameMail who = split_name_mail(trailer.value);
    const std::string low = to_lower(who.name);
    if ((who.name.empty() && who.mail.empty()) ||
        (who.mail.empty() && (low == "none" || low == "n/a" || low == "tbd"))) {
      return;
    }
    trailer.person = signature(who.name, who.mail, encoding);  // a signature until people are joined
  }

  void take(const WalkResult& walk, const WalkOptions& options) {
    history_.available = walk.any;
    history_.since = walk.since;
    history_.custom_since_ = options.since != 0;
    history_.months_ = options.window_months;
    history_.wrong_clocks = walk.wrong_clocks;
    std::vector<std::int32_t> place(kept_.size(), HistoryCommit::kOutside);
    history_.commits.reserve(walk.commits.size());
    for (const WalkCommit& node : walk.commits) {
      place[node.number] = static_cast<std::int32_t>(history_.commits.size());
      HistoryCommit& commit = history_.commits.emplace_back(kept_[node.number]);
      commit.id = node.id;
      commit.used_time = node.used_time;
      commit.wrong_clock = node.wrong_clock;
      if (node.undated) continue;
      history_.until = history_.dates_usable ? std::max(history_.until, node.used_time) : node.used_time;
      history_.dates_usable = true;
    }
    // A clock at 1970, or a conversion of something older: no commit was made then.
    constexpr std::int64_t kGitBegins = 1'112'832'000;  // 2005-04-07
    history_.dates_usable = history_.dates_usable && history_.until >= kGitBegins;
    add_parents(walk);
    for (const auto& [from, to] : {std::pair{&ids_, &history_.vulnerabilities},
                                   {&dependency_ids_, &history_.dependency_vulnerabilities}}) {
      for (auto& [number, id] : *from) {
        if (place[number] != HistoryCommit::kOutside)
          to->emplace_back(static_cast<std::uint32_t>(place[number]), std::move(id));
      }
      std::sort(to->begin(), to->end());
    }
  }

  void add_parents(const WalkResult& walk) {
    std::unordered_map<ObjectId, std::int32_t> by_id;
    by_id.reserve(walk.commits.size());
    for (std::size_t i = 0; i < walk.commits.size(); ++i)
      by_id.emplace(walk.commits[i].id, static_cast<std::int32_t>(i));
    for (std::size_t i = 0; i < walk.commits.size(); ++i) {
      HistoryCommit& commit = history_.commits[i];
      commit.first_parent = static_cast<std::uint32_t>(history_.parent_ids.size());
      commit.parents = static_cast<std::uint32_t>(walk.commits[i].parent_ids.size());
      for (const ObjectId& parent : walk.commits[i].parent_ids) {
        history_.parent_ids.push_back(parent);
        const auto found = by_id.find(parent);
        history_.parent_index.push_back(found == by_id.end() ? HistoryCommit::kOutside : found->second);
      }
    }
  }

  void explain(const WalkResult& walk, const SnapshotInfo& info) {
    history_.complete = walk.any && !walk.hit_shallow && walk.unreadable == 0;
    history_.whole = walk.reached_roots;
    if (walk.hit_shallow) {
      history_.why_ =
          msg("The clone is shallow: its history is cut inside the window (git fetch --unshallow brings the "
              "rest).");
    } else if (walk.unreadable > 0) {
      history_.why_ =
          info.partial
              ? msg_n(walk.unreadable,
                      "{} commit is missing in this filtered clone (git fetch --refetch brings it).",
                      "{} commits are missing in this filtered clone (git fetch --refetch brings them).")
              : msg_n(walk.unreadable, "{} commit could not be read (git fsck says more).",
                      "{} commits could not be read (git fsck says more).");
      facts_.note(Note::Kind::unread, {},
                  msg_n(walk.unreadable, "history: {} commit could not be read: {}",
                        "history: {} commits could not be read, the first: {}", walk.first_problem));
    } else if (!walk.any) {
      history_.why_ = msg("The newest commit could not be read.");
    }
    if (walk.capped) shorten_window();
  }

  /// The window starts later when it holds too many commits: what is said about it stays true.
  void shorten_window() {
    history_.since = history_.oldest();
    history_.custom_since_ = true;
    facts_.note(Note::Kind::limit, {},
                msg("history: only the newest {} commits of the window were read, back to {}",
                    history_.commits.size(), iso_date(history_.since)));
  }

  void join_people_up() {
    std::vector<SignatureKey> keys;
    keys.reserve(history_.signatures.size());
    for (const HistorySignature& signature : history_.signatures)
      keys.push_back({signature.name, signature.mail});
    std::uint32_t count = 0;
    const std::vector<std::uint32_t> person = join_people(keys, people_.rules, count);
    history_.people.resize(count);
    for (std::size_t i = keys.size(); i-- > 0;) {
      HistorySignature& signature = history_.signatures[i];
      signature.person = person[i];
      HistoryPerson& who = history_.people[person[i]];
      who.signature = static_cast<std::uint32_t>(i);
      who.bot = who.bot || people_.rules.is_bot(signature.name, signature.mail);
      if (std::string organisation = people_.rules.organisation(signature.mail); !organisation.empty()) {
        who.organisation = std::move(organisation);  // the first signature's wins: newest
      }
    }
    for (HistoryTrailer& trailer : history_.all_trailers) {
      if (trailer.person != ~0U) trailer.person = history_.signatures[trailer.person].person;
    }
  }

  void count() {
    std::vector<std::uint32_t> named;
    for (HistoryCommit& commit : history_.commits) {
      const std::uint32_t author = history_.author(commit), committer = history_.committer(commit);
      commit.by_bot = history_.people[author].bot;
      if (commit.merge() || author != committer) ++history_.people[committer].committed;
      if (commit.merge()) continue;
      ++history_.people[author].commits;
      if (!commit.by_bot) ++history_.human_commits_;
      named.clear();
      for (const HistoryTrailer& trailer : history_.trailers(commit)) {
        if (trailer.kind != TrailerKind::co_authored || trailer.person == ~0U || trailer.person == author)
          continue;
        if (std::find(named.begin(), named.end(), trailer.person) != named.end()) continue;
        named.push_back(trailer.person);
        ++history_.people[trailer.person].co_authored;
      }
    }
  }

  /// A conversion from another system: one committer wrote everything within two days, though the authors'
  /// dates span months.
  bool looks_imported() const {
    if (history_.commits.size() < 20) return false;
    std::unordered_map<std::uint32_t, std::size_t> by_committer;
    for (const HistoryCommit& commit : history_.commits) ++by_committer[history_.committer(commit)];
    const auto most = std::max_element(by_committer.begin(), by_committer.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most->second * 10 < history_.commits.size() * 9) return false;
    std::vector<std::int64_t> committed, authored;
    for (const HistoryCommit& commit : history_.commits) {
      if (history_.committer(commit) != most->first) continue;
      committed.push_back(commit.commit_time);
      authored.push_back(commit.author_time);
    }
    const auto [first, last] = std::minmax_element(committed.begin(), committed.end());
    const auto [oldest, newest] = std::minmax_element(authored.begin(), authored.end());
    return *last - *first < 2 * 86'400 && *newest - *oldest > 60 * 86'400;
  }

  const Facts& facts_;
  const People& people_;
  std::shared_ptr<History::Arena> arena_;
  History history_;
  std::vector<HistoryCommit> kept_;
  std::vector<std::pair<std::uint32_t, std::string>> ids_, dependency_ids_;
  std::unordered_map<std::string, std::uint32_t> signature_of_, shown_;
  std::string key_;
};

History History::collect(const Facts& facts) { return HistoryBuilder(facts, facts.get<People>()).build(); }

std::size_t History::count_if(const std::function<bool(const HistoryCommit&)>& what) const {
  return static_cast<std::size_t>(std::count_if(commits.begin(), commits.end(), what));
}

std::vector<std::uint32_t> History::contributors(std::uint32_t least) const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < people.size(); ++i) {
    if (!people[i].bot && people[i].commits + people[i].co_authored >= least) out.push_back(i);
  }
  std::stable_sort(out.begin(), out.end(), [&](std::uint32_t a, std::uint32_t b) {
    return people[a].commits + people[a].co_authored > people[b].commits + people[b].co_authored;
  });
  return out;
}

const HistoryCommit* History::newest_by_human() const {
  const HistoryCommit* newest = nullptr;
  for (const HistoryCommit& commit : commits) {
    if (!commit.by_bot && (newest == nullptr || commit.used_time > newest->used_time)) newest = &commit;
  }
  return newest;
}

std::int64_t History::oldest() const {
  std::int64_t oldest = until;
  for (const HistoryCommit& commit : commits) {
    if (commit.used_time > 0) oldest = std::min(oldest, commit.used_time);  // 0: no usable date
  }
  return oldest;
}

std::string History::window_text() const {
  if (!dates_usable) return msg("the history");
  const std::string to = iso_date(until);
  if (whole) {
    return msg("the whole history ({} to {})", iso_date(oldest()), to);
  }
  if (custom_since_) return msg("the time from {} to {}", iso_date(since), to);
  return msg("the {} months to {}", months_, to);
}

}  // namespace badgescan
