// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// `--format html`: one self-contained file that is the questionnaire. Complete without JavaScript as a
// read-only report; with it, answers can be edited, counted live, exported and proposed. A strict content
// security policy names the hashes of our own style and script, so nothing that a scanned repository brings
// can ever run.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/report/assets.h"
#include "scanner/report/escape.h"
#include "scanner/report/groups.h"
#include "scanner/report/proposal.h"
#include "scanner/report/words.h"

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

Json answer_json(const Answer& answer) {
  Json requirements = Json::array();
  for (const Requirement& requirement : answer.criterion->requirements)
    requirements.push_back(requirement_json(requirement));
  return {{"id", answer.criterion->id},
          {"status", name_of(answer.status)},
          {"confidence", static_cast<int>(answer.confidence)},
          {"justification", escape_controls(answer.justification, true)},
          {"people", answer.criterion->people_only},
          {"derived", answer.origin == Answer::Origin::derived},
          {"requirements", std::move(requirements)}};
}

Json texts() {
  Json statuses = Json::object();
  for (const Status status : {Status::unknown, Status::met, Status::unmet, Status::not_applicable})
    statuses[std::string(name_of(status))] = title_of(status);
  return {
      {"statuses", std::move(statuses)},
      {"draft", translate("{}, to confirm")},
      {"in_progress", msg("in progress")},
      {"edited", msg("edited by you")},
      {"edits", translate("Answers edited: {}. They are kept in this browser.")},
      {"confirm", msg("Confirm")},
      {"undo", msg("Undo")},
      {"status", msg("Status")},
      {"justification", msg("Justification")},
      {"likely", translate("{} of {} likely satisfied")},
      {"shown", translate("{} of {} shown")},
      {"done", translate("On the way to {}: {} open points, {} done")},
      {"one_left", translate("On the way to {}: {} open point, {} done")},
      {"level", msg("Likely level")},
      {"baseline", msg("Likely baseline")},
      {"link", words_for(Missing::link)},
      {"reason", words_for(Missing::reason)},
      {"derived", translate("{} of the {} criteria of the {} level are satisfied by the answers of this "
                            "assessment.")},
      {"proposals", msg("Each link opens the form of one section of the badge entry with answers filled in; "
                        "nothing is saved before you save it there.")},
      {"link_text", translate("{}, {} answers")},
      {"no_proposals", msg("There is nothing to propose: the address of the repository is unknown, or no "
                           "question is answered.")}};
}

class HtmlReport {
 public:
  HtmlReport(const Report& report, const RenderOptions& options) : report_(report), options_(options) {}

  std::string render() {
    head();
    top();
    charts();
    blockers();
    tools();
    out_ += "<div class=\"body\">\n";
    contents();
    answers();
    out_ += "</div>\n";
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
        "script-src '{}'; base-uri 'none'; form-action 'none'\">\n",
        policy_hash(report_style().sha256), policy_hash(report_script().sha256));
    out_ +=
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
        "content=\"no-referrer\">\n";
    out_ += fmt::format("<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
                        h(msg("Badge estimate: {}", name())), report_style().content);
    out_ += fmt::format("<a class=\"skip\" href=\"#answers\">{}</a>\n", h(msg("Skip to the answers")));
  }

  /// "https://… · commit 1234 of 2026-01-02 · main"
  std::string where() const {
    std::vector<std::string> parts;
    if (!report_.forge.url.empty()) parts.push_back(a(report_.forge.url, report_.forge.url));
    const std::string commit = report_.commit.substr(0, 12);
    parts.push_back(report_.commit.empty()
                        ? h(msg("no commit yet"))
                        : a(report_.forge.commit_link(report_.commit),
                            msg("commit {} of {}", commit, iso_date(report_.commit_time))));
    if (!report_.branch.empty()) parts.push_back(h(report_.branch));
    if (report_.shallow) parts.push_back(h(msg("history cut (shallow clone)")));
    if (!report_.project_id.empty())
      parts.push_back(a("https://www.bestpractices.dev/projects/" + escape_url(report_.project_id),
                        msg("badge entry {}", report_.project_id)));
    return join(parts, " · ");
  }

  void figure(const std::string& title, std::string_view id, const std::string& value) {
    out_ += fmt::format("<div><dt>{}</dt><dd id=\"{}\">{}</dd></div>\n", h(title), id, h(value));
  }

  void top() {
    const Estimate& likely = report_.assessment.likely;
    out_ +=
        fmt::format("<header>\n<p class=\"kind\">{}</p>\n<h1>{}</h1>\n", h(msg("Badge estimate")), h(name()));
    if (!report_.project.description.empty())
      out_ += fmt::format("<p class=\"lead\">{}</p>\n", h(report_.project.description));
    out_ += fmt::format("<p class=\"meta\">{}</p>\n<dl class=\"headline\">\n", where());
    figure(msg("Likely level"), "metal", title_of(likely.metal));
    figure(msg("Likely baseline"), "baseline", title_of(likely.baseline));
    figure(msg("Score"), "score", std::to_string(likely.score));
    figure(msg("Tiered"), "tiered", fmt::format("{} %", likely.tiered_percentage));
    out_ += fmt::format("</dl>\n<p class=\"meta\">{}</p>\n</header>\n<main>\n",
                        h(msg("An estimate by {} {}, not the badge itself. Proven counts answers of "
                              "confidence 3 and more; likely "
                              "also takes drafts and what only people can answer as yes; reachable is "
                              "everything but unmet MUSTs.",
                              kToolName, kToolVersion)));
  }

  void chart_row(const std::string& title, std::string_view name, const Estimate& estimate, Level level) {
    const std::string key = fmt::format("{} {}", name, badgescan::name_of(level));
    const int value = estimate.at(level).percentage;
    out_ += fmt::format(
        "<dt>{}</dt><dd aria-hidden=\"true\"><svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" "
        "focusable=\"false\"><rect class=\"track\" width=\"100\" height=\"8\"/><rect class=\"{}\" "
        "data-bar=\"{}\" width=\"{}\" height=\"8\"/></svg></dd><dd class=\"value\" data-value=\"{}\">{} "
        "%</dd>\n",
        h(title), name, key, value, key, value);
  }

  void charts() {
    out_ += fmt::format("<section aria-label=\"{}\" class=\"charts\">\n", h(msg("Progress")));
    for (const Level level : kLevels) {
      const LevelProgress& likely = report_.assessment.likely.at(level);
      out_ += fmt::format("<div class=\"chart\"><h2><a href=\"#level-{0}\">{0}</a></h2>",
                          badgescan::name_of(level));
      out_ += fmt::format("<p class=\"meta\" data-likely=\"{}\">{}</p><dl>\n", badgescan::name_of(level),
                          h(msg("{} of {} likely satisfied", likely.satisfied, likely.active)));
      chart_row(msg("proven"), "proven", report_.assessment.proven, level);
      chart_row(msg("likely"), "likely", report_.assessment.likely, level);
      chart_row(msg("reachable"), "reachable", report_.assessment.reachable, level);
      out_ += "</dl></div>\n";
    }
    out_ += "</section>\n";
  }

  void blockers() {
    for (const auto* list : {&report_.assessment.blockers, &report_.assessment.baseline_blockers}) {
      if (list->empty()) continue;
      const std::string_view level = badgescan::name_of(list->front().level);
      out_ += fmt::format("<details class=\"way\" data-level=\"{}\"><summary>{}</summary>\n<ol>\n", level,
                          h(msg_n(list->size(), "On the way to {1}: {0} open point",
                                  "On the way to {1}: {0} open points", level)));
      for (const Blocker& blocker : *list) {
        const Criterion& criterion = *blocker.answer->criterion;
        out_ += fmt::format(
            "<li data-of=\"{0}\"><a href=\"#{0}\">{1}</a> <span class=\"id\">{0}</span> {2}</li>\n",
            h(criterion.id), h(criterion.title), h(blocker.todo));
      }
      out_ += "</ol>\n</details>\n";
    }
  }

  void filter_button(std::string_view id, const std::string& title) {
    out_ +=
        fmt::format("<button type=\"button\" data-filter=\"{}\" aria-pressed=\"{}\">{} <b></b></button>\n",
                    id, id == "all", h(title));
  }

  void tools() {
    out_ += fmt::format(
        "<div class=\"tools needs-script\" role=\"search\" hidden>\n<div class=\"row\"><label "
        "for=\"search\">{}</label> <input type=\"search\" id=\"search\" placeholder=\"/\">\n",
        h(msg("Search")));
    out_ += fmt::format("<select id=\"level\" aria-label=\"{}\"><option value=\"\">{}</option>",
                        h(msg("Level")), h(msg("All levels")));
    for (const Level level : kLevels) out_ += fmt::format("<option>{}</option>", badgescan::name_of(level));
    out_ += "</select>\n";
    filter_button("all", msg("All"));
    filter_button("blocking", msg("Blocking"));
    filter_button("drafts", msg("Drafts to confirm"));
    filter_button("questions", msg("Questions"));
    out_ += fmt::format(
        "<button type=\"button\" id=\"must\" aria-pressed=\"false\">{}</button></div>\n<div "
        "class=\"row\"><span "
        "id=\"now\" class=\"now\" role=\"status\"></span><span class=\"push\"></span>\n<button "
        "type=\"button\" "
        "id=\"export\">{}</button>\n<button type=\"button\" id=\"propose\" aria-expanded=\"false\" "
        "aria-controls=\"proposals\">{}</button></div>\n</div>\n",
        h(msg("MUST only")), h(msg("Export .bestpractices.json")), h(msg("Proposal links")));
    out_ +=
        fmt::format("<div id=\"proposals\" tabindex=\"-1\" aria-label=\"{}\" role=\"region\" hidden></div>\n",
                    h(msg("Proposal links")));
    out_ += fmt::format(
        "<p class=\"meta needs-script\" hidden>{}</p>\n<p class=\"meta needs-script\" hidden><span "
        "id=\"shown\" "
        "role=\"status\"></span> <span id=\"edits\" hidden><span></span> <button type=\"button\" "
        "id=\"forget\">{}</button></span></p>\n",
        h(msg("Keys: / searches, j and k go to the next and previous question, e edits it, c confirms it, "
              "Escape "
              "leaves the field.")),
        h(msg("Undo all")));
  }

  static std::string anchor(const AnswerGroup& group) {
    std::string out = fmt::format("{}-{}", badgescan::name_of(group.level), to_lower(group.name));
    return replace_all(std::move(out), " ", "-");
  }

  /// Levels and their groups, as the badge site lists them, with the number of answers still to be given.
  void contents() {
    out_ += fmt::format("<nav class=\"contents\" aria-label=\"{}\">\n", h(msg("Levels and groups")));
    std::optional<Level> open;
    for (const AnswerGroup& group : groups_) {
      if (open != group.level) {
        if (open) out_ += "</ul>\n";
        out_ += fmt::format("<p><a href=\"#level-{0}\">{0}</a></p><ul>\n", badgescan::name_of(group.level));
        open = group.level;
      }
      const auto left = std::count_if(group.answers.begin(), group.answers.end(),
                                      [](const Answer* answer) { return to_do(*answer); });
      out_ += fmt::format("<li><a href=\"#{0}\">{1}</a> <span data-left=\"{0}\">{2}</span></li>\n",
                          h(anchor(group)), h(translate(group.name)), left == 0 ? "✔" : std::to_string(left));
    }
    out_ += open ? "</ul>\n</nav>\n" : "</nav>\n";
  }

  void answers() {
    out_ += "<div id=\"answers\">\n";
    std::optional<Level> open;
    for (const AnswerGroup& group : groups_) {
      if (open != group.level) {
        if (open) out_ += "</section>\n";
        out_ += fmt::format(
            "<section class=\"level\" aria-labelledby=\"level-{0}\">\n<h2 id=\"level-{0}\">{0}</h2>\n",
            badgescan::name_of(group.level));
        open = group.level;
      }
      out_ += fmt::format("<section class=\"group\">\n<h3 id=\"{0}\">{1}</h3>\n", h(anchor(group)),
                          h(translate(group.name)));
      std::string_view subgroup;
      for (const Answer* answer : group.answers) {
        const std::string& now = answer->criterion->requirements.front().subgroup;
        if (now != subgroup && group.answers.size() > 1 && now != group.name) heading(now);
        subgroup = now;
        article(*answer);
      }
      out_ += "</section>\n";
    }
    if (open) out_ += "</section>\n";
    out_ += fmt::format("<p id=\"nothing\" hidden>{}</p>\n</div>\n", h(msg("No criterion fits.")));
  }

  void heading(std::string_view subgroup) {
    out_ += fmt::format("<p class=\"subgroup\">{}</p>\n", h(translate(subgroup)));
  }

  void article(const Answer& answer) {
    const Criterion& criterion = *answer.criterion;
    const State& state = state_of(answer);
    out_ += fmt::format(
        "<article class=\"criterion\" id=\"{0}\" data-id=\"{0}\" data-state=\"{1}\" tabindex=\"-1\" "
        "aria-labelledby=\"title-{0}\">\n<div class=\"top\"><span class=\"status\"><span class=\"sign\" "
        "aria-hidden=\"true\">{2}</span> <span class=\"word\">{3}</span></span> <h4 "
        "id=\"title-{0}\">{4}</h4> "
        "<span class=\"chips\">",
        h(criterion.id), state.name, state.sign, h(state_title(answer)), h(criterion.title));
    for (const Requirement& requirement : criterion.requirements) {
      out_ += fmt::format("<span class=\"chip\">{} {}</span>", badgescan::name_of(requirement.level),
                          name_of(requirement.category));
    }
    out_ += fmt::format("</span></div>\n<p class=\"asked\">{} {}</p>\n", h(criterion.summary),
                        a(criterion.url, criterion.official_id));
    if (!answer.justification.empty())
      out_ += fmt::format("<p class=\"justification\">{}</p>\n", with_links(answer.justification));
    if (!answer.ask.empty())
      out_ += fmt::format("<p class=\"ask\"><b>{}</b> {}</p>\n", h(msg("To do:")), h(answer.ask));
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

  static std::string source_of(const Answer& answer) {
    return answer.detector.empty() ? title_of(answer.origin) : answer.detector;
  }

  void details(const Answer& answer) {
    if (answer.origin == Answer::Origin::none) return;
    const int confidence = static_cast<int>(answer.confidence);
    std::string dots;
    for (int i = 0; i < 5; ++i) dots += i < confidence ? "●" : "○";
    const std::string summary =
        fmt::format("<span class=\"dots\" aria-hidden=\"true\">{}</span> {} · {}", dots,
                    h(msg("Confidence {} of 5", confidence)), h(source_of(answer)));
    if (answer.evidence.empty() && answer.overruled.empty()) {
      out_ += fmt::format("<p class=\"sure\">{}</p>\n", summary);
      return;
    }
    out_ += fmt::format("<details class=\"sure\"><summary>{} · {}</summary>\n<ul>\n", summary,
                        h(msg("evidence: {}", answer.evidence.size())));
    for (const Evidence& evidence : answer.evidence) {
      out_ += fmt::format("<li>{}", a(report_.link(evidence), place_of(evidence)));
      if (!evidence.excerpt.empty())
        out_ += fmt::format(" <code class=\"excerpt\">{}</code>", h(evidence.excerpt));
      out_ += "</li>\n";
    }
    for (const Finding& other : answer.overruled) {
      out_ += fmt::format("<li>{}</li>\n",
                          h(msg("{} says {}, confidence {}: {}", other.detector, title_of(other.status),
                                static_cast<int>(other.confidence), other.justification)));
    }
    out_ += "</ul>\n</details>\n";
  }

  void notes() {
    if (report_.notes.empty()) return;
    out_ +=
        fmt::format("<section class=\"notes\" aria-labelledby=\"notes\">\n<h2 id=\"notes\">{}</h2>\n<ul>\n",
                    h(msg("Notes")));
    for (const Note& note : report_.notes) {
      out_ += fmt::format("<li class=\"note-{}\">{}: {}{}{}</li>\n", name_of(note.kind),
                          h(title_of(note.kind)), h(note.path), note.path.empty() ? "" : ": ", h(note.text));
    }
    out_ += "</ul>\n</section>\n";
  }

  /// What the script needs to count, to save and to propose as the program does.
  Json data() const {
    Json answers = Json::array(), bases = Json::object();
    for (const Answer& answer : report_.assessment.answers) answers.push_back(answer_json(answer));
    const bool proposes = !report_.forge.url.empty() || !options_.project_id.empty();
    for (const Level level : kLevels) {
      if (proposes) bases[std::string(badgescan::name_of(level))] = proposal_base(report_, options_, level);
    }
    return {{"repository", report_.forge.url.empty() ? report_.path : report_.forge.url},
            {"commit", report_.commit},
            {"proposals",
             {{"bases", std::move(bases)},
              {"fields", proposal_fields(report_.project)},
              {"most", url_limit(options_)}}},
            {"text", texts()},
            {"answers", std::move(answers)}};
  }

  void foot() {
    // "<" cannot end the element from inside a JSON string once it is written as an escape.
    const std::string json =
        replace_all(data().dump(-1, ' ', true, Json::error_handler_t::replace), "<", "\\u003c");
    out_ += fmt::format(
        "</main>\n<footer><p>{}</p></footer>\n",
        h(msg("Made by {} {}. Levels are counted by the rules of the badge site.", kToolName, kToolVersion)));
    out_ += fmt::format(
        "<script type=\"application/json\" id=\"data\">{}</script>\n<script>{}</script>\n</body>\n</html>\n",
        json, report_script().content);
  }

  const Report& report_;
  const RenderOptions& options_;
  std::vector<AnswerGroup> groups_ = groups_once(report_);
  std::string out_;
};

Result<Rendered> render(const Report& report, const RenderOptions& options) {
  return Rendered{HtmlReport(report, options).render(), {}};
}

}  // namespace

extern const Format html_format;
const Format html_format{.name = "html",
                         .summary = "The questionnaire as one self-contained page",
                         .extension = "html",
                         .render = render};

}  // namespace badgescan
