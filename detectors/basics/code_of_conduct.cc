// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// code_of_conduct: has the project adopted a code of conduct, and is it posted?
#include <re2/re2.h>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kConduct = "code_of_conduct";
constexpr std::string_view kCriteria[] = {kConduct};
constexpr std::size_t kTextWords = 50;  // a section that is shorter names a code but does not state it
constexpr std::size_t kRuleWords = 25;  // one that names none says what it says itself

/// "Though we do not have a formal code of conduct, …"
bool denies(const Piece& piece) {
  static const RE2 pattern(
      "(?i)(\\bnot|n't) (currently |yet )?have (an? )?(formal |written |official |explicit )?code of conduct",
      RE2::Latin1);
  return RE2::PartialMatch(piece.prose(), pattern);
}

bool states_rules(const Piece& piece) {
  static const RE2 names("(?i)code of conduct|covenant", RE2::Latin1);
  return piece.words() >= kTextWords || !RE2::PartialMatch(piece.prose(), names);
}

/// Whether the words lead to a text: by a link, or by the name of one that everybody can find.
bool leads_to_text(const Context& context, const Evidence& hit) {
  static const RE2 named(
      "(?i:contributor covenant|code of conduct (of|from|by) the)|\\b([A-Z][\\w.]+)('s)? [Cc]ode [Oo]f "
      "[Cc]onduct",
      RE2::Latin1);
  static const RE2 common("(?i)our|the|this|an?|please|project|community|follow|see|read", RE2::Latin1);
  std::string name;
  if (RE2::PartialMatch(hit.excerpt, named, &name) && (name.empty() || !RE2::FullMatch(name, common)))
    return true;
  for (const Document& document : context.get<Documents>().all()) {
    if (clean_utf8(document.path) != hit.path) continue;
    for (const Link& link : document.links) {
      if (std::abs(link.line - hit.line) <= 2 &&
          (contains_ignoring_case(link.target, "conduct") || contains_ignoring_case(link.text, "conduct") ||
           contains_ignoring_case(link.target, "covenant")))
        return true;
    }
  }
  return false;
}

void detect(const Context& context, FindingSink& out) {
  const Documents& documents = context.get<Documents>();
  const Search text = context.search("conduct_text");
  Search named = context.search("conduct_reference");
  drop_dangling(context, named);
  const Document* own = documents.first("code_of_conduct");
  if (own != nullptr && (text || !own->points_to.empty())) {
    Evidence seen;
    seen.path = clean_utf8(own->path);
    const bool known = contains_ignoring_case(*own->text, "contributor covenant") ||
                       contains_ignoring_case(*own->text, "contributor-covenant");
    out.met(kConduct, own->points_to.empty() ? Confidence::certain : Confidence::strong,
            !own->points_to.empty() ? msg("{} adopts the code of conduct at {}.", seen.path, own->points_to)
            : known                 ? msg("The project has adopted the Contributor Covenant: {}", seen.path)
                                    : msg("The project has a code of conduct: {}", seen.path),
            {seen});
  } else if (const auto piece = best_piece(context, "code_of_conduct", kRuleWords); piece && denies(*piece)) {
    out.unknown(kConduct,
                msg("{} says that there is no formal code of conduct: {}", place(piece->evidence()),
                    quote(piece->evidence())),
                msg("Do these words count as the project's code of conduct?"), {piece->evidence()});
  } else if (text && piece && states_rules(*piece)) {
    out.met(kConduct, Confidence::strong,
            msg("{} states the rules of conduct: {}", place(text.best()), quote(text.best())),
            some(text.hits));
  } else if (named && std::none_of(named.hits.begin(), named.hits.end(),
                                   [&](const Evidence& hit) { return leads_to_text(context, hit); })) {
    out.met(kConduct, Confidence::partial,
            msg("{} names a code of conduct, but its text was not found: {}", place(named.best()),
                quote(named.best())),
            some(named.hits), msg("Where is the code of conduct posted?"));
  } else if (named) {
    out.met(kConduct, Confidence::likely,
            msg("{} names the code of conduct that applies: {}", place(named.best()), quote(named.best())),
            some(named.hits));
  } else if (const Document* form = unfilled(context, "code_of_conduct")) {
    Evidence seen;
    seen.path = clean_utf8(form->path);
    seen.excerpt = form->template_marker;
    out.unmet(kConduct, Confidence::partial,
              form->template_marker.empty()
                  ? msg("{} is next to empty.", seen.path)
                  : msg("{} still holds the placeholder “{}”.", seen.path, form->template_marker),
              {seen}, msg("How is misconduct reported, which is what the text leaves open?"));
  } else if (documents.complete("code_of_conduct")) {
    out.unmet(kConduct, Confidence::partial, msg("No code of conduct was found in the repository."), {},
              msg("Does the organisation or the web site post one that applies to this project?"));
  } else {
    out.unknown(kConduct, msg("Not every document could be read."),
                msg("Where is the code of conduct posted?"));
  }
}

}  // namespace

extern const Detector code_of_conduct;
const Detector code_of_conduct{
    .id = "code_of_conduct",
    .summary = "Looks for a code of conduct and for placeholders that were never filled in.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
