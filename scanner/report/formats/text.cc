// `--format text`: for people on a terminal. Short by default: the headline, what stands in the way, one line
// a chapter. -v: every criterion with its evidence.
#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/report/layout.h"
#include "scanner/report/report.h"

namespace badgescan {
namespace {

constexpr std::size_t kBlockersShown = 12;
constexpr std::size_t kNotesShown = 8;

/// One word a status, so that neither the colour nor the sign is needed to understand it.
struct Sign {
  std::string_view utf8, ascii;
  Style style;
};
Sign sign_of(const Answer& answer) {
  if (answer.status == Status::unknown) return {"?", "?", Style::warn};
  if (answer.status == Status::unmet) return {"✘", "x", Style::bad};
  const bool draft = answer.confidence < kProven;
  if (answer.status == Status::not_applicable) return {draft ? "◦" : "–", draft ? "o" : "-", Style::dim};
  return {draft ? "≈" : "✔", draft ? "~" : "+", draft ? Style::accent : Style::good};
}

class TextReport {
 public:
  TextReport(const Report& report, const RenderOptions& options)
      : report_(report),
        options_(options),
        paint_(options.colour),
        width_(static_cast<std::size_t>(std::clamp(options.width, 40, 120))) {}

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
    return std::move(out_);
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

  void header() {
    const std::string name = report_.project.name.empty() ? report_.path : report_.project.name;
    line(paint_(Style::bold, safe(name)) +
         (report_.forge.url.empty() ? "" : "  " + paint_(Style::dim, safe(report_.forge.url))));
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
    std::string headline =
        metal ? msg("Likely badge level: {}", level ? std::string(name_of(*level)) : msg("in progress"))
              : msg("Likely baseline level: {}", level ? std::string(name_of(*level)) : msg("in progress"));
    if (metal) headline += msg("   score {}   tiered {} %", a.likely.score, a.likely.tiered_percentage);
    line(paint_(Style::bold, headline));
    const std::size_t cell = width_ >= 70 ? 19 : 14;
    std::string head = column("", 13);
    const Level first = metal ? Level::passing : Level::baseline1;
    for (int i = 0; i < 3; ++i)
      head += column(name_of(static_cast<Level>(static_cast<int>(first) + i)), cell);
    line(paint_(Style::dim, trim_end(head)));
    row(msg("proven"), a.proven, first, cell);
    row(msg("likely"), a.likely, first, cell);
    row(msg("reachable"), a.reachable, first, cell);
    line();
  }

  void row(const std::string& name, const Estimate& estimate, Level first, std::size_t cell) {
    std::string text = "  " + column(name, 11);
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
    line(paint_(Style::bold, msg("On the way to {}:", name_of(blockers.front().level))) + "  " +
         paint_(Style::dim, blocker_counts(blockers)));
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
    const Sign sign = sign_of(*blocker.answer);
    const Requirement& requirement = *blocker.answer->criterion->at(blocker.level);
    line("  " + paint_(sign.style, options_.utf8 ? sign.utf8 : sign.ascii) + ' ' +
         paint_(Style::bold, blocker.answer->criterion->id) + ' ' +
         paint_(Style::dim,
                fmt::format("{} {}", name_of(requirement.category), status_words(*blocker.answer))));
    if (!options_.verbose && !blocker.answer->justification.empty() &&
        blocker.kind != Blocker::Kind::question)
      paragraph(shorten(blocker.answer->justification, 300), 4);
    if (blocker.todo != blocker.answer->justification) paragraph(shorten(blocker.todo, 400), 4);
  }

  static std::string status_words(const Answer& answer) {
    if (answer.status == Status::unknown)
      return answer.criterion->people_only ? msg("? only you can know") : "?";
    return msg("{}, confidence {}", name_of(answer.status), static_cast<int>(answer.confidence));
  }

  /// Groups of a series in the badge site's order, with the answers of each.
  std::vector<std::pair<std::string, std::vector<const Answer*>>> groups() const {
    std::vector<std::pair<std::string, std::vector<const Answer*>>> out;
    for (const Answer& answer : report_.assessment.answers) {
      const Requirement& first = answer.criterion->requirements.front();
      const std::string name =
          answer.criterion->metal() ? first.group : "OSPS " + std::string(name_of(first.level));
      auto at = std::find_if(out.begin(), out.end(), [&](const auto& group) { return group.first == name; });
      if (at == out.end()) at = out.insert(out.end(), {name, {}});
      at->second.push_back(&answer);
    }
    return out;
  }

  void chapters() {
    line(paint_(Style::dim, column(msg("Answers"), 20) + column(msg("Met"), 8) + column(msg("draft"), 8) +
                                column(msg("N/A"), 8) + column(msg("Unmet"), 8) + msg("open")));
    for (const auto& [name, answers] : groups()) {
      std::size_t met = 0, draft = 0, na = 0, unmet = 0, open = 0;
      for (const Answer* answer : answers) {
        if (answer->status == Status::unknown)
          ++open;
        else if (answer->status == Status::unmet)
          ++unmet;
        else if (answer->confidence < kProven)
          ++draft;
        else if (answer->status == Status::met)
          ++met;
        else
          ++na;
      }
      line("  " + column(name, 18) + fmt::format("{:<8}{:<8}{:<8}{:<8}{}", met, draft, na, unmet, open));
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
    const Sign sign = sign_of(answer);
    line("  " + paint_(sign.style, options_.utf8 ? sign.utf8 : sign.ascii) + ' ' +
         paint_(Style::bold, answer.criterion->id) + "  " +
         paint_(Style::dim, status_words(answer) + (answer.detector.empty() ? "" : " · " + answer.detector)));
    paragraph(answer.criterion->summary, 4);
    if (!answer.justification.empty()) paragraph("→ " + answer.justification, 4);
    for (const Evidence& evidence : answer.evidence) {
      std::string where = !evidence.path.empty()     ? evidence.path
                          : !evidence.commit.empty() ? evidence.commit.substr(0, 12)
                                                     : evidence.url;
      if (evidence.line > 0) where += ':' + std::to_string(evidence.line);
      line(paint_(
          Style::dim,
          "      " + wrap(safe(where + (evidence.excerpt.empty() ? "" : "  “" + evidence.excerpt + "”")),
                          width_, 8)));
    }
    for (const Finding& other : answer.overruled) {
      paragraph(msg("({} says {}, confidence {}: {})", other.detector, name_of(other.status),
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
      paragraph(fmt::format("{}: {}{}{}", translate(name_of(note.kind)), note.path,
                            note.path.empty() ? "" : ": ", note.text),
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
