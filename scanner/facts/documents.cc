// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/documents.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/document_finder.h"
#include "scanner/facts/document_rules.h"
#include "scanner/facts/ledger.h"
#include "scanner/facts/prose_builder.h"
#include "scanner/facts/selection.h"
#include "scanner/facts/tree_index.h"
#include "scanner/rules/rule_set.h"

namespace badgescan {
namespace {

// Documented in docs/detectors/documents.md. Named documents come first, so a cut costs pages only.
constexpr std::size_t kMaxNamed = 600, kMaxPages = 400;
constexpr std::uint64_t kMaxNamedBytes = 16u << 20, kMaxPageBytes = 4u << 20;
constexpr std::size_t kStubWords =
    60;  // a document that is shorter and links to one file may be a stub of it
constexpr std::size_t kEmptyWords = 6;  // a document with fewer words and no link says nothing
constexpr std::string_view kRulesFile = "documents.json", kPages = "docs";

const Entry* find_document(const Snapshot& snapshot, const std::string& path) {
  if (path.empty()) return nullptr;
  const Entry* entry = snapshot.find(path);
  if (entry == nullptr) return nullptr;
  entry = resolve_symlink(snapshot, *entry);
  return entry != nullptr && entry->is_file() ? entry : nullptr;
}

/// The file that a stub stands for: its only local link, the path that is its whole text (a symlink that was
/// checked in as a file), or an include.
const Entry* stub_target(const Snapshot& snapshot, const Document& stub, const Entry& self) {
  const std::string_view folder = self.folder();
  const Entry* found = nullptr;
  for (const Link& link : stub.links) {
    if (link.image) continue;
    const Entry* target = find_document(snapshot, resolve_link(folder, link.target));
    if (target == nullptr || target->path == self.path) continue;
    if (found != nullptr && found->path != target->path) return nullptr;
    found = target;
  }
  if (found != nullptr) return found;
  const std::string_view whole = trim(*stub.text);
  if (whole.find_first_of(" \n") != std::string_view::npos || whole.size() > 200) return nullptr;
  const Entry* target = find_document(snapshot, resolve_link(folder, whole));
  return target != nullptr && target->path != self.path ? target : nullptr;
}

/// Whether the text names an address that is none of the placeholder's.
bool has_real_contact(const std::string& text, const RE2& placeholder) {
  static const RE2 mail("([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\\.[A-Za-z0-9.-]*[A-Za-z])", RE2::Latin1);
  if (contains_ignoring_case(text, "/security/advisories")) return true;
  re2::StringPiece rest(text);
  std::string found;
  while (RE2::FindAndConsume(&rest, mail, &found)) {
    if (!RE2::PartialMatch(found, placeholder)) return true;
  }
  return false;
}

/// Whether the parts that are free of the placeholder hold more than a heading and a table.
bool has_other_parts(const Document& document, const RE2& placeholder) {
  constexpr std::size_t kSaid = 40;
  std::size_t words = 0;
  for (const Section& section : document.sections) {
    if (!RE2::PartialMatch(section.prose, placeholder)) words += count_words(section.prose);
  }
  return words >= kSaid;
}

/// The first of these words that asks to be filled in; an example of a commit's trailer or of git's settings
/// shows what others are to write.
re2::StringPiece placeholder_in(const std::string& text, const RE2& pattern) {
  static const RE2 example(R"((?i)\b[a-z]+-by:|user\.(?:name|email)\b|--author\b)", RE2::Latin1);
  re2::StringPiece hit;
  for (std::size_t from = 0; pattern.Match(text, from, text.size(), RE2::UNANCHORED, &hit, 1);) {
    const std::size_t at = static_cast<std::size_t>(hit.data() - text.data());
    const std::size_t line = text.rfind('\n', at) + 1, end = std::min(text.find('\n', at), text.size());
    if (!RE2::PartialMatch(re2::StringPiece(text.data() + line, end - line), example)) return hit;
    from = end;
  }
  return {};
}

/// Says whether nobody filled the template in, and by which words it shows.
void judge_template(Document& document, const DocumentRules& rules, const DocumentKind& kind) {
  if (kind.form) return;
  const std::size_t words = document.words();
  std::size_t headings = 0;
  for (const Section& section : document.sections) headings += count_words(section.heading);
  const bool has_link =
      std::any_of(document.links.begin(), document.links.end(), [](const Link& l) { return !l.image; });
  const bool empty = words < kEmptyWords && (words < kEmptyWords / 2 || words + headings < kEmptyWords);
  if (!kind.data && empty && !has_link && document.code_lines.empty() &&
      document.text->find('@') == std::string::npos) {
    document.template_only = true;
    return;
  }
  // Nobody writes this much and leaves the form as it was: an address in it is an example.
  constexpr std::size_t kWritten = 2000;
  if (kind.kind == "readme" || kind.kind == "changelog" || words > kWritten) return;
  for (const Placeholder& placeholder : rules.placeholders) {
    const re2::StringPiece hit = placeholder_in(*document.text, *placeholder.pattern);
    if (hit.empty()) continue;
    if (placeholder.unless_real_contact && has_real_contact(*document.text, *placeholder.pattern)) continue;
    if (placeholder.unless_other_parts && has_other_parts(document, *placeholder.pattern)) continue;
    document.template_only = true;
    document.template_marker = clean_utf8(hit.as_string());
    return;
  }
}

/// Every line is a block: forms and lists in YAML.
void parse_data(std::string_view text, ProseBuilder& out) {
  int number = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    const std::string_view body = trim(line);
    if (body.empty() || body.front() == '#') continue;
    out.text(body, number);
    out.end_block();
    for (auto at = body.find("http"); at != std::string_view::npos; at = body.find("http", at + 4)) {
      const std::string_view url = body.substr(at, body.find_first_of(" \t\"'<>)]", at) - at);
      if (url.find("://") != std::string_view::npos) out.link({}, url, number);
    }
  }
  out.finish(number);
}

/// Comments of a form are its instructions: they count as prose.
std::string with_visible_comments(const std::string& text) {
  return replace_all(replace_all(text, "<!--", "    "), "-->", "   ");
}

bool looks_like_markdown(std::string_view text) {
  for (const std::string_view line : split_lines(text.substr(0, 20000))) {
    if (line.substr(0, 2) == "# " || line.substr(0, 3) == "## " || line.substr(0, 3) == "```") return true;
  }
  return false;
}

std::string extension_of(std::string_view path) {
  const auto slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string() : to_lower(name.substr(dot + 1));
}

void parse_by_extension(Document& document, const std::string& extension, std::string_view text) {
  ProseBuilder out(document);
  if (extension == "rst") {
    parse_rst(text, out);
  } else if (extension == "adoc" || extension == "asciidoc") {
    parse_asciidoc(text, out);
  } else if (extension == "org") {
    parse_org(text, out);
  } else if (extension == "html" || extension == "htm") {
    parse_html(text, 1, out);
    out.finish(LineTable(text).count());
  } else if (extension == "rdoc") {
    parse_rdoc(text, out);
  } else if (extension == "pod") {
    parse_pod(text, out);
  } else if (extension == "yml" || extension == "yaml" || extension == "cff") {
    parse_data(text, out);
  } else if (extension == "md" || extension == "markdown" || extension == "mdown" || extension == "mkd" ||
             extension == "mdx" || looks_like_markdown(text)) {
    parse_markdown(text, out);
  } else {
    document.prose_only = true;
    parse_plain(text, out);
  }
}

Document parse_text(std::string_view path, FileText text, bool form) {
  Document document;
  document.path = std::string(path);
  document.text = text ? std::move(text) : std::make_shared<const std::string>();
  std::string cleaned;
  std::string_view source = *document.text;
  if (form) source = cleaned = with_visible_comments(*document.text);
  if (!is_valid_utf8(source) || source.substr(0, 3) == "\xef\xbb\xbf") {
    std::string valid = clean_utf8(source);
    cleaned = std::move(valid);
    source = cleaned;
  }
  parse_by_extension(document, extension_of(path), source);
  return document;
}

/// "Security 🔒", "3. Security:" → "Security": what the patterns of headings see.
std::string_view bare_heading(std::string_view heading) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  while (!heading.empty() && !letter(heading.front())) heading.remove_prefix(1);
  while (!heading.empty() && !letter(heading.back()) && heading.back() != ')') heading.remove_suffix(1);
  return heading;
}

std::size_t section_end(const Document& document, std::size_t first) {
  std::size_t last = first + 1;
  while (last < document.sections.size() && document.sections[last].level > document.sections[first].level)
    ++last;
  return last;
}

/// An outline with one title has its chapters below it: then the title stands for the document, not a
/// section.
bool is_title(const Document& document, std::size_t index) {
  return index <= 1 && section_end(document, index) == document.sections.size();
}

}  // namespace

std::string Document::prose() const {
  std::string out;
  for (const Section& section : sections) {
    if (!out.empty()) out += '\n';
    out += section.prose;
  }
  return out;
}

std::size_t count_words(std::string_view text) {
  enum Kind : std::uint8_t { other, part, inner, wide_character };
  static constexpr std::array<Kind, 256> kKinds = [] {
    std::array<Kind, 256> kinds{};
    for (unsigned c = 0; c < kinds.size(); ++c) {
      const unsigned letter = c | 0x20u;
      if (c >= 0xe3 && c <= 0xed)  // CJK and Hangul: three bytes a character
        kinds[c] = wide_character;
      else if ((c >= '0' && c <= '9') || (letter >= 'a' && letter <= 'z') || c >= 0xc3)
        kinds[c] = part;
      else if (c >= 0x80 || c == '\'')
        kinds[c] = inner;
    }
    return kinds;
  }();
  std::size_t words = 0, wide = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const Kind kind = kKinds[static_cast<unsigned char>(text[i])];
    if (kind == wide_character) {
      ++wide;
      i += 2;
      inside = false;
      continue;
    }
    words += kind == part && !inside;
    inside = kind == part || (inside && kind == inner);
  }
  return words + wide / 2;
}

std::size_t Document::words() const {
  std::size_t sum = 0;
  for (const Section& section : sections) sum += count_words(section.prose);
  return sum;
}

std::string Piece::prose() const {
  std::string out;
  for (std::size_t i = first; i < last; ++i) {
    if (!out.empty()) out += '\n';
    out += document->sections[i].prose;
  }
  return out;
}

std::size_t Piece::words() const {
  std::size_t sum = 0;
  for (std::size_t i = first; i < last; ++i) sum += count_words(document->sections[i].prose);
  return sum;
}

int Piece::line() const { return whole ? 0 : document->sections[first].line; }
int Piece::last_line() const { return whole ? 0 : document->sections[last - 1].last_line; }
bool Piece::holds(int at) const { return whole || (at >= line() && at <= last_line()); }
std::string_view Piece::heading() const {
  return whole ? std::string_view{} : document->sections[first].heading;
}
std::string Piece::path() const { return clean_utf8(document->path); }

Evidence Piece::evidence() const {
  Evidence out;
  out.path = path();
  out.line = line();
  out.last_line = last_line();
  for (std::size_t i = first; i < last && out.excerpt.empty(); ++i) {
    const std::string& text = document->sections[i].prose;
    out.excerpt = shorten(text.substr(0, text.find('\n')), 160);
  }
  return out;
}

Document parse_document(std::string_view path, FileText text) {
  return parse_text(path, std::move(text), false);
}

// ---------------------------------------------------------------- collecting

namespace {

/// The rules, read once, and what finds documents by them.
struct DocumentTable {
  std::shared_ptr<const DocumentRules> rules;  ///< null when they cannot be read: `error` says why
  std::shared_ptr<const DocumentFinder> finder;
  std::string error;

  static DocumentTable collect(const Facts& facts) {
    DocumentTable table;
    auto rules = DocumentRules::parse(facts.rules().file(kRulesFile), facts.rules().origin(kRulesFile));
    if (!rules) {
      table.error = rules.error();
      return table;
    }
    table.rules = std::make_shared<const DocumentRules>(std::move(*rules));
    table.finder = std::make_shared<const DocumentFinder>(*table.rules, facts.get<TreeIndex>());
    return table;
  }
};

const Selection kCandidates("documents", [](const Facts& facts, const Entry& entry) {
  const DocumentTable& table = facts.get<DocumentTable>();
  return table.finder != nullptr && table.finder->consider(entry).has_value();
});

bool may_stand_for(const DocumentKind& kind, const Document& document) {
  return kind.headings && document.kind != kind.kind && !document.template_only &&
         document.language.empty() &&
         std::find(kind.section_in.begin(), kind.section_in.end(), document.kind) != kind.section_in.end();
}

bool stands_for(std::string_view heading, const DocumentKind& kind) {
  const re2::StringPiece text(heading.data(), heading.size());
  return RE2::PartialMatch(text, *kind.headings) &&
         (kind.not_headings == nullptr || !RE2::PartialMatch(text, *kind.not_headings));
}

void find_stand_ins(Document& document, const DocumentRules& rules) {
  for (const DocumentKind& kind : rules.kinds) {
    if (!may_stand_for(kind, document)) continue;
    for (std::size_t i = 0; i < document.sections.size(); ++i) {
      const std::string_view heading = bare_heading(document.sections[i].heading);
      // A page may be about one thing; what its chapters say is about the page's own subject.
      if (heading.empty() || is_title(document, i) != (document.kind == kPages)) continue;
      if (!stands_for(heading, kind)) continue;
      const std::size_t last = section_end(document, i);
      document.stand_ins.push_back({kind.kind, i, last});
      i = last - 1;
    }
  }
}

class Collector {
 public:
  Collector(const Facts& facts, const DocumentTable& table)
      : facts_(facts), rules_(*table.rules), finder_(*table.finder), earlier_(facts.earlier<Documents>()) {
    if (earlier_ == nullptr) return;
    for (const Document& document : earlier_->all())
      known_.emplace(std::pair(document.kind, document.path), &document);
  }

  void run() {
    std::vector<DocumentCandidate> named, pages;
    for (const Entry* entry : kCandidates.of(facts_)) {
      std::optional<DocumentCandidate> candidate = finder_.consider(*entry);
      (candidate->kind < rules_.kinds.size() ? named : pages).push_back(std::move(*candidate));
    }
    sort(named);
    sort(pages);
    read(named, kMaxNamed, kMaxNamedBytes, complete);
    read(pages, kMaxPages, kMaxPageBytes, pages_complete);
  }

  std::vector<Document> documents;
  std::set<std::string, std::less<>> unread;
  bool complete = true, pages_complete = true;

 private:
  /// Forges show README.md when there is a README as well.
  static bool is_shown_first(const Entry& entry) { return extension_of(entry.path) == "md"; }

  static void sort(std::vector<DocumentCandidate>& candidates) {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const DocumentCandidate& a, const DocumentCandidate& b) {
                       if (a.language.empty() != b.language.empty()) return a.language.empty();
                       if (a.rank != b.rank) return a.rank < b.rank;
                       const bool a_shown = is_shown_first(*a.entry), b_shown = is_shown_first(*b.entry);
                       if (a_shown != b_shown) return a_shown;
                       return a.entry->path < b.entry->path;
                     });
  }

  std::string kind_name(std::size_t kind) const {
    return kind < rules_.kinds.size() ? rules_.kinds[kind].kind : std::string(kPages);
  }

  void read(const std::vector<DocumentCandidate>& candidates, std::size_t most, std::uint64_t bytes,
            bool& whole) {
    std::size_t count = 0;
    std::uint64_t sum = 0;
    for (const DocumentCandidate& candidate : candidates) {
      if (count >= most || sum >= bytes) {
        whole = false;
        facts_.note(
            Note::Kind::info, {},
            msg("{} documentation pages were found; the first {} were read", candidates.size(), count));
        return;
      }
      ++count;
      sum += take(candidate);
    }
  }

  /// Returns the bytes read.
  std::uint64_t take(const DocumentCandidate& candidate) {
    const Entry* entry = resolve_symlink(facts_.snapshot(), *candidate.entry);
    const std::string kind = kind_name(candidate.kind);
    if (entry == nullptr) {
      facts_.note(Note::Kind::info, clean_utf8(candidate.entry->path),
                  msg("this link leads to no file of the repository; it counts as absent"));
      return 0;
    }
    if (!entry->is_file() || !taken_.emplace(kind, std::string(entry->path)).second) return 0;
    std::optional<Document> document = make(*entry, candidate);
    if (!document) {
      unread.insert(kind);
      return 0;
    }
    const std::uint64_t size = document->text->size();
    if (entry != candidate.entry) document->named_by = std::string(candidate.entry->path);
    follow_stub(std::move(*document), *entry, candidate);
    return size;
  }

  /// Nothing when the file cannot be read.
  std::optional<Document> make(const Entry& entry, const DocumentCandidate& candidate) const {
    if (const Document* known = made_earlier(entry, candidate)) {
      Document document = *known;
      document.named_by.clear();  // what other files say of it
      document.points_to.clear();
      return document;
    }
    const std::size_t kind = candidate.kind;
    const FileText text = facts_.text(entry);
    if (!text) return std::nullopt;
    const bool page = kind >= rules_.kinds.size();
    Document document = parse_text(entry.path, text, !page && rules_.kinds[kind].form);
    document.kind = kind_name(kind);
    document.language = candidate.language;
    if (!page) judge_template(document, rules_, rules_.kinds[kind]);
    find_stand_ins(document, rules_);
    return document;
  }

  /// The document that an earlier run made of the same file.
  const Document* made_earlier(const Entry& entry, const DocumentCandidate& candidate) const {
    const auto known = known_.find({kind_name(candidate.kind), std::string(entry.path)});
    if (known == known_.end() || !facts_.ledger()->is_same(entry) ||
        known->second->language != candidate.language)
      return nullptr;
    facts_.ledger()->read(entry);
    return known->second;
  }

  /// A stub brings the document it points to along; a stub of a page elsewhere keeps its URL.
  void follow_stub(Document document, const Entry& entry, const DocumentCandidate& candidate) {
    const std::size_t words = document.words();
    const bool named = candidate.kind < rules_.kinds.size() && !rules_.kinds[candidate.kind].form;
    if (named && words <= kStubWords && document.kind != "readme") {
      const Entry* target = stub_target(facts_.snapshot(), document, entry);
      std::optional<Document> linked;
      if (target != nullptr && is_document(*target) && !is_taken(document.kind, *target))
        linked = make(*target, candidate);
      if (linked) {
        taken_.emplace(document.kind, target->path);
        linked->named_by = std::string(entry.path);
        documents.push_back(std::move(document));
        documents.push_back(std::move(*linked));
        return;
      }
      if (target == nullptr) document.points_to = outside(document);
    }
    documents.push_back(std::move(document));
  }

  bool is_taken(const std::string& kind, const Entry& entry) const {
    return taken_.contains({kind, std::string(entry.path)});
  }

  bool is_document(const Entry& entry) const {
    const std::string extension = extension_of(entry.path);
    return std::find(rules_.extensions.begin(), rules_.extensions.end(), extension) !=
           rules_.extensions.end();
  }

  /// The only web address of a short text.
  static std::string outside(const Document& document) {
    std::string found;
    for (const Link& link : document.links) {
      if (link.image || link.target.substr(0, 4) != "http") continue;
      if (!found.empty() && found != link.target) return {};
      found = link.target;
    }
    return clean_utf8(found);
  }

  const Facts& facts_;
  const DocumentRules& rules_;
  const DocumentFinder& finder_;
  std::shared_ptr<const Documents> earlier_;
  std::map<std::pair<std::string, std::string>, const Document*> known_;  ///< of `earlier_`, by kind and path
  std::set<std::pair<std::string, std::string>> taken_;
};

}  // namespace

Documents Documents::collect(const Facts& facts) {
  Documents out;
  const DocumentTable& table = facts.get<DocumentTable>();
  if (table.rules == nullptr) {
    out.complete_ = false;
    facts.note(Note::Kind::warning, {}, table.error);
    return out;
  }
  Collector collector(facts, table);
  collector.run();
  out.all_ = std::move(collector.documents);
  out.unread_ = std::move(collector.unread);
  out.complete_ = collector.complete && facts.snapshot().complete();
  out.pages_complete_ = collector.pages_complete;
  return out;
}

std::vector<const Document*> Documents::of(std::string_view kind) const {
  std::vector<const Document*> out;
  for (const Document& document : all_) {
    if (document.kind == kind && !document.template_only) out.push_back(&document);
  }
  return out;
}

const Document* Documents::first(std::string_view kind) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const Document& document) {
    return document.kind == kind && !document.template_only;
  });
  return found == all_.end() ? nullptr : &*found;
}

std::vector<const Document*> Documents::templates(std::string_view kind) const {
  std::vector<const Document*> out;
  for (const Document& document : all_) {
    if (document.kind == kind && document.template_only) out.push_back(&document);
  }
  return out;
}

std::vector<Piece> Documents::pieces(std::string_view kind) const {
  std::vector<Piece> out;
  for (const Document* document : of(kind)) out.push_back({document, 0, document->sections.size(), true});
  for (const Document& document : all_)
    for (const StandIn& one : document.stand_ins)
      if (one.kind == kind) out.push_back({&document, one.first, one.last, false});
  return out;
}

bool Documents::complete(std::string_view kind) const {
  if (!complete_ || unread_.count(kind) != 0) return false;
  return kind != kPages || pages_complete_;
}

Outcome check_document_rules(const RuleSet& rules, std::string_view name) {
  const auto parsed = DocumentRules::parse(rules.file(name), rules.origin(name));
  if (!parsed) return Error{parsed.error()};
  return Done{};
}

}  // namespace badgescan
