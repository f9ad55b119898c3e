// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-AC-04 and BR-01: what pipelines may do, and what untrusted people can make them do.
//
// GitHub Actions is judged closely: permissions, expressions inside scripts, and triggers that run foreign
// code with the repository's own rights. For other systems the files show less, and the answer is a draft.
#include <algorithm>
#include <array>

#include "detectors/baseline/baseline_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kDefault = "osps_ac_04_01", kLeast = "osps_ac_04_02", kMetadata = "osps_br_01_01",
                           kForeign = "osps_br_01_03", kInputs = "osps_br_01_04";
constexpr std::string_view kCriteria[] = {kDefault, kLeast, kMetadata, kForeign, kInputs};

constexpr std::size_t kShown = 5;

/// Everything that the answers need, found in one walk.
struct Findings {
  std::size_t pipelines = 0, github = 0;
  std::vector<Evidence> open_default;  ///< workflows without permissions
  std::vector<Evidence> broad;         ///< write-all, or write for every job of several
  std::vector<Evidence> declared;      ///< permissions that are narrow
  std::vector<Evidence> metadata;      ///< untrusted text inside a script
  std::vector<Evidence> inputs;        ///< a collaborator's input inside a script
  std::vector<Evidence> foreign_code;  ///< the head of a foreign change, checked out with rights
};

void keep(std::vector<Evidence>& list, Evidence evidence) {
  if (list.size() < kShown) list.push_back(std::move(evidence));
}

/// Text that anybody who opens an issue or a pull request chooses.
bool untrusted(std::string_view expression) {
  static constexpr std::array<std::string_view, 23> kTexts{
      "github.event.issue.title",
      "github.event.issue.body",
      "github.event.pull_request.title",
      "github.event.pull_request.body",
      "github.event.pull_request.head.ref",
      "github.event.pull_request.head.label",
      "github.event.pull_request.head.repo.default_branch",
      "github.event.pull_request.head.repo.description",
      "github.event.comment.body",
      "github.event.review.body",
      "github.event.review_comment.body",
      "github.event.discussion.title",
      "github.event.discussion.body",
      "github.event.head_commit.message",
      "github.event.head_commit.author.name",
      "github.event.head_commit.author.email",
      "github.event.workflow_run.head_branch",
      "github.event.workflow_run.head_commit.message",
      "github.event.workflow_run.display_title",
      "github.event.pages",
      "github.event.commits",
      "github.head_ref",
      "github.event.workflow_run.head_commit.author.name"};
  // Functions that give no free text make it safe: contains(…), startsWith(…), comparisons.
  for (const std::string_view safe : {"contains(", "startsWith(", "endsWith(", "==", "!=", "hashFiles("}) {
    if (expression.find(safe) != std::string_view::npos) return false;
  }
  return std::any_of(kTexts.begin(), kTexts.end(),
                     [&](std::string_view text) { return expression.find(text) != std::string_view::npos; });
}

/// An input that a person types when starting the pipeline. In a workflow or action that others call,
/// `inputs` are what the caller's file hands on.
bool collaborator_input(std::string_view expression, bool called) {
  for (const std::string_view safe : {"contains(", "startsWith(", "endsWith(", "==", "!=", "fromJSON("}) {
    if (expression.find(safe) != std::string_view::npos) return false;
  }
  if (expression.find("github.event.inputs.") != std::string_view::npos) return true;
  return !called &&
         (expression.starts_with("inputs.") || expression.find(" inputs.") != std::string_view::npos);
}

bool has_event(const std::vector<Trigger>& triggers, std::string_view event) {
  return std::any_of(triggers.begin(), triggers.end(), [&](const Trigger& t) { return t.event == event; });
}

/// `actions/checkout` of the code of whoever opened the change.
bool checks_out_foreign_head(const Step& step) {
  if (!step.uses.ends_with("actions/checkout")) return false;
  for (const std::string_view name : {"ref", "repository"}) {
    const Input* input = step.input(name);
    if (input == nullptr) continue;
    for (const std::string_view head :
         {"pull_request.head", "head_ref", "workflow_run.head", "refs/pull/", "pull_request.number"}) {
      if (input->value.find(head) != std::string::npos) return true;
    }
  }
  return false;
}

std::string permissions_text(const Permissions& permissions) {
  if (!permissions.all.empty()) return "permissions: " + permissions.all;
  std::vector<std::string> scopes;
  for (const auto& [scope, access] : permissions.scopes) scopes.push_back(scope + ": " + access);
  return "permissions: " + join(scopes, ", ");
}

void look_at_permissions(const Pipeline& pipeline, Findings& out) {
  const auto undeclared = std::find_if(pipeline.jobs.begin(), pipeline.jobs.end(), [](const Job& job) {
    return !job.disabled && !job.permissions.present;
  });
  const bool all_jobs = undeclared == pipeline.jobs.end();
  if (!pipeline.permissions.present && !all_jobs)
    keep(out.open_default, seen_at(pipeline.path, undeclared->line, "job " + undeclared->id));
  const auto look = [&](const Permissions& permissions, bool shared) {
    if (!permissions.present) return;
    const Evidence seen = seen_at(pipeline.path, permissions.line, permissions_text(permissions));
    if (permissions.all == "write-all" || (shared && permissions.writes()))
      keep(out.broad, seen);
    else
      keep(out.declared, seen);
  };
  look(pipeline.permissions, pipeline.jobs.size() > 1);
  for (const Job& job : pipeline.jobs) look(job.permissions, false);
}

/// Runs for the changes of one named account (a bot) or of the repository's own branches only.
bool is_for_insiders(const Job& job) {
  if (job.condition.find("||") != std::string::npos) return false;
  return job.condition.find(".login ==") != std::string::npos ||
         job.condition.find("head.repo.full_name == github.repository") != std::string::npos;
}

/// The same, also because a job that it waits for does: then it is left out as well.
bool is_for_insiders(const Pipeline& pipeline, const Job& job) {
  if (is_for_insiders(job)) return true;
  if (job.condition.find("always()") != std::string::npos) return false;
  return std::any_of(pipeline.jobs.begin(), pipeline.jobs.end(), [&](const Job& other) {
    return std::find(job.needs.begin(), job.needs.end(), other.id) != job.needs.end() &&
           is_for_insiders(other);
  });
}

void look_at_job(const Pipeline& pipeline, const Job& job, Findings& out) {
  const bool privileged = has_event(pipeline.triggers, "pull_request_target") ||
                          has_event(pipeline.triggers, "workflow_run") ||
                          has_event(pipeline.triggers, "issue_comment");
  const bool by_hand = has_event(pipeline.triggers, "workflow_dispatch");
  const bool harmless = job.permissions.present
                            ? !job.permissions.writes()
                            : pipeline.permissions.present && !pipeline.permissions.writes();
  const bool insiders = is_for_insiders(pipeline, job);
  for (const Step& step : job.steps) {
    for (const Expression& expression : step.expressions) {
      const std::string shown = "${{ " + expression.text + " }}";
      if (untrusted(expression.text) && insiders) continue;
      if (untrusted(expression.text))
        keep(out.metadata, seen_at(step.path, expression.line, shown));
      else if (by_hand && collaborator_input(expression.text, step.path != pipeline.path))
        keep(out.inputs, seen_at(step.path, expression.line, shown));
    }
    // A person of the project looked first.
    const bool guarded = insiders || job.condition.find("author_association") != std::string::npos ||
                         job.condition.find("label") != std::string::npos || !job.environment.empty();
    if (privileged && !harmless && !guarded && checks_out_foreign_head(step))
      keep(out.foreign_code, seen_at(step.path, step.line, "uses: " + step.uses));
  }
}

Findings look(const Pipelines& pipelines) {
  Findings out;
  for (const Pipeline& pipeline : pipelines.all()) {
    if (pipeline.only_called()) continue;
    ++out.pipelines;
    if (pipeline.system != CiSystem::github_actions) continue;
    ++out.github;
    look_at_permissions(pipeline, out);
    for (const Job& job : pipeline.jobs) look_at_job(pipeline, job, out);
  }
  return out;
}

/// What can be said when nothing bad was found.
struct Clean {
  Confidence confidence = Confidence::none;
  std::string where;
};
Clean clean(const Findings& found, const Pipelines& pipelines) {
  if (found.github == 0) return {Confidence::none, msg_n(found.pipelines, "{} pipeline", "{} pipelines")};
  const bool all_github = found.github == found.pipelines && pipelines.unreadable().empty();
  return {all_github ? Confidence::likely : Confidence::partial,
          msg_n(found.github, "{} workflow of GitHub Actions", "{} workflows of GitHub Actions")};
}

void answer_permissions(const Context& context, FindingSink& out, const Findings& found, const Clean& is) {
  const std::string page = settings_of(context).pipelines;
  const std::string ask_default = msg(
      "Do new pipelines get read-only permissions by default (shown under {}, Workflow permissions)?", page);
  if (is.confidence == Confidence::none) {
    out.unknown(kDefault, msg("The files of the pipelines do not show which rights they run with."),
                ask_default);
    out.unknown(
        kLeast, msg("The files of the pipelines do not show which rights they run with."),
        msg("Do the jobs and their tokens have no more rights than they need (shown under {})?", page));
    return;
  }
  if (found.open_default.empty()) {
    out.met(
        kDefault, is.confidence,
        msg("Every pipeline says which permissions it runs with, so that no default applies ({} looked at).",
            is.where),
        found.declared, is.confidence < kProven ? ask_default : std::string{});
  } else {
    out.unknown(kDefault,
                msg("{} names no permissions: the default of the repository's settings applies.",
                    place(found.open_default.front())),
                ask_default, found.open_default);
  }
  if (!found.broad.empty()) {
    out.unmet(
        kLeast, Confidence::likely,
        msg("{} gives more rights than one job needs: {}", place(found.broad.front()),
            found.broad.front().excerpt),
        found.broad,
        msg("Which single job needs these write permissions, so that they can be given to that job alone?"));
  } else if (!found.open_default.empty()) {
    out.unmet(kLeast, Confidence::partial, msg("{} names no permissions.", place(found.open_default.front())),
              found.open_default,
              msg("Do these pipelines need more than the read access that `permissions:` at the top of each "
                  "workflow could name?"));
  } else {
    out.met(
        kLeast, is.confidence,
        msg("Every pipeline keeps to named permissions, and write access is given to single jobs only ({} "
            "looked at).",
            is.where),
        found.declared);
  }
}

void answer_input(FindingSink& out, std::string_view criterion, const std::vector<Evidence>& bad,
                  Confidence when_bad, const Clean& is, const std::string& wrong, const std::string& right,
                  const std::string& ask) {
  if (!bad.empty())
    out.unmet(criterion, when_bad, msg("{}: {} {}", place(bad.front()), bad.front().excerpt, wrong), bad,
              ask);
  else if (is.confidence == Confidence::none)
    out.unknown(criterion, msg("Only GitHub Actions is looked at closely; the project has {}.", is.where),
                ask);
  else
    out.met(criterion, is.confidence, msg("{} ({} looked at).", right, is.where), {},
            is.confidence < kProven ? ask : std::string{});
}

void detect(const Context& context, FindingSink& out) {
  const Pipelines& pipelines = context.get<Pipelines>();
  const Findings found = look(pipelines);
  if (found.pipelines == 0) {
    for (const std::string_view criterion : kCriteria) {
      if (pipelines.complete())
        out.not_applicable(criterion, Confidence::likely, msg("The repository defines no CI/CD pipeline."),
                           {}, msg("Do pipelines run elsewhere, and what holds for those?"));
      else
        out.unknown(criterion, msg("No pipeline could be read."),
                    msg("Which CI/CD pipelines does the project use?"));
    }
    return;
  }
  const Clean is = clean(found, pipelines);
  answer_permissions(context, out, found, is);
  answer_input(out, kMetadata, found.metadata, Confidence::strong, is,
               msg("stands inside a script: whoever writes that text can run commands."),
               msg("No script of a pipeline holds text that outsiders choose"),
               msg("Does any script insert text that outsiders choose (titles, names of branches, messages) "
                   "otherwise than through `env:` and in quotes?"));
  answer_input(
      out, kForeign, found.foreign_code, Confidence::strong, is,
      msg("checks out the code of a foreign change while the pipeline holds rights of the repository."),
      msg("No pipeline runs the code of a foreign change with the rights of the repository"),
      msg("Does any pipeline run the code of a foreign change with write rights or secrets, that is, "
          "otherwise than on `pull_request`, read-only and without secrets?"));
  answer_input(out, kInputs, found.inputs, Confidence::likely, is,
               msg("stands inside a script: an input of a manual run can run commands."),
               msg("No script of a pipeline holds an input of a manual run directly"),
               msg("Does any script insert what a person types at the start of a pipeline otherwise than "
                   "through `env:` and in quotes?"));
}

}  // namespace

extern const Detector pipeline_safety;
const Detector pipeline_safety{
    .id = "pipeline_safety",
    .summary = "Looks at permissions, untrusted text in scripts, and foreign code in privileged pipelines.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
