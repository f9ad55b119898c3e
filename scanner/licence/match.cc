// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/licence/match.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

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
  std::uint32_t place : 31;  ///< of the pair in the file
  std::uint32_t soft : 1;
  std::uint32_t number = 0;  ///< of the pair among the different ones of the file
};
static_assert(sizeof(Hit) == 8);

/// The best part of a file for one text.
struct Part {
  TextMatch match;
  double rank = 0;
  std::size_t begin = 0, end = 0;  ///< places
  std::size_t order = 0;           ///< of the candidate: decides between equals

  bool better_than(const Part& other) const {
    if (other.match.score == 0 || rank != other.rank) return other.match.score == 0 || rank > other.rank;
    return order < other.order;
  }
};

struct Candidate {
  std::uint16_t text = 0;
  std::size_t order = 0;
  bool exception = false;
  bool may_be_sure = false;  ///< enough of the text is in the file
  bool collected = false;    ///< `hits` are all there are in what is left of the file
  bool fresh = false;        ///< `part` is still the best
  double bound = 0;          ///< no part of the file ranks higher
  std::vector<Hit> hits = {};
  Part part = {};
};

/// Numbers the different keys of a file from 0.
class Numbering {
 public:
  explicit Numbering(std::size_t most) : slots_(std::bit_ceil(most + most / 2 + 2)) {}

  std::uint32_t number_of(std::uint32_t key) {
    std::size_t at =
        (key * 0x9e37'79b1U) >> (std::countl_zero(static_cast<std::uint32_t>(slots_.size())) + 1);
    while (slots_[at].key != key) {
      if (slots_[at].key == Spdx::kNoKey) {
        slots_[at] = {key, static_cast<std::uint32_t>(keys_.size())};
        keys_.push_back(key);
        break;
      }
      at = (at + 1) & (slots_.size() - 1);
    }
    return slots_[at].number;
  }
  /// By number.
  const std::vector<std::uint32_t>& keys() const { return keys_; }

 private:
  struct Slot {
    std::uint32_t key = Spdx::kNoKey;
    std::uint32_t number = 0;
  };
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> keys_;
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
    cover(false, out);
    // An exception is often written into the middle of its licence: look for these in the whole file again.
    cover(true, out);
    std::sort(out.found.begin(), out.found.end(),
              [](const auto& a, const auto& b) { return a.begin < b.begin; });
    std::size_t end = 0;
    for (const TextMatch& match : out.found) {
      if (match.end > end) out.explained += counted(match.end) - counted(std::max(match.begin, end));
      end = std::max(end, match.end);
    }
    return out;
  }

 private:
  /// How many of the first words of the text are counted as words of the licence.
  std::size_t counted(std::size_t position) const {
    return static_cast<std::size_t>(std::lower_bound(words_.begin(), words_.end(), first_ + position) -
                                    words_.begin());
  }

  void cover(bool exceptions, TextMatches& out) {
    used_.assign(places_.size() + 1, 0);
    chosen_ = {};
    while (out.found.size() < kMostFound && steps_ < kMostSteps) {
      if (!find_best(exceptions) || (!chosen_is_sure_ && (exceptions || out.near.size() >= 8))) break;
      (chosen_is_sure_ ? out.found : out.near).push_back(chosen_.match);
      mark_used();
    }
  }

  static constexpr std::uint32_t kForeignPair = 0xffff'ffff;  ///< of no text of the list
  struct Place {
    std::uint32_t number = kForeignPair;  ///< of the pair among the different ones of the file
    std::uint32_t level = 0;
  };

  void look_up() {
    places_.resize(words_.size() - 1);
    // The table has far more keys than a file: what is kept by key is kept by the file's own numbers.
    Numbering numbering(places_.size());
    for (std::size_t i = 0; i < places_.size(); i++) {
      const Pair pair = pair_of(words_[i]->hash, words_[i + 1]->hash);
      places_[i] = {pair.key, pair.level};
      spdx_.prefetch(pair.key);
    }
    for (Place& place : places_) {
      const std::uint32_t key = spdx_.key_index(std::exchange(place.number, kForeignPair));
      if (key != Spdx::kNoKey) place.number = numbering.number_of(key);
    }
    keys_ = numbering.keys();
    seen_.assign(keys_.size(), 0);
  }

  void choose_candidates() {
    std::vector<std::uint32_t> hits(2 * spdx_.texts().size(), 0);  // by posting: core and soft apart
    for (const std::uint32_t key : keys_)
      for (const Posting posting : spdx_.postings(key)) hits[posting]++;
    std::vector<std::pair<double, std::uint16_t>> ranked;
    for (std::size_t t = 0; t < spdx_.texts().size(); t++) {
      const double core = spdx_.texts()[t].core;
      const double coverage = hits[2 * t] / core;
      if (coverage < kLeastCoverage || hits[2 * t] < std::min(core, 5.0)) continue;
      // In a large file every short text seems present in pieces; the long ones are there or not.
      ranked.emplace_back(coverage + 0.06 * std::log2(core), static_cast<std::uint16_t>(t));
    }
    const std::size_t keep = std::min(ranked.size(), kMostCandidates);
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(keep), ranked.end(),
                      std::greater<>());
    for (std::size_t i = 0; i < keep; i++) {
      const std::uint16_t t = ranked[i].second;
      const TableText& text = spdx_.texts()[t];
      candidates_.push_back({.text = t,
                             .order = i,
                             .exception = spdx_.ids()[text.ids.front()].exception,
                             .may_be_sure = hits[2 * t] >= least_sure_coverage(text) * text.core,
                             .bound = rank(hits[2 * t] + hits[2 * t + 1], text.core - hits[2 * t], 0, text)});
    }
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [](const Candidate& a, const Candidate& b) { return a.bound > b.bound; });
  }

  /// Finds the hits of a candidate in what is left of the file, and those of some that will be asked for
  /// next: mostly the first few candidates settle everything.
  void collect_hits(std::size_t first) {
    constexpr unsigned kMostAtOnce = 32;  // a bit for each in its core and one in its optional parts
    std::vector<std::uint64_t> bits(2 * spdx_.texts().size(), 0);
    std::vector<Candidate*> group;
    const std::size_t most = collected_ == 0 ? 4 : kMostAtOnce;
    for (std::size_t c = first; c < candidates_.size() && group.size() < most; c++) {
      Candidate& candidate = candidates_[c];
      if (candidate.collected || candidate.exception != candidates_[first].exception) continue;
      bits[2U * candidate.text] = std::uint64_t{1} << group.size();
      bits[2U * candidate.text + 1] = std::uint64_t{1} << (group.size() + kMostAtOnce);
      candidate.collected = true;
      group.push_back(&candidate);
    }
    collected_ += group.size();
    struct Open {
      std::uint32_t place, number;
      std::uint64_t owners;
    };
    std::vector<Open> open;
    open.reserve(places_.size());
    constexpr std::uint64_t kNotKnown = ~std::uint64_t{0};
    std::vector<std::uint64_t> owners(keys_.size(), kNotKnown);
    for (std::size_t i = 0; i < places_.size(); i++) {
      const std::uint32_t number = places_[i].number;
      if (number == kForeignPair || used_[i]) continue;
      if (owners[number] == kNotKnown) {
        std::uint64_t all = 0;
        for (const Posting posting : spdx_.postings(keys_[number])) all |= bits[posting];
        owners[number] = all;
      }
      open.push_back({static_cast<std::uint32_t>(i), number, owners[number]});
    }
    std::vector<Hit> hits(open.size() + 1);
    for (std::size_t g = 0; g < group.size(); g++) {
      std::size_t count = 0;
      for (const Open& one : open) {
        const bool core = (one.owners >> g) & 1, soft = (one.owners >> (g + kMostAtOnce)) & 1;
        hits[count] = {one.place & 0x7fff'ffffU, soft, one.number};
        count += core || soft;  // no branch: whether it is one is hard to foretell
      }
      group[g]->hits.assign(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(count));
    }
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
      if (h > 0 && sum > 0) {
        const Hit& before = candidate.hits[h - 1];
        const bool broken = used_sums_[hit.place] != used_sums_[before.place];
        sum = broken ? 0 : sum - kForeign * (sums[hit.place] - sums[before.place + 1]);
      }
      if (sum <= 0) {
        sum = 0;
        begin = h;
        epoch_++;
      }
      // Only what is new in the run counts: a second copy of the text is a part of its own.
      if (seen_[hit.number] != epoch_) sum += hit.soft ? 0.25 : 1;
      seen_[hit.number] = epoch_;
      if (sum > best) {
        best = sum;
        best_begin = begin;
        best_end = h + 1;
      }
    }
    return {best_begin, best_end};
  }

  Part part_of(Candidate& candidate) {
    std::erase_if(candidate.hits, [&](const Hit& hit) { return used_[hit.place] != 0; });
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
      if (seen_[hit.number] == epoch_) continue;
      seen_[hit.number] = epoch_;
      (hit.soft ? soft : core)++;
    }
    part.order = candidate.order;
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

  static double least_sure_coverage(const TableText& text) { return text.core < 12 ? 0.95 : kSureCoverage; }

  bool is_sure(const TextMatch& match) const {
    const TableText& text = spdx_.texts()[match.text];
    return match.coverage >= least_sure_coverage(text) && match.score >= (text.core < 12 ? 0.9 : kSureScore);
  }

  bool is_exact(const TextMatch& match) const {
    return match.score >= 0.985 && match.coverage >= 0.985 && spdx_.texts()[match.text].core >= 60;
  }

  /// Whether what is left of the file can still be like a text.
  bool may_be_near(const Candidate& candidate) const {
    const double core = spdx_.texts()[candidate.text].core;
    return 2 * left_ >= kNearScore * (core + left_);
  }

  /// The best part for a candidate, from now on or still.
  const Part& look_at(std::size_t c) {
    Candidate& candidate = candidates_[c];
    if (!candidate.collected) collect_hits(c);
    if (!candidate.fresh) candidate.part = part_of(candidate);
    candidate.fresh = true;
    return candidate.part;
  }

  /// The best sure part of what is left of the file; without one, the best that is near to something.
  /// Candidates come by falling bound, so most need not be looked at.
  bool find_best(bool exceptions) {
    used_sums_.assign(places_.size() + 1, 0);
    left_ = 0;
    for (std::size_t i = 0; i < places_.size(); i++) {
      used_sums_[i + 1] = used_sums_[i] + used_[i];
      left_ += used_[i] == 0 && places_[i].number != kForeignPair;
    }
    Part sure, near, exact;
    for (const bool may_be_sure : {true, false}) {
      for (std::size_t c = 0; c < candidates_.size(); c++) {
        const Candidate& candidate = candidates_[c];
        if (candidate.exception != exceptions || candidate.may_be_sure != may_be_sure) continue;
        if (sure.match.score >= 0.95 && candidate.bound < sure.rank) break;
        if (!may_be_sure && near.match.score > 0 && candidate.bound < near.rank) break;
        if (!may_be_near(candidate)) continue;
        const Part& part = look_at(c);
        if (part.match.score < kNearScore) continue;
        Part& best = is_sure(part.match) ? sure : near;
        if (part.better_than(best)) best = part;
        if (is_exact(part.match) && part.better_than(exact)) exact = part;
      }
      if (sure.match.score > 0 || exceptions) break;  // an altered exception says nothing
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
    // A part that the chosen one did not touch is still the best of its text.
    for (Candidate& candidate : candidates_)
      candidate.fresh = candidate.fresh && !overlaps(candidate.part, chosen_);
  }

  const Spdx& spdx_;
  const Word* first_;
  std::vector<const Word*> words_;
  std::vector<Place> places_;
  std::vector<Candidate> candidates_;
  std::array<std::vector<std::uint32_t>, 16> sampled_;
  std::vector<std::uint32_t> keys_;  ///< of the table that the file holds, by number
  std::vector<std::uint32_t> seen_;  ///< by number
  std::size_t collected_ = 0;        ///< how many candidates have their hits
  double left_ = 0;                  ///< places with a pair of the list that are not used
  std::uint32_t epoch_ = 0;
  std::size_t steps_ = 0;
  std::vector<std::uint8_t> used_;
  std::vector<std::uint32_t> used_sums_;
  Part chosen_;
  bool chosen_is_sure_ = false;
};

}  // namespace

TextMatches match_texts(const std::vector<Word>& words, const Spdx& spdx) {
  return Matcher(words, spdx).run();
}

}  // namespace badgescan::licence
