// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether what a justification cites is still there: the file, the line, the heading.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scanner/audit/citations.h"
#include "scanner/audit/main_line.h"
#include "scanner/facts/facts.h"

namespace badgescan {

struct LinkCheck {
  enum class State {
    good,
    unchecked,    ///< another site, a page of the forge, a commit that is not here
    outdated,     ///< a permalink to another commit: the file has changed since, or is gone now
    line_gone,    ///< the file is shorter
    anchor_gone,  ///< no such heading
    missing,      ///< no such file
    unreachable,  ///< another site did not answer (only when it was asked)
  };
  Citation citation = {};
  State state = State::unchecked;
  std::string text = {};        ///< a sentence; empty when good
  std::string commit = {};      ///< that removed the file; empty when unknown
  std::int64_t removed = 0;     ///< its date
  std::string removed_by = {};  ///< its subject

  bool gone = false;  ///< a permalink still works, but the file is not in the scanned state

  bool broken() const { return state >= State::line_gone; }
};
std::string_view name_of(LinkCheck::State state);

class LinkChecker {
 public:
  LinkChecker(const Facts& facts, MainLine& line);

  /// Everything that the text cites. A bare path that never was a file of the repository is no citation.
  std::vector<LinkCheck> check(std::string_view justification);

 private:
  LinkCheck check_one(Citation citation);
  void check_here(LinkCheck& out);
  void check_commit(LinkCheck& out, const ObjectId& commit);
  void check_place(LinkCheck& out, const std::string& path);
  void explain_missing(LinkCheck& out);
  std::optional<ObjectId> commit_of(const std::string& ref);
  bool is_current(const std::string& ref) const;
  bool exists(const std::string& path) const;
  bool names_a_file(const std::string& path) const;

  const Facts& facts_;
  MainLine& line_;
  const ForgeLocation& own_;
  std::vector<std::string> refs_;
};

}  // namespace badgescan
