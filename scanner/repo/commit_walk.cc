// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See commit_walk.h.
#include "scanner/repo/commit_walk.h"

#include <algorithm>
#include <chrono>
#include <queue>
#include <unordered_map>
#include <unordered_set>

namespace badgescan {
namespace {

constexpr std::int64_t kDay = 86'400;
/// A commit this much older than its parent has a wrong clock; less is the usual disorder of rebases.
constexpr std::int64_t kTolerance = 30 * kDay;
/// Older commits in a row after which the walk ends. git stops after 5; more costs a millisecond.
constexpr int kSlop = 64;

/// Room that is taken at once: growing step by step costs more page faults than reading the commits.
constexpr std::size_t kUsualCommits = 1 << 13;

struct Queued {
  std::int64_t time = 0;
  std::uint32_t number = 0;
  /// Newest first; equal dates in the order of arrival, as git does.
  bool operator<(const Queued& other) const {
    return time != other.time ? time < other.time : number > other.number;
  }
};

class Walk {
 public:
  Walk(ObjectStore& store, std::span<const ObjectId> shallow_roots, const WalkOptions& options,
       const std::function<void(std::uint32_t, const RawCommit&)>& keep)
      : store_(store), options_(options), keep_(keep), roots_(shallow_roots.begin(), shallow_roots.end()) {}

  WalkResult run(const ObjectId& head) {
    result_.since = options_.since;
    seen_.reserve(kUsualCommits);
    nodes_.reserve(kUsualCommits);
    result_.commits.reserve(kUsualCommits);
    load(head);
    result_.any = !nodes_.empty();
    while (!queue_.empty()) {
      const std::uint32_t number = queue_.top().number;
      queue_.pop();
      if (!visit(number)) return std::move(result_);
    }
    result_.reached_roots = result_.any && !result_.hit_shallow && result_.unreadable == 0 && older_ == 0;
    return std::move(result_);
  }

 private:
  static constexpr std::uint32_t kUnread = ~0U;

  bool future(std::int64_t time) const { return options_.now != 0 && time > options_.now + kDay; }

  std::uint32_t load(const ObjectId& id) {
    const auto [place, fresh] = seen_.emplace(id, kUnread);
    if (!fresh) return place->second;
    const Result<ObjectData> data = store_.read(id, options_.max_bytes);
    if (!data) return problem(data.error());
    const Result<RawCommit> commit = data->type() == ObjectType::commit
                                         ? parse_commit(data->content())
                                         : Result<RawCommit>(Error{id.hex() + " is not a commit"});
    if (!commit) return problem(commit.error());
    const auto number = static_cast<std::uint32_t>(nodes_.size());
    place->second = number;
    WalkCommit& node = nodes_.emplace_back();
    node.number = number;
    node.id = id;
    node.time = commit->committer.seconds;
    node.cut = roots_.contains(id);
    if (!node.cut) node.parent_ids = commit->parents;
    queue_.push({node.time, number});
    keep_(number, *commit);
    return number;
  }

  std::uint32_t problem(const std::string& reason) {
    if (result_.unreadable++ == 0) result_.first_problem = reason;
    return kUnread;
  }

  /// False when the walk is over.
  bool visit(std::uint32_t number) {
    const bool first = visited_++ == 0;
    for (std::size_t i = 0; i < nodes_[number].parent_ids.size(); ++i) {
      const ObjectId parent = nodes_[number].parent_ids[i];  // load() may move the nodes
      const std::uint32_t n = load(parent);
      if (n != kUnread) nodes_[number].parents.push_back(n);
    }
    date(nodes_[number]);
    if (first) start_window(nodes_[number]);
    WalkCommit& node = nodes_[number];
    if (node.used_time < result_.since && !node.undated) {
      ++older_;
      return ++older_in_a_row_ <= kSlop;
    }
    older_in_a_row_ = 0;
    if (result_.commits.size() >= options_.max_commits) {
      result_.capped = true;
      return false;
    }
    result_.hit_shallow = result_.hit_shallow || node.cut;
    result_.wrong_clocks += node.wrong_clock ? 1 : 0;
    result_.commits.push_back(std::move(node));  // the plain members stay for the dates of its children
    return true;
  }

  void date(WalkCommit& node) const {
    std::int64_t newest_parent = 0;
    bool dated_parent = false;
    for (const std::uint32_t parent : node.parents) {
      const std::int64_t time = nodes_[parent].time;
      if (future(time)) continue;
      newest_parent = dated_parent ? std::max(newest_parent, time) : time;
      dated_parent = true;
    }
    node.used_time = node.time;
    if (future(node.time)) {
      node.wrong_clock = true;
      node.undated = !dated_parent;
      node.used_time = dated_parent ? newest_parent : 0;
    } else if (dated_parent && newest_parent - node.time > kTolerance) {
      node.wrong_clock = true;
      node.used_time = newest_parent;
    }
  }

  void start_window(const WalkCommit& head) {
    if (result_.since == 0 && !head.undated)
      result_.since = months_before(head.used_time, options_.window_months);
  }

  ObjectStore& store_;
  const WalkOptions& options_;
  const std::function<void(std::uint32_t, const RawCommit&)>& keep_;
  std::unordered_set<ObjectId> roots_;
  std::unordered_map<ObjectId, std::uint32_t> seen_;
  std::vector<WalkCommit> nodes_;
  std::priority_queue<Queued> queue_;
  WalkResult result_;
  std::size_t visited_ = 0;
  std::size_t older_ = 0;
  int older_in_a_row_ = 0;
};

}  // namespace

WalkResult walk_commits(ObjectStore& store, const ObjectId& head, std::span<const ObjectId> shallow_roots,
                        const WalkOptions& options,
                        const std::function<void(std::uint32_t, const RawCommit&)>& keep) {
  return Walk(store, shallow_roots, options, keep).run(head);
}

std::int64_t months_before(std::int64_t seconds, int months) {
  using namespace std::chrono;
  constexpr std::int64_t kMost = 8'000'000'000'000;  // far beyond what a calendar date can hold safely
  seconds = std::clamp<std::int64_t>(seconds, -kMost / 100, kMost / 100);
  const sys_days day = floor<days>(sys_seconds{std::chrono::seconds{seconds}});
  const std::int64_t rest = seconds - sys_seconds{day}.time_since_epoch().count();
  const year_month_day date{day};
  year_month_day earlier = date - std::chrono::months{months};
  if (!earlier.ok()) earlier = earlier.year() / earlier.month() / last;
  return sys_seconds{sys_days{earlier}}.time_since_epoch().count() + rest;
}

}  // namespace badgescan
