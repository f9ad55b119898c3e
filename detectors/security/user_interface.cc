// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether the software has users to show text to, and if so whether it is translatable and accessible.
#include <re2/re2.h>

#include <algorithm>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/crypto_use.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/project.h"
#include "scanner/facts/source_scan.h"
#include "scanner/facts/tools.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

using Hits = std::vector<const SourceHit*>;

constexpr std::string_view kAccessible = "accessibility_best_practices",
                           kInternational = "internationalization";
constexpr std::string_view kCriteria[] = {kAccessible, kInternational};

struct Interface {
  Hits graphical;                 ///< web pages and windows
  std::vector<Evidence> textual;  ///< terminals and command lines
  bool typed = false;             ///< more is known than that a program is installed
  bool complete = false;
};

/// Signs of commands that are no source text: a manual page, a bin/ folder, what a package installs.
std::vector<Evidence> commands(const Context& context) {
  std::vector<Evidence> found;
  if (auto page = man_page(context, {"1", "8"})) found.push_back(*page);
  const TreeIndex& tree = context.get<TreeIndex>();
  const auto own = [&tree](const Entry* entry) {
    return source_place(tree.classify(*entry), entry->path) == source::Place::own;
  };
  for (const Entry* entry : tree.in_folder("bin")) {
    if (entry->mode == Mode::executable && own(entry) && found.size() < 2)
      found.push_back({.path = clean_utf8(entry->path)});
  }
  static const RE2 executable("(?m)^executable\\s", RE2::Latin1);
  for (const Entry* entry : tree.with_extension("cabal")) {
    const FileText text = context.facts().text(*entry);
    if (text != nullptr && own(entry) && found.size() < 2 && RE2::PartialMatch(*text, executable))
      found.push_back({.path = clean_utf8(entry->path)});
  }
  return found;
}

/// Programs that the build files install.
std::vector<Evidence> installed_programs(const Context& context) {
  struct File {
    std::string_view name;
    const RE2* pattern;
  };
  static const RE2 python(R"re((?m)^\[(?:project|tool\.poetry)\.scripts\][ \t]*\n\s*["\w.-]+\s*=)re",
                          RE2::Latin1);
  static const RE2 meson(R"re(executable\s*\((?:[^()]|\([^()]*\))*\binstall\s*:\s*true)re", RE2::Latin1);
  static const RE2 automake(R"re((?m)^\s*(?:bin|sbin)_PROGRAMS\s*\+?=[ \t]*[\w$@])re", RE2::Latin1);
  const TreeIndex& tree = context.get<TreeIndex>();
  std::vector<Evidence> found;
  for (const File& file :
       {File{"meson.build", &meson}, File{"makefile.am", &automake}, File{"pyproject.toml", &python}}) {
    for (const Entry* entry : tree.named(file.name)) {
      const PathClass kind = tree.classify(*entry);
      const FileText text =
          kind.own() && !kind.test && !kind.example ? context.facts().text(*entry) : nullptr;
      re2::StringPiece match;
      if (text == nullptr || found.size() >= 2 ||
          !file.pattern->Match(*text, 0, text->size(), RE2::UNANCHORED, &match, 1))
        continue;
      const auto at = static_cast<std::size_t>(match.data() - text->data());
      found.push_back(
          {.path = clean_utf8(entry->path), .line = line_of(*text, at), .excerpt = excerpt_at(*text, at)});
    }
  }
  return found;
}

/// The manifest of the package that a file belongs to: in its folder or the nearest one above that has any.
const Manifest* package_of(const std::vector<Manifest>& manifests, std::string_view path) {
  const Manifest* nearest = nullptr;
  for (const Manifest& manifest : manifests) {
    const std::string_view folder = std::string_view(manifest.path).substr(0, manifest.path.rfind('/') + 1);
    if (manifest.role.package && path.starts_with(folder) &&
        (nearest == nullptr || folder.size() > nearest->path.rfind('/') + 1)) {
      nearest = &manifest;
    }
  }
  return nearest;
}

/// Programs of the developers beside a library: where the package that bears the project's name is published
/// and has no program, those of packages that are never published are test benches, and a Rust file that lies
/// in no package is built by nobody.
void leave_out_helpers(const Context& context, Hits& programs) {
  const std::vector<Manifest>& all = context.get<Manifests>().all();
  const Project& project = context.get<Project>();
  const auto named = [&all](std::string_view name) {
    return std::find_if(all.begin(), all.end(), [name](const Manifest& manifest) {
      return manifest.role.package && !manifest.example && equals_ignoring_case(manifest.name, name);
    });
  };
  auto library = named(project.forge.name);
  if (library == all.end()) library = named(project.name);
  if (library == all.end() || library->published == false) return;
  const auto in_library = [&](const SourceHit* hit) { return package_of(all, hit->path) == &*library; };
  if (std::any_of(programs.begin(), programs.end(), in_library)) return;
  std::erase_if(programs, [&](const SourceHit* hit) {
    const Manifest* package = package_of(all, hit->path);
    if (package == nullptr) return library->ecosystem == "cargo" && hit->language == source::Language::rust;
    return package->published == false;
  });
}

/// A main that does nothing, such as the one of a check whether the compiler works.
bool is_empty_main(const Context& context, const SourceHit* hit) {
  if (hit->language != source::Language::c || hit->rule->id != "cli") return false;
  static const RE2 empty(R"re(\bint\s+main\s*\([^)]*\)\s*\{\s*(?:return\s+\w+\s*;\s*)?\})re", RE2::Latin1);
  const FileText text = context.facts().text(hit->path);
  return text != nullptr && RE2::PartialMatch(*text, empty);
}

Interface interface_of(const Context& context, const SourceScan& scan) {
  Interface found;
  found.complete = scan.code_complete() && scan.counts().own_code > 0;
  // Where the package lies in src/, other Python text serves tests and builds.
  const std::vector<const Entry*> packages = context.get<TreeIndex>().named("__init__.py");
  const bool in_src = std::any_of(packages.begin(), packages.end(), [](const Entry* entry) {
    return entry->path.starts_with("src/") && std::count(entry->path.begin(), entry->path.end(), '/') == 2;
  });
  const auto is_helper = [&scan, in_src](const SourceHit* hit) {
    return scan.helper(hit->language) ||
           (in_src && hit->language == source::Language::python && !hit->path.starts_with("src/"));
  };
  for (const std::string_view what : {"gui", "web-ui"}) {
    Hits hits = scan.own(what);
    std::erase_if(hits, [&](const SourceHit* hit) {
      return (hit->language == source::Language::rare || hit->language == source::Language::python) &&
             is_helper(hit);
    });
    found.graphical.insert(found.graphical.end(), hits.begin(), hits.end());
  }
  for (const std::string_view what : {"tui", "cli"}) {
    Hits own = scan.own(what);
    std::erase_if(own, [&](const SourceHit* hit) { return is_helper(hit) || is_empty_main(context, hit); });
    leave_out_helpers(context, own);
    const std::vector<Evidence> hits = evidence_of(own, 2);
    found.textual.insert(found.textual.end(), hits.begin(), hits.end());
  }
  if (found.textual.empty()) found.textual = commands(context);
  found.typed = !found.textual.empty();
  if (found.textual.empty()) found.textual = installed_programs(context);
  return found;
}

/// "lang/de.json", "i18n/pt-BR.yml", "translations/app.fr.toml", "Localization/Core/de.json",
/// "locales/de/menu.json": data named by a language in a folder for them.
bool is_translation(std::string_view path) {
  static const RE2 pattern(
      "(?i)(^|/)(lang|langs|languages|locales?|_locales|l10n|i18n|translations?|locali[sz]ations?)/"
      "(([^/]+/)?([^/]*[._-])?[a-z]{2}([_-][a-z]{2,4})?|[a-z]{2}([_-][a-z]{2,4})?/[^/]+)"
      "\\.(json|ya?ml|toml|properties|ini|xml)$");
  return RE2::PartialMatch(re2::StringPiece(path.data(), path.size()), pattern);
}

/// "src/i18n.js", "locales/de.ts": code that by its name holds the texts of the software.
std::vector<Evidence> own_translations(const Context& context) {
  static const RE2 pattern(
      "(?i)(^|/"
      ")((i18n|l10n|translations?|locali[sz]ations?)\\.(m?[jt]sx?|cjs|py|go|rs|dart|swift|kt|java|php|rb|"
      "cs|lua)|(lang|locales?|i18n|l10n|translations?)/"
      "[a-z]{2}([_-][a-z]{2,4})?\\.(m?[jt]sx?|cjs|py|php|dart))$");
  const TreeIndex& tree = context.get<TreeIndex>();
  std::vector<Evidence> found;
  for (const Entry& entry : context.facts().snapshot().entries()) {
    if (found.size() >= 4) break;
    if (entry.is_file() &&
        RE2::PartialMatch(re2::StringPiece(entry.path.data(), entry.path.size()), pattern) &&
        tree.classify(entry).shipped())
      found.push_back({.path = clean_utf8(entry.path)});
  }
  return found;
}

/// Message catalogues of the project itself.
std::vector<Evidence> catalogues(const Context& context) {
  const TreeIndex& tree = context.get<TreeIndex>();
  std::vector<Evidence> found;
  for (const std::string_view extension :
       {"po", "pot", "xliff", "xlf", "ftl", "arb", "resx", "strings", "xcstrings", "mo"}) {
    for (const Entry* entry : tree.with_extension(extension)) {
      if (found.size() >= 4) return found;
      const PathClass kind = tree.classify(*entry);
      if (kind.own() && !kind.test && !kind.documentation) found.push_back({.path = clean_utf8(entry->path)});
    }
  }
  for (const std::string_view extension : {"json", "yml", "yaml", "toml", "properties", "ini", "xml"}) {
    for (const Entry* entry : tree.with_extension(extension)) {
      if (found.size() >= 4) return found;
      if (is_translation(entry->path) && tree.classify(*entry).shipped())
        found.push_back({.path = clean_utf8(entry->path)});
    }
  }
  for (const std::string_view folder : {"locales", "locale", "src/locales", "translations", "public/locales",
                                        "config/locales", "src/i18n", "_locales", "lang", "resources/lang"}) {
    const auto files = tree.below(folder);
    if (files.size() >= 2) found.push_back({.path = clean_utf8(files.front()->path)});
  }
  return found;
}

void say_international(const Context& context, const SourceScan& scan, const Interface& ui,
                       FindingSink& out) {
  const std::vector<Evidence> files = catalogues(context);
  const Hits frameworks = scan.own("i18n");
  if (!files.empty()) {
    out.met(kInternational, frameworks.empty() ? Confidence::likely : Confidence::strong,
            msg("The texts of the software are kept in message catalogues."), files);
  } else if (!frameworks.empty()) {
    out.met(kInternational, Confidence::likely,
            msg("The software uses a framework for translations: {}.", join_names(names_of(frameworks), 3)),
            evidence_of(frameworks, 4));
  } else if (const std::vector<Evidence> modules = own_translations(context); !modules.empty()) {
    out.met(kInternational, Confidence::partial,
            msg("By its name {} holds the texts of the software for translation.", modules.front().path),
            modules, msg("Into which languages can the texts be translated, and are all of them?"));
  } else if (!ui.complete) {
    out.unknown(kInternational,
                msg("No message catalogues were found, but not all of the source could be searched."),
                msg("Does the software show text to end users, and can it be translated?"));
  } else if (ui.graphical.empty() && ui.textual.empty()) {
    out.not_applicable(kInternational, Confidence::likely,
                       msg("The software is a library: a search of all {} found no command line, terminal, "
                           "window or web page that shows text to end users.",
                           scan.extent()));
  } else {
    out.unmet(
        kInternational, Confidence::partial,
        msg("The software shows text to users, and a search of {} found neither message catalogues nor "
            "a framework for translations.",
            scan.extent()),
        ui.graphical.empty() ? ui.textual : evidence_of(ui.graphical, 2),
        msg("Is the text meant for end users (Unmet), or for developers only (N/A, with that reason)?"));
  }
}

void say_accessible(const Context& context, const SourceScan& scan, const Interface& ui, FindingSink& out) {
  const std::vector<const ToolUse*> checks =
      context.get<ToolUses>().with(ToolKind::accessibility, How::dependency);
  const Hits attributes = scan.own("a11y");
  if (!checks.empty()) {
    out.met(kAccessible, checks.front()->how >= How::pre_commit ? Confidence::strong : Confidence::likely,
            msg("Accessibility is checked with {}.", checks.front()->tool->name), {checks.front()->evidence});
  } else if (!ui.graphical.empty()) {
    if (attributes.size() >= 3) {
      out.met(kAccessible, Confidence::partial,
              msg("The user interface carries accessibility attributes in {} files.", attributes.size()),
              evidence_of(attributes, 4), msg("Was it tried with a keyboard and a screen reader?"));
    } else {
      out.unknown(kAccessible,
                  msg("The software has a user interface, and hardly any sign of accessibility was found."),
                  msg("Which accessibility practices does the user interface follow?"),
                  evidence_of(ui.graphical, 3));
    }
  } else if (!ui.complete) {
    out.unknown(kAccessible, msg("No user interface was found, but not all of the source could be searched."),
                msg("Does the software have a user interface (N/A if it is a library)?"));
  } else if (const std::vector<const SourceHit*>& servers = context.get<CryptoUse>().servers;
             !ui.textual.empty() && !servers.empty() && !ui.typed) {
    out.met(kAccessible, Confidence::partial,
            msg("The software is a network service ({}) that is started on the command line; a search of {} "
                "found no window or web page.",
                join_names(names_of(servers), 3), scan.extent()),
            evidence_of(servers, 2),
            msg("Do people use it on the command line or through pages (or only other programs, which is "
                "N/A)?"));
  } else if (!ui.textual.empty()) {
    out.met(kAccessible, Confidence::likely,
            msg("The software is used on the command line with plain text, which assistive tools handle as "
                "it is; a search of {} found no window or web page.",
                scan.extent()),
            ui.textual);
  } else {
    out.not_applicable(
        kAccessible, Confidence::likely,
        msg("The software is a library without a user interface: a search of all {} found none.",
            scan.extent()));
  }
}

void detect(const Context& context, FindingSink& out) {
  const SourceScan& scan = context.get<SourceScan>();
  const Interface ui = interface_of(context, scan);
  say_accessible(context, scan, ui, out);
  say_international(context, scan, ui, out);
}

}  // namespace

extern const Detector user_interface;
const Detector user_interface{
    .id = "user_interface",
    .summary = "Looks for user interfaces, message catalogues and accessibility checks.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
