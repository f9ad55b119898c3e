// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/licence/identify.h"

#include <algorithm>
#include <optional>

#include "scanner/base/text.h"
#include "scanner/base/wildcard.h"
#include "scanner/licence/identify_rules.h"
#include "scanner/licence/match.h"
#include "scanner/rules/rule_set.h"

namespace badgescan::licence {
namespace {

constexpr std::string_view kNames = "licences/names.json";
constexpr std::string_view kPhrases = "licences/phrases.json";
constexpr std::string_view kVerdicts = "licences/verdicts.json";
constexpr std::size_t kMostTags = 64;
constexpr std::size_t kMostNames = 200;

/// Of the ids that share a text the one to show: current, and for the GNU licences the "-only" form.
const SpdxId& shown_id(const TableText& text, const Spdx& spdx) {
  const SpdxId* best = &spdx.ids()[text.ids.front()];
  const auto rank = [](const SpdxId& id) {
    int value = id.deprecated ? 4 : 0;
    if (id.id.find("invariants") != std::string_view::npos) value += 2;
    if (id.id.ends_with("-or-later")) value += 1;
    return value;
  };
  for (const std::uint16_t row : text.ids)
    if (rank(spdx.ids()[row]) < rank(*best)) best = &spdx.ids()[row];
  return *best;
}

/// The value of an SPDX tag: the rest of the line without the end of a comment.
std::string_view tag_value(std::string_view line) {
  for (const std::string_view end : {"*/", "-->", "\"", "'", "`", "#}", "%>", "}}", "*)", "|#", "]]", "-}"})
    line = line.substr(0, line.find(end));
  const std::size_t stop = line.find_first_of("<>{}[];,$%");
  return trim(line.substr(0, stop));
}

}  // namespace

bool is_exception(const Expression& term) {
  const SpdxId* id = term.kind == Expression::Kind::term ? Spdx::get().find(term.id) : nullptr;
  return id != nullptr && id->exception;
}

bool is_gnu(std::string_view id) { return id.ends_with("-only") || id.ends_with("-or-later"); }

std::string_view gnu_base(std::string_view id) {
  return id.substr(0, id.rfind(id.ends_with("-only") ? "-only" : "-or-later"));
}

bool Identified::has_text() const {
  return std::any_of(found.begin(), found.end(), [](const Found& one) { return one.how == How::text; });
}

namespace {

/// One run over one text.
class Reading {
 public:
  Reading(const Identifier::Rules& rules, std::string_view text, Where context)
      : rules_(rules), spdx_(Spdx::get()), text_(text), context_(context) {}

  Identified run();

 private:
  void read_tags();
  void read_texts();
  void add_text(const TextMatch& match);
  void read_names();
  void read_name(const PhraseTable::Hit& hit);
  bool is_denied(std::size_t at) const;
  bool is_stated(const PhraseTable::Hit& hit) const;
  std::optional<Found> gnu_licence(const NameMeaning& meaning, const PhraseTable::Hit& hit) const;
  std::size_t next_name(std::size_t after) const;
  void merge(Found found);
  void drop_vague();
  void read_choice();
  void read_only();
  void read_bundled();
  void read_restrictions();
  bool is_part_of_licence(const PhraseTable::Hit& hit) const;
  void read_reserved();
  bool in_licence_text(std::size_t at) const {
    return std::any_of(regions_.begin(), regions_.end(),
                       [&](const TextMatch& m) { return at >= m.begin && at < m.end; });
  }
  int line(std::size_t at) const { return static_cast<int>(words_[std::min(at, words_.size() - 1)].line); }

  const Identifier::Rules& rules_;
  const Spdx& spdx_;
  std::string_view text_;
  Where context_;
  std::vector<Word> words_;
  std::vector<TextMatch> regions_;  ///< licence texts, not headers
  std::vector<Found> names_only_;
  std::vector<std::pair<std::size_t, Found>> named_at_;  ///< the same, with their places
  Identified out_;
};

Identified Reading::run() {
  read_tags();
  // A head with one tag says all with it, and most heads of a project that uses tags are such.
  if (context_ == Where::source_head && out_.found.size() == 1) return std::move(out_);
  words_ = words_of(text_);
  out_.cut = text_.size() > kMostBytes || words_.size() >= kMostWords;
  if (words_.empty()) return std::move(out_);
  if (context_ == Where::source_head) {
    // Thousands of heads are read: look for full texts only where nothing shorter tells.
    if (out_.found.empty()) read_names();
    if (out_.found.empty()) read_texts();
    drop_vague();
    if (out_.found.size() > 1) read_choice();
    return std::move(out_);
  }
  read_texts();
  read_names();
  // A bare name only counts where nothing better is said; "MIT License" above the text is its title.
  if (context_ == Where::label || out_.found.empty())
    for (Found& found : names_only_) merge(std::move(found));
  drop_vague();
  read_choice();
  read_only();
  read_bundled();
  read_restrictions();
  read_reserved();
  std::stable_sort(out_.found.begin(), out_.found.end(),
                   [](const Found& a, const Found& b) { return a.first_line < b.first_line; });
  return std::move(out_);
}

void Reading::read_tags() {
  constexpr std::string_view kTag = "SPDX-License-Identifier";
  std::size_t count = 0;
  const std::string_view text = text_.substr(0, kMostBytes);
  for (std::size_t at = text.find(kTag); at != std::string_view::npos && count < kMostTags;
       at = text.find(kTag, at + 1), count++) {
    const std::size_t colon = at + kTag.size();
    if (colon >= text.size() || text[colon] != ':') continue;
    const std::string_view rest = text.substr(colon + 1, 400);
    Result<Expression> licence = parse_expression(tag_value(rest.substr(0, rest.find_first_of("\r\n"))));
    if (!licence || licence->id == "NOASSERTION") continue;
    const int at_line = line_of(text, at);
    merge({.licence = std::move(*licence), .how = How::tag, .first_line = at_line, .last_line = at_line});
  }
}

void Reading::read_texts() {
  const TextMatches matches = match_texts(words_, spdx_);
  out_.words = matches.words;
  out_.explained = matches.explained;
  for (const TextMatch& match : matches.found) add_text(match);
  for (const TextMatch& match : matches.near) {
    const SpdxId& id = shown_id(spdx_.texts()[match.text], spdx_);
    if (spdx_.texts()[match.text].header) continue;
    out_.nearest.push_back({.licence = Expression::term(std::string(id.id)),
                            .how = How::text,
                            .score = match.score,
                            .coverage = match.coverage,
                            .first_line = match.first_line,
                            .last_line = match.last_line});
  }
}

void Reading::add_text(const TextMatch& match) {
  const TableText& text = spdx_.texts()[match.text];
  const SpdxId& id = shown_id(text, spdx_);
  if (!text.header) regions_.push_back(match);
  if (text.header && (is_gnu(id.id) || id.id.ends_with('+')))
    return;  // the words around the name tell the version better
  Found found{.licence = Expression::term(std::string(id.id)),
              .how = text.header ? How::notice : How::text,
              .score = match.score,
              .coverage = match.coverage,
              .first_line = match.first_line,
              .last_line = match.last_line};
  found.header = text.header;
  found.version_open = !text.header && is_gnu(id.id);
  if (!id.exception) return merge(std::move(found));
  // An exception belongs to the licence that stands before it in the file.
  for (auto before = out_.found.rbegin(); before != out_.found.rend(); ++before) {
    if (before->licence.kind != Expression::Kind::term || before->how == How::tag) continue;
    if (before->licence.exception.empty()) before->licence.exception = std::string(id.id);
    return;
  }
  merge(std::move(found));
}

void Reading::read_names() {
  std::size_t count = 0;
  for (const PhraseTable::Hit& hit : rules_.names.find(words_, 0, words_.size())) {
    if (in_licence_text(hit.begin)) continue;
    if (++count > kMostNames) return;
    read_name(hit);
  }
}

bool Reading::is_denied(std::size_t at) const {
  std::size_t begin = at;
  while (begin > 0 && at - begin < 6 && !words_[begin].start) begin--;
  return rules_.denied.holds(words_, begin, at);
}

bool Reading::is_stated(const PhraseTable::Hit& hit) const {
  // "either of" lists name several licences after one verb: reach far back, but not into another paragraph.
  const std::size_t begin = hit.begin - std::min<std::size_t>(hit.begin, 16);
  return rules_.stated.holds(words_, begin, hit.begin);
}

/// Where the next licence is named: what follows that speaks of it.
std::size_t Reading::next_name(std::size_t after) const {
  for (std::size_t i = after; i < std::min(after + 20, words_.size()); i++)
    for (const PhraseTable::Hit& hit : rules_.names.at(words_, i))
      if (!rules_.meanings[hit.phrase].gnu.empty() && !rules_.meanings[hit.phrase].fixed) return i;
  return words_.size();
}

/// The version after the name ("GPL v2", "… License as published by …; either version 2 …") or before it
/// ("version 2 of the GPL"), and whether later ones are granted too.
std::optional<Found> Reading::gnu_licence(const NameMeaning& meaning, const PhraseTable::Hit& hit) const {
  constexpr std::size_t kReach = 18;
  std::string version = meaning.fixed ? meaning.versions.front() : "";
  std::size_t from = hit.end;
  const auto known = [&](std::size_t i) -> std::string {
    const auto found = rules_.numbers.find(words_[i].hash);
    if (found == rules_.numbers.end()) return "";
    // "2" means 2.0 or, for a family without it, nothing.
    for (const std::string& one : meaning.versions)
      if (one == found->second) return one;
    return "";
  };
  const auto scan = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < std::min(end, words_.size()) && version.empty(); i++) {
      const bool after_version =
          i > 0 && (words_[i - 1].hash == rules_.version || words_[i - 1].hash == rules_.v);
      if (!after_version && i != hit.end) continue;
      version = known(i);
      if (!version.empty()) from = std::max(from, i + 1);
    }
  };
  scan(hit.end, std::min(hit.end + kReach, next_name(hit.end)));
  if (version.empty()) scan(hit.begin - std::min<std::size_t>(hit.begin, 8), hit.begin);
  if (version.empty() && meaning.gnu == "AGPL") version = "3.0";
  const std::size_t begin = hit.begin - std::min<std::size_t>(hit.begin, 8);
  const bool later =
      rules_.later.holds(words_, from, from + 10) || rules_.later.holds(words_, begin, hit.begin);
  Found found{.how = How::notice, .first_line = line(hit.begin), .last_line = line(hit.end - 1)};
  if (version.empty()) {
    if (meaning.gnu == "GFDL") return std::nullopt;
    version = meaning.versions
                  .front();  // no version given: the oldest, and any later one, by the licence's own words
    found.licence = Expression::term(meaning.gnu + "-" + version + "-or-later");
    found.version_open = true;
    return found;
  }
  // "GPLv2+" loses its plus when it is read as words.
  bool plus = false;
  if (from <= words_.size()) {
    const std::string_view source = text_.substr(0, kMostBytes);
    std::size_t offset = 0;
    for (int skip = line(hit.begin) - 1; skip > 0 && offset != std::string_view::npos; skip--)
      offset = source.find('\n', offset) + 1;
    const std::string_view rest = source.substr(std::min(offset, source.size()), 400);
    const std::string low = to_lower(rest.substr(0, rest.find('\n')));
    const std::string major = version.substr(0, version.find('.'));
    for (const std::string& number : {version, major})
      for (const std::string& form : {"v" + number + "+", number + "+"})
        plus |= low.find(form) != std::string::npos;
  }
  found.licence = Expression::term(meaning.gnu + "-" + version + (later || plus ? "-or-later" : "-only"));
  return found;
}

void Reading::read_name(const PhraseTable::Hit& hit) {
  const NameMeaning& meaning = rules_.meanings[hit.phrase];
  if (is_denied(hit.begin)) return;
  if (hit.end < words_.size() && words_[hit.end].hash == rules_.compatible) return;  // "GPL-compatible"
  const bool stated = meaning.certain || is_stated(hit);
  if (!stated && meaning.from_list && context_ == Where::source_head) return;
  std::optional<Found> found;
  if (meaning.gnu.empty()) {
    found = Found{.licence = meaning.licence,
                  .how = How::notice,
                  .first_line = line(hit.begin),
                  .last_line = line(hit.end - 1)};
  } else {
    found = gnu_licence(meaning, hit);
  }
  if (!found) return;
  found->how = stated ? How::notice : How::name;
  if (stated) return merge(std::move(*found));
  if (!found->version_open) named_at_.emplace_back(hit.begin, *found);
  names_only_.push_back(std::move(*found));
}

/// Adds a licence once. The same one said twice keeps the stronger form; a notice tells "or later" for a GNU
/// text.
void Reading::merge(Found found) {
  for (Found& known : out_.found) {
    if (known.licence == found.licence) {
      known.first_line = std::min(found.first_line, known.first_line);
      if (found.how < known.how) {
        found.first_line = std::min(found.first_line, known.first_line);
        known = std::move(found);
      }
      return;
    }
    const bool terms =
        known.licence.kind == Expression::Kind::term && found.licence.kind == Expression::Kind::term;
    if (!terms || !is_gnu(known.licence.id) || !is_gnu(found.licence.id)) continue;
    const auto family = [](std::string_view id) { return id.substr(0, id.find('-')); };
    if (family(known.licence.id) != family(found.licence.id)) continue;
    // A notice without a version says nothing that another mention does not say better.
    if (found.version_open && found.how != How::text) return;
    const bool same = gnu_base(known.licence.id) == gnu_base(found.licence.id);
    if (known.version_open && known.how != How::text && found.how != How::text) {
      known = std::move(found);
      return;
    }
    if (!same) continue;
    if (known.how == How::text && found.how != How::text && known.version_open) {
      known.licence.id = found.licence.id;
      known.version_open = false;
      return;
    }
    if (found.licence.id.ends_with("-only")) return;  // "or later" was said elsewhere
    known.licence.id = found.licence.id;
    return;
  }
  out_.found.push_back(std::move(found));
}

/// "the GPL", without a version, beside something definite is said in passing.
void Reading::drop_vague() {
  const auto vague = [](const Found& found) { return found.version_open && found.how != How::text; };
  if (std::all_of(out_.found.begin(), out_.found.end(), vague)) return;
  std::erase_if(out_.found, vague);
}

void Reading::read_choice() {
  for (const PhraseTable::Hit& hit : rules_.choice.find(words_, 0, words_.size())) {
    if (in_licence_text(hit.begin)) continue;
    // "(at your option) any later version" chooses a version, not a licence.
    const std::size_t before = hit.begin - std::min<std::size_t>(hit.begin, 6);
    if (rules_.later.holds(words_, before, hit.end + 5)) continue;
    out_.choice = true;
    out_.choice_line = line(hit.begin);
    // What the user may choose from is named right there.
    constexpr std::size_t kNear = 40;
    for (auto& [at, found] : named_at_)
      if (at + kNear >= hit.begin && at <= hit.end + kNear) merge(std::move(found));
    named_at_.clear();
    return;
  }
}

/// Whether a restriction's words belong to the known licence they stand in (the GPL speaks of noncommercial
/// distribution). A pair that the licence lacks though it would be in its sample proves that somebody added
/// them.
bool Reading::is_part_of_licence(const PhraseTable::Hit& hit) const {
  for (const TextMatch& region : regions_) {
    if (hit.begin < region.begin || hit.end > region.end) continue;
    const TableText& text = spdx_.texts()[region.text];
    for (std::size_t i = hit.begin; i + 1 < hit.end; i++) {
      if (words_[i].skip || words_[i + 1].skip) continue;
      const Pair pair = pair_of(words_[i].hash, words_[i + 1].hash);
      if (pair.level < text.level) continue;
      const std::uint32_t key = spdx_.key_index(pair.key);
      if (key == Spdx::kNoKey) return false;
      const auto postings = spdx_.postings(key);
      if (std::none_of(postings.begin(), postings.end(), [&](Posting p) { return p >> 1 == region.text; }))
        return false;
    }
    return true;
  }
  return false;
}

/// "the only valid version of the GPL … is this one": no later versions, whatever an example below it says.
void Reading::read_only() {
  for (const PhraseTable::Hit& hit : rules_.only.find(words_)) {
    if (in_licence_text(hit.begin)) continue;
    for (Found& found : out_.found) {
      if (found.how != How::text || !is_gnu(found.licence.id)) continue;
      found.licence.id = std::string(gnu_base(found.licence.id)) + "-only";
      found.version_open = false;
    }
    return;
  }
}

void Reading::read_bundled() {
  for (const PhraseTable::Hit& hit : rules_.bundled.find(words_))
    if (!in_licence_text(hit.begin)) out_.bundled = true;
}

void Reading::read_restrictions() {
  for (const PhraseTable::Hit& hit : rules_.restrictions.find(words_, 0, words_.size())) {
    if (is_part_of_licence(hit) || out_.restrictions.size() >= 16) continue;
    const RestrictionRule& rule = rules_.restriction_rules[hit.phrase];
    const bool known = std::any_of(out_.restrictions.begin(), out_.restrictions.end(),
                                   [&](const Restriction& r) { return r.id == rule.id; });
    if (!known) out_.restrictions.push_back({rule.id, rule.means, rule.licence, line(hit.begin)});
  }
}

void Reading::read_reserved() {
  if (!out_.found.empty()) return;
  const std::vector<PhraseTable::Hit> hits = rules_.reserved.find(words_, 0, words_.size());
  // Whose it is and nothing else grants nothing either.
  const bool only_copyright = context_ == Where::licence_file &&
                              states_copyright(text_.substr(0, kMostBytes)) &&
                              std::all_of(words_.begin(), words_.end(), [](const Word& w) { return w.skip; });
  if (hits.empty() && !only_copyright) return;
  out_.reserved = true;
  out_.reserved_line = line(hits.empty() ? 0 : hits.front().begin);
}

}  // namespace

Identifier::Identifier(std::unique_ptr<Rules> rules) : rules_(std::move(rules)) {}
Identifier::~Identifier() = default;

Result<std::shared_ptr<const Identifier>> Identifier::load(const RuleSet& rules) {
  auto loaded = std::make_unique<Rules>();
  const auto read = [&](std::string_view name, void (Rules::*load)(const JsonPlace&)) {
    return strict_load(rules.file(name), rules.origin(name),
                       [&](const JsonPlace& root) { (loaded.get()->*load)(root); });
  };
  for (const Outcome& outcome : {read(kNames, &Rules::load_names), read(kPhrases, &Rules::load_phrases),
                                 read(kVerdicts, &Rules::load_verdicts)})
    if (!outcome) return Error{outcome.error()};
  return std::shared_ptr<const Identifier>(new Identifier(std::move(loaded)));
}

Identified Identifier::identify(std::string_view text, Where context) const {
  return Reading(*rules_, text, context).run();
}

Result<Expression> Identifier::named(std::string_view text) const {
  text = trim(text);
  Result<Expression> parsed = parse_expression(text);
  if (parsed) {
    const std::vector<const Expression*> terms = terms_of(*parsed);
    const auto known = [&](const Expression* term) {
      return Spdx::get().find(term->id) != nullptr || term->id.starts_with("LicenseRef-") ||
             term->id.starts_with("DocumentRef-") || judge_term(*term).freedom == Freedom::not_free;
    };
    if (std::all_of(terms.begin(), terms.end(), known)) return parsed;
  }
  const Identified said = identify(text, Where::label);
  if (said.found.empty())
    return Error{"'" + shorten(clean_utf8(text), 80) + "' is no SPDX expression and no licence name we know"};
  std::vector<Expression> parts;
  for (Found found : said.found) {
    // R writes "GPL (>= 2)".
    if (found.licence.id.ends_with("-only") && text.find(">=") != std::string_view::npos)
      found.licence.id = std::string(gnu_base(found.licence.id)) + "-or-later";
    parts.push_back(found.licence);
  }
  const bool any = said.choice || text.find_first_of("/|") != std::string_view::npos ||
                   contains_ignoring_case(text, " or ");
  return combine(any ? Expression::Kind::any_of : Expression::Kind::all_of, parts);
}

Judgement Identifier::judge_term(const Expression& term) const {
  Judgement out;
  for (const Verdict& verdict : rules_->not_free)
    if (wildcard_match(verdict.pattern, term.id))
      return {.freedom = Freedom::not_free, .reason = verdict.why};
  const auto listed = [&](const std::vector<std::string>& patterns) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& pattern) { return wildcard_match(pattern, term.id); });
  };
  out.content = listed(rules_->content);
  const SpdxId* id = Spdx::get().find(term.id);
  out.osi = id != nullptr && id->osi;
  const bool flagged = id != nullptr && (id->osi || id->fsf || id->permissive || id->exception);
  if (flagged || listed(rules_->also_free)) out.freedom = Freedom::free;
  return out;
}

Judgement Identifier::judge(const Expression& expression) const {
  return licence::judge(expression, [this](const Expression& term) { return judge_term(term); });
}

std::string Identifier::licence_of_head(std::string_view head) const {
  const auto mentions = [&](std::string_view word) { return contains_ignoring_case(head, word); };
  if (!mentions("licen") && !mentions("redistribut") && !mentions("permission") &&
      !mentions("public domain") && !mentions("copying") && !mentions("copyright notice"))
    return {};
  const Identified said = identify(head, Where::source_head);
  if (said.found.empty()) {
    const std::vector<Word> words = words_of(head);
    return rules_->refers.holds(words, 0, words.size()) ? std::string(kRefersElsewhere) : std::string{};
  }
  std::vector<Expression> parts;
  for (const Found& found : said.found) parts.push_back(found.licence);
  return to_string(combine(said.choice ? Expression::Kind::any_of : Expression::Kind::all_of, parts));
}

bool states_copyright(std::string_view head) {
  for (std::size_t begin = 0; begin < head.size();) {
    std::size_t end = head.find('\n', begin);
    if (end == std::string_view::npos) end = head.size();
    if (is_copyright_line(head.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace badgescan::licence
