// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/licensing.h"

#include <algorithm>
#include <functional>
#include <set>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/file_heads.h"
#include "scanner/facts/licence_engine.h"
#include "scanner/facts/licence_files.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/reuse.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

using licence::Expression;
using licence::Freedom;
using licence::Judgement;
using By = LicenceStatement::By;

/// GPL-2.0-only and GPL-2.0-or-later are one licence when two places are compared; so are LicenseRef-BSD and
/// any BSD.
std::string family_of(const std::string& id) {
  std::string out = id;
  for (const std::string_view tail : {"-only", "-or-later"})
    if (out.ends_with(tail)) out.resize(out.size() - tail.size());
  if (out.starts_with("BSD-") || out == "LicenseRef-BSD") return "BSD";
  if (out == "Expat" || out == "X11") return "MIT";
  return out;
}

/// "GPL-1.0-or-later" stands for "the GPL" without a version.
std::string stem_of(const std::string& id) { return id.substr(0, id.find('-')); }

std::set<std::string> families_of(const Expression& expression) {
  std::set<std::string> out;
  for (const Expression* term : licence::terms_of(expression)) out.insert(family_of(term->id));
  return out;
}

bool shares_a_licence(const Expression& a, const Expression& b) {
  const std::set<std::string> left = families_of(a), right = families_of(b);
  const auto vague = [](const std::string& id) { return id == "GPL-1.0" || id == "LGPL-2.0"; };
  for (const std::string& one : left)
    for (const std::string& other : right)
      if (one == other || ((vague(one) || vague(other)) && stem_of(one) == stem_of(other))) return true;
  return false;
}

std::string shown(std::string_view path) { return clean_utf8(path); }

/// Where a source file's head says where its licence is.
constexpr std::size_t kPointerHead = 400;
/// Where a README's tag stands.
constexpr std::size_t kTagHead = 1000;

/// Works out one Licensing, step by step; every step may use what the earlier ones found.
class Builder {
 public:
  Builder(const Facts& facts, const licence::Identifier& engine) : facts_(facts), engine_(engine) {}

  Licensing build() {
    LicenceFiles read = read_licence_files(facts_, engine_);
    out_.files = std::move(read.files);
    out_.complete = read.complete;
    read_manifests();
    read_readme();
    read_reuse();
    read_heads();
    combine_all();
    if (out_.licence) {
      settle_versions(*out_.licence);
      add_restrictions();
      out_.judgement = engine_.judge(*out_.licence);
      find_contradictions();
    } else {
      describe_unknown();
    }
    return std::move(out_);
  }

 private:
  // What the other places say.
  void read_manifests();
  void read_readme();
  bool read_sections(const Document& readme);
  void read_reuse();
  void read_heads();
  void add_statement(By by, std::string_view text, Evidence seen);
  const LicenceStatement* statement(By by) const;

  // Which places decide.
  std::vector<const LicenceFile*> own_files(LicencePlace place) const;
  void combine_all();
  bool from_files(const std::vector<const LicenceFile*>& files);
  bool holds_own_terms(const LicenceFile& file, const std::vector<const LicenceFile*>& files) const;
  bool from_folder();
  bool from_statement(By by, Confidence confidence);
  bool from_named_file();
  void add_what_manifest_says();
  std::vector<Expression> joined_parts(const std::vector<const LicenceFile*>& files);
  bool choose(std::vector<Expression> parts, const std::vector<const LicenceFile*>& files);
  bool chosen_by_statement(const std::vector<Expression>& parts);
  void settle_versions(Expression& expression);

  // What else there is to tell.
  void read_terms_of_readme();
  void add_restrictions();
  void find_contradictions();
  void describe_unknown();
  Evidence evidence_of(const LicenceFile& file) const;

  const Facts& facts_;
  const licence::Identifier& engine_;
  Licensing out_;
  std::string own_terms_;  ///< path of a licence file with terms that only a person can judge
};

void Builder::add_statement(By by, std::string_view text, Evidence seen) {
  LicenceStatement statement{
      .by = by, .text = shorten(clean_utf8(fold_space(text)), 160), .licence = {}, .seen = std::move(seen)};
  Result<Expression> named = engine_.named(text);
  if (named) statement.licence = std::move(*named);
  out_.statements.push_back(std::move(statement));
}

void Builder::read_manifests() {
  for (const Manifest* manifest : facts_.get<Manifests>().leading()) {
    if (manifest->license.empty() || starts_with_ignoring_case(manifest->license, "see license")) continue;
    add_statement(By::manifest, manifest->license,
                  {.path = shown(manifest->path),
                   .line = manifest->license_line,
                   .excerpt = shorten(clean_utf8(manifest->license), 120)});
  }
}

void Builder::read_readme() {
  for (const Document& document : facts_.get<Documents>().all()) {
    // Only the top README speaks for all; even one of two words may name the licence.
    if (document.kind != "readme" || document.path.find('/') != std::string::npos) continue;
    if (read_sections(document)) return;
  }
}

bool Builder::read_sections(const Document& readme) {
  for (const Section& section : readme.sections) {
    if (!contains_ignoring_case(section.heading, "licen") &&
        !contains_ignoring_case(section.heading, "copying") &&
        !contains_ignoring_case(section.heading, "legal"))
      continue;
    const licence::Identified said =
        engine_.identify(section.heading + ".\n" + section.prose, licence::Where::prose);
    if (said.found.empty()) continue;
    // A choice is between what its own paragraph names; others put parts of the project under more.
    const auto offered = [&](const licence::Found& found) {
      return said.choice && found.first_line == said.choice_line;
    };
    const bool together = std::count_if(said.found.begin(), said.found.end(), offered) > 1;
    std::vector<Expression> parts;
    for (const licence::Found& found : said.found)
      if (!together || offered(found)) parts.push_back(found.licence);
    const std::string text = clean_utf8(fold_space(section.prose));
    out_.statements.push_back({.by = By::readme,
                               .text = shorten(text, 160),
                               .licence = licence::combine(
                                   said.choice ? Expression::Kind::any_of : Expression::Kind::all_of, parts),
                               .seen = {.path = shown(readme.path),
                                        .line = section.line,
                                        .last_line = section.last_line,
                                        .excerpt = shorten(text, 120)}});
    return true;
  }
  return false;
}

void Builder::read_reuse() {
  const Reuse& reuse = facts_.get<Reuse>();
  if (!reuse.default_licence().empty())
    add_statement(By::reuse, reuse.default_licence(),
                  {.path = shown(reuse.default_path()), .excerpt = reuse.default_licence()});
}

void Builder::read_heads() {
  const FileHeads& heads = facts_.get<FileHeads>();
  std::size_t best = 0, all = 0;
  const std::string* licence = nullptr;
  for (const auto& [text, stated] : heads.licences) {
    all += stated.files;
    if (stated.files <= best) continue;
    best = stated.files;
    licence = &text;
  }
  // A few stray headers are no majority.
  if (licence == nullptr || best * 2 <= all || best * 4 < heads.files) return;
  add_statement(
      By::heads, *licence,
      {.path = shown(heads.licence.example), .line = heads.licence.example_line, .excerpt = *licence});
  out_.statements.back().text = msg("{} in the heads of {} source files", *licence, best);
}

const LicenceStatement* Builder::statement(By by) const {
  const auto found = std::find_if(out_.statements.begin(), out_.statements.end(),
                                  [&](const LicenceStatement& s) { return s.by == by && s.licence; });
  return found == out_.statements.end() ? nullptr : &*found;
}

std::vector<const LicenceFile*> Builder::own_files(LicencePlace place) const {
  std::vector<const LicenceFile*> out;
  for (const LicenceFile& file : out_.files)
    if (file.place == place && !file.third_party && !file.parts.empty()) out.push_back(&file);
  return out;
}

Evidence Builder::evidence_of(const LicenceFile& file) const {
  Evidence out{.path = shown(file.path), .tool = "licence"};
  if (!file.said.found.empty()) {
    const licence::Found& first = file.said.found.front();
    out.line = first.first_line;
    out.last_line = first.last_line;
    out.excerpt = to_string(first.licence);
  }
  return out;
}

void Builder::combine_all() {
  if (from_files(own_files(LicencePlace::root))) return add_what_manifest_says();
  if (!own_terms_.empty()) return;  // a person has to read them: weaker places do not settle it
  // The root files hold no licence we know: what they say wins over weaker places only as a question.
  if (from_folder()) return;
  if (from_files(own_files(LicencePlace::documents))) {
    out_.confidence = std::min(out_.confidence, Confidence::strong);
    return;
  }
  if (from_statement(By::manifest, Confidence::strong)) return;
  if (from_statement(By::reuse, Confidence::strong)) return;
  if (from_statement(By::readme, Confidence::likely)) return;
  if (from_statement(By::heads, Confidence::likely)) return;
  from_named_file();
}

/// All parts of the files, an exception joined to the licence it belongs to, LGPL-3.0 without the GPL it
/// builds on.
std::vector<Expression> Builder::joined_parts(const std::vector<const LicenceFile*>& files) {
  std::vector<Expression> parts;
  std::string exception;
  // A file that only tells of code by others adds nothing where another file holds the licence.
  const auto notes = [](const LicenceFile* file) { return !file->said.has_text() && file->said.bundled; };
  const bool only_notes = std::all_of(files.begin(), files.end(), notes);
  for (const LicenceFile* file : files) {
    if (!only_notes && notes(file) && !file->any_of) continue;
    std::vector<Expression> own;
    for (const Expression& part : file->parts) {
      if (licence::is_exception(part)) {
        exception = part.id;
      } else {
        own.push_back(part);
      }
    }
    if (own.empty()) continue;
    const Expression whole =
        licence::combine(file->any_of ? Expression::Kind::any_of : Expression::Kind::all_of, own);
    if (std::find(parts.begin(), parts.end(), whole) == parts.end()) parts.push_back(whole);
  }
  for (Expression& part : parts)
    if (!exception.empty() && part.kind == Expression::Kind::term && part.exception.empty() &&
        part.id.find("GPL") != std::string::npos)
      part.exception = exception;
  const auto is = [](std::string_view family) {
    return [family](const Expression& part) {
      return part.kind == Expression::Kind::term && part.id.starts_with(family);
    };
  };
  if (std::any_of(parts.begin(), parts.end(), is("LGPL-3.0")) && parts.size() > 1)
    std::erase_if(parts, is("GPL-3.0"));
  return parts;
}

/// Many words that are no text we know and mention a free licence that no other file holds: such terms often
/// say who may have it under that licence, above all when they restrict something.
bool Builder::holds_own_terms(const LicenceFile& file, const std::vector<const LicenceFile*>& files) const {
  const std::vector<licence::Restriction>& restrictions = file.said.restrictions;
  // The Commons Clause is known: together with it the licence is told.
  if (std::any_of(restrictions.begin(), restrictions.end(), [](const auto& r) { return !r.licence.empty(); }))
    return false;
  const bool restricts = !restrictions.empty();
  const bool notes = file.said.bundled && !restricts;
  const std::size_t many = restricts ? 100 : 400;
  if (file.said.has_text() || notes || file.any_of || file.said.left() < many) return false;
  const Expression named = licence::combine(Expression::Kind::all_of, file.parts);
  return engine_.judge(named).freedom == Freedom::free &&
         std::none_of(files.begin(), files.end(), [&](const LicenceFile* other) {
           return other->said.has_text() &&
                  shares_a_licence(licence::combine(Expression::Kind::all_of, other->parts), named);
         });
}

bool Builder::from_files(const std::vector<const LicenceFile*>& files) {
  for (const LicenceFile* file : files)
    if (holds_own_terms(*file, files)) own_terms_ = file->path;
  if (!own_terms_.empty()) return false;
  const std::vector<Expression> parts = joined_parts(files);
  if (parts.empty()) return false;
  double score = 1;
  bool text = false, left = false;
  for (const LicenceFile* file : files) {
    out_.evidence.push_back(evidence_of(*file));
    for (const licence::Found& found : file->said.found)
      if (found.how == licence::How::text) score = std::min(score, found.score);
    text |= file->said.has_text();
    left |= file->said.has_text() && !file->bundled &&
            file->said.left() > std::max<std::size_t>(120, file->said.explained / 2);
  }
  out_.confidence = !text || score < 0.97 || left ? Confidence::strong : Confidence::certain;
  if (score < 0.9) out_.confidence = Confidence::likely;
  const std::string names = [&] {
    std::vector<std::string> paths;
    for (const LicenceFile* file : files) paths.push_back(shown(file->path));
    return join_names(paths);
  }();
  if (parts.size() == 1) {
    out_.licence = parts.front();
    const int percent_like = static_cast<int>(score * 100);
    if (!text) {
      out_.reason = msg("{} puts the project under {}.", names, to_string(parts.front()));
    } else if (score >= 0.97) {
      out_.reason = msg_n(files.size(), "{1} holds the text of {2}.", "{1} hold the text of {2}.", names,
                          to_string(parts.front()));
    } else {
      out_.reason =
          msg("{} holds a changed text of {} ({} % alike).", names, to_string(parts.front()), percent_like);
    }
    if (left)
      out_.doubt = msg(
          "{} also holds {} words that belong to no licence text; do they change what the licence allows?",
          names, files.front()->said.left());
    return true;
  }
  out_.reason = msg("{} hold the licences.", names);
  return choose(parts, files);
}

/// "BSD or GPL" with the ids of the texts that are there.
Expression with_exact_ids(Expression expression, const std::vector<Expression>& parts) {
  for (Expression& part : expression.of) part = with_exact_ids(part, parts);
  if (expression.id != "LicenseRef-BSD") return expression;
  for (const Expression& part : parts)
    for (const Expression* term : licence::terms_of(part))
      if (term->id != "LicenseRef-BSD" && family_of(term->id) == "BSD") return *term;
  return expression;
}

bool Builder::chosen_by_statement(const std::vector<Expression>& parts) {
  const std::set<std::string> ours = families_of(licence::combine(Expression::Kind::all_of, parts));
  for (const LicenceStatement& statement : out_.statements) {
    if (!statement.licence || statement.licence->kind == Expression::Kind::term) continue;
    if (families_of(*statement.licence) != ours) continue;
    out_.licence = with_exact_ids(*statement.licence, parts);
    out_.evidence.push_back(statement.seen);
    out_.reason += " " + msg("{} says how they belong together: {}.", statement.seen.path,
                             to_string(*statement.licence));
    return true;
  }
  return false;
}

/// Several licences: alternatives only where somebody says so.
bool Builder::choose(std::vector<Expression> parts, const std::vector<const LicenceFile*>& files) {
  for (Expression& part : parts) part = with_exact_ids(part, parts);
  if (chosen_by_statement(parts)) return true;
  for (const LicenceFile* file : files) {
    const bool names_more = file->any_of || (file->said.choice && !file->said.has_text());
    if (!names_more) continue;
    out_.licence = licence::combine(Expression::Kind::any_of, parts);
    out_.reason += " " + msg("{} says that they are alternatives.", shown(file->path));
    return true;
  }
  out_.licence = licence::combine(Expression::Kind::all_of, parts);
  out_.confidence = std::min(out_.confidence, Confidence::strong);
  out_.doubt = msg("May users choose one of these licences, or must they keep all of them?");
  return true;
}

/// LICENSES/ or license/: REUSE puts the licences of bundled code there too, so the main one is told
/// elsewhere.
bool Builder::from_folder() {
  const std::vector<const LicenceFile*> files = own_files(LicencePlace::licences_folder);
  if (files.empty()) return false;
  const std::vector<Expression> parts = joined_parts(files);
  if (parts.size() <= 1) return from_files(files);
  for (const By by : {By::reuse, By::manifest, By::heads, By::readme}) {
    const LicenceStatement* said = statement(by);
    if (said == nullptr) continue;
    out_.licence = said->licence;
    out_.confidence = Confidence::strong;
    out_.reason = msg("Of the {} licences in {}, {} names {} for the project.", parts.size(),
                      shown(files.front()->path.substr(0, files.front()->path.find('/'))), said->seen.path,
                      to_string(*said->licence));
    for (const LicenceFile* file : files)
      if (shares_a_licence(licence::combine(Expression::Kind::all_of, file->parts), *said->licence))
        out_.evidence.push_back(evidence_of(*file));
    out_.evidence.push_back(said->seen);
    return true;
  }
  return from_files(files);
}

bool Builder::from_statement(By by, Confidence confidence) {
  const LicenceStatement* said = statement(by);
  if (said == nullptr) return false;
  out_.licence = said->licence;
  out_.confidence = confidence;
  out_.evidence.push_back(said->seen);
  out_.reason = msg("No licence file names it; {} says {}.", said->seen.path, to_string(*said->licence));
  return true;
}

/// A file holds one licence's text; the manifest names it together with others.
void Builder::add_what_manifest_says() {
  const LicenceStatement* said = statement(By::manifest);
  if (said == nullptr || said->licence->kind == Expression::Kind::term) return;
  const std::set<std::string> have = families_of(*out_.licence), named = families_of(*said->licence);
  if (named.size() <= have.size() || !std::includes(named.begin(), named.end(), have.begin(), have.end()))
    return;
  const bool choice = std::any_of(out_.files.begin(), out_.files.end(),
                                  [](const LicenceFile& file) { return file.said.choice; });
  out_.licence = choice && said->licence->kind == Expression::Kind::all_of
                     ? licence::combine(Expression::Kind::any_of, said->licence->of)
                     : *said->licence;
  out_.confidence = std::min(out_.confidence, Confidence::strong);
  out_.reason += " " + msg("{} names more: {}.", said->seen.path, to_string(*said->licence));
  out_.evidence.push_back(said->seen);
}

/// "See Copyright Notice in lua.h": the heads lead to a file that holds the text.
bool Builder::from_named_file() {
  const FileHeads& heads = facts_.get<FileHeads>();
  if (heads.licence.with * 2 < heads.files) return false;
  const Entry* example = facts_.snapshot().find(heads.refers);
  const FileText head = example == nullptr ? nullptr : facts_.text(*example);
  if (head == nullptr) return false;
  const Entry* named =
      pointed_at(facts_.snapshot(), example->folder(), head->substr(0, kPointerHead), *example);
  const FileText text = named == nullptr ? nullptr : facts_.text(*named);
  if (text == nullptr) return false;
  for (const licence::Found& found : engine_.identify(*text, licence::Where::licence_file).found) {
    if (found.how != licence::How::text || found.score < 0.95) continue;
    out_.licence = found.licence;
    out_.confidence = Confidence::strong;
    out_.evidence.push_back({.path = shown(named->path),
                             .line = found.first_line,
                             .last_line = found.last_line,
                             .excerpt = to_string(found.licence)});
    out_.reason =
        msg("No licence file names it; the heads of source files lead to {}, which holds the text "
            "of {}.",
            shown(named->path), to_string(found.licence));
    return true;
  }
  return false;
}

/// A GNU licence's text does not tell whether later versions are granted; notices do.
void Builder::settle_versions(Expression& expression) {
  if (expression.kind != Expression::Kind::term) {
    for (Expression& part : expression.of) settle_versions(part);
    expression = licence::combine(expression.kind, expression.of);
    return;
  }
  if (!expression.id.ends_with("-only")) return;
  bool open = false;
  for (const LicenceFile& file : out_.files)
    for (const licence::Found& found : file.said.found)
      open |= found.version_open && found.licence.id == expression.id;
  if (!open) return;
  const std::string base = expression.id.substr(0, expression.id.size() - 5);
  for (const LicenceStatement& statement : out_.statements) {
    if (!statement.licence) continue;
    for (const Expression* term : licence::terms_of(*statement.licence)) {
      const bool later = term->id == base + "-or-later" || (term->id.starts_with(base) && term->or_later);
      if (!later && term->id != base + "-only") continue;
      if (later) expression.id = base + "-or-later";
      out_.reason += " " + msg("{} tells the version: {}.", statement.seen.path, expression.id);
      return;
    }
  }
  if (out_.doubt.empty())
    out_.doubt = msg("May users choose later versions of {} too (\"{}-or-later\"), or not (\"{}-only\")?",
                     base, base, base);
}

void Builder::add_restrictions() {
  for (const LicenceFile& file : out_.files) {
    const bool decided = std::any_of(out_.evidence.begin(), out_.evidence.end(),
                                     [&](const Evidence& seen) { return seen.path == shown(file.path); });
    if ((file.place != LicencePlace::root && !decided) || file.third_party || file.said.restrictions.empty())
      continue;
    out_.restrictions = file.said.restrictions;
    out_.restricted_by = shown(file.path);
    for (const licence::Restriction& restriction : file.said.restrictions)
      if (!restriction.licence.empty())
        out_.licence = licence::combine(Expression::Kind::all_of,
                                        {*out_.licence, Expression::term(restriction.licence)});
    Evidence evidence = evidence_of(file);
    evidence.line = file.said.restrictions.front().line;
    evidence.last_line = 0;
    evidence.excerpt = file.said.restrictions.front().means;
    out_.evidence.push_back(std::move(evidence));
    return;
  }
}

void Builder::find_contradictions() {
  for (const LicenceStatement& statement : out_.statements) {
    if (!statement.licence || shares_a_licence(*statement.licence, *out_.licence)) continue;
    if (out_.evidence.empty() || statement.seen == out_.evidence.front()) continue;
    out_.contradictions.push_back(msg("{} says {}, but {} says {}.", out_.evidence.front().path,
                                      to_string(*out_.licence), statement.seen.path,
                                      to_string(*statement.licence)));
  }
}

void Builder::describe_unknown() {
  for (const LicenceFile& file : out_.files) {
    if (file.place == LicencePlace::deeper || file.third_party || !file.readable || file.empty) continue;
    if (!own_terms_.empty() && file.path != own_terms_) continue;
    out_.evidence.push_back(evidence_of(file));
    if (out_.restrictions.empty() && !file.said.restrictions.empty()) {
      out_.restrictions = file.said.restrictions;
      out_.restricted_by = shown(file.path);
      out_.evidence.back().line = file.said.restrictions.front().line;
    }
    if (file.said.reserved) {
      out_.reserved = true;
      out_.evidence.back().line = file.said.reserved_line;
    }
    if (out_.nearest.empty() && !file.said.nearest.empty()) {
      const licence::Found& near = file.said.nearest.front();
      out_.nearest = msg("{} ({} % alike)", to_string(near.licence), static_cast<int>(near.score * 100));
    }
  }
  if (out_.evidence.empty()) read_terms_of_readme();
  if (!out_.evidence.empty() || !out_.stated_for_some.empty()) return;
  const FileHeads& heads = facts_.get<FileHeads>();
  if (heads.licence.with == 0) return;
  out_.stated_for_some =
      msg("{} of {} source files state a licence or where it is.", heads.licence.with, heads.files);
  out_.evidence.push_back({.path = shown(heads.licence.example), .line = heads.licence.example_line});
}

/// "May be copied freely for non-commercial purposes" is no licence, but says why there is none; a tag in the
/// README is for the README.
void Builder::read_terms_of_readme() {
  for (const Document& document : facts_.get<Documents>().all()) {
    if (document.kind != "readme" || document.path.find('/') != std::string::npos) continue;
    const Entry* entry = facts_.snapshot().find(document.path);
    const FileText text = entry == nullptr ? nullptr : facts_.text(*entry);
    if (text == nullptr) continue;
    std::vector<licence::Restriction> said = engine_.identify(*text, licence::Where::prose).restrictions;
    std::erase_if(said, [](const licence::Restriction& one) { return one.id != "non_commercial"; });
    if (const std::string tag = engine_.licence_of_head(std::string_view(*text).substr(0, kTagHead));
        said.empty() && !tag.empty() && tag != licence::kRefersElsewhere) {
      out_.stated_for_some = msg("{} states {} for itself.", shown(document.path), tag);
      out_.evidence.push_back({.path = shown(document.path), .excerpt = tag});
      return;
    }
    if (said.empty()) continue;
    out_.restricted_by = shown(document.path);
    out_.evidence.push_back(
        {.path = out_.restricted_by, .line = said.front().line, .excerpt = said.front().means});
    out_.restrictions = std::move(said);
    return;
  }
}

}  // namespace

std::string_view name_of(LicenceStatement::By by) {
  switch (by) {
    case By::manifest:
      return "manifest";
    case By::readme:
      return "readme";
    case By::reuse:
      return "reuse";
    case By::heads:
      break;
  }
  return "heads";
}

Licensing Licensing::collect(const Facts& facts) {
  const LicenceEngine& engine = facts.get<LicenceEngine>();
  if (!engine) return {};
  return Builder(facts, *engine).build();
}

const LicenceFile* Licensing::main_file() const {
  for (const LicenceFile& file : files)
    if (!file.third_party && file.readable && !file.empty && file.place != LicencePlace::deeper) return &file;
  return nullptr;
}

bool Licensing::has_file() const { return main_file() != nullptr; }

}  // namespace badgescan
