// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// documentation_basics, documentation_interface: how to install, start and use the software, and the
// reference of its external interface.
#include <re2/re2.h>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::string_view kBasics = "documentation_basics", kInterface = "documentation_interface";
constexpr std::string_view kCriteria[] = {kBasics, kInterface};
constexpr std::size_t kShortReadme = 300;  // bytes of prose

Evidence at_file(const Entry& entry) {
  Evidence out;
  out.path = clean_utf8(entry.path);
  return out;
}

/// A file that only makes sense when documentation is built from it.
std::optional<Evidence> site_configuration(const Context& context) {
  const TreeIndex& tree = context.get<TreeIndex>();
  for (const std::string_view name : {"mkdocs.yml", "mkdocs.yaml", "docusaurus.config.js",
                                      "docusaurus.config.ts", "antora.yml", "book.toml", ".readthedocs.yaml",
                                      ".readthedocs.yml", "_quarto.yml", "_pkgdown.yml", "zensical.toml"}) {
    for (const Entry* entry : tree.named(name)) {
      if (tree.classify(*entry).own()) return at_file(*entry);
    }
  }
  for (const std::string_view folder : {"docs", "doc", "docs/source", "doc/source"}) {
    for (const Entry* entry : tree.in_folder(folder)) {
      if (entry->name() == "conf.py") return at_file(*entry);
    }
  }
  return std::nullopt;
}

std::optional<Evidence> installing(const Context& context) {
  for (const std::string_view kind : {"install", "building"}) {
    if (const auto piece = best_piece(context, kind, 3)) return piece->evidence();
    for (const Piece& piece : context.get<Documents>().pieces(kind)) {
      if (!piece.document->code_lines.empty()) return piece.evidence();  // a heading and commands only
    }
  }
  if (const Document* readme = context.get<Documents>().first("readme")) {
    if (auto code = code_with(context, *readme, "install_commands")) return code;
  }
  if (const Search hit = context.search("how_to_obtain")) return hit.best();
  return std::nullopt;
}

std::optional<Evidence> using_it(const Context& context) {
  for (const std::string_view kind : {"usage", "quick_start", "api"}) {
    for (const Piece& piece : context.get<Documents>().pieces(kind)) {
      if (piece.document->language.empty() && (piece.words() >= 3 || !piece.document->code_lines.empty()))
        return piece.evidence();
    }
  }
  return man_page(context, {"1", "8", "5", "3"});
}

void detect_basics(const Context& context, FindingSink& out) {
  const Documents& documents = context.get<Documents>();
  const auto install = installing(context), usage = using_it(context), site = site_configuration(context);
  const Document* readme = documents.first("readme");
  const bool pages = documents.first("docs") != nullptr || site;
  if (install && usage) {
    std::vector<Evidence> seen{*install, *usage};
    if (site) seen.push_back(*site);
    out.met(kBasics, Confidence::strong,
            msg("The documentation says how to install the software ({}) and how to use it ({}).",
                place(*install), place(*usage)),
            seen);
  } else if (install || usage) {
    const Evidence& seen = install ? *install : *usage;
    const bool code = readme != nullptr && !readme->code_lines.empty();
    out.met(kBasics, code || pages ? Confidence::likely : Confidence::partial,
            install ? msg("{} says how to install the software.", place(seen))
                    : msg("{} says how to use the software.", place(seen)),
            {seen},
            install ? msg("Where does the documentation say how the software is used?")
                    : msg("Where does the documentation say how the software is installed?"));
  } else if (!documents.complete() || !documents.complete("readme")) {
    out.unknown(kBasics, msg("Not every document could be read."),
                msg("Is there documentation on how to install, start and use the software?"));
  } else if (pages) {
    std::vector<Evidence> seen;
    if (site) seen.push_back(*site);
    if (const Document* page = documents.first("docs")) {
      Evidence at;
      at.path = clean_utf8(page->path);
      seen.push_back(at);
    }
    out.met(kBasics, Confidence::partial,
            msg("The repository holds documentation, such as {}.", seen.front().path), seen,
            msg("Does it say how to install, start and use the software?"));
  } else if (readme == nullptr || readme->prose().size() < kShortReadme) {
    out.unmet(kBasics, Confidence::likely,
              msg("The repository has no documentation of how to install and use the software beyond a "
                  "README of a few lines."),
              {}, msg("Is the software documented elsewhere, for example on a web site?"));
  } else {
    Evidence seen;
    seen.path = clean_utf8(readme->path);
    out.unknown(kBasics, msg("{} has no part about installing or using the software.", seen.path),
                msg("Where is written how to install, start and use the software?"), {seen});
  }
}

struct Interface {
  Evidence seen;
  Confidence confidence = Confidence::likely;
};

/// Machine-readable descriptions of an interface and the configuration of reference generators.
std::optional<Evidence> reference_file(const Context& context) {
  const TreeIndex& tree = context.get<TreeIndex>();
  const auto counts = [&](const Entry* entry) {
    const PathClass path = tree.classify(*entry);
    return path.own() && !path.test && !path.example;
  };
  for (const std::string_view name :
       {"openapi.yaml", "openapi.yml", "openapi.json", "swagger.yaml", "swagger.yml", "swagger.json",
        "schema.graphql", "asyncapi.yaml", "doxyfile", "doxyfile.in", "typedoc.json", "jsdoc.json",
        ".yardopts", "_pkgdown.yml", "docfx.json"}) {
    for (const Entry* entry : tree.named(name)) {
      if (counts(entry)) return at_file(*entry);
    }
  }
  // Below the top folder an action serves the project's own pipelines.
  for (const std::string_view name : {"action.yml", "action.yaml"}) {
    if (const Entry* entry = context.facts().snapshot().find(name)) return at_file(*entry);
  }
  for (const std::string_view folder :
       {"docs/api", "docs/reference", "doc/api", "doc/reference", "docs/api-reference", "docs/cli",
        "docs/source/api", "docs/source/reference", "docs/src/reference", "docs/content/reference"}) {
    const Entry* best = nullptr;  // the entrance of the folder: the shortest path
    for (const Entry* entry : tree.below(folder)) {
      if (counts(entry) && (best == nullptr || entry->path.size() < best->path.size())) best = entry;
    }
    if (best != nullptr) return at_file(*best);
  }
  return std::nullopt;
}

/// Comments of the source from which a package's registry makes the reference of each release.
std::optional<Evidence> published_comments(const Context& context, std::string_view& registry) {
  struct Row {
    std::string_view ecosystem, extension, registry;
    std::string_view pattern;
  };
  static constexpr Row kRows[] = {{"cargo", "rs", "docs.rs", "(?m)^(//!|\\s*///) ?[A-Z`#]"},
                                  {"hackage", "hs", "Hackage", "(?m)^\\s*(--|\\{-) \\|"},
                                  {"go", "go", "pkg.go.dev", "(?m)^(//|/\\*) ?Package [a-z]"},
                                  {"cpan", "pm", "MetaCPAN", "(?m)^=head1 (SYNOPSIS|METHODS|DESCRIPTION)"},
                                  {"cran", "Rd", "CRAN", "\\\\usage\\{"},
                                  {"hex", "ex", "HexDocs", "@moduledoc \"\"\""}};
  const TreeIndex& tree = context.get<TreeIndex>();
  for (const Manifest* manifest : context.get<Manifests>().leading()) {
    if (!manifest->role.package || !manifest->published.value_or(true)) continue;
    for (const Row& row : kRows) {
      if (manifest->ecosystem != row.ecosystem) continue;
      const RE2 pattern(re2::StringPiece(row.pattern.data(), row.pattern.size()), RE2::Latin1);
      int read = 0;
      for (const Entry* entry : tree.with_extension(row.extension)) {
        const PathClass path = tree.classify(*entry);
        // An R package's reference lies in man/, which is documentation.
        if (path.vendored || path.test || path.example || (!path.own() && row.ecosystem != "cran")) continue;
        // No other module can import an internal package, so it is no interface.
        if (row.ecosystem == "go" && ("/" + std::string(entry->path)).find("/internal/") != std::string::npos)
          continue;
        if (++read > 60) break;
        const FileText text = context.facts().text(*entry);
        re2::StringPiece hit;
        if (text == nullptr || !pattern.Match(*text, 0, text->size(), RE2::UNANCHORED, &hit, 1)) continue;
        const auto at = static_cast<std::size_t>(hit.data() - text->data());
        registry = row.registry;
        return Evidence{
            .path = clean_utf8(entry->path), .line = line_of(*text, at), .excerpt = excerpt_at(*text, at)};
      }
    }
  }
  return std::nullopt;
}

std::optional<Interface> interface_reference(const Context& context) {
  for (const Piece& piece : context.get<Documents>().pieces("api")) {
    if (piece.whole && piece.words() >= 40) return Interface{piece.evidence(), Confidence::strong};
  }
  if (auto file = reference_file(context)) return Interface{*file, Confidence::strong};
  if (auto page = man_page(context, {"1", "8", "5", "3"})) return Interface{*page, Confidence::strong};
  for (const std::string_view kind : {"api", "usage"}) {
    for (const Piece& piece : context.get<Documents>().pieces(kind)) {
      // What the software can do is not how it is spoken to, nor is how it is started.
      if (starts_with_ignoring_case(piece.heading(), "feature") ||
          starts_with_ignoring_case(piece.heading(), "run"))
        continue;
      const bool code = !piece.document->code_lines.empty();
      const bool table = piece.prose().find(" | ") != std::string::npos;
      if (piece.document->language.empty() &&
          ((piece.words() >= 15 && (code || table)) || piece.words() >= 80)) {
        return Interface{piece.evidence(), Confidence::likely};
      }
    }
  }
  return std::nullopt;
}

void detect_interface(const Context& context, FindingSink& out) {
  const auto found = interface_reference(context);
  if (found) {
    out.met(kInterface, found->confidence,
            msg("The external interface is documented in {}.", place(found->seen)), {found->seen});
    return;
  }
  std::string_view registry;
  if (const auto comments = published_comments(context, registry)) {
    out.met(
        kInterface, Confidence::likely,
        msg("The interface is documented in comments of the source ({}), from which {} makes the reference "
            "of every release.",
            place(*comments), registry),
        {*comments});
  } else {
    const auto site = site_configuration(context);
    out.unknown(
        kInterface,
        site
            ? msg("{} builds documentation, but no reference of the interface was recognised in it.",
                  site->path)
            : msg("No reference of the external interface (API, commands, options, file formats) was found."),
        msg("Where are the inputs and outputs of the software documented: its API, commands, options or "
            "formats?"),
        site ? std::vector<Evidence>{*site} : std::vector<Evidence>{});
  }
}

void detect(const Context& context, FindingSink& out) {
  detect_basics(context, out);
  detect_interface(context, out);
}

}  // namespace

extern const Detector documentation;
const Detector documentation{
    .id = "documentation",
    .summary = "Looks for how to install and use the software and for the reference of its interface.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
