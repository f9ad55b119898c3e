// badgescan scan: the main job.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/cli/command.h"
#include "scanner/cli/output.h"
#include "scanner/cli/session.h"
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
         .help = "A repository or a folder inside one (default: here)",
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
    };
    for (Option& option : session_.declare()) out.push_back(std::move(option));
    return out;
  }

  int run() override {
    Result<std::unique_ptr<Session>> session = Session::open(session_);
    if (!session) return fail(session.error());
    const Report report = make_report((*session)->facts());
    const Result<Rendered> rendered = render(report);
    if (!rendered) return fail(rendered.error());
    if (Outcome written = write_output(output_, rendered->text); !written) return fail(written.error());
    for (const std::string& remark : rendered->remarks) complain(remark);
    if (!required_.empty() && !reached(report.assessment.likely)) return kBelow;
    return incomplete(report.notes) ? kIncomplete : kDone;
  }

 private:
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
  RenderOptions render_;
  std::string format_ = "text";
  std::string output_;
  std::string required_;
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
