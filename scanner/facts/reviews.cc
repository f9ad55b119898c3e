// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See reviews.h.
#include "scanner/facts/reviews.h"

#include <algorithm>

#include "scanner/base/text.h"

namespace badgescan {

class ReviewReader {
 public:
  ReviewReader(const History& history, const ObjectId& head)
      : history_(history), mergers_(history.commits.size(), kNobody) {
    if (!history.imported) find_mergers(head);
  }

  Reviews read() const {
    Reviews out;
    out.sign.resize(history_.commits.size());
    for (std::size_t i = 0; i < history_.commits.size(); ++i) {
      const HistoryCommit& commit = history_.commits[i];
      if (!history_.counts(commit)) continue;
      ++out.changes;
      const bool request = by_request(commit);
      out.requests += request ? 1 : 0;
      out.sign[i] = sign(i, commit, request);
      ++out.counts_[static_cast<std::size_t>(out.sign[i])];
    }
    return out;
  }

 private:
  static constexpr std::uint32_t kNobody = ~0U;

  ReviewSign sign(std::size_t i, const HistoryCommit& commit, bool request) const {
    const std::uint32_t author = history_.author(commit), committer = history_.committer(commit);
    for (const HistoryTrailer& trailer : history_.trailers(commit)) {
      if (reviews(trailer.kind) && is_other(trailer, commit)) return ReviewSign::reviewed;
    }
    const auto other = [&](std::uint32_t person) {
      return person != kNobody && person != author && !history_.people[person].bot;
    };
    if (other(mergers_[i])) return ReviewSign::merged;
    if (!history_.imported && other(committer)) {
      return signed_off_by(commit, committer) ? ReviewSign::merged : ReviewSign::committer;
    }
    return request ? ReviewSign::request : ReviewSign::none;
  }

  static bool reviews(TrailerKind kind) {
    return kind == TrailerKind::reviewed || kind == TrailerKind::acked || kind == TrailerKind::approved;
  }

  /// Whether the trailer names somebody who is not the author. A single word ("Reviewed-by: ann") is compared
  /// with every part of the author's name and address.
  bool is_other(const HistoryTrailer& trailer, const HistoryCommit& commit) const {
    if (trailer.person == kNobody || trailer.person == history_.author(commit) ||
        history_.people[trailer.person].bot)
      return false;
    const NameMail who = split_name_mail(trailer.value);
    const std::string name = to_lower(trim(who.name));
    const HistorySignature& author = history_.signatures[commit.author];
    if (name.empty() || name.find(' ') != std::string::npos)
      return name != to_lower(author.name) || name.empty();
    const std::string plain = name[0] == '@' ? name.substr(1) : name;
    if (plain == to_lower(author.mail.substr(0, author.mail.find('@')))) return false;
    for (const std::string_view part : split(author.name, ' ')) {
      if (equals_ignoring_case(part, plain)) return false;
    }
    return true;
  }

  bool signed_off_by(const HistoryCommit& commit, std::uint32_t person) const {
    const auto trailers = history_.trailers(commit);
    return std::any_of(trailers.begin(), trailers.end(), [&](const HistoryTrailer& trailer) {
      return trailer.kind == TrailerKind::signed_off && trailer.person == person;
    });
  }

  bool by_request(const HistoryCommit& commit) const {
    if (commit.pull_request != 0) return true;
    const auto trailers = history_.trailers(commit);
    return std::any_of(trailers.begin(), trailers.end(), [](const HistoryTrailer& trailer) {
      return trailer.kind == TrailerKind::reviewed_on || trailer.kind == TrailerKind::differential ||
             trailer.kind == TrailerKind::change_id || trailer.kind == TrailerKind::pull_request;
    });
  }

  /// For each change that came by a merge into the main line: who merged it.
  void find_mergers(const ObjectId& head) {
    const auto start = std::find_if(history_.commits.begin(), history_.commits.end(),
                                    [&](const HistoryCommit& c) { return c.id == head; });
    if (start == history_.commits.end()) return;
    std::vector<std::int32_t> line;
    std::vector<bool> done(history_.commits.size());
    for (std::int32_t i = static_cast<std::int32_t>(start - history_.commits.begin());
         i != HistoryCommit::kOutside;) {
      if (done[static_cast<std::size_t>(i)]) break;
      done[static_cast<std::size_t>(i)] = true;
      line.push_back(i);
      const auto parents = history_.parents(at(i));
      i = parents.empty() ? HistoryCommit::kOutside : parents.front();
    }
    std::vector<std::int32_t> open;
    for (std::size_t n = line.size();
         n-- > 0;) {  // oldest first: a change belongs to the merge that brought it
      const HistoryCommit& merge = at(line[n]);
      if (!merge.merge()) continue;
      const auto parents = history_.parents(merge);
      open.assign(parents.begin() + 1, parents.end());
      while (!open.empty()) {
        const std::int32_t i = open.back();
        open.pop_back();
        if (i == HistoryCommit::kOutside || done[static_cast<std::size_t>(i)]) continue;
        done[static_cast<std::size_t>(i)] = true;
        // A forge commits for the person who pressed the button: that one is the merge's author.
        const std::uint32_t committer = history_.committer(merge);
        mergers_[static_cast<std::size_t>(i)] =
            history_.people[committer].bot ? history_.author(merge) : committer;
        const auto more = history_.parents(at(i));
        open.insert(open.end(), more.begin(), more.end());
      }
    }
  }

  const HistoryCommit& at(std::int32_t i) const { return history_.commits[static_cast<std::size_t>(i)]; }

  const History& history_;
  std::vector<std::uint32_t> mergers_;
};

Reviews Reviews::collect(const Facts& facts) {
  return ReviewReader(facts.get<History>(), facts.snapshot().info().commit).read();
}

std::size_t Reviews::with(ReviewSign least) const {
  std::size_t sum = 0;
  for (std::size_t i = static_cast<std::size_t>(least); i < counts_.size(); ++i) sum += counts_[i];
  return sum;
}
std::size_t Reviews::exactly(ReviewSign which) const { return counts_[static_cast<std::size_t>(which)]; }

}  // namespace badgescan
