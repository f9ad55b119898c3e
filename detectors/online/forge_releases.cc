// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The forge's releases: their notes, and signatures among their files.
#include <algorithm>

#include "detectors/online/online_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"release_notes", "signed_releases", "osps_br_06_01"};
constexpr std::size_t kNewest = 5;
constexpr std::size_t kSomeText = 40;

bool is_signature(std::string_view asset) {
  const std::string name = to_lower(asset);
  for (const char* ending : {".asc", ".sig", ".minisig", ".sign", ".sigstore", ".sigstore.json",
                             ".intoto.jsonl", ".pem.sig", ".bundle"}) {
    if (name.ends_with(ending)) return true;
  }
  return false;
}

/// The forge's own list of merged changes, and nothing that a person wrote.
bool is_generated(std::string_view notes) {
  std::size_t lines = 0, listed = 0;
  for (const std::string_view line : split_lines(notes)) {
    const std::string_view text = trim(line);
    if (text.empty() || text.starts_with('#') || text.starts_with("**Full Changelog**")) continue;
    ++lines;
    listed += text.find(" by @") != std::string_view::npos ||
                      text.find(" made their first contribution") != std::string_view::npos
                  ? 1
                  : 0;
  }
  return lines == listed;
}

void judge_notes(const std::vector<ForgeRelease>& releases, FindingSink& out) {
  const ForgeRelease& newest = releases.front();
  if (trim(newest.notes).size() < kSomeText) return;
  if (is_generated(newest.notes)) {
    out.met(
        "release_notes", Confidence::partial,
        msg("The notes of release {} are the forge's list of merged changes. {}", newest.tag, newest.url),
        online::seen_at(newest.url),
        msg("Do the notes tell users what the release means for them, more than the titles of the changes?"));
    return;
  }
  const auto with_notes =
      static_cast<std::size_t>(std::count_if(releases.begin(), releases.end(), [](const ForgeRelease& r) {
        return trim(r.notes).size() >= kSomeText;
      }));
  out.met("release_notes", Confidence::strong,
          msg_n(with_notes, "{0} of the newest {1} releases on the forge has notes: {2}. {3}",
                "{} of the newest {} releases on the forge have notes, among them {}. {}", releases.size(),
                newest.tag, newest.url),
          online::seen_at(newest.url, shorten(fold_space(newest.notes), 160)));
}

void judge_signatures(const std::vector<ForgeRelease>& releases, const std::string& page, FindingSink& out) {
  std::size_t with_files = 0, with_signature = 0;
  std::string example;
  for (const ForgeRelease& release : releases) {
    if (release.assets.empty() || with_files == kNewest) continue;
    ++with_files;
    const auto found = std::find_if(release.assets.begin(), release.assets.end(), is_signature);
    if (found == release.assets.end()) continue;
    ++with_signature;
    if (example.empty()) example = *found;
  }
  if (with_files == 0) return;  // tags only: a matter of signed tags
  const std::string ask =
      msg("Are releases signed, and is it documented how to get the key and check a signature?");
  if (with_signature == with_files) {
    const std::string each =
        msg_n(with_files, "The only release with files has a signature among them: {1}.",
              "Each of the newest {} releases with files has a signature among them, such as {}.", example) +
        online::at(page);
    out.met("signed_releases", Confidence::likely, each, online::seen_at(page), ask);
    out.met("osps_br_06_01", Confidence::strong, each, online::seen_at(page));
    return;
  }
  if (with_signature > 0) {
    for (const char* criterion : {"signed_releases", "osps_br_06_01"}) {
      out.unknown(criterion,
                  msg_n(with_signature, "{} of the newest {} releases with files has a signature among them.",
                        "{} of the newest {} releases with files have a signature among them.", with_files),
                  ask, online::seen_at(page));
    }
    return;
  }
  for (const char* criterion : {"signed_releases", "osps_br_06_01"}) {
    out.unmet(criterion, Confidence::partial,
              msg_n(with_files, "The only release with files has no signature among them.",
                    "None of the newest {} releases with files has a signature among them."),
              online::seen_at(page), ask);
  }
}

void detect(const Context& context, FindingSink& out) {
  const OnlineFacts& online = context.get<OnlineFacts>();
  if (!online::forge_answered(online)) return;
  const Asked<std::vector<ForgeRelease>>& releases = online.forge.releases;
  if (!releases) {
    if (!releases.why.empty())
      out.unknown("release_notes", msg("The forge did not tell the releases: {}.", releases.why),
                  msg("Do the releases have notes for users?"));
    return;
  }
  if (releases->empty()) return;
  judge_notes(*releases, out);
  judge_signatures(*releases, releases.url, out);
}

}  // namespace

extern const Detector forge_releases;
const Detector forge_releases{
    .id = "forge_releases",
    .summary = "Looks at the notes and the signature files of the releases on the forge.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
