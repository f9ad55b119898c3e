// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/file_heads.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "scanner/base/digest.h"
#include "scanner/base/glob.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/ledger.h"
#include "scanner/facts/licence_engine.h"
#include "scanner/facts/reuse.h"
#include "scanner/facts/source_scan.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::size_t kHeadBytes = 8000;
constexpr int kHeadLines = 60;

constexpr auto kExtensions = std::to_array<std::string_view>(
    {"ada",   "adb",    "ads",    "asm",    "bash", "bat", "c",    "c++",   "cc",    "cjs",  "cl",   "clj",
     "cljs",  "cls",    "cmd",    "coffee", "cpp",  "cr",  "cs",   "cu",    "cuh",   "cxx",  "d",    "dart",
     "el",    "elm",    "erl",    "ex",     "exs",  "f",   "f03",  "f08",   "f90",   "fish", "fs",   "fsx",
     "go",    "gradle", "groovy", "h",      "h++",  "hh",  "hpp",  "hrl",   "hs",    "hxx",  "inl",  "ino",
     "java",  "jl",     "js",     "jsx",    "kt",   "kts", "lisp", "lua",   "m",     "mjs",  "ml",   "mli",
     "mm",    "nim",    "nix",    "pas",    "php",  "pl",  "pm",   "pp",    "proto", "ps1",  "psm1", "py",
     "pyi",   "pyx",    "r",      "rb",     "rkt",  "rs",  "s",    "scala", "scm",   "sh",   "sol",  "sv",
     "swift", "tcl",    "ts",     "tsx",    "v",    "vb",  "vhd",  "vue"});

/// The first lines of a file; a licence further down is not its head.
std::string_view head_of(std::string_view text) {
  std::size_t end = 0;
  for (int line = 0; line < kHeadLines && end < text.size() && end < kHeadBytes; line++) {
    const std::size_t next = text.find('\n', end);
    end = next == std::string_view::npos ? text.size() : next + 1;
  }
  return text.substr(0, std::min(end, kHeadBytes));
}

/// The wording by which foundations leave the statement to one file: it owns up to a copyright and states
/// none.
bool names_owner_elsewhere(std::string_view head) {
  static const RE2 wording(
      R"re((?i)\bsee the (?:notice|authors|copyright|contributors)\b[\w.]* (?:[\w-]+ )*copyright (?:owner|holder|notice|statement|information))re",
      RE2::Latin1);
  std::string words;  // without the marks of comments, on one line
  for (const char c : head) {
    const bool gap =
        c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '*' || c == '#' || c == '/' || c == ';';
    if (!gap)
      words += c;
    else if (!words.empty() && words.back() != ' ')
      words += ' ';
  }
  return RE2::PartialMatch(words, wording);
}

/// "# Vendored from https://…": somebody else's file, whose notices are not the project's to write.
bool says_vendored(std::string_view head) {
  static const RE2 wording(
      R"re((?mi)^[\s/*#;.-]*(?:this (?:file|script|module|code) (?:is|was) )?vendored (?:verbatim )?from\b)re",
      RE2::Latin1);
  // Asked of every source file.
  return head.find("endored ") != std::string_view::npos &&
         RE2::PartialMatch(re2::StringPiece(head.data(), head.size()), wording);
}

int line_with(std::string_view text, std::string_view word) {
  const std::string low = to_lower(text);
  const std::size_t at = low.find(word);
  return at == std::string::npos ? 0 : line_of(text, at);
}

void count(FileHeads::Share& share, bool has, std::string_view path) {
  if (!has) {
    if (share.missing.size() < FileHeads::kMostListed) share.missing.emplace_back(path);
  } else if (share.with++ == 0) {
    share.example = path;
  }
}

/// Only one file of all is shown, so it is read again for the line.
void find_line(const Facts& facts, FileHeads::Share& share, std::string_view word) {
  if (share.with == 0) return;
  if (const FileText text = facts.text(share.example)) share.example_line = line_with(head_of(*text), word);
}

}  // namespace

bool is_source_name(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string extension = to_lower(name.substr(dot + 1));
  if (name.ends_with(".min.js") || name.ends_with(".d.ts")) return false;
  return std::binary_search(kExtensions.begin(), kExtensions.end(), extension);
}

HeadNotice head_notice(const licence::Identifier& engine, std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  // `from .x import y` in an __init__.py counts, a blank file does not.
  if (trim(text).size() < 8) return {.blank = true};
  const std::string_view head = head_of(text);
  if (says_vendored(head)) return {.blank = true};
  const bool copyright = licence::states_copyright(head);
  return {.copyright = copyright,
          .owner_elsewhere = !copyright && names_owner_elsewhere(head),
          .licence = engine.licence_of_head(head)};
}

HeadFiles head_files(const Facts& facts) {
  const TreeIndex& index = facts.get<TreeIndex>();
  HeadFiles out;
  for (const Entry& entry : facts.snapshot().entries()) {
    if (entry.is_file() && is_source_name(entry.path) && index.classify(entry).own())
      out.files.push_back(&entry);
  }
  out.all = out.files.size();
  const std::size_t step = out.all / FileHeads::kMostFiles + 1;
  for (std::size_t i = 0; i * step < out.all; ++i) out.files[i] = out.files[i * step];
  out.files.resize((out.all + step - 1) / step);
  return out;
}

FileHeads FileHeads::collect(const Facts& facts) {
  FileHeads out;
  const LicenceEngine& engine = facts.get<LicenceEngine>();
  if (!engine) return out;
  const Reuse& reuse = facts.get<Reuse>();
  const SourceScan& scan = facts.get<SourceScan>();
  const TreeIndex& index = facts.get<TreeIndex>();
  out.reuse = reuse.annotates();
  const HeadFiles chosen = head_files(facts);
  out.all = chosen.all;
  for (const Entry* entry : chosen.files) {
    HeadNotice read;
    const HeadNotice* notice = scan.head(*entry);
    if (notice == nullptr) {  // the search left it out, for its size or its encoding
      const FileText text = facts.text(*entry);
      if (text == nullptr) {
        out.unread++;
        continue;
      }
      read = head_notice(*engine, *text);
      notice = &read;
      if (facts.ledger() != nullptr) facts.ledger()->of(*entry)->head = read;
    }
    if (notice->blank) {
      out.all--;
      continue;
    }
    out.files++;
    const ReuseAnnotation said = reuse.of(entry->path);
    count(out.copyright, said.copyright || notice->copyright, entry->path);
    if (!said.copyright && notice->owner_elsewhere) out.owner_elsewhere++;
    const std::string& tag = said.licence.empty() ? notice->licence : said.licence;
    count(out.licence, !tag.empty(), entry->path);
    if (tag == licence::kRefersElsewhere && out.refers.empty()) out.refers = entry->path;
    if (tag.empty() || tag == licence::kRefersElsewhere) continue;
    FileHeads::Stated& stated = out.licences[tag];
    const bool shipped = source_place(index.classify(*entry), entry->path) == source::Place::own;
    if (stated.files++ == 0 || (shipped && stated.shipped == 0)) stated.first = entry->path;
    stated.shipped += shipped ? 1 : 0;
  }
  find_line(facts, out.copyright, "copyright");
  find_line(facts, out.licence, "licen");
  out.complete = facts.snapshot().complete() && out.unread == 0 && !out.sampled();
  if (chosen.files.size() < chosen.all)
    facts.note(Note::Kind::limit, "",
               msg("the heads of {} of {} source files were read", out.files, chosen.all));
  return out;
}

std::uint64_t FileHeads::digest() const {
  Digest digest;
  digest.add_numbers(files, all, unread, owner_elsewhere, reuse, complete);
  digest.add(refers);
  for (const Share* share : {&copyright, &licence}) {
    digest.add_numbers(share->with, share->example_line, share->missing.size());
    digest.add(share->example);
    for (const std::string& path : share->missing) digest.add(path);
  }
  for (const auto& [expression, stated] : licences) {
    digest.add(expression);
    digest.add(stated.first);
    digest.add_numbers(stated.files, stated.shipped);
  }
  return digest.value();
}

}  // namespace badgescan
