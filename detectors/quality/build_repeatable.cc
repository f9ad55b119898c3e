// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Does building twice give the same bits? Rarely proven by files alone, so most answers are drafts.
#include <algorithm>

#include "detectors/quality/build_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kRepeatable = "build_repeatable", kReproducible = "build_reproducible";
constexpr std::string_view kCriteria[] = {kRepeatable, kReproducible};

// Tools that compare two builds, not only prepare for it.
bool compares(const Tool& tool) {
  return tool.id == "reprotest" || tool.id == "diffoscope" || tool.id == "repro_env" ||
         tool.id == "rebuilderd" || tool.id == "maven_reproducible";
}

const ToolUse* find_use(const ToolUses& uses, bool comparing) {
  for (const ToolUse* use : uses.with(ToolKind::reproducibility, How::configured)) {
    if (use->tool->is(ToolKind::version_manager)) continue;
    if (!comparing || (compares(*use->tool) && use->how >= How::script)) return use;
  }
  return nullptr;
}

// Every leading package has its dependencies pinned, and the tool chain is pinned too.
std::vector<Evidence> pins(const BuildPicture& picture) {
  std::vector<Evidence> all;
  const Manifest* main = picture.manifests->main();
  if (main == nullptr) return {};
  for (const LockFile& lock : picture.manifests->locks()) {
    if (lock.ecosystem != main->ecosystem) continue;
    Evidence evidence;
    evidence.path = clean_utf8(lock.path);
    all.push_back(std::move(evidence));
    break;
  }
  if (all.empty()) return {};
  for (const ToolUse* use : picture.tools->of("toolchain_pin")) {
    all.push_back(use->evidence);
    return all;
  }
  for (const std::string_view id : {"nix", "guix", "mise", "devcontainer"}) {
    for (const ToolUse* use : picture.tools->of(id)) {
      all.push_back(use->evidence);
      return all;
    }
  }
  return main->ecosystem == "go" ? all : std::vector<Evidence>{};  // go.mod names the tool chain itself
}

void detect(const Context& context, FindingSink& out) {
  const BuildPicture picture = build_picture(context);
  if (nothing_is_built(picture, {kRepeatable, kReproducible}, out)) return;
  const std::string ask =
      msg("Does building the same source twice give the same bits, by the hashes of two builds?");
  const Search described = context.search("build_is_reproducible");
  const ToolUse* compared = find_use(*picture.tools, true);
  const ToolUse* prepared = find_use(*picture.tools, false);
  if (compared != nullptr) {
    const std::string text = msg("Builds are compared bit by bit: {}.", describe(*compared));
    out.met(kRepeatable, Confidence::strong, text, {compared->evidence});
    out.met(kReproducible, Confidence::strong, text, {compared->evidence});
  } else if (described) {
    const Evidence& best = described.best();
    const std::string text = msg("{} describes reproducible builds: {}", best.path, best.excerpt);
    out.met(kRepeatable, Confidence::likely, text, described.hits, ask);
    out.met(kReproducible, Confidence::likely, text, described.hits, ask);
  } else if (prepared != nullptr) {
    const std::string text =
        msg("The build is prepared to give the same result each time: {}.", describe(*prepared));
    out.met(kRepeatable, Confidence::likely, text, {prepared->evidence}, ask);
    out.met(kReproducible, Confidence::partial, text, {prepared->evidence}, ask);
  } else if (const std::vector<Evidence> pinned = pins(picture); !pinned.empty()) {
    const std::string text = msg("The dependencies are locked and the tool chain is pinned.");
    out.met(kRepeatable, Confidence::partial, text, pinned, ask);
    out.unknown(kReproducible, text, ask, pinned);
  } else {
    out.unknown(kRepeatable, msg("Nothing in the repository speaks of repeatable builds."), ask);
    out.unknown(kReproducible, msg("Nothing in the repository speaks of reproducible builds."), ask);
  }
}

}  // namespace

extern const Detector build_repeatable;
const Detector build_repeatable{
    .id = "build_repeatable",
    .summary = "Looks for comparisons of builds, settings that make them repeatable, and pinned tool chains.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
