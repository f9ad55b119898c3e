// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/source/language.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "scanner/base/text.h"

namespace badgescan::source {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Language::count_)> kNames{
    "other", "c",    "go",    "rust",       "python", "js",   "jvm",   "dotnet", "ruby",   "php", "swift",
    "dart",  "perl", "lua",   "haskell",    "ocaml",  "beam", "r",     "julia",  "zig",    "nim", "d",
    "rare",  "sql",  "shell", "powershell", "asm",    "html", "style", "build",  "config", "docs"};

struct Extensions {
  Language language;
  std::string_view extensions;  ///< separated by spaces
};
constexpr Extensions kExtensions[] = {
    {Language::c, "c h cc cpp cxx c++ hh hpp hxx h++ inl ipp tcc inc m mm cu cuh ino ixx cppm"},
    {Language::go, "go"},
    {Language::rust, "rs"},
    {Language::python, "py pyw pyx pxd pyi"},
    {Language::js, "js jsx ts tsx mjs cjs mts cts vue svelte astro coffee"},
    {Language::jvm, "java kt kts scala groovy clj cljs cljc"},
    {Language::dotnet, "cs fs fsx vb cshtml razor"},
    {Language::ruby, "rb rake ru erb"},
    {Language::php, "php phtml inc.php"},
    {Language::swift, "swift"},
    {Language::dart, "dart"},
    {Language::perl, "pl pm t xs"},
    {Language::lua, "lua"},
    {Language::haskell, "hs lhs"},
    {Language::ocaml, "ml mli"},
    {Language::beam, "ex exs erl hrl"},
    {Language::r, "r rmd"},
    {Language::julia, "jl"},
    {Language::zig, "zig"},
    {Language::nim, "nim"},
    {Language::d, "d"},
    {Language::rare,
     "f f77 f90 f95 f03 f08 for ftn adb ads ada pas pp dpr lpr tcl lisp lsp el cl scm ss rkt fnl hy cr sol "
     "vy "
     "cairo move cob cbl cpy elm purs gleam hx vala raku rakumod p6 pm6 nqp odin sml v sv vhd vhdl bas vba "
     "ahk "
     "au3 applescript sas abap 4th fth forth wat wast pony idr lean agda nut pike rexx"},
    {Language::sql, "sql"},
    {Language::shell, "sh bash zsh ksh fish bats command"},
    {Language::powershell, "ps1 psm1 psd1 bat cmd"},
    {Language::asm_, "s asm nasm"},
    {Language::html, "html htm xhtml hbs ejs jinja j2 twig mustache haml slim tmpl gotmpl"},
    {Language::style, "css scss sass less"},
    {Language::build, "cmake mk mak am ac m4 gradle bzl bazel build gn gni gyp gypi pro pri nix sbt"},
    {Language::config,
     "json json5 jsonc yml yaml toml ini cfg conf config properties env xml plist csproj vcxproj fsproj "
     "props "
     "targets sln tf tfvars hcl service editorconfig npmrc pypirc lock gemspec cabal podspec desktop"},
    {Language::docs, "md markdown mdx rst txt adoc asciidoc org textile wiki rdoc pod tex man 1 3 5 7 8"},
};

struct Names {
  Language language;
  std::string_view names;
};
constexpr Names kFileNames[] = {
    {Language::build,
     "makefile gnumakefile bsdmakefile cmakelists.txt meson.build meson_options.txt configure.ac "
     "configure.in "
     "dockerfile containerfile jenkinsfile vagrantfile sconstruct sconscript build workspace justfile "
     "kbuild kconfig rakefile.build makefile.am makefile.in configure build.xml pom.xml"},
    {Language::config,
     "go.mod go.sum cargo.toml package.json pipfile .env .npmrc .netrc .pypirc .htpasswd .gitconfig "
     ".git-credentials credentials .dockercfg .editorconfig"},
    {Language::docs,
     "readme contributing license copying changelog news authors install hacking security todo"},
    {Language::ruby, "gemfile rakefile guardfile podfile fastfile brewfile"},
};

using Table = std::unordered_map<std::string_view, Language>;

Table make_table(auto& rows, auto words) {
  Table table;
  for (const auto& row : rows) {
    for (const std::string_view word : split(words(row), ' ')) {
      if (!word.empty()) table.emplace(word, row.language);
    }
  }
  return table;
}

const Table& extensions() {
  static const Table table = make_table(kExtensions, [](const Extensions& row) { return row.extensions; });
  return table;
}

const Table& file_names() {
  static const Table table = make_table(kFileNames, [](const Names& row) { return row.names; });
  return table;
}

std::unordered_set<std::string_view> words(std::string_view text) {
  std::unordered_set<std::string_view> out;
  for (const std::string_view word : split(text, ' ')) out.insert(word);
  return out;
}

/// Lower-case copy of a short name without allocating; empty when it is longer than any we know.
class ShortName {
 public:
  explicit ShortName(std::string_view name) {
    if (name.size() > sizeof bytes_) return;
    for (std::size_t i = 0; i < name.size(); ++i) {
      bytes_[i] = to_lower(name[i]);
    }
    size_ = name.size();
  }
  std::string_view view() const { return {bytes_, size_}; }

 private:
  char bytes_[32] = {};
  std::size_t size_ = 0;
};

std::string_view base_name(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view extension(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view{} : name.substr(dot + 1);
}

}  // namespace

std::string_view name_of(Language language) { return kNames[static_cast<std::size_t>(language)]; }

std::optional<Language> language_named(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Language>(i);
  }
  return std::nullopt;
}

bool is_code(Language language) { return language >= Language::c && language <= Language::powershell; }

Language language_of_name(std::string_view path) {
  const std::string_view name = base_name(path);
  const ShortName whole(name);
  if (const auto found = file_names().find(whole.view()); found != file_names().end()) return found->second;
  if (whole.view().starts_with("dockerfile.")) return Language::build;
  if (name.starts_with(".env")) return Language::config;
  std::string_view tail = extension(name);
  // "settings.py.example", "config.yml.in": what stands before such an ending says what the text is.
  if (tail == "in" || tail == "example" || tail == "sample" || tail == "dist" || tail == "tmpl" ||
      tail == "tpl") {
    const std::string_view before = extension(name.substr(0, name.size() - tail.size() - 1));
    if (extensions().contains(ShortName(before).view())) tail = before;
  }
  const auto found = extensions().find(ShortName(tail).view());
  return found == extensions().end() ? Language::other : found->second;
}

Language language_of_first_line(std::string_view text) {
  if (!text.starts_with("#!")) return Language::other;
  const std::string_view line = text.substr(0, std::min<std::size_t>(text.find('\n'), 120));
  static constexpr std::pair<std::string_view, Language> kInterpreters[] = {
      {"python", Language::python}, {"node", Language::js},         {"deno", Language::js},
      {"bun", Language::js},        {"perl", Language::perl},       {"ruby", Language::ruby},
      {"php", Language::php},       {"lua", Language::lua},         {"Rscript", Language::r},
      {"julia", Language::julia},   {"pwsh", Language::powershell}, {"elixir", Language::beam},
      {"escript", Language::beam},  {"groovy", Language::jvm},      {"tclsh", Language::rare},
      {"wish", Language::rare},     {"guile", Language::rare},      {"racket", Language::rare},
      {"sbcl", Language::rare},     {"raku", Language::rare},       {"awk", Language::shell},
      {"make", Language::build},    {"sh", Language::shell}};
  for (const auto& [word, language] : kInterpreters) {
    if (line.find(word) != std::string_view::npos) return language;
  }
  return Language::other;
}

bool looks_generated(Language language, std::string_view text) {
  const std::string_view head = text.substr(0, 1500);
  for (const std::string_view mark : {"DO NOT EDIT", "Do not edit", "do not edit", "@generated"}) {
    const auto at = head.find(mark);
    if (at == std::string_view::npos) continue;
    const std::string around = to_lower(head.substr(at > 200 ? at - 200 : 0, 400));
    if (around.find("generated") != std::string::npos) return true;
  }
  if (language != Language::js && language != Language::style && language != Language::html) return false;
  if (text.size() > 20'000) {  // minified: hardly any line ends
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    if (text.size() / lines > 400) return true;
  }
  for (const std::string_view mark :
       {"__commonJS = ", "__toESM = ", "webpackBootstrap", "/******/ ", "__webpack_require__"}) {
    if (text.substr(0, 100'000).find(mark) != std::string_view::npos) return language == Language::js;
  }
  return false;
}

bool is_media_name(std::string_view path) {
  static const std::unordered_set<std::string_view> kEndings = words(
      "png jpg jpeg gif bmp ico icns webp avif tif tiff heic psd xcf ai eps ttf otf woff woff2 eot fon pcf "
      "mp3 mp4 m4a m4v ogg oga ogv opus wav flac aac webm mov avi mkv mid midi aiff pdf doc docx xls xlsx "
      "ppt "
      "pptx odt ods odp epub gpg sig dtb ktx ktx2 dds hdr exr blend fbx glb stl 3ds npy npz parquet arrow "
      "avro "
      "h5 hdf5 tfrecord onnx pcap pcapng sqlite sqlite3 db mo gmo");
  const std::string_view name = base_name(path);
  return kEndings.contains(ShortName(extension(name)).view());
}

}  // namespace badgescan::source
