// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/engine/engine.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <stdexcept>

#include "scanner/base/message.h"
#include "scanner/base/sentence.h"
#include "scanner/base/share_out.h"
#include "scanner/base/text.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/source_patterns.h"
#include "scanner/facts/work_ahead.h"
#include "scanner/source/redact.h"

namespace badgescan {
namespace {

Evidence evidence_of(const Document& document, const Section& section, const PhraseRules::Match& match) {
  const std::size_t begin = section.prose.rfind('\n', match.begin) + 1;
  const std::size_t end = std::min(section.prose.find('\n', match.begin), section.prose.size());
  // Of a paragraph the sentences of the hit are shown.
  const std::string_view block = std::string_view(section.prose).substr(begin, end - begin);
  std::size_t from = 0, stop = sentence_end(block);
  for (; stop < block.size() && stop <= match.begin - begin; stop = sentence_end(block, from)) from = stop;
  while (stop < block.size() && stop < match.end - begin) stop = sentence_end(block, stop);
  return {.path = clean_utf8(document.path),
          .line = section.line_at(match.begin),
          .excerpt = shorten(fold_space(trim(block.substr(from, stop - from))), 240)};
}

/// A heading alone tells little: the sentence below it, or the first rows of its table, belong to it.
std::string with_content(const Section& section) {
  constexpr int kMostRows = 5;
  std::string_view rest = section.prose;
  std::string content;
  for (int row = 0; row < kMostRows && !rest.empty(); ++row) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view block = rest.substr(0, end);
    const bool in_table = block.find(" | ") != std::string_view::npos;
    if (row > 0 && !in_table) break;
    const std::string_view shown = trim(in_table ? block : block.substr(0, sentence_end(block)));
    content += (row > 0 ? "; " : "") + std::string(trim(shown.substr(0, shown.find_last_not_of("| ") + 1)));
    if (!in_table) break;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return content.empty() ? section.heading : section.heading + ": " + content;
}

/// A piece is searched as a whole, or only below the headings that the scope names.
void search_piece(const PhraseRules& rules, const PhraseRule& rule, const PhraseScope& scope,
                  const Piece& piece, Search& out) {
  const Document& document = *piece.document;
  out.looked_in.push_back(clean_utf8(document.path));
  int inside = 0;  // level of the matching heading we are below: its sub-sections count as well
  for (std::size_t i = piece.first; i < piece.last; ++i) {
    const Section& section = document.sections[i];
    if (inside != 0 && section.level <= inside) inside = 0;
    if (inside == 0 && !rules.heading_matches(scope, section.heading)) continue;
    if (inside == 0 && !scope.heading.empty()) inside = section.level;
    PhraseRules::Match match;
    if (rules.match(rule, section.prose, section.groups.of(section.prose), match)) {
      out.hits.push_back(evidence_of(document, section, match));
    } else if (scope.heading.empty() && rules.match_heading(rule, section.heading, section.prose)) {
      out.hits.push_back({.path = clean_utf8(document.path),
                          .line = section.line,
                          .excerpt = shorten(fold_space(with_content(section)), 240)});
    }
  }
}

/// No credential leaves the program, whoever quotes the line that holds it.
void redact(const Facts& facts, std::string& text) {
  if (!source::may_hold_secret(text)) return;
  if (const auto& patterns = facts.get<SourcePatterns>().set) text = source::without_secrets(*patterns, text);
}

}  // namespace

Search Context::search(std::string_view id) const {
  const PhraseRules& rules = facts_.rules().phrases();
  const PhraseRule* rule = rules.find(id);
  if (rule == nullptr) throw std::logic_error("there is no phrase rule " + std::string(id));
  const Documents& documents = get<Documents>();
  Search out;
  // The wordings that tell most come first.
  for (const PhraseRule* wanted : {rules.find(std::string(id) + ".first"), rule}) {
    if (wanted == nullptr) continue;
    for (const PhraseScope& scope : wanted->scopes) {
      for (const std::string& kind : scope.kinds) {
        out.complete = out.complete && documents.complete(kind);
        for (const Piece& piece : documents.pieces(kind)) search_piece(rules, *wanted, scope, piece, out);
      }
    }
  }
  // The same document may be reached through several scopes.
  std::vector<Evidence> unique;
  for (Evidence& hit : out.hits) {
    if (std::find(unique.begin(), unique.end(), hit) == unique.end()) unique.push_back(std::move(hit));
  }
  out.hits = std::move(unique);
  std::sort(out.looked_in.begin(), out.looked_in.end());
  out.looked_in.erase(std::unique(out.looked_in.begin(), out.looked_in.end()), out.looked_in.end());
  return out;
}

void FindingSink::add(Finding finding) {
  const auto known = std::find(criteria_.begin(), criteria_.end(), finding.criterion);
  if (known == criteria_.end()) {
    throw std::logic_error(std::string(detector_) + " does not declare " + finding.criterion);
  }
  finding.detector = detector_;
  // Texts leave in many formats: what could act on a terminal or reorder a line is made visible once, here.
  for (std::string* text : {&finding.justification, &finding.ask})
    *text = escape_controls(clean_utf8(*text), true);
  for (Evidence& evidence : finding.evidence) {
    evidence.path = clean_utf8(evidence.path);
    evidence.excerpt = escape_controls(clean_utf8(evidence.excerpt), true);
  }
  out_.push_back(std::move(finding));
}

void FindingSink::met(std::string_view criterion, Confidence confidence, std::string justification,
                      std::vector<Evidence> evidence, std::string ask) {
  add({std::string(criterion),
       Status::met,
       confidence,
       std::move(justification),
       std::move(evidence),
       std::move(ask),
       {}});
}

void FindingSink::unmet(std::string_view criterion, Confidence confidence, std::string justification,
                        std::vector<Evidence> evidence, std::string ask) {
  add({std::string(criterion),
       Status::unmet,
       confidence,
       std::move(justification),
       std::move(evidence),
       std::move(ask),
       {}});
}

void FindingSink::not_applicable(std::string_view criterion, Confidence confidence, std::string justification,
                                 std::vector<Evidence> evidence, std::string ask) {
  add({std::string(criterion),
       Status::not_applicable,
       confidence,
       std::move(justification),
       std::move(evidence),
       std::move(ask),
       {}});
}

void FindingSink::unknown(std::string_view criterion, std::string justification, std::string ask,
                          std::vector<Evidence> evidence) {
  add({std::string(criterion),
       Status::unknown,
       Confidence::none,
       std::move(justification),
       std::move(evidence),
       std::move(ask),
       {}});
}

std::vector<Finding> run_detector(const Detector& detector, const Facts& facts) {
  std::vector<Finding> findings;
  FindingSink sink(detector.id, detector.criteria, findings);
  try {
    detector.detect(Context(facts), sink);
  } catch (const std::exception& error) {
    // Half of an opinion is none: what a failing detector said before is dropped.
    findings.clear();
    facts.note(Note::Kind::unread, "",
               msg("the detector {} failed, its criteria stay open: {}", detector.id, error.what()));
  }
  for (Finding& finding : findings) {
    redact(facts, finding.justification);
    redact(facts, finding.ask);
    for (Evidence& evidence : finding.evidence) redact(facts, evidence.excerpt);
  }
  return findings;
}

std::vector<Finding> run_detectors(std::span<const Detector* const> detectors, const Facts& facts) {
  // Each says what it says in a place of its own, so the order is theirs whoever ran them.
  std::vector<std::vector<Finding>> said(detectors.size());
  share_out(detectors.size(), second_thread_pays(facts),
            [&](std::size_t i) { said[i] = run_detector(*detectors[i], facts); });
  std::vector<Finding> findings;
  for (std::vector<Finding>& part : said) std::move(part.begin(), part.end(), std::back_inserter(findings));
  return findings;
}

}  // namespace badgescan
