// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// How the project is delivered: over encrypted channels, and never with a checksum fetched in the clear.
#include <algorithm>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/project.h"
#include "scanner/facts/source_scan.h"

namespace badgescan {
namespace {

using source::Place;
using Hits = std::vector<const SourceHit*>;

constexpr std::string_view kMitm = "delivery_mitm", kUnsigned = "delivery_unsigned";
constexpr std::string_view kCriteria[] = {kMitm, kUnsigned};

/// Old release notes quote old commands.
bool is_history(std::string_view path) {
  const std::string lower = to_lower(path);
  for (const std::string_view word : {"change", "history", "news", "release"}) {
    if (lower.find(word) != std::string::npos) return true;
  }
  return false;
}

/// JSON is data, and a command in it a string like any other, but for the files whose entries tools run.
bool is_data(std::string_view path) {
  const std::string name = to_lower(path.substr(path.rfind('/') + 1));
  if (!name.ends_with(".json") && !name.ends_with(".jsonc") && !name.ends_with(".json5")) return false;
  static constexpr std::string_view kRun[] = {
      "package.json", "composer.json", "deno.json",          "deno.jsonc", "devcontainer.json",
      "tasks.json",   "launch.json",   "turbo.json",         "nx.json",    "app.json",
      "project.json", "vercel.json",   ".devcontainer.json", "now.json",   "dagger.json",
      "lerna.json",   "haxelib.json",  "firebase.json"};
  return std::find(std::begin(kRun), std::end(kRun), name) == std::end(kRun);
}

Hits instructions(const SourceScan& scan, std::initializer_list<std::string_view> meanings) {
  Hits found;
  for (const std::string_view meaning : meanings) {
    for (const SourceHit* hit : scan.anywhere(meaning)) {
      const bool speaks =
          hit->place == Place::own || hit->place == Place::tooling || hit->place == Place::documentation;
      if (speaks && !is_history(hit->path) && !is_data(hit->path)) found.push_back(hit);
    }
  }
  return found;
}

/// Whether the line fetches the project itself, not something that it needs.
bool is_about(const Project& project, const SourceHit* hit) {
  for (const std::string& name : {project.name, project.forge.name}) {
    if (name.size() >= 3 && contains_ignoring_case(hit->excerpt, name)) return true;
  }
  return false;
}

void say_mitm(const Context& context, FindingSink& out) {
  const SourceScan& scan = context.get<SourceScan>();
  const Project& project = context.get<Project>();
  const Hits all = instructions(scan, {"insecure-pipe", "insecure-download", "insecure-clone"});
  Hits own = all, refused = instructions(scan, {"refused-clone"});
  for (Hits* hits : {&own, &refused})
    std::erase_if(*hits, [&](const SourceHit* hit) { return !is_about(project, hit); });
  if (!own.empty()) {
    out.unmet(kMitm, Confidence::likely,
              msg("{} tells people to fetch the project over an unencrypted connection.",
                  place(own.front()->evidence())),
              evidence_of(own, 5),
              msg("Does the same address work with https, so that the text can give that?"));
    return;
  }
  if (!refused.empty()) {
    // Nobody gets the project in this way any more, so it is no channel; but whoever sits on the line could
    // still answer.
    const std::string where = place(refused.front()->evidence());
    out.met(
        kMitm, Confidence::partial,
        msg("The only unencrypted address of the project that was found is the git:// one of {}; its host "
            "refuses that protocol, so that the project is fetched over https or ssh.",
            where),
        evidence_of(refused, 4), msg("Can {} give the https address instead?", where));
    return;
  }
  if (project.forge.host.empty()) {
    out.met(kMitm, Confidence::partial,
            msg("No instruction to fetch the project over an unencrypted connection was found in {}.",
                scan.extent()),
            {}, msg("Is the project delivered over https, ssh or a package registry?"));
    return;
  }
  const Confidence confidence = !scan.complete() ? Confidence::partial
                                : all.empty()    ? Confidence::strong
                                                 : Confidence::likely;
  out.met(kMitm, confidence,
          msg("Source and releases are delivered by {} over https or ssh, and no instruction in {} fetches "
              "the project over an unencrypted connection.",
              project.forge.host, scan.extent()),
          {},
          scan.complete() ? std::string{}
                          : msg("Does any of the files that could not be searched (the notes of the report "
                                "name them) fetch the project over http?"));
}

void detect(const Context& context, FindingSink& out) {
  say_mitm(context, out);
  const SourceScan& scan = context.get<SourceScan>();
  const Hits hashes = instructions(scan, {"insecure-hash"});
  if (!hashes.empty()) {
    const bool own = std::any_of(hashes.begin(), hashes.end(),
                                 [&](const SourceHit* hit) { return is_about(context.get<Project>(), hit); });
    out.unmet(kUnsigned, own ? Confidence::likely : Confidence::partial,
              msg("{} fetches a checksum over an unencrypted connection.", place(hashes.front()->evidence())),
              evidence_of(hashes, 4),
              msg("Can the checksum be fetched over https, or is a signature checked besides?"));
    return;
  }
  out.met(
      kUnsigned, scan.complete() ? Confidence::likely : Confidence::partial,
      msg("No checksum is fetched over an unencrypted connection: a search of {} found none.", scan.extent()),
      {},
      scan.complete() ? std::string{}
                      : msg("Does any of the files that could not be searched (the notes of the report name "
                            "them) fetch a checksum over http?"));
}

}  // namespace

extern const Detector delivery;
const Detector delivery{
    .id = "delivery",
    .summary = "Looks in documents, scripts and pipelines for downloads over unencrypted connections.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
