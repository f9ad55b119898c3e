// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "detectors/history_util.h"

#include <algorithm>
#include <set>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/project.h"

namespace badgescan {

bool refuse_cut_history(const History& history, std::initializer_list<std::string_view> criteria,
                        FindingSink& out) {
  std::string reason;
  if (!history.available || !history.complete) {
    reason = history.why();
  } else if (!history.dates_usable) {
    reason =
        msg("The dates of the commits cannot be used: they lie in the future, or "
            "before git existed.");
  } else {
    return false;
  }
  for (const std::string_view criterion : criteria) {
    // What the criterion asks is the question: nothing was found that would make it more precise.
    out.unknown(criterion, msg("The history could not be judged. {}", reason), {});
  }
  return true;
}

std::vector<std::string> ids_in_window(const History& history,
                                       const std::vector<std::pair<std::uint32_t, std::string>>& named) {
  std::vector<std::string> out;
  for (const auto& [commit, id] : named) {
    if (history.counts(history.commits[commit])) out.push_back(id);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

namespace {

/// A page of the forge; empty when the forge is unknown.
std::string forge_page(const ForgeLocation& forge, std::string_view github, std::string_view gitlab,
                       std::string_view gitea, std::string_view what) {
  if (forge.url.empty()) return {};
  switch (forge.forge) {
    case Forge::github:
      return forge.url + std::string(github) + std::string(what);
    case Forge::gitlab:
      return forge.url + std::string(gitlab) + std::string(what);
    case Forge::gitea:
      return forge.url + std::string(gitea) + std::string(what);
    default:
      return {};
  }
}

/// Tag names may hold what a URL must not.
std::string percent_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/@").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

}  // namespace

Evidence commit_evidence(const HistoryCommit& commit) {
  return {.excerpt = shorten(clean_utf8(commit.subject), 160), .commit = commit.id.hex()};
}

Evidence history_evidence(const Context& context) {
  const History& history = context.get<History>();
  if (history.commits.empty()) return {};
  Evidence evidence = commit_evidence(history.commits.front());
  evidence.url = forge_page(context.get<Project>().forge, "/commits/", "/-/commits/", "/commits/commit/",
                            evidence.commit);
  return evidence;
}

Evidence tag_evidence(const Context& context, const ReleaseTag& tag) {
  return {.excerpt = tag.name,
          .commit = tag.commit.is_null() ? std::string{} : tag.commit.hex(),
          .url = forge_page(context.get<Project>().forge, "/releases/tag/", "/-/tags/", "/src/tag/",
                            percent_encoded(tag.name))};
}

SignedTags signed_final_tags(const Releases& releases) {
  constexpr std::size_t kMost = 20;
  SignedTags out;
  std::set<std::string> kinds;
  for (std::size_t i = releases.main_final.size(); i-- > 0 && out.releases < kMost;) {
    const ReleaseTag& tag = releases.tags[releases.main_final[i]];
    ++out.releases;
    out.annotated += tag.annotated ? 1 : 0;
    if (tag.signature == SignatureKind::none) continue;
    ++out.with_signature;
    out.verified += tag.checked == SshCheck::good ? 1 : 0;
    out.bad += tag.checked == SshCheck::bad ? 1 : 0;
    if (out.newest_signed == nullptr) out.newest_signed = &tag;
    kinds.emplace(name_of(tag.signature));
  }
  out.kinds = join_names({kinds.begin(), kinds.end()});
  return out;
}

}  // namespace badgescan
