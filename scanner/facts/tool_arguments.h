// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The arguments of a command as the recognisers of rules/tools.json look at them. Private to tool_table.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace badgescan {

/// "-x", "--x", "/p:x" (MSBuild).
bool is_option_word(std::string_view word);

/// Task runners take tasks as "a;b", "+a", ":module:a", "module/a": each task is a word of its own. What
/// Gradle is told to leave out (-x) is left out.
class ToolArguments {
 public:
  /// `words` with the program first; `program` is its normal name.
  ToolArguments(const std::string& program, const std::vector<std::string>& words);

  bool has_word(std::string_view pattern) const;
  /// "--x", "--x=1" and "--x 1"; a pattern "--x=1" also takes "--x 1".
  bool has_option(std::string_view pattern) const;
  /// The words come one after the other behind the program; an option may take the word behind it as a value.
  bool starts_with(const std::vector<std::vector<std::string>>& words) const;
  /// What starts with '-', at most 40, cut for display.
  std::vector<std::string> options() const;

 private:
  void add_word(const std::string& word, bool tasks);

  std::vector<std::string> all_, words_;
};

}  // namespace badgescan
