// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/check/state_judge.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>
#include <typeinfo>

#include "scanner/engine/engine.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/licence_engine.h"
#include "scanner/facts/source_patterns.h"
#include "scanner/facts/source_scan.h"
#include "scanner/facts/tree_index.h"
#include "scanner/facts/work_ahead.h"
#include "scanner/report/scan.h"
#include "scanner/source/content_scan.h"
#include "scanner/source/language.h"

namespace badgescan {
namespace {

constexpr std::uint32_t kGone = ~0U;
constexpr std::size_t kThreadPays = 256;  // entries

/// Where two listings differ.
struct Difference {
  std::vector<std::uint32_t> new_place;  ///< by entry of the old listing; kGone
  std::vector<bool> changed;             ///< by entry of the old listing: gone, or with another content
  bool any = false;
  bool listing = false;  ///< which files there are, and of what kind
};

/// An object was missing and is here now.
bool came(const StateRecord::File& before, const Entry& now, const Snapshot& snapshot) {
  return before.results.missing && snapshot.size(now).ok();
}

bool anything_came(const StateRecord& record, const Snapshot& snapshot) {
  const auto entries = snapshot.entries();
  for (std::size_t i = 0; i < record.files.size() && i < entries.size(); ++i)
    if (came(record.files[i], entries[i], snapshot)) return true;
  return false;
}

Difference compare_listings(const std::vector<StateRecord::File>& before, const Snapshot& snapshot) {
  const std::span<const Entry> after = snapshot.entries();
  Difference out{std::vector<std::uint32_t>(before.size(), kGone), std::vector<bool>(before.size())};
  const auto differs = [&out](bool listing) {
    out.any = true;
    out.listing = out.listing || listing;
  };
  std::size_t a = 0, b = 0;
  while (a < before.size() || b < after.size()) {
    if (b == after.size() || (a < before.size() && before[a].path < after[b].path)) {
      out.changed[a] = true;
      ++a;
      differs(true);
    } else if (a == before.size() || after[b].path < before[a].path) {
      ++b;
      differs(true);
    } else {
      const StateRecord::File& old = before[a];
      const bool kind = old.mode != after[b].mode;
      out.new_place[a] = static_cast<std::uint32_t>(b);
      // A submodule is not read: its commit belongs to the listing.
      out.changed[a] = kind || old.id != after[b].id || came(old, after[b], snapshot);
      if (out.changed[a]) differs(kind || old.mode == Mode::submodule);
      ++a;
      ++b;
    }
  }
  return out;
}

bool same_but_bytes(const source::FileContent& a, const source::FileContent& b) {
  const auto same_hit = [](const source::FileHit& x, const source::FileHit& y) {
    return x.rule == y.rule && x.line == y.line && x.verdict == y.verdict && x.excerpt == y.excerpt;
  };
  return a.place == b.place && a.binary == b.binary && a.format.kind == b.format.kind &&
         a.format.name == b.format.name && a.decoded == b.decoded && a.language == b.language &&
         a.cut == b.cut && std::equal(a.hits.begin(), a.hits.end(), b.hits.begin(), b.hits.end(), same_hit);
}

/// Facts whose users depend on a digest of their value (Ledger::Node::digest).
std::optional<std::uint64_t> digest_now(const Facts& facts, std::string_view name) {
  if (name == typeid(SourceScan).name()) return facts.get<SourceScan>().digest();
  if (name == typeid(FileHeads).name()) return facts.get<FileHeads>().digest();
  if (name == typeid(Languages).name()) return facts.get<Languages>().digest();
  return std::nullopt;
}

class Judging {
 public:
  Judging(const Snapshot& snapshot, const ScanOptions& options, const RuleSet& rules, StateKeys keys)
      : snapshot_(snapshot), ledger_(snapshot), facts_(snapshot, options, rules, &ledger_) {
    made_.keys = std::move(keys);
  }

  void take_over(StateRecord& earlier) {
    helped_ = true;
    Difference difference = compare_listings(earlier.files, snapshot_);
    take_over_files(earlier, difference);
    if (!earlier.complete || !snapshot_.complete() || earlier.keys.options != made_.keys.options) return;
    // A search of all versions of files looks at the ids of the present ones.
    if (facts_.options().search_history_for_secrets && difference.any) difference.listing = true;
    take_over_results(earlier, difference, still_true(earlier, difference));
  }

  StateRecord judge() {
    std::optional<WorkAhead> second_thread;
    if (!helped_) {
      const Ledger::Frame frame(ledger_, "ahead");
      second_thread.emplace(facts_);
    }
    run();
    if (made_.forge_node == Ledger::kNoNode) {
      Ledger::Frame frame(ledger_, "forge");
      made_.forge = facts_.get<Project>().forge;
      made_.forge_node = frame.close();
    }
    if (made_.scan_node == Ledger::kNoNode) {
      std::vector<Finding> findings;
      for (const StateRecord::Opinion& opinion : made_.opinions)
        findings.insert(findings.end(), opinion.findings.begin(), opinion.findings.end());
      Ledger::Frame frame(ledger_, "answers");
      made_.scan = save(badgescan::judge(facts_, made_.forge, std::move(findings)));
      made_.scan_node = frame.close();
    }
    finish();
    return std::move(made_);
  }

  const StateKeys& keys() const { return made_.keys; }

 private:
  void run() {
    std::vector<std::pair<const Detector*, StateRecord::Opinion*>> open;
    made_.opinions.reserve(all_detectors().size());
    for (const Detector* detector : all_detectors()) {
      StateRecord::Opinion& opinion = made_.opinions.emplace_back();
      opinion.detector = detector->id;
      if (const auto known = known_.find(opinion.detector); known != known_.end())
        opinion = std::move(known->second);
      else
        open.emplace_back(detector, &opinion);
    }
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t i = next++; i < open.size(); i = next++) {
        const auto& [detector, opinion] = open[i];
        Ledger::Frame frame(ledger_, opinion->detector);
        opinion->findings = run_detector(*detector, facts_);
        opinion->node = frame.close();
      }
    };
    std::thread second;
    if (open.size() > 1 && snapshot_.entries().size() >= kThreadPays) second = std::thread(work);
    work();
    if (second.joinable()) second.join();
  }

  void take_over_files(StateRecord& earlier, const Difference& difference) {
    for (std::size_t i = 0; i < earlier.files.size(); ++i) {
      if (difference.changed[i]) continue;
      const std::size_t at = difference.new_place[i];
      ledger_.of(at) = std::move(earlier.files[i].results);
      ledger_.kinds()[at] = earlier.files[i].kind;
    }
    made_.classes =
        same_tree(earlier, difference) ? earlier.classes : facts_.get<TreeIndex>().classes_digest();
    if (made_.classes == earlier.classes) return;
    // Other .gitattributes: paths count differently.
    std::fill(ledger_.kinds().begin(), ledger_.kinds().end(), 0);
    for (FileResults& results : ledger_.files()) results.content.reset();
  }

  /// Neither the listing nor a file that says how paths count differs.
  bool same_tree(const StateRecord& earlier, const Difference& difference) const {
    if (!difference.any) return true;
    const auto is_tree = [](const Ledger::Node& node) { return node.name == typeid(TreeIndex).name(); };
    const auto tree = std::find_if(earlier.nodes.begin(), earlier.nodes.end(), is_tree);
    return earlier.complete && !difference.listing && tree != earlier.nodes.end() && tree->uses.empty() &&
           std::none_of(tree->files.begin(), tree->files.end(),
                        [&](std::uint32_t file) { return difference.changed[file]; });
  }

  /// Files changed only in what no search sees: the facts that sum up all files need not be summed up again.
  bool same_sums(const StateRecord& earlier, const Difference& difference) {
    if (difference.listing || made_.classes != earlier.classes) return false;
    const auto& patterns = facts_.get<SourcePatterns>().set;
    const LicenceEngine& engine = facts_.get<LicenceEngine>();
    if (patterns == nullptr || !engine) return false;
    const std::uint64_t limit = snapshot_.limits().blob_bytes;
    source::FileScanner scanner(*patterns);
    std::uint64_t all_before = 0, all_now = 0, text_before = 0, text_now = 0;
    for (std::size_t i = 0; i < earlier.files.size(); ++i) {
      const StateRecord::File& old = earlier.files[i];
      if (!difference.changed[i] || old.mode == Mode::symlink || source::is_media_name(old.path)) continue;
      const auto& before = old.results.content;
      // A text that says it is generated hides what its path says.
      if (!before || before->place == source::Place::generated) return false;
      const std::uint32_t place = difference.new_place[i];
      const Result<std::string> text =
          snapshot_.read(snapshot_.entries()[place], limit * source::kFileFactor);
      if (!text) return false;
      FileResults& now = ledger_.of(place);
      now.content = scanner.scan(old.path, before->place, *text);
      if (!same_but_bytes(*before, *now.content)) return false;
      all_before += before->bytes;
      all_now += now.content->bytes;
      if (before->binary) continue;
      text_before += before->bytes;
      text_now += now.content->bytes;
      if (!old.results.head) continue;
      if (now.content->decoded || text->size() > limit) return false;
      now.head = head_notice(*engine, *text);
      if (*now.head != *old.results.head) return false;
    }
    std::uint64_t all = 0, text = 0, files = 0;  // now
    for (const FileResults& results : ledger_.files()) {
      if (!results.content) continue;
      all += results.content->bytes;
      if (results.content->binary) continue;
      text += results.content->bytes;
      ++files;
    }
    return std::max(all, all - all_now + all_before) <= snapshot_.limits().scan_bytes &&
           SourceScan::extent(files, text) == SourceScan::extent(files, text - text_now + text_before);
  }

  std::uint32_t newest_node(std::string_view name) {
    const std::vector<Ledger::Node>& nodes = ledger_.nodes();
    for (std::size_t i = nodes.size(); i-- > 0;)
      if (nodes[i].name == name) return static_cast<std::uint32_t>(i);
    return Ledger::kNoNode;
  }

  /// By node. A node uses only earlier ones, so one pass settles all.
  std::vector<bool> still_true(const StateRecord& earlier, const Difference& difference) {
    const bool same_history = earlier.keys.history == made_.keys.history;
    const bool same_files = !difference.any || same_sums(earlier, difference);
    std::vector<bool> holds(earlier.nodes.size());
    renewed_.assign(holds.size(), Ledger::kNoNode);
    for (std::size_t i = 0; i < holds.size(); ++i) {
      const Ledger::Node& node = earlier.nodes[i];
      holds[i] =
          !(node.listing && difference.listing) && !(node.history && !same_history) &&
          std::none_of(node.files.begin(), node.files.end(),
                       [&](std::uint32_t file) { return difference.changed[file]; }) &&
          std::all_of(node.uses.begin(), node.uses.end(), [&](std::uint32_t use) { return holds[use]; });
      if (!node.digest || (holds[i] && same_files)) continue;
      holds[i] = node.digest == digest_now(facts_, node.name);
      renewed_[i] = newest_node(node.name);
    }
    return holds;
  }

  void take_over_results(StateRecord& earlier, const Difference& difference, const std::vector<bool>& holds) {
    std::vector<bool> wanted(holds.size());
    if (holds[earlier.forge_node]) wanted[earlier.forge_node] = true;
    const SnapshotInfo& info = snapshot_.info();
    // The links name the commit.
    bool same_answers =
        earlier.keys.history == made_.keys.history && holds[earlier.forge_node] && holds[earlier.scan_node];
    for (const StateRecord::Opinion& opinion : earlier.opinions) {
      if (holds[opinion.node]) wanted[opinion.node] = true;
      same_answers = same_answers && holds[opinion.node];
    }
    if (same_answers) wanted[earlier.scan_node] = true;
    for (std::size_t i = wanted.size(); i-- > 0;) {
      if (!wanted[i] || renewed_[i] != Ledger::kNoNode) continue;
      for (const std::uint32_t use : earlier.nodes[i].uses) wanted[use] = true;
    }
    std::vector<std::uint32_t> place(wanted.size(), Ledger::kNoNode);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (!wanted[i]) continue;
      if (renewed_[i] != Ledger::kNoNode) {
        place[i] = renewed_[i];
        continue;
      }
      Ledger::Node node = std::move(earlier.nodes[i]);
      for (std::uint32_t& file : node.files) file = difference.new_place[file];
      for (std::uint32_t& use : node.uses) use = place[use];
      for (const Note& note : node.notes) facts_.note(note.kind, note.path, note.text);
      place[i] = ledger_.add(std::move(node));
    }
    if (same_answers) {
      made_.scan = std::move(earlier.scan);
      made_.scan.commit = info.source == Source::revision ? info.commit.hex() : std::string{};
      made_.scan.incomplete = incomplete(facts_.notes());
      made_.scan_node = place[earlier.scan_node];
    }
    if (holds[earlier.forge_node]) {
      made_.forge = std::move(earlier.forge);
      made_.forge_node = place[earlier.forge_node];
    }
    for (StateRecord::Opinion& opinion : earlier.opinions) {
      if (!holds[opinion.node]) continue;
      opinion.node = place[opinion.node];
      std::string detector = opinion.detector;
      known_.emplace(std::move(detector), std::move(opinion));
    }
  }

  void finish() {
    const auto entries = snapshot_.entries();
    if (!helped_) made_.classes = facts_.get<TreeIndex>().classes_digest();
    made_.complete = snapshot_.complete() && !ledger_.unsure() && !snapshot_.info().partial;
    made_.files.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i)
      made_.files.push_back(
          {entries[i].path, entries[i].id, entries[i].mode, ledger_.kinds()[i], std::move(ledger_.of(i))});
    made_.nodes = std::move(ledger_.nodes());
  }

  const Snapshot& snapshot_;
  Ledger ledger_;
  Facts facts_;
  std::vector<std::uint32_t> renewed_;  ///< by earlier node: what took its place, with the same value
  std::map<std::string, StateRecord::Opinion> known_;  ///< by detector: what holds again
  StateRecord made_;
  bool helped_ = false;
};

}  // namespace

SavedScan judge_alone(const Facts& facts) {
  return save(judge(facts, facts.get<Project>().forge, run_detectors(all_detectors(), facts)));
}

SavedScan StateJudge::judge(const Snapshot& snapshot, const ScanOptions& options, const RuleSet& rules) {
  StateKeys keys = StateKeys::of(snapshot, options, rules);
  if (std::optional<StateRecord> same = store_.find(keys); same && !anything_came(*same, snapshot)) {
    last_ = std::move(same);
    return last_->scan;
  }
  if (!last_) last_ = store_.newest(keys);
  Judging judging(snapshot, options, rules, std::move(keys));
  if (last_ && last_->keys.program == judging.keys().program) judging.take_over(*last_);
  last_ = judging.judge();
  if (last_->complete) store_.store(*last_);
  return last_->scan;
}

}  // namespace badgescan
