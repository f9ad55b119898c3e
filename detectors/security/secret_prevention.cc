// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// What keeps secrets from being committed: scanners, ignore rules, the forge's own protection.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/project.h"
#include "scanner/facts/source_scan.h"
#include "scanner/facts/tools.h"

namespace badgescan {
namespace {

constexpr std::string_view kPrevent = "osps_br_07_01", kSites = "sites_password_security";
constexpr std::string_view kCriteria[] = {kPrevent, kSites};

/// A line of .gitignore that keeps files with secrets out.
int ignored_secrets_line(const Facts& facts) {
  const FileText text = facts.text(".gitignore");
  if (text == nullptr) return 0;
  int number = 0;
  for (const std::string_view line : split_lines(*text)) {
    ++number;
    const std::string rule = to_lower(trim(line));
    if (rule.starts_with('#') || rule.starts_with('!')) continue;
    for (const std::string_view word :
         {".env", "*.pem", "*.key", "secrets", "credentials", ".p12", "*.pfx", "*.jks", "id_rsa"}) {
      if (rule.find(word) != std::string::npos) return number;
    }
  }
  return 0;
}

void say_prevention(const Context& context, FindingSink& out) {
  const std::vector<const ToolUse*> scanners =
      context.get<ToolUses>().with(ToolKind::secret_scanner, How::configured);
  if (!scanners.empty()) {
    const ToolUse& best = *scanners.front();
    out.met(kPrevent, best.how >= How::pre_commit ? Confidence::strong : Confidence::likely,
            msg("Commits are searched for secrets: {}.", describe(best)), {best.evidence});
    return;
  }
  std::vector<Evidence> evidence;
  if (const int line = ignored_secrets_line(context.facts()))
    evidence.push_back({.path = ".gitignore", .line = line});
  const bool github = context.get<Project>().forge.forge == Forge::github;
  if (github) {
    out.met(kPrevent, evidence.empty() ? Confidence::partial : Confidence::likely,
            evidence.empty() ? msg("GitHub blocks pushes of known formats of secrets to public repositories "
                                   "by default; no scanner of the project's own was found.")
                             : msg("Files that usually hold secrets are ignored by git, and GitHub blocks "
                                   "pushes of known formats of secrets to public repositories by default."),
            evidence,
            evidence.empty() ? msg("Is push protection on, or does another scanner run?") : std::string{});
  } else if (!evidence.empty()) {
    out.met(kPrevent, Confidence::partial, msg("Files that usually hold secrets are ignored by git."),
            evidence, msg("Are commits searched for secrets before they are published?"));
  } else {
    out.unknown(kPrevent, msg("No scanner for secrets and no ignore rule for files with secrets was found."),
                msg("What keeps secrets from being committed?"));
  }
}

void say_sites(const Context& context, FindingSink& out) {
  const Project& project = context.get<Project>();
  if (project.forge.forge == Forge::unknown || project.forge.host.empty()) {
    out.unknown(kSites, msg("The project's sites are not known."),
                msg("Do the project's sites store passwords of users (N/A if not)?"));
    return;
  }
  static constexpr std::string_view kStatic[] = {
      "github.io",  "gitlab.io", "readthedocs", "pages.dev", "netlify.app", "vercel.app", "docs.rs",
      "pkg.go.dev", "pypi.org",  "npmjs.com",   "crates.io", "github.com",  "gitlab.com", "codeberg"};
  const bool known_home =
      project.homepage.empty() || contains_ignoring_case(project.homepage, project.forge.host) ||
      std::any_of(std::begin(kStatic), std::end(kStatic),
                  [&](std::string_view host) { return contains_ignoring_case(project.homepage, host); });
  if (known_home) {
    out.not_applicable(
        kSites, Confidence::likely,
        msg("The project runs no site that stores passwords: source, issues and downloads are hosted by {}.",
            project.forge.host));
  } else {
    out.not_applicable(kSites, Confidence::partial,
                       msg("Source, issues and downloads are hosted by {}; the home page is {}.",
                           project.forge.host, project.homepage),
                       {}, msg("Does the home page let users log in with a password that it stores?"));
  }
}

void detect(const Context& context, FindingSink& out) {
  say_prevention(context, out);
  say_sites(context, out);
}

}  // namespace

extern const Detector secret_prevention;
const Detector secret_prevention{
    .id = "secret_prevention",
    .summary = "Looks for secret scanners and ignore rules, and for sites that store passwords.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
