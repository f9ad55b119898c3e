// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Are external components listed for machines, watched for vulnerabilities, and easy to update?
#include <algorithm>
#include <map>
#include <set>

#include "detectors/quality/build_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/base/yaml.h"
#include "scanner/facts/file_heads.h"
#include "scanner/facts/licensing.h"
#include "scanner/facts/selection.h"
#include "scanner/facts/tree_index.h"
#include "scanner/licence/identify.h"

namespace badgescan {
namespace {

constexpr std::string_view kListed = "external_dependencies", kWatched = "dependency_monitoring",
                           kUpdateable = "updateable_reused_components";
constexpr std::string_view kCriteria[] = {kListed, kWatched, kUpdateable};

struct Listed {
  std::vector<const Manifest*> with;     ///< manifests that name dependencies, best first
  std::vector<const Manifest*> without;  ///< package manifests that name none
  std::vector<const Manifest*>
      beside;  ///< of languages that the project is not written in: helpers' dependencies
  std::size_t count = 0;
};

bool names_packages(const Manifest& manifest) {
  return manifest.role.package || manifest.role.build || manifest.format == "Gemfile" ||
         manifest.format == "Pipfile" || manifest.format == "requirements.txt" ||
         manifest.format == "conanfile" || manifest.format == "environment.yml" ||
         manifest.format == "cpanfile" || manifest.format == "libs.versions.toml" ||
         manifest.format == "packages.config" || manifest.format == "paket.dependencies" ||
         manifest.format == "vcpkg.json" || manifest.format == "pixi.toml" || manifest.format == "terraform";
}

Listed listed(const Manifests& manifests, const Languages& languages) {
  Listed found;
  for (const Manifest& manifest : manifests.all()) {
    if (manifest.example || manifest.test || !manifest.readable || !names_packages(manifest)) continue;
    if (!serves_the_code(languages, manifest.ecosystem)) {
      if (!manifest.dependencies.empty()) found.beside.push_back(&manifest);
      continue;
    }
    if (manifest.dependencies.empty()) {
      if (manifest.role.package) found.without.push_back(&manifest);
      continue;
    }
    found.with.push_back(&manifest);
    found.count += manifest.dependencies.size();
  }
  return found;
}

std::string formats(const std::vector<const Manifest*>& manifests) {
  std::vector<std::string> names;
  for (const Manifest* manifest : manifests) {
    std::string name = clean_utf8(manifest->path.substr(manifest->path.rfind('/') + 1));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return join_names(names, 4);
}

void judge_listed(const Listed& found, const Manifests& manifests, FindingSink& out) {
  const std::string ask = msg("Where are the external dependencies listed for machines?");
  if (!found.with.empty()) {
    std::vector<Evidence> evidence = evidence_of(found.with);
    if (!found.with.front()->dependencies.empty())
      evidence.front().line = found.with.front()->dependencies.front().line;
    out.met(kListed, Confidence::strong,
            msg_n(found.count, "External dependencies are listed in {1}, {0} entry in all.",
                  "External dependencies are listed in {1}, {0} entries in all.", formats(found.with)),
            evidence);
  } else if (!found.without.empty() && manifests.complete()) {
    out.met(kListed, Confidence::likely,
            msg("{} would list external dependencies, and none is named there.", formats(found.without)),
            evidence_of(found.without));
  } else if (!found.beside.empty()) {
    out.unknown(kListed, msg("Only dependencies of helper code are listed ({}).", formats(found.beside)), ask,
                evidence_of(found.beside));
  } else {
    out.unknown(kListed, msg("No list of external dependencies was found."), ask);
  }
}

// dependabot.yml for GitHub Actions alone does not watch what the software is made of.
struct Ecosystems {
  bool read = false;
  std::vector<std::string> code;    ///< "npm", "gomod", … of the languages that the project is written in
  std::vector<std::string> beside;  ///< of helpers
};

Ecosystems dependabot_ecosystems(const Facts& facts, const std::string& path) {
  const Languages& languages = facts.get<Languages>();
  Ecosystems found;
  const FileText text = facts.text(path);
  if (!text) return found;
  const Result<YamlFile> file = YamlFile::parse(*text);
  if (!file) return found;
  found.read = true;
  const YamlNode updates = file->root()["updates"];
  for (std::size_t i = 0; i < updates.size(); ++i) {
    const std::string name(updates[i]["package-ecosystem"].text());
    const bool infrastructure = name.empty() || name == "github-actions" || name == "docker" ||
                                name == "devcontainers" || name == "gitsubmodule" || name == "docker-compose";
    if (infrastructure) continue;
    std::vector<std::string>& list = serves_the_code(languages, name) ? found.code : found.beside;
    if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
  }
  return found;
}

struct Watch {
  const ToolUse* use = nullptr;
  Confidence confidence = Confidence::none;
  std::string text;
};

Watch best_watch(const Context& context) {
  Watch best;
  const ToolUses& uses = context.get<ToolUses>();
  const auto offer = [&](const ToolUse* use, Confidence confidence, std::string text) {
    if (confidence <= best.confidence) return;
    best = {use, confidence, std::move(text)};
  };
  for (const ToolUse* use : uses.with(ToolKind::dependency_scanner)) {
    const bool regular = use->how == How::ci && use->frequency >= Frequency::weekly;
    const std::string text = msg("Dependencies are checked for known vulnerabilities: {}.", describe(*use));
    if (regular) offer(use, Confidence::certain, text);
    if (use->how == How::ci && use->frequency > Frequency::never) offer(use, Confidence::likely, text);
    if (use->how == How::pre_commit) offer(use, Confidence::strong, text);
    if (use->how == How::script || use->how == How::configured) offer(use, Confidence::partial, text);
    if (use->how == How::badge) offer(use, Confidence::hint, text);
  }
  for (const ToolUse* use : uses.with(ToolKind::dependency_updater)) {
    if (use->how == How::badge) {
      offer(use, Confidence::hint, msg("A badge says that {} watches the dependencies.", use->tool->name));
    } else if (use->tool->id == "dependabot" && use->how == How::configured) {
      const Ecosystems found = dependabot_ecosystems(context.facts(), use->evidence.path);
      if (!found.code.empty()) {
        offer(use, Confidence::certain,
              msg("Dependabot watches the dependencies ({}) and proposes updates.", join_names(found.code)));
      } else if (!found.beside.empty()) {
        offer(use, Confidence::partial,
              msg("Dependabot watches only the dependencies of helper code ({}).", join_names(found.beside)));
      } else if (found.read) {
        offer(use, Confidence::hint,
              msg("Dependabot is configured, but only for actions or container images."));
      }
    } else {
      offer(use, use->how >= How::configured ? Confidence::strong : Confidence::partial,
            msg("{} watches the dependencies and proposes updates.", use->tool->name));
    }
  }
  return best;
}

void judge_watched(const Context& context, const Listed& found, FindingSink& out) {
  const std::string ask =
      msg("How are external dependencies checked for known vulnerabilities (alerts of the forge count if "
          "somebody acts on them)?");
  const Watch watch = best_watch(context);
  const Manifests& manifests = context.get<Manifests>();
  const bool none = found.with.empty() && !found.without.empty() && manifests.complete();
  if (watch.confidence >= Confidence::partial) {
    out.met(kWatched, watch.confidence, watch.text, {watch.use->evidence},
            watch.confidence >= Confidence::likely ? std::string() : ask);
  } else if (none) {
    out.not_applicable(
        kWatched, Confidence::likely,
        msg("The project has no external dependencies: none is named in {}.", formats(found.without)),
        evidence_of(found.without));
  } else if (watch.use != nullptr) {
    out.unknown(kWatched, watch.text, ask, {watch.use->evidence});
  } else {
    out.unknown(kWatched, msg("Nothing that watches dependencies was found in the repository."), ask);
  }
}

// ---- copies of other people's code
// -------------------------------------------------------------------------

// "third_party/zlib" of "third_party/zlib/src/a.c": the first folder below the one that makes it vendored.
std::string vendored_root(const TreeIndex& index, std::string_view path) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    const std::string_view folder = path.substr(0, slash);
    if (!index.classify(std::string(folder) + "/x.c").vendored) continue;
    const std::size_t next = path.find('/', slash + 1);
    return std::string(next == std::string_view::npos ? folder : path.substr(0, next));
  }
  return std::string(path);
}

bool records_version(std::string_view name) {
  const std::string lower = to_lower(name);
  constexpr std::string_view kWords[] = {
      "readme",   "version", "metadata",       "vendor",       "modules.txt", "changelog", "changes", "news",
      "upstream", "update",  "sync",           "package.json", "cargo.toml",  "pom.xml",   ".json",   ".toml",
      ".yml",     ".yaml",   "cmakelists.txt", "configure.ac", "meson.build", "import",    ".gitrepo"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

bool is_code(std::string_view name) {
  constexpr std::string_view kEndings[] = {".c",  ".cc", ".cpp", ".cxx", ".h",    ".hpp", ".js",
                                           ".go", ".py", ".rb",  ".rs",  ".java", ".php", ".cs"};
  return std::any_of(std::begin(kEndings), std::end(kEndings),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

const Selection kCopies("copied code", [](const Facts& facts, const Entry& entry) {
  if (entry.mode == Mode::submodule) return false;
  const PathClass kind = facts.get<TreeIndex>().classify(entry);
  return kind.vendored && !kind.stand_in && !kind.test_data;
});

struct Copies {
  std::map<std::string, bool> roots;  ///< folder → a file in it records where it comes from
  bool managed = false;               ///< vendored by a package manager: vendor/modules.txt
  std::string unrecorded;             ///< the first folder without a record
};

Copies copies_of(const Context& context) {
  Copies copies;
  const TreeIndex& index = context.get<TreeIndex>();
  for (const Entry* copy : kCopies.of(context.facts())) {
    if (copies.roots.size() > 500) continue;
    const Entry& entry = *copy;
    if (entry.path.ends_with("vendor/modules.txt") || entry.path.ends_with("vendor/composer/installed.json"))
      copies.managed = true;
    const bool code = is_code(entry.name()), record = records_version(entry.name());
    if (!code && !record) continue;
    const std::string root = vendored_root(index, entry.path);
    if (root == entry.path) {
      // A single file right in third_party/: a record beside it counts.
      if (code) copies.roots.try_emplace(std::string(entry.folder()), false);
      if (record) copies.roots[std::string(entry.folder())] = true;
      continue;
    }
    bool& recorded = copies.roots.try_emplace(root, false).first->second;
    recorded |= record;
  }
  for (const auto& [root, recorded] : copies.roots) {
    const std::string parent = root.substr(0, root.rfind('/') == std::string::npos ? 0 : root.rfind('/'));
    const auto above = copies.roots.find(parent);
    if (!recorded && !(above != copies.roots.end() && above->second) && copies.unrecorded.empty())
      copies.unrecorded = root;
  }
  return copies;
}

struct Foreign {
  std::string path;  ///< clean; empty: none
  std::string licence;
  std::size_t shipped = 0;
};

/// Files amid the project's own whose heads state another licence, as only few do: often copies.
Foreign foreign_files(const Context& context) {
  const FileHeads& heads = context.get<FileHeads>();
  const Licensing& licensing = context.get<Licensing>();
  if (!licensing.licence) return {};
  const std::vector<const licence::Expression*> own = licence::terms_of(*licensing.licence);
  Foreign found;
  for (const auto& [expression, stated] : heads.licences) {
    const bool few = stated.files * 10 <= heads.files;
    const bool known = std::any_of(own.begin(), own.end(), [&](const licence::Expression* term) {
      const std::string_view id = term->id;
      return expression.find(licence::is_gnu(id) ? licence::gnu_base(id) : id) != std::string::npos;
    });
    if (!few || known) continue;
    if (found.path.empty() || (found.shipped == 0 && stated.shipped > 0)) {
      found.path = clean_utf8(stated.first);
      found.licence = expression;
    }
    found.shipped += stated.shipped;
  }
  return found;
}

void judge_updateable(const Context& context, const Listed& found, FindingSink& out) {
  const std::string ask = msg(
      "Can reused components be found and updated easily, also those that are copied into the repository?");
  const Copies copies = copies_of(context);
  const bool complete = context.get<TreeIndex>().complete();
  std::vector<Evidence> evidence = evidence_of(found.with, 2);
  if (!copies.unrecorded.empty() && !copies.managed) {
    Evidence folder;
    folder.path = clean_utf8(copies.unrecorded);
    out.unmet(kUpdateable, Confidence::partial,
              msg("{} holds a copy of somebody else's code without a record of its version or origin.",
                  folder.path),
              {folder}, ask);
  } else if (const Foreign foreign =
                 copies.roots.empty() && !found.with.empty() && complete ? foreign_files(context) : Foreign{};
             !foreign.path.empty()) {
    constexpr std::size_t kSeveral = 3;
    evidence.push_back({.path = foreign.path});
    out.met(kUpdateable, foreign.shipped >= kSeveral ? Confidence::partial : Confidence::likely,
            msg("Reused components come through package managers ({}); no folder holds copies, but {} states "
                "another licence ({}) than the project, as copied code does.",
                formats(found.with), foreign.path, foreign.licence),
            evidence, ask);
  } else if (!found.with.empty() && complete) {
    out.met(
        kUpdateable, copies.roots.empty() || copies.managed ? Confidence::strong : Confidence::likely,
        copies.roots.empty()
            ? msg("Reused components come through package managers ({}); no copies were found in the tree.",
                  formats(found.with))
            : msg("Reused components come through package managers ({}); the copies in the tree record where "
                  "they come from.",
                  formats(found.with)),
        evidence);
  } else if (found.with.empty() && copies.roots.empty() && !found.without.empty() && complete) {
    out.met(kUpdateable, Confidence::likely,
            msg("No reused components were found: the manifest names none and the tree holds no copies."),
            evidence_of(found.without));
  } else {
    out.unknown(kUpdateable, msg("How reused components are updated could not be told."), ask, evidence);
  }
}

void detect(const Context& context, FindingSink& out) {
  const Manifests& manifests = context.get<Manifests>();
  const Listed found = listed(manifests, context.get<Languages>());
  judge_listed(found, manifests, out);
  judge_watched(context, found, out);
  judge_updateable(context, found, out);
}

}  // namespace

extern const Detector dependencies;
const Detector dependencies{
    .id = "dependencies",
    .summary = "Looks at dependency lists, at tools that watch them, and at copies of other people's code.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
