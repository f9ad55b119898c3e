// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// REUSE: licence and copyright of files, told in REUSE.toml, .reuse/dep5 or FILE.license instead of in the
// file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/facts/facts.h"

namespace badgescan {

struct ReuseAnnotation {
  bool copyright = false;
  std::string licence;  ///< SPDX expression as written; empty when none
};

class Reuse {
 public:
  static Reuse collect(const Facts& facts);

  /// What is told about a file outside of it.
  ReuseAnnotation of(std::string_view path) const;
  bool annotates() const { return !rules_.empty() || !sidecars_.empty(); }
  /// The licence of an annotation for all files ("**"), with the file that says so; empty when there is none.
  const std::string& default_licence() const { return default_licence_; }
  const std::string& default_path() const { return default_path_; }

 private:
  struct Rule {
    std::string folder;  ///< of the file that holds it, with '/', or empty
    std::string pattern;
    bool shell = false;  ///< dep5: '*' crosses '/'
    ReuseAnnotation says;
  };
  void read_toml(const Facts& facts, const Entry& entry);
  void read_dep5(const Facts& facts, const Entry& entry);
  void add(Rule rule, std::string_view origin);

  std::vector<Rule> rules_;                                        ///< the last match wins
  std::vector<std::pair<std::string, ReuseAnnotation>> sidecars_;  ///< sorted by path
  std::string default_licence_, default_path_;
};

}  // namespace badgescan
