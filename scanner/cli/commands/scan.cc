// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan scan: the main job.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/cli/command.h"
#include "scanner/cli/output.h"
#include "scanner/cli/session.h"
#include "scanner/cli/source.h"
#include "scanner/report/report.h"
#include "scanner/report/scan.h"

namespace badgescan::cli {
namespace {

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format* format : all_formats()) names.emplace_back(format->name);
  return names;
}

class ScanRun : public CommandRun {
 public:
  std::vector<Option> options() override {
    std::vector<Option> out{
        {.name = "path",
         .value = "REPO",
         .help = "A repository, a folder inside one, a URL or owner/name (default: here)",
         .target = &session_.path},
        {.name = "-f,--format",
         .value = "FORMAT",
         .help = "text, json, bestpractices, …",
         .target = &format_,
         .choices = format_names()},
        {.name = "-o,--output",
         .value = "FILE",
         .help = "Write to a file instead of stdout",
         .target = &output_},
        {.name = "-v,--verbose", .help = "Show the evidence and every question", .target = &render_.verbose},
        {.name = "--require",
         .value = "LEVEL",
         .help = "Exit 1 when the likely level is lower",
         .target = &required_,
         .choices = {"passing", "silver", "gold", "baseline-1", "baseline-2", "baseline-3"}},
        {.name = "--summary", .help = "One line only, for prompts and CI", .target = &summary_},
        {.name = "--only-proven",
         .help = "Leave drafts out of what is sent (bestpractices, urls)",
         .target = &render_.only_proven,
         .section = "Proposals"},
        {.name = "--level",
         .value = "LEVEL",
         .help = "Send answers of this level only",
         .target = &render_.level,
         .choices = {"passing", "silver", "gold", "baseline-1", "baseline-2", "baseline-3"},
         .section = "Proposals"},
        {.name = "--project-id",
         .value = "N",
         .help = "Id of the entry on the badge site",
         .target = &render_.project_id,
         .section = "Proposals"},
        {.name = "--max-url",
         .value = "BYTES",
         .help = "Longest proposal URL (default: 2000)",
         .target = &render_.max_url,
         .section = "Proposals"},
        {.name = "--locale",
         .value = "LOCALE",
         .help = "Language of the badge site's pages, e.g. de",
         .target = &render_.locale,
         .section = "Proposals"},
        {.name = "--overrides",
         .value = "PATTERN",
         .help = "Answers that replace what the entry holds, e.g. 'crypto_*'",
         .target = &render_.overrides,
         .section = "Proposals"},
        {.name = "--open",
         .help = "With --format urls: open the first one in the browser",
         .target = &open_,
         .section = "Proposals"},
    };
    for (Option& option : source_.declare()) out.push_back(std::move(option));
    for (Option& option : session_.declare()) out.push_back(std::move(option));
    return out;
  }

  int run() override {
    if (open_ && format_ != "urls") return fail(msg("--open opens a proposal URL: add --format urls"));
    const Result<LocalSource> local = make_local(session_.path, source_, session_);
    if (!local) return fail(local.error());
    session_.path = local->path;
    Result<std::unique_ptr<Session>> opened = Session::open(session_);
    if (!opened) return fail(opened.error());
    // The process ends after this: taking rules, texts and trees apart would cost a tenth of a scan.
    static Session* session = nullptr;
    session = opened->release();
    if (Outcome asked = ask_network(session->facts(), source_); !asked) return fail(asked.error());
    Report report = make_report(session->facts());
    if (!local->url.empty()) report.path = local->url;
    if (summary_) return finish(report, Rendered{summary_line(report) + "\n", {}});
    const Result<Rendered> rendered = render(report);
    if (!rendered) return fail(rendered.error());
    return finish(report, *rendered);
  }

 private:
  int finish(const Report& report, const Rendered& rendered) {
    if (Outcome written = write_output(output_, rendered.text); !written) return fail(written.error());
    for (const std::string& remark : rendered.remarks) complain(remark);
    if (open_) open_in_browser(rendered.text.substr(0, rendered.text.find('\n')));
    if (!required_.empty() && !reached(report.assessment.likely)) return kBelow;
    return incomplete(report.notes) ? kIncomplete : kDone;
  }

  static int fail(std::string_view reason) {
    complain(reason);
    return kUsage;
  }

  Result<Rendered> render(const Report& report) {
    const bool to_terminal = output_.empty() || output_ == "-";
    render_.width = to_terminal ? terminal_width() : 100;
    render_.colour = to_terminal && colour_wanted();
    render_.utf8 = !to_terminal || utf8_wanted();
    return format_named(format_)->render(report, render_);
  }

  bool reached(const Estimate& estimate) const {
    const Level wanted = *level_named(required_);
    const std::optional<Level> have = is_metal(wanted) ? estimate.metal : estimate.baseline;
    return have && *have >= wanted;
  }

  SessionOptions session_;
  SourceOptions source_;
  RenderOptions render_;
  std::string format_ = "text";
  std::string output_;
  std::string required_;
  bool summary_ = false;
  bool open_ = false;
};

}  // namespace

extern const Command scan_command;
const Command scan_command{.name = "scan",
                           .summary = "Scan a repository and print the pre-filled questionnaire",
                           .details =
                               "Exit codes: 0 done, 1 below --require, 2 wrong usage or not a repository, 3 "
                               "done but something could not be read.",
                           .make = [] { return std::unique_ptr<CommandRun>(std::make_unique<ScanRun>()); }};

}  // namespace badgescan::cli
