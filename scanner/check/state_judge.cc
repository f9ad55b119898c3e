#include "scanner/check/state_judge.h"

#include <algorithm>
#include <map>
#include <typeinfo>

#include "scanner/engine/engine.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/source_scan.h"
#include "scanner/facts/tree_index.h"
#include "scanner/facts/work_ahead.h"
#include "scanner/report/scan.h"

namespace badgescan {
namespace {

constexpr std::uint32_t kGone = ~0U;

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
    for (const Detector* detector : all_detectors()) {
      StateRecord::Opinion& opinion = made_.opinions.emplace_back();
      opinion.detector = detector->id;
      if (const auto known = known_.find(opinion.detector); known != known_.end()) {
        opinion = std::move(known->second);
        continue;
      }
      Ledger::Frame frame(ledger_, opinion.detector);
      opinion.findings = run_detector(*detector, facts_);
      opinion.node = frame.close();
    }
    if (made_.forge_node == Ledger::kNoNode) {
      Ledger::Frame frame(ledger_, "forge");
      made_.forge = facts_.get<Project>().forge;
      made_.forge_node = frame.close();
    }
    std::vector<Finding> findings;
    for (const StateRecord::Opinion& opinion : made_.opinions)
      findings.insert(findings.end(), opinion.findings.begin(), opinion.findings.end());
    {
      const Ledger::Frame frame(ledger_, "answers");
      made_.scan = save(badgescan::judge(facts_, made_.forge, std::move(findings)));
    }
    finish();
    return std::move(made_);
  }

  const StateKeys& keys() const { return made_.keys; }

 private:
  void take_over_files(StateRecord& earlier, const Difference& difference) {
    for (std::size_t i = 0; i < earlier.files.size(); ++i) {
      if (difference.changed[i]) continue;
      const std::size_t at = difference.new_place[i];
      ledger_.of(at) = std::move(earlier.files[i].results);
      ledger_.kinds()[at] = earlier.files[i].kind;
    }
    made_.classes = difference.any ? facts_.get<TreeIndex>().classes_digest() : earlier.classes;
    if (made_.classes == earlier.classes) return;
    // Other .gitattributes: paths count differently.
    std::fill(ledger_.kinds().begin(), ledger_.kinds().end(), 0);
    for (FileResults& results : ledger_.files()) results.content.reset();
  }

  /// By node. A node uses only earlier ones, so one pass settles all.
  std::vector<bool> still_true(const StateRecord& earlier, const Difference& difference) const {
    const bool same_history = earlier.keys.history == made_.keys.history;
    std::vector<bool> holds(earlier.nodes.size());
    for (std::size_t i = 0; i < holds.size(); ++i) {
      const Ledger::Node& node = earlier.nodes[i];
      if (node.digest) {
        holds[i] = !difference.any || node.digest == digest_now(facts_, node.name);
        continue;
      }
      holds[i] =
          !(node.listing && difference.listing) && !(node.history && !same_history) &&
          std::none_of(node.files.begin(), node.files.end(),
                       [&](std::uint32_t file) { return difference.changed[file]; }) &&
          std::all_of(node.uses.begin(), node.uses.end(), [&](std::uint32_t use) { return holds[use]; });
    }
    return holds;
  }

  void take_over_results(StateRecord& earlier, const Difference& difference, const std::vector<bool>& holds) {
    std::vector<bool> wanted(holds.size());
    if (holds[earlier.forge_node]) wanted[earlier.forge_node] = true;
    for (const StateRecord::Opinion& opinion : earlier.opinions)
      if (holds[opinion.node]) wanted[opinion.node] = true;
    for (std::size_t i = wanted.size(); i-- > 0;) {
      if (!wanted[i]) continue;
      for (const std::uint32_t use : earlier.nodes[i].uses) wanted[use] = true;
    }
    std::vector<std::uint32_t> place(wanted.size(), Ledger::kNoNode);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (!wanted[i]) continue;
      Ledger::Node node = std::move(earlier.nodes[i]);
      for (std::uint32_t& file : node.files) file = difference.new_place[file];
      for (std::uint32_t& use : node.uses) use = place[use];
      for (const Note& note : node.notes) facts_.note(note.kind, note.path, note.text);
      place[i] = ledger_.add(std::move(node));
    }
    if (wanted[earlier.forge_node] && holds[earlier.forge_node]) {
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
