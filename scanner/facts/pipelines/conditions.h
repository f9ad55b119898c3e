// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Conditions of CI systems as far as they say which event starts a job: `github.event_name == 'push'`,
// `$CI_COMMIT_TAG && $X =~ /^v/`, `and(succeeded(), eq(variables['Build.Reason'], 'Schedule'))`.
// Everything that is not known stays unknown.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace badgescan::ci {

enum class Tri { no, unknown, yes };
Tri both(Tri a, Tri b);
Tri either(Tri a, Tri b);
Tri negate(Tri a);

/// A part of a condition.
struct Term {
  enum class Kind { none, text, name, pattern, call };
  Kind kind = Kind::none;
  std::string text;         ///< of a string without quotes, a name (`github.ref`, `$CI_TAG`), a call's name
  std::vector<Term> terms;  ///< arguments of a call
};

/// Decides a comparison (op "==", "!=", "=~", "!~") or a single term (op "").
using Decide = std::function<Tri(const Term& left, std::string_view op, const Term& right)>;

/// Evaluates with && || ! and parentheses; unknown for what cannot be parsed.
Tri evaluate(std::string_view condition, const Decide& decide);

/// Compares texts of which one may be unknown (nullptr).
Tri compare(const std::string* value, std::string_view op, const Term& right);

}  // namespace badgescan::ci
