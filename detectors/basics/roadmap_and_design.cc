// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// documentation_roadmap, documentation_architecture, documentation_quick_start, documentation_security:
// documents that silver asks for by their purpose.
#include <algorithm>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kRoadmap = "documentation_roadmap", kArchitecture = "documentation_architecture",
                           kQuickStart = "documentation_quick_start", kSecurity = "documentation_security";
constexpr std::string_view kCriteria[] = {kRoadmap, kArchitecture, kQuickStart, kSecurity};

bool leads_to_plan(const Link& link) {
  if (link.image) return false;
  return link.target.find("/milestones") != std::string::npos ||
         contains_ignoring_case(link.target, "roadmap") ||
         (contains_ignoring_case(link.text, "roadmap") &&
          link.target.find("/projects/") != std::string::npos);
}

/// Links that lead to a plan on the forge.
std::optional<Evidence> plan_link(const Context& context) {
  return find_link(context, {"readme", "contributing", "roadmap"}, leads_to_plan);
}

/// Where a short roadmap says that the plan is kept elsewhere; a long one holds plans of its own beside that.
std::optional<Evidence> kept_elsewhere(const Context& context, const Piece& own) {
  constexpr std::size_t kShort = 200;
  if (own.words() > kShort) return std::nullopt;
  const std::vector<Evidence> said = hits_in(context.search("roadmap_elsewhere"), own);
  if (said.empty()) return std::nullopt;
  for (const Link& link : own.document->links) {
    if (!own.holds(link.line) || !leads_to_plan(link) || link.target.find("://") == std::string::npos)
      continue;
    return Evidence{.path = said.front().path, .line = link.line, .excerpt = clean_utf8(link.target)};
  }
  return std::nullopt;
}

void detect_roadmap(const Context& context, FindingSink& out) {
  const Search future = context.search("roadmap_future");
  const auto own = best_piece(context, "roadmap", 12);
  const std::vector<Evidence> planned = own ? hits_in(future, *own) : std::vector<Evidence>{};
  const auto elsewhere = own ? kept_elsewhere(context, *own) : std::nullopt;
  if (!planned.empty() && !elsewhere) {
    const bool whole = own->whole && own->words() >= 40;
    out.met(
        kRoadmap, whole ? Confidence::strong : Confidence::likely,
        own->whole
            ? msg("{} says what the project intends to do: {}", own->path(), quote(planned.front()))
            : msg("{} has a part “{}” that says what is planned.", place(own->evidence()), own->heading()),
        {own->evidence()},
        whole ? std::string()
              : msg("Does it cover at least the next year, including what will not be done?"));
  } else if (const auto link = elsewhere ? elsewhere : plan_link(context)) {
    out.met(
        kRoadmap, Confidence::partial, msg("{} links a plan: {}", place(*link), link->excerpt), {*link},
        msg("Does that page say what the project intends to do and not to do for at least the next year?"));
  } else if (const auto todo = best_piece(context, "todo", 20)) {
    out.met(kRoadmap, Confidence::partial, msg("{} lists what is to be done.", place(todo->evidence())),
            {todo->evidence()},
            msg("Does it say what the project intends to do and not to do for at least the next year?"));
  } else if (!context.get<Documents>().complete("roadmap")) {
    out.unknown(kRoadmap, msg("Not every document could be read."),
                msg("Where is the roadmap for at least the next year?"));
  } else if (const std::string stray = stray_roadmap(context); !stray.empty()) {
    out.unknown(
        kRoadmap, msg("{} may be a roadmap; it does not lie where documents are read.", stray),
        msg("Does {} say what the project intends to do and not to do for at least the next year?", stray),
        {{.path = stray}});
  } else {
    out.unmet(kRoadmap, Confidence::partial, msg("No roadmap was found in the repository."), {},
              msg("Where is a roadmap (wiki, milestones, web site) that covers at least the next year?"));
  }
}

/// A part about the architecture that is mostly a drawing in a code block.
std::optional<Piece> drawn(const Context& context) {
  constexpr int kLines = 8;
  for (const std::string_view kind : {"architecture", "design"}) {
    for (const Piece& piece : context.get<Documents>().pieces(kind)) {
      for (const auto& [first, last] : piece.document->code_lines) {
        if (piece.holds(first) && piece.holds(last) && last - first >= kLines) return piece;
      }
    }
  }
  return std::nullopt;
}

void detect_architecture(const Context& context, FindingSink& out) {
  const auto own = best_piece(context, {"architecture", "design", "adr"}, 60);
  const auto small = best_piece(context, {"architecture", "design", "adr"}, 15);
  if (own && own->whole) {
    out.met(kArchitecture,
            own->document->kind == "architecture" ? Confidence::strong
            : std::count(own->document->path.begin(), own->document->path.end(), '/') <= 1
                ? Confidence::likely
                : Confidence::partial,
            msg("{} describes the architecture: {}", own->path(), quote(own->evidence())), {own->evidence()});
  } else if (own) {
    out.met(
        kArchitecture, Confidence::likely,
        msg("{} has a part “{}” that describes the architecture.", place(own->evidence()), own->heading()),
        {own->evidence()});
  } else if (small) {
    out.met(kArchitecture, Confidence::partial,
            msg("{} says a little about the architecture: {}", place(small->evidence()),
                quote(small->evidence())),
            {small->evidence()},
            msg("Does it name the main parts of the software and how they work together?"));
  } else if (const auto drawing = drawn(context)) {
    out.met(kArchitecture, Confidence::partial,
            msg("{} draws the architecture, nearly without words.", place(drawing->evidence())),
            {drawing->evidence()},
            msg("Does it name the main parts of the software and how they work together?"));
  } else if (const std::string guide = agents_guide(context); !guide.empty()) {
    out.unknown(kArchitecture,
                msg("{} tells coding agents about the source; no other description of the architecture was "
                    "found.",
                    guide),
                msg("Does {} or another text describe the high-level design?", guide), {{.path = guide}});
  } else if (context.get<Documents>().complete("architecture")) {
    out.unmet(
        kArchitecture, Confidence::partial,
        msg("No description of the architecture was found in the repository."), {},
        msg("Where is the high-level design described (N/A, with the reason, for very small software)?"));
  } else {
    out.unknown(kArchitecture, msg("Not every document could be read."),
                msg("Where is the high-level design of the software described?"));
  }
}

void detect_quick_start(const Context& context, FindingSink& out) {
  const Documents& documents = context.get<Documents>();
  for (const Piece& piece : documents.pieces("quick_start")) {
    const bool code = !piece.document->code_lines.empty();
    if (!piece.document->language.empty() || (piece.words() < 10 && !code)) continue;
    out.met(kQuickStart, Confidence::strong,
            piece.whole ? msg("{} helps new users to get going.", piece.path())
                        : msg("{} has a part “{}” for new users.", place(piece.evidence()), piece.heading()),
            {piece.evidence()});
    return;
  }
  const Document* readme = documents.first("readme");
  if (readme != nullptr && !readme->code_lines.empty()) {
    const auto install = code_with(context, *readme, "install_commands");
    Evidence seen;
    seen.path = clean_utf8(readme->path);
    seen.line = readme->code_lines.front().first;
    if (install) seen = *install;
    const bool both = install && best_piece(context, "usage", 3);
    out.met(kQuickStart, both ? Confidence::likely : Confidence::partial,
            both ? msg("{} shows the commands to install the software and how to use it.", place(seen))
                 : msg("{} shows commands to start with.", place(seen)),
            {seen},
            both ? std::string() : msg("Do they help a new user to quickly do something with the software?"));
  } else if (documents.complete("quick_start")) {
    out.unknown(kQuickStart, msg("No quick start was recognised in the README or the documentation."),
                msg("Where do new users find how to quickly do something with the software?"));
  } else {
    out.unknown(kQuickStart, msg("Not every document could be read."),
                msg("Where do new users find how to quickly do something with the software?"));
  }
}

void detect_security(const Context& context, FindingSink& out) {
  const Search expects = context.search("security_expectations");
  std::vector<Evidence> others;  // in a text on security as such; a whole document before a part of one
  bool whole = false;
  for (const std::string_view kind : {"security_docs", "threat_model", "assurance_case"}) {
    for (const Piece& piece : context.get<Documents>().pieces(kind)) {
      if (whole || (!others.empty() && !piece.whole) || piece.words() < 40) continue;
      if (std::vector<Evidence> hits = hits_in(expects, piece); !hits.empty()) {
        others = std::move(hits);
        whole = piece.whole;
      }
    }
  }
  // A row of a table and the line above a list show that it is said, but not what.
  const auto telling = std::find_if(others.begin(), others.end(), [](const Evidence& hit) {
    return hit.excerpt.find('|') == std::string::npos && !hit.excerpt.ends_with(':');
  });
  if (!others.empty() && telling == others.end()) {
    out.met(kSecurity, whole ? Confidence::strong : Confidence::likely,
            msg("{} says what its security covers and what it does not.", place(others.front())),
            some(others));
  } else if (!others.empty()) {
    out.met(
        kSecurity, whole ? Confidence::strong : Confidence::likely,
        msg("{} says what users can and cannot expect of its security: {}", place(*telling), quote(*telling)),
        some(others));
  } else if (expects) {
    out.met(kSecurity, Confidence::partial,
            msg("{} touches on what can be expected of its security: {}", place(expects.best()),
                quote(expects.best())),
            some(expects.hits),
            msg("Is it documented what users can and cannot expect of the software's security (its security "
                "requirements)?"));
  } else if (context.get<Documents>().complete("security_docs")) {
    out.unmet(kSecurity, Confidence::partial,
              msg("No document of the repository says what users can and cannot expect of the software's "
                  "security."),
              {},
              msg("Where is it documented what users can and cannot expect of the software's security (N/A "
                  "if it has no security requirements at all)?"));
  } else {
    out.unknown(kSecurity, msg("Not every document could be read."),
                msg("Where are the security requirements documented?"));
  }
}

void detect(const Context& context, FindingSink& out) {
  detect_roadmap(context, out);
  detect_architecture(context, out);
  detect_quick_start(context, out);
  detect_security(context, out);
}

}  // namespace

extern const Detector roadmap_and_design;
const Detector roadmap_and_design{
    .id = "roadmap_and_design",
    .summary = "Looks for roadmap, architecture, quick start and security expectations.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
