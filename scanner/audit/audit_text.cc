// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "scanner/audit/audit_report.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/model/titles.h"
#include "scanner/report/layout.h"

namespace badgescan {
namespace {

class AuditText {
 public:
  AuditText(const Audit& audit, const Report& report, const RenderOptions& options)
      : audit_(audit),
        report_(report),
        options_(options),
        paint_(options.colour),
        width_(reading_width(options.width)) {}

  std::string render() {
    line(paint_(Style::bold, msg("Audit of {} at {}", audit_.path, report_.commit.substr(0, 12))));
    summary();
    section(Verdict::contradicted, msg("Contradicted by the repository"), Style::bad);
    section(Verdict::unsupported, msg("Nothing in the repository supports"), Style::warn);
    links();
    site();
    if (options_.verbose) {
      section(Verdict::unverifiable, msg("Not to be verified from the repository"), Style::dim);
      section(Verdict::supported, msg("Supported"), Style::good);
    }
    levels();
    return std::move(out_);
  }

 private:
  void line(std::string_view text) { out_.append(text).append("\n"); }
  void block(std::string_view text, std::size_t indent) {
    line(std::string(indent, ' ') + wrap(escape_controls(text), width_, indent));
  }
  void title(std::string_view text, Style style) {
    line("");
    line(paint_(style, text));
  }

  void summary() {
    std::string text = msg_n(audit_.claims.size(), "{} answer", "{} answers");
    text += msg(": {} supported, {} not to be verified here, {} unsupported, {} contradicted",
                audit_.count(Verdict::supported), audit_.count(Verdict::unverifiable),
                audit_.count(Verdict::unsupported), audit_.count(Verdict::contradicted));
    const std::size_t broken = audit_.broken_links();
    if (broken > 0) text += msg_n(broken, "; {} broken link", "; {} broken links");
    block(text, 0);
  }

  void head(const AuditedClaim& claim) {
    block(msg("{} {} (line {})", claim.claim.criterion, title_of(claim.claim.status), claim.claim.line), 2);
  }

  void section(Verdict verdict, std::string_view heading, Style style) {
    if (audit_.count(verdict) == 0) return;
    title(heading, style);
    for (const AuditedClaim& claim : audit_.claims) {
      if (claim.verdict != verdict) continue;
      head(claim);
      block(claim.reason, 4);
      evidence(claim);
      age(claim);
    }
  }

  void evidence(const AuditedClaim& claim) {
    std::size_t shown = 0;
    for (const Evidence& seen : claim.found.evidence) {
      if (seen.path.empty() || shown == 3) continue;
      ++shown;
      block(seen.line > 0 ? fmt::format("{}:{}", seen.path, seen.line) : seen.path, 6);
    }
  }

  void age(const AuditedClaim& claim) {
    if (claim.broken_by) {
      block(msg("It was right when it was written ({}); {} of {} broke it: {}", iso_date(claim.claimed),
                claim.broken_by->commit.substr(0, 12), iso_date(claim.broken_by->time),
                claim.broken_by->subject),
            4);
    } else if (claim.wrong_from_start) {
      block(msg("It was so already when the answer was written ({}, {}).", iso_date(claim.claimed),
                claim.claimed_in.substr(0, 12)),
            4);
    }
  }

  void links() {
    const bool any = std::any_of(audit_.claims.begin(), audit_.claims.end(), [&](const AuditedClaim& claim) {
      return std::any_of(claim.links.begin(), claim.links.end(),
                         [&](const LinkCheck& link) { return shown(link); });
    });
    if (!any) return;
    title(msg("Links in justifications"), Style::warn);
    for (const AuditedClaim& claim : audit_.claims) {
      for (const LinkCheck& link : claim.links) {
        if (!shown(link)) continue;
        std::string text = fmt::format("{} ({}:{}): {}", claim.claim.criterion, audit_.path,
                                       claim.claim.justification_line, link.text);
        if (link.removed > 0 && claim.claimed > 0) {
          text += link.removed > claim.claimed ? ", " + msg("after the answer was written")
                                               : ", " + msg("before the answer was written");
        }
        block(text, 2);
      }
    }
  }

  bool shown(const LinkCheck& link) const {
    return link.broken() || link.gone || (options_.verbose && link.state == LinkCheck::State::outdated);
  }

  void site() {
    std::vector<const ClaimProblem*> problems;
    for (const ClaimProblem& problem : audit_.problems) problems.push_back(&problem);
    for (const AuditedClaim& claim : audit_.claims) {
      for (const ClaimProblem& problem : claim.problems) problems.push_back(&problem);
    }
    std::size_t untidy = 0;
    bool headed = false;
    for (const ClaimProblem* problem : problems) {
      if (!problem->costs_answers() && !options_.verbose) {
        ++untidy;
        continue;
      }
      if (!headed) title(msg("What the badge site will not count"), Style::warn);
      headed = true;
      block(problem->line > 0 ? msg("line {}: {}", problem->line, problem->text) : problem->text, 2);
    }
    if (untidy > 0 && !options_.verbose) {
      line("");
      block(msg_n(untidy, "{} key is ignored by the badge site (-v lists it)",
                  "{} keys are ignored by the badge site (-v lists them)"),
            0);
    }
  }

  void levels() {
    title(msg("Levels that these answers reach on the badge site"), Style::bold);
    for (const Level level : kLevels) {
      const LevelProgress& progress = audit_.as_counted.at(level);
      line(fmt::format("  {:<11} {:>3} %  ({}/{})", name_of(level), progress.percentage, progress.satisfied,
                       progress.active));
    }
    if (audit_.ignored_by_site) block(msg("The badge site ignores this file: see above."), 2);
  }

  const Audit& audit_;
  const Report& report_;
  const RenderOptions& options_;
  Painter paint_;
  std::size_t width_;
  std::string out_;
};

}  // namespace

std::string audit_text(const Audit& audit, const Report& report, const RenderOptions& options) {
  return AuditText(audit, report, options).render();
}

}  // namespace badgescan
