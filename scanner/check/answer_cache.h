// Keeps scans under the git folder, by everything they depend on, so that a state that was judged once is not
// judged again. Safe under parallel runs (whole files, renamed into place); a damaged file is as if it were
// not there; at most kMaxFiles are kept, the oldest go first.
#pragma once

#include <optional>
#include <string>

#include "scanner/check/saved.h"
#include "scanner/facts/facts.h"

namespace badgescan {

class AnswerCache {
 public:
  static constexpr std::size_t kMaxFiles = 64;

  /// `folder` is made when something is stored; empty: nothing is kept (--no-cache).
  explicit AnswerCache(std::string folder) : folder_(std::move(folder)) {}

  std::optional<SavedScan> find(const std::string& key) const;
  void store(const std::string& key, const SavedScan& scan) const;

 private:
  std::string path_of(const std::string& key) const;
  void shrink() const;

  std::string folder_;
};

/// Everything an offline scan depends on: the listing (paths, modes, contents), the commit, references,
/// remotes, options, the day of `now`, the rules, the language and the program's version.
std::string cache_key(const Facts& facts);

}  // namespace badgescan
