// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the maintainers themselves answered: .bestpractices.json, or .project.d/bestpractices.json.
//
// The badge site reads this file too, and drops silently what breaks its rules. Every such place is a
// ClaimProblem that names file and line. A file that cannot be trusted as a whole (not UTF-8, not JSON, too
// large) gives no claims at all.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/model/criterion.h"

namespace badgescan {

/// The badge site ignores a larger claim file whole, and a longer justification
/// (as of 2026-06).
inline constexpr std::size_t kClaimFileBytes = 50'000;
inline constexpr std::size_t kJustificationCharacters = 8'192;

class Catalogue;

struct Claim {
  std::string criterion = {};
  Status status = Status::unknown;
  std::string justification = {};  ///< as the site takes it: empty when it drops it
  std::string path = {};           ///< of the claim file
  int line = 0;                    ///< of the status
  int justification_line = 0;      ///< 0 = there is none
};

struct ClaimProblem {
  enum class Kind {
    file,            ///< the whole file is not used
    file_size,       ///< the site ignores the file whole
    status,          ///< a status that the site ignores
    duplicate,       ///< a key twice
    na_not_allowed,  ///< N/A where the criterion does not know it
    no_url,          ///< Met does not count: the justification must hold a URL
    no_reason,       ///< the answer does not count without a justification
    too_long,        ///< the justification is dropped
    comment,         ///< a justification that starts with "// " counts as none
    computed,        ///< the site works this answer out itself
    ignored_field,   ///< a field that only a proposal URL can set
    unknown_key,
  };
  Kind kind = Kind::file;
  std::string criterion = {};  ///< empty when the problem is not about one
  std::string path = {};
  int line = 0;
  std::string text = {};  ///< what is wrong and what to do

  /// Answers are lost or do not count on the site; else it is only untidy.
  bool costs_answers() const { return kind < Kind::computed; }
};
std::string_view name_of(ClaimProblem::Kind kind);  ///< "no_url", … for JSON

class Claims {
 public:
  /// Reads even with --ignore-claims: an audit needs the claims beside an assessment that ignores them.
  static Claims collect(const Facts& facts);
  /// The same for a text that is at hand.
  static Claims parse(const Catalogue& catalogue, std::string_view path, std::string_view text);

  bool found() const { return !path_.empty(); }
  const std::string& path() const { return path_; }  ///< empty when there is no file
  bool usable() const { return usable_; }            ///< found and readable as a whole
  std::size_t bytes() const { return bytes_; }
  const std::vector<Claim>& all() const { return all_; }  ///< in the order of the file
  const Claim* find(std::string_view criterion) const;
  const std::vector<ClaimProblem>& problems() const { return problems_; }

 private:
  friend class ClaimReader;
  std::string path_;
  std::size_t bytes_ = 0;
  bool usable_ = false;
  std::vector<Claim> all_;
  std::vector<ClaimProblem> problems_;
};

/// Puts the problems into the notes of the report. Untidy keys are summed up in one note.
void note_problems(const Facts& facts, const Claims& claims);

/// The paths at which the badge site looks, in its order.
std::vector<std::string_view> claim_file_paths();
/// The claim file of a snapshot, or null.
const Entry* find_claim_file(const Snapshot& snapshot);

}  // namespace badgescan
