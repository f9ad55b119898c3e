// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan diff: what changed between two saved scans, or between two revisions of a repository.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "scanner/base/message.h"
#include "scanner/check/compare.h"
#include "scanner/cli/command.h"
#include "scanner/cli/comparing.h"
#include "scanner/cli/output.h"
#include "scanner/report/layout.h"

namespace badgescan::cli {
namespace {

class DiffRun : public CommandRun {
 public:
  std::vector<Option> options() override {
    std::vector<Option> out{
        {.name = "before",
         .value = "A",
         .help = "A scan saved with --format json, or a revision",
         .target = &before_,
         .required = true},
        {.name = "after",
         .value = "B",
         .help = "The same for the newer state",
         .target = &after_,
         .required = true},
        {.name = "--repo",
         .value = "REPO",
         .help = "The repository of the revisions (default: here)",
         .target = &session_.path},
        {.name = "--format",
         .value = "FORMAT",
         .help = "text or json",
         .target = &format_,
         .choices = {"text", "json"}},
        {.name = "--exit-code", .help = "Exit 1 when something got worse", .target = &exit_code_},
    };
    for (Option& option : session_.declare()) {
      if (option.section != "State") out.push_back(std::move(option));
    }
    return out;
  }

  int run() override {
    Result<Comparison> comparison = saved(before_) && saved(after_) ? compare_files() : compare_revisions();
    if (!comparison) {
      complain(comparison.error());
      return kUsage;
    }
    print(format_ == "json" ? describe_json(*comparison) : text_of(*comparison));
    const bool worse = !comparison->changes.empty() && comparison->changes.front().worse;
    if (exit_code_ && (worse || comparison->lost_level())) return kBelow;
    return comparison->before.incomplete || comparison->after.incomplete ? kIncomplete : kDone;
  }

 private:
  static std::string text_of(const Comparison& comparison) {
    const RenderOptions render{.width = terminal_width(), .colour = colour_wanted(), .utf8 = utf8_wanted()};
    const std::string text = describe(comparison, render);
    if (text.empty()) return msg("Nothing changed for the badge.") + "\n";
    const auto short_id = [](const SavedScan& scan) { return scan.commit.substr(0, 12); };
    const bool named = !comparison.before.commit.empty() && !comparison.after.commit.empty();
    const std::string range = msg("From {} to {}:", short_id(comparison.before), short_id(comparison.after));
    return (named ? Painter(render.colour)(Style::bold, range) + "\n" : "") + text;
  }

  static bool saved(const std::string& name) { return std::filesystem::is_regular_file(name); }

  static Result<SavedScan> load(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return read_saved(std::string{std::istreambuf_iterator<char>(in), {}}, path);
  }

  Result<Comparison> compare_files() {
    Result<std::shared_ptr<const RuleSet>> rules = RuleSet::load(session_.rules, message_language());
    if (!rules) return Error{rules.error()};
    rules_ = *rules;
    Result<SavedScan> before = load(before_), after = load(after_);
    if (!before) return Error{before.error()};
    if (!after) return Error{after.error()};
    // A saved scan has no list of files; where the repository is at hand, it has.
    const std::optional<std::vector<ChangedPath>> changed =
        changed_between(session_, before->commit, after->commit);
    Comparison out = compare(rules_->catalogue(), std::move(*before), std::move(*after), changed);
    name_commits(session_, rules_, out, false);
    return out;
  }

  Result<Comparison> compare_revisions() {
    State before{.revision = before_}, after{.revision = after_};
    Result<Compared> compared = compare_states(session_, Session::load_rules(session_), before, after, "");
    if (!compared) return Error{compared.error()};
    rules_ = compared->rules;
    name_commits(session_, rules_, compared->comparison, true);
    return std::move(compared->comparison);
  }

  SessionOptions session_;
  std::shared_ptr<const RuleSet> rules_;
  std::string before_, after_;
  std::string format_ = "text";
  bool exit_code_ = false;
};

}  // namespace

extern const Command diff_command;
const Command diff_command{.name = "diff",
                           .summary = "Compare two saved scans or two revisions",
                           .details = "A and B are both files or both revisions.",
                           .make = [] { return std::unique_ptr<CommandRun>(std::make_unique<DiffRun>()); }};

}  // namespace badgescan::cli
