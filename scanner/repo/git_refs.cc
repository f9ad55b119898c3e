// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Reads references from the disk: the library's iterator is several times slower where packed-refs is large.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/repo/git_snapshot.h"

namespace badgescan {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxPackedRefs = 256 << 20;
constexpr std::size_t kMaxLooseRef = 256;

std::string read_small_file(const fs::path& path, std::size_t limit) {
  struct stat info {};
  // lstat: a link in the git folder could lead anywhere.
  if (lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
  std::ifstream in(path, std::ios::binary);
  std::string text(std::min<std::size_t>(limit, static_cast<std::size_t>(info.st_size)), '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  return text;
}

bool wanted(std::string_view name, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [name](const std::string& prefix) { return name.starts_with(prefix); });
}

/// `file`: "packed-refs", or "badgescan-tags", in which a clone of ours keeps the names of tags outside its
/// window.
void read_packed(const std::string& common_dir, const std::string& file,
                 const std::vector<std::string>& prefixes, std::map<std::string, ObjectId>& refs) {
  const std::string text = read_small_file(common_dir + file, kMaxPackedRefs);
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    begin = end + 1;
    constexpr std::size_t kName = 2 * ObjectId::kSize + 1;
    if (line.size() <= kName || line[0] == '#' || line[0] == '^' || !wanted(line.substr(kName), prefixes))
      continue;
    if (const auto id = ObjectId::from_hex(line.substr(0, kName - 1))) refs.emplace(line.substr(kName), *id);
  }
}

void read_loose(const std::string& common_dir, const std::string& prefix, std::size_t most,
                std::map<std::string, ObjectId>& refs) {
  std::error_code error;
  const fs::path root = common_dir;
  fs::recursive_directory_iterator at(root / prefix, fs::directory_options::skip_permission_denied, error),
      end;
  constexpr int kMaxDepth = 32;
  for (; !error && at != end; at.increment(error)) {
    if (refs.size() > most) return;
    if (at.depth() >= kMaxDepth || at->is_symlink(error)) {
      at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file(error)) continue;
    const std::string content = read_small_file(at->path(), kMaxLooseRef);
    const auto id = ObjectId::from_hex(trim(content));
    // A symbolic reference (refs/remotes/origin/HEAD) names another one that is listed anyway.
    if (id) refs[at->path().lexically_relative(root).generic_string()] = *id;
  }
}

}  // namespace

std::vector<RefName> read_refs(const std::string& common_dir, const std::vector<std::string>& prefixes,
                               std::size_t most, std::vector<Note>& notes) {
  std::map<std::string, ObjectId> refs;
  read_packed(common_dir, "packed-refs", prefixes, refs);
  read_packed(common_dir, "badgescan-tags", prefixes, refs);
  for (const std::string& prefix : prefixes)
    read_loose(common_dir, prefix, most, refs);  // loose ones are newer
  std::vector<RefName> out;
  out.reserve(std::min(most, refs.size()));
  for (auto& [name, id] : refs) {
    if (out.size() == most) {
      notes.push_back({Note::Kind::limit, "",
                       msg("only the first {} references below {} were read", most, prefixes.front())});
      break;
    }
    out.push_back({name, id});
  }
  return out;
}

}  // namespace badgescan
