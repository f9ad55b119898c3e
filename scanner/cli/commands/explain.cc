// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan explain: what a criterion asks, who looks for what, and (with a repository) what was found and
// why.
#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/cli/command.h"
#include "scanner/cli/output.h"
#include "scanner/cli/session.h"
#include "scanner/engine/detector.h"
#include "scanner/report/groups.h"
#include "scanner/report/layout.h"
#include "scanner/report/report.h"
#include "scanner/report/scan.h"
#include "scanner/report/words.h"

namespace badgescan::cli {
namespace {

class ExplainRun : public CommandRun {
 public:
  std::vector<Option> options() override {
    std::vector<Option> out{
        {.name = "criterion",
         .value = "CRITERION",
         .help = "Id of the criterion, e.g. floss_license or OSPS-AC-01.01",
         .target = &id_,
         .required = true},
        {.name = "path",
         .value = "REPO",
         .help = "A repository: also say what was found there",
         .target = &path_},
    };
    for (Option& option : session_.declare()) out.push_back(std::move(option));
    return out;
  }

  int run() override {
    if (path_.empty()) return without_repository();
    session_.path = path_;
    const Result<std::unique_ptr<Session>> session = Session::open(session_);
    if (!session) return fail(session.error());
    const Criterion* criterion = (*session)->rules().catalogue().find(id_);
    if (criterion == nullptr) return unknown((*session)->rules().catalogue());
    const Report report = make_report((*session)->facts());
    std::string out = describe(*criterion);
    for (const Answer& answer : report.assessment.answers) {
      if (answer.criterion == criterion) out += '\n' + decided(report, answer);
    }
    print(out);
    return incomplete(report.notes) ? kIncomplete : kDone;
  }

 private:
  static int fail(std::string_view reason) {
    complain(reason);
    return kUsage;
  }

  int without_repository() {
    const std::string language =
        session_.language.empty() ? message_language() : choose_language(session_.language);
    const auto rules = RuleSet::load(session_.rules, language);
    if (!rules) return fail(rules.error());
    const Criterion* criterion = (*rules)->catalogue().find(id_);
    if (criterion == nullptr) return unknown((*rules)->catalogue());
    print(describe(*criterion));
    return kDone;
  }

  int unknown(const Catalogue& catalogue) const {
    std::vector<std::string> near;
    for (const Criterion& criterion : catalogue.criteria()) {
      if (contains_ignoring_case(criterion.id, id_) || contains_ignoring_case(criterion.official_id, id_))
        near.push_back(criterion.id);
    }
    std::string text = msg("there is no criterion '{}'", id_);
    text += near.empty() ? "; " + msg("'badgescan criteria' lists all")
                         : "; " + msg("did you mean {}?", join_names(near));
    return fail(text);
  }

  std::string wrapped(std::string_view text, std::size_t indent = 2) const {
    return std::string(indent, ' ') + wrap(escape_controls(text), width_, indent) + '\n';
  }

  std::string describe(const Criterion& criterion) const {
    std::string out = paint_(Style::bold, criterion.id) + "  " + criterion.title + '\n';
    out += wrapped(criterion.summary);
    for (const Requirement& requirement : criterion.requirements) {
      std::vector<std::string> rules;
      if (requirement.na_allowed)
        rules.push_back(requirement.na_justification_required ? msg("N/A with a reason")
                                                              : msg("N/A allowed"));
      if (requirement.met_url_required) rules.push_back(msg("Met needs a URL"));
      if (requirement.met_justification_required) rules.push_back(msg("Met needs a justification"));
      out += wrapped(fmt::format("{} {} · {} / {}{}{}", name_of(requirement.category),
                                 name_of(requirement.level), requirement.group, requirement.subgroup,
                                 rules.empty() ? "" : " · ", join(rules, ", ")));
    }
    out += wrapped(msg("Official text: {}", criterion.url));
    out += '\n' + paint_(Style::bold, msg("What the scanner looks at")) + '\n';
    bool any = false;
    for (const Detector* detector : all_detectors()) {
      if (std::find(detector->criteria.begin(), detector->criteria.end(), criterion.id) ==
          detector->criteria.end())
        continue;
      out += wrapped(fmt::format("{}: {}", detector->id, translate(detector->summary)));
      any = true;
    }
    if (!any)
      out += wrapped(criterion.people_only
                         ? msg("Nothing: only people can answer this.")
                         : msg("No detector answers this directly; it may follow from another criterion."));
    out += '\n' + paint_(Style::bold, msg("What to ask yourself")) + '\n' + wrapped(criterion.look_for);
    return out;
  }

  std::string decided(const Report& report, const Answer& answer) const {
    std::string out = paint_(Style::bold, msg("Found in {}", report.path)) + '\n';
    out += wrapped(msg("{}, confidence {} of 5 ({}{})", title_of(answer.status),
                       static_cast<int>(answer.confidence), title_of(answer.origin),
                       answer.detector.empty() ? "" : " " + answer.detector));
    if (!answer.justification.empty()) out += wrapped(answer.justification);
    for (const Evidence& evidence : answer.evidence) {
      out +=
          wrapped(place_of(evidence) + (evidence.excerpt.empty() ? "" : "  “" + evidence.excerpt + "”"), 4);
      const std::string link = report.link(evidence);
      if (!link.empty()) out += "      " + paint_(Style::dim, escape_controls(link)) + '\n';
    }
    for (const Finding& other : answer.overruled) {
      out += wrapped(msg("Overruled: {} says {}, confidence {}: {}", other.detector, title_of(other.status),
                         static_cast<int>(other.confidence), other.justification));
    }
    if (!answer.ask.empty()) out += wrapped(msg("To do: {}", answer.ask));
    return out;
  }

  SessionOptions session_;
  std::string id_, path_;
  Painter paint_{colour_wanted()};
  std::size_t width_ = reading_width(terminal_width());
};

}  // namespace

extern const Command explain_command;
const Command explain_command{
    .name = "explain",
    .summary = "Say what a criterion asks and, with a repository, what was found and why",
    .details = "",
    .make = [] { return std::unique_ptr<CommandRun>(std::make_unique<ExplainRun>()); }};

}  // namespace badgescan::cli
