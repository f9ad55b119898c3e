#include "scanner/facts/file_heads.h"

#include <algorithm>
#include <array>

#include "scanner/base/glob.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/licence_engine.h"
#include "scanner/facts/reuse.h"
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

/// Nothing to protect: empty, or a few words (`from .x import y` in __init__.py is counted, a blank file is
/// not).
bool is_blank(std::string_view text) { return trim(text).size() < 8; }

int line_with(std::string_view text, std::string_view word) {
  const std::string low = to_lower(text);
  const std::size_t at = low.find(word);
  return at == std::string::npos ? 0 : line_of(text, at);
}

void count(FileHeads::Share& share, bool has, std::string_view path, std::string_view head,
           std::string_view word) {
  if (!has) {
    if (share.missing.size() < FileHeads::kMostListed) share.missing.emplace_back(path);
    return;
  }
  if (share.with++ > 0) return;
  share.example = path;
  share.example_line = line_with(head, word);
}

std::vector<const Entry*> source_files(const Facts& facts) {
  const TreeIndex& index = facts.get<TreeIndex>();
  std::vector<const Entry*> out;
  for (const Entry& entry : facts.snapshot().entries())
    if (entry.is_file() && is_source_name(entry.path) && index.classify(entry).own()) out.push_back(&entry);
  return out;
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

FileHeads FileHeads::collect(const Facts& facts) {
  FileHeads out;
  const LicenceEngine& engine = facts.get<LicenceEngine>();
  if (!engine) return out;
  const Reuse& reuse = facts.get<Reuse>();
  out.reuse = reuse.annotates();
  const std::vector<const Entry*> files = source_files(facts);
  out.all = files.size();
  const std::size_t step = files.size() / kMostFiles + 1;
  for (std::size_t i = 0; i < files.size(); i += step) {
    const Entry& entry = *files[i];
    const FileText text = facts.text(entry);
    if (text == nullptr) {
      out.unread++;
      continue;
    }
    if (is_blank(*text)) {
      out.all--;
      continue;
    }
    out.files++;
    const std::string_view head = head_of(*text);
    const ReuseAnnotation said = reuse.of(entry.path);
    count(out.copyright, said.copyright || licence::states_copyright(head), entry.path, head, "copyright");
    const std::string tag = said.licence.empty() ? engine->licence_of_head(head) : said.licence;
    const bool licensed = !tag.empty();
    count(out.licence, licensed, entry.path, head, "licen");
    if (licensed && tag != licence::kRefersElsewhere) out.licences[tag]++;
  }
  out.complete = facts.snapshot().complete() && out.unread == 0 && !out.sampled();
  if (step > 1)
    facts.note(Note::Kind::limit, "",
               msg("the heads of {} of {} source files were read", out.files, files.size()));
  return out;
}

}  // namespace badgescan
