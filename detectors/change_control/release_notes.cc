// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Release notes: is there a summary for people, does it cover the newest release, does it name
// vulnerabilities?
#include <re2/re2.h>

#include <algorithm>

#include "detectors/documents_util.h"
#include "detectors/history_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/release_notes.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"release_notes", "osps_br_04_01", "release_notes_vulns"};

void met_both(FindingSink& out, Confidence confidence, const std::string& text,
              const std::vector<Evidence>& evidence, const std::string& ask) {
  out.met("release_notes", confidence, text, evidence, ask);
  out.met("osps_br_04_01", confidence, text, evidence, ask);
}

Evidence notes_evidence(const NotesFile& file) { return {.path = file.path, .line = file.newest_line}; }

constexpr std::size_t kManyReleases = 5;  ///< that nobody described: the file is no longer kept

/// "docs/releasenotes/12.3.0.rst"
const Entry* page_of(const Context& context, std::string_view tag) {
  if (tag.starts_with('v')) tag.remove_prefix(1);
  const TreeIndex& tree = context.get<TreeIndex>();
  for (const std::string_view extension : {".rst", ".md", ".txt", ".adoc", ".html"}) {
    for (const Entry* entry : tree.named(std::string(tag) + std::string(extension))) {
      const bool of_notes = contains_ignoring_case(entry->folder(), "release") ||
                            contains_ignoring_case(entry->folder(), "change") ||
                            contains_ignoring_case(entry->folder(), "news");
      if (of_notes && tree.classify(*entry).own()) return entry;
    }
  }
  return nullptr;
}

/// Somewhere in the text, in a form of headings that is not known.
bool names_version_of(const Context& context, const std::string& path, std::string_view tag) {
  static const RE2 number("([0-9]+(?:\\.[0-9]+)+)", RE2::Latin1);
  re2::StringPiece version;
  const FileText text = context.facts().text(path);
  if (text == nullptr || !RE2::PartialMatch(re2::StringPiece(tag.data(), tag.size()), number, &version))
    return false;
  return RE2::PartialMatch(*text, "(^|[^0-9.])" + RE2::QuoteMeta(version) + "($|[^0-9.])");
}

std::size_t releases_after(std::string_view version, const Releases& releases) {
  const auto described = parse_version(version);
  if (!described) return 0;
  return static_cast<std::size_t>(
      std::count_if(releases.main_final.begin(), releases.main_final.end(),
                    [&](std::size_t at) { return is_gt(compare(*releases.tags[at].version, *described)); }));
}

void judge_file(const Context& context, const NotesFile& file, const Releases& releases, FindingSink& out) {
  const std::vector<Evidence> evidence{notes_evidence(file)};
  const ReleaseTag* newest = releases.newest();
  if (file.form == NotesFile::Form::raw_log) {
    const std::string text =
        msg("{} is the raw output of a version control log, not a summary for people.", file.path);
    out.unmet("release_notes", Confidence::strong, text, evidence,
              msg("Are there release notes elsewhere, for example on the forge's release pages?"));
    out.unmet("osps_br_04_01", Confidence::likely, text, evidence);
  } else if (file.debian) {
    met_both(out, Confidence::partial, msg("{} describes the versions of the Debian package.", file.path),
             evidence, msg("Does it also summarise what changed in the program itself?"));
  } else if (file.form == NotesFile::Form::entries) {
    met_both(out, Confidence::partial,
             msg("{} lists every change in the manner of a GNU ChangeLog.", file.path), evidence,
             msg("Is there a summary for users, which tells them whether to upgrade?"));
  } else if (file.has_newest && newest != nullptr && !file.component) {
    met_both(out, Confidence::certain, msg("{} describes the newest release, {}.", file.path, newest->name),
             evidence, {});
  } else if (newest != nullptr && file.component && file.of_newest) {
    met_both(out, Confidence::likely, msg("{} describes the newest release, {}.", file.path, newest->name),
             evidence, msg("Does every released part of the project have such a file?"));
  } else if (newest != nullptr && (file.ahead || (file.unreleased && file.versions > 0) || file.component)) {
    met_both(
        out, file.component ? Confidence::partial : Confidence::strong,
        file.component
            ? msg("{} describes the changes of one part of the project.", file.path)
            : msg("{} is kept for the next release; the newest tag is {}.", file.path, newest->name),
        evidence,
        file.component ? msg("Does every released part of the project have such a file?") : std::string{});
  } else if (newest == nullptr) {
    const bool versions = file.versions > 0;
    met_both(
        out, versions ? Confidence::likely : Confidence::partial,
        versions
            ? msg_n(file.versions, "{1} describes {0} version; no tag names a release to hold it against.",
                    "{1} describes {0} versions; no tag names a release to hold it against.", file.path)
            : msg("{} is there, but names no version.", file.path),
        evidence, msg("Does it cover every release?"));
  } else if (const Entry* page = page_of(context, newest->name)) {
    met_both(out, Confidence::strong,
             msg("{} describes the newest release, {}.", clean_utf8(page->path), newest->name),
             {{.path = clean_utf8(page->path)}}, {});
  } else if (names_version_of(context, file.path, newest->name)) {
    met_both(out, Confidence::likely, msg("{} names the newest release, {}.", file.path, newest->name),
             evidence, msg("Does it summarise the major changes of each release?"));
  } else if (const std::size_t newer = releases_after(file.first_version, releases); newer >= kManyReleases) {
    const std::string text =
        msg("{} ends with {}; {} later releases are not in it.", file.path, file.first_version, newer);
    const std::string ask = msg("Where are the releases after {} described?", file.first_version);
    out.unknown("release_notes", text, ask, evidence);
    out.unknown("osps_br_04_01", text, ask, evidence);
  } else if (file.versions > 0) {
    met_both(out, Confidence::likely,
             msg_n(file.versions, "{1} describes one version, {2}; the newest tag is {3}.",
                   "{1} describes {0} versions, the first it names is {2}; the newest tag is {3}.", file.path,
                   file.first_version, newest->name),
             evidence, msg("Where is the newest release described?"));
  } else {
    met_both(out, Confidence::partial,
             msg("{} is there, but names neither {} nor another version.", file.path, newest->name), evidence,
             msg("Does it summarise the major changes of each release?"));
  }
}

void judge_without_file(const Context& context, const ReleaseNotes& notes, const Releases& releases,
                        FindingSink& out) {
  if (!notes.fragments.empty()) {
    met_both(out, Confidence::likely,
             msg("Each change brings a note of its own for the next release, such as {}.", notes.fragments),
             {{.path = notes.fragments}}, msg("Where do users read the notes of a release?"));
  } else if (!notes.automation.empty()) {
    met_both(out, Confidence::likely,
             msg("{} sets up how the notes of each release are written.", notes.automation),
             {{.path = notes.automation}},
             msg("Are the notes a summary for people rather than a list of commits?"));
  } else if (notes.telling_tags > 0 && notes.telling_tags * 2 >= releases.main_final.size()) {
    met_both(out, Confidence::likely,
             msg_n(notes.telling_tags, "The message of {} release tag describes what changed.",
                   "The messages of {} release tags describe what changed."),
             {tag_evidence(context, *releases.newest())}, {});
  } else if (notes.complete && !releases.main.empty()) {
    // A forge keeps notes outside the repository: absence here is no proof.
    const std::string text = msg_n(
        releases.main.size(), "{} tag names a release, but no release notes were found in the repository.",
        "{} tags name releases, but no release notes were found in the repository.");
    const std::string ask =
        msg("At which address are the releases described, for example on the forge's release pages?");
    out.unmet("release_notes", Confidence::partial, text, {}, ask);
    out.unmet("osps_br_04_01", Confidence::partial, text, {}, ask);
  } else {
    for (const std::string_view criterion : {"release_notes", "osps_br_04_01"}) {
      out.unknown(criterion, msg("No release notes were found in the repository."),
                  msg("Where is it described what changed in each release?"));
    }
  }
}

/// Whether a commit that calls itself a fix names one of them.
bool fixed_here(const History& history, const std::vector<std::string>& ids) {
  return std::any_of(history.vulnerabilities.begin(), history.vulnerabilities.end(), [&](const auto& entry) {
    const HistoryCommit& commit = history.commits[entry.first];
    return commit.fix && history.counts(commit) &&
           std::find(ids.begin(), ids.end(), entry.second) != ids.end();
  });
}

void judge_vulnerabilities(const Context& context, const ReleaseNotes& notes, FindingSink& out) {
  const History& history = context.get<History>();
  const std::vector<std::string> others = ids_in_window(history, history.dependency_vulnerabilities);
  std::vector<std::string> missing;
  const auto look_for = [&](const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
      if (!std::binary_search(notes.vulnerabilities.begin(), notes.vulnerabilities.end(), id))
        missing.push_back(id);
    }
  };
  look_for(ids_in_window(history, history.vulnerabilities));
  if (!notes.vulnerabilities.empty()) {
    std::vector<Evidence> evidence;
    for (const NotesFile& file : notes.files) {
      if (!file.vulnerabilities.empty())
        evidence.push_back({.path = file.path, .excerpt = file.vulnerabilities.front()});
      if (evidence.size() == 3) break;
    }
    std::string text =
        msg_n(notes.vulnerabilities.size(), "The release notes name {} vulnerability by CVE or GHSA id.",
              "The release notes name {} vulnerabilities by CVE or GHSA id.");
    look_for(others);
    if (missing.empty()) {
      out.met("release_notes_vulns", Confidence::strong, std::move(text), std::move(evidence));
    } else {
      out.met("release_notes_vulns", Confidence::partial,
              msg("{} Commits of {} name others, which the notes do not: {}.", text, history.window_text(),
                  join_names(missing)),
              std::move(evidence),
              msg("Are these vulnerabilities of a dependency, or named in notes elsewhere?"));
    }
    return;
  }
  if (!missing.empty()) {
    const std::string text = msg("Commits of {} name {}, but the release notes in the repository do not.",
                                 history.window_text(), join_names(missing));
    // Only notes of many releases, in which it would stand, show that it was left out.
    const bool long_notes =
        !notes.files.empty() && !notes.files.front().component && notes.files.front().versions >= 5;
    if (long_notes && fixed_here(history, missing)) {
      out.unmet("release_notes_vulns", Confidence::partial, text, {notes_evidence(notes.files.front())},
                msg("Are these vulnerabilities of the project itself, and not of a dependency?"));
    } else {
      out.unknown("release_notes_vulns", text,
                  msg("Do the release notes name these vulnerabilities, and are they the project's own?"),
                  {history_evidence(context)});
    }
    return;
  }
  if (refuse_cut_history(history, {"release_notes_vulns"}, out)) return;
  if (!notes.complete) {
    out.unknown("release_notes_vulns", msg("The release notes could not all be read."),
                msg("Do the release notes name every publicly known vulnerability that a release fixes?"));
    return;
  }
  for (const std::string_view rule : {"past_vulnerability", "security_part_of_notes"}) {
    const Search told = context.search(rule);
    if (!told) continue;
    out.unknown(
        "release_notes_vulns",
        msg("{} tells of a vulnerability, without an id: {}", place(told.best()), quote(told.best())),
        msg("Do the release notes name its CVE id or the like (N/A if it was made public without one)?"),
        some(told.hits));
    return;
  }
  // A window leaves out the years in which one may have been fixed.
  out.not_applicable(
      "release_notes_vulns", history.whole ? Confidence::likely : Confidence::partial,
      others.empty()
          ? msg("No publicly known vulnerability was found: neither the release notes nor the "
                "commits of {} name a CVE or GHSA id.",
                history.window_text())
          : msg("No publicly known vulnerability of the project itself was found: the release notes name "
                "none, "
                "and commits of {} name ids of dependencies only, which the criterion leaves out: {}.",
                history.window_text(), join_names(others, 5)),
      {}, msg("Has a vulnerability of the project ever been made public?"));
}

void detect(const Context& context, FindingSink& out) {
  const ReleaseNotes& notes = context.get<ReleaseNotes>();
  const Releases& releases = context.get<Releases>();
  if (const NotesFile* file = notes.best()) {
    judge_file(context, *file, releases, out);
  } else {
    judge_without_file(context, notes, releases, out);
  }
  judge_vulnerabilities(context, notes, out);
}

}  // namespace

extern const Detector release_notes;
const Detector release_notes{.id = "release_notes",
                             .summary =
                                 "Holds the release notes of the tree against the release tags and looks for "
                                 "vulnerability ids in them.",
                             .criteria = kCriteria,
                             .detect = detect};

}  // namespace badgescan
