#include "scanner/report/scan.h"

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/engine.h"

namespace badgescan {
namespace {

/// A justification without a link does not count where the badge site wants one: add the best one we have.
void add_links(const Report& report, std::vector<Answer>& answers) {
  for (Answer& answer : answers) {
    const bool wanted = answer.status == Status::met && answer.criterion->url_required();
    if (!wanted || has_url(answer.justification)) continue;
    for (const Evidence& evidence : answer.evidence) {
      const std::string link = report.link(evidence);
      if (!has_url(link)) continue;
      answer.justification += (answer.justification.empty() ? "" : " ") + link;
      break;
    }
  }
}

std::string_view name_of(Source source) {
  switch (source) {
    case Source::index:
      return "index";
    case Source::worktree:
      return "worktree";
    case Source::revision:
      break;
  }
  return "revision";
}

void describe_repository(const Facts& facts, Report& report) {
  const SnapshotInfo& info = facts.snapshot().info();
  report.path = clean_utf8(info.path);
  report.source = name_of(info.source);
  report.commit = info.commit.is_null() ? std::string{} : info.commit.hex();
  report.commit_time = info.commit_time;
  report.branch = info.branch;
  report.shallow = info.shallow;
  report.now = facts.options().now;
}

}  // namespace

Report make_report(const Facts& facts) {
  Report report;
  report.catalogue = &facts.rules().catalogue();
  describe_repository(facts, report);
  const Project& project = facts.get<Project>();
  report.forge = project.forge;
  report.project = {.name = project.name,
                    .description = project.description,
                    .license = {},
                    .repo_url = project.forge.url,
                    .homepage_url = project.homepage,
                    .languages = {}};

  std::vector<Note> notes;
  std::vector<Answer> answers = resolve(*report.catalogue, run_detectors(all_detectors(), facts), notes);
  add_links(report, answers);
  report.assessment = assess(*report.catalogue, std::move(answers));
  for (Note& note : notes) facts.note(note.kind, note.path, std::move(note.text));
  report.notes = facts.notes();
  return report;
}

}  // namespace badgescan
