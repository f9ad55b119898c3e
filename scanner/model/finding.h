// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the scanner says about a criterion, and why.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace badgescan {

enum class Status { unknown, met, unmet, not_applicable };
std::string_view name_of(Status status);  ///< "?", "Met", "Unmet", "N/A": the words of the badge site
std::optional<Status> status_named(std::string_view name);  ///< any case; also "na", "unknown"

/// How sure an answer is, 0–5. From 3 on an answer counts as proven; 1 and 2 are drafts for a person to
/// confirm.
enum class Confidence : int {
  none = 0,     ///< nothing is known
  hint = 1,     ///< a hint
  partial = 2,  ///< partial evidence: a draft
  likely = 3,   ///< likely: counted as proven
  strong = 4,   ///< a human would rarely disagree
  certain = 5,  ///< an objective fact of the tree or history settles the criterion
};
inline constexpr Confidence kProven = Confidence::likely;

/// Where a fact was seen. `path` and texts are valid UTF-8 (cleaned where they entered).
struct Evidence {
  std::string path = {};     ///< in the repository, '/' separators; empty when the fact is not in a file
  int line = 0;              ///< 1-based; 0 = the whole file
  int last_line = 0;         ///< end of the range; 0 = the same line
  std::string excerpt = {};  ///< a short piece of the text, secrets redacted
  std::string commit = {};   ///< full hex id when a commit or tag is the evidence, else empty
  std::string url = {};      ///< for evidence outside the tree; permalinks of paths are made by the reports
  std::string tool = {};     ///< rule or tool id that recognised it, may be empty

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// One detector's answer to one criterion.
struct Finding {
  std::string criterion = {};
  Status status = Status::unknown;
  Confidence confidence = Confidence::none;
  std::string justification = {};       ///< one or more sentences that a maintainer would sign
  std::vector<Evidence> evidence = {};  ///< best first
  std::string ask = {};                 ///< what a person still has to confirm or answer; empty when nothing
  std::string detector = {};            ///< id of who says so
};

/// Something that a reader of the report must know: a file that could not be read, a limit that cut the
/// search.
struct Note {
  enum class Kind {
    info,    ///< worth knowing, changes nothing
    unread,  ///< something could not be read: exit code 3
    limit,   ///< a documented limit cut the search: exit code 3
    warning  ///< something the maintainer should act on (e.g. an answer that the badge site will force)
  };
  Kind kind = Kind::info;
  std::string path = {};  ///< may be empty
  std::string text = {};

  friend bool operator==(const Note&, const Note&) = default;
};
std::string_view name_of(Note::Kind kind);

}  // namespace badgescan
