// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Which kind of text a file is, as far as the source patterns care: by its name, and by its first line where
// the name says nothing. Coarser than a language statistic (C and C++ are one, all JVM languages are one).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace badgescan::source {

enum class Language : std::uint8_t {
  other,  ///< text of no known kind
  c,      ///< C, C++, Objective-C
  go,
  rust,
  python,
  js,   ///< JavaScript and TypeScript
  jvm,  ///< Java, Kotlin, Scala, Groovy, Clojure
  dotnet,
  ruby,
  php,
  swift,
  dart,
  perl,
  lua,
  haskell,
  ocaml,
  beam,  ///< Elixir, Erlang
  r,
  julia,
  zig,
  nim,
  d,
  rare,  ///< program text of a language for which the patterns know names only
  sql,
  shell,
  powershell,
  asm_,
  html,    ///< pages and templates
  style,   ///< CSS and its relatives
  build,   ///< CMake, make, Meson, autoconf, Gradle, Bazel, container files
  config,  ///< YAML, JSON, TOML, INI, XML, properties, environment files
  docs,    ///< prose
  count_
};

std::string_view name_of(Language language);
std::optional<Language> language_named(std::string_view name);
/// A language in which shipped programs are written (not markup, configuration or prose).
bool is_code(Language language);

/// By the name of the file alone; `other` when it says nothing.
Language language_of_name(std::string_view path);
/// By "#!": `other` when there is none that is known.
Language language_of_first_line(std::string_view text);

/// Written by a tool, as its text says: a bundle, a minified file, "generated, do not edit".
bool looks_generated(Language language, std::string_view text);

/// Names that promise a picture, font, sound, archive or document: content scans do not open them.
bool is_media_name(std::string_view path);

}  // namespace badgescan::source
