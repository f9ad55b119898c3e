// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The languages of the project's own code, in the terms of GitHub's linguist.
//
// A file's language comes from .gitattributes (linguist-language), its name, its ending, or, for executable
// files without one, its first line. Vendored, generated and documentation files and test data are out.
// Shares are by bytes; in a tree with more than 20,000 source files the sizes of every n-th file stand for
// all. Which names mean which language is data: rules/languages.json.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scanner/facts/facts.h"

namespace badgescan {

struct LanguageUse {
  std::string name;    ///< linguist's
  double share = 0;    ///< of the bytes of all languages, markup included; in steps of 0.1 %, rounded up
  double shipped = 0;  ///< the same, of what users run: no tests, examples, documents and tools
  std::size_t files = 0;
  std::string example;         ///< path of one file, the first in path order
  bool markup = false;         ///< HTML, CSS, TeX …: no program by itself
  bool hidden = false;         ///< the badge site leaves it out of implementation_languages
  bool memory_unsafe = false;  ///< C, C++, assembly …
  bool compiled = false;       ///< usually compiled ahead of time
  bool has_analyser = false;   ///< there is a FLOSS static analyser for it (rules/tools.json)
  bool has_warnings = false;   ///< there are linters, type checkers or compilers that warn
};

/// Which file is of which language: known from the listing alone, but for executables without an ending.
class LanguageFiles {
 public:
  static LanguageFiles collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.uses_, self.use_of_, self.files_, self.complete_);
  }
  /// See KeptFact: only for a listing of as many entries.
  bool settle(const Facts& facts) const;

  const std::vector<LanguageUse>& uses() const { return uses_; }  ///< without shares
  /// By entry: 1 + the place of its language in uses(); 0 = it does not count.
  const std::vector<std::uint16_t>& use_of() const { return use_of_; }
  std::size_t files() const { return files_; }  ///< that count
  bool complete() const { return complete_; }   ///< the whole tree was seen

 private:
  std::vector<LanguageUse> uses_;
  std::vector<std::uint16_t> use_of_;
  std::size_t files_ = 0;
  bool complete_ = false;
};

class Languages {
 public:
  static Languages collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.all_, self.estimated_, self.complete_);
  }

  /// Most bytes first.
  const std::vector<LanguageUse>& all() const { return all_; }
  /// Programming languages with at least this share of the bytes of all programming languages.
  std::vector<const LanguageUse*> programming(double least = 0.01) const;
  /// The programming language with most bytes; null when there is no source code.
  const LanguageUse* main() const;
  /// Of the program text that users run, by bytes; 1 where there is none.
  double shipped_in(const std::function<bool(const LanguageUse&)>& which) const;
  const LanguageUse* find(std::string_view name) const;
  bool uses(std::string_view name) const { return find(name) != nullptr; }
  /// Share of memory-unsafe languages in the bytes of all programming languages.
  double memory_unsafe_share() const;
  /// A language that is compiled ahead of time has at least this share.
  bool compiled(double least = 0.02) const;
  /// There is source code of the project's own.
  bool software() const { return main() != nullptr; }
  bool estimated() const { return estimated_; }
  /// The whole tree was seen: a language that is not listed is not used.
  bool complete() const { return complete_; }

 private:
  std::vector<LanguageUse> all_;
  bool estimated_ = false;
  bool complete_ = false;
};

}  // namespace badgescan
