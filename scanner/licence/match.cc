#include "scanner/licence/match.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace badgescan::licence {
namespace {

constexpr std::size_t kMostCandidates = 64;
constexpr std::size_t kMostFound = 64;
constexpr std::size_t kMostSteps =
    20'000'000;  ///< hits looked at; bounds what many copies of a text can cost
constexpr double kLeastCoverage = 0.35;
constexpr double kNearScore = 0.45;
constexpr double kForeign = 0.45;  ///< what a foreign pair costs when the best part of a file is looked for

struct Hit {
  std::uint32_t place = 0;  ///< of the pair in the file
  std::uint32_t key = 0;    ///< number of the pair among those of the file
  bool soft = false;
};

/// The best part of a file for one text.
struct Part {
  TextMatch match;
  double rank = 0;
  std::size_t begin = 0, end = 0;  ///< places
};

struct Candidate {
  std::uint16_t text = 0;
  std::vector<Hit> hits;
  Part part = {};
  bool fresh = false;
};

bool overlaps(const Part& a, const Part& b) { return a.begin < b.end && b.begin < a.end; }

class Matcher {
 public:
  Matcher(const std::vector<Word>& words, const Spdx& spdx) : spdx_(spdx), first_(words.data()) {
    for (const Word& word : words)
      if (!word.skip) words_.push_back(&word);
  }

  TextMatches run() {
    TextMatches out;
    out.words = words_.size();
    if (words_.size() < 4) return out;
    look_up();
    choose_candidates();
    if (candidates_.empty()) return out;
    collect_hits();
    used_.assign(places_.size() + 1, 0);
    cover(false, out);
    // An exception is often written into the middle of its licence: look for these in the whole file again.
    used_.assign(places_.size() + 1, 0);
    cover(true, out);
    std::sort(out.found.begin(), out.found.end(),
              [](const auto& a, const auto& b) { return a.begin < b.begin; });
    std::size_t end = 0;
    for (const TextMatch& match : out.found) {
      for (const Word* word : words_) {
        const auto at = static_cast<std::size_t>(word - first_);
        out.explained += at >= std::max(match.begin, end) && at < match.end;
      }
      end = std::max(end, match.end);
    }
    return out;
  }

 private:
  void cover(bool exceptions, TextMatches& out) {
    exceptions_ = exceptions;
    chosen_ = {};
    while (out.found.size() < kMostFound && steps_ < kMostSteps) {
      if (!find_best() || (!chosen_is_sure_ && (exceptions || out.near.size() >= 8))) break;
      (chosen_is_sure_ ? out.found : out.near).push_back(chosen_.match);
      mark_used();
    }
  }

  bool is_exception(const TableText& text) const { return spdx_.ids()[text.ids.front()].exception; }

  struct Place {
    std::uint32_t key = Spdx::kNoKey;
    std::uint32_t number = 0;  ///< equal keys have equal numbers, counted from 0 in a file
    std::uint8_t level = 0;
    bool first = false;  ///< the key was not seen before in the file
  };

  void look_up() {
    places_.resize(words_.size() - 1);
    // The table has far more keys than a file: what is kept by key is kept by the file's own numbers.
    std::unordered_map<std::uint32_t, std::uint32_t> numbers;
    for (std::size_t i = 0; i < places_.size(); i++) {
      const Pair pair = pair_of(words_[i]->hash, words_[i + 1]->hash);
      Place& place = places_[i];
      place.level = static_cast<std::uint8_t>(pair.level);
      place.key = spdx_.key_index(pair.key);
      if (place.key == Spdx::kNoKey) continue;
      const auto [known, fresh] = numbers.try_emplace(place.key, static_cast<std::uint32_t>(numbers.size()));
      place.number = known->second;
      place.first = fresh;
    }
    keys_ = numbers.size();
  }

  void choose_candidates() {
    std::vector<std::uint32_t> hits(spdx_.texts().size(), 0);
    for (const Place& place : places_) {
      if (!place.first) continue;
      for (const Posting posting : spdx_.postings(place.key)) hits[posting >> 1] += posting % 2 == 0;
    }
    std::vector<std::pair<double, std::uint16_t>> ranked;
    for (std::size_t t = 0; t < hits.size(); t++) {
      const double core = spdx_.texts()[t].core;
      const double coverage = hits[t] / core;
      if (coverage < kLeastCoverage || hits[t] < std::min(core, 5.0)) continue;
      // In a large file every short text seems present in pieces; the long ones are there or not.
      ranked.emplace_back(coverage + 0.06 * std::log2(core), static_cast<std::uint16_t>(t));
    }
    const std::size_t keep = std::min(ranked.size(), kMostCandidates);
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(keep), ranked.end(),
                      std::greater<>());
    for (std::size_t i = 0; i < keep; i++) candidates_.push_back({.text = ranked[i].second, .hits = {}});
  }

  void collect_hits() {
    std::vector<std::int16_t> slot(spdx_.texts().size(), -1);
    for (std::size_t c = 0; c < candidates_.size(); c++)
      slot[candidates_[c].text] = static_cast<std::int16_t>(c);
    for (std::size_t i = 0; i < places_.size(); i++) {
      if (places_[i].key == Spdx::kNoKey) continue;
      for (const Posting posting : spdx_.postings(places_[i].key)) {
        const int c = slot[posting >> 1];
        if (c >= 0)
          candidates_[static_cast<std::size_t>(c)].hits.push_back(
              {static_cast<std::uint32_t>(i), places_[i].number, posting % 2 == 1});
      }
    }
    seen_.assign(keys_, 0);
  }

  /// sampled()[i]: how many of the first i places are kept at a level.
  const std::vector<std::uint32_t>& sampled(unsigned level) {
    std::vector<std::uint32_t>& sums = sampled_[std::min<std::size_t>(level, sampled_.size() - 1)];
    if (sums.empty()) {
      sums.resize(places_.size() + 1, 0);
      for (std::size_t i = 0; i < places_.size(); i++) sums[i + 1] = sums[i] + (places_[i].level >= level);
    }
    return sums;
  }

  /// The run of hits with the best balance of hits and foreign pairs between them.
  std::pair<std::size_t, std::size_t> best_run(const Candidate& candidate,
                                               const std::vector<std::uint32_t>& sums) {
    double best = 0, sum = 0;
    std::size_t begin = 0, best_begin = 0, best_end = 0;
    epoch_++;
    steps_ += candidate.hits.size();
    for (std::size_t h = 0; h < candidate.hits.size(); h++) {
      const Hit& hit = candidate.hits[h];
      if (used_[hit.place]) continue;
      if (h > 0 && sum > 0) {
        const Hit& before = candidate.hits[h - 1];
        const bool broken = used_[before.place] || used_sums_[hit.place] != used_sums_[before.place];
        sum = broken ? 0 : sum - kForeign * (sums[hit.place] - sums[before.place + 1]);
      }
      if (sum <= 0) {
        sum = 0;
        begin = h;
        epoch_++;
      }
      // Only what is new in the run counts: a second copy of the text is a part of its own.
      if (seen_[hit.key] != epoch_) sum += hit.soft ? 0.25 : 1;
      seen_[hit.key] = epoch_;
      if (sum > best) {
        best = sum;
        best_begin = begin;
        best_end = h + 1;
      }
    }
    return {best_begin, best_end};
  }

  Part part_of(const Candidate& candidate) {
    const TableText& text = spdx_.texts()[candidate.text];
    const std::vector<std::uint32_t>& sums = sampled(text.level);
    const auto [begin, end] = best_run(candidate, sums);
    Part part;
    if (begin == end) return part;
    epoch_++;
    std::uint32_t core = 0, soft = 0, ours = 0;
    for (std::size_t h = begin; h < end; h++) {
      const Hit& hit = candidate.hits[h];
      ours += places_[hit.place].level >= text.level;
      if (seen_[hit.key] == epoch_) continue;
      seen_[hit.key] = epoch_;
      (hit.soft ? soft : core)++;
    }
    part.begin = candidate.hits[begin].place;
    part.end = candidate.hits[end - 1].place + 1;
    const double foreign = sums[part.end] - sums[part.begin] - ours;
    part.match.text = candidate.text;
    part.match.coverage = core / static_cast<double>(text.core);
    // Optional parts that are there count on both sides: what was changed in them weighs no more than
    // elsewhere.
    part.match.score = 2.0 * (core + soft) / (text.core + soft + core + soft + foreign);
    part.match.first_line = static_cast<int>(words_[part.begin]->line);
    part.match.last_line = static_cast<int>(words_[part.end]->line);
    part.match.words = part.end - part.begin + 1;
    part.match.begin = static_cast<std::size_t>(words_[part.begin] - first_);
    part.match.end = static_cast<std::size_t>(words_[part.end] - first_) + 1;
    part.rank = rank(core + soft, text.core - core, foreign, text);
    return part;
  }

  /// How much of the file a text explains, less what it leaves open on either side, in pairs. So the longer
  /// of two texts wins where one holds the other, and a lost clause counts as much as an added one. Equal
  /// texts: the approved and current id wins.
  double rank(double hits, double missing, double foreign, const TableText& text) const {
    const SpdxId& id = spdx_.ids()[text.ids.front()];
    const double prior =
        (id.osi ? 1.0 : 0.0) + (id.fsf || id.permissive ? 0.5 : 0.0) - (id.deprecated ? 0.5 : 0.0);
    return (hits - 0.5 * missing - 0.5 * foreign + prior) * static_cast<double>(1U << text.level);
  }

  bool is_sure(const TextMatch& match) const {
    const TableText& text = spdx_.texts()[match.text];
    if (text.core < 12) return match.coverage >= 0.95 && match.score >= 0.9;
    return match.coverage >= kSureCoverage && match.score >= kSureScore;
  }

  bool is_exact(const TextMatch& match) const {
    return match.score >= 0.985 && match.coverage >= 0.985 && spdx_.texts()[match.text].core >= 60;
  }

  /// The best sure part of what is left of the file; without one, the best that is near to something.
  bool find_best() {
    used_sums_.assign(places_.size() + 1, 0);
    for (std::size_t i = 0; i < places_.size(); i++) used_sums_[i + 1] = used_sums_[i] + used_[i];
    Part sure, near, exact;
    for (Candidate& candidate : candidates_) {
      if (is_exception(spdx_.texts()[candidate.text]) != exceptions_) continue;
      // A part that the last chosen one did not touch is still the best of its text.
      if (!candidate.fresh || overlaps(candidate.part, chosen_)) candidate.part = part_of(candidate);
      candidate.fresh = true;
      const Part& part = candidate.part;
      if (part.match.score < kNearScore) continue;
      Part& best = is_sure(part.match) ? sure : near;
      if (best.match.score == 0 || part.rank > best.rank) best = part;
      if (is_exact(part.match) && (exact.match.score == 0 || part.rank > exact.rank)) exact = part;
    }
    // A faithful copy inside a longer, vague likeness: the longer text is not really there.
    if (exact.match.score > 0 && sure.match.score < 0.95 && overlaps(exact, sure)) sure = exact;
    chosen_is_sure_ = sure.match.score > 0;
    chosen_ = chosen_is_sure_ ? sure : near;
    return chosen_.match.score > 0;
  }

  void mark_used() {
    std::fill(used_.begin() + static_cast<std::ptrdiff_t>(chosen_.begin),
              used_.begin() + static_cast<std::ptrdiff_t>(chosen_.end), 1);
  }

  const Spdx& spdx_;
  const Word* first_;
  std::vector<const Word*> words_;
  std::vector<Place> places_;
  std::vector<Candidate> candidates_;
  std::array<std::vector<std::uint32_t>, 16> sampled_;
  std::size_t keys_ = 0;             ///< different ones of the table that the file holds
  std::vector<std::uint32_t> seen_;  ///< by number of the key
  std::uint32_t epoch_ = 0;
  std::size_t steps_ = 0;
  std::vector<std::uint8_t> used_;
  std::vector<std::uint32_t> used_sums_;
  Part chosen_;
  bool chosen_is_sure_ = false;
  bool exceptions_ = false;
};

}  // namespace

TextMatches match_texts(const std::vector<Word>& words, const Spdx& spdx) {
  return Matcher(words, spdx).run();
}

}  // namespace badgescan::licence
