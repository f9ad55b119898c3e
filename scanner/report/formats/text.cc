// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// `--format text`: for people on a terminal. Short by default: the headline, what stands in the way, one line
// a chapter. -v: every criterion with its evidence.
#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/report/groups.h"
#include "scanner/report/layout.h"
#include "scanner/report/words.h"

namespace badgescan {
namespace {

constexpr std::size_t kBlockersShown = 12;
constexpr std::size_t kNotesShown = 8;

Style style_of(const Answer& answer) {
  if (answer.status == Status::unknown) return Style::warn;
  if (answer.status == Status::unmet) return Style::bad;
  return to_do(answer) ? Style::accent : answer.status == Status::met ? Style::good : Style::dim;
}

class TextReport {
 public:
  TextReport(const Report& report, const RenderOptions& options)
      : report_(report), options_(options), paint_(options.colour), width_(reading_width(options.width)) {}

  std::string render() {
    header();
    estimates(true);
    estimates(false);
    blockers(report_.assessment.blockers, report_.assessment.likely.metal, true);
    blockers(report_.assessment.baseline_blockers, report_.assessment.likely.baseline, false);
    if (options_.verbose)
      answers();
    else
      chapters();
    notes();
    return options_.utf8 ? std::move(out_) : in_ascii(std::move(out_));
  }

 private:
  std::string safe(std::string_view text) const { return escape_controls(text); }

  void line(std::string_view text = {}) {
    out_ += text;
    out_ += '\n';
  }

  void paragraph(std::string_view text, std::size_t indent) {
    line(std::string(indent, ' ') + wrap(safe(text), width_, indent));
  }

  /// The counts stand beside the title where they fit.
  void heading(const std::string& title, const std::string& counts) {
    const bool fits = display_width(title) + 2 + display_width(counts) <= width_;
    line(paint_(Style::bold, title) + (fits ? "  " : "\n  ") +
         paint_(Style::dim, fits ? counts : wrap(counts, width_, 2)));
  }

  void header() {
    const std::string name = report_.project.name.empty() ? report_.path : report_.project.name;
    const std::string url = safe(report_.forge.url);
    const bool beside = display_width(name) + 2 + display_width(url) <= width_;
    line(paint_(Style::bold, wrap(safe(name), width_, 0)) +
         (url.empty() ? ""
          : beside    ? "  "
                      : "\n") +
         paint_(Style::dim, url));
    const std::string where = report_.commit.empty() ? msg("no commit yet ({})", report_.source)
                                                     : msg("commit {} of {}", report_.commit.substr(0, 12),
                                                           iso_date(report_.commit_time));
    line(paint_(
        Style::dim,
        where + (report_.source == "revision" || report_.commit.empty() ? "" : ", " + report_.source)));
    if (report_.shallow)
      paragraph(msg("The history is cut (shallow clone): what history would tell stays open. 'git fetch "
                    "--unshallow' completes it."),
                0);
    line();
  }

  void estimates(bool metal) {
    const Assessment& a = report_.assessment;
    const std::optional<Level> level = metal ? a.likely.metal : a.likely.baseline;
    std::string headline = metal ? msg("Likely badge level: {}", title_of(level))
                                 : msg("Likely baseline level: {}", title_of(level));
    if (metal) headline += msg("   score {}   tiered {} %", a.likely.score, a.likely.tiered_percentage);
    line(paint_(Style::bold, headline));
    const std::string rows[] = {msg("proven"), msg("likely"), msg("reachable")};
    std::size_t first_column = 0;
    for (const std::string& row : rows) first_column = std::max(first_column, display_width(row) + 2);
    const std::size_t cell = std::clamp<std::size_t>((width_ - first_column - 2) / 3, 14, 22);
    std::string head = column("", first_column + 2);
    const Level first = metal ? Level::passing : Level::baseline1;
    for (int i = 0; i < 3; ++i)
      head += column(name_of(static_cast<Level>(static_cast<int>(first) + i)), cell);
    line(paint_(Style::dim, trim_end(head)));
    const Estimate* estimates[] = {&a.proven, &a.likely, &a.reachable};
    for (std::size_t i = 0; i < std::size(rows); ++i)
      row("  " + column(rows[i], first_column), *estimates[i], first, cell);
    line();
  }

  void row(std::string text, const Estimate& estimate, Level first, std::size_t cell) {
    for (int i = 0; i < 3; ++i) {
      const LevelProgress& progress = estimate.at(static_cast<Level>(static_cast<int>(first) + i));
      const Style style = progress.percentage == 100 ? Style::good : Style::plain;
      text += paint_(style, bar(progress.percentage, cell - 8, options_.utf8)) +
              fmt::format(" {:>3} %  ", progress.percentage);
    }
    line(std::string(trim_end(text)));
  }

  static std::string_view trim_end(std::string_view text) {
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
  }

  void blockers(const std::vector<Blocker>& blockers, std::optional<Level> reached, bool metal) {
    if (blockers.empty()) {
      if (reached)
        line(metal ? msg("Nothing stands in the way of gold.") + "\n"
                   : msg("Nothing stands in the way of baseline-3.") + "\n");
      return;
    }
    heading(msg("On the way to {}:", name_of(blockers.front().level)), blocker_counts(blockers));
    const std::size_t shown = options_.verbose
                                  ? blockers.size()
                                  : std::min(blockers.size(), metal ? kBlockersShown : kBlockersShown / 2);
    for (std::size_t i = 0; i < shown; ++i) blocker(blockers[i]);
    if (shown < blockers.size())
      line(paint_(Style::dim, msg("  … and {} more: -v shows all", blockers.size() - shown)));
    line();
  }

  static std::string blocker_counts(const std::vector<Blocker>& blockers) {
    const auto count = [&](Blocker::Kind kind) {
      return std::count_if(blockers.begin(), blockers.end(),
                           [kind](const Blocker& b) { return b.kind == kind; });
    };
    return msg("{} not met, {} to confirm, {} to answer", count(Blocker::Kind::unmet),
               count(Blocker::Kind::draft), count(Blocker::Kind::question));
  }

  void blocker(const Blocker& blocker) {
    const Requirement& requirement = *blocker.answer->criterion->at(blocker.level);
    const Answer& answer = *blocker.answer;
    const std::string words = fmt::format("{} · {}", name_of(requirement.category), status_words(answer));
    const bool uncounted = blocker.kind == Blocker::Kind::unmet && answer.status != Status::unmet;
    if (uncounted)
      title(Style::warn, "!", answer, words + ", " + msg("not counted yet"));
    else
      title(style_of(answer), sign_of(answer), answer, words);
    if (!options_.verbose && !blocker.answer->justification.empty() &&
        blocker.kind != Blocker::Kind::question)
      paragraph(shorten(blocker.answer->justification, 300), 4);
    if (blocker.todo != blocker.answer->justification) paragraph(shorten(blocker.todo, 400), 4);
  }

  static std::string status_words(const Answer& answer) {
    if (answer.status == Status::unknown)
      return answer.criterion->people_only ? msg("open, only you can know") : title_of(answer.status);
    return msg("{}, confidence {}", title_of(answer.status), static_cast<int>(answer.confidence));
  }

  /// "  ✔ floss_license  MUST · Met, confidence 5"; the words go to the next line where they do not fit.
  void title(Style style, std::string_view sign, const Answer& answer, const std::string& words) {
    const std::string& id = answer.criterion->id;
    const bool fits = 4 + display_width(id) + 2 + display_width(words) <= width_;
    line("  " + paint_(style, sign) + ' ' + paint_(Style::bold, id) + (fits ? "  " : "\n    ") +
         paint_(Style::dim, fits ? words : wrap(words, width_, 4)));
  }

  std::string_view sign_of(const Answer& answer) const {
    return options_.utf8 ? state_of(answer).sign : state_of(answer).ascii;
  }

  /// Groups of a series in the badge site's order, with the answers of each.
  std::vector<std::pair<std::string, std::vector<const Answer*>>> groups() const {
    std::vector<std::pair<std::string, std::vector<const Answer*>>> out;
    for (const Answer& answer : report_.assessment.answers) {
      const Requirement& first = answer.criterion->requirements.front();
      const std::string name = answer.criterion->metal() ? std::string(translate(first.group))
                                                         : "OSPS " + std::string(name_of(first.level));
      auto at = std::find_if(out.begin(), out.end(), [&](const auto& group) { return group.first == name; });
      if (at == out.end()) at = out.insert(out.end(), {name, {}});
      at->second.push_back(&answer);
    }
    return out;
  }

  void chapters() {
    std::vector<std::string> heads{msg("Answers"), msg("Met"),   msg("draft"),
                                   msg("N/A"),     msg("Unmet"), msg("open")};
    constexpr std::string_view kStates[] = {"met", "draft", "na", "unmet", "open"};
    const auto all = groups();
    std::vector<std::size_t> widths{display_width(heads[0])};
    for (const auto& [name, answers] : all) widths[0] = std::max(widths[0], 2 + display_width(name));
    // Long words give way on a narrow terminal.
    const std::size_t room = std::max<std::size_t>((width_ - std::min(width_, widths[0])) / 5, 6) - 2;
    for (std::size_t i = 1; i < heads.size(); ++i) {
      if (display_width(heads[i]) > std::max<std::size_t>(room, 7)) heads[i] = column(heads[i], room);
      widths.push_back(std::max<std::size_t>(display_width(heads[i]), 4));
    }
    const auto table_row = [&](const std::vector<std::string>& cells, Style style) {
      std::string text = column(cells[0], widths[0]);
      for (std::size_t i = 1; i < cells.size(); ++i)
        text += "  " + std::string(widths[i] - display_width(cells[i]), ' ') + cells[i];
      line(paint_(style, text));
    };
    table_row(heads, Style::dim);
    for (const auto& [name, answers] : all) {
      std::vector<std::string> cells{"  " + name};
      for (const std::string_view state : kStates) {
        cells.push_back(
            std::to_string(std::count_if(answers.begin(), answers.end(), [&](const Answer* answer) {
              return state_of(*answer).name == state;
            })));
      }
      table_row(cells, Style::plain);
    }
    line();
  }

  void answers() {
    for (const auto& [name, answers] : groups()) {
      line(paint_(Style::bold, name));
      for (const Answer* answer : answers) one(*answer);
      line();
    }
  }

  void one(const Answer& answer) {
    title(style_of(answer), sign_of(answer), answer,
          status_words(answer) + (answer.detector.empty() ? "" : " · " + answer.detector));
    paragraph(answer.criterion->summary, 4);
    if (!answer.justification.empty()) paragraph("→ " + answer.justification, 4);
    for (const Evidence& evidence : answer.evidence) {
      const std::string excerpt = evidence.excerpt.empty() ? "" : "  “" + evidence.excerpt + "”";
      line(paint_(Style::dim, "      " + wrap(safe(place_of(evidence) + excerpt), width_, 8)));
    }
    for (const Finding& other : answer.overruled) {
      paragraph(msg("({} says {}, confidence {}: {})", other.detector, title_of(other.status),
                    static_cast<int>(other.confidence), other.justification),
                6);
    }
    if (!answer.ask.empty()) paragraph(msg("To do: {}", answer.ask), 4);
  }

  void notes() {
    if (report_.notes.empty()) return;
    line(paint_(Style::bold, msg("Notes")));
    const std::size_t shown =
        options_.verbose ? report_.notes.size() : std::min(report_.notes.size(), kNotesShown);
    for (std::size_t i = 0; i < shown; ++i) {
      const Note& note = report_.notes[i];
      paragraph(
          fmt::format("{}: {}{}{}", title_of(note.kind), note.path, note.path.empty() ? "" : ": ", note.text),
          2);
    }
    if (shown < report_.notes.size())
      line(paint_(Style::dim, msg("  … and {} more: -v shows all", report_.notes.size() - shown)));
    line();
  }

  const Report& report_;
  const RenderOptions& options_;
  Painter paint_;
  std::size_t width_;
  std::string out_;
};

Result<Rendered> render(const Report& report, const RenderOptions& options) {
  return Rendered{TextReport(report, options).render(), {}};
}

}  // namespace

extern const Format text_format;
const Format text_format{
    .name = "text", .summary = "For people, on a terminal", .extension = "txt", .render = render};

}  // namespace badgescan
