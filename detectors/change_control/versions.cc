// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Version numbers: is there one for each release, do tags carry them, and which scheme do they follow?
#include <algorithm>
#include <set>

#include "detectors/history_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/release_notes.h"

namespace badgescan {
namespace {

constexpr std::string_view kCriteria[] = {"version_unique", "version_semver", "version_tags", "osps_br_02_01",
                                          "osps_br_02_02"};

/// The newest final releases: what a project did ten years ago does not speak for it.
std::vector<const ReleaseTag*> recent(const Releases& releases) {
  constexpr std::size_t kMost = 10;
  std::vector<const ReleaseTag*> out;
  const std::vector<std::size_t>& from = releases.main_final.empty() ? releases.main : releases.main_final;
  for (std::size_t i = from.size(); i-- > 0 && out.size() < kMost;) out.push_back(&releases.tags[from[i]]);
  return out;
}

/// Two tags for one number that lead to different commits: "v1.0" and "1.0".
const ReleaseTag* reused_number(const Releases& releases) {
  std::vector<const ReleaseTag*> tags;
  for (const std::size_t at : releases.main) tags.push_back(&releases.tags[at]);
  std::stable_sort(tags.begin(), tags.end(), [](const ReleaseTag* a, const ReleaseTag* b) {
    return is_lt(compare(*a->version, *b->version));
  });
  for (std::size_t i = 0; i + 1 < tags.size(); ++i) {
    if (is_eq(compare(*tags[i]->version, *tags[i + 1]->version)) &&
        tags[i]->version->numbers == tags[i + 1]->version->numbers &&
        tags[i]->commit != tags[i + 1]->commit) {
      return tags[i + 1];
    }
  }
  return nullptr;
}

void judge_scheme(const std::vector<const ReleaseTag*>& tags, const std::vector<Evidence>& evidence,
                  FindingSink& out) {
  std::size_t semver = 0, calver = 0;
  for (const ReleaseTag* tag : tags) {
    semver += tag->version->scheme == VersionScheme::semver ? 1 : 0;
    calver += tag->version->scheme == VersionScheme::calver ? 1 : 0;
  }
  const std::size_t good = semver + calver, all = tags.size();
  std::string text =
      semver >= calver
          ? msg_n(semver, "Of the newest release tags {} of {} has a version of three numbers as in SemVer.",
                  "Of the newest release tags {} of {} have a version of three numbers as in SemVer.", all)
          : msg_n(calver, "Of the newest release tags {} of {} has a calendar version (CalVer).",
                  "Of the newest release tags {} of {} have a calendar version (CalVer).", all);
  if (good * 5 >= all * 4) {
    out.met("version_semver", all >= 3 ? Confidence::certain : Confidence::likely, std::move(text), evidence);
  } else if (good * 2 >= all || all < 3) {
    out.unknown("version_semver", std::move(text),
                msg("Do your releases follow Semantic or Calendar Versioning?"), evidence);
  } else {
    out.unmet("version_semver", Confidence::likely, std::move(text), evidence,
              msg("Do these numbers follow another scheme that your users expect, and which?"));
  }
}

/// One or two tags of long ago say how releases were made then.
bool given_up(const Context& context, const Releases& releases, const ReleaseTag& newest) {
  constexpr std::size_t kFew = 3;
  const History& history = context.get<History>();
  return releases.complete && releases.main.size() <= kFew && history.dates_usable &&
         history.until - newest.date > Releases::kGivenUp;
}

void from_tags(const Context& context, const Releases& releases, FindingSink& out) {
  const std::vector<const ReleaseTag*> tags = recent(releases);
  const std::vector<Evidence> evidence{tag_evidence(context, *tags.front())};
  const std::size_t count = releases.main.size();
  std::string all = msg_n(count, "{} tag names a release; the newest is {} of {}.",
                          "{} tags name releases; the newest is {} of {}.", tags.front()->name,
                          iso_date(tags.front()->date));
  const bool old = given_up(context, releases, *tags.front());
  if (old) {
    all += " " + msg("The history goes on to {}.", iso_date(context.get<History>().until));
  }
  if (const ReleaseTag* reused = reused_number(releases)) {
    for (const std::string_view criterion : {"version_unique", "osps_br_02_01"}) {
      out.unknown(criterion,
                  msg("{} One version number has two tags with different content, one of them {}.", all,
                      reused->name),
                  msg("Does every release have a number of its own?"), {tag_evidence(context, *reused)});
    }
  } else {
    const Confidence confidence = old ? Confidence::likely : Confidence::certain;
    out.met("version_unique", confidence, all, evidence);
    out.met("osps_br_02_01", confidence, all, evidence);
  }
  out.met("osps_br_02_02", Confidence::partial,
          msg("{} What is attached to the releases cannot be seen in the repository.", all), evidence,
          msg("Do the names of all release assets carry the version?"));
  out.met("version_tags", old ? Confidence::partial : Confidence::certain, std::move(all), evidence,
          old ? msg("Were there releases since then, and does a tag name each of them?") : std::string{});
  judge_scheme(tags, evidence, out);
}

/// The project's main manifest, or that of the workspace from which its packages take their version.
const Manifest* stating_version(const Manifests& manifests) {
  const Manifest* main = manifests.main();
  if (main != nullptr && !main->version.empty()) return main;
  for (const Manifest& manifest : manifests.all()) {
    if (manifest.role.workspace && !manifest.version.empty() && manifest.path.find('/') == std::string::npos)
      return &manifest;
  }
  return main;
}

/// What generators write into a new manifest, of a package that nobody could install (a site, an application)
/// and that has no notes of releases: nothing shows that a release has ever changed it.
bool never_moved(const Context& context, const Manifest& manifest, const Version& version) {
  constexpr std::string_view kFirst[] = {"0.0.1", "0.1.0", "1.0.0", "1.0"};
  constexpr std::string_view kOffered[] = {"main", "module", "exports", "bin", "files"};
  const bool offered = manifest.published == true ||
                       (manifest.published != false &&
                        (manifest.format != "package.json" ||
                         std::any_of(std::begin(kOffered), std::end(kOffered),
                                     [&](std::string_view key) { return manifest.has_setting_below(key); })));
  if (offered) return false;
  const ReleaseNotes& notes = context.get<ReleaseNotes>();
  return std::find(std::begin(kFirst), std::end(kFirst), version.text()) != std::end(kFirst) &&
         std::none_of(notes.files.begin(), notes.files.end(),
                      [](const NotesFile& file) { return file.versions > 0; });
}

/// No tag names a release, and the clone would show one.
void without_tags(const Context& context, FindingSink& out) {
  const Manifest* manifest = stating_version(context.get<Manifests>());
  const auto version = manifest == nullptr ? std::nullopt : parse_version(manifest->version);
  // 0.0.0 is what generators write where nothing is released, or where the pipeline puts a number.
  const bool none = version && std::all_of(version->numbers.begin(), version->numbers.end(),
                                           [](const auto number) { return number == 0; });
  if (!version || none) {
    const std::string found =
        none ? msg("No tag names a release, and {} states the version {}, which stands for none.",
                   clean_utf8(manifest->path), version->text())
             : msg("No tag names a release and no manifest states a version.");
    std::vector<Evidence> seen;
    if (none) seen.push_back({.path = clean_utf8(manifest->path), .line = manifest->version_line});
    for (const std::string_view criterion :
         {"version_unique", "version_semver", "version_tags", "osps_br_02_01"}) {
      out.unknown(
          criterion, found,
          msg("How are releases numbered, if there have been any (a commit id counts as a unique version)?"),
          seen);
    }
    return;
  }
  const std::vector<Evidence> evidence{{.path = manifest->path,
                                        .line = manifest->version_line,
                                        .excerpt = shorten(clean_utf8(manifest->version), 80)}};
  out.met("version_unique",
          never_moved(context, *manifest, *version) ? Confidence::partial : Confidence::likely,
          msg("{} states the version {}.", clean_utf8(manifest->path), version->text()), evidence,
          msg("Does the number change with every release?"));
  // A clone without any tag may have been made without them; beside other tags a missing one says more.
  const bool any_tag = !context.get<Releases>().tags.empty();
  out.unmet("version_tags", any_tag ? Confidence::likely : Confidence::partial,
            msg("{} states the version {}, but no tag of the repository names a release.",
                clean_utf8(manifest->path), version->text()),
            evidence,
            any_tag ? std::string{} : msg("Does the repository at its forge have tags for releases?"));
  if (version->scheme == VersionScheme::semver || version->scheme == VersionScheme::calver) {
    out.met("version_semver", Confidence::partial,
            msg("The version {} has the form of {}.", version->text(), name_of(version->scheme)), evidence,
            msg("Do your releases follow that scheme?"));
  }
}

void detect(const Context& context, FindingSink& out) {
  const Releases& releases = context.get<Releases>();
  if (!releases.main.empty()) {
    from_tags(context, releases, out);
  } else if (releases.complete) {
    without_tags(context, out);
  } else {
    for (const std::string_view criterion :
         {"version_unique", "version_semver", "version_tags", "osps_br_02_01"}) {
      out.unknown(criterion, msg("No tag names a release here. {}", releases.why),
                  msg("How are the releases numbered and tagged in a clone with all tags?"));
    }
  }
}

}  // namespace

extern const Detector versions;
const Detector versions{
    .id = "versions",
    .summary = "Reads version numbers from tags, else from the manifest, and tells their scheme.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
