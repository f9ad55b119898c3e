// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/report/scan.h"

#include "scanner/assess/apply_claims.h"
#include "scanner/assess/infer.h"
#include "scanner/audit/forced.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/engine.h"
#include "scanner/facts/badge_link.h"
#include "scanner/facts/insights.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/licensing.h"
#include "scanner/facts/work_ahead.h"

namespace badgescan {
namespace {

/// A justification without a link does not count where the badge site wants one: add the best one we have.
void add_links(const Report& report, std::vector<Answer>& answers) {
  for (Answer& answer : answers) {
    // What people wrote stays as they wrote it: whether it counts is theirs to know.
    if (answer.origin == Answer::Origin::claim) continue;
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

/// Detectors and security insights, what follows from them, and then what the maintainers claim.
std::vector<Answer> answers_for(const Facts& facts, const Report& report, std::vector<Finding> findings,
                                std::vector<Note>& notes) {
  const bool with_claims = !facts.options().ignore_claims;
  if (with_claims) {
    const std::vector<Finding>& said = facts.get<Insights>().findings;
    findings.insert(findings.end(), said.begin(), said.end());
  }
  std::vector<Answer> answers = resolve(*report.catalogue, findings, notes);
  const Result<std::vector<InferenceRow>> rows = load_inference(facts.rules());
  if (!rows) notes.push_back({Note::Kind::unread, "", rows.error()});
  if (rows) infer(*rows, answers, Answer::Origin::detector);
  add_links(report, answers);
  if (!with_claims) return answers;
  const Claims& claims = facts.get<Claims>();
  note_problems(facts, claims);
  apply_claims(claims, answers, notes);
  if (rows) infer(*rows, answers, Answer::Origin::claim);
  add_links(report, answers);
  return answers;
}

/// What the badge site's field holds: languages of at least 1 % of the code, at most 8.
std::vector<Language> languages_of(const Facts& facts) {
  constexpr std::size_t kMost = 8;
  std::vector<Language> out;
  for (const LanguageUse* use : facts.get<Languages>().programming(0.01)) {
    if (out.size() < kMost) out.push_back({use->name, use->share});
  }
  return out;
}

}  // namespace

Report judge(const Facts& facts, ForgeLocation forge, std::vector<Finding> findings) {
  Report report;
  report.catalogue = &facts.rules().catalogue();
  describe_repository(facts, report);
  report.forge = std::move(forge);
  std::vector<Note> notes;
  report.assessment = assess(*report.catalogue, answers_for(facts, report, std::move(findings), notes));
  for (Note& note : notes) facts.note(note.kind, note.path, std::move(note.text));
  report.notes = facts.notes();
  return report;
}

Report make_report(const Facts& facts) {
  const WorkAhead second_thread(facts);
  std::vector<Finding> findings = run_detectors(all_detectors(), facts);  // on two threads; then what is left
  const Project& project = facts.get<Project>();
  Report report = judge(facts, project.forge, std::move(findings));
  report.project_id = badge_id_of(facts);
  report.project = {.name = escape_controls(project.name),
                    .description = escape_controls(project.description),
                    .license = facts.get<Licensing>().expression(),
                    .repo_url = project.forge.url,
                    .homepage_url = project.homepage,
                    .languages = languages_of(facts)};
  for (Note& note : forced_warnings(forced_answers(facts), report.assessment.answers))
    facts.note(note.kind, note.path, std::move(note.text));
  report.notes = facts.notes();
  return report;
}

}  // namespace badgescan
