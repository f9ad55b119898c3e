// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See releases.h. One object is read for each tag, as `git for-each-ref` does.
#include "scanner/facts/releases.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/history/people.h"
#include "scanner/facts/selection.h"
#include "scanner/repo/object_parse.h"

namespace badgescan {
namespace {

constexpr std::uint64_t kTagBytes = 4 << 20;
constexpr std::size_t kMessageBytes = 4096;
constexpr int kHops = 5;
constexpr std::size_t kBranchTips = 300;

/// Named like git's gpg.ssh.allowedSignersFile.
const Selection kSignerLists("signers", [](const Facts&, const Entry& entry) {
  const std::string_view name = entry.name();
  if (name.find("allowed") == std::string_view::npos || !entry.is_file()) return false;
  std::string plain = to_lower(name);
  std::erase_if(plain, [](char c) { return c == '.' || c == '-' || c == '_'; });
  return plain == "allowedsigners" || plain == "gitallowedsigners" || plain == "allowedsignerstxt";
});

class Collector {
 public:
  explicit Collector(const Facts& facts)
      : facts_(facts), history_(facts.get<History>()), people_(facts.get<People>()) {}

  Releases collect() {
    store_ = facts_.snapshot().open_objects();
    if (store_ == nullptr) {
      releases_.why = msg("There is no history to look at.");
      return std::move(releases_);
    }
    find_signers();
    for (const RefName& ref : facts_.snapshot().tags()) read(ref);
    sort();
    mark_moving();
    choose_prefix();
    explain();
    count_between();
    find_series();
    find_branches();
    return std::move(releases_);
  }

 private:
  /// Projects that sign with SSH keys list them in a file of this name.
  void find_signers() {
    for (const Entry* entry : kSignerLists.of(facts_)) {
      const FileText text = facts_.text(*entry);
      if (text == nullptr) continue;
      signers_ = AllowedSigners::parse(*text);
      if (signers_.empty()) continue;
      releases_.allowed_signers = clean_utf8(entry->path);
      return;
    }
  }

  void read(const RefName& ref) {
    ReleaseTag tag;
    std::string_view name = ref.name;
    if (name.starts_with("refs/tags/")) name.remove_prefix(10);
    tag.name = clean_utf8(name);
    tag.id = ref.id;
    tag.version = parse_version_tag(name);
    if (!follow(ref.id, tag)) ++unreadable_;
    releases_.tags.push_back(std::move(tag));
  }

  /// From the ref's object to the commit, with what the tag objects on the way say.
  bool follow(ObjectId id, ReleaseTag& tag) {
    for (int hop = 0; hop < kHops; ++hop) {
      const Result<ObjectData> data = store_->read(id, kTagBytes);
      if (!data) return false;
      if (data->type() == ObjectType::commit) {
        tag.commit = id;
        const Result<RawCommit> commit = parse_commit(data->content());
        if (!commit) return false;
        if (tag.date == 0) tag.date = commit->committer.seconds;
        return true;
      }
      if (data->type() != ObjectType::tag) return true;  // a tagged file or folder: no release
      const Result<RawTag> raw = parse_tag(data->content());
      if (!raw) return false;
      if (hop == 0) {
        describe(*raw, tag);
        if (tag.signature == SignatureKind::ssh && !signers_.empty()) {
          tag.checked = check_ssh_tag(data->content(), raw->tagger.mail, signers_);
        }
      }
      id = raw->target;
      if (tag.date != 0 && raw->target_type == "commit") {
        tag.commit = id;
        return true;
      }
    }
    return true;
  }

  void describe(const RawTag& raw, ReleaseTag& tag) const {
    tag.annotated = true;
    tag.date = raw.tagger.seconds;
    tag.signature = signature_kind(raw.signature);
    tag.message = clean_utf8(trim(raw.message.substr(0, kMessageBytes)));
    const std::string name = clean_utf8(raw.tagger.name), mail = clean_utf8(raw.tagger.mail);
    const Mailmap::Identity shown = people_.mailmap.map(name, mail);
    tag.tagger_name = shown.name;
    tag.tagger_mail = shown.mail;
  }

  void sort() {
    std::sort(releases_.tags.begin(), releases_.tags.end(), [](const ReleaseTag& a, const ReleaseTag& b) {
      if (a.date != b.date) return a.date < b.date;
      if (a.version && b.version) {
        if (const auto order = compare(*a.version, *b.version); order != 0) return order < 0;
      }
      return a.name < b.name;
    });
  }

  /// "v1" and "v1.2" are moved along with v1.2.3, "1.2.x" is a line of releases: they name no release of
  /// their own.
  void mark_moving() {
    std::map<std::string, std::vector<const Version*>> longer;
    for (const ReleaseTag& tag : releases_.tags) {
      if (tag.version && tag.version->numbers.size() == 3)
        longer[tag.version->prefix].push_back(&*tag.version);
    }
    std::map<std::string, std::map<std::vector<std::uint64_t>, bool>> starts;
    for (const auto& [prefix, versions] : longer) {
      for (const Version* version : versions) {
        starts[prefix][{version->numbers[0]}] = true;
        starts[prefix][{version->numbers[0], version->numbers[1]}] = true;
      }
    }
    for (ReleaseTag& tag : releases_.tags) {
      tag.moving = tag.name.ends_with(".x") || tag.name.ends_with(".X");
      if (!tag.version || tag.version->stage != 0 || tag.version->numbers.size() != 1) continue;
      const auto place = starts.find(tag.version->prefix);
      tag.moving |= place != starts.end() && place->second.contains(tag.version->numbers);
    }
    for (const auto& [prefix, versions] : longer) mark_builds(prefix, versions);
  }

  /// "v2234" between v4.3.0 and v4.3.1 counts builds.
  void mark_builds(const std::string& prefix, const std::vector<const Version*>& versions) {
    std::uint64_t highest = 0;
    for (const Version* version : versions) highest = std::max(highest, version->numbers[0]);
    std::vector<ReleaseTag*> builds;
    bool ends_with_build = false;
    for (ReleaseTag& tag : releases_.tags) {  // oldest first
      if (!tag.version || tag.version->prefix != prefix) continue;
      ends_with_build = tag.version->numbers.size() == 1 && tag.version->numbers[0] > highest + 1;
      if (ends_with_build) builds.push_back(&tag);
    }
    if (ends_with_build || builds.size() > versions.size()) return;  // the project went over to counting
    for (ReleaseTag* tag : builds) tag->moving = true;
  }

  void choose_prefix() {
    // The newest hundred: what a project did ten years ago does not speak for it.
    std::map<std::string, std::size_t> counts;
    std::size_t seen = 0;
    for (std::size_t i = releases_.tags.size(); i-- > 0 && seen < 100;) {
      if (!releases_.tags[i].is_release()) continue;
      ++counts[releases_.tags[i].version->prefix];
      ++seen;
    }
    // A project may have given up one way of naming its tags for another.
    std::map<std::string, std::int64_t> newest;
    std::int64_t last = 0;
    for (const ReleaseTag& tag : releases_.tags) {  // oldest first
      if (!tag.is_final()) continue;
      newest[tag.version->prefix] = tag.date;
      last = tag.date;
    }
    std::size_t best = 0;
    for (const auto& [prefix, count] : counts) {
      const auto found = newest.find(prefix);
      if (count <= best ||
          (last != 0 && (found == newest.end() || last - found->second > Releases::kGivenUp)))
        continue;
      best = count;
      releases_.prefix = prefix;
    }
    releases_.prefixes = counts.size();
    for (std::size_t i = 0; i < releases_.tags.size(); ++i) {
      const ReleaseTag& tag = releases_.tags[i];
      if (!tag.is_release() || tag.version->prefix != releases_.prefix) continue;
      releases_.main.push_back(i);
      if (tag.is_final()) releases_.main_final.push_back(i);
    }
  }

  void explain() {
    const SnapshotInfo& info = facts_.snapshot().info();
    const bool cut = facts_.snapshot().tags().size() >= facts_.snapshot().limits().tags;
    // A clone with its whole history normally has its tags; one that is cut normally has not.
    if (history_.shallow || info.shallow) {
      releases_.why =
          msg("The clone is shallow: tags are probably missing (git fetch --unshallow --tags brings them).");
    } else if (cut) {
      releases_.why = msg("Only the first {} tags were read.", facts_.snapshot().tags().size());
    } else if (unreadable_ > 0) {
      releases_.why = msg_n(unreadable_, "{} tag could not be read.", "{} tags could not be read.");
      facts_.note(
          Note::Kind::unread, {},
          msg_n(unreadable_, "history: {} tag could not be read", "history: {} tags could not be read"));
    } else {
      releases_.complete = true;
    }
  }

  /// Gives every commit of the window to the oldest release that holds it.
  void count_between() {
    std::unordered_map<ObjectId, std::int32_t> place;
    place.reserve(history_.commits.size());
    for (std::size_t i = 0; i < history_.commits.size(); ++i)
      place.emplace(history_.commits[i].id, static_cast<std::int32_t>(i));
    std::vector<bool> given(history_.commits.size());
    std::vector<std::int32_t> open;
    bool first = !history_.whole;  // what the window's first release holds began before the window
    for (const std::size_t at : releases_.main_final) {
      const auto found = place.find(releases_.tags[at].commit);
      if (found == place.end()) continue;
      std::size_t count = 0;
      open.assign(1, found->second);
      while (!open.empty()) {
        const std::int32_t i = open.back();
        open.pop_back();
        if (given[static_cast<std::size_t>(i)]) continue;
        given[static_cast<std::size_t>(i)] = true;
        ++count;
        for (const std::int32_t parent : history_.parents(history_.commits[static_cast<std::size_t>(i)])) {
          if (parent != HistoryCommit::kOutside) open.push_back(parent);
        }
      }
      if (!first && count > 0) releases_.commits_between.push_back(count);
      first = false;
    }
  }

  void find_series() {
    const ReleaseTag* highest = nullptr;
    std::map<std::string, const ReleaseTag*> newest;
    std::map<std::string, std::int64_t> last;  // date of the last release of each series up to now
    // A higher number that was given up long ago (another way of counting) makes no series the older one.
    for (const std::size_t at : releases_.main_final) {  // oldest first
      const ReleaseTag& tag = releases_.tags[at];
      if (highest != nullptr && tag.date - last[highest->version->series()] >= Releases::kGivenUp)
        highest = nullptr;
      last[tag.version->series()] = tag.date;
      const bool older = highest != nullptr && compare(*tag.version, *highest->version) < 0 &&
                         tag.version->series() != highest->version->series();
      if (older && tag.date >= history_.since && history_.dates_usable) newest[tag.version->series()] = &tag;
      if (highest == nullptr || compare(*tag.version, *highest->version) > 0) highest = &tag;
    }
    for (const auto& [series, tag] : newest) releases_.maintained.push_back({series, tag->name, tag->date});
    std::sort(releases_.maintained.begin(), releases_.maintained.end(),
              [](const MaintainedSeries& a, const MaintainedSeries& b) {
                return a.date != b.date ? a.date > b.date : a.series < b.series;
              });
  }

  void find_branches() {
    std::map<std::string, MaintenanceBranch> by_name;
    std::size_t tips = 0;
    for (const RefName& ref : facts_.snapshot().branches()) {
      std::string_view name = ref.name;
      if (name.starts_with("refs/heads/")) {
        name.remove_prefix(11);
      } else if (name.starts_with("refs/remotes/")) {
        name.remove_prefix(13);
        const std::size_t slash = name.find('/');
        if (slash == std::string_view::npos) continue;
        name.remove_prefix(slash + 1);
      }
      std::string series = maintenance_series(name);
      if (series.empty() || name == facts_.snapshot().info().branch || ++tips > kBranchTips) continue;
      const Result<ObjectData> data = store_->read(ref.id, kTagBytes);
      if (!data || data->type() != ObjectType::commit) continue;
      const Result<RawCommit> commit = parse_commit(data->content());
      if (!commit || !history_.dates_usable || commit->committer.seconds < history_.since) continue;
      std::string clean = clean_utf8(name);
      by_name[clean] = {clean, std::move(series), commit->committer.seconds};
    }
    for (auto& [name, branch] : by_name) releases_.branches.push_back(std::move(branch));
  }

  const Facts& facts_;
  const History& history_;
  const People& people_;
  std::unique_ptr<ObjectStore> store_;
  AllowedSigners signers_;
  Releases releases_;
  std::size_t unreadable_ = 0;
};

}  // namespace

Releases Releases::collect(const Facts& facts) { return Collector(facts).collect(); }

const ReleaseTag* Releases::newest() const {
  if (!main_final.empty()) return &tags[main_final.back()];
  return main.empty() ? nullptr : &tags[main.back()];
}

const ReleaseTag* Releases::highest() const {
  const ReleaseTag* best = nullptr;
  for (const std::size_t at : main_final) {
    if (best == nullptr || compare(*tags[at].version, *best->version) >= 0) best = &tags[at];
  }
  return best;
}

std::vector<const ReleaseTag*> Releases::since(std::int64_t since) const {
  std::vector<const ReleaseTag*> out;
  for (const std::size_t at : main_final) {
    if (tags[at].date >= since) out.push_back(&tags[at]);
  }
  return out;
}

double Releases::median_days(std::size_t most) const {
  if (main_final.size() < 3) return 0;
  std::vector<std::int64_t> gaps;
  const std::size_t begin = main_final.size() > most ? main_final.size() - most : 0;
  for (std::size_t i = begin + 1; i < main_final.size(); ++i) {
    gaps.push_back(tags[main_final[i]].date - tags[main_final[i - 1]].date);
  }
  std::sort(gaps.begin(), gaps.end());
  return static_cast<double>(gaps[gaps.size() / 2]) / 86'400.0;
}

std::size_t median(std::vector<std::size_t> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace badgescan
