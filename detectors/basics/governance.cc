// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// governance, roles_responsibilities, access_continuity: who decides, who does what, and what happens when
// somebody is gone.
#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kGovernance = "governance", kRoles = "roles_responsibilities",
                           kContinuity = "access_continuity";
constexpr std::string_view kCriteria[] = {kGovernance, kRoles, kContinuity};

/// The accounts and addresses that a list of people names.
std::set<std::string> people_in(std::string_view text) {
  static const RE2 person(
      "(?i)(?:^|[\\s(\\[|,*<-])(?:(@[a-z0-9][a-z0-9-]+(?:/"
      "[a-z0-9_-]+)?)|([a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]+)|https?://(?:www\\.)?"
      "(?:github|gitlab|codeberg)\\.[a-z]+/([a-z0-9-]+)/?(?:[)\\s\\]>]|$))",
      RE2::Latin1);
  std::set<std::string> out;
  re2::StringPiece rest(text.data(), text.size());
  std::string handle, mail, profile;
  while (out.size() < 200 && RE2::FindAndConsume(&rest, person, &handle, &mail, &profile)) {
    const std::string found = !handle.empty() ? handle.substr(1) : !mail.empty() ? mail : profile;
    if (!found.empty()) out.insert(to_lower(found));
  }
  return out;
}

struct People {
  std::set<std::string> names;
  std::vector<Evidence> seen;
};

People listed_people(const Context& context) {
  People out;
  for (const std::string_view kind : {"maintainers", "governance", "owners", "codeowners"}) {
    for (const Piece& piece : context.get<Documents>().pieces(kind)) {
      std::string text = piece.prose();
      if (piece.whole) {
        text = *piece.document->text;
      } else {
        for (const Link& link : piece.document->links) {
          if (piece.holds(link.line)) text += "\n" + link.target + "\n";
        }
      }
      const auto names = people_in(text);
      if (names.empty()) continue;
      out.names.insert(names.begin(), names.end());
      if (out.seen.size() < 3) out.seen.push_back(piece.evidence());
    }
  }
  return out;
}

void detect_governance(const Context& context, FindingSink& out, const People& people) {
  const Search decides = context.search("decision_making");
  const Documents& documents = context.get<Documents>();
  const auto own = best_piece(context, "governance", 15);
  const std::vector<Evidence> hits = own ? hits_in(decides, *own) : std::vector<Evidence>{};
  if (!hits.empty()) {
    out.met(kGovernance, Confidence::strong,
            msg("{} says how decisions are made: {}", place(hits.front()), quote(hits.front())), some(hits));
  } else if (own && own->whole) {
    out.met(kGovernance, Confidence::partial, msg("{} describes how the project is governed.", own->path()),
            {own->evidence()}, msg("Does {} say how decisions are made?", own->path()));
  } else if (decides) {
    out.met(kGovernance, Confidence::partial,
            msg("{} touches on how decisions are made: {}", place(decides.best()), quote(decides.best())),
            some(decides.hits),
            msg("Is the way in which decisions are made described completely, including who takes part?"));
  } else if (!people.names.empty()) {
    out.unknown(
        kGovernance,
        msg("{} lists people, but no document says how decisions are made.", people.seen.front().path),
        msg("Where is it written how decisions are made (one paragraph is enough for a small project)?"),
        people.seen);
  } else if (documents.complete("governance")) {
    out.unmet(kGovernance, Confidence::partial,
              msg("No document of the repository says how the project makes decisions."), {},
              msg("Where is it written how the project makes decisions and who the key people are (one "
                  "paragraph is enough for a small project)?"));
  } else {
    out.unknown(kGovernance, msg("Not every document could be read."),
                msg("Where is written how the project makes decisions?"));
  }
}

void detect_roles(const Context& context, FindingSink& out, const People& people) {
  const Search roles = context.search("role_words"), duties = context.search("role_responsibilities");
  const Documents& documents = context.get<Documents>();
  const auto own = best_piece(context, "governance", 15);
  const auto in_own = [&](const Search& search) {
    return std::any_of(search.hits.begin(), search.hits.end(), [&](const Evidence& hit) {
      return std::any_of(documents.all().begin(), documents.all().end(), [&](const Document& document) {
        return clean_utf8(document.path) == hit.path &&
               (document.kind == "governance" || document.kind == "maintainers");
      });
    });
  };
  if (roles && duties && in_own(roles)) {
    const Confidence sure = people.names.empty() ? Confidence::likely : Confidence::strong;
    out.met(kRoles, sure,
            people.names.empty() ? msg("{} describes the roles and what they are responsible for: {}",
                                       place(roles.best()), quote(roles.best()))
                                 : msg("{} describes the roles ({}), and {} names who holds them.",
                                       place(roles.best()), quote(roles.best()), place(people.seen.front())),
            joined({some(roles.hits, 2), some(duties.hits, 1), people.seen}));
  } else if (roles || (own && duties)) {
    const Evidence& hit = roles ? roles.best() : duties.best();
    out.met(kRoles, Confidence::partial, msg("{} mentions roles: {}", place(hit), quote(hit)),
            joined({some(roles.hits, 2), people.seen}),
            msg("Are the key roles, their responsibilities and the tasks of each written down, and is it "
                "clear who holds them?"));
  } else if (!people.names.empty()) {
    out.unknown(
        kRoles,
        msg("{} lists people, but no document says which tasks they have.", place(people.seen.front())),
        msg("Where are the roles and their responsibilities described?"), people.seen);
  } else if (documents.complete("governance")) {
    out.unmet(kRoles, Confidence::partial,
              msg("No document of the repository describes roles and responsibilities."), {},
              msg("Where are the roles and their tasks described?"));
  } else {
    out.unknown(kRoles, msg("Not every document could be read."),
                msg("Where are the roles and their responsibilities described?"));
  }
}

void detect_continuity(const Context& context, FindingSink& out, const People& people) {
  const Search plan = context.search("continuity");
  if (plan) {
    out.met(kContinuity, Confidence::partial,
            msg("{} speaks of going on without a person: {}", place(plan.best()), quote(plan.best())),
            joined({some(plan.hits, 2), people.seen}),
            msg("Could the project go on within a week (issues, changes, releases) if any one person were "
                "gone, with keys and accounts?"));
  } else if (people.names.size() >= 2) {
    const std::size_t n = people.names.size();
    out.met(kContinuity, Confidence::partial,
            msg("{} names {} people or teams.", place(people.seen.front()), n), people.seen,
            msg("Could the others create and close issues, accept changes and release within a week if any "
                "one of them were gone?"));
  } else {
    out.unknown(kContinuity, msg("No document names a second person who could go on."),
                msg("Who else has the accounts, keys and rights to go on within a week if one person is "
                    "gone, and where is that written down?"));
  }
}

void detect(const Context& context, FindingSink& out) {
  const People people = listed_people(context);
  detect_governance(context, out, people);
  detect_roles(context, out, people);
  detect_continuity(context, out, people);
}

}  // namespace

extern const Detector governance;
const Detector governance{
    .id = "governance",
    .summary = "Reads governance documents and lists of maintainers: decisions, roles, continuity.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
