// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/check/state_judge.h"

#include <algorithm>
#include <map>
#include <thread>
#include <typeinfo>

#include "scanner/base/share_out.h"
#include "scanner/engine/engine.h"
#include "scanner/facts/changed_paths.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/licence_engine.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/pipelines.h"
#include "scanner/facts/project.h"
#include "scanner/facts/releases.h"
#include "scanner/facts/scripts.h"
#include "scanner/facts/selection.h"
#include "scanner/facts/source_patterns.h"
#include "scanner/facts/source_scan.h"
#include "scanner/facts/tools.h"
#include "scanner/facts/tree_index.h"
#include "scanner/facts/work_ahead.h"
#include "scanner/report/scan.h"
#include "scanner/source/content_scan.h"
#include "scanner/source/language.h"

namespace badgescan {
namespace {

constexpr std::uint32_t kGone = ~0U;

/// Where two listings differ.
struct Difference {
  std::vector<std::uint32_t> new_place;  ///< by entry of the old listing; kGone
  std::vector<bool> changed;             ///< by entry of the old listing: gone, or with another content
  std::vector<Entry> listing;            ///< files that came, went, or are of another kind
  bool any = false;
};

/// An object was missing and is here now.
bool came(const FileResults& before, const Entry& now, const Snapshot& snapshot) {
  return before.missing && snapshot.size(now).ok();
}

bool anything_came(const StateRecord& record, const Snapshot& snapshot) {
  const auto entries = snapshot.entries();
  for (std::size_t i = 0; i < record.files.size() && i < entries.size(); ++i)
    if (came(record.results[i], entries[i], snapshot)) return true;
  return false;
}

Difference compare_listings(const StateRecord& earlier, const Snapshot& snapshot) {
  const std::span<const Entry> before = earlier.files, after = snapshot.entries();
  Difference out{std::vector<std::uint32_t>(before.size(), kGone), std::vector<bool>(before.size())};
  std::size_t a = 0, b = 0;
  while (a < before.size() || b < after.size()) {
    const int order = a == before.size() ? 1 : b == after.size() ? -1 : before[a].path.compare(after[b].path);
    if (order < 0) {
      out.changed[a] = true;
      out.listing.push_back(before[a++]);
    } else if (order > 0) {
      out.listing.push_back(after[b++]);
    } else {
      const Entry& old = before[a];
      const bool kind = old.mode != after[b].mode;
      out.new_place[a] = static_cast<std::uint32_t>(b);
      // A submodule is not read: its commit belongs to the listing.
      out.changed[a] = kind || old.id != after[b].id || came(earlier.results[a], after[b], snapshot);
      out.any = out.any || out.changed[a];
      if (out.changed[a] && (kind || old.mode == Mode::submodule)) {
        out.listing.push_back(old);
        out.listing.push_back(after[b]);
      }
      ++a;
      ++b;
    }
  }
  out.any = out.any || !out.listing.empty();
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

/// Facts that look at every file without a note of it in the ledger.
bool sums_up_files(std::string_view name) {
  return name == typeid(TreeIndex).name() || name == typeid(SourceScan).name() ||
         name == typeid(FileHeads).name();
}

template <class... T>
void work_out(const Facts& facts, std::string_view name) {
  (void)((name == typeid(T).name() && (static_cast<void>(facts.get<T>()), true)) || ...);
}
/// Works a fact out whose users hold while its digest is the same (Ledger::Node::digest).
void work_out(const Facts& facts, std::string_view name) {
  work_out<TreeIndex, SourceScan, FileHeads, LanguageFiles, Languages, Documents, Manifests, Scripts,
           Pipelines, History, ChangedPaths, Releases, Project>(facts, name);
}

class Judging {
 public:
  using Fetch = std::function<Ledger::Bytes(std::uint64_t)>;

  /// `earlier`, which may be null, is taken apart.
  Judging(const Snapshot& snapshot, const ScanOptions& options, const RuleSet& rules, StateKeys keys,
          StateRecord* earlier, Fetch fetch)
      : snapshot_(snapshot),
        helped_(earlier != nullptr),
        difference_(helped_ ? compare_listings(*earlier, snapshot) : Difference{}),
        ledger_(snapshot, helped_ && difference_.listing.empty() ? std::move(earlier->results)
                                                                 : std::vector<FileResults>{}),
        facts_(snapshot, options, rules, &ledger_) {
    made_.keys = std::move(keys);
    ledger_.fetch_with(std::move(fetch));
    if (helped_) take_over(*earlier, difference_);
  }

  ~Judging() {
    if (ahead_.joinable()) ahead_.join();
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

  const std::set<std::string>& worked_out() const { return ledger_.fresh(); }

 private:
  void take_over(StateRecord& earlier, Difference& difference) {
    made_.owned = earlier.owned;
    ledger_.values() = std::move(earlier.values);
    take_over_files(earlier, difference);
    start_ahead(earlier, difference);
    if (!earlier.complete || !snapshot_.complete() || earlier.keys.options != made_.keys.options) return;
    // A search of all versions of files looks at the ids of the present ones.
    const bool all_versions = facts_.options().search_history_for_secrets && difference.any;
    if (all_versions && difference.listing.empty()) difference.listing.push_back(snapshot_.entries().front());
    take_over_results(earlier, difference, still_true(earlier, difference));
  }

  /// On a second thread: what the first will need, beside what it does until then.
  void start_ahead(const StateRecord& earlier, const Difference& difference) {
    const bool same_history = earlier.keys.history == made_.keys.history;
    if (!difference.any && same_history) return;
    for (const Ledger::Node& node : earlier.nodes)
      if (node.history && !same_history) ledger_.remember(node);
    ahead_ = std::thread([this, same_history] {
      facts_.get<LicenceEngine>();
      (void)ToolTable::of(facts_.rules());
      if (!same_history) facts_.get<ChangedPaths>();
    });
  }

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
    share_out(open.size(), second_thread_pays(facts_), [&](std::size_t i) {
      const auto& [detector, opinion] = open[i];
      Ledger::Frame frame(ledger_, opinion->detector);
      opinion->findings = run_detector(*detector, facts_);
      opinion->node = frame.close();
    });
  }

  void take_over_files(StateRecord& earlier, const Difference& difference) {
    for (std::size_t i = 0; i < earlier.files.size(); ++i) {
      const std::size_t at = difference.new_place[i];
      if (difference.changed[i]) {
        if (earlier.results.empty()) before_.emplace(i, std::exchange(ledger_.of(at), {}));
        continue;
      }
      if (!earlier.results.empty()) ledger_.of(at) = std::move(earlier.results[i]);
      ledger_.kinds()[at] = earlier.kinds[i];
      ledger_.mark_same(at);
    }
    made_.classes = same_tree(earlier, difference) ? earlier.classes : facts_.get<TreeIndex>().digest();
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
    return earlier.complete && difference.listing.empty() && tree != earlier.nodes.end() &&
           tree->uses.empty() &&
           std::none_of(tree->files.begin(), tree->files.end(),
                        [&](std::uint32_t file) { return difference.changed[file]; });
  }

  /// Files changed only in what no search sees: the facts that sum up all files need not be summed up again.
  bool same_sums(const StateRecord& earlier, const Difference& difference) {
    if (!difference.listing.empty() || made_.classes != earlier.classes) return false;
    const auto& patterns = facts_.get<SourcePatterns>().set;
    const LicenceEngine& engine = facts_.get<LicenceEngine>();
    if (patterns == nullptr || !engine) return false;
    const std::uint64_t limit = snapshot_.limits().blob_bytes;
    source::FileScanner scanner(*patterns);
    std::uint64_t all_before = 0, all_now = 0, text_before = 0, text_now = 0;
    for (std::size_t i = 0; i < earlier.files.size(); ++i) {
      const Entry& old = earlier.files[i];
      if (!difference.changed[i] || old.mode == Mode::symlink || source::is_media_name(old.path)) continue;
      const auto& [size, before, head_before, missing] = before_.at(i);
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
      if (!head_before) continue;
      if (now.content->decoded || text->size() > limit) return false;
      now.head = head_notice(*engine, *text);
      if (*now.head != *head_before) return false;
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

  /// Whether the listing shows the node what it showed it before.
  bool same_listing(const Ledger::Node& node, const Difference& difference) {
    if (node.listing) return false;
    for (const std::string& name : node.selections) {
      const Selection* selection = Selection::named(name);
      if (selection == nullptr ||
          std::any_of(difference.listing.begin(), difference.listing.end(),
                      [&](const Entry& entry) { return selection->wants(facts_, entry); }))
        return false;
    }
    return std::all_of(node.questions.begin(), node.questions.end(), [&](const Ledger::Question& question) {
      const auto [known, fresh] = answers_.try_emplace({question.about, question.key});
      if (fresh) known->second = facts_.get<TreeIndex>().answer(question);
      return known->second == question.answer;
    });
  }

  /// By node. A node uses only earlier ones, so one pass settles all.
  std::vector<bool> still_true(StateRecord& earlier, const Difference& difference) {
    const bool same_history = earlier.keys.history == made_.keys.history;
    const bool same_files = !difference.any || same_sums(earlier, difference);
    std::vector<bool> holds(earlier.nodes.size());
    place_.assign(holds.size(), Ledger::kNoNode);
    for (std::size_t i = 0; i < holds.size(); ++i) {
      Ledger::Node& node = earlier.nodes[i];
      holds[i] =
          !(node.history && !same_history) &&
          (difference.listing.empty() || same_listing(node, difference)) &&
          std::none_of(node.files.begin(), node.files.end(),
                       [&](std::uint32_t file) { return difference.changed[file]; }) &&
          std::all_of(node.uses.begin(), node.uses.end(), [&](std::uint32_t use) { return holds[use]; });
      if (node.digest && !(holds[i] && (same_files || !sums_up_files(node.name)))) {
        ledger_.remember(node);
        work_out(facts_, node.name);
        const Ledger::Result now = ledger_.newest(node.name);
        place_[i] = now.node;
        holds[i] = now.digest == node.digest;
      } else if (holds[i] && node.kept) {
        ledger_.offer(placed(earlier, difference, static_cast<std::uint32_t>(i)));
      }
    }
    return holds;
  }

  /// The place of a node that holds in this state's ledger, with all that it uses.
  std::uint32_t placed(StateRecord& earlier, const Difference& difference, std::uint32_t i) {
    if (place_[i] != Ledger::kNoNode) return place_[i];
    Ledger::Node node = std::move(earlier.nodes[i]);
    for (std::uint32_t& file : node.files) file = difference.new_place[file];
    for (std::uint32_t& use : node.uses) use = placed(earlier, difference, use);
    place_[i] = ledger_.add(std::move(node));
    return place_[i];
  }

  /// The same for what somebody needs: what it told the reader of the report is told again.
  std::uint32_t told(StateRecord& earlier, const Difference& difference, std::uint32_t i) {
    const std::uint32_t node = placed(earlier, difference, i);
    facts_.add_notes(ledger_.notes_below(node));
    return node;
  }

  void take_over_results(StateRecord& earlier, const Difference& difference, const std::vector<bool>& holds) {
    // The links name the commit.
    bool same_answers =
        earlier.keys.history == made_.keys.history && holds[earlier.forge_node] && holds[earlier.scan_node];
    for (StateRecord::Opinion& opinion : earlier.opinions) {
      same_answers = same_answers && holds[opinion.node];
      if (!holds[opinion.node]) continue;
      opinion.node = told(earlier, difference, opinion.node);
      std::string detector = opinion.detector;
      known_.emplace(std::move(detector), std::move(opinion));
    }
    if (holds[earlier.forge_node]) {
      made_.forge = std::move(earlier.forge);
      made_.forge_node = told(earlier, difference, earlier.forge_node);
    }
    if (!same_answers) return;
    made_.scan_node = told(earlier, difference, earlier.scan_node);
    const SnapshotInfo& info = snapshot_.info();
    made_.scan = std::move(earlier.scan);
    made_.scan.commit = info.source == Source::revision ? info.commit.hex() : std::string{};
    made_.scan.incomplete = incomplete(facts_.notes());
  }

  void finish() {
    const auto entries = snapshot_.entries();
    if (!helped_) made_.classes = facts_.get<TreeIndex>().digest();
    if (ahead_.joinable()) ahead_.join();
    made_.complete = snapshot_.complete() && !ledger_.unsure() && !snapshot_.info().partial;
    made_.files.assign(entries.begin(), entries.end());
    made_.kinds = std::move(ledger_.kinds());
    made_.results = std::move(ledger_.files());
    made_.nodes = std::move(ledger_.nodes());
    made_.values = std::move(ledger_.values());
  }

  const Snapshot& snapshot_;
  const bool helped_;
  Difference difference_;
  std::map<std::size_t, FileResults>
      before_;  ///< of changed files, by earlier entry; in the same listing only
  Ledger ledger_;
  Facts facts_;
  std::thread ahead_;
  std::vector<std::uint32_t> place_;  ///< by earlier node: its place now, or that of what took its place
  std::map<std::pair<Ledger::Question::About, std::string>, std::uint64_t>
      answers_;                                        ///< of this state's listing
  std::map<std::string, StateRecord::Opinion> known_;  ///< by detector: what holds again
  StateRecord made_;
};

}  // namespace

SavedScan judge_alone(const Facts& facts) {
  return save(judge(facts, facts.get<Project>().forge, run_detectors(all_detectors(), facts)));
}

SavedScan StateJudge::judge(const Snapshot& snapshot, const ScanOptions& options, const RuleSet& rules) {
  StateKeys keys = StateKeys::of(snapshot, options, rules);
  worked_out_.clear();
  set_aside();
  if (std::optional<StateRecord> same = store_.find(keys); same && !anything_came(*same, snapshot)) {
    if (!same->whole()) return same->scan;
    last_ = std::move(same);
    return last_->scan;
  }
  if (!last_) last_ = store_.newest(keys);
  const bool helps = last_ && last_->keys.program == keys.program;
  const auto judging =
      std::make_shared<Judging>(snapshot, options, rules, std::move(keys), helps ? &*last_ : nullptr,
                                [this](std::uint64_t digest) { return store_.value(digest); });
  last_ = judging->judge();
  worked_out_ = judging->worked_out();
  done_.push_back(judging);
  if (done_.size() > 2) done_.erase(done_.begin());
  unsaved_ = last_->complete && store_.keeps();
  return last_->scan;
}

/// Another state follows, which will be the one to help later checks. Its values will be mostly the same:
/// they are written beside its judging.
void StateJudge::set_aside() {
  if (storing_.valid()) storing_.get();
  if (!std::exchange(unsaved_, false)) return;
  const auto missing = [](const FileResults& results) { return results.missing; };
  RecordStore::Files files = store_.values_of(*last_);
  // Answers that may be others when an object comes need the list of such objects.
  if (std::none_of(last_->results.begin(), last_->results.end(), missing)) {
    answers_ = last_->answers();
    files.push_back(store_.file_of(answers_));
  }
  storing_ = std::async(std::launch::async, [this, files = std::move(files)] { store_.store(files); });
}

void StateJudge::finish() {
  if (unsaved_) store_.store({store_.file_of(*last_)});
  if (storing_.valid()) storing_.get();
  if (std::exchange(unsaved_, false)) store_.store(store_.values_of(*last_));
}

}  // namespace badgescan
