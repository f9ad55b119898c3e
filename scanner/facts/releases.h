// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the tags say about releases: version numbers, dates, signatures, cadence, maintained older series.
//
// Tags can be missing from a shallow clone and are often left out by CI checkouts: `complete` is false then,
// and their absence proves nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/facts/history.h"
#include "scanner/facts/history/ssh_signature.h"
#include "scanner/facts/history/version.h"

namespace badgescan {

struct ReleaseTag {
  std::string name;  ///< short, clean UTF-8
  ObjectId id;       ///< what the ref holds
  ObjectId commit;   ///< null when it leads to no commit
  bool annotated = false;
  std::int64_t date = 0;  ///< of the tagger, else of the commit; 0 when unknown
  SignatureKind signature = SignatureKind::none;
  SshCheck checked = SshCheck::not_checked;  ///< against the allowed_signers file of the tree
  std::string tagger_name, tagger_mail;      ///< after .mailmap; empty when lightweight
  std::string message;  ///< clean UTF-8, at most 4 kB, without the signature; annotated tags only
  std::optional<Version> version;
  /// "v1" beside v1.2.3 or "1.2.x", names that move on, or "v2234" beside v4.3.1, a build: no release.
  bool moving = false;

  bool is_release() const { return version && !moving; }
  bool is_final() const { return is_release() && !version->pre_release(); }
};

/// An older series that got a release after a newer series had begun.
struct MaintainedSeries {
  std::string series;  ///< "7.1"
  std::string newest;  ///< tag
  std::int64_t date = 0;
};
struct MaintenanceBranch {
  std::string name;  ///< short
  std::string series;
  std::int64_t date = 0;  ///< of its newest commit
};

class Releases {
 public:
  static Releases collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.complete, self.why, self.tags, self.main, self.main_final, self.allowed_signers,
                    self.prefix, self.prefixes, self.commits_between, self.maintained, self.branches);
  }

  /// Seconds without a release after which a way of numbering is given up.
  static constexpr std::int64_t kGivenUp = std::int64_t{2} * 365 * 86'400;

  bool complete = false;  ///< every tag was listed and read, and the clone has the whole history
  std::string why;        ///< one sentence when not complete
  /// Sorted by date, oldest first; equal dates by version, then name.
  std::vector<ReleaseTag> tags;
  /// Places in `tags` of the releases that speak for the project: those whose prefix is the most common one.
  std::vector<std::size_t> main;        ///< pre-releases too
  std::vector<std::size_t> main_final;  ///< without them
  std::string allowed_signers;          ///< path of the file with the keys of those who may sign; empty: none
  std::string prefix;                   ///< that prefix; usually empty
  std::size_t prefixes = 0;             ///< how many there are: a monorepo has several

  /// How many commits lie between one final release and the one before it, as far as the history window
  /// shows, oldest first.
  std::vector<std::size_t> commits_between;
  std::vector<MaintainedSeries> maintained;  ///< within the history window
  std::vector<MaintenanceBranch> branches;   ///< maintenance branches with a commit in the history window

  const ReleaseTag* newest() const;  ///< final release with the latest date, else pre-release; null when none
  const ReleaseTag* highest() const;  ///< final release with the highest number; null when none
  /// Final releases of the main prefix with a date from `since` on.
  std::vector<const ReleaseTag*> since(std::int64_t since) const;
  /// Median days between the last `most` final releases; 0 when there are fewer than three.
  double median_days(std::size_t most = 20) const;
};

std::size_t median(std::vector<std::size_t> values);  ///< 0 when empty

}  // namespace badgescan
