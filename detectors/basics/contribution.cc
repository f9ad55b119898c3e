// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// contribution, contribution_requirements: is the process of contributing described, and what a contribution
// must fulfil? The wording is in rules/phrases/basics.json.
#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kProcess = "contribution", kRequirements = "contribution_requirements";
constexpr std::string_view kCriteria[] = {kProcess, kRequirements};

bool in_own_document(const Context& context, const Evidence& hit) {
  for (const Document* document : context.get<Documents>().of("contributing")) {
    if (clean_utf8(document->path) == hit.path) return true;
  }
  return false;
}

bool takes_pull_requests(const ForgeLocation& forge) {
  return forge.forge != Forge::unknown && forge.forge != Forge::savannah && forge.forge != Forge::sourcehut;
}

void detect_process(const Context& context, FindingSink& out) {
  const Search how = context.search("contribution_process");
  const Search closed = context.search("contributions_closed");
  const ForgeLocation& forge = context.get<Project>().forge;
  if (closed && !(how && in_own_document(context, how.best()))) {
    out.unknown(
        kProcess,
        msg("{} says that contributions are not taken: {}", place(closed.best()), quote(closed.best())),
        msg("Is there a way to propose changes all the same, and where is it described?"), {closed.best()});
  } else if (how) {
    out.met(
        kProcess, in_own_document(context, how.best()) ? Confidence::certain : Confidence::strong,
        msg("The process of contributing is described in {}: {}", place(telling(how)), quote(telling(how))),
        joined({{telling(how)}, some(how.hits)}, 4));
  } else if (const Document* stub = contributors_guide_elsewhere(context)) {
    out.met(kProcess, Confidence::likely,
            msg("{} sends contributors to {}.", clean_utf8(stub->path), stub->points_to),
            {{.path = clean_utf8(stub->path), .line = 1}, at_url(stub->points_to)},
            msg("Does {} say how a change is handed in (pull request, patch by mail …)?", stub->points_to));
  } else if (const auto piece = best_piece(context, "contributing", 8)) {
    const bool presumed = takes_pull_requests(forge);
    out.met(kProcess, presumed ? Confidence::likely : Confidence::partial,
            presumed ? msg("{} is about contributing, and changes are proposed as pull requests on {}.",
                           piece->path(), name_of(forge.forge))
                     : msg("{} is about contributing.", piece->path()),
            {piece->evidence()},
            msg("Does {} say how a change is handed in (pull request, patch by mail …)?", piece->path()));
  } else if (!how.complete) {
    out.unknown(kProcess, msg("Not every document could be read."),
                msg("Where is the process of contributing described?"));
  } else if (const Document* form = unfilled(context, "contributing")) {
    out.unmet(kProcess, Confidence::partial,
              msg("{} is a template that nobody filled in.", clean_utf8(form->path)),
              {{.path = clean_utf8(form->path), .excerpt = form->template_marker}},
              msg("Is the process of contributing described elsewhere?"));
  } else if (const std::string guide = stray_contributors_guide(context); !guide.empty()) {
    out.unknown(kProcess,
                msg("{} may tell how to contribute; it does not lie where documents are read.", guide),
                msg("Does {} say how a change is handed in (pull request, patch by mail …)?", guide),
                {{.path = guide}});
  } else if (takes_pull_requests(forge)) {
    out.met(
        kProcess, Confidence::hint,
        msg("Changes can be proposed as pull requests on {}; no document describes the process.",
            name_of(forge.forge)),
        {at_url(forge.url)},
        msg("Is the process of contributing described somewhere (a CONTRIBUTING file is the usual place)?"));
  } else {
    out.unmet(kProcess, Confidence::likely, msg("No document of the repository describes how to contribute."),
              {}, msg("Is the process of contributing described on the project's web site?"));
  }
}

void detect_requirements(const Context& context, FindingSink& out) {
  const Search rules = context.search("contribution_requirements");
  if (rules) {
    const bool own = in_own_document(context, rules.best());
    out.met(
        kRequirements, own ? Confidence::strong : Confidence::likely,
        msg("What a contribution must fulfil is written in {}: {}", place(rules.best()), quote(rules.best())),
        some(rules.hits, 4));
  } else if (const Document* stub = contributors_guide_elsewhere(context)) {
    out.unknown(
        kRequirements, msg("{} sends contributors to {}.", clean_utf8(stub->path), stub->points_to),
        msg("Does {} name requirements for contributions (coding standard, tests …)?", stub->points_to),
        {{.path = clean_utf8(stub->path), .line = 1}});
  } else if (const auto piece = best_piece(context, "contributing", 8)) {
    out.unmet(kRequirements, Confidence::partial,
              msg("{} names no requirement for contributions (coding standard, tests, commit messages …).",
                  piece->path()),
              {piece->evidence()}, msg("Where are the requirements for acceptable contributions written?"));
  } else if (!rules.complete) {
    out.unknown(kRequirements, msg("Not every document could be read."),
                msg("Where are the requirements for acceptable contributions written down?"));
  } else if (const std::string guide = stray_contributors_guide(context); !guide.empty()) {
    out.unknown(kRequirements,
                msg("{} may tell how to contribute; it does not lie where documents are read.", guide),
                msg("Does {} name requirements for contributions (coding standard, tests …)?", guide),
                {{.path = guide}});
  } else {
    out.unmet(
        kRequirements, Confidence::partial,
        msg("No document about contributing was found in the repository, so no requirements are named."), {},
        msg("Are requirements for acceptable contributions (coding standard, tests …) written down "
            "elsewhere?"));
  }
}

void detect(const Context& context, FindingSink& out) {
  detect_process(context, out);
  detect_requirements(context, out);
}

}  // namespace

extern const Detector contribution;
const Detector contribution{
    .id = "contribution",
    .summary =
        "Reads what CONTRIBUTING and the like say about how to hand in changes and what they must fulfil.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
