// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/licence_files.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/selection.h"
#include "scanner/facts/tree_index.h"
#include "scanner/licence/table.h"

namespace badgescan {
namespace {

using licence::Expression;
using licence::Found;
using licence::How;

constexpr std::uint64_t kMostBytes =
    8 << 20;  // licences of bundled code make large files; the engine reads the first MiB
constexpr std::size_t kMostFiles = 200;
constexpr std::size_t kPointerBytes = 600;
constexpr int kHops = 3;

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr auto kKeywords = std::to_array<std::string_view>(
    {"license", "licence", "licenses", "licences", "licensing", "licencing", "unlicense", "unlicence",
     "copying", "copyright", "copyrights", "eula", "ofl"});
constexpr auto kTextEndings =
    std::to_array<std::string_view>({"md", "markdown", "mdown", "mkd", "txt", "text", "rst", "adoc", "asc",
                                     "asciidoc", "html", "htm", "org", "rdoc", "pod", "mdx", "tex", "rtf"});
constexpr auto kNotText = std::to_array<std::string_view>(
    {"go",    "py",   "pyc",  "js",      "mjs",  "cjs",   "ts",     "tsx",   "jsx",  "json",  "jsonc",
     "xml",   "sh",   "bash", "gemspec", "rs",   "c",     "h",      "cc",    "cpp",  "hpp",   "cs",
     "java",  "kt",   "kts",  "scala",   "rb",   "php",   "pl",     "pm",    "lua",  "swift", "m",
     "mm",    "dart", "ex",   "exs",     "erl",  "hs",    "ml",     "r",     "jl",   "sql",   "css",
     "scss",  "less", "vue",  "svelte",  "yml",  "yaml",  "toml",   "ini",   "cfg",  "conf",  "properties",
     "plist", "csv",  "tsv",  "lock",    "png",  "jpg",   "jpeg",   "gif",   "svg",  "ico",   "webp",
     "pdf",   "doc",  "docx", "odt",     "zip",  "gz",    "tar",    "jar",   "tmpl", "tpl",   "template",
     "erb",   "ejs",  "j2",   "in",      "snap", "proto", "gradle", "cmake", "bat",  "ps1",   "cmd",
     "patch", "diff", "sig",  "spdx",    "po",   "pot",   "bin",    "exe",   "dll",  "so",    "license"});
constexpr auto kNotALicence = std::to_array<std::string_view>(
    {"header",       "headers",      "template",     "templates",  "check",         "checker", "checks",
     "checking",     "test",         "tests",        "config",     "configuration", "report",  "badge",
     "faq",          "plugin",       "maven",        "scan",       "scanner",       "finder",  "contributor",
     "contributors", "contribution", "contributing", "cla",        "generator",     "key",     "keys",
     "server",       "manager",      "policy",       "review",     "boilerplate",   "update",  "change",
     "changes",      "allowlist",    "ignore",       "exceptions", "assignment",    "transfer"});
constexpr auto kOtherPeople = std::to_array<std::string_view>(
    {"third",    "thirdparty", "3rd",           "3rdparty",     "3party",       "party",     "parties",
     "vendor",   "vendored",   "vendors",       "dependencies", "dependency",   "deps",      "bundled",
     "external", "externals",  "notices",       "imported",     "libs",         "libraries", "fonts",
     "font",     "docs",       "documentation", "doc",          "data",         "assets",    "images",
     "image",    "logo",       "logos",         "art",          "artwork",      "trademark", "trademarks",
     "icons",    "media",      "sounds",        "content",      "attributions", "oss"});
constexpr auto kFolders = std::to_array<std::string_view>(
    {"license", "licence", "licenses", "licences", "licensing", "legal", "copying"});
constexpr auto kDocumentFolders = std::to_array<std::string_view>(
    {"docs", "doc", "documentation", ".github", ".gitlab", "meta", "project"});

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (c == '-' || c == '_' || c == '.' || c == ' ' || c == '+' || c == ',' || c == '(' || c == ')' ||
        c == '&') {
      if (!out.back().empty()) out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

bool is_keyword(std::string_view token) {
  if (one_of(token, kKeywords)) return true;
  // COPYING3, LICENSE2
  const std::size_t digits = token.find_first_of("0123456789");
  if (digits == std::string_view::npos || digits == 0) return false;
  std::string_view word = token.substr(0, digits);
  if (word.ends_with('v')) word.remove_suffix(1);
  return word == "copying" || word == "license" || word == "licence";
}

/// "gpl-3.0.txt", "MIT.txt": the file is named by its licence.
bool is_id(std::string_view stem) {
  if (stem.size() < 3) return false;
  if (licence::Spdx::get().find(stem) != nullptr) return true;
  for (const std::string_view family : {"gpl", "lgpl", "agpl", "fdl"}) {
    if (!starts_with_ignoring_case(stem, family)) continue;
    const std::string_view rest = stem.substr(family.size());
    if (rest.empty() || rest.find_first_not_of("-_v0123456789.") == std::string_view::npos) return true;
  }
  return false;
}

/// LICENSE, LICENSE.txt, LICENSE-MIT: outside the top folder only these; license-matching.md is a document.
bool is_plain_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const bool ending = dot != std::string_view::npos && one_of(to_lower(name.substr(dot + 1)), kTextEndings);
  const std::vector<std::string> tokens = tokens_of(to_lower(ending ? name.substr(0, dot) : name));
  return std::all_of(tokens.begin(), tokens.end(), [](const std::string& token) {
    return is_keyword(token) || is_id(token) || token.find_first_not_of("v0123456789") == std::string::npos ||
           token == "apache" || token == "bsd" || token == "lesser" || token == "lib" || token == "clause";
  });
}

struct Candidate {
  const Entry* entry;
  LicencePlace place;
  bool third_party;
};

int depth_of(std::string_view path) { return static_cast<int>(std::count(path.begin(), path.end(), '/')); }

bool has_text_ending(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || !one_of(to_lower(name.substr(dot + 1)), kNotText);
}

/// Where the file counts, if it is a licence file at all.
bool candidate_of(const Entry& entry, const TreeIndex& index, Candidate& out) {
  const LicenceName name = licence_name(entry.name());
  const int depth = depth_of(entry.path);
  out = {&entry, LicencePlace::root, name.third_party};
  if (depth == 0) {
    const std::string_view file = entry.name();
    const std::size_t dot = file.rfind('.');
    const bool txt = dot != std::string_view::npos && one_of(to_lower(file.substr(dot + 1)), kTextEndings);
    return name.is_licence || (txt && is_id(file.substr(0, dot)));
  }
  const std::string top = to_lower(entry.path.substr(0, entry.path.find('/')));
  if (depth == 1 && one_of(top, kFolders)) {
    out.place = LicencePlace::licences_folder;
    const std::string lower = to_lower(entry.name());
    return has_text_ending(lower) && !lower.starts_with("readme") && !lower.starts_with(".");
  }
  if (!name.is_licence || !is_plain_name(entry.name())) return false;
  if (depth == 1 && one_of(top, kDocumentFolders)) {
    out.place = LicencePlace::documents;
    return true;
  }
  out.place = LicencePlace::deeper;
  const PathClass kind = index.classify(entry);
  return kind.own() && !kind.test && !kind.example;
}

const Selection kCandidates("licence files", [](const Facts& facts, const Entry& entry) {
  Candidate candidate{};
  return (entry.is_file() || entry.mode == Mode::symlink) &&
         candidate_of(entry, facts.get<TreeIndex>(), candidate);
});

std::vector<Candidate> candidates_of(const Facts& facts) {
  std::vector<Candidate> out;
  for (const Entry* entry : kCandidates.of(facts)) {
    // FILE.license speaks for FILE (REUSE), also when FILE.txt has been moved away.
    if (entry->path.ends_with(".license")) {
      const std::string_view file = std::string_view(entry->path).substr(0, entry->path.size() - 8);
      const bool named = file.substr(file.rfind('/') + 1).find('.', 1) != std::string_view::npos;
      if (named || facts.snapshot().find(file) != nullptr) continue;
    }
    candidate_of(*entry, facts.get<TreeIndex>(), out.emplace_back());
  }
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    if (a.place != b.place) return a.place < b.place;
    return a.third_party < b.third_party;
  });
  return out;
}

/// The alternatives of a choice are texts, or are named near the words that offer them.
bool is_near_choice(const LicenceFile& file, const Found& found) {
  constexpr int kNearLines = 25;
  return std::abs(found.first_line - file.said.choice_line) <= kNearLines;
}

/// Whether the words that offer a choice are about some part of the project only.
bool is_choice_for_others(const LicenceFile& file, const std::vector<const Found*>& texts,
                          const std::vector<const Found*>& said) {
  const bool early = file.said.choice_line <= 10;
  // In a file of many licences a choice further down belongs to some bundled code.
  if (texts.size() > 1 && file.said.bundled && file.said.choice_line > texts.front()->last_line) return true;
  const auto near = [&](const Found* found) { return is_near_choice(file, *found); };
  // A list of exceptions ("the following files are under A or B") before the text for all the rest.
  if (texts.size() == 1 && file.said.bundled && !early && std::count_if(said.begin(), said.end(), near) > 1)
    return true;
  // The project's licence was stated far above, and here are only names.
  return texts.empty() && !early && !said.empty() && !near(said.front()) &&
         said.front()->how == How::notice && std::all_of(said.begin(), said.end(), [&](const Found* found) {
           return !near(found) || found->how == How::name;
         });
}

/// "the same terms as Perl 5", with both texts below.
const Found* offer_of(const std::vector<const Found*>& texts, const std::vector<const Found*>& said) {
  const auto is_there = [&](const Expression* term) {
    return std::any_of(texts.begin(), texts.end(), [&](const Found* text) {
      return licence::gnu_base(text->licence.id) == licence::gnu_base(term->id);
    });
  };
  for (const Found* found : said) {
    if (found->licence.kind != Expression::Kind::any_of) continue;
    const std::vector<const Expression*> terms = licence::terms_of(found->licence);
    if (terms.size() >= texts.size() && std::all_of(terms.begin(), terms.end(), is_there)) return found;
  }
  return nullptr;
}

/// The terms of a file that are the project's own, and how they belong together.
void digest(LicenceFile& file) {
  std::vector<const Found*> texts, said;
  for (const Found& found : file.said.found)
    if (!licence::is_exception(found.licence))
      (found.how <= How::text || (found.header && file.said.has_text()) ? texts : said).push_back(&found);
  const bool choice = file.said.choice && !is_choice_for_others(file, texts, said);
  const auto add = [&](const Found& found) {
    if (std::find(file.parts.begin(), file.parts.end(), found.licence) == file.parts.end())
      file.parts.push_back(found.licence);
  };
  if (choice) {
    for (const Found& found : file.said.found)
      if (found.how <= How::text || is_near_choice(file, found)) add(found);
    file.any_of = file.parts.size() > 1;
    return;
  }
  if (texts.empty()) {
    // A delayed licence names the one that it turns into: that is not the licence yet.
    const auto delayed = [](const Found* found) {
      return found->licence.id.starts_with("BUSL-") || found->licence.id.starts_with("FSL-");
    };
    const auto first = std::find_if(said.begin(), said.end(), delayed);
    if (first != said.end()) return add(**first);
    const bool stated = !said.empty() && said.front()->how == How::notice;
    for (const Found& found : file.said.found)
      if (!stated || found.how != How::name) add(found);
    return;
  }
  if (const Found* offer = offer_of(texts, said)) return add(*offer);
  file.bundled = texts.size() > 1 && (file.said.bundled || texts.size() > 4);
  add(*texts.front());
  for (std::size_t i = 1; i < texts.size() && !file.bundled; i++) add(*texts[i]);
  for (const Found& found : file.said.found)
    if (licence::is_exception(found.licence)) add(found);
}

/// "@babel/parser@7.29.0": what license reporters write of every dependency.
bool lists_packages(const std::string& text) {
  static const RE2 package(R"((?m)^\W*(@?[A-Za-z0-9._/-]+@v?[0-9]+\.[0-9]))", RE2::Latin1);
  constexpr int kMany = 5;
  re2::StringPiece rest(text);
  int found = 0;
  while (found < kMany && RE2::FindAndConsume(&rest, package)) ++found;
  return found == kMany;
}

class FileReader {
 public:
  FileReader(const Facts& facts, const licence::Identifier& engine) : facts_(facts), engine_(engine) {}

  LicenceFile read(const Candidate& candidate) {
    LicenceFile out;
    out.path = candidate.entry->path;
    out.place = candidate.place;
    out.third_party = candidate.third_party;
    const Entry* entry = follow_link(*candidate.entry, out);
    if (entry == nullptr) return out;
    std::string text;
    for (int hop = 0; hop < kHops; hop++) {
      Result<std::string> content = facts_.snapshot().read(*entry, kMostBytes);
      if (!content) {
        out.readable = false;
        facts_.note(Note::Kind::unread, entry->path, content.error());
        return out;
      }
      text = std::move(*content);
      out.empty = trim(text).empty();
      out.signature = trim(text).starts_with("-----BEGIN PGP");
      out.said = engine_.identify(text, licence::Where::licence_file);
      if (!out.said.found.empty() || text.size() > kPointerBytes) break;
      const Entry* next = pointed_at(facts_.snapshot(), entry->folder(), text, *entry);
      if (next == nullptr) break;
      out.leads_to = next->path;
      entry = next;
    }
    if (out.said.cut)
      facts_.note(Note::Kind::limit, entry->path,
                  msg("only the first part of this large licence file was read"));
    digest(out);
    // Beside the project's own text.
    if (decided_ && lists_packages(text)) out.third_party = true;
    decided_ |= out.place == LicencePlace::root && !out.third_party && !out.parts.empty();
    return out;
  }

 private:
  const Entry* follow_link(const Entry& entry, LicenceFile& out) {
    if (entry.mode != Mode::symlink) return &entry;
    const Entry* target = resolve_symlink(facts_.snapshot(), entry);
    if (target == nullptr || !target->is_file()) {
      out.empty = true;
      facts_.note(Note::Kind::warning, entry.path,
                  msg("this licence file is a link that leads to no file of the repository"));
      return nullptr;
    }
    out.leads_to = target->path;
    return target;
  }

  const Facts& facts_;
  const licence::Identifier& engine_;
  bool decided_ = false;  ///< a file at the root told the licence
};

}  // namespace

const Entry* pointed_at(const Snapshot& snapshot, std::string_view folder, std::string_view text,
                        const Entry& self) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); i++) {
    const char c = i < text.size() ? text[i] : ' ';
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t' && c != '(' && c != ')' && c != '[' && c != ']' &&
        c != '`' && c != '"' && c != '\'' && c != '<' && c != '>' && c != ',' && c != ';')
      continue;
    std::string_view word = text.substr(begin, i - begin);
    begin = i + 1;
    while (word.starts_with("./")) word.remove_prefix(2);
    while (!word.empty() && (word.back() == '.' || word.back() == ':')) word.remove_suffix(1);
    if (word.size() < 4) continue;
    std::string path(word);
    if (!folder.empty()) path = std::string(folder) + "/" + path;
    for (const std::string& tried : {path, std::string(word)}) {
      const Entry* found = snapshot.find(tried);
      if (found != nullptr && found != &self && (found->is_file() || found->mode == Mode::symlink))
        return found;
    }
  }
  return nullptr;
}

LicenceName licence_name(std::string_view file_name) {
  const std::string name = to_lower(file_name);
  std::string_view stem = name;
  const std::size_t dot = name.rfind('.');
  if (dot != std::string::npos && dot > 0) {
    const std::string_view ending = std::string_view(name).substr(dot + 1);
    if (one_of(ending, kNotText) && !is_keyword(ending)) return {};
    if (one_of(ending, kTextEndings)) stem = stem.substr(0, dot);
  }
  std::vector<std::string> tokens = tokens_of(stem);
  if (!tokens.empty() && tokens.front() == "the") tokens.erase(tokens.begin());
  if (tokens.empty() || tokens.size() > 8) return {};
  const bool key = is_keyword(tokens.front()) || is_keyword(tokens.back());
  const bool excluded = std::any_of(tokens.begin(), tokens.end(),
                                    [](const std::string& token) { return one_of(token, kNotALicence); });
  if (!key || excluded) return {};
  const bool others = std::any_of(tokens.begin(), tokens.end(),
                                  [](const std::string& token) { return one_of(token, kOtherPeople); });
  return {.is_licence = true, .third_party = others};
}

LicenceFiles read_licence_files(const Facts& facts, const licence::Identifier& engine) {
  LicenceFiles out;
  out.complete = facts.snapshot().complete();
  const std::vector<Candidate> candidates = candidates_of(facts);
  FileReader reader(facts, engine);
  for (std::size_t i = 0; i < candidates.size() && i < kMostFiles; i++) {
    LicenceFile file = reader.read(candidates[i]);
    out.complete = out.complete && file.readable;
    if (!file.signature) out.files.push_back(std::move(file));
  }
  if (candidates.size() > kMostFiles)
    facts.note(Note::Kind::limit, "", msg("{} of {} licence files were read", kMostFiles, candidates.size()));
  return out;
}

}  // namespace badgescan
