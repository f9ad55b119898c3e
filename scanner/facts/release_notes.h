// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The release notes of the tree, held against the releases that the tags name: is the newest one described,
// is a file a raw log, which vulnerabilities do the notes name?
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/facts.h"

namespace badgescan {

struct NotesFile {
  enum class Form {
    prose,    ///< written for people
    raw_log,  ///< the output of `git log` or the like
    entries,  ///< a GNU ChangeLog: one entry for each change of a file
  };
  std::string path;  ///< clean
  Form form = Form::prose;
  std::size_t versions = 0;   ///< version headings or lines
  bool has_newest = false;    ///< names the newest release of the tags
  bool of_newest = false;     ///< its own name does: docs/releases/1.2.3.md; of a part: the newest tag does
  bool ahead = false;         ///< names a version above all tags: the notes of what comes next
  bool component = false;     ///< of one part of a monorepo
  bool unreleased = false;    ///< has a section for what comes next
  int newest_line = 0;        ///< where it names it, else where the first version stands; 0 = nowhere
  std::string first_version;  ///< the first version it names
  std::vector<std::string> vulnerabilities;
  bool debian = false;  ///< debian/changelog: about the package, not the program
};

class ReleaseNotes {
 public:
  static ReleaseNotes collect(const Facts& facts);

  std::vector<NotesFile> files;              ///< best first
  std::vector<std::string> vulnerabilities;  ///< of all files, tag messages and release notes folders
  /// Folders with one note a change or release: changelog.d/, newsfragments/, .changeset/ …
  std::string fragments;         ///< path of one file there; empty when there is none
  std::string automation;        ///< file that makes notes on the forge; empty when there is none
  std::size_t telling_tags = 0;  ///< annotated release tags whose message describes the release
  bool complete = false;

  const NotesFile* best() const { return files.empty() ? nullptr : &files.front(); }
};

/// Tells a raw log or a list of entries from prose; exposed for tests.
NotesFile::Form form_of_notes(std::string_view text);

}  // namespace badgescan
