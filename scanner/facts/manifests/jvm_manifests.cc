// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Manifests of the JVM languages that are code: Gradle, sbt, Mill, Leiningen, deps.edn. Read, never run.
#include <re2/re2.h>

#include "scanner/base/text.h"
#include "scanner/facts/manifests/reader.h"

namespace badgescan::manifests {
namespace {

using Scope = Dependency::Scope;

// "group:artifact:version@type"
void add_coordinates(const std::string& text, Scope scope, int line, Manifest& out) {
  const std::vector<std::string_view> parts = split(text, ':');
  if (parts.size() < 2) return;
  add_dependency(out, std::string(parts[0]) + ":" + std::string(parts[1]),
                 parts.size() > 2 ? parts[2] : std::string_view(), scope, line);
}

Scope gradle_scope(const std::string& configuration) {
  const std::string lower = to_lower(configuration);
  if (lower.find("test") != std::string::npos) return Scope::development;
  const bool build = lower == "classpath" || lower == "annotationprocessor" || lower == "kapt" ||
                     lower == "ksp" || lower == "errorprone" || lower == "spotbugsplugins" ||
                     lower == "detektplugins";
  return build ? Scope::build : Scope::runtime;
}

void read_gradle_flags(std::string_view text, Manifest& out) {
  each_match(text,
             line_pattern(R"re(["'](-Xlint(?::[a-z,-]+)?|-Werror|-Xdiags:verbose|-Xfatal-warnings)["'])re"),
             [&](const auto& groups, int line, std::size_t) {
               add_setting(out, "flag." + groups[0].substr(0, groups[0].find(':')), groups[0], line);
               return true;
             });
  each_match(
      text,
      line_pattern(
          R"re(\b(allWarningsAsErrors|ignoreFailures|warningsAsErrors|failOnViolation|failOnError|maxWarnings|minimum|minBound)\b\s*(?:\.set\(|=|\()?\s*["']?([A-Za-z0-9.]+))re"),
      [&](const auto& groups, int line, std::size_t) {
        add_setting(out, groups[0], groups[1], line);
        return true;
      });
}

Outcome read_gradle(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, "//");
  const SearchedText text(bare);
  take(text, line_pattern(R"re(^\s*rootProject\.name\s*=\s*["']([^"'\n]+)["'])re"), out.name, out.name_line);
  take(text, line_pattern(R"re(^\s*(?:project\.)?version\s*(?:=|\s)\s*["']([0-9][^"'\n$]*)["'])re"),
       out.version, out.version_line);
  take(text, line_pattern(R"re(^\s*(?:project\.)?description\s*=?\s*["']([^"'\n]+)["'])re"), out.description,
       out.description_line);
  // Of a publication's pom block.
  each_match(text, line_pattern(R"re(licenses?\s*\{)re"), [&](const auto&, int line, std::size_t end) {
    const std::string_view block = text.substr(end, 600);
    const Capture found =
        capture(block, line_pattern(R"re(name(?:\.set\(|\s*=?\s*)\s*["']([^"'\n]+)["'])re"));
    if (!found) return true;
    out.license = found.value;
    out.license_line = line + found.line - 1;
    return false;
  });
  each_match(text, line_pattern(R"re(\burl(?:\.set\(|\s*=?\s*)\s*["'](https?://[^"'\n]+)["'])re"),
             [&](const auto& groups, int line, std::size_t) {
               const std::string& url = groups[0];
               const bool mine =
                   url.find("github.com") != std::string::npos || url.find("gitlab.com") != std::string::npos;
               if (mine && url.find("/LICENSE") == std::string::npos) add_url(out, "repository", url, line);
               return true;
             });
  each_match(
      text,
      line_pattern(
          R"re(^\s*["']?([A-Za-z]*(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|[cC]ompile|[rR]untime|testCompile|classpath|annotationProcessor|kapt|ksp|errorprone|detektPlugins|spotbugsPlugins))["']?[ (]+(?:platform\(|enforcedPlatform\()?["']([^"':\n]+:[^"'\n]+)["'])re"),
      [&](const auto& groups, int line, std::size_t) {
        add_coordinates(groups[1], gradle_scope(groups[0]), line, out);
        return true;
      });
  each_match(
      text,
      line_pattern(
          R"re(^\s*(?:id|alias)\s*[( ]\s*["']?([A-Za-z0-9_.-]+)["']?\)?(?:\s*version\s*\(?["']([^"'\n]+)["'])?)re"),
      [&](const auto& groups, int line, std::size_t) {
        add_dependency(out, groups[0], groups[1], Scope::build, line);
        return true;
      });
  each_match(text, line_pattern(R"re(^\s*apply\s*\(?\s*plugin\s*[:=]\s*["']([^"'\n]+)["'])re"),
             [&](const auto& groups, int line, std::size_t) {
               add_dependency(out, groups[0], "", Scope::build, line);
               return true;
             });
  // Kotlin DSL: plugins { jacoco; `java-library` }
  each_match(
      text,
      line_pattern(
          R"re(^\s*`?(jacoco|checkstyle|pmd|codenarc|signing|findbugs|maven-publish|java-library|application)`?\s*$)re"),
      [&](const auto& groups, int line, std::size_t) {
        add_dependency(out, groups[0], "", Scope::build, line);
        return true;
      });
  each_match(text, line_pattern(R"re(^\s*include\s*\(?\s*["'])re"), [&](const auto&, int, std::size_t end) {
    const std::string_view rest = text.substr(end - 1, text.find('\n', end) - end + 1);
    each_match(rest, line_pattern(R"re(["']:?([^"'\n]+)["'])re"), [&](const auto& groups, int, std::size_t) {
      if (out.packages.size() < 500) out.packages.push_back(clean_value(groups[0]));
      return true;
    });
    out.role.workspace = true;
    return true;
  });
  read_gradle_flags(text, out);
  out.build_tools.push_back("gradle");
  return Done{};
}

// gradle/libs.versions.toml is TOML, but only names and coordinates matter.
Outcome read_catalog(const ManifestText& input, Manifest& out) {
  each_match(
      input.text,
      line_pattern(
          R"re((?:module|group|id)\s*=\s*["']([^"'\n]+)["'](?:\s*,\s*name\s*=\s*["']([^"'\n]+)["'])?)re"),
      [&](const auto& groups, int line, std::size_t) {
        add_dependency(out, groups[1].empty() ? groups[0] : groups[0] + ":" + groups[1], "", Scope::build,
                       line);
        return true;
      });
  each_match(
      input.text,
      line_pattern(
          R"re(^\s*[A-Za-z0-9_.-]+\s*=\s*["']([a-zA-Z0-9_.-]+:[a-zA-Z0-9_.-]+)(?::([^"'\n]+))?["'])re"),
      [&](const auto& groups, int line, std::size_t) {
        add_dependency(out, groups[0], groups[1], Scope::build, line);
        return true;
      });
  return Done{};
}

Outcome read_sbt(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, "//");
  const SearchedText text(bare);
  take(text, line_pattern(R"re(\bname\s*:=\s*"([^"\n]+)")re"), out.name, out.name_line);
  take(text, line_pattern(R"re(\bversion\s*:=\s*"([^"\n]+)")re"), out.version, out.version_line);
  take(text, line_pattern(R"re(\bdescription\s*:=\s*"([^"\n]+)")re"), out.description, out.description_line);
  take(text, line_pattern(R"re(\blicenses\s*(?::=|\+=)\s*(?:Seq|List)?\(?\s*\(?"([^"\n]+)")re"), out.license,
       out.license_line);
  take(text, line_pattern(R"re(\blicenses\s*:=\s*\S*(?:License|Seq\(License)\.([A-Za-z0-9_]+))re"),
       out.license, out.license_line);
  if (const Capture home =
          capture(text, line_pattern(R"re(\bhomepage\s*:=\s*Some\(\s*(?:url|new URL|uri)\("([^"\n]+)")re"))) {
    add_url(out, "homepage", home.value, home.line);
  }
  if (const Capture scm = capture(text, line_pattern(R"re(ScmInfo\(\s*url\("([^"\n]+)")re"))) {
    add_url(out, "repository", scm.value, scm.line);
  }
  each_match(
      text,
      line_pattern(
          R"re("([A-Za-z0-9_.-]+)"\s*%%?%?\s*"([A-Za-z0-9_.-]+)"(?:\s*%\s*("[^"\n]+"|[A-Za-z_.]+))?([^\n]*))re"),
      [&](const auto& groups, int line, std::size_t) {
        const bool plugin = input.path.find("project/") != std::string_view::npos;
        const bool test =
            groups[3].find("Test") != std::string::npos || groups[3].find("\"test\"") != std::string::npos;
        add_dependency(out, groups[0] + ":" + groups[1], groups[2],
                       plugin ? Scope::build
                       : test ? Scope::development
                              : Scope::runtime,
                       line);
        return true;
      });
  each_match(text,
             line_pattern(R"re("(-Xfatal-warnings|-Werror|-Xlint[^"\n]*|-deprecation|-Wunused[^"\n]*)")re"),
             [&](const auto& groups, int line, std::size_t) {
               add_setting(out, "flag." + groups[0], groups[0], line);
               return true;
             });
  each_match(text, line_pattern(R"re((coverageMinimum\w*|coverageFailOnMinimum)\s*:=\s*([0-9.a-z]+))re"),
             [&](const auto& groups, int line, std::size_t) {
               add_setting(out, groups[0], groups[1], line);
               return true;
             });
  out.build_tools.push_back("sbt");
  return Done{};
}

Outcome read_leiningen(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, ";");
  const SearchedText text(bare);
  take(text, line_pattern(R"re(\(defproject\s+([^\s"]+))re"), out.name, out.name_line);
  take(text, line_pattern(R"re(\(defproject\s+\S+\s+"([^"\n]+)")re"), out.version, out.version_line);
  take(text, line_pattern(R"re(:description\s+"([^"\n]+))re"), out.description, out.description_line);
  take(text, line_pattern(R"re(:license\s+\{[^}]*:name\s+"([^"\n]+))re"), out.license, out.license_line);
  if (const Capture url = capture(text, line_pattern(R"re(^\s*:url\s+"([^"\n]+))re")))
    add_url(out, "homepage", url.value, url.line);
  each_match(text, line_pattern(R"re(\[([A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)?)\s+"([^"\n]+)")re"),
             [&](const auto& groups, int line, std::size_t) {
               add_dependency(out, groups[0], groups[1], Scope::runtime, line);
               return true;
             });
  each_match(
      text,
      line_pattern(
          R"re(([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)\s+\{\s*:(?:mvn/version|git/sha|git/tag|git/url)\s+"([^"\n]+)")re"),
      [&](const auto& groups, int line, std::size_t) {
        add_dependency(out, groups[0], groups[1], Scope::runtime, line);
        return true;
      });
  return Done{};
}

constexpr ManifestRole kPackageAndBuild{.package = true, .build = true};

constexpr Reader kReaders[] = {
    {"build.gradle|build.gradle.kts", "build.gradle", "gradle", read_gradle, kPackageAndBuild},
    {"settings.gradle|settings.gradle.kts", "settings.gradle", "gradle", read_gradle, {.build = true}},
    {"libs.versions.toml", "libs.versions.toml", "gradle", read_catalog, {}},
    {"build.sbt", "build.sbt", "sbt", read_sbt, kPackageAndBuild},
    {"plugins.sbt", "plugins.sbt", "sbt", read_sbt, {.build = true}},
    {"build.sc|build.mill", "build.mill", "mill", read_sbt, kPackageAndBuild},
    {"project.clj", "project.clj", "clojars", read_leiningen, kPackageAndBuild},
    {"deps.edn", "deps.edn", "clojars", read_leiningen, kPackageAndBuild},
};

}  // namespace

std::span<const Reader> jvm_readers() { return kReaders; }

}  // namespace badgescan::manifests
