// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/audit/link_check.h"

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

using State = LinkCheck::State;

std::string_view short_ref(std::string_view name) {
  for (const std::string_view prefix : {"refs/tags/", "refs/heads/", "refs/remotes/"}) {
    if (!name.starts_with(prefix)) continue;
    name.remove_prefix(prefix.size());
    // refs/remotes/origin/main is the branch main
    if (prefix == "refs/remotes/" && name.find('/') != std::string_view::npos)
      name.remove_prefix(name.find('/') + 1);
    return name;
  }
  return name;
}

bool is_prose(std::string_view path) {
  const std::string lower = to_lower(path);
  for (const std::string_view ending : {".md", ".markdown", ".mdx", ".rst", ".adoc", ".org"}) {
    if (lower.ends_with(ending)) return true;
  }
  return false;
}

/// Forges drop emoji and keep letters of all scripts. Where something is left without either, compare that.
bool same_anchor(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const auto plain = [](std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (static_cast<unsigned char>(c) < 0x80 && (c != '-' || (!out.empty() && out.back() != '-'))) out += c;
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
  };
  const std::string one = plain(a);
  return !one.empty() && one == plain(b);
}

/// Headings, and anchors that somebody wrote by hand.
bool has_anchor(std::string_view path, const FileText& text, const std::string& anchor) {
  const std::string wanted = to_lower(anchor);
  // "user-content-x" is what GitHub's own pages use; "x-1" is the second heading of that name.
  std::string base = wanted.starts_with("user-content-") ? wanted.substr(13) : wanted;
  const std::size_t dash = base.rfind('-');
  const bool numbered = dash != std::string::npos && dash + 1 < base.size() &&
                        std::all_of(base.begin() + static_cast<std::ptrdiff_t>(dash) + 1, base.end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
  const std::string without_number = numbered ? base.substr(0, dash) : base;
  const Document document = parse_document(path, text);
  for (const Section& section : document.sections) {
    const std::string one = heading_anchor(section.heading);
    if (same_anchor(one, base) || same_anchor(one, without_number)) return true;
  }
  for (const std::string_view mark : {"id=\"", "name=\"", "id='", "name='", "{#", ".. _", "[["}) {
    if (contains_ignoring_case(*text, std::string(mark) + base)) return true;
  }
  return false;
}

}  // namespace

std::string_view name_of(State state) {
  switch (state) {
    case State::good:
      return "good";
    case State::unchecked:
      return "unchecked";
    case State::outdated:
      return "outdated";
    case State::line_gone:
      return "line_gone";
    case State::anchor_gone:
      return "anchor_gone";
    case State::missing:
      return "missing";
    case State::unreachable:
      break;
  }
  return "unreachable";
}

LinkChecker::LinkChecker(const Facts& facts, MainLine& line)
    : facts_(facts), line_(line), own_(facts.get<Project>().forge) {
  for (const auto* list : {&facts.snapshot().branches(), &facts.snapshot().tags()}) {
    for (const RefName& ref : *list) refs_.emplace_back(short_ref(ref.name));
  }
}

std::vector<LinkCheck> LinkChecker::check(std::string_view justification) {
  std::vector<LinkCheck> out;
  for (Citation& citation : citations(justification, own_, refs_)) {
    const bool bare = citation.kind == Citation::Kind::bare;
    LinkCheck one = check_one(std::move(citation));
    // A path-like word that never was a file here says nothing ("dist/index.js" of a package).
    if (bare && one.state == State::missing && one.commit.empty()) continue;
    out.push_back(std::move(one));
  }
  return out;
}

LinkCheck LinkChecker::check_one(Citation citation) {
  LinkCheck out;
  out.citation = std::move(citation);
  if (!out.citation.in_repository()) {
    out.text = msg("not checked: {}", out.citation.text);
    return out;
  }
  if (out.citation.ref.empty() || is_current(out.citation.ref)) {
    check_here(out);
  } else if (const std::optional<ObjectId> commit = commit_of(out.citation.ref)) {
    check_commit(out, *commit);
  } else if (ObjectId::from_hex(to_lower(out.citation.ref))) {
    out.text =
        msg("the commit {} of {} is not in this clone", out.citation.ref.substr(0, 12), out.citation.text);
  } else {
    check_here(out);  // a branch that this clone does not have: most likely the main one
  }
  return out;
}

bool LinkChecker::is_current(const std::string& ref) const {
  return ref == "HEAD" || ref == facts_.snapshot().info().branch ||
         (facts_.snapshot().info().branch.empty() && (ref == "main" || ref == "master"));
}

std::optional<ObjectId> LinkChecker::commit_of(const std::string& ref) {
  for (const auto* list : {&facts_.snapshot().tags(), &facts_.snapshot().branches()}) {
    for (const RefName& one : *list) {
      if (short_ref(one.name) != ref) continue;
      return one.id;
    }
  }
  return line_.find(ref);
}

bool LinkChecker::exists(const std::string& path) const {
  if (path.empty() || facts_.snapshot().find(path) != nullptr) return true;
  const auto entries = facts_.snapshot().entries();
  const std::string folder = path + "/";
  const auto at =
      std::lower_bound(entries.begin(), entries.end(), folder,
                       [](const Entry& entry, const std::string& key) { return entry.path < key; });
  return at != entries.end() && at->path.starts_with(folder);
}

bool LinkChecker::names_a_file(const std::string& path) const {
  const std::string name = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  const auto named = facts_.get<TreeIndex>().named(name);
  return std::any_of(named.begin(), named.end(), [&](const Entry* entry) {
    const std::size_t size = entry->path.size();
    return entry->path.ends_with(path) && (size == path.size() || entry->path[size - path.size() - 1] == '/');
  });
}

void LinkChecker::check_here(LinkCheck& out) {
  const std::string& path = out.citation.path;
  if (exists(path)) {
    check_place(out, path);
    return;
  }
  // "ci.yml:52" in a text means the file of that name, wherever it lies.
  if (out.citation.kind == Citation::Kind::bare && names_a_file(path)) {
    out.state = State::good;
    return;
  }
  if (!facts_.snapshot().complete()) {
    out.text = msg("{} was not found, but not every folder could be read", clean_utf8(path));
    return;
  }
  out.state = State::missing;
  explain_missing(out);
}

void LinkChecker::explain_missing(LinkCheck& out) {
  out.text = msg("there is no {} in the scanned state", clean_utf8(out.citation.path));
  const std::optional<std::size_t> step = line_.removed(out.citation.path);
  if (!step) return;
  const MainLine::Step& by = line_.steps()[*step];
  out.commit = by.commit.hex();
  out.removed = by.time;
  out.removed_by = by.subject;
  out.text = msg("{} was removed by {} on {} ({})", clean_utf8(out.citation.path), out.commit.substr(0, 12),
                 iso_date(by.time), by.subject);
}

void LinkChecker::check_place(LinkCheck& out, const std::string& path) {
  out.state = State::good;
  if (out.citation.line == 0 && out.citation.anchor.empty()) return;
  const Entry* entry = facts_.snapshot().find(path);
  const FileText text = entry == nullptr ? nullptr : facts_.text(*entry);
  if (text == nullptr) return;
  const auto lines = static_cast<int>(split_lines(*text).size());
  if (out.citation.last_line > lines) {
    out.state = State::line_gone;
    out.text = msg("{} has {} lines, line {} is cited", clean_utf8(path), lines, out.citation.last_line);
  } else if (!out.citation.anchor.empty() && is_prose(path) && !has_anchor(path, text, out.citation.anchor)) {
    out.state = State::anchor_gone;
    out.text = msg("{} has no heading for #{}", clean_utf8(path), clean_utf8(out.citation.anchor));
  }
}

void LinkChecker::check_commit(LinkCheck& out, const ObjectId& commit) {
  const std::string& path = out.citation.path;
  const std::optional<ObjectId> there = line_.in_commit(commit, path);
  const std::string ref = out.citation.ref.substr(0, 12);
  if (!there) {
    out.text = msg("the commit {} of {} is not in this clone", ref, out.citation.text);
    return;
  }
  if (there->is_null()) {
    out.state = State::missing;
    out.text = msg("there is no {} in {}", clean_utf8(path), ref);
    return;
  }
  if (!exists(path)) {
    out.state = State::outdated;
    out.gone = true;
    explain_missing(out);
    out.text = msg("the link to {} still works, but {}", ref, out.text);
    return;
  }
  const ObjectId now = line_.at(0, path);
  out.state = now == *there || now.is_null() ? State::good : State::outdated;
  if (out.state == State::outdated) out.text = msg("{} has changed since {}", clean_utf8(path), ref);
}

}  // namespace badgescan
