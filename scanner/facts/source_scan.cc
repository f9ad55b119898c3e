// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/source_scan.h"

#include <re2/re2.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <span>

#include "scanner/base/digest.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/ledger.h"
#include "scanner/facts/licence_engine.h"
#include "scanner/facts/source_patterns.h"
#include "scanner/facts/tree_index.h"
#include "scanner/rules/rule_set.h"

namespace badgescan {
namespace {

using source::Place;

constexpr std::uint32_t kNoHead = 0xFFFF'FFFF;
constexpr std::size_t kMostHits = 200'000;  ///< kept in all; a hostile tree may hold any number

/// Scripts of the developers: they build, check and release the product and are no part of it.
bool is_tooling(std::string_view path) {
  static constexpr std::string_view kFolders[] = {
      ".github",  ".gitlab",   ".circleci",   ".forgejo",      ".gitea",   ".ci",       "ci",
      "scripts",  "script",    "hack",        "bench",         "benches",  "benchmark", "benchmarks",
      "dev",      "build-aux", "maint",       "maintainer",    "tools",    "packaging", "release",
      ".husky",   "buildkite", ".buildkite",  "build-tools",   "devtools", "utils-dev", "fuzz",
      "perf",     "docker",    ".docker",     ".devcontainer", "design",   "build",     "eng",
      "fastlane", "buildsrc",  "build-logic", "gradle"};
  if (path.ends_with(".gradle") || path.ends_with(".gradle.kts")) return true;
  const auto slash = path.find('/');
  if (slash != std::string_view::npos) {
    const std::string first = to_lower(path.substr(0, slash));
    return first.starts_with('.') ||
           std::find(std::begin(kFolders), std::end(kFolders), first) != std::end(kFolders);
  }
  static constexpr std::string_view kNames[] = {
      "setup.py",     "conftest.py", "noxfile.py", "tasks.py",   "fabfile.py", "gulpfile.js",
      "Gruntfile.js", "Rakefile",    "make.py",    "release.sh", "install.sh", "build.rs",
      "build.cake",   "cake.cs",     "build.fsx",  "build.ps1",  "build.sh"};
  if (std::find(std::begin(kNames), std::end(kNames), path) != std::end(kNames)) return true;
  if (path.find(".config.") != std::string_view::npos || path.find(".conf.") != std::string_view::npos)
    return true;
  // "verify_release", "make-release.py": a step of the maintainers' own.
  static const RE2 releasing(R"re((?i)^(?:\w+[_-])?release(?:[_-]\w+)?(?:\.(?:py|sh|js|mjs|rb|pl|ps1))?$)re",
                             RE2::Latin1);
  return RE2::FullMatch(re2::StringPiece(path.data(), path.size()), releasing);
}

std::string megabytes(std::uint64_t bytes) {
  return bytes < 100'000 ? fmt::format("{} kB", (bytes + 999) / 1000)
                         : fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

void tell_limits(const Facts& facts, const source::ContentScanResult& scan) {
  const auto entries = facts.unwatched_snapshot().entries();
  for (const std::uint32_t entry : scan.unread) {
    facts.note(Note::Kind::unread, clean_utf8(entries[entry].path),
               msg("the content could not be read, so it was not searched"));
  }
  const source::ScanCounts& counts = scan.counts;
  if (counts.too_large_code > 0) {
    facts.note(
        Note::Kind::limit, clean_utf8(entries[scan.too_large.front()].path),
        msg("source files larger than {} were not searched: {}",
            megabytes(facts.snapshot().limits().blob_bytes * source::kFileFactor), counts.too_large_code));
  }
  if (counts.cut > 0)
    facts.note(Note::Kind::limit, "",
               msg("files that were searched only in part, because they hold too many places to look at: {}",
                   counts.cut));
  if (counts.stopped)
    facts.note(Note::Kind::limit, "",
               msg("the search of the source ended early: the limit of bytes or time was reached"));
}

}  // namespace

Place source_place(const PathClass& kind, std::string_view path) {
  if (kind.vendored) return Place::vendored;
  if (kind.test_data) return Place::test_data;
  if (kind.generated) return Place::generated;
  if (kind.test) return Place::test;
  if (kind.example) return Place::example;
  if (is_tooling(path)) return Place::tooling;
  // CMakeLists.txt ends like prose.
  const bool prose = kind.documentation && source::language_of_name(path) != source::Language::build;
  return prose ? Place::documentation : Place::own;
}

Evidence SourceHit::evidence() const {
  return {.path = path, .line = line, .excerpt = excerpt, .tool = rule->id};
}

struct SourceReading::State {
  std::shared_ptr<const source::PatternSet> patterns;
  std::vector<std::pair<const Entry*, std::optional<HeadNotice>>> heads;  ///< in path order
  std::vector<std::uint32_t> slot_of;                                     ///< by entry: its place in `heads`
  std::span<const Entry> entries;
  std::vector<std::atomic<std::uint64_t>> sizes;  ///< by entry, plus 1; 0 = not read as text
  std::unique_ptr<source::ContentPass> pass;
};

SourceReading SourceReading::collect(const Facts& facts) {
  SourceReading reading;
  const auto& patterns = facts.get<SourcePatterns>().set;
  if (patterns == nullptr) return reading;
  reading.state_ = std::make_shared<State>();
  State& state = *reading.state_;
  state.patterns = patterns;
  const TreeIndex& tree = facts.get<TreeIndex>();
  const LicenceEngine& engine = facts.get<LicenceEngine>();
  const Snapshot& snapshot = facts.unwatched_snapshot();
  const auto entries = snapshot.entries();
  Ledger* ledger = facts.ledger();
  state.slot_of.assign(entries.size(), kNoHead);
  state.entries = entries;
  state.sizes = std::vector<std::atomic<std::uint64_t>>(entries.size());
  for (const Entry* entry : head_files(facts).files) {
    state.slot_of[static_cast<std::size_t>(entry - entries.data())] =
        static_cast<std::uint32_t>(state.heads.size());
    state.heads.emplace_back(entry, std::nullopt);
    if (ledger != nullptr) state.heads.back().second = ledger->of(*entry)->head;
  }
  // Each head has a place of its own and is looked at by one thread.
  const auto look_at_head = [&state, &engine, ledger, entries, most = snapshot.limits().blob_bytes](
                                std::uint32_t entry, std::string_view text) {
    state.sizes[entry] = text.size() + 1;
    if (ledger != nullptr) ledger->measured(entries[entry], text.size());
    if (!engine || state.slot_of[entry] == kNoHead || text.size() > most) return;
    state.heads[state.slot_of[entry]].second = head_notice(*engine, text);
    if (ledger != nullptr) ledger->of(entry).head = state.heads[state.slot_of[entry]].second;
  };
  const auto kept = [ledger](std::uint32_t entry) -> std::optional<source::FileContent>& {
    return ledger->of(entry).content;
  };
  state.pass = std::make_unique<source::ContentPass>(
      snapshot, *state.patterns,
      [&tree](const Entry& entry) { return source_place(tree.classify(entry), entry.path); }, look_at_head,
      ledger == nullptr ? source::ContentPass::Kept{} : kept,
      [&facts](const Entry& entry) { return facts.text_at_hand(entry); });
  return reading;
}

void SourceReading::help() const {
  if (state_ != nullptr) state_->pass->work();
}

std::optional<std::uint64_t> SourceReading::size_of(const Entry& entry) const {
  if (state_ == nullptr) return std::nullopt;
  const auto place = static_cast<std::size_t>(&entry - state_->entries.data());
  const std::uint64_t size = place < state_->sizes.size() ? state_->sizes[place].load() : 0;
  return size == 0 ? std::nullopt : std::optional(size - 1);
}

SourceScan SourceScan::collect(const Facts& facts) {
  SourceScan fact;
  const SourceReading& reading = facts.get<SourceReading>();
  if (reading.state_ == nullptr) return fact;
  source::ContentScanResult scan = reading.state_->pass->result();
  fact.patterns_ = reading.state_->patterns;
  fact.heads_ = std::move(reading.state_->heads);
  const Snapshot& snapshot = facts.unwatched_snapshot();
  const auto entries = snapshot.entries();
  tell_limits(facts, scan);
  if (Ledger* ledger = facts.ledger()) {
    if (scan.counts.stopped || scan.counts.unread > scan.unread.size()) ledger->doubt();
    for (const std::uint32_t entry : scan.unread) ledger->missed(entries[entry]);
  }
  fact.counts_ = scan.counts;
  fact.binaries_ = std::move(scan.binaries);
  Digest paths;
  for (const source::FoundBinary& binary : fact.binaries_) paths.add(entries[binary.entry].path);
  fact.binary_paths_ = paths.value();
  const bool all_seen = snapshot.complete() && !scan.counts.stopped && scan.counts.cut == 0;
  fact.code_complete_ = all_seen && scan.counts.unread_code == 0 && scan.counts.too_large_code == 0;
  fact.complete_ = fact.code_complete_ && scan.counts.unread == 0;
  // A repository of scripts only: then the scripts are the product.
  const bool scripts_only = scan.counts.own_code == 0;
  for (source::ScannedFile& file : scan.files) {
    const Place place = scripts_only && file.place == Place::tooling ? Place::own : file.place;
    const bool claims = entries[file.entry].name().ends_with("bestpractices.json");
    for (source::FileHit& hit : file.hits) {
      if (fact.hits_.size() >= kMostHits) break;
      // What the maintainers claim about the source is no source.
      const source::PatternRule& rule = fact.patterns_->rules().at(hit.rule);
      if (claims && !rule.secret) continue;
      fact.hits_.push_back({&rule, clean_utf8(entries[file.entry].path), hit.line, std::move(hit.excerpt),
                            file.language, place, hit.verdict});
    }
  }
  return fact;
}

std::vector<const SourceHit*> SourceScan::own(std::string_view what) const {
  std::vector<const SourceHit*> found;
  for (const SourceHit& hit : hits_) {
    if (hit.place == Place::own && hit.rule->has_meaning(what)) found.push_back(&hit);
  }
  return found;
}

std::vector<const SourceHit*> SourceScan::anywhere(std::string_view what) const {
  std::vector<const SourceHit*> found;
  for (const SourceHit& hit : hits_) {
    if (hit.rule->has_meaning(what)) found.push_back(&hit);
  }
  return found;
}

const HeadNotice* SourceScan::head(const Entry& entry) const {
  const auto at = std::lower_bound(heads_.begin(), heads_.end(), &entry,
                                   [](const auto& head, const Entry* wanted) { return head.first < wanted; });
  return at != heads_.end() && at->first == &entry && at->second ? &*at->second : nullptr;
}

bool SourceScan::helper(source::Language language) const {
  using enum source::Language;
  const bool shell_like = language == shell || language == powershell;
  if (!shell_like && language != python && language != perl && language != ruby && language != lua &&
      language != rare)
    return false;
  std::size_t all = 0;
  for (std::size_t i = 0; i < counts_.by_language.size(); ++i) {
    if (source::is_code(static_cast<source::Language>(i))) all += counts_.by_language[i];
  }
  return counts_.by_language[static_cast<std::size_t>(language)] * (shell_like ? 2 : 10) < all;
}

std::string SourceScan::extent(std::size_t files, std::uint64_t bytes) {
  return msg_n(files, "{} file ({})", "{} files ({})", megabytes(bytes));
}

std::uint64_t SourceScan::digest() const {
  Digest digest;
  digest.add_numbers(hits_.size(), binaries_.size());
  for (const SourceHit& hit : hits_) {
    digest.add(hit.rule->id);
    digest.add(hit.path);
    digest.add(hit.excerpt);
    digest.add_numbers(hit.line, hit.language, hit.place, hit.verdict);
  }
  for (const source::FoundBinary& binary : binaries_) {
    digest.add(binary.format.name);
    digest.add_numbers(binary.place, binary.format.kind, binary.by_name);
  }
  digest.add_numbers(binary_paths_);
  digest.add(extent());
  digest.add_numbers(counts_.own_code, counts_.binary, counts_.media, counts_.unread, counts_.unread_code,
                     counts_.too_large, counts_.too_large_code, counts_.cut, counts_.stopped, code_complete_,
                     complete_, patterns_ != nullptr);
  for (const std::size_t count : counts_.by_language) digest.add_numbers(count);
  for (const std::size_t count : counts_.by_place) digest.add_numbers(count);
  return digest.value();
}

std::vector<Evidence> evidence_of(const std::vector<const SourceHit*>& hits, std::size_t most) {
  std::vector<Evidence> evidence;
  std::set<std::pair<std::string_view, std::string_view>> seen;
  // First one hit of each rule, so that the list shows everything that was found.
  for (const bool new_rule : {true, false}) {
    std::set<std::string_view> rules;
    for (const SourceHit* hit : hits) {
      if (evidence.size() >= most) return evidence;
      if (new_rule && !rules.insert(hit->rule->about).second) continue;
      if (seen.emplace(hit->path, hit->rule->about).second) evidence.push_back(hit->evidence());
    }
  }
  return evidence;
}

namespace {

/// "rustls::crypto" of the line of a hit: the name around the word by which the rule found the line.
std::string named_in_line(const SourceHit& hit) {
  const std::string line = to_lower(hit.excerpt);
  const auto in_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("_.:/@-").find(c) != std::string_view::npos;
  };
  for (const std::string& near : hit.rule->near) {
    std::size_t begin = line.find(near);
    if (begin == std::string::npos) continue;
    std::size_t end = begin + near.size();
    // "jwt " of "import jwt as j" is jwt, "listen(" of "listen(port)" is listen.
    while (end > begin && (line[end - 1] == ' ' || line[end - 1] == '(')) --end;
    while (begin > 0 && in_name(line[begin - 1])) --begin;
    while (end < line.size() && in_name(line[end])) ++end;
    const std::string_view name = std::string_view(hit.excerpt).substr(begin, end - begin);
    const std::size_t from = name.find_first_not_of(".:/@-\"'"), last = name.find_last_not_of(".:/@-\"'");
    if (from != std::string_view::npos && last >= from + 2)
      return shorten(name.substr(from, last - from + 1), 48);
  }
  return {};
}

}  // namespace

std::vector<std::string> names_of(const std::vector<const SourceHit*>& hits) {
  std::map<std::string, std::size_t> counts;
  std::map<std::string_view, std::string> shown;
  for (const SourceHit* hit : hits) {
    const std::string& about = hit->rule->about;
    const auto [name, first] = shown.try_emplace(about, about);
    // "a Rust TLS crate" names none: the line does.
    if (first && !hit->rule->secret && (about.starts_with("a ") || about.starts_with("an "))) {
      const std::string named = named_in_line(*hit);
      if (!named.empty()) name->second += " (" + named + ")";
    }
    ++counts[name->second];
  }
  std::vector<std::pair<std::string, std::size_t>> order(counts.begin(), counts.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> names;
  for (auto& [name, count] : order) names.push_back(name);
  return names;
}

}  // namespace badgescan
