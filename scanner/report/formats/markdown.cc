// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// `--format markdown`: for a pull-request comment or an issue: the estimate, a checklist of what blocks the
// next level, and every answer in collapsible chapters. Forges cut long comments, so excerpts are short.
#include <fmt/format.h>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/report/escape.h"
#include "scanner/report/groups.h"
#include "scanner/report/words.h"

namespace badgescan {
namespace {

constexpr std::size_t kJustification = 300;

/// Emoji, because forges show no colours.
std::string_view sign_of(const Answer& answer) {
  if (answer.status == Status::unknown) return "❔";
  if (answer.status == Status::unmet) return "❌";
  if (to_do(answer)) return "✏️";
  return answer.status == Status::met ? "✅" : "➖";
}

/// [text](url) when the link is safe, else the text alone.
std::string linked(std::string_view text, const std::string& url) {
  const std::string safe = safe_link(url);
  const std::string shown = escape_markdown(text);
  if (safe.empty()) return shown;
  return fmt::format("[{}]({})", shown, replace_all(replace_all(safe, "(", "%28"), ")", "%29"));
}

class MarkdownReport {
 public:
  explicit MarkdownReport(const Report& report) : report_(report) {}

  std::string render() {
    heading();
    table(true);
    table(false);
    checklist(report_.assessment.blockers);
    checklist(report_.assessment.baseline_blockers);
    chapters();
    notes();
    return std::move(out_);
  }

 private:
  void heading() {
    const std::string name = report_.project.name.empty() ? report_.path : report_.project.name;
    out_ += "## " + msg("Badge estimate for {}", linked(name, report_.forge.url)) + "\n\n";
    const Estimate& likely = report_.assessment.likely;
    out_ += msg("**Likely level: {}** (score {}, tiered {} %), baseline: {}. Estimated by {} {}, not by the "
                "badge site.",
                title_of(likely.metal), likely.score, likely.tiered_percentage, title_of(likely.baseline),
                kToolName, kToolVersion) +
            "\n\n";
    if (!report_.commit.empty())
      out_ += msg("Commit `{}` of {}.", report_.commit.substr(0, 12), iso_date(report_.commit_time)) + "\n\n";
    if (report_.shallow)
      out_ += "> " + msg("The history is cut (shallow clone): what history would tell stays open.") + "\n\n";
  }

  void table(bool metal) {
    const int first = static_cast<int>(metal ? Level::passing : Level::baseline1);
    out_ += "| ";
    for (int i = 0; i < 3; ++i) out_ += fmt::format("| {} ", name_of(static_cast<Level>(first + i)));
    out_ += "|\n|---|---:|---:|---:|\n";
    row(msg("proven"), report_.assessment.proven, first);
    row(msg("likely"), report_.assessment.likely, first);
    row(msg("reachable"), report_.assessment.reachable, first);
    out_ += '\n';
  }

  void row(const std::string& name, const Estimate& estimate, int first) {
    out_ += "| " + name + ' ';
    for (int i = 0; i < 3; ++i)
      out_ += fmt::format("| {} % ", estimate.at(static_cast<Level>(first + i)).percentage);
    out_ += "|\n";
  }

  void checklist(const std::vector<Blocker>& blockers) {
    if (blockers.empty()) return;
    out_ += "### " + msg("On the way to {}", name_of(blockers.front().level)) + "\n\n";
    for (const Blocker& blocker : blockers) {
      out_ += fmt::format("- [ ] {} {}: {}\n", sign_of(*blocker.answer),
                          linked(blocker.answer->criterion->id, blocker.answer->criterion->url),
                          escape_markdown(shorten(blocker.todo, kJustification)));
    }
    out_ += '\n';
  }

  void chapters() {
    for (const AnswerGroup& group : groups_once(report_)) {
      out_ += fmt::format("<details><summary>{} / {} ({})</summary>\n\n", escape_html(name_of(group.level)),
                          escape_html(translate(group.name)), group.answers.size());
      for (const Answer* answer : group.answers) one(*answer);
      out_ += "\n</details>\n\n";
    }
  }

  void one(const Answer& answer) {
    out_ += fmt::format("- {} {} **{}**", sign_of(answer),
                        linked(answer.criterion->id, answer.criterion->url), title_of(answer.status));
    if (answer.status != Status::unknown) out_ += fmt::format(" ({}/5)", static_cast<int>(answer.confidence));
    if (!answer.justification.empty())
      out_ += ": " + escape_markdown(shorten(answer.justification, kJustification));
    if (!answer.evidence.empty())
      out_ += fmt::format(" · {}",
                          linked(place_of(answer.evidence.front()), report_.link(answer.evidence.front())));
    out_ += '\n';
  }

  void notes() {
    if (report_.notes.empty()) return;
    out_ += "### " + msg("Notes") + "\n\n";
    for (const Note& note : report_.notes) {
      out_ += fmt::format("- {}: {}{}{}\n", title_of(note.kind), escape_markdown(note.path),
                          note.path.empty() ? "" : ": ", escape_markdown(note.text));
    }
  }

  const Report& report_;
  std::string out_;
};

Result<Rendered> render(const Report& report, const RenderOptions&) {
  return Rendered{MarkdownReport(report).render(), {}};
}

}  // namespace

extern const Format markdown_format;
const Format markdown_format{.name = "markdown",
                             .summary = "For a pull-request comment or an issue",
                             .extension = "md",
                             .render = render};

}  // namespace badgescan
