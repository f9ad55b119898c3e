// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/audit/forced.h"

#include <re2/re2.h>

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/licensing.h"
#include "scanner/facts/project.h"
#include "scanner/facts/tree_index.h"
#include "scanner/rules/rule_set.h"
#include "scanner/rules/strict_json.h"

namespace badgescan {
namespace {

constexpr std::string_view kFile = "site_automation.json";
constexpr std::uint64_t kReleaseNotesBytes = 40;  // the site takes shorter files for none

struct SiteRules {
  std::vector<std::string> unknown_ids, bare_hosts, doc_folders, notes_names, notes_extensions;
};

Result<SiteRules> load(const RuleSet& rules) {
  SiteRules out;
  const Outcome done = strict_load(rules.file(kFile), rules.origin(kFile), [&](const JsonPlace& root) {
    root.only({"osi_ids_unknown_to_site", "hosts_without_headers", "documentation_folders",
               "release_notes_names", "release_notes_extensions"});
    out.unknown_ids = root.at("osi_ids_unknown_to_site").strings();
    out.bare_hosts = root.at("hosts_without_headers").strings();
    out.doc_folders = root.at("documentation_folders").strings();
    out.notes_names = root.at("release_notes_names").strings();
    // "" is a legal ending here, so it is read as it is.
    const JsonPlace endings = root.at("release_notes_extensions");
    for (std::size_t i = 0; i < endings.size(); ++i) {
      if (!endings.item(i).value().is_string()) endings.item(i).fail(msg("a text is expected"));
      out.notes_extensions.push_back(endings.item(i).value().get<std::string>());
    }
  });
  if (!done) return Error{done.error()};
  return out;
}

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string_view host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return url.substr(0, url.find_first_of("/:?#"));
}

class Predictor {
 public:
  Predictor(const Facts& facts, SiteRules rules)
      : facts_(facts), rules_(std::move(rules)), project_(facts.get<Project>()) {}

  std::vector<ForcedAnswer> run() {
    licence();
    https();
    headers();
    documentation();
    release_notes();
    return std::move(out_);
  }

 private:
  void licence() {
    const Licensing& licensing = facts_.get<Licensing>();
    const LicenceFile* file = licensing.main_file();
    if (file == nullptr || file->parts.size() != 1) return;
    const std::string id = to_string(file->parts.front());
    const std::string path = clean_utf8(file->path);
    // A plain identifier is what the forge reports; expressions are not looked at by the site.
    if (id.find(' ') != std::string::npos) return;
    if (holds(rules_.unknown_ids, id)) {
      propose("floss_license_osi", Status::unmet, path,
              msg("the site's own list of OSI licences lacks {}", id));
    } else if (!licensing.restrictions.empty() && licensing.restricted_by != file->path) {
      for (const std::string_view criterion : {"floss_license", "floss_license_osi", "osps_le_02_01"}) {
        force(criterion, Status::met, path, msg("the forge reports {} for {}", id, path),
              msg("Put the restriction of {} into the licence file itself, so that the forge sees it.",
                  clean_utf8(licensing.restricted_by)));
      }
    }
  }

  void https() {
    if (!starts_with_ignoring_case(project_.homepage, "http://")) return;
    for (const std::string_view criterion : {"sites_https", "osps_br_03_01"}) {
      force(criterion, Status::unmet, "", msg("the home page {} is given without https", project_.homepage),
            msg("Enter the https address of the home page in the badge entry, and on the forge."));
    }
  }

  void headers() {
    const std::string_view host = host_of(project_.homepage);
    const bool bare =
        std::any_of(rules_.bare_hosts.begin(), rules_.bare_hosts.end(),
                    [&](const std::string& one) { return host == one || host.ends_with("." + one); });
    if (!bare) return;
    force("hardened_site", Status::unmet, "",
          msg("{} does not send the four headers that the site asks for", std::string(host)),
          msg("Enter the repository's address as the home page, or serve the pages with these headers."));
  }

  void documentation() {
    const TreeIndex& tree = facts_.get<TreeIndex>();
    static const RE2 name("(?i)install|us(e|ing)|secur");
    bool folder = false;
    for (const std::string& one : rules_.doc_folders) {
      folder = folder || tree.has_folder(one);
      for (const Entry* entry : tree.in_folder(one)) {
        const std::string_view file = entry->name();
        if (RE2::PartialMatch(re2::StringPiece(file.data(), file.size()), name)) return;
      }
    }
    propose(
        "documentation_basics", Status::unmet, "",
        folder ? msg("no file of the documentation folder has install, use or security in its name")
               : msg("there is no folder doc, docs or documentation, and the site does not read the README"));
  }

  void release_notes() {
    for (const Entry* entry : facts_.get<TreeIndex>().in_folder("")) {
      const std::string lower = to_lower(entry->name());
      const std::size_t dot = lower.find('.');
      const std::string stem = lower.substr(0, dot);
      const std::string ending = dot == std::string::npos ? std::string{} : lower.substr(dot + 1);
      if (!holds(rules_.notes_names, stem) || !holds(rules_.notes_extensions, ending)) continue;
      const Result<std::uint64_t> size = facts_.snapshot().size(*entry);
      if (size.ok() && *size >= kReleaseNotesBytes) return;
    }
    propose("release_notes", Status::unmet, "",
            msg("there is no top-level CHANGELOG or NEWS, the only names that the site looks for"));
  }

  void force(std::string_view criterion, Status status, std::string path, std::string why,
             std::string remedy) {
    out_.push_back(
        {std::string(criterion), status, true, std::move(why), std::move(path), std::move(remedy)});
  }
  void propose(std::string_view criterion, Status status, std::string path, std::string why) {
    out_.push_back({std::string(criterion), status, false, std::move(why), std::move(path),
                    msg("Answer it yourself, for instance in .bestpractices.json, which the site prefers.")});
  }

  const Facts& facts_;
  SiteRules rules_;
  const Project& project_;
  std::vector<ForcedAnswer> out_;
};

}  // namespace

std::vector<ForcedAnswer> forced_answers(const Facts& facts) {
  if (facts.get<Project>().forge.forge != Forge::github || !facts.snapshot().complete()) return {};
  Result<SiteRules> rules = load(facts.rules());
  if (!rules) {
    facts.note(Note::Kind::unread, "", rules.error());
    return {};
  }
  return Predictor(facts, std::move(*rules)).run();
}

Outcome check_site_automation(const RuleSet& rules) {
  const Result<SiteRules> loaded = load(rules);
  if (!loaded) return Error{loaded.error()};
  return Done{};
}

std::vector<Note> forced_warnings(const std::vector<ForcedAnswer>& forced,
                                  const std::vector<Answer>& answers) {
  std::vector<Note> out;
  for (const ForcedAnswer& one : forced) {
    const auto answer = std::find_if(answers.begin(), answers.end(),
                                     [&](const Answer& a) { return a.criterion->id == one.criterion; });
    if (answer == answers.end() || answer->status == Status::unknown || answer->status == one.status)
      continue;
    // Our own draft may be wrong as well: only what is proven or claimed is worth a warning.
    if (answer->confidence < kProven && answer->origin != Answer::Origin::claim) continue;
    if (!one.forced && answer->origin == Answer::Origin::claim) continue;  // a claim beats a proposal
    const std::string text = one.forced ? msg("the badge site will force {} to {}, because {}. {}",
                                              one.criterion, name_of(one.status), one.why, one.remedy)
                                        : msg("the badge site will propose {} for {}, because {}. {}",
                                              name_of(one.status), one.criterion, one.why, one.remedy);
    out.push_back({one.forced ? Note::Kind::warning : Note::Kind::info, one.path, text});
  }
  return out;
}

}  // namespace badgescan
