// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Build definitions of compiled languages: CMake, Autotools, Meson, Make, Bazel, SCons, Waf, Conan, Zig,
// Swift. They are code; only the plain statements that nearly everybody writes are read.
#include <re2/re2.h>

#include "scanner/base/text.h"
#include "scanner/facts/manifests/reader.h"

namespace badgescan::manifests {
namespace {

using Scope = Dependency::Scope;

// Compiler and linker flags that some detector may ask for, as settings "flag.-Wall". What decides is the
// flag's spelling; whether a branch is taken is not known.
void add_flags(const SearchedText& text, Manifest& out) {
  each_match(
      text,
      line_pattern(
          R"re((?:^|[\s"'=;,:(>])(-W(?:all|extra|error(?:=[\w-]+)?|everything|pedantic|conversion|shadow|default|no-error|l,-z,[\w,]+|l,[\w,-]*(?:relro|now|noexecstack)[\w,-]*|p,-D_FORTIFY_SOURCE=\d)|-pedantic(?:-errors)?|/W[1-4X]|/Wall|/WX|/sdl|/guard:cf|/GS|-fsanitize=[\w,-]+|-fstack-protector(?:-strong|-all)?|-fstack-clash-protection|-fcf-protection(?:=\w+)?|-D_?_?FORTIFY_SOURCE=\d|-D_GLIBCXX_ASSERTIONS|-fPIE|-pie|-fanalyzer|--coverage|-fprofile-arcs|-ffile-prefix-map=\S+|-fdebug-prefix-map=\S+|-ftrapv|-fno-strict-overflow|-D_LIBCPP_HARDENING_MODE=\w+|-fhardened)(?:[\s"',;)>\]]|$))re"),
      [&](const auto& groups, int line, std::size_t) {
        if (groups[0].starts_with("-fsanitize=")) {
          for (const std::string_view one : split(std::string_view(groups[0]).substr(11), ',')) {
            add_setting(out, "flag.-fsanitize=" + std::string(one), groups[0], line);
          }
        } else {
          add_setting(out, "flag." + groups[0], groups[0], line);
        }
        return true;
      });
}

Outcome read_cmake(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, "#");
  const SearchedText text(bare);
  take(text, line_pattern(R"re((?i)^\s*project\s*\(\s*["']?([A-Za-z0-9_.+-]+))re"), out.name, out.name_line);
  take(text, line_pattern(R"re((?i)^\s*project\s*\([^)]*\bVERSION\s+"?([0-9][0-9.]*))re"), out.version,
       out.version_line);
  take(text, line_pattern(R"re((?i)^\s*project\s*\([^)]*\bDESCRIPTION\s+"([^"\n]+)")re"), out.description,
       out.description_line);
  if (const Capture url =
          capture(text, line_pattern(R"re((?i)^\s*project\s*\([^)]*\bHOMEPAGE_URL\s+"([^"\n]+)")re"))) {
    add_url(out, "homepage", url.value, url.line);
  }
  each_match(text, line_pattern(R"re((?i)^\s*find_package\s*\(\s*([A-Za-z0-9_.+-]+)\s*([0-9.]+)?)re"),
             [&](const auto& groups, int line, std::size_t) {
               add_dependency(out, groups[0], groups[1], Scope::runtime, line);
               add_setting(out, "find_package." + groups[0], groups[1], line);
               return true;
             });
  each_match(
      text,
      line_pattern(
          R"re((?i)^\s*pkg_(?:check|search)_modules?\s*\(\s*\S+\s+(?:REQUIRED\s+|IMPORTED_TARGET\s+|QUIET\s+)*([A-Za-z0-9_.+-]+))re"),
      [&](const auto& groups, int line, std::size_t) {
        add_dependency(out, groups[0], "", Scope::runtime, line);
        return true;
      });
  each_match(
      text,
      line_pattern(
          R"re((?i)^\s*(?:FetchContent_Declare|ExternalProject_Add|CPMAddPackage)\s*\(\s*["']?(?:NAME\s+)?([A-Za-z0-9_.:/@#+-]+))re"),
      [&](const auto& groups, int line, std::size_t) {
        add_dependency(out, groups[0], "fetched", Scope::runtime, line);
        add_setting(out, "fetch." + groups[0], "", line);
        return true;
      });
  each_match(
      text,
      line_pattern(
          R"re((?i)^\s*(enable_testing|add_test|gtest_discover_tests|catch_discover_tests|doctest_discover_tests|add_subdirectory|install|include)\s*\(\s*([^\s)]*))re"),
      [&](const auto& groups, int line, std::size_t) {
        const std::string key = to_lower(groups[0]);
        add_setting(out, key == "include" ? "include." + groups[1] : key, groups[1], line);
        return true;
      });
  each_match(text, line_pattern(R"re((?i)^\s*(?:set|option)\s*\(\s*([A-Za-z0-9_]+)\s*([^)\n]*))re"),
             [&](const auto& groups, int line, std::size_t) {
               add_setting(out, "set." + groups[0], groups[1], line);
               return true;
             });
  add_flags(text, out);
  out.build_tools.push_back("cmake");
  return Done{};
}

Outcome read_configure(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, "dnl ");
  const SearchedText text(bare);
  take(text, line_pattern(R"re(AC_INIT\(\s*\[?([^\],)\n]+))re"), out.name, out.name_line);
  take(text, line_pattern(R"re(AC_INIT\(\s*\[?[^\],)\n]+\]?\s*,\s*\[?([0-9][^\],)\n]*))re"), out.version,
       out.version_line);
  if (const Capture url = capture(text, line_pattern(R"re(AC_INIT\([^)]*\[(https?://[^\]\n]+)\]\s*\))re"))) {
    add_url(out, "homepage", url.value, url.line);
  }
  each_match(text, line_pattern(R"re(PKG_CHECK_MODULES\(\s*\[?\w+\]?\s*,\s*\[?\s*([A-Za-z0-9_.+-]+))re"),
             [&](const auto& groups, int line, std::size_t) {
               add_dependency(out, groups[0], "", Scope::runtime, line);
               add_setting(out, "pkg." + to_lower(groups[0]), "", line);
               return true;
             });
  each_match(text, line_pattern(R"re(^\s*((?:AX|AM|AC|LT)_[A-Z0-9_]+)\b(?:\(\s*\[?([^\])\n]*))?)re"),
             [&](const auto& groups, int line, std::size_t) {
               add_setting(out, groups[0], groups[1], line);
               return true;
             });
  each_match(text, line_pattern(R"re(AC_CHECK_LIB\(\s*\[?([A-Za-z0-9_.+-]+))re"),
             [&](const auto& groups, int line, std::size_t) {
               add_dependency(out, groups[0], "", Scope::runtime, line);
               return true;
             });
  each_match(text, line_pattern(R"re(AC_SEARCH_LIBS\(\s*\[?\w+\]?\s*,\s*\[?([A-Za-z0-9_.+-]+))re"),
             [&](const auto& groups, int line, std::size_t) {
               add_dependency(out, groups[0], "", Scope::runtime, line);
               return true;
             });
  add_flags(text, out);
  out.build_tools.push_back("autotools");
  return Done{};
}

Outcome read_automake(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, "#");
  each_match(
      bare,
      line_pattern(
          R"re(^\s*(TESTS|check_PROGRAMS|SUBDIRS|ACLOCAL_AMFLAGS|AM_CFLAGS|AM_CXXFLAGS|AM_CPPFLAGS|AM_LDFLAGS|EXTRA_DIST)\s*\+?=\s*(.*))re"),
      [&](const auto& groups, int line, std::size_t) {
        add_setting(out, groups[0], groups[1], line);
        return true;
      });
  add_flags(bare, out);
  return Done{};
}

Outcome read_meson(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, "#");
  const SearchedText text(bare);
  take(text, line_pattern(R"re(^\s*project\s*\(\s*["']([^"'\n]+)["'])re"), out.name, out.name_line);
  take(text, line_pattern(R"re(\bversion\s*:\s*["']([0-9v][^"'\n]*)["'])re"), out.version, out.version_line);
  take(text, line_pattern(R"re(\blicense\s*:\s*\[?\s*["']([^"'\n]+)["'])re"), out.license, out.license_line);
  each_match(text, line_pattern(R"re(\bdependency\s*\(\s*["']([^"'\n]+)["'])re"),
             [&](const auto& groups, int line, std::size_t) {
               add_dependency(out, groups[0], "", Scope::runtime, line);
               add_setting(out, "dependency." + to_lower(groups[0]), "", line);
               return true;
             });
  each_match(
      text,
      line_pattern(
          R"re(["'](warning_level|werror|b_sanitize|b_coverage|b_pie|b_ndebug|cpp_std|c_std)=([^"'\n]*)["'])re"),
      [&](const auto& groups, int line, std::size_t) {
        add_setting(out, "option." + groups[0], groups[1], line);
        return true;
      });
  each_match(text, line_pattern(R"re(^\s*(test|benchmark|install_headers|install_data|subdir)\s*\()re"),
             [&](const auto& groups, int line, std::size_t) {
               add_setting(out, groups[0], "", line);
               return true;
             });
  add_flags(text, out);
  out.build_tools.push_back("meson");
  return Done{};
}

Outcome read_make(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, "#");
  each_match(bare, line_pattern(R"re(^([A-Za-z0-9_./-]+)\s*:(?:[^=:]|$))re"),
             [&](const auto& groups, int line, std::size_t) {
               if (!groups[0].starts_with(".")) add_setting(out, "target." + groups[0], "", line);
               return true;
             });
  each_match(bare, line_pattern(R"re(^(?:export\s+|override\s+)*([A-Z][A-Z0-9_]*)\s*([:?+!]?:?=)\s*(.*))re"),
             [&](const auto& groups, int line, std::size_t) {
               add_setting(out, "var." + groups[0], groups[1] + " " + groups[2], line);
               return true;
             });
  add_flags(bare, out);
  out.build_tools.push_back("make");
  return Done{};
}

Outcome read_bazel(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, "#");
  const SearchedText text(bare);
  take(text, line_pattern(R"re(^\s*(?:module|workspace)\s*\(\s*name\s*=\s*["']([^"'\n]+)["'])re"), out.name,
       out.name_line);
  take(text, line_pattern(R"re(^\s*version\s*=\s*["']([^"'\n]+)["'])re"), out.version, out.version_line);
  each_match(
      text,
      line_pattern(
          R"re(\b(?:bazel_dep|http_archive|git_repository|maybe)\s*\([^)"]*\bname\s*=\s*["']([^"'\n]+)["'](?:\s*,\s*version\s*=\s*["']([^"'\n]+)["'])?)re"),
      [&](const auto& groups, int line, std::size_t) {
        add_dependency(out, groups[0], groups[1], Scope::runtime, line);
        return true;
      });
  add_flags(text, out);
  out.build_tools.push_back("bazel");
  return Done{};
}

Outcome read_flags_only(const ManifestText& input, Manifest& out) {
  add_flags(without_line_comments(input.text, "#"), out);
  return Done{};
}

Outcome read_conan(const ManifestText& input, Manifest& out) {
  const SearchedText text(input.text);
  take(text, line_pattern(R"re(^\s+name\s*=\s*["']([^"'\n]+)["'])re"), out.name, out.name_line);
  take(text, line_pattern(R"re(^\s+version\s*=\s*["']([^"'\n]+)["'])re"), out.version, out.version_line);
  take(text, line_pattern(R"re(^\s+description\s*=\s*["']([^"'\n]+)["'])re"), out.description,
       out.description_line);
  take(text, line_pattern(R"re(^\s+license\s*=\s*\(?["']([^"'\n]+)["'])re"), out.license, out.license_line);
  if (const Capture url = capture(text, line_pattern(R"re(^\s+homepage\s*=\s*["']([^"'\n]+)["'])re"))) {
    add_url(out, "homepage", url.value, url.line);
  }
  each_match(
      text,
      line_pattern(R"re((?:^|["'( ])([a-z0-9_][a-z0-9_.+-]+)/(?:\[[^\]\n]+\]|[0-9][A-Za-z0-9_.+-]*))re"),
      [&](const auto& groups, int line, std::size_t) {
        add_dependency(out, groups[0], "", Scope::runtime, line);
        return true;
      });
  return Done{};
}

Outcome read_zon(const ManifestText& input, Manifest& out) {
  const SearchedText text(input.text);
  take(text, line_pattern(R"re(^\s*\.name\s*=\s*[".]?([A-Za-z0-9_-]+))re"), out.name, out.name_line);
  take(text, line_pattern(R"re(^\s*\.version\s*=\s*"([^"\n]+)")re"), out.version, out.version_line);
  each_match(text, line_pattern(R"re(^\s*\.@?"?([A-Za-z0-9_-]+)"?\s*=\s*\.\{\s*$)re"),
             [&](const auto& groups, int line, std::size_t) {
               if (groups[0] != "dependencies" && groups[0] != "paths")
                 add_dependency(out, groups[0], "", Scope::runtime, line);
               return true;
             });
  return Done{};
}

Outcome read_swift(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, "//");
  const SearchedText text(bare);
  take(text, line_pattern(R"re(Package\s*\(\s*name:\s*"([^"\n]+)")re"), out.name, out.name_line);
  each_match(text,
             line_pattern(
                 R"re(\.package\s*\((?:\s*name:\s*"[^"\n]+"\s*,)?\s*url:\s*"([^"\n]+)"\s*,?\s*([^)\n]*))re"),
             [&](const auto& groups, int line, std::size_t) {
               add_dependency(out, groups[0], groups[1], Scope::runtime, line);
               return true;
             });
  each_match(text, line_pattern(R"re(\.(testTarget|unsafeFlags)\s*\()re"),
             [&](const auto& groups, int line, std::size_t) {
               add_setting(out, groups[0], "", line);
               return true;
             });
  out.build_tools.push_back("swift");
  return Done{};
}

constexpr ManifestRole kBuild{.build = true};
constexpr ManifestRole kPackageAndBuild{.package = true, .build = true};

constexpr Reader kReaders[] = {
    {"cmakelists.txt", "CMakeLists.txt", "cmake", read_cmake, kBuild},
    {"*.cmake", "CMakeLists.txt", "cmake", read_cmake, {}},
    {"configure.ac|configure.in", "configure.ac", "autotools", read_configure, kBuild},
    {"makefile.am", "Makefile.am", "autotools", read_automake, kBuild},
    {"meson.build", "meson.build", "meson", read_meson, kBuild},
    {"makefile|gnumakefile", "Makefile", "make", read_make, kBuild},
    {"*.mk", "mk", "make", read_make, {}},
    {"module.bazel|workspace|workspace.bazel|build.bazel", "bazel", "bazel", read_bazel, kBuild},
    {".bazelrc", "bazelrc", "bazel", read_flags_only, {}},
    {"sconstruct|sconscript", "SConstruct", "scons", read_flags_only, kBuild},
    {"wscript", "wscript", "waf", read_flags_only, kBuild},
    {"xmake.lua|premake5.lua|premake4.lua", "lua build", "lua build", read_flags_only, kBuild},
    {"*.pro", "qmake", "qmake", read_flags_only, {}},
    {"conanfile.py|conanfile.txt", "conanfile", "conan", read_conan, {}},
    {"build.zig", "build.zig", "zig", read_flags_only, kBuild},
    {"build.zig.zon", "build.zig.zon", "zig", read_zon, kPackageAndBuild},
    {"package.swift", "Package.swift", "swift", read_swift, kPackageAndBuild},
};

}  // namespace

std::span<const Reader> native_readers() { return kReaders; }

}  // namespace badgescan::manifests
