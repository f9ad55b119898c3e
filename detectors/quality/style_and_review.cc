// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// coding_standards, code_review_standards: the style that the main languages must follow, and how changes are
// reviewed.
#include <re2/re2.h>

#include <algorithm>

#include "detectors/documents_util.h"
#include "detectors/quality/build_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/languages.h"

namespace badgescan {
namespace {

constexpr std::string_view kStyle = "coding_standards", kReview = "code_review_standards";
constexpr std::string_view kCriteria[] = {kStyle, kReview};

/// Configuration of formatters: a style in a form that a program checks.
std::optional<Evidence> formatter_configuration(const Context& context) {
  static constexpr std::string_view kFiles[] = {".clang-format",
                                                "_clang-format",
                                                "rustfmt.toml",
                                                ".rustfmt.toml",
                                                ".prettierrc",
                                                ".prettierrc.json",
                                                ".prettierrc.yaml",
                                                ".prettierrc.yml",
                                                ".prettierrc.js",
                                                "prettier.config.js",
                                                "prettier.config.mjs",
                                                ".eslintrc.json",
                                                ".eslintrc.js",
                                                ".eslintrc.cjs",
                                                ".eslintrc.yml",
                                                "eslint.config.js",
                                                "eslint.config.mjs",
                                                "eslint.config.ts",
                                                "biome.json",
                                                "biome.jsonc",
                                                ".rubocop.yml",
                                                ".php-cs-fixer.php",
                                                ".php-cs-fixer.dist.php",
                                                "phpcs.xml",
                                                "phpcs.xml.dist",
                                                ".golangci.yml",
                                                ".golangci.yaml",
                                                ".swiftformat",
                                                ".swiftlint.yml",
                                                ".scalafmt.conf",
                                                ".flake8",
                                                ".pylintrc",
                                                "ruff.toml",
                                                ".ruff.toml",
                                                ".perltidyrc",
                                                ".stylua.toml",
                                                "stylua.toml",
                                                ".formatter.exs",
                                                ".lintr",
                                                ".uncrustify.cfg",
                                                "uncrustify.cfg",
                                                ".astylerc",
                                                "checkstyle.xml",
                                                "stylecop.json",
                                                ".markuplintrc",
                                                "analysis_options.yaml",
                                                ".credo.exs",
                                                "fourmolu.yaml",
                                                ".standard.yml"};
  // In a project of another language they format its web site and its documents.
  static const RE2 of_web("prettier|eslint|biome|markuplint", RE2::Latin1);
  const std::vector<const LanguageUse*> languages = context.get<Languages>().programming(0.1);
  const bool web = std::any_of(languages.begin(), languages.end(), [](const LanguageUse* language) {
    constexpr std::string_view kWeb[] = {"JavaScript", "TypeScript", "Vue", "Svelte", "Astro"};
    return std::find(std::begin(kWeb), std::end(kWeb), language->name) != std::end(kWeb);
  });
  for (const std::string_view name : kFiles) {
    if (!web && RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), of_web)) continue;
    if (const Entry* entry = context.facts().snapshot().find(name)) {
      Evidence seen;
      seen.path = clean_utf8(entry->path);
      return seen;
    }
  }
  return std::nullopt;
}

/// EditorConfig is mostly about spaces; .NET keeps its rules of style there, which the compiler checks.
std::optional<Evidence> dotnet_style(const Context& context) {
  static const RE2 rule(
      "(?m)^\\s*(?:csharp_style_|csharp_prefer_|dotnet_(?:style|naming_rule|diagnostic)[_.])", RE2::Latin1);
  return line_of_file(context.facts(), ".editorconfig", rule);
}

/// Of the pages for users only those count that are about code: a page "Style" may describe a feature.
std::optional<Piece> style_guide(const Context& context) {
  static const RE2 of_code("(?i)\\b(cod(e|ing)|programming|guide|conventions?|standards?|contribut)",
                           RE2::Latin1);
  for (const Piece& piece : context.get<Documents>().pieces("style_guide")) {
    const bool page = !piece.whole && piece.document->kind == "docs";
    if (piece.words() < 25 || !piece.document->language.empty()) continue;
    const std::string_view heading = piece.heading();
    if (!page || RE2::PartialMatch(re2::StringPiece(heading.data(), heading.size()), of_code)) return piece;
  }
  return std::nullopt;
}

void detect_style(const Context& context, FindingSink& out) {
  const Search named = context.search("named_style"), stated = context.search("style_statement");
  const auto own = style_guide(context);
  auto formatter = formatter_configuration(context);
  if (!formatter) formatter = dotnet_style(context);
  const std::vector<Evidence> tool = formatter ? std::vector<Evidence>{*formatter} : std::vector<Evidence>{};
  if (own && own->whole) {
    out.met(kStyle, Confidence::strong, msg("{} is the coding style of the project.", own->path()),
            joined({{own->evidence()}, some(named.hits, 2), tool}));
  } else if (own) {
    out.met(kStyle, Confidence::strong,
            msg("{} has a part “{}” that states the coding style.", place(own->evidence()), own->heading()),
            joined({{own->evidence()}, some(named.hits, 2), tool}));
  } else if (named) {
    out.met(kStyle, formatter ? Confidence::strong : Confidence::likely,
            msg("{} names the style that code must follow: {}", place(named.best()), quote(named.best())),
            joined({some(named.hits, 2), tool}));
  } else if (formatter) {
    out.met(kStyle, Confidence::likely,
            msg("{} fixes the style of the code in a form that a tool checks.", formatter->path), tool,
            msg("Do the documents require contributions to follow it?"));
  } else if (stated) {
    out.met(kStyle, Confidence::partial,
            msg("{} speaks of the coding style: {}", place(stated.best()), quote(stated.best())),
            some(stated.hits),
            msg("Which style guide applies to the main language, and is it required of contributions?"));
  } else {
    out.unknown(
        kStyle,
        msg("No style guide and no formatter's configuration were found; searched: {}.", looked_in(named)),
        msg("Which coding style must contributions in the main languages follow, and where is that "
            "written?"));
  }
}

void detect_review(const Context& context, FindingSink& out) {
  const Search standards = context.search("review_standards"), required = context.search("review_required");
  const auto own = best_piece(context, "review", 25);
  const std::vector<Evidence> inside = own ? hits_in(standards, *own) : std::vector<Evidence>{};
  const bool in_own = own && own->whole;
  if (!inside.empty()) {
    out.met(kReview, in_own ? Confidence::strong : Confidence::likely,
            msg("{} says how changes are reviewed: {}", place(own->evidence()), quote(inside.front())),
            joined({{own->evidence()}, some(inside, 2), some(required.hits, 1)}));
  } else if (standards || required) {
    const Search& hit = standards ? standards : required;
    out.met(kReview, Confidence::partial,
            msg("{} speaks of reviews: {}", place(hit.best()), quote(hit.best())), some(hit.hits),
            msg("Is it written down how a review is done, what is checked, and what a change must fulfil to "
                "be accepted?"));
  } else if (context.get<Documents>().complete("review")) {
    const Document* owners = context.get<Documents>().first("codeowners");
    const Document* form = context.get<Documents>().first("pull_request_template");
    if (owners != nullptr && form != nullptr) {
      Evidence a, b;
      a.path = clean_utf8(form->path);
      b.path = clean_utf8(owners->path);
      out.met(kReview, Confidence::hint,
              msg("{} lists what a change must fulfil and {} who reviews it.", a.path, b.path), {a, b},
              msg("Is it written down how a review is done and what is checked?"));
    } else {
      out.unmet(kReview, Confidence::partial,
                msg("No document of the repository says how changes are reviewed."), {},
                msg("Where is it written how a review is done and what is checked?"));
    }
  } else {
    out.unknown(kReview, msg("Not every document could be read."),
                msg("Where is written how changes are reviewed?"));
  }
}

void detect(const Context& context, FindingSink& out) {
  detect_style(context, out);
  detect_review(context, out);
}

}  // namespace

extern const Detector style_and_review;
const Detector style_and_review{.id = "style_and_review",
                                .summary = "Looks for a coding style and for how changes are reviewed.",
                                .criteria = kCriteria,
                                .detect = detect};

}  // namespace badgescan
