// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the heads of the project's own source files say: copyright, licence, SPDX tags.
//
// Counted are hand-written program files of the project: no vendored, generated, test-data, empty or data
// files. Of each only the first lines count (after them nobody looks for a notice), and REUSE.toml,
// .reuse/dep5 and FILE.license speak for files that have no head of their own.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/licence/identify.h"

namespace badgescan {

class FileHeads {
 public:
  static FileHeads collect(const Facts& facts);

  struct Share {
    std::size_t with = 0;
    std::vector<std::string> missing;  ///< raw paths, path order, at most kMostListed
    std::string example;               ///< a file that has it; empty when none
    int example_line = 0;
  };
  static constexpr std::size_t kMostListed = 50;
  /// More files than this are sampled evenly: the share is then an estimate.
  static constexpr std::size_t kMostFiles = 20'000;

  std::size_t files = 0;   ///< source files that were looked at
  std::size_t all = 0;     ///< source files there are
  std::size_t unread = 0;  ///< could not be read
  Share copyright, licence;
  std::size_t owner_elsewhere = 0;  ///< state no copyright, and name a file that says whose it is
  struct Stated {
    std::size_t files = 0;
    std::size_t shipped = 0;  ///< of these, what users run
    std::string first;        ///< raw path of the first, of those that users run if there is one
  };
  std::map<std::string, Stated> licences;  ///< by licence expression: who states it
  std::string refers;                      ///< raw path of the first that points to a licence elsewhere
  bool reuse = false;                      ///< REUSE.toml or .reuse/dep5 speaks for some files
  bool complete = false;                   ///< every source file was read

  std::uint64_t digest() const;  ///< of everything above
  bool sampled() const { return files + unread < all; }
};

/// What the head of one text says. Depends on the text and the licence rules only.
struct HeadNotice {
  bool blank = false;            ///< nothing to protect: empty, or a few words
  bool copyright = false;        ///< a line states it
  bool owner_elsewhere = false;  ///< "See the NOTICE file … regarding copyright ownership"
  std::string licence;           ///< SPDX expression, or licence::kRefersElsewhere; empty: none

  bool operator==(const HeadNotice&) const = default;
};
HeadNotice head_notice(const licence::Identifier& engine, std::string_view text);

/// The files whose heads are looked at: all of the project's own source files, or every n-th; in path order.
struct HeadFiles {
  std::vector<const Entry*> files;
  std::size_t all = 0;  ///< source files there are
};
HeadFiles head_files(const Facts& facts);

/// Whether a path names program text that people write, by its extension or name.
bool is_source_name(std::string_view path);

}  // namespace badgescan
