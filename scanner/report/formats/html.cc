// `--format html`: one self-contained file that is the questionnaire. Complete without JavaScript as a
// read-only report; with it, answers can be edited, counted live, exported and proposed. A strict content
// security policy names the hashes of our own style and script, so nothing that a scanned repository brings
// can ever run.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/report/assets.h"
#include "scanner/report/escape.h"
#include "scanner/report/groups.h"

namespace badgescan {
namespace {

using Json = nlohmann::ordered_json;

/// "sha256-…" of a content security policy, from hex digits.
std::string policy_hash(std::string_view hex) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "sha256-";
  unsigned bits = 0;
  int have = 0;
  for (const char c : hex) {
    bits = (bits << 4 | static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10)) & 0xffffU;
    have += 4;
    if (have < 6) continue;
    have -= 6;
    out += kAlphabet[(bits >> have) & 63U];
  }
  if (have > 0) out += kAlphabet[(bits << (6 - have)) & 63U];
  while ((out.size() - 7) % 4 != 0) out += '=';
  return out;
}

Json requirement_json(const Requirement& requirement) {
  return {{"level", name_of(requirement.level)}, {"category", name_of(requirement.category)},
          {"na", requirement.na_allowed},        {"na_why", requirement.na_justification_required},
          {"url", requirement.met_url_required}, {"met_why", requirement.met_justification_required}};
}

Json texts() {
  return {{"open", msg("open")},
          {"draft", translate("{}, to confirm")},
          {"in_progress", msg("in progress")},
          {"edited", msg("edited by you")},
          {"confirm", msg("Confirm")},
          {"undo", msg("Undo")},
          {"status", msg("Status")},
          {"justification", msg("Justification")},
          {"shown", translate("{} of {} shown")},
          {"no_proposals", msg("There is nothing to propose: the address of the repository is unknown, or no "
                               "question is answered.")}};
}

class HtmlReport {
 public:
  explicit HtmlReport(const Report& report) : report_(report) {}

  std::string render() {
    head();
    top();
    charts();
    tools();
    blockers();
    levels();
    notes();
    foot();
    return std::move(out_);
  }

 private:
  static std::string h(std::string_view text) { return escape_html(text); }

  /// A link when it is safe to make one, else the text.
  static std::string a(const std::string& url, std::string_view text) {
    const std::string safe = safe_link(url);
    if (safe.empty()) return h(text);
    return fmt::format("<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>", h(safe), h(text));
  }

  std::string name() const { return report_.project.name.empty() ? report_.path : report_.project.name; }

  void head() {
    out_ += fmt::format("<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
                        h(message_language()));
    out_ += fmt::format(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; "
        "script-src '{}'; "
        "base-uri 'none'; form-action 'none'\">\n",
        policy_hash(report_style().sha256), policy_hash(report_script().sha256));
    out_ +=
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
        "content=\"no-referrer\">\n";
    out_ += fmt::format("<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
                        h(msg("Badge estimate: {}", name())), report_style().content);
    out_ += fmt::format("<a class=\"skip\" href=\"#answers\">{}</a>\n", h(msg("Skip to the answers")));
  }

  static std::string level_name(const std::optional<Level>& level) {
    return level ? std::string(badgescan::name_of(*level)) : msg("in progress");
  }

  void top() {
    const Estimate& likely = report_.assessment.likely;
    out_ += fmt::format("<header>\n<h1>{}</h1>\n", h(name()));
    if (!report_.project.description.empty())
      out_ += fmt::format("<p class=\"meta\">{}</p>\n", h(report_.project.description));
    std::string where = report_.commit.empty() ? msg("no commit yet")
                                               : msg("commit {} of {}", report_.commit.substr(0, 12),
                                                     iso_date(report_.commit_time));
    if (report_.shallow) where += ", " + msg("history cut (shallow clone)");
    out_ += fmt::format("<p class=\"meta\">{} {}</p>\n", a(report_.forge.url, report_.forge.url), h(where));
    out_ += fmt::format(
        "<div class=\"headline\">\n<p>{} <strong class=\"big\" id=\"metal\">{}</strong></p>\n<p>{} <strong "
        "class=\"big\" "
        "id=\"baseline\">{}</strong></p>\n<p>{} <strong class=\"big\" id=\"score\">{}</strong></p>\n<p>{} "
        "<strong class=\"big\" "
        "id=\"tiered\">{} %</strong></p>\n</div>\n",
        h(msg("Likely level")), h(level_name(likely.metal)), h(msg("Likely baseline")),
        h(level_name(likely.baseline)), h(msg("Score")), likely.score, h(msg("Tiered")),
        likely.tiered_percentage);
    out_ += fmt::format("<p class=\"hint\">{}</p>\n</header>\n<main>\n",
                        h(msg("An estimate by {} {}, not the badge itself. Proven counts answers of "
                              "confidence 3 and more; likely also takes drafts and what only people can "
                              "answer as yes; reachable is everything but unmet MUSTs.",
                              kToolName, kToolVersion)));
  }

  void chart_row(const std::string& title, std::string_view name, const Estimate& estimate, Level level) {
    const std::string key = fmt::format("{} {}", name, badgescan::name_of(level));
    const int value = estimate.at(level).percentage;
    out_ += fmt::format(
        "<dt>{}</dt><dd aria-hidden=\"true\"><svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" "
        "focusable=\"false\"><rect "
        "class=\"track\" width=\"100\" height=\"8\"/><rect class=\"{}\" data-bar=\"{}\" width=\"{}\" "
        "height=\"8\"/></svg></dd><dd "
        "class=\"value\" data-value=\"{}\">{} %</dd>\n",
        h(title), name, key, value, key, value);
  }

  void charts() {
    out_ += fmt::format("<section aria-label=\"{}\" class=\"charts\">\n", h(msg("Progress")));
    for (const Level level : kLevels) {
      out_ += fmt::format("<div class=\"chart\"><h2>{}</h2><dl>\n", badgescan::name_of(level));
      chart_row(msg("proven"), "proven", report_.assessment.proven, level);
      chart_row(msg("likely"), "likely", report_.assessment.likely, level);
      chart_row(msg("reachable"), "reachable", report_.assessment.reachable, level);
      out_ += "</dl></div>\n";
    }
    out_ += "</section>\n";
  }

  void filter_button(std::string_view id, const std::string& title) {
    out_ += fmt::format("<button type=\"button\" data-filter=\"{}\" aria-pressed=\"{}\">{}</button>\n", id,
                        id == "all", h(title));
  }

  void tools() {
    out_ += fmt::format(
        "<div class=\"tools needs-script\" role=\"search\" hidden>\n<label for=\"search\">{}</label> <input "
        "type=\"search\" id=\"search\" placeholder=\"/\">\n",
        h(msg("Search")));
    filter_button("all", msg("All"));
    filter_button("blocking", msg("Blocking"));
    filter_button("drafts", msg("Drafts to confirm"));
    filter_button("questions", msg("Questions"));
    filter_button("must", msg("MUST only"));
    out_ += fmt::format(
        "<button type=\"button\" id=\"export\">{}</button>\n<button type=\"button\" "
        "id=\"propose\">{}</button>\n<span id=\"shown\" class=\"hint\" role=\"status\"></span>\n</div>\n",
        h(msg("Export .bestpractices.json")), h(msg("Proposal links")));
    out_ +=
        fmt::format("<div id=\"proposals\" tabindex=\"-1\" aria-label=\"{}\" role=\"region\" hidden></div>\n",
                    h(msg("Proposal links")));
    out_ += fmt::format("<p class=\"hint needs-script\" hidden>{}</p>\n",
                        h(msg("Keys: / searches, j and k go to the next and previous question, e edits it, "
                              "Escape leaves the field.")));
  }

  void blockers() {
    for (const auto* list : {&report_.assessment.blockers, &report_.assessment.baseline_blockers}) {
      if (list->empty()) continue;
      out_ += fmt::format(
          "<details><summary>{}</summary>\n<ol>\n",
          h(msg("On the way to {}: {} open points", badgescan::name_of(list->front().level), list->size())));
      for (const Blocker& blocker : *list) {
        const std::string& id = blocker.answer->criterion->id;
        out_ += fmt::format("<li><a href=\"#{}\">{}</a>: {}</li>\n", h(id), h(id), h(blocker.todo));
      }
      out_ += "</ol>\n</details>\n";
    }
  }

  void levels() {
    out_ += "<div id=\"answers\">\n";
    std::optional<Level> open;
    for (const AnswerGroup& group : groups_once(report_)) {
      if (open != group.level) {
        if (open) out_ += "</section>\n";
        out_ += fmt::format(
            "<section class=\"level\" aria-labelledby=\"level-{0}\">\n<h2 id=\"level-{0}\">{0}</h2>\n",
            badgescan::name_of(group.level));
        open = group.level;
      }
      out_ += fmt::format("<section class=\"group\">\n<h3>{0}</h3>\n", h(group.name));
      for (const Answer* answer : group.answers) article(*answer);
      out_ += "</section>\n";
    }
    if (open) out_ += "</section>\n";
    out_ += "</div>\n";
  }

  static std::string_view state_of(const Answer& answer) {
    if (answer.status == Status::unknown) return "open";
    if (answer.status == Status::unmet) return "unmet";
    if (answer.confidence < kProven) return "draft";
    return answer.status == Status::met ? "met" : "na";
  }

  static std::string status_text(const Answer& answer) {
    const std::string_view state = state_of(answer);
    if (state == "open") return msg("open");
    return state == "draft" ? msg("{}, to confirm", name_of(answer.status))
                            : std::string(name_of(answer.status));
  }

  void article(const Answer& answer) {
    const Criterion& criterion = *answer.criterion;
    out_ += fmt::format(
        "<article class=\"criterion\" id=\"{0}\" data-id=\"{0}\" data-state=\"{1}\" tabindex=\"-1\">\n<div "
        "class=\"top\"><span class=\"status {1}\">{2}</span> <h4>{3}</h4> ",
        h(criterion.id), state_of(answer), h(status_text(answer)), h(criterion.title));
    out_ += "<span class=\"chips\">";
    for (const Requirement& requirement : criterion.requirements) {
      out_ += fmt::format("<span class=\"chip\">{} {}</span>", badgescan::name_of(requirement.level),
                          name_of(requirement.category));
    }
    out_ += "</span></div>\n";
    out_ += fmt::format("<p>{} {}</p>\n", h(criterion.summary), a(criterion.url, criterion.official_id));
    if (!answer.justification.empty())
      out_ += fmt::format("<p class=\"justification\">{}</p>\n", with_links(answer.justification));
    if (!answer.ask.empty()) out_ += fmt::format("<p class=\"ask\">{}</p>\n", h(answer.ask));
    details(answer);
    out_ += "</article>\n";
  }

  /// Addresses in a justification become links, where they are safe.
  static std::string with_links(std::string_view text) {
    std::string out;
    std::size_t from = 0;
    for (std::size_t at = text.find("https://"); at != std::string_view::npos;
         at = text.find("https://", from)) {
      std::size_t end = std::min(text.find_first_of(" \n\t<>\"", at), text.size());
      while (end > at && std::string_view(".,;)").find(text[end - 1]) != std::string_view::npos) --end;
      out += h(text.substr(from, at - from)) +
             a(std::string(text.substr(at, end - at)), text.substr(at, end - at));
      from = std::max(end, at + 8);
    }
    return out + h(text.substr(std::min(from, text.size())));
  }

  void details(const Answer& answer) {
    if (answer.origin == Answer::Origin::none) return;
    out_ += fmt::format(
        "<details><summary>{}</summary>\n<ul>\n",
        h(msg("Confidence {} of 5, from {} {}; {} pieces of evidence", static_cast<int>(answer.confidence),
              name_of(answer.origin), answer.detector, answer.evidence.size())));
    for (const Evidence& evidence : answer.evidence) {
      out_ += fmt::format("<li>{}", a(report_.link(evidence), place_of(evidence)));
      if (!evidence.excerpt.empty())
        out_ += fmt::format(" <span class=\"excerpt\">{}</span>", h(evidence.excerpt));
      out_ += "</li>\n";
    }
    for (const Finding& other : answer.overruled) {
      out_ += fmt::format("<li>{}</li>\n",
                          h(msg("{} says {}, confidence {}: {}", other.detector, name_of(other.status),
                                static_cast<int>(other.confidence), other.justification)));
    }
    out_ += "</ul>\n</details>\n";
  }

  void notes() {
    if (report_.notes.empty()) return;
    out_ +=
        fmt::format("<section aria-labelledby=\"notes\">\n<h2 id=\"notes\">{}</h2>\n<ul>\n", h(msg("Notes")));
    for (const Note& note : report_.notes) {
      out_ += fmt::format("<li class=\"note-{}\">{}: {}{}{}</li>\n", name_of(note.kind),
                          h(translate(name_of(note.kind))), h(note.path), note.path.empty() ? "" : ": ",
                          h(note.text));
    }
    out_ += "</ul>\n</section>\n";
  }

  void foot() {
    Json answers = Json::array();
    for (const Answer& answer : report_.assessment.answers) {
      Json requirements = Json::array();
      for (const Requirement& requirement : answer.criterion->requirements)
        requirements.push_back(requirement_json(requirement));
      answers.push_back({{"id", answer.criterion->id},
                         {"status", name_of(answer.status)},
                         {"confidence", static_cast<int>(answer.confidence)},
                         {"justification", escape_controls(answer.justification, true)},
                         {"people", answer.criterion->people_only},
                         {"derived", answer.origin == Answer::Origin::derived},
                         {"requirements", std::move(requirements)}});
    }
    const Json data = {{"repository", report_.forge.url.empty() ? report_.path : report_.forge.url},
                       {"url", report_.forge.url},
                       {"project_id", report_.project_id},
                       {"commit", report_.commit},
                       {"text", texts()},
                       {"answers", std::move(answers)}};
    // "<" cannot end the element from inside a JSON string once it is written as an escape.
    const std::string json =
        replace_all(data.dump(-1, ' ', true, Json::error_handler_t::replace), "<", "\\u003c");
    out_ += fmt::format(
        "</main>\n<footer><p>{}</p></footer>\n",
        h(msg("Made by {} {}. Levels are counted by the rules of the badge site.", kToolName, kToolVersion)));
    out_ += fmt::format(
        "<script type=\"application/json\" id=\"data\">{}</script>\n<script>{}</script>\n</body>\n</html>\n",
        json, report_script().content);
  }

  const Report& report_;
  std::string out_;
};

Result<Rendered> render(const Report& report, const RenderOptions&) {
  return Rendered{HtmlReport(report).render(), {}};
}

}  // namespace

extern const Format html_format;
const Format html_format{.name = "html",
                         .summary = "The questionnaire as one self-contained page",
                         .extension = "html",
                         .render = render};

}  // namespace badgescan
