// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// SPDX licence expressions: "Apache-2.0 OR MIT", "GPL-2.0-or-later WITH Classpath-exception-2.0".
//
// The parser takes what the SPDX specification allows and, because manifests hold it, a few older spellings:
// "/" for OR, lower-case operators, deprecated ids. Input is hostile: length, terms and nesting are bounded,
// and nothing throws.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace badgescan::licence {

struct Expression {
  enum class Kind { term, all_of, any_of };
  Kind kind = Kind::term;
  std::string id{};              ///< of a term, in the list's spelling when the list has it
  bool or_later = false;         ///< a trailing "+"
  std::string exception{};       ///< after WITH; empty when none
  std::vector<Expression> of{};  ///< of all_of and any_of: at least two

  static Expression term(std::string id) { return {.id = std::move(id)}; }

  friend bool operator==(const Expression&, const Expression&) = default;
};

/// Unknown ids are not an error: they stay as they are written. The words NONE and NOASSERTION are terms.
Result<Expression> parse_expression(std::string_view text);
/// In the order of the input, with only the parentheses that are needed.
std::string to_string(const Expression& expression);
/// Joins without nesting the same kind and without repeating a part; the input must not be empty.
Expression combine(Expression::Kind kind, const std::vector<Expression>& parts);
/// Every term, left to right.
std::vector<const Expression*> terms_of(const Expression& expression);

/// Whether a licence is free/libre/open source.
enum class Freedom {
  free,      ///< by OSI, the FSF, or our list (rules/licences/verdicts.json)
  unknown,   ///< nobody we rely on has said
  not_free,  ///< named as restricting use, sale, change or distribution
};
struct Judgement {
  Freedom freedom = Freedom::unknown;
  bool osi = false;      ///< OSI approved
  bool content = false;  ///< a licence for documents or data, not for software
  std::string reason{};  ///< why it is not free; empty otherwise
};
/// A choice is as good as its best part, a conjunction as bad as its worst. An exception only adds
/// permissions.
Judgement judge(const Expression& expression,
                const std::function<Judgement(const Expression& term)>& judge_term);

}  // namespace badgescan::licence
