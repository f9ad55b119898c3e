// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Does a native build take the compiler variables it is given, keep debugging information when asked to, and
// know all dependencies at once?
#include <re2/re2.h>

#include <algorithm>

#include "detectors/quality/build_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kVariables = "build_standard_variables", kDebug = "build_preserve_debug",
                           kRecursive = "build_non_recursive";
constexpr std::string_view kCriteria[] = {kVariables, kDebug, kRecursive};

// Build systems that read CC, CFLAGS and the like by themselves.
const Manifest* honours_variables(const BuildPicture& picture) {
  for (const std::string_view ecosystem :
       {"cmake", "autotools", "meson", "cargo", "go", "scons", "waf", "bazel", "hackage", "opam", "zig",
        "swift", "cran", "cpan", "pypi", "rubygems"}) {
    if (ecosystem == "scons" || ecosystem == "waf" || ecosystem == "bazel" || ecosystem == "zig") continue;
    if (const Manifest* manifest = picture.at_root(ecosystem)) return manifest;
  }
  return nullptr;
}

bool is_compiler_variable(std::string_view key) {
  constexpr std::string_view kNames[] = {"var.CC", "var.CXX", "var.CFLAGS", "var.CXXFLAGS", "var.LDFLAGS"};
  return std::find(std::begin(kNames), std::end(kNames), key) != std::end(kNames);
}

struct MakeVariables {
  const Manifest* hard_in = nullptr;
  const ManifestSetting* hard = nullptr;  ///< replaces what the environment says
  const Manifest* soft_in = nullptr;
  const ManifestSetting* soft = nullptr;  ///< `?=`, `+=`
};

MakeVariables make_variables(const std::vector<const Manifest*>& makefiles) {
  MakeVariables found;
  for (const Manifest* makefile : makefiles) {
    for (const ManifestSetting& setting : makefile->settings) {
      if (!is_compiler_variable(setting.key)) continue;
      const std::string name = setting.key.substr(4);
      const bool keeps = setting.value.starts_with("?=") || setting.value.starts_with("+=") ||
                         setting.value.find("$(" + name + ")") != std::string::npos ||
                         setting.value.find("${" + name + "}") != std::string::npos;
      if (keeps && found.soft == nullptr) {
        found.soft = &setting;
        found.soft_in = makefile;
      } else if (!keeps && found.hard == nullptr) {
        found.hard = &setting;
        found.hard_in = makefile;
      }
    }
  }
  return found;
}

void judge_makefiles(const Facts& facts, const std::vector<const Manifest*>& makefiles, FindingSink& out) {
  static const re2::RE2 direct(R"((?m)^\t[ @-]*(?:gcc|g\+\+|clang|clang\+\+|cc|c\+\+)\s)", re2::RE2::Latin1);
  static const re2::RE2 uses(R"((?m)^\t.*\$[({](?:CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS)[)}])", re2::RE2::Latin1);
  const std::string ask =
      msg("Do CC, CFLAGS, CXXFLAGS and LDFLAGS from the environment reach the compiler and the linker?");
  const MakeVariables found = make_variables(makefiles);
  for (const Manifest* makefile : makefiles) {
    if (const auto line = line_of_file(facts, makefile->path, direct)) {
      out.unmet(kVariables, Confidence::likely,
                msg("{} starts the compiler by its name, so CC and CFLAGS are not looked at: {}", line->path,
                    line->excerpt),
                {*line}, ask);
      return;
    }
  }
  if (found.hard != nullptr) {
    const Evidence line =
        evidence_of(*found.hard_in, found.hard->line, found.hard->key.substr(4) + " " + found.hard->value);
    out.unmet(
        kVariables, Confidence::partial,
        msg("{} sets {} itself, which replaces the value of the environment (only `make {}=…` overrides it).",
            line.path, found.hard->key.substr(4), found.hard->key.substr(4)),
        {line}, ask);
  } else if (found.soft != nullptr) {
    const Evidence line =
        evidence_of(*found.soft_in, found.soft->line, found.soft->key.substr(4) + " " + found.soft->value);
    out.met(kVariables, Confidence::likely,
            msg("{} extends the compiler variables it is given: {}", line.path, line.excerpt), {line});
  } else {
    for (const Manifest* makefile : makefiles) {
      if (const auto line = line_of_file(facts, makefile->path, uses)) {
        out.met(kVariables, Confidence::likely,
                msg("{} hands the compiler variables on: {}", line->path, line->excerpt), {*line});
        return;
      }
    }
    out.unknown(kVariables, msg("The makefiles name no compiler variable."), ask);
  }
}

void judge_variables(const Facts& facts, const BuildPicture& picture, FindingSink& out) {
  const std::string ask =
      msg("Do CC, CFLAGS, CXXFLAGS and LDFLAGS from the environment reach the compiler and the linker?");
  if (const Manifest* manifest = honours_variables(picture)) {
    // CMakeLists.txt that throws the flags away.
    static const re2::RE2 replaced(R"re((?im)^\s*set\s*\(\s*CMAKE_C(?:XX)?_FLAGS\s+"?[^$)]*\))re",
                                   re2::RE2::Latin1);
    if (manifest->ecosystem == "cmake") {
      if (const auto line = line_of_file(facts, manifest->path, replaced)) {
        out.unmet(kVariables, Confidence::partial,
                  msg("{} replaces the compiler flags it is given: {}", line->path, line->excerpt), {*line},
                  ask);
        return;
      }
    }
    out.met(
        kVariables,
        manifest->ecosystem == "autotools" || manifest->ecosystem == "cmake" || manifest->ecosystem == "meson"
            ? Confidence::strong
            : Confidence::likely,
        msg("{} takes compiler and linker variables from the environment and hands them on.",
            build_name(*manifest)),
        {evidence_of(*manifest)});
    return;
  }
  const std::vector<const Manifest*> makefiles = handwritten_makefiles(picture);
  if (!makefiles.empty()) return judge_makefiles(facts, makefiles, out);
  out.unknown(kVariables, msg("How the build hands compiler variables on could not be told."), ask);
}

// A recipe line of an install target that strips what it installs. `make strip` and `install-strip` are asked
// for by name, so they are no fault.
std::optional<Evidence> stripped_on_install(const Facts& facts, const std::string& path) {
  static const re2::RE2 strips(
      R"re(\binstall\s+(?:-\S+\s+(?:[0-7]+\s+)?)*-[a-rt-zA-Z]*s[a-zA-Z]*\s|\$[({](?:INSTALL|INSTALL_PROGRAM)[)}]\s+(?:-\S+\s+(?:[0-7]+\s+)?)*-s\s|(?:^\t[@-]*|[;&]\s*)(?:\$[({]STRIP[)}]|strip)\s)re",
      re2::RE2::Latin1);
  const FileText text = facts.text(path);
  if (!text) return std::nullopt;
  bool installing = false;
  int number = 0;
  for (const std::string_view line : split_lines(*text)) {
    ++number;
    if (line.empty()) continue;
    if (line[0] != '\t') {
      const std::size_t colon = line.find(':');
      const std::string_view target = line.substr(0, colon);
      if (colon != std::string_view::npos && target.find('=') == std::string_view::npos && line[0] != ' ') {
        installing = target.find("install") != std::string_view::npos &&
                     target.find("strip") == std::string_view::npos;
      }
      continue;
    }
    if (!installing || !re2::RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), strips)) continue;
    Evidence evidence;
    evidence.path = clean_utf8(path);
    evidence.line = number;
    evidence.excerpt = shorten(clean_utf8(trim(line)), 160);
    return evidence;
  }
  return std::nullopt;
}

// Places where something strips symbols without being asked.
std::optional<Evidence> stripping(const Facts& facts, const BuildPicture& picture) {
  static const re2::RE2 linker(
      R"((?m)^\s*(?:export\s+)?(?:LDFLAGS|CFLAGS|CXXFLAGS)\s*[:+]?=[^#\n]*\s-s(?:\s|$))", re2::RE2::Latin1);
  for (const Manifest* manifest : picture.builds) {
    if (manifest->ecosystem != "make" && manifest->ecosystem != "autotools") continue;
    if (manifest->format == "configure.ac" ||
        std::count(manifest->path.begin(), manifest->path.end(), '/') > 1)
      continue;
    if (auto line = stripped_on_install(facts, manifest->path)) return line;
    if (auto line = line_of_file(facts, manifest->path, linker)) return line;
  }
  for (const Manifest* manifest : picture.builds) {
    const ManifestSetting* strip =
        manifest->ecosystem == "cargo" ? manifest->setting("profile.release.strip") : nullptr;
    if (strip != nullptr && strip->value != "false" && strip->value != "none") {
      return evidence_of(*manifest, strip->line, "strip = " + strip->value);
    }
  }
  return std::nullopt;
}

// GoReleaser packs what it strips; `go build` keeps all.
std::optional<Evidence> stripped_release(const Facts& facts) {
  static const re2::RE2 strips(R"re((?m)^[^#\n]*(?:^|[\s"'=])(?:-s\s+-w|-w\s+-s)(?:[\s"']|$).*)re",
                               re2::RE2::Latin1);
  for (const std::string_view name :
       {".goreleaser.yml", ".goreleaser.yaml", "goreleaser.yml", "goreleaser.yaml"}) {
    if (auto line = line_of_file(facts, name, strips)) return line;
  }
  return std::nullopt;
}

void judge_debug(const Facts& facts, const BuildPicture& picture, FindingSink& out) {
  const std::string ask =
      msg("Are symbols kept when CFLAGS=-g or a debug build is asked for, also by the installation?");
  if (const auto line = stripping(facts, picture)) {
    const bool profile = line->excerpt.starts_with("strip = ");
    out.unmet(kDebug, profile ? Confidence::partial : Confidence::likely,
              msg("{} strips debugging information: {}", line->path, line->excerpt), {*line}, ask);
    return;
  }
  const Manifest* go = picture.at_root("go");
  if (const auto line = go != nullptr ? stripped_release(facts) : std::nullopt) {
    out.met(kDebug, Confidence::likely,
            msg("`go build` keeps debugging information; only the packages of releases are stripped ({}).",
                line->path),
            {evidence_of(*go), *line});
    return;
  }
  for (const std::string_view ecosystem :
       {"cmake", "autotools", "meson", "cargo", "go", "make", "bazel", "hackage", "opam", "zig", "swift"}) {
    if (const Manifest* manifest = picture.at_root(ecosystem)) {
      out.met(kDebug, Confidence::likely,
              msg("The build ({}) keeps debugging information when it is asked for; nothing that strips it "
                  "was found.",
                  build_name(*manifest)),
              {evidence_of(*manifest)});
      return;
    }
  }
  out.unknown(kDebug, msg("What the build does with debugging information could not be told."), ask);
}

void judge_recursion(const Facts& facts, const BuildPicture& picture, FindingSink& out) {
  // One graph of dependencies for the whole project, by their nature.
  for (const std::string_view ecosystem :
       {"cmake", "meson", "cargo", "go", "maven", "gradle", "bazel", "sbt", "mill", "nuget", "hackage",
        "opam", "zig", "swift", "scons", "waf", "hex", "rebar", "pub"}) {
    if (const Manifest* manifest = picture.at_root(ecosystem)) {
      out.met(kRecursive, Confidence::strong,
              msg("{} works from one graph of dependencies for the whole project.", build_name(*manifest)),
              {evidence_of(*manifest)});
      return;
    }
  }
  static const re2::RE2 recursive(
      R"((?m)^(?:\t[^#\n]*(?:\$[({]MAKE[)}]\s+[^\n]*-C\b|cd\s+[^\n;&]+(?:;|&&)\s*\$[({]MAKE[)}])|SUBDIRS\s*\+?=\s*\S))",
      re2::RE2::Latin1);
  const Manifest* read = nullptr;
  for (const Manifest* manifest : picture.builds) {
    const bool make = manifest->ecosystem == "make" || manifest->format == "Makefile.am";
    if (!make || manifest->path.find('/') != std::string::npos) continue;
    read = manifest;
    if (const auto line = line_of_file(facts, manifest->path, recursive)) {
      out.unknown(
          kRecursive, msg("{} builds subdirectories one by one: {}", line->path, line->excerpt),
          msg("Does any subdirectory need a file that another one builds, without the makefile knowing it?"),
          {*line});
      return;
    }
  }
  if (read != nullptr) {
    out.met(kRecursive, Confidence::likely,
            msg("{} starts no other make in a subdirectory.", clean_utf8(read->path)), {evidence_of(*read)});
    return;
  }
  const bool scripted = picture.script != nullptr || picture.has("npm") || picture.has("pypi");
  if (scripted && !picture.native) {
    out.not_applicable(kRecursive, Confidence::likely,
                       msg("No build by subdirectories: the packages are built by their package manager."),
                       evidence_of(picture.builds));
    return;
  }
  out.unknown(kRecursive, msg("How the build walks through subdirectories could not be told."),
              msg("Is each subdirectory that is built on its own independent of the others?"));
}

void detect(const Context& context, FindingSink& out) {
  const BuildPicture picture = build_picture(context);
  if (nothing_is_built(picture, {kVariables, kDebug, kRecursive}, out)) return;
  if (!nothing_is_native(picture, {kVariables, kDebug}, out)) {
    judge_variables(context.facts(), picture, out);
    judge_debug(context.facts(), picture, out);
  }
  judge_recursion(context.facts(), picture, out);
}

}  // namespace

extern const Detector build_flags;
const Detector build_flags{
    .id = "build_flags",
    .summary = "Looks at how the build treats compiler variables, debugging information and subdirectories.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
