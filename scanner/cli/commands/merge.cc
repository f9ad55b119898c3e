// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan merge: bring drafts into .bestpractices.json, keep what people wrote.
#include <fstream>
#include <iterator>

#include "scanner/audit/merge.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/cli/command.h"
#include "scanner/cli/output.h"
#include "scanner/cli/session.h"
#include "scanner/facts/claims.h"
#include "scanner/report/report.h"
#include "scanner/report/scan.h"

namespace badgescan::cli {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;

class MergeRun : public CommandRun {
 public:
  std::vector<Option> options() override {
    std::vector<Option> out{
        {.name = "path",
         .value = "REPO",
         .help = "A repository or a folder inside one (default: here)",
         .target = &session_.path},
        {.name = "-o,--output",
         .value = "FILE",
         .help = "Write to this file, '-' for stdout (default: the claim file of the work tree)",
         .target = &output_},
        {.name = "-n,--dry-run", .help = "Say what would change, write nothing", .target = &dry_run_},
        {.name = "--only-proven",
         .help = "No drafts: only answers of confidence 3 and more",
         .target = &only_proven_},
        {.name = "--level",
         .value = "LEVEL",
         .help = "Only criteria of this level",
         .target = &level_,
         .choices = {"passing", "silver", "gold", "baseline-1", "baseline-2", "baseline-3"}},
    };
    for (Option& option : session_.declare()) {
      if (option.name != "--ignore-claims") out.push_back(std::move(option));
    }
    return out;
  }

  int run() override {
    session_.ignore_claims = true;  // people's answers are kept as they are, not drafted from
    const Result<std::unique_ptr<Session>> session = Session::open(session_);
    if (!session) return fail(session.error());
    const SnapshotInfo& info = (*session)->snapshot().info();
    const Entry* entry = find_claim_file((*session)->snapshot());
    const std::string name(entry == nullptr ? claim_file_paths().front() : entry->path);
    const std::string file = info.worktree.empty() ? std::string{} : info.worktree + "/" + name;
    if (output_.empty() && !dry_run_ && file.empty())
      return fail(msg("{} has no work tree: name the file to write with -o", session_.path));
    const Result<std::string> before = current_text((*session)->snapshot(), entry, file);
    if (!before) return fail(msg("{}: {}", name, before.error()));

    const Report report = make_report((*session)->facts());
    MergeOptions how;
    how.only_proven = only_proven_;
    how.level = level_named(level_);
    const Result<MergeResult> merged = merge_claims(*before, report, how);
    if (!merged) return fail(msg("{}: {}; nothing was written", name, merged.error()));
    tell(*merged);
    if (!dry_run_ && (merged->changed() || !output_.empty())) {
      if (Outcome written = write_output(output_.empty() ? file : output_, merged->text); !written)
        return fail(written.error());
    }
    return incomplete(report.notes) ? kIncomplete : kDone;
  }

 private:
  static int fail(std::string_view reason) {
    complain(reason);
    return kUsage;
  }

  /// The file on disk, where people edit it; without a work tree that of the commit.
  static Result<std::string> current_text(const Snapshot& snapshot, const Entry* entry,
                                          const std::string& file) {
    if (file.empty())
      return entry == nullptr ? Result<std::string>(std::string{}) : snapshot.read(*entry, kMostBytes);
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::string{};
    std::string text;
    text.resize(kMostBytes + 1);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > kMostBytes) return Error{msg("more than {} bytes", kMostBytes)};
    return text;
  }

  static void list(const std::vector<std::string>& criteria, const std::string& heading) {
    if (!criteria.empty()) complain(heading + ": " + join_names(criteria, 200));
  }

  static void tell(const MergeResult& merged) {
    list(merged.added, msg("added"));
    list(merged.justified, msg("justification added"));
    list(merged.refreshed, msg("refreshed"));
    list(merged.differing, msg("left as they are, although the scan found something else"));
    if (!merged.changed()) complain(msg("nothing to add"));
    for (const std::string& remark : merged.remarks) complain(remark);
  }

  SessionOptions session_;
  std::string output_;
  std::string level_;
  bool dry_run_ = false;
  bool only_proven_ = false;
};

}  // namespace

extern const Command merge_command;
const Command merge_command{.name = "merge",
                            .summary = "Add drafts to .bestpractices.json and keep what people wrote",
                            .details =
                                "Statuses and texts of people are never changed. Exit codes: 0 done, 2 wrong "
                                "usage or a claim file that "
                                "cannot be read, 3 done but something could not be read.",
                            .make = [] { return std::unique_ptr<CommandRun>(std::make_unique<MergeRun>()); }};

}  // namespace badgescan::cli
