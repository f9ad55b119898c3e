// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// report_process, report_tracker, report_archive: where bugs are reported, tracked and can be read again.
#include <re2/re2.h>

#include <algorithm>
#include <iterator>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kProcess = "report_process", kTracker = "report_tracker",
                           kArchive = "report_archive";
constexpr std::string_view kCriteria[] = {kProcess, kTracker, kArchive};

/// The tracker that a link into it belongs to: without the number, form or filter.
std::string tracker_of(std::string_view target) {
  const std::size_t at = target.find("/issues");
  const bool inside = at != std::string_view::npos && target.size() > at + 7 &&
                      std::string_view("/?#").find(target[at + 7]) != std::string_view::npos;
  return clean_utf8(inside ? target.substr(0, at + 7) : target);
}

/// A tracker on the project's own forge belongs to another repository when it is not the project's.
bool on_own_forge(std::string_view own, std::string_view target) {
  const std::size_t host = own.find("://");
  if (host == std::string_view::npos) return false;
  return starts_with_ignoring_case(target, own.substr(0, own.find('/', host + 3) + 1));
}

/// The tracker of a fuzzing service, where its reports on many projects lie.
bool is_of_a_service(std::string_view target) { return contains_ignoring_case(target, "oss-fuzz"); }

/// A link to a tracker in a document that speaks for the project. A single issue is linked as an example, so
/// it names the project's tracker only when it lies there.
std::optional<Evidence> tracker_link(const Context& context) {
  static constexpr std::string_view kTrackers[] = {"/issues",
                                                   "bugzilla",
                                                   "/jira",
                                                   "atlassian.net",
                                                   "bugs.launchpad.net",
                                                   "todo.sr.ht",
                                                   "savannah.gnu.org/bugs",
                                                   "savannah.nongnu.org/bugs",
                                                   "bugs.debian.org",
                                                   "youtrack",
                                                   "redmine",
                                                   "/tickets",
                                                   "trac.",
                                                   "/bugs/"};
  static const RE2 single("/issues/[0-9]", RE2::Latin1);
  const std::string own = context.get<Project>().forge.issues_link();
  auto found = find_link(context, {"readme", "contributing", "support"}, [&own](const Link& link) {
    if (link.image || !link.target.starts_with("http") || is_of_a_service(link.target)) return false;
    const bool elsewhere = own.empty() || !starts_with_ignoring_case(link.target, own);
    if (elsewhere && (RE2::PartialMatch(link.target, single) || on_own_forge(own, link.target))) return false;
    // "/issues" of a magazine: elsewhere the address must be that of a repository, or the link call itself
    // so.
    static const RE2 repository("(?i)^https?://[^/]+/[^/]+/[^/]+(/[^?#]+)?/issues(/?$|[/?#])", RE2::Latin1);
    static const RE2 says("(?i)\\b(issues?|bugs?|tracker|tickets?)\\b", RE2::Latin1);
    if (elsewhere && contains_ignoring_case(link.target, "/issues") &&
        !RE2::PartialMatch(link.target, repository) && !RE2::PartialMatch(link.text, says))
      return false;
    return std::any_of(std::begin(kTrackers), std::end(kTrackers),
                       [&](std::string_view mark) { return contains_ignoring_case(link.target, mark); });
  });
  if (found) found->excerpt = shorten(tracker_of(found->excerpt), 160);
  return found;
}

std::vector<Evidence> issue_forms(const Context& context) {
  std::vector<Evidence> out;
  for (const Document* form : context.get<Documents>().of("issue_template")) {
    Evidence seen;
    seen.path = clean_utf8(form->path);
    if (out.size() < 3) out.push_back(seen);
  }
  return out;
}

void detect(const Context& context, FindingSink& out) {
  const Search words = context.search("bug_report_process");
  const Search archive = context.search("mailing_list_archive");
  const auto link = tracker_link(context);
  const auto forms = issue_forms(context);
  const ForgeLocation& forge = context.get<Project>().forge;
  const bool own = has_forge_tracker(context);
  const std::string tracker = forge.issues_link();
  const std::vector<Evidence> named = link ? std::vector<Evidence>{*link} : std::vector<Evidence>{};
  const std::vector<Evidence> hosted = own ? std::vector<Evidence>{at_url(tracker)} : std::vector<Evidence>{};

  if (words) {
    out.met(kProcess, Confidence::strong,
            msg("{} says how to report bugs: {}", place(telling(words)), quote(telling(words))),
            joined({{telling(words)}, some(words.hits, 2), named, forms, hosted}));
  } else if (!forms.empty() || link) {
    const Evidence& first = forms.empty() ? named.front() : forms.front();
    out.met(kProcess, Confidence::strong,
            forms.empty() ? msg("{} links the issue tracker.", place(first))
                          : msg("Forms such as {} lead people who report bugs.", first.path),
            joined({forms, named, hosted}));
  } else if (own) {
    out.met(kProcess, Confidence::likely,
            msg("Bugs are reported in the issues of {}: {}", name_of(forge.forge), tracker), hosted,
            msg("Is that where users report bugs?"));
  } else {
    out.unknown(kProcess, msg("{} do not say how to report bugs.", looked_in(words)),
                msg("Where do users report bugs (address of the tracker or mailing list)?"));
  }

  if (link || (own && !forms.empty())) {
    const Evidence& first = link ? *link : forms.front();
    out.met(kTracker, Confidence::strong,
            link ? msg("Issues are tracked where {} says: {}", place(first), first.excerpt)
                 : msg("Issues are tracked on {}, with forms such as {}.", name_of(forge.forge), first.path),
            joined({named, forms, hosted}));
  } else if (own) {
    out.met(kTracker, Confidence::likely,
            msg("The project uses the issue tracker of {}: {}", name_of(forge.forge), tracker), hosted);
  } else {
    out.unknown(kTracker,
                msg("No issue tracker is named in the documents, and the remote brings none along."),
                msg("Which issue tracker does the project use?"));
  }

  if (own || link) {
    const std::string where = own ? tracker : named.front().excerpt;
    out.met(kArchive, link ? Confidence::strong : Confidence::likely,
            msg("Reports and answers stay readable and searchable in the tracker: {}", where),
            joined({hosted, named, some(archive.hits, 1)}));
  } else if (archive) {
    out.met(kArchive, Confidence::strong,
            msg("Reports and answers stay readable: {} ({})", quote(archive.best()), place(archive.best())),
            some(archive.hits, 2));
  } else {
    out.unknown(kArchive, msg("No public archive of reports was recognised."),
                msg("Where can everybody read earlier reports and the answers to them?"));
  }
}

}  // namespace

extern const Detector bug_reports;
const Detector bug_reports{
    .id = "bug_reports",
    .summary = "Looks for the tracker: wording, links and forms in the documents, then the forge's own.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
