// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-QA-02.01, BR-05.01: a list of direct dependencies, and standard tools that fetch them.
#include "detectors/baseline/baseline_util.h"
#include "detectors/quality/build_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/manifests.h"

namespace badgescan {
namespace {

constexpr std::string_view kList = "osps_qa_02_01", kTools = "osps_br_05_01";
constexpr std::string_view kCriteria[] = {kList, kTools};

/// Ecosystems whose package manager fetches what the manifest lists.
bool has_package_manager(std::string_view ecosystem) {
  for (const std::string_view name :
       {"npm",      "pypi",     "cargo", "go",       "maven",   "gradle", "sbt",   "nuget", "packagist",
        "composer", "rubygems", "gem",   "cran",     "hackage", "hex",    "pub",   "swift", "swiftpm",
        "conda",    "julia",    "cpan",  "opam",     "nimble",  "deno",   "conan", "vcpkg", "cocoapods",
        "elm",      "crystal",  "dub",   "luarocks", "stack",   "zig",    "bazel", "jsr",   "clojars"}) {
    if (ecosystem == name) return true;
  }
  return false;
}

const Manifest* with_dependencies(const Context& context) {
  const Manifests& manifests = context.get<Manifests>();
  const Languages& languages = context.get<Languages>();
  const auto of_a_helper = [&languages](const Manifest& manifest) {
    return manifest.path.find('/') != std::string::npos && !serves_the_code(languages, manifest.ecosystem);
  };
  const Manifest* best = build_picture(context).main;  // what is delivered, not the tools beside it
  if (best != nullptr && has_package_manager(best->ecosystem) && !best->dependencies.empty() &&
      !of_a_helper(*best))
    return best;
  best = nullptr;
  for (const Manifest& manifest : manifests.all()) {
    if (!manifest.readable || manifest.example || manifest.test || !has_package_manager(manifest.ecosystem))
      continue;
    if (of_a_helper(manifest)) continue;
    if (!manifest.dependencies.empty()) return &manifest;
    if (best == nullptr && manifest.role.package) best = &manifest;
  }
  return best;
}

void detect(const Context& context, FindingSink& out) {
  const Manifests& manifests = context.get<Manifests>();
  const Manifest* manifest = with_dependencies(context);
  const std::string ask =
      msg("Where are the direct dependencies listed (N/A if there are none, or the language has no package "
          "manager)?");
  if (manifest == nullptr) {
    out.unknown(kList, msg("No manifest of a package manager was found."), ask);
    out.unknown(kTools, msg("No manifest of a package manager was found."),
                msg("Which tools fetch the dependencies when the project is built?"));
    return;
  }
  const Evidence seen = seen_at(manifest->path, 0);
  if (manifest->dependencies.empty()) {
    out.met(kList, Confidence::strong, msg("{} is the list of dependencies: it has none.", seen.path),
            {seen});
  } else {
    const std::size_t count = manifest->dependencies.size();
    out.met(kList, Confidence::certain,
            msg_n(count, "{0} direct dependency is listed in {1}.",
                  "{0} direct dependencies are listed in {1}.", seen.path),
            {seen});
  }
  std::vector<Evidence> evidence{seen};
  for (const LockFile& lock : manifests.locks()) {
    if (lock.ecosystem == manifest->ecosystem && evidence.size() < 3)
      evidence.push_back(seen_at(lock.path, 0));
  }
  if (evidence.size() > 1) {
    out.met(kTools, Confidence::strong,
            msg("Dependencies are listed in {} and fixed in {}, for the usual package manager.", seen.path,
                evidence[1].path),
            evidence);
  } else {
    out.met(kTools, Confidence::likely,
            msg("Dependencies are listed in {}, for the usual package manager.", seen.path), evidence);
  }
}

}  // namespace

extern const Detector dependency_list;
const Detector dependency_list{.id = "dependency_list",
                               .summary = "Looks for manifests of package managers and their lock files.",
                               .criteria = kCriteria,
                               .detect = detect};

}  // namespace badgescan
