// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Manifests in Ruby and Elixir/Erlang code: gemspec, Gemfile, podspec, mix.exs, rebar.config. Read, never
// run.
#include <re2/re2.h>

#include "scanner/base/text.h"
#include "scanner/facts/manifests/reader.h"

namespace badgescan::manifests {
namespace {

using Scope = Dependency::Scope;

Outcome read_gemspec(const ManifestText& input, Manifest& out) {
  const SearchedText text(input.text);
  take(text, line_pattern(R"re(^\s*\w+\.name\s*=\s*%?[qQ]?["'{(]([^"'\n})]+)["'})])re"), out.name,
       out.name_line);
  take(text, line_pattern(R"re(^\s*\w+\.version\s*=\s*["']([^"'\n]+)["'])re"), out.version, out.version_line);
  take(text, line_pattern(R"re(^\s*\w+\.summary\s*=\s*%?[qQ]?["'{(](.+?)["'})](?:\.freeze)?\s*$)re"),
       out.description, out.description_line);
  take(text, line_pattern(R"re(^\s*\w+\.description\s*=\s*%?[qQ]?["'{(](.+?)["'})](?:\.freeze)?\s*$)re"),
       out.description, out.description_line);
  take(text, line_pattern(R"re(^\s*\w+\.licen[sc]e\s*=\s*["']([^"'\n]+)["'])re"), out.license,
       out.license_line);
  // CocoaPods: s.license = { :type => 'MIT', :file => 'LICENSE' }
  take(text, line_pattern(R"re(^\s*\w+\.license\s*=\s*\{\s*:?type:?\s*(?:=>)?\s*["']([^"'\n]+)["'])re"),
       out.license, out.license_line);
  each_match(text, line_pattern(R"re(^\s*\w+\.licen[sc]es\s*=\s*(?:\[|%w))re"),
             [&](const auto&, int line, std::size_t end) {
               std::vector<std::string> names = quoted_strings(text, end - 1);
               if (names.empty()) {  // %w[MIT Ruby]
                 const std::string_view rest = text.substr(end + 1, 200);
                 for (const std::string_view word : split(rest.substr(0, rest.find_first_of("])}\n")), ' ')) {
                   if (!word.empty()) names.emplace_back(word);
                 }
               }
               out.license = clean_value(join(names, " OR "));
               out.license_line = line;
               return false;
             });
  each_match(text, line_pattern(R"re(^\s*\w+\.(homepage|source_code_uri)\s*=\s*["']([^"'\n]+)["'])re"),
             [&](const auto& groups, int line, std::size_t) {
               add_url(out, groups[0] == "homepage" ? "homepage" : "repository", groups[1], line);
               return true;
             });
  each_match(text, line_pattern(R"re(["']([a-z_]+_uri)["']\]?\s*=>?\s*["']([^"'\n]+)["'])re"),
             [&](const auto& groups, int line, std::size_t) {
               add_url(out, kind_of_url(groups[0]), groups[1], line);
               return true;
             });
  each_match(
      text,
      line_pattern(
          R"re(\.(add_dependency|add_runtime_dependency|add_development_dependency|dependency)[ (]+["']([^"'\n]+)["'](?:\s*,\s*["']([^"'\n]+)["'])?)re"),
      [&](const auto& groups, int line, std::size_t) {
        add_dependency(out, groups[1], groups[2],
                       groups[0] == "add_development_dependency" ? Scope::development : Scope::runtime, line);
        return true;
      });
  return Done{};
}

// Gemfile and Podfile. `group :test do` … `end` makes what is inside development.
Outcome read_gemfile(const ManifestText& input, Manifest& out) {
  static const re2::RE2 gem(R"re(^\s*(?:gem|pod)[ (]+["']([^"'\n]+)["'](?:\s*,\s*["']([^"'\n]+)["'])?(.*))re",
                            re2::RE2::Latin1);
  bool development = false;
  int line = 0;
  for (const std::string_view raw : split_lines(input.text)) {
    ++line;
    const std::string_view bare = trim(raw);
    if (bare.starts_with("group ")) {
      development =
          bare.find("development") != std::string_view::npos || bare.find("test") != std::string_view::npos;
    } else if (bare == "end") {
      development = false;
    }
    std::string name, version, rest;
    if (!re2::RE2::PartialMatch(re2::StringPiece(raw.data(), raw.size()), gem, &name, &version, &rest))
      continue;
    const bool grouped =
        rest.find(":test") != std::string::npos || rest.find(":development") != std::string::npos;
    add_dependency(out, name, version, development || grouped ? Scope::development : Scope::runtime, line);
  }
  return Done{};
}

Outcome read_mix(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, "#");
  const SearchedText text(bare);
  take(text, line_pattern(R"re(\bapp:\s*:(\w+))re"), out.name, out.name_line);
  take(text, line_pattern(R"re(\bversion:\s*"([^"\n]+)")re"), out.version, out.version_line);
  take(text, line_pattern(R"re(^\s*@version\s+"([^"\n]+)")re"), out.version, out.version_line);
  take(text, line_pattern(R"re(\bdescription:\s*"([^"\n]+)")re"), out.description, out.description_line);
  take(text, line_pattern(R"re(\blicenses:\s*\[\s*"([^"\n]+)")re"), out.license, out.license_line);
  each_match(text, line_pattern(R"re(^\s*@?(\w*(?:url|homepage)\w*):?\s+"(https?://[^"\n]+)")re"),
             [&](const auto& groups, int line, std::size_t) {
               add_url(out, kind_of_url(groups[0]), groups[1], line);
               return true;
             });
  each_match(text, line_pattern(R"re("([A-Za-z ]+)"\s*=>\s*"(https?://[^"\n]+)")re"),
             [&](const auto& groups, int line, std::size_t) {
               add_url(out, kind_of_url(groups[0]), groups[1], line);
               return true;
             });
  each_match(text, line_pattern(R"re(\{:(\w+)\s*,\s*(?:"([^"\n]+)")?([^}\n]*))re"),
             [&](const auto& groups, int line, std::size_t) {
               const bool development = groups[2].find("only:") != std::string::npos;
               add_dependency(out, groups[0], groups[1], development ? Scope::development : Scope::runtime,
                              line);
               return true;
             });
  each_match(
      text,
      line_pattern(
          R"re(\b(warnings_as_errors|summary: \[threshold|minimum_coverage|threshold):\s*([0-9a-z.]+))re"),
      [&](const auto& groups, int line, std::size_t) {
        add_setting(out, groups[0], groups[1], line);
        return true;
      });
  out.build_tools.push_back("mix");
  return Done{};
}

Outcome read_rebar(const ManifestText& input, Manifest& out) {
  const std::string bare = without_line_comments(input.text, "%");
  const SearchedText text(bare);
  each_match(text, line_pattern(R"re(\{\s*([a-z]\w*)\s*,\s*"([^"\n]+)"\s*\})re"),
             [&](const auto& groups, int line, std::size_t) {
               add_dependency(out, groups[0], groups[1], Scope::runtime, line);
               return true;
             });
  each_match(text, line_pattern(R"re(\{\s*([a-z]\w*)\s*,[^{}\n]*\{\s*git\b)re"),
             [&](const auto& groups, int line, std::size_t) {
               add_dependency(out, groups[0], "git", Scope::runtime, line);
               return true;
             });
  each_match(text,
             line_pattern(R"re(\b(warnings_as_errors|warn_\w+|cover_enabled|xref_checks|dialyzer)\b)re"),
             [&](const auto& groups, int line, std::size_t) {
               add_setting(out, groups[0], "", line);
               return true;
             });
  out.build_tools.push_back("rebar3");
  return Done{};
}

constexpr ManifestRole kPackageAndBuild{.package = true, .build = true};

constexpr Reader kReaders[] = {
    {"*.gemspec", "gemspec", "rubygems", read_gemspec, {.package = true}},
    {"gemfile|gems.rb", "Gemfile", "rubygems", read_gemfile, {}},
    {"*.podspec", "podspec", "cocoapods", read_gemspec, {.package = true}},
    {"podfile", "Podfile", "cocoapods", read_gemfile, {}},
    {"mix.exs", "mix.exs", "hex", read_mix, kPackageAndBuild},
    {"rebar.config", "rebar.config", "rebar", read_rebar, kPackageAndBuild},
};

}  // namespace

std::span<const Reader> ruby_readers() { return kReaders; }

}  // namespace badgescan::manifests
