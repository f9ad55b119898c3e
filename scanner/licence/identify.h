// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What a text says about licences: full texts, notices for source files, SPDX tags and licence names in
// prose, with the restrictions that somebody added.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/licence/expression.h"

namespace badgescan {
class RuleSet;
}

namespace badgescan::licence {

/// How a licence was recognised, strongest first.
enum class How {
  tag,     ///< SPDX-License-Identifier
  text,    ///< the licence's own text
  notice,  ///< words that put something under it: "licensed under the Apache License, Version 2.0"
  name,    ///< its name only
};

struct Found {
  Expression licence{};  ///< one term, or what an SPDX tag says
  How how = How::text;
  double score = 1;     ///< of a text; 1 for the others
  double coverage = 1;  ///< share of the licence's text that is present
  bool header = false;  ///< the whole notice that the licence asks to put on files
  bool version_open =
      false;  ///< a GNU text: whether "or any later version" is granted must be said elsewhere
  int first_line = 0;
  int last_line = 0;
};

/// A wording that takes away what free licences grant.
struct Restriction {
  std::string id;       ///< "non_commercial", "commons_clause", …
  std::string means;    ///< English, a few words
  std::string licence;  ///< LicenseRef when the wording is a licence of its own (Commons Clause), else empty
  int line = 0;
};

struct Identified {
  std::vector<Found> found;    ///< in file order
  std::vector<Found> nearest;  ///< what unknown parts resemble most, best first; nothing when nothing is near
  std::vector<Restriction> restrictions;
  bool choice = false;  ///< "at your option", "dual licensed", "either … or": the licences are alternatives
  int choice_line = 0;
  bool bundled = false;   ///< speaks of code that others wrote ("this product includes …")
  bool reserved = false;  ///< "all rights reserved" or "proprietary", and no licence
  int reserved_line = 0;
  std::size_t words = 0;      ///< without copyright lines
  std::size_t explained = 0;  ///< of these, inside licence texts
  bool cut = false;           ///< the text was longer than what is read

  bool has_text() const;
  /// Words outside of licence texts.
  std::size_t left() const { return words - explained; }
};

/// "Classpath-exception-2.0" alone.
bool is_exception(const Expression& term);
/// Whether an id says which versions of a GNU licence are meant.
bool is_gnu(std::string_view id);
/// A GNU id without "-only" and "-or-later".
std::string_view gnu_base(std::string_view id);

enum class Where {
  licence_file,  ///< LICENSE, COPYING …: a bare name counts
  source_head,   ///< the first lines of a source file: texts, notices and tags only
  prose,         ///< a README section about the licence: a bare name counts
  label,         ///< a field of a manifest: every name counts
};

inline constexpr std::string_view kRefersElsewhere = "(see elsewhere)";

/// The engine with its rules. Immutable after load(); safe from several threads.
class Identifier {
 public:
  /// Reads rules/licences/{names,phrases,verdicts}.json.
  static Result<std::shared_ptr<const Identifier>> load(const RuleSet& rules);

  Identified identify(std::string_view text, Where context) const;
  /// A licence as a manifest names it: an SPDX expression or a well-known name; Error when it is neither.
  Result<Expression> named(std::string_view text) const;
  Judgement judge_term(const Expression& term) const;
  Judgement judge(const Expression& expression) const;
  /// The licence that the head of a source file states, as an expression; kRefersElsewhere when it points to
  /// a licence file, empty when it says nothing. Cheap where the head says nothing.
  std::string licence_of_head(std::string_view head) const;

  ~Identifier();

  struct Rules;  ///< identify_rules.h

 private:
  explicit Identifier(std::unique_ptr<Rules> rules);
  std::unique_ptr<Rules> rules_;
};

/// Whether a head of a source file says who holds the copyright.
bool states_copyright(std::string_view head);

}  // namespace badgescan::licence
