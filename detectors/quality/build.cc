// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Is there a working build system, made of common and free tools?
#include <algorithm>
#include <set>

#include "detectors/quality/build_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::string_view kBuild = "build", kCommon = "build_common_tools", kFloss = "build_floss_tools";
constexpr std::string_view kCriteria[] = {kBuild, kCommon, kFloss};

std::vector<std::string> names_of(const BuildPicture& picture) {
  std::vector<std::string> names;
  for (const Manifest* manifest : picture.builds) {
    std::string name = build_name(*manifest);
    if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) continue;
    names.push_back(std::move(name));
  }
  if (picture.script != nullptr && std::find(names.begin(), names.end(), "npm") == names.end()) {
    names.push_back("npm");
  }
  if (names.empty() && picture.packer != nullptr) names.push_back(picture.packer->tool->name);
  return names;
}

std::vector<Evidence> evidence(const BuildPicture& picture) {
  std::vector<Evidence> all;
  if (picture.ci != nullptr) all.push_back(picture.ci->evidence);
  for (Evidence& one : evidence_of(picture.builds)) all.push_back(std::move(one));
  if (picture.script != nullptr) {
    all.push_back(evidence_of(*picture.script_of, picture.script->line, picture.script->command));
  }
  if (all.empty() && picture.packer != nullptr) all.push_back(picture.packer->evidence);
  return all;
}

void judge_build(const BuildPicture& picture, const std::vector<std::string>& names, FindingSink& out) {
  if (!names.empty() && picture.ci != nullptr) {
    out.met(kBuild, Confidence::strong,
            msg("The project is built with {}; a pipeline does it: {}.", join_names(names),
                describe(*picture.ci)),
            evidence(picture));
  } else if (!names.empty()) {
    out.met(kBuild, Confidence::likely, msg("The project has a build definition for {}.", join_names(names)),
            evidence(picture), msg("Does the build work from a fresh checkout?"));
  } else if (picture.complete) {
    out.unmet(
        kBuild, Confidence::partial,
        msg("The project holds code in {}, but no build definition was found in the whole tree.",
            picture.compiled_languages),
        {}, msg("How is the software built from source (N/A for a library of headers that needs no build)?"));
  } else {
    out.unknown(kBuild, msg("Not everything could be read."), msg("How is the software built from source?"));
  }
}

// What only one vendor's product builds.
std::vector<Evidence> proprietary(const BuildPicture& picture, const TreeIndex& index, std::string& product) {
  std::vector<const Manifest*> visual_studio;
  bool other = false;
  for (const Manifest* manifest : picture.builds) {
    const bool native_project = manifest->format == "vcxproj";
    if (native_project) visual_studio.push_back(manifest);
    other |= manifest->ecosystem != "msvc" && manifest->ecosystem != "npm";
  }
  if (!visual_studio.empty() && !other) {
    product = "Visual Studio";
    return evidence_of(visual_studio);
  }
  if (other || picture.script != nullptr || picture.packer != nullptr) return {};
  for (const Entry* entry : index.named("project.pbxproj")) {
    const PathClass kind = index.classify(*entry);
    if (kind.vendored || kind.test_data || kind.example) continue;
    product = "Xcode";
    Evidence found;
    found.path = clean_utf8(entry->path);
    return {found};
  }
  return {};
}

std::vector<std::string> without(std::vector<std::string> names, std::string_view name) {
  std::erase(names, name);
  return names;
}

void judge_tools(const BuildPicture& picture, const std::vector<std::string>& names, const TreeIndex& index,
                 FindingSink& out) {
  std::string product;
  const std::vector<Evidence> locked = proprietary(picture, index, product);
  if (!locked.empty()) {
    out.met(kCommon, Confidence::likely, msg("The project is built with {}, which is common.", product),
            locked);
    out.unmet(kFloss, Confidence::partial,
              msg("The only build definition found is for {}, which is no free software.", product), locked,
              msg("Can the software be built with free tools alone?"));
    return;
  }
  if (names.empty()) return;
  out.met(kCommon, Confidence::strong, msg("The project is built with {}: common tools.", join_names(names)),
          picture.builds.empty() ? evidence(picture) : evidence_of(picture.builds));
  for (const ToolUse& use : picture.tools->all()) {
    const bool builds = use.tool->is(ToolKind::build) || use.tool->is(ToolKind::compiler);
    if (use.tool->floss || !builds || use.how < How::script || names.size() > 1) continue;
    // One of several compilers, or the only one? The build definition itself is for a free tool.
    out.met(kFloss, Confidence::partial,
            msg("The build tool found ({}) is free software, but a pipeline also uses {}.", join_names(names),
                use.tool->name),
            {use.evidence}, msg("Can the software be built without {}?", use.tool->name));
    return;
  }
  std::vector<const Manifest*> free;
  for (const Manifest* manifest : picture.builds) {
    if (manifest->ecosystem != "msvc") free.push_back(manifest);
  }
  out.met(
      kFloss, Confidence::strong,
      msg("The project can be built with free software: {}.", join_names(without(names, "Visual Studio"))),
      free.empty() ? evidence(picture) : evidence_of(free));
}

/// Programs that are used as they are, but delivered in an image that a pipeline builds.
bool say_image(const BuildPicture& picture, FindingSink& out) {
  if (picture.image == nullptr || picture.needs_build()) return false;
  const std::string& tool = picture.image->tool->name;
  const std::vector<Evidence> evidence{picture.image->evidence, evidence_of(*picture.image_of)};
  out.met(kBuild, Confidence::likely,
          msg("A pipeline builds the container image that {} describes: {}.",
              clean_utf8(picture.image_of->path), describe(*picture.image)),
          evidence);
  out.met(kCommon, Confidence::likely, msg("The project is built with {}: common tools.", tool), evidence);
  out.met(kFloss, Confidence::likely, msg("The project can be built with free software: {}.", tool),
          evidence);
  return true;
}

void detect(const Context& context, FindingSink& out) {
  const BuildPicture picture = build_picture(context);
  if (say_image(picture, out)) return;
  if (nothing_is_built(picture, {kBuild, kCommon, kFloss}, out)) return;
  const std::vector<std::string> names = names_of(picture);
  const TreeIndex& index = context.get<TreeIndex>();
  std::string product;
  if (names.empty() && !proprietary(picture, index, product).empty()) {
    out.met(kBuild, Confidence::likely, msg("The project has a build definition for {}.", product),
            proprietary(picture, index, product));
  } else {
    judge_build(picture, names, out);
  }
  judge_tools(picture, names, index, out);
}

}  // namespace

extern const Detector build;
const Detector build{
    .id = "build",
    .summary = "Looks for build definitions, for pipelines that run them, and at their tools.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
