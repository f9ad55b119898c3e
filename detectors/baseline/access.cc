// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-AC-01 to AC-03, QA-03.01: who may do what is a setting of the forge. The tree shows it only where the
// settings are kept as a file (probot settings, .asf.yaml, exported rulesets); else the exact page is named.
#include "detectors/baseline/baseline_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/base/yaml.h"

namespace badgescan {
namespace {

constexpr std::string_view kFactors = "osps_ac_01_01", kMembers = "osps_ac_02_01", kDirect = "osps_ac_03_01",
                           kDeletion = "osps_ac_03_02", kChecks = "osps_qa_03_01";
constexpr std::string_view kCriteria[] = {kFactors, kMembers, kDirect, kDeletion, kChecks};

/// What a settings file says about the primary branch.
struct BranchFile {
  Evidence direct, checks;  ///< path empty = not said
};

bool guards_primary(std::string_view branch) {
  return branch == "main" || branch == "master" || branch == "trunk" || branch == "develop";
}

void read_probot(const YamlNode& root, std::string_view path, BranchFile& out) {
  const YamlNode branches = root["branches"];
  for (std::size_t i = 0; i < branches.size(); ++i) {
    const YamlNode branch = branches[i];
    const YamlNode rules = branch["protection"];
    if (!guards_primary(branch["name"].text()) || !rules.is_mapping()) continue;
    if (rules["required_pull_request_reviews"].is_mapping())
      out.direct =
          seen_at(path, rules["required_pull_request_reviews"].line(), "required_pull_request_reviews");
    if (rules["required_status_checks"].is_mapping())
      out.checks = seen_at(path, rules["required_status_checks"].line(), "required_status_checks");
  }
}

void read_asf(const YamlNode& root, std::string_view path, BranchFile& out) {
  const YamlNode branches = root["github"]["protected_branches"];
  for (std::size_t i = 0; i < branches.size() && branches.is_mapping(); ++i) {
    if (!guards_primary(branches.key(i))) continue;
    const YamlNode rules = branches[i];
    if (rules["required_pull_request_reviews"].is_mapping())
      out.direct =
          seen_at(path, rules["required_pull_request_reviews"].line(), "required_pull_request_reviews");
    if (rules["required_status_checks"].is_mapping())
      out.checks = seen_at(path, rules["required_status_checks"].line(), "required_status_checks");
  }
}

BranchFile branch_file(const Context& context) {
  BranchFile out;
  for (const std::string_view path : {".github/settings.yml", ".github/settings.yaml", ".asf.yaml"}) {
    const Entry* entry = context.facts().snapshot().find(path);
    const FileText text = entry == nullptr ? nullptr : context.facts().text(*entry);
    if (text == nullptr) continue;
    const Result<YamlFile> yaml = YamlFile::parse(*text);
    if (!yaml) {
      context.facts().note(Note::Kind::unread, path, yaml.error());
      continue;
    }
    if (path == ".asf.yaml")
      read_asf(yaml->root(), path, out);
    else
      read_probot(yaml->root(), path, out);
  }
  return out;
}

void answer_people(const Context& context, FindingSink& out, const SettingsPages& pages) {
  const Search stated = context.search("requires_2fa");
  const std::string ask_factors =
      msg("Is multi-factor authentication required of everybody with write access (shown under {})?",
          pages.members);
  if (stated) {
    out.met(kFactors, Confidence::likely, msg("{} says: {}", place(stated.best()), quote(stated.best())),
            some(stated.hits));
  } else if (lives_on(context, Forge::github)) {
    out.met(kFactors, Confidence::partial,
            msg("GitHub asks everybody who contributes code for two-factor authentication."),
            {at_url(context.get<Project>().forge.url)}, ask_factors);
  } else {
    out.unknown(kFactors,
                msg("Nothing in the repository says whether multi-factor authentication is required."),
                ask_factors);
  }
  const std::string ask_members =
      msg("Does a new collaborator get the lowest permission unless somebody assigns more by hand (shown "
          "under {})?",
          pages.members);
  const Forge forge = context.get<Project>().forge.forge;
  if (forge == Forge::github || forge == Forge::gitlab || forge == Forge::gitea) {
    out.met(kMembers, Confidence::partial,
            msg("On {} every collaborator is added by hand with a chosen permission.", name_of(forge)),
            {at_url(context.get<Project>().forge.url)}, ask_members);
  } else {
    out.unknown(kMembers, msg("How permissions are given is not in the repository."), ask_members);
  }
}

void answer_branches(const Context& context, FindingSink& out, const SettingsPages& pages) {
  const BranchFile file = branch_file(context);
  if (!file.direct.path.empty()) {
    out.met(kDirect, Confidence::likely,
            msg("{} requires reviewed pull requests for the primary branch.", place(file.direct)),
            {file.direct});
  } else {
    out.unknown(kDirect, msg("No file of the repository shows the protection of the primary branch."),
                msg("Does a branch protection rule or ruleset keep everybody from pushing directly to the "
                    "primary branch (shown under {})?",
                    pages.branches));
  }
  const std::string ask_deletion =
      msg("Is the primary branch protected from deletion (shown under {})?", pages.branches);
  if (lives_on(context, Forge::github) || lives_on(context, Forge::gitlab)) {
    out.met(kDeletion, Confidence::partial,
            msg("{} refuses to delete the default branch.", name_of(context.get<Project>().forge.forge)),
            {at_url(context.get<Project>().forge.url)}, ask_deletion);
  } else {
    out.unknown(kDeletion, msg("Whether the primary branch can be deleted is a setting of the server."),
                ask_deletion);
  }
  if (!file.checks.path.empty()) {
    out.met(kChecks, Confidence::likely,
            msg("{} requires status checks for the primary branch.", place(file.checks)), {file.checks});
  } else {
    out.unknown(kChecks, msg("No file of the repository shows which status checks must pass."),
                msg("Must the automated checks pass, or be bypassed by hand, before a change reaches the "
                    "primary branch (shown under {})?",
                    pages.branches));
  }
}

void detect(const Context& context, FindingSink& out) {
  const SettingsPages pages = settings_of(context);
  answer_people(context, out, pages);
  answer_branches(context, out, pages);
}

}  // namespace

extern const Detector access;
const Detector access{
    .id = "access",
    .summary = "Reads settings that are kept as files, and names the page of the forge for the others.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
