// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The project's pipelines in one normal form, whatever CI system runs them.
//
// A Pipeline is one definition file (for Drone, Semaphore, Tekton …: one document of it) with the local files
// that it includes. Local composite actions, local reusable workflows, GitLab includes and templates are put
// in place; what lies in another repository stays a name (Job::foreign, Pipeline::unseen) and is weak
// evidence. Commands are followed one level into Makefile targets, package scripts, tox environments and so
// on (Step::resolved). Lines and paths always say where a thing is written. A file that cannot be read is a
// note and an entry in `unreadable`; its siblings are read all the same.
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "scanner/base/shell.h"
#include "scanner/facts/facts.h"

namespace badgescan {

enum class CiSystem {
  github_actions,
  forgejo_actions,  ///< Gitea's too: the same files in another folder
  gitlab_ci,
  circleci,
  azure_pipelines,
  travis,
  appveyor,
  jenkins,
  cirrus,
  buildkite,
  drone,
  woodpecker,
  bitbucket,
  semaphore,
  sourcehut,
  tekton,
  zuul,
  prow
};
std::string_view name_of(CiSystem system);  ///< "GitHub Actions", "GitLab CI", …

enum class TriggerKind {
  push,            ///< to a branch
  change_request,  ///< pull or merge request, Gerrit change, merge queue
  schedule,
  tag,      ///< a tag is pushed
  release,  ///< a release is published or a deployment is made
  manual,
  call,  ///< only when another pipeline calls it
  other  ///< comments, labels, issues, web hooks …
};
std::string_view name_of(TriggerKind kind);  ///< "push", "pull request", "schedule", … for people

struct Trigger {
  TriggerKind kind = TriggerKind::other;
  std::string event;                  ///< as written: "pull_request_target", "merge_request_event"
  std::vector<std::string> branches;  ///< filter as written; empty = all
  bool narrow = false;                ///< only for some paths (docs/**) or for branches that are no main line
  std::string cron;                   ///< of a schedule, when it is in the file
  int line = 0;
};

/// How often something runs, from what is in the repository. Ordered.
enum class Frequency { never, manual, release, weekly, daily, every_change };
std::string_view name_of(Frequency frequency);  ///< "never", …, "every change"

/// The best of these triggers: push or change request = every_change (`narrow` ones count as weekly), a
/// schedule by its cron line (daily when it is unknown), tag and release = release; call and other = manual.
Frequency frequency_of(const std::vector<Trigger>& triggers);
/// How often a five-field cron line fires: daily or more often, or weekly for anything less.
Frequency cron_frequency(std::string_view cron);

/// A command and the place it is written at.
struct CiCommand {
  ShellCommand shell;
  std::string path;  ///< of the file
  int line = 0;      ///< in that file
  std::string via;  ///< how it was reached: "" own, else "make check", "npm run lint", "tox -e py", "test.sh"
  bool elsewhere = false;  ///< runs in another project that the script or job has fetched
};

/// `permissions:` of a workflow or job.
struct Permissions {
  bool present = false;
  std::string all;  ///< "read-all", "write-all", "none" (`{}`), or "" when scopes are listed
  std::vector<std::pair<std::string, std::string>> scopes;  ///< "contents", "read"
  int line = 0;

  bool writes() const;  ///< grants write to anything
};

/// What an action, image or include is held at.
enum class Pin { none, branch, tag, commit, digest, local };
std::string_view name_of(Pin pin);

struct Input {
  std::string name, value;
  int line = 0;
};

/// `${{ … }}` inside text that a shell (or github-script) runs.
struct Expression {
  std::string text;  ///< "github.event.issue.title", without braces and outer space
  int line = 0;
};

struct Step {
  std::string name;
  std::string path;  ///< file it is written in (a local composite action has its own)
  int line = 0;

  std::string run;     ///< script text; empty for actions
  int run_line = 0;    ///< line of its first line
  std::string shell;   ///< "bash", "pwsh", … as written
  std::string folder;  ///< working directory as written

  std::string uses;  ///< action, orb command, task, plugin or template: "actions/checkout", "codecov/upload"
  std::string version;  ///< "v4", a commit id, …
  Pin pin = Pin::none;
  std::vector<Input> inputs;  ///< `with:` and the like
  std::vector<Input> env;
  std::string
      via;  ///< "action ./.github/actions/setup" when it came from a local composite action or include

  std::string condition;         ///< `if:` as written
  bool failure_ignored = false;  ///< continue-on-error and the like
  std::vector<Expression> expressions;

  std::vector<CiCommand> commands;  ///< of `run`
  std::vector<CiCommand> resolved;  ///< what those commands run, followed one level

  const Input* input(std::string_view input_name) const;  ///< any case; null when absent
};

struct Job {
  std::string id;    ///< key in the file
  std::string name;  ///< id when none is given
  std::string path;  ///< file it is written in
  int line = 0;

  std::vector<Trigger>
      triggers;                  ///< that start this very job: of the pipeline, narrowed by rules and filters
  std::string condition;         ///< as written, when it could not be turned into triggers
  bool failure_ignored = false;  ///< continue-on-error, allow_failure, allow_failures, soft_fail
  bool disabled = false;         ///< `if: false`, hidden, `when: never`
  std::vector<std::string> images;    ///< container and service images, without registry credentials
  std::vector<std::string> machines;  ///< runs-on, tags, vm image, OS
  std::vector<std::pair<std::string, std::vector<std::string>>> matrix;  ///< axis, values
  std::vector<Input> env;
  Permissions permissions;
  std::string environment;  ///< deployment environment
  std::vector<std::string> needs;
  /// A reusable workflow or template of another repository ("owner/repo/.github/workflows/x.yml"): its steps
  /// are unknown. `uses`, `version` and `pin` are in the first step.
  bool foreign = false;
  std::vector<Step> steps;

  Frequency frequency() const { return disabled ? Frequency::never : frequency_of(triggers); }
};

struct Pipeline {
  CiSystem system = CiSystem::github_actions;
  std::string path;
  std::string name;  ///< as the file names it, else ""
  std::vector<Trigger> triggers;
  std::vector<Job> jobs;
  Permissions permissions;          ///< top level
  std::vector<Input> env;           ///< top level
  std::vector<std::string> parts;   ///< other files of the tree that were put in place
  std::vector<std::string> unseen;  ///< includes, orbs, reusable workflows of other repositories
  bool complete = true;             ///< every local part was found and read
  std::string settings;  ///< what is set on the server only and thus unknown: "schedule", "trigger"; often ""

  /// Reusable workflow, template, composite: runs only when called. Its jobs were put into its callers.
  bool only_called() const;
};

/// One-line place for justifications: "job test of .github/workflows/ci.yml (GitHub Actions, on push)".
std::string describe(const Pipeline& pipeline, const Job& job);

class Pipelines {
 public:
  static Pipelines collect(const Facts& facts);
  /// Kept between runs, see KeptFact.
  template <class Self>
  static auto members(Self& self) {
    return std::tie(self.all_, self.unreadable_, self.tree_complete_);
  }

  const std::vector<Pipeline>& all() const { return all_; }
  /// Definition files that exist but could not be read or understood.
  const std::vector<std::string>& unreadable() const { return unreadable_; }
  /// Everything was read, nothing hides in another repository or on a server: absence is evidence.
  bool complete() const;

  /// Calls visit(pipeline, job, step) for every step of every job that is not disabled.
  template <class Visit>
  void each_step(Visit&& visit) const {
    for (const Pipeline& pipeline : all_) {
      if (pipeline.only_called()) continue;
      for (const Job& job : pipeline.jobs) {
        if (job.disabled) continue;
        for (const Step& step : job.steps) visit(pipeline, job, step);
      }
    }
  }

 private:
  std::vector<Pipeline> all_;
  std::vector<std::string> unreadable_;
  bool tree_complete_ = true;
};

}  // namespace badgescan
