// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan check: what would this change do to the badge? For hooks and for CI.
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/cli/command.h"
#include "scanner/cli/comparing.h"
#include "scanner/cli/output.h"
#include "scanner/report/layout.h"

namespace badgescan::cli {
namespace {

const std::string kNoObject(40, '0');

/// One comparison to make, with the words that name it.
struct Job {
  State before, after;
  std::string title;
};

class CheckRun : public CommandRun {
 public:
  std::vector<Option> options() override {
    std::vector<Option> out{
        {.name = "remote",
         .value = "REMOTE",
         .help = "Arguments git passes to a pre-push hook",
         .target = &remote_},
        {.name = "url", .value = "URL", .help = "Arguments git passes to a pre-push hook", .target = &url_},
        {.name = "--repo",
         .value = "REPO",
         .help = "The repository (default: here)",
         .target = &session_.path},
        {.name = "--stage",
         .value = "STAGE",
         .help = "What is compared: the staged files with HEAD (default), or what is pushed (refs on stdin) "
                 "with the remote",
         .target = &stage_,
         .choices = {"pre-commit", "pre-push"}},
        {.name = "--base", .value = "REV", .help = "Compare HEAD with this revision", .target = &base_},
        {.name = "--require",
         .value = "LEVEL",
         .help = "Fail below this likely level",
         .target = &required_,
         .choices = {"passing", "silver", "gold", "baseline-1", "baseline-2", "baseline-3"},
         .section = "CheckPolicy"},
        {.name = "--warn-only",
         .help = "Report, but never fail",
         .target = &warn_only_,
         .section = "CheckPolicy"},
        {.name = "--allow-lost-level",
         .help = "A fall of the likely level does not fail",
         .target = &allow_lost_level_,
         .section = "CheckPolicy"},
        {.name = "--allow-unmet-must",
         .help = "A MUST that turns Unmet does not fail",
         .target = &allow_unmet_must_,
         .section = "CheckPolicy"},
        {.name = "--allow-secret",
         .help = "A secret in the change does not fail",
         .target = &allow_secret_,
         .section = "CheckPolicy"},
        {.name = "--no-cache", .help = "Judge everything again", .target = &no_cache_},
        {.name = "--format",
         .value = "FORMAT",
         .help = "text or json",
         .target = &format_,
         .choices = {"text", "json"}},
        {.name = "--hook",
         .help = "Exit 1 when the policy is violated, else 0: trouble of the check itself stops nobody",
         .target = &hook_},
        {.name = "-v,--verbose", .help = "Also say when nothing changes", .target = &verbose_},
    };
    for (Option& option : session_.declare()) {
      if (option.section != "State") out.push_back(std::move(option));
    }
    return out;
  }

  int run() override {
    const int code = run_jobs();
    return hook_ && code != kBelow ? kDone : code;
  }

 private:
  int run_jobs() {
    const SharedRules rules = Session::load_rules(session_);  // beside everything up to the first answer
    const Result<RepositoryPlaces> places = find_repository(session_.path, session_.trust_owner);
    if (!places) return fail(places.error());
    // One answer for the whole day, with and without a cache.
    if (session_.now.empty()) session_.now = iso_date(std::time(nullptr)) + "T23:59:59Z";
    // Whoever wants every object checked wants every object read.
    if (!no_cache_ && !session_.verify) cache_folder_ = places->git_dir + "badgescan";
    bool failed = false, incomplete = false;
    for (const Job& job : jobs(places->unborn)) {
      Result<Compared> compared = compare_states(session_, rules, job.before, job.after, cache_folder_);
      if (!compared) return fail(compared.error());
      name_commits(session_, compared->rules, compared->comparison, false);
      const Result<CheckPolicy> policy = policy_for(*compared);
      if (!policy) return fail(policy.error());
      failed = report(job, *policy, without(compared->comparison, *policy)) || failed;
      incomplete = incomplete || compared->comparison.after.incomplete;
    }
    return failed ? kBelow : incomplete ? kIncomplete : kDone;
  }

  static int fail(std::string_view reason) {
    complain(reason);
    return kUsage;
  }

  bool exists(const std::string& revision) const {
    OpenOptions options;
    options.revision = revision;
    options.trust_owner = session_.trust_owner;
    options.limits.files = 1;  // only whether it can be found
    return open_snapshot(session_.path, options).ok();
  }

  std::vector<Job> jobs(bool unborn) {
    if (!base_.empty()) return {{{.revision = base_}, {.revision = "HEAD"}, msg("HEAD against {}", base_)}};
    if (stage_ == "pre-push") return pushed();
    // The pre-commit framework names what is pushed, or what CI asks about, in the environment.
    const char* to = std::getenv("PRE_COMMIT_TO_REF");
    const char* from = std::getenv("PRE_COMMIT_FROM_REF");
    if (stage_.empty() && to != nullptr && from != nullptr)
      return {{base_of_push(to, from), {.revision = to}, msg("{} against {}", to, from)}};
    // git names the index it is about to commit when it is not the usual one (commit -a, commit PATH).
    const char* index_file = std::getenv("GIT_INDEX_FILE");
    State staged{.index = true, .index_file = index_file == nullptr ? "" : index_file};
    State head;
    if (!unborn) head.revision = "HEAD";
    return {{head, staged,
             head.nothing() ? msg("the staged files (first commit)") : msg("the staged files against HEAD")}};
  }

  /// "<local ref> <local id> <remote ref> <remote id>" a line, as git passes them to a pre-push hook.
  std::vector<Job> pushed() {
    std::vector<Job> out;
    constexpr std::size_t kMostRefs = 20;
    for (std::string line; out.size() < kMostRefs && std::getline(std::cin, line);) {
      const std::string folded = fold_space(line);
      const std::vector<std::string_view> words = split(folded, ' ');
      const bool usable = words.size() == 4 && words[1] != kNoObject && words[2].starts_with("refs/heads/");
      if (!usable) continue;  // a deletion, or a tag: neither changes what a branch holds
      const std::string local(words[1]), remote(words[3]);
      out.push_back({base_of_push(local, remote),
                     {.revision = local},
                     msg("{} against what {} has", words[0], remote_.empty() ? "the remote" : remote_)});
    }
    return out;
  }

  State base_of_push(const std::string& local, const std::string& remote) const {
    if (remote != kNoObject && exists(remote)) return {.revision = remote};
    // A new branch, or a remote state we never fetched: where it left what we know of the remote.
    for (const char* name : {"HEAD", "main", "master", "develop"}) {
      const std::string tracking =
          fmt::format("refs/remotes/{}/{}", remote_.empty() ? "origin" : remote_, name);
      OpenOptions options;
      options.revision = tracking;
      options.limits.files = 1;
      const Result<std::unique_ptr<Snapshot>> known = open_snapshot(session_.path, options);
      if (!known) continue;
      const std::optional<ObjectId> tip = ObjectId::from_hex(local);
      if (!tip) return {.revision = tracking};
      const Result<ObjectId> base = merge_base(session_.path, *tip, (*known)->info().commit);
      return {.revision = base ? base->hex() : tracking};
    }
    return {};
  }

  Result<CheckPolicy> policy_for(const Compared& compared) const {
    CheckPolicy policy;
    if (!compared.policy_text.empty()) {
      Result<CheckPolicy> read =
          parse_policy(compared.policy_text, ".badgescan.json", compared.rules->catalogue());
      if (!read) return read;
      policy = std::move(*read);
    }
    if (!required_.empty()) policy.require = required_;
    policy.warn_only = policy.warn_only || warn_only_;
    policy.lost_level = policy.lost_level && !allow_lost_level_;
    policy.unmet_must = policy.unmet_must && !allow_unmet_must_;
    policy.leaked_secret = policy.leaked_secret && !allow_secret_;
    return policy;
  }

  /// Prints; true when the policy fails.
  bool report(const Job& job, const CheckPolicy& policy, Comparison comparison) const {
    const Verdict verdict = judge(policy, comparison);
    if (job.before.nothing()) comparison.changes.clear();  // every answer is new: the levels say enough
    if (format_ == "json") {
      print(describe_json(comparison));
      return verdict.failed;
    }
    const RenderOptions render{.width = terminal_width(), .colour = colour_wanted(), .utf8 = utf8_wanted()};
    const std::string text = describe(comparison, render);
    if (text.empty() && verdict.reasons.empty()) {
      if (verbose_) print(msg("badgescan: {}: nothing changes for the badge", job.title) + "\n");
      return false;
    }
    const std::size_t width = reading_width(render.width);
    const auto lines = [&](const std::string& words) { print("  " + wrap(words, width, 4) + "\n"); };
    print(wrap(msg("badgescan: {}", job.title), width, 2) + "\n" + text);
    for (const std::string& reason : verdict.reasons)
      lines(verdict.failed ? msg("stopped: {}", reason) : msg("warning: {}", reason));
    if (verdict.failed) {
      lines(
          msg("to go on anyway: BADGESCAN_SKIP=1, or git's --no-verify; to allow it for good: "
              ".badgescan.json"));
    }
    return verdict.failed;
  }

  SessionOptions session_;
  std::string remote_, url_, stage_, base_, required_, format_ = "text";
  std::optional<std::string> cache_folder_;
  bool warn_only_ = false, allow_lost_level_ = false, allow_unmet_must_ = false, allow_secret_ = false;
  bool no_cache_ = false, verbose_ = false, hook_ = false;
};

}  // namespace

extern const Command check_command;
const Command check_command{
    .name = "check",
    .summary = "Say what a change does to the badge, and stop it when it loses something",
    .details =
        "Compares the staged files with HEAD by default. Exit 1 when the policy (flags, .badgescan.json) is "
        "violated.",
    .make = [] { return std::unique_ptr<CommandRun>(std::make_unique<CheckRun>()); }};

}  // namespace badgescan::cli
