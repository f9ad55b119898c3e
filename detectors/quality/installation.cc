// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Can users install and uninstall the software in a common way, into a place they choose, and can developers
// set up everything with one command?
#include <re2/re2.h>

#include <algorithm>

#include "detectors/quality/build_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/project.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::string_view kCommon = "installation_common", kPlace = "installation_standard_variables",
                           kQuick = "installation_development_quick";
constexpr std::string_view kCriteria[] = {kCommon, kPlace, kQuick};

std::string plain_name(std::string_view text) {
  std::string name;
  for (const char c : to_lower(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) name += c;
  }
  return name;
}

// What the project and its packages are called, reduced to letters and digits.
std::vector<std::string> own_names(const Context& context) {
  const Project& project = context.get<Project>();
  std::vector<std::string> names{plain_name(project.name), plain_name(project.forge.name)};
  for (const Manifest& manifest : context.get<Manifests>().all()) {
    if (manifest.example || manifest.test) continue;
    names.push_back(plain_name(std::string_view(manifest.name).substr(manifest.name.find_last_of("/:") + 1)));
  }
  // Terraform's registry calls OWNER/terraform-PROVIDER-NAME "OWNER/NAME/PROVIDER".
  const std::vector<std::string_view> parts = split(project.forge.name, '-');
  if (parts.size() > 2 && parts[0] == "terraform") {
    const std::string_view rest =
        std::string_view(project.forge.name).substr(parts[0].size() + parts[1].size() + 2);
    names.push_back(plain_name(project.forge.owner) + plain_name(rest) + plain_name(parts[1]));
  }
  std::erase_if(names, [](const std::string& name) { return name.size() < 2; });
  return names;
}

// A line of a document, in code or not, with a command that installs the project by a package manager. A
// command that installs something else (`apt install libssl-dev`, `docker run` of a tool) is no way to get
// it.
std::optional<Evidence> install_command(const Context& context) {
  static const re2::RE2 command(
      R"((?m)^.*\b(?:(?:pip3?|pipx|uv tool|uv pip)\s+install\s+(?:-U\s+|--upgrade\s+|--user\s+)*["']?[A-Za-z][A-Za-z0-9_.\[\]-]*|uvx\s+[a-z]|npm\s+(?:install|i)\s+(?:-g\s+|--global\s+|--save(?:-dev)?\s+|-D\s+|-S\s+)*@?[a-z]|yarn\s+(?:global\s+)?add\s+(?:-D\s+|--dev\s+)?@?[a-z]|pnpm\s+(?:add|i)\s+@?[a-z-]|npx\s+@?[a-z]|bun\s+add\s+@?[a-z]|cargo\s+(?:install|add)\s+[a-z]|gem\s+install\s+[a-z]|brew\s+install\s+[a-z]|(?:apt|apt-get|dnf|yum|zypper|apk)\s+(?:install|add)\s+(?:-y\s+)?[a-z]|pacman\s+-S\s|go\s+(?:install|get)\s+(?:-u\s+)?[a-z.]+/|composer\s+require\s+[a-z]|dotnet\s+(?:add\s+package|tool\s+install)\s|Install-(?:Package|Module|PSResource)\s|conda\s+install\s|(?:choco|scoop|winget|snap|flatpak)\s+install\s|helm\s+install\s|docker\s+(?:pull|run)\s(?:[^\n]*\s)?[a-z0-9][a-z0-9.-]*/[a-z0-9.-]+|nix\s+(?:run|profile\s+install|shell)\s|luarocks\s+install\s|opam\s+install\s|cpanm\s+[A-Z]|raco\s+pkg\s+install|install\.packages\(|Pkg\.add\(|deno\s+(?:install|add)\s|flutter\s+pub\s+add\s|dart\s+pub\s+(?:add|global)\s).*$|^\s*<artifactId>[^<]+</artifactId>|^\s*(?:implementation|api|compile|classpath)\b\s*\(?["'][^"']+:|^\s*(?:id|kotlin)\s*\(?\s*["'][^"']+["']\s*\)?\s+version\b|^\s*libraryDependencies\s*\+=|^\s*source\s*=\s*"[a-z0-9_-]+/[a-z0-9_-]+/[a-z0-9_-]+"|^[a-z][a-z0-9_-]*\s*=\s*(?:"[0-9^~]|\{\s*version))",
      re2::RE2::Latin1);
  const std::vector<std::string> names = own_names(context);
  const auto ours = [&](std::string_view line) {
    const std::string plain = plain_name(line);
    return names.empty() || std::any_of(names.begin(), names.end(), [&](const std::string& name) {
             return plain.find(name) != std::string::npos;
           });
  };
  const Documents& documents = context.get<Documents>();
  for (const std::string_view kind : {"readme", "install", "quick_start", "usage"}) {
    for (const Document* document : documents.of(kind)) {
      if (document->text == nullptr || document->template_only) continue;
      int number = 0;
      for (const std::string_view line : split_lines(*document->text)) {
        ++number;
        if (!re2::RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), command) || !ours(line))
          continue;
        return Evidence{.path = clean_utf8(document->path),
                        .line = number,
                        .excerpt = shorten(clean_utf8(trim(line)), 160)};
      }
    }
  }
  return std::nullopt;
}

// semantic-release only tags and describes what is no package.
const ToolUse* publication(const ToolUses& uses, const Manifest* main) {
  constexpr std::string_view kIds[] = {"pypi_publish", "npm_publish",      "npm_provenance", "cargo_release",
                                       "goreleaser",   "gem_push",         "nuget_push",     "maven_release",
                                       "jreleaser",    "semantic_release", "changesets"};
  for (const ToolUse& use : uses.all()) {
    if (use.tool->id == "semantic_release" && (main == nullptr || !main->role.package)) continue;
    if (use.how == How::ci && std::find(std::begin(kIds), std::end(kIds), use.tool->id) != std::end(kIds))
      return &use;
  }
  return nullptr;
}

const ManifestSetting* target(const std::vector<const Manifest*>& makefiles, std::string_view name,
                              const Manifest*& of) {
  for (const Manifest* makefile : makefiles) {
    if (const ManifestSetting* found = makefile->setting("target." + std::string(name))) {
      of = makefile;
      return found;
    }
  }
  return nullptr;
}

std::vector<const Manifest*> root_makefiles(const BuildPicture& picture) {
  std::vector<const Manifest*> makefiles;
  for (const Manifest* manifest : picture.builds) {
    if (manifest->ecosystem == "make" && manifest->path.find('/') == std::string::npos)
      makefiles.push_back(manifest);
  }
  return makefiles;
}

// The root's makefiles and those one folder below, to which they often hand the work on.
std::optional<Evidence> line_of_makefiles(const Facts& facts, const BuildPicture& picture,
                                          const re2::RE2& pattern) {
  for (const Manifest* manifest : picture.builds) {
    if (manifest->ecosystem != "make" || std::count(manifest->path.begin(), manifest->path.end(), '/') > 1)
      continue;
    if (auto line = line_of_file(facts, manifest->path, pattern)) return line;
  }
  return std::nullopt;
}

const Manifest* installs_by_build_system(const BuildPicture& picture) {
  if (const Manifest* autotools = picture.at_root("autotools")) return autotools;
  if (const Manifest* meson = picture.at_root("meson")) return meson;
  for (const Manifest* manifest : picture.builds) {
    if (manifest->format == "CMakeLists.txt" && manifest->has_setting_below("install")) return manifest;
  }
  return nullptr;
}

// A package of a workspace whose top folder is no package.
const Manifest* published_part(const BuildPicture& picture) {
  if (picture.main == nullptr || picture.main->published.value_or(true)) return nullptr;
  for (const Manifest& manifest : picture.manifests->all()) {
    if (manifest.ecosystem == picture.main->ecosystem && manifest.role.package && !manifest.example &&
        !manifest.test && !manifest.name.empty() && !manifest.version.empty() &&
        manifest.published.value_or(true))
      return &manifest;
  }
  return nullptr;
}

void judge_common(const Context& context, const BuildPicture& picture, FindingSink& out) {
  const std::string ask = msg("How do users install and uninstall the software?");
  if (const ToolUse* published = publication(*picture.tools, picture.main)) {
    std::vector<Evidence> evidence{published->evidence};
    if (const auto line = install_command(context)) evidence.push_back(*line);
    out.met(kCommon, Confidence::strong,
            msg("A pipeline publishes packages for a package manager: {}.", describe(*published)), evidence);
    return;
  }
  if (const auto line = install_command(context)) {
    out.met(kCommon, Confidence::strong,
            msg("{} installs it with a package manager: {}", line->path, line->excerpt), {*line});
    return;
  }
  if (picture.has_installers()) {
    out.met(kCommon, picture.packer->how == How::ci ? Confidence::strong : Confidence::likely,
            msg("Users get installers and packages of their systems: {}.", describe(*picture.packer)),
            {picture.packer->evidence});
    return;
  }
  const Manifest* makefile = nullptr;
  const std::vector<const Manifest*> makefiles = root_makefiles(picture);
  const ManifestSetting* install = target(makefiles, "install", makefile);
  const Manifest* unused = nullptr;
  if (const Manifest* build = installs_by_build_system(picture)) {
    out.met(kCommon, Confidence::likely,
            msg("{} installs the software in its usual way.", build_name(*build)), {evidence_of(*build)},
            build->ecosystem == "autotools" ? std::string() : msg("Is there a way to uninstall it?"));
  } else if (install != nullptr && target(makefiles, "uninstall", unused) != nullptr) {
    out.met(kCommon, Confidence::strong,
            msg("{} has the targets install and uninstall.", clean_utf8(makefile->path)),
            {evidence_of(*makefile, install->line)});
  } else if (const Manifest* main = picture.main;
             main != nullptr && main->role.package && !main->name.empty() && main->published.value_or(true) &&
             main->ecosystem != "maven" && main->ecosystem != "gradle" && main->ecosystem != "nuget") {
    out.met(kCommon, Confidence::likely,
            msg("The project is a package ({}) that its package manager installs and removes.", main->name),
            {evidence_of(*main, main->name_line)},
            msg("Is the package published, or installed from the repository?"));
  } else if (const Manifest* part = published_part(picture)) {
    out.met(
        kCommon, Confidence::likely,
        msg("The project consists of packages, such as {}, that their package manager installs and removes.",
            part->name),
        {evidence_of(*part, part->name_line)}, msg("Are these packages published?"));
  } else if (install != nullptr) {
    out.met(kCommon, Confidence::partial, msg("{} has the target install.", clean_utf8(makefile->path)),
            {evidence_of(*makefile, install->line)}, msg("How is the software uninstalled?"));
  } else {
    for (const Manifest& manifest : picture.manifests->all()) {
      if (!manifest.role.container || manifest.example || manifest.test || !picture.software) continue;
      if (manifest.path.find(".devcontainer/") != std::string::npos) continue;  // for developers
      out.met(kCommon, Confidence::likely,
              msg("The software is packed as a container ({}).", clean_utf8(manifest.path)),
              {evidence_of(manifest)}, msg("Is a container image published?"));
      return;
    }
    out.unknown(kCommon, msg("No common way to install the software was found in the repository."), ask);
  }
}

// How users of a package manager choose where a package goes.
std::string_view place_setting(const Manifest* main) {
  struct Row {
    std::string_view ecosystem, setting;
  };
  constexpr Row kRows[] = {{"npm", "npm install --prefix"},
                           {"pypi", "pip install --prefix, --target"},
                           {"cargo", "cargo install --root"},
                           {"go", "GOBIN"},
                           {"rubygems", "gem install --install-dir"},
                           {"cran", "R_LIBS"},
                           {"hackage", "cabal install --installdir"},
                           {"opam", "opam --root"},
                           {"cpan", "PERL_MM_OPT"},
                           {"luarocks", "luarocks --tree"}};
  for (const Row& row : kRows) {
    if (main != nullptr && main->role.package && row.ecosystem == main->ecosystem) return row.setting;
  }
  return {};
}

void judge_place(const Context& context, const BuildPicture& picture, FindingSink& out) {
  const std::string ask =
      msg("Can users choose where the software is installed in the usual way (DESTDIR, prefix)?");
  if (const Manifest* build = installs_by_build_system(picture)) {
    out.met(kPlace, Confidence::strong,
            msg("{} installs to the prefix and DESTDIR that it is given.", build_name(*build)),
            {evidence_of(*build)});
    return;
  }
  const Manifest* makefile = nullptr;
  // A target install that calls a package manager (npm, pip, cargo) only prepares development.
  static const re2::RE2 development(
      R"((?m)^install\s*:[^\n]*\n(?:\t[^\n]*\n)*?\t[^\n]*\b(?:npm|yarn|pnpm|pip|poetry|uv|cargo|go|bundle|composer)\b)",
      re2::RE2::Latin1);
  // One that copies nothing fetches the tools of developers, or builds.
  static const re2::RE2 copies(
      R"((?m)^install\S*\s*:[^\n]*\n(?:(?:\t[^\n]*)?\n)*?\t[^\n]*(?:\b(?:install|cp|mv|ln|rsync|make)\b|\$[({](?:INSTALL\w*|MAKE|CP)\b))",
      re2::RE2::Latin1);
  static const re2::RE2 destdir(R"((?m)^.*\$[({]?(?:DESTDIR|INSTALL_ROOT)\b.*)", re2::RE2::Latin1);
  const ManifestSetting* install = target(root_makefiles(picture), "install", makefile);
  if (install != nullptr && (line_of_file(context.facts(), makefile->path, copies) ||
                             line_of_file(context.facts(), makefile->path, destdir) ||
                             line_of_file(context.facts(), makefile->path, development))) {
    static const re2::RE2 prefix(R"((?im)^.*\$[({]?(?:PREFIX)\b.*)", re2::RE2::Latin1);
    if (line_of_file(context.facts(), makefile->path, development)) {
      out.not_applicable(kPlace, Confidence::likely,
                         msg("The project has no installation system of its own: a package manager decides "
                             "where things go."),
                         {evidence_of(*makefile, install->line)});
    } else if (const auto line = line_of_makefiles(context.facts(), picture, destdir)) {
      out.met(kPlace, Confidence::strong, msg("{} honours DESTDIR: {}", line->path, line->excerpt), {*line});
    } else if (const auto other = line_of_makefiles(context.facts(), picture, prefix)) {
      out.unmet(kPlace, Confidence::partial,
                msg("{} takes a prefix, but no DESTDIR: {}", other->path, other->excerpt), {*other}, ask);
    } else {
      out.unmet(kPlace, Confidence::likely,
                msg("The target install of {} looks neither at DESTDIR nor at a prefix.",
                    clean_utf8(makefile->path)),
                {evidence_of(*makefile, install->line)}, ask);
    }
    return;
  }
  const Manifest* main = picture.main;
  const bool packages =
      main != nullptr && (main->published.value_or(true) || published_part(picture) != nullptr ||
                          publication(*picture.tools, main) != nullptr);
  if (picture.has_installers()) {
    out.not_applicable(kPlace, Confidence::likely,
                       msg("{} makes installers that follow the ways of their systems; there is no "
                           "installation into a prefix or DESTDIR.",
                           picture.packer->tool->name),
                       {picture.packer->evidence});
  } else if (main != nullptr && main->role.package && !packages && picture.complete) {
    out.not_applicable(kPlace, Confidence::likely,
                       msg("{} is marked as private, so no package manager installs it, and the repository "
                           "holds no installation system of its own.",
                           clean_utf8(main->path)),
                       {evidence_of(*main)});
  } else if (const std::string_view setting = place_setting(main); !setting.empty()) {
    out.met(
        kPlace, Confidence::likely,
        msg("Its package manager installs it, and users choose the place in the usual way ({}).", setting),
        {evidence_of(*main)});
  } else if (main != nullptr && main->role.package && picture.complete) {
    out.not_applicable(kPlace, Confidence::likely,
                       msg("The project has no installation system of its own: the package manager ({}) "
                           "decides where things go.",
                           main->ecosystem),
                       {evidence_of(*main)});
  } else if (!picture.software && picture.complete) {
    out.not_applicable(kPlace, Confidence::likely,
                       msg("The repository holds no software that is installed."));
  } else {
    out.unknown(kPlace, msg("No installation system was found in the repository."), ask);
  }
}

// What sets up everything for a developer, best first.
bool judge_environment(const BuildPicture& picture, FindingSink& out) {
  for (const Manifest& manifest : picture.manifests->all()) {
    const bool tools_only = manifest.format == "mise" || manifest.path.ends_with(".envrc");
    if (!manifest.role.environment || manifest.example || manifest.test || tools_only) continue;
    out.met(kQuick, Confidence::strong,
            msg("{} sets up a development environment in one step.", clean_utf8(manifest.path)),
            {evidence_of(manifest)});
    return true;
  }
  return false;
}

bool judge_bootstrap(const Context& context, const BuildPicture& picture, FindingSink& out) {
  const TreeIndex& index = context.get<TreeIndex>();
  for (const std::string_view path :
       {"script/bootstrap", "script/setup", "bin/setup", "scripts/setup.sh", "scripts/bootstrap.sh",
        "scripts/setup-dev.sh", "bootstrap.sh", "setup-dev.sh", "scripts/dev-setup.sh", "dev/setup.sh",
        "tools/setup.sh", "scripts/install-deps.sh", "dev"}) {
    const Entry* entry = context.facts().snapshot().find(path);
    if (entry == nullptr || !entry->is_file() || index.classify(*entry).vendored) continue;
    Evidence evidence;
    evidence.path = std::string(path);
    out.met(kQuick, Confidence::likely, msg("The script {} sets up development.", path), {evidence});
    return true;
  }
  const Manifest* makefile = nullptr;
  for (const std::string_view name :
       {"setup", "bootstrap", "develop", "install-dev", "dev-install", "dev-setup", "setup-dev",
        "install-deps", "deps", "venv", "init", "dev-deps", "install-tools"}) {
    if (const ManifestSetting* found = target(root_makefiles(picture), name, makefile)) {
      out.met(kQuick, Confidence::likely, msg("`make {}` sets up development.", name),
              {evidence_of(*makefile, found->line)});
      return true;
    }
  }
  return false;
}

void judge_quick(const Context& context, const BuildPicture& picture, FindingSink& out) {
  if (judge_environment(picture, out)) return;
  const Manifest* main = picture.main;
  struct Command {
    std::string_view ecosystem, command;
  };
  constexpr Command kCommands[] = {{"npm", "npm install"},
                                   {"cargo", "cargo test"},
                                   {"go", "go test ./..."},
                                   {"maven", "mvn verify"},
                                   {"gradle", "gradle build"},
                                   {"composer", "composer install"},
                                   {"rubygems", "bundle install"},
                                   {"hex", "mix deps.get"},
                                   {"pub", "dart pub get"},
                                   {"nuget", "dotnet restore"},
                                   {"sbt", "sbt test"},
                                   {"swift", "swift build"},
                                   {"hackage", "cabal build"},
                                   {"julia", "Pkg.instantiate()"},
                                   {"rebar", "rebar3 eunit"},
                                   {"shards", "shards install"},
                                   {"clojars", "lein deps"}};
  for (const Command& one : kCommands) {
    if (main == nullptr || main->ecosystem != one.ecosystem) continue;
    std::vector<Evidence> evidence{evidence_of(*main)};
    for (const LockFile& lock : picture.manifests->locks()) {
      if (lock.ecosystem != one.ecosystem || evidence.size() > 1) continue;
      Evidence at;
      at.path = clean_utf8(lock.path);
      evidence.push_back(std::move(at));
    }
    out.met(
        kQuick, evidence.size() > 1 ? Confidence::strong : Confidence::likely,
        msg("One command of the package manager (`{}`) fetches everything that development and tests need.",
            one.command),
        evidence);
    return;
  }
  for (const Manifest* manifest : picture.manifests->of("pypi")) {
    if (manifest->example || manifest->path.find('/') != std::string::npos) continue;
    const bool development =
        std::any_of(manifest->dependencies.begin(), manifest->dependencies.end(), [](const Dependency& one) {
          return one.scope == Dependency::Scope::development || one.scope == Dependency::Scope::optional;
        });
    if (!development) continue;
    out.met(kQuick, Confidence::likely,
            msg("{} lists what development needs, so one command of the package manager installs it.",
                clean_utf8(manifest->path)),
            {evidence_of(*manifest)});
    return;
  }
  if (judge_bootstrap(context, picture, out)) return;
  const std::string ask = msg("Which command sets up everything that developers need, tests included?");
  if (!picture.builds.empty()) {
    out.met(kQuick, Confidence::partial, msg("The project is built with its usual build system."),
            evidence_of(picture.builds), ask);
  } else {
    out.unknown(kQuick, msg("No quick way to set up development was found in the repository."), ask);
  }
}

void detect(const Context& context, FindingSink& out) {
  const BuildPicture picture = build_picture(context);
  judge_common(context, picture, out);
  judge_place(context, picture, out);
  judge_quick(context, picture, out);
}

}  // namespace

extern const Detector installation;
const Detector installation{
    .id = "installation",
    .summary = "Looks at packages, install targets and what sets up a development environment.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
