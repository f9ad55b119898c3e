// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// See release_notes.h.
#include "scanner/facts/release_notes.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "scanner/base/text.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/history/message_parse.h"
#include "scanner/facts/releases.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

bool hex_word(std::string_view word) {
  return word.size() >= 7 && word.size() <= 40 &&
         word.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
         word.find_first_of("0123456789") != std::string_view::npos;
}
bool starts_with_date(std::string_view line) {
  return line.size() >= 10 && line[4] == '-' && line[7] == '-' && line.find_first_not_of("0123456789-") >= 10;
}

/// "## [1.2.3] - 2024-01-01", "Version 8.1.0 (17 May 2023)", "1.2.3 (2024-01-01)", "v1.2:", "foo (1.2-1)
/// unstable".
std::string version_of_line(std::string_view line) {
  if (line.empty() || line.size() > 120 || line[0] == '\t') return {};
  const bool indented = line[0] == ' ';
  const bool heading = line[0] == '#' || line[0] == '=' || line[0] == '*';
  const bool item = line.starts_with("- ");  // "- 1.2.3 Bug fixes": the version comes first
  while (!line.empty() && std::string_view(item ? "- [" : "#=* \t[").find(line[0]) != std::string_view::npos)
    line.remove_prefix(1);
  std::size_t words = 0;
  for (const std::string_view word : split(line, ' ')) {
    if (word.empty()) continue;
    // GNU's "Noteworthy changes in release 7.2 (2026-08-18)" is the longest usual form.
    if (++words > (starts_with_ignoring_case(line, "noteworthy changes in ") ? 5 : 4)) return {};
    const auto version = parse_version(word);
    if (version && version->numbers.size() > 1 && version->numbers.size() < 5 &&
        version->numbers[0] < 100'000) {
      const bool alone = words == 1 || ((heading || !indented) && !item);
      return alone ? version->text() : std::string{};
    }
  }
  return {};
}

/// `number` is the number of the line before the text.
void read_notes(std::string_view text, const ReleaseTag* newest, const ReleaseTag* highest, NotesFile& file,
                int number = 0) {
  file.form = form_of_notes(text);
  std::set<std::string> versions;
  const int first = number;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    if (number - first < 200 && !file.unreleased) {
      file.unreleased = contains_ignoring_case(line.substr(0, 60), "unreleased") ||
                        contains_ignoring_case(line.substr(0, 60), "[next]");
    }
    std::string version = version_of_line(line);
    if (version.empty()) continue;
    if (const auto parsed = parse_version(version);
        parsed && highest != nullptr && is_gt(compare(*parsed, *highest->version))) {
      file.ahead = true;
    }
    if (versions.empty()) {
      file.first_version = version;
      file.newest_line = number;
    }
    versions.insert(std::move(version));
    const bool names =
        !file.has_newest && ((newest != nullptr && mentions_version(line, *newest->version)) ||
                             (highest != nullptr && mentions_version(line, *highest->version)));
    if (names) {
      file.has_newest = true;
      file.newest_line = number;
    }
  }
  file.versions = versions.size();
  file.vulnerabilities = vulnerability_ids(text);
}

/// A notes file of its own for one release: docs/releases/1.2.3.md.
bool named_after(std::string_view path, const ReleaseTag* tag) {
  const std::size_t slash = path.rfind('/');
  return tag != nullptr &&
         mentions_version(slash == std::string_view::npos ? path : path.substr(slash + 1), *tag->version);
}

std::string find_fragments(const TreeIndex& index) {
  for (const std::string_view folder :
       {"changelog.d", "newsfragments", "changes.d", ".changeset", ".changes", "changelogs",
        "changelog_unreleased", "releasenotes/notes", "docs/newsfragments", "doc/newsfragments", "news"}) {
    for (const Entry* entry : index.in_folder(folder)) {
      const std::string low = to_lower(entry->name());
      if (low.starts_with("readme") || low.starts_with('.') || low == "config.json") continue;
      return clean_utf8(entry->path);
    }
  }
  return {};
}

std::string find_automation(const TreeIndex& index) {
  for (const std::string_view name :
       {"release-drafter.yml", "release-drafter.yaml", "release-please-config.json",
        ".release-please-manifest.json", ".releaserc", ".releaserc.json", ".releaserc.yml", ".releaserc.js",
        "release.config.js", "release.config.cjs", "cliff.toml", ".goreleaser.yml", ".goreleaser.yaml",
        "goreleaser.yml"}) {
    const auto found = index.named(name);
    if (!found.empty() && found.front()->folder().find("node_modules") == std::string_view::npos)
      return clean_utf8(found.front()->path);
  }
  // GitHub's own categories for generated notes.
  for (const Entry* entry : index.in_folder(".github")) {
    if (entry->name() == "release.yml" || entry->name() == "release.yaml") return clean_utf8(entry->path);
  }
  return {};
}

/// A tag's message tells something when it is more than "Release 1.2" and a signature.
bool telling(const ReleaseTag& tag) {
  std::size_t lines = 0, words = 0;
  for (const std::string_view line : split_lines(tag.message)) {
    if (trim(line).empty()) continue;
    ++lines;
    words += static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ')) + 1;
  }
  return lines >= 4 && words >= 25;
}

/// "@frob/cli@1.2.3" and "cli/v1.2.3" name the part in the folder "packages/cli".
bool releases_part(const ReleaseTag* tag, std::string_view folder) {
  if (tag == nullptr) return false;
  std::string_view part = tag->name;
  part = part.substr(0, part.rfind(tag->version->text()));
  while (!part.empty() && std::string_view("v@/-_").find(part.back()) != std::string_view::npos)
    part.remove_suffix(1);
  part = part.substr(part.rfind('/') + 1);
  return !part.empty() && part == folder.substr(folder.rfind('/') + 1);
}

/// In a monorepo each component has a change log of its own. Some may be somebody else's code that nothing
/// marks as such: these files are a hint only, and what vulnerabilities they name says nothing.
void add_component_notes(const Facts& facts, const TreeIndex& index, const ReleaseTag* newest,
                         const ReleaseTag* highest, ReleaseNotes& out) {
  constexpr std::size_t kMostComponents = 30;
  for (const std::string_view name : {"CHANGELOG.md", "CHANGELOG", "CHANGELOG.rst", "CHANGES.md", "CHANGES",
                                      "NEWS.md", "HISTORY.md", "ReleaseNotes.md"}) {
    for (const Entry* entry : index.named(name)) {
      if (out.files.size() == kMostComponents) return;
      const PathClass is = index.classify(*entry);
      // Assistants and tools keep histories of their own in hidden folders.
      if (is_hidden(entry->path) || is.vendored || is.test || is.test_data || is.example) continue;
      const FileText text = facts.text(*entry);
      if (text == nullptr) continue;
      NotesFile file;
      file.path = clean_utf8(entry->path);
      file.component = true;
      read_notes(*text, newest, highest, file);
      file.vulnerabilities.clear();
      file.of_newest = file.has_newest && releases_part(newest, entry->folder());
      if (file.form == NotesFile::Form::raw_log) continue;
      out.files.push_back(std::move(file));
    }
  }
}

/// The part of a text from one line to another.
std::string_view lines_of(std::string_view text, int first, int last) {
  std::size_t begin = std::string_view::npos, at = 0;
  for (int number = 1; at < text.size() && number <= last; ++number) {
    if (number == first) begin = at;
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin, at - begin);
}

/// Notes that no file of their own holds: the page of the newest release (RELEASE.md), a page of the web
/// site, a part of the README.
void add_notes_elsewhere(const Facts& facts, const ReleaseTag* newest, const ReleaseTag* highest,
                         ReleaseNotes& out) {
  const Documents& documents = facts.get<Documents>();
  for (const Document* document : documents.of("release_process")) {
    const std::string_view title = document->sections.size() > 1 && document->sections[0].heading.empty()
                                       ? std::string_view(document->sections[1].heading)
                                   : document->sections.empty()
                                       ? std::string_view{}
                                       : std::string_view(document->sections[0].heading);
    const ReleaseTag* told = newest != nullptr && mentions_version(title, *newest->version)     ? newest
                             : highest != nullptr && mentions_version(title, *highest->version) ? highest
                                                                                                : nullptr;
    if (told == nullptr) continue;
    NotesFile file;
    file.path = clean_utf8(document->path);
    read_notes(*document->text, newest, highest, file);
    file.has_newest = true;
    out.files.push_back(std::move(file));
    return;
  }
  const TreeIndex& index = facts.get<TreeIndex>();
  for (const std::string_view name : {"changelog.md", "changelog.mdx", "changelog.rst", "changelog.adoc",
                                      "release-notes.md", "release_notes.md"}) {
    for (const Entry* entry : index.named(name)) {
      const PathClass is = index.classify(*entry);
      // A page of the web site or the manual, not the log of a part of the project.
      const bool page = index.classify(std::string(entry->folder()) + "/x.c").documentation;
      const FileText text = page && !is.vendored ? facts.text(*entry) : nullptr;
      if (text == nullptr) continue;
      NotesFile file;
      file.path = clean_utf8(entry->path);
      read_notes(*text, newest, highest, file);
      if (file.versions < 2 || file.form == NotesFile::Form::raw_log) continue;
      out.files.push_back(std::move(file));
      return;
    }
  }
  for (const Piece& piece : documents.pieces("changelog")) {
    if (piece.whole) continue;
    NotesFile file;
    file.path = piece.path();
    read_notes(lines_of(*piece.document->text, piece.line(), piece.last_line()), newest, highest, file,
               piece.line() - 1);
    if (file.versions < 2) continue;
    out.files.push_back(std::move(file));
    return;
  }
}

/// "CHANGELOG/CHANGELOG-3.6.md": a folder with a file for each series or release.
void add_notes_by_series(const Facts& facts, const ReleaseTag* newest, const ReleaseTag* highest,
                         ReleaseNotes& out) {
  constexpr std::size_t kMostFiles = 60;
  static const re2::RE2 numbered("[0-9]\\.[0-9x]", re2::RE2::Latin1);
  const TreeIndex& index = facts.get<TreeIndex>();
  for (const std::string_view folder :
       {"changelog", "changelogs", "changes", "release-notes", "releasenotes", "release_notes",
        "docs/changelog", "docs/changelogs", "docs/release-notes"}) {
    std::vector<const Entry*> files = index.in_folder(folder);
    std::erase_if(files, [](const Entry* entry) {
      const std::string_view name = entry->name();
      return !(name.ends_with(".md") || name.ends_with(".rst") || name.ends_with(".txt") ||
               name.ends_with(".adoc")) ||
             !re2::RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), numbered);
    });
    // The newest have the largest numbers, which are not always the last by name: 3.10 after 3.9.
    std::stable_sort(files.begin(), files.end(), [](const Entry* a, const Entry* b) {
      return std::pair(a->name().size(), a->name()) > std::pair(b->name().size(), b->name());
    });
    for (std::size_t i = 0; i < files.size() && i < kMostFiles; ++i) {
      const FileText text = facts.text(*files[i]);
      if (text == nullptr) continue;
      NotesFile file;
      file.path = clean_utf8(files[i]->path);
      read_notes(*text, newest, highest, file);
      file.has_newest = file.has_newest || named_after(file.path, newest) || named_after(file.path, highest);
      if (file.form != NotesFile::Form::raw_log) out.files.push_back(std::move(file));
    }
    if (!out.files.empty()) return;
  }
}

}  // namespace

NotesFile::Form form_of_notes(std::string_view text) {
  std::size_t lines = 0, hashes = 0, authors = 0, entries = 0, files = 0;
  for (std::string_view line : split_lines(text.substr(0, 1 << 17))) {
    const bool tab = !line.empty() && line[0] == '\t';
    const std::string_view trimmed = trim(line);
    if (trimmed.empty()) continue;
    ++lines;
    if (trimmed.starts_with("commit ") && hex_word(trimmed.substr(7, 40))) ++hashes;
    // `git log --oneline`: the line starts with the id; lists for people have it at the end, as a link.
    if (const std::size_t space = trimmed.find(' ');
        space != std::string_view::npos && hex_word(trimmed.substr(0, space)))
      ++hashes;
    if (trimmed.starts_with("Author: ") && trimmed.find('<') != std::string_view::npos) ++authors;
    if (starts_with_date(line) && line.find('<') != std::string_view::npos &&
        line.find('@') != std::string_view::npos)
      ++entries;
    if (tab && trimmed.starts_with("* ")) ++files;
  }
  if (lines >= 6 && (hashes * 2 > lines || (authors >= 3 && hashes >= authors)))
    return NotesFile::Form::raw_log;
  if (entries >= 3 && files >= entries) return NotesFile::Form::entries;
  return NotesFile::Form::prose;
}

ReleaseNotes ReleaseNotes::collect(const Facts& facts) {
  ReleaseNotes out;
  const Documents& documents = facts.get<Documents>();
  const Releases& releases = facts.get<Releases>();
  const TreeIndex& index = facts.get<TreeIndex>();
  const ReleaseTag* newest = releases.newest();
  const ReleaseTag* highest = releases.highest();
  std::set<std::string> ids;
  constexpr std::size_t kMostFiles = 200;
  std::vector<const Document*> found = documents.of("changelog");
  const std::size_t full = found.size();
  // A first release needs few words.
  for (const Document* document : documents.templates("changelog")) found.push_back(document);
  for (std::size_t i = 0; i < found.size() && out.files.size() < kMostFiles; ++i) {
    const Document* document = found[i];
    NotesFile file;
    file.path = clean_utf8(document->path);
    file.debian = starts_with_ignoring_case(file.path, "debian/");
    read_notes(*document->text, newest, highest, file);
    if (!file.has_newest && (named_after(file.path, newest) || named_after(file.path, highest)))
      file.has_newest = true;
    if (i >= full && file.versions == 0) continue;
    ids.insert(file.vulnerabilities.begin(), file.vulnerabilities.end());
    out.files.push_back(std::move(file));
  }
  if (out.files.empty()) add_notes_by_series(facts, newest, highest, out);
  if (out.files.empty()) add_notes_elsewhere(facts, newest, highest, out);
  if (out.files.empty()) add_component_notes(facts, index, newest, highest, out);
  // The order of the documents decides among equals.
  std::stable_sort(out.files.begin(), out.files.end(), [](const NotesFile& a, const NotesFile& b) {
    const auto rank = [](const NotesFile& f) {
      return (f.of_newest ? 32 : 0) + (f.has_newest ? 16 : 0) +
             (f.ahead          ? 8
              : f.versions > 0 ? 6
                               : 0) +
             (f.form == NotesFile::Form::prose     ? 4
              : f.form == NotesFile::Form::entries ? 2
                                                   : 0) +
             (f.debian ? 0 : 1);
    };
    return rank(a) > rank(b);
  });
  for (const ReleaseTag& tag : releases.tags) {
    if (!tag.annotated || !tag.is_release()) continue;
    out.telling_tags += telling(tag) ? 1 : 0;
    for (std::string& id : vulnerability_ids(tag.message)) ids.insert(std::move(id));
  }
  out.fragments = find_fragments(index);
  out.automation = find_automation(index);
  out.vulnerabilities.assign(ids.begin(), ids.end());
  out.complete = documents.complete("changelog") && index.complete();
  return out;
}

}  // namespace badgescan
