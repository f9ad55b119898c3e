// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the source patterns (rules/source/) found in the project's text files, and how much was searched.
//
// The whole tree is read once for all questions: use of cryptography, secrets, hardening, delivery, user
// interfaces. A detector asks by meaning and by place; absence counts only where code_complete() or
// complete() says that everything was searched.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/facts.h"
#include "scanner/facts/file_heads.h"
#include "scanner/source/content_scan.h"

namespace badgescan {

struct SourceHit {
  const source::PatternRule* rule = nullptr;  ///< never null; lives as long as the fact
  std::string path;                           ///< clean UTF-8
  int line = 0;
  std::string excerpt;  ///< secrets redacted
  source::Language language = source::Language::other;
  source::Place place = source::Place::own;
  source::SecretVerdict verdict = source::SecretVerdict::plausible;

  Evidence evidence() const;
};

/// The reading of the source, for threads that can help with it before SourceScan asks for what it found.
class SourceReading {
 public:
  static SourceReading collect(const Facts& facts);
  /// Reads files until none is left to begin.
  void help() const;
  /// The size of a file of the snapshot that was read as text already: asking for it costs nearly as much as
  /// reading. Not written into the ledger, which learns sizes itself.
  std::optional<std::uint64_t> size_of(const Entry& entry) const;

 private:
  friend class SourceScan;
  struct State;
  std::shared_ptr<State> state_;  ///< null when the patterns cannot be used
};

class SourceScan {
 public:
  static SourceScan collect(const Facts& facts);

  const std::vector<SourceHit>& hits() const { return hits_; }  ///< in path order, then by line
  /// Hits of rules that mean `what`, in delivered program text of the project (and its build files).
  std::vector<const SourceHit*> own(std::string_view what) const;
  /// The same anywhere in the tree.
  std::vector<const SourceHit*> anywhere(std::string_view what) const;
  bool has(std::string_view what) const { return !own(what).empty(); }

  const source::ScanCounts& counts() const { return counts_; }
  const std::vector<source::FoundBinary>& binaries() const { return binaries_; }
  std::size_t patterns(std::string_view kind) const { return patterns_ ? patterns_->count(kind) : 0; }

  /// All of the project's own program text was searched: no hit means that it is not there.
  bool code_complete() const { return code_complete_; }
  /// All text files were searched.
  bool complete() const { return complete_; }
  /// What the head of a source file says (file_heads.h); null when it was not read with the others.
  const HeadNotice* head(const Entry& entry) const;
  /// A scripting language, or a rare one, in which only a few of the files are written: helpers of a program
  /// in another language, wherever they lie.
  bool helper(source::Language language) const;
  /// "1,234 files (5.6 MB)".
  std::string extent() const { return extent(counts_.files, counts_.bytes); }
  static std::string extent(std::size_t files, std::uint64_t bytes);
  std::uint64_t digest() const;  ///< of everything above but the heads, which FileHeads sums up

 private:
  std::shared_ptr<const source::PatternSet> patterns_;
  std::vector<SourceHit> hits_;
  std::vector<source::FoundBinary> binaries_;
  std::uint64_t binary_paths_ = 0;  ///< digest
  source::ScanCounts counts_;
  std::vector<std::pair<const Entry*, std::optional<HeadNotice>>> heads_;  ///< in path order
  bool code_complete_ = false, complete_ = false;
};

struct PathClass;
/// Whose text a path of this class is.
source::Place source_place(const PathClass& kind, std::string_view path);

/// The evidence of hits, one a file, at most `most`; delivered code first.
std::vector<Evidence> evidence_of(const std::vector<const SourceHit*>& hits, std::size_t most = 5);
/// How the rules of the hits name what they found, each once, most frequent first; with the first line of it
/// where the rule knows only the kind of thing.
std::vector<std::string> names_of(const std::vector<const SourceHit*>& hits);

}  // namespace badgescan
