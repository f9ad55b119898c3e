// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What the detectors of documents share: choosing the best piece, quoting it, and saying where was looked.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/engine/detector.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/project.h"

namespace badgescan {

/// “excerpt” in the quotes of the justifications; empty when there is nothing to quote.
std::string quote(const Evidence& evidence, std::size_t most = 160);
/// "docs/SECURITY.md", with ":12" when the line is known.
std::string place(const Evidence& evidence);
/// Drops the hits of lines whose links all lead to files that the repository does not have.
void drop_dangling(const Context& context, Search& search);
/// The rule "supported_versions", without tables that name only versions which are not supported.
Search supported_versions(const Context& context);
/// A manual page of the project in one of these sections; the first section that has one, nearest to the
/// root.
std::optional<Evidence> man_page(const Context& context, std::initializer_list<std::string_view> sections);
/// The hit to quote: the first whole sentence that forbids nothing, else the best one.
const Evidence& telling(const Search& search);

/// The first piece of the kind that holds at least `words` words of prose.
std::optional<Piece> best_piece(const Context& context, std::string_view kind, std::size_t words);
std::optional<Piece> best_piece(const Context& context, std::initializer_list<std::string_view> kinds,
                                std::size_t words);

/// At most `most` hits, one a file first, so that the evidence shows different places.
std::vector<Evidence> some(const std::vector<Evidence>& hits, std::size_t most = 3);
/// Whether a document of one of these kinds, or a section that stands for one, holds the place.
bool stands_in(const Context& context, const Evidence& hit, std::initializer_list<std::string_view> kinds);
/// The hits inside this piece: same file, and for a section its lines.
std::vector<Evidence> hits_in(const Search& search, const Piece& piece);
std::vector<Evidence> joined(std::initializer_list<std::vector<Evidence>> lists, std::size_t most = 6);

/// The first link, in documents of these kinds in turn, that passes the test.
std::optional<Evidence> find_link(const Context& context, std::initializer_list<std::string_view> kinds,
                                  const std::function<bool(const Link&)>& wanted);

/// "README.md and CONTRIBUTING.md", "the usual places" when no document was there to be searched.
std::string looked_in(const Search& search);
/// The first unfilled template of a kind, to be named in an answer.
const Document* unfilled(const Context& context, std::string_view kind);

/// A CONTRIBUTING file that only sends readers to a guide elsewhere (Document::points_to, whose address says
/// that it is one); null when there is none.
const Document* contributors_guide_elsewhere(const Context& context);

/// A text for contributors by its name that does not lie where documents are read; empty when there is none.
std::string stray_contributors_guide(const Context& context);

/// The same of a roadmap.
std::string stray_roadmap(const Context& context);

/// A text that tells coding agents about the source (AGENTS.md), which may describe it to people as well;
/// empty when there is none.
std::string agents_guide(const Context& context);

/// Whether the repository lives on a forge that brings an issue tracker along and is no declared mirror.
bool has_forge_tracker(const Context& context);
/// Evidence for a page of the forge.
Evidence at_url(std::string url, std::string excerpt = {});

/// Whether a phrase rule matches a text that is no document prose (a code block, a link).
bool rule_matches(const Context& context, std::string_view rule, std::string_view text);
/// The first code block of the document in which the rule matches.
std::optional<Evidence> code_with(const Context& context, const Document& document, std::string_view rule);

}  // namespace badgescan
