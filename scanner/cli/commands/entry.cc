// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan entry: what the badge site has about a project, against what a scan finds.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/cli/command.h"
#include "scanner/cli/output.h"
#include "scanner/cli/session.h"
#include "scanner/cli/source.h"
#include "scanner/facts/badge_link.h"
#include "scanner/model/titles.h"
#include "scanner/report/proposal.h"
#include "scanner/report/report.h"
#include "scanner/report/scan.h"

namespace badgescan::cli {
namespace {

struct Difference {
  enum class Kind { too_good, too_modest, other };
  Kind kind;
  const Answer* answer;
  Status entry;
};

std::optional<Difference> compare(const Answer& answer, const BadgeEntry& entry) {
  const auto said = entry.statuses.find(answer.criterion->id);
  if (said == entry.statuses.end() || answer.status == Status::unknown || answer.confidence < kProven)
    return std::nullopt;
  if (answer.origin == Answer::Origin::derived || answer.origin == Answer::Origin::claim) return std::nullopt;
  const Status theirs = status_named(said->second).value_or(Status::unknown);
  if (theirs == answer.status) return std::nullopt;
  const bool ours_good = answer.status != Status::unmet;
  const bool theirs_good = theirs == Status::met || theirs == Status::not_applicable;
  const Difference::Kind kind = theirs_good && !ours_good   ? Difference::Kind::too_good
                                : !theirs_good && ours_good ? Difference::Kind::too_modest
                                                            : Difference::Kind::other;
  return Difference{kind, &answer, theirs};
}

/// Proposal URLs for what the entry leaves out and the scan found; nothing else is touched.
std::vector<std::string> proposals(const std::vector<Difference>& differences, const BadgeEntry& entry,
                                   Report report) {
  report.project = {};
  for (Answer& answer : report.assessment.answers) {
    const bool wanted = std::any_of(differences.begin(), differences.end(), [&](const Difference& one) {
      return one.kind == Difference::Kind::too_modest && one.answer->criterion == answer.criterion;
    });
    if (!wanted) answer.status = Status::unknown;
  }
  RenderOptions options;
  options.project_id = entry.id;
  std::vector<std::string> urls, remarks;
  for (const Level level : kLevels) {
    for (std::string& url : proposal_urls(report, options, level, remarks)) urls.push_back(std::move(url));
  }
  return urls;
}

class EntryRun : public CommandRun {
 public:
  std::vector<Option> options() override {
    std::vector<Option> out{{.name = "path",
                             .value = "REPO",
                             .help = "A repository, a URL or owner/name (default: here)",
                             .target = &session_.path},
                            {.name = "--id",
                             .value = "NUMBER",
                             .help = "The entry (default: from the README's badge, or by URL)",
                             .target = &id_},
                            {.name = "--proposals",
                             .help = "Add URLs that open the edit pages with what the scan found",
                             .target = &proposals_}};
    for (Option& option : source_.declare()) out.push_back(std::move(option));
    for (Option& option : session_.declare()) out.push_back(std::move(option));
    return out;
  }

  int run() override {
    Result<LocalSource> local = make_local(session_.path, source_, session_);
    if (!local) return fail(local.error());
    session_.path = local->path;
    Result<std::unique_ptr<Session>> session = Session::open(session_);
    if (!session) return fail(session.error());
    Facts& facts = (*session)->facts();
    const Asked<BadgeEntry> entry = ask(facts);
    if (!entry) return fail(msg("no badge entry: {}", entry.why));
    if (Outcome asked = ask_network(facts, source_); !asked) return fail(asked.error());
    const Report report = make_report(facts);
    return show(report, *entry);
  }

 private:
  static int fail(std::string_view reason) {
    complain(reason);
    return kUsage;
  }

  Asked<BadgeEntry> ask(const Facts& facts) {
    const Result<net::ApiBases> bases = api_bases(source_);
    if (!bases) return {.value = {}, .why = bases.error(), .url = {}};
    net::Http http(http_options(source_, *bases));
    const Project& project = facts.get<Project>();
    const auto base = bases->find("bestpractices");
    return net::ask_badge_entry(http, base == bases->end() ? std::string(net::kBadgeSite) : base->second,
                                id_.empty() ? badge_id_of(facts) : id_,
                                {project.forge.url, project.homepage});
  }

  int show(const Report& report, const BadgeEntry& entry) const {
    std::string text = msg("{} ({})", escape_controls(entry.name), entry.url) + "\n";
    text += msg("Level: {}, score {}, {} % of 300, last change {}", escape_controls(entry.level),
                entry.score(), entry.tiered_percentage, escape_controls(entry.updated)) +
            "\n";
    for (const Level level : kLevels) {
      const auto found = entry.percentages.find(std::string(name_of(level)));
      if (found == entry.percentages.end()) continue;
      text += fmt::format(
          "  {:<11} {}\n", name_of(level),
          msg("entry {} %, scan {} % proven, {} % likely", found->second,
              report.assessment.proven.at(level).percentage, report.assessment.likely.at(level).percentage));
    }
    std::vector<Difference> differences;
    for (const Answer& answer : report.assessment.answers) {
      if (const auto difference = compare(answer, entry)) differences.push_back(*difference);
    }
    text += list(differences, Difference::Kind::too_good, msg("The entry claims what the scan contradicts:"));
    text +=
        list(differences, Difference::Kind::too_modest, msg("The scan finds what the entry does not claim:"));
    text += list(differences, Difference::Kind::other, msg("The entry and the scan answer differently:"));
    if (differences.empty()) text += msg("The entry and the scan agree wherever the scan is sure.") + "\n";
    if (proposals_) {
      for (const std::string& url : proposals(differences, entry, report)) text += url + "\n";
    }
    print(text);
    const bool contradicted = std::any_of(differences.begin(), differences.end(), [](const Difference& d) {
      return d.kind == Difference::Kind::too_good;
    });
    if (contradicted) return kBelow;
    return incomplete(report.notes) ? kIncomplete : kDone;
  }

  static std::string list(const std::vector<Difference>& differences, Difference::Kind kind,
                          const std::string& title) {
    std::string out;
    for (const Difference& one : differences) {
      if (one.kind != kind) continue;
      out += fmt::format("  {}: {}\n    {}\n", one.answer->criterion->official_id,
                         msg("entry {}, scan {} ({})", title_of(one.entry), title_of(one.answer->status),
                             static_cast<int>(one.answer->confidence)),
                         escape_controls(shorten(one.answer->justification, 300)));
    }
    return out.empty() ? out : title + "\n" + out;
  }

  SessionOptions session_;
  SourceOptions source_;
  std::string id_;
  bool proposals_ = false;
};

}  // namespace

extern const Command entry_command;
const Command entry_command{.name = "entry",
                            .summary = "Compare the project's entry on bestpractices.dev with a scan",
                            .details =
                                "Exit codes: 0 nothing in the entry is contradicted, 1 something is, 2 there "
                                "is no entry, 3 something could not be read.",
                            .make = [] { return std::unique_ptr<CommandRun>(std::make_unique<EntryRun>()); }};

}  // namespace badgescan::cli
