// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "detectors/quality/build_util.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

// Languages whose compiler takes CC, CFLAGS, LDFLAGS and their kind from the environment.
constexpr std::string_view kNative[] = {
    "C",       "C++",    "Objective-C",       "Objective-C++", "Assembly", "CUDA",
    "Fortran", "Cython", "Fortran Free Form", "Ada",           "D",        "Lex",
    "Yacc",    "HIP"};

// Helpers, not the program itself: a project in them alone has nothing to build.
constexpr std::string_view kHelpers[] = {"GLSL", "HLSL", "Metal", "WGSL", "ANTLR", "Arduino"};

bool among(const auto& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

void read_languages(BuildPicture& picture) {
  const Languages& languages = *picture.languages;
  picture.software = languages.software();
  if (picture.software) picture.main_language = languages.main()->name;
  std::vector<std::string> names;
  for (const LanguageUse* use : languages.programming(0.05)) {
    if (!use->compiled || among(kHelpers, use->name)) continue;
    picture.compiled = true;
    picture.native |= among(kNative, use->name);
    names.push_back(use->name);
  }
  picture.compiled_languages = join_names(names);
}

void read_builds(BuildPicture& picture) {
  const std::vector<const LanguageUse*> languages = picture.languages->programming(0);
  // Flutter writes the native frame of an application itself.
  const bool holds_native = picture.main_language != "Dart" &&
                            std::any_of(languages.begin(), languages.end(), [](const LanguageUse* use) {
                              return use->compiled && among(kNative, use->name);
                            });
  for (const Manifest& manifest : picture.manifests->all()) {
    if (manifest.example || manifest.test) continue;
    if (manifest.role.build) picture.builds.push_back(&manifest);
    // An extension in C, however little of it, as that of a library or an application for Android.
    picture.native |= manifest.ecosystem == "mkmf" ||
                      (holds_native && (manifest.ecosystem == "cmake" || manifest.ecosystem == "meson"));
    const ManifestScript* script = manifest.format == "package.json" ? manifest.script("build") : nullptr;
    if (script != nullptr && picture.script == nullptr) {
      picture.script = script;
      picture.script_of = &manifest;
    }
  }
}

// A test run of these builds first.
bool builds_on_the_way(const Tool& tool) {
  constexpr std::string_view kIds[] = {"cargo_test",   "go_test",    "maven_test", "gradle_test",
                                       "dotnet_test",  "swift_test", "bazel_test", "scalatest",
                                       "haskell_test", "dune_test",  "zig_test",   "clippy",
                                       "cargo_build",  "exunit",     "dart_test"};
  return among(kIds, tool.id);
}

void read_ci(BuildPicture& picture) {
  const ToolUse* checker = nullptr;  // builds, too, unless it is told only to look at the types
  for (const ToolUse& use : picture.tools->all()) {
    if (use.how != How::ci || use.frequency == Frequency::never) continue;
    const bool documentation = use.tool->id == "docker_build" && !picture.builds.empty();
    if (use.tool->is(ToolKind::build) && !documentation && !use.tool->is(ToolKind::release)) {
      if (use.tool->is(ToolKind::type_checker)) {
        if (checker == nullptr) checker = &use;
        continue;
      }
      picture.ci = &use;
      return;
    }
    if (picture.ci == nullptr && builds_on_the_way(*use.tool)) picture.ci = &use;
  }
  if (checker != nullptr) picture.ci = checker;
}

// Images in which the pipelines or the developers work are no product.
bool helper_image(std::string_view path) {
  constexpr std::string_view kFolders[] = {".devcontainer", "devcontainer", ".clusterfuzzlite",
                                           ".github",       "ci",           "dev",
                                           "fuzz",          "tools",        "sandbox"};
  const std::vector<std::string_view> parts = split(path, '/');
  return std::any_of(parts.begin(), parts.end() - 1,
                     [&](std::string_view folder) { return among(kFolders, to_lower(folder)); });
}

void read_image(BuildPicture& picture) {
  for (const Manifest& manifest : picture.manifests->all()) {
    const bool describes = manifest.role.container && !manifest.example && !manifest.test;
    if (!describes || helper_image(manifest.path)) continue;
    if (picture.image_of == nullptr || manifest.path.size() < picture.image_of->path.size())
      picture.image_of = &manifest;
  }
  if (picture.image_of == nullptr) return;
  for (const ToolUse& use : picture.tools->all()) {
    if (use.tool->id != "docker_build" || use.how != How::ci || use.frequency == Frequency::never) continue;
    picture.image = &use;
    return;
  }
}

bool makes_installers(const Tool& tool) {
  constexpr std::string_view kIds[] = {"electron_builder", "electron_forge", "tauri"};
  return among(kIds, tool.id);
}

// Bundlers are often run for documents, samples or tests only; what makes installers makes the program.
void read_packer(BuildPicture& picture) {
  constexpr std::string_view kWeb[] = {"JavaScript", "TypeScript", "Vue", "Svelte"};
  constexpr std::string_view kElsewhere[] = {"doc",   "site", "demo",  "example",
                                             "story", "test", "bench", "start"};
  constexpr std::string_view kRunners[] = {"gulp", "grunt", "jake",   "turbo", "nx",  "lerna",
                                           "rush", "lage",  "wireit", "moon",  "deno"};
  if (!among(kWeb, picture.main_language)) return;
  for (const ToolUse& use : picture.tools->all()) {
    const Tool& tool = *use.tool;
    if (use.how < How::script || use.how == How::pre_commit || !tool.is(ToolKind::build)) continue;
    if (!among(tool.languages, "JavaScript") || tool.is(ToolKind::type_checker) ||
        tool.is(ToolKind::package_manager) || among(kRunners, tool.id))
      continue;
    const std::string at = to_lower(use.job + " " + use.via + " " + use.pipeline + " " + use.evidence.path);
    const bool elsewhere =
        std::any_of(std::begin(kElsewhere), std::end(kElsewhere),
                    [&](std::string_view word) { return at.find(word) != std::string::npos; });
    if (elsewhere && !makes_installers(tool)) continue;
    if (picture.packer == nullptr || makes_installers(tool)) picture.packer = &use;
    if (makes_installers(tool)) return;
  }
}

struct Served {
  std::string_view ecosystem, languages;
};
constexpr std::string_view kCFamily =
    "C|C++|Objective-C|Objective-C++|CUDA|Fortran|Fortran Free Form|Assembly|Cython|D|Ada";
constexpr std::string_view kJvm = "Java|Kotlin|Scala|Groovy|Clojure";
constexpr std::string_view kWeb =
    "JavaScript|TypeScript|Vue|Svelte|CoffeeScript|Elm|PureScript|ReScript|Solidity|Astro";
constexpr Served kServed[] = {{"npm", kWeb},
                              {"bun", kWeb},
                              {"deno", kWeb},
                              {"bower", kWeb},
                              {"elm", "Elm"},
                              {"pypi", "Python|Cython|Jupyter Notebook"},
                              {"pip", "Python|Cython|Jupyter Notebook"},
                              {"uv", "Python|Cython|Jupyter Notebook"},
                              {"conda", "Python|Cython|R|Jupyter Notebook"},
                              {"cargo", "Rust"},
                              {"go", "Go"},
                              {"gomod", "Go"},
                              {"maven", kJvm},
                              {"gradle", kJvm},
                              {"sbt", kJvm},
                              {"mill", kJvm},
                              {"ant", kJvm},
                              {"clojars", kJvm},
                              {"nuget", "C#|F#|Visual Basic .NET|PowerShell"},
                              {"dotnet-sdk", "C#|F#"},
                              {"composer", "PHP|Blade"},
                              {"rubygems", "Ruby"},
                              {"bundler", "Ruby"},
                              {"hex", "Elixir|Erlang|Gleam"},
                              {"mix", "Elixir|Erlang"},
                              {"rebar", "Erlang"},
                              {"pub", "Dart"},
                              {"swift", "Swift|Objective-C"},
                              {"cocoapods", "Swift|Objective-C"},
                              {"hackage", "Haskell"},
                              {"opam", "OCaml|Reason|Rocq Prover"},
                              {"cran", "R"},
                              {"julia", "Julia"},
                              {"cpan", "Perl|Raku"},
                              {"luarocks", "Lua"},
                              {"nimble", "Nim"},
                              {"shards", "Crystal"},
                              {"zig", "Zig"},
                              {"dub", "D"},
                              {"alire", "Ada"},
                              {"fpm", "Fortran|Fortran Free Form"},
                              {"cmake", kCFamily},
                              {"autotools", kCFamily},
                              {"meson", "C|C++|Vala|Rust|D|Cython"},
                              {"conan", kCFamily},
                              {"vcpkg", kCFamily},
                              {"make", kCFamily},
                              {"terraform", "HCL"},
                              {"gleam", "Gleam"}};

/// Packages of the ecosystem can hold the language.
bool serves(std::string_view ecosystem, std::string_view language) {
  return std::any_of(std::begin(kServed), std::end(kServed), [&](const Served& row) {
    return row.ecosystem == ecosystem && among(split(row.languages, '|'), language);
  });
}

/// The package of the main language that lies nearest to the root; null when there is none.
const Manifest* package_in(const Manifests& manifests, std::string_view language) {
  const Manifest* best = nullptr;
  const auto depth = [](const Manifest& one) { return std::count(one.path.begin(), one.path.end(), '/'); };
  for (const Manifest& manifest : manifests.all()) {
    if (!manifest.readable || manifest.example || manifest.test || !manifest.role.package ||
        !serves(manifest.ecosystem, language))
      continue;
    if (best == nullptr || depth(manifest) < depth(*best)) best = &manifest;
  }
  return best;
}

}  // namespace

bool serves_the_code(const Languages& languages, std::string_view ecosystem) {
  if (ecosystem == "bazel" || ecosystem == "nix" || languages.main() == nullptr) return true;
  const std::vector<const LanguageUse*> most = languages.programming(0.1);
  return std::any_of(most.begin(), most.end(),
                     [&](const LanguageUse* use) { return serves(ecosystem, use->name); });
}

bool BuildPicture::needs_build() const {
  if (compiled) return true;
  if (script != nullptr || packer != nullptr) return true;
  return std::any_of(builds.begin(), builds.end(), [](const Manifest* manifest) {
    return manifest->ecosystem == "pypi" || manifest->ecosystem == "autotools" ||
           manifest->ecosystem == "cmake" || manifest->ecosystem == "meson" ||
           manifest->ecosystem == "cran" || manifest->ecosystem == "cpan" || manifest->ecosystem == "mkmf";
  });
}

bool BuildPicture::has_installers() const { return packer != nullptr && makes_installers(*packer->tool); }

const Manifest* BuildPicture::at_root(std::string_view ecosystem) const {
  for (const Manifest* manifest : builds) {
    if (manifest->ecosystem == ecosystem && manifest->path.find('/') == std::string::npos) return manifest;
  }
  return nullptr;
}

bool BuildPicture::has(std::string_view ecosystem) const {
  return std::any_of(builds.begin(), builds.end(),
                     [&](const Manifest* manifest) { return manifest->ecosystem == ecosystem; });
}

BuildPicture build_picture(const Context& context) {
  BuildPicture picture;
  picture.languages = &context.get<Languages>();
  picture.manifests = &context.get<Manifests>();
  picture.tools = &context.get<ToolUses>();
  read_languages(picture);
  read_builds(picture);
  read_ci(picture);
  read_packer(picture);
  read_image(picture);
  // A pipeline that builds a web site beside the application does not build the application.
  if (picture.has_installers()) picture.ci = picture.packer->how == How::ci ? picture.packer : nullptr;
  picture.main = picture.manifests->main();
  for (const Manifest* manifest : picture.manifests->leading()) {
    if (picture.main != nullptr && serves_the_code(*picture.languages, picture.main->ecosystem)) break;
    if (serves_the_code(*picture.languages, manifest->ecosystem)) picture.main = manifest;
  }
  // A part in another language, such as a wrapper that fetches the program, does not speak for it.
  if (picture.main != nullptr && picture.software && picture.main->path.find('/') != std::string::npos &&
      !serves(picture.main->ecosystem, picture.main_language)) {
    if (const Manifest* own = package_in(*picture.manifests, picture.main_language)) picture.main = own;
  }
  picture.complete = picture.languages->complete() && picture.manifests->complete();
  return picture;
}

std::string build_name(const Manifest& manifest) {
  struct Row {
    std::string_view ecosystem, name;
  };
  constexpr Row kRows[] = {{"cmake", "CMake"},
                           {"autotools", "Autotools"},
                           {"meson", "Meson"},
                           {"make", "Make"},
                           {"maven", "Maven"},
                           {"gradle", "Gradle"},
                           {"sbt", "sbt"},
                           {"mill", "Mill"},
                           {"ant", "Ant"},
                           {"cargo", "Cargo"},
                           {"go", "Go"},
                           {"npm", "npm"},
                           {"pypi", "Python packaging (PEP 517)"},
                           {"nuget", ".NET SDK (MSBuild)"},
                           {"msvc", "Visual Studio"},
                           {"bazel", "Bazel"},
                           {"scons", "SCons"},
                           {"waf", "Waf"},
                           {"zig", "Zig"},
                           {"swift", "Swift Package Manager"},
                           {"hackage", "Cabal"},
                           {"opam", "Dune"},
                           {"hex", "Mix"},
                           {"rebar", "rebar3"},
                           {"pub", "Dart pub"},
                           {"cran", "R CMD build"},
                           {"cpan", "MakeMaker"},
                           {"rake", "Rake"},
                           {"mkmf", "mkmf"},
                           {"dub", "DUB"},
                           {"nimble", "Nimble"},
                           {"luarocks", "LuaRocks"},
                           {"shards", "Shards"},
                           {"clojars", "Leiningen or tools.deps"},
                           {"elm", "Elm"},
                           {"alire", "Alire"},
                           {"fpm", "fpm"},
                           {"gleam", "Gleam"},
                           {"lua build", "xmake or premake"}};
  for (const Row& row : kRows) {
    if (row.ecosystem == manifest.ecosystem) return std::string(row.name);
  }
  return {};
}

Evidence evidence_of(const Manifest& manifest, int line, std::string_view excerpt) {
  Evidence evidence;
  evidence.path = clean_utf8(manifest.path);
  evidence.line = line;
  evidence.excerpt = shorten(clean_utf8(excerpt), 160);
  return evidence;
}

std::vector<Evidence> evidence_of(const std::vector<const Manifest*>& manifests, std::size_t most) {
  std::vector<Evidence> all;
  std::set<std::string> seen;
  for (const Manifest* manifest : manifests) {
    if (all.size() < most && seen.insert(manifest->ecosystem).second) all.push_back(evidence_of(*manifest));
  }
  return all;
}

std::optional<Evidence> line_of_file(const Facts& facts, std::string_view path, const re2::RE2& pattern,
                                     std::string_view tool) {
  const FileText text = facts.text(path);
  if (!text) return std::nullopt;
  re2::StringPiece hit;
  const re2::StringPiece whole(text->data(), text->size());
  if (!pattern.Match(whole, 0, whole.size(), re2::RE2::UNANCHORED, &hit, 1)) return std::nullopt;
  std::size_t offset = static_cast<std::size_t>(hit.data() - text->data());
  while (offset < text->size() && ((*text)[offset] == '\n' || (*text)[offset] == '\r')) ++offset;
  Evidence evidence;
  evidence.path = clean_utf8(path);
  evidence.line = line_of(*text, offset);
  evidence.excerpt = excerpt_at(*text, offset);
  evidence.tool = tool;
  return evidence;
}

std::vector<const Manifest*> handwritten_makefiles(const BuildPicture& picture) {
  std::vector<const Manifest*> makefiles;
  for (const std::string_view other : {"autotools", "cmake", "meson", "bazel", "scons", "waf"}) {
    if (picture.at_root(other) != nullptr) return makefiles;
  }
  for (const Manifest* manifest : picture.builds) {
    const bool near = std::count(manifest->path.begin(), manifest->path.end(), '/') <= 1;
    if (manifest->ecosystem == "make" && near) makefiles.push_back(manifest);
  }
  return makefiles;
}

bool nothing_is_built(const BuildPicture& picture, std::initializer_list<std::string_view> criteria,
                      FindingSink& out) {
  if (picture.needs_build() || !picture.complete) return false;
  const std::string why = picture.software
                              ? msg("The project is written in {}, which is used as it is: no build step was "
                                    "found in the whole tree.",
                                    picture.main_language)
                              : msg("The repository holds no source code that would have to be built.");
  for (const std::string_view criterion : criteria) out.not_applicable(criterion, Confidence::likely, why);
  return true;
}

bool nothing_is_native(const BuildPicture& picture, std::initializer_list<std::string_view> criteria,
                       FindingSink& out) {
  // Rust, Go and others make native code too, but no compiler variables or stripping of C decide there: their
  // detectors look at those languages themselves.
  constexpr std::string_view kOtherNative[] = {"Rust",  "Go",  "Zig",     "Swift", "Haskell",
                                               "OCaml", "Nim", "Crystal", "Odin"};
  for (const LanguageUse* use : picture.languages->programming(0.05)) {
    if (among(kOtherNative, use->name)) return false;
  }
  if (picture.native || !picture.complete) return false;
  const std::string why = picture.software
                              ? msg("No native code is built: the project is written in {}.",
                                    [&] {
                                      std::vector<std::string> names;
                                      for (const LanguageUse* use : picture.languages->programming(0.05))
                                        names.push_back(use->name);
                                      return join_names(names);
                                    }())
                              : msg("The repository holds no source code that would have to be built.");
  for (const std::string_view criterion : criteria) out.not_applicable(criterion, Confidence::strong, why);
  return true;
}

}  // namespace badgescan
