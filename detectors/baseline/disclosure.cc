// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-VM-01.01, VM-02.01, VM-04.01, VM-04.02: disclosure policy with times, contacts, published
// vulnerabilities, VEX.
#include <re2/re2.h>

#include "detectors/baseline/baseline_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::string_view kPolicy = "osps_vm_01_01", kContacts = "osps_vm_02_01",
                           kPublished = "osps_vm_04_01", kVex = "osps_vm_04_02";
constexpr std::string_view kCriteria[] = {kPolicy, kContacts, kPublished, kVex};

bool in_code(const Document& document, int line) {
  return std::any_of(document.code_lines.begin(), document.code_lines.end(),
                     [line](const auto& block) { return line >= block.first && line <= block.second; });
}

/// A mail address or a form that reaches the people behind the security policy. A part of another document
/// may be about the security of what is configured: its code holds samples.
std::optional<Evidence> contact(const Context& context) {
  static const RE2 pattern(
      "(?i)([a-z0-9._%+-]+(@| ?[\\[(<]at[\\])>] ?)[a-z0-9-]+(\\.| ?[\\[(]dot[\\])] "
      "?)[a-z]|/security/advisories(/new|/?([^/a-z0-9]|$))|"
      "hackerone\\.com/|bugcrowd\\.com/|huntr\\.(dev|com)/|private(ly)? (vulnerability )?report(ing)?|"
      "(report a vulnerability|security "
      "advisor(y|ies))\\W+(button|tab|feature|form|page)|(^|\\s)@[a-z0-9-]+)");
  for (const Piece& piece : context.get<Documents>().pieces("security")) {
    int number = 0;
    for (const std::string_view line : split_lines(*piece.document->text)) {
      ++number;
      if (!piece.holds(number) || line.size() > 4000) continue;
      if (!piece.whole && in_code(*piece.document, number)) continue;
      if (!RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), pattern)) continue;
      // The address itself tells more than a line of markup.
      for (const Link& link : piece.document->links) {
        if (starts_with_ignoring_case(link.target, "http") &&
            (link.line == number || link.line + 1 == number) && RE2::PartialMatch(link.target, pattern))
          return seen_at(piece.document->path, number, link.target);
      }
      return seen_at(piece.document->path, number, line);
    }
  }
  return std::nullopt;
}

void answer_policy_and_contacts(const Context& context, FindingSink& out) {
  const Search reports = context.search("vulnerability_reports");
  const Search times = context.search("response_time_stated");
  const auto who = contact(context);
  const std::string ask_time =
      msg("Within which time is a report answered, and where is that written (SECURITY.md)?");
  const std::string ask_contact =
      msg("Who receives security reports, and where is that written (SECURITY.md)?");
  if (reports && times) {
    out.met(kPolicy, Confidence::strong,
            msg("{} describes how vulnerabilities are reported and answered: {}", place(times.best()),
                quote(times.best())),
            joined({some(times.hits, 2), some(reports.hits, 2)}));
  } else if (const Search vague = reports ? context.search("response_time_vague") : Search{}; vague) {
    out.met(kPolicy, Confidence::partial,
            msg("{} describes how vulnerabilities are reported and answered, with a vague time: {}",
                place(vague.best()), quote(vague.best())),
            joined({some(vague.hits, 2), some(reports.hits, 2)}), ask_time);
  } else if (reports) {
    out.unmet(kPolicy, Confidence::partial,
              msg("{} describes how to report, but no time within which reports are answered was found.",
                  place(reports.best())),
              some(reports.hits), ask_time);
  } else if (reports.complete) {
    out.unmet(kPolicy, Confidence::partial,
              msg("No policy for the disclosure of vulnerabilities was found in the repository."), {},
              msg("Where is it written (SECURITY.md here, or the organisation's policy in its .github "
                  "repository) how vulnerabilities are reported, and how and when reports are answered?"));
  } else {
    out.unknown(kPolicy, msg("Not every document could be read."), ask_time);
  }
  if (who) {
    out.met(kContacts, Confidence::strong, msg("{} names a contact: {}", place(*who), quote(*who)), {*who});
  } else if (reports) {
    out.met(kContacts, Confidence::partial, msg("{} says: {}", place(reports.best()), quote(reports.best())),
            some(reports.hits), ask_contact);
  } else if (reports.complete) {
    out.unmet(kContacts, Confidence::partial, msg("No security contact was found in the repository."), {},
              ask_contact);
  } else {
    out.unknown(kContacts, msg("Not every document could be read."), ask_contact);
  }
}

void answer_published(const Context& context, FindingSink& out) {
  const Search published = context.search("vulnerabilities_published");
  const ForgeLocation& forge = context.get<Project>().forge;
  const std::string ask =
      msg("Where does the project publish vulnerabilities that were found (advisories, CVE)?");
  if (published) {
    out.met(kPublished, Confidence::likely,
            msg("{} says: {}", place(published.best()), quote(published.best())), some(published.hits));
  } else if (forge.forge == Forge::github) {
    out.met(kPublished, Confidence::hint,
            msg("GitHub shows published advisories at {}/security/advisories.", forge.url),
            {at_url(forge.url + "/security/advisories")}, ask);
  } else {
    out.unknown(kPublished, msg("No document says where vulnerabilities are published."), ask);
  }
}

std::optional<Evidence> vex_file(const Context& context) {
  const TreeIndex& tree = context.get<TreeIndex>();
  for (const Entry* entry : tree.with_extension("json")) {
    const std::string name = to_lower(entry->name());
    const std::string folder = to_lower(entry->folder());
    const bool named = name.ends_with(".vex.json") || name.find("openvex") != std::string::npos ||
                       name == "vex.json" || folder == ".vex" || folder.ends_with("/.vex") ||
                       folder == "vex" || folder == ".openvex" || folder.starts_with(".openvex/");
    if (named && tree.classify(*entry).own()) return seen_at(entry->path, 0);
  }
  return std::nullopt;
}

void answer_vex(const Context& context, FindingSink& out) {
  const auto file = vex_file(context);
  const Search words = context.search("vex_statement");
  const std::string ask =
      msg("Is there a VEX document for known vulnerabilities of components that do not affect the project "
          "(N/A if there is no such vulnerability)?");
  if (file) {
    out.met(kVex, Confidence::strong, msg("{} is a VEX document.", file->path), {*file});
  } else if (words) {
    out.met(kVex, Confidence::partial, msg("{} says: {}", place(words.best()), quote(words.best())),
            some(words.hits), ask);
  } else if (context.get<TreeIndex>().complete()) {
    out.unmet(kVex, Confidence::partial, msg("No VEX document was found in the repository."), {}, ask);
  } else {
    out.unknown(kVex, msg("Not every folder could be read."), ask);
  }
}

void detect(const Context& context, FindingSink& out) {
  answer_policy_and_contacts(context, out);
  answer_published(context, out);
  answer_vex(context, out);
}

}  // namespace

extern const Detector disclosure;
const Detector disclosure{.id = "disclosure",
                          .summary = "Looks at the security policy: times, contacts, publication, VEX.",
                          .criteria = kCriteria,
                          .detect = detect};

}  // namespace badgescan
